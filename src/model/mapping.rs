//! Which columns of a table say what: `[sources.mapping]` of `corpus.toml`.

use super::MappedField;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// The columns of a table, by name. What is not named is not read.
///
/// Several columns of a body are joined by a blank line; of any other field the first that is filled counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<MappedField, Columns>);

/// `body = "texte"` or `body = ["constat", "proposition"]`; `stance = { column = "avis", mixed = ["Réservé"] }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Columns {
    names: Vec<String>,
    sides: SideWords,
}

/// Which values of the column of sides say what, where they do not say what the program takes them to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    /// The values that say each, by its name in `corpus.toml`, those alone that there are.
    pub fn named(&self) -> Vec<(&'static str, &[String])> {
        let all = [
            ("favourable", &self.favourable[..]),
            ("mixed", &self.mixed),
            ("against", &self.against),
            ("none", &self.none),
        ];
        all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
    }
}

impl Mapping {
    /// Every field that has columns, with them, in the order in which `corpus.toml` lists them.
    pub fn columns(&self) -> Vec<(&'static str, Vec<&str>)> {
        let all = self
            .0
            .iter()
            .filter(|(_, columns)| !columns.names.is_empty());
        all.map(|(field, columns)| {
            let names = columns.names.iter().map(String::as_str).collect();
            (field.name(), names)
        })
        .collect()
    }

    /// The columns of a field.
    pub fn of(&self, field: MappedField) -> &[String] {
        self.0.get(&field).map_or(&[], |columns| &columns.names)
    }

    /// What values of the column of a field say, as the analyst has it; only sides have such words.
    pub fn sides(&self, field: MappedField) -> Option<&SideWords> {
        let sides = self.0.get(&field).map(|columns| &columns.sides)?;
        (*sides != SideWords::default()).then_some(sides)
    }

    /// Whether a field has a column.
    pub fn has(&self, field: MappedField) -> bool {
        !self.of(field).is_empty()
    }

    /// Writes a column under a field, in the place of those that it had.
    pub fn set(&mut self, field: MappedField, column: &str) {
        let names = vec![column.to_string()];
        let sides = SideWords::default();
        self.0.insert(field, Columns { names, sides });
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
}

/// A column's name, or several.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

/// The keys of such a table.
const KEYS: [&str; 5] = ["column", "favourable", "mixed", "against", "none"];

/// A field whose values are explained, as a table.
#[derive(Serialize)]
struct Explained {
    column: Names,
    #[serde(flatten)]
    sides: SideWords,
}

impl From<&[String]> for Names {
    fn from(names: &[String]) -> Self {
        match names {
            [one] => Names::One(one.clone()),
            many => Names::Many(many.to_vec()),
        }
    }
}

impl Serialize for Columns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let column = Names::from(&self.names[..]);
        match self.sides == SideWords::default() {
            true => column.serialize(serializer),
            false => Explained {
                column,
                sides: self.sides.clone(),
            }
            .serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;

        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Columns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column's name, a list of columns' names, or a table with `column`")
            }

            fn visit_str<E: de::Error>(self, one: &str) -> Result<Columns, E> {
                Ok(Columns {
                    names: vec![one.to_string()],
                    ..Columns::default()
                })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut many: A) -> Result<Columns, A::Error> {
                let mut names = Vec::new();
                while let Some(one) = many.next_element()? {
                    names.push(one);
                }
                Ok(Columns {
                    names,
                    ..Columns::default()
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Columns, A::Error> {
                let (mut column, mut sides) = (None, SideWords::default());
                while let Some(key) = map.next_key::<String>()? {
                    let words = match key.as_str() {
                        "column" => {
                            column = Some(map.next_value::<Names>()?);
                            continue;
                        }
                        "favourable" => &mut sides.favourable,
                        "mixed" => &mut sides.mixed,
                        "against" => &mut sides.against,
                        "none" => &mut sides.none,
                        _ => return Err(de::Error::unknown_field(&key, &KEYS)),
                    };
                    *words = map.next_value()?;
                }
                let names = match column {
                    Some(Names::One(one)) => vec![one],
                    Some(Names::Many(many)) => many,
                    None => return Err(de::Error::missing_field("column")),
                };
                Ok(Columns { names, sides })
            }
        }

        deserializer.deserialize_any(OneOrMany)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_sides_may_be_explained() {
        let text = "title = \"t\"\n\n[stance]\ncolumn = \"avis\"\nmixed = [\"Oui\"]\nnone = [\"Vu\", \"Lu\"]\n";
        let mapping: Mapping = toml::from_str(text).unwrap();
        assert_eq!(mapping.of(MappedField::Stance), ["avis"]);
        let sides = mapping.sides(MappedField::Stance).unwrap();
        assert_eq!(sides.mixed, ["Oui"]);
        assert_eq!(sides.named().len(), 2);
        assert_eq!(mapping.sides(MappedField::Title), None);
        let written = toml::to_string(&mapping).unwrap();
        assert_eq!(toml::from_str::<Mapping>(&written).unwrap(), mapping);
        for (wrong, what) in [
            ("stance = { mixed = [] }", "column"),
            ("stance = { column = 'a', for = ['x'] }", "favourable"),
        ] {
            let error = toml::from_str::<Mapping>(wrong).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
    }
}
