//! The resolver: which forms of a corpus an item of a term means.

use super::{Item, Lexicon, fold};

/// The forms that an item matches, as numbers in ascending order.
pub type Resolved = Vec<u32>;

/// The forms of the corpus that `item` matches.
///
/// A plain word W means every token whose stem is the stem of some form F of the corpus with
/// fold(F) = fold(W); where there is no such F, tokens whose stem folds to the same letters as W's own. So
/// `liberte`, `Libertés` and `libertés` mean the same, and `eleves` finds `élève`.
pub fn resolve_item(item: &Item, lexicon: &Lexicon) -> Resolved {
    let mut forms: Resolved = match item {
        Item::Word(word) => word_stems(word, lexicon)
            .into_iter()
            .flat_map(|s| lexicon.of_stem(s))
            .collect(),
        Item::Exact(form) => lexicon.form_id(form).into_iter().collect(),
        Item::Prefix(prefix) => lexicon.beginning_with(prefix).collect(),
        Item::Suffix(_) | Item::Fuzzy(..) | Item::Regex(_) => Vec::new(),
    };
    forms.sort_unstable();
    forms
}

/// The stems (numbers) that a plain word means.
fn word_stems(word: &str, lexicon: &Lexicon) -> Vec<u32> {
    let mut stems: Vec<u32> = lexicon
        .folding_to(&fold(word))
        .map(|f| lexicon.stem_of_form(f))
        .collect();
    if stems.is_empty() {
        stems.extend(lexicon.stems_folding_to(&fold(&lexicon.stem_of(word))));
    }
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyser;

    fn forms_of(text: &str, item: Item) -> Vec<String> {
        let mut a = Analyser::new();
        a.analyse(text);
        let (lexicon, _) = Lexicon::of(a);
        resolve_item(&item, &lexicon)
            .into_iter()
            .map(|f| lexicon.text(f).to_string())
            .collect()
    }

    #[test]
    fn accents_and_case_do_not_matter_to_a_plain_word() {
        let text = "liberté Libertés libertes autre";
        for word in ["liberte", "libertés", "liberté"] {
            assert_eq!(
                forms_of(text, Item::Word(word.into())),
                ["liberté", "libertes", "libertés"],
                "{word}"
            );
        }
    }

    #[test]
    fn an_unaccented_plural_finds_a_singular_that_the_corpus_has() {
        let text = "l'élève et l'œuvre, un œuf";
        for (word, form) in [("eleves", "élève"), ("oeuvres", "œuvre"), ("oeufs", "œuf")] {
            assert_eq!(forms_of(text, Item::Word(word.into())), [form], "{word}");
        }
    }

    #[test]
    fn exact_forms_and_prefixes() {
        let text = "formation formations format Formé formulaire";
        assert_eq!(
            forms_of(text, Item::Exact("formation".into())),
            ["formation"]
        );
        assert_eq!(forms_of(text, Item::Prefix("formu".into())), ["formulaire"]);
        assert_eq!(forms_of("cœur coeur", Item::Word("coeur".into())).len(), 2);
    }
}
