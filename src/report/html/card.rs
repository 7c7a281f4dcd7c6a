//! A record in a list: short texts whole, long ones as the passage that matters, with the whole a click away.

use super::inline::{Renderer, class, highlighted};
use crate::locale::{day_and_time, integer};
use crate::model::{Field, Kind, Place, Record, Side, Span};
use crate::report::tree::Fact;
use crate::report::verbatim::{Passage, densest, opening};
use maud::{Markup, html};

/// The longest body, in bytes, that a list shows whole.
const MAX_WHOLE: usize = 900;

/// How many ordinals one page of whole records spans.
const PAGE: u32 = 500;

/// Whether a record's body is too long for lists.
fn is_long(record: &Record) -> bool {
    record.body.len() > MAX_WHOLE
}

/// The page on which a long record is shown whole.
pub(super) fn page_of(record: &Record) -> String {
    format!("records-{}.html", record.ordinal / PAGE)
}

impl Renderer<'_, '_> {
    /// A record in a list, the occurrences of the list's theme marked.
    pub(super) fn card(&self, record: &Record, theme: Option<usize>) -> Markup {
        self.record(record, theme, false)
    }

    /// A record with its whole body.
    pub(super) fn whole_card(&self, record: &Record) -> Markup {
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
        let side = class(record.declared);
        let kind = match (record.kind, side) {
            (Kind::Argument, "for") => "card-for".to_string(),
            (Kind::Argument, "against") => "card-against".to_string(),
            (kind, _) => format!("card-{}", kind.name()),
        };
        let declared = match record.declared.filter(|_| record.kind.is_contribution()) {
            Some(Side::Favourable) => Some("card-declared-favourable"),
            Some(Side::Mixed) => Some("card-declared-mixed"),
            Some(Side::Against) => Some("card-declared-against"),
            None => None,
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
        let mut known: Vec<String> = Vec::new();
        known.extend(record.platform_number().map(str::to_string));
        known.extend(record.author.map(|a| a.to_string()));
        known.extend(record.published_at.map(|at| day_and_time(lang, at)));
        known.extend(record.section.clone());
        if let Some(n) = record.support.filter(|n| *n > 0) {
            let word = self.w.words(if n > 1 { "votes-word" } else { "vote-word" });
            known.push(format!("{} {word}", integer(lang, n)));
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
                    @if let Some(side) = declared { "· " (self.w.words(side)) " " }
                    span data-datum=(fact) {
                        (known.join(" · "))
                    }
                    @if record.moderation.gone { " · " (self.w.words("gone-word")) }
                    @else if record.moderation.moderated { " · " (self.w.words("moderated-word")) }
                    @if record.is_organiser() { " · " (self.w.words("organiser-word")) }
                }
                @if let Some(answered) = answered.filter(|a| !a.title.is_empty()) {
                    p.who {
                        (self.w.words("answers-word")) " "
                        span data-datum=(Fact::Record(answered.id.clone()).name()) { (answered.title) }
                        @if answered.is_organiser() { " · " (self.w.words("organiser-word")) }
                    }
                }
                @if !record.title.is_empty() { h3 { (self.field(record, Field::Title, &marks)) } }
                (self.body(record, passage.as_ref(), &marks))
                @match record.kind {
                    Kind::Reply => { (self.form(record)) }
                    // A question has its title, and no side.
                    Kind::Question => {}
                    _ => { @if record.body.is_empty() { p.note { (self.w.words("no-text")) } } }
                }
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

    /// A record's body, or the passage of it that is shown.
    fn body(&self, record: &Record, passage: Option<&Passage>, marks: &[Span]) -> Markup {
        html! {
            @match passage {
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
                        p { (self.passage(record, Span { field: Field::Body, start, end }, marks)) }
                    }
                }
            }
        }
    }

    /// What a form holds: the choices that were ticked, the answers that were written.
    fn form(&self, form: &Record) -> Markup {
        let choices = self.forms.choices.get(&form.ordinal);
        let answers = self.forms.answers.get(&form.ordinal);
        html! {
            @for (id, question, choice) in choices.into_iter().flatten() {
                p { span data-datum=(Fact::Choice((*id).to_string()).name()) {
                    @if question.is_empty() { (id) } @else { (question) } " – " strong { (choice) }
                } }
            }
            @for answer in answers.into_iter().flatten().map(|o| self.m.record(*o)) {
                @let passage = is_long(answer).then(|| opening(answer)).flatten();
                @if passage.is_some() { (self.shown_in_part(answer)) }
                @if let Some(section) = &answer.section {
                    p.who { span data-datum=(Fact::Record(answer.id.clone()).name()) { (section) } }
                }
                (self.body(answer, passage.as_ref(), &[]))
            }
            @if choices.is_none() && answers.is_none() { p.note { (self.w.words("no-answer")) } }
        }
    }

    /// Notes that a record has a page of its own to be shown whole on.
    fn shown_in_part(&self, record: &Record) -> Markup {
        self.cut.borrow_mut().insert(record.ordinal);
        html! {}
    }

    /// Where in its file a record is, in the report's language.
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
