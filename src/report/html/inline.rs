//! Pieces of paragraphs as HTML.

use crate::locale::Lang;
use crate::model::{Kind, Record, RowSet, Side, Span};
use crate::report::figure::Figures;
use crate::report::material::Material;
use crate::report::sentence::Writer;
use crate::report::tree::{Form, Inline, Quote, Target};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

use maud::{Markup, PreEscaped, html};

/// What rendering needs.
pub(super) struct Renderer<'a, 'm> {
    pub m: &'a Material<'m>,
    pub w: &'a Writer,
    pub f: &'a Figures,
    /// The way from the page to the report's folder: empty or `../`.
    pub up: &'static str,
    /// The records that were shown in part, with a link to the whole.
    pub cut: RefCell<RowSet>,
    /// What stands in forms, for their cards.
    pub forms: FormContents<'m>,
}

/// The answers and choices of each form.
#[derive(Default)]
pub(super) struct FormContents<'m> {
    /// Its answers, in source order.
    pub answers: FxHashMap<u32, Vec<u32>>,
    /// Its choices: the id of the question, the question, the choice.
    pub choices: FxHashMap<u32, Vec<(&'m str, &'m str, &'m str)>>,
}

impl<'m> FormContents<'m> {
    /// What is in the forms of a corpus.
    pub(super) fn new(m: &Material<'m>) -> Self {
        let view = &m.view;
        let mut out = FormContents::default();
        if view.every_of_kind(Kind::Reply).is_empty() {
            return out;
        }
        let by_id: FxHashMap<&str, &'m Record> =
            m.records.iter().map(|r| (r.id.as_str(), r)).collect();
        for answer in view.every_of_kind(Kind::Answer).iter() {
            let parent = m.record(answer).parent.as_deref();
            if let Some(form) = parent.and_then(|p| by_id.get(p)) {
                out.answers.entry(form.ordinal).or_default().push(answer);
            }
        }
        for vote in m.ballots.iter() {
            if let (Some(form), Some((question, choice))) = (vote.form, vote.choice) {
                let title = vote.record.map_or("", |o| m.record(o).title.as_str());
                let choices = out.choices.entry(form).or_default();
                choices.push((question, title, choice));
            }
        }
        out
    }
}

impl Renderer<'_, '_> {
    /// A line.
    pub(super) fn line(&self, line: &[Inline]) -> Markup {
        html! { @for inline in line { (self.inline(inline)) } }
    }

    fn inline(&self, inline: &Inline) -> Markup {
        match inline {
            Inline::Text(text) => html! { (text) },
            Inline::Datum(text, fact) => html! { span data-datum=(fact.name()) { (text) } },
            Inline::Strong(inner) => html! { strong { (self.line(inner)) } },
            Inline::Link(target, inner) => {
                let href = match target {
                    Target::Part(anchor) => format!("#{anchor}"),
                    Target::File(path) => format!("{}{path}", self.up),
                };
                html! { a href=(href) { (self.line(inner)) } }
            }
            Inline::Figure(figure, form) => {
                let shown = self.w.shown(figure, *form);
                let form = match form {
                    Form::Count => "count",
                    Form::Share => "share",
                    Form::Base => "base",
                };
                // The base of a share is the number of another figure's rows: only the share links.
                match self.f.href(&figure.id).filter(|_| form != "base") {
                    Some(href) => html! {
                        a.figure href={ (self.up) (href) } data-figure=(figure.id) data-form=(form) { (shown) }
                    },
                    None => html! {
                        span.figure data-figure=(figure.id) data-form=(form) { (shown) }
                    },
                }
            }
            Inline::Verbatim {
                ordinal,
                span,
                marks,
            } => self.verbatim(*ordinal, *span, marks),
        }
    }

    /// A passage, its marks highlighted. Its text is the record's, byte for byte.
    fn verbatim(&self, ordinal: u32, span: Span, marks: &[Span]) -> Markup {
        let record = self.m.record(ordinal);
        let text = record.text(span.field);
        let place = format!(
            "{} {} {}-{}",
            record.id,
            span.field.name(),
            span.start,
            span.end
        );
        html! { span data-verbatim=(place) { (highlighted(text, span, marks)) } }
    }

    /// A quotation.
    pub(super) fn quote(&self, quote: &Quote) -> Markup {
        let (open, close) = match self.m.lang {
            Lang::Fr => ("«\u{A0}", "\u{A0}»"),
            Lang::En => ("“", "”"),
        };
        html! {
            blockquote class=(class(quote.side)) {
                p.said lang="fr" {
                    (open)
                    @if quote.cut.0 { span.cut { "[…] " } }
                    (self.inline(&quote.verbatim))
                    @if quote.cut.1 { span.cut { " […]" } }
                    (close)
                }
                p.who { (self.line(&quote.source)) }
            }
        }
    }
}

/// The class of what is on a side.
pub(super) fn class(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Favourable) => "for",
        Some(Side::Against) => "against",
        Some(Side::Mixed) | None => "",
    }
}

/// The text of `span` with `marks` in `<mark>`.
pub(super) fn highlighted(text: &str, span: Span, marks: &[Span]) -> Markup {
    let mut at = span.start as usize;
    let mut out = String::new();
    let mut push = |piece: &str, marked: bool| {
        let escaped = html! { (piece) }.into_string();
        if marked {
            out.push_str("<mark>");
            out.push_str(&escaped);
            out.push_str("</mark>");
        } else {
            out.push_str(&escaped);
        }
    };
    for mark in marks {
        let (from, to) = (mark.start as usize, mark.end as usize);
        // Occurrences of one theme are disjoint and in order; anything else is shown unmarked.
        if mark.field != span.field || from < at || to > span.end as usize {
            continue;
        }
        if let (Some(before), Some(inside)) = (text.get(at..from), text.get(from..to)) {
            push(before, false);
            push(inside, true);
            at = to;
        }
    }
    push(text.get(at..span.end as usize).unwrap_or(""), false);
    PreEscaped(out)
}
