//! What a recipe keeps of the records that it counts.

use super::Kinds;
use super::words::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A side that a text declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclaredSide {
    /// For.
    Favourable,
    /// Neither for nor against, or for with a reservation: of contributions alone.
    Mixed,
    /// Against.
    Against,
    /// Of an argument: neither of the two others. Of a contribution: none, in a file whose contributions declare
    /// sides.
    Unknown,
}

impl DeclaredSide {
    /// All of them, in the order in which outputs list them.
    pub const ALL: [DeclaredSide; 4] = [
        DeclaredSide::Favourable,
        DeclaredSide::Mixed,
        DeclaredSide::Against,
        DeclaredSide::Unknown,
    ];

    /// Its name in recipes and outputs.
    pub fn name(self) -> &'static str {
        match self {
            DeclaredSide::Favourable => "favourable",
            DeclaredSide::Mixed => "mixed",
            DeclaredSide::Against => "against",
            DeclaredSide::Unknown => "unknown",
        }
    }
}

/// A counter of a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// Votes for.
    Favourable,
    /// «Mitigé» votes.
    Mixed,
    /// Votes against.
    Against,
    /// Abstentions.
    Abstention,
}

impl Counter {
    /// All of them, in the order of [`crate::model::Counters::all`].
    pub const ALL: [Counter; 4] = [
        Counter::Favourable,
        Counter::Mixed,
        Counter::Against,
        Counter::Abstention,
    ];

    /// Its name in recipes and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Counter::Favourable => "favourable",
            Counter::Mixed => "mixed",
            Counter::Against => "against",
            Counter::Abstention => "abstention",
        }
    }
}

/// The authors with most texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MostActive {
    /// The one with most contributions and arguments; the first of several.
    One,
    /// The tenth of the authors of contributions and arguments with most of them: at least one author.
    Tenth,
}

/// One condition on records. Their order is the order in which recipes print them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Its own text has the theme of that id.
    Theme(String),
    /// The nearest contribution above it has the theme of that id in its own text, even where that contribution does
    /// not count.
    ParentTheme(String),
    /// Its own text has no theme.
    NoTheme,
    /// It declares that side.
    Declared(DeclaredSide),
    /// It is a contribution of a file in which some contribution declares a side.
    CanDeclare,
    /// No contribution is above it.
    NoContribution,
    /// It answers a contribution of the organiser's; of votes and counters: it is the organiser's.
    OnOrganiser,
    /// It is in the section of that name.
    Section(String),
    /// It has a date.
    Dated,
    /// It has none.
    Undated,
    /// It was published in Paris on `from` or later and before `before`.
    Between {
        /// The first day.
        from: Date,
        /// The day after the last.
        before: Date,
    },
    /// It was published in that month, in Paris.
    Month {
        /// The year.
        year: i16,
        /// The month, from 1.
        month: i8,
    },
    /// Its file names authors, or it is the organiser's.
    Signed,
    /// Its file names no authors.
    Unsigned,
    /// Its author wrote so many records of some kinds, among those that count.
    AuthorWrote {
        /// The kinds.
        kinds: Kinds,
        /// At least so many.
        least: u64,
        /// At most so many; `None`: any number.
        most: Option<u64>,
    },
    /// Its author is among the most active.
    MostActive(MostActive),
    /// A platform states that counter of it; `None`: any.
    HasCounter(Option<Counter>),
    /// It is a contribution, or a platform states that counter of it: the base of those that have it.
    MayHaveCounter(Option<Counter>),
    /// Of votes: they are on a record that is in no source.
    InNoSource,
    /// Of forms: they answer the closed question of that id.
    Question(String),
    /// Of forms: they chose this, as the source words it.
    Choice(String),
}

/// `name=value`, or the name alone. Two filters never print alike: what is no plain word is quoted.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counter = |c: &Option<Counter>| c.map_or("any", Counter::name);
        match self {
            Filter::Theme(id) => write!(f, "theme={}", Word(id)),
            Filter::ParentTheme(id) => write!(f, "parent-theme={}", Word(id)),
            Filter::NoTheme => f.write_str("no-theme"),
            Filter::Declared(side) => write!(f, "declared={}", side.name()),
            Filter::CanDeclare => f.write_str("can-declare"),
            Filter::NoContribution => f.write_str("no-contribution"),
            Filter::OnOrganiser => f.write_str("on-organiser"),
            Filter::Section(name) => write!(f, "section={}", Word(name)),
            Filter::Dated => f.write_str("dated"),
            Filter::Undated => f.write_str("undated"),
            Filter::Between { from, before } => write!(f, "from={from} before={before}"),
            Filter::Month { year, month } => write!(f, "month={year:04}-{month:02}"),
            Filter::Signed => f.write_str("signed"),
            Filter::Unsigned => f.write_str("unsigned"),
            Filter::AuthorWrote { kinds, least, most } => {
                write!(f, "author-wrote={least}-")?;
                if let Some(most) = most {
                    write!(f, "{most}")?;
                }
                write!(f, ":{kinds}")
            }
            Filter::MostActive(MostActive::One) => f.write_str("most-active=one"),
            Filter::MostActive(MostActive::Tenth) => f.write_str("most-active=tenth"),
            Filter::HasCounter(c) => write!(f, "has-counter={}", counter(c)),
            Filter::MayHaveCounter(c) => write!(f, "may-have-counter={}", counter(c)),
            Filter::InNoSource => f.write_str("in-no-source"),
            Filter::Question(id) => write!(f, "question={}", Word(id)),
            Filter::Choice(choice) => write!(f, "choice={}", Word(choice)),
        }
    }
}
