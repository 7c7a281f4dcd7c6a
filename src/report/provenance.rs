//! `provenance.json`: where each figure of a report is from, for those who check it with or without this program.

use super::figure::{Figure, Figures, Home};
use super::material::{Material, Scope};
use crate::locale::Lang;
use crate::model::{FigureId, Inclusion, Recipe, RowSet};
use crate::store::SourceInfo;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file's name beside the report's page.
pub const PROVENANCE: &str = "provenance.json";

/// The layout of the file; another one is written under another number.
pub const LAYOUT: u32 = 1;

/// Where a report is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// What the whole report is made of.
    #[serde(flatten)]
    pub origin: ReportOrigin,
    /// Its figures, in the order in which they were made.
    pub figures: Vec<FigureOrigin>,
}

/// What a report is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportOrigin {
    /// The layout of the file: [`LAYOUT`].
    pub layout: u32,
    /// The program's version.
    pub palabre: String,
    /// The corpus's title.
    pub corpus: String,
    /// The report's language.
    pub lang: Lang,
    /// Which records count.
    pub inclusion: Inclusion,
    /// The sub-corpus; absent where the report is of the whole corpus.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Scope>,
    /// What forms of words belong to.
    pub words: String,
    /// The dictionary.
    pub dictionary: DictionaryOrigin,
    /// The sources with their hashes, and those of their files.
    pub sources: Vec<SourceInfo>,
}

/// The dictionary of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryOrigin {
    /// `shipped`, or `themes.toml` of the corpus.
    pub origin: String,
    /// Its version, as it states it.
    pub version: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// Where a figure is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureOrigin {
    /// Its id.
    pub figure: FigureId,
    /// Its recipe, as it is printed: the id is the hash of this.
    pub recipe: String,
    /// The same as data.
    pub counts: Recipe,
    /// The number.
    pub value: u64,
    /// What it is out of, where the report gives its share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The recipe of that base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// How many records are behind it.
    pub rows: u64,
    /// BLAKE3 of their ids in source order, each followed by a line feed; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_blake3: Option<String>,
    /// The file that lists their ids (for a part of a list with its id in the column `part`), or the rows of a journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The files that those records are in, by their places in the list that all files of all sources make, as ranges:
    /// `0-3,7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<String>,
}

impl Provenance {
    /// Where the figures of a report are from.
    pub(super) fn of(m: &Material<'_>, figures: &Figures) -> Provenance {
        let dictionary = &m.manifest.dictionary;
        let origin = ReportOrigin {
            layout: LAYOUT,
            palabre: m.manifest.palabre.clone(),
            corpus: m.title.clone(),
            lang: m.lang,
            inclusion: Inclusion {
                moderated: m.view.option,
                organiser: m.view.organiser_option,
            },
            within: m.scope.clone(),
            words: m.manifest.words.clone(),
            dictionary: DictionaryOrigin {
                origin: dictionary.origin.clone(),
                version: dictionary.version.clone(),
                sha256: dictionary.sha256.clone(),
            },
            sources: m.manifest.sources.clone(),
        };
        let places = Places::of(m);
        let figures = figures.iter().map(|figure| FigureOrigin {
            figure: figure.id.clone(),
            recipe: figure.recipe.to_string(),
            counts: figure.recipe.clone(),
            value: figure.counted.value,
            of: figure.counted.of,
            base: figure
                .counted
                .of
                .and_then(|_| figure.recipe.base())
                .map(|base| base.to_string()),
            rows: figure.counted.rows.len(),
            rows_blake3: rows_hash(m, &figure.counted.rows),
            list: list(figures, figure),
            files: places.ranges(m, &figure.counted.rows),
        });
        Provenance {
            origin,
            figures: figures.collect(),
        }
    }

    /// The bytes of the file: what the report is made of, then a line a figure.
    pub fn bytes(&self) -> Vec<u8> {
        // Both are plain data, which JSON can always hold.
        let head = serde_json::to_string_pretty(&self.origin).unwrap_or_default();
        let mut out = head.trim_end_matches("\n}").to_string();
        out.push_str(",\n  \"figures\": [");
        for (at, figure) in self.figures.iter().enumerate() {
            out.push_str(if at > 0 { ",\n    " } else { "\n    " });
            out.push_str(&serde_json::to_string(figure).unwrap_or_default());
        }
        out.push_str("\n  ]\n}\n");
        out.into_bytes()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// Where the bytes are none that [`Provenance::bytes`] gives, or of another layout: what is wrong, and where.
    pub fn read(bytes: &[u8]) -> Result<Provenance, serde_json::Error> {
        let read: Provenance = serde_json::from_slice(bytes)?;
        match read.origin.layout {
            LAYOUT => Ok(read),
            other => Err(serde::de::Error::custom(format!(
                "its layout is {other}, and this version reads {LAYOUT}"
            ))),
        }
    }
}

/// BLAKE3 of the ids of some records in source order, each followed by a line feed; `None` where there is none.
fn rows_hash(m: &Material<'_>, rows: &RowSet) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    for ordinal in rows.iter() {
        hasher.update(m.record(ordinal).id.as_bytes());
        hasher.update(b"\n");
    }
    Some(hasher.finalize().to_hex().to_string())
}

impl Material<'_> {
    /// BLAKE3 of the ids of some records, as `provenance.json` has it.
    pub fn rows_hash(&self, rows: &RowSet) -> Option<String> {
        rows_hash(self, rows)
    }
}

/// The file that lists the rows of a figure.
fn list(figures: &Figures, figure: &Figure) -> Option<String> {
    match &figure.home {
        Home::Own => Some(format!("lists/{}.csv", figure.id)),
        Home::Within(whole) => Some(format!("lists/{whole}.csv")),
        Home::Same(other) => list(figures, figures.get(other)?),
        Home::File(file) => Some((*file).to_string()),
        Home::Nowhere => None,
    }
}

/// The places of files in the list that all files of all sources make.
struct Places<'m>(BTreeMap<(&'m str, &'m str), usize>);

impl<'m> Places<'m> {
    fn of(m: &Material<'m>) -> Self {
        let files = m.manifest.sources.iter();
        let files = files.flat_map(|s| s.files.iter().map(|f| (s.name.as_str(), f.path.as_str())));
        Places(files.enumerate().map(|(at, file)| (file, at)).collect())
    }

    fn place(&self, source: &str, file: &str) -> Option<usize> {
        // A file in an archive is below the archive's name.
        let mut end = file.len();
        loop {
            if let Some(at) = self.0.get(&(source, &file[..end])) {
                return Some(*at);
            }
            end = file[..end].rfind('/')?;
        }
    }

    fn ranges(&self, m: &Material<'_>, rows: &RowSet) -> Option<String> {
        let mut places: Vec<usize> = Vec::new();
        let mut last: Option<(&str, &str)> = None;
        for ordinal in rows.iter() {
            let origin = &m.record(ordinal).origin;
            let file = (&*origin.source, &*origin.file);
            if last != Some(file) {
                places.extend(self.place(file.0, file.1));
                last = Some(file);
            }
        }
        places.sort_unstable();
        places.dedup();
        (!places.is_empty()).then(|| ranges(&places))
    }
}

/// Numbers in ascending order as ranges: `0-3,7`.
fn ranges(numbers: &[usize]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < numbers.len() {
        let run = numbers[at..].iter().enumerate();
        let length = run.take_while(|(i, n)| **n == numbers[at] + i).count();
        out.push(match length {
            1 => numbers[at].to_string(),
            _ => format!("{}-{}", numbers[at], numbers[at + length - 1]),
        });
        at += length;
    }
    out.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_ranges() {
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[4]), "4");
        assert_eq!(ranges(&[0, 1, 2, 3, 7, 9, 10]), "0-3,7,9-10");
    }
}
