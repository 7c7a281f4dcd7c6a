//! Facets with names: how many of the records that match are of each theme, section, stance, month, kind.

use super::super::{Open, PipelineError};
use crate::model::Kind;
use crate::tally::Facets;
use serde::Serialize;

/// How many records have a value; `None`: they have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetRow {
    /// The value.
    pub value: Option<String>,
    /// Records that match and have it.
    pub records: u64,
}

/// Of what the records that match are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetAnswer {
    /// Ids of themes, in the dictionary's order. Themes overlap; the last row counts records without any.
    pub themes: Vec<FacetRow>,
    /// Sections, in the order of their first appearance.
    pub sections: Vec<FacetRow>,
    /// The side that records declare: `favourable`, `mixed`, `against`.
    pub stances: Vec<FacetRow>,
    /// Months in Paris, as `2014-12`.
    pub months: Vec<FacetRow>,
    /// Kinds.
    pub kinds: Vec<FacetRow>,
}

fn row(value: Option<String>, records: u64) -> FacetRow {
    FacetRow { value, records }
}

impl FacetAnswer {
    pub(super) fn new(open: &Open, facets: &Facets) -> Result<Self, PipelineError> {
        let ids = &open.manifest.dictionary.themes;
        let names = open.facts()?.section_names();
        let mut themes: Vec<FacetRow> = facets
            .themes
            .iter()
            .map(|(t, n)| row(ids.get(*t).cloned(), *n))
            .collect();
        if facets.uncovered > 0 {
            themes.push(row(None, facets.uncovered));
        }
        let kind = |k: &Kind| Some(k.name().to_string());
        Ok(FacetAnswer {
            themes,
            sections: facets
                .sections
                .iter()
                .map(|(s, n)| row(s.and_then(|s| names.get(s as usize).cloned()), *n))
                .collect(),
            stances: facets
                .stances
                .iter()
                .map(|(s, n)| row(s.map(|s| s.name().to_string()), *n))
                .collect(),
            months: facets
                .months
                .iter()
                .map(|(m, n)| row(m.map(|m| format!("{:04}-{:02}", m.year(), m.month())), *n))
                .collect(),
            kinds: facets.kinds.iter().map(|(k, n)| row(kind(k), *n)).collect(),
        })
    }

    /// The facets as lines for a terminal: the largest values of each.
    pub(super) fn lines(&self) -> Vec<String> {
        [
            ("themes", &self.themes),
            ("sections", &self.sections),
            ("stances", &self.stances),
            ("months", &self.months),
            ("kinds", &self.kinds),
        ]
        .into_iter()
        .filter(|(_, rows)| rows.iter().any(|r| r.value.is_some()))
        .map(|(name, rows)| line(name, rows))
        .collect()
    }
}

/// Values that a line names.
const MAX_NAMED: usize = 6;
/// Characters of a value that a line shows.
const MAX_CHARACTERS: usize = 40;

fn line(name: &str, rows: &[FacetRow]) -> String {
    let mut largest: Vec<&FacetRow> = rows.iter().collect();
    if name != "months" {
        // Stable: values of one number stay in their order.
        largest.sort_by_key(|r| std::cmp::Reverse(r.records));
    }
    let shown: Vec<String> = largest
        .iter()
        .take(MAX_NAMED)
        .map(|r| {
            let value = r.value.as_deref().unwrap_or("none");
            let short: String = value.chars().take(MAX_CHARACTERS).collect();
            let cut = if short.len() < value.len() { "…" } else { "" };
            format!("{short}{cut} {}", r.records)
        })
        .collect();
    let more = match largest.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        n => format!(" · {n} more"),
    };
    format!("{name}: {}{more}", shown.join(" · "))
}
