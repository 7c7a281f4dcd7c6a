//! From what analysers counted, side by side, to the one lexicon of a corpus.

use super::lexicon::{WrittenForm, WrittenHeadword};
use super::token::{Token, UNKNOWN};
use super::{Analyser, Headwords, Lexicon, Stemmer, fold};
use rayon::prelude::*;
use std::borrow::Cow;

/// For each form of an analyser, its number in a lexicon and its headword's.
pub struct FormMap(Vec<[u32; 2]>);

impl FormMap {
    /// Gives tokens of the analyser the lexicon's numbers of their forms and headwords.
    pub fn apply(&self, tokens: &mut [Token]) {
        for token in tokens {
            [token.form, token.headword] = self
                .0
                .get(token.form as usize)
                .copied()
                .unwrap_or([UNKNOWN; 2]);
        }
    }
}

/// Letters on their way to their place in the order.
struct Item<'a> {
    /// The first eight folded letters: most comparisons end here.
    head: u64,
    folded: Cow<'a, str>,
    letters: &'a str,
    /// Which analyser, and its form; or 0, and a form of the lexicon.
    from: (u32, u32),
}

impl<'a> Item<'a> {
    fn new(letters: &'a str, from: (u32, u32)) -> Self {
        let folded = fold(letters);
        let mut head = [0; 8];
        for (h, b) in head.iter_mut().zip(folded.bytes()) {
            *h = b;
        }
        Item {
            head: u64::from_be_bytes(head),
            folded,
            letters,
            from,
        }
    }

    fn key(&self) -> (u64, &str, &str, (u32, u32)) {
        (self.head, &self.folded, self.letters, self.from)
    }
}

fn sort(items: &mut [Item]) {
    items.par_sort_unstable_by(|a, b| a.key().cmp(&b.key()));
}

impl Lexicon {
    /// The lexicon of all forms that several analysers met, with one map for each of them, in order. Each
    /// form is looked up once. The result depends on the forms and their counts, not on who met them.
    pub fn merge(analysers: Vec<Analyser>) -> (Lexicon, Vec<FormMap>) {
        merge(analysers, u64::from(u32::MAX))
    }

    /// The same of one analyser.
    pub fn of(analyser: Analyser) -> (Lexicon, FormMap) {
        let (lexicon, maps) = Lexicon::merge(vec![analyser]);
        let map = maps.into_iter().next();
        (lexicon, map.unwrap_or(FormMap(Vec::new())))
    }
}

/// Merges; places in letters beyond `narrow` are written with 64 bits.
pub(super) fn merge(analysers: Vec<Analyser>, narrow: u64) -> (Lexicon, Vec<FormMap>) {
    let counts: Vec<Vec<u64>> = analysers.iter().map(|a| a.forms.counts()).collect();
    let mut items: Vec<Item> = analysers
        .par_iter()
        .enumerate()
        .flat_map_iter(|(part, analyser)| {
            let forms = 0..analyser.forms.len();
            // Numbers of analysers and forms are under four thousand million.
            forms.map(move |f| Item::new(analyser.forms.text(f), (part as u32, f as u32)))
        })
        .collect();
    sort(&mut items);
    let groups: Vec<&[Item]> = items.chunk_by(|a, b| a.letters == b.letters).collect();
    let headwords: Vec<String> = groups
        .par_iter()
        .map_init(Stemmer::default, |stemmer, group| {
            let key = Headwords::builtin().key_of(group[0].letters, stemmer);
            key.into_owned()
        })
        .collect();
    let mut headword_items: Vec<Item> = headwords
        .par_iter()
        .enumerate()
        .map(|(form, headword)| Item::new(headword, (0, form as u32)))
        .collect();
    sort(&mut headword_items);
    let mut headword_of_form = vec![UNKNOWN; groups.len()];
    let mut written_headwords = Vec::new();
    for group in headword_items.chunk_by(|a, b| a.letters == b.letters) {
        for item in group {
            headword_of_form[item.from.1 as usize] = written_headwords.len() as u32;
        }
        written_headwords.push(WrittenHeadword {
            letters: group[0].letters,
            folded: &group[0].folded,
            forms: group.iter().map(|i| i.from.1).collect(),
        });
    }
    let mut maps: Vec<Vec<[u32; 2]>> = counts
        .iter()
        .map(|forms| vec![[UNKNOWN; 2]; forms.len()])
        .collect();
    let mut written_forms = Vec::with_capacity(groups.len());
    for (form, (group, headword)) in groups.iter().zip(headword_of_form).enumerate() {
        let mut count = 0;
        for item in *group {
            let (part, local) = (item.from.0 as usize, item.from.1 as usize);
            count += counts[part][local];
            maps[part][local] = [form as u32, headword];
        }
        written_forms.push(WrittenForm {
            letters: group[0].letters,
            folded: &group[0].folded,
            headword,
            count,
        });
    }
    let lexicon = Lexicon::write(&written_forms, &written_headwords, narrow);
    (lexicon, maps.into_iter().map(FormMap).collect())
}
