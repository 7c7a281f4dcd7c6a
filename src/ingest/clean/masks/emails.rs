//! E-mail addresses, however they are disguised.

use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// The part before the sign, and a part of a domain.
const LOCAL: &str = r"[\p{L}\p{M}\p{N}._%+\-'’!#$&*^~]+";
const BARE: &str = r"[\p{L}\p{M}\p{N}._+\-'’]+";
const LABEL: &str = r"[\p{L}\p{M}\p{N}\-]+";
const TOP: &str = r"(?:xn--[a-z0-9\-]+|\p{L}{2,})";
/// A point between two parts of a domain, disguised or not.
const POINT: &str = concat!(
    r"(?:[.．。]|\s?[\[({<]\s?(?:dot|point|\.)\s?[\])}>]\s?|\s{1,2}(?:dot|point)\s{1,2}|[_\-](?:dot|point)[_\-]",
    r"|%2e|&#0*46;|&period;)",
);
/// Tops that a disguised address may have; prose is full of words after a point.
const TOPS: &[&str] = &[
    "fr", "com", "org", "net", "eu", "be", "ch", "lu", "mc", "de", "es", "it", "uk", "pt", "nl",
    "at", "ie", "ca", "us", "info", "biz", "io", "me", "tv", "co", "name", "pro", "asso", "gouv",
    "paris", "bzh", "alsace", "corsica", "re", "nc", "pf", "gp", "mq", "gf", "yt", "pm", "wf",
    "tf", "ma", "tn", "dz", "sn", "edu", "gov", "int", "dev", "app", "online", "site", "email",
    "xyz", "coop", "museum", "club", "cat", "eus",
];

fn is_top(word: &str) -> bool {
    TOPS.iter().any(|top| word.eq_ignore_ascii_case(top))
}

/// The letters that a text ends in.
fn last_word(text: &str) -> &str {
    let cut = text.rfind(|c: char| !c.is_alphanumeric());
    cut.map_or(text, |at| {
        &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..]
    })
}

/// Finds what `pattern` finds and `accept` accepts; the group `local` without the signs and the elided article
/// before it.
fn find(text: &str, pattern: &Regex, accept: impl Fn(&Captures<'_>) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for found in pattern.captures_iter(text) {
        if !accept(&found) {
            continue;
        }
        let whole = found.get_match().range();
        let start = match found.name("local") {
            Some(local) if local.start() == whole.start => {
                local.end() - trimmed(local.as_str()).len()
            }
            _ => whole.start,
        };
        out.push(start..whole.start + without_sentence(&text[whole.clone()]).len());
    }
    out
}

/// An address without the word that a sentence begins with after a point and no blank: `exemple.fr.Merci`.
fn without_sentence(address: &str) -> &str {
    match address.rsplit_once('.') {
        Some((head, word))
            if is_top(last_word(head))
                && word.starts_with(char::is_uppercase)
                && word.chars().skip(1).any(char::is_lowercase) =>
        {
            head
        }
        _ => address,
    }
}

/// A local part without what is before it in a sentence: signs, `l'` and `d'`.
fn trimmed(local: &str) -> &str {
    let signs = |c: char| "._%+-'’!#$&*^~".contains(c);
    let local = local.trim_start_matches(signs);
    let mut chars = local.char_indices();
    let elided = match (chars.next(), chars.next()) {
        (Some((_, c)), Some((at, '\'' | '’'))) if "ldjmtnscLDJMTNSC".contains(c) => Some(at),
        _ => None,
    };
    let rest = elided.map(|at| local[at..].trim_start_matches(signs));
    rest.filter(|r| r.chars().any(char::is_alphabetic))
        .unwrap_or(local)
}

static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r#"(?i)(?:mailto:\s?)?(?:"[^"\n@]{{1,64}}"|(?P<local>{LOCAL}))\s{{0,3}}[@＠﹫]\s{{0,3}}(?:{LABEL}{POINT})+{TOP}"#
    ))
});

/// `jean@exemple.fr`, with blanks around the sign.
pub(super) fn plain(text: &str) -> Vec<Range<usize>> {
    find(text, &PLAIN, |found| {
        found
            .name("local")
            .is_none_or(|l| l.as_str().chars().any(char::is_alphanumeric))
    })
}

static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    let tops = TOPS.join("|");
    super::regex(&format!(
        r"(?i)(?P<local>{LOCAL})(?:\s{{0,2}}[@＠﹫]\s{{0,2}}(?P<spaced>{LABEL}(?:\s{{0,2}}[.．,;·]\s{{0,2}}{LABEL})*\s{{0,2}}[.．,;·]\s{{0,2}}(?:{tops})\b)|[@＠﹫](?:\[?[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}\]?|(?P<host>{LABEL})))"
    ))
});

/// An address whose domain is spaced, has a comma for a point, is a number or has no top.
pub(super) fn loose(text: &str) -> Vec<Range<usize>> {
    find(text, &LOOSE, |found| {
        let local = &found["local"];
        let letters = local.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
        match found.name("host") {
            // «citoyen@s» is no address, «jean.dupont@mairie» is one.
            Some(host) => {
                let parted = trimmed(local)
                    .trim_end_matches(['.', '_', '-'])
                    .contains(['.', '_'])
                    || local.chars().any(|c| c.is_ascii_digit());
                letters
                    && parted
                    && host.as_str().chars().filter(|c| c.is_alphabetic()).count() >= 3
                    && host.as_str().starts_with(char::is_alphabetic)
            }
            None => letters,
        }
    })
}

static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        concat!(
            r"(?i)(?P<local>{bare}(?:\s?[\[({{<]?\s?\b(?:point|dot)\b\s?[\])}}>]?\s?{bare})*?)",
            r"(?:\s{{0,3}}[\[({{<*|]{{1,2}}\s?(?P<sign>at|arobas[ez]?|arobaze|a|à|chez|[@＠﹫])\s?[\])}}>*|]{{1,2}}\s{{0,3}}",
            r"|\s?[_\-]{{1,2}}(?:at|arobase)[_\-]{{1,2}}\s?)",
            r"(?P<domain>{label}(?:{point}{label})*?(?:{point}|\s{{1,2}}[.．]\s{{1,2}})(?P<top>{top}))\b",
        ),
        bare = BARE,
        label = LABEL,
        point = POINT,
        top = TOP
    ))
});

/// The middle of what [`BRACKETS`] finds, which is found much faster: without groups and borders of words.
static BRACKETS_MIDDLE: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        concat!(
            r"(?i)(?:[\[({{<*|]{{1,2}}\s?(?:at|arobas[ez]?|arobaze|a|à|chez|[@＠﹫])\s?[\])}}>*|]{{1,2}}\s{{0,3}}",
            r"|[_\-](?:at|arobase)[_\-]{{1,2}}\s?)",
            r"{label}(?:{point}|\s{{1,2}}[.．]\s{{1,2}})",
        ),
        label = LABEL,
        point = POINT,
    ))
});

/// `jean [at] exemple.fr`, `jean(arobase)exemple(point)fr`, `jean_at_exemple_dot_fr`.
pub(super) fn bracketed(text: &str) -> Vec<Range<usize>> {
    if !BRACKETS_MIDDLE.is_match(text) {
        return Vec::new();
    }
    find(text, &BRACKETS, |found| {
        let weak = found
            .name("sign")
            .is_some_and(|s| matches!(s.as_str(), "a" | "A" | "à" | "À" | "chez"));
        (!weak || is_top(last_word(&found["domain"])))
            && found["local"].chars().any(char::is_alphanumeric)
    })
}

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        concat!(
            r"(?i)(?P<local>{bare}(?:\s(?:point|dot|tiret|underscore)\s{bare})*?)",
            r"(?:\s{{1,3}}(?:arobas[ez]?|arobaze|arrobase)\s{{1,3}}|(?-i:AROBASE?|arobase))",
            r"(?P<domain>{label}(?:(?:{point}|\stiret\s){label})*?(?:{point}|\s{{1,2}}[.．]\s{{1,2}})(?P<top>{top}))\b",
        ),
        bare = BARE,
        label = LABEL,
        point = POINT,
        top = TOP
    ))
});

/// Words before «arobase» that speak of the sign.
const SPEAKS: &[&str] = &[
    "signe",
    "caractère",
    "symbole",
    "touche",
    "lettre",
    "le",
    "la",
    "un",
    "une",
    "de",
    "et",
    "ou",
    "avec",
    "sans",
    "par",
    "mot",
];

/// `jean arobase exemple point fr`.
pub(super) fn spelt(text: &str) -> Vec<Range<usize>> {
    find(text, &WORDS, |found| {
        let local = found["local"].to_lowercase();
        let domain = &found["domain"];
        is_top(last_word(domain)) && !SPEAKS.contains(&local.as_str())
    })
}

static AT: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"(?i)(?P<local>{BARE})[ ]{{1,3}}(?P<word>(?-i:at|AT|At|chez|CHEZ))\s{{1,3}}(?P<domain>{LABEL}(?:{POINT}{LABEL})*?{POINT}{TOP})\b"
    ))
});

/// The middle of what [`AT`] finds: see [`BRACKETS_MIDDLE`].
static AT_MIDDLE: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"(?i) (?-i:at|AT|At|chez|CHEZ)\s{{1,3}}{LABEL}{POINT}"
    ))
});

/// English words before «at» and an address of the web.
const ENGLISH: &[&str] = &[
    "look",
    "available",
    "find",
    "site",
    "website",
    "page",
    "visit",
    "hosted",
    "us",
    "me",
    "see",
    "is",
    "read",
    "here",
    "it",
    "them",
    "are",
    "found",
    "online",
    "more",
    "data",
    "published",
];

/// `jean.dupont at exemple.fr`, `jean.dupont chez exemple.fr`.
pub(super) fn said(text: &str) -> Vec<Range<usize>> {
    // «chez» is a word of every other text.
    if !AT_MIDDLE.is_match(text) {
        return Vec::new();
    }
    find(text, &AT, |found| {
        let local = trimmed(&found["local"]).trim_end_matches(['.', '-', '\'']);
        let domain = &found["domain"];
        let after = &text[found.get_match().end()..];
        let page = after.starts_with('/') || domain.to_lowercase().starts_with("www.");
        let host = local.to_lowercase().starts_with("www.")
            || (local.contains('.') && is_top(last_word(local)));
        let parted = local.contains(['.', '_']) || local.chars().any(|c| c.is_ascii_digit());
        let letters = local.chars().filter(|c| c.is_alphabetic()).count();
        let word = found["word"].eq_ignore_ascii_case("at")
            && !ENGLISH.contains(&local.to_lowercase().as_str());
        is_top(last_word(domain)) && !page && !host && letters >= 2 && (parted || word)
    })
}

static ENCODED: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(&format!(
        r"(?i)(?P<local>{BARE})(?:%(?:25)*40|&#0*64;|&#x0*40;|&commat;|\\u0040)(?:{LABEL}{POINT})+{TOP}"
    ))
});

/// `jean%40exemple.fr`, `jean&#64;exemple.fr`.
pub(super) fn encoded(text: &str) -> Vec<Range<usize>> {
    find(text, &ENCODED, |found| {
        found["local"].chars().any(char::is_alphanumeric)
    })
}

static SPACED: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"(?:(?:\b[\p{L}\p{N}]|[._\-])[ \u{A0}]){2,}[@＠](?:[ \u{A0}](?:[\p{L}\p{N}]\b|[.\-])){4,}",
    )
});

/// `j e a n @ e x e m p l e . f r`.
pub(super) fn letter_by_letter(text: &str) -> Vec<Range<usize>> {
    find(text, &SPACED, |found| found[0].contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_pattern_finds_has_its_middle(
            pieces in proptest::collection::vec(prop_oneof![
                "[a-zé]{1,3}",
                "[ \u{A0}\n]{1,3}",
                "[ ](at|AT|At|chez|CHEZ)[ ]",
                " ?[(\\[{<*|_-]{1,2} ?(at|arobase|a|à|chez|@) ?[)\\]}>*|_-]{1,2} ?",
                "(\\.| \\. | ?[(\\[<] ?(dot|point|\\.) ?[)\\]>] ?| point |_dot_|%2e|&period;)",
                "(fr|com|gouv)",
            ], 0..9)
        ) {
            let text = pieces.concat();
            prop_assert!(!AT.is_match(&text) || AT_MIDDLE.is_match(&text), "{}", text);
            prop_assert!(!BRACKETS.is_match(&text) || BRACKETS_MIDDLE.is_match(&text), "{}", text);
        }
    }
}
