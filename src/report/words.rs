//! A recipe in full words: what is counted, under which conditions, of which set, with which choices.

use super::material::Material;
use super::sentence::{Writer, datum, inline};
use super::title::question_title;
use super::tree::{Fact, Inline};
use crate::locale::{Arg, Lang, day, integer, month};
use crate::model::{
    CorpusRecipe, Count, DeclaredSide, Filter, JournalRecipe, Kinds, MostActive, OrganiserOption,
    Recipe, Set,
};

/// A recipe in words of the report's language: every condition is said, so that two recipes never read alike.
pub fn recipe_words(m: &Material<'_>, recipe: &Recipe) -> String {
    let words = Words {
        m,
        w: &Writer::new(m.lang),
    };
    let pieces = match recipe {
        Recipe::Corpus(recipe) => words.corpus(recipe),
        Recipe::Journal(recipe) => words.journal(recipe),
    };
    let between = words.w.words("recipe-between");
    pieces.join(&format!("{between} "))
}

struct Words<'a, 'm> {
    m: &'a Material<'m>,
    w: &'a Writer,
}

impl Words<'_, '_> {
    fn say(&self, id: &str, args: Vec<Arg<Inline>>) -> String {
        self.w.plain(&self.w.sentence(id, args))
    }

    fn with(&self, id: &str, x: impl Into<String>) -> String {
        self.say(id, vec![datum("x", x, Fact::Rule)])
    }

    /// The same with a name in quotation marks.
    fn quoting(&self, id: &str, name: impl Into<String>) -> String {
        let name = name.into();
        self.with(
            id,
            match self.m.lang {
                Lang::Fr => format!("«\u{A0}{name}\u{A0}»"),
                Lang::En => format!("“{name}”"),
            },
        )
    }

    fn kinds(&self, kinds: Kinds) -> String {
        match kinds {
            Kinds::CONTRIBUTIONS => self.w.words("kinds-contributions"),
            Kinds::TEXTS => self.w.words("kinds-texts"),
            Kinds::ALL => self.w.words("kinds-records"),
            _ => {
                let names = kinds
                    .iter()
                    .map(|kind| self.w.words(&format!("kinds-{}", kind.name())));
                names.collect::<Vec<String>>().join(", ")
            }
        }
    }

    fn of_kinds(&self, id: &str, kinds: Kinds) -> String {
        let kinds = Inline::Text(self.kinds(kinds));
        self.say(id, vec![inline("kinds", kinds)])
    }

    fn corpus(&self, recipe: &CorpusRecipe) -> Vec<String> {
        let named = |id: &str, name: Option<&str>| match name {
            Some(name) => self.w.words(&format!("{id}-{name}")),
            None => self.w.words(id),
        };
        let mut pieces = vec![match recipe.count {
            Count::Records(kinds) => self.kinds(kinds),
            Count::Authors(kinds) => self.of_kinds("recipe-authors", kinds),
            Count::Occurrences(kinds) => self.of_kinds("recipe-occurrences", kinds),
            Count::Votes(side) => named("recipe-votes", side.map(|s| s.name())),
            Count::Voters(side) => named("recipe-voters", side.map(|s| s.name())),
            Count::Counters(counter) => named("recipe-counters", counter.map(|c| c.name())),
            Count::Forms => self.w.words("recipe-forms"),
            Count::Respondents => self.w.words("recipe-respondents"),
        }];
        pieces.extend(
            recipe
                .filters
                .iter()
                .map(|filter| self.filter(filter, recipe)),
        );
        match recipe.set {
            Set::Counted => {}
            set => pieces.push(self.w.words(&format!("set-{}", set.name()))),
        }
        // What is set aside is named by its set; of what counts it is said what is left out.
        if recipe.set == Set::Counted {
            let name = recipe.inclusion.moderated.name();
            pieces.push(self.w.words(&format!("choice-moderated-{name}")));
            let name = recipe.inclusion.organiser.name();
            // Votes and counters count on the organiser's texts where these are set aside.
            let on_votes = recipe.count.kinds().is_none();
            if !(on_votes && recipe.inclusion.organiser == OrganiserOption::Exclude) {
                pieces.push(self.w.words(&format!("choice-organiser-{name}")));
            }
        }
        if let Some(name) = &recipe.within {
            pieces.push(self.with("choice-within", name.clone()));
        }
        pieces
    }

    fn theme(&self, id: &str) -> String {
        let label = self.m.theme(id).map(|theme| self.m.label(theme));
        label.unwrap_or(id).to_string()
    }

    fn filter(&self, filter: &Filter, recipe: &CorpusRecipe) -> String {
        let lang = self.m.lang;
        match filter {
            Filter::Theme(id) => self.quoting("filter-theme", self.theme(id)),
            Filter::ParentTheme(id) => self.quoting("filter-parent-theme", self.theme(id)),
            Filter::NoTheme => self.w.words("filter-no-theme"),
            Filter::Declared(side) => self.declared(*side, recipe),
            Filter::CanDeclare => self.w.words("filter-can-declare"),
            Filter::NoContribution => self.w.words("filter-no-contribution"),
            Filter::OnOrganiser => self.w.words("filter-on-organiser"),
            Filter::Section(name) => self.quoting("filter-section", name.clone()),
            Filter::Dated => self.w.words("filter-dated"),
            Filter::Undated => self.w.words("filter-undated"),
            Filter::Between { from, before } => {
                let from = datum("from", day(lang, *from), Fact::Rule);
                let before = datum("before", day(lang, *before), Fact::Rule);
                self.say("filter-between", vec![from, before])
            }
            Filter::Month { year, month: n } => self.with("filter-month", month(lang, *year, *n)),
            Filter::Signed => self.w.words("filter-signed"),
            Filter::Unsigned => self.w.words("filter-unsigned"),
            Filter::AuthorWrote { kinds, least, most } => {
                let kinds = inline("kinds", Inline::Text(self.kinds(*kinds)));
                let least = datum("from", integer(lang, *least), Fact::Rule);
                match most {
                    Some(0) => self.say("filter-wrote-none", vec![kinds]),
                    Some(1) => self.say("filter-wrote-one", vec![kinds]),
                    Some(most) => {
                        let most = datum("to", integer(lang, *most), Fact::Rule);
                        self.say("filter-wrote", vec![least, most, kinds])
                    }
                    None => self.say("filter-wrote-least", vec![least, kinds]),
                }
            }
            Filter::MostActive(MostActive::One) => self.w.words("filter-most-active-one"),
            Filter::MostActive(MostActive::Tenth) => self.w.words("filter-most-active-tenth"),
            Filter::HasCounter(counter) => {
                let name = counter.map_or("any", |c| c.name());
                self.w.words(&format!("filter-has-counter-{name}"))
            }
            Filter::MayHaveCounter(counter) => {
                let name = counter.map_or("any", |c| c.name());
                self.w.words(&format!("filter-may-have-counter-{name}"))
            }
            Filter::InNoSource => self.w.words("filter-in-no-source"),
            Filter::Question(id) => self.quoting("filter-question", question_title(self.m, id)),
            Filter::Choice(choice) => self.quoting("filter-choice", choice.clone()),
        }
    }

    /// Arguments are filed for or against; other texts declare a side.
    fn declared(&self, side: DeclaredSide, recipe: &CorpusRecipe) -> String {
        let how = match recipe.count.kinds() == Some(Kinds::ARGUMENTS) {
            true => "filed",
            false => "declared",
        };
        self.w.words(&format!("filter-{how}-{}", side.name()))
    }

    fn journal(&self, recipe: &JournalRecipe) -> Vec<String> {
        let coded = |prefix: &str, code: &str| {
            let id = format!("{prefix}-{}", code.replace('_', "-"));
            match self.w.has(&id) {
                true => self.w.words(&id),
                false => code.to_string(),
            }
        };
        match recipe {
            JournalRecipe::SourceRows(None) => vec![self.w.words("recipe-rows")],
            JournalRecipe::SourceRows(Some(outcome)) => {
                vec![self.w.words(&format!("recipe-rows-{}", outcome.name()))]
            }
            JournalRecipe::Refused { reason, what } => vec![
                self.w.words("recipe-rows-refused"),
                coded("what", what),
                coded("reason", reason),
            ],
            JournalRecipe::Warnings(kind) => {
                vec![self.w.words("recipe-warnings"), coded("warning", kind)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Catalogue, Lang};
    use crate::model::{Counter, DeclaredSide, Kind, RowOutcome, Set, Side};

    #[test]
    fn every_piece_has_words_in_both_languages() {
        let mut ids: Vec<String> = Vec::new();
        let mut add = |prefix: &str, names: Vec<&str>| {
            ids.extend(names.iter().map(|name| format!("{prefix}{name}")));
        };
        add("kinds-", vec!["contributions", "texts", "records"]);
        add("kinds-", Kind::ALL.map(|k| k.name()).to_vec());
        add(
            "recipe-",
            vec![
                "between",
                "authors",
                "occurrences",
                "votes",
                "voters",
                "counters",
            ],
        );
        add("recipe-", vec!["forms", "respondents", "rows", "warnings"]);
        add("recipe-votes-", Side::ALL.map(|s| s.name()).to_vec());
        add("recipe-voters-", Side::ALL.map(|s| s.name()).to_vec());
        add("recipe-counters-", Counter::ALL.map(|c| c.name()).to_vec());
        add(
            "filter-has-counter-",
            Counter::ALL.map(|c| c.name()).to_vec(),
        );
        add(
            "filter-may-have-counter-",
            Counter::ALL.map(|c| c.name()).to_vec(),
        );
        add(
            "filter-declared-",
            DeclaredSide::ALL.map(|s| s.name()).to_vec(),
        );
        add(
            "filter-filed-",
            DeclaredSide::ALL.map(|s| s.name()).to_vec(),
        );
        let outcomes = [
            RowOutcome::Imported,
            RowOutcome::Merged,
            RowOutcome::Refused,
        ];
        add("recipe-rows-", outcomes.map(|o| o.name()).to_vec());
        let sets = [Set::Moderated, Set::Gone, Set::Organiser];
        add("set-", sets.map(|s| s.name()).to_vec());
        add("choice-moderated-", vec!["exclude", "include", "only"]);
        add("choice-organiser-", vec!["exclude", "include", "only"]);
        let filters = [
            "theme",
            "parent-theme",
            "no-theme",
            "can-declare",
            "no-contribution",
            "on-organiser",
            "section",
            "dated",
            "undated",
            "between",
            "month",
            "signed",
            "unsigned",
            "wrote",
            "wrote-least",
            "wrote-none",
            "wrote-one",
            "most-active-one",
            "most-active-tenth",
            "has-counter-any",
            "may-have-counter-any",
            "in-no-source",
            "question",
            "choice",
        ];
        add("filter-", filters.to_vec());
        for lang in [Lang::Fr, Lang::En] {
            let catalogue = Catalogue::new(lang);
            for id in &ids {
                assert!(catalogue.has(id), "{lang:?} {id}");
            }
        }
    }
}
