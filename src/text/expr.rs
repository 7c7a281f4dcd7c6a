//! The tree of a query or of a dictionary's expression: what the parser gives, what the resolver, the
//! matcher and the index read.

use crate::model::{AuthorId, Field, Kind, RowSet, Side};
use jiff::civil::Date;

/// One word of a term.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// A plain word, in lower case with its accents: resolved to the forms of its headword.
    Word(String),
    /// A word whose whole family is meant: all forms that have its root.
    Root(String),
    /// An exact form.
    Exact(String),
    /// The folded letters that a form begins with.
    Prefix(String),
    /// The folded letters that a form ends with.
    Suffix(String),
    /// Folded letters, and how many of them may differ (an insertion, a deletion, a substitution or a swap
    /// of neighbours counts one).
    Fuzzy(String, u8),
    /// A regular expression that the whole form matches.
    Regex(String),
    /// The folded letters of a word of an address, or, where `true`, of its beginning.
    Link(String, bool),
}

/// What one occurrence is made of: its words, or another of their [spellings](Term::spellings).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// The words, in order.
    pub items: Vec<Item>,
    /// `None`: adjacent, in order. `Some(n)`: any order, at most `n` other words between.
    pub slop: Option<u32>,
    /// The field that it must be in; `None`: either.
    pub field: Option<Field>,
}

/// Which number of votes a test asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Votes {
    /// Votes for: listed ones, else the platform's counter.
    Favourable,
    /// Mixed votes.
    Mixed,
    /// Votes against.
    Against,
    /// Supports of an argument or of a contribution, as the platform counts them.
    Support,
}

/// What a field of a query asks of a record, its words aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// The section's name, folded, holds these folded words, side by side.
    Section(String),
    /// The record has the theme of that id.
    Theme(String),
    /// The side that its author declared; `None`: none.
    Stance(Option<Side>),
    /// Its author.
    Author(AuthorId),
    /// The day of its publication in Paris, both ends included.
    Date {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
    /// A number of votes, both ends included.
    Votes {
        /// Of which.
        what: Votes,
        /// At least so many.
        least: Option<u64>,
        /// At most so many.
        most: Option<u64>,
    },
    /// Its kind.
    Kind(Kind),
    /// It is in the sub-corpus of that name.
    Subcorpus(String),
    /// It has a variable of that name, folded.
    Variable {
        /// The name.
        name: String,
        /// The value, as [`value_key`](super::value_key) gives it; `None`: any.
        value: Option<String>,
    },
}

/// A query or a dictionary's expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A term.
    Term(Term),
    /// All of them, in one record.
    And(Vec<Expr>),
    /// Any of them.
    Or(Vec<Expr>),
    /// Records without it. Gives no occurrence.
    Not(Box<Expr>),
    /// Occurrences of the first that no occurrence of the second overlaps.
    Except(Box<Expr>, Box<Expr>),
    /// Records of which a fact holds; the column of the query where it is, from 1. Gives no occurrence.
    /// Whoever knows the facts puts [`Expr::Rows`] in its place before anything is matched.
    Test(Test, usize),
    /// These records. Gives no occurrence.
    Rows(RowSet),
}

impl Expr {
    /// Whether a record that it matches can have occurrences: HORS compares them.
    pub fn gives_occurrences(&self) -> bool {
        match self {
            Expr::Term(_) | Expr::Except(..) => true,
            Expr::And(parts) | Expr::Or(parts) => parts.iter().any(Expr::gives_occurrences),
            Expr::Not(_) | Expr::Test(..) | Expr::Rows(_) => false,
        }
    }

    /// The same expression with something else in the place of each fact that it asks; `put` is given the fact
    /// and its column.
    ///
    /// # Errors
    /// The first of `put`.
    pub fn with_tests<E>(
        self,
        put: &mut impl FnMut(Test, usize) -> Result<Expr, E>,
    ) -> Result<Expr, E> {
        let mut all = |parts: Vec<Expr>| -> Result<Vec<Expr>, E> {
            parts.into_iter().map(|p| p.with_tests(put)).collect()
        };
        Ok(match self {
            Expr::And(parts) => Expr::And(all(parts)?),
            Expr::Or(parts) => Expr::Or(all(parts)?),
            Expr::Not(inner) => Expr::Not(Box::new(inner.with_tests(put)?)),
            Expr::Except(a, b) => {
                let a = a.with_tests(put)?;
                Expr::Except(Box::new(a), Box::new(b.with_tests(put)?))
            }
            Expr::Test(test, column) => put(test, column)?,
            Expr::Term(_) | Expr::Rows(_) => self,
        })
    }

    /// Every fact that it asks.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Expr::Test(test, _) => vec![test],
            Expr::Term(_) | Expr::Rows(_) => Vec::new(),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(Expr::tests).collect(),
            Expr::Not(inner) => inner.tests(),
            Expr::Except(a, b) => [a.tests(), b.tests()].concat(),
        }
    }

    /// The first fact that it asks, with its column: `None` where it is about words alone.
    pub fn first_test(&self) -> Option<(&Test, usize)> {
        match self {
            Expr::Test(test, column) => Some((test, *column)),
            Expr::Term(_) | Expr::Rows(_) => None,
            Expr::And(parts) | Expr::Or(parts) => parts.iter().find_map(Expr::first_test),
            Expr::Not(inner) => inner.first_test(),
            Expr::Except(a, b) => a.first_test().or_else(|| b.first_test()),
        }
    }
}
