//! The resolver: which forms of a corpus an item of a term means.

use super::analyse::LINK_MARK;
use super::distance::within;
use super::query::compile;
use super::{Headwords, Item, Lexicon, Pos, Stemmer, fold, is_stop};

/// The forms that an item matches, as numbers in ascending order.
pub type Resolved = Vec<u32>;

/// The forms of the corpus that `item` matches.
///
/// A plain word means the forms of its headword. Typed with accents, or where the dictionary has it as it is typed, it
/// has one; else it means the headwords of all forms that fold to its letters. So `libertes`, `Libertés` and
/// `libertés` mean the same, and `eleves` finds `élève`. A grammatical word («la», «ces») means its own letters.
pub fn resolve_item(item: &Item, lexicon: &Lexicon) -> Resolved {
    let mut forms: Resolved = match item {
        Item::Word(word) if is_grammatical(word) => own_letters(word, lexicon),
        Item::Word(word) if NOUNS_OF_VERBS.contains(&word.as_str()) => {
            let singular = word.trim_end_matches('s');
            let both = lexicon
                .folding_to(&fold(singular))
                .chain(lexicon.folding_to(&fold(word)));
            both.collect()
        }
        Item::Word(word) => word_headwords(word, lexicon)
            .into_iter()
            .flat_map(|s| lexicon.of_headword(s))
            .collect(),
        Item::Root(word) => of_root(word, lexicon),
        Item::Exact(form) => lexicon.form_id(form).into_iter().collect(),
        Item::Prefix(prefix) => lexicon.beginning_with(prefix).collect(),
        Item::Suffix(suffix) => forms(lexicon, |f| lexicon.folded(f).ends_with(suffix.as_str())),
        Item::Fuzzy(word, edits) => fuzzy(word, usize::from(*edits), lexicon),
        Item::Link(letters, prefix) => {
            let marked = format!("{LINK_MARK}{letters}");
            match prefix {
                true => lexicon.beginning_with(&marked).collect(),
                false => lexicon.folding_to(&marked).collect(),
            }
        }
        // The parser lets no other pattern pass than one that compiles.
        Item::Regex(pattern) => match compile(pattern) {
            Ok(regex) => forms(lexicon, |f| regex.is_match(lexicon.text(f))),
            Err(_) => Vec::new(),
        },
    };
    forms.sort_unstable();
    forms
}

/// The forms of which a test holds: it is asked of each.
fn forms(lexicon: &Lexicon, holds: impl Fn(u32) -> bool) -> Resolved {
    words(lexicon).filter(|f| holds(*f)).collect()
}

/// The forms that are no words of an address.
fn words(lexicon: &Lexicon) -> impl Iterator<Item = u32> {
    let links = lexicon.beginning_with(LINK_MARK.encode_utf8(&mut [0; 4]));
    (0..links.start).chain(links.end..lexicon.len())
}

/// The forms whose folded letters differ from `word` by at most `edits`; the first letter may differ.
fn fuzzy(word: &str, edits: usize, lexicon: &Lexicon) -> Resolved {
    let word: Vec<char> = word.chars().collect();
    // A character has one to four bytes.
    let (least, most) = (word.len().saturating_sub(edits), 4 * (word.len() + edits));
    let mut letters = Vec::new();
    words(lexicon)
        .filter(|f| {
            let folded = lexicon.folded(*f);
            if !(least..=most).contains(&folded.len()) {
                return false;
            }
            letters.clear();
            letters.extend(folded.chars());
            within(&word, &letters, edits)
        })
        .collect()
}

/// Plurals of nouns whose verb is so frequent that its forms would drown them: `pouvoirs publics` asks for no «peut».
const NOUNS_OF_VERBS: [&str; 5] = ["pouvoirs", "devoirs", "savoirs", "êtres", "avoirs"];

/// Whether a word is a determiner, a pronoun, a preposition or the like: «la poste» is no «le poste», «sa» is no «son», so
/// that these mean their own letters, and no headword.
fn is_grammatical(word: &str) -> bool {
    // «catégorie A» is no form of «avoir».
    if word.chars().nth(1).is_none() {
        return true;
    }
    let found = Headwords::builtin().headword(word);
    found.is_some_and(|f| {
        let function = f.headword_pos.contains(Pos::FUNCTION);
        f.headword_pos.is_function_only() || function && is_stop(word)
    })
}

/// The forms of a word's own letters, and those that lack its accents and are no words themselves: «meme» is «même», «des»
/// is no «dès».
fn own_letters(word: &str, lexicon: &Lexicon) -> Resolved {
    let known = Headwords::builtin();
    let is = |form: &u32| {
        let letters = lexicon.text(*form);
        letters == word || !known.contains(letters)
    };
    let folded = fold(word);
    let own = lexicon.folding_to(&folded).filter(is);
    // «aucun·e», «certain(e)s»
    let begins = match word.len() > 2 {
        true => lexicon.beginning_with(&folded),
        false => 0..0,
    };
    let inclusive = begins.filter(|form| {
        let letters = lexicon.text(*form);
        letters.len() > word.len() && Stemmer::without_inclusive_ending(letters) == word
    });
    own.chain(inclusive).collect()
}

/// The headwords (numbers) that a plain word means.
fn word_headwords(word: &str, lexicon: &Lexicon) -> Vec<u32> {
    let known = Headwords::builtin();
    let folded = fold(word);
    let folding = || {
        lexicon
            .folding_to(&folded)
            .map(|f| lexicon.headword_of_form(f))
    };
    let mut found: Vec<u32> = match folded != word || known.contains(word) {
        true => lexicon
            .headword_id(&lexicon.key_of(word))
            .into_iter()
            .collect(),
        false => {
            let keys = known.keys_folding_to(&folded);
            let own = lexicon.key_of(word);
            let keys = keys.iter().chain([&own]);
            let known = keys.filter_map(|k| lexicon.headword_id(k));
            known.chain(folding()).collect()
        }
    };
    // A spelling that the corpus has with other accents, and that is no word itself: «thé» is no «the».
    if found.is_empty() {
        let forms = lexicon.folding_to(&folded);
        let strange = forms.filter(|f| !known.contains(lexicon.text(*f)));
        found = strange.map(|f| lexicon.headword_of_form(f)).collect();
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The forms of the corpus whose root is that of the word, or of a form that folds to it.
fn of_root(word: &str, lexicon: &Lexicon) -> Resolved {
    let folded = fold(word);
    let mut roots: Vec<String> = lexicon
        .folding_to(&folded)
        .map(|f| lexicon.root_of(lexicon.text(f)))
        .collect();
    roots.push(lexicon.root_of(word));
    // A root has at least the first two letters of its forms.
    let begin = folded
        .char_indices()
        .nth(2)
        .map_or(folded.len(), |(at, _)| at);
    lexicon
        .beginning_with(&folded[..begin])
        .filter(|f| roots.contains(&lexicon.root_of(lexicon.text(*f))))
        .collect()
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
    fn suffixes_letters_apart_and_regular_expressions() {
        let text = "Formation formations déformation formateur fromation format œuvre";
        let of = |item| forms_of(text, item);
        assert_eq!(
            of(Item::Suffix("mation".into())),
            ["déformation", "formation", "fromation"]
        );
        assert_eq!(
            of(Item::Fuzzy("formation".into(), 1)),
            ["formation", "formations", "fromation"]
        );
        assert_eq!(
            of(Item::Fuzzy("formation".into(), 2)),
            ["déformation", "formation", "formations", "fromation"]
        );
        assert_eq!(of(Item::Fuzzy("oeuvre".into(), 1)), ["œuvre"]);
        assert_eq!(of(Item::Fuzzy("pormation".into(), 1)), ["formation"]);
        assert_eq!(
            of(Item::Regex("form.*s?".into())),
            ["format", "formateur", "formation", "formations"]
        );
        assert_eq!(of(Item::Regex("dé.*".into())), ["déformation"]);
        assert_eq!(of(Item::Regex("de.*".into())), Vec::<String>::new());
    }

    #[test]
    fn a_word_is_its_headword_and_its_family_is_asked_for() {
        let text = "formation formations format formats formateur former données donner don dons publique publics publication";
        let of = |word: &str| forms_of(text, Item::Word(word.into()));
        assert_eq!(of("formation"), ["formation", "formations"]);
        assert_eq!(of("données"), ["données"]);
        assert_eq!(of("donnees"), ["données"]);
        assert_eq!(of("don"), ["don", "dons"]);
        assert_eq!(of("public"), ["publics", "publique"]);
        assert_eq!(
            forms_of(text, Item::Root("formation".into())),
            ["format", "formation", "formations", "formats"]
        );
        // Without accents, in capitals, with inclusive endings, unknown to the dictionary.
        let text =
            "ETAT états numerique Numériques usager·ère·s usagers the email blockchains blockchain";
        let of = |word: &str| forms_of(text, Item::Word(word.into()));
        assert_eq!(of("état"), ["etat", "états"]);
        assert_eq!(of("numeriques"), ["numerique", "numériques"]);
        assert_eq!(of("usager"), ["usagers", "usager·ère·s"]);
        assert_eq!(of("blockchain"), ["blockchain", "blockchains"]);
        assert_eq!(of("thé"), Vec::<String>::new());
    }

    #[test]
    fn grammatical_words_mean_their_own_letters() {
        let text = "la poste le poste les postes à débattre a debattre";
        assert_eq!(forms_of(text, Item::Word("la".into())), ["la"]);
        assert_eq!(
            forms_of(text, Item::Word("poste".into())),
            ["poste", "postes"]
        );
        assert_eq!(forms_of(text, Item::Word("à".into())), ["à"]);
        let text = "dès des meme même son sa ses sons personne personnes";
        let of = |word: &str| forms_of(text, Item::Word(word.into()));
        assert_eq!(
            (of("dès").len(), of("des").len(), of("même").len()),
            (1, 1, 2)
        );
        assert_eq!(
            (of("sa"), of("personne").len()),
            (vec!["sa".to_string()], 2)
        );
    }

    #[test]
    fn words_of_addresses_are_those_of_links_alone() {
        let text = "Voir https://www.gouv.fr/consultation pour la consultation";
        assert_eq!(
            forms_of(text, Item::Word("consultation".into())),
            ["consultation"]
        );
        assert_eq!(
            forms_of(text, Item::Link("consultation".into(), false)),
            ["\u{E000}consultation"]
        );
        assert_eq!(forms_of(text, Item::Link("consul".into(), true)).len(), 1);
        for item in [
            Item::Suffix("ouv".into()),
            Item::Regex(".*gouv".into()),
            Item::Fuzzy("gouv".into(), 1),
        ] {
            assert_eq!(forms_of(text, item.clone()), Vec::<String>::new(), "{item}");
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
