//! Recipes: how a figure is counted, as data. A figure's id is the hash of its recipe as it is printed.
//!
//! A recipe is never read back from its printed form: files keep it as JSON. `tally` gives its value, the catalogue of
//! sentences its title.

mod filter;
mod kinds;
mod words;

pub use filter::{Counter, DeclaredSide, Filter, MostActive};
pub use kinds::Kinds;

use super::{FigureId, Inclusion, OrganiserOption, Side};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use words::Word;

/// How a figure is counted. A count that a sample corrects will be another variant, around the recipe that it corrects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipe {
    /// A count over the records and votes of a corpus.
    Corpus(CorpusRecipe),
    /// A count over the journal of the import.
    Journal(JournalRecipe),
}

/// A count over records and votes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CorpusRecipe {
    /// What is counted.
    pub count: Count,
    /// Which conditions the records meet, all of them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub filters: BTreeSet<Filter>,
    /// Which part of the corpus.
    #[serde(default, skip_serializing_if = "Set::is_counted")]
    pub set: Set,
    /// Which records count.
    #[serde(default)]
    pub inclusion: Inclusion,
    /// The name of the sub-corpus; `None`: the whole corpus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Records of these kinds.
    Records(Kinds),
    /// Distinct authors of records of these kinds.
    Authors(Kinds),
    /// Occurrences of the theme of the filters in records of these kinds.
    Occurrences(Kinds),
    /// Votes that a source lists, on one side or on any.
    Votes(Option<Side>),
    /// Distinct people who gave such votes.
    Voters(Option<Side>),
    /// What a platform's counter adds up to; without a name: those of the three sides together.
    Counters(Option<Counter>),
    /// Source rows that answer a closed question.
    Forms,
    /// Distinct people who filled those in.
    Respondents,
}

/// Which part of a corpus is counted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    /// What counts.
    #[default]
    Counted,
    /// What its own row set aside.
    Moderated,
    /// What a newer export holds no more.
    Gone,
    /// The organiser's own texts, whatever is done with them.
    Organiser,
}

impl Count {
    /// The kinds of the records that it counts, or counts something of; `None` where it is of votes or forms.
    pub fn kinds(self) -> Option<Kinds> {
        match self {
            Count::Records(kinds) | Count::Authors(kinds) | Count::Occurrences(kinds) => {
                Some(kinds)
            }
            _ => None,
        }
    }
}

impl Set {
    /// Its name in recipes.
    pub fn name(self) -> &'static str {
        match self {
            Set::Counted => "counted",
            Set::Moderated => "moderated",
            Set::Gone => "gone",
            Set::Organiser => "organiser",
        }
    }

    fn is_counted(&self) -> bool {
        *self == Set::Counted
    }
}

/// A count over the journal of the import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalRecipe {
    /// Source rows; with that outcome, or with any.
    SourceRows(Option<RowOutcome>),
    /// Rows refused for one reason.
    Refused {
        /// The reason's code.
        reason: String,
        /// What the row is: a kind's name, `vote`, `row` ...
        what: String,
    },
    /// Warnings of that kind.
    Warnings(String),
}

/// What became of a source row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Kept.
    Imported,
    /// The same as one that was kept before.
    Merged,
    /// Not kept.
    Refused,
}

impl RowOutcome {
    /// Its name in recipes and tables.
    pub fn name(self) -> &'static str {
        match self {
            RowOutcome::Imported => "imported",
            RowOutcome::Merged => "merged",
            RowOutcome::Refused => "refused",
        }
    }
}

impl CorpusRecipe {
    /// A count of what counts in the whole corpus, with the usual choices.
    pub fn new(count: Count, filters: impl IntoIterator<Item = Filter>) -> Self {
        CorpusRecipe {
            count,
            filters: filters.into_iter().collect(),
            set: Set::Counted,
            inclusion: Inclusion::default(),
            within: None,
        }
    }

    /// The same count with one condition more.
    pub fn with(mut self, filter: Filter) -> Self {
        self.filters.insert(filter);
        self
    }

    /// The same count with its choices: those that do not change it are left out, so that it has one id.
    pub fn under(mut self, set: Set, inclusion: Inclusion, within: Option<&str>) -> Self {
        self.set = set;
        self.inclusion = match set {
            Set::Counted => inclusion,
            // What is set aside is so whatever the option.
            Set::Moderated | Set::Gone => Inclusion::default(),
            Set::Organiser => Inclusion {
                organiser: OrganiserOption::default(),
                ..inclusion
            },
        };
        self.within = within.map(str::to_string);
        self
    }

    /// What its share is of: the same count without the conditions that make a part of a whole. `None` where it has no
    /// such condition.
    pub fn base(&self) -> Option<CorpusRecipe> {
        // Occurrences of a theme are a part of nothing.
        if matches!(self.count, Count::Occurrences(_)) {
            return None;
        }
        let contributions = self.count == Count::Records(Kinds::CONTRIBUTIONS);
        let mut whole = CorpusRecipe {
            filters: BTreeSet::new(),
            ..self.clone()
        };
        for filter in &self.filters {
            let kept = match filter {
                Filter::Declared(_) if contributions => Some(Filter::CanDeclare),
                Filter::MostActive(_) => Some(Filter::Signed),
                Filter::HasCounter(counter) => Some(Filter::MayHaveCounter(*counter)),
                Filter::Theme(_)
                | Filter::ParentTheme(_)
                | Filter::NoTheme
                | Filter::Declared(_)
                | Filter::NoContribution
                | Filter::OnOrganiser
                | Filter::Signed
                | Filter::Unsigned
                | Filter::AuthorWrote { .. }
                | Filter::Choice(_) => None,
                Filter::CanDeclare
                | Filter::Section(_)
                | Filter::Dated
                | Filter::Undated
                | Filter::Between { .. }
                | Filter::Month { .. }
                | Filter::MayHaveCounter(_)
                | Filter::InNoSource
                | Filter::Question(_) => Some(filter.clone()),
            };
            whole.filters.extend(kept);
        }
        (whole.filters != self.filters).then_some(whole)
    }

    /// The theme of its conditions, its own or that of the contribution above.
    pub fn theme(&self) -> Option<&str> {
        self.filters.iter().find_map(|filter| match filter {
            Filter::Theme(id) | Filter::ParentTheme(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// The section of its conditions.
    pub fn section(&self) -> Option<&str> {
        self.filters.iter().find_map(|filter| match filter {
            Filter::Section(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The side of its conditions.
    pub fn declared(&self) -> Option<DeclaredSide> {
        self.filters.iter().find_map(|filter| match filter {
            Filter::Declared(side) => Some(*side),
            _ => None,
        })
    }
}

impl Recipe {
    /// The id of the figure.
    pub fn id(&self) -> FigureId {
        FigureId::of(&self.to_string())
    }

    /// The count over records and votes that it is; `None` where it is of the journal.
    pub fn corpus(&self) -> Option<&CorpusRecipe> {
        match self {
            Recipe::Corpus(recipe) => Some(recipe),
            Recipe::Journal(_) => None,
        }
    }

    /// What its share is of.
    pub fn base(&self) -> Option<Recipe> {
        self.corpus()?.base().map(Recipe::Corpus)
    }
}

impl From<CorpusRecipe> for Recipe {
    fn from(recipe: CorpusRecipe) -> Self {
        Recipe::Corpus(recipe)
    }
}

impl From<JournalRecipe> for Recipe {
    fn from(recipe: JournalRecipe) -> Self {
        Recipe::Journal(recipe)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = |f: &mut fmt::Formatter<'_>, what: &str, side: Option<&str>| match side {
            Some(side) => write!(f, "{what} {side}"),
            None => f.write_str(what),
        };
        match self {
            Count::Records(kinds) => write!(f, "{kinds}"),
            Count::Authors(kinds) => write!(f, "authors of {kinds}"),
            Count::Occurrences(kinds) => write!(f, "occurrences in {kinds}"),
            Count::Votes(side) => on(f, "votes", side.map(Side::name)),
            Count::Voters(side) => on(f, "voters", side.map(Side::name)),
            Count::Counters(counter) => on(f, "counters", counter.map(Counter::name)),
            Count::Forms => f.write_str("forms"),
            Count::Respondents => f.write_str("respondents"),
        }
    }
}

/// What is counted, then its conditions in their order, then the set, the choices and the sub-corpus where they are not
/// the usual ones, each after `; `.
impl fmt::Display for CorpusRecipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.count)?;
        for filter in &self.filters {
            write!(f, "; {filter}")?;
        }
        if !self.set.is_counted() {
            write!(f, "; set={}", self.set.name())?;
        }
        let usual = Inclusion::default();
        if self.inclusion.moderated != usual.moderated {
            write!(f, "; moderated={}", self.inclusion.moderated.name())?;
        }
        if self.inclusion.organiser != usual.organiser {
            write!(f, "; organiser={}", self.inclusion.organiser.name())?;
        }
        match &self.within {
            Some(name) => write!(f, "; in={}", Word(name)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for JournalRecipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JournalRecipe::SourceRows(None) => f.write_str("source rows"),
            JournalRecipe::SourceRows(Some(outcome)) => {
                write!(f, "source rows; outcome={}", outcome.name())
            }
            JournalRecipe::Refused { reason, what } => {
                let (reason, what) = (Word(reason), Word(what));
                write!(
                    f,
                    "source rows; outcome=refused; reason={reason}; what={what}"
                )
            }
            JournalRecipe::Warnings(kind) => write!(f, "warnings; kind={}", Word(kind)),
        }
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recipe::Corpus(recipe) => recipe.fmt(f),
            Recipe::Journal(recipe) => recipe.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests;
