//! Facets: how many of some records are of each theme, section, stance, month and kind.

use crate::model::{Facts, Kind, NO_DAY, NO_ROW, RecordThemes, Side};
use jiff::civil::{Date, date};

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
fn day(days: i32) -> Option<Date> {
    date(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// Counts records by their ordinals, each once. Reads the columns of facts, nothing of the texts.
pub fn facets(
    facts: &Facts,
    themes: &RecordThemes,
    rows: impl Iterator<Item = u32> + Clone,
) -> Facets {
    let mut by_theme = vec![0u64; themes.themes()];
    let mut uncovered = 0;
    let mut by_section = vec![0u64; facts.section_names().len() + 1];
    let mut by_side = [0u64; SIDES.len()];
    let mut by_kind = vec![0u64; Kind::ALL.len()];
    let (sections, sides, kinds, days) =
        (facts.sections(), facts.sides(), facts.kinds(), facts.days());
    let (mut first, mut last) = (i32::MAX, i32::MIN);
    for ordinal in rows.clone() {
        let at = ordinal as usize;
        let mut any = false;
        for theme in themes.of(ordinal).0 {
            by_theme[usize::from(*theme)] += 1;
            any = true;
        }
        uncovered += u64::from(!any);
        let section = match sections[at] {
            NO_ROW => by_section.len() - 1,
            n => n as usize,
        };
        by_section[section] += 1;
        // 0 is none, then the sides in the order of their numbers.
        by_side[(usize::from(sides[at]) + SIDES.len() - 1) % SIDES.len()] += 1;
        by_kind[usize::from(kinds[at])] += 1;
        if days[at] != NO_DAY {
            first = first.min(days[at]);
            last = last.max(days[at]);
        }
    }
    let named = |n: usize, len: usize| (n + 1 < len).then_some(n as u32);
    let sections_len = by_section.len();
    Facets {
        themes: by_theme
            .into_iter()
            .enumerate()
            .filter(|t| t.1 > 0)
            .collect(),
        uncovered,
        sections: by_section
            .into_iter()
            .enumerate()
            .filter(|s| s.1 > 0)
            .map(|(s, n)| (named(s, sections_len), n))
            .collect(),
        stances: SIDES.into_iter().zip(by_side).filter(|s| s.1 > 0).collect(),
        months: months(days, rows, first, last),
        kinds: Kind::ALL
            .into_iter()
            .zip(by_kind)
            .filter(|k| k.1 > 0)
            .collect(),
    }
}

/// How long a consultation may last for its days to be counted one by one: some 270 years.
const DAYS: i64 = 100_000;

fn months(
    days: &[i32],
    rows: impl Iterator<Item = u32>,
    first: i32,
    last: i32,
) -> Vec<(Option<Date>, u64)> {
    let mut found: Vec<(Option<Date>, u64)> = Vec::new();
    let mut add = |month: Option<Date>, n: u64| match found.iter_mut().find(|f| f.0 == month) {
        Some(known) => known.1 += n,
        None => found.push((month, n)),
    };
    let month = |d: i32| day(d).map(Date::first_of_month);
    let mut none = 0;
    if i64::from(last) - i64::from(first) < DAYS {
        // Days are counted first: a month is looked up once a day, not once a record.
        let mut counts = vec![0u64; (i64::from(last) - i64::from(first) + 1).max(0) as usize];
        for ordinal in rows {
            match days[ordinal as usize] {
                NO_DAY => none += 1,
                d => counts[(d - first) as usize] += 1,
            }
        }
        for (i, n) in counts.into_iter().enumerate().filter(|c| c.1 > 0) {
            add(month(first + i as i32), n);
        }
    } else {
        for ordinal in rows {
            match days[ordinal as usize] {
                NO_DAY => none += 1,
                d => add(month(d), 1),
            }
        }
    }
    found.sort_by_key(|(month, _)| (month.is_none(), *month));
    if none > 0 {
        match found.iter_mut().find(|f| f.0.is_none()) {
            Some(known) => known.1 += none,
            None => found.push((None, none)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_months() {
        assert_eq!(day(0), Some(date(1970, 1, 1)));
        assert_eq!(day(16_436), Some(date(2015, 1, 1)));
        assert_eq!(day(-1), Some(date(1969, 12, 31)));
        let days = [16_435, 16_436, NO_DAY, 16_440, 0];
        assert_eq!(
            months(&days, [0, 1, 2, 3].into_iter(), 16_435, 16_440),
            [
                (Some(date(2014, 12, 1)), 1),
                (Some(date(2015, 1, 1)), 2),
                (None, 1)
            ]
        );
        let far = [i32::MIN + 1, 16_436];
        assert_eq!(
            months(&far, [0, 1].into_iter(), i32::MIN + 1, 16_436),
            [(Some(date(2015, 1, 1)), 1), (None, 1)]
        );
        assert_eq!(months(&days, [].into_iter(), i32::MAX, i32::MIN), []);
    }
}
