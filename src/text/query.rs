//! The one language of terms: its parser, for dictionaries and searches alike. `docs/search.md` is its manual.
//!
//! ```text
//! mot            every inflected form of the word, whatever its case and accents
//! mot+           every form that has the word's root: a family, and at times strangers
//! =mot           the exact form: case does not matter, accents do
//! mot*  *mot     every form that begins, that ends so
//! mot~1  mot~2   every form that differs by so many letters (~ alone: 1)
//! /regex/        every form that the regular expression matches whole
//! "suite de mots"      adjacent words, of any of these kinds
//! "suite de mots"~3    the same words in any order, at most 3 other words between
//! a b   a AND b  a ET b      both in the record; function words («de», «les») beside others are not required
//! lien:mot       a word inside an address of the web, which nothing else finds
//! a OR b         a OU b      either
//! NOT a   a SAUF b           not; `a SAUF b` is `a AND NOT b`
//! a HORS "b"     the occurrences of a that no occurrence of b overlaps
//! ( ... )        grouping
//! field:value    a word, "several words" or ( a group ) of what the field asks
//! ```
//! From the loosest: OR, AND (or nothing), NOT, HORS. Operators are operators only in capitals and where an
//! operand can be on each side: a title in capitals is a plain query.

mod dates;
mod fields;
mod lexer;
mod parser;
mod regexp;
mod source;
mod variables;
mod words;

use super::expr::Expr;

pub use fields::is_field_name;
pub(super) use regexp::compile;
pub(super) use source::is_quote;

/// A query that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct QueryError {
    /// Character of the query as typed, from 1, where the trouble is; one past the last at its end.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// Reads a query or a dictionary's term.
pub fn parse(query: &str) -> Result<Expr, QueryError> {
    parser::parse(query, &[]).map(|read| read.0)
}

/// Reads a query about a corpus that has variables: `variables` are their names, folded.
pub fn parse_with(query: &str, variables: &[String]) -> Result<Expr, QueryError> {
    parser::parse(query, variables).map(|read| read.0)
}

/// The function words of a query that are beside words that say something, outside quotation marks: they are neither
/// required nor counted. None where the query cannot be read.
pub fn ignored_words(query: &str, variables: &[String]) -> Vec<String> {
    parser::parse(query, variables).map_or_else(|_| Vec::new(), |read| read.1)
}

#[cfg(test)]
mod tests;
