//! Columns of whole numbers in as few bytes a cell as their range needs.

use super::{Damaged, U64s, u64_bytes};

/// Bytes before the cells: base, unit, bytes a cell, largest cell.
const HEADER: usize = 32;
/// Numbers that moments are often multiples of, in microseconds, largest first.
const UNITS: [u64; 4] = [60_000_000, 1_000_000, 1_000, 1];

/// Packs a column. A cell is 0 where the value is absent, else 1 + (value - least value) / unit.
pub(super) fn pack(values: impl Iterator<Item = Option<i64>> + Clone) -> Vec<u8> {
    let base = values.clone().flatten().min().unwrap_or(0);
    let above = |v: i64| v.wrapping_sub(base) as u64;
    let mut unit = 1;
    if values
        .clone()
        .flatten()
        .any(|v| above(v) > u64::from(u16::MAX))
    {
        let whole = |unit: &u64| values.clone().flatten().all(|v| above(v) % unit == 0);
        unit = UNITS.into_iter().find(whole).unwrap_or(1);
    }
    // The range of i64 above its least number, which no column holds, plus one fits in u64.
    let cell = |v: Option<i64>| v.map_or(0, |v| (above(v) / unit).saturating_add(1));
    let (mut least, mut most) = (u64::MAX, 0);
    for n in values.clone().map(cell) {
        least = least.min(n);
        most = most.max(n);
    }
    let width: usize = match most {
        _ if least >= most => 0,
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    };
    let mut out = u64_bytes([base as u64, unit, width as u64, most]);
    if width > 0 {
        for n in values.map(cell) {
            out.extend_from_slice(&n.to_le_bytes()[..width]);
        }
    }
    out
}

/// A packed column. A width of 0 says that all cells are the largest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed<'b> {
    base: i64,
    unit: u64,
    width: usize,
    most: u64,
    cells: &'b [u8],
    rows: usize,
}

impl<'b> Packed<'b> {
    /// Reads a column of so many rows.
    pub(super) fn read(name: &str, bytes: &'b [u8], rows: usize) -> Result<Self, Damaged> {
        let wrong = || Damaged(format!("the column «{name}» is not of {rows} rows"));
        let (header, cells) = bytes.split_at_checked(HEADER).ok_or_else(wrong)?;
        let header = U64s::of(header);
        let field = |at: usize| header.get(at).unwrap_or(0);
        let width = field(2) as usize;
        if ![0, 1, 2, 4, 8].contains(&width) || rows.checked_mul(width) != Some(cells.len()) {
            return Err(wrong());
        }
        Ok(Packed {
            base: field(0) as i64,
            unit: field(1),
            width,
            most: field(3),
            cells,
            rows,
        })
    }

    /// The largest value; `None` where all are absent.
    pub(super) fn largest(&self) -> Option<i64> {
        self.value(self.most)
    }

    fn value(&self, n: u64) -> Option<i64> {
        if n == 0 || n > self.most {
            return None;
        }
        Some(
            self.base
                .wrapping_add((n - 1).wrapping_mul(self.unit) as i64),
        )
    }

    /// The value of a row; `None` where it is absent, or there is no such row.
    pub(super) fn get(&self, row: usize) -> Option<i64> {
        if row >= self.rows {
            return None;
        }
        let cell = self.cells.get(row * self.width..(row + 1) * self.width)?;
        let mut n = [0; 8];
        n[..cell.len()].copy_from_slice(cell);
        self.value(if self.width == 0 {
            self.most
        } else {
            u64::from_le_bytes(n)
        })
    }

    /// All values, made into others.
    pub(super) fn map<T: Clone>(&self, f: impl Fn(Option<i64>) -> T) -> Vec<T> {
        macro_rules! cells {
            ($number:ty, $width:literal) => {{
                let cells = self.cells.as_chunks::<$width>().0.iter();
                let n = |c: &[u8; $width]| u64::from(<$number>::from_le_bytes(*c));
                cells.map(|c| f(self.value(n(c)))).collect()
            }};
        }
        match self.width {
            1 => cells!(u8, 1),
            2 => cells!(u16, 2),
            4 => cells!(u32, 4),
            8 => cells!(u64, 8),
            _ => vec![f(self.value(self.most)); self.rows],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back(values: &[Option<i64>]) -> Vec<Option<i64>> {
        let bytes = pack(values.iter().copied());
        let column = Packed::read("c", &bytes, values.len()).unwrap();
        let one_by_one: Vec<_> = (0..values.len()).map(|i| column.get(i)).collect();
        assert_eq!(one_by_one, column.map(|v| v));
        assert_eq!(column.get(values.len()), None);
        assert_eq!(column.largest(), values.iter().flatten().max().copied());
        one_by_one
    }

    #[test]
    fn cells_are_as_narrow_as_their_range() {
        for (values, width) in [
            (vec![None, None], 0),
            (vec![Some(7), Some(7)], 0),
            (vec![Some(-3), None, Some(200)], 1),
            (vec![Some(0), Some(255)], 2),
            (
                vec![Some(1_420_000_000_000_000), Some(1_430_000_000_000_000)],
                4,
            ),
            (vec![Some(0), Some(1 << 32)], 8),
            (vec![Some(i64::MIN + 1), Some(i64::MAX)], 8),
        ] {
            assert_eq!(back(&values), values);
            let bytes = pack(values.iter().copied());
            assert_eq!(bytes.len(), HEADER + values.len() * width, "{values:?}");
        }
        assert_eq!(back(&[]), []);
        assert!(Packed::read("c", &pack([Some(1), Some(2)].into_iter()), 3).is_err());
        assert!(Packed::read("c", &[0; 20], 0).is_err());
    }

    proptest! {
        #[test]
        fn every_column_comes_back(
            values in proptest::collection::vec(
                prop_oneof![Just(None), (i64::MIN + 1..).prop_map(Some), (0..300i64).prop_map(Some)], 0..50)
        ) {
            prop_assert_eq!(back(&values), values);
        }
    }
}
