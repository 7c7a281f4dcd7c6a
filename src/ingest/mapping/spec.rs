//! What a spec says: the tables of a platform, which column is which field, and what its values mean.
//!
//! `docs/importers.md` explains the keys; the engine is in the files beside this one.

use super::columns::{Column, Numbers, Said, Values};
use super::error::SpecError;
use super::names::{self, matches};
use super::one_or_many::{Named, OneOrMany};
use super::questionnaire::Questions;
use super::rules::{
    Authors, Compare, KindWhen, Note, Parent, Part, RefusalRule, RowRefusal, SetAside,
};
use crate::model::{Kind, MappedField, Mapping, QuestionColumns, RowKind};
use serde::Deserialize;
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
    pub refuse: Option<RefusalRule>,
    /// Why the whole file is not read.
    pub refuse_file: Option<RefusalRule>,
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
    /// Columns of authors' printed names, besides those of `author`: compared with the organiser's names of
    /// `corpus.toml`, and not kept.
    #[serde(default)]
    pub printed_names: OneOrMany<Column>,
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
    #[serde(default)]
    pub row_by: OneOrMany<Column>,
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
    /// Of a table of one row an answer: which of its questions are closed.
    pub asked: Option<QuestionColumns>,
    /// Whether this is the table of a mapping: every row is judged by itself, whatever its platform.
    #[serde(skip)]
    pub mapped: bool,
}

impl Spec {
    /// Reads a spec.
    ///
    /// # Errors
    /// Where it is no TOML, has an unknown key, or says what cannot be done.
    pub(in crate::ingest) fn parse(text: &str) -> Result<Spec, SpecError> {
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
    pub(in crate::ingest) fn of_mapping(mapping: &Mapping) -> Table {
        let columns = MappedField::ALL.into_iter().filter(|f| mapping.has(*f));
        let named = |f: MappedField| mapping.of(f).iter().map(|n| Column::named(n)).collect();
        let questions = mapping.questions();
        let listed = questions.filter(|_| !mapping.has(MappedField::Question));
        let mut given = BTreeMap::new();
        if let Some(words) = mapping.sides(MappedField::Stance) {
            given.insert(Said::Favourable, words.favourable.clone());
            given.insert(Said::Mixed, words.mixed.clone());
            given.insert(Said::Against, words.against.clone());
            given.insert(Said::None, words.none.clone());
        }
        let yes_no = |f: MappedField| Some((f, mapping.yes_no(f)?.clone()));
        let given_yes_no = MappedField::ALL.into_iter().filter_map(yes_no);
        Table {
            values: Values {
                given,
                given_yes_no: given_yes_no.collect(),
                ..Values::default()
            },
            columns: columns.map(|f| (f, OneOrMany(named(f)))).collect(),
            mapped: true,
            questions: listed.map(|columns| Questions {
                columns: Some(columns.clone()),
                beside: !mapping.has_replies(),
                ..Questions::default()
            }),
            asked: questions
                .filter(|_| mapping.has(MappedField::Question))
                .cloned(),
            ..Table::default()
        }
    }

    /// The columns of a field.
    pub(in crate::ingest) fn of(&self, field: MappedField) -> &[Column] {
        self.columns.get(&field).map_or(&[], |columns| &columns.0)
    }

    /// What its rows are in the account of rows.
    pub(in crate::ingest) fn what(&self) -> RowKind {
        if self.votes {
            RowKind::Vote
        } else {
            RowKind::Row
        }
    }

    /// Whether a column is the platform's: read, or known to hold nothing that is.
    pub(in crate::ingest) fn knows(&self, header: &str) -> bool {
        self.named.iter().any(|name| names::is(header, name)) || matches(header, &self.known)
    }

    /// What cannot be done as it is said, and what to do.
    fn mistake(&self) -> Option<&'static str> {
        if self.has.is_empty() && self.any.is_empty() && self.first.is_none() {
            Some("nothing says which files it is: list columns that all of them have in `has`")
        } else if self.rows.is_empty() {
            self.mistake_of_rows()
        } else if self.rows.iter().any(|r| r.is.is_empty()) || self.row_by.0.is_empty() {
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
