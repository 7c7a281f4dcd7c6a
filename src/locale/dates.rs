//! Dates as readers expect them; Paris is the zone of everything printed.

use super::Lang;
use jiff::{Timestamp, ZonedDateTime, civil, tz::TimeZone};
use std::sync::LazyLock;

/// The zone of French consultations, from the time-zone data compiled in (never the machine's).
pub static PARIS: LazyLock<TimeZone> = LazyLock::new(|| {
    // The bundled database always holds Europe/Paris: the feature `tzdb-bundle-always` is on.
    jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Paris")
        .expect("Europe/Paris is in the bundled time-zone database")
});

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const SHORT_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The moment in Paris.
pub fn paris(at: Timestamp) -> ZonedDateTime {
    at.to_zoned_datetime(PARIS.clone())
}

/// The day of a moment in Paris, in days since 1970-01-01.
pub fn paris_day(at: Timestamp) -> i32 {
    let seconds = at.as_microsecond().div_euclid(1_000_000);
    let local = seconds + i64::from(PARIS.to_offset(at).seconds());
    // The moments of this type lie within ten thousand years of 1970.
    local.div_euclid(86_400) as i32
}

/// The month of a moment in Paris, as `2015-03`.
pub fn paris_month(at: Timestamp) -> String {
    let at = paris(at);
    format!("{:04}-{:02}", at.year(), at.month())
}

/// RFC 3339 with the Paris offset and without the zone's name: `2014-12-15T22:03:00+01:00`.
pub fn rfc3339(at: Timestamp) -> String {
    paris(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn month_name(lang: Lang, month: i8) -> &'static str {
    // A civil month is always 1 to 12.
    let i = (month - 1) as usize;
    match lang {
        Lang::Fr => MONTHS_FR[i],
        Lang::En => MONTHS_EN[i],
    }
}

/// «15 décembre 2014», «1er mars 2015», "15 December 2014".
pub fn day(lang: Lang, date: civil::Date) -> String {
    let ordinal = if lang == Lang::Fr && date.day() == 1 {
        "er"
    } else {
        ""
    };
    format!(
        "{}{ordinal}\u{A0}{} {}",
        date.day(),
        month_name(lang, date.month()),
        date.year()
    )
}

/// «du 2 au 8 mars 2015», «du 30 mars au 5 avril 2015», "2–8 March 2015".
pub fn day_range(lang: Lang, from: civil::Date, to: civil::Date) -> String {
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    let whole = day(lang, from);
    // What the end says again is left out of the beginning.
    let begin = if same_month {
        whole.split('\u{A0}').next().unwrap_or(&whole)
    } else if same_year {
        whole.rsplit_once(' ').map_or(whole.as_str(), |p| p.0)
    } else {
        &whole
    };
    match lang {
        Lang::Fr => format!("du {begin} au {}", day(lang, to)),
        Lang::En if same_month => format!("{begin}–{}", day(lang, to)),
        Lang::En => format!("{begin} – {}", day(lang, to)),
    }
}

/// «15 décembre 2014 à 22 h 03», "15 December 2014, 22:03".
pub fn day_and_time(lang: Lang, at: Timestamp) -> String {
    let at = paris(at);
    match lang {
        Lang::Fr => format!(
            "{} à {}\u{A0}h\u{A0}{:02}",
            day(lang, at.date()),
            at.hour(),
            at.minute()
        ),
        Lang::En => format!(
            "{}, {:02}:{:02}",
            day(lang, at.date()),
            at.hour(),
            at.minute()
        ),
    }
}

/// «décembre 2014».
pub fn month(lang: Lang, year: i16, month: i8) -> String {
    format!("{} {year}", month_name(lang, month))
}

/// «déc.», for axes.
pub fn month_short(lang: Lang, month: i8) -> &'static str {
    let i = (month - 1) as usize;
    match lang {
        Lang::Fr => SHORT_FR[i],
        Lang::En => SHORT_EN[i],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paris_time_in_both_languages() {
        let at: Timestamp = "2014-12-15T21:03:00Z".parse().unwrap();
        assert_eq!(rfc3339(at), "2014-12-15T22:03:00+01:00");
        assert_eq!(
            day_and_time(Lang::Fr, at),
            "15\u{A0}décembre 2014 à 22\u{A0}h\u{A0}03"
        );
        assert_eq!(day_and_time(Lang::En, at), "15\u{A0}December 2014, 22:03");
        assert_eq!(day(Lang::Fr, civil::date(2015, 3, 1)), "1er\u{A0}mars 2015");
        let range = |a, b| day_range(Lang::Fr, a, b);
        let (d, e) = (civil::date(2015, 3, 2), civil::date(2015, 3, 8));
        assert_eq!(range(d, e), "du 2 au 8\u{A0}mars 2015");
        assert_eq!(
            range(d, civil::date(2015, 4, 1)),
            "du 2\u{A0}mars au 1er\u{A0}avril 2015"
        );
        assert_eq!(day_range(Lang::En, d, e), "2–8\u{A0}March 2015");
    }

    #[test]
    fn days_are_those_of_paris() {
        for (at, day) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T22:59:59.5Z", -1),
            ("2014-12-31T22:59:59.999999Z", 16_435),
            ("2014-12-31T23:00:00Z", 16_436),
            ("2015-07-14T22:00:00Z", 16_631),
        ] {
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(paris_day(at), day, "{at}");
            let first = civil::date(1970, 1, 1);
            assert_eq!(first.until(paris(at).date()).unwrap().get_days(), day);
        }
    }
}
