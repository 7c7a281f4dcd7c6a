//! What a column of a table can say: the keys of `[sources.mapping]`, of platforms' specs and of exported tables.

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A field of a record or a vote that a column fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MappedField {
    /// The platform's id of a row.
    Id,
    /// What a row is (proposal, argument, comment ...).
    Kind,
    /// The title.
    Title,
    /// The text.
    Body,
    /// Who wrote it; only a pseudonym is kept.
    Author,
    /// When it was published.
    Date,
    /// The section or theme of the consultation.
    Section,
    /// The declared side: for, against, mixed.
    Stance,
    /// Votes in support, where the platform has no sides.
    Votes,
    /// The platform's counter of votes for.
    VotesFavourable,
    /// The platform's counter of mixed votes.
    VotesMixed,
    /// The platform's counter of votes against.
    VotesAgainst,
    /// The platform's counter of abstentions.
    VotesAbstention,
    /// The id of the row that this one answers.
    Parent,
    /// The public address.
    Url,
    /// Whether the organiser set the row aside.
    Moderated,
    /// The consultation's title.
    Consultation,
    /// Of a table of one row an answer: the words of the question.
    Question,
    /// Whether who runs the consultation wrote the row.
    Organiser,
}

impl MappedField {
    /// All fields, in the order in which `corpus.toml` lists them.
    pub const ALL: [MappedField; 19] = [
        MappedField::Id,
        MappedField::Kind,
        MappedField::Title,
        MappedField::Body,
        MappedField::Author,
        MappedField::Date,
        MappedField::Section,
        MappedField::Stance,
        MappedField::Votes,
        MappedField::VotesFavourable,
        MappedField::VotesMixed,
        MappedField::VotesAgainst,
        MappedField::VotesAbstention,
        MappedField::Parent,
        MappedField::Url,
        MappedField::Moderated,
        MappedField::Consultation,
        MappedField::Question,
        MappedField::Organiser,
    ];

    /// Their names, in the same order.
    const NAMES: [&'static str; 19] = [
        "id",
        "kind",
        "title",
        "body",
        "author",
        "date",
        "section",
        "stance",
        "votes",
        "votes_favourable",
        "votes_mixed",
        "votes_against",
        "votes_abstention",
        "parent",
        "url",
        "moderated",
        "consultation",
        "question",
        "organiser",
    ];

    /// Its name in `corpus.toml` and in specs.
    pub fn name(self) -> &'static str {
        MappedField::NAMES[self as usize]
    }

    /// The field of that name; else an error that names all of them.
    pub(super) fn named<E: de::Error>(name: &str) -> Result<MappedField, E> {
        MappedField::from_name(name).ok_or_else(|| E::unknown_field(name, &MappedField::NAMES))
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<MappedField> {
        MappedField::ALL.into_iter().find(|f| f.name() == name)
    }
}

impl Serialize for MappedField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// As a key of a table, so that an unknown one is an unknown key and its error names the known ones.
impl<'de> Deserialize<'de> for MappedField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = MappedField;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<MappedField, E> {
                MappedField::named(name)
            }
        }

        deserializer.deserialize_identifier(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_fields() {
        for (at, field) in MappedField::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, at);
            assert_eq!(MappedField::from_name(field.name()), Some(field));
            let debug = format!("{field:?}").to_lowercase();
            assert_eq!(field.name().replace('_', ""), debug);
        }
        assert_eq!(MappedField::from_name("boddy"), None);
    }
}
