//! Counts by name: horizontal bars, each with its number at its end; names beside them, or above them
//! where the sheet is narrow.

use super::data::{Bar, Bars, Tone};
use super::font::Weight;
use super::palette::{AGAINST, AXIS, COUNT, COUNT_LIGHT, FAVOURABLE, GREY, HAIRLINE, INK};
use super::scale::length;
use super::scene::{Anchor, Scene};
use super::sheet::{Sheet, Type};
use crate::locale::integer;

/// Between a bar and its number, a number and its note, in px.
const GAP: i32 = 8;
/// Between a name and its bar, in px.
const APART: i32 = 14;
/// How far a part's name is indented, in px.
const INDENT: i32 = 16;
/// Bars are never laid out shorter than this for the largest value, in px: rather, names go above.
const MIN_LENGTH: i32 = 140;

/// The sizes that a layout has chosen.
struct Plan {
    /// Names above the bars.
    above: bool,
    /// Notes below the bars, where no room is left beside the numbers.
    below: bool,
    /// px from the content's left edge to the zero line.
    zero: i32,
    /// Length of the longest bar in px.
    longest: i32,
    max: u64,
    label: Type,
    part: Type,
    number: Type,
    note: Type,
}

impl Bars {
    /// Lays the chart out for `width` px (340 to 1,200; others are brought inside).
    pub fn layout(&self, width: u32) -> Scene {
        let mut sheet = Sheet::open(&self.frame, width);
        let plan = self.plan(&sheet);
        let (zero, start) = (sheet.left + plan.zero, sheet.y);
        let families = self.rows.iter().any(|r| r.child);
        for (i, bar) in self.rows.iter().enumerate() {
            let leads = !bar.child && self.rows.get(i + 1).is_some_and(|r| r.child);
            let follows = !bar.child && i > 0 && self.rows[i - 1].child;
            if families && i > 0 && (leads || follows) {
                sheet.y += 6;
            }
            if !plan.above && i > 0 && !bar.child {
                sheet.rect(sheet.left, sheet.y, sheet.room(), 1, HAIRLINE);
            }
            self.row(&mut sheet, &plan, bar);
        }
        if !plan.above && !self.rows.is_empty() {
            let end = sheet.y;
            sheet.rect(zero - 1, start, 1, end - start, AXIS);
        }
        sheet.close(&self.frame)
    }

    fn plan(&self, sheet: &Sheet) -> Plan {
        let lang = self.frame.lang;
        let size = if sheet.narrow { 13 } else { 14 };
        let label = Type::new(size, Weight::Regular, INK);
        let part = Type::new(size, Weight::Regular, GREY);
        let number = Type::new(size, Weight::SemiBold, INK);
        let note = Type::new(size, Weight::Regular, GREY);
        let most = |of: &dyn Fn(&Bar) -> i32| self.rows.iter().map(of).max().unwrap_or(0);
        let numbers = most(&|r| number.width(&integer(lang, r.value)));
        let tails = most(&|r| {
            let noted = if r.note.is_empty() {
                0
            } else {
                GAP + note.width(&r.note)
            };
            number.width(&integer(lang, r.value)) + noted
        });
        let names = most(&|r| label.width(&r.label) + if r.child { INDENT } else { 0 });

        let column = names.min(sheet.room() * 9 / 25);
        let beside = sheet.room() - column - APART - GAP - tails;
        let above = sheet.narrow || beside < MIN_LENGTH;
        let whole = sheet.room() - GAP;
        let (zero, longest, below) = if !above {
            (column + APART, beside, false)
        } else if whole - tails >= MIN_LENGTH {
            (0, whole - tails, false)
        } else {
            (0, (whole - numbers).max(MIN_LENGTH / 4), true)
        };
        Plan {
            above,
            below,
            zero,
            longest,
            max: self.rows.iter().map(|r| r.value).max().unwrap_or(0),
            label,
            part,
            number,
            note,
        }
    }

    fn row(&self, sheet: &mut Sheet, plan: &Plan, bar: &Bar) {
        let indent = if bar.child { INDENT } else { 0 };
        let (kind, fill) = match (bar.child, bar.tone) {
            (true, Tone::Count) => (plan.part, COUNT_LIGHT),
            (child, tone) => {
                let kind = if child { plan.part } else { plan.label };
                let fill = match tone {
                    Tone::Count => COUNT,
                    Tone::Favourable => FAVOURABLE,
                    Tone::Against => AGAINST,
                    Tone::Neither => GREY,
                };
                (kind, fill)
            }
        };
        let thick = match (plan.above, bar.child) {
            (true, true) => 10,
            (true, false) => 12,
            (false, true) => 14,
            (false, false) => 18,
        };
        let zero = sheet.left + plan.zero;
        let top = sheet.y;
        let left = sheet.left + indent;
        // The bar's middle, and the row's lower edge.
        let (middle, bottom) = if plan.above {
            let lines = kind.wrap(&bar.label, sheet.room() - indent, 3);
            let under = sheet.lines(left, top, &lines, Anchor::Start, kind);
            let middle = under + plan.number.leading() / 2 + 1;
            (middle, middle + plan.number.leading() / 2 + 9)
        } else {
            let lines = kind.wrap(&bar.label, plan.zero - APART - indent, 3);
            let tall = (lines.len() as i32 * kind.leading()).max(thick.max(18)) + 8;
            let middle = top + tall / 2;
            let first = middle - lines.len() as i32 * kind.leading() / 2;
            sheet.lines(left, first, &lines, Anchor::Start, kind);
            (middle, top + tall)
        };
        let long = length(bar.value, plan.max, plan.longest);
        sheet.rect(zero, middle - thick / 2, long, thick, fill);
        let number = integer(self.frame.lang, bar.value);
        let baseline = plan.number.baseline(middle - plan.number.leading() / 2);
        let x = zero + long + if long > 0 || !plan.above { GAP } else { 0 };
        sheet.text(x, baseline, &number, Anchor::Start, plan.number);
        let mut bottom = bottom;
        if plan.below {
            let lines = plan.note.wrap(&bar.note, sheet.room() - indent, 3);
            bottom = sheet.lines(left, bottom - 8, &lines, Anchor::Start, plan.note) + 9;
        } else {
            let x = x + plan.number.width(&number) + GAP;
            sheet.text(x, baseline, &bar.note, Anchor::Start, plan.note);
        }
        sheet.area(sheet.left, top, sheet.room(), bottom - top, &bar.mark);
        sheet.y = bottom;
    }
}
