//! Lines of a concordance counted by form or by the words beside the keyword.

use super::collate::collated;
use super::order::{Around, MAX_SIDE, NOTHING, folded, sides};
use super::texts::{Occurrence, Texts};
use rustc_hash::{FxHashMap, FxHashSet};

/// Lines that agree in what they were grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// The words that they share, folded, in reading order; empty where a field begins or ends there.
    pub text: String,
    /// What is there most often, as written; of several, the first in the dictionary's order.
    pub form: String,
    /// Lines.
    pub count: u64,
    /// Distinct records.
    pub records: u64,
    /// Distinct authors of those records; records without one add none.
    pub authors: u64,
}

/// Groups occurrences, given in reading order: the most frequent first, then by text as a dictionary orders.
/// The counts of the rows add up to the number of occurrences.
pub fn group<T: Texts>(
    texts: &T,
    occurrences: &[Occurrence],
    what: Around,
    author: impl Fn(u32) -> Option<u32>,
) -> Result<Vec<GroupRow>, T::Error> {
    #[derive(Default)]
    struct Group {
        count: u64,
        records: u64,
        last: Option<u32>,
        authors: FxHashSet<u32>,
        forms: FxHashMap<u32, u64>,
    }
    let sides = sides(texts, occurrences, what, true)?;
    let (folds, fold_of) = folded(&sides.words.texts);
    let mut groups: FxHashMap<[u32; MAX_SIDE], Group> = FxHashMap::default();
    for ((occurrence, words), passage) in occurrences.iter().zip(&sides.of).zip(&sides.passage_of) {
        let key = words.map(|w| match w {
            NOTHING => NOTHING,
            w => fold_of[w as usize],
        });
        let group = groups.entry(key).or_default();
        group.count += 1;
        *group.forms.entry(*passage).or_default() += 1;
        if group.last != Some(occurrence.ordinal) {
            group.last = Some(occurrence.ordinal);
            group.records += 1;
            group.authors.extend(author(occurrence.ordinal));
        }
    }
    let mut rows: Vec<(std::cmp::Reverse<u64>, _, GroupRow)> = groups
        .into_iter()
        .map(|(key, group)| {
            let mut words: Vec<&str> = key
                .iter()
                .filter(|w| **w != NOTHING)
                .map(|w| folds.texts[*w as usize].as_str())
                .collect();
            if matches!(what, Around::Left(_)) {
                words.reverse();
            }
            let text = words.join(" ");
            let form = group
                .forms
                .iter()
                .map(|(form, count)| {
                    let form = &sides.passages.texts[*form as usize];
                    (std::cmp::Reverse(*count), collated(form), form)
                })
                .min()
                .map_or(String::new(), |best| best.2.clone());
            let row = GroupRow {
                form,
                count: group.count,
                records: group.records,
                authors: group.authors.len() as u64,
                text,
            };
            (
                std::cmp::Reverse(row.count),
                (collated(&row.text), row.text.clone()),
                row,
            )
        })
        .collect();
    // Two groups never share a text: it is made of their keys.
    rows.sort_unstable_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    Ok(rows.into_iter().map(|r| r.2).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::textometry::kwic::found;

    fn shown(bodies: &[&str], query: &str, what: Around) -> Vec<(String, String, u64, u64, u64)> {
        let (texts, occurrences) = found(bodies, query);
        // Records 0 and 1 have one author, record 2 another, the rest none.
        let author = |o: u32| {
            [Some(7), Some(7), Some(8)]
                .get(o as usize)
                .copied()
                .flatten()
        };
        let rows = group(&texts, &occurrences, what, author).unwrap();
        assert_eq!(
            rows.iter().map(|r| r.count).sum::<u64>(),
            occurrences.len() as u64
        );
        rows.into_iter()
            .map(|r| (r.text, r.form, r.count, r.records, r.authors))
            .collect()
    }

    #[test]
    fn forms_meet_whatever_their_case_and_accents() {
        let rows = shown(
            &["Liberté liberté LIBERTE", "liberté", "libertés", "libertes"],
            "liberté",
            Around::Keyword,
        );
        assert_eq!(rows[0], ("liberte".into(), "liberté".into(), 4, 2, 1));
        assert_eq!(rows[1], ("libertes".into(), "libertes".into(), 2, 2, 1));
    }

    #[test]
    fn words_beside_it_in_reading_order_with_what_stands_between() {
        let rows = shown(
            &[
                "dans l'intérêt des agents",
                "Dans l’interet des agents",
                "agents",
                "les agents",
            ],
            "agents",
            Around::Left(2),
        );
        let texts: Vec<&str> = rows.iter().map(|r| r.0.as_str()).collect();
        assert_eq!(texts, ["interet des", "", "les"]);
        assert_eq!(rows[0].1, "interet des");
        let rows = shown(
            &["agents d’État et agents d'etat"],
            "agents",
            Around::Right(1),
        );
        assert_eq!(rows[0], ("etat".into(), "etat".into(), 2, 1, 1));
        let rows = shown(&["agents de l’État"], "agents", Around::Right(2));
        assert_eq!(rows[0].1, "de l’État");
    }
}
