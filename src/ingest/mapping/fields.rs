//! What the cells of a row say of each field.

use super::columns::Form;
use super::engine::RowReader;
use super::names::matches;
use super::plan::{Place, Plan, Stance, cell, is_one_of};
use super::rules::Authors;
use super::ticked_sides::Ticked;
use super::values;
use crate::ingest::clean::dates::any_date;
use crate::ingest::clean::html::readable;
use crate::ingest::clean::kept::{Masked, keep, keep_line, shown, unmasked};
use crate::ingest::table::Row;
use crate::model::{Counters, MappedField, Moderation, Origin, Pseudonym, Sink, WarningKind};
use std::borrow::Cow;

impl<'a> RowReader<'_, 'a> {
    /// What is in the place of an author's number, and in which column.
    pub(super) fn not_an_author(&self, row: &Row) -> Option<(String, &'a str)> {
        let first = self.plan.of(MappedField::Author).first()?;
        let text = first.value(row);
        let is = text.parse::<u32>().is_ok();
        (!is).then(|| (text.to_string(), first.column.column.as_str()))
    }

    /// The pseudonym of the first author that is filled: the platform's number, else the printed name.
    pub(super) fn author(&mut self, row: &Row, origin: &Origin) -> Option<Pseudonym> {
        let counted = self.plan.table.authors == Authors::Counted;
        if counted {
            let several = |place: &Place<'_>| {
                let names = place.raw(row).split(',').filter(|a| !a.trim().is_empty());
                names.count() > 1
            };
            let shared = self.plan.of(MappedField::Author).iter().any(several);
            self.sink.shared += u64::from(shared);
        }
        let Some((text, column)) = self.plan.first(row, MappedField::Author) else {
            self.sink.unsigned += u64::from(counted);
            return None;
        };
        let key = self.context.key;
        if column.form == Form::Integer {
            let Ok(number) = text.parse::<u32>() else {
                let what = "number of an author, and its rows have none";
                self.odd(what, &text, origin, row.line);
                return None;
            };
            return Some(key.pseudonym(self.context.source, &number.to_string()));
        }
        let identity = crate::text::normalise(&text);
        let identity = identity.trim();
        if identity.is_empty() {
            return None;
        }
        let source = self.context.source;
        Some(match column.prefix.is_empty() {
            true => key.pseudonym(source, identity),
            false => key.pseudonym(source, &format!("{}{identity}", column.prefix)),
        })
    }

    /// The side that a row declares.
    pub(super) fn stance(&mut self, row: &Row, origin: &Origin) -> Option<Stance<'a>> {
        match self.plan.ticked.of_row(row) {
            Ticked::Side(said) => return Some((said as u8, said.side(), None)),
            Ticked::Several(sides) => {
                let what = "side, as they exclude each other, and its rows have none";
                self.odd(what, &sides, origin, row.line);
                return None;
            }
            Ticked::None => {}
        }
        let text = self.plan.stance_text(row)?;
        let stance = self.plan.stance(&text);
        if stance.is_none() {
            self.odd("side, and its rows have none", &text, origin, row.line);
        }
        stance
    }

    /// The platform's counters of votes: of a mapping, those that the row has; of a platform's table, all that it has or
    /// none.
    pub(super) fn counters(&mut self, row: &Row, origin: &Origin) -> Option<Counters> {
        let fields = [
            MappedField::VotesFavourable,
            MappedField::VotesMixed,
            MappedField::VotesAgainst,
            MappedField::VotesAbstention,
        ];
        let counts = fields.map(|field| self.count(row, field, origin));
        let whole = fields.iter().zip(counts).all(|(field, count)| {
            count.is_some() || self.plan.table.mapped || self.plan.of(*field).is_empty()
        });
        let [favourable, mixed, against, abstention] = counts;
        let counters = Counters {
            favourable,
            mixed,
            against,
            abstention,
        };
        (whole && !counters.is_empty()).then_some(counters)
    }

    pub(super) fn count(&mut self, row: &Row, field: MappedField, origin: &Origin) -> Option<u64> {
        match Plan::number(self.plan.of(field), row) {
            Ok(Some(number)) => Some(number),
            // What a table says of cells that are empty, it does not say of a column that the file lacks.
            Ok(None) if self.lacks(field) => None,
            Ok(None) => self.plan.table.constants.get(&field)?.parse().ok(),
            Err(text) => {
                let what = "number of votes, and was left aside";
                self.odd(what, &text, origin, row.line);
                None
            }
        }
    }

    /// Whether the file has none of the columns in which its table would have a field.
    fn lacks(&self, field: MappedField) -> bool {
        self.plan.of(field).is_empty() && !self.plan.table.of(field).is_empty()
    }

    /// Whether the organiser set a row aside, where the file has columns that say so.
    pub(super) fn moderation(&mut self, row: &Row, origin: &Origin) -> Option<Moderation> {
        let ruled = self.set_aside(row, origin);
        let said = self.said_moderated(row, origin);
        let moderated = ruled.filter(|aside| *aside).or(said).or(ruled)?;
        let reason = self.plan.set_aside_reason.map_or("", |at| cell(row, at));
        let reason =
            (moderated && !reason.is_empty()).then(|| keep_line(reason, &mut self.sink.masked));
        Some(Moderation {
            moderated,
            reason,
            ..Moderation::default()
        })
    }

    /// What the columns of moderation say: of several one that says yes is enough. A date is when a row was set aside.
    fn said_moderated(&mut self, row: &Row, origin: &Origin) -> Option<bool> {
        for n in 0..self.plan.of(MappedField::Moderated).len() {
            let text = self.plan.of(MappedField::Moderated)[n].value(row);
            if !text.trim().is_empty() && self.means(MappedField::Moderated, &text).is_none() {
                let what = "yes or no, and its rows are taken as not moderated";
                self.odd(what, &text, origin, row.line);
            }
        }
        self.is_moderated(row)
    }

    /// The same without a report of values that say neither.
    pub(super) fn is_moderated(&self, row: &Row) -> Option<bool> {
        let places = self.plan.of(MappedField::Moderated).iter();
        let texts = places.map(|place| place.value(row));
        let said = texts.filter_map(|text| self.means(MappedField::Moderated, &text));
        said.reduce(|any, one| any || one)
    }

    /// Whether a value of a field is a yes or a no: in the words of the mapping, else of the spec, else of the program.
    fn means(&self, field: MappedField, text: &str) -> Option<bool> {
        let values = &self.plan.table.values;
        let one_of = |yes: &[String], no: &[String]| {
            let is = is_one_of(text, yes);
            (is || is_one_of(text, no)).then_some(is)
        };
        let given = values.given_yes_no.get(&field);
        let given = given.and_then(|words| one_of(&words.yes, &words.no));
        let (known, own): (_, fn(&str) -> Option<bool>) = match field {
            MappedField::Organiser => (&values.organiser, values::organiser),
            _ => (&values.moderated, |text| {
                values::moderated(text).or(any_date(text).map(|_| true))
            }),
        };
        given.or_else(|| match known {
            Some(known) => one_of(&known.yes, &known.no),
            None => own(text),
        })
    }

    /// Whether who runs the consultation wrote a row: its column says so, or the name of its author is one that
    /// `corpus.toml` gives.
    pub(super) fn organiser(&mut self, row: &Row, origin: &Origin) -> Option<bool> {
        let said = self.said_organiser(row, origin);
        let authors = self.plan.of(MappedField::Author).iter();
        let authors = authors.map(|place| Cow::Borrowed(place.raw(row)));
        let names = self.plan.printed_names.iter();
        let names = names.map(|place| place.value(row));
        let named = self.context.is_organiser(authors.chain(names));
        named.filter(|is| *is || said.is_none()).or(said)
    }

    /// What the column of the organiser says.
    fn said_organiser(&mut self, row: &Row, origin: &Origin) -> Option<bool> {
        let text = self.plan.text(row, MappedField::Organiser)?;
        let said = self.means(MappedField::Organiser, &text);
        if said.is_none() {
            let what = "yes or no, and its rows are taken as not the organiser's";
            self.odd(what, &text, origin, row.line);
        }
        said
    }

    /// Whether one of the rules says so; `None` where the file has none of their columns.
    fn set_aside(&mut self, row: &Row, origin: &Origin) -> Option<bool> {
        let mut aside = None;
        for n in 0..self.plan.set_aside.len() {
            let (at, rule) = self.plan.set_aside[n];
            let value = cell(row, at).to_lowercase();
            let is = matches(&value, &rule.is);
            let holds = is
                || rule.filled && !value.is_empty()
                || !rule.is_not.is_empty() && !matches(&value, &rule.is_not);
            if holds || !rule.or_nothing {
                aside = Some(holds || aside == Some(true));
            }
            let odd = !rule.known.is_empty() && !matches(&value, &rule.known);
            if odd && !is && !value.is_empty() {
                let what = "status that is known, and its rows are kept as published";
                self.odd(what, cell(row, at), origin, row.line);
            }
        }
        aside
    }

    pub(super) fn date(&mut self, row: &Row, origin: &Origin) -> Option<jiff::Timestamp> {
        match self.plan.moment(row, self.engine.epoch) {
            Ok(at) => at,
            Err((text, column)) => {
                let message = format!(
                    "line {}, column {column}: «{}» is no date; the row is kept without one",
                    row.line,
                    shown(text)
                );
                let kind = WarningKind::BadDate;
                self.sink.warn(kind, origin.clone(), message);
                None
            }
        }
    }

    /// A text of one line.
    pub(super) fn line(&mut self, row: &Row, field: MappedField) -> Option<String> {
        let line = match self.plan.first(row, field) {
            Some((text, column)) if column.form == Form::Plain => {
                keep_line(&text, &mut self.sink.masked)
            }
            Some((text, _)) => keep_line(&readable(&text), &mut self.sink.masked),
            None => self.plan.table.constants.get(&field)?.clone(),
        };
        (!line.is_empty()).then_some(line)
    }

    /// The title, without the name of the row's author.
    pub(super) fn title(&mut self, row: &Row) -> String {
        let title = self.line(row, MappedField::Title).unwrap_or_default();
        match &self.own_name {
            Some(name) => name.mask_line(title, &mut self.sink.masked),
            None => title,
        }
    }

    /// A text of the row's author without their name.
    pub(super) fn own(&mut self, text: String) -> String {
        match &self.own_name {
            Some(name) => name.mask(text, &mut self.sink.masked),
            None => text,
        }
    }

    /// The texts of the columns of the body, and the answers to the organiser's questions, each a paragraph.
    pub(super) fn body(&mut self, row: &Row) -> String {
        let mut answers = Vec::new();
        for n in 0..self.plan.in_body.len() {
            let (at, words) = &self.plan.in_body[n];
            let answer = keep(&readable(cell(row, *at)), &mut self.sink.masked);
            if !answer.is_empty() {
                answers.push(Cow::Owned(format!("{words}\n{answer}")));
            }
        }
        let texts = paragraphs(self.plan.of(MappedField::Body), row);
        let text = joined(texts.chain(answers), &mut self.sink.masked);
        self.own(text)
    }

    /// The text of a part of a row.
    pub(super) fn part(&mut self, row: &Row, n: usize) -> String {
        let texts = paragraphs(&self.plan.parts[n].0, row);
        let text = joined(texts, &mut self.sink.masked);
        self.own(text)
    }

    /// The variables of a row: the columns that the analyst switched on and that are filled.
    pub(super) fn variables(&mut self, row: &Row) -> Vec<(String, String)> {
        // Those of the file, whatever the kind of its row.
        let columns = &self.engine.plan.variables;
        let mut out = Vec::with_capacity(columns.len());
        for (name, at) in columns {
            let value = keep_line(&readable(cell(row, *at)), &mut self.sink.masked);
            if !value.is_empty() {
                out.push((name.clone(), value));
            }
        }
        out
    }

    /// A public address; one that leads to a person is masked, and so is none.
    pub(super) fn url(&mut self, row: &Row) -> Option<String> {
        let text = self.plan.text(row, MappedField::Url)?;
        let (address, masked) = address(&text);
        self.sink.masked += masked;
        address
    }
}

/// The texts of some columns, as what they are.
fn paragraphs<'r>(places: &[Place<'_>], row: &'r Row) -> impl Iterator<Item = Cow<'r, str>> {
    places
        .iter()
        .map(|place| match (place.value(row), place.column.form) {
            (text, Form::Plain) => text,
            (Cow::Borrowed(text), _) => readable(text),
            (Cow::Owned(text), _) => Cow::Owned(readable(&text).into_owned()),
        })
}

/// Texts as one, a blank line between them.
fn joined<'r>(texts: impl Iterator<Item = Cow<'r, str>>, masked: &mut Masked) -> String {
    let mut texts = texts.filter(|t| !t.trim().is_empty());
    let (Some(first), second) = (texts.next(), texts.next()) else {
        return String::new();
    };
    let Some(second) = second else {
        return keep(&first, masked);
    };
    let mut out = first.into_owned();
    for text in [second].into_iter().chain(texts) {
        out.push_str("\n\n");
        out.push_str(&text);
    }
    keep(&out, masked)
}

/// A public address, and what would have had to be masked in it: then it is none.
pub(super) fn address(text: &str) -> (Option<String>, Masked) {
    match text.starts_with("http://") || text.starts_with("https://") {
        true => unmasked(text),
        false => (None, Masked::default()),
    }
}
