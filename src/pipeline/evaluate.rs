//! `evaluate themes`: the dictionary held against a person's reading.

use super::answer::rounded;
use super::table::{counts, numbers, texts};
use super::usage::{Line, UsageError};
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular};
use crate::store::{Table, read_gold};
use crate::tally::{Score, evaluate_themes, macro_f1};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and F1 of one theme in one half.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct HalfScore {
    /// Records that gold gives the theme.
    pub gold: u64,
    /// Records that the program gives it.
    pub found: u64,
    /// Records that both give it.
    pub both: u64,
    /// Share of found that gold confirms; null where nothing is found.
    pub precision: Option<f64>,
    /// Share of gold that is found; null where gold is empty.
    pub recall: Option<f64>,
    /// Their harmonic mean; null where both are empty.
    pub f1: Option<f64>,
}

/// One theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaluateRow {
    /// Its id.
    pub theme: String,
    /// In the half that terms are corrected on.
    pub dev: HalfScore,
    /// In the half that nothing is corrected on.
    pub test: HalfScore,
}

/// Means over themes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MacroScore {
    /// Themes that gold or the program gives to some record of the half.
    pub themes: u64,
    /// Mean F1 over them.
    pub f1: f64,
    /// F1 over all (record, theme) pairs.
    pub micro_f1: Option<f64>,
}

/// The answer of `evaluate themes`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaluateAnswer {
    /// Records that gold codes.
    pub records: u64,
    /// Of them, in `dev`.
    pub dev_records: u64,
    /// Of them, in `test`.
    pub test_records: u64,
    /// Means in `dev`.
    pub dev: Option<MacroScore>,
    /// Means in `test`.
    pub test: Option<MacroScore>,
    /// What a reader must know of these figures.
    pub note: String,
    /// One row a theme, in the dictionary's order.
    pub rows: Vec<EvaluateRow>,
    /// For each theme, the records of `dev` in which gold and the program differ, `+` found and not in
    /// gold, `-` in gold and not found. Those of `test` are never listed.
    pub dev_errors: BTreeMap<String, Vec<String>>,
}

/// What must be said beside the figures.
const NOTE: &str = "The texts, the gold coding and the dictionary's terms come from one author; terms \
were corrected from errors in dev only. dev and test are the halves by the first byte of BLAKE3(id).";

/// Evaluates the themes of a corpus against its `gold.csv`: over the records that gold codes and that are in
/// the sub-corpus, moderated ones included.
pub fn evaluate(
    open: &Open,
    selection: &Selection,
) -> Result<Answer<EvaluateAnswer>, PipelineError> {
    let path = open.corpus.root.join("gold.csv");
    let rows = read_gold(&path)?;
    let dictionary = open.dictionary()?;
    let themes = open.themes()?;
    let ids = dictionary.ids();
    let ordinals: BTreeMap<&str, u32> = open
        .records()?
        .iter()
        .map(|r| (r.id.as_str(), r.ordinal))
        .collect();
    let mut gold: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let place = || Line {
            path: path.clone(),
            line: row.line,
        };
        if !ordinals.contains_key(row.id.as_str()) {
            return Err(UsageError::JudgedRecordUnknown {
                place: place(),
                column: None,
                id: row.id,
            }
            .into());
        }
        let coded = gold.entry(row.id).or_default();
        let Some(theme) = row.theme else { continue };
        let Some(mut at) = ids.iter().position(|t| *t == theme) else {
            return Err(UsageError::JudgedThemeUnknown {
                place: place(),
                theme,
            }
            .into());
        };
        coded.insert(theme);
        // A sub-theme implies its parent.
        while let Some(parent) = dictionary.themes[at].parent {
            coded.insert(ids[parent].clone());
            at = parent;
        }
    }
    if let Some(within) = &selection.within {
        gold.retain(|id, _| within.rows.contains(ordinals[id.as_str()]));
    }
    let found = gold
        .keys()
        .map(|id| {
            let ordinal = ordinals[id.as_str()];
            let themes = (0..ids.len())
                .filter(|t| themes.rows[*t].contains(ordinal))
                .map(|t| ids[t].clone())
                .collect();
            (id.clone(), themes)
        })
        .collect();
    let scores = evaluate_themes(&ids, &gold, &found);
    let half = |f: fn(&crate::tally::ThemeScore) -> Score| {
        let all: Vec<Score> = ids.iter().map(|t| f(&scores[t])).collect();
        let micro = all.iter().fold(Score::default(), |a, b| Score {
            both: a.both + b.both,
            only_program: a.only_program + b.only_program,
            only_gold: a.only_gold + b.only_gold,
        });
        macro_f1(all.into_iter()).map(|(f1, themes)| MacroScore {
            themes: themes as u64,
            f1,
            micro_f1: micro.f1(),
        })
    };
    let dev_records = gold
        .keys()
        .filter(|id| crate::tally::half_of(id) == crate::tally::Half::Dev)
        .count() as u64;
    let dev_errors = ids
        .iter()
        .filter(|t| !scores[*t].dev_errors.is_empty())
        .map(|t| {
            let errors = scores[t]
                .dev_errors
                .iter()
                .map(|id| {
                    let sign = if gold[id].contains(t) { '-' } else { '+' };
                    format!("{sign}{id}")
                })
                .collect();
            (t.clone(), errors)
        })
        .collect();
    let body = EvaluateAnswer {
        records: gold.len() as u64,
        dev_records,
        test_records: gold.len() as u64 - dev_records,
        dev: half(|s| s.dev),
        test: half(|s| s.test),
        note: NOTE.to_string(),
        rows: ids
            .iter()
            .map(|t| EvaluateRow {
                theme: t.clone(),
                dev: half_score(&scores[t].dev),
                test: half_score(&scores[t].test),
            })
            .collect(),
        dev_errors,
    };
    Ok(Answer::new("evaluate", open.title(), body).within(selection))
}

fn half_score(s: &Score) -> HalfScore {
    HalfScore {
        gold: s.both + s.only_gold,
        found: s.both + s.only_program,
        both: s.both,
        precision: s.precision(),
        recall: s.recall(),
        f1: s.f1(),
    }
}

fn decimal(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_string(), |x| format!("{x:.3}"))
}

impl Tabular for EvaluateAnswer {
    fn header(&self) -> Vec<String> {
        let mut header = vec!["theme".to_string()];
        for half in ["dev", "test"] {
            for column in ["gold", "found", "precision", "recall", "f1"] {
                header.push(format!("{half}_{column}"));
            }
        }
        header
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.rows
            .iter()
            .map(|r| {
                let mut cells = vec![r.theme.clone()];
                for half in [&r.dev, &r.test] {
                    cells.extend([half.gold.to_string(), half.found.to_string()]);
                    cells.extend([half.precision, half.recall, half.f1].map(decimal));
                }
                cells
            })
            .collect()
    }

    fn footer(&self) -> Vec<String> {
        let line = |name: &str, records: u64, m: &Option<MacroScore>| match m {
            Some(m) => format!(
                "{name}: {records} records, macro F1 {:.3} over {} themes, micro F1 {}",
                m.f1,
                m.themes,
                decimal(m.micro_f1)
            ),
            None => format!("{name}: {records} records, no theme"),
        };
        vec![
            line("dev", self.dev_records, &self.dev),
            line("test", self.test_records, &self.test),
            self.note.clone(),
        ]
    }
}

impl Exported for EvaluateAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        Table::new(vec![
            ("theme", texts(rows, |r| Some(r.theme.clone()))),
            ("dev_gold", counts(rows, |r| r.dev.gold)),
            ("dev_found", counts(rows, |r| r.dev.found)),
            (
                "dev_precision",
                numbers(rows, |r| r.dev.precision.map(rounded)),
            ),
            ("dev_recall", numbers(rows, |r| r.dev.recall.map(rounded))),
            ("dev_f1", numbers(rows, |r| r.dev.f1.map(rounded))),
            ("test_gold", counts(rows, |r| r.test.gold)),
            ("test_found", counts(rows, |r| r.test.found)),
            (
                "test_precision",
                numbers(rows, |r| r.test.precision.map(rounded)),
            ),
            ("test_recall", numbers(rows, |r| r.test.recall.map(rounded))),
            ("test_f1", numbers(rows, |r| r.test.f1.map(rounded))),
        ])
    }
}
