//! Closed questions: what the forms that count chose, each choice with the forms that made it.

use super::{OrganiserOption, View};
use crate::model::{AuthorId, Ballot, Ballots, RowSet, Side};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A number of forms: those that are records, and how many people filled them in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormCount {
    /// How many source rows answered.
    pub count: u64,
    /// How many distinct people those are; `None` where nothing names them.
    pub participants: Option<u64>,
    /// The forms, where the rows are forms.
    pub forms: RowSet,
}

/// One choice of a closed question.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedChoice<'a> {
    /// As the source words it.
    pub choice: &'a str,
    /// The side that it plainly takes.
    pub side: Option<Side>,
    /// Who chose it.
    pub chosen: FormCount,
}

/// A closed question with its choices.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedQuestion<'a> {
    /// The id of the question.
    pub id: &'a str,
    /// Its record; `None` where no source has it.
    pub record: Option<u32>,
    /// Who answered it.
    pub answered: FormCount,
    /// The choices that were made, most frequent first, then by text.
    pub choices: Vec<ClosedChoice<'a>>,
}

impl ClosedQuestion<'_> {
    /// Whether somebody ticked two choices: then shares do not add up.
    pub fn overlaps(&self) -> bool {
        self.choices.iter().map(|c| c.chosen.count).sum::<u64>() > self.answered.count
    }
}

/// Rows of one choice or question, gathered.
#[derive(Default)]
struct Gathered {
    rows: FxHashSet<u32>,
    people: FxHashSet<AuthorId>,
    forms: RowSet,
}

impl Gathered {
    fn add(&mut self, vote: &Ballot<'_>) {
        self.rows.insert(vote.row);
        self.people.extend(vote.author);
        self.forms.extend(vote.form);
    }

    fn counted(self) -> FormCount {
        FormCount {
            count: self.rows.len() as u64,
            participants: (!self.people.is_empty()).then_some(self.people.len() as u64),
            forms: self.forms,
        }
    }
}

/// Whether the answer of a vote to a closed question counts.
pub(super) fn answer_counts(view: &View<'_>, vote: &Ballot<'_>) -> bool {
    match vote.form {
        Some(form) => view.rows.contains(form),
        // Of no form: it counts where its question does.
        None => {
            view.option.counts(vote.moderated)
                && view.organiser_option != OrganiserOption::Only
                && view.is_inside(vote.record)
        }
    }
}

/// The closed questions of a view in source order. A form that does not count is in none, nor is a vote that
/// was set aside; a form that ticked two choices is in both.
pub fn closed_questions<'b>(view: &View<'_>, ballots: &'b Ballots) -> Vec<ClosedQuestion<'b>> {
    #[derive(Default)]
    struct Found<'b> {
        record: Option<u32>,
        answered: Gathered,
        choices: BTreeMap<&'b str, (Option<Side>, Gathered)>,
    }
    if !ballots.has_choices() {
        return Vec::new();
    }
    let mut found: FxHashMap<&str, Found<'b>> = FxHashMap::default();
    for vote in ballots.iter() {
        let Some((question, choice)) = vote.choice else {
            continue;
        };
        if !answer_counts(view, &vote) {
            continue;
        }
        let of = found.entry(question).or_default();
        of.record = vote.record;
        of.answered.add(&vote);
        let (side, chosen) = of.choices.entry(choice).or_default();
        *side = side.or(vote.side);
        chosen.add(&vote);
    }
    let mut out: Vec<ClosedQuestion<'b>> = found
        .into_iter()
        .map(|(id, found)| {
            let mut choices: Vec<ClosedChoice<'b>> = found
                .choices
                .into_iter()
                .map(|(choice, (side, chosen))| ClosedChoice {
                    choice,
                    side,
                    chosen: chosen.counted(),
                })
                .collect();
            // A stable sort: choices of one count stay in the order of their texts.
            choices.sort_by_key(|c| std::cmp::Reverse(c.chosen.count));
            ClosedQuestion {
                id,
                record: found.record,
                answered: found.answered.counted(),
                choices,
            }
        })
        .collect();
    out.sort_by_key(|q| (q.record.unwrap_or(u32::MAX), q.id));
    out
}
