//! Comments that a platform counts below its records, compared with those that the sources hold.

use crate::ingest::journal::imported::Imported;
use crate::model::{Kind, Record, Warning, WarningKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How deep a thread is followed: platforms nest a few levels, and a chain of parents may be a circle.
const DEEPEST: usize = 64;

/// A counter that disagrees with its rows; where the source holds no comment on things of its kind at
/// all, one warning for all of them.
pub(in crate::ingest) fn warnings(imported: &Imported) -> Vec<Warning> {
    if imported.stated.is_empty() {
        return Vec::new();
    }
    let found = found(&imported.records);
    let held: FxHashSet<&str> = found.keys().map(|id| family(id)).collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, (id, ..)) in imported.stated.iter().enumerate() {
        groups.entry(family(id)).or_default().push(n);
    }
    let mut seen: FxHashMap<&str, u64> = FxHashMap::default();
    let mut out = Vec::new();
    for (family_name, members) in groups {
        let any = held.contains(family_name);
        let mut missing = (0, 0, None);
        for n in members {
            let (id, stated, origin) = &imported.stated[n];
            // The same thing in two files: said once, unless the two say another number.
            if seen.insert(id, *stated) == Some(*stated) {
                continue;
            }
            let held = found.get(id.as_str()).copied().unwrap_or(0);
            if *stated == held {
                continue;
            }
            if any {
                out.push(Warning {
                    kind: WarningKind::CounterDisagrees,
                    origin: origin.clone(),
                    message: format!(
                        "{id}: the platform counts {stated} comments, the sources hold {held}"
                    ),
                });
            } else {
                missing.0 += stated;
                missing.1 += 1;
                missing.2 = missing.2.or(Some(origin));
            }
        }
        if let (comments, records, Some(origin)) = missing {
            out.push(Warning {
                kind: WarningKind::NotInSource,
                origin: origin.clone(),
                message: format!(
                    "the platform counts {comments} comments on {records} records ({family_name}...), \
                     and the sources hold none of them: add the file of their comments"
                ),
            });
        }
    }
    out
}

/// What an id has in common with those of its kind: all but its number.
fn family(id: &str) -> &str {
    id.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// How many comments and arguments are below each record, answers to them included.
fn found(records: &[Record]) -> FxHashMap<&str, u64> {
    let parents: FxHashMap<&str, &str> = records
        .iter()
        .filter_map(|r| Some((r.id.as_str(), r.parent.as_deref()?)))
        .collect();
    let mut out: FxHashMap<&str, u64> = FxHashMap::default();
    for record in records {
        if !matches!(record.kind, Kind::Comment | Kind::Argument) {
            continue;
        }
        let mut above = record.parent.as_deref();
        for _ in 0..DEEPEST {
            let Some(id) = above else { break };
            *out.entry(id).or_default() += 1;
            above = parents.get(id).copied();
        }
    }
    out
}
