//! What the tests of readers share: files of one source into records, and what became of their rows.

use super::{Imported, InputFile, Journal, read_file};
use crate::model::{AuthorKey, Outcome, SourceSpec};

/// Reads files as one source of a format, each under the name that `named` gives to its number.
pub(in crate::ingest) fn read_files(
    source: &str,
    format: &str,
    named: impl Fn(usize) -> String,
    files: &[&[u8]],
) -> Imported {
    let key = AuthorKey::from_bytes([7; 32]);
    let spec = SourceSpec {
        name: source.into(),
        path: "t".into(),
        format: format.into(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let mut journal = Journal::new();
    for (n, bytes) in files.iter().enumerate() {
        let file = InputFile::from_bytes(&named(n), bytes.to_vec());
        read_file(&file, &spec, &spec.name, &key, &mut journal);
    }
    journal.finish()
}

/// Reads files as one source of a format. All have one name: nothing may depend on it.
pub(in crate::ingest) fn read_exports(source: &str, format: &str, files: &[&[u8]]) -> Imported {
    read_files(source, format, |_| "export.csv".into(), files)
}

/// Texts as the bytes of files.
pub(in crate::ingest) fn bytes_of<'t>(files: &[&'t str]) -> Vec<&'t [u8]> {
    files.iter().map(|f| f.as_bytes()).collect()
}

/// How many rows were imported, merged and refused.
pub(in crate::ingest) fn outcomes(imported: &Imported) -> [usize; 3] {
    let mut out = [0; 3];
    for row in &imported.rows {
        out[match row.outcome {
            Outcome::Imported(_) => 0,
            Outcome::Merged(_) => 1,
            Outcome::Refused(_) => 2,
        }] += 1;
    }
    out
}

/// The reasons of refused rows, in their order.
pub(in crate::ingest) fn reasons(imported: &Imported) -> Vec<&'static str> {
    let rows = imported.rows.iter();
    rows.filter_map(|r| match r.outcome {
        Outcome::Refused(reason) => Some(reason.name()),
        _ => None,
    })
    .collect()
}

/// The messages of the warnings of a kind.
pub(in crate::ingest) fn warned<'i>(imported: &'i Imported, kind: &str) -> Vec<&'i str> {
    let of_kind = imported.warnings.iter().filter(|w| w.kind.name() == kind);
    of_kind.map(|w| w.message.as_str()).collect()
}

/// A text in UTF-16.
pub(in crate::ingest) fn wide(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark
        .then_some(0xFEFF)
        .into_iter()
        .chain(text.encode_utf16());
    let bytes = units.flat_map(|u| {
        if big {
            u.to_be_bytes()
        } else {
            u.to_le_bytes()
        }
    });
    bytes.collect()
}
