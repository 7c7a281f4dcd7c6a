//! `stances`: who is for and against, as declared, with what was set aside beside it.

use super::answer::header;
use super::table::{counts, texts};
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular};
use crate::model::{Counters, Kind, RowSet, Side};
use crate::store::write::plain_rows;
use crate::store::{Column, Table};
use crate::tally::{
    Dimension, StanceCounts, View, closed_questions, counted_stances, group, organiser_stances,
    stance_counts,
};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Arguments by declared side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// Filed for.
    pub favourable: u64,
    /// Filed against.
    pub against: u64,
    /// Of a side that the source does not state.
    pub unknown: u64,
}

/// A count of everything that bears a stance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// Contributions.
    pub contributions: u64,
    /// Distinct authors of the records counted.
    pub authors: u64,
    /// Arguments.
    pub arguments: Sides,
    /// Votes listed with a side.
    pub votes: Counters,
    /// A platform's counters, apart.
    pub vote_counters: Counters,
    /// Records by kind; kinds that are absent are left out.
    pub by_kind: BTreeMap<&'static str, u64>,
}

/// The organiser's own texts, and what others filed on them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrganiserTotals {
    /// Whether a source, or `corpus.toml`, says which texts are the organiser's. Where nothing does, no number here
    /// says that there is none.
    pub stated: bool,
    /// Their contributions, authors and records by kind; the arguments of others on those contributions and the votes
    /// on these texts, which the totals hold as well.
    #[serde(flatten)]
    pub totals: Totals,
}

/// One row of the breakdown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StanceRow {
    /// The keys: `theme`, `section`, `month`, `contribution`; null where a record has none.
    #[serde(flatten)]
    pub keys: BTreeMap<&'static str, Option<String>>,
    /// Whether the contribution that the row is of is the organiser's; absent where rows are not of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organiser: Option<bool>,
    /// Contributions.
    pub contributions: u64,
    /// Distinct authors of the contributions and arguments of the row.
    pub authors: u64,
    /// Arguments filed for.
    pub favourable: u64,
    /// Arguments filed against.
    pub against: u64,
    /// Arguments of unknown side.
    pub unknown: u64,
    /// A platform's counters.
    pub vote_counters: Counters,
}

/// One choice of a closed question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChoiceRow {
    /// As the source words it.
    pub choice: String,
    /// The side that it plainly takes, or null.
    pub side: Option<Side>,
    /// How many forms chose it.
    pub count: u64,
}

/// A closed question. A form that ticked several choices is in each: counts may add up to more than
/// `answers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClosedRow {
    /// The id of the question.
    pub question: String,
    /// Its title.
    pub title: String,
    /// How many forms answer it.
    pub answers: u64,
    /// How many people filled those in.
    pub participants: u64,
    /// The choices that were made, most frequent first, then by text.
    pub choices: Vec<ChoiceRow>,
}

/// The answer of `stances`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StancesAnswer {
    /// What counts.
    #[serde(flatten)]
    pub totals: Totals,
    /// What its own row set aside, whatever the option.
    pub moderated: Totals,
    /// The organiser's own texts, whatever the option.
    pub organiser: OrganiserTotals,
    /// What a newer export of its source holds no more, whatever the option; absent where there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<Totals>,
    /// The closed questions of forms, in source order; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed_questions: Vec<ClosedRow>,
    /// The breakdown.
    pub rows: Vec<StanceRow>,
    /// The names of its keys, in alphabetical order, as columns of tables.
    #[serde(skip)]
    pub by: Vec<&'static str>,
}

/// Counts the stances of a corpus, broken down `by` (by theme where it is empty).
pub fn stances(
    open: &Open,
    selection: &Selection,
    by: &[Dimension],
) -> Result<Answer<StancesAnswer>, PipelineError> {
    let view = open.view(selection)?;
    let by = if by.is_empty() {
        &[Dimension::Theme]
    } else {
        by
    };
    let ids = open.dictionary()?.ids();
    let organisers = OrganiserIds::of(&view, by);
    let rows = group(&view, open.themes()?, &ids, by)
        .into_iter()
        .map(|(keys, counts)| row(&view, by, keys, &counts, &organisers))
        .collect();
    let body = StancesAnswer {
        totals: Totals::of(&view, &view.rows, counted_stances(&view)),
        moderated: totals(&view, &view.moderated.minus(&view.gone)),
        organiser: OrganiserTotals {
            stated: view.organiser_stated,
            totals: Totals::of(&view, &view.organiser, organiser_stances(&view)),
        },
        gone: (!view.gone.is_empty()).then(|| totals(&view, &view.gone)),
        closed_questions: closed(&view),
        rows,
        by: by
            .iter()
            .map(|d| d.name())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    };
    Ok(Answer::new("stances", open.title(), body).within(selection))
}

fn closed(view: &View<'_>) -> Vec<ClosedRow> {
    let rows = closed_questions(view)
        .into_iter()
        .map(|question| ClosedRow {
            question: question.id.to_string(),
            title: question.record.map_or(String::new(), |r| r.title.clone()),
            answers: question.answered.count,
            participants: question.answered.participants,
            choices: question
                .choices
                .into_iter()
                .map(|choice| ChoiceRow {
                    choice: choice.choice.to_string(),
                    side: choice.side,
                    count: choice.chosen.count,
                })
                .collect(),
        });
    rows.collect()
}

fn row(
    view: &View<'_>,
    by: &[Dimension],
    keys: Vec<Option<String>>,
    counts: &StanceCounts,
    organisers: &OrganiserIds<'_>,
) -> StanceRow {
    let keys: BTreeMap<_, _> = by.iter().map(|d| d.name()).zip(keys).collect();
    let contribution = keys.get(Dimension::Contribution.name());
    StanceRow {
        organiser: contribution.map(|id| id.as_deref().is_some_and(|id| organisers.0.contains(id))),
        keys,
        contributions: counts.contributions.len(),
        authors: view.authors(&counts.records),
        favourable: counts.favourable.len(),
        against: counts.against.len(),
        unknown: counts.unknown.len(),
        vote_counters: counts.vote_counters,
    }
}

/// The ids of the organiser's contributions, where rows are of contributions.
struct OrganiserIds<'v>(FxHashSet<&'v str>);

impl<'v> OrganiserIds<'v> {
    fn of(view: &View<'v>, by: &[Dimension]) -> Self {
        let wanted = by.contains(&Dimension::Contribution);
        let records = view.records.iter().filter(|r| wanted && r.is_organiser());
        OrganiserIds(records.map(|r| r.id.as_str()).collect())
    }
}

/// The totals of some records.
pub(super) fn totals(view: &View<'_>, rows: &RowSet) -> Totals {
    Totals::of(view, rows, stance_counts(view, rows))
}

impl Totals {
    /// The totals of counts; authors and kinds are those of `rows`.
    fn of(view: &View<'_>, rows: &RowSet, counts: StanceCounts) -> Totals {
        let mut by_kind = BTreeMap::new();
        for kind in Kind::ALL {
            let n = view.of_kind(kind).and(rows).len();
            if n > 0 {
                by_kind.insert(kind.name(), n);
            }
        }
        Totals {
            contributions: counts.contributions.len(),
            authors: view.authors(rows),
            arguments: Sides {
                favourable: counts.favourable.len(),
                against: counts.against.len(),
                unknown: counts.unknown.len(),
            },
            votes: counts.votes,
            vote_counters: counts.vote_counters,
            by_kind,
        }
    }
}

impl Tabular for StancesAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn summary(&self) -> Vec<String> {
        let line = |name: &str, t: &Totals| {
            let c = t.vote_counters;
            format!(
                "{name}: {} contributions, {} authors; arguments {} for, {} against, {} of unknown side; \
                 votes {} for, {} mixed, {} against; counters {} / {} / {} (no rows behind them)",
                t.contributions,
                t.authors,
                t.arguments.favourable,
                t.arguments.against,
                t.arguments.unknown,
                t.votes.favourable,
                t.votes.mixed,
                t.votes.against,
                c.favourable,
                c.mixed,
                c.against
            )
        };
        let mut lines = vec![
            line("declared", &self.totals),
            line("moderated", &self.moderated),
            match self.organiser.stated {
                true => line("organiser", &self.organiser.totals),
                false => "organiser: not stated by the sources".to_string(),
            },
        ];
        lines.extend(self.gone.iter().map(|gone| line("gone", gone)));
        lines.extend(self.closed_questions.iter().map(|q| {
            format!(
                "closed question {}: {} forms of {} participants, {} choices (listed by --format json)",
                q.question,
                q.answers,
                q.participants,
                q.choices.len()
            )
        }));
        lines
    }
}

impl Exported for StancesAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        let keys = self.by.iter().map(|key| {
            let cells = texts(rows, |r| r.keys.get(key).cloned().flatten());
            (*key, cells)
        });
        let mut columns: Vec<(&'static str, Column)> = keys.collect();
        if self.by.contains(&Dimension::Contribution.name()) {
            let cells = rows.iter().map(|r| r.organiser).collect();
            columns.push(("organiser", Column::Bool(cells)));
        }
        columns.extend([
            ("contributions", counts(rows, |r| r.contributions)),
            ("authors", counts(rows, |r| r.authors)),
            ("favourable", counts(rows, |r| r.favourable)),
            ("against", counts(rows, |r| r.against)),
            ("unknown", counts(rows, |r| r.unknown)),
            (
                "counter_favourable",
                counts(rows, |r| r.vote_counters.favourable),
            ),
            ("counter_mixed", counts(rows, |r| r.vote_counters.mixed)),
            ("counter_against", counts(rows, |r| r.vote_counters.against)),
        ]);
        Table::new(columns)
    }
}
