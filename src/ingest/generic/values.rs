//! The values of a table's cells: sides, numbers, yes and no, kinds, dates.

use crate::ingest::dates::iso_date;
use crate::locale::PARIS;
use crate::model::{Kind, Side};
use crate::text::fold;
use jiff::{Timestamp, civil, tz::TimeZone};

/// Words that are a side and nothing else.
const FOR: &[&str] = &[
    "pour",
    "for",
    "favorable",
    "favourable",
    "avis favorable",
    "d accord",
    "tout a fait d accord",
    "plutot d accord",
    "plutot pour",
    "plutot favorable",
    "agree",
    "in favour",
    "in favor",
    "approve",
];
const AGAINST: &[&str] = &[
    "contre",
    "against",
    "defavorable",
    "unfavourable",
    "unfavorable",
    "avis defavorable",
    "pas d accord",
    "plutot pas d accord",
    "pas du tout d accord",
    "plutot contre",
    "plutot defavorable",
    "disagree",
    "opposed",
    "nok",
];
const MIXED: &[&str] = &[
    "mitige", "mitigee", "mixed", "mixte", "neutre", "neutral", "partage", "partagee",
];
/// Words that are a side only in a column of sides.
const WEAK_FOR: &[&str] = &["oui", "yes", "1", "+1", "ok"];
const WEAK_AGAINST: &[&str] = &["non", "no", "-1"];

/// A short value in the form in which words are compared; `None` where it is too long to be one.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let folded = fold(text).replace(['\u{A0}', '_', '\'', '.'], " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    Some(words.join(" "))
}

/// The side that a value declares.
pub(super) fn side(text: &str) -> Option<Side> {
    let word = plain(text)?;
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is(FOR) || is(WEAK_FOR) {
        Some(Side::Favourable)
    } else if is(AGAINST) || is(WEAK_AGAINST) {
        Some(Side::Against)
    } else if is(MIXED) {
        Some(Side::Mixed)
    } else {
        None
    }
}

/// Whether a value is a side even where nothing says that its column holds sides.
pub(super) fn is_plain_side(text: &str) -> bool {
    plain(text).is_some_and(|w| {
        [FOR, AGAINST, MIXED]
            .iter()
            .any(|list| list.contains(&w.as_str()))
    })
}

/// The largest number that is a count; beyond it is an identifier or an accident.
const LARGEST: u64 = 1_000_000_000_000;

/// A count: `12`, `1 204`, `12,0`.
pub(super) fn number(text: &str) -> Option<u64> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
        .collect();
    let whole = match digits.split_once([',', '.']) {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => &digits,
    };
    if whole.is_empty() || whole.len() > 13 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    whole.parse().ok().filter(|n| *n <= LARGEST)
}

/// Yes or no: `Oui`, `true`, `1`, `non`, `faux`, `0`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match plain(text)?.as_str() {
        "oui" | "yes" | "true" | "vrai" | "1" | "x" => Some(true),
        "non" | "no" | "false" | "faux" | "0" => Some(false),
        _ => None,
    }
}

/// Whether a value says that the organiser set the row aside.
pub(super) fn moderated(text: &str) -> Option<bool> {
    boolean(text).or_else(|| match plain(text)?.as_str() {
        "modere" | "moderee" | "moderated" | "trashed" | "corbeille" | "supprime" | "supprimee"
        | "deleted" | "masque" | "masquee" | "hidden" | "rejete" | "rejetee" | "rejected"
        | "depublie" | "unpublished" => Some(true),
        "publie" | "publiee" | "published" | "visible" | "valide" | "validee" | "accepted"
        | "active" | "actif" => Some(false),
        _ => None,
    })
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A record.
    Record(Kind),
    /// A vote on another row.
    Vote,
}

/// The kind that a value names.
pub(super) fn kind(text: &str) -> Option<What> {
    let word = plain(text)?;
    let kind = match word.trim_end_matches('s') {
        "proposition" | "proposal" | "contribution" | "opinion" | "idee" | "idea" | "avi" => {
            Kind::Proposal
        }
        "reponse" | "answer" | "reply" | "replie" | "response" => Kind::Answer,
        "argument" | "argument pour" | "argument contre" => Kind::Argument,
        "commentaire" | "comment" => Kind::Comment,
        "version" | "amendement" | "amendment" => Kind::Version,
        "source" => Kind::Source,
        "annexe" | "appendix" => Kind::Appendix,
        "question" => Kind::Question,
        "vote" => return Some(What::Vote),
        _ => return None,
    };
    Some(What::Record(kind))
}

/// The years that a consultation can be of: other dates are accidents.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A moment in any form that tables give it: `15/12/2014 - 22:03`, `15/12/2014 22:03:05`, `15/12/2014`,
/// `2014-12-15`, `2014-12-15 22:03:05`, RFC 3339, `15 décembre 2014 à 22h03`. Without zone it is Paris time.
pub(super) fn date(text: &str) -> Option<Timestamp> {
    if text.len() > 64 {
        return None;
    }
    let text = text.trim();
    if let Some(at) = iso_date(text) {
        let year = at.to_zoned_datetime(TimeZone::UTC).year();
        return YEARS.contains(&year).then_some(at);
    }
    let folded = fold(text).replace(['\u{A0}', '\u{202F}', ','], " ");
    let mut zone = None;
    let mut day = None;
    let mut words: Vec<String> = Vec::new();
    let mut time = None;
    for word in folded.split_whitespace() {
        if matches!(word, "-" | "a" | "at" | "le") || is_weekday(word) {
            continue;
        }
        if matches!(word, "utc" | "gmt" | "z") && zone.is_none() {
            zone = Some(TimeZone::UTC);
        } else if let Some(found) = clock(word) {
            if time.replace(found).is_some() {
                return None;
            }
        } else if let Some((d, t)) = word.split_once('t')
            && let (Some(d), Some(t)) = (numeric_day(d), clock(t))
        {
            if day.replace(d).is_some() || time.replace(t).is_some() {
                return None;
            }
        } else if let Some(found) = numeric_day(word) {
            if day.replace(found).is_some() {
                return None;
            }
        } else {
            words.push(word.to_string());
        }
    }
    let day = match (day, &words[..]) {
        (Some(day), []) => day,
        (None, [d, m, y]) => {
            let d = d.strip_suffix("er").unwrap_or(d);
            civil::Date::new(digits(y, 4..=4)?, month(m)?, digits(d, 1..=2)? as i8).ok()?
        }
        _ => return None,
    };
    if !YEARS.contains(&day.year()) {
        return None;
    }
    let zoned = day
        .to_datetime(time.unwrap_or(civil::Time::midnight()))
        .to_zoned_datetime(zone.unwrap_or_else(|| PARIS.clone()))
        .ok()?;
    Some(zoned.timestamp())
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let fits = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// `15/12/2014`, `15-12-2014`, `15.12.2014`, `2014-12-15`, `2014/12/15`.
fn numeric_day(word: &str) -> Option<civil::Date> {
    let separator = word.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = word.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (d, y) = if a.len() == 4 { (c, a) } else { (a, c) };
    let (d, m, y) = (digits(d, 1..=2)?, digits(b, 1..=2)?, digits(y, 4..=4)?);
    civil::Date::new(y, m as i8, d as i8).ok()
}

/// `22:03`, `22:03:05`, `22:03:05.123`, `22h03`, `22h`.
fn clock(word: &str) -> Option<civil::Time> {
    let (hour, minute, second) = if let Some((hour, rest)) = word.split_once('h') {
        (hour, if rest.is_empty() { "0" } else { rest }, "0")
    } else {
        let mut parts = word.splitn(3, ':');
        (parts.next()?, parts.next()?, parts.next().unwrap_or("0"))
    };
    let second = match second.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => second,
    };
    let two = |text: &str| digits(text, 1..=2).map(|n| n as i8);
    civil::Time::new(two(hour)?, two(minute)?, two(second)?, 0).ok()
}

fn is_weekday(word: &str) -> bool {
    matches!(
        word,
        "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi" | "samedi" | "dimanche"
    )
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "janvier" | "january" | "janv." => 1,
        "fevrier" | "february" | "fevr." => 2,
        "mars" | "march" => 3,
        "avril" | "april" | "avr." => 4,
        "mai" | "may" => 5,
        "juin" | "june" => 6,
        "juillet" | "july" | "juil." => 7,
        "aout" | "august" => 8,
        "septembre" | "september" | "sept." => 9,
        "octobre" | "october" | "oct." => 10,
        "novembre" | "november" | "nov." => 11,
        "decembre" | "december" | "dec." => 12,
        _ => return None,
    })
}
