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
    /// What generations of a platform do to the names of one column.
    #[serde(default)]
    pub names: Names,
    /// What every table says that does not say otherwise.
    #[serde(default)]
    shared: Table,
    /// The kinds of file, in the order in which they are tried.
    pub table: Vec<Table>,
}

/// What makes one name of several.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Names {
    /// What is cut off the beginning of names: of each list the first that a name begins with.
    #[serde(default)]
    pub cut: Vec<Vec<String>>,
    /// Whether `votesCount` is `votes_count`.
    #[serde(default)]
    pub snake_case: bool,
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
    /// What says, besides the field `moderated`, that a row was set aside: one that holds is enough.
    #[serde(default)]
    pub set_aside: Vec<SetAside>,
    /// The column that says why a row was set aside.
    pub set_aside_reason: Option<String>,
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
    /// The names of columns that are the platform's, as they are written. All others are questions of the organiser:
    /// each answer is a paragraph of the body, below its question.
    #[serde(default)]
    pub platform_names: Vec<String>,
    /// Other records that are in a row.
    #[serde(default)]
    pub part: Vec<Part>,
    /// What is reported of files that have a column.
    #[serde(default)]
    pub note: Vec<Note>,
    /// The column that says which of the kinds of `row` a row is; without it all are of the first.
    pub row_by: Option<Column>,
    /// Kinds of rows. What they do not say, the table says for them.
    #[serde(default, rename = "row")]
    pub rows: Vec<Table>,
    /// Of a kind of rows, what the column `row_by` says, in lower case; `*` and `!` as in `personal`.
    #[serde(default)]
    pub is: Vec<String>,
    /// What `{own}` in names of columns is: the prefix of the columns of a kind of rows.
    #[serde(default)]
    pub own: String,
    /// Of a kind of rows: others are below these, which have no parent.
    #[serde(default)]
    pub leads: bool,
    /// A column that names rows that lead as well as their number does: others name their parent by it.
    pub also_named: Option<String>,
    /// Whether rows have the section and the consultation of the row that leads them.
    #[serde(default)]
    pub inherits: bool,
    /// What the platform counts below rows that lead, compared with the rows of the file.
    #[serde(default)]
    pub compare: Vec<Compare>,
    /// Every column that it names, to be read or to be recognised by.
    #[serde(skip)]
    pub named: Vec<String>,
    /// Whether this is the table of a mapping: every row is judged by itself, whatever its platform.
    #[serde(skip)]
    pub mapped: bool,
}

/// Why rows or files are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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

/// What says that a row was set aside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct SetAside {
    pub column: String,
    /// Whether any value says so.
    #[serde(default)]
    pub filled: bool,
    /// The values that say so, in lower case; `*` as in `personal`.
    #[serde(default)]
    pub is: Vec<String>,
    /// The only values that do not say so.
    #[serde(default)]
    pub is_not: Vec<String>,
    /// Where this is a list, other values than these and those of `is` are reported.
    #[serde(default)]
    pub known: Vec<String>,
    /// Columns; in a file that has one, this says nothing.
    #[serde(default)]
    pub unless_file_has: Vec<String>,
    /// Whether it says nothing of rows for which it does not hold, which otherwise are not set aside.
    #[serde(default)]
    pub or_nothing: bool,
}

/// A record that is in a row which is another one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Part {
    pub kind: Kind,
    /// What is written behind the row's number in the id.
    pub suffix: String,
    pub body: OneOrMany<Column>,
}

/// What is reported of files that have a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Note {
    pub if_file_has: Vec<String>,
    pub text: String,
}

/// A counter of the platform and the rows that it counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Compare {
    /// What is counted, for the message.
    pub what: String,
    /// The counter; of several columns the first that is a number.
    pub stated: OneOrMany<Column>,
    /// The kind of record that is counted; none where these are the votes that are not set aside.
    pub kind: Option<Kind>,
    /// The side that is counted.
    pub side: Option<Said>,
    /// Columns; only files that have one list what is counted.
    #[serde(default)]
    pub if_file_has: Vec<String>,
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
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct YesNo {
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

/// What the number of a parent is the number of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Parent {
    /// The kind of all parents; where neither this nor `class` is given, a row of the same table.
    pub kind: Option<Kind>,
    /// What is written before the number in the parent's id.
    #[serde(default)]
    pub prefix: String,
    /// The column that names the parent's class, as `Decidim::Proposals::Proposal` does: its last word counts.
    pub class: Option<String>,
    /// What each class is, in lower case with `*` as in `personal`; `*` alone are all others. Where nothing says the
    /// class, it is that of a row above which has the number.
    #[serde(default)]
    pub classes: BTreeMap<String, Class>,
    /// A column such as `1/7/12`: the rows of this table above this one, the nearest last.
    pub ancestry: Option<String>,
    /// The columns with the address of a parent that no row of the source is known for.
    #[serde(default)]
    pub url: OneOrMany<String>,
    /// Whether rows may lack a parent.
    #[serde(default)]
    pub may_lack: bool,
    /// Whether a parent of `kind` is made where no row of the source is it, its title the words of its number; rows that
    /// name none are below one that has no number.
    #[serde(default)]
    pub made: bool,
    /// Whether a row that names no parent is below the last row that leads.
    #[serde(default)]
    pub follows: bool,
    /// Whether a row that is repeated with another parent is below the first.
    #[serde(default)]
    pub first: bool,
    /// Why a record without a parent is not kept.
    pub refuse_without: Option<Refusal>,
}

/// What a class of parents is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
        let mut spec: Spec = toml::from_str(text).map_err(|e| SpecError::Toml(Box::new(e)))?;
        let format = spec.format.get_ref();
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if format.is_empty() || format.len() > 40 || !format.bytes().all(fits) {
            let what = "the format's name must be made of lower-case letters, digits and hyphens";
            return Err(SpecError::at(text, spec.format.span().start, what));
        }
        for table in &mut spec.table {
            table.complete(&spec.shared);
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

    /// Whether a column is the platform's: read, or known to hold nothing that is.
    pub fn knows(&self, header: &str) -> bool {
        self.named.iter().any(|name| names::is(header, name)) || matches(header, &self.known)
    }

    /// What cannot be done as it is said, and what to do.
    fn mistake(&self) -> Option<&'static str> {
        if self.has.is_empty() && self.any.is_empty() && self.first.is_none() {
            Some("nothing says which files it is: list columns that all of them have in `has`")
        } else if self.rows.is_empty() {
            self.mistake_of_rows()
        } else if self.rows.iter().any(|r| r.is.is_empty()) || self.row_by.is_none() {
            Some("[[table.row]] needs `is`, and its table `row_by`, the column that it speaks of")
        } else {
            self.rows.iter().find_map(Table::mistake_of_rows)
        }
    }

    fn mistake_of_rows(&self) -> Option<&'static str> {
        let refused = self.refuse.is_some() || self.refuse_file.is_some();
        let text = [MappedField::Title, MappedField::Body, MappedField::Stance];
        let stance = self.columns.contains_key(&MappedField::Stance)
            || self.constants.contains_key(&MappedField::Stance);
        if refused {
            None
        } else if let Some(questions) = &self.questions {
            (questions.separators.is_empty())
                .then_some("`separators` is empty: write \"\" where a cell is one choice")
        } else if self.votes && !(self.columns.contains_key(&MappedField::Parent) && stance) {
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
