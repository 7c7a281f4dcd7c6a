//! Numbers of accounts, cards, persons and machines, which their check digits or their form give away.

use super::check::{iban_length, is_card, is_iban, is_nir, is_nir_body};
use super::runs::{is_unit, runs, tail};
use regex::Regex;
use std::net::Ipv6Addr;
use std::ops::Range;
use std::sync::LazyLock;

/// The letters and digits of a text.
fn plain(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).collect()
}

fn is_alphanumeric(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

static IBAN_HEAD: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"[A-Za-z]{2}[ \u{A0}\u{202F}]?[0-9]{2}"));

/// International bank account numbers, however they are spaced.
pub(super) fn ibans(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(head) = IBAN_HEAD.find_at(text, from) {
        let (start, before) = (head.start(), &text[..head.start()]);
        let glued = is_alphanumeric(before.chars().next_back())
            && !tail(before, 4).eq_ignore_ascii_case("iban");
        match iban_length(head.as_str().as_bytes()).and_then(|length| account(text, start, length))
        {
            Some(end) if !glued => {
                out.push(start..end);
                from = end;
            }
            // A letter of ASCII.
            _ => from = start + 1,
        }
    }
    out
}

/// The end of the IBAN of some length that begins at a place.
fn account(text: &str, start: usize, length: usize) -> Option<usize> {
    let mut found = Vec::with_capacity(length);
    let mut apart = 0;
    for (at, c) in text[start..].char_indices() {
        if c.is_ascii_alphanumeric() {
            found.push(c as u8);
            apart = 0;
        } else if apart < 3
            && (c.is_whitespace()
                || matches!(
                    c,
                    '-' | '.' | '/' | '_' | '\u{B7}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
                ))
        {
            apart += 1;
        } else {
            return None;
        }
        if found.len() == length {
            let end = start + at + 1;
            return (is_iban(&found) && !is_alphanumeric(text[end..].chars().next()))
                .then_some(end);
        }
    }
    None
}

/// Numbers of payment cards.
pub(super) fn cards(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for run in runs(text) {
        let mut n = 0;
        while n < run.groups.len() {
            let found = [19, 16, 15].into_iter().find_map(|count| {
                let groups = n..run.exactly(n, count)?;
                let lengths = run.lengths(&groups);
                let form = matches!(
                    lengths[..],
                    [_] | [4, 4, 4, 4] | [4, 4, 4, 4, 3] | [4, 6, 5] | [6, 13] | [8, 8] | [4, 12]
                ) || lengths.iter().all(|l| *l == 1)
                    || lengths == [2; 8];
                let before = run.before(n).chars().next_back();
                let after = run.after(&groups).chars().next();
                let apart =
                    !is_alphanumeric(before) && !is_alphanumeric(after) && !run.is_in_address(n);
                (form && apart && is_card(&run.digits(&groups))).then_some(groups)
            });
            match found {
                Some(groups) => {
                    out.push(run.place(&groups));
                    n = groups.end;
                }
                None => n += 1,
            }
        }
    }
    out
}

static NIR: LazyLock<Regex> = LazyLock::new(|| {
    let apart = r"[\s.,\-\u{2010}-\u{2015}\u{2212}/\\·•_:|]{0,3}";
    let part = [
        r"[1-478]",
        "[0-9]{2}",
        "[0-9]{2}",
        "(?:[0-9]{2}|2[ABab])",
        "[0-9]{3}",
        "[0-9]{3}",
    ];
    let key = r"(?:[\s.\-\u{2010}-\u{2015}/·•_:|(\[]{0,3}(?i:cl[ée]f?\s?:?\s?)?([0-9]{2}))?";
    super::regex(&format!("{}{key}", part.join(apart)))
});

static SECURITY: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"(?i)(?:s[ée]cu(?:rit[ée]\ssociale)?|\bnir|\bn°\s?ss|\binsee)(?:\s{0,2}(?:est|n°|num[ée]ro|le|[:.=(]))*\s{0,2}$",
    )
});

/// French social security numbers: with their key; without it where they are spaced as such or named.
pub(super) fn social_security(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = NIR.captures_at(text, from) {
        let whole = found.get_match();
        let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
        let number =
            plain(&text[whole.start()..found.get(1).map_or(whole.end(), |key| key.start())]);
        let body: Vec<u8> = number.iter().copied().take(13).collect();
        let apart = !is_alphanumeric(before.chars().next_back())
            && !is_alphanumeric(after.chars().next())
            && !tail(before, 2).ends_with(|c: char| {
                matches!(c, ',' | '.')
                    && before.len() > 1
                    && before.as_bytes()[before.len() - 2].is_ascii_digit()
            });
        let fits = match found.get(1) {
            Some(key) => is_nir(&[&body[..], key.as_str().as_bytes()].concat()),
            None => {
                let groups = whole.as_str().split(|c: char| !c.is_ascii_alphanumeric());
                let lengths: Vec<usize> = groups.map(str::len).filter(|l| *l > 0).collect();
                let more =
                    after.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '.');
                let goes_on = more.starts_with(|c: char| c.is_ascii_digit());
                is_nir_body(&body)
                    && !goes_on
                    && (lengths == [1, 2, 2, 2, 3, 3] || SECURITY.is_match(tail(before, 48)))
            }
        };
        if apart && fits {
            out.push(whole.range());
            from = whole.end();
        } else {
            // A digit of ASCII.
            from = whole.start() + 1;
        }
    }
    out
}

static FOUR: LazyLock<Regex> = LazyLock::new(|| super::regex(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"));

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)(?:^|[^\p{L}])(?:v|ver|versions?|release|build|firmware|article|art|section|chapitre|chap|point|partie|",
        r"paragraphe|annexe|mesure|action|fiche|objectif|proposition|recommandation|titre|alin[ée]a|n[°ºo]|num[ée]ro|",
        r"§|firefox|chrome|chromium|edge|opera|safari|windows|android|ios|linux|java|flash|acrobat|reader|php|python|",
        r"libreoffice|openoffice|office|rgi|rgs|rgaa)(?:\s{0,2}(?:n[°ºo]|[:.(]))*\s{0,2}$",
    ))
});

static NAMED_IP: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"(?i)(?:\bip|adresse|serveur|h[ôo]te|host|machine)\s{0,2}(?:v4|est|[:=(])*\s{0,2}$",
    )
});

/// Addresses of machines, of the fourth and of the sixth kind.
pub(super) fn machines(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for found in FOUR.find_iter(text) {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        let parts: Option<Vec<u8>> = found
            .as_str()
            .split('.')
            .map(|part| {
                part.parse()
                    .ok()
                    .filter(|_| part == "0" || !part.starts_with('0'))
            })
            .collect();
        let Some(parts) = parts else { continue };
        let near = before.chars().next_back();
        let mut next = after.chars();
        let goes_on = match next.next() {
            Some('.' | ',') => next.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_alphanumeric() || c == '€' || c == '%',
            None => false,
        };
        let glued = near.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '_'));
        let named = NAMED_IP.is_match(tail(before, 32));
        // «1.2.3.4» is more often a chapter than a machine.
        let high = parts.iter().any(|part| *part >= 32) || parts[..3] == [10, 0, 0];
        if !goes_on
            && !glued
            && (named || (high && !VERSION.is_match(tail(before, 32))))
            && !is_unit(after)
        {
            out.push(found.range());
        }
    }
    for found in SIX.find_iter(text) {
        let word = found.as_str().trim_end_matches(['.']);
        let word = if word.ends_with("::") {
            word
        } else {
            word.trim_end_matches(':')
        };
        let end = found.start() + word.len();
        let around =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == ':' || c == '_');
        let apart = !around(text[..found.start()].chars().next_back())
            && !around(text[end..].chars().next().filter(|c| *c != ':'));
        let groups = word.split(':').filter(|g| !g.is_empty()).count();
        let known = ["fe80", "2001", "2a0", "2a1", "fd", "fc", "26", "24"]
            .iter()
            .any(|head| word.to_ascii_lowercase().starts_with(head));
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        if apart
            && digits >= 2
            && (groups >= 4 || (known && groups >= 2))
            && word.parse::<Ipv6Addr>().is_ok()
        {
            out.push(found.start()..end);
        }
    }
    out.sort_by_key(|at| at.start);
    out.dedup_by(|next, last| next.start < last.end);
    out
}

static SIX: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?:\.[0-9]{1,3}){0,3}")
});
