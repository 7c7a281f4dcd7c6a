//! What must hold of a reader whatever the bytes: it ends, in records and refusals that fit together.

use palabre::ingest::{
    Context, Imported, InputFile, Journal, Limits, Masked, importer, mask, members, read_file,
    recognise, refuse_unread,
};
use palabre::model::{AuthorKey, Field, Kind, Outcome, RowKind, Sink, SourceSpec};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// The name under which bytes are read as a file that may be an archive.
pub(crate) const ARCHIVE: &str = "archive";

/// Reads bytes as a format, or as what [`ARCHIVE`] says, twice, and holds what came against what must
/// always hold.
///
/// # Panics
/// Where something does not hold.
pub(crate) fn exercise(format: &str, bytes: &[u8]) {
    let first = read(format, bytes);
    check(&first);
    let again = read(format, bytes);
    assert_eq!(first.rows, again.rows, "the same bytes give the same rows");
    assert_eq!(first.records, again.records, "and the same records");
}

fn read(format: &str, bytes: &[u8]) -> Imported {
    if format == ARCHIVE {
        return read_archive(bytes);
    }
    let file = InputFile::from_bytes("bytes", bytes.to_vec());
    // Every format looks at every file.
    let _ = recognise(&file);
    let importer = importer(format).expect("a target names a format that there is");
    let _ = importer.guess(&file);
    let key = AuthorKey::from_bytes([7; 32]);
    let context = Context {
        source: "s",
        entry: "s".into(),
        file: "bytes".into(),
        key: &key,
        mapping: None,
        variables: &Default::default(),
    };
    let mut journal = Journal::new();
    journal.begin_file();
    importer.read(&file, &context, &mut journal);
    journal.finish()
}

/// Reads a file on the disk, as archives are: each member as what it is, each that is not read with its
/// reason.
fn read_archive(bytes: &[u8]) -> Imported {
    let limits = Limits {
        ratio: 50,
        ratio_from: 1 << 16,
        total: 1 << 20,
        members: 20,
        whole: 1 << 18,
    };
    let mut disk = tempfile::NamedTempFile::new().expect("a file for a while");
    disk.write_all(bytes).expect("it takes bytes");
    let spec = SourceSpec {
        name: "s".into(),
        path: "bytes".into(),
        format: "auto".into(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let key = AuthorKey::from_bytes([7; 32]);
    let mut journal = Journal::new();
    let members = members("bytes", disk.path(), limits).expect("a file that is there opens");
    for member in members {
        match member {
            Ok(file) => read_file(&file, &spec, &spec.name, &key, &mut journal),
            Err(unread) => {
                assert!(
                    !unread.detail.is_empty(),
                    "{} without a reason",
                    unread.reason
                );
                refuse_unread(unread, &spec, &mut journal);
            }
        }
    }
    journal.finish()
}

fn check(imported: &Imported) {
    let mut ids = BTreeSet::new();
    // Of each file, whether a record of it has an author.
    let mut signed: BTreeMap<&str, bool> = BTreeMap::new();
    for (n, record) in imported.records.iter().enumerate() {
        assert_eq!(record.ordinal as usize, n);
        assert!(ids.insert(record.id.as_str()), "an id twice: {}", record.id);
        let prefix = format!("s/{}/", record.kind.name());
        assert!(record.id.starts_with(&prefix), "{}", record.id);
        assert!(record.id.len() > prefix.len(), "an id without a number");
        assert_ne!(record.parent.as_ref(), Some(&record.id), "its own parent");
        for field in [Field::Title, Field::Body] {
            text(record.text(field));
        }
        let organiser = matches!(record.kind, Kind::Appendix | Kind::Question);
        assert!(!organiser || record.author.is_none(), "{}", record.id);
        if !organiser {
            let is = record.author.is_some();
            let known = *signed.entry(&record.origin.file).or_insert(is);
            assert_eq!(known, is, "{} of {}", record.id, record.origin.file);
        }
    }
    for row in &imported.rows {
        if let (Outcome::Imported(id), RowKind::Record(_)) = (&row.outcome, row.what) {
            assert!(
                ids.contains(id.as_str()),
                "{id} was imported and is nowhere"
            );
        }
    }
    for (vote, _) in &imported.votes {
        assert!(vote.side.is_some() || vote.choice.is_some());
    }
}

/// A kept text is normalised and holds nothing that masking finds.
fn text(text: &str) {
    assert!(!text.contains('\r') && !text.contains('\0'), "{text:?}");
    assert_eq!(text, text.trim(), "untrimmed");
    let mut masked = Masked::default();
    let again = mask(text, &mut masked);
    assert_eq!(masked.emails, 0, "{text:?} gives {again:?}");
}
