//! Words that the lexicon lacks: their regular plural and feminine are cut by rule.

use super::Headwords;

/// Fewest letters a word keeps.
const SHORTEST: usize = 4;

/// Endings of feminines, with the masculine: the longest first.
const FEMININES: [(&str, &str); 9] = [
    ("trice", "teur"),
    ("euse", "eur"),
    ("elle", "el"),
    ("enne", "en"),
    ("aise", "ais"),
    ("oise", "ois"),
    ("ive", "if"),
    ("ale", "al"),
    ("ée", "é"),
];

/// Plurals in -s are cut, but not after these endings: they are singulars as well
/// («virus», «tennis», «atlas», «chaos», «business», «progrès», «express»).
const SINGULAR: [&str; 6] = ["ss", "us", "is", "as", "os", "ès"];

/// Endings that verbs alone have, or verbs above all: nothing is said of these words.
const VERBAL: [&str; 7] = ["er", "ez", "ait", "aient", "ant", "eront", "erait"];

/// Verbs are made with these two endings every day; their forms are known without a dictionary.
const MAKERS: [&str; 2] = ["is", "ifi"];
/// Endings of the forms of these verbs.
const MADE: [&str; 12] = [
    "er", "é", "e", "ent", "ant", "ait", "aient", "ez", "era", "eront", "erait", "eraient",
];
/// Before -ise, the letters of nouns: «entreprise», «expertise», «framboise», «franchise».
const NOUNS_IN_ISE: [&str; 9] = ["pr", "rt", "nt", "ch", "a", "o", "u", "m", "v"];

impl Headwords {
    /// A headword for a form that the lexicon lacks: its regular plural or feminine is cut, so
    /// that «blockchains» goes with «blockchain», and «uberisée», «uberisés» with «uberiser».
    ///
    /// A word that needs no cut is its own headword: what is cut to a word and the word itself
    /// always have the same answer. `None` for what is too short, has a digit, or looks like the
    /// form of a verb: the caller then uses the root of the word.
    /// The form is written as for [`Headwords::headword`].
    pub(super) fn unknown(&self, form: &str) -> Option<String> {
        if letters(form) < SHORTEST
            || !form
                .chars()
                .all(|c| c.is_alphabetic() || c == '-' || c == '\'')
        {
            return None;
        }
        let one = self.singular(form);
        if let Some(known) = self.known(&one, form) {
            return Some(known);
        }
        let masculine = self.masculine(&one);
        if let Some(known) = self.known(&masculine, form) {
            return Some(known);
        }
        if let Some(verb) = made_verb(&masculine) {
            return Some(verb);
        }
        let verbal = VERBAL.iter().any(|ending| masculine.ends_with(ending));
        // Adverbs in -ment are words of their own; other words in -ent are more often verbs.
        let finite = masculine.ends_with("ent") && !masculine.ends_with("ment");
        (!verbal && !finite).then_some(masculine)
    }

    /// The headword in the lexicon of a word that was cut.
    fn known(&self, cut: &str, form: &str) -> Option<String> {
        if cut == form {
            return None;
        }
        Some(self.headword(cut)?.text.into_owned())
    }

    fn singular(&self, form: &str) -> String {
        if let Some(stem) = form.strip_suffix('x') {
            // «vidéojeux»: -eux is a plural where -eu is a word, and an adjective otherwise.
            if stem.ends_with("eau") || (stem.ends_with("eu") && self.contains(stem)) {
                return long_enough(stem, form);
            }
            if let Some(root) = stem.strip_suffix("au") {
                let plain = format!("{root}au");
                if self.contains(&plain) || root.ends_with('y') {
                    return plain;
                }
                return long_enough(&format!("{root}al"), form);
            }
        } else if let Some(stem) = form.strip_suffix('s') {
            let cut = !SINGULAR.iter().any(|ending| form.ends_with(ending));
            if cut || self.contains(stem) {
                return long_enough(stem, form);
            }
        }
        form.to_owned()
    }

    fn masculine(&self, form: &str) -> String {
        for (feminine, masculine) in FEMININES {
            if let Some(stem) = form.strip_suffix(feminine) {
                let word = format!("{stem}{masculine}");
                // «douteuse»: where -eux is a word, it is not -eur.
                if feminine == "euse" {
                    let other = format!("{stem}eux");
                    if self.contains(&other) {
                        return other;
                    }
                }
                if stem.chars().count() < 2 {
                    return form.to_owned();
                }
                return long_enough(&word, form);
            }
        }
        form.to_owned()
    }
}

/// The infinitive of a form in -iser or -ifier.
fn made_verb(form: &str) -> Option<String> {
    MAKERS.iter().find_map(|maker| {
        MADE.iter().find_map(|ending| {
            let stem = form.strip_suffix(ending)?;
            let root = stem.strip_suffix(maker)?;
            let noun = *ending == "e"
                && *maker == "is"
                && NOUNS_IN_ISE.iter().any(|before| root.ends_with(before));
            (root.chars().count() >= 3 && !noun).then(|| format!("{stem}er"))
        })
    })
}

fn long_enough(word: &str, otherwise: &str) -> String {
    if letters(word) < SHORTEST {
        otherwise.to_owned()
    } else {
        word.to_owned()
    }
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}
