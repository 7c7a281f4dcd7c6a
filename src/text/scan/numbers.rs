//! Numbers: groups of three digits, decimals, and the units that are written behind them.

use super::Scanner;

/// Units that may be written on their number, in lower case: `80km`, `5G`. Letters of ordinals (`2e`) are none.
const UNITS: &[&str] = &[
    "km", "m", "cm", "mm", "ha", "kg", "g", "mg", "t", "l", "cl", "ml", "h", "min", "j", "w", "kw",
    "kwh", "mw", "mwh", "gw", "gwh", "twh", "go", "mo", "ko", "to", "tb", "gb", "mb", "kb", "hz",
    "khz", "mhz", "ghz", "db", "m2", "m3", "m²", "m³", "km2", "km²", "d", "k", "kbps", "mbps",
    "gbps", "bits", "bit",
];

/// What may be between groups of three digits: blanks, and a point.
fn is_group_mark(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '.')
}

/// Whether a word is a number in groups of three: `1 000`, `12.500`; it is then the number without their marks.
pub(in crate::text) fn without_groups(word: &str) -> Option<String> {
    let whole = word.split(',').next().unwrap_or_default();
    let mark = whole.chars().find(|c| !c.is_ascii_digit())?;
    if !is_group_mark(mark) {
        return None;
    }
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    fits.then(|| word.replace(mark, ""))
}

impl Scanner<'_> {
    /// The end of the number that begins with the run `start..end`; of a run that is more than digits and a unit the end of
    /// what a comma or a point joins to its last digits.
    pub(super) fn number(&self, start: usize, end: usize) -> usize {
        let run = &self.text[start..end];
        let digits = start + run.bytes().take_while(u8::is_ascii_digit).count();
        if digits == start || !(digits == end || is_unit(&self.text[digits..end])) {
            return self.decimals(end);
        }
        if digits < end {
            return digits;
        }
        self.decimals(self.groups(start, end).unwrap_or(end))
    }

    /// The end of a number in groups of three digits with one mark between them.
    fn groups(&self, start: usize, end: usize) -> Option<usize> {
        if end - start > 3 || self.text[start..].starts_with('0') {
            return None;
        }
        let mark = self.peek(end).filter(|c| is_group_mark(*c))?;
        let mut last = None;
        let mut at = end;
        while self.peek(at) == Some(mark) {
            let from = at + mark.len_utf8();
            let (to, _) = self.run(from);
            let digits = self.text[from..to]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let unit = &self.text[from + digits..to];
            if digits != 3 || !(unit.is_empty() || is_unit(unit)) {
                break;
            }
            at = from + digits;
            last = Some(at);
            if !unit.is_empty() {
                break;
            }
        }
        // `1.000.5` and `12.500,00` are cut as other numbers are.
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let end = last?;
        let more = mark == '.' && self.peek(end) == Some('.') && goes_on(self.peek(end + 1));
        (!more).then_some(end)
    }

    /// The end of what a comma or a point joins to the digits that end at `end`: `3,5`, `1.2.3`, as in UAX 29.
    fn decimals(&self, end: usize) -> usize {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut last = end;
        while digit(self.text[..last].chars().next_back())
            && matches!(self.peek(last), Some(',' | '.'))
            && digit(self.peek(last + 1))
        {
            let (next, plain) = self.run(last + 1);
            if !plain {
                break;
            }
            let digits = self.text[last + 1..next]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let unit = &self.text[last + 1 + digits..next];
            if is_unit(unit) {
                return last + 1 + digits;
            }
            last = next;
        }
        last
    }
}

/// Whether letters are a unit that may be written on its number.
pub(in crate::text) fn is_unit(letters: &str) -> bool {
    letters.len() <= 4 && !letters.is_empty() && {
        let lower = letters.to_lowercase();
        UNITS.contains(&lower.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_groups() {
        for (word, number) in [
            ("1 000", Some("1000")),
            ("1\u{202F}000", Some("1000")),
            ("12.500", Some("12500")),
            ("1 000 000,50", Some("1000000,50")),
            ("3,5", None),
            ("1.2", None),
            ("0.125", None),
            ("2014", None),
        ] {
            assert_eq!(without_groups(word).as_deref(), number, "{word}");
        }
    }
}
