//! Listed votes whose sides seem turned round: against the platform's own counters, or against their authors.

use crate::ingest::journal::imported::Imported;
use crate::model::{Origin, Record, Side, Warning, WarningKind};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Below so many votes on their own texts, authors who vote against them are no pattern.
const MIN_VOTES: u64 = 3;

/// What the votes of one family of sources say.
#[derive(Default)]
struct Family<'i> {
    first: Option<&'i Origin>,
    /// Records on which counters and votes lean the same way, and the other way.
    same: u64,
    turned: u64,
    /// Votes of authors for their own texts, and against them.
    own_for: u64,
    own_against: u64,
}

/// One warning for each family of sources whose votes contradict its counters more often than not, and one
/// where authors vote against their own texts more often than for them: a platform that votes for an
/// author in his stead shows by it which sign it writes.
pub(in crate::ingest) fn warnings(imported: &Imported) -> Vec<Warning> {
    if imported.votes.is_empty() {
        return Vec::new();
    }
    let contributions = imported.records.iter().filter(|r| r.kind.is_contribution());
    let mut on: FxHashMap<&str, (&Record, u64, u64)> =
        contributions.map(|r| (r.id.as_str(), (r, 0, 0))).collect();
    let mut families: BTreeMap<&str, Family<'_>> = BTreeMap::new();
    for (vote, author) in &imported.votes {
        let Some((record, favourable, against)) = on.get_mut(vote.record.as_str()) else {
            continue;
        };
        let Some(side @ (Side::Favourable | Side::Against)) = vote.side else {
            continue;
        };
        let family = families.entry(family(&record.id)).or_default();
        family.first.get_or_insert(&vote.origin);
        let own = u64::from(author.is_some() && record.author == *author);
        if side == Side::Favourable {
            *favourable += 1;
            family.own_for += own;
        } else {
            *against += 1;
            family.own_against += own;
        }
    }
    for record in &imported.records {
        let Some(stated) = record.counters else {
            continue;
        };
        let Some((_, favourable, against)) = on.get(record.id.as_str()) else {
            continue;
        };
        let Some(family) = families.get_mut(family(&record.id)) else {
            continue;
        };
        let (Some(for_it), Some(against_it)) = (stated.favourable, stated.against) else {
            continue;
        };
        let stated = for_it.cmp(&against_it);
        let listed = favourable.cmp(against);
        if listed != Ordering::Equal {
            family.same += u64::from(stated == listed);
            family.turned += u64::from(stated == listed.reverse());
        }
    }
    families.values().flat_map(Family::warnings).collect()
}

/// The first part of an id: sources that have it in common are reported together.
fn family(id: &str) -> &str {
    id.split('/').next().unwrap_or(id)
}

impl Family<'_> {
    fn warnings(&self) -> Vec<Warning> {
        let Some(first) = self.first else {
            return Vec::new();
        };
        let warning = |kind, message| Warning {
            kind,
            origin: first.clone(),
            message,
        };
        let mut out = Vec::new();
        if self.turned > self.same {
            let message = format!(
                "on {} of {} contributions the platform's counters lean the other way than the listed votes: \
                 for and against may be inverted in this file; compare some with the platform, and turn the \
                 signs round in the file if they are",
                self.turned,
                self.turned + self.same
            );
            out.push(warning(WarningKind::CounterDisagrees, message));
        }
        if self.own_against > self.own_for && self.own_against >= MIN_VOTES {
            let message = format!(
                "{} authors' votes are against their own contributions and {} for them: for and against may \
                 be inverted in this file; compare some with the platform, and turn the signs round in the \
                 file if they are",
                self.own_against, self.own_for
            );
            out.push(warning(WarningKind::SideContradictsVote, message));
        }
        out
    }
}
