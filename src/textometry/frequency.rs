//! How often: the forms under a query, occurrences along the corpus.

use super::collate::{collated, one_line};
use super::kwic::fields;
use super::texts::{Occurrence, Texts, each_chunk};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// A form under a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// The letters of its occurrences: in lower case, on one line, every apostrophe as `'`.
    pub form: String,
    /// Occurrences.
    pub occurrences: u64,
    /// Distinct records.
    pub records: u64,
}

/// The forms of occurrences, given in reading order: the most frequent first, then as a dictionary orders.
/// Their occurrences add up to the number given.
pub fn forms<T: Texts>(texts: &T, occurrences: &[Occurrence]) -> Result<Vec<FormRow>, T::Error> {
    // For each form its occurrences, its records and the last of them.
    let mut found: FxHashMap<String, (u64, u64, Option<u32>)> = FxHashMap::default();
    each_chunk(texts, occurrences, |chunk| {
        for (of_record, kept) in chunk {
            for (field, of_field) in fields(of_record) {
                let text = kept.of(field);
                for occurrence in of_field {
                    let form = form(occurrence.of(text)?);
                    let row = found.entry(form).or_default();
                    row.0 += 1;
                    if row.2 != Some(occurrence.ordinal) {
                        row.1 += 1;
                        row.2 = Some(occurrence.ordinal);
                    }
                }
            }
        }
        Ok(())
    })?;
    let mut rows: Vec<FormRow> = found
        .into_iter()
        .map(|(form, (occurrences, records, _))| FormRow {
            form,
            occurrences,
            records,
        })
        .collect();
    rows.sort_by_cached_key(|r| (Reverse(r.occurrences), collated(&r.form), r.form.clone()));
    Ok(rows)
}

fn form(text: &str) -> String {
    one_line(text)
        .to_lowercase()
        .replace(['’', 'ʼ', '\u{92}'], "'")
}

/// A record on its way through the corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its words.
    pub words: u64,
    /// Its occurrences.
    pub occurrences: u64,
}

/// A curve of cumulated occurrences: points (words read, occurrences read), the first (0, 0), the last the whole
/// corpus. It is level over records without occurrences and rises evenly from the first to the last word of a
/// record with some (S. Heiden's TXM draws the same as «progression»).
pub fn progression(steps: impl IntoIterator<Item = Step>) -> Vec<(u64, u64)> {
    let mut points: Vec<(u64, u64)> = vec![(0, 0)];
    let (mut x, mut y) = (0, 0);
    for step in steps {
        let before = (x, y);
        x += step.words;
        y += step.occurrences;
        if step.occurrences > 0 {
            if points.last() != Some(&before) {
                points.push(before);
            }
            points.push((x, y));
        }
    }
    if points.last() != Some(&(x, y)) {
        points.push((x, y));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::textometry::kwic::found;

    #[test]
    fn forms_under_a_stem() {
        let (texts, occurrences) = found(
            &[
                "Formé, formés et FORMÉS l’été",
                "formés aujourd’hui Aujourd'hui",
            ],
            "formé OR aujourd'hui",
        );
        let rows: Vec<(String, u64, u64)> = forms(&texts, &occurrences)
            .unwrap()
            .into_iter()
            .map(|r| (r.form, r.occurrences, r.records))
            .collect();
        assert_eq!(
            rows,
            [
                ("formés".to_string(), 3, 2),
                ("aujourd'hui".into(), 2, 1),
                ("formé".into(), 1, 1)
            ]
        );
        assert_eq!(
            rows.iter().map(|r| r.1).sum::<u64>(),
            occurrences.len() as u64
        );
    }

    #[test]
    fn a_curve_is_level_where_nothing_is_found() {
        let step = |words, occurrences| Step { words, occurrences };
        assert_eq!(progression([]), [(0, 0)]);
        assert_eq!(
            progression([
                step(10, 0),
                step(5, 2),
                step(7, 1),
                step(0, 0),
                step(8, 0),
                step(2, 0)
            ]),
            [(0, 0), (10, 0), (15, 2), (22, 3), (32, 3)]
        );
    }
}
