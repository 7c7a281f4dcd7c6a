//! Counts by two names: a table of cells, each with its number on a colour of one hue. Columns that do
//! not fit beside each other go into panels below each other.

use super::data::{HeatRow, Heatmap};
use super::font::Weight;
use super::palette::{COUNT, EMPTY, GREY, INK, sequential};
use super::scale::{class, classes};
use super::scene::{Anchor, Scene};
use super::sheet::{Sheet, Type};
use super::wrap::{fits, leading, widest};
use crate::locale::integer;

/// Between two cells, in px.
const SEAM: i32 = 2;
/// Between names and cells, in px.
const APART: i32 = 12;
/// The widest cell, in px.
const MAX_CELL: i32 = 92;
/// The narrowest cell, in px.
const MIN_CELL: i32 = 26;
/// The height of a row of one line, in px.
const ROW: i32 = 26;
/// The most classes of the colour scale.
const CLASSES: usize = 6;
/// The most lines of a column's name above its column.
const HEAD_LINES: usize = 3;

/// Rows between two lines of letters where rows are tall, so that a letter is always in sight.
const REPEAT: usize = 10;
/// What the column of names may take of the sheet, in percent, the best first: narrower columns save
/// panels.
const SHARES: [i32; 3] = [34, 27, 21];

/// Where the cells are.
struct Grid {
    /// Width of the names in px; where they are above their cells, the whole width.
    names: i32,
    /// Names are above their cells.
    above: bool,
    /// Distance from one column to the next in px.
    pitch: i32,
    /// Columns in one panel.
    columns: usize,
}

struct Plan {
    grid: Grid,
    /// Letters are above the columns and a key gives their names.
    lettered: bool,
    bounds: Vec<u64>,
    label: Type,
    head: Type,
    letter: Type,
    cell: Type,
    small: Type,
}

/// The letters of column `i`: A to Z, then AA, AB ...
fn letters(i: usize) -> String {
    let last = char::from(b'A' + (i % 26) as u8);
    match i / 26 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}

impl Heatmap {
    /// Lays the chart out for `width` px (340 to 1,200; others are brought inside).
    pub fn layout(&self, width: u32) -> Scene {
        let mut sheet = Sheet::open(&self.frame, width);
        let plan = self.plan(&sheet);
        self.legend(&mut sheet, &plan);
        let count = self.columns.len();
        let mut from = 0;
        while from < count {
            let to = (from + plan.grid.columns).min(count);
            if from > 0 {
                sheet.y += 24;
            }
            self.panel(&mut sheet, &plan, from, to);
            from = to;
        }
        sheet.close(&self.frame)
    }

    fn plan(&self, sheet: &Sheet) -> Plan {
        let lang = self.frame.lang;
        let size = if sheet.narrow { 12 } else { 13 };
        let label = Type::new(size, Weight::Regular, INK);
        let head = Type::new(12, Weight::Regular, INK);
        let cell = Type::new(size, Weight::Regular, INK);
        let values: Vec<u64> = self
            .rows
            .iter()
            .flat_map(|r| &r.cells)
            .map(|c| c.value)
            .collect();
        let numbers = values
            .iter()
            .map(|&v| cell.width(&integer(lang, v)))
            .max()
            .unwrap_or(0);
        let grid = self.grid(sheet, label, numbers);
        let fitting =
            |name: &String| fits(name, head.size, head.weight, grid.pitch - 4, HEAD_LINES);
        Plan {
            lettered: !self.columns.iter().all(fitting),
            grid,
            bounds: classes(&values, CLASSES),
            label,
            head,
            letter: Type::new(size, Weight::SemiBold, COUNT),
            cell,
            small: Type::new(12, Weight::Regular, GREY),
        }
    }

    /// Chooses between names beside their cells, in a wide or a narrow column, and names above them: no
    /// name is cut short where it need not be, then the fewest panels, then the widest column.
    fn grid(&self, sheet: &Sheet, label: Type, numbers: i32) -> Grid {
        let labels = || self.rows.iter().map(|r| r.label.as_str());
        let natural = widest(labels(), label.size, label.weight);
        let count = self.columns.len().max(1);
        let beside = SHARES.map(|share| (natural.min(sheet.room() * share / 100), false));
        let mut best: Option<((bool, usize), Grid)> = None;
        for (names, above) in beside.into_iter().chain([(sheet.room(), true)]) {
            // Above the cells every pixel goes to the columns: better close numbers than more panels.
            let least = (numbers + if above { 2 } else { 6 }).max(MIN_CELL);
            let room = sheet.room() + SEAM - if above { 0 } else { names + APART };
            let most = (room / (least + SEAM)).max(1) as usize;
            let panels = count.div_ceil(most);
            let columns = count.div_ceil(panels);
            let short = labels().any(|l| !fits(l, label.size, label.weight, names, 3));
            if best
                .as_ref()
                .is_none_or(|(cost, _)| (short, panels) < *cost)
            {
                let pitch = (room / columns as i32).min(MAX_CELL.max(least) + SEAM);
                let grid = Grid {
                    names,
                    above,
                    pitch,
                    columns,
                };
                best = Some(((short, panels), grid));
            }
        }
        // There are four candidates, and the first is always taken for a start.
        best.map_or(
            Grid {
                names: 0,
                above: true,
                pitch: MIN_CELL,
                columns: 1,
            },
            |(_, grid)| grid,
        )
    }

    /// The colours and the counts that they stand for, in a line above the table.
    fn legend(&self, sheet: &mut Sheet, plan: &Plan) {
        let lang = self.frame.lang;
        let cells = || self.rows.iter().flat_map(|r| &r.cells).map(|c| c.value);
        let max = cells().max().unwrap_or(0);
        let mut items = Vec::new();
        if cells().any(|v| v == 0) {
            items.push((EMPTY, integer(lang, 0)));
        }
        for (i, &low) in plan.bounds.iter().enumerate() {
            let high = plan.bounds.get(i + 1).map_or(max, |next| next - 1);
            let text = if low == high {
                integer(lang, low)
            } else {
                format!("{}–{}", integer(lang, low), integer(lang, high))
            };
            items.push((sequential(i, plan.bounds.len()), text));
        }
        if items.is_empty() {
            return;
        }
        let (swatch, line) = (14, plan.small.leading() + 4);
        let mut x = sheet.left;
        for (fill, text) in items {
            let wide = swatch + 6 + plan.small.width(&text);
            if x > sheet.left && x + wide > sheet.right {
                x = sheet.left;
                sheet.y += line;
            }
            sheet.rect(x, sheet.y + 1, swatch, swatch, fill);
            let baseline = plan.small.baseline(sheet.y);
            sheet.text(x + swatch + 6, baseline, &text, Anchor::Start, plan.small);
            x += wide + 16;
        }
        sheet.y += line + 10;
    }

    /// The columns `from` to `to` with their names above.
    fn panel(&self, sheet: &mut Sheet, plan: &Plan, from: usize, to: usize) {
        let left = sheet.left
            + if plan.grid.above {
                0
            } else {
                plan.grid.names + APART
            };
        let middle = |column: usize| {
            left + (column - from) as i32 * plan.grid.pitch + (plan.grid.pitch - SEAM) / 2
        };
        if plan.lettered {
            self.key(sheet, plan, from, to);
            self.letters(sheet, plan, (from, to), left);
        } else {
            let heads: Vec<Vec<String>> = self.columns[from..to]
                .iter()
                .map(|name| plan.head.wrap(name, plan.grid.pitch - 4, HEAD_LINES))
                .collect();
            let tall = heads.iter().map(Vec::len).max().unwrap_or(0) as i32 * plan.head.leading();
            for (column, lines) in (from..to).zip(&heads) {
                // Names end on one line, just above their cells.
                let top = sheet.y + tall - lines.len() as i32 * plan.head.leading();
                sheet.lines(middle(column), top, lines, Anchor::Middle, plan.head);
            }
            sheet.y += tall + 4;
        }
        for (i, row) in self.rows.iter().enumerate() {
            if plan.grid.above && plan.lettered && i > 0 && i % REPEAT == 0 {
                sheet.y += 8;
                self.letters(sheet, plan, (from, to), left);
            }
            self.row(sheet, plan, row, (from, to), left);
        }
    }

    /// A line of letters, each in the middle of its column.
    fn letters(&self, sheet: &mut Sheet, plan: &Plan, (from, to): (usize, usize), left: i32) {
        let baseline = plan.letter.baseline(sheet.y);
        let mut x = left + (plan.grid.pitch - SEAM) / 2;
        for column in from..to {
            sheet.text(x, baseline, &letters(column), Anchor::Middle, plan.letter);
            x += plan.grid.pitch;
        }
        sheet.y += plan.letter.leading() + 4;
    }

    /// What the letters of a panel stand for, in columns read downwards.
    fn key(&self, sheet: &mut Sheet, plan: &Plan, from: usize, to: usize) {
        let kind = Type {
            fill: INK,
            ..plan.small
        };
        let indent = (from..to)
            .map(|i| plan.letter.width(&letters(i)))
            .max()
            .unwrap_or(0)
            + 8;
        let natural = self.columns[from..to]
            .iter()
            .map(|n| kind.width(n))
            .max()
            .unwrap_or(0)
            + indent;
        let across = ((sheet.room() + 24) / (natural + 24)).clamp(1, 3);
        let across = if sheet.narrow { across } else { across.max(2) };
        let wide = (sheet.room() + 24) / across - 24;
        let down = (to - from).div_ceil(across as usize);
        let (mut x, top) = (sheet.left, sheet.y);
        let mut lowest = top;
        for first in (from..to).step_by(down.max(1)) {
            let mut y = top;
            for column in first..(first + down).min(to) {
                let letter = Type {
                    size: kind.size,
                    ..plan.letter
                };
                sheet.text(x, kind.baseline(y), &letters(column), Anchor::Start, letter);
                let lines = kind.wrap(&self.columns[column], wide - indent, 3);
                y = sheet
                    .lines(x + indent, y, &lines, Anchor::Start, kind)
                    .max(y + leading(kind.size))
                    + 3;
            }
            lowest = lowest.max(y);
            x += wide + 24;
        }
        sheet.y = lowest + 10;
    }

    fn row(
        &self,
        sheet: &mut Sheet,
        plan: &Plan,
        row: &HeatRow,
        (from, to): (usize, usize),
        left: i32,
    ) {
        let lines = plan.label.wrap(&row.label, plan.grid.names, 3);
        let text = lines.len() as i32 * plan.label.leading();
        let tall = if plan.grid.above {
            sheet.y = sheet.lines(sheet.left, sheet.y + 2, &lines, Anchor::Start, plan.label) + 1;
            ROW - 2
        } else {
            let tall = (text + 4).max(ROW);
            let first = sheet.y + (tall - text) / 2;
            sheet.lines(sheet.left, first, &lines, Anchor::Start, plan.label);
            tall
        };
        let y = sheet.y;
        let baseline = plan.cell.baseline(y + (tall - plan.cell.leading()) / 2);
        for (i, cell) in row.cells.iter().enumerate().take(to).skip(from) {
            let x = left + (i - from) as i32 * plan.grid.pitch;
            let (fill, ink) = if cell.value == 0 {
                (EMPTY, GREY)
            } else {
                let fill = sequential(class(&plan.bounds, cell.value), plan.bounds.len());
                (fill, fill.ink())
            };
            let wide = plan.grid.pitch - SEAM;
            sheet.rect(x, y, wide, tall, fill);
            let number = integer(self.frame.lang, cell.value);
            let kind = Type {
                fill: ink,
                ..plan.cell
            };
            sheet.text(x + wide / 2, baseline, &number, Anchor::Middle, kind);
            sheet.area(x, y, wide, tall, &cell.mark);
        }
        sheet.y += tall + if plan.grid.above { 4 } else { SEAM };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [0, 25, 26, 27, 52].map(letters),
            ["A", "Z", "AA", "AB", "BA"]
        );
    }
}
