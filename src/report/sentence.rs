//! Sentences of the catalogue with figures, facts and passages in their places.

use super::figure::FigureRef;
use super::tree::{Fact, Form, Inline};
use crate::locale::{Arg, Catalogue, Lang, MIN_BASE, Piece, integer, share};

/// Writes sentences in one language.
pub(super) struct Writer {
    catalogue: Catalogue,
}

/// The figure as a number.
pub(super) fn count(name: &'static str, figure: &FigureRef) -> Arg<Inline> {
    Arg {
        name,
        count: Some(figure.value),
        value: Inline::Figure(figure.clone(), Form::Count),
    }
}

/// The figure as a share of its base.
pub(super) fn portion(name: &'static str, figure: &FigureRef) -> Arg<Inline> {
    Arg {
        name,
        count: Some(figure.value),
        value: Inline::Figure(figure.clone(), Form::Share),
    }
}

/// The base of the figure.
pub(super) fn base(name: &'static str, figure: &FigureRef) -> Arg<Inline> {
    Arg {
        name,
        count: figure.of,
        value: Inline::Figure(figure.clone(), Form::Base),
    }
}

/// A fact.
pub(super) fn datum(name: &'static str, text: impl Into<String>, fact: Fact) -> Arg<Inline> {
    Arg {
        name,
        count: None,
        value: Inline::Datum(text.into(), fact),
    }
}

/// Anything else.
pub(super) fn inline(name: &'static str, value: Inline) -> Arg<Inline> {
    Arg {
        name,
        count: None,
        value,
    }
}

impl Writer {
    /// A writer of `lang`.
    pub(super) fn new(lang: Lang) -> Self {
        Writer {
            catalogue: Catalogue::new(lang),
        }
    }

    /// The language.
    pub(super) fn lang(&self) -> Lang {
        self.catalogue.lang()
    }

    /// Whether the catalogue has a message.
    pub(super) fn has(&self, id: &str) -> bool {
        self.catalogue.has(id)
    }

    /// A message without arguments, as words.
    pub(super) fn words(&self, id: &str) -> String {
        self.catalogue.text(id)
    }

    /// A message without arguments, as a line.
    pub(super) fn line(&self, id: &str) -> Vec<Inline> {
        vec![Inline::Text(self.catalogue.text(id))]
    }

    /// A message with its arguments.
    pub(super) fn sentence(&self, id: &str, args: Vec<Arg<Inline>>) -> Vec<Inline> {
        self.catalogue
            .sentence(id, args)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => Inline::Text(text),
                Piece::Value(value) => value,
            })
            .collect()
    }

    /// A message that gives a share of `figure`; under the least base of percentages its variant
    /// `ID-small`, which gives the number and the base alone.
    pub(super) fn with_share(
        &self,
        id: &str,
        figure: &FigureRef,
        args: Vec<Arg<Inline>>,
    ) -> Vec<Inline> {
        if figure.of.unwrap_or(0) < MIN_BASE {
            self.sentence(&format!("{id}-small"), args)
        } else {
            self.sentence(id, args)
        }
    }

    /// What a figure shows.
    pub(super) fn shown(&self, figure: &FigureRef, form: Form) -> String {
        let lang = self.lang();
        match form {
            Form::Count => integer(lang, figure.value),
            Form::Share => share(lang, figure.value, figure.of.unwrap_or(0)),
            Form::Base => integer(lang, figure.of.unwrap_or(0)),
        }
    }

    /// A line as plain words, for alternative texts and drawings.
    pub(super) fn plain(&self, line: &[Inline]) -> String {
        let mut out = String::new();
        for inline in line {
            match inline {
                Inline::Text(text) | Inline::Datum(text, _) => out.push_str(text),
                Inline::Figure(figure, form) => out.push_str(&self.shown(figure, *form)),
                Inline::Link(_, inner) | Inline::Strong(inner) => out.push_str(&self.plain(inner)),
                Inline::Verbatim { .. } => {}
            }
        }
        out
    }
}

/// A figure in a cell of a table.
pub(super) fn cell(figure: &FigureRef) -> Vec<Inline> {
    vec![Inline::Figure(figure.clone(), Form::Count)]
}

/// A share in a cell of a table.
pub(super) fn share_cell(figure: &FigureRef) -> Vec<Inline> {
    vec![Inline::Figure(figure.clone(), Form::Share)]
}
