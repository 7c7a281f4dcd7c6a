//! Guesses which columns of a table say what, from headers and values, each guess with its reason.

use super::column::{Column, SIDES, counts};
use super::counters;
use crate::ingest::mapping::sides;
use crate::ingest::table::headers::questions::matrix;
use crate::ingest::table::headers::tools::Tool;
use crate::ingest::table::headers::words::{self, Strength};
use crate::ingest::table::headers::{Personal, without_shared_words};
use crate::model::{MappedField, Mapping, MappingNotes};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a look at a table gave.
pub(super) struct Guess {
    pub mapping: Mapping,
    pub notes: MappingNotes,
    /// Columns that look personal, by name, those read as author left out.
    pub personal: Vec<String>,
}

impl Guess {
    /// Whether something of a row would be read: a text, or the answer to a question.
    pub(super) fn has_content(&self) -> bool {
        self.mapping.has_text() || self.mapping.questions().is_some()
    }
}

/// Words of headers whose numbers are measured, and name no row.
const QUANTITIES: &[&str] = &[
    "duree",
    "duration",
    "montant",
    "amount",
    "surface",
    "superficie",
    "total",
    "temps",
    "time",
    "age",
    "note",
    "score",
    "prix",
    "price",
    "budget",
    "cout",
    "cost",
    "distance",
    "nombre",
    "nb",
    "votants",
    "votes",
    "voix",
    "soutiens",
    "secondes",
    "seconds",
    "minutes",
    "annee",
    "year",
];

pub(super) struct Guesser<'a> {
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: &'a [Vec<String>],
    pub(super) mapping: Mapping,
    reasons: Vec<(&'static str, String)>,
    pub(super) tool: Option<&'static Tool>,
    /// What the analyst may have to say of a column that is not read.
    pub(super) advice: Vec<(usize, String)>,
    /// What is said of each question.
    pub(super) questions: Vec<(String, String)>,
}

/// Guesses from a header and the first rows.
pub(super) fn guess(headers: &[String], rows: &[Vec<String>]) -> Guess {
    let mut seen = FxHashSet::default();
    let names = without_shared_words(headers);
    let columns: Vec<Column<'_>> = headers
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut column = Column::look(name, &names[at], at, rows);
            // A second column of one name cannot be named.
            column.taken = !seen.insert(name) || name.is_empty();
            column
        })
        .collect();
    let mut guesser = Guesser {
        tool: Tool::of(columns.iter().map(|c| &c.header)),
        columns,
        rows,
        mapping: Mapping::default(),
        reasons: Vec::new(),
        advice: Vec::new(),
        questions: Vec::new(),
    };
    guesser.run();
    guesser.finish()
}

impl Guesser<'_> {
    fn run(&mut self) {
        self.by_tool();
        self.ticked_sides();
        counters::pair(&mut self.columns);
        for key in SIDES {
            self.by_header(key);
        }
        self.coded_sides();
        counters::set_totals_aside(&mut self.columns, &self.mapping, self.rows);
        for key in [
            MappedField::Votes,
            MappedField::Date,
            MappedField::Stance,
            MappedField::Kind,
            MappedField::Moderated,
            MappedField::Organiser,
            MappedField::Url,
            MappedField::Author,
            MappedField::Parent,
            MappedField::Id,
        ] {
            self.by_header(key);
        }
        self.set_aside_by_dates();
        self.states();
        self.ids();
        self.by_values();
        if self.one_answer_a_row() {
            return;
        }
        for key in [MappedField::Consultation, MappedField::Title] {
            self.by_header(key);
        }
        if !self.form() {
            self.body();
            self.by_header(MappedField::Section);
            self.repeated_ids();
            self.without_texts();
        }
        // Only what is left may be an id by its values, so that no title becomes one.
        self.id_by_values();
        self.author_of_last_resort();
    }

    /// What the columns of a known program of forms say.
    fn by_tool(&mut self) {
        let Some(tool) = self.tool else { return };
        for key in [MappedField::Id, MappedField::Date, MappedField::Author] {
            let found = tool.names(key).find_map(|name| {
                self.columns.iter().position(|c| {
                    c.header.plain == name && !c.taken && c.filled > 0 && c.allows(key)
                })
            });
            if let Some(at) = found {
                let why = format!("{} of {}", words::what(key), tool.name);
                self.take(key, at, &why);
            }
        }
    }

    /// `hidden_at`, `trashed_at`: a row with such a date was set aside.
    fn set_aside_by_dates(&mut self) {
        for at in 0..self.columns.len() {
            let column = &self.columns[at];
            let says = column.said(MappedField::Moderated).is_some();
            let fits = !column.taken && column.filled > 0;
            if says && fits && column.allows(MappedField::Moderated) {
                let why = "header says moderation; rows that have a value were set aside";
                self.take_more(MappedField::Moderated, at, why);
            }
        }
    }

    /// The column whose header says the key best, where its values allow it; the first of equals.
    fn by_header(&mut self, key: MappedField) {
        if self.has(key) {
            return;
        }
        let mut best: Option<(Strength, usize)> = None;
        for (at, column) in self.columns.iter().enumerate() {
            let Some(strength) = column.said(key) else {
                continue;
            };
            let personal = column.personal.is_some_and(|p| {
                // What somebody is called on a platform says who wrote.
                !(key == MappedField::Author && p == Personal::Identity)
            });
            // What a program of forms writes and leaves empty says nothing.
            let unused = self.tool.is_some() && column.filled == 0;
            let free = !column.taken && !personal && !unused && column.allows(key);
            if free && best.is_none_or(|(s, _)| strength > s) {
                best = Some((strength, at));
            }
        }
        if let Some((_, at)) = best {
            let values = self.values_say(at, key);
            self.take(
                key,
                at,
                &format!("header says {}{values}", words::what(key)),
            );
        }
    }

    fn values_say(&self, at: usize, key: MappedField) -> String {
        let column = &self.columns[at];
        match key {
            _ if column.filled == 0 => ", no values in the first rows",
            MappedField::Date => ", values are dates",
            MappedField::Stance => {
                let values = self.rows.iter().filter_map(|r| r.get(at));
                return format!(", values are sides{}", sides::mixed_among(values));
            }
            key if counts(key) => ", values are numbers",
            MappedField::Kind => ", values are kinds",
            MappedField::Organiser => ", values are yes or no",
            MappedField::Moderated if column.mostly(column.flags) => ", values are yes or no",
            MappedField::Moderated => "; rows that have a value were set aside",
            MappedField::Url => ", values are addresses",
            MappedField::Id if column.distinct == column.filled => ", values are unique",
            MappedField::Author => "; only a pseudonym is kept",
            _ => "",
        }
        .to_string()
    }

    /// `contribution_id` is the row's own id; or that of what it is on, where the row has another id, and no title.
    fn ids(&mut self) {
        let ambiguous: Vec<usize> = (0..self.columns.len())
            .filter(|at| {
                let c = &self.columns[*at];
                !c.taken
                    && c.personal.is_none()
                    && c.allows(MappedField::Id)
                    && words::is_ids(&c.header)
                    && !words::names_account(&c.header)
            })
            .collect();
        let titled = self
            .columns
            .iter()
            .any(|c| c.said(MappedField::Title).is_some() && c.filled > 0);
        for at in ambiguous {
            let unique = self.columns[at].distinct == self.columns[at].filled;
            if !self.has(MappedField::Id) && unique {
                self.take(MappedField::Id, at, "header says an id, values are unique");
            } else if self.has(MappedField::Id)
                && !titled
                && words::names_parent(&self.columns[at].header)
            {
                let why = match self.has(MappedField::Parent) {
                    true => "header says what the row is on, where it answers no other row",
                    false => "header says the id of another row",
                };
                self.take_more(MappedField::Parent, at, why);
            }
        }
    }

    /// `document_id` that several rows have, all of them with one text: the rows are the same document.
    fn repeated_ids(&mut self) {
        let body = self.columns.iter().position(|c| {
            self.mapping
                .of(MappedField::Body)
                .iter()
                .any(|b| b == c.name)
        });
        let (false, Some(body)) = (self.has(MappedField::Id), body) else {
            return;
        };
        let rows = self.rows;
        let cell = |row: &'_ [String], at: usize| row.get(at).map(|t| t.trim().to_string());
        let names_one_text = |at: usize| {
            let mut texts = FxHashMap::default();
            rows.iter().all(|row| {
                let (id, text) = (cell(row, at), cell(row, body));
                *texts.entry(id).or_insert_with(|| text.clone()) == text
            }) && texts.len() > 1
        };
        let found = self.columns.iter().enumerate().position(|(at, c)| {
            !c.taken
                && c.personal.is_none()
                && c.filled == rows.len()
                && c.allows(MappedField::Id)
                && words::is_ids(&c.header)
                && names_one_text(at)
        });
        if let Some(at) = found {
            self.take(
                MappedField::Id,
                at,
                "header says an id, rows that share one have the same text",
            );
        }
    }

    /// Dates and sides that no header announces.
    fn by_values(&mut self) {
        if !self.has(MappedField::Date)
            && let Some(at) = self.find(|c| {
                c.filled > 0
                    && c.dates == c.filled
                    && !c.header.is_late()
                    && !words::is_of_moderation(&c.header)
                    && !c.question
            })
        {
            self.take(MappedField::Date, at, "values are all dates");
        }
        if !self.has(MappedField::Stance)
            && self.tool.is_none()
            && let Some(at) = self.find(|c| {
                let asked = c.question || matrix(c.name).is_some();
                c.plain_sides > 0 && c.sides == c.filled && !asked
            })
        {
            self.take(MappedField::Stance, at, "values are all sides");
        }
    }

    fn body(&mut self) {
        let texts: Vec<usize> = (0..self.columns.len())
            .filter(|at| {
                let c = &self.columns[*at];
                let said = c.said(MappedField::Body).is_some();
                !c.taken
                    && c.personal.is_none()
                    && c.allows(MappedField::Body)
                    && (said || c.has_texts())
            })
            .collect();
        // The first of equals: `max_by_key` would give the last.
        let longest = |among: &[usize]| {
            among
                .iter()
                .copied()
                .rev()
                .max_by_key(|at| self.columns[*at].average())
        };
        let Some(most) = longest(&texts) else {
            return;
        };
        let named: Vec<usize> = texts
            .iter()
            .copied()
            .filter(|at| self.columns[*at].said(MappedField::Body).is_some())
            .collect();
        match longest(&named) {
            // A header that says text and whose values are short beside another's is a code or a kind.
            Some(at) if 4 * self.columns[at].average() >= self.columns[most].average() => {
                let why = if at == most && self.columns[at].filled > 0 {
                    "header says text, longest texts"
                } else {
                    "header says text"
                };
                self.take(MappedField::Body, at, why);
            }
            _ if self.columns[most].average() >= 25 => {
                self.take(MappedField::Body, most, "longest texts");
            }
            _ => {}
        }
    }

    fn id_by_values(&mut self) {
        if !self.has(MappedField::Id)
            && let Some(at) = self.find(|c| {
                c.filled >= 3
                    && c.distinct == c.filled
                    && c.longest <= 40
                    && c.blanks == 0
                    && c.links + c.dates == 0
                    && c.personal.is_none()
                    && (!c.mostly(c.numbers) || c.sequence)
                    && !c.header.has(QUANTITIES)
            })
        {
            self.take(MappedField::Id, at, "values are short and unique");
        }
    }

    /// Where nothing else says who wrote a row, a personal column is its author's identity.
    pub(super) fn author_of_last_resort(&mut self) {
        if self.has(MappedField::Author) {
            return;
        }
        for wanted in [
            Personal::Number,
            Personal::Contact,
            Personal::Identity,
            Personal::Name,
        ] {
            let found = self
                .columns
                .iter()
                .position(|c| !c.taken && c.personal == Some(wanted) && c.filled > 0);
            if let Some(at) = found {
                self.take(
                    MappedField::Author,
                    at,
                    "personal, read as the author's identity only; only a pseudonym is kept",
                );
                return;
            }
        }
    }

    fn find(&self, fits: impl Fn(&Column<'_>) -> bool) -> Option<usize> {
        self.columns
            .iter()
            .position(|c| !c.taken && c.personal.is_none() && fits(c))
    }

    pub(super) fn has(&self, key: MappedField) -> bool {
        self.reasons.iter().any(|(k, _)| *k == key.name())
    }

    /// Reads another column as a field that may have several.
    pub(super) fn take_more(&mut self, key: MappedField, at: usize, why: &str) {
        let column = &mut self.columns[at];
        column.taken = true;
        let reason = format!("«{}»: {why}", column.name);
        self.reasons.push((key.name(), reason));
        self.mapping.add(key, column.name);
    }

    /// Takes back what a field was read from.
    pub(super) fn drop(&mut self, key: MappedField) {
        for column in &mut self.columns {
            let was = self.mapping.of(key).iter().any(|n| n == column.name);
            column.taken &= !was;
        }
        self.reasons.retain(|r| r.0 != key.name());
        self.mapping.clear(key);
    }

    pub(super) fn take(&mut self, key: MappedField, at: usize, why: &str) {
        let column = &mut self.columns[at];
        column.taken = true;
        self.reasons
            .push((key.name(), format!("«{}»: {why}", column.name)));
        self.mapping.set(key, column.name);
    }

    fn finish(self) -> Guess {
        let mut left_out = Vec::new();
        let mut personal = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if column.taken && !column.is_total {
                continue;
            }
            if let Some((_, advice)) = self.advice.iter().find(|a| a.0 == at) {
                left_out.push(advice.clone());
                continue;
            }
            let why = match column.personal {
                _ if column.is_total => "a total of votes on all sides, which is no support",
                Some(_) => {
                    personal.push(column.name.to_string());
                    if column.personal_values {
                        "personal by its values"
                    } else {
                        "personal"
                    }
                }
                None if self.tool.is_some_and(|t| t.owns(&column.header)) => {
                    "of the form, and no answer"
                }
                None if column.filled == 0 => "empty in the first rows",
                None if column.nested > 0 => "lists of objects are not read",
                None if column.mostly(column.dates) => "another date",
                None if column.is_text() && column.has_texts() && column.average() >= 25 => {
                    let of = self.rows.len();
                    let filled = column.filled;
                    let note = format!(
                        "texts, filled in {filled} of the first {of} rows: add it to body, or to the open questions, where \
                         it belongs there"
                    );
                    left_out.push(format!("«{}» ({note})", column.name));
                    continue;
                }
                None => "nothing says what it is",
            };
            left_out.push(format!("«{}» ({why})", column.name));
        }
        Guess {
            mapping: self.mapping,
            notes: MappingNotes {
                reasons: self.reasons,
                questions: self.questions,
                left_out,
                ..MappingNotes::default()
            },
            personal,
        }
    }
}
