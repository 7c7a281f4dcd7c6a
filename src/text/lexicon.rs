//! The forms and stems of a corpus, interned.

use super::{Stemmer, fold, is_stop};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Bound;

/// A form of the corpus: a word as written, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form, accents kept.
    pub text: String,
    /// Its stem's number.
    pub stem: u32,
    /// How many tokens have this form.
    pub count: u64,
    /// Whether it is a stop word.
    pub stop: bool,
}

/// All forms and stems of a corpus. Numbers depend on the order of reading and never decide the order of
/// an output.
#[derive(Default)]
pub struct Lexicon {
    forms: Vec<Form>,
    stems: Vec<String>,
    form_ids: FxHashMap<String, u32>,
    stem_ids: FxHashMap<String, u32>,
    /// Forms by their folded letters, in order: prefixes are ranges.
    folds: BTreeMap<String, Vec<u32>>,
    /// For each stem, its forms.
    by_stem: Vec<Vec<u32>>,
    stem_folds: FxHashMap<String, Vec<u32>>,
    stemmer: Stemmer,
}

impl Lexicon {
    /// An empty lexicon.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of a form in lower case, made where it is new.
    pub fn intern(&mut self, form: &str) -> u32 {
        if let Some(&id) = self.form_ids.get(form) {
            return id;
        }
        let stem = self.stemmer.stem(form).into_owned();
        let stem = self.intern_stem(stem);
        self.push(form, stem)
    }

    fn intern_stem(&mut self, stem: String) -> u32 {
        if let Some(&id) = self.stem_ids.get(&stem) {
            return id;
        }
        let id = self.stems.len() as u32;
        self.stems.push(stem.clone());
        self.by_stem.push(Vec::new());
        self.stem_folds
            .entry(fold(&stem).into_owned())
            .or_default()
            .push(id);
        self.stem_ids.insert(stem, id);
        id
    }

    fn push(&mut self, form: &str, stem: u32) -> u32 {
        let id = self.forms.len() as u32;
        self.forms.push(Form {
            text: form.to_string(),
            stem,
            count: 0,
            stop: is_stop(form),
        });
        self.form_ids.insert(form.to_string(), id);
        self.by_stem[stem as usize].push(id);
        self.folds
            .entry(fold(form).into_owned())
            .or_default()
            .push(id);
        id
    }

    /// Puts back a form that a table kept, with its stem and count.
    pub fn restore(&mut self, form: &str, stem: &str, count: u64) {
        let stem = self.intern_stem(stem.to_string());
        let id = self.push(form, stem);
        self.forms[id as usize].count = count;
    }

    /// Counts one more token of a form.
    pub(super) fn count(&mut self, form: u32) {
        self.forms[form as usize].count += 1;
    }

    /// The form of that number.
    ///
    /// # Panics
    /// Where the number is not one that this lexicon gave.
    pub fn form(&self, id: u32) -> &Form {
        &self.forms[id as usize]
    }

    /// The number of a form, where the corpus has it.
    pub fn form_id(&self, form: &str) -> Option<u32> {
        self.form_ids.get(form).copied()
    }

    /// The stem of that number.
    ///
    /// # Panics
    /// Where the number is not one that this lexicon gave.
    pub fn stem(&self, id: u32) -> &str {
        &self.stems[id as usize]
    }

    /// The forms whose folded letters begin with `prefix`, as numbers in no order.
    pub fn beginning_with<'l>(&'l self, prefix: &'l str) -> impl Iterator<Item = u32> + 'l {
        self.folds
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(key, _)| key.starts_with(prefix))
            .flat_map(|(_, forms)| forms.iter().copied())
    }

    /// The forms of a stem, as numbers in ascending order.
    ///
    /// # Panics
    /// Where the number is not one that this lexicon gave.
    pub fn of_stem(&self, stem: u32) -> &[u32] {
        &self.by_stem[stem as usize]
    }

    /// The stems that fold to `key`, as numbers in ascending order.
    pub fn stems_folding_to(&self, key: &str) -> &[u32] {
        self.stem_folds.get(key).map_or(&[], Vec::as_slice)
    }

    /// The stem that the stemmer gives to a form, known to the corpus or not.
    pub fn stem_of(&self, form: &str) -> String {
        self.stemmer.stem(form).into_owned()
    }

    /// How many forms: their numbers are `0..len`.
    pub fn len(&self) -> u32 {
        self.forms.len() as u32
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The letters of a form, in lower case, accents kept.
    ///
    /// # Panics
    /// Where the number is not one that this lexicon gave; so do the four below.
    pub fn text(&self, form: u32) -> &str {
        &self.forms[form as usize].text
    }

    /// The letters of a form, folded.
    pub fn folded(&self, form: u32) -> std::borrow::Cow<'_, str> {
        fold(&self.forms[form as usize].text)
    }

    /// The stem of a form, as a number.
    pub fn stem_of_form(&self, form: u32) -> u32 {
        self.forms[form as usize].stem
    }

    /// How many tokens of the corpus have a form.
    pub fn count_of(&self, form: u32) -> u64 {
        self.forms[form as usize].count
    }

    /// Whether a form is a stop word.
    pub fn is_stop_word(&self, form: u32) -> bool {
        self.forms[form as usize].stop
    }

    /// All forms, in the order of their numbers.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The forms that fold to `key`, as numbers in ascending order.
    pub fn folding_to(&self, key: &str) -> &[u32] {
        self.folds.get(key).map_or(&[], Vec::as_slice)
    }

    /// The most frequent form of a stem: what is printed in its place. Ties go to the first in
    /// alphabetical order.
    pub fn label(&self, stem: u32) -> Option<&str> {
        self.of_stem(stem)
            .iter()
            .map(|f| self.form(*f))
            .max_by(|a, b| a.count.cmp(&b.count).then(b.text.cmp(&a.text)))
            .map(|f| f.text.as_str())
    }
}
