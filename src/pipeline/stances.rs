//! `stances`: who is for and against, as declared, with what was set aside beside it.

use super::answer::header;
use super::table::{counts, texts};
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular};
use crate::model::{Counters, Kind, RowSet, Side};
use crate::store::write::plain_rows;
use crate::store::{Column, Table};
use crate::tally::{
    Dimension, StanceCounts, View, closed_questions, group, small_groups, stance_counts,
};
use serde::Serialize;
use std::borrow::Cow;
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

/// One row of the breakdown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StanceRow {
    /// The keys: `theme`, `section`, `month`, `contribution`, `variable:NAME`; null where a record has none.
    #[serde(flatten)]
    pub keys: BTreeMap<Cow<'static, str>, Option<String>>,
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
    /// What a newer export of its source holds no more, whatever the option; absent where there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<Totals>,
    /// The closed questions of forms, in source order; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed_questions: Vec<ClosedRow>,
    /// What the reader should know of the breakdown, a sentence a matter; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The breakdown.
    pub rows: Vec<StanceRow>,
    /// The names of its keys, in alphabetical order, as columns of tables.
    #[serde(skip)]
    pub by: Vec<Cow<'static, str>>,
}

/// Counts the stances of a corpus, broken down `by` (by theme where it is empty).
pub fn stances(
    open: &Open,
    selection: &Selection,
    by: &[Dimension<'_>],
) -> Result<Answer<StancesAnswer>, PipelineError> {
    let view = open.view(selection)?;
    let by = if by.is_empty() {
        &[Dimension::Theme]
    } else {
        by
    };
    let ids = open.dictionary()?.ids();
    let rows: Vec<StanceRow> = group(&view, open.themes()?, &ids, by)
        .into_iter()
        .map(|(keys, counts)| row(&view, by, keys, &counts))
        .collect();
    let by_people = by.iter().any(|d| matches!(d, Dimension::Variable(_)));
    let body = StancesAnswer {
        totals: totals(&view, &view.rows),
        moderated: totals(&view, &view.moderated.minus(&view.gone)),
        gone: (!view.gone.is_empty()).then(|| totals(&view, &view.gone)),
        closed_questions: closed(&view),
        notes: match by_people {
            true => small_groups(rows.iter().map(|r| r.authors))
                .into_iter()
                .collect(),
            false => Vec::new(),
        },
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
    by: &[Dimension<'_>],
    keys: Vec<Option<String>>,
    counts: &StanceCounts,
) -> StanceRow {
    StanceRow {
        keys: by.iter().map(|d| d.name()).zip(keys).collect(),
        contributions: counts.contributions.len(),
        authors: view.authors(&counts.records),
        favourable: counts.favourable.len(),
        against: counts.against.len(),
        unknown: counts.unknown.len(),
        vote_counters: counts.vote_counters,
    }
}

/// The totals of some records.
pub(super) fn totals(view: &View<'_>, rows: &RowSet) -> Totals {
    let counts = stance_counts(view, rows);
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

impl Tabular for StancesAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn footer(&self) -> Vec<String> {
        self.notes.clone()
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
            (key.clone(), cells)
        });
        let mut columns: Vec<(Cow<'static, str>, Column)> = keys.collect();
        let counted = [
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
        ];
        columns.extend(counted.map(|(name, column)| (Cow::Borrowed(name), column)));
        Table::new(columns)
    }
}
