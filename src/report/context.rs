//! What every part and every chart of a report is given.

use super::figure::{FigureRef, Figures, Home};
use super::material::{Material, Scope};
use super::sentence::{Writer, cell, count};
use super::tree::{Block, Fact, Inline};
use crate::locale::Arg;
use crate::model::{
    CorpusRecipe, Count, Filter, Inclusion, JournalRecipe, Kind, Kinds, RowSet, Set,
};
use crate::tally::{Counted, Evaluator, evaluate_journal};
use std::collections::BTreeMap;

/// What every part is given.
pub(super) struct Ctx<'a, 'm> {
    /// The material.
    pub m: &'a Material<'m>,
    /// The writer.
    pub w: &'a Writer,
    /// What counts recipes.
    pub counts: &'a Evaluator<'a>,
    /// The figures made so far.
    pub f: Figures,
}

impl Ctx<'_, '_> {
    /// The recipe of a count in the report's selection.
    pub(super) fn recipe(
        &self,
        count: Count,
        filters: impl IntoIterator<Item = Filter>,
    ) -> CorpusRecipe {
        self.of_set(CorpusRecipe::new(count, filters), Set::Counted)
    }

    /// The same recipe of a set of the report's selection.
    pub(super) fn of_set(&self, recipe: CorpusRecipe, set: Set) -> CorpusRecipe {
        let inclusion = Inclusion {
            moderated: self.m.view.option,
            organiser: self.m.view.organiser_option,
        };
        let within = self.m.scope.as_ref().map(|scope| scope.name.as_str());
        recipe.under(set, inclusion, within)
    }

    /// What a recipe counts.
    ///
    /// # Panics
    /// Where it is of a theme that is not the dictionary's: recipes of a report are made from it.
    pub(super) fn value(&self, recipe: &CorpusRecipe) -> Option<Counted> {
        let counted = self.counts.evaluate(recipe);
        counted.expect("a recipe of this report's themes and selection")
    }

    fn share_of(&self, recipe: &CorpusRecipe) -> Counted {
        let counted = self.counts.share(recipe);
        counted
            .expect("a recipe of this report's themes and selection")
            .unwrap_or_else(|| Counted::rows(RowSet::new()))
    }

    /// A number of records, with a page of its own.
    pub(super) fn count(&mut self, recipe: CorpusRecipe) -> FigureRef {
        let counted = self.value(&recipe);
        let counted = counted.unwrap_or_else(|| Counted::rows(RowSet::new()));
        self.f.add(recipe, counted, Home::Own)
    }

    /// Such a number out of its base.
    pub(super) fn share(&mut self, recipe: CorpusRecipe) -> FigureRef {
        let counted = self.share_of(&recipe);
        self.f.add(recipe, counted, Home::Own)
    }

    /// A number of records on the page of `whole`, as a part of it.
    pub(super) fn part(&mut self, whole: &FigureRef, recipe: CorpusRecipe) -> FigureRef {
        let counted = self.value(&recipe);
        let counted = counted.unwrap_or_else(|| Counted::rows(RowSet::new()));
        self.f.add(recipe, counted, Home::Within(whole.id.clone()))
    }

    /// A number that is counted in the rows of `other`, on its page; `None` where it is unknown.
    pub(super) fn same(&mut self, other: &FigureRef, recipe: CorpusRecipe) -> Option<FigureRef> {
        let counted = self.value(&recipe)?;
        Some(self.f.add(recipe, counted, Home::Same(other.id.clone())))
    }

    /// Such a number out of its base.
    pub(super) fn same_share(&mut self, other: &FigureRef, recipe: CorpusRecipe) -> FigureRef {
        let counted = self.share_of(&recipe);
        self.f.add(recipe, counted, Home::Same(other.id.clone()))
    }

    /// A number that no rows are behind, such as a platform's counter; `None` where it is unknown.
    pub(super) fn bare(&mut self, recipe: CorpusRecipe) -> Option<FigureRef> {
        let counted = Counted::of_rows(self.value(&recipe)?.value, RowSet::new());
        Some(self.f.add(recipe, counted, Home::Nowhere))
    }

    /// A number that a file lists the rows of.
    pub(super) fn listed(&mut self, recipe: CorpusRecipe, file: &'static str) -> FigureRef {
        let value = self.value(&recipe).map_or(0, |counted| counted.value);
        let counted = Counted::of_rows(value, RowSet::new());
        self.f.add(recipe, counted, Home::File(file))
    }

    /// A number of the journal, which a file lists the rows of.
    pub(super) fn journal(&mut self, recipe: JournalRecipe, file: &'static str) -> FigureRef {
        let value = evaluate_journal(&recipe, self.m.imports, self.m.warnings);
        let counted = Counted::of_rows(value, RowSet::new());
        self.f.add(recipe, counted, Home::File(file))
    }

    /// The message of that name, or its variant for a report about a sub-corpus.
    pub(super) fn scope_id(&self, id: &str) -> String {
        match self.m.scope {
            Some(_) => format!("{id}-part"),
            None => id.to_string(),
        }
    }

    /// What themes are counted in: contributions, or arguments where there is no contribution.
    pub(super) fn unit(&self) -> Kinds {
        match self.m.view.speaks_by_arguments() {
            true => Kinds::ARGUMENTS,
            false => Kinds::CONTRIBUTIONS,
        }
    }

    /// The message of that name, or its variant where themes are counted in arguments.
    pub(super) fn unit_id(&self, id: &str) -> String {
        if self.m.view.speaks_by_arguments() {
            format!("{id}-arguments")
        } else {
            id.to_string()
        }
    }

    /// Such a message without arguments.
    pub(super) fn unit_line(&self, id: &str) -> Vec<Inline> {
        self.w.line(&self.unit_id(id))
    }

    /// Such a message with its arguments.
    pub(super) fn unit_sentence(&self, id: &str, args: Vec<Arg<Inline>>) -> Vec<Inline> {
        self.w.sentence(&self.unit_id(id), args)
    }

    /// Such a message that gives a share of `figure`.
    pub(super) fn unit_share(
        &self,
        id: &str,
        figure: &FigureRef,
        args: Vec<Arg<Inline>>,
    ) -> Vec<Inline> {
        self.w.with_share(&self.unit_id(id), figure, args)
    }

    /// Whether the corpus has an argument at all: where it has none, nothing is said of arguments.
    pub(super) fn has_arguments(&self) -> bool {
        !self.m.view.of_kind(Kind::Argument).is_empty()
    }

    /// Whether a record of the corpus has an author: where none has, nothing is said of authors.
    pub(super) fn has_authors(&self) -> bool {
        self.m.view.has_authors()
    }

    /// A message that speaks of authors only where there are some.
    pub(super) fn signed_line(&self, id: &str) -> Vec<Inline> {
        let authors = Arg {
            name: "authors",
            count: Some(u64::from(self.has_authors())),
            value: Inline::Text(String::new()),
        };
        self.w.sentence(id, vec![authors])
    }

    /// The rows behind a figure.
    pub(super) fn rows(&self, figure: &FigureRef) -> RowSet {
        let known = self.f.get(&figure.id);
        known.map_or_else(RowSet::new, |f| f.counted.rows.clone())
    }

    /// A heading with an anchor.
    pub(super) fn heading(&self, level: u8, anchor: &str, id: &str) -> Block {
        Block::Heading(level, anchor.to_string(), self.w.line(id))
    }

    /// A paragraph of one message without arguments.
    pub(super) fn paragraph(&self, id: &str) -> Block {
        Block::Paragraph(self.w.line(id))
    }
}

/// A number of authors in a sentence that leaves them out where it is unknown.
pub(super) fn count_authors(figure: Option<&FigureRef>) -> Arg<Inline> {
    match figure {
        Some(figure) => count("authors", figure),
        None => Arg {
            name: "authors",
            count: Some(0),
            value: Inline::Text(String::new()),
        },
    }
}

/// A figure in a cell of a table, or a dash where it is unknown.
pub(super) fn maybe_cell(ctx: &Ctx<'_, '_>, figure: Option<&FigureRef>) -> Vec<Inline> {
    figure.map_or_else(|| ctx.w.line("unknowable"), cell)
}

/// The name of the sub-corpus for readers, as a fact of `corpus.toml`.
pub(super) fn scope_name(scope: &Scope) -> Inline {
    Inline::Datum(
        scope.shown().to_string(),
        Fact::Subcorpus(scope.name.clone()),
    )
}

/// The query of the sub-corpus, as a fact of `corpus.toml`.
pub(super) fn scope_query(scope: &Scope) -> Inline {
    Inline::Datum(scope.query.clone(), Fact::Subcorpus(scope.name.clone()))
}

/// A theme's name as a fact of the dictionary.
pub(super) fn label(m: &Material<'_>, theme: usize) -> Inline {
    Inline::Datum(m.label(theme).to_string(), Fact::Dictionary)
}

/// The sections of the contributions and arguments that count, the one with most texts of the kind that themes
/// are counted in first, then by name.
pub(super) fn section_names<'m>(m: &Material<'m>) -> Vec<&'m str> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    let texts = m.view.texts();
    for ordinal in m.view.contributions().or(&m.view.arguments()).iter() {
        let record = m.record(ordinal);
        if let Some(section) = record.section.as_deref() {
            *sizes.entry(section).or_default() += u64::from(texts.contains(ordinal));
        }
    }
    let mut names: Vec<(&str, u64)> = sizes.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names.into_iter().map(|n| n.0).collect()
}
