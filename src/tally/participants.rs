//! Who writes how much: participants come before every total.

use super::{Counted, View};
use crate::model::RowSet;
use rustc_hash::FxHashMap;

/// How contributions and arguments are spread over their authors.
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// Distinct authors of contributions, arguments, comments, versions and sources.
    pub authors: Counted,
    /// Distinct authors of contributions.
    pub contributing: Counted,
    /// Distinct authors of arguments.
    pub arguing: Counted,
    /// The contributions and arguments of the most active tenth of their authors (at least one author).
    pub top_tenth: Counted,
    /// How many authors that tenth is.
    pub top_authors: u64,
    /// The texts of the single most active author.
    pub most_active: Counted,
}

/// Counts the participants of a view, in the texts of files that name authors; `None` where no record of the corpus has
/// one.
pub fn participation(view: &View<'_>) -> Option<Participation> {
    if !view.has_authors() {
        return None;
    }
    let signed = |rows: RowSet| rows.minus(&view.unsigned(&rows));
    let contributions = signed(view.contributions());
    let arguments = signed(view.arguments());
    let texts = contributions.or(&arguments);
    let authors = view.facts.authors();
    let has_author = |o: &u32| authors[*o as usize] > 0;
    let written: RowSet = view.rows.iter().filter(has_author).collect();
    let mut by_author: FxHashMap<u32, RowSet> = FxHashMap::default();
    for ordinal in texts.iter().filter(has_author) {
        let author = authors[ordinal as usize];
        by_author.entry(author).or_default().insert(ordinal);
    }
    let mut ranked: Vec<(u32, RowSet)> = by_author.into_iter().collect();
    ranked.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let top_authors = if ranked.is_empty() {
        0
    } else {
        (ranked.len() / 10).max(1)
    };
    let mut top = RowSet::new();
    for (_, rows) in &ranked[..top_authors] {
        top = top.or(rows);
    }
    let most = ranked.first().map_or_else(RowSet::new, |r| r.1.clone());
    let total = texts.len();
    // All of them are signed.
    let by = |rows: RowSet| Counted::of_rows(view.authors(&rows).unwrap_or(0), rows);
    Some(Participation {
        authors: by(written),
        contributing: by(contributions),
        arguing: by(arguments),
        top_tenth: Counted::rows(top).out_of(total),
        top_authors: top_authors as u64,
        most_active: Counted::rows(most).out_of(total),
    })
}
