//! The scanner beside UAX 29: the same words wherever it does not mean to differ, and each difference.

use super::*;
use proptest::prelude::*;
use std::path::Path;

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    scan(text, |t| out.push((t.start, &text[t.start..t.end])));
    out
}

/// Whether the scanner means to differ from UAX 29 on a text that holds this character, beside a letter or
/// alone (1 to 4 and 6 to 9 of the list). A point or comma is looked at with its neighbours.
fn differs(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '‘' | '‛' | '(' | '-' | '/' | '[' | ':' | ';' | '"' | '\u{2024}'
        )
        || is_middle_dot(c)
        || !(is_plain(c) || c.is_whitespace() || is_common_sign(c))
        || is_mark(c)
        || (c.is_numeric() && !c.is_ascii_digit())
        || (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{AD}' | '\u{483}'..='\u{489}' | '·' | '\u{387}')
}

/// Signs of French texts above the letters, on which both agree.
fn is_common_sign(c: char) -> bool {
    matches!(c, '–' | '—' | '“' | '”' | '„' | '…' | '€' | '→' | '«' | '»')
}

/// The pieces of a text between white space that hold nothing on which the scanner differs, and their words
/// as UAX 29 has them.
///
/// Neither cuts or joins across white space, but for numbers in groups: each piece stands for itself.
fn oracle(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    for piece in pieces(text) {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        out.extend(piece.unicode_word_indices().map(|(at, w)| (start + at, w)));
    }
    out
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let all: Vec<&str> = text.split(char::is_whitespace).collect();
    // A piece of digits may be a group of those beside it.
    let digits = |p: &str| p.starts_with(|c: char| c.is_ascii_digit());
    let ends = |p: &str| p.ends_with(|c: char| c.is_ascii_digit());
    let alone: Vec<&str> = (0..all.len())
        .filter(|at| {
            let before = at.checked_sub(1).map_or("", |b| all[b]);
            let behind = all.get(at + 1).copied().unwrap_or("");
            let grouped = ends(all[*at]) && digits(behind) || digits(all[*at]) && ends(before);
            // `d 'emploi`
            !grouped && !behind.starts_with(is_apostrophe)
        })
        .map(|at| all[at])
        .collect();
    alone.into_iter().filter(|p| agrees(p))
}

/// Whether a number is in groups, has a unit on it, or an address begins there (12 to 14 of the list).
fn is_of_its_own(piece: &str) -> bool {
    let chars: Vec<char> = piece.chars().collect();
    let digit = |c: &char| c.is_ascii_digit();
    let unit = chars
        .windows(2)
        .any(|w| digit(&w[0]) && w[1].is_alphabetic());
    let lower = piece.to_lowercase();
    let link = ["http", "www", "ftp"].iter().any(|b| lower.contains(b));
    unit || link
        || piece.contains(['#', '`', '´'])
        || chars.iter().any(digit) && piece.contains('.')
}

fn agrees(piece: &str) -> bool {
    if is_of_its_own(piece) {
        return false;
    }
    // A point joins letters in UAX 29 and separates them here; both let it end a word and join digits.
    let chars: Vec<char> = piece.chars().collect();
    let glued = chars.windows(3).any(|w| {
        matches!(w[1], '.' | ',')
            && is_word(w[0])
            && is_word(w[2])
            && !(w[0].is_ascii_digit() && w[2].is_ascii_digit())
    });
    piece.len() <= MAX_TOKEN && !glued && !piece.chars().any(differs)
}

/// The scanner's words inside the pieces of the oracle.
fn in_pieces(text: &str) -> Vec<(usize, &str)> {
    let inside: Vec<(usize, usize)> = pieces(text)
        .map(|p| {
            let start = p.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + p.len())
        })
        .collect();
    words(text)
        .into_iter()
        .filter(|(at, _)| {
            let next = inside.partition_point(|(start, _)| start <= at);
            next > 0 && *at < inside[next - 1].1
        })
        .collect()
}

/// Holds the scanner to the oracle, and gives the number of words compared.
fn compare(text: &str) -> usize {
    let expected = oracle(text);
    let found = in_pieces(text);
    let first = found.iter().zip(&expected).find(|(f, e)| f != e);
    assert_eq!(
        first, None,
        "the scanner's first word that differs, and the standard's"
    );
    assert_eq!(found.len(), expected.len());
    expected.len()
}

#[test]
fn each_difference_by_example() {
    // What is here, as UAX 29 has it, as the scanner has it.
    for (text, standard, ours) in [
        ("l'agent", &["l'agent"][..], &["agent"][..]),
        ("qu’il", &["qu’il"], &["il"]),
        ("d'1", &["d", "1"], &["1"]),
        ("lʼagent", &["lʼagent"], &["agent"]),
        ("rock'n'roll", &["rock'n'roll"], &["rock'n", "roll"]),
        ("services.Ce", &["services.Ce"], &["services", "Ce"]),
        ("a:b", &["a:b"], &["a", "b"]),
        ("mot·clé", &["mot·clé"], &["mot", "clé"]),
        ("formé·e·s", &["formé·e·s"], &["formé·e·s"]),
        ("agent(e)s", &["agent", "e", "s"], &["agent(e)s"]),
        ("agent-e-s", &["agent", "e", "s"], &["agent-e-s"]),
        ("S.N.C.F.", &["S.N.C.F"], &["S.N.C.F"]),
        ("data.gouv.fr", &["data.gouv.fr"], &["data", "gouv", "fr"]),
        ("1;2", &["1;2"], &["1", "2"]),
        ("m²", &["m", "²"], &["m²"]),
        ("[courriel]", &["courriel"], &[]),
        ("a\u{200D}b", &["a\u{200D}b"], &["a", "b"]),
        (" \u{301}a", &["a"], &["\u{301}a"]),
        ("中文", &["中", "文"], &["中", "文"]),
        ("1 000", &["1", "000"], &["1 000"]),
        ("80km", &["80km"], &["80", "km"]),
        ("#a_b", &["a_b"], &["a", "b"]),
        (
            "https://a_b.fr",
            &["https", "a_b.fr"],
            &["https", "a", "b", "fr"],
        ),
        ("d´emploi", &["d", "emploi"], &["emploi"]),
        ("d 'emploi", &["d", "emploi"], &["emploi"]),
    ] {
        assert_eq!(
            text.unicode_words().collect::<Vec<_>>(),
            standard,
            "UAX 29 on {text}"
        );
        let found: Vec<&str> = words(text).into_iter().map(|w| w.1).collect();
        assert_eq!(found, ours, "{text}");
    }
    let long = "a".repeat(MAX_TOKEN + 1);
    assert_eq!((long.unicode_words().count(), words(&long).len()), (1, 2));
}

/// The texts of a folder, whatever they are.
fn texts(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(texts(&path));
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes.len() < 4 << 20
        {
            out.extend(String::from_utf8(bytes));
        }
    }
    out
}

#[test]
fn agrees_on_the_demo_and_on_shared_data() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let demo: usize = texts(&root.join("corpora/demo/sources"))
        .iter()
        .map(|t| compare(t))
        .sum();
    assert!(demo > 15_000, "{demo} words were compared");
    let shared = Path::new("/work/shared/data");
    if shared.is_dir() {
        let words: usize = texts(shared).iter().map(|t| compare(t)).sum();
        assert!(words > 100_000, "{words} words were compared");
    }
}

proptest! {
    #[test]
    fn agrees_on_any_text(text in "([a-zA-ZéèàçœŒÿÉα-ωа-я0-9_.,!?«»…\u{A0} \n-]{0,12}[ \u{A0}’'])*|\\PC*") {
        compare(&text);
    }

    #[test]
    fn any_text_gives_ordered_words(
        text in "([a-zéœŒ’'ʼ()·.\u{A0}\u{300}-\u{310}٠-٩ا-ي中文😀👨\u{200D}\u{FE0F}A-F0-3 -]|\\PC){0,40}"
    ) {
        let mut end = 0;
        scan(&text, |t| {
            assert!(t.start >= end && t.end > t.start);
            assert!(text.is_char_boundary(t.start) && text.is_char_boundary(t.end));
            end = t.end;
        });
    }
}
