//! Warnings and refusals by kind, as `new` and `check` print them: those that say the same are one line.

use crate::model::{ImportRow, Origin, Outcome, Warning};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Warnings or refusals of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct WarningGroup {
    /// The kind of warning, or the reason of refusal.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// The first ten: where, and what.
    pub first: Vec<String>,
    /// The same for the eye: those that say the same are one line, with their number and first places.
    #[serde(skip)]
    pub lines: Vec<String>,
}

/// How many lines a kind has, and how many places a line names.
const MAX_LINES: usize = 10;
const MAX_PLACES: usize = 3;
/// From how many on what says the same is one line.
const ALIKE: usize = 4;

/// What says the same.
struct Same {
    said: String,
    count: u64,
    places: Vec<String>,
}

impl Same {
    fn lines(&self) -> Vec<String> {
        if self.count < ALIKE as u64 {
            return self
                .places
                .iter()
                .map(|p| format!("{p}: {}", self.said))
                .collect();
        }
        let mut out = format!(
            "{} times: {}; first in {}",
            self.count, self.said, self.places[0]
        );
        for pair in self.places[..MAX_PLACES].windows(2) {
            let file = |place: &'_ str| place.rsplit_once(", ").map(|(file, _)| file.len());
            let same = file(&pair[0]) == file(&pair[1]);
            let shared = file(&pair[0]).filter(|n| same && pair[0][..*n] == pair[1][..*n]);
            out.push_str(", ");
            out.push_str(&pair[1][shared.map_or(0, |n| n + 2)..]);
        }
        vec![out]
    }
}

/// The warnings of an import by kind.
pub(super) fn warnings<'w>(warnings: impl Iterator<Item = &'w Warning>) -> Vec<WarningGroup> {
    groups(warnings.map(|w| (w.kind.name(), &w.origin, w.message.clone())))
}

/// The refused rows of an import by reason.
pub(super) fn refusals<'r>(rows: impl Iterator<Item = &'r ImportRow>) -> Vec<WarningGroup> {
    groups(rows.filter_map(|r| match r.outcome {
        Outcome::Refused(reason) => {
            let detail = r.detail.as_ref();
            let detail = detail.map_or(String::new(), |d| format!(": {d}"));
            Some((reason, &r.origin, format!("{}{detail}", r.what)))
        }
        _ => None,
    }))
}

/// Groups by kind, kinds in alphabetical order, the first of each in source order.
fn groups<'i>(
    items: impl Iterator<Item = (&'static str, &'i Origin, String)>,
) -> Vec<WarningGroup> {
    let mut found: BTreeMap<&str, (WarningGroup, Vec<Same>, HashMap<String, usize>)> =
        BTreeMap::new();
    for (kind, origin, said) in items {
        let (group, same, places) = found.entry(kind).or_insert_with(|| {
            let group = WarningGroup {
                kind: kind.to_string(),
                count: 0,
                first: Vec::new(),
                lines: Vec::new(),
            };
            (group, Vec::new(), HashMap::new())
        });
        group.count += 1;
        if group.first.len() < 10 {
            group.first.push(format!("{origin}: {said}"));
        }
        let shape = shape(&said);
        let known = places.get(&shape).copied();
        // Of what is said in many ways only so many are looked at; the rest is counted.
        if known.is_none() && same.len() >= 4 * MAX_LINES {
            continue;
        }
        let at = known.unwrap_or_else(|| {
            places.insert(shape, same.len());
            same.push(Same {
                said,
                count: 0,
                places: Vec::new(),
            });
            same.len() - 1
        });
        same[at].count += 1;
        if same[at].places.len() < ALIKE {
            same[at].places.push(origin.to_string());
        }
    }
    let finish = |(mut group, same, _): (WarningGroup, Vec<Same>, _)| {
        let mut shown = 0;
        for same in same {
            let lines = same.lines();
            if group.lines.len() + lines.len() > MAX_LINES {
                break;
            }
            shown += same.count;
            group.lines.extend(lines);
        }
        if group.count > shown {
            group
                .lines
                .push(format!("and {} more", group.count - shown));
        }
        group
    };
    found.into_values().map(finish).collect()
}

/// What a message says whatever its numbers and quotations are.
fn shape(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let (mut quoted, mut digits) = (false, false);
    for c in said.chars() {
        quoted = match c {
            '«' => true,
            '»' => false,
            _ => quoted,
        };
        let digit = c.is_ascii_digit();
        if !quoted && !(digit && digits) {
            out.push(if digit { '0' } else { c });
        }
        digits = digit;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, WarningKind};

    fn origin(file: &str, n: u64) -> Origin {
        Origin {
            source: "s".into(),
            file: file.into(),
            place: Place::Row(n),
        }
    }

    #[test]
    fn what_says_the_same_is_one_line() {
        let row = |n: u64, reason, detail: &str| ImportRow {
            origin: origin("t.csv", n),
            what: "row",
            outcome: Outcome::Refused(reason),
            detail: Some(detail.to_string()),
        };
        let mut rows: Vec<ImportRow> = (1..=4000)
            .map(|n| row(n, "cells", &format!("line {n}: 5 cells for 4 columns")))
            .collect();
        rows.push(row(5000, "cells", "a line too long"));
        rows.push(row(5001, "empty", "an empty row"));
        let groups = refusals(rows.iter());
        assert_eq!(
            groups[0].lines,
            [
                "4000 times: row: line 1: 5 cells for 4 columns; first in t.csv, row 1, row 2, row 3",
                "t.csv, row 5000: row: a line too long",
            ]
        );
        assert_eq!((groups[0].count, groups[0].first.len()), (4001, 10));
        assert_eq!(groups[1].lines, ["t.csv, row 5001: row: an empty row"]);
    }

    #[test]
    fn many_ways_to_say_something_are_cut() {
        let warning = |n: u64| Warning {
            kind: WarningKind::BadDate,
            origin: origin(if n == 2 { "u.csv" } else { "t.csv" }, n),
            message: format!("{}: «{n}» is no date", "x".repeat(n as usize % 30)),
        };
        let all: Vec<Warning> = (0..30).map(warning).collect();
        let groups = warnings(all.iter());
        assert_eq!(groups[0].lines.len(), 11);
        assert_eq!(groups[0].lines[10], "and 20 more");
        let same: Vec<Warning> = [30, 60, 2, 32, 62, 92, 122].map(warning).into();
        let groups = warnings(same.iter());
        assert_eq!(
            groups[0].lines[2],
            "5 times: xx: «2» is no date; first in u.csv, row 2, t.csv, row 32, row 62"
        );
    }
}
