//! The order of a concordance: as the corpus is read, by keyword, or by the words beside it.

use super::collate::{Collated, collated, one_line};
use super::kwic::{around, fields, words};
use super::texts::{Occurrence, Texts, each_chunk};
use crate::text::fold;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// What lines are ordered or grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// The occurrence itself.
    Keyword,
    /// That many words before it, the nearest first: 1 to 3.
    Left(u8),
    /// That many words after it, the nearest first: 1 to 3.
    Right(u8),
}

/// The order of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the corpus is read.
    #[default]
    Record,
    /// As a dictionary orders ([`collated`]) what is there; nothing comes before anything, and what is
    /// equal is as it is read.
    By(Around),
}

/// The most words beside a keyword that lines are ordered or grouped by.
pub(super) const MAX_SIDE: usize = 3;

/// The number that stands for «no word there»: the field has no more.
pub(super) const NOTHING: u32 = u32::MAX;

/// Words or passages, each once, numbered as they come.
#[derive(Default)]
pub(super) struct Interned {
    pub texts: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

impl Interned {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        // Fewer than four thousand million different words.
        let number = self.texts.len() as u32;
        self.texts.push(text.to_string());
        self.numbers.insert(text.to_string(), number);
        number
    }
}

/// What is around occurrences.
pub(super) struct Sides {
    /// The words as written, on one line.
    pub words: Interned,
    /// For each occurrence its words, the nearest first; [`NOTHING`] where there is none.
    pub of: Vec<[u32; MAX_SIDE]>,
    /// For each occurrence the passage from its first to its last such word, as a number of `passages`;
    /// empty unless passages were asked for.
    pub passage_of: Vec<u32>,
    /// The passages as written, on one line.
    pub passages: Interned,
}

/// A stretch of a text: first byte, one past the last.
type Stretch = (u32, u32);

/// The words around an occurrence, and the passage that they make.
fn stretches(
    all: &[Stretch],
    occurrence: &Occurrence,
    what: Around,
) -> ([Option<Stretch>; MAX_SIDE], Option<Stretch>) {
    let mut words = [None; MAX_SIDE];
    let (before, after) = around(all, occurrence);
    match what {
        Around::Keyword => words[0] = Some((occurrence.span.start, occurrence.span.end)),
        Around::Left(n) => {
            for (i, word) in words.iter_mut().take(usize::from(n)).enumerate() {
                *word = before.checked_sub(i + 1).map(|at| all[at]);
            }
        }
        Around::Right(n) => {
            for (i, word) in words.iter_mut().take(usize::from(n)).enumerate() {
                *word = all.get(after + i).copied();
            }
        }
    }
    let there = words.iter().flatten();
    let from = there.clone().map(|w| w.0).min();
    let to = there.map(|w| w.1).max();
    (words, from.zip(to))
}

/// Reads what is around occurrences, which are in reading order.
pub(super) fn sides<T: Texts>(
    texts: &T,
    occurrences: &[Occurrence],
    what: Around,
    passages: bool,
) -> Result<Sides, T::Error> {
    let mut out = Sides {
        words: Interned::default(),
        of: Vec::with_capacity(occurrences.len()),
        passage_of: Vec::new(),
        passages: Interned::default(),
    };
    each_chunk(texts, occurrences, |chunk| {
        let found: Vec<Vec<_>> = chunk
            .par_iter()
            .map(|(of_record, kept)| {
                let mut found = Vec::with_capacity(of_record.len());
                for (field, of_field) in fields(of_record) {
                    // The keyword's own letters are known without looking for words.
                    let all = match what {
                        Around::Keyword => Vec::new(),
                        _ => words(kept.of(field)),
                    };
                    found.extend(of_field.iter().map(|o| stretches(&all, o, what)));
                }
                found
            })
            .collect();
        for ((of_record, kept), found) in chunk.iter().zip(found) {
            for (occurrence, (words, passage)) in of_record.iter().zip(found) {
                let text = kept.of(occurrence.span.field);
                occurrence.of(text)?;
                // Words are the scanner's, in this text; the keyword's stretch was looked at above.
                let of = |stretch: Stretch| &text[stretch.0 as usize..stretch.1 as usize];
                out.of.push(words.map(|word| match word {
                    None => NOTHING,
                    Some(stretch) if what == Around::Keyword => {
                        out.words.number(&one_line(of(stretch)))
                    }
                    Some(stretch) => out.words.number(of(stretch)),
                }));
                if passages {
                    let passage = passage.map_or(String::new(), |p| one_line(of(p)));
                    out.passage_of.push(out.passages.number(&passage));
                }
            }
        }
        Ok(())
    })?;
    Ok(out)
}

/// Puts occurrences, given in reading order, into an order. Nothing is read where it is theirs.
pub fn arrange<T: Texts>(
    texts: &T,
    occurrences: &[Occurrence],
    order: Order,
) -> Result<Vec<Occurrence>, T::Error> {
    let Order::By(what) = order else {
        return Ok(occurrences.to_vec());
    };
    let sides = sides(texts, occurrences, what, false)?;
    let ranks = ranks(&sides.words.texts);
    let of = |word: u32| match word {
        NOTHING => (0, 0),
        word => ranks[word as usize],
    };
    let mut keys: Vec<([u32; MAX_SIDE], [u32; MAX_SIDE], usize)> = sides
        .of
        .iter()
        .enumerate()
        .map(|(i, words)| (words.map(|w| of(w).0), words.map(|w| of(w).1), i))
        .collect();
    keys.par_sort_unstable();
    Ok(keys.into_iter().map(|k| occurrences[k.2]).collect())
}

/// For each word its place among them by letters alone, and by letters and accents; both from 1.
fn ranks(words: &[String]) -> Vec<(u32, u32)> {
    let mut keys: Vec<(Collated, usize)> = words
        .par_iter()
        .enumerate()
        .map(|(i, w)| (collated(w), i))
        .collect();
    keys.par_sort_unstable();
    let mut ranks = vec![(0, 0); words.len()];
    let (mut letters, mut accents) = (1, 1);
    for (at, (key, word)) in keys.iter().enumerate() {
        if let Some((before, _)) = at.checked_sub(1).map(|b| &keys[b]) {
            letters += u32::from(before.letters != key.letters);
            accents += u32::from(before != key);
        }
        ranks[*word] = (letters, accents);
    }
    ranks
}

/// The words folded, each once: for each word the number of its folded letters.
pub(super) fn folded(words: &[String]) -> (Interned, Vec<u32>) {
    let mut folds = Interned::default();
    let of = words.iter().map(|w| folds.number(&fold(w))).collect();
    (folds, of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::textometry::kwic::{found, lines};

    const BODIES: [&str; 4] = [
        "Côté agents, tout va. La cote des agents monte",
        "agents",
        "Le coté agents baisse et le cœur agents bat",
        "Leur « Cote » : agents d'État",
    ];

    fn arranged(order: Order) -> Vec<String> {
        let (texts, occurrences) = found(&BODIES, "agents");
        let arranged = arrange(&texts, &occurrences, order).unwrap();
        lines(&texts, &arranged, 2)
            .unwrap()
            .into_iter()
            .map(|l| format!("{}|{}|{}", l.left, l.keyword, l.right))
            .collect()
    }

    #[test]
    fn by_the_word_before_as_a_dictionary() {
        assert_eq!(
            arranged(Order::By(Around::Left(1))),
            [
                "|agents|",
                "le cœur |agents| bat",
                "Leur « Cote » : |agents| d'État",
                "Le coté |agents| baisse et",
                "Côté |agents|, tout va.",
                "cote des |agents| monte",
            ]
        );
    }

    #[test]
    fn letters_of_every_word_come_before_accents_of_any() {
        let (texts, occurrences) = found(
            &[
                "un côté agents",
                "le coté agents",
                "de cote agents",
                "un cote agents",
            ],
            "agents",
        );
        let lefts: Vec<u32> = arrange(&texts, &occurrences, Order::By(Around::Left(2)))
            .unwrap()
            .iter()
            .map(|o| o.ordinal)
            .collect();
        assert_eq!(lefts, [2, 1, 3, 0]);
    }

    #[test]
    fn by_the_words_after_and_in_reading_order() {
        let rights: Vec<String> = arranged(Order::By(Around::Right(3)))
            .iter()
            .map(|l| l.rsplit('|').next().unwrap().to_string())
            .collect();
        assert_eq!(
            rights,
            ["", " baisse et", " bat", " d'État", " monte", ", tout va."]
        );
        assert_eq!(arranged(Order::Record)[0], "Côté |agents|, tout va.");
    }

    #[test]
    fn by_the_keyword_itself() {
        let (texts, occurrences) = found(&["formés Formé forme FORMER", "formée"], "form*");
        let arranged = arrange(&texts, &occurrences, Order::By(Around::Keyword)).unwrap();
        let words: Vec<String> = lines(&texts, &arranged, 0)
            .unwrap()
            .into_iter()
            .map(|l| l.keyword)
            .collect();
        assert_eq!(words, ["forme", "Formé", "formée", "FORMER", "formés"]);
    }
}
