//! What is wrong with a spec, and where.

use std::fmt;

/// Why a spec cannot be used.
#[derive(Debug)]
pub enum SpecError {
    /// It is no TOML, or has keys or values that a spec does not have.
    Toml(Box<toml::de::Error>),
    /// It says what cannot be done.
    Rule {
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        what: String,
    },
}

impl SpecError {
    /// What is wrong at a byte of the spec.
    pub(super) fn at(text: &str, byte: usize, what: impl Into<String>) -> Self {
        let before = text.get(..byte).unwrap_or("");
        SpecError::Rule {
            line: before.matches('\n').count() + 1,
            what: what.into(),
        }
    }
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpecError::Toml(error) => error.fmt(f),
            SpecError::Rule { line, what } => write!(f, "line {line}: {what}"),
        }
    }
}

impl std::error::Error for SpecError {}
