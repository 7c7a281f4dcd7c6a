//! Facets with names: how many of the records that match are of each theme, section, stance, month, kind.

use super::super::{Open, PipelineError};
use crate::model::{Kind, RowSet};
use crate::tally::{Facets, small_groups};
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
    /// Variables; absent where the corpus has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<VariableFacet>,
    /// What the reader should know of them, a sentence a matter; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How many of the records that match have each value of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VariableFacet {
    /// Its name.
    pub name: String,
    /// Its values, those that no record has left out; the last row counts records without any. A record with two
    /// values is in both.
    pub values: Vec<FacetRow>,
}

/// Counts the variables of some records, with what is said of small groups.
fn variables(
    open: &Open,
    rows: &[u32],
) -> Result<(Vec<VariableFacet>, Option<String>), PipelineError> {
    let known = open.variables()?;
    if known.is_empty() {
        return Ok((Vec::new(), None));
    }
    let facts = open.facts()?;
    let matching: RowSet = rows.iter().copied().collect();
    let (mut out, mut people) = (Vec::new(), Vec::new());
    for variable in known.iter() {
        let mut values = Vec::new();
        for value in &variable.values {
            let has = value.rows.and(&matching);
            if !has.is_empty() {
                people.push(facts.distinct_authors(has.iter()));
                values.push(row(Some(value.text.clone()), has.len()));
            }
        }
        let without = matching.minus(&variable.rows()).len();
        if without > 0 && !values.is_empty() {
            values.push(row(None, without));
        }
        if !values.is_empty() {
            out.push(VariableFacet {
                name: variable.name.clone(),
                values,
            });
        }
    }
    Ok((out, small_groups(people.into_iter().flatten())))
}

fn row(value: Option<String>, records: u64) -> FacetRow {
    FacetRow { value, records }
}

impl FacetAnswer {
    /// The facets of the records that match, `rows`, of which `facets` were counted.
    pub(super) fn new(open: &Open, facets: &Facets, rows: &[u32]) -> Result<Self, PipelineError> {
        let (variables, small) = variables(open, rows)?;
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
            variables,
            notes: small.into_iter().collect(),
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
        .chain(
            self.variables
                .iter()
                .map(|v| line(&format!("variable {}", v.name), &v.values)),
        )
        .chain(self.notes.clone())
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
            let value = match r.value.as_deref() {
                None => "none",
                // A variable that is there or not.
                Some("") => "yes",
                Some(value) => value,
            };
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
