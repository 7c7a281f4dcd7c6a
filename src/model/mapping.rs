//! Which columns of a table say what: `[sources.mapping]` of `corpus.toml`.

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// The columns of a table, by name. What is not named is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The platform's id of a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What a row is (proposal, argument, comment ...).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text: one column, or several that are joined by a blank line.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub body: Vec<String>,
    /// Who wrote it; only a pseudonym is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The section or theme of the consultation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The declared side: for, against, mixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<String>,
    /// Votes in support, where the platform has no sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<String>,
    /// The platform's counter of votes for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes_favourable: Option<String>,
    /// The platform's counter of mixed votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes_mixed: Option<String>,
    /// The platform's counter of votes against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes_against: Option<String>,
    /// The id of the row that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The public address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether the organiser set the row aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderated: Option<String>,
    /// The consultation's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consultation: Option<String>,
}

impl Mapping {
    /// Every key that is set with its columns, in the order in which `corpus.toml` lists them.
    pub fn columns(&self) -> Vec<(&'static str, Vec<&str>)> {
        let all: [(&'static str, &[String]); 16] = [
            ("id", self.id.as_slice()),
            ("kind", self.kind.as_slice()),
            ("title", self.title.as_slice()),
            ("body", &self.body),
            ("author", self.author.as_slice()),
            ("date", self.date.as_slice()),
            ("section", self.section.as_slice()),
            ("stance", self.stance.as_slice()),
            ("votes", self.votes.as_slice()),
            ("votes_favourable", self.votes_favourable.as_slice()),
            ("votes_mixed", self.votes_mixed.as_slice()),
            ("votes_against", self.votes_against.as_slice()),
            ("parent", self.parent.as_slice()),
            ("url", self.url.as_slice()),
            ("moderated", self.moderated.as_slice()),
            ("consultation", self.consultation.as_slice()),
        ];
        all.into_iter()
            .filter(|(_, columns)| !columns.is_empty())
            .map(|(key, columns)| (key, columns.iter().map(String::as_str).collect()))
            .collect()
    }

    /// Whether a row read with it can have a text.
    pub fn has_text(&self) -> bool {
        self.title.is_some() || !self.body.is_empty()
    }
}

/// Why a mapping is as it is: what the comments of `corpus.toml` say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingNotes {
    /// One sentence for a key of the mapping.
    pub reasons: Vec<(&'static str, String)>,
    /// One sentence for each column that is not read, or for what else the analyst should know.
    pub left_out: Vec<String>,
}

/// `body = "texte"` or `body = ["constat", "proposition"]`.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct OneOrMany;

    impl<'de> Visitor<'de> for OneOrMany {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a column's name or a list of columns' names")
        }

        fn visit_str<E: de::Error>(self, one: &str) -> Result<Self::Value, E> {
            Ok(vec![one.to_string()])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut many: A) -> Result<Self::Value, A::Error> {
            let mut out = Vec::new();
            while let Some(one) = many.next_element()? {
                out.push(one);
            }
            Ok(out)
        }
    }

    deserializer.deserialize_any(OneOrMany)
}
