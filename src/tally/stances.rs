//! Declared stances: contributions' own sides, arguments, listed votes and a platform's counters, each counted apart.

use super::{ThemeRows, Variable, View};
use crate::locale::paris_month;
use crate::model::{Counters, Kind, Record, RowSet, Side};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

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
    let side = |wanted: Option<Side>| -> RowSet {
        arguments
            .iter()
            .filter(|o| view.records[*o as usize].declared == wanted)
            .collect()
    };
    let favourable = side(Some(Side::Favourable));
    let against = side(Some(Side::Against));
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
        for ordinal in rows.iter() {
            let record = &view.records[ordinal as usize];
            match (view.votes_on(&record.id), record.counters) {
                (Some(listed), _) => self.votes += listed,
                (None, Some(counters)) => {
                    self.vote_counters += counters;
                    self.counter_records += counters.present();
                }
                (None, None) => {}
            }
        }
    }
}

/// The sides that those of `rows` declare that are contributions of files with such sides.
fn declared_sides(view: &View<'_>, rows: &RowSet) -> DeclaredSides {
    let base = view.declaring().and(rows);
    let side = |wanted: Option<Side>| -> RowSet {
        base.iter()
            .filter(|o| view.records[*o as usize].declared == wanted)
            .collect()
    };
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

/// One cell of a breakdown: its key along each dimension (`None`: the record has none), its counts.
pub type Group = (Vec<Option<String>>, StanceCounts);

/// Breaks the view's records down. A record with several themes, or several values of a variable, is in several
/// groups, which then do not add up. Groups by theme come in the dictionary's order, sections in order of first appearance,
/// months in time, contributions in source order, values in the order of their keys; what has no key comes last.
pub fn group(
    view: &View<'_>,
    themes: &ThemeRows,
    ids: &[String],
    dimensions: &[Dimension<'_>],
) -> Vec<Group> {
    let values_of: Vec<FxHashMap<u32, Vec<usize>>> = dimensions.iter().map(values_of).collect();
    let mut sections: Vec<&str> = Vec::new();
    let mut cells: BTreeMap<Vec<usize>, RowSet> = BTreeMap::new();
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    let month_of = |r: &Record| r.published_at.map(paris_month);
    let all = view.rows.or(&view.voted);
    for o in all.iter() {
        if let Some(m) = month_of(&view.records[o as usize]) {
            months.insert(m, 0);
        }
    }
    for (i, value) in months.values_mut().enumerate() {
        *value = i;
    }
    const NONE: usize = usize::MAX;
    for ordinal in all.iter() {
        let record = &view.records[ordinal as usize];
        if !record.kind.is_contribution() && record.kind != Kind::Argument {
            continue;
        }
        let contribution = view.contribution_of(ordinal);
        let mut keys: Vec<Vec<usize>> = vec![Vec::new()];
        for (dimension, values_of) in dimensions.iter().zip(&values_of) {
            let values: Vec<usize> = match dimension {
                Dimension::Theme => match contribution {
                    Some(c) => {
                        let found: Vec<usize> = (0..ids.len())
                            .filter(|t| themes.rows[*t].contains(c))
                            .collect();
                        if found.is_empty() { vec![NONE] } else { found }
                    }
                    None => vec![NONE],
                },
                Dimension::Section => vec![match record.section.as_deref() {
                    Some(s) => sections.iter().position(|k| *k == s).unwrap_or_else(|| {
                        sections.push(s);
                        sections.len() - 1
                    }),
                    None => NONE,
                }],
                Dimension::Month => {
                    vec![month_of(record).map_or(NONE, |m| months[&m])]
                }
                Dimension::Contribution => vec![contribution.map_or(NONE, |c| c as usize)],
                Dimension::Variable(_) => match values_of.get(&ordinal) {
                    Some(values) => values.clone(),
                    None => vec![NONE],
                },
            };
            keys = keys
                .into_iter()
                .flat_map(|key| {
                    values.iter().map(move |v| {
                        let mut longer = key.clone();
                        longer.push(*v);
                        longer
                    })
                })
                .collect();
        }
        for key in keys {
            cells.entry(key).or_default().insert(ordinal);
        }
    }
    let month_names: Vec<&String> = months.keys().collect();
    cells
        .into_iter()
        .map(|(key, rows)| {
            let names = key
                .iter()
                .zip(dimensions)
                .map(|(v, d)| {
                    (*v != NONE).then(|| match d {
                        Dimension::Theme => ids[*v].clone(),
                        Dimension::Section => sections[*v].to_string(),
                        Dimension::Month => month_names[*v].clone(),
                        Dimension::Contribution => view.records[*v].id.clone(),
                        Dimension::Variable(variable) => variable.values[*v].text.clone(),
                    })
                })
                .collect();
            (names, counted_of(view, &rows))
        })
        .collect()
}

/// The values of a variable that each record has, by their places; nothing for other dimensions.
fn values_of(dimension: &Dimension<'_>) -> FxHashMap<u32, Vec<usize>> {
    let mut out: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    if let Dimension::Variable(variable) = dimension {
        for (at, value) in variable.values.iter().enumerate() {
            for ordinal in value.rows.iter() {
                out.entry(ordinal).or_default().push(at);
            }
        }
    }
    out
}
