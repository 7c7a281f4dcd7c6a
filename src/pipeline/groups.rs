//! Warnings and refusals by kind, as `new` and `check` print them: rows that say the same are one line.

use crate::model::{ImportRow, Origin, Outcome, Place, Warning};
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
    /// The same as lines of a terminal: where there are more than ten, those that are alike are one line, with their number
    /// and first places.
    #[serde(skip)]
    pub lines: Vec<String>,
}

/// How many lines a kind has, and how many places a line names.
const MAX_LINES: usize = 10;
const MAX_PLACES: usize = 3;

/// How many ways to say something are distinguished; the rest is counted.
const MAX_WAYS: usize = 40;

/// Messages that differ in numbers and quotations alone.
struct Alike {
    count: u64,
    /// The first of them: where, and what.
    first: Vec<(Origin, String)>,
    /// All say the same.
    same: bool,
}

impl Alike {
    fn add(&mut self, origin: &Origin, said: String) {
        self.count += 1;
        self.same &= self.first.first().is_none_or(|first| first.1 == said);
        if self.first.len() < MAX_LINES {
            self.first.push((origin.clone(), said));
        }
    }

    /// The lines of a terminal; one where they are many, each at a place of its own.
    fn lines(&self) -> Vec<String> {
        let places: Vec<&Origin> = self.first.iter().map(|f| &f.0).collect();
        let few = self.count <= MAX_PLACES as u64;
        let is_one = |a: &Origin, b: &Origin| a.file == b.file && a.place == b.place;
        if few || places.windows(2).any(|pair| is_one(pair[0], pair[1])) {
            let line = |(place, said): &(Origin, String)| format!("{place}: {said}");
            return self.first.iter().map(line).collect();
        }
        // The numbers of the first are its own, and not those of all.
        let mut out = match self.same {
            true => format!(
                "{}; {} times, first in {}",
                self.first[0].1, self.count, places[0]
            ),
            false => format!(
                "{} alike, with other numbers or names, such as: {}; first in {}",
                self.count, self.first[0].1, places[0]
            ),
        };
        for pair in places[..MAX_PLACES].windows(2) {
            out.push_str(", ");
            out.push_str(&match pair[1].place {
                // The file is named again where it is another one, and before a line.
                Place::Row(_) | Place::Bytes(..) if pair[0].file == pair[1].file => {
                    pair[1].place.to_string()
                }
                _ => pair[1].to_string(),
            });
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
            let said = format!("{}{detail}", r.what);
            Some((reason.name(), &r.origin, said))
        }
        _ => None,
    }))
}

/// Groups by kind, kinds in alphabetical order, the first of each in source order.
fn groups<'i>(
    items: impl Iterator<Item = (&'static str, &'i Origin, String)>,
) -> Vec<WarningGroup> {
    let mut found: BTreeMap<&str, Group> = BTreeMap::new();
    for (kind, origin, said) in items {
        found.entry(kind).or_default().add(origin, said);
    }
    let finish = |(kind, group): (&str, Group)| WarningGroup {
        kind: kind.to_string(),
        count: group.count,
        lines: group.lines(),
        first: group.first,
    };
    found.into_iter().map(finish).collect()
}

/// What is said of one kind.
#[derive(Default)]
struct Group {
    count: u64,
    first: Vec<String>,
    ways: Vec<Alike>,
    /// The place of each way to say something.
    places: HashMap<String, usize>,
}

impl Group {
    fn add(&mut self, origin: &Origin, said: String) {
        self.count += 1;
        if self.first.len() < MAX_LINES {
            self.first.push(format!("{origin}: {said}"));
        }
        let shape = shape(&said);
        let known = self.places.get(&shape).copied();
        if known.is_none() && self.ways.len() >= MAX_WAYS {
            return;
        }
        let at = known.unwrap_or_else(|| {
            self.places.insert(shape, self.ways.len());
            self.ways.push(Alike {
                count: 0,
                first: Vec::new(),
                same: true,
            });
            self.ways.len() - 1
        });
        self.ways[at].add(origin, said);
    }

    /// The lines of a terminal: each where they are few, else one for those that are alike.
    fn lines(&self) -> Vec<String> {
        if self.count <= self.first.len() as u64 {
            return self.first.clone();
        }
        let (mut out, mut shown) = (Vec::new(), 0);
        for way in &self.ways {
            let mut lines = way.lines();
            lines.truncate(MAX_LINES - out.len());
            shown += match lines.len() {
                1 => way.count,
                n => n as u64,
            };
            out.extend(lines);
            if out.len() >= MAX_LINES {
                break;
            }
        }
        if self.count > shown {
            out.push(format!("and {} more", self.count - shown));
        }
        out
    }
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
        if !(quoted || digit && digits) {
            out.push(if digit { '0' } else { c });
        }
        digits = digit;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Refusal, RowKind, WarningKind};

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
            what: RowKind::Row,
            outcome: Outcome::Refused(reason),
            detail: Some(detail.to_string()),
        };
        let mut rows: Vec<ImportRow> = (1..=4000)
            .map(|n| {
                row(
                    n,
                    Refusal::Cells,
                    &format!("line {n}: 5 cells for 4 columns"),
                )
            })
            .collect();
        rows.push(row(5000, Refusal::Cells, "a line too long"));
        rows.extend((5001..=5020).map(|n| row(n, Refusal::Empty, "no text")));
        rows.push(row(6000, Refusal::NoId, "a"));
        let groups = refusals(rows.iter());
        assert_eq!(
            groups[0].lines,
            [
                "4000 alike, with other numbers or names, such as: row: line 1: 5 cells for 4 columns; first in t.csv, row 1, row 2, row 3",
                "t.csv, row 5000: row: a line too long",
            ]
        );
        assert_eq!((groups[0].count, groups[0].first.len()), (4001, 10));
        assert_eq!(
            groups[1].lines,
            ["row: no text; 20 times, first in t.csv, row 5001, row 5002, row 5003"]
        );
        assert_eq!(groups[2].lines, ["t.csv, row 6000: row: a"]);
    }

    #[test]
    fn few_are_listed_and_many_ways_are_cut() {
        let warning = |file: &str, n: u64, message: String| Warning {
            kind: WarningKind::BadDate,
            origin: origin(file, n),
            message,
        };
        let date = |n: u64| warning("t.csv", n, format!("«{n}» is no date"));
        let few: Vec<Warning> = (1..=10).map(date).collect();
        let groups = warnings(few.iter());
        assert_eq!(groups[0].lines, groups[0].first);
        let many: Vec<Warning> = (0..60)
            .map(|n| warning("t.csv", n, "x".repeat(n as usize)))
            .collect();
        let groups = warnings(many.iter());
        assert_eq!(groups[0].lines.len(), 11);
        assert_eq!(groups[0].lines[10], "and 50 more");
        // Several things of one place are no rows.
        let place: Vec<Warning> = (0..12)
            .map(|n| warning("t.csv", 1, format!("question {n} is empty")))
            .collect();
        let groups = warnings(place.iter());
        assert_eq!(groups[0].lines[9], "t.csv, row 1: question 9 is empty");
        assert_eq!(groups[0].lines[10], "and 2 more");
        let files: Vec<Warning> = (0..12)
            .map(|n| warning(if n == 1 { "u.csv" } else { "t.csv" }, n, "x".into()))
            .collect();
        let groups = warnings(files.iter());
        let said = "x; 12 times, first in t.csv, row 0, u.csv, row 1, t.csv, row 2";
        assert_eq!(groups[0].lines, [said]);
    }
}
