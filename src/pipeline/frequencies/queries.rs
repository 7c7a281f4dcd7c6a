//! Several queries in one line, separated by `;`.

use super::MAX_QUERIES;
use crate::pipeline::{PipelineError, UsageError};
use crate::text::Expr;

/// The queries of a line, each one that `parse` understands. A `;` between quotation marks or in a regular
/// expression separates nothing. An error names its column in the whole line.
pub(super) fn split(
    line: &str,
    parse: impl Fn(&str) -> Result<Expr, PipelineError>,
) -> Result<Vec<String>, PipelineError> {
    let mut pieces: Vec<(usize, String)> = vec![(0, String::new())];
    // What ends the passage that the place is in, if it is in one.
    let mut until: Option<char> = None;
    let mut before = ' ';
    for (at, c) in line.chars().enumerate() {
        match until {
            Some(end) => {
                if c == end && before != '\\' {
                    until = None;
                }
            }
            None if c == ';' => {
                pieces.push((at + 1, String::new()));
                before = ' ';
                continue;
            }
            None => {
                until = match c {
                    '"' => Some('"'),
                    '«' => Some('»'),
                    '“' => Some('”'),
                    // A slash inside a word (`et/ou`) begins nothing.
                    '/' if before.is_whitespace() || matches!(before, '(' | ':') => Some('/'),
                    _ => None,
                };
            }
        }
        before = c;
        // The list is never empty.
        if let Some((_, piece)) = pieces.last_mut() {
            piece.push(c);
        }
    }
    if pieces.len() > MAX_QUERIES {
        return Err(UsageError::TooManyQueries {
            found: pieces.len(),
            most: MAX_QUERIES,
        }
        .into());
    }
    for (from, piece) in &pieces {
        parse(piece).map_err(|error| match error {
            PipelineError::Query(mut error) => {
                error.column += from;
                PipelineError::Query(error)
            }
            other => other,
        })?;
    }
    Ok(pieces
        .into_iter()
        .map(|(_, piece)| piece.trim().to_string())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Result<Vec<String>, PipelineError> {
        super::split(line, |query| Ok(crate::text::parse(query)?))
    }

    #[test]
    fn semicolons_separate_queries_and_nothing_inside_quotation_marks() {
        let of = |line: &str| split(line).unwrap();
        assert_eq!(of("formation"), ["formation"]);
        assert_eq!(
            of("formation ; \"a ; b\";eau"),
            ["formation", "\"a ; b\"", "eau"]
        );
        assert_eq!(of("et/ou ; eau"), ["et/ou", "eau"]);
    }

    #[test]
    fn an_error_tells_its_column_in_the_line() {
        for (line, column) in [("", 1), ("été ; ", 6), ("été;;eau", 5), ("été ; (eau", 7)] {
            let PipelineError::Query(error) = split(line).unwrap_err() else {
                panic!("{line}");
            };
            assert!(error.column >= column, "{line}: {error}");
        }
        let error = split("a1;a2;a3;a4;a5;a6;a7").unwrap_err().to_string();
        assert!(
            error.contains("7 queries") && error.contains("at most 6"),
            "{error}"
        );
    }
}
