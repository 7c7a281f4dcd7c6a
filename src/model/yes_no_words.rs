//! Which values of a column are yes, and which are no.

use serde::Serialize;

/// The values of a yes and of a no, as `corpus.toml` lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct YesNoWords {
    /// Yes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<String>,
    /// No.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no: Vec<String>,
}

impl YesNoWords {
    /// Whether it lists no value.
    pub fn is_empty(&self) -> bool {
        self.yes.is_empty() && self.no.is_empty()
    }

    /// The values of each key of `corpus.toml`, those keys alone that have some.
    pub fn named(&self) -> Vec<(&'static str, &[String])> {
        let all = [("yes", &self.yes[..]), ("no", &self.no[..])];
        all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
    }
}
