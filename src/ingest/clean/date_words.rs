//! Dates as people and programs write them: days in numbers and letters, times, zones, bare numbers.

use crate::ingest::clean::paris::{YEARS, paris};
use crate::locale::PARIS;
use crate::text::fold;
use jiff::{Timestamp, civil, tz::TimeZone};

/// Digits alone: `20141215`, seconds (10 digits) or milliseconds (13) since 1970. `None` where they are not
/// of such a length, `Some(None)` where they are no date.
pub(in crate::ingest) fn bare_number(text: &str) -> Option<Option<Timestamp>> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let at = match (whole.len(), rest.len()) {
        (8, 0) => compact_day(whole)
            .filter(|d| YEARS.contains(&d.year()))
            .and_then(|d| paris(d.to_datetime(civil::Time::midnight()))),
        // A telephone number begins with 0; a moment since 2001 does not.
        (10, 0..=9) if !whole.starts_with('0') => {
            let nanoseconds = format!("{rest:0<9}").parse().ok();
            let seconds = whole.parse().ok();
            seconds
                .zip(nanoseconds)
                .and_then(|(s, n)| Timestamp::new(s, n).ok())
        }
        (13, 0) if !whole.starts_with('0') => whole
            .parse()
            .ok()
            .and_then(|n| Timestamp::from_millisecond(n).ok()),
        _ => return None,
    };
    Some(at.filter(|at| YEARS.contains(&at.to_zoned_datetime(TimeZone::UTC).year())))
}

/// Lower case, no accents, ordinary blanks; a comma before a fraction of a second is a point.
pub(in crate::ingest) fn plain(text: &str) -> String {
    let folded: Vec<char> = fold(text).chars().collect();
    let digit = |at: usize| folded.get(at).is_some_and(char::is_ascii_digit);
    let fraction = |at: usize| {
        at >= 3 && folded[at - 3] == ':' && digit(at - 2) && digit(at - 1) && digit(at + 1)
    };
    let one = |(at, c): (usize, &char)| match c {
        ',' if fraction(at) => '.',
        '\u{A0}' | '\u{202F}' | ',' => ' ',
        c => *c,
    };
    folded.iter().enumerate().map(one).collect()
}

/// What the words of a date say.
#[derive(Default)]
pub(in crate::ingest) struct Parts<'t> {
    day: Option<civil::Date>,
    time: Option<civil::Time>,
    zone: Option<TimeZone>,
    afternoon: Option<bool>,
    /// Words of a day that is written out.
    words: Vec<&'t str>,
}

/// Sets what must be said once.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

impl<'t> Parts<'t> {
    /// Reads what [`plain`] gave.
    pub(in crate::ingest) fn read(text: &'t str) -> Option<Self> {
        let mut parts = Parts::default();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if matches!(
                word,
                "-" | "–" | "—" | "a" | "at" | "le" | "the" | "of" | "on"
            ) || is_weekday(word)
            {
                continue;
            }
            // 22 h 03
            if words.peek() == Some(&"h") {
                words.next();
                let minute = words.next_if(|w| digits(w, 1..=2).is_some()).unwrap_or("0");
                let time = civil_time(word, minute, "0")?;
                once(&mut parts.time, time)?;
                continue;
            }
            parts.word(word)?;
        }
        Some(parts)
    }

    fn word(&mut self, word: &'t str) -> Option<()> {
        if let "am" | "a.m." | "pm" | "p.m." = word {
            return once(&mut self.afternoon, word.starts_with('p'));
        }
        // `+0100 (CET)`: what is in brackets repeats the zone.
        if word.starts_with('(') && self.zone.is_some() {
            return Some(());
        }
        if let Some(zone) = zone(word) {
            return once(&mut self.zone, zone);
        }
        if let Some(day) = numeric_day(word) {
            return once(&mut self.day, day);
        }
        if let Some((day, rest)) = word.split_once('t')
            && let Some(day) = numeric_day(day).or_else(|| compact_day(day))
        {
            once(&mut self.day, day)?;
            let compact = |t: &str| {
                let part = |a: usize| t.get(a..a + 2);
                (t.len() == 6 || t.len() == 4)
                    .then(|| civil_time(part(0)?, part(2)?, part(4).unwrap_or("0")))?
            };
            return self.clock(rest, |t| clock(t).or_else(|| compact(t)));
        }
        if self.clock(word, clock).is_some() {
            return Some(());
        }
        self.words.push(word);
        // More words than a day has are no date.
        (self.words.len() <= 4).then_some(())
    }

    /// A time with what may hang on it: `22:03:05z`, `22:03:05+01:00`, `10:03pm`.
    fn clock(&mut self, word: &str, read: impl Fn(&str) -> Option<civil::Time>) -> Option<()> {
        if let Some(time) = read(word) {
            return once(&mut self.time, time);
        }
        let half = word.strip_suffix("pm").map(|t| (t, true));
        if let Some((rest, late)) = half.or(word.strip_suffix("am").map(|t| (t, false))) {
            once(&mut self.time, read(rest)?)?;
            return once(&mut self.afternoon, late);
        }
        let at = word.find(['+', '-', 'z'])?;
        let (time, zone) = (read(&word[..at])?, zone(&word[at..])?);
        once(&mut self.time, time)?;
        once(&mut self.zone, zone)
    }

    /// The moment that the words say.
    pub(in crate::ingest) fn moment(self) -> Option<Timestamp> {
        let day = match (self.day, &self.words[..]) {
            (Some(day), []) => day,
            (None, words) => written_day(words)?,
            _ => return None,
        };
        if !YEARS.contains(&day.year()) {
            return None;
        }
        let time = match (self.time, self.afternoon) {
            (time, None) => time.unwrap_or(civil::Time::midnight()),
            (Some(time), Some(late)) if (1..=12).contains(&time.hour()) => {
                let hour = time.hour() % 12 + if late { 12 } else { 0 };
                time.with().hour(hour).build().ok()?
            }
            (Some(time), Some(true)) if time.hour() > 12 => time,
            _ => return None,
        };
        let zone = self.zone.unwrap_or_else(|| PARIS.clone());
        Some(
            day.to_datetime(time)
                .to_zoned_datetime(zone)
                .ok()?
                .timestamp(),
        )
    }
}

/// `15 décembre 2014`, `1er janvier 2015`, `15 déc. 14`, `December 15 2014`.
fn written_day(words: &[&str]) -> Option<civil::Date> {
    // «mar.» is a Tuesday before a day, and March in its middle.
    let words = match words {
        ["mar" | "mar.", rest @ ..] if rest.len() == 3 => rest,
        words => words,
    };
    let (d, m, y) = match words {
        [d, m, y] if month(m).is_some() => (d, m, year(y)?),
        // The month in letters may be first; then only a year of four digits is one.
        [m, d, y] => (d, m, digits(y, 4..=4)?),
        _ => return None,
    };
    let day = ["er", "st", "nd", "rd", "th"]
        .iter()
        .find_map(|s| d.strip_suffix(s))
        .unwrap_or(d);
    civil::Date::new(y, month(m)?, digits(day, 1..=2)? as i8).ok()
}

/// A year of four digits, or of two: those are of this century.
fn year(text: &str) -> Option<i16> {
    digits(text, 4..=4).or_else(|| digits(text, 2..=2).map(|y| 2000 + y))
}

/// A zone: `UTC`, `CEST`, `+0100`, `+01:00`, `UTC+2`, `Europe/Paris`.
fn zone(word: &str) -> Option<TimeZone> {
    let fixed = |hours| TimeZone::fixed(jiff::tz::offset(hours));
    match word.trim_matches(['(', ')']) {
        "utc" | "gmt" | "z" | "tu" => return Some(TimeZone::UTC),
        "cet" => return Some(fixed(1)),
        "cest" => return Some(fixed(2)),
        "europe/paris" => return Some(PARIS.clone()),
        _ => {}
    }
    let named = word.strip_prefix("utc").or(word.strip_prefix("gmt"));
    let rest = named.unwrap_or(word);
    let sign = match rest.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let rest = &rest[1..];
    let (hours, minutes) = match rest.split_once(':') {
        Some(both) => both,
        None if rest.len() == 4 => (rest.get(..2)?, rest.get(2..)?),
        None => (rest, "0"),
    };
    let short = if named.is_some() { 1 } else { 2 };
    let (h, m) = (digits(hours, short..=2)?, digits(minutes, 1..=2)?);
    let seconds = sign * (i32::from(h) * 3600 + i32::from(m) * 60);
    let fits = h <= 14 && m < 60;
    fits.then(|| jiff::tz::Offset::from_seconds(seconds).ok())?
        .map(TimeZone::fixed)
}

pub(in crate::ingest) fn digits(
    text: &str,
    lengths: std::ops::RangeInclusive<usize>,
) -> Option<i16> {
    let fits = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// `15/12/2014`, `15-12-2014`, `15.12.2014`, `15/12/14`, `2014-12-15`, `2014/12/15`, `15-déc-14`.
fn numeric_day(word: &str) -> Option<civil::Date> {
    let separator = word.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = word.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if let Some(m) = month(b) {
        return civil::Date::new(year(c)?, m, digits(a, 1..=2)? as i8).ok();
    }
    let m = digits(b, 1..=2)? as i8;
    if a.len() == 4 {
        return civil::Date::new(digits(a, 4..=4)?, m, digits(c, 1..=2)? as i8).ok();
    }
    let short = c.len() == 2;
    // 14-12-15 begins with a day or a year; 1.2.14 is a chapter.
    if short && (separator == '-' || separator == '.' && (a.len(), b.len()) != (2, 2)) {
        return None;
    }
    civil::Date::new(year(c)?, m, digits(a, 1..=2)? as i8).ok()
}

/// `20141215`.
fn compact_day(word: &str) -> Option<civil::Date> {
    if word.len() != 8 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (m, d) = (digits(&word[4..6], 2..=2)?, digits(&word[6..], 2..=2)?);
    civil::Date::new(digits(&word[..4], 4..=4)?, m as i8, d as i8).ok()
}

fn or_zero(text: &str) -> &str {
    if text.is_empty() { "0" } else { text }
}

/// `22:03`, `22:03:05`, `22:03:05.123`, `22h03`, `22h`, `22h03min05s`.
fn clock(word: &str) -> Option<civil::Time> {
    if let Some((hour, rest)) = word.split_once('h') {
        let (minute, second) = rest.split_once('m').unwrap_or((rest, ""));
        let second = second.strip_prefix("in").unwrap_or(second);
        let second = second.strip_suffix('s').unwrap_or(second);
        return civil_time(hour, or_zero(minute), or_zero(second));
    }
    let mut parts = word.splitn(3, ':');
    civil_time(parts.next()?, parts.next()?, parts.next().unwrap_or("0"))
}

fn civil_time(hour: &str, minute: &str, second: &str) -> Option<civil::Time> {
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    if !(1..=9).contains(&fraction.len()) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let nanoseconds = format!("{fraction:0<9}").parse().ok()?;
    let two = |text: &str| digits(text, 1..=2).map(|n| n as i8);
    civil::Time::new(two(hour)?, two(minute)?, two(second)?, nanoseconds).ok()
}

fn is_weekday(word: &str) -> bool {
    // «mar» may be a month too.
    const DAYS: [&str; 14] = [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = word.strip_suffix('.').unwrap_or(word);
    DAYS.contains(&word)
        || (word.len() == 3 && word != "mar" && DAYS.iter().any(|d| d.starts_with(word)))
}

fn month(word: &str) -> Option<i8> {
    Some(match word.strip_suffix('.').unwrap_or(word) {
        "janvier" | "january" | "janv" | "jan" => 1,
        "fevrier" | "february" | "fevr" | "fev" | "feb" => 2,
        "mars" | "march" | "mar" => 3,
        "avril" | "april" | "avr" | "apr" => 4,
        "mai" | "may" => 5,
        "juin" | "june" | "jun" => 6,
        "juillet" | "july" | "juil" | "jul" => 7,
        "aout" | "august" | "aug" => 8,
        "septembre" | "september" | "sept" | "sep" => 9,
        "octobre" | "october" | "oct" => 10,
        "novembre" | "november" | "nov" => 11,
        "decembre" | "december" | "dec" => 12,
        _ => return None,
    })
}
