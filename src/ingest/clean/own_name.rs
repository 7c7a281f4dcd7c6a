//! The printed name of a text's author, masked in that text: `[auteur]`.
//!
//! A name of two words or more is masked wherever it is written as a name, a single word only as the signature
//! on the last line. The name of an organisation is none: who speaks for one says so in public.

use super::persons::{is_first_name, is_particle, person};
use crate::model::Masked;
use crate::text::{MASKS, fold};

/// The mark of [`MASKS`].
const MARK: &str = MASKS[4];

/// Words that close a letter, before a signature.
const CLOSINGS: &[&str] = &[
    "cordialement",
    "salutations",
    "merci",
    "sincerement",
    "signe",
    "vous",
    "respectueusement",
    "amicalement",
    "citoyennement",
];

/// The name of an author, as it may be written in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct OwnName {
    /// Its words in order, in lower case and without accents, in each order that is known.
    orders: Vec<Vec<String>>,
    /// Words that are a signature by themselves.
    single: Vec<String>,
}

/// A word of a text.
struct Word {
    start: usize,
    end: usize,
    folded: String,
    capital: bool,
}

impl OwnName {
    /// The name that is printed in some columns; `first` and `last` are those of a first name and a family name.
    /// `None` where none is a person's.
    pub(in crate::ingest) fn of<'n>(
        printed: impl Iterator<Item = &'n str>,
        first: Option<&str>,
        last: Option<&str>,
    ) -> Option<Self> {
        let mut own = OwnName::default();
        for name in printed {
            if let Some(words) = person(name) {
                own.add(words);
            }
        }
        if let (Some(first), Some(last)) = (first, last)
            && let (Some(first), Some(last)) = (person(first), person(last))
        {
            own.add([&first[..], &last[..]].concat());
        }
        (!own.single.is_empty()).then_some(own)
    }

    fn add(&mut self, words: Vec<String>) {
        for word in words
            .iter()
            .filter(|w| !is_particle(w) && w.chars().count() > 1)
        {
            if !self.single.contains(word) {
                self.single.push(word.clone());
            }
        }
        if words.len() < 2 {
            return;
        }
        // «Jean Le Goff» is «Le Goff Jean» too.
        for at in 0..words.len() {
            let turned = [&words[at..], &words[..at]].concat();
            if !self.orders.contains(&turned) {
                self.orders.push(turned);
            }
        }
    }

    /// A text of its author without the name.
    pub(in crate::ingest) fn mask(&self, text: String, counts: &mut Masked) -> String {
        self.without(text, true, counts)
    }

    /// The same of a title, which nobody signs.
    pub(in crate::ingest) fn mask_line(&self, text: String, counts: &mut Masked) -> String {
        self.without(text, false, counts)
    }

    fn without(&self, text: String, signed: bool, counts: &mut Masked) -> String {
        if !holds_any(&text, &self.single) {
            return text;
        }
        let words = words(&text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.name_at(&text, &words[at..]) {
                Some(length) => {
                    found.push(words[at].start..words[at + length - 1].end);
                    at += length;
                }
                None => at += 1,
            }
        }
        if signed && let Some(signature) = self.signature(&text, &words) {
            // A whole name on the last line was found already.
            if found.last().is_none_or(|last| last.end <= signature.start) {
                found.push(signature);
            }
        }
        if found.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for passage in &found {
            out.push_str(&text[from..passage.start]);
            out.push_str(MARK);
            from = passage.end;
        }
        out.push_str(&text[from..]);
        counts.names += found.len() as u64;
        out
    }

    /// How many words of a text, from the first of these on, are the name.
    fn name_at(&self, text: &str, words: &[Word]) -> Option<usize> {
        let first = words.first()?;
        let fits = |order: &&Vec<String>| {
            order[0] == first.folded
                && words.len() >= order.len()
                && order
                    .iter()
                    .zip(words)
                    .all(|(name, word)| *name == word.folded)
                && words[..order.len()].windows(2).all(|pair| {
                    let gap = &text[pair[0].end..pair[1].start];
                    let joins = [' ', '\u{A0}', '\u{202F}', '-', '‑', '\'', '’', '.'];
                    gap.len() <= 6 && gap.chars().all(|c| joins.contains(&c))
                })
        };
        let length = self.orders.iter().filter(fits).map(Vec::len).max()?;
        let found = &words[..length];
        let named = found.iter().all(|w| w.capital || is_particle(&w.folded));
        (named || fills_line(text, found[0].start, found[length - 1].end)).then_some(length)
    }

    /// Whether words are a part of the name: «Le Bihan», «H. Roux-Vidal», «Zoé».
    fn is_part(&self, words: &[Word]) -> bool {
        let is_name = |w: &Word| self.single.contains(&w.folded);
        let is_initial = |w: &Word| {
            let initial = |name: &String| name.starts_with(w.folded.as_str());
            w.folded.chars().count() == 1 && self.single.iter().any(initial)
        };
        let is_link = |w: &Word| {
            let holds = |order: &Vec<String>| order.contains(&w.folded);
            is_particle(&w.folded) && self.orders.iter().any(holds)
        };
        let once = |at: usize| words[..at].iter().all(|w| w.folded != words[at].folded);
        words.iter().any(is_name)
            && words
                .iter()
                .all(|w| is_name(w) || is_initial(w) || is_link(w))
            && (0..words.len()).all(once)
    }

    /// A part of the name that the text ends with as with a signature.
    fn signature(&self, text: &str, words: &[Word]) -> Option<std::ops::Range<usize>> {
        let last = text.rfind('\n').map_or(0, |n| n + 1);
        let line = &text[last..];
        // The hyphen of «Roux-Vidal» ends no sentence.
        let ends = |(at, c): &(usize, char)| match c {
            '-' => line[..*at].ends_with(char::is_whitespace) || *at == 0,
            c => matches!(c, ',' | ':' | '–' | '—' | '!'),
        };
        let cut = line.char_indices().rfind(ends).map(|(at, _)| at);
        let start = last + cut.map_or(0, |n| n + 1);
        let begin = words.partition_point(|w| w.start < start);
        // `,` is one byte, a dash is three: the words behind either begin later.
        let signed = &words[begin..];
        let names = self.is_part(signed);
        let closed = || {
            let before = &words[begin.saturating_sub(6)..begin];
            before.iter().any(|w| CLOSINGS.contains(&w.folded.as_str()))
        };
        let own_line = last > 0 && (cut.is_none() || line[..cut.unwrap_or(0)].trim().is_empty());
        (names && (own_line || closed())).then(|| signed[0].start..signed[signed.len() - 1].end)
    }
}

/// Whether what is between two places is alone on its line, signs aside.
fn fills_line(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].rsplit('\n').next().unwrap_or("");
    let after = text[end..].split('\n').next().unwrap_or("");
    !before
        .chars()
        .chain(after.chars())
        .any(char::is_alphanumeric)
}

/// Whether a text holds one of some words, whatever their accents and capitals.
fn holds_any(text: &str, folded: &[String]) -> bool {
    let begins = |word: &str| {
        let first = word.bytes().next().unwrap_or(b' ').to_ascii_lowercase();
        // A first letter with an accent is compared once it is folded.
        !first.is_ascii() || folded.iter().any(|f| f.as_bytes()[0] == first)
    };
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty() && begins(word))
        .any(|word| folded.iter().any(|f| *f == fold(word)))
}

/// The words of a text.
fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                out.push(Word {
                    start: from,
                    end: at,
                    folded: fold(word).into_owned(),
                    capital: word.starts_with(char::is_uppercase),
                });
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Whether most of some values are names of persons, as a column without a header may hold them.
pub(in crate::ingest) fn is_printed_name(value: &str) -> bool {
    let titled = ["M.", "Mme", "Mlle", "Mr", "Monsieur", "Madame"]
        .iter()
        .any(|t| {
            value
                .strip_prefix(t)
                .is_some_and(|rest| rest.starts_with(' '))
        });
    let capitals = value
        .split_whitespace()
        .all(|w| w.starts_with(char::is_uppercase));
    let Some(words) = person(value).filter(|w| capitals && (2..=4).contains(&w.len())) else {
        return false;
    };
    titled || words.iter().any(|w| is_first_name(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(name: &str, text: &str) -> String {
        let mut counts = Masked::default();
        match OwnName::of([name].into_iter(), None, None) {
            Some(own) => {
                let out = own.mask(text.to_string(), &mut counts);
                assert_eq!(counts.names as usize, out.matches(MARK).count(), "{out}");
                out
            }
            None => text.to_string(),
        }
    }

    #[test]
    fn a_name_of_two_words_is_masked_in_its_own_text() {
        for (name, text, kept) in [
            (
                "Jean Durandière",
                "Je m'appelle Jean Durandière, de Brest.",
                "Je m'appelle [auteur], de Brest.",
            ),
            (
                "M. Jean DURANDIÈRE",
                "Moi, Durandiere Jean, je propose",
                "Moi, [auteur], je propose",
            ),
            (
                "jean-paul martin",
                "Un banc.\n\njean paul martin",
                "Un banc.\n\n[auteur]",
            ),
            (
                "Anne Le Goff",
                "signé LE GOFF Anne (Brest)",
                "signé [auteur] (Brest)",
            ),
            (
                "MARTIN Jean",
                "Jean MARTIN et Jean Martin",
                "[auteur] et [auteur]",
            ),
            ("Roy Paul", "Paul Roy.", "[auteur]."),
            (
                "Chloé d'Artois",
                "Chloé d’Artois habite ici",
                "[auteur] habite ici",
            ),
            (
                "Claire Fontaine",
                "Jean Martin a raison",
                "Jean Martin a raison",
            ),
            (
                "Pierre Petit",
                "une pierre petit à petit, Petite Pierre",
                "une pierre petit à petit, Petite Pierre",
            ),
            (
                "Un citoyen",
                "Un citoyen doit voter",
                "Un citoyen doit voter",
            ),
        ] {
            assert_eq!(masked(name, text), kept, "{name}");
        }
    }

    #[test]
    fn a_single_word_is_masked_as_a_signature() {
        for (name, text, kept) in [
            (
                "Zorglub",
                "Zorglub propose un bus.\nZorglub",
                "Zorglub propose un bus.\n[auteur]",
            ),
            (
                "Jean Martin",
                "Un bus le soir.\n\n— Jean",
                "Un bus le soir.\n\n— [auteur]",
            ),
            (
                "Jean Martin",
                "Un bus le soir.\nJ. Martin",
                "Un bus le soir.\n[auteur]",
            ),
            (
                "Jean Martin",
                "Un bus. Cordialement, Martin",
                "Un bus. Cordialement, [auteur]",
            ),
            (
                "Jean Martin",
                "Un bus.\nBien à vous, Jean M.",
                "Un bus.\nBien à vous, [auteur].",
            ),
            ("Martin", "Martin", "Martin"),
            (
                "Jean Martin",
                "Un texte.\nC'est la Saint-Jean",
                "Un texte.\nC'est la Saint-Jean",
            ),
            (
                "Claire",
                "Que l'eau soit\nplus claire",
                "Que l'eau soit\nplus claire",
            ),
        ] {
            assert_eq!(masked(name, text), kept, "{name}");
        }
    }

    #[test]
    fn organisations_keep_their_names() {
        for name in [
            "Association Les Amis du Canal",
            "Mairie de Brest",
            "SARL Martin",
            "Syndicat CFDT",
            "CFDT Cadres",
            "LPO Isère",
            "UNSA EDUCATION",
            "Collectif Vélo Nantes",
            "Conseil départemental",
            "Les Verts",
            "Ligue des droits",
            "Martin & Fils",
            "Emmaüs Connect",
            "La Quadrature du Net",
        ] {
            let text = format!("Nous, {name}, demandons un bus.\n{name}");
            assert_eq!(masked(name, &text), text);
        }
    }

    #[test]
    fn two_columns_are_a_name_in_either_order() {
        let own = OwnName::of([].into_iter(), Some("Zoé"), Some("PETITPAS")).unwrap();
        let mut counts = Masked::default();
        let text = "Zoé Petitpas, Petitpas Zoé et Zoé".to_string();
        assert_eq!(own.mask(text, &mut counts), "[auteur], [auteur] et Zoé");
        assert_eq!(
            own.mask_line("L'avis de Zoé Petitpas".into(), &mut counts),
            "L'avis de [auteur]"
        );
        assert_eq!(counts.names, 3);
        assert_eq!(OwnName::of(["", "12", "x@y"].into_iter(), None, None), None);
    }

    #[test]
    fn printed_names_are_known_by_titles_and_first_names() {
        for name in [
            "M. Jean Durandière",
            "Mme Zoé Petitpas",
            "Léa Martinot",
            "DUPONT Marie",
        ] {
            assert!(is_printed_name(name), "{name}");
        }
        for other in [
            "Transports",
            "Vie scolaire",
            "Un bus",
            "Mairie de Paris",
            "Très satisfait",
            "Jean",
        ] {
            assert!(!is_printed_name(other), "{other}");
        }
    }
}
