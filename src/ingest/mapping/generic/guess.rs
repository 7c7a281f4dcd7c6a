//! Guesses which columns of a table say what, from headers and values, each guess with its reason.

use super::column::{Column, SIDES, counts};
use super::counters;
use crate::ingest::mapping::sides;
use crate::ingest::table::headers::questions::matrix;
use crate::ingest::table::headers::tools::Tool;
use crate::ingest::table::headers::words::{self, Strength};
use crate::ingest::table::headers::{Personal, without_shared_words};
use crate::model::{
    Clue, LeftOut, MappedField, Mapping, MappingNotes, NotRead, QuestionNote, Reason, Values,
};
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
    reasons: Vec<Reason>,
    pub(super) tool: Option<&'static Tool>,
    /// What the analyst may have to say of a column that is not read.
    pub(super) advice: Vec<(usize, NotRead)>,
    /// What is known of each question.
    pub(super) questions: Vec<(String, QuestionNote)>,
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
                self.take(key, at, Clue::Tool(tool.name));
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
                self.take_more(MappedField::Moderated, at, Clue::Header(Values::SetsAside));
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
            let values = self.values_of(at, key);
            self.take(key, at, Clue::Header(values));
        }
    }

    fn values_of(&self, at: usize, key: MappedField) -> Values {
        let column = &self.columns[at];
        match key {
            _ if column.filled == 0 => Values::Nothing,
            MappedField::Date => Values::Dates,
            MappedField::Stance => {
                let values = self.rows.iter().filter_map(|r| r.get(at));
                Values::Sides(sides::mixed_among(values))
            }
            key if counts(key) => Values::Numbers,
            MappedField::Kind => Values::Kinds,
            MappedField::Organiser => Values::YesOrNo,
            MappedField::Moderated if column.mostly(column.flags) => Values::YesOrNo,
            MappedField::Moderated => Values::SetsAside,
            MappedField::Url => Values::Addresses,
            MappedField::Id if column.distinct == column.filled => Values::Unique,
            MappedField::Author => Values::Authors,
            _ => Values::Any,
        }
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
                self.take(MappedField::Id, at, Clue::Header(Values::Unique));
            } else if self.has(MappedField::Id)
                && !titled
                && words::names_parent(&self.columns[at].header)
            {
                let clue = match self.has(MappedField::Parent) {
                    true => Clue::RowIsOn,
                    false => Clue::Header(Values::Any),
                };
                self.take_more(MappedField::Parent, at, clue);
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
            self.take(MappedField::Id, at, Clue::Header(Values::SameText));
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
            self.take(MappedField::Date, at, Clue::AllValues);
        }
        if !self.has(MappedField::Stance)
            && self.tool.is_none()
            && let Some(at) = self.find(|c| {
                let asked = c.question || matrix(c.name).is_some();
                c.plain_sides > 0 && c.sides == c.filled && !asked
            })
        {
            self.take(MappedField::Stance, at, Clue::AllValues);
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
                let values = match at == most && self.columns[at].filled > 0 {
                    true => Values::LongestTexts,
                    false => Values::Any,
                };
                self.take(MappedField::Body, at, Clue::Header(values));
            }
            _ if self.columns[most].average() >= 25 => {
                self.take(MappedField::Body, most, Clue::LongestTexts);
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
            self.take(MappedField::Id, at, Clue::ShortUnique);
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
                self.take(MappedField::Author, at, Clue::Personal);
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
        self.reasons.iter().any(|r| r.field == key)
    }

    /// Reads another column as a field that may have several.
    pub(super) fn take_more(&mut self, key: MappedField, at: usize, clue: Clue) {
        let name = self.columns[at].name;
        self.note(key, at, clue);
        self.mapping.add(key, name);
    }

    /// Takes back what a field was read from.
    pub(super) fn drop(&mut self, key: MappedField) {
        for column in &mut self.columns {
            let was = self.mapping.of(key).iter().any(|n| n == column.name);
            column.taken &= !was;
        }
        self.reasons.retain(|r| r.field != key);
        self.mapping.clear(key);
    }

    pub(super) fn take(&mut self, key: MappedField, at: usize, clue: Clue) {
        let name = self.columns[at].name;
        self.note(key, at, clue);
        self.mapping.set(key, name);
    }

    /// Notes that a column is read as a field, and why.
    fn note(&mut self, field: MappedField, at: usize, clue: Clue) {
        let column = &mut self.columns[at];
        column.taken = true;
        self.reasons.push(Reason {
            field,
            column: column.name.to_string(),
            clue,
        });
    }

    fn finish(self) -> Guess {
        let mut left_out = Vec::new();
        let mut personal = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if column.taken && !column.is_total {
                continue;
            }
            let advice = self.advice.iter().find(|a| a.0 == at);
            let why = match (advice, column.personal) {
                (Some((_, advice)), _) => advice.clone(),
                _ if column.is_total => NotRead::Total,
                (None, Some(_)) => {
                    personal.push(column.name.to_string());
                    match column.personal_values {
                        true => NotRead::PersonalValues,
                        false => NotRead::Personal,
                    }
                }
                _ if self.tool.is_some_and(|t| t.owns(&column.header)) => NotRead::OfForm,
                _ if column.filled == 0 => NotRead::Empty,
                _ if column.nested > 0 => NotRead::Objects,
                _ if column.mostly(column.dates) => NotRead::OtherDate,
                _ if column.is_text() && column.has_texts() && column.average() >= 25 => {
                    NotRead::Texts {
                        filled: column.filled,
                        of: self.rows.len(),
                    }
                }
                _ => NotRead::Unknown,
            };
            left_out.push(LeftOut::Column {
                name: column.name.to_string(),
                why,
            });
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
