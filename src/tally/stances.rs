//! Declared stances: contributions' own sides, arguments, listed votes and a platform's counters, each counted apart.

use super::facets::day;
use super::{ThemeRows, Variable, View};
use crate::model::{Counters, Kind, NO_DAY, NO_ROW, ORGANISER, RowSet, Side};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Sides that contributions declare themselves. They are no arguments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeclaredSides {
    /// For.
    pub favourable: RowSet,
    /// Neither for nor against, or for with a reservation.
    pub mixed: RowSet,
    /// Against.
    pub against: RowSet,
    /// None, or none that is known, where other contributions of the same file declare one.
    pub unknown: RowSet,
}

impl DeclaredSides {
    /// All of them: the base of their shares.
    pub fn all(&self) -> RowSet {
        let sided = self.favourable.or(&self.mixed).or(&self.against);
        sided.or(&self.unknown)
    }
}

/// Stances of some records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StanceCounts {
    /// Contributions.
    pub contributions: RowSet,
    /// Sides that contributions declare themselves; `None` where none of the corpus does.
    pub declared: Option<DeclaredSides>,
    /// Arguments filed for.
    pub favourable: RowSet,
    /// Arguments filed against.
    pub against: RowSet,
    /// Arguments whose side the source does not state.
    pub unknown: RowSet,
    /// All records that count, of every kind.
    pub records: RowSet,
    /// Listed votes: for, mixed, against. These are rows of the source; nothing where no source lists votes with a side.
    pub votes: Counters,
    /// A platform's counters, of contributions whose source lists no vote with a side. No rows are
    /// behind them, and they are never added to `votes`.
    pub vote_counters: Counters,
    /// How many records have each of these counters.
    pub counter_records: Counters,
}

/// Counts the stances in `rows`, whatever the view's own rows are.
pub fn stance_counts(view: &View<'_>, rows: &RowSet) -> StanceCounts {
    let arguments = view.of_kind(Kind::Argument).and(rows);
    let favourable = view.of_side(&arguments, Some(Side::Favourable));
    let against = view.of_side(&arguments, Some(Side::Against));
    let unknown = arguments.minus(&favourable).minus(&against);
    let mut counts = StanceCounts {
        contributions: view.all_contributions().and(rows),
        declared: view
            .has_declared_sides()
            .then(|| declared_sides(view, rows)),
        favourable,
        against,
        unknown,
        records: rows.clone(),
        votes: match view.has_listed_sides() {
            true => Counters::ZERO,
            false => Counters::default(),
        },
        vote_counters: Counters::default(),
        counter_records: Counters::default(),
    };
    counts.add_votes(view, rows);
    counts
}

/// Counts what counts: the records of a view, and the votes on them and on the organiser's texts that are set aside.
pub fn counted_stances(view: &View<'_>) -> StanceCounts {
    counted_of(view, &view.rows.or(&view.voted))
}

/// The same of some records.
fn counted_of(view: &View<'_>, rows: &RowSet) -> StanceCounts {
    let mut counts = stance_counts(view, &rows.and(&view.rows));
    counts.add_votes(view, &rows.minus(&view.rows));
    counts
}

/// The organiser's own texts, with the arguments and the votes on them.
pub fn organiser_stances(view: &View<'_>) -> StanceCounts {
    let on = stance_counts(view, &view.arguments_on_organiser());
    StanceCounts {
        favourable: on.favourable,
        against: on.against,
        unknown: on.unknown,
        ..stance_counts(view, &view.organiser)
    }
}

impl StanceCounts {
    /// Adds the votes on some records.
    fn add_votes(&mut self, view: &View<'_>, rows: &RowSet) {
        if !view.has_counts() {
            return;
        }
        for ordinal in rows.iter() {
            if let Some(listed) = view.facts.listed_votes(ordinal) {
                self.votes += listed;
            } else if let Some(counters) = view.facts.counters(ordinal) {
                self.vote_counters += counters;
                self.counter_records += counters.present();
            }
        }
    }
}

/// The sides that those of `rows` declare that are contributions of files with such sides.
fn declared_sides(view: &View<'_>, rows: &RowSet) -> DeclaredSides {
    let base = view.declaring().and(rows);
    let side = |wanted: Option<Side>| view.of_side(&base, wanted);
    DeclaredSides {
        favourable: side(Some(Side::Favourable)),
        mixed: side(Some(Side::Mixed)),
        against: side(Some(Side::Against)),
        unknown: side(None),
    }
}

/// What is before the name of a variable where others are beside it: in options, JSON and columns of tables.
pub const VARIABLE: &str = "variable:";

/// What stances are broken down by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dimension<'v> {
    /// The theme: of a contribution its own, of an argument that of the nearest contribution above it.
    Theme,
    /// The section.
    Section,
    /// The month of publication, in Paris, as `2015-03`.
    Month,
    /// The nearest contribution.
    Contribution,
    /// A variable of the record itself.
    Variable(&'v Variable),
}

impl<'v> Dimension<'v> {
    /// The name in options and JSON.
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Dimension::Theme => "theme",
            Dimension::Section => "section",
            Dimension::Month => "month",
            Dimension::Contribution => "contribution",
            Dimension::Variable(variable) => {
                return Cow::Owned(format!("{VARIABLE}{}", variable.name));
            }
        })
    }

    /// The dimension of that name, which is no variable's.
    pub fn from_name(name: &str) -> Option<Dimension<'v>> {
        [
            Dimension::Theme,
            Dimension::Section,
            Dimension::Month,
            Dimension::Contribution,
        ]
        .into_iter()
        .find(|d| d.name() == name)
    }
}

/// One cell of a breakdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its key along each dimension; `None`: the records have none.
    pub keys: Vec<Option<String>>,
    /// Whether its contribution is the organiser's; `None` where no dimension is the contribution.
    pub organiser: Option<bool>,
    /// Its counts.
    pub counts: StanceCounts,
}

/// What keys of groups are called.
#[derive(Clone, Copy)]
pub struct Names<'n> {
    /// The ids of the themes, in the dictionary's order.
    pub themes: &'n [String],
    /// The id of a record, asked for where a dimension is the contribution.
    pub records: &'n (dyn Fn(u32) -> String + Sync),
}

/// A record without a key.
const NO_KEY: u32 = u32::MAX;

/// Breaks the view's records down. A record with several themes, or several values of a variable, is in several
/// groups, which then do not add up. Groups by theme come in the dictionary's order, sections in order of first appearance,
/// months in time, contributions in source order, values in the order of their keys; what has no key comes last.
pub fn group(
    view: &View<'_>,
    themes: &ThemeRows,
    names: Names<'_>,
    dimensions: &[Dimension<'_>],
) -> Vec<Group> {
    let (facts, kinds) = (view.facts, view.facts.kinds());
    let values_of: Vec<FxHashMap<u32, Vec<u32>>> = dimensions.iter().map(values_of).collect();
    let all = view.rows.or(&view.voted);
    let takes_part = |o: &u32| {
        let kind = Kind::ALL[usize::from(kinds[*o as usize])];
        kind.is_contribution() || kind == Kind::Argument
    };
    let counted: Vec<u32> = all.iter().filter(takes_part).collect();
    // Only what is asked for is looked at.
    let has = |dimension| dimensions.contains(&dimension);
    let months = match has(Dimension::Month) {
        true => Months::of(all.iter().map(|o| facts.days()[o as usize])),
        false => Months::of(std::iter::empty()),
    };
    // Sections are numbered as they appear among what is broken down.
    let mut sections: Vec<u32> = Vec::new();
    let mut section_place = vec![NO_KEY; facts.section_names().len()];
    for ordinal in counted.iter().filter(|_| has(Dimension::Section)) {
        let section = facts.sections()[*ordinal as usize];
        if section != NO_ROW && section_place[section as usize] == NO_KEY {
            section_place[section as usize] = sections.len() as u32;
            sections.push(section);
        }
    }
    // A cell's key is one number, in which the first dimension weighs most; what has no key is behind all values.
    let sizes: Vec<u128> = dimensions
        .iter()
        .map(|dimension| match dimension {
            Dimension::Theme => names.themes.len(),
            Dimension::Section => sections.len(),
            Dimension::Month => months.names.len(),
            Dimension::Contribution => facts.len() as usize,
            Dimension::Variable(variable) => variable.values.len(),
        })
        .map(|values| values as u128 + 1)
        .collect();
    let mut cells = Cells::new(sizes.iter().product(), facts.len());
    let (mut keys, mut longer): (Vec<u128>, Vec<u128>) = (Vec::new(), Vec::new());
    for ordinal in counted {
        let at = ordinal as usize;
        let contribution = view.contribution_of(ordinal);
        keys.clear();
        keys.push(0);
        for ((dimension, values_of), size) in dimensions.iter().zip(&values_of).zip(&sizes) {
            longer.clear();
            let mut add = |value: u32| {
                let value = match value {
                    NO_KEY => size - 1,
                    value => u128::from(value),
                };
                longer.extend(keys.iter().map(|key| key * size + value));
            };
            match dimension {
                Dimension::Theme => match contribution.map_or(&[][..], |c| themes.of(c).0) {
                    [] => add(NO_KEY),
                    own => own.iter().for_each(|theme| add(u32::from(*theme))),
                },
                Dimension::Section => {
                    let section = facts.sections()[at] as usize;
                    add(section_place.get(section).copied().unwrap_or(NO_KEY));
                }
                Dimension::Month => add(months.place(facts.days()[at])),
                Dimension::Contribution => add(contribution.unwrap_or(NO_KEY)),
                Dimension::Variable(_) => match values_of.get(&ordinal) {
                    None => add(NO_KEY),
                    Some(values) => values.iter().for_each(|value| add(*value)),
                },
            }
            std::mem::swap(&mut keys, &mut longer);
        }
        keys.iter().for_each(|key| cells.push(*key, ordinal));
    }
    let name = |value: u32, dimension: &Dimension<'_>| match dimension {
        Dimension::Theme => names.themes[value as usize].clone(),
        Dimension::Section => {
            let section = sections[value as usize] as usize;
            facts.section_names()[section].clone()
        }
        Dimension::Month => months.names[value as usize].clone(),
        Dimension::Contribution => (names.records)(value),
        Dimension::Variable(variable) => variable.values[value as usize].text.clone(),
    };
    let by_contribution = dimensions
        .iter()
        .position(|d| *d == Dimension::Contribution);
    let is_organiser = |o: u32| o != NO_KEY && facts.flags()[o as usize] & ORGANISER != 0;
    let cells = cells.into_sorted().into_par_iter();
    cells
        .map(|(mut key, rows)| {
            let mut values = vec![NO_KEY; sizes.len()];
            for (value, size) in values.iter_mut().zip(&sizes).rev() {
                // A value is below its size, which came from a usize.
                let (rest, own) = (key / size, key % size);
                *value = if own + 1 == *size { NO_KEY } else { own as u32 };
                key = rest;
            }
            let named = values.iter().zip(dimensions);
            Group {
                organiser: by_contribution.map(|at| is_organiser(values[at])),
                keys: named
                    .map(|(value, dimension)| (*value != NO_KEY).then(|| name(*value, dimension)))
                    .collect(),
                counts: counted_of(view, &RowSet::sorted(rows)),
            }
        })
        .collect()
}

/// The records of each cell of a breakdown, ascending.
enum Cells {
    /// By the keys as places: there are not many more cells than records.
    Dense(Vec<Vec<u32>>),
    /// By the keys that occur.
    Sparse(FxHashMap<u128, Vec<u32>>),
}

impl Cells {
    /// No record; `cells` is the number of keys that could be.
    fn new(cells: u128, records: u32) -> Self {
        match cells <= u128::from(records) + 65_536 {
            true => Cells::Dense(vec![Vec::new(); cells as usize]),
            false => Cells::Sparse(FxHashMap::default()),
        }
    }

    fn push(&mut self, key: u128, ordinal: u32) {
        match self {
            Cells::Dense(cells) => cells[key as usize].push(ordinal),
            Cells::Sparse(cells) => cells.entry(key).or_default().push(ordinal),
        }
    }

    /// The cells that have records, in the order of their keys.
    fn into_sorted(self) -> Vec<(u128, Vec<u32>)> {
        match self {
            Cells::Dense(cells) => {
                let cells = (0u128..).zip(cells);
                cells.filter(|(_, rows)| !rows.is_empty()).collect()
            }
            Cells::Sparse(cells) => {
                let mut cells: Vec<(u128, Vec<u32>)> = cells.into_iter().collect();
                cells.sort_unstable_by_key(|cell| cell.0);
                cells
            }
        }
    }
}

/// The months of some days, in time.
struct Months {
    /// As `2015-03`.
    names: Vec<String>,
    places: FxHashMap<i32, u32>,
}

impl Months {
    fn of(days: impl Iterator<Item = i32>) -> Self {
        let mut distinct: Vec<i32> = days.filter(|d| *d != NO_DAY).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let (mut names, mut places): (Vec<String>, _) = (Vec::new(), FxHashMap::default());
        for days in distinct {
            // Days of facts are days of the calendar.
            let Some(date) = day(days) else { continue };
            let month = format!("{:04}-{:02}", date.year(), date.month());
            if names.last() != Some(&month) {
                names.push(month);
            }
            places.insert(days, names.len() as u32 - 1);
        }
        Months { names, places }
    }

    fn place(&self, days: i32) -> u32 {
        self.places.get(&days).copied().unwrap_or(NO_KEY)
    }
}

/// The values of a variable that each record has, by their places; nothing for other dimensions.
fn values_of(dimension: &Dimension<'_>) -> FxHashMap<u32, Vec<u32>> {
    let mut out: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    if let Dimension::Variable(variable) = dimension {
        for (at, value) in variable.values.iter().enumerate() {
            for ordinal in value.rows.iter() {
                out.entry(ordinal).or_default().push(at as u32);
            }
        }
    }
    out
}
