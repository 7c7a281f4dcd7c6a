//! Closed questions: what the forms that count chose, each choice with the forms that made it.

use super::{OrganiserOption, View};
use crate::model::{AuthorId, Kind, Origin, Record, RowSet, Side, Vote};
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
    pub record: Option<&'a Record>,
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

/// What was ticked in forms, and which form is in which source row.
pub struct Forms<'a> {
    by_origin: FxHashMap<&'a Origin, u32>,
}

impl<'a> Forms<'a> {
    /// The forms of a view's corpus.
    pub fn new(view: &View<'a>) -> Self {
        let replies = view.every_of_kind(Kind::Reply).iter();
        let records = view.records;
        Forms {
            by_origin: replies.map(|o| (&records[o as usize].origin, o)).collect(),
        }
    }

    /// The form in whose source row a vote is.
    pub fn of(&self, vote: &Vote) -> Option<u32> {
        self.by_origin.get(&vote.origin).copied()
    }
}

/// Rows of one choice or question, gathered.
#[derive(Default)]
struct Gathered<'a> {
    rows: FxHashSet<&'a Origin>,
    people: FxHashSet<AuthorId>,
    forms: RowSet,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, vote: &'a Vote, author: Option<AuthorId>, form: Option<u32>) {
        self.rows.insert(&vote.origin);
        self.people.extend(author);
        if let Some(form) = form {
            self.forms.insert(form);
        }
    }

    fn counted(self) -> FormCount {
        FormCount {
            count: self.rows.len() as u64,
            participants: (!self.people.is_empty()).then_some(self.people.len() as u64),
            forms: self.forms,
        }
    }
}

/// The closed questions of a view in source order. A form that does not count is in none, nor is a vote that
/// was set aside; a form that ticked two choices is in both.
pub fn closed_questions<'a>(view: &View<'a>) -> Vec<ClosedQuestion<'a>> {
    let choices = view.votes.iter().filter(|(v, _)| v.choice.is_some());
    if choices.clone().next().is_none() {
        return Vec::new();
    }
    let forms = Forms::new(view);
    let questions: FxHashMap<&str, &Record> = view
        .every_of_kind(Kind::Question)
        .iter()
        .map(|o| &view.records[o as usize])
        .map(|r| (r.id.as_str(), r))
        .collect();
    type Choices<'a> = BTreeMap<&'a str, (Option<Side>, Gathered<'a>)>;
    let mut found: FxHashMap<&str, (Gathered<'a>, Choices<'a>)> = FxHashMap::default();
    for (vote, author) in choices {
        let form = forms.of(vote);
        let counts = match form {
            Some(form) => view.rows.contains(form),
            // Of no form: it counts where its question does.
            None => {
                let question = questions.get(vote.record.as_str()).map(|r| r.ordinal);
                view.option.counts(vote.moderation.moderated)
                    && view.organiser_option != OrganiserOption::Only
                    && view.is_inside(question)
            }
        };
        let Some(choice) = vote.choice.as_deref().filter(|_| counts) else {
            continue;
        };
        let (answered, choices) = found.entry(vote.record.as_str()).or_default();
        answered.add(vote, *author, form);
        let (side, chosen) = choices.entry(choice).or_default();
        *side = side.or(vote.side);
        chosen.add(vote, *author, form);
    }
    let mut out: Vec<ClosedQuestion<'a>> = found
        .into_iter()
        .map(|(id, (answered, choices))| {
            let mut choices: Vec<ClosedChoice<'a>> = choices
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
                record: questions.get(id).copied(),
                answered: answered.counted(),
                choices,
            }
        })
        .collect();
    out.sort_by_key(|q| (q.record.map_or(u32::MAX, |r| r.ordinal), q.id));
    out
}
