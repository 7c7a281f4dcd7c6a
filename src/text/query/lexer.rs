//! A query's lexemes: brackets, words, quoted words, regular expressions, fields.

use super::QueryError;
use super::fields::{self, Name};
use super::source::{Source, is_quote};
use super::variables;
use super::words::{regex_at, regex_end};
use std::ops::Range;

/// A lexeme; its ranges are of characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    Open,
    Close,
    /// A field's name and its colon: its value follows directly.
    Field(Name),
    Word(Range<usize>),
    /// The inside of quotation marks, and the most words between.
    Quoted(Range<usize>, Option<u32>),
    /// The inside of `/.../`.
    Regex(Range<usize>),
}

/// The most other words that may be between near words.
const MAX_DISTANCE: u32 = 100;

/// Cuts a query; each lexeme with the character where it begins. Punctuation between words, as in a pasted
/// title («Former : comment ?»), is none.
pub(super) fn lex(source: &Source, known: &[String]) -> Result<Vec<(Lexeme, usize)>, QueryError> {
    let mut out: Vec<(Lexeme, usize)> = Vec::new();
    let mut i = 0;
    let mut value = false;
    while let Some(c) = source.get(i) {
        let start = i;
        let behind_field = std::mem::take(&mut value);
        let lexeme = match c {
            c if c.is_whitespace() => {
                i += 1;
                continue;
            }
            '(' => {
                i += 1;
                Lexeme::Open
            }
            ')' => {
                i += 1;
                Lexeme::Close
            }
            c if is_quote(c) => {
                let Some(length) = source.chars[i + 1..].iter().position(|c| is_quote(*c)) else {
                    return source.error(i, "this quotation mark is never closed");
                };
                let inner = i + 1..i + 1 + length;
                i = inner.end + 1;
                let mut slop = None;
                if source.get(i) == Some('~') {
                    slop = Some(distance(source, &mut i)?);
                }
                Lexeme::Quoted(inner, slop)
            }
            '/' if regex_at(source, i) => {
                let close = regex_end(source, i, source.chars.len())?;
                i = close + 1;
                if source
                    .get(i)
                    .is_some_and(|c| !(c.is_whitespace() || c == ')'))
                {
                    return source.error(
                        i,
                        "a space is wanted behind the / that closes a regular expression; inside one, / \
                         is written \\/; to search words, leave the / out",
                    );
                }
                Lexeme::Regex(start + 1..close)
            }
            _ => {
                let found = match variables::at(source, i, known)? {
                    None => fields::at(source, i)?,
                    found => found,
                };
                if let Some((name, behind)) = found {
                    out.push((Lexeme::Field(name), start));
                    i = behind;
                    value = true;
                    continue;
                }
                i = word_end(source, i);
                let word = source.slice(&(start..i));
                let says_nothing =
                    !word.iter().any(|c| c.is_alphanumeric()) && !matches!(word[0], '=' | '*');
                if says_nothing && !behind_field {
                    continue;
                }
                Lexeme::Word(start..i)
            }
        };
        out.push((lexeme, start));
    }
    Ok(out)
}

/// The number behind `"..."~`.
fn distance(source: &Source, i: &mut usize) -> Result<u32, QueryError> {
    let tilde = *i;
    *i += 1;
    while source.get(*i).is_some_and(|c| c.is_ascii_digit()) {
        *i += 1;
    }
    match source.text(&(tilde + 1..*i)).parse::<u32>() {
        Ok(n) if n <= MAX_DISTANCE => Ok(n),
        _ => source.error(
            tilde,
            format!(
                "after ~ a whole number from 0 to {MAX_DISTANCE} is wanted, as in \"former agents\"~3"
            ),
        ),
    }
}

/// Where the word that begins at `start` ends: white space, a quotation mark or a bracket, but
/// brackets around an inclusive ending, agent(e)s, belong to the word.
fn word_end(source: &Source, start: usize) -> usize {
    let mut i = start;
    while let Some(c) = source.get(i) {
        if c == '(' && i > start && source.get(i + 1).is_some_and(char::is_alphabetic) {
            let ending = (i + 1..i + 8).find(|j| source.get(*j) == Some(')'));
            let letters = |end: usize| source.chars[i + 1..end].iter().all(|c| c.is_alphabetic());
            if let Some(end) = ending
                && letters(end)
            {
                i = end + 1;
                continue;
            }
        }
        if c.is_whitespace() && !source.joins_digits(i) || is_quote(c) || c == '(' || c == ')' {
            break;
        }
        i += 1;
    }
    i
}
