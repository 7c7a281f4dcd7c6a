//! A platform's table means the same whatever contains it: every fixture as TSV, XLSX, ODS, JSON, JSON Lines and
//! Parquet gives the records, votes and refusals of the CSV.

use super::support::root;
use palabre::ingest::table::csv_rows::CsvRows;
use palabre::ingest::{InputFile, Journal, read_file, recognise};
use palabre::model::{AuthorKey, Outcome, SourceSpec};
use palabre::store::write::{write_ods, write_xlsx};
use palabre::store::{Column, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A table as cells of text.
struct Cells {
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn cells(path: &Path) -> Cells {
    let file = InputFile::from_bytes("t", fs::read(path).unwrap());
    let mut rows = CsvRows::open(&file).unwrap().expect("a table");
    let headers = rows.headers.clone();
    let mut out = Vec::new();
    while let Some(row) = rows.next_row() {
        // A row that the CSV breaks has no other container.
        let Ok(row) = row else { continue };
        let width = headers.len();
        out.push(
            (0..width)
                .map(|n| row.cells.get(n).unwrap_or("").to_string())
                .collect(),
        );
    }
    Cells { headers, rows: out }
}

/// What a file gives, without the places in it: records and votes in the order of their rows, what was refused.
fn read(name: &str, bytes: Vec<u8>) -> (String, Vec<String>) {
    let file = InputFile::from_bytes(name, bytes);
    let format = recognise(&file).map_or("none", |i| i.name()).to_string();
    let spec = SourceSpec {
        name: format.clone(),
        path: name.to_string(),
        format: format.clone(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let mut journal = Journal::new();
    let key = AuthorKey::from_bytes([7; 32]);
    read_file(&file, &spec, &format, &key, &mut journal);
    let imported = journal.finish();
    let mut out = Vec::new();
    for r in &imported.records {
        out.push(format!(
            "{} {} parent {:?} section {:?} author {:?} title {:?} body {:?} at {:?} url {:?} {:?} {:?} {:?} {:?}",
            r.kind.name(),
            r.id,
            r.parent,
            r.section,
            r.author,
            r.title,
            r.body,
            r.published_at,
            r.url,
            r.moderation,
            r.declared,
            r.counters,
            r.support
        ));
    }
    for (vote, author) in &imported.votes {
        out.push(format!(
            "vote on {} by {author:?} {:?} {:?} {:?} {:?}",
            vote.record, vote.side, vote.choice, vote.published_at, vote.moderation
        ));
    }
    let mut refused: BTreeMap<String, u64> = BTreeMap::new();
    for row in &imported.rows {
        if let Outcome::Refused(reason) = &row.outcome {
            *refused
                .entry(format!("refused {} {reason}", row.what))
                .or_default() += 1;
        }
    }
    out.extend(refused.into_iter().map(|(what, n)| format!("{what}: {n}")));
    (format, out)
}

fn separated(table: &Cells, separator: u8) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    out.write_record(&table.headers).unwrap();
    for row in &table.rows {
        out.write_record(row).unwrap();
    }
    out.into_inner().unwrap()
}

fn columns(table: &Cells) -> Table {
    let column = |(at, header): (usize, &String)| {
        let name: &'static str = Box::leak(header.clone().into_boxed_str());
        let cells = table
            .rows
            .iter()
            .map(|r| Some(r[at].clone()).filter(|c| !c.is_empty()));
        (name, Column::Text(cells.collect()))
    };
    Table::new(table.headers.iter().enumerate().map(column).collect())
}

fn written(write: impl FnOnce(&Path)) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    write(&path);
    fs::read(path).unwrap()
}

/// A workbook as a spreadsheet saves a CSV that it opened: numbers as numbers, dates as dates.
fn typed_xlsx(table: &Cells) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (column, header) in table.headers.iter().enumerate() {
        sheet.write_string(0, column as u16, header).unwrap();
    }
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 1, column as u16);
            let whole = cell.parse::<i64>().is_ok_and(|n| n.to_string() == *cell);
            let moment = (cell.len() == 19 && cell.as_bytes()[10] == b' ')
                .then(|| ExcelDateTime::parse_from_str(cell).ok())
                .flatten();
            if cell.is_empty() {
                continue;
            } else if whole && cell.len() < 15 {
                sheet
                    .write_number(row, column, cell.parse::<f64>().unwrap())
                    .unwrap();
            } else if let Some(moment) = moment {
                sheet
                    .write_datetime_with_format(row, column, moment, &date)
                    .unwrap();
            } else {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn object(table: &Cells, row: &[String]) -> String {
    // In the order of the columns, as programs write objects.
    let pairs = table.headers.iter().zip(row);
    let pairs = pairs.map(|(name, cell)| {
        format!(
            "{}: {}",
            Value::from(name.as_str()),
            Value::from(cell.as_str())
        )
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

fn json(table: &Cells) -> Vec<u8> {
    let objects: Vec<String> = table.rows.iter().map(|r| object(table, r)).collect();
    format!("[{}]", objects.join(",\n")).into_bytes()
}

fn json_lines(table: &Cells) -> Vec<u8> {
    let lines = table.rows.iter().map(|r| object(table, r) + "\n");
    lines.collect::<String>().into_bytes()
}

/// Objects inside objects, where names of columns have slashes.
fn nested(table: &Cells) -> Vec<u8> {
    fn put(object: &mut Map<String, Value>, path: &[&str], cell: &str) {
        match path {
            [last] => {
                object.insert(last.to_string(), cell.into());
            }
            [first, rest @ ..] => {
                let inner = object
                    .entry(first.to_string())
                    .or_insert_with(|| Map::new().into());
                if let Value::Object(inner) = inner {
                    put(inner, rest, cell);
                }
            }
            [] => {}
        }
    }
    let row = |row: &Vec<String>| {
        let mut object = Map::new();
        for (header, cell) in table.headers.iter().zip(row) {
            put(&mut object, &header.split('/').collect::<Vec<_>>(), cell);
        }
        Value::Object(object)
    };
    serde_json::to_vec(&table.rows.iter().map(row).collect::<Vec<_>>()).unwrap()
}

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/fixtures").join(folder);
    let mut out: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "csv"))
        .collect();
    out.sort();
    out
}

#[test]
fn every_platform_in_every_container_gives_what_its_csv_gives() {
    let mut tried = 0;
    for (folder, format) in [
        ("cap_collectif", "cap-collectif"),
        ("decidim", "decidim"),
        ("consul", "consul"),
        ("polis", "polis"),
        ("grand-debat", "grand-debat"),
    ] {
        for path in fixtures(folder) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let table = cells(&path);
            let (found, expected) = read(&name, separated(&table, b','));
            assert_eq!(found, format, "{name}");
            // Totals in lines `url,...` are no table: no other container can hold them so.
            if folder == "polis" && name == "summary.csv" {
                continue;
            }
            let mut containers = vec![
                ("tsv", separated(&table, b'\t')),
                (
                    "xlsx",
                    written(|p| {
                        write_xlsx(&columns(&table), p).unwrap();
                    }),
                ),
                ("xlsx with types", typed_xlsx(&table)),
                (
                    "ods",
                    written(|p| {
                        write_ods(&columns(&table), p).unwrap();
                    }),
                ),
                (
                    "parquet",
                    written(|p| columns(&table).write_parquet(p).unwrap()),
                ),
                ("json", json(&table)),
                ("jsonl", json_lines(&table)),
            ];
            if folder == "decidim" {
                containers.push(("nested json", nested(&table)));
            }
            for (container, bytes) in containers {
                let (found, records) = read(&name, bytes);
                assert_eq!(found, format, "{name} as {container}");
                for (a, b) in expected.iter().zip(&records) {
                    assert_eq!(a, b, "{name} as {container}");
                }
                assert_eq!(records.len(), expected.len(), "{name} as {container}");
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried}");
}
