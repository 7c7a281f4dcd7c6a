//! Masks: what leads to a person in a text is replaced by a mark, by one table of rows.
//!
//! [`ROWS`] is the table. Each row has the mark it writes, what it masks, examples and counter-examples; they are
//! its tests and the tables of `docs/privacy.md`.

mod check;
mod emails;
mod numbers;
mod phones;
mod profiles;
mod runs;
mod sites;
mod table;
#[cfg(test)]
mod tests;

use crate::ingest::clean::look::{
    Disguises, Look, longest_chain, may_be_machine, may_be_path, may_be_profile,
};
use crate::model::Masked;
use crate::text::MASKS;
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use table::ROWS;

fn regex(pattern: &str) -> Regex {
    // The patterns are constants and the tests of the table compile each.
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// What is written in place of what was masked: an index of [`MASKS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Email,
    Phone,
    Profile,
    Number,
}

impl Mark {
    fn text(self) -> &'static str {
        MASKS[self as usize]
    }

    fn count(self, counts: &mut Masked) -> &mut u64 {
        match self {
            Mark::Email => &mut counts.emails,
            Mark::Phone => &mut counts.phones,
            Mark::Profile => &mut counts.profiles,
            Mark::Number => &mut counts.numbers,
        }
    }
}

/// What a text must show for a row to be looked for: most texts show none and are spared the patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// A slash after what may be a host, or before a path.
    Address,
    /// A slash before what may be a path without its host.
    Path,
    /// `@`.
    At,
    /// `@` and a blank.
    SpacedAt,
    /// `%40` and the like.
    Encoded,
    /// `[at]`, `_at_` and the like.
    Bracketed,
    /// `arobase`.
    Spelt,
    /// `at` or `chez`.
    Said,
    /// So many digits.
    Digits(usize),
    /// So many digits with no letter between them.
    Chain(usize),
    /// Points or colons between digits.
    Machine,
    /// A colon.
    Colon,
}

/// A row of the table.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "words and examples are read by tests and make the page"
    )
)]
struct Row {
    /// What it masks, in a few words.
    name: &'static str,
    mark: Mark,
    /// What is masked and what is not, in a sentence or two.
    about: &'static str,
    sign: Sign,
    /// Texts and their kept forms.
    masked: &'static [(&'static str, &'static str)],
    /// Texts that are kept as they are.
    kept: &'static [&'static str],
    /// Where it is found, in order, without overlaps.
    find: fn(&str) -> Vec<Range<usize>>,
}

/// The signs that a text shows.
struct Signs {
    address: bool,
    path: bool,
    at: bool,
    spaced_at: bool,
    disguises: Disguises,
    digits: usize,
    chain: usize,
    machine: bool,
    colon: bool,
}

impl Signs {
    fn of(text: &str, look: Look) -> Signs {
        // Digits of other scripts are not counted.
        let digits = if look.wide { usize::MAX } else { look.digits };
        let chain = match digits {
            usize::MAX => usize::MAX,
            0..6 => 0,
            _ => longest_chain(text),
        };
        Signs {
            address: look.slash && may_be_profile(text),
            path: look.slash && may_be_path(text),
            at: look.at || look.wide,
            spaced_at: look.wide || (look.at && (text.contains("@ ") || text.contains("@\u{A0}"))),
            disguises: Disguises::of(text, look),
            digits,
            chain,
            machine: digits >= 2 && may_be_machine(text),
            colon: memchr::memchr(b':', text.as_bytes()).is_some(),
        }
    }

    fn has(&self, sign: Sign) -> bool {
        match sign {
            Sign::Address => self.address,
            Sign::Path => self.path,
            Sign::At => self.at,
            Sign::SpacedAt => self.spaced_at,
            Sign::Encoded => self.disguises.encoded,
            Sign::Bracketed => self.disguises.bracketed,
            Sign::Spelt => self.disguises.spelt,
            Sign::Said => self.disguises.said,
            Sign::Digits(n) => self.digits >= n,
            Sign::Chain(n) => self.chain >= n,
            Sign::Machine => self.machine,
            Sign::Colon => self.colon,
        }
    }
}

/// Masks what leads to a person: e-mail addresses, telephone numbers, profiles, numbers of accounts, cards,
/// persons and machines; counts what it masked.
pub fn mask(text: &str, counts: &mut Masked) -> String {
    masked(Cow::Borrowed(text), Look::at(text), counts)
}

/// Masks a text of which a look was taken.
pub(in crate::ingest) fn masked(mut text: Cow<'_, str>, look: Look, counts: &mut Masked) -> String {
    // No row is shorter, but for names of accounts.
    if text.len() < 5 && !look.at && !look.wide {
        return text.into_owned();
    }
    let signs = Signs::of(&text, look);
    for row in ROWS.iter().filter(|row| signs.has(row.sign)) {
        // What remains after a mark may be an address again: `a@b@exemple.fr`.
        while let Some(replaced) = replace(&text, row, counts) {
            text = Cow::Owned(replaced);
        }
    }
    text.into_owned()
}

/// All rows, whatever a text looks like.
#[cfg(test)]
pub(in crate::ingest) fn every_row(text: String) -> (String, Masked) {
    let (mut text, mut counts) = (text, Masked::default());
    for row in ROWS {
        while let Some(replaced) = replace(&text, row, &mut counts) {
            text = replaced;
        }
    }
    (text, counts)
}

/// The text with the passages of a row replaced; `None` where there are none.
fn replace(text: &str, row: &Row, counts: &mut Masked) -> Option<String> {
    let found = (row.find)(text);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in &found {
        out.push_str(&text[from..at.start]);
        out.push_str(row.mark.text());
        from = at.end;
    }
    *row.mark.count(counts) += found.len() as u64;
    out.push_str(&text[from..]);
    (!found.is_empty()).then_some(out)
}
