//! Tables of one row an answer: a column holds the words of the question.

use super::cut::cut;
use super::listed::sides;
use super::slug::slug;
use crate::ingest::clean::kept::{Masked, keep_line};
use crate::ingest::mapping::values::plain;
use crate::model::{QuestionColumns, Side};
use rustc_hash::FxHashMap;

/// A choice, and the side that it is.
pub(in crate::ingest::mapping) type Choice = (String, Option<Side>);

/// The closed questions of such a table, by their words.
#[derive(Default)]
pub(in crate::ingest::mapping) struct Asked {
    closed: FxHashMap<String, Closed>,
}

/// A closed question.
struct Closed {
    id: String,
    /// What is between the choices of an answer; nothing where there is one.
    separator: String,
    sides: FxHashMap<String, Side>,
}

impl Asked {
    pub(in crate::ingest::mapping) fn new(columns: Option<&QuestionColumns>) -> Self {
        let Some(columns) = columns else {
            return Asked::default();
        };
        let closed = columns.closed.iter().map(|q| (q, String::new()));
        let several = columns.several.iter().map(|(q, s)| (q, s.clone()));
        let each = closed.chain(several).map(|(words, separator)| {
            let closed = Closed {
                id: slug(words),
                separator,
                sides: columns.sides.get(words).map(sides).unwrap_or_default(),
            };
            (words.trim().to_string(), closed)
        });
        Asked {
            closed: each.collect(),
        }
    }

    /// The question of a row, where it is closed, and the choices of its answer with their sides.
    pub(in crate::ingest::mapping) fn choices(
        &self,
        question: &str,
        answer: &str,
        masked: &mut Masked,
    ) -> Option<(&str, Vec<Choice>)> {
        let closed = self.closed.get(question.trim())?;
        let parts: Vec<&str> = match closed.separator.is_empty() {
            true => vec![answer],
            false => cut(answer, &closed.separator),
        };
        let mut out: Vec<Choice> = Vec::new();
        for part in parts {
            let choice = keep_line(part, masked);
            if !choice.is_empty() && out.iter().all(|o| o.0 != choice) {
                let side = plain(&choice).and_then(|w| closed.sides.get(&w).copied());
                out.push((choice, side));
            }
        }
        Some((&closed.id, out))
    }
}
