//! Counts over time: one bar a period on a shared zero line, gridlines behind, the highest bar named.

use super::data::{Bin, Mark, Timeline};
use super::font::Weight;
use super::palette::{AXIS, COUNT, GREY, INK, PAPER, RULE};
use super::scale::{length, ticks};
use super::scene::{Anchor, Scene};
use super::sheet::{Sheet, Type};
use crate::locale::integer;

/// Room above the highest bar for its number, in px.
const PEAK: i32 = 22;
/// Between the axis' numbers and the bars, in px.
const GUTTER: i32 = 10;
/// A bar is never wider, however few there are, in px.
const MAX_BAR: i32 = 96;

/// The left and right edge of every bar: whole pixels, gaps only where bars are wide enough for them.
fn edges(count: usize, left: i32, right: i32) -> Vec<(i32, i32)> {
    let pitch = f64::from(right - left) / count.max(1) as f64;
    let at = |i: usize| left + (i as f64 * pitch).round() as i32;
    (0..count)
        .map(|i| {
            let (start, end) = (at(i), at(i + 1));
            if pitch >= 12.0 {
                // All of one width, in the middle of their places.
                let bar = ((pitch * 0.8) as i32).min(MAX_BAR);
                let start = start + (end - start - bar) / 2;
                (start, start + bar)
            } else {
                let gap = i32::from(pitch >= 5.0);
                (start, (end - gap).max(start + 1))
            }
        })
        .collect()
}

/// The axis labels that fit: each its bin, text and left edge. Where names would touch, only every
/// second, third ... is kept.
fn labels(bins: &[Bin], edges: &[(i32, i32)], kind: Type, sheet: &Sheet) -> Vec<(usize, i32)> {
    let named: Vec<(usize, i32, i32)> = bins
        .iter()
        .enumerate()
        .filter_map(|(i, bin)| {
            let width = kind.width(bin.tick.as_deref()?);
            let middle = (edges[i].0 + edges[i].1) / 2;
            let start =
                (middle - width / 2).clamp(sheet.left, sheet.right - width.min(sheet.room()));
            (width > 0 && width <= sheet.room()).then_some((i, start, start + width))
        })
        .collect();
    let apart = |stride: usize| {
        let kept: Vec<_> = named.iter().step_by(stride).collect();
        kept.windows(2).all(|w| w[0].2 + 8 <= w[1].1)
    };
    let stride = (1..=named.len()).find(|&s| apart(s)).unwrap_or(1);
    named
        .into_iter()
        .step_by(stride)
        .map(|(i, start, _)| (i, start))
        .collect()
}

impl Timeline {
    /// Lays the chart out for `width` px (340 to 1,200; others are brought inside).
    pub fn layout(&self, width: u32) -> Scene {
        let lang = self.frame.lang;
        let mut sheet = Sheet::open(&self.frame, width);
        let small = Type::new(if sheet.narrow { 12 } else { 13 }, Weight::Regular, GREY);
        let strong = Type::new(if sheet.narrow { 13 } else { 14 }, Weight::SemiBold, INK);

        let max = self.bins.iter().map(|b| b.value).max().unwrap_or(0);
        let axis: Vec<(u64, String)> = ticks(max, if sheet.narrow { 4 } else { 5 })
            .into_iter()
            .map(|t| (t, integer(lang, t)))
            .collect();
        let numbers = axis.iter().map(|(_, t)| small.width(t)).max().unwrap_or(0);
        let (left, right) = (sheet.left + numbers + GUTTER, sheet.right);
        let height = (width as i32 * 3 / 10).clamp(180, 300);
        let top = sheet.y + PEAK;
        let bottom = top + height;

        for (tick, number) in &axis {
            let y = bottom - length(*tick, max, height);
            if *tick > 0 {
                sheet.line((left, y), (right, y), RULE);
            }
            let middle = small.baseline(y - small.leading() / 2);
            sheet.text(left - GUTTER, middle, number, Anchor::End, small);
        }
        let bars = edges(self.bins.len(), left, right);
        let peak = (0..self.bins.len())
            .rev()
            .max_by_key(|&i| self.bins[i].value);
        if let Some(peak) = peak.filter(|_| max > 0) {
            let number = integer(lang, max);
            let half = strong.width(&number) / 2 + 1;
            let middle = (bars[peak].0 + bars[peak].1) / 2;
            let middle = middle.clamp(left + half, (right - half).max(left + half));
            sheet.rect(
                middle - half - 3,
                top - PEAK + 1,
                2 * half + 6,
                PEAK - 2,
                PAPER,
            );
            sheet.text(middle, top - 6, &number, Anchor::Middle, strong);
        }
        for (bin, &(start, end)) in self.bins.iter().zip(&bars) {
            let tall = length(bin.value, max, height);
            sheet.rect(start, bottom - tall, end - start, tall, COUNT);
        }
        sheet.rect(left, bottom, right - left, 1, AXIS);

        sheet.y = bottom + 1;
        let named = labels(&self.bins, &bars, small, &sheet);
        for &(i, start) in &named {
            let name = self.bins[i].tick.as_deref().unwrap_or_default();
            let middle = (bars[i].0 + bars[i].1) / 2;
            sheet.rect(middle, bottom + 1, 1, 5, AXIS);
            sheet.text(
                start,
                small.baseline(bottom + 8),
                name,
                Anchor::Start,
                small,
            );
        }
        if !named.is_empty() {
            sheet.y = bottom + 8 + small.leading();
        }
        // A pointer finds a bin in its whole column: places meet in the middle of the gaps.
        for (i, bin) in self.bins.iter().enumerate() {
            let start = if i == 0 {
                left
            } else {
                (bars[i - 1].1 + bars[i].0) / 2
            };
            let end = bars
                .get(i + 1)
                .map_or(right, |next| (bars[i].1 + next.0) / 2);
            let mut mark: Mark = bin.mark.clone();
            if mark.tip.is_empty() && !bin.label.is_empty() {
                mark.tip = format!("{} · {}", bin.label, integer(lang, bin.value));
            }
            sheet.area(start, top - PEAK, end - start, bottom - top + PEAK, &mark);
        }
        sheet.close(&self.frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_even_where_they_are_wide() {
        let wide = edges(13, 40, 940);
        assert!(wide.iter().all(|(a, b)| b - a == wide[0].1 - wide[0].0));
        let dense = edges(400, 40, 340);
        assert!(dense.iter().all(|(a, b)| b > a && *a >= 40 && *b <= 341));
    }
}
