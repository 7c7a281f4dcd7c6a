//! Numbers as French and English readers expect them, and the rule for percentages.

use super::Lang;

/// The least base of a percentage: under it a share is given as «12 sur 28».
pub const MIN_BASE: u64 = 30;
/// The least base of a percentage with a decimal.
pub const DECIMAL_BASE: u64 = 1_000;

/// Narrow no-break space: groups of three digits in French.
const NARROW: char = '\u{202F}';
/// No-break space: before % in French.
const NBSP: char = '\u{A0}';

/// `12345` as «12 345» (narrow no-break space) or "12,345".
///
/// French groups from five digits on would be allowed too; groups from four digits on are used, as the
/// Imprimerie nationale does in tables and running text for quantities.
pub fn integer(lang: Lang, n: u64) -> String {
    let digits = n.to_string();
    let separator = match lang {
        Lang::Fr => NARROW,
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// `x` with `places` decimals, rounded half away from zero: «1 234,5» or "1,234.5".
pub fn decimal(lang: Lang, x: f64, places: usize) -> String {
    let text = format!("{:.places$}", x.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if x < 0.0 && text.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        out.push('\u{2212}');
    }
    // A formatted float has digits only before its point, so it parses unless it exceeds u64.
    match whole.parse::<u64>() {
        Ok(n) => out.push_str(&integer(lang, n)),
        Err(_) => out.push_str(whole),
    }
    if !fraction.is_empty() {
        out.push(if lang == Lang::Fr { ',' } else { '.' });
        out.push_str(fraction);
    }
    out
}

/// The share `k` of `n` as a percentage: without decimals where `n` is under 1,000, with one from there.
/// The caller sees to it that `n` is at least 30 (see [`share`]).
pub fn percent(lang: Lang, k: u64, n: u64) -> String {
    let value = if n == 0 {
        0.0
    } else {
        100.0 * k as f64 / n as f64
    };
    let places = if n < DECIMAL_BASE { 0 } else { 1 };
    // A part that exists is never rounded to nothing, nor a part that lacks something to everything.
    let (least, most) = if n < DECIMAL_BASE {
        (1.0, 99.0)
    } else {
        (0.1, 99.9)
    };
    let (sign, value) = if k > 0 && value < least / 2.0 {
        ("<", least)
    } else if k < n && value >= most + least / 2.0 {
        (">", most)
    } else {
        ("", value)
    };
    let number = decimal(lang, value, places);
    match (lang, sign) {
        (Lang::Fr, "") => format!("{number}{NBSP}%"),
        (Lang::Fr, sign) => format!("{sign}{NBSP}{number}{NBSP}%"),
        (Lang::En, sign) => format!("{sign}{number}%"),
    }
}

/// The share `k` of `n` under the counting rule: a percentage from n = 30 on, «12 sur 28» below.
pub fn share(lang: Lang, k: u64, n: u64) -> String {
    if n >= MIN_BASE {
        return percent(lang, k, n);
    }
    match lang {
        Lang::Fr => format!("{} sur {}", integer(lang, k), integer(lang, n)),
        Lang::En => format!("{} of {}", integer(lang, k), integer(lang, n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three() {
        assert_eq!(integer(Lang::Fr, 0), "0");
        assert_eq!(integer(Lang::Fr, 999), "999");
        assert_eq!(integer(Lang::Fr, 35_430), "35\u{202F}430");
        assert_eq!(integer(Lang::En, 1_234_567), "1,234,567");
    }

    #[test]
    fn decimals() {
        assert_eq!(decimal(Lang::Fr, 1234.56, 1), "1\u{202F}234,6");
        assert_eq!(decimal(Lang::En, -0.04, 1), "0.0");
        assert_eq!(decimal(Lang::Fr, -2.5, 1), "\u{2212}2,5");
    }

    #[test]
    fn no_percentage_under_thirty_and_no_decimal_under_a_thousand() {
        assert_eq!(share(Lang::Fr, 12, 28), "12 sur 28");
        assert_eq!(share(Lang::Fr, 12, 30), "40\u{A0}%");
        assert_eq!(share(Lang::Fr, 333, 999), "33\u{A0}%");
        assert_eq!(share(Lang::Fr, 333, 1_000), "33,3\u{A0}%");
        assert_eq!(share(Lang::En, 333, 1_000), "33.3%");
        assert_eq!(share(Lang::En, 0, 0), "0 of 0");
        assert_eq!(share(Lang::Fr, 1, 404), "<\u{A0}1\u{A0}%");
        assert_eq!(share(Lang::Fr, 403, 404), ">\u{A0}99\u{A0}%");
        assert_eq!(share(Lang::En, 1, 10_000), "<0.1%");
        assert_eq!(share(Lang::Fr, 0, 404), "0\u{A0}%");
        assert_eq!(share(Lang::Fr, 404, 404), "100\u{A0}%");
    }
}
