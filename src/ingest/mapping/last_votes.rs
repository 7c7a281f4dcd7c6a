//! Votes that were changed: a file lists every change of mind, in no order that can be trusted, and the platform
//! counts the last vote of a participant on a statement.

use super::plan::Plan;
use crate::ingest::clean::dates::Epoch;
use crate::ingest::table::{Row, Rows};
use crate::model::{MappedField, Place};
use jiff::Timestamp;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Which record a vote is on and who votes.
type Cast = (u32, u32);

/// The vote of a participant on a statement that counts.
struct Last {
    at: Option<Timestamp>,
    row: Place,
    /// What it says: see [`super::plan::Stance`].
    vote: u8,
    /// Whether another row says otherwise.
    changed: bool,
}

/// The last votes of a file. Votes that were never changed are not held.
#[derive(Default)]
pub(super) struct LastVotes(FxHashMap<Cast, Last>);

impl LastVotes {
    /// A first pass over a file.
    pub(super) fn look(mut rows: Rows<'_>, plan: &Plan<'_>, epoch: Option<Epoch>) -> Self {
        let mut out: FxHashMap<Cast, Last> = FxHashMap::default();
        while let Some(row) = rows.next_row() {
            let Ok(row) = row else { continue };
            let Some((cast, vote)) = cast(plan, &row) else {
                continue;
            };
            let mut found = Last {
                at: plan.moment(&row, epoch).ok().flatten(),
                row: row.place,
                vote,
                changed: false,
            };
            match out.entry(cast) {
                Entry::Vacant(place) => {
                    place.insert(found);
                }
                Entry::Occupied(mut place) => {
                    let known = place.get_mut();
                    known.changed |= known.vote != vote;
                    // Of two at the same second the one that comes later.
                    if known.at <= found.at {
                        found.changed = known.changed;
                        *known = found;
                    }
                }
            }
        }
        out.retain(|_, last| last.changed);
        out.shrink_to_fit();
        LastVotes(out)
    }

    /// The place of the vote that counts instead of a row's; `None` where the row says the same.
    pub(super) fn later(&self, plan: &Plan<'_>, row: &Row) -> Option<Place> {
        if self.0.is_empty() {
            return None;
        }
        let (cast, vote) = cast(plan, row)?;
        let last = self.0.get(&cast).filter(|last| last.vote != vote)?;
        Some(last.row)
    }
}

/// What a row says: on what, who, how. `None` where one of the three cannot be read.
fn cast(plan: &Plan<'_>, row: &Row) -> Option<(Cast, u8)> {
    let number = |field| plan.text(row, field)?.parse().ok();
    let cast = (number(MappedField::Parent)?, number(MappedField::Author)?);
    let vote = plan.stance(&plan.text(row, MappedField::Stance)?)?.0;
    Some((cast, vote))
}
