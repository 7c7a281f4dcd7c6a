//! Headwords: the dictionary's entry to which a French form belongs.
//!
//! «élues», «élu» and «élus» are forms of one headword, «élu»; «permet» and «permis» are of two («permettre»,
//! «permis»). A form has one headword, which depends on its letters and on nothing else: what the dictionary
//! Dicollecte says (`data/headwords/README.md`), the likeliest of several in a public consultation; of a form that it
//! lacks its accented twin, then its regular plural and feminine cut, then its Snowball root.

mod folding;
mod pos;
mod table;
mod unknown;

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{STEMMER_VERSION, Stemmer, fold};
use fst::Map;

pub use pos::Pos;
use table::{Table, Transformation};

/// The file, kept in the program.
static FILE: &[u8] = include_bytes!("../../data/headwords/headwords.bin");

/// The version of the headwords, from the header of its file: «Dicollecte 7.0 1a2b3c4d».
/// It changes with the dictionary, the exceptions and the rules.
pub const HEADWORDS_VERSION: &str =
    table::version_of(include_bytes!("../../data/headwords/headwords.bin"));

static BUILTIN: LazyLock<Headwords> = LazyLock::new(|| Headwords::open(FILE).unwrap_or_default());

/// The versions of all that decides which forms are one word, for the manifest.
pub fn words_version() -> String {
    format!("{HEADWORDS_VERSION}, {STEMMER_VERSION}")
}

/// The headword of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headword<'f> {
    /// The headword, in lower case with its accents. Borrowed where it is the form itself.
    pub text: Cow<'f, str>,
    /// What the form may be: «porte» is a noun or a verb.
    pub pos: Pos,
    /// What the headword is, whatever the form.
    pub headword_pos: Pos,
}

/// The lexicon of headwords.
#[derive(Default)]
pub struct Headwords {
    table: Table<'static>,
    forms: Option<Map<&'static [u8]>>,
}

/// What the key of a root ends with: it is no headword's, and `formation+` in a query asks for it.
pub(super) const ROOT_MARK: char = '+';

impl Headwords {
    /// What a form belongs to: its headword; of a form that the dictionary lacks that of its only accented twin, else
    /// what is left without a regular plural or feminine, else its root, which ends with `+`.
    pub fn key_of<'f>(&self, form: &'f str, stemmer: &Stemmer) -> Cow<'f, str> {
        if let Some(found) = self.headword(form) {
            return found.text;
        }
        // A number, or a word inside an address.
        if !form.starts_with(char::is_alphabetic) || form.starts_with(super::analyse::LINK_MARK) {
            return Cow::Borrowed(form);
        }
        let base = Stemmer::without_inclusive_ending(form);
        if base != form {
            return Cow::Owned(self.key_of(base, stemmer).into_owned());
        }
        if let [twin] = &self.keys_folding_to(&fold(form))[..] {
            return Cow::Owned(twin.clone());
        }
        match self.unknown(form) {
            Some(cut) => Cow::Owned(cut),
            None => Cow::Owned(format!("{}{ROOT_MARK}", stemmer.stem(form))),
        }
    }

    /// The headwords of the forms that fold to these letters, in ascending order.
    pub(super) fn keys_folding_to(&self, folded: &str) -> Vec<String> {
        let forms = self.folding_to(folded);
        let found = forms.iter().filter_map(|form| self.headword(form));
        let mut keys: Vec<String> = found.map(|f| f.text.into_owned()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The headwords kept in the program, opened at its first use.
    pub fn builtin() -> &'static Headwords {
        &BUILTIN
    }

    /// Opens a lexicon; `None` if the bytes are not those of a lexicon of this format.
    pub fn open(file: &'static [u8]) -> Option<Headwords> {
        let (table, automaton) = Table::open(file)?;
        let forms = Map::new(automaton).ok()?;
        Some(Headwords {
            table,
            forms: Some(forms),
        })
    }

    /// How many forms the lexicon has.
    pub fn len(&self) -> usize {
        self.forms.as_ref().map_or(0, Map::len)
    }

    /// Whether the lexicon has no form at all: its file could not be read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The headword of a form, `None` where the lexicon lacks the form.
    ///
    /// The form is in lower case, composed (NFC), with its accents and with straight
    /// apostrophes. Spelled `oe` or `ae`, a form is found as well: «oeuvre» → «œuvre».
    pub fn headword<'f>(&self, form: &'f str) -> Option<Headword<'f>> {
        if let Some(how) = self.transformation(form) {
            return apply(form, how);
        }
        let joined = ligatures(form)?;
        let how = self.transformation(&joined)?;
        let found = apply(&joined, how)?;
        Some(Headword {
            text: Cow::Owned(found.text.into_owned()),
            pos: found.pos,
            headword_pos: found.headword_pos,
        })
    }

    /// Whether the lexicon has the form (see [`Headwords::headword`]).
    pub fn contains(&self, form: &str) -> bool {
        self.transformation(form).is_some()
            || ligatures(form).is_some_and(|joined| self.transformation(&joined).is_some())
    }

    /// The forms of the lexicon that fold to these letters, in ascending order: «cote» gives
    /// «cote», «coté», «côte» and «côté».
    ///
    /// `folded` has neither capitals nor accents nor ligatures (see [`fold`]).
    pub fn folding_to(&self, folded: &str) -> Vec<String> {
        match &self.forms {
            Some(forms) => folding::folding_to(forms.as_fst(), folded),
            None => Vec::new(),
        }
    }

    fn transformation(&self, form: &str) -> Option<Transformation<'static>> {
        self.table.get(self.forms.as_ref()?.get(form)?)
    }
}

/// The headword that a transformation makes of a form.
fn apply<'f>(form: &'f str, how: Transformation<'static>) -> Option<Headword<'f>> {
    let text = if how.cut == 0 && how.add.is_empty() {
        Cow::Borrowed(form)
    } else {
        let kept = form.get(..form.len().checked_sub(how.cut)?)?;
        let mut text = String::with_capacity(kept.len() + how.add.len());
        text.push_str(kept);
        text.push_str(how.add);
        Cow::Owned(text)
    };
    Some(Headword {
        text,
        pos: how.form,
        headword_pos: how.head,
    })
}

/// The form with its `oe` and `ae` as ligatures, `None` if it has neither.
fn ligatures(form: &str) -> Option<String> {
    (form.contains("oe") || form.contains("ae")).then(|| form.replace("oe", "œ").replace("ae", "æ"))
}

#[cfg(test)]
mod tests;
