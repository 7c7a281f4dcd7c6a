//! Occurrences along a corpus: one rising curve a query, limits of parts behind, the last number of each named.

use super::data::{Limit, Progression};
use super::font::Weight;
use super::palette::{AXIS, CURVES, GREY, INK, RULE, Rgb};
use super::scale::{length, ticks};
use super::scene::{Anchor, Scene};
use super::sheet::{Sheet, Type};
use crate::locale::integer;

/// Between the axis' numbers and the drawing, and between the drawing and the last numbers, in px.
const GUTTER: i32 = 10;
/// Limits that are nearer than this are not all drawn, in px.
const MIN_DISTANCE: i32 = 6;
/// The room of a limit's name where the next limit is nearer, in px.
const NAME: i32 = 110;
/// How far a simplified curve may be from the true one, in px.
const TOLERANCE: f64 = 0.75;

impl Progression {
    /// Lays the chart out for `width` px (340 to 1,200; others are brought inside).
    pub fn layout(&self, width: u32) -> Scene {
        let lang = self.frame.lang;
        let mut sheet = Sheet::open(&self.frame, width);
        let size = if sheet.narrow { 12 } else { 13 };
        let small = Type::new(size, Weight::Regular, GREY);
        let strong = Type::new(size + 1, Weight::SemiBold, INK);
        self.legend(&mut sheet);

        let last = |points: &[(u64, u64)]| points.last().map_or(0, |p| p.1);
        let max = self
            .curves
            .iter()
            .map(|c| last(&c.points))
            .max()
            .unwrap_or(0);
        let axis: Vec<(u64, String)> = ticks(max, if sheet.narrow { 4 } else { 5 })
            .into_iter()
            .map(|t| (t, integer(lang, t)))
            .collect();
        let numbers = axis.iter().map(|(_, t)| small.width(t)).max().unwrap_or(0);
        let totals: Vec<(u64, String)> = self
            .curves
            .iter()
            .map(|c| last(&c.points))
            .map(|n| (n, integer(lang, n)))
            .collect();
        let named = totals
            .iter()
            .map(|(_, t)| strong.width(t))
            .max()
            .unwrap_or(0);
        let left = sheet.left + numbers + GUTTER;
        let right = (sheet.right - named - GUTTER).max(left + 1);
        let height = (width as i32 * 4 / 10).clamp(200, 400);
        let top = sheet.y + strong.leading() / 2;
        let bottom = top + height;

        let at = |words: u64| left + length(words, self.length, right - left);
        let mut drawn = left;
        for limit in self.limits.iter().filter(|l| l.at > 0) {
            let x = at(limit.at);
            if x >= drawn + MIN_DISTANCE && x < right {
                sheet.line((x, top), (x, bottom), RULE);
                drawn = x;
            }
        }
        for (tick, number) in &axis {
            let y = bottom - length(*tick, max, height);
            if *tick > 0 {
                sheet.line((left, y), (right, y), RULE);
            }
            let middle = small.baseline(y - small.leading() / 2);
            sheet.text(left - GUTTER, middle, number, Anchor::End, small);
        }
        sheet.rect(left, bottom, right - left, 1, AXIS);
        for (curve, colour) in self.curves.iter().zip(colours()) {
            let points: Vec<(f64, f64)> = curve
                .points
                .iter()
                .map(|&(x, y)| {
                    (
                        f64::from(left) + share(x, self.length) * f64::from(right - left),
                        f64::from(bottom) - share(y, max) * f64::from(height),
                    )
                })
                .collect();
            sheet.curve(simple(&points), colour);
        }
        // The last number of each curve is where it ends, or as near as there is room.
        let wanted: Vec<i32> = totals
            .iter()
            .map(|(n, _)| bottom - length(*n, max, height))
            .collect();
        let places = apart(&wanted, strong.leading(), (top, bottom));
        for (((_, number), y), colour) in totals.iter().zip(places).zip(colours()) {
            let kind = Type::new(strong.size, Weight::SemiBold, colour);
            let base = kind.baseline(y - kind.leading() / 2);
            sheet.text(right + GUTTER, base, number, Anchor::Start, kind);
        }
        // Room for a number that is at the foot.
        sheet.y = bottom + strong.leading() / 2;
        self.names(&mut sheet, small, bottom, (left, right), &at);
        sheet.close(&self.frame)
    }

    /// Which colour is which query, where there are several.
    fn legend(&self, sheet: &mut Sheet) {
        if self.curves.len() < 2 {
            return;
        }
        let size = if sheet.narrow { 13 } else { 14 };
        let kind = Type::new(size, Weight::Regular, INK);
        let indent = 26;
        for (curve, colour) in self.curves.iter().zip(colours()) {
            let lines = kind.wrap(&curve.label, sheet.room() - indent, 2);
            let middle = sheet.y + kind.leading() / 2;
            sheet.curve(
                vec![(sheet.left, middle), (sheet.left + 18, middle)],
                colour,
            );
            let bottom = sheet.lines(sheet.left + indent, sheet.y, &lines, Anchor::Start, kind);
            sheet.y = bottom.max(sheet.y + kind.leading()) + 2;
        }
        sheet.y += 8;
    }

    /// The limits' names below the axis, as many as have room.
    fn names(
        &self,
        sheet: &mut Sheet,
        kind: Type,
        bottom: i32,
        (left, right): (i32, i32),
        at: &dyn Fn(u64) -> i32,
    ) {
        let mut free = i32::MIN;
        let mut any = false;
        for (i, Limit { at: words, label }) in self.limits.iter().enumerate() {
            let x = at(*words);
            let next = self.limits.get(i + 1).map_or(right, |l| at(l.at));
            // Beyond the axis are the last numbers.
            let room = (next - x - 8).max(NAME).min(right - left);
            let Some(name) = kind.wrap(label, room, 1).into_iter().next() else {
                continue;
            };
            let wide = kind.width(&name);
            let start = x.min(right - wide);
            if wide == 0 || start < free.max(left) || x >= right {
                continue;
            }
            sheet.rect(x, bottom + 1, 1, 5, AXIS);
            let base = kind.baseline(bottom + 8);
            sheet.text(start, base, &name, Anchor::Start, kind);
            free = start + wide + 8;
            any = true;
        }
        if any {
            sheet.y = sheet.y.max(bottom + 8 + kind.leading());
        }
    }
}

/// The colours of curves, again from the first where there are more.
fn colours() -> impl Iterator<Item = Rgb> {
    CURVES.into_iter().cycle()
}

/// `value` of `max`, from 0 to 1.
fn share(value: u64, max: u64) -> f64 {
    if max == 0 {
        0.0
    } else {
        value.min(max) as f64 / max as f64
    }
}

/// Places at least `gap` apart inside `room`, as near to the wanted ones as a pass down and a pass up bring them.
/// Where they do not all fit they are as far apart as the room allows.
fn apart(wanted: &[i32], gap: i32, (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&i| (wanted[i], i));
    let gap = gap.min((bottom - top) / (wanted.len() as i32 - 1).max(1));
    let mut places = wanted.to_vec();
    let mut least = top;
    for &i in &order {
        places[i] = places[i].max(least);
        least = places[i] + gap;
    }
    let mut most = bottom;
    for &i in order.iter().rev() {
        places[i] = places[i].min(most);
        most = places[i] - gap;
    }
    places
}

/// A rising curve with as few points as it needs: none is left out that is more than [`TOLERANCE`] from what is
/// drawn (Douglas and Peucker 1973, on the first and last point of each px column).
fn simple(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    let mut few: Vec<(f64, f64)> = Vec::new();
    for (i, point) in points.iter().enumerate() {
        let column = |at: usize| points.get(at).map(|p| p.0.floor());
        let first = i == 0 || column(i - 1) != column(i);
        if first || column(i + 1) != column(i) {
            few.push(*point);
        }
    }
    let mut kept = vec![false; few.len()];
    let mut open = Vec::new();
    if let Some(last) = few.len().checked_sub(1) {
        (kept[0], kept[last]) = (true, true);
        open.push((0, last));
    }
    while let Some((a, b)) = open.pop() {
        let (from, to) = (few[a], few[b]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx.hypot(dy);
        let off = |p: (f64, f64)| {
            let (x, y) = (p.0 - from.0, p.1 - from.1);
            if long == 0.0 {
                x.hypot(y)
            } else {
                (dx * y - dy * x).abs() / long
            }
        };
        let farthest = (a + 1..b)
            .map(|i| (off(few[i]), i))
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        if let Some((distance, i)) = farthest
            && distance > TOLERANCE
        {
            kept[i] = true;
            open.push((a, i));
            open.push((i, b));
        }
    }
    let mut out: Vec<(i32, i32)> = few
        .iter()
        .zip(kept)
        .filter(|p| p.1)
        .map(|(p, _)| (p.0.round() as i32, p.1.round() as i32))
        .collect();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_apart_and_inside() {
        assert_eq!(apart(&[50, 52, 10], 16, (0, 100)), [50, 66, 10]);
        assert_eq!(apart(&[98, 99, 100], 16, (0, 100)), [68, 84, 100]);
        assert_eq!(apart(&[0, 0], 16, (0, 100)), [0, 16]);
        let many = apart(&[100; 30], 16, (0, 100));
        assert!(many.iter().all(|y| (0..=100).contains(y)));
        assert!(apart(&[], 16, (0, 100)).is_empty());
    }

    #[test]
    fn a_straight_run_is_one_line_and_a_corner_stays() {
        let run: Vec<(f64, f64)> = (0..=900)
            .map(|i| (f64::from(i), f64::from(i) / 3.0))
            .collect();
        assert_eq!(simple(&run), [(0, 0), (900, 300)]);
        let corner = [(0.0, 100.0), (50.0, 100.0), (50.2, 20.0), (90.0, 20.0)];
        assert_eq!(simple(&corner), [(0, 100), (50, 100), (50, 20), (90, 20)]);
        assert_eq!(simple(&[(3.0, 4.0)]), [(3, 4)]);
        assert!(simple(&[]).is_empty());
    }
}
