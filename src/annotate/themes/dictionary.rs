//! A theme dictionary in TOML, as an analyst edits it.

use crate::text::{Expr, parse};
use serde::Deserialize;
use toml::Spanned;

/// The dictionary that the program ships: digital public services.
pub const SHIPPED: &str = include_str!("fr.toml");

/// A theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its id, in small letters and hyphens.
    pub id: String,
    /// Its name in French.
    pub label: String,
    /// Its name in English; the French one where it is absent.
    pub label_en: String,
    /// What it is, in one sentence.
    pub definition: String,
    /// The place of its parent in the dictionary, which is before its own.
    pub parent: Option<usize>,
    /// Its terms, as written.
    pub terms: Vec<String>,
    /// Passages that are none of it, as written.
    pub exclude: Vec<String>,
    /// What it matches: its terms without its exclusions, and what its sub-themes match.
    pub expression: Expr,
}

/// A dictionary.
#[derive(Clone, Debug)]
pub struct Dictionary {
    /// The version that it states.
    pub version: String,
    /// Its themes, in order.
    pub themes: Vec<Theme>,
}

/// What is wrong with a dictionary, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}:{line}: {message}")]
pub struct DictionaryError {
    /// The file.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default = "unversioned")]
    version: String,
    #[serde(default)]
    themes: Vec<FileTheme>,
}

fn unversioned() -> String {
    "0".to_string()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTheme {
    id: Spanned<String>,
    label: String,
    label_en: Option<String>,
    #[serde(default)]
    definition: String,
    parent: Option<Spanned<String>>,
    #[serde(default)]
    terms: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
}

impl Dictionary {
    /// Reads a dictionary; `name` is the file's name for messages.
    pub fn parse(text: &str, name: &str) -> Result<Self, DictionaryError> {
        let reader = Reader { text, name };
        let file: File = toml::from_str(text).map_err(|e| DictionaryError {
            name: name.to_string(),
            line: e.span().map_or(1, |s| reader.line(s.start)),
            message: e.message().to_string(),
        })?;
        let mut themes: Vec<Theme> = Vec::new();
        let mut own: Vec<Expr> = Vec::new();
        for t in &file.themes {
            let id = t.id.get_ref();
            let at = t.id.span().start;
            let plain = !id.is_empty()
                && id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !plain {
                return Err(reader.error(
                    at,
                    format!("the id «{id}» must be small letters, digits and hyphens"),
                ));
            }
            if themes.iter().any(|o| o.id == *id) {
                return Err(reader.error(at, format!("the theme «{id}» is there twice")));
            }
            let parent = match &t.parent {
                None => None,
                Some(p) => Some(
                    themes
                        .iter()
                        .position(|o| o.id == *p.get_ref())
                        .ok_or_else(|| {
                            reader.error(
                                p.span().start,
                                format!(
                                    "the parent «{}» of «{id}» must come before it",
                                    p.get_ref()
                                ),
                            )
                        })?,
                ),
            };
            let expression = reader.expression(t)?;
            own.push(expression.clone());
            themes.push(Theme {
                id: id.clone(),
                label: t.label.clone(),
                label_en: t.label_en.clone().unwrap_or_else(|| t.label.clone()),
                definition: t.definition.clone(),
                parent,
                terms: t.terms.iter().map(|s| s.get_ref().clone()).collect(),
                exclude: t.exclude.iter().map(|s| s.get_ref().clone()).collect(),
                expression,
            });
        }
        // Children come after their parents, so from the end every child is whole before its parent
        // takes it.
        for i in (0..themes.len()).rev() {
            let mut parts = vec![own[i].clone()];
            for child in &themes[i + 1..] {
                if child.parent == Some(i) {
                    parts.push(child.expression.clone());
                }
            }
            if parts.len() > 1 {
                themes[i].expression = Expr::Or(parts);
            }
        }
        Ok(Dictionary {
            version: file.version,
            themes,
        })
    }

    /// The ids, in order.
    pub fn ids(&self) -> Vec<String> {
        self.themes.iter().map(|t| t.id.clone()).collect()
    }
}

struct Reader<'t> {
    text: &'t str,
    name: &'t str,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        before.iter().filter(|b| **b == b'\n').count() + 1
    }

    fn error(&self, at: usize, message: String) -> DictionaryError {
        DictionaryError {
            name: self.name.to_string(),
            line: self.line(at),
            message,
        }
    }

    fn terms(&self, terms: &[Spanned<String>]) -> Result<Vec<Expr>, DictionaryError> {
        terms
            .iter()
            .map(|t| {
                let wrong = |message: String| {
                    self.error(t.span().start, format!("the term {}: {message}", t.get_ref()))
                };
                let expr = parse(t.get_ref()).map_err(|e| wrong(e.to_string()))?;
                if let Some((_, column)) = expr.first_test() {
                    return Err(wrong(format!(
                        "column {column}: a theme is about words, so of the fields it takes only titre: \
                         and texte:; ask the others of a search"
                    )));
                }
                Ok(expr)
            })
            .collect()
    }

    fn expression(&self, theme: &FileTheme) -> Result<Expr, DictionaryError> {
        let terms = Expr::Or(self.terms(&theme.terms)?);
        let exclude = self.terms(&theme.exclude)?;
        Ok(if exclude.is_empty() {
            terms
        } else {
            Expr::Except(Box::new(terms), Box::new(Expr::Or(exclude)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_dictionary_is_large_enough_and_whole() {
        let d = Dictionary::parse(SHIPPED, "fr.toml").unwrap();
        assert!(d.themes.len() >= 25);
        assert!(d.themes.iter().map(|t| t.terms.len()).sum::<usize>() >= 300);
        for id in [
            "formation",
            "intranet",
            "reseaux-sociaux-internes",
            "reseaux-sociaux-publics",
        ] {
            assert!(d.themes.iter().any(|t| t.id == id), "{id}");
        }
        assert!(d.themes.iter().all(|t| !t.definition.is_empty()));
    }

    #[test]
    fn errors_name_the_line() {
        let at = |text: &str| {
            Dictionary::parse(text, "themes.toml")
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            at("[[themes]]\nid = \"a\"\nlabel = \"A\"\nterms = [\n  'x',\n  '\"y',\n]\n"),
            "themes.toml:6: the term \"y: column 1: this quotation mark is never closed"
        );
        assert!(
            at("[[themes]]\nid = \"a\"\nlabel = \"A\"\nterms = [\n  'titre:x',\n  'y section:z',\n]\n")
                .starts_with("themes.toml:6: the term y section:z: column 3: a theme is about words")
        );
        assert!(
            at("[[themes]]\nid = \"A b\"\nlabel = \"A\"\n").starts_with("themes.toml:2: the id")
        );
        assert!(
            at("[[themes]]\nid = \"a\"\nlabel = \"A\"\nparent = \"z\"\n")
                .contains(":4: the parent")
        );
        assert!(at("[[themes]]\nid = \"a\"\nlable = \"A\"\n").starts_with("themes.toml:3:"));
    }
}
