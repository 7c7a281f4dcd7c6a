//! Words written in one, with a hyphen or with a space: `eadministration`, `e-administration`,
//! `e administration`; `plateforme`, `plate-forme`.
//!
//! A hyphen separates two words of a text, so the three are one phrase and one word. Which words are cut is
//! a closed list of prefixes, and one of everyday words (`data/headwords/joined.tsv`): without it `surface` would find «sur face».

use super::expr::{Item, Term};
use super::{Headwords, Stemmer, fold};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a prefix is joined to the word that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// Never a word of its own: with the word behind it, it is one phrase, in quotation marks or not.
    Prefix,
    /// A word as well (`le web`, `une auto`): beside another word it is asked for alone, too.
    Word,
}

/// The prefixes, folded. `sur`, `sous`, `contre`, `entre`, `non`, `ex`, `super` ... are French words that
/// come before others in any sentence, and are not among them.
const PREFIXES: [(&str, Bond); 31] = [
    ("e", Bond::Prefix),
    ("anti", Bond::Prefix),
    ("bio", Bond::Word),
    ("co", Bond::Prefix),
    ("crypto", Bond::Prefix),
    ("cyber", Bond::Prefix),
    ("eco", Bond::Prefix),
    ("geo", Bond::Prefix),
    ("hydro", Bond::Prefix),
    ("infra", Bond::Prefix),
    ("inter", Bond::Prefix),
    ("multi", Bond::Prefix),
    ("nano", Bond::Prefix),
    ("neo", Bond::Prefix),
    ("pluri", Bond::Prefix),
    ("poly", Bond::Prefix),
    ("semi", Bond::Prefix),
    ("socio", Bond::Prefix),
    ("audio", Bond::Word),
    ("auto", Bond::Word),
    ("hyper", Bond::Word),
    ("intra", Bond::Word),
    ("micro", Bond::Word),
    ("mini", Bond::Word),
    ("mono", Bond::Word),
    ("open", Bond::Word),
    ("pre", Bond::Word),
    ("tele", Bond::Word),
    ("video", Bond::Word),
    ("visio", Bond::Word),
    ("web", Bond::Word),
];

/// Pairs of consonants that begin French words.
const ONSETS: [&str; 37] = [
    "bl", "br", "ch", "chr", "cl", "cr", "dr", "fl", "fr", "gl", "gn", "gr", "kl", "kr", "ph",
    "pl", "pn", "pr", "ps", "qu", "rh", "sc", "sh", "sk", "sl", "sm", "sn", "sp", "sq", "st", "sw",
    "th", "tr", "ts", "tw", "vr", "wh",
];

/// The fewest letters of what is left of a word behind its prefix.
const MIN_REST: usize = 4;
/// The most spellings of one term. A phrase reaches it with five words that each have two.
const MAX_SPELLINGS: usize = 32;
/// The most words of a phrase that are also sought written in one.
const MAX_JOINED: usize = 4;

/// How a word of a query is bound to the word that follows it, where it is one of the prefixes.
pub(super) fn bond(word: &str) -> Option<Bond> {
    let folded = fold(word);
    let prefix = PREFIXES.iter().find(|p| p.0 == folded)?;
    // «é» is no prefix.
    let plain = prefix.0 != "e" || matches!(word, "e" | "E");
    plain.then_some(prefix.1)
}

impl Term {
    /// The rows of words that the term finds, its own first: a word that begins with a prefix also in two,
    /// a prefix and the word behind it also in one, and a phrase of up to four plain words also as one word.
    /// At most 32.
    pub fn spellings(&self) -> Vec<Vec<Item>> {
        let mut all = Vec::new();
        vary(&self.items, &mut Vec::new(), &mut all);
        let plain: Option<Vec<&str>> = self
            .items
            .iter()
            .map(|i| match i {
                Item::Word(w) => Some(w.as_str()),
                _ => None,
            })
            .collect();
        if let Some(words) = plain
            && self.slop.is_none()
            && (2..=MAX_JOINED).contains(&words.len())
            // An inclusive ending is at the end of a word only: «agent(e)s» and a word behind it are none.
            && words[..words.len() - 1]
                .iter()
                .all(|w| w.chars().all(char::is_alphanumeric))
            // «1/3» is no 13.
            && !words.iter().any(|w| w.bytes().all(|b| b.is_ascii_digit()))
        {
            let whole = vec![Item::Word(words.concat())];
            if !all.contains(&whole) {
                all.push(whole);
            }
        }
        all
    }
}

fn vary(rest: &[Item], begun: &mut Vec<Item>, all: &mut Vec<Vec<Item>>) {
    if all.len() >= MAX_SPELLINGS {
        return;
    }
    let Some((first, behind)) = rest.split_first() else {
        all.push(begun.clone());
        return;
    };
    begun.push(match first {
        Item::Word(word) if !behind.is_empty() => alone(word),
        _ => first.clone(),
    });
    vary(behind, begun, all);
    begun.pop();
    for (prefix, word) in parted(first) {
        begun.push(prefix);
        begun.push(word);
        vary(behind, begun, all);
        begun.truncate(begun.len() - 2);
    }
    if let Some((second, behind)) = behind.split_first()
        && let Some(one) = joined(first, second)
    {
        begun.push(one);
        vary(behind, begun, all);
        begun.pop();
    }
}

/// The everyday words that are written with a hyphen or in one, by the list beside the dictionary.
struct JoinedWords {
    /// For the headword of one that is joined, its two parts.
    parts: FxHashMap<String, (&'static str, &'static str)>,
    /// For the headwords of two parts, the joined word.
    joined: FxHashMap<(String, String), &'static str>,
}

static JOINED: LazyLock<JoinedWords> = LazyLock::new(|| {
    let mut out = JoinedWords {
        parts: FxHashMap::default(),
        joined: FxHashMap::default(),
    };
    let list = include_str!("../../data/headwords/joined.tsv");
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(hyphened), Some(joined)) = (fields.next(), fields.next()) else {
            continue;
        };
        // Of three parts the first hyphen alone would be cut.
        if let Some((first, second)) = hyphened.split_once('-').filter(|p| !p.1.contains('-')) {
            out.parts.insert(key(joined), (first, second));
            out.joined.insert((key(first), key(second)), joined);
        }
    }
    out
});

/// What a word belongs to.
fn key(word: &str) -> String {
    let key = Headwords::builtin().key_of(word, &Stemmer::default());
    key.into_owned()
}

/// The parts of a word that is also written with a hyphen: `plateformes`, `plate-forme`.
fn hyphened(item: &Item) -> Option<(Item, Item)> {
    let Item::Word(word) = item else { return None };
    let (first, second) = JOINED.parts.get(&key(word))?;
    Some((
        Item::Word(first.to_string()),
        Item::Word(second.to_string()),
    ))
}

/// The ways in which an item is a prefix and a word, or two parts that a hyphen joins.
fn parted(item: &Item) -> Vec<(Item, Item)> {
    let mut out = with_prefix(item);
    if let Some(found) = hyphened(item)
        && !out.contains(&found)
    {
        out.push(found);
    }
    out
}

/// The ways in which an item is a prefix and a word.
fn with_prefix(item: &Item) -> Vec<(Item, Item)> {
    let (word, rest_of): (&str, fn(String) -> Item) = match item {
        Item::Word(word) => (word, Item::Word),
        Item::Prefix(letters) => (letters, Item::Prefix),
        _ => return Vec::new(),
    };
    if !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    PREFIXES
        .iter()
        .filter_map(|(prefix, _)| {
            let letters = prefix.chars().count();
            let cut = word.char_indices().nth(letters)?.0;
            let (head, rest) = word.split_at(cut);
            let same = if *prefix == "e" {
                head == "e"
            } else {
                fold(head) == *prefix
            };
            (same && can_begin(&fold(rest))).then(|| (alone(head), rest_of(rest.to_string())))
        })
        .collect()
}

/// A prefix as an item. A single letter has no inflections: as a word, «e» would also find «es».
fn alone(prefix: &str) -> Item {
    if prefix == "e" {
        Item::Exact(prefix.to_string())
    } else {
        Item::Word(prefix.to_string())
    }
}

/// Whether folded letters can be a French word of some length: «mment» of `comment` cannot.
fn can_begin(letters: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
    let mut chars = letters.chars();
    let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
        return false;
    };
    if chars.count() + 2 < MIN_REST {
        return false;
    }
    vowel(first) || vowel(second) || ONSETS.iter().any(|o| letters.starts_with(o))
}

/// A prefix and the word behind it, or the two parts of a word, in one.
fn joined(first: &Item, second: &Item) -> Option<Item> {
    if let (Item::Word(first), Item::Word(second)) = (first, second)
        && let Some(word) = JOINED.joined.get(&(key(first), key(second)))
    {
        return Some(Item::Word(word.to_string()));
    }
    let prefix = match first {
        Item::Word(word) => word,
        _ => return None,
    };
    bond(prefix)?;
    match second {
        Item::Word(word) => Some(Item::Word(format!("{prefix}{word}"))),
        Item::Prefix(letters) => Some(Item::Prefix(format!("{}{letters}", fold(prefix)))),
        _ => None,
    }
}
