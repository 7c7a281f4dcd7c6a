//! What does not fit together once all sources are read: reported, never repaired.

use crate::ingest::journal::imported::Imported;
use crate::model::{AuthorId, Kind, Record, Side, Warning, WarningKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Parents that are nowhere, sides that contradict a vote, sections that only answers bear.
pub(in crate::ingest) fn warnings(imported: &Imported) -> Vec<Warning> {
    let (mut out, others) = rayon::join(
        || missing_parents(&imported.records),
        || {
            let mut out = contradictions(imported);
            out.extend(childrens_sections(&imported.records));
            out.extend(crate::ingest::journal::counters::warnings(imported));
            out.extend(crate::ingest::journal::signs::warnings(imported));
            out
        },
    );
    out.extend(others);
    out
}

fn missing_parents(records: &[Record]) -> Vec<Warning> {
    let ids: FxHashSet<&str> = records.iter().map(|r| r.id.as_str()).collect();
    records
        .iter()
        .filter_map(|record| {
            let parent = record.parent.as_deref().filter(|p| !ids.contains(p))?;
            Some(Warning {
                kind: WarningKind::MissingParent,
                origin: record.origin.clone(),
                message: format!(
                    "{} answers {parent}, which is in no source; it is kept without its parent's themes",
                    record.id
                ),
            })
        })
        .collect()
}

/// Arguments filed on the other side than their author's vote on the same record.
fn contradictions(imported: &Imported) -> Vec<Warning> {
    let votes: FxHashMap<(&str, AuthorId), Side> = imported
        .votes
        .iter()
        .filter_map(|(vote, author)| Some(((vote.record.as_str(), (*author)?), vote.side?)))
        .collect();
    if votes.is_empty() {
        return Vec::new();
    }
    imported
        .records
        .iter()
        .filter(|r| r.kind == Kind::Argument)
        .filter_map(|record| {
            let key = (record.parent.as_deref()?, record.author?);
            let (vote, side) = (*votes.get(&key)?, record.declared?);
            (vote != side && vote != Side::Mixed && side != Side::Mixed).then(|| Warning {
                kind: WarningKind::SideContradictsVote,
                origin: record.origin.clone(),
                message: format!(
                    "{} is filed {} and its author voted {}; both are counted as they are",
                    record.id,
                    side.name(),
                    vote.name()
                ),
            })
        })
        .collect()
}

/// Sections in which something was answered and nothing contributed.
fn childrens_sections(records: &[Record]) -> Vec<Warning> {
    let mut contributed: FxHashSet<&str> = FxHashSet::default();
    let mut others: BTreeMap<&str, (&Record, u64)> = BTreeMap::new();
    for record in records {
        let Some(section) = record.section.as_deref() else {
            continue;
        };
        if record.kind.is_contribution() {
            contributed.insert(section);
        } else {
            others.entry(section).or_insert((record, 0)).1 += 1;
        }
    }
    // A debate has questions and no contribution: all its sections are of this kind.
    if contributed.is_empty() {
        return Vec::new();
    }
    others
        .into_iter()
        .filter(|(section, _)| !contributed.contains(section))
        .map(|(section, (first, n))| Warning {
            kind: WarningKind::SectionOfChildren,
            origin: first.origin.clone(),
            message: format!("the section «{section}» has no contribution, only {n} other records"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Moderation, Origin, Place, Vote};

    fn record(ordinal: u32, kind: Kind, section: &str) -> Record {
        let mut record = Record::bare(ordinal, &format!("s/{}/{ordinal}", kind.name()), kind);
        record.section = Some(section.into());
        record.author = Some(AuthorId(ordinal));
        record.title = "t".into();
        record
    }

    fn origin() -> Origin {
        Origin {
            source: "s".into(),
            file: "f".into(),
            place: Place::Row(1),
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let proposal = record(0, Kind::Proposal, "A");
        let mut argument = record(1, Kind::Argument, "B");
        argument.parent = Some(proposal.id.clone());
        argument.declared = Some(Side::Favourable);
        let mut orphan = record(2, Kind::Argument, "A");
        orphan.parent = Some("s/proposal/9".into());
        let vote = Vote {
            record: proposal.id.clone(),
            author: None,
            side: Some(Side::Against),
            choice: None,
            published_at: None,
            moderation: Moderation::default(),
            origin: origin(),
        };
        let imported = Imported {
            records: vec![proposal, argument, orphan],
            votes: vec![(vote, Some(AuthorId(1)))],
            ..Imported::default()
        };
        let kinds: Vec<WarningKind> = warnings(&imported).into_iter().map(|w| w.kind).collect();
        assert_eq!(
            kinds,
            [
                WarningKind::MissingParent,
                WarningKind::SideContradictsVote,
                WarningKind::SectionOfChildren
            ]
        );
        assert!(warnings(&Imported::default()).is_empty());
    }
}
