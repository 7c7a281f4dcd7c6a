//! A table of a spec against the header of a file: the place of each field, once a file.

use super::languages::{first_name, texts};
use super::questionnaire::{Question, find};
use super::spec::{Column, Form, KindWhen, RowRefusal, Table, When};
use super::values::{self, What};
use crate::ingest::dates::{Epoch, any_date, date_in};
use crate::ingest::table::Row;
use crate::model::{Kind, MappedField, Side};
use jiff::Timestamp;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The names of a file's columns.
pub(in crate::ingest) struct Headers {
    pub names: Vec<String>,
    places: FxHashMap<String, usize>,
    /// Whether cells may have an apostrophe before what a spreadsheet could run.
    formula_quotes: bool,
}

impl Headers {
    /// The names of a header as they are written.
    pub fn as_written(names: &[String]) -> Self {
        Headers::new(names, false, false)
    }

    /// The names of a header, dots read as slashes where a platform writes them so.
    pub fn new(names: &[String], dots_are_slashes: bool, formula_quotes: bool) -> Self {
        let names: Vec<String> = match dots_are_slashes {
            true => names.iter().map(|h| h.replace('.', "/")).collect(),
            false => names.to_vec(),
        };
        let mut places = FxHashMap::default();
        for (n, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(n);
        }
        Headers {
            names,
            places,
            formula_quotes,
        }
    }

    /// The places of a column, or of a text in its languages (`title/*`); nothing where there is none.
    pub fn find(&self, name: &str) -> Vec<usize> {
        match name.strip_suffix("/*") {
            Some(text) => texts(&self.names, text),
            None => self.places.get(name).copied().into_iter().collect(),
        }
    }

    /// Whether there is such a column; a name that ends with `*` is any that begins so.
    pub fn has(&self, name: &str) -> bool {
        match name.strip_suffix('*') {
            Some(_) if name.ends_with("/*") => !self.find(name).is_empty(),
            Some(start) => self.names.iter().any(|n| n.starts_with(start)),
            None => self.places.contains_key(name),
        }
    }

    fn first(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }
}

/// A column of a spec that the file has.
pub(super) struct Place<'t> {
    pub column: &'t Column,
    at: Vec<usize>,
    formula_quotes: bool,
    /// In which rows it counts.
    when: Option<Condition<'t>>,
}

/// What a column decides.
pub(super) struct Condition<'t> {
    at: Option<usize>,
    when: &'t When,
    /// Whether the file has the column without which alone it holds.
    never: bool,
}

impl<'t> Condition<'t> {
    fn new(when: &'t When, headers: &Headers) -> Self {
        Condition {
            at: headers.first(&when.column),
            when,
            never: when.without.as_ref().is_some_and(|c| headers.has(c)),
        }
    }

    /// Whether it is so in a row.
    pub fn holds(&self, row: &Row) -> bool {
        let text = self.at.map_or("", |at| cell(row, at));
        let lacks = |part: &String| !text.is_empty() && !text.contains(part.as_str());
        !self.never
            && (self.when.is.is_empty() || is_one_of(text, &self.when.is))
            && !is_one_of(text, &self.when.is_not)
            && self.when.lacks.as_ref().is_none_or(lacks)
    }
}

impl<'t> Place<'t> {
    fn new(column: &'t Column, headers: &Headers) -> Option<Self> {
        let at = headers.find(&column.column);
        let when = column.when.as_ref();
        (!at.is_empty()).then(|| Place {
            column,
            at,
            formula_quotes: headers.formula_quotes,
            when: when.map(|w| Condition::new(w, headers)),
        })
    }

    fn all(columns: &'t [Column], headers: &Headers) -> Vec<Self> {
        let found = columns.iter().map(|c| Place::new(c, headers));
        found.flatten().collect()
    }

    /// A row's cell as it is written, trimmed; nothing where another column says that it does not count.
    pub fn raw<'r>(&self, row: &'r Row) -> &'r str {
        if self.when.as_ref().is_some_and(|when| !when.holds(row)) {
            return "";
        }
        let mut cells = self.at.iter().map(|at| match self.formula_quotes {
            true => without_quote(cell(row, *at)),
            false => cell(row, *at),
        });
        cells.find(|c| !c.is_empty()).unwrap_or("")
    }

    /// A row's value.
    pub fn value<'r>(&self, row: &'r Row) -> Cow<'r, str> {
        let raw = self.raw(row);
        match self.column.form {
            Form::NameInLanguages => Cow::Owned(first_name(raw)),
            Form::FirstOfList => Cow::Borrowed(raw.split(',').next().unwrap_or("").trim()),
            Form::NumberInUrl => Cow::Borrowed(last_number(raw).unwrap_or("")),
            Form::BeforeBrackets => Cow::Borrowed(raw.split('(').next().unwrap_or("").trim()),
            Form::Auto | Form::Plain | Form::Integer | Form::GlobalId | Form::DayAndHour => {
                Cow::Borrowed(raw)
            }
        }
    }
}

/// The values of a column of sides that say one thing.
struct Sides<'t> {
    values: &'t [String],
    side: Option<Side>,
    choice: Option<&'t str>,
}

/// What a value of a column of sides says: its number among what the column can say, its side, its choice.
pub(super) type Stance<'t> = (u8, Option<Side>, Option<&'t str>);

/// A table of a spec in a file.
pub(in crate::ingest) struct Plan<'t> {
    pub table: &'t Table,
    fields: [Vec<Place<'t>>; MappedField::ALL.len()],
    sides: Vec<Sides<'t>>,
    pub(super) comments: Vec<Place<'t>>,
    pub(super) class: Option<usize>,
    pub(super) ancestry: Option<usize>,
    pub(super) parent_url: Option<usize>,
    pub(super) moderated_when_filled: Vec<usize>,
    pub(super) moderated_when: Vec<Condition<'t>>,
    /// The questions, and the columns of those that ask who somebody is.
    pub(super) questions: Vec<Question>,
    pub(super) set_aside: Vec<usize>,
    pub(super) refusals: Vec<(Vec<usize>, &'t RowRefusal)>,
    kinds: Vec<(usize, &'t KindWhen)>,
}

impl<'t> Plan<'t> {
    /// Finds the columns of a table.
    pub fn new(table: &'t Table, headers: &Headers) -> Self {
        let at = |name: &Option<String>| name.as_deref().and_then(|n| headers.first(n));
        let all = |names: &[String]| -> Vec<usize> {
            names.iter().filter_map(|n| headers.first(n)).collect()
        };
        let sides = table.values.stance.iter().flatten();
        let sides = sides.map(|(said, values)| Sides {
            values,
            side: said.side(),
            choice: None,
        });
        let choices = table.values.choice.iter().map(|(choice, values)| Sides {
            values,
            side: None,
            choice: Some(choice),
        });
        let kinds = table.kind_when.iter();
        let moderated_when = table.moderated_when.iter();
        let (questions, set_aside) = find(table, headers);
        Plan {
            table,
            fields: MappedField::ALL.map(|field| Place::all(table.of(field), headers)),
            sides: sides.chain(choices).collect(),
            comments: Place::all(&table.comments.0, headers),
            class: at(&table.parent.class),
            ancestry: at(&table.parent.ancestry),
            parent_url: at(&table.parent.url),
            moderated_when_filled: all(&table.moderated_when_filled),
            moderated_when: moderated_when.map(|w| Condition::new(w, headers)).collect(),
            questions,
            set_aside,
            refusals: {
                let refusals = table.refuse_rows.iter();
                refusals.map(|r| (all(&r.column.0), r)).collect()
            },
            kinds: kinds
                .filter_map(|k| Some((headers.first(&k.column)?, k)))
                .collect(),
        }
    }

    /// The columns of a field that the file has.
    pub(super) fn of(&self, field: MappedField) -> &[Place<'t>] {
        &self.fields[field as usize]
    }

    /// The first value of a field that is filled, and its column.
    pub(super) fn first<'r>(
        &self,
        row: &'r Row,
        field: MappedField,
    ) -> Option<(Cow<'r, str>, &'t Column)> {
        self.of(field).iter().find_map(|place| {
            let value = place.value(row);
            (!value.trim().is_empty()).then_some((value, place.column))
        })
    }

    /// The first value of a field that is filled.
    pub(super) fn text<'r>(&self, row: &'r Row, field: MappedField) -> Option<Cow<'r, str>> {
        self.first(row, field).map(|f| f.0)
    }

    /// The first number among the columns; else the first value that is none.
    pub(super) fn number<'r>(
        places: &[Place<'_>],
        row: &'r Row,
    ) -> Result<Option<u64>, Cow<'r, str>> {
        let mut odd = None;
        for place in places {
            let value = place.value(row);
            match values::number(&value) {
                Some(number) => return Ok(Some(number)),
                None if value.is_empty() => {}
                None => odd = odd.or(Some(value)),
            }
        }
        odd.map_or(Ok(None), Err)
    }

    /// When a row was written; where no column can be read, the first value that is no date, and its column.
    pub(super) fn moment<'r>(
        &self,
        row: &'r Row,
        epoch: Option<Epoch>,
    ) -> Result<Option<Timestamp>, (&'r str, &'t str)> {
        let mut odd = None;
        for place in self.of(MappedField::Date) {
            let value = place.value(row);
            if value.is_empty() {
                continue;
            }
            let hour = || (place.column.form == Form::DayAndHour).then(|| hour(&value))?;
            if let Some(at) = date_in(&value, epoch).or_else(hour) {
                return Ok(Some(at));
            }
            odd = odd.or(Some((place.raw(row), place.column.column.as_str())));
            if !place.column.or_next {
                break;
            }
        }
        odd.map_or(Ok(None), Err)
    }

    /// What a value of the column of sides says; `None` where that is nothing that is known.
    pub(super) fn stance(&self, text: &str) -> Option<Stance<'t>> {
        if self.table.values.stance.is_none() {
            return values::side(text).map(|side| (side as u8, Some(side), None));
        }
        let found = self.sides.iter().position(|s| is_one_of(text, s.values))?;
        let said = &self.sides[found];
        // A table of values has few lines.
        Some((found as u8, said.side, said.choice))
    }

    /// What a row is: what its kind says, else what the table is; of a mapping what it answers and whether it
    /// takes a side.
    pub(super) fn what(&self, row: &Row) -> What {
        if self.table.votes {
            return What::Vote;
        }
        if let Some(what) = self
            .text(row, MappedField::Kind)
            .and_then(|t| values::kind(&t))
        {
            return what;
        }
        let decided = |(at, k): &&(usize, &KindWhen)| is_one_of(cell(row, *at), &k.is);
        if let Some((_, found)) = self.kinds.iter().find(decided) {
            return What::Record(found.kind);
        }
        let stance = self.text(row, MappedField::Stance);
        What::Record(match self.table.kind {
            Some(kind) => {
                let sided = self.table.kind_with_side.filter(|_| {
                    let said = stance.and_then(|s| self.stance(&s));
                    said.is_some_and(|s| s.1.is_some())
                });
                sided.unwrap_or(kind)
            }
            None => match self.text(row, MappedField::Parent) {
                Some(_) if stance.is_some() => Kind::Argument,
                Some(_) => Kind::Comment,
                None => Kind::Proposal,
            },
        })
    }
}

/// A row's cell, trimmed.
pub(super) fn cell(row: &Row, at: usize) -> &str {
    row.cells.get(at).map_or("", str::trim)
}

/// A cell without the apostrophe that exports put before a text that a spreadsheet could run.
fn without_quote(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// Whether a value is one of these; upper and lower case are the same.
pub(super) fn is_one_of(text: &str, values: &[String]) -> bool {
    values.iter().any(|v| v.eq_ignore_ascii_case(text))
}

/// The number at the end of an address.
fn last_number(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or("");
    let last = path.rsplit('/').find(|p| !p.is_empty())?;
    (last.len() <= 20 && last.bytes().all(|b| b.is_ascii_digit())).then_some(last)
}

/// `2016-11-03 17`: Consul cuts minutes off, so that nobody is known by them.
fn hour(cell: &str) -> Option<Timestamp> {
    let (day, hour) = cell.trim().split_once(' ')?;
    let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return None;
    }
    any_date(&format!("{day} {hour}:00"))
}
