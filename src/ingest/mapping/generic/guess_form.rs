//! Guesses which columns of a table are the questions of a form, and what its rows then are.

use super::form::{self, Form};
use super::guess::Guesser;
use crate::ingest::table::headers::questions::matrix;
use crate::model::{Clue, MappedField, Values};
use rustc_hash::FxHashMap;

impl Guesser<'_> {
    /// A table of one row an answer: a column holds the questions, another one the answers.
    pub(super) fn one_answer_a_row(&mut self) -> bool {
        let find = |key: MappedField| {
            let columns = self.columns.iter();
            let found = columns.enumerate().filter_map(|(at, c)| {
                let free = !c.taken && c.personal.is_none() && c.allows(key);
                Some((c.said(key).filter(|_| free)?, at))
            });
            found
                .max_by_key(|f| (f.0, std::cmp::Reverse(f.1)))
                .map(|f| f.1)
        };
        let (Some(question), Some(answer)) = (find(MappedField::Question), find(MappedField::Body))
        else {
            return false;
        };
        // Somebody answers several questions: without that the question is one of many things said of a text.
        let person = [MappedField::Author, MappedField::Id]
            .into_iter()
            .find_map(|key| {
                let name = self.mapping.of(key).first()?;
                self.columns.iter().position(|c| c.name == name.as_str())
            });
        if !person.is_some_and(|at| self.answers_several(at, question)) {
            return false;
        }
        let form = form::closed_questions(self.rows, question, answer);
        self.take(
            MappedField::Question,
            question,
            Clue::Header(Values::Recurring),
        );
        self.take(MappedField::Body, answer, Clue::Header(Values::Answers));
        // Whoever answers is in several rows, and names none.
        if let Some(id) = self.mapping.of(MappedField::Id).first().cloned()
            && let Some(column) = self.columns.iter().position(|c| *c.name == *id)
            && self.columns[column].distinct < self.columns[column].filled
        {
            self.drop(MappedField::Id);
            if !self.has(MappedField::Author) {
                self.take(MappedField::Author, column, Clue::SharedAuthor);
            }
        }
        let mut closed = form.questions;
        closed.open.clear();
        self.questions = form.notes;
        self.mapping.set_questions(closed);
        self.author_of_last_resort();
        true
    }

    /// Whether rows that share a value of one column differ in another.
    pub(super) fn answers_several(&self, person: usize, question: usize) -> bool {
        let mut first: FxHashMap<&str, &str> = FxHashMap::default();
        self.rows.iter().any(|row| {
            let cell = |at: usize| row.get(at).map_or("", |c| c.trim());
            let (who, asked) = (cell(person), cell(question));
            !who.is_empty() && *first.entry(who).or_insert(asked) != asked
        })
    }

    /// Reads the columns that are questions, where there are some; whether the rows are replies to them.
    pub(super) fn form(&mut self) -> bool {
        let table = form::Table {
            columns: &self.columns,
            rows: self.rows,
            tool: self.tool,
        };
        let form = table.form();
        let (open, closed) = form.counts();
        let own_text = self.tool.is_none()
            && self.columns.iter().any(|c| {
                let free = !c.taken && c.personal.is_none() && !c.question;
                let said = c.said(MappedField::Body).is_some() && matrix(c.name).is_none();
                free && said
                    && c.filled > 0
                    && c.has_texts()
                    && form
                        .columns
                        .iter()
                        .all(|at| self.columns[*at].name != c.name)
            });
        let titled = self.has(MappedField::Title);
        let replies = !own_text
            && (open >= 2
                || open == 1 && closed > 0 && !titled
                || open == 0 && closed > 0 && self.tool.is_some());
        if replies {
            self.read(form);
            return true;
        }
        // Beside a text, or a title, closed questions are counted, and open ones are listed as not read.
        if closed > 0 && (own_text || titled) {
            let form = form.without_open(&self.columns);
            self.read(form);
        }
        false
    }

    /// A table without any text: closed questions alone, if they are.
    pub(super) fn without_texts(&mut self) {
        let fields = [
            MappedField::Parent,
            MappedField::Stance,
            MappedField::Kind,
            MappedField::Votes,
        ];
        if self.mapping.has_text() || fields.iter().any(|f| self.has(*f)) {
            return;
        }
        let table = form::Table {
            columns: &self.columns,
            rows: self.rows,
            tool: self.tool,
        };
        let asked = table.form();
        let found = match asked.counts().1 > 0 && asked.counts().0 == 0 {
            true => Some(asked),
            false => table.closed_alone(),
        };
        if let Some(form) = found {
            self.drop(MappedField::Section);
            self.read(form);
        }
    }

    /// Reads the columns of questions as what they are.
    pub(super) fn read(&mut self, form: Form) {
        for at in form.columns {
            self.columns[at].taken = true;
        }
        self.questions = form.notes;
        self.mapping.set_questions(form.questions);
    }
}
