//! Which columns of a table say what: `[sources.mapping]` of `corpus.toml`.

use super::MappedField;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// The columns of a table, by name. What is not named is not read.
///
/// Several columns of a body are joined by a blank line; of any other field the first that is filled counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<MappedField, Columns>);

/// `body = "texte"` or `body = ["constat", "proposition"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Columns(Vec<String>);

impl Mapping {
    /// Every field that has columns, with them, in the order in which `corpus.toml` lists them.
    pub fn columns(&self) -> Vec<(&'static str, Vec<&str>)> {
        let all = self.0.iter().filter(|(_, columns)| !columns.0.is_empty());
        all.map(|(field, columns)| {
            let names = columns.0.iter().map(String::as_str).collect();
            (field.name(), names)
        })
        .collect()
    }

    /// The columns of a field.
    pub fn of(&self, field: MappedField) -> &[String] {
        self.0.get(&field).map_or(&[], |columns| &columns.0)
    }

    /// Whether a field has a column.
    pub fn has(&self, field: MappedField) -> bool {
        !self.of(field).is_empty()
    }

    /// Writes a column under a field, in the place of those that it had.
    pub fn set(&mut self, field: MappedField, column: &str) {
        self.0.insert(field, Columns(vec![column.to_string()]));
    }

    /// Whether a row read with it can have a text.
    pub fn has_text(&self) -> bool {
        self.has(MappedField::Title) || self.has(MappedField::Body)
    }
}

/// Why a mapping is as it is: what the comments of `corpus.toml` say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingNotes {
    /// One sentence for a key of the mapping.
    pub reasons: Vec<(&'static str, String)>,
    /// One sentence for each column that is not read, or for what else the analyst should know.
    pub left_out: Vec<String>,
    /// Columns that can be variables, for the analyst to switch on.
    pub variables: Vec<ProposedVariable>,
}

/// A column that can be a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedVariable {
    /// The name that it would have.
    pub name: String,
    /// The column.
    pub column: String,
    /// What its values are, in a few words.
    pub why: String,
}

impl Serialize for Columns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0[..] {
            [one] => serializer.serialize_str(one),
            many => many.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;

        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Columns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column's name or a list of columns' names")
            }

            fn visit_str<E: de::Error>(self, one: &str) -> Result<Columns, E> {
                Ok(Columns(vec![one.to_string()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut many: A) -> Result<Columns, A::Error> {
                let mut out = Vec::new();
                while let Some(one) = many.next_element()? {
                    out.push(one);
                }
                Ok(Columns(out))
            }
        }

        deserializer.deserialize_any(OneOrMany)
    }
}
