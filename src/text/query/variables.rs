//! Variables in a query: `service:voirie`, where the corpus has a variable of that name, and
//! `variable:service=voirie`, whatever its fields are called.

use super::QueryError;
use super::fields::{self, Name};
use super::source::{Source, is_quote};
use crate::text::{distance, fold};

/// The word before the name of a variable that is no field's.
const EXPLICIT: &str = "variable:";

/// The shortest unknown name that is held against the known ones, in letters.
const MIN_SLIP: usize = 4;

/// The variable that begins at `at`, and the place where its value begins; `None` where there is none.
///
/// `known` are the folded names of the corpus's variables. As with fields, a word all in capitals is text, and
/// so is an unknown word before a colon, unless it is one letter away from a variable.
pub(super) fn at(
    source: &Source,
    at: usize,
    known: &[String],
) -> Result<Option<(Name, usize)>, QueryError> {
    if begins_explicitly(source, at) {
        return explicit(source, at).map(Some);
    }
    if known.is_empty() {
        return Ok(None);
    }
    let mut colon = at;
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    while source.get(colon).is_some_and(of_name) {
        colon += 1;
    }
    if colon == at || source.get(colon) != Some(':') {
        return Ok(None);
    }
    let written = source.text(&(at..colon));
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 1 && !written.chars().any(char::is_lowercase) {
        return Ok(None);
    }
    let folded = fold(&written);
    // A field of that name comes first.
    if fields::is_field_name(&folded) {
        return Ok(None);
    }
    let ends = ends(source, colon + 1);
    if known.iter().any(|name| *name == folded) {
        if ends {
            return source.error(
                colon + 1,
                format!(
                    "{written}: wants a value directly behind the colon; to search the word, write \
                     \"{written}\""
                ),
            );
        }
        return Ok(Some((Name::Variable(at, colon), colon + 1)));
    }
    if ends || folded.chars().count() < MIN_SLIP {
        return Ok(None);
    }
    let typed: Vec<char> = folded.chars().collect();
    let near = known.iter().find(|known| {
        let known: Vec<char> = known.chars().collect();
        known.len() >= MIN_SLIP && distance::within(&typed, &known, 1)
    });
    match near {
        None => Ok(None),
        Some(near) => source.error(
            at,
            format!(
                "there is no variable {written}: ; write {near}: or, to search it as text, put it in \
                 quotation marks"
            ),
        ),
    }
}

/// Whether a value is wanted where nothing is.
fn ends(source: &Source, at: usize) -> bool {
    source.get(at).is_none_or(|c| c.is_whitespace() || c == ')')
}

fn begins_explicitly(source: &Source, at: usize) -> bool {
    let end = at + EXPLICIT.len();
    if end > source.chars.len() {
        return false;
    }
    let written = source.text(&(at..end));
    written.chars().skip(1).eq(EXPLICIT.chars().skip(1)) && fold(&written) == EXPLICIT
}

/// `variable:NAME=`.
fn explicit(source: &Source, at: usize) -> Result<(Name, usize), QueryError> {
    let from = at + EXPLICIT.len();
    let inside = |c: char| !(c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')' | '='));
    let mut to = from;
    while source.get(to).is_some_and(inside) {
        to += 1;
    }
    if from == to || source.get(to) != Some('=') || ends(source, to + 1) {
        return source.error(
            from,
            "variable: wants a name, = and a value without blanks between, as in variable:service=voirie or \
             variable:service=\"accueil du public\"",
        );
    }
    Ok((Name::Variable(from, to), to + 1))
}
