//! Which columns of a table are counters of votes, as one column is by itself or beside others.

use super::column::{Column, SIDES};
use crate::ingest::mapping::values;
use crate::ingest::table::headers::counters::{counter_of_pair, counter_of_sign, is_total};
use crate::ingest::table::headers::words::Strength;
use crate::model::{MappedField, Mapping};

/// Says of «likes» and «dislikes», which are sides where both are there, what they count. A percentage counts nothing.
pub(super) fn pair(columns: &mut [Column<'_>]) {
    for column in columns.iter_mut().filter(|c| c.name.contains('%')) {
        column.says.retain(|said| !SIDES.contains(&said.0));
    }
    let is = |column: &Column<'_>, side: MappedField| {
        !column.taken
            && column.allows(side)
            && !column.name.contains('%')
            && counter_of_pair(&column.header).or(counter_of_sign(column.name)) == Some(side)
    };
    let is_counted = |side| columns.iter().any(|c| is(c, side));
    if !is_counted(MappedField::VotesFavourable) || !is_counted(MappedField::VotesAgainst) {
        return;
    }
    for column in columns.iter_mut() {
        for side in SIDES {
            if is(column, side) && column.says.iter().all(|said| said.0 != side) {
                column.says.push((side, Strength::Whole(100)));
            }
        }
    }
}

/// Sets totals of votes aside where not all of these are for: they are no support, and their numbers are no ids.
pub(super) fn set_totals_aside(
    columns: &mut [Column<'_>],
    mapping: &Mapping,
    rows: &[Vec<String>],
) {
    if SIDES[1..].iter().all(|side| !mapping.has(*side)) {
        return;
    }
    let named: Vec<&String> = SIDES.iter().flat_map(|side| mapping.of(*side)).collect();
    let is_side = |c: &Column<'_>| named.iter().any(|name| *name == c.name);
    let sides: Vec<usize> = (0..columns.len())
        .filter(|at| is_side(&columns[*at]))
        .collect();
    let number = |row: &[String], at: usize| values::number(row.get(at)?);
    // What is counted where no side is, or is less than all sides are together, is something else.
    let holds_all = |at: usize| {
        let filled = rows.iter().any(|row| number(row, at).is_some());
        filled
            && rows.iter().all(|row| {
                let of_sides: Vec<u64> = sides.iter().filter_map(|s| number(row, *s)).collect();
                let total = number(row, at);
                total.is_none_or(|total| !of_sides.is_empty() && total >= of_sides.iter().sum())
            })
    };
    for (at, column) in columns.iter_mut().enumerate() {
        let free = !column.taken && column.allows(MappedField::Votes);
        if free && is_total(&column.header) && holds_all(at) {
            column.taken = true;
            column.is_total = true;
        }
    }
}
