//! Rows of every make: separators, encodings, wide tables, endless lines.

use super::*;
use crate::ingest::table::csv_split::MAX_RECORD;
use std::io;

fn rows(text: &[u8]) -> (Vec<String>, Vec<Result<CsvRow, BadCsvRow>>) {
    let file = InputFile::from_bytes("t.csv", text.to_vec());
    let mut csv = CsvRows::open(&file).unwrap().expect("a CSV file");
    let mut out = Vec::new();
    while let Some(row) = csv.next_row() {
        out.push(row);
    }
    (csv.headers, out)
}

#[test]
fn separators_encodings_and_quotes() {
    let (headers, found) =
        rows(b"\xEF\xBB\xBFid;texte\r\n1;\"a;b \"\"c\"\"\nsuite\"\r\n2;\xE9t\xE9\r\n");
    assert_eq!(headers, ["id", "texte"]);
    assert_eq!(found[0].as_ref().unwrap().cells, ["1", "a;b \"c\"\nsuite"]);
    let second = found[1].as_ref().unwrap();
    // The mark says UTF-8, the cell is none.
    assert_eq!((second.line, second.repaired), (4, 1));
    // A file that is in Windows-1252 as a whole has nothing to repair.
    let plain = rows(b"a;b\n\xE9;2\n").1;
    assert_eq!(plain[0].as_ref().unwrap().repaired, 0);
    let (_, mixed) = rows(
        "a;b\né;1\n"
            .as_bytes()
            .iter()
            .chain(b"\xE9;2\n")
            .copied()
            .collect::<Vec<_>>()
            .as_slice(),
    );
    assert_eq!(mixed[1].as_ref().unwrap().repaired, 1);
    assert_eq!(second.cells.get(1), Some("été"));
    assert_eq!(
        rows(b"a\tb\n1\t2\n").1[0].as_ref().unwrap().cells,
        ["1", "2"]
    );
    let wide: Vec<u8> = std::iter::once(0xFEFFu16)
        .chain("a,b\n1,é\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(rows(&wide).1[0].as_ref().unwrap().cells, ["1", "é"]);
}

#[test]
fn bad_rows_are_told_and_good_ones_kept() {
    let (_, found) = rows(b"a,b\n1,2\n1,2,3\n4\n5,6\n");
    assert_eq!(found.len(), 4);
    assert_eq!(found[1].as_ref().unwrap_err().reason.name(), "cells");
    assert_eq!(found[2].as_ref().unwrap().cells, ["4", ""]);
    let (_, found) = rows(b"a,b\n1,2\n3,\"open\n4,5\n6,7\n");
    assert_eq!(found.len(), 2);
    let bad = found[1].as_ref().unwrap_err();
    assert_eq!((bad.reason.name(), bad.line), ("unclosed_quote", 3));
    assert!(
        bad.detail.contains("what follows it, 2 lines to the end"),
        "{}",
        bad.detail
    );
    let (_, found) = rows(b"a,b\n1,2\n3,\"open\n4,5\n6,\"7\",8\n9,0\n");
    let bad = found[1].as_ref().unwrap_err();
    assert_eq!(bad.reason.name(), "cells");
    assert!(bad.detail.contains("goes on for 2 lines"), "{}", bad.detail);
    let long = [
        b"a,b\n1,".to_vec(),
        vec![b'x'; MAX_CELL_BYTES + 1],
        b"\n2,3\n".to_vec(),
    ]
    .concat();
    let (_, found) = rows(&long);
    assert_eq!(found[0].as_ref().unwrap_err().reason.name(), "too_long");
    assert!(found[1].is_ok());
}

#[test]
fn what_is_no_csv() {
    assert!(sniff(b"\0\0\0,\0").is_none());
    assert!(sniff(b"une phrase sans rien").is_none());
    assert!(sniff(b"").is_none());
}

#[test]
fn headers_and_separators_as_spreadsheets_write_them() {
    for (text, headers, line) in [
        (
            "\"Nom, ville\";\"Votre\n  avis\"\nx;y\n",
            ["Nom, ville", "Votre avis"],
            3,
        ),
        ("\u{FEFF}sep=;\r\na;b\r\n1;2\r\n", ["a", "b"], 3),
        ("\"sep=|\"\na|b\n1|2\n", ["a", "b"], 3),
        ("a|b\n1|2,3,4\n", ["a", "b"], 2),
        // More commas than tabs, and still no separator.
        (
            "Avis, idées, vœux\tDate\nx\ty\n1\t2\n",
            ["Avis, idées, vœux", "Date"],
            2,
        ),
    ] {
        let (found, rows) = rows(text.as_bytes());
        assert_eq!(found, headers);
        assert_eq!(rows[0].as_ref().unwrap().line, line, "{text}");
        assert_eq!(sniff(text.as_bytes()).unwrap().0, headers);
    }
}

#[test]
fn an_encoding_that_only_shows_behind_the_head() {
    let mut text = b"a;b\n".to_vec();
    while text.len() <= HEAD {
        text.extend(b"1;rien que de l'ASCII\n");
    }
    text.extend(b"2;c\xBDur\n3;\xE9t\xE9\n");
    let (_, found) = rows(&text);
    let last = found[found.len() - 2].as_ref().unwrap();
    assert_eq!((last.cells.get(1), last.repaired), (Some("cœur"), 0));
}

#[test]
fn a_hundred_thousand_columns_take_linear_time() {
    let start = std::time::Instant::now();
    let names: Vec<String> = (0..100_000).map(|n| format!("c{n}")).collect();
    let mut text = names.join(";") + ";texte;date\n";
    for n in 0..3 {
        text.push_str(&";".repeat(100_000));
        text.push_str(&format!("une idée {n};2015-01-01\n"));
    }
    // Short rows do not cost the width of the table.
    text.push_str(&"1;2\n".repeat(50_000));
    let file = InputFile::from_bytes("t.csv", text.into_bytes());
    let mut csv = CsvRows::open(&file).unwrap().expect("a CSV file");
    assert_eq!(csv.headers.len(), 100_002);
    let at = csv.column("texte").unwrap();
    let row = csv.next_row().unwrap().unwrap();
    assert_eq!(row.cells.get(at), Some("une idée 0"));
    while let Some(row) = csv.next_row() {
        assert_eq!(row.unwrap().cells.width(), 100_002);
    }
    let spec = crate::model::SourceSpec {
        name: "csv".into(),
        path: "t".into(),
        format: "csv".into(),
        replaces: None,
        spec: None,
        mapping: toml::from_str("body = \"texte\"").unwrap(),
        variables: Default::default(),
    };
    let mut journal = crate::ingest::Journal::new();
    let key = crate::model::AuthorKey::from_bytes([7; 32]);
    crate::ingest::read_file(&file, &spec, &spec.name, &key, &mut journal);
    assert_eq!(journal.finish().records.len(), 3);
    // Quadratic would be hours.
    assert!(start.elapsed() < std::time::Duration::from_secs(120));
}

#[test]
fn a_line_of_a_gigabyte_is_refused_in_bounded_memory() {
    let head = b"a;b\n1;".to_vec();
    let endless = io::repeat(b'x').take(1 << 30);
    let reader = io::Cursor::new(head.clone())
        .chain(endless)
        .chain(io::Cursor::new(b"\n2;3\n".to_vec()));
    let layout = layout(&head, &[]).expect("a CSV header").1;
    let mut csv = CsvRows::borrowed(layout, &head, Box::new(reader)).expect("a CSV file");
    let bad = csv.next_row().unwrap().unwrap_err();
    assert_eq!(
        (bad.number, bad.line, bad.reason.name()),
        (1, 2, "too_long")
    );
    assert!(bad.detail.contains("1073741826 bytes"), "{}", bad.detail);
    assert_eq!(csv.next_row().unwrap().unwrap().cells, ["2", "3"]);
    assert!(csv.next_row().is_none());
    let Source::Borrowed(cutter) = &csv.rows else {
        panic!("a reader that is borrowed");
    };
    assert!(cutter.records.capacity() <= MAX_RECORD + (1 << 20));
}

#[test]
fn rows_that_another_thread_cuts_are_the_same() {
    // More rows than are cut at first, bad ones and one that swallowed others among them.
    let mut text = "a;b;c;d;e\n".to_string();
    for n in 0..5_000 {
        match n % 50 {
            7 => text.push_str("1;2;3;4;5;6\n"),
            9 => text.push_str("1;\"2;3;4;5\n1;2;3;4;5\n1;2;3;4;5\n1;2;3;4;5\n\";3;4;5\n"),
            _ => text.push_str(&format!("{n};\"é \"\"{n}\"\"\";x;;\n")),
        }
    }
    text.push_str("1;\"never closed\n2;3\n");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, &text).unwrap();
    let on_disk = InputFile::open("t.csv", &path).unwrap();
    let in_memory = InputFile::from_bytes("t.csv", text.into_bytes());
    let rows = |file: &InputFile, ahead: bool| {
        let mut csv = CsvRows::open(file).unwrap().expect("a CSV file");
        let mut out = Vec::new();
        while let Some(row) = csv.next_row() {
            out.push((row, csv.swallowed()));
            if out.len() == 3 && ahead {
                csv.rows.go_ahead();
                assert!(matches!(csv.rows, Source::Ahead(_)));
            }
        }
        assert!(csv.next_row().is_none());
        out
    };
    let here = rows(&in_memory, false);
    assert_eq!(here.len(), 5_001);
    assert!(here.iter().any(|r| r.1.is_some()));
    assert!(here.iter().any(|r| r.0.is_err()));
    assert!(here == rows(&on_disk, true));
}
