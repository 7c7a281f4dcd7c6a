//! What a spec says: the tables of a platform, which column is which field, and what its values mean.
//!
//! `docs/importers.md` explains the keys; the engine is in the files beside this one.

use super::error::SpecError;
use super::names::{self, matches};
use super::one_or_many::{Named, OneOrMany};
use super::questionnaire::Questions;
use crate::model::{Kind, MappedField, Mapping, Side};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use toml::Spanned;

/// A platform: one spec, one format.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Spec {
    /// The format's name, by default the name of its sources, and so the first part of ids.
    pub format: Spanned<String>,
    /// Columns of personal data besides those that are personal in every table. `*` stands for anything at the
    /// beginning or the end; a name behind `!` is not personal.
    #[serde(default)]
    pub personal: Vec<String>,
    /// Whether dots in names of columns are slashes: so objects inside objects of JSON have the names of the CSV.
    #[serde(default)]
    pub dots_are_slashes: bool,
    /// Whether exports put an apostrophe before a text that a spreadsheet could run (`'- moins`): it is no text.
    #[serde(default)]
    pub formula_quotes: bool,
    /// The kinds of file, in the order in which they are tried.
    pub table: Vec<Table>,
}

/// A kind of file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Table {
    /// Its name, for messages.
    pub name: Option<Spanned<String>>,
    /// Columns that all must be there.
    #[serde(default)]
    pub has: Vec<String>,
    /// Lists of columns; of each list one must be there.
    #[serde(default)]
    pub any: Vec<Vec<String>>,
    /// Columns that must not be there.
    #[serde(default)]
    pub none: Vec<String>,
    /// Whether there are no other columns than those of `has`.
    #[serde(default)]
    pub only: bool,
    /// Which column is the first.
    pub first: Option<String>,
    /// What some of its first lines must begin with.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Columns that exports may lack: the test of specs does not ask for them.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of specs"))]
    pub optional: Vec<String>,
    /// Columns that the platform writes and that are not read; others are reported. `*` as in `personal`.
    #[serde(default)]
    pub known: Vec<String>,
    /// Why no row of it is kept.
    pub refuse: Option<Refusal>,
    /// Why the whole file is not read.
    pub refuse_file: Option<Refusal>,
    /// Rows that are not kept.
    #[serde(default)]
    pub refuse_rows: Vec<RowRefusal>,
    /// Whether its rows are votes.
    #[serde(default)]
    pub votes: bool,
    /// Whether a vote may be changed, so that the last one of a participant counts.
    #[serde(default)]
    pub last_vote_counts: bool,
    /// What its rows are.
    pub kind: Option<Kind>,
    /// What a row is where it declares a side.
    pub kind_with_side: Option<Kind>,
    /// What a row is where columns say so.
    #[serde(default)]
    pub kind_when: Vec<KindWhen>,
    /// Which values are numbers of rows.
    #[serde(default)]
    pub numbers: Numbers,
    /// What is written before a row's number in its id.
    #[serde(default)]
    pub prefix: String,
    /// Which columns are which field.
    #[serde(default)]
    pub columns: BTreeMap<MappedField, OneOrMany<Column>>,
    /// What fields are where no column says it.
    #[serde(default)]
    pub constants: BTreeMap<MappedField, String>,
    /// What the values of columns mean.
    #[serde(default)]
    pub values: Values,
    /// Columns of which one that is filled says that the row was set aside.
    #[serde(default)]
    pub moderated_when_filled: Vec<String>,
    /// Values of columns that say that the row was set aside.
    #[serde(default)]
    pub moderated_when: Vec<When>,
    /// The questions, where a row is a reply to several.
    pub questions: Option<Questions>,
    /// What the number of a parent, or of what a vote is on, is the number of.
    #[serde(default)]
    pub parent: Parent,
    /// The platform's counter of the comments below a row.
    #[serde(default)]
    pub comments: OneOrMany<Column>,
    /// What is known of the authors of its rows.
    #[serde(default)]
    pub authors: Authors,
    /// Whether this is the table of a mapping: every row is judged by itself, whatever its platform.
    #[serde(skip)]
    pub mapped: bool,
}

/// Why rows or files are not kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Refusal {
    /// One short word.
    pub reason: Word,
    /// A sentence that says what to do.
    pub detail: String,
    /// What the rows are.
    pub what: Option<Word>,
}

/// A row that is not kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RowRefusal {
    /// The columns; of several the first that is filled.
    pub column: OneOrMany<String>,
    /// The values for which rows are not kept, where the file has the column.
    #[serde(default)]
    pub is: Vec<String>,
    /// The only values for which they are.
    #[serde(default)]
    pub is_not: Vec<String>,
    /// What the value of every row that is kept holds, where it is filled.
    pub lacks: Option<String>,
    /// Whether rows are not kept where it is no number, or zero.
    #[serde(default)]
    pub is_zero: bool,
    /// What the rows are.
    pub what: Option<Word>,
    /// One short word.
    pub reason: Word,
    /// A sentence that says what to do.
    pub detail: String,
}

/// A kind that columns decide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct KindWhen {
    pub column: String,
    pub is: Vec<String>,
    pub kind: Kind,
}

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
    /// A number as `numbers = "global"` reads it; other values have the column's `prefix`.
    GlobalId,
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
    /// A column that the file does not have.
    pub without: Option<String>,
}

/// What values mean; upper and lower case are the same.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Values {
    /// Sides; the program's own words where absent.
    pub stance: Option<BTreeMap<Said, Vec<String>>>,
    /// The choices of votes that are no side, such as a pass.
    #[serde(default)]
    pub choice: BTreeMap<String, Vec<String>>,
    /// Moderation; the program's own words where absent.
    pub moderated: Option<YesNo>,
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
    pub fn side(self) -> Option<Side> {
        match self {
            Said::Favourable => Some(Side::Favourable),
            Said::Mixed => Some(Side::Mixed),
            Said::Against => Some(Side::Against),
            Said::None => None,
        }
    }
}

/// The values for yes and for no.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct YesNo {
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
    /// Whether every other value, and none, is no.
    #[serde(default)]
    pub else_no: bool,
}

/// What the number of a parent is the number of.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Parent {
    /// The kind of all parents; where neither this nor `class` is given, a row of the same table.
    pub kind: Option<Kind>,
    /// What is written before the number in the parent's id.
    #[serde(default)]
    pub prefix: String,
    /// The column that names the parent's class, as `Decidim::Proposals::Proposal` does: its last word counts.
    pub class: Option<String>,
    /// What each class is; `*` are all others.
    #[serde(default)]
    pub classes: BTreeMap<String, Class>,
    /// A column such as `1/7/12`: the rows of this table above this one, the nearest last.
    pub ancestry: Option<String>,
    /// The column with the address of a parent that no row of the source is known for.
    pub url: Option<String>,
    /// Whether rows may lack a parent.
    #[serde(default)]
    pub may_lack: bool,
}

/// What a class of parents is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Class {
    pub kind: Kind,
    /// What is written before the number in the parent's id; `{class}` is the class in lower case.
    #[serde(default)]
    pub prefix: String,
    /// Whether the parent is of the organiser, and is made where no row of the source is it.
    #[serde(default)]
    pub made: bool,
    /// Whether only a class of letters and digits is one.
    #[serde(default)]
    pub one_word: bool,
}

/// What is known of the authors of a table's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::ingest) enum Authors {
    /// A row without one is nobody's, which is nothing to report.
    #[default]
    MayLack,
    /// Rows without one, or with several, are counted and reported.
    Counted,
    /// The platform publishes none, which is reported.
    NotPublished,
}

/// A word of a message that lives as long as the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Word(pub &'static str);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let fits = |b: u8| b.is_ascii_lowercase() || b == b'_';
        if word.is_empty() || word.len() > 40 || !word.bytes().all(fits) {
            let message = "a reason is one short word of lower-case letters and underscores";
            return Err(de::Error::custom(message));
        }
        // Specs are read once, and name few words.
        Ok(Word(Box::leak(word.into_boxed_str())))
    }
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

impl Spec {
    /// Reads a spec.
    ///
    /// # Errors
    /// Where it is no TOML, has an unknown key, or says what cannot be done.
    pub fn parse(text: &str) -> Result<Spec, SpecError> {
        let spec: Spec = toml::from_str(text).map_err(|e| SpecError::Toml(Box::new(e)))?;
        let format = spec.format.get_ref();
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if format.is_empty() || format.len() > 40 || !format.bytes().all(fits) {
            let what = "the format's name must be made of lower-case letters, digits and hyphens";
            return Err(SpecError::at(text, spec.format.span().start, what));
        }
        for table in &spec.table {
            let Some(name) = &table.name else {
                let at = text.find("[[table]]").unwrap_or(0);
                return Err(SpecError::at(
                    text,
                    at,
                    "a [[table]] has no name: give it one",
                ));
            };
            if let Some(what) = table.mistake() {
                let what = format!("the table «{}»: {what}", name.get_ref());
                return Err(SpecError::at(text, name.span().start, what));
            }
        }
        Ok(spec)
    }
}

impl Table {
    /// The table of a mapping.
    pub fn of_mapping(mapping: &Mapping) -> Table {
        let columns = MappedField::ALL.into_iter().filter(|f| mapping.has(*f));
        let named = |f: MappedField| mapping.of(f).iter().map(|n| Column::named(n)).collect();
        Table {
            columns: columns.map(|f| (f, OneOrMany(named(f)))).collect(),
            mapped: true,
            ..Table::default()
        }
    }

    /// The columns of a field.
    pub fn of(&self, field: MappedField) -> &[Column] {
        self.columns.get(&field).map_or(&[], |columns| &columns.0)
    }

    /// What its rows are in the account of rows.
    pub fn what(&self) -> &'static str {
        if self.votes { "vote" } else { "row" }
    }

    /// Every column that it names, to be read or to be recognised by.
    pub fn named(&self) -> Vec<&str> {
        let lists = [&self.has, &self.none, &self.moderated_when_filled];
        let mut out: Vec<&str> = lists.into_iter().flatten().map(String::as_str).collect();
        out.extend(self.any.iter().flatten().map(String::as_str));
        let columns = self.columns.values().flat_map(|c| &c.0);
        for column in columns.chain(&self.comments.0) {
            out.push(&column.column);
            out.extend(column.when.iter().map(|w| w.column.as_str()));
        }
        out.extend(
            self.refuse_rows
                .iter()
                .flat_map(|r| &r.column.0)
                .map(String::as_str),
        );
        out.extend(self.kind_when.iter().map(|k| k.column.as_str()));
        out.extend(self.moderated_when.iter().map(|w| w.column.as_str()));
        let parent = &self.parent;
        let parents = [&parent.class, &parent.ancestry, &parent.url, &self.first];
        out.extend(parents.into_iter().flatten().map(String::as_str));
        out
    }

    /// Whether a column is the platform's: read, or known to hold nothing that is.
    pub fn knows(&self, header: &str) -> bool {
        self.named().into_iter().any(|name| names::is(header, name)) || matches(header, &self.known)
    }

    /// What cannot be done as it is said, and what to do.
    fn mistake(&self) -> Option<&'static str> {
        let recognised = !self.has.is_empty() || self.first.is_some();
        let refused = self.refuse.is_some() || self.refuse_file.is_some();
        let text = [MappedField::Title, MappedField::Body, MappedField::Stance];
        if !recognised {
            Some("nothing says which files it is: list columns that all of them have in `has`")
        } else if refused {
            None
        } else if let Some(questions) = &self.questions {
            (questions.separators.is_empty())
                .then_some("`separators` is empty: write \"\" where a cell is one choice")
        } else if self.votes
            && !(self.columns.contains_key(&MappedField::Parent)
                && self.columns.contains_key(&MappedField::Stance))
        {
            Some("a table of votes needs the columns `parent` (what a vote is on) and `stance`")
        } else if self.votes {
            let whole = self.numbers == Numbers::Integer && self.parent.kind.is_some();
            (self.last_vote_counts && !(whole && self.columns.contains_key(&MappedField::Author))).then_some(
                "`last_vote_counts` needs `numbers = \"integer\"`, the kind of what votes are on in \
                 [table.parent], and a column `author`",
            )
        } else if self.kind.is_none() && !self.columns.contains_key(&MappedField::Kind) {
            Some("nothing says what its rows are: write `kind`, `votes = true` or `refuse`")
        } else if !text.iter().any(|f| self.columns.contains_key(f)) {
            Some("no column is a text: name one as `title` or `body` in [table.columns]")
        } else {
            None
        }
    }
}
