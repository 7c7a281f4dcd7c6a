//! `[subcorpus.NAME]` of `corpus.toml`: queries that bear a name.

use super::toml_text::quoted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// A part of a corpus: the records that a query matches themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subcorpus {
    /// Its name on the command line: small letters, digits and hyphens.
    pub name: Spanned<String>,
    /// Its name for the readers of a report; by default `name`.
    pub label: Option<String>,
    /// The query, as it was typed.
    pub query: Spanned<String>,
}

impl Subcorpus {
    /// The name for readers.
    pub fn shown(&self) -> &str {
        self.label.as_deref().unwrap_or(self.name.get_ref())
    }
}

/// Whether a sub-corpus may bear that name.
pub fn is_subcorpus_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The sub-corpora of a corpus, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Tables", into = "Tables")]
pub struct Subcorpora(Vec<Subcorpus>);

impl Subcorpora {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Subcorpus> {
        self.0.iter()
    }

    /// The one of that name.
    pub fn get(&self, name: &str) -> Option<&Subcorpus> {
        self.0.iter().find(|s| s.name.get_ref() == name)
    }

    /// Adds one at the end.
    pub(super) fn push(&mut self, name: &str, query: &str) {
        self.0.push(Subcorpus {
            name: Spanned::new(0..0, name.to_string()),
            label: None,
            query: Spanned::new(0..0, query.to_string()),
        });
    }
}

/// As TOML knows them: tables without an order, each with the place of its name and of its query.
type Tables = BTreeMap<Spanned<String>, Keys>;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    query: Spanned<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

impl From<Tables> for Subcorpora {
    fn from(tables: Tables) -> Self {
        let mut all: Vec<Subcorpus> = tables
            .into_iter()
            .map(|(name, keys)| Subcorpus {
                name,
                label: keys.label,
                query: keys.query,
            })
            .collect();
        all.sort_by_key(|s| s.query.span().start);
        Subcorpora(all)
    }
}

impl From<Subcorpora> for Tables {
    fn from(subcorpora: Subcorpora) -> Self {
        let each = subcorpora.0.into_iter();
        each.map(|s| {
            let (label, query) = (s.label, s.query);
            (s.name, Keys { query, label })
        })
        .collect()
    }
}

/// The table of one sub-corpus.
pub(super) fn table_text(subcorpus: &Subcorpus) -> String {
    let mut text = format!("\n[subcorpus.{}]\n", subcorpus.name.get_ref());
    if let Some(label) = &subcorpus.label {
        text.push_str(&format!("label = {}\n", quoted(label)));
    }
    text.push_str(&format!("query = {}\n", quoted(subcorpus.query.get_ref())));
    text
}

/// The line and the column, from 1, of a byte of `text`.
pub(super) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

/// The byte of `text` at which the character `n` (from 0) of a string of TOML is, which takes the bytes
/// `span` with its quotation marks.
pub(super) fn byte_of_character(text: &str, span: std::ops::Range<usize>, n: usize) -> usize {
    let Some(raw) = text.get(span.clone()) else {
        return span.start;
    };
    let marks = match raw.as_bytes() {
        [b'"', b'"', b'"', ..] | [b'\'', b'\'', b'\'', ..] => 3,
        _ => 1,
    };
    let escapes = raw.starts_with('"');
    let inner = raw
        .get(marks..raw.len().saturating_sub(marks))
        .unwrap_or("");
    let mut at = 0;
    if marks == 3 {
        // A line end right after the opening marks is no part of the string.
        at = ["\r\n", "\n"]
            .iter()
            .find(|end| inner.starts_with(**end))
            .map_or(0, |end| end.len());
    }
    let mut seen = 0;
    while let Some(first) = inner[at..].chars().next() {
        let after = match (escapes && first == '\\').then(|| inner[at + 1..].chars().next()) {
            // A backslash at the end of a line swallows the space that follows it.
            Some(Some(c)) if c.is_ascii_whitespace() => {
                let rest = &inner[at + 1..];
                at = inner.len() - rest.trim_ascii_start().len();
                continue;
            }
            Some(after) => after,
            None => None,
        };
        if seen == n {
            break;
        }
        let digits = match after {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        // TOML was read: a backslash has its letter, and the letter its digits.
        at += first.len_utf8() + after.map_or(0, char::len_utf8) + digits;
        at = at.min(inner.len());
        seen += 1;
    }
    span.start + marks + at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct File {
        subcorpus: Subcorpora,
    }

    #[test]
    fn the_order_of_the_file_is_kept() {
        let text = "[subcorpus.z]\nquery = \"a\"\n[subcorpus.a]\nlabel = \"L\"\nquery = 'b'\n\
                    [subcorpus.m-1]\nquery = 'c'\n";
        let file: File = toml::from_str(text).unwrap();
        let names: Vec<&str> = file
            .subcorpus
            .iter()
            .map(|s| s.name.get_ref().as_str())
            .collect();
        assert_eq!(names, ["z", "a", "m-1"]);
        assert_eq!(file.subcorpus.get("a").unwrap().shown(), "L");
        assert_eq!(file.subcorpus.get("z").unwrap().shown(), "z");
        assert_eq!(
            text.find("z]"),
            Some(file.subcorpus.get("z").unwrap().name.span().start)
        );
    }

    #[test]
    fn names() {
        for good in ["agents", "2-annees", "a"] {
            assert!(is_subcorpus_name(good), "{good}");
        }
        for bad in ["", "Agents", "élus", "a b", "a_b", "*", "a/b", ".."] {
            assert!(!is_subcorpus_name(bad), "{bad}");
        }
    }

    /// Where the character `n` of the query is in `query = VALUE`.
    fn place(value: &str, n: usize) -> (usize, usize) {
        let text = format!("[subcorpus.a]\nquery = {value}\n");
        let file: File = toml::from_str(&text).unwrap();
        let query = file.subcorpus.iter().next().unwrap().query.clone();
        line_and_column(&text, byte_of_character(&text, query.span(), n))
    }

    #[test]
    fn the_column_of_a_query_becomes_one_of_the_file() {
        assert_eq!(place("'né (vu'", 3), (2, 13));
        assert_eq!(place("\"né (vu\"", 3), (2, 13));
        // "..." written with escapes: each is one character of the query and two or more of the file.
        assert_eq!(place(r#""\"a\" (b""#, 4), (2, 16));
        assert_eq!(place(r#""\u00e9 (b""#, 2), (2, 17));
        assert_eq!(place("'''\nun\n(b'''", 3), (4, 1));
        assert_eq!(place("\"\"\"un \\\n   (b\"\"\"", 3), (3, 4));
        assert_eq!(place("'a'", 99), (2, 11));
    }
}
