//! Two opposite counts by name: bars to both sides of one zero line, on one scale, numbers at the ends.

use super::data::{Diverging, Split};
use super::font::Weight;
use super::palette::{AGAINST, AGAINST_INK, AXIS, FAVOURABLE, GREY, HAIRLINE, INK};
use super::scale::length;
use super::scene::{Anchor, Scene};
use super::sheet::{Sheet, Type};
use crate::locale::integer;

/// Between a bar and its number, in px.
const GAP: i32 = 8;
/// Between the columns: name, n, bars, in px.
const APART: i32 = 20;
/// Both sides' longest bars together are never laid out shorter than this, in px: rather, names go above.
const MIN_LENGTH: i32 = 160;

struct Plan {
    above: bool,
    /// Width of the column of names in px, where they are beside.
    names: i32,
    /// The right edge of the column of n, in px from the canvas' left.
    n: i32,
    /// The zero line and the longest bars: px from the canvas' left, px, px.
    zero: i32,
    against: i32,
    favourable: i32,
    /// What the longest bar on either side counts.
    max: (u64, u64),
    label: Type,
    number: Type,
    small: Type,
}

impl Split {
    fn n(&self) -> u64 {
        self.favourable.saturating_add(self.against)
    }
}

/// Where zero is between `left` and `right`, so that one scale serves both sides: each side has its
/// longest bar and beside it `ends` px; both have at least `heads` px. Returns zero and both lengths.
fn split(
    left: i32,
    right: i32,
    max: (u64, u64),
    ends: (i32, i32),
    heads: (i32, i32),
) -> (i32, i32, i32) {
    let room = (right - left - ends.0 - ends.1).max(0);
    let total = u128::from(max.0) + u128::from(max.1);
    // The share of the left side; halves where there is nothing to show.
    let share = (u128::from(max.0) * room as u128)
        .checked_div(total)
        .map_or(room / 2, |px| px as i32);
    let zero = (left + ends.0 + share).clamp(left + heads.0, (right - heads.1).max(left + heads.0));
    let (against, favourable) = (zero - left - ends.0, right - zero - ends.1);
    // px per unit is the smaller of both sides', so that lengths compare: against/max.0, favourable/max.1.
    let (a, f) = (against.max(0) as u128, favourable.max(0) as u128);
    let (ma, mf) = (u128::from(max.0), u128::from(max.1));
    if ma == 0 || mf == 0 {
        (zero, a as i32, f as i32)
    } else if a * mf <= f * ma {
        (zero, a as i32, (a * mf / ma) as i32)
    } else {
        (zero, (f * ma / mf) as i32, f as i32)
    }
}

impl Diverging {
    /// Lays the chart out for `width` px (340 to 1,200; others are brought inside).
    pub fn layout(&self, width: u32) -> Scene {
        let mut sheet = Sheet::open(&self.frame, width);
        let plan = self.plan(&sheet);
        let head = |fill| Type::new(plan.number.size, Weight::SemiBold, fill);
        let baseline = plan.number.baseline(sheet.y);
        sheet.text(
            plan.zero - GAP,
            baseline,
            &self.left,
            Anchor::End,
            head(AGAINST_INK),
        );
        sheet.text(
            plan.zero + GAP,
            baseline,
            &self.right,
            Anchor::Start,
            head(FAVOURABLE),
        );
        if !plan.above && !self.rows.is_empty() {
            sheet.text(plan.n, baseline, "n", Anchor::End, plan.small);
        }
        let start = sheet.y;
        sheet.y += plan.number.leading() + 6;
        for row in &self.rows {
            if !plan.above {
                sheet.rect(sheet.left, sheet.y, sheet.room(), 1, HAIRLINE);
            }
            self.row(&mut sheet, &plan, row);
        }
        if !plan.above {
            let end = sheet.y;
            sheet.rect(plan.zero, start, 1, end - start, AXIS);
        }
        sheet.close(&self.frame)
    }

    fn plan(&self, sheet: &Sheet) -> Plan {
        let lang = self.frame.lang;
        let size = if sheet.narrow { 13 } else { 14 };
        let label = Type::new(size, Weight::Regular, INK);
        let number = Type::new(size, Weight::SemiBold, INK);
        let small = Type::new(if sheet.narrow { 12 } else { 13 }, Weight::Regular, GREY);
        let most = |of: &dyn Fn(&Split) -> i32| self.rows.iter().map(of).max().unwrap_or(0);
        let ends = (
            GAP + most(&|r| number.width(&integer(lang, r.against))),
            GAP + most(&|r| number.width(&integer(lang, r.favourable))),
        );
        let heads = (
            GAP + number.width(&self.left),
            GAP + number.width(&self.right),
        );
        let max = (
            self.rows.iter().map(|r| r.against).max().unwrap_or(0),
            self.rows.iter().map(|r| r.favourable).max().unwrap_or(0),
        );
        let names = most(&|r| label.width(&r.label)).min(sheet.room() * 9 / 25);
        let n = most(&|r| small.width(&integer(lang, r.n()))).max(small.width("n"));
        let above = sheet.narrow
            || sheet.room() - names - n - 2 * APART - ends.0.max(heads.0) - ends.1.max(heads.1)
                < MIN_LENGTH;
        let (n, left) = if above {
            (sheet.right, sheet.left)
        } else {
            let n = sheet.left + names + APART + n;
            (n, n + APART)
        };
        let (zero, against, favourable) = split(left, sheet.right, max, ends, heads);
        Plan {
            above,
            names,
            n,
            zero,
            against,
            favourable,
            max,
            label,
            number,
            small,
        }
    }

    fn row(&self, sheet: &mut Sheet, plan: &Plan, row: &Split) {
        let lang = self.frame.lang;
        let top = sheet.y;
        let n = integer(lang, row.n());
        let (middle, bottom) = if plan.above {
            let n = format!("n\u{A0}=\u{A0}{n}");
            let taken = plan.small.width(&n) + APART;
            let lines = plan.label.wrap(&row.label, sheet.room() - taken, 3);
            let under = sheet.lines(sheet.left, top, &lines, Anchor::Start, plan.label);
            let first = plan.label.baseline(top);
            sheet.text(sheet.right, first, &n, Anchor::End, plan.small);
            let under = under.max(top + plan.label.leading());
            let middle = under + plan.number.leading() / 2 + 1;
            (middle, middle + plan.number.leading() / 2 + 10)
        } else {
            let lines = plan.label.wrap(&row.label, plan.names, 3);
            let tall = (lines.len() as i32 * plan.label.leading()).max(20) + 8;
            let middle = top + tall / 2;
            let first = middle - lines.len() as i32 * plan.label.leading() / 2;
            sheet.lines(sheet.left, first, &lines, Anchor::Start, plan.label);
            let baseline = plan.number.baseline(middle - plan.number.leading() / 2);
            sheet.text(plan.n, baseline, &n, Anchor::End, plan.small);
            (middle, top + tall)
        };
        let thick = if plan.above { 12 } else { 18 };
        let against = length(row.against, plan.max.0, plan.against);
        let favourable = length(row.favourable, plan.max.1, plan.favourable);
        sheet.rect(
            plan.zero - against,
            middle - thick / 2,
            against,
            thick,
            AGAINST,
        );
        sheet.rect(
            plan.zero + 1,
            middle - thick / 2,
            favourable,
            thick,
            FAVOURABLE,
        );
        if plan.above {
            sheet.rect(plan.zero, middle - thick / 2 - 3, 1, thick + 6, AXIS);
        }
        let baseline = plan.number.baseline(middle - plan.number.leading() / 2);
        for (x, value, anchor, fill) in [
            (
                plan.zero - against - GAP,
                row.against,
                Anchor::End,
                AGAINST_INK,
            ),
            (
                plan.zero + 1 + favourable + GAP,
                row.favourable,
                Anchor::Start,
                FAVOURABLE,
            ),
        ] {
            let kind = if value == 0 {
                plan.small
            } else {
                Type {
                    fill,
                    ..plan.number
                }
            };
            sheet.text(x, baseline, &integer(lang, value), anchor, kind);
        }
        // Each side of the zero line is its count's place; names above belong to neither.
        let (from, height) = if plan.above {
            (middle - 12, 24)
        } else {
            (top, bottom - top)
        };
        let left = if plan.above {
            sheet.left
        } else {
            plan.n + APART / 2
        };
        sheet.area(left, from, plan.zero - left, height, &row.against_mark);
        sheet.area(
            plan.zero + 1,
            from,
            sheet.right - plan.zero - 1,
            height,
            &row.favourable_mark,
        );
        sheet.y = bottom;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_share_one_scale() {
        let (zero, against, favourable) = split(0, 400, (100, 300), (40, 40), (60, 60));
        assert_eq!((zero, against, favourable), (120, 80, 240));
        // The left side is short, but its name needs room.
        let (zero, against, favourable) = split(0, 400, (1, 300), (20, 40), (60, 60));
        assert_eq!((zero, favourable), (60, 300));
        assert_eq!(against, 1);
        let (zero, _, _) = split(0, 400, (0, 0), (20, 20), (60, 60));
        assert_eq!(zero, 200);
    }
}
