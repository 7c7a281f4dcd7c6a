//! Where in a row the mapped columns stand, and what a row is by them.

use super::values::{self, What};
use crate::ingest::InputFile;
use crate::ingest::table::{Container, Row, Rows};
use crate::model::{Kind, Mapping};
use rustc_hash::FxHashMap;

/// The places of the mapped columns.
pub(super) struct Columns {
    pub id: Option<usize>,
    pub kind: Option<usize>,
    pub title: Option<usize>,
    pub body: Vec<usize>,
    pub author: Option<usize>,
    pub date: Option<usize>,
    pub section: Option<usize>,
    pub stance: Option<usize>,
    pub votes: Option<usize>,
    pub counters: [Option<usize>; 3],
    pub parent: Option<usize>,
    pub url: Option<usize>,
    pub moderated: Option<usize>,
    pub consultation: Option<usize>,
}

impl Columns {
    /// Finds the columns of a mapping; else the code and the sentence of a refusal.
    pub fn new(m: &Mapping, rows: &Rows<'_>, file: &str) -> Result<Self, (&'static str, String)> {
        for (key, names) in m.columns() {
            for name in names {
                if rows.column(name).is_some() {
                    continue;
                }
                let nearest = rows
                    .headers
                    .iter()
                    .filter(|h| !h.is_empty())
                    .min_by_key(|h| strsim::damerau_levenshtein(h.as_str(), name));
                let nearest = nearest.map_or("it has no columns".to_string(), |n| {
                    format!("the nearest is «{n}»")
                });
                return Err((
                    "missing_column",
                    format!(
                        "the column «{name}» ({key} in [sources.mapping]) is not in {file}; {nearest}: correct corpus.toml"
                    ),
                ));
            }
        }
        if m.columns().is_empty() || !(m.has_text() || m.stance.is_some()) {
            return Err((
                "unknown_format",
                format!(
                    "no column of {file} is known to be a text: name one as title or body in [sources.mapping]"
                ),
            ));
        }
        let at = |name: &Option<String>| name.as_deref().and_then(|n| rows.column(n));
        Ok(Columns {
            id: at(&m.id),
            kind: at(&m.kind),
            title: at(&m.title),
            body: m.body.iter().filter_map(|n| rows.column(n)).collect(),
            author: at(&m.author),
            date: at(&m.date),
            section: at(&m.section),
            stance: at(&m.stance),
            votes: at(&m.votes),
            counters: [
                at(&m.votes_favourable),
                at(&m.votes_mixed),
                at(&m.votes_against),
            ],
            parent: at(&m.parent),
            url: at(&m.url),
            moderated: at(&m.moderated),
            consultation: at(&m.consultation),
        })
    }

    /// The trimmed cell of a mapped column; `None` where it is not mapped or blank.
    pub fn cell<'r>(&self, row: &'r Row, at: Option<usize>) -> Option<&'r str> {
        let text = row.cells.get(at?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// What a row is: what its kind says, else what it answers and whether it takes a side.
    pub fn what(&self, row: &Row) -> What {
        if let Some(what) = self.cell(row, self.kind).and_then(values::kind) {
            return what;
        }
        let stance = self.cell(row, self.stance).is_some();
        What::Record(match self.cell(row, self.parent) {
            Some(_) if stance => Kind::Argument,
            Some(_) => Kind::Comment,
            None => Kind::Proposal,
        })
    }
}

/// The kinds that each id of a table has: a parent is named by its number alone.
pub(super) fn kinds(
    container: Container,
    file: &InputFile,
    wanted: &[&str],
    columns: &Columns,
) -> FxHashMap<String, Vec<Kind>> {
    let mut out: FxHashMap<String, Vec<Kind>> = FxHashMap::default();
    let Ok(Some(mut rows)) = Rows::open(container, file, wanted) else {
        return out;
    };
    while let Some(row) = rows.next_row() {
        if let Ok(row) = row
            && let Some(id) = columns.cell(&row, columns.id)
            && let What::Record(kind) = columns.what(&row)
        {
            let known = out.entry(id.to_string()).or_default();
            if !known.contains(&kind) {
                known.push(kind);
            }
        }
    }
    out
}
