//! What a file that no format fits is, by its first bytes.

use crate::ingest::InputFile;
use crate::ingest::io::decode::{charset, decode_head};
use crate::ingest::other_document::OtherDocument;
use crate::ingest::table;
use crate::ingest::table::csv_rows::{SEPARATORS, sniff};
use crate::ingest::table::pivot::is_counts;
use crate::ingest::table::{Container, Rows};

/// The first bytes of files that hold no table.
const MARKS: &[(&[u8], OtherDocument)] = &[
    (b"%PDF", OtherDocument::Pdf),
    (
        b"version https://git-lfs.github.com/spec/",
        OtherDocument::GitLfs,
    ),
    (b"\x89PNG", OtherDocument::Image),
    (b"\xFF\xD8\xFF", OtherDocument::Image),
    (b"GIF8", OtherDocument::Image),
    (b"{\\rtf", OtherDocument::Rtf),
];

/// How many lines are looked at to distinguish a text from a table.
const LOOKED_AT: usize = 20;

/// What a file is, where that can be recognised.
pub(in crate::ingest) fn other_document(file: &InputFile) -> Option<OtherDocument> {
    if let Some((_, what)) = MARKS.iter().find(|m| file.head.starts_with(m.0)) {
        return Some(*what);
    }
    if let Some(what) = table::other_document(file) {
        return Some(what);
    }
    if holds_counts(file) {
        return Some(OtherDocument::Counts);
    }
    let wide = charset(&file.head, false).0.is_wide();
    let text = decode_head(&file.head).0;
    let odd = |c: char| c.is_control() && !c.is_whitespace();
    if (file.head.contains(&0) && !wide) || text.contains(odd) {
        return None;
    }
    let start = text.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<!DOCTYPE") {
        Some(OtherDocument::Xml)
    } else if start.starts_with(['<', '{', '[']) {
        None
    } else {
        is_prose(start, &file.head).then_some(OtherDocument::Prose)
    }
}

/// Whether a file is a table of counts.
fn holds_counts(file: &InputFile) -> bool {
    // The head alone: a file that is none is not read further.
    let head = InputFile::from_bytes(&file.path, file.head.clone());
    let rows = match Container::of(file) {
        Some(Container::Csv) => Rows::open(Container::Csv, &head, &[]),
        Some(sheet @ Container::Sheet(_)) => Rows::open(sheet, file, &[]),
        _ => return false,
    };
    let Ok(Some(rows)) = rows else {
        return false;
    };
    let (headers, sample) = rows.sample();
    is_counts(&headers, &sample)
}

/// Whether a text is none of a table: it has words, and few of its lines have the separators of the first.
fn is_prose(text: &str, head: &[u8]) -> bool {
    let lines = || {
        text.lines()
            .filter(|l| !l.trim().is_empty())
            .take(LOOKED_AT)
    };
    if !lines().any(|l| l.split_whitespace().count() > 1) {
        return false;
    }
    let Some((_, separator)) = sniff(head) else {
        return !lines().any(|l| l.contains(['\t', ';', '|']));
    };
    // A line `sep=` announces a table.
    if !SEPARATORS.contains(&separator) {
        return false;
    }
    let separators = |l: &str| l.matches(char::from(separator)).count();
    let first = lines().next().map_or(0, separators);
    let alike = lines().filter(|l| separators(l) == first).count();
    2 * alike <= lines().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(bytes: &[u8]) -> String {
        let found = other_document(&InputFile::from_bytes("t", bytes.to_vec()));
        found.map_or(String::new(), |other| other.to_string())
    }

    #[test]
    fn documents_without_a_table_are_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n1 0 obj"[..], "a PDF"),
            (b"\x89PNG\r\n\x1A\n\0\0", "an image"),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "an image"),
            (b"GIF89a\x01\0", "an image"),
            (b"{\\rtf1\\ansi Bonjour}", "RTF"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
                "Git LFS pointer",
            ),
            (
                "Étiquettes de lignes;Nombre de id\nTransports;12\nTotal général;12\n".as_bytes(),
                "a table of counts",
            ),
            (
                b"<?xml version='1.0'?>\n<avis><texte>x</texte></avis>",
                "XML",
            ),
            (
                "Madame, Monsieur,\n\nJe souhaite un bus le soir.\n\nMerci à vous\n".as_bytes(),
                "without a table",
            ),
            (b"Bonjour\nje voudrais un bus\n", "without a table"),
        ] {
            assert!(
                say(bytes).contains(what),
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn what_may_be_a_table_or_is_unknown_is_not_named() {
        for bytes in [
            &b"foo;bar\n1;2\n3;4\n"[..],
            b"un mot,deux mots\n1,2\n",
            b"{\"a\": 1}",
            b"\0\x01\x02 des octets",
            b"",
        ] {
            assert_eq!(say(bytes), "", "{}", String::from_utf8_lossy(bytes));
        }
    }
}
