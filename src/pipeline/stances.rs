//! `stances`: who is for and against, as declared, with what was set aside beside it.

use super::answer::header;
use super::table::{counts, texts};
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular};
use crate::model::{Counters, Kind, RowSet, Side};
use crate::store::write::plain_rows;
use crate::store::{Column, Table};
use crate::tally::{
    Dimension, Group, Names, StanceCounts, View, closed_questions, counted_stances, group,
    organiser_stances, small_groups, stance_counts,
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

/// Sides that contributions declare themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeclaredSides {
    /// For.
    pub favourable: u64,
    /// Neither for nor against, or for with a reservation.
    pub mixed: u64,
    /// Against.
    pub against: u64,
    /// None, or none that is known, in a file whose contributions declare sides.
    pub unknown: u64,
}

impl DeclaredSides {
    fn of(counts: &StanceCounts) -> Option<DeclaredSides> {
        let declared = counts.declared.as_ref()?;
        Some(DeclaredSides {
            favourable: declared.favourable.len(),
            mixed: declared.mixed.len(),
            against: declared.against.len(),
            unknown: declared.unknown.len(),
        })
    }
}

/// A count of everything that bears a stance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// Contributions.
    pub contributions: u64,
    /// Distinct authors of the records counted; null where no column names any.
    pub authors: Option<u64>,
    /// How many of these records have an author; absent where all that could have one do, or none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_records: Option<u64>,
    /// Sides that contributions declare themselves; absent where none of the corpus does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_sides: Option<DeclaredSides>,
    /// Arguments.
    pub arguments: Sides,
    /// Votes listed with a side; nulls where no source lists any.
    pub votes: Counters,
    /// A platform's counters, apart; a side that nothing counts is null.
    pub vote_counters: Counters,
    /// How many records have each of these counters; absent where none has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote_counter_records: Option<Counters>,
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
    /// The keys: `theme`, `section`, `month`, `contribution`, `variable:NAME`; null where a record has none.
    #[serde(flatten)]
    pub keys: BTreeMap<Cow<'static, str>, Option<String>>,
    /// Whether the contribution that the row is of is the organiser's; absent where rows are not of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organiser: Option<bool>,
    /// Contributions.
    pub contributions: u64,
    /// Distinct authors of the contributions and arguments of the row; null where no column names any.
    pub authors: Option<u64>,
    /// Sides that contributions declare themselves; absent where none of the corpus does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_sides: Option<DeclaredSides>,
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
    /// How many people filled those in; null where no column names them.
    pub participants: Option<u64>,
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
    let themes = open.dictionary()?.ids();
    // Ids are read where rows are named by them, and nowhere else.
    let ids = match by.contains(&Dimension::Contribution) {
        true => open.ids()?,
        false => Vec::new(),
    };
    let names = Names {
        themes: &themes,
        records: &|ordinal| ids[ordinal as usize].clone(),
    };
    let rows: Vec<StanceRow> = group(&view, open.themes()?, names, by)
        .into_iter()
        .map(|group| row(&view, by, group))
        .collect();
    let by_people = by.iter().any(|d| matches!(d, Dimension::Variable(_)));
    let body = StancesAnswer {
        totals: Totals::of(&view, &view.rows, counted_stances(&view)),
        moderated: totals(&view, &view.moderated.minus(&view.gone)),
        organiser: OrganiserTotals {
            stated: view.organiser_stated,
            totals: Totals::of(&view, &view.organiser, organiser_stances(&view)),
        },
        gone: (!view.gone.is_empty()).then(|| totals(&view, &view.gone)),
        closed_questions: closed(open, &view)?,
        notes: match by_people {
            true => small_groups(rows.iter().filter_map(|r| r.authors))
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

fn closed(open: &Open, view: &View<'_>) -> Result<Vec<ClosedRow>, PipelineError> {
    let questions = closed_questions(view, open.ballots()?);
    let records: Vec<u32> = questions.iter().filter_map(|q| q.record).collect();
    let titles = match records.is_empty() {
        true => Vec::new(),
        false => open.texts()?.get(&records)?,
    };
    let mut titles = titles.into_iter();
    let rows = questions.into_iter().map(|question| ClosedRow {
        question: question.id.to_string(),
        title: question
            .record
            .and_then(|_| titles.next())
            .map_or(String::new(), |row| row.title),
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
    Ok(rows.collect())
}

fn row(view: &View<'_>, by: &[Dimension<'_>], group: Group) -> StanceRow {
    let counts = &group.counts;
    StanceRow {
        organiser: group.organiser,
        keys: by.iter().map(|d| d.name()).zip(group.keys).collect(),
        contributions: counts.contributions.len(),
        authors: view.authors(&counts.records),
        declared_sides: DeclaredSides::of(counts),
        favourable: counts.favourable.len(),
        against: counts.against.len(),
        unknown: counts.unknown.len(),
        vote_counters: counts.vote_counters,
    }
}

/// How many records have an author, where some could have one and do not.
fn signed_records(view: &View<'_>, rows: &RowSet) -> Option<u64> {
    let unsigned = view.unsigned(rows).len();
    let of_organiser = Kind::ALL.into_iter().filter(|kind| kind.is_of_organiser());
    let of_organiser: u64 = of_organiser
        .map(|kind| view.of_kind(kind).and(rows).len())
        .sum();
    let signed = rows.len() - unsigned - of_organiser;
    (unsigned > 0 && signed > 0).then_some(signed)
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
            signed_records: signed_records(view, rows),
            declared_sides: DeclaredSides::of(&counts),
            arguments: Sides {
                favourable: counts.favourable.len(),
                against: counts.against.len(),
                unknown: counts.unknown.len(),
            },
            votes: counts.votes,
            vote_counters: counts.vote_counters,
            vote_counter_records: Some(counts.counter_records).filter(|c| !c.is_empty()),
            by_kind,
        }
    }
}

/// A number of votes, or a dash where nothing counts them.
fn shown(n: Option<u64>) -> String {
    n.map_or_else(|| "–".to_string(), |n| n.to_string())
}

/// Totals as a line for a terminal. What a corpus has none of is left out.
fn line(name: &str, t: &Totals) -> String {
    let mut parts = vec![format!("{name}: {} contributions", t.contributions)];
    if let Some(authors) = t.authors {
        parts[0].push_str(&format!(", {authors} authors"));
    }
    if let Some(signed) = t.signed_records {
        parts[0].push_str(&format!(" (of {signed} records that name one)"));
    }
    if let Some(d) = t.declared_sides {
        parts.push(format!(
            "sides that contributions declare: {} for, {} mixed, {} against, {} unknown",
            d.favourable, d.mixed, d.against, d.unknown
        ));
    }
    let a = t.arguments;
    parts.push(format!(
        "arguments {} for, {} against, {} of unknown side",
        a.favourable, a.against, a.unknown
    ));
    let v = t.votes;
    parts.push(format!(
        "votes {} for, {} mixed, {} against",
        shown(v.favourable),
        shown(v.mixed),
        shown(v.against)
    ));
    let c = t.vote_counters;
    let mut counters = format!(
        "counters {} / {} / {}",
        shown(c.favourable),
        shown(c.mixed),
        shown(c.against)
    );
    if let Some(n) = c.abstention {
        counters.push_str(&format!(" and {n} abstentions"));
    }
    if let Some(records) = t.vote_counter_records {
        let least = records.all().into_iter().flatten().min();
        let most = records.all().into_iter().flatten().max();
        counters.push_str(&match (least, most) {
            (Some(least), Some(most)) if least != most => {
                format!(" of {least} to {most} records")
            }
            (_, most) => format!(" of {} records", most.unwrap_or(0)),
        });
    }
    parts.push(format!("{counters} (no rows behind them)"));
    parts.join("; ")
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
                "closed question {}: {} forms{}, {} choices (listed by --format json)",
                q.question,
                q.answers,
                q.participants
                    .map_or_else(String::new, |n| format!(" of {n} participants")),
                q.choices.len()
            )
        }));
        lines
    }
}

impl Exported for StancesAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        let declared = |n: fn(DeclaredSides) -> u64| counts(rows, |r| r.declared_sides.map(n));
        let keys = self.by.iter().map(|key| {
            let cells = texts(rows, |r| r.keys.get(key).cloned().flatten());
            (key.clone(), cells)
        });
        let mut columns: Vec<(Cow<'static, str>, Column)> = keys.collect();
        if self.by.contains(&Dimension::Contribution.name()) {
            let cells = rows.iter().map(|r| r.organiser).collect();
            columns.push(("organiser".into(), Column::Bool(cells)));
        }
        let counted = [
            ("contributions", counts(rows, |r| r.contributions)),
            ("authors", counts(rows, |r| r.authors)),
            ("declared_favourable", declared(|d| d.favourable)),
            ("declared_mixed", declared(|d| d.mixed)),
            ("declared_against", declared(|d| d.against)),
            ("declared_unknown", declared(|d| d.unknown)),
            ("favourable", counts(rows, |r| r.favourable)),
            ("against", counts(rows, |r| r.against)),
            ("unknown", counts(rows, |r| r.unknown)),
            (
                "counter_favourable",
                counts(rows, |r| r.vote_counters.favourable),
            ),
            ("counter_mixed", counts(rows, |r| r.vote_counters.mixed)),
            ("counter_against", counts(rows, |r| r.vote_counters.against)),
            (
                "counter_abstention",
                counts(rows, |r| r.vote_counters.abstention),
            ),
        ];
        columns.extend(counted.map(|(name, column)| (Cow::Borrowed(name), column)));
        Table::new(columns)
    }
}
