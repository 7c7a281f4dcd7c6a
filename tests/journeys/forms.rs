//! One table in every form: what Parquet, XLSX, ODS, JSON and TSV hold is read as from CSV.

use super::support::{json, palabre, shared, text};
use palabre::store::{Column, Table};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const HEADERS: [&str; 6] = ["id", "titre", "texte", "date", "position", "soutiens"];

/// Rows that a form may spoil: zeros in front, signs of formulas, French characters, line breaks.
fn rows() -> Vec<[String; 6]> {
    let row = |cells: [&str; 6]| cells.map(str::to_string);
    vec![
        row([
            "00123",
            "L’œuvre d’un été",
            "Rendre la rivière\u{A0}: «\u{A0}oui\u{A0}!\u{A0}»\n\nEt vite.",
            "2014-12-15 22:03:05",
            "pour",
            "12",
        ]),
        row([
            "075",
            "=1+1",
            "=SOMME(A1:A9) & \"a\"; b, c\td",
            "2015-03-29 02:30:00",
            "contre",
            "0",
        ]),
        row([
            "1200000000000000",
            "",
            "+33 n'est pas un nombre, -5 non plus, @ni cela",
            "2015-10-25 02:30:00",
            "",
            "",
        ]),
        row([
            "a&b<c>",
            "_x000D_",
            "<b>gras</b> &amp; 1 < 2",
            "",
            "mitigé",
            "1204",
        ]),
    ]
}

fn corpus(folder: &Path, name: &str, bytes: &[u8]) -> (PathBuf, Value) {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    let corpus = folder.join(format!("corpus-{name}"));
    let out = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
    assert!(out.status.success(), "{name}: {}", text(&out.stderr));
    let answer = json(&["check", corpus.to_str().unwrap(), "--full"]);
    (corpus, answer)
}

/// What a reader of the records sees, without the source's name.
fn seen(answer: &Value) -> Vec<[String; 5]> {
    let records = answer["records"].as_array().unwrap();
    let one = |record: &Value| {
        let id = record["id"].as_str().unwrap();
        let id = id.split_once('/').map_or(id, |(_, rest)| rest).to_string();
        [
            id,
            record["title"].to_string(),
            record["published_at"].to_string(),
            record["stance"].to_string(),
            record["kind"].to_string(),
        ]
    };
    records.iter().map(one).collect()
}

/// The texts that a corpus finds, with what they are found by.
fn bodies(corpus: &Path) -> Vec<[String; 3]> {
    let query = "rivière OU SOMME OU nombre OU gras";
    let out = json(&["search", corpus.to_str().unwrap(), query]);
    let hits = out["rows"].as_array().unwrap().iter();
    hits.map(|hit| ["snippet", "spans", "score"].map(|key| hit[key].to_string()))
        .collect()
}

fn csv(separator: &str) -> Vec<u8> {
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut out = HEADERS.join(separator);
    for row in rows() {
        let cells: Vec<String> = row.iter().map(|c| quote(c)).collect();
        out = format!("{out}\n{}", cells.join(separator));
    }
    out.into_bytes()
}

fn objects(between: &str) -> String {
    let one = |row: &[String; 6]| {
        let object: serde_json::Map<String, Value> = HEADERS
            .iter()
            .zip(row)
            .map(|(h, c)| (h.to_string(), Value::String(c.clone())))
            .collect();
        Value::Object(object).to_string()
    };
    rows().iter().map(one).collect::<Vec<_>>().join(between)
}

fn parquet(folder: &Path) -> Vec<u8> {
    let path = folder.join("written.parquet");
    let moment = |text: &str| {
        let shown: jiff::civil::DateTime = text.parse().ok()?;
        Some(shown.in_tz("Europe/Paris").unwrap().timestamp())
    };
    let columns = HEADERS.iter().enumerate().map(|(at, name)| {
        let cells = rows().into_iter().map(|row| row[at].clone());
        let column = match *name {
            "date" => Column::Time(cells.map(|c| moment(&c)).collect()),
            "soutiens" => Column::Integer(cells.map(|c| c.parse().ok()).collect()),
            _ => Column::text(cells),
        };
        (*name, column)
    });
    let columns = columns.collect();
    Table::new(columns).write_parquet(&path).unwrap();
    fs::read(path).unwrap()
}

fn xlsx() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let moment = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    for (column, header) in HEADERS.iter().enumerate() {
        sheet
            .write(0, u16::try_from(column).unwrap(), *header)
            .unwrap();
    }
    for (at, row) in rows().iter().enumerate() {
        let at = u32::try_from(at).unwrap() + 1;
        for (column, cell) in row.iter().enumerate() {
            let place = u16::try_from(column).unwrap();
            match (column, cell.parse::<f64>()) {
                _ if cell.is_empty() => {}
                (3, _) => {
                    let when = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell).unwrap();
                    sheet.write_with_format(at, place, &when, &moment).unwrap();
                }
                // An id that is a number in its cell, and counts.
                (0, Ok(n)) if n > 1e6 => {
                    sheet.write(at, place, n).unwrap();
                }
                (5, Ok(n)) => {
                    sheet.write(at, place, n).unwrap();
                }
                _ => {
                    sheet.write_string(at, place, cell).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn ods() -> Vec<u8> {
    let escape = |t: &str| {
        t.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
    };
    let cell = |(column, text): (usize, &str)| {
        match (column, text) {
        (_, "") => "<table:table-cell/>".to_string(),
        (3, "date") => "<table:table-cell office:value-type=\"string\"><text:p>date</text:p></table:table-cell>".to_string(),
        (3, when) => format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{}\"><text:p>autre</text:p></table:table-cell>",
            when.replace(' ', "T")
        ),
        (_, text) => {
            let lines: String = text
                .split('\n')
                .map(|line| format!("<text:p>{}</text:p>", escape(line).replace('\t', "<text:tab/>")))
                .collect();
            format!("<table:table-cell office:value-type=\"string\">{lines}</table:table-cell>")
        }
    }
    };
    let row = |cells: Vec<&str>| {
        let cells: String = cells.into_iter().enumerate().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let mut lines = row(HEADERS.to_vec());
    for cells in rows() {
        lines.push_str(&row(cells.iter().map(String::as_str).collect()));
    }
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"Avis\">{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        // The format wants this one as it is.
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(*name, options.compression_method(method))
            .unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn every_form_gives_the_same_records() {
    let folder = tempfile::tempdir().unwrap();
    let (csv_corpus, expected) = corpus(folder.path(), "t.csv", &csv(";"));
    assert_eq!(expected["rows"][0]["imported"], 4);
    let records = seen(&expected);
    assert_eq!(records[0][0], "proposal/00123");
    assert_eq!(records[1][2], "\"2015-03-29T03:30:00+02:00\"");
    assert_eq!(records[2][0], "proposal/1200000000000000");
    let found = bodies(&csv_corpus);
    assert_eq!(found.len(), 4);
    for (name, format, bytes) in [
        ("t.tsv", "csv", csv("\t")),
        (
            "t.json",
            "json",
            format!("{{\"results\": [{}]}}", objects(",\n")).into_bytes(),
        ),
        ("t.jsonl", "jsonl", objects("\n").into_bytes()),
        ("t.parquet", "parquet", parquet(folder.path())),
        ("t.xlsx", "xlsx", xlsx()),
        ("t.ods", "ods", ods()),
        // What a file is called does not matter.
        ("t", "xlsx", xlsx()),
    ] {
        let (path, answer) = corpus(folder.path(), name, &bytes);
        assert_eq!(answer["rows"][0]["format"], format, "{name}");
        assert_eq!(seen(&answer), records, "{name}");
        assert_eq!(bodies(&path), found, "{name}");
        let toml = fs::read_to_string(path.join("corpus.toml")).unwrap();
        for said in [
            "id = \"id\"",
            "body = \"texte\"",
            "stance = \"position\"",
            "votes = \"soutiens\"",
        ] {
            assert!(toml.contains(said), "{name}: {toml}");
        }
    }
}

#[test]
fn long_texts_are_kept_and_the_limit_of_excel_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let long = "é".repeat(32_767);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in [
        ["id", "texte"],
        ["1", &long],
        ["2", "court, et bien entier"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in line.iter().enumerate() {
            sheet
                .write(
                    u32::try_from(row).unwrap(),
                    u16::try_from(column).unwrap(),
                    *cell,
                )
                .unwrap();
        }
    }
    let (_, answer) = corpus(folder.path(), "long.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(answer["rows"][0]["imported"], 2);
    let reported = answer["warnings"].to_string();
    assert!(
        reported.contains("32,767 characters, all that a cell of Excel holds: 1"),
        "{reported}"
    );
}

#[test]
fn a_long_parquet_file_is_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.parquet");
    const ROWS: usize = 140_000;
    let table = Table::new(vec![
        ("id", Column::count(0..ROWS as u64)),
        (
            "texte",
            Column::text((0..ROWS).map(|n| format!("un texte, le {n}"))),
        ),
    ]);
    table.write_parquet(&path).unwrap();
    let (_, answer) = corpus(folder.path(), "l.parquet", &fs::read(&path).unwrap());
    assert_eq!(answer["rows"][0]["imported"], ROWS);
    let records = answer["records"].as_array().unwrap();
    for at in [0, 999, 1_000, 66_535, 66_536, ROWS - 1] {
        assert_eq!(records[at]["id"], format!("parquet/proposal/{at}"));
    }
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, said) in [
        (
            "lettre.docx",
            zipped(&[("word/document.xml", "<w/>")]),
            "text document",
        ),
        (
            "vieux.xls",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec(),
            "save its table as XLSX or CSV",
        ),
        (
            "binaire.xlsb",
            zipped(&[("xl/workbook.bin", "x")]),
            "save it as XLSX",
        ),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let corpus = folder.path().join("c");
        let out = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(2), "{name}");
        assert!(
            text(&out.stderr).contains(said),
            "{name}: {}",
            text(&out.stderr)
        );
        assert!(!corpus.exists(), "{name}");
    }
}

#[test]
fn coded_answers_are_read_once_a_text() {
    let Some(file) = shared("egalite-femmes-hommes/annotations.csv") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("egalite");
    let out = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    for said in [
        "id = \"document_id\"",
        "body = \"text\"",
        "section = \"theme\"",
    ] {
        assert!(toml.contains(said), "{said}: {toml}");
    }
    // Codes are neither votes nor sides.
    for key in ["votes", "stance", "kind", "moderated", "parent", "author"] {
        assert!(!toml.contains(&format!("\n{key} = ")), "{key}: {toml}");
    }
    // 470 texts, two of them without a word (6 codings): every other coding is one of a text seen before.
    let answer = json(&["check", corpus.to_str().unwrap()]);
    let row = &answer["rows"][0];
    let counts = ["rows", "imported", "merged", "refused"].map(|key| row[key].as_u64().unwrap());
    assert_eq!(counts, [2267, 468, 1793, 6]);
    // The question that is answered may be the section as well.
    let question = toml.replace("section = \"theme\"", "section = \"question\"");
    fs::write(corpus.join("corpus.toml"), question).unwrap();
    let answer = json(&["check", corpus.to_str().unwrap()]);
    assert_eq!(answer["rows"][0]["imported"], 468);
}
