//! A record in a list: short texts whole, long ones as the passage that matters, with the whole a click away.

use super::inline::{Renderer, highlighted};
use crate::locale::{day_and_time, integer};
use crate::model::{Field, Kind, Place, Record, Side, Span};
use crate::report::tree::Fact;
use crate::report::verbatim::{densest, opening};
use maud::{Markup, html};

/// The longest body, in bytes, that a list shows whole.
const WHOLE: usize = 900;

/// How many ordinals one page of whole records spans.
const PAGE: u32 = 500;

/// Whether a record's body is too long for lists.
fn is_long(record: &Record) -> bool {
    record.body.len() > WHOLE
}

/// The page on which a long record stands whole.
pub fn page_of(record: &Record) -> String {
    format!("records-{}.html", record.ordinal / PAGE)
}

impl Renderer<'_, '_> {
    /// A record in a list, the occurrences of the list's theme marked.
    pub fn card(&self, record: &Record, theme: Option<usize>) -> Markup {
        self.record(record, theme, false)
    }

    /// A record with its whole body.
    pub fn whole_card(&self, record: &Record) -> Markup {
        self.record(record, None, true)
    }

    fn record(&self, record: &Record, theme: Option<usize>, whole: bool) -> Markup {
        let lang = self.m.lang;
        let fact = Fact::Record(record.id.clone()).name();
        let marks: Vec<Span> = self
            .m
            .hits_of(record.ordinal)
            .iter()
            .filter(|h| theme == Some(h.theme as usize))
            .filter_map(|h| h.span)
            .collect();
        let side = match record.declared {
            Some(Side::Favourable) => "for",
            Some(Side::Against) => "against",
            _ => "",
        };
        let kind = match (record.kind, side) {
            (Kind::Argument, "for") => "card-for".to_string(),
            (Kind::Argument, "against") => "card-against".to_string(),
            (kind, _) => format!("card-{}", kind.name()),
        };
        let passage = (is_long(record) && !whole)
            .then(|| {
                theme
                    .and_then(|t| densest(self.m, record, t))
                    .or_else(|| opening(record))
            })
            .flatten();
        if passage.is_some() {
            self.cut.borrow_mut().insert(record.ordinal);
        }
        let answered = self
            .m
            .view
            .contribution_of(record.ordinal)
            .filter(|c| *c != record.ordinal)
            .map(|c| self.m.record(c));
        html! {
            article class=(side) id=(format!("r{}", record.ordinal)) {
                p.who {
                    (self.w.words(&kind)) " "
                    span data-datum=(fact) {
                        (record.number())
                        @if let Some(a) = record.author { " · " (a) }
                        @if let Some(at) = record.published_at { " · " (day_and_time(lang, at)) }
                        @if let Some(s) = &record.section { " · " (s) }
                        @if let Some(n) = record.support.filter(|n| *n > 0) {
                            " · " (integer(lang, n)) " " (self.w.words(if n > 1 { "votes-word" } else { "vote-word" }))
                        }
                    }
                    @if record.moderation.gone { " · " (self.w.words("gone-word")) }
                    @else if record.moderation.moderated { " · " (self.w.words("moderated-word")) }
                }
                @if let Some(answered) = answered.filter(|a| !a.title.is_empty()) {
                    p.who {
                        (self.w.words("answers-word")) " "
                        span data-datum=(Fact::Record(answered.id.clone()).name()) { (answered.title) }
                    }
                }
                @if !record.title.is_empty() { h3 { (self.field(record, Field::Title, &marks)) } }
                @match &passage {
                    Some(p) => {
                        p.said {
                            @if p.cut.0 { span.cut { "[…] " } }
                            (self.passage(record, p.span, &p.marks))
                            @if p.cut.1 { span.cut { " […]" } }
                            " " a href={ (page_of(record)) "#r" (record.ordinal) } { (self.w.words("list-whole")) }
                        }
                    }
                    None => {
                        @for (start, end) in paragraphs(&record.body) {
                            p { (self.passage(record, Span { field: Field::Body, start, end }, &marks)) }
                        }
                    }
                }
                @if record.body.is_empty() { p.note { (self.w.words("no-text")) } }
                p.place { span data-datum=(fact) {
                    (record.id) " · " (record.origin.file) ", " (self.place(record))
                    @if let Some(url) = &record.url {
                        @if url.starts_with("http://") || url.starts_with("https://") {
                            " · " a href=(url) rel="noreferrer" { (url) }
                        } @else { " · " (url) }
                    }
                } }
            }
        }
    }

    /// Where in its file a record stands, in the report's language.
    fn place(&self, record: &Record) -> String {
        match record.origin.place {
            Place::Line(n) => format!("{} {n}", self.w.words("place-line")),
            Place::Row(n) => format!("{} {n}", self.w.words("place-row")),
            Place::Bytes(a, b) => format!("{} {a}–{b}", self.w.words("place-bytes")),
        }
    }

    fn field(&self, record: &Record, field: Field, marks: &[Span]) -> Markup {
        let end = record.text(field).len() as u32;
        self.passage(
            record,
            Span {
                field,
                start: 0,
                end,
            },
            marks,
        )
    }

    fn passage(&self, record: &Record, span: Span, marks: &[Span]) -> Markup {
        let inside: Vec<Span> = marks
            .iter()
            .copied()
            .filter(|m| m.field == span.field && m.start >= span.start && m.end <= span.end)
            .collect();
        let place = format!(
            "{} {} {}-{}",
            record.id,
            span.field.name(),
            span.start,
            span.end
        );
        html! {
            span lang="fr" data-verbatim=(place) { (highlighted(record.text(span.field), span, &inside)) }
        }
    }
}

/// The lines of a body, as byte ranges, blank ones left out.
fn paragraphs(body: &str) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in body.split('\n') {
        if !line.trim().is_empty() {
            // A kept text is shorter than 4 GiB.
            out.push((at as u32, (at + line.len()) as u32));
        }
        at += line.len() + 1;
    }
    out
}
