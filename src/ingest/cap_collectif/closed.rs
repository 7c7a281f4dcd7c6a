//! Which questions of a questionnaire are closed: few answers, short and often given. One pass over the file.

use super::columns::Columns;
use crate::ingest::InputFile;
use crate::ingest::table::PlatformRows;
use rustc_hash::FxHashMap;

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    /// In the participant's own words.
    Open,
    /// By one of a few labels.
    One,
    /// By some of a few labels, separated so.
    Several(&'static str),
}

/// A closed question has at most this many labels,
const MOST_LABELS: usize = 20;
/// of at most this many characters,
const LONGEST_LABEL: usize = 120;
/// each given this many times on average.
const TIMES: u64 = 3;

/// The different values of a column, as long as they can be labels.
struct Labels {
    /// How often each was given; none once there are too many, or one is too long.
    counts: Option<FxHashMap<String, u64>>,
}

impl Labels {
    fn new() -> Self {
        Labels {
            counts: Some(FxHashMap::default()),
        }
    }

    fn add(&mut self, value: &str) {
        let Some(counts) = &mut self.counts else {
            return;
        };
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
        } else if counts.len() < MOST_LABELS && value.chars().count() <= LONGEST_LABEL {
            counts.insert(value.to_string(), 1);
        } else {
            self.counts = None;
        }
    }

    /// How many labels there are, where they are labels.
    fn number(&self) -> Option<usize> {
        let counts = self.counts.as_ref().filter(|c| !c.is_empty())?;
        let given: u64 = counts.values().sum();
        (given >= TIMES * counts.len() as u64).then_some(counts.len())
    }
}

/// How each question is answered. Of each column at most twice [`MOST_LABELS`] short values are held.
pub(super) fn answers(file: &InputFile, columns: &Columns) -> Vec<Answers> {
    // What separates labels; the older generation joins them without a blank.
    let separator = if columns.older { ";" } else { ", " };
    let mut seen: Vec<(Labels, Labels)> = columns
        .questions
        .iter()
        .map(|_| (Labels::new(), Labels::new()))
        .collect();
    // A file that cannot be opened is told by whoever reads it.
    if let Ok(Some(mut rows)) = PlatformRows::rows(file) {
        while let Some(row) = rows.next_row() {
            let row = match row {
                Ok(row) => row,
                Err(bad) if bad.reason == "malformed" => break,
                Err(_) => continue,
            };
            for (question, (whole, parts)) in columns.questions.iter().zip(&mut seen) {
                let cell = row.cells.get(question.at).map_or("", |c| c.trim());
                if cell.is_empty() {
                    continue;
                }
                whole.add(cell);
                for part in labels(cell, separator) {
                    parts.add(part);
                }
            }
        }
    }
    let answers = |(whole, parts): (Labels, Labels)| match (whole.number(), parts.number()) {
        // Where cutting gives fewer labels they were combined; where it gives more, a label has a comma.
        (Some(whole), Some(parts)) if parts < whole => Answers::Several(separator),
        (None, Some(_)) => Answers::Several(separator),
        (Some(_), _) => Answers::One,
        (None, None) => Answers::Open,
    };
    seen.into_iter().map(answers).collect()
}

/// The labels of a cell.
pub(super) fn labels<'c>(cell: &'c str, separator: &'static str) -> impl Iterator<Item = &'c str> {
    cell.split(separator)
        .map(str::trim)
        .filter(|l| !l.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a question with these cells is answered.
    fn found(cells: &[&str], older: bool) -> Answers {
        let header = if older {
            "id,published,Question"
        } else {
            "export_contribution_id,export_contribution_published,Question"
        };
        let mut text = format!("{header}\n");
        for (n, cell) in cells.iter().enumerate() {
            text.push_str(&format!("{n},Oui,\"{cell}\"\n"));
        }
        let file = InputFile::from_bytes("x.csv", text.into_bytes());
        let headers: Vec<String> = header.split(',').map(str::to_string).collect();
        answers(&file, &Columns::with_questions(&headers))[0]
    }

    #[test]
    fn few_values_often_given_are_labels() {
        assert_eq!(
            found(&["Oui", "Non", "Oui", "", "Non", "Oui", "Non"], false),
            Answers::One
        );
        // Twice each is chance.
        assert_eq!(found(&["Oui", "Non", "Oui", "Non"], false), Answers::Open);
        let long = "très ".repeat(30);
        assert_eq!(found(&[&long, &long, &long], false), Answers::Open);
        assert_eq!(found(&["", ""], false), Answers::Open);
        let many: Vec<String> = (0..90).map(|n| format!("mot{}", n % 25)).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(found(&many, false), Answers::Open);
    }

    #[test]
    fn labels_may_be_combined_or_hold_a_comma() {
        let combined = ["A, B", "A", "B, C", "A, C", "C", "A, B, C", "B"];
        assert_eq!(found(&combined, false), Answers::Several(", "));
        let joined: Vec<String> = combined.iter().map(|c| c.replace(", ", ";")).collect();
        let joined: Vec<&str> = joined.iter().map(String::as_str).collect();
        assert_eq!(found(&joined, true), Answers::Several(";"));
        let comma = ["Oui, vite", "Non, jamais", "Oui, plus tard"];
        let comma: Vec<&str> = comma.iter().cycle().take(12).copied().collect();
        assert_eq!(found(&comma, false), Answers::One);
        assert_eq!(labels("A, , B", ", ").collect::<Vec<_>>(), ["A", "B"]);
    }
}
