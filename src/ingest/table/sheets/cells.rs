//! Cells of spreadsheets as text: numbers without exponents, serials as civil dates, escapes of XLSX.

use crate::ingest::clean::dates::{Epoch, serial};
use std::borrow::Cow;

/// A number as it is written in a table: `12.0` is `12`, `1.2E+15` is `1200000000000000`.
pub(super) fn number_text(raw: &str) -> String {
    let raw = raw.trim();
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    // What is written as a whole number is kept digit for digit: a float would round a long id.
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return raw.to_string();
    }
    match raw.parse::<f64>() {
        Ok(n) if n.is_finite() && n.abs() < 1e21 => {
            // Rust prints the shortest digits that are this number, never an exponent.
            let text = format!("{n}");
            if text == "-0" { "0".into() } else { text }
        }
        _ => raw.to_string(),
    }
}

/// The number of a date cell as the civil moment that it shows; a time of day where it has no day.
pub(super) fn date_text(raw: &str, epoch: Epoch) -> String {
    let Some((at, day)) = raw.trim().parse().ok().and_then(|n| serial(n, epoch)) else {
        return number_text(raw);
    };
    let time = at.time();
    let clock = if time.subsec_nanosecond() == 0 {
        time.strftime("%H:%M:%S").to_string()
    } else {
        time.strftime("%H:%M:%S%.3f").to_string()
    };
    match day {
        false => clock,
        true if time == jiff::civil::Time::midnight() => at.date().to_string(),
        true => format!("{} {clock}", at.date()),
    }
}

/// Whether a number format shows a date or a time of day: it has a letter of one outside quotation marks,
/// brackets and escapes. `[h]:mm` is a duration, a number.
pub(super) fn is_date_format(code: &str) -> bool {
    let mut chars = code.chars();
    let mut found = false;
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let unit = inside.to_ascii_lowercase();
                if !unit.is_empty() && unit.chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
                    return false;
                }
            }
            'G' | 'g' if chars.as_str().to_ascii_lowercase().starts_with("eneral") => {
                chars.nth(5);
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => found = true,
            _ => {}
        }
    }
    found
}

/// Whether a built-in number format shows a date or a time.
pub(super) fn is_date_id(id: u64) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// `_x000D_` and the like as the characters that they stand for.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest
            .get(2..6)
            .filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|c| c.bytes().all(|b| b.is_ascii_hexdigit()));
        match code
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32)
        {
            Some(c) => {
                out.push(c);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name of a column: 0 is `A`, 26 is `AA`.
pub(super) fn column_name(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        // A remainder of 26 is a letter.
        letters.push(b'A' + (at % 26) as u8);
        match at / 26 {
            0 => break,
            rest => at = rest - 1,
        }
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

/// The column of `BC12`, from 0; `None` where it names none.
pub(super) fn column_at(reference: &str) -> Option<usize> {
    let mut at = 0usize;
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    for b in letters.take(7) {
        at = at * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1;
    }
    at.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_exponent() {
        for (raw, text) in [
            ("12.0", "12"),
            ("12", "12"),
            ("1.2E+15", "1200000000000000"),
            ("12345678901234567", "12345678901234567"),
            ("0.1", "0.1"),
            ("-0.0", "0"),
            ("1E-7", "0.0000001"),
            ("1e300", "1e300"),
            ("NaN", "NaN"),
            ("", ""),
        ] {
            assert_eq!(number_text(raw), text, "{raw}");
        }
    }

    #[test]
    fn serials_of_both_systems() {
        for (raw, epoch, text) in [
            ("41988.918807870371", Epoch::Y1900, "2014-12-15 22:03:05"),
            ("41988", Epoch::Y1900, "2014-12-15"),
            ("40526.918807870371", Epoch::Y1904, "2014-12-15 22:03:05"),
            ("59", Epoch::Y1900, "1900-02-28"),
            ("61", Epoch::Y1900, "1900-03-01"),
            // The day that 1900 did not have.
            ("60", Epoch::Y1900, "60"),
            ("0.5", Epoch::Y1900, "12:00:00"),
            ("41988.5000001", Epoch::Y1900, "2014-12-15 12:00:00.009"),
            ("-1", Epoch::Y1900, "-1"),
            ("1e99", Epoch::Y1900, "1e99"),
        ] {
            assert_eq!(date_text(raw, epoch), text, "{raw}");
        }
    }

    #[test]
    fn formats_of_dates() {
        for code in [
            "dd/mm/yyyy",
            "[$-40C]d mmmm yyyy;@",
            "h:mm",
            "yyyy\\-mm\\-dd",
            "mm:ss.0",
        ] {
            assert!(is_date_format(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "# ##0\\ \"jours\"",
            "0%",
            "#,##0.00\\ [$€-40C]",
            "[Red]0",
            "@",
            "[h]:mm",
            "0_d",
            "GENERAL",
        ] {
            assert!(!is_date_format(code), "{code}");
        }
    }

    #[test]
    fn escapes_and_columns() {
        assert_eq!(unescape("a_x000D_\nb_x005F_x000D_"), "a\r\nb_x000D_");
        assert_eq!(unescape("_x_xé_xD800__x00"), "_x_xé_xD800__x00");
        for at in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(column_at(&column_name(at)), Some(at));
        }
        assert_eq!(column_name(16_383), "XFD");
        assert_eq!((column_at("12"), column_at("")), (None, None));
    }
}
