//! Why a guessed mapping is as it is, and what it leaves out; each said in one sentence, here.

use super::{MappedField, SideWords};
use std::fmt;

/// Why a mapping is as it is: what the comments of `corpus.toml` say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingNotes {
    /// Why columns are read as fields.
    pub reasons: Vec<Reason>,
    /// What is known of columns that are questions, or of questions, by name.
    pub questions: Vec<(String, QuestionNote)>,
    /// What is not read, and what else the analyst should know.
    pub left_out: Vec<LeftOut>,
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
    /// How many different values it has in the first rows.
    pub values: usize,
}

/// Why a column is read as a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The field.
    pub field: MappedField,
    /// The column.
    pub column: String,
    /// Why.
    pub clue: Clue,
}

/// What says that a column is of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clue {
    /// Its header, and what is known of its values.
    Header(Values),
    /// It is a column of this program of forms.
    Tool(&'static str),
    /// Its header says what the row is on.
    RowIsOn,
    /// All of its values are dates or sides.
    AllValues,
    /// It has the longest texts.
    LongestTexts,
    /// Its values are short and unique.
    ShortUnique,
    /// Several rows share a value.
    SharedAuthor,
    /// Nothing else says who wrote, and it is personal.
    Personal,
    /// Its header is a side, and its cells are ticked.
    Ticked,
    /// Its header says a stance, and its values are these codes.
    Codes(SideWords),
    /// Header and values say what was published; these values say what was not.
    Published(Vec<String>),
}

/// What is known of the values of a column whose header says what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Nothing that says more.
    Any,
    /// The first rows have none.
    Nothing,
    /// Dates.
    Dates,
    /// Sides, of which these are mixed.
    Sides(Vec<String>),
    /// Numbers.
    Numbers,
    /// Kinds.
    Kinds,
    /// Yes or no.
    YesOrNo,
    /// Any value sets its row aside.
    SetsAside,
    /// Addresses of the web.
    Addresses,
    /// Each occurs once.
    Unique,
    /// Authors.
    Authors,
    /// Rows that share one have the same text.
    SameText,
    /// Questions that come again and again.
    Recurring,
    /// Answers to the question of the row.
    Answers,
    /// The longest texts.
    LongestTexts,
}

/// What is known of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionNote {
    /// Answered in people's own words: how many answers the first rows have, and how many different ones.
    Open(usize, usize),
    /// Answered by one choice: how many answers the first rows have, and how many different ones.
    Closed(usize, usize),
    /// Answered by several choices in a cell: how many answers the first rows have.
    Several(usize),
    /// Asked in so many columns, each of one choice.
    Ticked(usize),
}

/// Something that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// A column.
    Column {
        /// Its name.
        name: String,
        /// Why.
        why: NotRead,
    },
    /// No column is known to be a text.
    NoText,
    /// No mapping is written for files of several formats.
    SeveralFormats,
    /// No mapping is written for tables with different columns.
    DifferentTables,
    /// What the mapping of this older source leaves out, which is repeated.
    OfOlder(String),
}

/// Why a column is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It is a total of votes on all sides.
    Total,
    /// Its header is personal.
    Personal,
    /// Its values are personal.
    PersonalValues,
    /// It is of a program of forms, and no answer.
    OfForm,
    /// It is empty in the first rows.
    Empty,
    /// It holds lists of objects.
    Objects,
    /// It is a date beside the one that is read.
    OtherDate,
    /// It has texts in so many of the first rows.
    Texts {
        /// Rows in which it is filled.
        filled: usize,
        /// Rows that were looked at.
        of: usize,
    },
    /// It has exact ages.
    ExactAges,
    /// These values of it may be codes of sides.
    MaybeCodes(Vec<String>),
    /// These values of it may say that texts were set aside.
    MaybeSetAside(Vec<String>),
    /// Nothing says what it is.
    Unknown,
}

impl LeftOut {
    /// The column that it is about, where it is about one, and why it is not read.
    pub fn column(&self) -> Option<(&str, &NotRead)> {
        match self {
            LeftOut::Column { name, why } => Some((name, why)),
            _ => None,
        }
    }

    /// What is said of it, in lines.
    pub fn lines(&self) -> Vec<String> {
        let lines = |lines: [&str; 2]| lines.map(str::to_string).to_vec();
        match self {
            LeftOut::Column { name, why } => vec![why.sentence(name)],
            LeftOut::NoText => vec![
                "no column is known to be a text: write above which one is, as in  body = \"its name\""
                    .to_string(),
            ],
            LeftOut::SeveralFormats => lines([
                "no mapping: files of several formats are here, each read as what it is; columns of",
                "tables are guessed; give each table a [[sources]] entry to name them",
            ]),
            LeftOut::DifferentTables => lines([
                "no mapping: the tables of this folder have different columns, which are",
                "guessed for each; give each table a [[sources]] entry to name them",
            ]),
            LeftOut::OfOlder(older) => vec![format!(
                "what the mapping of {older}, which is repeated here, leaves out"
            )],
        }
    }
}

impl NotRead {
    /// How often a column of texts is filled, in words; `None` of any other.
    pub fn filled(&self) -> Option<String> {
        match self {
            NotRead::Texts { filled, of } => {
                Some(format!("filled in {filled} of the first {of} rows"))
            }
            _ => None,
        }
    }

    fn sentence(&self, name: &str) -> String {
        let why = match self {
            NotRead::Total => "a total of votes on all sides, which is no support",
            NotRead::Personal => "personal",
            NotRead::PersonalValues => "personal by its values",
            NotRead::OfForm => "of the form, and no answer",
            NotRead::Empty => "empty in the first rows",
            NotRead::Objects => "lists of objects are not read",
            NotRead::OtherDate => "another date",
            NotRead::Texts { .. } => {
                let filled = self.filled().unwrap_or_default();
                return format!(
                    "«{name}» (texts, {filled}: add it to body, or to the open questions, where it belongs there)"
                );
            }
            NotRead::ExactAges => {
                "exact ages, which point at people; in classes, «25-34 ans», it can be a variable"
            }
            NotRead::MaybeCodes(values) => {
                let first = values.first().map_or("", String::as_str);
                return format!(
                    "«{name}»: its values («{}») may be codes of sides, which nothing says; if they are, write \
                     stance = {{ column = \"{name}\", favourable = [\"{first}\"], against = [...] }} under \
                     [sources.mapping]",
                    values.join("», «")
                );
            }
            NotRead::MaybeSetAside(values) => {
                return format!(
                    "«{name}»: all of its rows count; where its values say that texts were set aside, and not what \
                     was decided about them, write moderated = {{ column = \"{name}\", yes = [\"{}\"] }} under \
                     [sources.mapping]",
                    values.join("\", \"")
                );
            }
            NotRead::Unknown => "nothing says what it is",
        };
        format!("«{name}» ({why})")
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}»: ", self.column)?;
        let of = self.field;
        match &self.clue {
            Clue::Header(values) => write!(f, "header says {}{values}", meaning(of)),
            Clue::Tool(tool) => write!(f, "{} of {tool}", meaning(of)),
            Clue::RowIsOn => {
                f.write_str("header says what the row is on, where it answers no other row")
            }
            Clue::AllValues if of == MappedField::Date => f.write_str("values are all dates"),
            Clue::AllValues => f.write_str("values are all sides"),
            Clue::LongestTexts => f.write_str("longest texts"),
            Clue::ShortUnique => f.write_str("values are short and unique"),
            Clue::SharedAuthor => f.write_str("several rows share it; only a pseudonym is kept"),
            Clue::Personal => f.write_str(
                "personal, read as the author's identity only; only a pseudonym is kept",
            ),
            Clue::Ticked => f.write_str("header is a side, its cells are ticked"),
            Clue::Codes(words) => {
                let read = words.named().into_iter();
                let read = read.map(|(side, values)| format!("{side}: «{}»", values.join("», «")));
                write!(
                    f,
                    "header says a stance, values are codes, read as {}; correct them where they mean something else",
                    read.collect::<Vec<_>>().join(", ")
                )
            }
            Clue::Published(aside) => write!(
                f,
                "header and values say what was published; set aside where the value is «{}»",
                aside.join("», «")
            ),
        }
    }
}

impl fmt::Display for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Values::Any => "",
            Values::Nothing => ", no values in the first rows",
            Values::Dates => ", values are dates",
            Values::Sides(mixed) if mixed.is_empty() => ", values are sides",
            Values::Sides(mixed) => {
                return write!(f, ", values are sides, mixed: «{}»", mixed.join("», «"));
            }
            Values::Numbers => ", values are numbers",
            Values::Kinds => ", values are kinds",
            Values::YesOrNo => ", values are yes or no",
            Values::SetsAside => "; rows that have a value were set aside",
            Values::Addresses => ", values are addresses",
            Values::Unique => ", values are unique",
            Values::Authors => "; only a pseudonym is kept",
            Values::SameText => ", rows that share one have the same text",
            Values::Recurring => ", values come again and again",
            Values::Answers => ", the answer to the question of the row",
            Values::LongestTexts => ", longest texts",
        })
    }
}

impl fmt::Display for QuestionNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuestionNote::Open(0, _) => f.write_str("no answer in the first rows"),
            QuestionNote::Open(1, _) => f.write_str("1 answer in the first rows"),
            QuestionNote::Open(n, different) | QuestionNote::Closed(n, different) => {
                write!(f, "{n} answers in the first rows, {different} different")
            }
            QuestionNote::Several(n) => write!(f, "{n} answers in the first rows"),
            QuestionNote::Ticked(1) => f.write_str("1 column, of one choice"),
            QuestionNote::Ticked(n) => write!(f, "{n} columns of one choice each"),
        }
    }
}

/// What a header says that names a field.
fn meaning(field: MappedField) -> &'static str {
    match field {
        MappedField::Id => "an id",
        MappedField::Kind => "a kind",
        MappedField::Title => "a title",
        MappedField::Body => "text",
        MappedField::Author => "an author",
        MappedField::Date => "a date",
        MappedField::Section => "a section",
        MappedField::Stance => "a stance",
        MappedField::Votes => "votes",
        MappedField::VotesFavourable => "votes for",
        MappedField::VotesMixed => "mixed votes",
        MappedField::VotesAgainst => "votes against",
        MappedField::VotesAbstention => "abstentions",
        MappedField::Parent => "the id of another row",
        MappedField::Url => "an address",
        MappedField::Moderated => "moderation",
        MappedField::Consultation => "a consultation",
        MappedField::Organiser => "the organiser's own rows",
        MappedField::Question => "a question",
    }
}
