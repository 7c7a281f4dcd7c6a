//! The matcher: where the occurrences of expressions are in analysed texts.
//!
//! Occurrences of an expression are leftmost-longest disjoint spans over all its terms. NOT, facts and rows
//! give none.

use super::plan::{Passage, Plan, leftmost_longest};
use super::{Analysed, Expr, Lexicon, Token};
use crate::model::{Field, Span};
use rustc_hash::FxHashMap;

/// An occurrence: tokens `first..=last` of a field, and their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The bytes, from the first word's beginning to the last word's end.
    pub span: Span,
    /// Position of the first word in its field.
    pub first: u32,
    /// Position of the last word.
    pub last: u32,
}

/// Several expressions, compiled for one corpus and matched together.
pub struct Matcher {
    plan: Plan,
    /// For each form, the place in `starts` of the patterns that an occurrence may begin with it; most forms
    /// begin none. A plain array: every word of every text asks it.
    start_of: Vec<u32>,
    starts: Vec<Vec<usize>>,
    /// For each expression, whether it can match a record that holds none of its patterns (NOT).
    negative: Vec<bool>,
    /// For each pattern, the expressions that use it.
    users: Vec<Vec<usize>>,
}

const NONE: u32 = u32::MAX;

impl Matcher {
    /// Compiles expressions against the forms of a corpus. A form that comes later is not known.
    pub fn new<'e>(expressions: impl IntoIterator<Item = &'e Expr>, lexicon: &Lexicon) -> Self {
        let plan = Plan::new(expressions, lexicon);
        let mut begins: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (i, pattern) in plan.patterns.iter().enumerate() {
            let heads = if pattern.slop.is_some() {
                pattern.items.len()
            } else {
                1
            };
            let mut forms: Vec<u32> = pattern.items[..heads].concat();
            forms.sort_unstable();
            forms.dedup();
            for form in forms {
                begins.entry(form).or_default().push(i);
            }
        }
        let last = begins.keys().max().map_or(0, |f| *f as usize + 1);
        let mut start_of = vec![NONE; last];
        let mut starts = Vec::with_capacity(begins.len());
        for (form, patterns) in begins {
            // A corpus has fewer than four thousand million forms.
            start_of[form as usize] = starts.len() as u32;
            starts.push(patterns);
        }
        let mut users = vec![Vec::new(); plan.patterns.len()];
        for (i, node) in plan.nodes.iter().enumerate() {
            node.patterns(&mut |p| {
                if users[p].last() != Some(&i) {
                    users[p].push(i);
                }
            });
        }
        let negative = plan
            .nodes
            .iter()
            .map(super::plan::Node::matches_without_patterns)
            .collect();
        Matcher {
            plan,
            start_of,
            starts,
            negative,
            users,
        }
    }

    /// The expressions that match the record of that ordinal, in ascending order, each with its occurrences
    /// in reading order (title, then body).
    pub fn matches(&self, ordinal: u32, record: &Analysed) -> Vec<(usize, Vec<Hit>)> {
        let mut found: FxHashMap<usize, Vec<Passage>> = FxHashMap::default();
        for (field, tokens) in [(Field::Title, &record.title), (Field::Body, &record.body)] {
            self.scan(field, tokens, &mut found);
        }
        let mut candidates: Vec<usize> = found
            .keys()
            .flat_map(|p| self.users[*p].iter().copied())
            .chain((0..self.plan.nodes.len()).filter(|i| self.negative[*i]))
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let of_pattern = |p: usize| found.get(&p).map_or(&[][..], Vec::as_slice);
        candidates
            .into_iter()
            .filter_map(|i| {
                let hits = self.plan.nodes[i].evaluate(ordinal, &of_pattern)?;
                let hits = leftmost_longest(hits);
                Some((i, hits.into_iter().map(|p| record.hit(p)).collect()))
            })
            .collect()
    }

    /// All occurrences of all patterns in a field, overlapping ones included.
    fn scan(&self, field: Field, tokens: &[Token], found: &mut FxHashMap<usize, Vec<Passage>>) {
        for (at, token) in tokens.iter().enumerate() {
            let start = match self.start_of.get(token.form as usize) {
                Some(&start) if start != NONE => start,
                _ => continue,
            };
            for &p in &self.starts[start as usize] {
                let pattern = &self.plan.patterns[p];
                if !pattern.stands_in(field) {
                    continue;
                }
                if let Some(last) = pattern.at(at, tokens.len(), |i| tokens[i].form) {
                    found.entry(p).or_default().push(Passage {
                        field,
                        first: at as u32,
                        last: last as u32,
                    });
                }
            }
        }
    }
}

impl Analysed {
    /// A passage of this record with its bytes.
    ///
    /// # Panics
    /// Where the passage is not one of this record.
    pub fn hit(&self, passage: Passage) -> Hit {
        let tokens = match passage.field {
            Field::Title => &self.title,
            Field::Body => &self.body,
        };
        Hit {
            span: Span {
                field: passage.field,
                start: tokens[passage.first as usize].start,
                end: tokens[passage.last as usize].end(),
            },
            first: passage.first,
            last: passage.last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyser, parse};

    /// The words of each occurrence of `query` in a body.
    fn found(query: &str, body: &str) -> Option<Vec<String>> {
        let mut a = Analyser::new();
        let mut record = Analysed {
            title: Vec::new(),
            body: a.analyse(body),
        };
        let (lexicon, map) = Lexicon::of(a);
        map.apply(&mut record.body);
        let expr = parse(query).unwrap();
        let matcher = Matcher::new([&expr], &lexicon);
        let mut all = matcher.matches(0, &record);
        let (_, hits) = all.pop()?;
        Some(
            hits.iter()
                .map(|h| h.span.of(body).unwrap().to_string())
                .collect(),
        )
    }

    fn some(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|w| w.to_string()).collect())
    }

    #[test]
    fn inflections_and_missing_accents() {
        let body = "Une secretaire formee, des agents formé·e·s : l'INTRANET !";
        for word in ["formée", "formé", "former"] {
            assert_eq!(found(word, body), some(&["formee", "formé·e·s"]));
        }
        assert_eq!(found("intranet", body), some(&["INTRANET"]));
        assert_eq!(
            found("\"agents formés\"", body),
            some(&["agents formé·e·s"])
        );
    }

    #[test]
    fn elided_particles_take_no_position() {
        assert_eq!(
            found("\"réseau entreprise\"", "un réseau d'entreprise"),
            some(&["réseau d'entreprise"])
        );
    }

    #[test]
    fn hyphens_and_joined_forms() {
        for queries in [
            ["e-administration", "e administration", "eadministration"],
            ["co-construction", "co construction", "coconstruction"],
            ["télé-service", "\"tele service\"", "teleservice"],
            ["pré-inscription", "\"pré inscription\"", "preinscription"],
            ["multi-modalité", "multi modalité", "multimodalité"],
        ] {
            for query in queries {
                for text in queries {
                    let body = format!("les {} ici", text.replace('"', ""));
                    let hits = found(query, &body).unwrap_or_else(|| panic!("{query} in {body}"));
                    assert_eq!(hits, [text.replace('"', "")], "{query}");
                }
            }
        }
        assert_eq!(
            found("\"la téléprocédure simple\"", "la télé-procédure simple"),
            some(&["la télé-procédure simple"])
        );
        assert_eq!(found("telet*", "le télé-travail"), None);
        assert_eq!(
            found("teletrav*", "le télé-travail"),
            some(&["télé-travail"])
        );
        assert_eq!(
            found("tele-trav*", "le télétravail"),
            some(&["télétravail"])
        );
        assert_eq!(found("email", "un e-mail"), some(&["e-mail"]));
        assert_eq!(
            found("web conférence", "une webconférence"),
            some(&["webconférence"])
        );
    }

    #[test]
    fn words_that_are_no_prefix_are_not_cut() {
        for (query, body) in [
            ("surface", "sur face"),
            ("comment", "co mment"),
            ("soutenir", "sou tenir"),
            ("élire", "é lire"),
            ("école", "e cole"),
            ("contre-temps", "contre le temps"),
            ("entretenir", "entre tenir"),
            ("=eadministration", "e-administration"),
            ("email", "tu es mail"),
        ] {
            assert_eq!(found(query, body), None, "{query} in {body}");
        }
    }

    #[test]
    fn items_of_every_kind() {
        let body = "La formation, les déformations et un fromation au cœur de l'été";
        assert_eq!(found("*mation", body), some(&["formation", "fromation"]));
        assert_eq!(found("formation~", body), some(&["formation", "fromation"]));
        assert_eq!(found("/d?é.*/", body), some(&["déformations", "été"]));
        assert_eq!(found("\"/l[ea]s?/ form*\"", body), some(&["La formation"]));
        assert_eq!(
            found("\"coeur *mation\"~3", body),
            some(&["fromation au cœur"])
        );
        assert_eq!(found("titre:formation", body), None);
        assert_eq!(
            found("texte:(formation été)", body),
            some(&["formation", "été"])
        );
    }

    #[test]
    fn an_inclusive_word_keeps_the_words_behind_it() {
        for query in [
            "\"agent·e·s publics\"",
            "\"agent(e)s publics\"",
            "agent-e-s-publics",
        ] {
            assert_eq!(found(query, "les agents de la mairie"), None, "{query}");
            assert_eq!(
                found(query, "les agents publics"),
                some(&["agents publics"]),
                "{query}"
            );
        }
    }

    #[test]
    fn a_prefix_of_one_letter_is_that_letter() {
        for query in ["e-citoyen", "e citoyen", "ecitoyen", "\"e citoyen\""] {
            assert_eq!(found(query, "tu es citoyen, é citoyen"), None, "{query}");
            assert_eq!(
                found(query, "un e-citoyen"),
                some(&["e-citoyen"]),
                "{query}"
            );
            assert_eq!(found(query, "un ecitoyen"), some(&["ecitoyen"]), "{query}");
        }
    }

    #[test]
    fn near_in_any_order() {
        assert_eq!(
            found("\"former agents\"~2", "les agents qu'il faut former vite"),
            some(&["agents qu'il faut former"])
        );
        assert_eq!(
            found("\"former agents\"~1", "les agents qu'il nous faut former"),
            None
        );
        assert_eq!(found("\"a a\"~3", "a b c"), None);
    }

    #[test]
    fn hors_removes_occurrences_and_not_records() {
        let body = "le réseau de bus et le réseau social";
        assert_eq!(
            found("réseau HORS \"réseau de bus\"", body),
            some(&["réseau"])
        );
        assert_eq!(
            found("réseau HORS \"réseau de bus\"", "le réseau de bus"),
            None
        );
        assert_eq!(found("réseau SAUF bus", body), None);
    }

    #[test]
    fn leftmost_longest_and_disjoint() {
        assert_eq!(
            found(
                "réseau OR \"réseau social\" OR \"social interne\"",
                "réseau social interne"
            ),
            some(&["réseau social"])
        );
    }

    #[test]
    fn not_alone_matches_records_without_occurrences() {
        assert_eq!(found("NOT bus", "le train"), some(&[]));
        assert_eq!(found("NOT bus", "le bus"), None);
        assert_eq!(found("train NOT bus", "le train"), some(&["train"]));
    }
}
