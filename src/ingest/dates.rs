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

/// Reads `2015-10-01T15:23:21+0200`, and RFC 3339 with `:` or `Z`.
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
    format!("{date}{}:{}", &offset[..3], &offset[3..])
        .parse()
        .ok()
}

/// The years that a consultation can be of: other dates are accidents.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A moment in any form that tables give it: `15/12/2014 - 22:03`, `15/12/2014 22:03:05`, `15/12/2014`,
/// `2014-12-15`, `2014-12-15 22:03:05`, RFC 3339, `15 décembre 2014 à 22h03`. Without zone it is Paris time.
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
        assert_eq!(iso_date("hier"), None);
        assert_eq!(iso_date("é+0é00"), None);
    }
}
