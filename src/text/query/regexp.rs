//! Regular expressions on forms: compiled within limits, errors at their character.

use regex::{Regex, RegexBuilder};

/// The longest pattern, in characters.
const MAX_LENGTH: usize = 200;
/// The most memory that a compiled pattern may take, in bytes.
const MAX_MEMORY: usize = 1 << 20;
/// How deep its groups may nest.
const MAX_DEPTH: u32 = 32;

/// What is wrong with a pattern, and at which of its characters, from 0.
#[derive(Debug)]
pub(in crate::text) struct PatternError {
    /// The character.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

/// A pattern that matches whole forms, whatever its capitals: forms are in lower case.
///
/// The `regex` crate matches in time linear in the form (finite automata, no backtracking).
pub(in crate::text) fn compile(pattern: &str) -> Result<Regex, PatternError> {
    let wrong = |at: usize, message: String| Err(PatternError { at, message });
    let length = pattern.chars().count();
    if length == 0 {
        return wrong(0, "this regular expression is empty".into());
    }
    if length > MAX_LENGTH {
        return wrong(
            MAX_LENGTH,
            format!("a regular expression has at most {MAX_LENGTH} characters"),
        );
    }
    // Alone first: `a)(b` closes no group of its own.
    build(pattern)
        .and_then(|_| build(&format!(r"\A(?:{pattern})\z")))
        .map_err(|error| explain(&error))
}

fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(MAX_MEMORY)
        .nest_limit(MAX_DEPTH)
        .build()
}

fn explain(error: &regex::Error) -> PatternError {
    match error {
        regex::Error::CompiledTooBig(_) => PatternError {
            at: 0,
            message: "this regular expression is too large: repeat fewer or smaller parts".into(),
        },
        other => {
            // The crate prints the pattern, behind four spaces, and below it a line of spaces and carets:
            // the only place where it gives the position.
            let text = other.to_string();
            let at = text
                .lines()
                .find(|l| l.contains('^') && l.chars().all(|c| c == ' ' || c == '^'))
                .and_then(|l| l.find('^'))
                .map_or(0, |at| at.saturating_sub(4));
            let reason = text
                .lines()
                .find_map(|l| l.strip_prefix("error: "))
                .unwrap_or("it cannot be read");
            PatternError {
                at,
                message: format!("this regular expression: {reason}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_forms_and_capitals() {
        let re = compile("FORM(ation|er)s?").unwrap();
        assert!(re.is_match("formations") && re.is_match("former"));
        assert!(!re.is_match("transformer") && !re.is_match("formerait"));
        assert!(compile("é.*").unwrap().is_match("école"));
    }

    #[test]
    fn errors_stand_at_their_character() {
        for (pattern, at) in [("ab(c", 2), ("é[z-a]", 2), ("a)(b", 1), ("*a", 0), ("", 0)] {
            assert_eq!(compile(pattern).unwrap_err().at, at, "{pattern}");
        }
        assert!(
            compile(r"(\w{50}){50}")
                .unwrap_err()
                .message
                .contains("large")
        );
        assert_eq!(compile(&"a".repeat(201)).unwrap_err().at, 200);
        assert!(compile(&"(".repeat(150)).is_err());
    }
}
