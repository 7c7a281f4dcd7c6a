//! Dates of platforms, read into moments.
//!
//! A date without zone is Paris time. The hour that does not exist in March is moved forward by an hour
//! and the one that exists twice in October is taken the first time (the «compatible» rule of RFC 5545).

use crate::locale::PARIS;
use crate::text::fold;
use jiff::{Timestamp, civil, tz::TimeZone};

/// Reads `15/12/2014 - 22:03` (Paris time). `None` where it is no date or an impossible one.
pub fn paris_date(text: &str) -> Option<Timestamp> {
    let text = text.replace('\u{A0}', " ");
    let (day, time) = text.trim().split_once('-')?;
    let mut day = day.trim().split('/');
    let (d, m, y) = (day.next()?, day.next()?, day.next()?);
    let (hour, minute) = time.trim().split_once(':')?;
    let number = |s: &str, digits: usize| -> Option<i16> {
        (s.len() == digits && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    if day.next().is_some() {
        return None;
    }
    let date = civil::Date::new(number(y, 4)?, number(m, 2)? as i8, number(d, 2)? as i8).ok()?;
    let time = civil::Time::new(number(hour, 2)? as i8, number(minute, 2)? as i8, 0, 0).ok()?;
    let zoned = date
        .to_datetime(time)
        .to_zoned_datetime(PARIS.clone())
        .ok()?;
    Some(zoned.timestamp())
}

/// Reads `2020-10-23 09:08:00` (Paris time). `None` where it is no date or an impossible one.
pub(super) fn sql_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // The shape first: the parser of civil dates accepts more (weeks, offsets, no time).
    let fits = text.len() == 19
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            10 => b == b' ' || b == b'T',
            13 | 16 => b == b':',
            _ => b.is_ascii_digit(),
        });
    if !fits {
        return None;
    }
    let civil: civil::DateTime = text.parse().ok()?;
    Some(civil.to_zoned_datetime(PARIS.clone()).ok()?.timestamp())
}

/// Reads `2015-10-01T15:23:21+0200`, `2019-01-24 22:29:15 +0100`, and RFC 3339 with `:` or `Z`.
pub(super) fn iso_date(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    // +0200 without a colon.
    let at = text.len().checked_sub(5)?;
    let (date, offset) = (text.get(..at)?, text.get(at..)?);
    if !offset.starts_with(['+', '-']) || !offset[1..].bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{}{}:{}", date.trim_end(), &offset[..3], &offset[3..])
        .parse()
        .ok()
}

/// The years that a consultation can be of: other dates are accidents.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// From which day a workbook counts days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1 January 1900, and 60 the 29 February that 1900 did not have.
    #[default]
    Y1900,
    /// 0 is 1 January 1904.
    Y1904,
}

/// The civil moment of a serial number, to the millisecond; and whether it has a day, or a time alone.
pub(super) fn serial(number: f64, epoch: Epoch) -> Option<(civil::DateTime, bool)> {
    // 31 December 9999 is 2,958,465.
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let milliseconds = (number * 86_400_000.0).round() as i64;
    let zero = match epoch {
        Epoch::Y1904 => civil::date(1904, 1, 1),
        Epoch::Y1900 if (60.0..61.0).contains(&number) => return None,
        Epoch::Y1900 if number < 60.0 => civil::date(1899, 12, 31),
        Epoch::Y1900 => civil::date(1899, 12, 30),
    };
    let at = zero
        .to_datetime(civil::Time::midnight())
        .checked_add(jiff::SignedDuration::from_millis(milliseconds))
        .ok()?;
    Some((at, number >= 1.0))
}

/// The serials that a mapped column of dates is believed to hold: 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// A moment in a column that is known to hold dates: in any form, or as the serial number of a spreadsheet.
pub(super) fn column_date(text: &str, epoch: Epoch) -> Option<Timestamp> {
    let text = text.trim();
    any_date(text).or_else(|| {
        let whole = text.split(['.', ',']).next()?;
        if whole.len() != 5 || text.len() > 24 || !whole.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: f64 = text.replace(',', ".").parse().ok()?;
        let (at, _) = SERIALS.contains(&number).then(|| serial(number, epoch))??;
        paris(at)
    })
}

/// Whether a value is a date as it stands, whatever its column is: bare numbers are not.
pub(super) fn is_date(text: &str) -> bool {
    let mut marks = text.trim().bytes().filter(|b| !b.is_ascii_digit());
    let is_bare = matches!((marks.next(), marks.next()), (None | Some(b'.'), None));
    !is_bare && any_date(text).is_some()
}

fn paris(at: civil::DateTime) -> Option<Timestamp> {
    Some(at.to_zoned_datetime(PARIS.clone()).ok()?.timestamp())
}

/// A moment in any form that tables give it; `docs/formats/dates.md` lists them. Without zone it is Paris
/// time; a month never stands before its day in numbers. Serial numbers are read by [`column_date`] only.
pub(super) fn any_date(text: &str) -> Option<Timestamp> {
    if text.len() > 64 {
        return None;
    }
    let text = text.trim();
    // What machines write first: it needs no look at words.
    if let Some(at) = sql_date(text)
        && let Some(year) = text.get(..4).and_then(|y| digits(y, 4..=4))
        && YEARS.contains(&year)
    {
        return Some(at);
    }
    if let Some(at) = iso_date(text) {
        let year = at.to_zoned_datetime(TimeZone::UTC).year();
        return YEARS.contains(&year).then_some(at);
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && let Some(found) = bare_number(text)
    {
        return found;
    }
    Parts::read(&plain(text))?.moment()
}

/// Digits alone: `20141215`, seconds (10 digits) or milliseconds (13) since 1970. `None` where they are not
/// of such a length, `Some(None)` where they are no date.
fn bare_number(text: &str) -> Option<Option<Timestamp>> {
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
fn plain(text: &str) -> String {
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
struct Parts<'t> {
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
    fn read(text: &'t str) -> Option<Self> {
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
        // `+0100 (CET)`: what stands in brackets repeats the zone.
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

    fn moment(self) -> Option<Timestamp> {
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
        // The month in letters may stand first; then only a year of four digits is one.
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

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
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

/// `22:03`, `22:03:05`, `22:03:05.123`, `22h03`, `22h`, `22h03min05s`.
fn clock(word: &str) -> Option<civil::Time> {
    if let Some((hour, rest)) = word.split_once('h') {
        let (minute, second) = rest.split_once('m').unwrap_or((rest, ""));
        let second = second.strip_prefix("in").unwrap_or(second);
        let second = second.strip_suffix('s').unwrap_or(second);
        let or_zero = |t| if t == "" { "0" } else { t };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::rfc3339;

    fn paris(text: &str) -> Option<String> {
        paris_date(text).map(rfc3339)
    }

    #[test]
    fn page_dates_in_winter_and_in_summer() {
        assert_eq!(
            paris("15/12/2014 - 22:03").as_deref(),
            Some("2014-12-15T22:03:00+01:00")
        );
        assert_eq!(
            paris("15/07/2015\u{A0}-\u{A0}00:00").as_deref(),
            Some("2015-07-15T00:00:00+02:00")
        );
        for bad in [
            "31/02/2015 - 10:00",
            "15/12/2014",
            "1/1/2015 - 10:00",
            "15/12/2014 - 25:00",
            "é",
        ] {
            assert_eq!(paris(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_hours_that_do_not_exist_or_exist_twice() {
        assert_eq!(
            paris("29/03/2015 - 02:30").as_deref(),
            Some("2015-03-29T03:30:00+02:00")
        );
        assert_eq!(
            paris("25/10/2015 - 02:30").as_deref(),
            Some("2015-10-25T02:30:00+02:00")
        );
    }

    #[test]
    fn dates_of_tables_are_of_paris() {
        let sql = |text: &str| sql_date(text).map(rfc3339);
        assert_eq!(
            sql("2020-10-23 09:08:00").as_deref(),
            Some("2020-10-23T09:08:00+02:00")
        );
        assert_eq!(
            sql(" 2018-03-01T00:40:05 ").as_deref(),
            Some("2018-03-01T00:40:05+01:00")
        );
        // The hour that does not exist, and the first of the two.
        assert_eq!(
            sql("2015-03-29 02:30:00").as_deref(),
            Some("2015-03-29T03:30:00+02:00")
        );
        assert_eq!(
            sql("2015-10-25 02:30:00").as_deref(),
            Some("2015-10-25T02:30:00+02:00")
        );
        for bad in [
            "",
            "2020-10-23",
            "2020-02-30 10:00:00",
            "2020-10-23 25:00:00",
            "2020-10-23 09:08:00Z",
            "23/10/2020 09:08:00",
            "éééé-10-23 09:08",
        ] {
            assert_eq!(sql(bad), None, "{bad}");
        }
    }

    #[test]
    fn iso_dates() {
        for text in ["2015-10-01T15:23:21+0200", "2015-10-01T13:23:21Z"] {
            assert_eq!(
                iso_date(text).map(rfc3339).as_deref(),
                Some("2015-10-01T15:23:21+02:00")
            );
        }
        assert_eq!(
            iso_date("2019-01-24 22:29:15 +0100")
                .map(rfc3339)
                .as_deref(),
            Some("2019-01-24T22:29:15+01:00")
        );
        assert_eq!(iso_date("hier"), None);
        assert_eq!(iso_date("é+0é00"), None);
    }

    #[test]
    fn every_example_of_the_documentation() {
        let page = include_str!("../../docs/formats/dates.md");
        let mut seen = 0;
        for line in page.lines().filter(|l| l.starts_with("| `")) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let code = |cell: &str| cell.trim_matches('`').to_string();
            let (written, read) = (code(cells[1]), cells[2]);
            let epoch = if cells[3].contains("1904") {
                Epoch::Y1904
            } else {
                Epoch::Y1900
            };
            let found = column_date(&written, epoch).map(rfc3339);
            match read.starts_with('`') {
                true => assert_eq!(found, Some(code(read)), "{written}"),
                false => assert_eq!(found, None, "{written}: {read}"),
            }
            seen += 1;
        }
        assert!(seen >= 45, "{seen}");
    }

    #[test]
    fn bare_numbers_are_dates_in_columns_of_dates_only() {
        for text in ["20141215", "1418680985", "1418680985000", "41988.9"] {
            assert!(!is_date(text), "{text}");
            assert!(column_date(text, Epoch::Y1900).is_some(), "{text}");
        }
        assert!(is_date("15.12.14") && is_date("2014-12-15"));
        assert_eq!(any_date("41988"), None);
        // The number of a telephone, of a postcode, of a department.
        for text in [
            "0639981234",
            "75011",
            "02100",
            "19999",
            "80000",
            "99999999",
            "1.2.14",
        ] {
            assert_eq!(any_date(text), None, "{text}");
        }
        assert_eq!(column_date("80000", Epoch::Y1900), None);
    }

    #[test]
    fn fractions_are_kept() {
        for text in [
            "2014-12-15T22:03:05.25",
            "15/12/2014 22:03:05,25",
            "1418677385.25",
        ] {
            let at = any_date(text).unwrap();
            assert_eq!(at.as_microsecond() % 1_000_000, 250_000, "{text}");
        }
    }
}
