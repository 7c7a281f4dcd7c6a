//! The value of a recipe: what it counts, with the rows behind it.

use super::closed::answer_counts;
use super::{ClosedQuestion, Participation, ThemeRows};
use super::{Counted, View, closed_questions, participation};
use crate::model::{
    AuthorId, Ballot, Ballots, CorpusRecipe, Count, Counter, DeclaredSide, Filter, Inclusion,
    JournalRecipe, Kinds, MostActive, NO_DAY, NO_ROW, ORGANISER, Recipe, RowOutcome, RowSet, Set,
    Side,
};
use crate::store::{ReadImport, ReadWarning};
use jiff::civil::{Date, date};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};

/// A recipe that cannot be counted here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// The dictionary has no such theme.
    #[error("the dictionary has no theme «{0}»")]
    UnknownTheme(String),
    /// It is of other choices, or of another sub-corpus.
    #[error("«{0}» is of other choices than these records were selected by")]
    OtherSelection(String),
    /// Occurrences of no theme.
    #[error("«{0}» names no theme whose occurrences are counted")]
    NoTheme(String),
}

/// Counts recipes over one view. What several of them need is counted once.
pub struct Evaluator<'e> {
    view: &'e View<'e>,
    themes: &'e ThemeRows,
    ids: &'e [String],
    ballots: &'e Ballots,
    within: Option<&'e str>,
    sections: OnceCell<FxHashMap<&'e str, RowSet>>,
    under: OnceCell<Vec<RowSet>>,
    participation: OnceCell<Option<Participation>>,
    questions: OnceCell<Vec<ClosedQuestion<'e>>>,
    written: RefCell<FxHashMap<Kinds, Vec<u64>>>,
}

impl<'e> Evaluator<'e> {
    /// Recipes over a view that is narrowed to the sub-corpus of that name; `ids` are those of the themes.
    pub fn new(
        view: &'e View<'e>,
        themes: &'e ThemeRows,
        ids: &'e [String],
        ballots: &'e Ballots,
        within: Option<&'e str>,
    ) -> Self {
        Evaluator {
            view,
            themes,
            ids,
            ballots,
            within,
            sections: OnceCell::new(),
            under: OnceCell::new(),
            participation: OnceCell::new(),
            questions: OnceCell::new(),
            written: RefCell::default(),
        }
    }

    /// What a recipe counts; `None` where that is unknown: authors where nothing names them, a counter that nothing
    /// states.
    ///
    /// # Errors
    /// Where the recipe is of a theme that is not the dictionary's, or of another selection than the view.
    pub fn evaluate(&self, recipe: &CorpusRecipe) -> Result<Option<Counted>, RecipeError> {
        let inclusion = Inclusion {
            moderated: self.view.option,
            organiser: self.view.organiser_option,
        };
        let here = recipe.clone().under(recipe.set, inclusion, self.within);
        if here != *recipe {
            return Err(RecipeError::OtherSelection(recipe.to_string()));
        }
        match recipe.count {
            Count::Records(kinds) => Ok(Some(Counted::rows(self.rows(recipe, kinds)?))),
            Count::Authors(kinds) => {
                let rows = self.rows(recipe, kinds)?;
                let people = self.view.authors(&rows);
                let authors = self.view.facts.authors();
                let signed = rows.iter().filter(|o| authors[*o as usize] > 0).collect();
                Ok(people.map(|people| Counted::of_rows(people, signed)))
            }
            Count::Occurrences(kinds) => {
                let Some(id) = recipe.theme() else {
                    return Err(RecipeError::NoTheme(recipe.to_string()));
                };
                let theme = self.theme(id)?;
                let rows = self.rows(recipe, kinds)?;
                let n = self.themes.occurrences(&rows)[theme];
                Ok(Some(Counted::of_rows(n, rows)))
            }
            Count::Votes(side) => Ok(Some(self.votes(recipe, side)?.0)),
            Count::Voters(side) => {
                let (votes, voters) = self.votes(recipe, side)?;
                Ok(voters.map(|voters| Counted::of_rows(voters, votes.rows)))
            }
            Count::Counters(counter) => self.counters(recipe, counter),
            Count::Forms => Ok(Some(self.forms(recipe).0)),
            Count::Respondents => {
                let (forms, people) = self.forms(recipe);
                Ok(people.map(|people| Counted::of_rows(people, forms.rows)))
            }
        }
    }

    /// What a recipe counts, out of what its base counts; as [`Evaluator::evaluate`].
    ///
    /// # Errors
    /// Those of [`Evaluator::evaluate`].
    pub fn share(&self, recipe: &CorpusRecipe) -> Result<Option<Counted>, RecipeError> {
        let counted = self.evaluate(recipe)?;
        let whole = match recipe.base() {
            Some(base) => self.evaluate(&base)?,
            None => None,
        };
        Ok(counted.map(|counted| match whole {
            Some(whole) => counted.out_of(whole.value),
            None => counted,
        }))
    }

    fn theme(&self, id: &str) -> Result<usize, RecipeError> {
        let at = self.ids.iter().position(|known| known == id);
        at.ok_or_else(|| RecipeError::UnknownTheme(id.to_string()))
    }

    /// The records of a set. Votes and counters count on the organiser's texts too where these are set aside.
    fn set(&self, recipe: &CorpusRecipe) -> RowSet {
        let view = self.view;
        let on_votes =
            |filter: &Filter| matches!(filter, Filter::HasCounter(_) | Filter::MayHaveCounter(_));
        let votes = matches!(
            recipe.count,
            Count::Votes(_) | Count::Voters(_) | Count::Counters(_)
        );
        match recipe.set {
            Set::Counted if votes || recipe.filters.iter().any(on_votes) => view.voted.clone(),
            Set::Counted => view.rows.clone(),
            Set::Moderated => view.moderated.minus(&view.gone),
            Set::Gone => view.gone.clone(),
            Set::Organiser => view.organiser.clone(),
        }
    }

    fn rows(&self, recipe: &CorpusRecipe, kinds: Kinds) -> Result<RowSet, RecipeError> {
        let set = self.set(recipe);
        let of_kinds = kinds
            .iter()
            .fold(RowSet::new(), |all, kind| all.or(self.view.of_kind(kind)));
        self.filtered(set.and(&of_kinds), recipe)
    }

    fn filtered(&self, rows: RowSet, recipe: &CorpusRecipe) -> Result<RowSet, RecipeError> {
        let mut rows = rows;
        for filter in &recipe.filters {
            rows = self.filter(&rows, filter, recipe)?;
        }
        Ok(rows)
    }

    fn filter(
        &self,
        rows: &RowSet,
        filter: &Filter,
        recipe: &CorpusRecipe,
    ) -> Result<RowSet, RecipeError> {
        let (view, facts) = (self.view, self.view.facts);
        let those = |is: &dyn Fn(u32) -> bool| rows.iter().filter(|o| is(*o)).collect();
        Ok(match filter {
            Filter::Theme(id) => {
                let own = &self.themes.rows[self.theme(id)?];
                rows.and(own).and(&view.searched)
            }
            Filter::ParentTheme(id) => {
                let theme = self.theme(id)?;
                rows.and(&self.under()[theme])
            }
            Filter::NoTheme => super::uncovered_of(rows, self.themes),
            Filter::Declared(side) => self.declared(rows, *side, recipe),
            Filter::CanDeclare => rows.and(view.declaring()),
            Filter::NoContribution => those(&|o| view.contribution_of(o).is_none()),
            Filter::OnOrganiser => match recipe.count {
                Count::Votes(_) | Count::Voters(_) | Count::Counters(_) => {
                    rows.and(&view.organiser)
                }
                _ => {
                    let is_organiser = |o: u32| facts.flags()[o as usize] & ORGANISER != 0;
                    those(&|o| {
                        let above = facts.contributions()[o as usize];
                        !is_organiser(o) && above != NO_ROW && is_organiser(above)
                    })
                }
            },
            Filter::Section(name) => match self.sections().get(name.as_str()) {
                Some(section) => rows.and(section),
                None => RowSet::new(),
            },
            Filter::Dated => those(&|o| facts.days()[o as usize] != NO_DAY),
            Filter::Undated => those(&|o| facts.days()[o as usize] == NO_DAY),
            Filter::Between { from, before } => {
                let range = days(*from)..days(*before);
                those(&|o| {
                    let day = facts.days()[o as usize];
                    day != NO_DAY && range.contains(&day)
                })
            }
            Filter::Month { year, month } => {
                let Ok(first) = Date::new(*year, *month, 1) else {
                    return Ok(RowSet::new());
                };
                let range = days(first)..=days(first.last_of_month());
                those(&|o| {
                    let day = facts.days()[o as usize];
                    day != NO_DAY && range.contains(&day)
                })
            }
            Filter::Signed => rows.minus(&view.unsigned(rows)),
            Filter::Unsigned => view.unsigned(rows),
            Filter::AuthorWrote { kinds, least, most } => {
                let authors = facts.authors();
                let range = *least..=most.unwrap_or(u64::MAX);
                self.with_written(*kinds, |written| {
                    those(&|o| {
                        let author = authors[o as usize] as usize;
                        author > 0 && range.contains(&written[author])
                    })
                })
            }
            Filter::MostActive(who) => {
                let active = self.participation.get_or_init(|| participation(view));
                match (active, who) {
                    (Some(active), MostActive::One) => rows.and(&active.most_active.rows),
                    (Some(active), MostActive::Tenth) => rows.and(&active.top_tenth.rows),
                    (None, _) => RowSet::new(),
                }
            }
            Filter::HasCounter(counter) => those(&|o| self.counter(o, *counter).is_some()),
            Filter::MayHaveCounter(counter) => {
                let contributions = view.all_contributions();
                those(&|o| contributions.contains(o) || self.counter(o, *counter).is_some())
            }
            // Conditions of votes and forms, which are met where these are counted.
            Filter::InNoSource | Filter::Question(_) | Filter::Choice(_) => rows.clone(),
        })
    }

    fn declared(&self, rows: &RowSet, side: DeclaredSide, recipe: &CorpusRecipe) -> RowSet {
        let of = |side| self.view.of_side(rows, side);
        match side {
            DeclaredSide::Favourable => of(Some(Side::Favourable)),
            DeclaredSide::Mixed => of(Some(Side::Mixed)),
            DeclaredSide::Against => of(Some(Side::Against)),
            DeclaredSide::Unknown if recipe.count.kinds() == Some(Kinds::ARGUMENTS) => {
                let sided = of(Some(Side::Favourable)).or(&of(Some(Side::Against)));
                rows.minus(&sided)
            }
            DeclaredSide::Unknown => of(None).and(self.view.declaring()),
        }
    }

    fn sections(&self) -> &FxHashMap<&'e str, RowSet> {
        self.sections.get_or_init(|| {
            let facts = self.view.facts;
            let mut rows: Vec<Vec<u32>> = vec![Vec::new(); facts.section_names().len()];
            for (ordinal, section) in facts.sections().iter().enumerate() {
                if *section != NO_ROW {
                    rows[*section as usize].push(ordinal as u32);
                }
            }
            let names = facts.section_names().iter().map(String::as_str);
            names.zip(rows.into_iter().map(RowSet::sorted)).collect()
        })
    }

    fn under(&self) -> &[RowSet] {
        self.under.get_or_init(|| {
            let all = RowSet::all(self.view.facts.len());
            self.themes.under(self.view, &all)
        })
    }

    /// How many records of some kinds that count each author wrote, by the author's number.
    fn with_written<T>(&self, kinds: Kinds, use_it: impl FnOnce(&[u64]) -> T) -> T {
        let mut known = self.written.borrow_mut();
        let written = known.entry(kinds).or_insert_with(|| {
            let authors = self.view.facts.authors();
            let most = authors.iter().copied().max().unwrap_or(0) as usize;
            let mut written = vec![0; most + 1];
            for kind in kinds.iter() {
                for ordinal in self.view.of_kind(kind).and(&self.view.rows).iter() {
                    written[authors[ordinal as usize] as usize] += 1;
                }
            }
            written
        });
        use_it(written)
    }

    /// The places of the listed votes that are the source rows behind a recipe, in source order: of votes and voters, and
    /// of forms that answer a closed question. `None` for recipes of records.
    ///
    /// # Errors
    /// Those of [`Evaluator::evaluate`].
    pub fn votes_behind(&self, recipe: &CorpusRecipe) -> Result<Option<Vec<usize>>, RecipeError> {
        let votes = match recipe.count {
            Count::Votes(side) | Count::Voters(side) => self.counted_votes(recipe, side)?,
            Count::Forms | Count::Respondents => {
                let (question, choice) = asked(recipe);
                let all = self.ballots.iter().enumerate();
                let answers = |vote: &Ballot<'_>| {
                    let of = vote.choice.filter(|of| Some(of.0) == question);
                    of.is_some_and(|of| choice.is_none_or(|choice| choice == of.1))
                        && answer_counts(self.view, vote)
                };
                all.filter(|(_, vote)| answers(vote)).collect()
            }
            _ => return Ok(None),
        };
        Ok(Some(votes.into_iter().map(|(at, _)| at).collect()))
    }

    /// Listed votes and the people who gave them; `None` where nothing names voters.
    fn votes(
        &self,
        recipe: &CorpusRecipe,
        side: Option<Side>,
    ) -> Result<(Counted, Option<u64>), RecipeError> {
        let mut counted = Counted::of_rows(0, RowSet::new());
        let mut voters: FxHashSet<AuthorId> = FxHashSet::default();
        for (_, vote) in self.counted_votes(recipe, side)? {
            counted.value += 1;
            counted.rows.extend(vote.record);
            voters.extend(vote.author);
        }
        // No vote is of no voter.
        let known = !voters.is_empty() || counted.value == 0;
        Ok((counted, known.then_some(voters.len() as u64)))
    }

    /// The listed votes that a recipe counts, with their places.
    fn counted_votes(
        &self,
        recipe: &CorpusRecipe,
        side: Option<Side>,
    ) -> Result<Vec<(usize, Ballot<'e>)>, RecipeError> {
        let view = self.view;
        let orphans = recipe.filters.contains(&Filter::InNoSource);
        let allowed = self.filtered(RowSet::all(view.facts.len()), recipe)?;
        let counts = |vote: &Ballot<'_>| {
            let Some(on) = vote.record else {
                return orphans && view.is_inside(None);
            };
            let gone = vote.gone || view.gone.contains(on);
            !orphans
                && allowed.contains(on)
                && match recipe.set {
                    // Never a vote that was set aside itself.
                    Set::Counted => !vote.moderated && view.voted.contains(on),
                    Set::Gone => gone,
                    Set::Moderated => !gone && (vote.moderated || view.moderated.contains(on)),
                    Set::Organiser => !vote.moderated && view.organiser.contains(on),
                }
        };
        let plain = |vote: &Ballot<'_>| {
            vote.choice.is_none() && vote.side.is_some() && (side.is_none() || vote.side == side)
        };
        let votes = self.ballots.iter().enumerate();
        let counted = votes.filter(|(_, vote)| plain(vote) && counts(vote));
        Ok(counted.collect())
    }

    fn counter(&self, ordinal: u32, counter: Option<Counter>) -> Option<u64> {
        let counters = self.view.facts.counters(ordinal)?.all();
        match counter {
            Some(counter) => counters[counter as usize],
            None => counters.into_iter().flatten().next(),
        }
    }

    fn counters(
        &self,
        recipe: &CorpusRecipe,
        counter: Option<Counter>,
    ) -> Result<Option<Counted>, RecipeError> {
        let summed: &[Counter] = match &counter {
            Some(counter) => std::slice::from_ref(counter),
            None => &[Counter::Favourable, Counter::Mixed, Counter::Against],
        };
        let (mut sum, mut rows) = (None, RowSet::new());
        for ordinal in self.filtered(self.set(recipe), recipe)?.iter() {
            for counter in summed {
                if let Some(n) = self.counter(ordinal, Some(*counter)) {
                    sum = Some(sum.unwrap_or(0) + n);
                    rows.insert(ordinal);
                }
            }
        }
        Ok(sum.map(|sum| Counted::of_rows(sum, rows)))
    }

    /// The forms that answer the question of the conditions, or chose its choice; and how many people filled them in.
    fn forms(&self, recipe: &CorpusRecipe) -> (Counted, Option<u64>) {
        let questions = self
            .questions
            .get_or_init(|| closed_questions(self.view, self.ballots));
        let (id, chosen) = asked(recipe);
        let question = questions.iter().find(|q| Some(q.id) == id);
        let found = match chosen {
            None => question.map(|q| &q.answered),
            Some(chosen) => question
                .and_then(|q| q.choices.iter().find(|c| c.choice == chosen))
                .map(|c| &c.chosen),
        };
        match found {
            Some(forms) => (
                Counted::of_rows(forms.count, forms.forms.clone()),
                forms.participants,
            ),
            None => (Counted::of_rows(0, RowSet::new()), None),
        }
    }
}

/// The closed question and the choice of a recipe's conditions.
fn asked(recipe: &CorpusRecipe) -> (Option<&str>, Option<&str>) {
    let (mut question, mut choice) = (None, None);
    for filter in &recipe.filters {
        match filter {
            Filter::Question(id) => question = Some(id.as_str()),
            Filter::Choice(text) => choice = Some(text.as_str()),
            _ => {}
        }
    }
    (question, choice)
}

/// Days since 1970-01-01.
fn days(of: Date) -> i32 {
    let since = date(1970, 1, 1).until(of);
    // Dates of the calendar are a few million days apart.
    since.map_or(NO_DAY, |span| span.get_days())
}

/// What a recipe counts in the journal of an import.
pub fn evaluate_journal(
    recipe: &JournalRecipe,
    imports: &[ReadImport],
    warnings: &[ReadWarning],
) -> u64 {
    let outcome = |row: &ReadImport| match row.outcome.as_str() {
        "imported" => RowOutcome::Imported,
        "merged" => RowOutcome::Merged,
        _ => RowOutcome::Refused,
    };
    let rows = |is: &dyn Fn(&ReadImport) -> bool| imports.iter().filter(|row| is(row)).count();
    let n = match recipe {
        JournalRecipe::SourceRows(None) => imports.len(),
        JournalRecipe::SourceRows(Some(wanted)) => rows(&|row| outcome(row) == *wanted),
        JournalRecipe::Refused { reason, what } => rows(&|row| {
            outcome(row) == RowOutcome::Refused
                && row.reason.as_deref().unwrap_or("") == reason
                && row.what == *what
        }),
        JournalRecipe::Warnings(kind) => warnings.iter().filter(|w| w.0 == *kind).count(),
    };
    n as u64
}

/// What any recipe counts, for those who hold both a corpus and its journal.
///
/// # Errors
/// Those of [`Evaluator::evaluate`].
pub fn evaluate(
    recipe: &Recipe,
    evaluator: &Evaluator<'_>,
    imports: &[ReadImport],
    warnings: &[ReadWarning],
) -> Result<Option<Counted>, RecipeError> {
    match recipe {
        Recipe::Corpus(recipe) => evaluator.evaluate(recipe),
        Recipe::Journal(recipe) => {
            let value = evaluate_journal(recipe, imports, warnings);
            Ok(Some(Counted::of_rows(value, RowSet::new())))
        }
    }
}

#[cfg(test)]
mod tests;
