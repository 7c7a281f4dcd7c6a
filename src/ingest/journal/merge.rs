//! One record in two rows: what contradicts, what one adds to the other.

use crate::ingest::journal::imported::Imported;
use crate::model::{Draft, Entry, Kind, Record};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// The number of a question that its source does not name.
pub(in crate::ingest) const NO_NAME: &str = "debate";

/// Whether an id is that of a question that its source does not name.
fn is_unnamed(id: &str) -> bool {
    id.strip_suffix(NO_NAME)
        .and_then(|rest| rest.strip_suffix('/'))
        .is_some_and(|rest| rest.ends_with("/question"))
}

/// The field that two tellings of one thing disagree on, or none. What one of the two lacks is no
/// disagreement. Sections and titles of consultations are named by the shape of an export and are not
/// compared; nor are counters, which change from one export to the next.
pub(in crate::ingest) fn contradiction(
    kept: &Entry,
    kept_prints: [u64; 2],
    new: &Entry,
    prints: [u64; 2],
) -> Option<&'static str> {
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        matches!((a, b), (Some(a), Some(b)) if a != b)
    }
    let texts = |n: usize| kept_prints[n] != prints[n] && kept_prints[n] != 0 && prints[n] != 0;
    fn named(parent: &Option<String>) -> Option<&str> {
        parent.as_deref().filter(|p| !is_unnamed(p))
    }
    let fields = [
        ("side", differ(kept.declared, new.declared)),
        ("date", differ(kept.published_at, new.published_at)),
        ("parent", differ(named(&kept.parent), named(&new.parent))),
        ("title", texts(0)),
        ("text", texts(1)),
    ];
    fields.into_iter().find(|(_, differ)| *differ).map(|f| f.0)
}

/// Gives the kept record what it lacks; returns whether the newcomer says if it was set aside.
///
/// `unstated`: no row has said so yet.
pub(in crate::ingest) fn fill(
    kept: &mut Record,
    kept_prints: &mut [u64; 2],
    new: Draft,
    prints: [u64; 2],
    unstated: bool,
) -> bool {
    let Draft {
        entry: new,
        moderation,
        ..
    } = new;
    if kept_prints[0] == 0 {
        (kept.title, kept_prints[0]) = (new.title, prints[0]);
    }
    if kept_prints[1] == 0 {
        (kept.body, kept_prints[1]) = (new.body, prints[1]);
    }
    if kept.parent.as_deref().is_none_or(is_unnamed) && new.parent.is_some() {
        kept.parent = new.parent;
    }
    if kept.consultation.is_empty() {
        kept.consultation = new.consultation;
    }
    kept.section = kept.section.take().or(new.section);
    kept.published_at = kept.published_at.or(new.published_at);
    kept.url = kept.url.take().or(new.url);
    // One of two rows may name an author that the other does not.
    kept.organiser = match (kept.organiser, new.organiser) {
        (Some(kept), Some(new)) => Some(kept || new),
        (kept, new) => kept.or(new),
    };
    kept.declared = kept.declared.or(new.declared);
    kept.counters = kept.counters.or(new.counters);
    kept.support = kept.support.or(new.support);
    let known = kept.variables.len();
    for (name, value) in new.variables {
        if kept.variables[..known].iter().all(|v| v.0 != name) {
            kept.variables.push((name, value));
        }
    }
    match moderation {
        Some(stated) if unstated => {
            kept.moderation = stated;
            true
        }
        Some(stated) => {
            if kept.moderation.moderated && stated.moderated {
                kept.moderation.reason = kept.moderation.reason.take().or(stated.reason);
            }
            true
        }
        None => false,
    }
}

/// Some platforms number what are two kinds here in one row: arguments among comments, amendments among
/// proposals. Who answers one of them names the first, and finds the second where that is what it is.
pub(in crate::ingest) fn find_parents(imported: &mut Imported, kept: &FxHashMap<String, u32>) {
    imported.records.par_iter_mut().for_each(|record| {
        let parent = record.parent.as_deref();
        if let Some(other) = parent.and_then(|parent| other_parent(parent, kept)) {
            record.parent = Some(other);
        }
    });
}

/// The id under which a parent is kept that is not kept under its own.
fn other_parent(parent: &str, kept: &FxHashMap<String, u32>) -> Option<String> {
    if kept.contains_key(parent) {
        return None;
    }
    let mut parts = parent.splitn(3, '/');
    let (source, kind, number) = (parts.next()?, parts.next()?, parts.next()?);
    let other = match Kind::from_name(kind)? {
        Kind::Comment => Kind::Argument,
        Kind::Proposal => Kind::Version,
        _ => return None,
    };
    let other = format!("{source}/{}/{number}", other.name());
    kept.contains_key(&other).then_some(other)
}

/// Where a source has one named question and rows whose question it does not name, that is theirs.
pub(in crate::ingest) fn name_questions(
    imported: &mut Imported,
    kept: &mut FxHashMap<String, u32>,
    renamed: &mut FxHashMap<String, String>,
) {
    let questions = |imported: &Imported, unnamed: bool| -> Vec<String> {
        let found = imported.records.iter();
        found
            .filter(|r| r.kind == Kind::Question && is_unnamed(&r.id) == unnamed)
            .map(|r| r.id.clone())
            .collect()
    };
    let named = questions(imported, false);
    for old in questions(imported, true) {
        let prefix = &old[..old.len() - NO_NAME.len()];
        let mut same = named.iter().filter(|n| n.starts_with(prefix));
        let (Some(new), None) = (same.next(), same.next()) else {
            continue;
        };
        for record in &mut imported.records {
            if record.parent.as_ref() == Some(&old) {
                record.parent = Some(new.clone());
            }
        }
        for (vote, _) in &mut imported.votes {
            if vote.record == old {
                vote.record.clone_from(new);
            }
        }
        imported.records.retain(|r| r.id != old);
        kept.remove(&old);
        renamed.insert(old.clone(), new.clone());
    }
    for (n, record) in imported.records.iter_mut().enumerate() {
        record.ordinal = n as u32;
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::Journal;
    use crate::ingest::journal::NO_ID;
    use crate::model::{
        Counters, Draft, Entry, Import, Kind, Moderation, Origin, Outcome, Place, Refusal, Side,
        Sink,
    };

    fn draft(id: &str, row: u64) -> Draft {
        let origin = Origin {
            source: "s".into(),
            file: "f".into(),
            place: Place::Row(row),
        };
        let mut draft = Draft::new(format!("s/argument/{id}"), Kind::Argument, origin);
        draft.parent = Some("s/proposal/1".into());
        draft.body = "Oui, vite.".into();
        draft
    }

    fn full(id: &str) -> Draft {
        Draft {
            entry: Entry {
                section: Some("Section".into()),
                published_at: "2015-10-01T13:23:21Z".parse().ok(),
                url: Some("https://exemple.fr/1".into()),
                declared: Some(Side::Against),
                counters: Some(Counters::default()),
                support: Some(3),
                variables: vec![("csp".into(), "cadre".into()), ("csp".into(), "".into())],
                body: "Oui,\nvite.".into(),
                ..draft(id, 9).entry
            },
            author: None,
            moderation: Some(Moderation {
                gone: false,
                moderated: true,
                reason: Some("spam".into()),
            }),
        }
    }

    /// Each draft in a file of its own.
    fn kept(drafts: Vec<Draft>) -> crate::ingest::Imported {
        let mut journal = Journal::new();
        for draft in drafts {
            journal.begin_file();
            journal.take(Import::Record(Box::new(draft)));
        }
        journal.finish()
    }

    #[test]
    fn what_one_telling_lacks_comes_from_the_other() {
        for drafts in [
            vec![draft("1", 1), full("1")],
            vec![full("1"), draft("1", 1)],
        ] {
            let imported = kept(drafts);
            assert!(matches!(imported.rows[1].outcome, Outcome::Merged(_)));
            let record = &imported.records[0];
            assert_eq!(record.declared, Some(Side::Against));
            assert_eq!(record.moderation.reason.as_deref(), Some("spam"));
            assert!(record.moderation.moderated && record.published_at.is_some());
            assert_eq!(record.section.as_deref(), Some("Section"));
            assert_eq!((record.support, record.counters.is_some()), (Some(3), true));
            assert!(record.url.is_some());
            assert_eq!(record.variables, full("1").variables);
        }
    }

    #[test]
    fn told_moderation_is_not_told_otherwise() {
        let free = |row| Draft {
            moderation: Some(Moderation::default()),
            ..draft("1", row)
        };
        let imported = kept(vec![draft("1", 1), free(2), full("1")]);
        assert!(!imported.records[0].moderation.moderated);
    }

    #[test]
    fn each_contradicting_field_is_named() {
        type Change = fn(&mut Draft);
        let changes: [(&str, Change); 5] = [
            ("side", |d| d.declared = Some(Side::Favourable)),
            ("date", |d| {
                d.published_at = "2016-10-01T13:23:21Z".parse().ok()
            }),
            ("parent", |d| d.parent = Some("s/proposal/2".into())),
            ("title", |d| d.title = "Autre".into()),
            ("text", |d| d.body = "Oui, vite !".into()),
        ];
        for (field, change) in changes {
            let mut other = full("1");
            change(&mut other);
            let mut first = full("1");
            first.title = "Titre".into();
            let imported = kept(vec![first, other]);
            let row = &imported.rows[1];
            assert_eq!(row.outcome, Outcome::Refused(Refusal::Conflict), "{field}");
            let detail = row.detail.as_deref().unwrap_or_default();
            assert!(detail.contains(&format!("another {field}")), "{detail}");
            assert!(detail.contains("row 9"), "{detail}");
        }
    }

    #[test]
    fn rows_without_an_id_are_one_in_two_files_and_two_in_one() {
        let mut other_parent = draft(NO_ID, 3);
        other_parent.parent = Some("s/proposal/2".into());
        let imported = kept(vec![draft(NO_ID, 1), draft(NO_ID, 2), other_parent]);
        let ids: Vec<&str> = imported.records.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[1], format!("{}-2", ids[0]));
        let mut journal = Journal::new();
        for row in 1..4 {
            journal.take(Import::Record(Box::new(draft(NO_ID, row))));
        }
        assert_eq!(journal.finish().records.len(), 3);
    }
}
