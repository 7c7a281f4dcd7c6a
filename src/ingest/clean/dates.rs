//! Dates of platforms, read into moments.
//!
//! A date without zone is Paris time. The hour that does not exist in March is moved forward by an hour
//! and the one that exists twice in October is taken the first time (the «compatible» rule of RFC 5545).

use crate::ingest::clean::date_words::{Parts, bare_number, digits, plain};
use crate::ingest::clean::paris::{YEARS, paris};
use crate::locale::PARIS;
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
pub(in crate::ingest) fn sql_date(text: &str) -> Option<Timestamp> {
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
pub(in crate::ingest) fn iso_date(text: &str) -> Option<Timestamp> {
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

/// From which day a workbook counts days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) enum Epoch {
    /// 1 is 1 January 1900, and 60 the 29 February that 1900 did not have.
    #[default]
    Y1900,
    /// 0 is 1 January 1904.
    Y1904,
}

/// The civil moment of a serial number, to the millisecond; and whether it has a day, or a time alone.
pub(in crate::ingest) fn serial(number: f64, epoch: Epoch) -> Option<(civil::DateTime, bool)> {
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
pub(in crate::ingest) fn column_date(text: &str, epoch: Epoch) -> Option<Timestamp> {
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

/// A date in a cell of a table; in a spreadsheet, which has an epoch, it may be a number of days.
pub(in crate::ingest) fn date_in(cell: &str, epoch: Option<Epoch>) -> Option<Timestamp> {
    any_date(cell).or_else(|| column_date(cell, epoch?))
}

/// Whether a value is a date as it is, whatever its column is: bare numbers are not.
pub(in crate::ingest) fn is_date(text: &str) -> bool {
    let mut marks = text.trim().bytes().filter(|b| !b.is_ascii_digit());
    let is_bare = matches!((marks.next(), marks.next()), (None | Some(b'.'), None));
    !is_bare && any_date(text).is_some()
}

/// A moment in any form that tables give it; `docs/formats/dates.md` lists them. Without zone it is Paris
/// time; a month never comes before its day in numbers. Serial numbers are read by [`column_date`] only.
pub(in crate::ingest) fn any_date(text: &str) -> Option<Timestamp> {
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
    if let Some(at) = twelve_hours(text) {
        return Some(at);
    }
    Parts::read(&plain(text))?.moment()
}

/// Reads `03/13/2024 09:15:22 PM`: where the time counts twelve hours, the month is before the day.
fn twelve_hours(text: &str) -> Option<Timestamp> {
    let (clock, half) = text.rsplit_once(' ')?;
    let half = match half.to_ascii_uppercase().as_str() {
        "AM" => 0,
        "PM" => 12,
        _ => return None,
    };
    let (day, time) = clock.trim_end().split_once(' ')?;
    let mut day = day.split('/');
    let mut time = time.trim_start().split(':');
    let mut day = || digits(day.next()?, 1..=4);
    let (month, date, year) = (day()?, day()?, day()?);
    let mut time = || digits(time.next()?, 1..=2);
    let (hour, minute) = (time()?, time()?);
    let second = time().unwrap_or(0);
    if !(1..=12).contains(&hour) || !YEARS.contains(&year) {
        return None;
    }
    let date = civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()?;
    let hour = i8::try_from(hour % 12 + half).ok()?;
    let time = civil::Time::new(
        hour,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        0,
    );
    paris(date.to_datetime(time.ok()?))
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
    fn twelve_hours_have_their_month_first() {
        let read = |text: &str| any_date(text).map(rfc3339);
        for (text, at) in [
            ("03/13/2024 09:15:22 AM", "2024-03-13T09:15:22+01:00"),
            ("5/4/2024 12:05 am", "2024-05-04T00:05:00+02:00"),
            ("05/04/2024 12:05:00 PM", "2024-05-04T12:05:00+02:00"),
            ("05/04/2024 01:05:00 PM", "2024-05-04T13:05:00+02:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(at), "{text}");
        }
        for bad in [
            "03/13/2024 13:15 PM",
            "03/13/2024 09 AM",
            "03/13/24 09:15 AM",
            "03/13/2024 09:15:22",
        ] {
            assert_eq!(read(bad), None, "{bad}");
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
        let page = include_str!("../../../docs/formats/dates.md");
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
