//! Facets: how many of some records are of each theme, section, stance, month and kind.

use crate::model::{Facts, Kind, NO_DAY, NO_ROW, RecordThemes, Side};
use jiff::civil::{Date, date};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How many records have each value. What no record has is not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By theme (its place in the dictionary), in the dictionary's order. Themes overlap.
    pub themes: Vec<(usize, u64)>,
    /// Records without a theme.
    pub uncovered: u64,
    /// By section (its place in [`Facts::section_names`]), in the order of their first appearance; `None`,
    /// for those without, comes last.
    pub sections: Vec<(Option<u32>, u64)>,
    /// By the side that the record declares, `None` last.
    pub stances: Vec<(Option<Side>, u64)>,
    /// By month in Paris (its first day), in time; `None` comes last.
    pub months: Vec<(Option<Date>, u64)>,
    /// By kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<(Kind, u64)>,
}

const SIDES: [Option<Side>; 4] = [
    Some(Side::Favourable),
    Some(Side::Mixed),
    Some(Side::Against),
    None,
];

/// The day that `days` days after 1970-01-01 is; `None` outside of the calendar.
pub(super) fn day(days: i32) -> Option<Date> {
    date(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// What some records have, counted.
struct Tally {
    themes: Vec<u64>,
    uncovered: u64,
    sections: Vec<u64>,
    sides: [u64; SIDES.len()],
    kinds: Vec<u64>,
    days: BTreeMap<i32, u64>,
}

/// Records that one thread counts at once.
const CHUNK: usize = 16_384;

/// Counts records by their ordinals, each once. Reads the columns of facts, nothing of the texts.
pub fn facets(facts: &Facts, themes: &RecordThemes, rows: &[u32]) -> Facets {
    let whole = rows
        .par_chunks(CHUNK)
        .map(|rows| tally(facts, themes, rows))
        .reduce_with(Tally::plus)
        .unwrap_or_else(|| tally(facts, themes, &[]));
    let last = whole.sections.len() - 1;
    let named = |n: usize| (n < last).then_some(n as u32);
    let some = |counts: Vec<u64>| counts.into_iter().enumerate().filter(|c| c.1 > 0);
    Facets {
        themes: some(whole.themes).collect(),
        uncovered: whole.uncovered,
        sections: some(whole.sections).map(|(s, n)| (named(s), n)).collect(),
        stances: SIDES
            .into_iter()
            .zip(whole.sides)
            .filter(|s| s.1 > 0)
            .collect(),
        months: months(whole.days),
        kinds: some(whole.kinds).map(|(k, n)| (Kind::ALL[k], n)).collect(),
    }
}

fn tally(facts: &Facts, themes: &RecordThemes, rows: &[u32]) -> Tally {
    let mut out = Tally {
        themes: vec![0; themes.themes()],
        uncovered: 0,
        sections: vec![0; facts.section_names().len() + 1],
        sides: [0; SIDES.len()],
        kinds: vec![0; Kind::ALL.len()],
        days: BTreeMap::new(),
    };
    let none = out.sections.len() - 1;
    let (sections, sides, kinds, days) =
        (facts.sections(), facts.sides(), facts.kinds(), facts.days());
    for &ordinal in rows {
        let at = ordinal as usize;
        let own = themes.of(ordinal).0;
        for theme in own {
            out.themes[usize::from(*theme)] += 1;
        }
        out.uncovered += u64::from(own.is_empty());
        let section = match sections[at] {
            NO_ROW => none,
            n => n as usize,
        };
        out.sections[section] += 1;
        // 0 is none, then the sides in the order of their numbers.
        out.sides[(usize::from(sides[at]) + SIDES.len() - 1) % SIDES.len()] += 1;
        out.kinds[usize::from(kinds[at])] += 1;
    }
    out.days = by_day(rows.iter().map(|o| days[*o as usize]));
    out
}

/// A consultation of at most so many days has them counted in an array.
const SHORT: i64 = 16_384;

fn by_day(days: impl Iterator<Item = i32> + Clone) -> BTreeMap<i32, u64> {
    let dated = days.clone().filter(|d| *d != NO_DAY);
    let first = dated.clone().min().unwrap_or(0);
    let length = i64::from(dated.max().unwrap_or(0)) - i64::from(first) + 1;
    let mut counts = BTreeMap::new();
    if length > SHORT {
        for day in days {
            *counts.entry(day).or_default() += 1;
        }
        return counts;
    }
    let mut none = 0;
    let mut array = vec![0u64; length as usize];
    for day in days {
        match day {
            NO_DAY => none += 1,
            day => array[(day - first) as usize] += 1,
        }
    }
    let counted = array.into_iter().enumerate().filter(|c| c.1 > 0);
    counts.extend(counted.map(|(i, n)| (first + i as i32, n)));
    if none > 0 {
        counts.insert(NO_DAY, none);
    }
    counts
}

impl Tally {
    fn plus(mut self, other: Tally) -> Tally {
        let add = |a: &mut [u64], b: &[u64]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        add(&mut self.themes, &other.themes);
        add(&mut self.sections, &other.sections);
        add(&mut self.sides, &other.sides);
        add(&mut self.kinds, &other.kinds);
        self.uncovered += other.uncovered;
        for (day, n) in other.days {
            *self.days.entry(day).or_default() += n;
        }
        self
    }
}

/// Days become months: in time, records without a date last.
fn months(days: BTreeMap<i32, u64>) -> Vec<(Option<Date>, u64)> {
    let mut found: BTreeMap<(bool, Option<Date>), u64> = BTreeMap::new();
    for (days, n) in days {
        let month = Some(days)
            .filter(|d| *d != NO_DAY)
            .and_then(day)
            .map(Date::first_of_month);
        *found.entry((month.is_none(), month)).or_default() += n;
    }
    found
        .into_iter()
        .map(|((_, month), n)| (month, n))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_months() {
        assert_eq!(day(0), Some(date(1970, 1, 1)));
        assert_eq!(day(16_436), Some(date(2015, 1, 1)));
        assert_eq!(day(-1), Some(date(1969, 12, 31)));
        let days = [
            (16_435, 1),
            (16_436, 1),
            (16_440, 1),
            (NO_DAY, 2),
            (i32::MAX, 1),
        ];
        assert_eq!(
            months(days.into_iter().collect()),
            [
                (Some(date(2014, 12, 1)), 1),
                (Some(date(2015, 1, 1)), 2),
                (None, 3)
            ]
        );
        assert_eq!(months(BTreeMap::new()), []);
        for far in [0, 10, i32::MAX] {
            let days = [5, NO_DAY, far, 5];
            let mut expected = BTreeMap::from([(5, 2), (NO_DAY, 1)]);
            *expected.entry(far).or_default() += 1;
            assert_eq!(by_day(days.into_iter()), expected, "{far}");
        }
        assert_eq!(by_day([NO_DAY].into_iter()), BTreeMap::from([(NO_DAY, 1)]));
        assert_eq!(
            by_day([i32::MAX].into_iter()),
            BTreeMap::from([(i32::MAX, 1)])
        );
        assert_eq!(by_day([].into_iter()), BTreeMap::new());
    }
}
