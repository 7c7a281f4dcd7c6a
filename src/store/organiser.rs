//! `[organiser]` of `corpus.toml`: the authors who run the consultation.

use super::toml_text::list;
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// The content of `[organiser]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganiserConfig {
    /// Names of authors, as the sources print them.
    #[serde(default)]
    pub authors: Vec<Spanned<String>>,
}

impl OrganiserConfig {
    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.authors.is_empty()
    }

    /// Where in the file a name is that is blank.
    pub(super) fn blank(&self) -> Option<usize> {
        let blank = self.authors.iter().find(|n| n.get_ref().trim().is_empty());
        blank.map(|name| name.span().start)
    }

    /// Its table; nothing where it names nobody.
    pub(super) fn text(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let names = self.authors.iter().map(|name| name.get_ref());
        format!("\n[organiser]\nauthors = {}\n", list(names))
    }
}
