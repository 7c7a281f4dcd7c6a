//! The names of a file's columns, as a platform's tables name them.

use super::languages::texts;
use super::names::{fits, matches};
use super::spec::{Names, Spec, Table};
use crate::ingest::clean::kept::{Masked, keep_line};
use crate::ingest::table::headers::asks_who;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The names of a file's columns.
#[derive(Clone, Default)]
pub(in crate::ingest) struct Headers {
    /// Their names in the spec; nothing for columns that are questions.
    pub names: Vec<String>,
    /// Their names in the file.
    pub written: Vec<String>,
    places: FxHashMap<String, usize>,
    /// Whether columns without a name in the spec are questions of the organiser.
    with_questions: bool,
    /// Whether cells may have an apostrophe before what a spreadsheet could run.
    pub(super) formula_quotes: bool,
}

impl Headers {
    /// The names of a header as they are written.
    pub(in crate::ingest) fn as_written(names: &[String]) -> Self {
        Headers::of(names, names.to_vec())
    }

    /// The names of a header as a spec has them.
    pub(in crate::ingest) fn new(names: &[String], spec: &Spec) -> Self {
        let named = |name: &String| match spec.dots_are_slashes {
            true => spec.names.of(&name.replace('.', "/")),
            false => spec.names.of(name),
        };
        Headers {
            formula_quotes: spec.formula_quotes,
            ..Headers::of(names, names.iter().map(named).collect())
        }
    }

    fn of(written: &[String], names: Vec<String>) -> Self {
        let mut places = FxHashMap::default();
        for (n, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(n);
        }
        Headers {
            names,
            written: written.to_vec(),
            places,
            with_questions: false,
            formula_quotes: false,
        }
    }

    /// What is reported of a column that `corpus.toml` names, in `place`, and `file` does not have.
    pub(in crate::ingest) fn without(&self, column: &str, place: &str, file: &str) -> String {
        let named = self.written.iter().filter(|h| !h.is_empty());
        let nearest = named.min_by_key(|h| strsim::damerau_levenshtein(h.as_str(), column));
        let nearest = nearest.map_or("it has no columns".to_string(), |n| {
            format!("the nearest is «{n}»")
        });
        format!("the column «{column}» ({place}) is not in {file}; {nearest}: correct corpus.toml")
    }

    /// The names as a table has them: columns that are questions have none.
    pub(in crate::ingest) fn in_table(&self, table: &Table) -> Cow<'_, Headers> {
        if table.platform_names.is_empty() {
            return Cow::Borrowed(self);
        }
        let named = self.written.iter().zip(&self.names);
        let names = named.map(
            |(written, name)| match matches(written, &table.platform_names) {
                true => name.clone(),
                false => String::new(),
            },
        );
        Cow::Owned(Headers {
            with_questions: true,
            formula_quotes: self.formula_quotes,
            ..Headers::of(&self.written, names.collect())
        })
    }

    /// The questions of the organiser whose answers are a part of the body: the place of each, and its words.
    pub(super) fn in_body(&self, table: &Table) -> Vec<(usize, String)> {
        if table.questions.is_some() || !table.leads && table.platform_names.is_empty() {
            return Vec::new();
        }
        let [questions, _] = self.others();
        let kept = |(at, words): (usize, &String)| (at, keep_line(words, &mut Masked::default()));
        questions.into_iter().map(kept).collect()
    }

    /// Whether a column is a question of the organiser.
    pub(super) fn is_question(&self, at: usize) -> bool {
        self.with_questions && self.names[at].is_empty()
    }

    /// The columns that are questions of the organiser, and those that ask who somebody is.
    pub(super) fn others(&self) -> [Vec<(usize, &String)>; 2] {
        let columns = self.written.iter().enumerate();
        let questions = columns.filter(|(at, _)| self.is_question(*at));
        let (open, asks_who) = questions.partition(|(_, words)| !asks_who(words));
        [open, asks_who]
    }

    /// The places of a column, or of a text in its languages (`title/*`); nothing where there is none.
    pub(in crate::ingest) fn find(&self, name: &str) -> Vec<usize> {
        match name.strip_suffix("/*") {
            Some(text) => texts(&self.names, text),
            None => self.first(name).into_iter().collect(),
        }
    }

    /// Whether there is such a column; `*` is as in `personal`.
    pub(in crate::ingest) fn has(&self, name: &str) -> bool {
        match name.contains('*') && !name.ends_with("/*") {
            true => self.any_fits(name),
            false => !self.find(name).is_empty(),
        }
    }

    /// Whether one of these is the name of a column, in the spec or in the file.
    pub(super) fn any(&self, patterns: &[String]) -> bool {
        patterns.iter().any(|pattern| self.any_fits(pattern))
    }

    fn any_fits(&self, pattern: &str) -> bool {
        let mut names = self.names.iter().chain(&self.written);
        names.any(|name| fits(name, pattern))
    }

    pub(super) fn first(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }
}

impl Names {
    /// The name in the spec of a column: `contributions_votesCountOk` and `export_contribution_votes_count_ok` may be
    /// the same.
    fn of(&self, written: &str) -> String {
        let mut name = written;
        for starts in &self.cut {
            let mut rest = starts.iter().filter_map(|s| name.strip_prefix(s.as_str()));
            name = rest.next().unwrap_or(name);
        }
        if !self.snake_case {
            return name.to_string();
        }
        let mut out = String::with_capacity(name.len() + 4);
        for c in name.chars() {
            if c.is_ascii_uppercase() && !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_generations_of_names_are_one() {
        let names = Names {
            cut: vec![
                vec!["export_".into()],
                vec!["contributions_".into(), "contribution_".into()],
            ],
            snake_case: true,
        };
        for (older, newer, name) in [
            (
                "contributions_votesCountOk",
                "export_contribution_votes_count_ok",
                "votes_count_ok",
            ),
            (
                "contributions_createdAt",
                "export_contributions_created_at",
                "created_at",
            ),
            (
                "contribution_versions_bodyText",
                "export_contribution_versions_body_text",
                "versions_body_text",
            ),
            ("type", "export_contribution_type", "type"),
            (
                "argument_publishedAt",
                "export_contribution_argument_published_at",
                "argument_published_at",
            ),
            ("vote_author_id", "export_vote_author_id", "vote_author_id"),
        ] {
            assert_eq!(names.of(older), name);
            assert_eq!(names.of(newer), name);
        }
    }
}
