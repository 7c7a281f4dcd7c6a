//! Which values of a column, or which choices of a question, are which side.

use super::Side;
use serde::{Deserialize, Serialize};

/// The values that are each side, as `corpus.toml` lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SideWords {
    /// For.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub favourable: Vec<String>,
    /// Both, or neither firmly.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mixed: Vec<String>,
    /// Against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
    /// No side, which is no mistake.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

impl SideWords {
    /// Each side with its values.
    pub fn sides(&self) -> [(Side, &[String]); 3] {
        [
            (Side::Favourable, &self.favourable),
            (Side::Mixed, &self.mixed),
            (Side::Against, &self.against),
        ]
    }

    /// The values of each key of `corpus.toml`, those keys alone that have some.
    pub fn named(&self) -> Vec<(&'static str, &[String])> {
        let sides = self.sides().map(|(side, values)| (side.name(), values));
        let all = sides.into_iter().chain([("none", &self.none[..])]);
        all.filter(|(_, values)| !values.is_empty()).collect()
    }

    /// Whether no value is a side.
    pub fn is_empty(&self) -> bool {
        self.sides().iter().all(|s| s.1.is_empty())
    }

    /// Adds a value to those of a side.
    pub fn add(&mut self, side: Side, value: &str) {
        let values = match side {
            Side::Favourable => &mut self.favourable,
            Side::Mixed => &mut self.mixed,
            Side::Against => &mut self.against,
        };
        values.push(value.to_string());
    }
}
