//! Which columns of a table say what: `[sources.mapping]` of `corpus.toml`.

use super::{MappedField, QuestionColumns, SideWords, YesNoWords};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// The columns of a table, by name. What is not named is not read.
///
/// Several columns of a body are joined by a blank line; of any other field the first that is filled counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    fields: BTreeMap<MappedField, Columns>,
    questions: Option<QuestionColumns>,
}

/// The key of the questions among those of the fields.
const QUESTIONS: &str = "questions";

/// `body = "texte"` or `body = ["constat", "proposition"]`; `stance = { column = "avis", mixed = ["Réservé"] }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Columns {
    names: Vec<String>,
    sides: SideWords,
    yes_no: YesNoWords,
}

impl Mapping {
    /// Every field that has columns, with them, in the order in which `corpus.toml` lists them.
    pub fn fields(&self) -> Vec<(&'static str, Vec<&str>)> {
        let all = self.fields.iter();
        let all = all.filter(|(_, columns)| !columns.names.is_empty());
        all.map(|(field, columns)| {
            let names = columns.names.iter().map(String::as_str).collect();
            (field.name(), names)
        })
        .collect()
    }

    /// Every column that it names: those of fields, then those that are questions, by how they are read.
    pub fn columns(&self) -> Vec<(&'static str, Vec<&str>)> {
        let mut out = self.fields();
        // In a table of one row an answer the questions are values.
        if !self.has(MappedField::Question) {
            let questions = self.questions.iter();
            out.extend(questions.flat_map(QuestionColumns::columns));
        }
        out
    }

    /// How the questions are read, where it names some.
    pub fn questions(&self) -> Option<&QuestionColumns> {
        self.questions.as_ref()
    }

    /// Says how the questions are read.
    pub fn set_questions(&mut self, questions: QuestionColumns) {
        self.questions = (!questions.is_empty()).then_some(questions);
    }

    /// Whether each row is a reply to several questions: some are open, or no column is a text of the row itself.
    pub fn has_replies(&self) -> bool {
        let questions = self.questions.as_ref().filter(|q| !q.is_empty());
        questions.is_some_and(|q| !q.open.is_empty() || !self.has_text())
            && !self.has(MappedField::Question)
    }

    /// The columns of a field.
    pub fn of(&self, field: MappedField) -> &[String] {
        self.fields
            .get(&field)
            .map_or(&[], |columns| &columns.names)
    }

    /// Which values of the column of a field are which side, as the analyst has it; only `stance` has such words.
    pub fn sides(&self, field: MappedField) -> Option<&SideWords> {
        let sides = self.fields.get(&field).map(|columns| &columns.sides)?;
        (*sides != SideWords::default()).then_some(sides)
    }

    /// Which values of the column of a field are yes and no; only `moderated` and `organiser` have such words.
    pub fn yes_no(&self, field: MappedField) -> Option<&YesNoWords> {
        let words = self.fields.get(&field).map(|columns| &columns.yes_no)?;
        (!words.is_empty()).then_some(words)
    }

    /// The words that a field is explained by, by their keys in `corpus.toml`.
    pub fn words(&self, field: MappedField) -> Vec<(&'static str, &[String])> {
        let sides = self.sides(field).map_or_else(Vec::new, SideWords::named);
        let yes_no = self.yes_no(field).map_or_else(Vec::new, YesNoWords::named);
        [sides, yes_no].concat()
    }

    /// Says which values of the columns of a field are which side.
    pub fn explain_sides(&mut self, field: MappedField, sides: SideWords) {
        self.fields.entry(field).or_default().sides = sides;
    }

    /// Says which values of the columns of a field are yes and no.
    pub fn explain_yes_no(&mut self, field: MappedField, words: YesNoWords) {
        self.fields.entry(field).or_default().yes_no = words;
    }

    /// Whether a field has a column.
    pub fn has(&self, field: MappedField) -> bool {
        !self.of(field).is_empty()
    }

    /// Writes a column under a field, in the place of those that it had.
    pub fn set(&mut self, field: MappedField, column: &str) {
        let names = vec![column.to_string()];
        let columns = Columns {
            names,
            ..Columns::default()
        };
        self.fields.insert(field, columns);
    }

    /// Adds a column to those of a field.
    pub fn add(&mut self, field: MappedField, column: &str) {
        let columns = self.fields.entry(field).or_default();
        columns.names.push(column.to_string());
    }

    /// Takes the columns of a field away.
    pub fn clear(&mut self, field: MappedField) {
        self.fields.remove(&field);
    }

    /// Whether a row read with it can have a text.
    pub fn has_text(&self) -> bool {
        self.has(MappedField::Title) || self.has(MappedField::Body)
    }
}

impl Serialize for Mapping {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, columns) in &self.fields {
            map.serialize_entry(field, columns)?;
        }
        if let Some(questions) = &self.questions {
            map.serialize_entry(QUESTIONS, questions)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl<'de> Visitor<'de> for Keys {
            type Value = Mapping;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the columns of a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mapping, A::Error> {
                let mut out = Mapping::default();
                while let Some(key) = map.next_key()? {
                    match key {
                        Key::Questions => out.questions = Some(map.next_value()?),
                        Key::Field(field) => {
                            out.fields.insert(field, map.next_value()?);
                        }
                    }
                }
                Ok(out)
            }
        }

        deserializer.deserialize_map(Keys)
    }
}

/// A key of a mapping.
enum Key {
    Field(MappedField),
    Questions,
}

/// As the key of a table, so that an unknown one is reported with its place and the known ones.
impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field, or `questions`")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Key, E> {
                match name {
                    QUESTIONS => Ok(Key::Questions),
                    _ => MappedField::named(name).map(Key::Field),
                }
            }
        }

        deserializer.deserialize_identifier(Name)
    }
}

/// A column's name, or several.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

/// The keys of such a table.
const KEYS: [&str; 7] = [
    "column",
    "favourable",
    "mixed",
    "against",
    "none",
    "yes",
    "no",
];

/// A field whose values are explained, as a table.
#[derive(Serialize)]
struct Explained {
    column: Names,
    #[serde(flatten)]
    sides: SideWords,
    #[serde(flatten)]
    yes_no: YesNoWords,
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
        match self.sides == SideWords::default() && self.yes_no.is_empty() {
            true => column.serialize(serializer),
            false => Explained {
                column,
                sides: self.sides.clone(),
                yes_no: self.yes_no.clone(),
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
                let mut yes_no = YesNoWords::default();
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
                        "yes" => &mut yes_no.yes,
                        "no" => &mut yes_no.no,
                        _ => return Err(de::Error::unknown_field(&key, &KEYS)),
                    };
                    *words = map.next_value()?;
                }
                let names = match column {
                    Some(Names::One(one)) => vec![one],
                    Some(Names::Many(many)) => many,
                    None => return Err(de::Error::missing_field("column")),
                };
                Ok(Columns {
                    names,
                    sides,
                    yes_no,
                })
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
        let text = "moderated = { column = 'Statut', yes = ['Refusé'], no = ['Publié'] }";
        let mapping: Mapping = toml::from_str(text).unwrap();
        let words = mapping.yes_no(MappedField::Moderated).unwrap();
        assert_eq!(
            (&words.yes[..], &words.no[..]),
            (&["Refusé".to_string()][..], &["Publié".to_string()][..])
        );
        assert_eq!(mapping.words(MappedField::Moderated).len(), 2);
        for (wrong, what) in [
            ("stance = { mixed = [] }", "column"),
            ("stance = { column = 'a', for = ['x'] }", "favourable"),
        ] {
            let error = toml::from_str::<Mapping>(wrong).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
    }
}
