//! Names of sub-corpora: which exist, and the records of each in the place of its name in a query.

use super::PipelineError;
use super::parse::parse_before;
use super::usage::{UnknownSubcorpus, UsageError};
use crate::model::{Kind, RowSet};
use crate::store::{Corpus, Subcorpus};
use crate::text::{Expr, QueryError, Test};
use std::collections::BTreeMap;

/// Whether sub-corpora exist and their queries can be understood, with all that they name: without a build.
pub(super) fn check_names<'n>(
    corpus: &Corpus,
    names: impl IntoIterator<Item = &'n str>,
) -> Result<(), PipelineError> {
    for name in names {
        let known = known(corpus, name)?;
        let parse = |query: &str| Ok(parse_before(corpus, query)?);
        Resolver::new(corpus, parse, |_| Ok(RowSet::new())).rows_of(known)?;
    }
    Ok(())
}

/// The sub-corpus of that name, or an error that names those that exist.
pub(super) fn known<'c>(corpus: &'c Corpus, name: &str) -> Result<&'c Subcorpus, PipelineError> {
    corpus
        .config
        .subcorpus
        .get(name)
        .ok_or_else(|| UsageError::UnknownSubcorpus(unknown(corpus, name)).into())
}

fn unknown(corpus: &Corpus, name: &str) -> UnknownSubcorpus {
    let known = corpus.config.subcorpus.iter();
    UnknownSubcorpus {
        name: name.to_string(),
        corpus: corpus.root.clone(),
        known: known.map(|s| s.name.get_ref().clone()).collect(),
    }
}

/// Whether a query names the kind of appendices, itself or through the sub-corpora that it names.
pub(super) fn names_appendices(corpus: &Corpus, expr: &Expr) -> bool {
    fn names<'c>(corpus: &'c Corpus, expr: &Expr, way: &mut Vec<&'c str>) -> bool {
        expr.tests().into_iter().any(|test| match test {
            Test::Kind(kind) => *kind == Kind::Appendix,
            Test::Subcorpus(name) => corpus.config.subcorpus.get(name).is_some_and(|known| {
                let name = known.name.get_ref().as_str();
                // One that was met answered already.
                if way.contains(&name) {
                    return false;
                }
                way.push(name);
                parse_before(corpus, known.query.get_ref())
                    .is_ok_and(|query| names(corpus, &query, way))
            }),
            _ => false,
        })
    }
    names(corpus, expr, &mut Vec::new())
}

/// How many sub-corpora may be named one through another.
const MAX_DEPTH: usize = 64;

/// Puts records in the place of names, each sub-corpus evaluated once.
pub(super) struct Resolver<'c, P, E> {
    corpus: &'c Corpus,
    parse: P,
    evaluate: E,
    /// The sub-corpora under way, each named by the one before.
    way: Vec<&'c Subcorpus>,
    done: BTreeMap<&'c str, RowSet>,
}

impl<'c, P, E> Resolver<'c, P, E>
where
    P: Fn(&str) -> Result<Expr, PipelineError>,
    E: FnMut(&Expr) -> Result<RowSet, PipelineError>,
{
    /// `parse` reads the query of a sub-corpus, `evaluate` gives the records of an expression.
    pub(super) fn new(corpus: &'c Corpus, parse: P, evaluate: E) -> Self {
        Resolver {
            corpus,
            parse,
            evaluate,
            way: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    /// The records of a sub-corpus.
    pub(super) fn rows_of(&mut self, subcorpus: &'c Subcorpus) -> Result<RowSet, PipelineError> {
        let name = subcorpus.name.get_ref().as_str();
        if let Some(rows) = self.done.get(name) {
            return Ok(rows.clone());
        }
        let corpus = self.corpus;
        let placed = |e: PipelineError| match e {
            PipelineError::Query(e) => corpus.query_error(subcorpus, e.column, &e.message).into(),
            other => other,
        };
        let expr = (self.parse)(subcorpus.query.get_ref()).map_err(placed)?;
        self.way.push(subcorpus);
        let expr = self.replace(expr, Some(subcorpus))?;
        self.way.pop();
        // A field that asks for what is not there: a section, a theme.
        let rows = (self.evaluate)(&expr).map_err(placed)?;
        self.done.insert(name, rows.clone());
        Ok(rows)
    }

    /// Puts records in the place of names in a query, which is a sub-corpus's own or the user's.
    pub(super) fn replace(
        &mut self,
        expr: Expr,
        inside: Option<&'c Subcorpus>,
    ) -> Result<Expr, PipelineError> {
        expr.with_tests(&mut |test, column| match test {
            Test::Subcorpus(name) => Ok(Expr::Rows(self.named(&name, column, inside)?)),
            _ => Ok(Expr::Test(test, column)),
        })
    }

    /// The records of the sub-corpus that a query names at `column`.
    fn named(
        &mut self,
        name: &str,
        column: usize,
        inside: Option<&'c Subcorpus>,
    ) -> Result<RowSet, PipelineError> {
        let wrong = |message: String| match inside {
            Some(subcorpus) => self.corpus.query_error(subcorpus, column, &message).into(),
            None => PipelineError::Query(QueryError { column, message }),
        };
        let Some(known) = self.corpus.config.subcorpus.get(name) else {
            return Err(wrong(unknown(self.corpus, name).sentence().whole()));
        };
        if let Some(from) = self.way.iter().position(|s| s.name == known.name) {
            let circle: Vec<&str> = self.way[from..]
                .iter()
                .chain([&known])
                .map(|s| s.name.get_ref().as_str())
                .collect();
            return Err(wrong(format!(
                "sub-corpora name each other in a circle: {}; take one of the names out",
                circle.join(" > ")
            )));
        }
        if self.way.len() >= MAX_DEPTH {
            return Err(wrong(format!(
                "more than {MAX_DEPTH} sub-corpora are named one through another"
            )));
        }
        self.rows_of(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;
    use std::fs;

    /// A parser of queries made of single names: `in:a`, and of `a` for a sub-corpus of one record.
    fn toy(query: &str) -> Result<Expr, PipelineError> {
        let mut column = 1;
        let mut parts = Vec::new();
        for word in query.split(' ') {
            parts.push(match word.strip_prefix("in:") {
                Some(name) => Expr::Test(Test::Subcorpus(name.to_string()), column),
                None => parse(word)?,
            });
            column += word.chars().count() + 1;
        }
        Ok(Expr::Or(parts))
    }

    /// The number of terms of an expression, and the records in it.
    fn counted(expr: &Expr) -> Result<RowSet, PipelineError> {
        let mut rows = RowSet::new();
        if let Expr::Or(parts) = expr {
            for part in parts {
                match part {
                    Expr::Rows(inner) => rows = rows.or(inner),
                    Expr::Term(_) => {
                        rows.insert(rows.len() as u32);
                    }
                    other => panic!("{other:?} was left"),
                }
            }
        }
        Ok(rows)
    }

    fn corpus(text: &str) -> Corpus {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("corpus.toml"), text).unwrap();
        Corpus::open(folder.path()).unwrap()
    }

    fn rows(corpus: &Corpus, name: &str) -> Result<RowSet, PipelineError> {
        let mut resolver = Resolver::new(corpus, toy, counted);
        let known = known(corpus, name)?;
        resolver.rows_of(known)
    }

    #[test]
    fn a_subcorpus_may_name_others() {
        let corpus = corpus(
            "[subcorpus.a]\nquery = 'un deux'\n[subcorpus.b]\nquery = 'in:a trois in:a'\n\
             [subcorpus.c]\nquery = 'in:a in:b'\n",
        );
        assert_eq!(rows(&corpus, "a").unwrap().len(), 2);
        assert_eq!(rows(&corpus, "b").unwrap().len(), 3);
        assert_eq!(rows(&corpus, "c").unwrap().len(), 3);
    }

    #[test]
    fn circles_and_unknown_names_are_reported_with_their_place() {
        let corpus = corpus(
            "[subcorpus.a]\nquery = 'in:b'\n[subcorpus.b]\nquery = 'é in:c'\n\
             [subcorpus.c]\nquery = 'in:b'\n[subcorpus.d]\nquery = 'in:d'\n\
             [subcorpus.e]\nquery = 'x in:z'\n[subcorpus.f]\nquery = 'x )'\n",
        );
        for (name, wanted) in [
            (
                "a",
                "corpus.toml:6:10: the query of the sub-corpus c: sub-corpora name each other in a circle: \
                 b > c > b; take one of the names out",
            ),
            (
                "d",
                "corpus.toml:8:10: the query of the sub-corpus d: sub-corpora name each other in a circle: d > d; take one of the names out",
            ),
            (
                "e",
                "corpus.toml:10:12: the query of the sub-corpus e: there is no sub-corpus «z»: ",
            ),
            ("f", "corpus.toml:12:10: the query of the sub-corpus f: "),
        ] {
            let error = rows(&corpus, name).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
        let error = rows(&corpus, "g").unwrap_err().to_string();
        assert!(error.starts_with("there is no sub-corpus «g»: "), "{error}");
        assert!(
            error.ends_with("corpus.toml has a, b, c, d, e, f"),
            "{error}"
        );
    }

    #[test]
    fn a_long_way_through_names_ends() {
        let mut text = String::new();
        for i in 0..3_000 {
            text.push_str(&format!("[subcorpus.s{i}]\nquery = 'in:s{}'\n", i + 1));
        }
        text.push_str("[subcorpus.s3000]\nquery = 'fin'\n");
        let corpus = corpus(&text);
        let error = rows(&corpus, "s0").unwrap_err().to_string();
        assert!(error.contains("more than 64 sub-corpora"), "{error}");
        assert_eq!(rows(&corpus, "s2990").unwrap().len(), 1);
    }
}
