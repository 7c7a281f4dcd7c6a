//! The forms and headwords of a corpus: immutable, sorted, and read in place from one flat file.
//!
//! Forms are numbered in the order of their folded letters, then of their letters, and headwords likewise. So
//! numbers depend on the set of forms alone, and forms that fold or begin alike are a range of numbers.
//!
//! The file is made of [`Sections`](crate::model::Sections):
//!
//! | section | what |
//! |---|---|
//! | `lexicon` | three numbers of 32 bits: version of this layout (2), forms, headwords |
//! | `forms` | for each form its letters (UTF-8) and, where they differ, its folded letters |
//! | `forms-at` | where each form begins in `forms`, and the end |
//! | `forms-fold` | where its folded letters begin: with its letters where both are the same |
//! | `headwords`, `headwords-at`, `headwords-fold` | the same of headwords |
//! | `form-headword` | for each form, the number of its headword (32 bits) |
//! | `form-count` | for each form, how many tokens have it (64 bits) |
//! | `headword-forms` | the forms (32 bits) of each headword, ascending, headword after headword |
//! | `headword-forms-at` | for each headword, where its forms begin in `headword-forms`, and the end (32 bits) |
//!
//! Places in `forms` and `headwords` have 32 bits, or 64 where the letters are longer than 32 bits count.

use super::{Headwords, Stemmer, fold};
use crate::model::{Damaged, OpenSections, Sections, U32s, U64s, u32_bytes, u64_bytes};
use std::cmp::Ordering;
use std::ops::Range;

const VERSION: u32 = 2;

/// All forms and headwords of a corpus. Where a number is none of its own, letters are empty and counts 0.
pub struct Lexicon {
    file: OpenSections,
    forms: Words,
    headwords: Words,
    form_headword: Range<usize>,
    form_count: Range<usize>,
    headword_forms: Range<usize>,
    headword_forms_at: Range<usize>,
    stemmer: Stemmer,
}

/// Where the sections of sorted words are.
struct Words {
    len: u32,
    letters: Range<usize>,
    at: Range<usize>,
    fold: Range<usize>,
}

/// Sorted words: letters and folded letters by number.
#[derive(Clone, Copy)]
struct View<'l> {
    len: u32,
    letters: &'l [u8],
    at: &'l [u8],
    fold: &'l [u8],
}

impl<'l> View<'l> {
    /// The place that a list of places holds for a word.
    fn place(self, list: &[u8], word: u32) -> usize {
        let word = word as usize;
        let place = if self.at.len() / 8 == self.len as usize + 1 {
            U64s::of(list).get(word).map(|p| p as usize)
        } else {
            U32s::of(list).get(word).map(|p| p as usize)
        };
        place.unwrap_or(0)
    }

    fn letters(self, word: u32) -> &'l [u8] {
        let (start, fold) = (self.place(self.at, word), self.place(self.fold, word));
        let end = if fold > start {
            fold
        } else {
            self.place(self.at, word.saturating_add(1))
        };
        self.letters.get(start..end).unwrap_or_default()
    }

    fn folded(self, word: u32) -> &'l [u8] {
        let end = self.place(self.at, word.saturating_add(1));
        let start = self.place(self.fold, word);
        self.letters.get(start..end).unwrap_or_default()
    }

    /// The first word of which `before` does not hold; it holds of all words before that one.
    fn first(self, before: impl Fn(u32) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn folding_to(self, key: &str) -> Range<u32> {
        let key = key.as_bytes();
        let first = self.first(|w| self.folded(w) < key);
        first..self.first(|w| self.folded(w) <= key)
    }

    fn beginning_with(self, prefix: &str) -> Range<u32> {
        let prefix = prefix.as_bytes();
        let first = self.first(|w| self.folded(w) < prefix);
        first..self.first(|w| {
            let folded = self.folded(w);
            folded < prefix || folded.starts_with(prefix)
        })
    }

    fn number(self, letters: &str) -> Option<u32> {
        let (key, letters) = (fold(letters), letters.as_bytes());
        let order = |w: u32| -> Ordering {
            self.folded(w)
                .cmp(key.as_bytes())
                .then_with(|| self.letters(w).cmp(letters))
        };
        let found = self.first(|w| order(w) == Ordering::Less);
        (found < self.len && order(found) == Ordering::Equal).then_some(found)
    }
}

/// The letters that are somewhere: they were written as UTF-8 and no byte has changed since.
fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// A form as it is written into a file.
pub(super) struct WrittenForm<'a> {
    /// Its letters.
    pub letters: &'a str,
    /// Its folded letters.
    pub folded: &'a str,
    /// The number of its headword.
    pub headword: u32,
    /// How many tokens have it.
    pub count: u64,
}

/// A headword as it is written into a file.
pub(super) struct WrittenHeadword<'a> {
    /// Its letters.
    pub letters: &'a str,
    /// Its folded letters.
    pub folded: &'a str,
    /// Its forms, ascending.
    pub forms: Vec<u32>,
}

/// Adds the sections of words that come in their order.
fn write_words<'a>(
    sections: Sections,
    name: &str,
    words: impl Iterator<Item = (&'a str, &'a str)>,
    narrow: u64,
) -> Sections {
    let (mut all, mut at, mut fold) = (Vec::new(), Vec::new(), Vec::new());
    for (letters, folded) in words {
        at.push(all.len() as u64);
        fold.push(all.len() as u64);
        all.extend_from_slice(letters.as_bytes());
        if folded != letters {
            if let Some(last) = fold.last_mut() {
                *last = all.len() as u64;
            }
            all.extend_from_slice(folded.as_bytes());
        }
    }
    at.push(all.len() as u64);
    let bytes = |places: Vec<u64>| {
        if all.len() as u64 <= narrow {
            u32_bytes(places.into_iter().map(|p| p as u32))
        } else {
            u64_bytes(places)
        }
    };
    let (at, fold) = (bytes(at), bytes(fold));
    sections
        .push(name, all)
        .push(&format!("{name}-at"), at)
        .push(&format!("{name}-fold"), fold)
}

impl Lexicon {
    /// Puts forms and headwords, each in their order, into a file and opens it. Places beyond `narrow` are
    /// written with 64 bits.
    pub(super) fn write(
        forms: &[WrittenForm],
        headwords: &[WrittenHeadword],
        narrow: u64,
    ) -> Lexicon {
        // There are fewer than four thousand million forms and headwords: see `Interner::add`.
        let counts = [VERSION, forms.len() as u32, headwords.len() as u32];
        let sections = Sections::new().push("lexicon", u32_bytes(counts));
        let words = forms.iter().map(|f| (f.letters, f.folded));
        let sections = write_words(sections, "forms", words, narrow);
        let words = headwords.iter().map(|s| (s.letters, s.folded));
        let sections = write_words(sections, "headwords", words, narrow);
        let mut ends = vec![0];
        for headword in headwords {
            ends.push(ends.last().copied().unwrap_or(0) + headword.forms.len() as u32);
        }
        let of_headwords = headwords.iter().flat_map(|s| s.forms.iter().copied());
        let file = sections
            .push("form-headword", u32_bytes(forms.iter().map(|f| f.headword)))
            .push("form-count", u64_bytes(forms.iter().map(|f| f.count)))
            .push("headword-forms", u32_bytes(of_headwords))
            .push("headword-forms-at", u32_bytes(ends))
            .open();
        Lexicon::over(file)
    }

    fn over(file: OpenSections) -> Lexicon {
        let range = |name: &str| file.range(name).unwrap_or_default();
        let head = file.u32s("lexicon").unwrap_or(U32s::of(&[]));
        let words = |len: u32, name: &str| Words {
            len,
            letters: range(name),
            at: range(&format!("{name}-at")),
            fold: range(&format!("{name}-fold")),
        };
        Lexicon {
            forms: words(head.get(1).unwrap_or(0), "forms"),
            headwords: words(head.get(2).unwrap_or(0), "headwords"),
            form_headword: range("form-headword"),
            form_count: range("form-count"),
            headword_forms: range("headword-forms"),
            headword_forms_at: range("headword-forms-at"),
            stemmer: Stemmer::default(),
            file,
        }
    }

    /// Opens a file that [`Lexicon::to_bytes`] gave. Nothing is copied and nothing built.
    ///
    /// # Errors
    /// Where a byte is not as it was written, or the file is another's.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Lexicon, Damaged> {
        let lexicon = Lexicon::over(Sections::read(bytes)?);
        lexicon.check()?;
        Ok(lexicon)
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    /// The file, where it is.
    pub fn as_bytes(&self) -> &[u8] {
        self.file.bytes()
    }

    /// Whether the sections fit each other. What they hold is under their checksums.
    fn check(&self) -> Result<(), Damaged> {
        let head = self.file.u32s("lexicon")?;
        if head.get(0) != Some(VERSION) {
            return Err(Damaged::new("the lexicon has another version"));
        }
        let (forms, headwords) = (self.forms.len as usize, self.headwords.len as usize);
        let fits = |name: &str, long: &[usize]| -> Result<(), Damaged> {
            if long.contains(&self.file.require(name)?.len()) {
                Ok(())
            } else {
                Err(Damaged(format!("the section «{name}» has a wrong length")))
            }
        };
        for (name, words) in [("forms", &self.forms), ("headwords", &self.headwords)] {
            let n = words.len as usize;
            self.file.require(name)?;
            fits(&format!("{name}-at"), &[(n + 1) * 4, (n + 1) * 8])?;
            let width = words.at.len() / (n + 1);
            fits(&format!("{name}-fold"), &[n * width])?;
        }
        fits("form-headword", &[forms * 4])?;
        fits("form-count", &[forms * 8])?;
        fits("headword-forms", &[forms * 4])?;
        fits("headword-forms-at", &[(headwords + 1) * 4])?;
        let known = |range: &Range<usize>, below: usize| {
            let numbers = U32s::of(self.part(range)).iter();
            numbers.max().is_none_or(|most| (most as usize) < below)
        };
        if known(&self.form_headword, headwords) && known(&self.headword_forms, forms) {
            Ok(())
        } else {
            Err(Damaged::new("a form or headword has no such number"))
        }
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.file.bytes().get(range.clone()).unwrap_or_default()
    }

    fn view(&self, words: &Words) -> View<'_> {
        View {
            len: words.len,
            letters: self.part(&words.letters),
            at: self.part(&words.at),
            fold: self.part(&words.fold),
        }
    }

    /// How many forms: their numbers are `0..len`.
    pub fn len(&self) -> u32 {
        self.forms.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.forms.len == 0
    }

    /// How many headwords: their numbers are `0..headwords`.
    pub fn headwords(&self) -> u32 {
        self.headwords.len
    }

    /// The letters of a form, in lower case, accents kept.
    pub fn text(&self, form: u32) -> &str {
        utf8(self.view(&self.forms).letters(form))
    }

    /// The letters of a form, folded.
    pub fn folded(&self, form: u32) -> &str {
        utf8(self.view(&self.forms).folded(form))
    }

    /// The headword of a form, as a number; [`UNKNOWN`](super::UNKNOWN) where there is no such form.
    pub fn headword_of_form(&self, form: u32) -> u32 {
        U32s::of(self.part(&self.form_headword))
            .get(form as usize)
            .unwrap_or(super::UNKNOWN)
    }

    /// How many tokens of the corpus have a form.
    pub fn count_of(&self, form: u32) -> u64 {
        U64s::of(self.part(&self.form_count))
            .get(form as usize)
            .unwrap_or(0)
    }

    /// The key of a headword: the dictionary's entry, or a root that ends with `+`.
    pub fn headword(&self, headword: u32) -> &str {
        utf8(self.view(&self.headwords).letters(headword))
    }

    /// The number of a form, where the corpus has it.
    pub fn form_id(&self, form: &str) -> Option<u32> {
        self.view(&self.forms).number(form)
    }

    /// The forms of a headword, ascending.
    pub fn of_headword(&self, headword: u32) -> impl ExactSizeIterator<Item = u32> + '_ {
        let ends = U32s::of(self.part(&self.headword_forms_at));
        let end = |at: usize| ends.get(at).unwrap_or(0) as usize;
        let range = end(headword as usize)..end((headword as usize).saturating_add(1));
        U32s::of(self.part(&self.headword_forms))
            .slice(range)
            .iter()
    }

    /// The forms whose folded letters begin with `prefix`.
    pub fn beginning_with(&self, prefix: &str) -> Range<u32> {
        self.view(&self.forms).beginning_with(prefix)
    }

    /// The forms that fold to `key`.
    pub fn folding_to(&self, key: &str) -> Range<u32> {
        self.view(&self.forms).folding_to(key)
    }

    /// The key of what a form belongs to, known to the corpus or not: see [`Headwords::key_of`].
    pub fn key_of(&self, form: &str) -> String {
        let key = Headwords::builtin().key_of(form, &self.stemmer);
        key.into_owned()
    }

    /// The number of a headword by its key, where the corpus has a form of it.
    pub fn headword_id(&self, key: &str) -> Option<u32> {
        self.view(&self.headwords).number(key)
    }

    /// The root of a form, known to the corpus or not.
    pub fn root_of(&self, form: &str) -> String {
        self.stemmer.stem(form).into_owned()
    }

    /// The most frequent form of a headword: what is printed in its place. Ties go to the first in
    /// alphabetical order.
    pub fn label(&self, headword: u32) -> Option<&str> {
        // Of several of the same count `min_by_key` gives the first.
        let best = self
            .of_headword(headword)
            .min_by_key(|f| (std::cmp::Reverse(self.count_of(*f)), self.text(*f)));
        best.map(|f| self.text(f))
    }
}

#[cfg(test)]
mod tests;
