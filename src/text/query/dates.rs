//! Dates and spans of days behind `date:`.

use jiff::ToSpan;
use jiff::civil::Date;

/// The comparison that a value begins with, and the rest.
pub(super) fn bound(text: &str) -> Option<(&'static str, &str)> {
    for (sign, means) in [
        (">=", ">="),
        ("<=", "<="),
        ("≥", ">="),
        ("≤", "<="),
        (">", ">"),
        ("<", "<"),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return Some((means, rest));
        }
    }
    None
}

/// The two ends of `a..b`, either of which may be empty; word processors write `…` for the points.
pub(super) fn range(text: &str) -> Option<(&str, &str)> {
    text.split_once("..").or_else(|| text.split_once('…'))
}

/// The first and the last day that a value names, both included; `None`: no limit on that side.
///
/// A day (`2014-12-15`, `15/12/2014`), a month (`2014-12`, `12/2014`), a year (`2014`), `a..b`, `a..`, `..b`,
/// `>a`, `>=a`, `<a`, `<=a`. `>2014-12` begins after the month's last day, `<2014-12` ends before its first.
pub(super) fn read(text: &str) -> Result<(Option<Date>, Option<Date>), String> {
    let wrong = || {
        format!(
            "«{text}» is no date: write 2014, 2014-12, 2014-12-15, 15/12/2014, 2014-12..2015-01, \
             2014-12-15.. or >2014-12-15"
        )
    };
    let far = || format!("«{text}» leaves the years 1 to 9999");
    let days = |t: &str| days(t).ok_or_else(wrong);
    let (from, to) = match bound(text) {
        Some((">", rest)) => {
            let next = days(rest)?.1.checked_add(1.day()).map_err(|_| far())?;
            (Some(next), None)
        }
        Some((">=", rest)) => (Some(days(rest)?.0), None),
        Some(("<", rest)) => {
            let previous = days(rest)?.0.checked_sub(1.day()).map_err(|_| far())?;
            if previous.year() < 1 {
                return Err(far());
            }
            (None, Some(previous))
        }
        Some((_, rest)) => (None, Some(days(rest)?.1)),
        None => match range(text) {
            None => {
                let (from, to) = days(text)?;
                (Some(from), Some(to))
            }
            Some(("", "")) => return Err(wrong()),
            Some(("", b)) => (None, Some(days(b)?.1)),
            Some((a, "")) => (Some(days(a)?.0), None),
            Some((a, b)) => (Some(days(a)?.0), Some(days(b)?.1)),
        },
    };
    if let (Some(a), Some(b)) = (from, to)
        && a > b
    {
        return Err(format!("«{text}» ends before it begins"));
    }
    Ok((from, to))
}

/// The first and last day of a year, a month or a day.
fn days(text: &str) -> Option<(Date, Date)> {
    let french = text.contains('/');
    let mut parts: Vec<&str> = text.split(['-', '/']).collect();
    if french {
        if text.contains('-') || parts.len() < 2 {
            return None;
        }
        parts.reverse();
    }
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let plain = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| plain)
    };
    let year = number(parts[0], 4..=4).filter(|y| *y >= 1)?;
    let month = match parts.get(1) {
        Some(m) => Some(number(m, 1..=2)? as i8),
        None => None,
    };
    let day = match parts.get(2) {
        Some(d) => Some(number(d, 1..=2)? as i8),
        None => None,
    };
    if parts.len() > 3 {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, None) => first.last_of_year(),
    };
    Some((first, last))
}
