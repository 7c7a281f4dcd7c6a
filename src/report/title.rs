//! What a recipe counts, in words: the titles of lists and of their parts.

use super::material::Material;
use super::sentence::Writer;
use super::tree::{Fact, Inline};
use crate::locale::{day, month};
use crate::model::{
    CorpusRecipe, Count, DeclaredSide, Filter, Kind, Kinds, MostActive, Recipe, Set, Side,
};

/// What a figure counts: what, of whom, of which theme, section, month, question.
pub(super) fn title(m: &Material<'_>, w: &Writer, recipe: &Recipe) -> Vec<Inline> {
    let Some(recipe) = recipe.corpus() else {
        return w.line("what-rows");
    };
    let mut line = w.line(&format!("what-{}", what(recipe)));
    let mut say = |piece: Inline| {
        line.push(Inline::Text(" – ".into()));
        line.push(piece);
    };
    if recipe.set == Set::Organiser {
        say(Inline::Text(w.words("organiser-word")));
    }
    if let Some(theme) = recipe.theme().and_then(|id| m.theme(id)) {
        say(Inline::Datum(m.label(theme).to_string(), Fact::Dictionary));
    }
    let mut question = None;
    for filter in &recipe.filters {
        match filter {
            Filter::Section(name) => say(Inline::Datum(name.clone(), Fact::Corpus)),
            Filter::Month { year, month: n } => {
                say(Inline::Datum(month(m.lang, *year, *n), Fact::Rule));
            }
            Filter::Question(id) => {
                question = Some(id);
                say(Inline::Datum(
                    question_title(m, id),
                    Fact::Choice(id.clone()),
                ));
            }
            Filter::Choice(choice) => {
                // A choice is one of the question before it.
                let id = question.cloned().unwrap_or_default();
                say(Inline::Datum(choice.clone(), Fact::Choice(id)));
            }
            _ => {}
        }
    }
    line
}

/// The title of a closed question, or its id where it has none.
pub(super) fn question_title(m: &Material<'_>, id: &str) -> String {
    let records = m.view.every_of_kind(Kind::Question).iter();
    let known = records.map(|o| m.record(o)).find(|r| r.id == id);
    known
        .map(|r| r.title.clone())
        .filter(|t| !t.is_empty())
        .unwrap_or_else(|| id.to_string())
}

/// Which part of a list a figure is: its section, or the day from which it counts.
pub(super) fn part_title(m: &Material<'_>, w: &Writer, recipe: &Recipe) -> Vec<Inline> {
    let filters = recipe
        .corpus()
        .into_iter()
        .flat_map(|recipe| &recipe.filters);
    for filter in filters {
        match filter {
            Filter::Section(name) => return vec![Inline::Datum(name.clone(), Fact::Corpus)],
            Filter::Between { from, .. } => {
                let mut line = w.line("list-from");
                line.push(Inline::Text(" ".into()));
                line.push(Inline::Datum(day(m.lang, *from), Fact::Rule));
                return line;
            }
            _ => {}
        }
    }
    Vec::new()
}

/// The message that names what a recipe counts.
fn what(recipe: &CorpusRecipe) -> &'static str {
    let has = |filter: &Filter| recipe.filters.contains(filter);
    let any = |is: fn(&Filter) -> bool| recipe.filters.iter().any(is);
    let kinds = match recipe.count {
        Count::Forms | Count::Respondents => return "forms",
        _ if has(&Filter::OnOrganiser) && recipe.count.kinds().is_none() => {
            return "voted-organiser";
        }
        Count::Votes(side) | Count::Voters(side) => {
            return match side {
                Some(Side::Favourable) => "voted-favourable",
                Some(Side::Mixed) => "voted-mixed",
                Some(Side::Against) => "voted-against",
                None => "all-kinds",
            };
        }
        Count::Counters(_) => return "all-kinds",
        Count::Occurrences(_) => return "occurrences",
        Count::Records(kinds) | Count::Authors(kinds) => kinds,
    };
    if kinds == Kinds::ARGUMENTS {
        return arguments(recipe);
    }
    if kinds == Kinds::CONTRIBUTIONS {
        return match recipe.declared() {
            Some(DeclaredSide::Favourable) => "declared-favourable",
            Some(DeclaredSide::Mixed) => "declared-mixed",
            Some(DeclaredSide::Against) => "declared-against",
            Some(DeclaredSide::Unknown) => "declared-unknown",
            None if has(&Filter::NoTheme) => "uncovered",
            None if has(&Filter::Dated) => "timeline",
            None => "contributions",
        };
    }
    if has(&Filter::MostActive(MostActive::One)) {
        return "most";
    }
    if has(&Filter::MostActive(MostActive::Tenth)) {
        return "tenth";
    }
    if kinds == Kinds::ALL {
        return match recipe.count {
            Count::Authors(_) if any(|f| matches!(f, Filter::AuthorWrote { .. })) => "records",
            Count::Authors(_) => "all",
            _ if recipe.set == Set::Organiser => "all",
            _ => "all-kinds",
        };
    }
    match kinds.only() {
        Some(Kind::Reply) => "forms",
        _ => "records",
    }
}

/// The same of arguments.
fn arguments(recipe: &CorpusRecipe) -> &'static str {
    let has = |filter: &Filter| recipe.filters.contains(filter);
    match recipe.declared() {
        _ if has(&Filter::OnOrganiser) => "arguments-organiser",
        Some(DeclaredSide::Favourable) => "favourable",
        Some(DeclaredSide::Against) => "against",
        Some(DeclaredSide::Unknown | DeclaredSide::Mixed) => "unknown",
        None if has(&Filter::NoTheme) => "uncovered-arguments",
        None if has(&Filter::Dated) => "timeline-arguments",
        None => "arguments",
    }
}
