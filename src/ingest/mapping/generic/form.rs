//! Which columns of a table are questions of a form, and how each is read.

use super::answers::{Answers, answers, are_ticks};
use super::column::Column;
use crate::ingest::mapping::{sides, values};
use crate::ingest::table::headers::asks_who;
use crate::ingest::table::headers::questions::{
    is_addition, is_other, is_question, matrix, yes_is_favourable,
};
use crate::ingest::table::headers::tools::Tool;
use crate::model::{QuestionColumns, QuestionNote, SideWords};
use crate::text::fold;
use std::collections::BTreeSet;

/// The questions of a table.
#[derive(Default)]
pub(super) struct Form {
    pub questions: QuestionColumns,
    /// What is known of each column, or question, by name.
    pub notes: Vec<(String, QuestionNote)>,
    /// The columns that it reads.
    pub columns: Vec<usize>,
    /// How many of the closed questions are asked as questions, or have phrases as choices.
    asked: usize,
}

/// A table in which questions are looked for.
pub(super) struct Table<'t> {
    pub columns: &'t [Column<'t>],
    pub rows: &'t [Vec<String>],
    pub tool: Option<&'static Tool>,
}

impl<'t> Table<'t> {
    /// The values of a column that are filled.
    pub(super) fn values(&self, at: usize) -> Vec<&'t str> {
        let cells = self.rows.iter().filter_map(|r| r.get(at));
        let filled = |c: &&str| !c.is_empty() && !values::is_not_asked(c);
        cells.map(|c| c.trim()).filter(filled).collect()
    }

    /// The columns that may be questions; without a program that is known those whose headers are.
    fn candidates(&self) -> Vec<usize> {
        let free = |at: &usize| {
            let column = &self.columns[*at];
            !column.taken
                && !column.name.trim().is_empty()
                && column.personal.is_none()
                && column.nested == 0
                && !asks_who(column.name)
        };
        let all = || (0..self.columns.len()).filter(free);
        if let Some(tool) = self.tool {
            return all()
                .filter(|at| !tool.owns(&self.columns[*at].header))
                .collect();
        }
        let asks = |at: &usize| {
            let column = &self.columns[*at];
            column.question || matrix(column.name).is_some()
        };
        if !all().any(|at| asks(&at)) {
            return Vec::new();
        }
        all()
            .filter(|at| asks(at) || is_addition(self.columns[*at].name))
            .collect()
    }

    /// The questions of the table, as they would be read where a row is a reply.
    pub(super) fn form(&self) -> Form {
        let mut form = Form::default();
        let candidates = self.candidates();
        let ticked = self.ticked(&candidates);
        for at in candidates {
            let column = &self.columns[at];
            let filled = self.values(at);
            if let Some(question) = ticked.iter().find(|t| t.1.contains(&at)) {
                let choices = form
                    .questions
                    .ticked
                    .entry(question.0.to_string())
                    .or_default();
                if choices.is_empty() {
                    let note = QuestionNote::Ticked(question.1.len());
                    form.notes.push((question.0.to_string(), note));
                }
                choices.push(column.name.to_string());
                form.columns.push(at);
                form.asked += 1;
                continue;
            }
            // What is beside the choices of a question is a text, however often it is given.
            let other = matrix(column.name).is_some_and(|(_, item)| is_other(item));
            let found = match answers(&filled) {
                Answers::Closed
                    if other && !filled.iter().all(|v| values::boolean(v).is_some()) =>
                {
                    Answers::Open
                }
                found => found,
            };
            form.add(at, column.name, found, &filled);
        }
        form
    }

    /// The questions of which columns are one choice each, with their columns.
    fn ticked(&self, candidates: &[usize]) -> Vec<(&'t str, Vec<usize>)> {
        let mut out: Vec<(&str, Vec<usize>)> = Vec::new();
        // Where another item is answered by «Parfois», yes and no are answers as well.
        let mut scales: Vec<&str> = Vec::new();
        for at in candidates {
            let Some((question, item)) = matrix(self.columns[*at].name) else {
                continue;
            };
            let filled = self.values(*at);
            if !are_ticks(&filled, item) || (filled.is_empty() && is_other(item)) {
                let scale = matches!(answers(&filled), Answers::Closed | Answers::Figures);
                if scale && !is_other(item) {
                    scales.push(question);
                }
                continue;
            }
            match out.iter_mut().find(|q| q.0 == question) {
                Some(known) => known.1.push(*at),
                None => out.push((question, vec![*at])),
            }
        }
        // A column that nobody ticked is a choice where another one of its question is ticked.
        out.retain(|q| q.1.iter().any(|at| self.columns[*at].filled > 0));
        out.retain(|q| !scales.contains(&q.0));
        out
    }

    /// The closed questions of a table that has no column of texts, whatever their headers: at least one is a question,
    /// or has phrases as choices.
    pub(super) fn closed_alone(&self) -> Option<Form> {
        let mut form = Form::default();
        for (at, column) in self.columns.iter().enumerate() {
            let no_question = column.taken
                || column.name.trim().is_empty()
                || column.personal.is_some()
                || column.nested > 0
                || asks_who(column.name)
                || column.distinct < 2;
            if no_question {
                continue;
            }
            let filled = self.values(at);
            if matches!(answers(&filled), Answers::Closed) && filled.len() >= 3 {
                let phrases = filled.iter().filter(|v| v.split_whitespace().count() > 2);
                let phrases = 2 * phrases.count() >= filled.len();
                form.add(at, column.name, Answers::Closed, &filled);
                form.asked += usize::from(phrases || column.question);
            }
        }
        (form.asked > 0).then_some(form)
    }
}

impl Form {
    /// Adds a question.
    fn add(&mut self, at: usize, name: &str, answers: Answers, filled: &[&str]) {
        let questions = &mut self.questions;
        let different = || filled.iter().collect::<BTreeSet<_>>().len();
        let note = match answers {
            Answers::Nothing | Answers::Open => {
                questions.open.push(name.to_string());
                QuestionNote::Open(filled.len(), different())
            }
            Answers::Closed => {
                questions.closed.push(name.to_string());
                self.asked += usize::from(is_question(name));
                QuestionNote::Closed(filled.len(), different())
            }
            Answers::Several(separator) => {
                questions
                    .several
                    .insert(name.to_string(), separator.to_string());
                self.asked += usize::from(is_question(name));
                QuestionNote::Several(filled.len())
            }
            Answers::Figures => return,
        };
        self.notes.push((name.to_string(), note));
        self.columns.push(at);
        if !matches!(answers, Answers::Nothing | Answers::Open) {
            let words = sides_of(name, filled);
            if !words.is_empty() {
                self.questions.sides.insert(name.to_string(), words);
            }
        }
    }

    /// How many questions are answered in people's own words, and how many by choices.
    pub(super) fn counts(&self) -> (usize, usize) {
        let q = &self.questions;
        (
            q.open.len(),
            q.closed.len() + q.several.len() + q.ticked.len(),
        )
    }

    /// The closed questions alone, with their columns.
    pub(super) fn without_open(mut self, columns: &[Column<'_>]) -> Form {
        let open = std::mem::take(&mut self.questions.open);
        self.columns
            .retain(|at| open.iter().all(|o| o != columns[*at].name));
        self.notes.retain(|n| !open.contains(&n.0));
        self
    }
}

/// The sides that the choices of a question take: those that are one in plain words, where for and against both occur or
/// the question asks for one; yes and no, where it asks for one.
fn sides_of(question: &str, filled: &[&str]) -> SideWords {
    use crate::model::Side;
    let sign = yes_is_favourable(question);
    let choices: BTreeSet<&str> = filled.iter().copied().collect();
    let plain = |v: &str| sides::side(v).filter(|_| sides::is_plain_side(v));
    let has = |side: Side| choices.iter().any(|c| plain(c) == Some(side));
    let both = has(Side::Favourable) && has(Side::Against);
    let mut words = SideWords::default();
    for choice in choices {
        let said = match (plain(choice), sign, values::boolean(choice)) {
            // Who agrees with «je suis contre» is against.
            (Some(side), Some(false), _) if agrees(choice) => Some(match side {
                Side::Favourable => Side::Against,
                Side::Mixed => Side::Mixed,
                Side::Against => Side::Favourable,
            }),
            (Some(side), sign, _) if both || sign.is_some() => Some(side),
            (None, Some(sign), Some(yes)) if values::plain(choice).is_some_and(|w| w.len() > 1) => {
                Some(if yes == sign {
                    Side::Favourable
                } else {
                    Side::Against
                })
            }
            _ => None,
        };
        if let Some(side) = said {
            words.add(side, choice);
        }
    }
    words
}

/// Whether a choice says that somebody agrees, or does not, with what is asked.
fn agrees(choice: &str) -> bool {
    let choice = fold(choice);
    ["accord", "agree"].iter().any(|word| choice.contains(word))
}

/// The closed questions of a table of one row an answer, among those that its column of questions names.
pub(super) fn closed_questions(rows: &[Vec<String>], question: usize, answer: usize) -> Form {
    let mut asked: Vec<&str> = Vec::new();
    let mut given: Vec<Vec<&str>> = Vec::new();
    for row in rows {
        let cell = |at: usize| row.get(at).map_or("", |c| c.trim());
        let (words, text) = (cell(question), cell(answer));
        if words.is_empty() || text.is_empty() {
            continue;
        }
        let at = asked.iter().position(|a| *a == words).unwrap_or_else(|| {
            asked.push(words);
            given.push(Vec::new());
            asked.len() - 1
        });
        given[at].push(text);
    }
    let mut form = Form::default();
    for (words, filled) in asked.into_iter().zip(&given) {
        form.add(usize::MAX, words, answers(filled), filled);
    }
    form
}
