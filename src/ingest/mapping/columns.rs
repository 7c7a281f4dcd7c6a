//! What a spec says of the columns of a table: their names, how their values are read, and what these mean.

use super::one_or_many::Named;
use crate::model::{Kind, MappedField, Side, YesNoWords};
use serde::Deserialize;
use serde::de::MapAccess;
use serde::de::value::MapAccessDeserializer;
use std::collections::BTreeMap;

/// Which values are numbers of rows. Other rows are named by their content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::ingest) enum Numbers {
    /// Any value that is no way to reach a person.
    #[default]
    Any,
    /// Digits.
    Digits,
    /// Digits of a number below 2³²; `007` is 7.
    Integer,
    /// Letters without accents, digits, hyphens and underscores.
    Word,
    /// A name of letters, digits and `_-.:`, by itself or in base64 behind its class (`Argument:argument183`).
    Global,
}

/// A column that fills a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Column {
    /// Its name; with `/*` at its end, the text in its languages, French first.
    pub column: String,
    /// How its values are read.
    #[serde(default, rename = "as")]
    pub form: Form,
    /// What is written before an author's number, so that two kinds of authors have different numbers.
    #[serde(default)]
    pub prefix: String,
    /// In which rows it counts.
    pub when: Option<When>,
    /// Whether the next column counts where this one is filled and cannot be read.
    #[serde(default)]
    pub or_next: bool,
    /// What is cut off the beginning of its values.
    #[serde(default)]
    pub without: String,
    /// Of a parent: what it is the number of.
    pub kind: Option<Kind>,
    /// Columns; in a file that has one, this one does not count.
    #[serde(default)]
    pub unless_file_has: Vec<String>,
}

/// How a value is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::ingest) enum Form {
    /// As what it is: HTML where it is HTML.
    #[default]
    Auto,
    /// As it is written: `<b>` is no markup.
    Plain,
    /// A whole number below 2³².
    Integer,
    /// The first of names separated by commas.
    FirstOfList,
    /// The first name, French where there is one, of what platforms print of their taxonomies.
    NameInLanguages,
    /// The number at the end of an address.
    NumberInUrl,
    /// A date whose time is an hour alone.
    DayAndHour,
    /// A date behind which brackets repeat the zone.
    BeforeBrackets,
    /// The last of words separated by dots or underscores.
    LastWord,
    /// The last part of an address.
    LastInUrl,
    /// A number as `numbers = "global"` has them; nothing where it is none.
    GlobalId,
    /// The same of an author; what is no number is a name.
    GlobalAuthor,
}

/// In which rows something is so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct When {
    /// The column that decides.
    pub column: String,
    /// Its values.
    #[serde(default)]
    pub is: Vec<String>,
    /// Values that it does not have.
    #[serde(default)]
    pub is_not: Vec<String>,
    /// What its value, which is filled, does not hold.
    pub lacks: Option<String>,
}

/// What values mean; upper and lower case are the same.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Values {
    /// Sides; the program's own words where absent.
    pub stance: Option<BTreeMap<Said, Vec<String>>>,
    /// Sides that a mapping gives words to, which weigh more than the program's own.
    #[serde(skip)]
    pub given: BTreeMap<Said, Vec<String>>,
    /// The choices of votes that are no side, such as a pass.
    #[serde(default)]
    pub choice: BTreeMap<String, Vec<String>>,
    /// Words of `moderated` and `organiser` that a mapping gives, which weigh more than the program's own.
    #[serde(skip)]
    pub given_yes_no: BTreeMap<MappedField, YesNoWords>,
    /// Moderation; the program's own words where absent.
    pub moderated: Option<YesNo>,
    /// Whether the organiser wrote a row; the program's own words where absent.
    pub organiser: Option<YesNo>,
}

/// What a value of a column of sides says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::ingest) enum Said {
    Favourable,
    Mixed,
    Against,
    /// No side, which is no mistake.
    None,
}

impl Said {
    pub(in crate::ingest) fn side(self) -> Option<Side> {
        match self {
            Said::Favourable => Some(Side::Favourable),
            Said::Mixed => Some(Side::Mixed),
            Said::Against => Some(Side::Against),
            Said::None => None,
        }
    }
}

/// The values for yes and for no.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct YesNo {
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

impl Named for Column {
    fn named(name: &str) -> Self {
        Column {
            column: name.to_string(),
            ..Column::default()
        }
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Column::deserialize(MapAccessDeserializer::new(map))
    }
}
