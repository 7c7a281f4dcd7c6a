//! Which questions are closed: few choices, short and often given. One pass over the answers.

use super::answer::{Given, given};
use super::cut::cut;
use super::spec::{Closed, Questions};
use super::{Answering, Question, Reading, listed};
use crate::ingest::mapping::plan::cell;
use crate::ingest::mapping::values::{is_not_asked, plain};
use crate::ingest::table::Rows;
use rustc_hash::FxHashMap;

/// How many values of a question are remembered at once. Any that makes up more than one part in this of a
/// question's values is among them at the end.
const MAX_VALUES: usize = 256;
/// More questions than any questionnaire has: what comes after them is open.
const MAX_QUESTIONS: usize = 2000;

/// What a first pass over a table learns of its questions.
pub(in crate::ingest::mapping) struct Survey<'q> {
    spec: &'q Questions,
    /// Of each question, one tally for each separator.
    tallies: Vec<Vec<(String, Tally)>>,
    /// The separator of those that are said to be closed.
    closed: Vec<Option<String>>,
}

/// What is known of the answers to a question, cut at one separator.
#[derive(Default)]
struct Tally {
    /// How many there are, and how many values they hold.
    answers: u64,
    parts: u64,
    /// One of them has its choices apart: it is closed.
    apart: bool,
    /// One of them is more than the words that are always choices.
    more: bool,
    /// Short values: how often each occurs, and as the first of its answer, since it is remembered.
    values: FxHashMap<String, Count>,
}

#[derive(Default)]
struct Count {
    anywhere: u64,
    first: u64,
    /// `anywhere` less what crowding took away: at nothing, the value is forgotten.
    left: u64,
}

impl<'q> Survey<'q> {
    pub(in crate::ingest::mapping) fn new(spec: &'q Questions, questions: &'q [Question]) -> Self {
        let questions = &questions[..questions.len().min(MAX_QUESTIONS)];
        let tallies = |question: &Question| -> Vec<(String, Tally)> {
            let separators = match &question.reading {
                Reading::Surveyed => &spec.separators[..],
                Reading::Closed(separator) => std::slice::from_ref(separator),
                Reading::Said => &[],
            };
            let new = |s: &String| (s.clone(), Tally::default());
            separators.iter().map(new).collect()
        };
        let closed = questions.iter().map(|question| match &question.reading {
            Reading::Closed(separator) => Some(separator.clone()),
            _ => None,
        });
        Survey {
            spec,
            tallies: questions.iter().map(tallies).collect(),
            closed: closed.collect(),
        }
    }

    /// Takes all rows of a table; those that cannot be read are reported when they are read again.
    pub(super) fn rows(&mut self, mut rows: Rows<'_>, questions: &[Question]) {
        while let Some(row) = rows.next_row() {
            let Ok(row) = row else { continue };
            for (at, question) in questions.iter().enumerate().take(self.tallies.len()) {
                self.answer(at, cell(&row, question.column));
            }
        }
    }

    /// Takes a cell of a question.
    pub(in crate::ingest::mapping) fn answer(&mut self, at: usize, cell: &str) {
        if self.spec.says_what_was_asked() && is_not_asked(cell) {
            return;
        }
        let closed = &self.spec.closed;
        let tallies = self.tallies[at].iter_mut();
        match given(cell) {
            None => {}
            Some(Given::Apart(choices, _)) => tallies.for_each(|(_, tally)| {
                tally.apart = true;
                tally.answer(choices.iter().map(String::as_str), closed);
            }),
            Some(Given::Text(text)) => {
                tallies.for_each(|(separator, tally)| match separator.is_empty() {
                    true => tally.answer([text].into_iter(), closed),
                    false => tally.answer(cut(text, separator).into_iter(), closed),
                })
            }
        }
    }

    /// How many values of the first question are remembered.
    #[cfg(test)]
    pub(in crate::ingest) fn remembered(&self) -> usize {
        self.tallies[0].iter().map(|t| t.1.values.len()).sum()
    }

    /// How each question is answered: of the separators that make it closed, by the one with the fewest choices. `None`
    /// where the mapping says it.
    pub(in crate::ingest::mapping) fn finish(self) -> Vec<Option<Answering>> {
        let rules = &self.spec.closed;
        let answering = |tallies: Vec<(String, Tally)>, closed: Option<String>| {
            let separated = |choices: Vec<String>, separator: String| match separator.is_empty() {
                true => Answering::One(choices),
                false => Answering::Several(choices, separator),
            };
            if tallies.is_empty() {
                return None;
            }
            if let Some(separator) = closed {
                let values = tallies.into_iter().flat_map(|(_, tally)| tally.values);
                let values = values.map(|(value, count)| (value, count.anywhere));
                return Some(separated(listed::choices(values.collect()), separator));
            }
            let found = tallies
                .into_iter()
                .filter_map(|(s, tally)| Some((s, tally.choices(rules)?)));
            let found = found.min_by_key(|(_, choices)| choices.len());
            Some(found.map_or(Answering::Open, |(s, choices)| separated(choices, s)))
        };
        let tallies = self.tallies.into_iter().zip(self.closed);
        tallies.map(|(t, closed)| answering(t, closed)).collect()
    }
}

impl Tally {
    fn answer<'p>(&mut self, parts: impl Iterator<Item = &'p str>, closed: &Closed) {
        let mut first = true;
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            self.answers += u64::from(first);
            self.parts += 1;
            self.more = self.more || !closed.always.contains(&plain(part).unwrap_or_default());
            self.value(part, first, closed.max_length);
            first = false;
        }
    }

    fn value(&mut self, part: &str, first: bool, max_length: usize) {
        if part.len() > 4 * max_length || part.chars().count() > max_length {
            return;
        }
        if !self.values.contains_key(part) && self.values.len() >= MAX_VALUES {
            // Misra and Gries: what is frequent survives, what occurs once is forgotten.
            self.values.retain(|_, v| {
                v.left -= 1;
                v.left > 0
            });
            return;
        }
        let value = self.values.entry(part.to_string()).or_default();
        value.anywhere += 1;
        value.left += 1;
        value.first += u64::from(first);
    }

    /// The choices in alphabetical order; nothing where the answers are texts.
    fn choices(self, closed: &Closed) -> Option<Vec<String>> {
        let always = self.answers > 0 && !self.more;
        let rarely = match closed.one_in {
            0 => 0,
            one_in => self.answers.div_ceil(one_in),
        };
        let often = closed.min_times.max(rarely);
        let mut values = self.values;
        values.retain(|_, v| always || v.anywhere >= often);
        let given: u64 = values.values().map(|v| v.anywhere).sum();
        let (covered, of) = match closed.free_text {
            true => (values.values().map(|v| v.first).sum(), self.answers),
            false => (given, self.parts),
        };
        let is_closed = always
            || self.apart
            || (self.answers >= closed.min_answers
                && (closed.min_choices..=closed.max_choices).contains(&values.len())
                && given >= closed.average.saturating_mul(values.len() as u64)
                && u128::from(covered) * 100 >= u128::from(of) * u128::from(closed.covered));
        is_closed.then(|| {
            let mut choices: Vec<String> = values.into_keys().collect();
            choices.sort();
            choices
        })
    }
}
