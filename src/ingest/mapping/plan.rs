//! A table of a spec against the header of a file: the place of each field, once a file.

use super::columns::{Column, Form, When};
use super::global_id::platform_id;
use super::headers::Headers;
use super::languages::first_name;
use super::names::matches;
use super::own_names::NameColumns;
use super::questionnaire::{Asked, Question, find};
use super::rules::{KindWhen, Part, RowRefusal, SetAside};
use super::sides;
use super::spec::Table;
use super::ticked_sides::TickedSides;
use super::values::{self, What};
use super::variables::Columns;
use crate::ingest::clean::dates::{Epoch, any_date, date_in};
use crate::ingest::table::Row;
use crate::model::{Kind, MappedField, Side};
use jiff::Timestamp;
use std::borrow::Cow;

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
}

impl<'t> Condition<'t> {
    fn new(when: &'t When, headers: &Headers) -> Self {
        Condition {
            at: headers.first(&when.column),
            when,
        }
    }

    /// Whether it is so in a row.
    pub(super) fn holds(&self, row: &Row) -> bool {
        let text = self.at.map_or("", |at| cell(row, at));
        let lacks = |part: &String| !text.is_empty() && !text.contains(part.as_str());
        (self.when.is.is_empty() || is_one_of(text, &self.when.is))
            && !is_one_of(text, &self.when.is_not)
            && self.when.lacks.as_ref().is_none_or(lacks)
    }
}

impl<'t> Place<'t> {
    fn new(column: &'t Column, headers: &Headers) -> Option<Self> {
        let at = headers.find(&column.column);
        let when = column.when.as_ref();
        (!at.is_empty() && !headers.any(&column.unless_file_has)).then(|| Place {
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
    pub(super) fn raw<'r>(&self, row: &'r Row) -> &'r str {
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
    pub(super) fn value<'r>(&self, row: &'r Row) -> Cow<'r, str> {
        let raw = self.raw(row);
        match self.column.form {
            Form::NameInLanguages => Cow::Owned(first_name(raw)),
            Form::FirstOfList => Cow::Borrowed(raw.split(',').next().unwrap_or("").trim()),
            Form::NumberInUrl => Cow::Borrowed(last_number(raw).unwrap_or("")),
            Form::BeforeBrackets => Cow::Borrowed(raw.split('(').next().unwrap_or("").trim()),
            Form::LastWord => Cow::Borrowed(raw.rsplit(['.', '_']).next().unwrap_or("")),
            Form::LastInUrl => Cow::Borrowed(last_part(raw).unwrap_or("")),
            Form::GlobalId => Cow::Owned(platform_id(raw).map_or(String::new(), |found| found.1)),
            Form::GlobalAuthor if raw.is_empty() => Cow::Borrowed(""),
            Form::GlobalAuthor => Cow::Owned(match platform_id(raw) {
                Some((_, number)) => number,
                // Apart from numbers: somebody may call himself «user36».
                None => format!("name:{raw}"),
            }),
            Form::Auto | Form::Plain | Form::Integer | Form::DayAndHour => {
                Cow::Borrowed(without(raw, &self.column.without))
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
    /// The columns that are kept as variables: their names and places.
    pub(super) variables: Vec<(String, usize)>,
    fields: [Vec<Place<'t>>; MappedField::ALL.len()],
    sides: Vec<Sides<'t>>,
    pub(super) comments: Vec<Place<'t>>,
    pub(super) printed_names: Vec<Place<'t>>,
    pub(super) class: Option<usize>,
    pub(super) ancestry: Option<usize>,
    pub(super) parent_url: Vec<usize>,
    pub(super) set_aside: Vec<(usize, &'t SetAside)>,
    pub(super) set_aside_reason: Option<usize>,
    pub(super) also_named: Option<usize>,
    /// The counters of `compare`.
    pub(super) compared: Vec<Vec<Place<'t>>>,
    pub(super) parts: Vec<(Vec<Place<'t>>, &'t Part)>,
    /// The questions of which each answer is a record or votes; those whose answers are a part of the body; and the
    /// columns of those that ask who somebody is.
    pub(super) questions: Vec<Question>,
    pub(super) in_body: Vec<(usize, String)>,
    pub(super) asks_who: Vec<usize>,
    /// The columns that print the author's name.
    pub(super) names: NameColumns,
    /// The columns that are a side each.
    pub(super) ticked: TickedSides,
    /// The closed questions of a table of one row an answer.
    pub(super) asked: Asked,
    row_by: Option<Place<'t>>,
    rows: Vec<Plan<'t>>,
    pub(super) refusals: Vec<(Vec<usize>, &'t RowRefusal)>,
    kinds: Vec<(usize, &'t KindWhen)>,
}

impl<'t> Plan<'t> {
    /// Finds the columns of a table.
    pub(in crate::ingest) fn new(table: &'t Table, headers: &Headers) -> Self {
        let at = |name: &Option<String>| name.as_deref().and_then(|n| headers.first(n));
        let all = |names: &[String]| -> Vec<usize> {
            names.iter().filter_map(|n| headers.first(n)).collect()
        };
        let sides = table
            .values
            .stance
            .iter()
            .flatten()
            .chain(&table.values.given);
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
        let (questions, asks_who) = find(table, headers);
        Plan {
            table,
            variables: Vec::new(),
            fields: MappedField::ALL.map(|field| Place::all(table.of(field), headers)),
            sides: sides.chain(choices).collect(),
            comments: Place::all(&table.comments.0, headers),
            printed_names: Place::all(&table.printed_names.0, headers),
            class: at(&table.parent.class),
            ancestry: at(&table.parent.ancestry),
            parent_url: all(&table.parent.url.0),
            set_aside: {
                let rules = table.set_aside.iter();
                let rules = rules.filter(|rule| !headers.any(&rule.unless_file_has));
                rules
                    .filter_map(|rule| Some((headers.first(&rule.column)?, rule)))
                    .collect()
            },
            set_aside_reason: at(&table.set_aside_reason),
            also_named: at(&table.also_named),
            compared: {
                let compared = table.compare.iter();
                compared
                    .map(
                        |c| match c.if_file_has.is_empty() || headers.any(&c.if_file_has) {
                            true => Place::all(&c.stated.0, headers),
                            false => Vec::new(),
                        },
                    )
                    .collect()
            },
            parts: {
                let parts = table.part.iter();
                parts.map(|p| (Place::all(&p.body.0, headers), p)).collect()
            },
            questions,
            in_body: headers.in_body(table),
            asks_who,
            names: NameColumns::find(table, headers),
            ticked: TickedSides::find(table, headers),
            asked: Asked::new(table.asked.as_ref()),
            row_by: Place::all(&table.row_by.0, headers).into_iter().next(),
            rows: table.rows.iter().map(|t| Plan::new(t, headers)).collect(),
            refusals: {
                let refusals = table.refuse_rows.iter();
                refusals.map(|r| (all(&r.column.0), r)).collect()
            },
            kinds: kinds
                .filter_map(|k| Some((headers.first(&k.column)?, k)))
                .collect(),
        }
    }

    /// Whether a column says who wrote a row of some kind.
    pub(super) fn names_authors(&self) -> bool {
        let own = !self.of(MappedField::Author).is_empty();
        own || self.rows.iter().any(Plan::names_authors)
    }

    /// The same plan, which keeps columns as variables.
    pub(in crate::ingest) fn with_variables(mut self, columns: &Columns<'_>) -> Self {
        let found = columns.found.iter();
        self.variables = found.map(|(name, at)| (name.to_string(), *at)).collect();
        self
    }

    /// Whether what a row is depends on those above it.
    pub(super) fn is_linked(&self) -> bool {
        !self.rows.is_empty() || self.table.parent.refuse_without.is_some()
    }

    /// The plan of the kind of rows that a row is of; what its column says where that is no kind.
    pub(super) fn of_row<'r>(&self, row: &'r Row) -> Result<&Plan<'t>, &'r str> {
        let Some(by) = &self.row_by else {
            return Ok(self.rows.first().unwrap_or(self));
        };
        let value = by.value(row).to_lowercase();
        let mut rows = self.rows.iter();
        rows.find(|plan| matches(&value, &plan.table.is))
            .ok_or_else(|| by.raw(row))
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
        // What a platform writes where a row answers none.
        let none = |value: &str| {
            let written = matches!(
                value,
                "-1" | "0" | "null" | "NULL" | "None" | "none" | "NA" | "nil"
            );
            written && field == MappedField::Parent && self.table.mapped
        };
        self.of(field).iter().find_map(|place| {
            let value = place.value(row);
            let filled = !value.trim().is_empty() && !none(value.trim());
            filled.then_some((value, place.column))
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

    /// What the columns of sides say in words: that of a column that is ticked, or not, is in `ticked`.
    pub(super) fn stance_text<'r>(&self, row: &'r Row) -> Option<Cow<'r, str>> {
        let places = self.of(MappedField::Stance).iter();
        let said = places.filter(|place| {
            let mut at = place.at.iter();
            !at.any(|at| self.ticked.has(*at) && self.ticked.is_empty_in(row, *at))
        });
        said.map(|place| place.value(row)).find(|v| !v.is_empty())
    }

    /// What a value of the column of sides says; `None` where that is nothing that is known.
    pub(super) fn stance(&self, text: &str) -> Option<Stance<'t>> {
        let found = self.sides.iter().position(|s| is_one_of(text, s.values));
        match found {
            // A table of values has few lines.
            Some(at) => Some((at as u8, self.sides[at].side, self.sides[at].choice)),
            None if self.table.values.stance.is_none() => {
                sides::said(text).map(|said| (said as u8, said.side(), None))
            }
            None => None,
        }
    }

    /// The columns that [`what`](Plan::what) looks at, and that of a row's id.
    pub(super) fn columns_of_kinds(&self) -> Vec<usize> {
        let fields = [
            MappedField::Id,
            MappedField::Kind,
            MappedField::Stance,
            MappedField::Parent,
            MappedField::Question,
        ];
        let places = fields.iter().flat_map(|field| self.of(*field));
        let when = |place: &Place<'_>| place.when.as_ref().and_then(|w| w.at);
        let columns = places.flat_map(|p| p.at.iter().copied().chain(when(p)));
        columns.chain(self.kinds.iter().map(|k| k.0)).collect()
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
        if self.text(row, MappedField::Question).is_some() {
            return What::Record(Kind::Answer);
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
    row.trimmed(at)
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
    let same = |v: &String| match v.is_ascii() {
        true => v.eq_ignore_ascii_case(text),
        false => v.to_lowercase() == text.to_lowercase(),
    };
    values.iter().any(same)
}

/// A value without what is before it in some.
fn without<'c>(text: &'c str, start: &str) -> &'c str {
    match text.split_at_checked(start.len()) {
        Some((begin, rest)) if begin.eq_ignore_ascii_case(start) => rest,
        _ => text,
    }
}

/// The number at the end of an address.
fn last_number(url: &str) -> Option<&str> {
    let last = last_part(url)?;
    (last.len() <= 20 && last.bytes().all(|b| b.is_ascii_digit())).then_some(last)
}

/// The last part of an address.
fn last_part(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or("");
    path.rsplit('/').find(|p| !p.is_empty())
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
