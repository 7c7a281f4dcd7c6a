//! Workbooks as spreadsheets write them, as nobody should, and as bombs.

use super::cells::column_name;
use super::{Spreadsheet, which};
use crate::ingest::InputFile;
use crate::ingest::mapping::generic::tests::zip;
use crate::ingest::table::row::BadRow;
use crate::ingest::table::{Container, Row, Rows};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::time::{Duration, Instant};

/// What a workbook gave.
pub(super) struct Read {
    pub headers: Vec<String>,
    pub rows: Vec<Row>,
    pub bad: Vec<BadRow>,
    pub notes: String,
}

fn read_as(container: Spreadsheet, bytes: Vec<u8>, wanted: &[&str]) -> Result<Read, String> {
    let file = InputFile::from_bytes("t", bytes);
    let mut rows = Rows::open(Container::Sheet(container), &file, wanted)
        .map_err(|e| e.reason)?
        .ok_or("no table")?;
    let mut out = Read {
        headers: rows.headers.clone(),
        rows: Vec::new(),
        bad: Vec::new(),
        notes: String::new(),
    };
    while let Some(row) = rows.next_row() {
        match row {
            Ok(row) => out.rows.push(row),
            Err(bad) => out.bad.push(bad),
        }
    }
    let notes: Vec<String> = rows.notes().into_iter().map(|n| n.1).collect();
    out.notes = notes.join("\n");
    Ok(out)
}

pub(super) fn read(container: Spreadsheet, bytes: Vec<u8>) -> Result<Read, String> {
    assert_eq!(
        which(&InputFile::from_bytes("t", bytes.clone())),
        Some(container)
    );
    read_as(container, bytes, &[])
}

/// An XLSX of one sheet, by hand.
fn xlsx(workbook: &str, sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zip(&[
        ("[Content_Types].xml", "<Types/>".into()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id='a' Type='{kind}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {main}>{workbook}<sheets><sheet name='Avis' sheetId='1' r:id='r1'/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id='r1' Type='{kind}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet {main}>{sheet}</worksheet>"),
        ),
        ("xl/sharedStrings.xml", strings.into()),
        ("xl/styles.xml", styles.into()),
    ])
}

const STRINGS: &str = "<sst><si><t>id</t></si><si><t>texte</t></si><si><r><t>l’</t></r><r><rPr><b/></rPr>\
    <t>œuvre</t></r><rPh sb='0' eb='1'><t>non</t></rPh></si><si><t>a_x000D_\nb</t></si><si><t/></si></sst>";

fn cell(at: &str, shared: usize) -> String {
    format!("<c r='{at}' t='s'><v>{shared}</v></c>")
}

fn header() -> String {
    format!("<row r='1'>{}{}</row>", cell("A1", 0), cell("B1", 1))
}

#[test]
fn an_excel_workbook_with_everything() {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    let percent = Format::new().set_num_format("0%");
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("Avis reçus").unwrap();
    sheet
        .write(0, 0, "Consultation sur l’œuvre publique")
        .unwrap();
    for (at, name) in ["id", "texte", "date", "part", "vrai", "calcul", "erreur"]
        .iter()
        .enumerate()
    {
        sheet.write(2, u16::try_from(at).unwrap(), *name).unwrap();
    }
    sheet.write(3, 0, "00123").unwrap();
    sheet
        .write(3, 1, "=SOMME(A1) n'est pas une formule\nici")
        .unwrap();
    sheet
        .write_with_format(3, 2, 41_988.918_807_870_37, &date)
        .unwrap();
    sheet.write_with_format(3, 3, 0.25, &percent).unwrap();
    sheet.write(3, 4, true).unwrap();
    sheet
        .write(3, 5, Formula::new("=6*2").set_result("12"))
        .unwrap();
    sheet
        .write(3, 6, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write(4, 0, 1.2e15).unwrap();
    let runs = [(&bold, "l’œuvre"), (&Format::new(), "\u{A0}: fini")];
    sheet.write_rich_string(4, 1, &runs).unwrap();
    sheet.write(4, 2, 41_988).unwrap();
    sheet.set_row_hidden(4).unwrap();
    sheet.merge_range(6, 0, 7, 0, "12", &Format::new()).unwrap();
    sheet.write(6, 1, "c").unwrap();
    sheet.write(6, 9, "à côté").unwrap();
    let other = book.add_worksheet().set_name("Brouillon").unwrap();
    other.write(0, 0, "id").unwrap();
    other.write(1, 0, "1").unwrap();
    other.set_hidden(true);
    book.add_worksheet().set_name("Vide").unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let found = read(Spreadsheet::Xlsx, bytes.clone()).unwrap();
    assert_eq!(
        found.headers,
        ["id", "texte", "date", "part", "vrai", "calcul", "erreur"]
    );
    let cells: Vec<Vec<&str>> = found
        .rows
        .iter()
        .map(|r| r.cells.iter().collect())
        .collect();
    assert_eq!(
        cells,
        [
            vec![
                "00123",
                "=SOMME(A1) n'est pas une formule\nici",
                "2014-12-15 22:03:05",
                "0.25",
                "true",
                "12",
                ""
            ],
            vec![
                "1200000000000000",
                "l’œuvre\u{A0}: fini",
                "41988",
                "",
                "",
                "",
                ""
            ],
            vec!["12", "c", "", "", "", "", ""],
        ]
    );
    let places: Vec<String> = found
        .rows
        .iter()
        .map(|r| format!("{} {}", r.place, r.line))
        .collect();
    assert_eq!(places, ["row 1 4", "row 2 5", "row 4 7"]);
    for said in [
        "rows above the header (line 3) of the sheet «Avis reçus» were not read: «Consultation sur l’œuvre publique»",
        "cells that are under no header were not read: 1",
        "hidden rows were read: 1",
        "merged areas: 1",
        "cells that hold an error were read as empty: 1; first G4 (#DIV/0!)",
        "other sheets hold rows: «Brouillon» (2, hidden)",
    ] {
        assert!(found.notes.contains(said), "{said}: {}", found.notes);
    }

    // Another reader of workbooks agrees on every text.
    use calamine::{Reader, open_workbook_from_rs};
    let mut oracle: calamine::Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = oracle.worksheet_range("Avis reçus").unwrap();
    for (row, at) in found.rows.iter().zip([3, 4, 6]) {
        for (column, cell) in row.cells.iter().enumerate() {
            let value = range.get_value((at, u32::try_from(column).unwrap()));
            match value {
                Some(calamine::Data::String(text)) => assert_eq!(text, cell),
                Some(calamine::Data::Float(n)) => assert_eq!(Ok(*n), cell.parse()),
                Some(calamine::Data::Bool(flag)) => assert_eq!(Ok(*flag), cell.parse()),
                Some(calamine::Data::DateTime(at)) => {
                    let (y, m, d, h, i, s, _) = at.to_ymd_hms_milli();
                    let text = format!("{y}-{m:02}-{d:02} {h:02}:{i:02}:{s:02}");
                    assert_eq!(text, *cell);
                }
                Some(calamine::Data::Error(_) | calamine::Data::Empty) | None => {
                    assert_eq!(cell, "")
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn texts_dates_and_cells_written_by_hand() {
    let sheet = format!(
        "<sheetData>{}<row><c t='inlineStr'><is><t>x</t></is></c><c t='s'><v>2</v></c></row>\
         <row r='3'><c r='A3' s='1'><v>40526.5</v></c>{}</row>\
         <row r='4'><c r='A4'><f>B1</f></c><c r='B4' t='str'><f>B1</f><v>d &amp; e</v></c></row>\
         <row r='5'><c r='A5'><v>12345678901234567</v></c>{}</row><row r='6'/></sheetData>",
        header(),
        cell("B3", 3),
        cell("B5", 4),
    );
    let styles = "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='d/m/yyyy'/></numFmts>\
                  <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
                  <cellXfs><xf numFmtId='0'/><xf numFmtId='170'/></cellXfs></styleSheet>";
    let bytes = xlsx("<workbookPr date1904='1'/>", &sheet, STRINGS, styles);
    let found = read(Spreadsheet::Xlsx, bytes).unwrap();
    let cells: Vec<_> = found
        .rows
        .iter()
        .map(|r| r.cells.iter().collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        cells,
        [
            "x|l’œuvre",
            "2014-12-15 12:00:00|a\r\nb",
            "|d & e",
            "12345678901234567|"
        ]
    );
    assert!(
        found
            .notes
            .contains("formulas without a computed value were read as empty: 1")
    );
}

#[test]
fn formulas_with_an_empty_value_are_told() {
    let sheet = format!(
        "<sheetData>{}<row r='2'><c r='A2'><f>B1</f><v></v></c>{}</row>\
         <row r='3'><c r='A3'><f>B1</f><v/></c>{}</row>\
         <row r='4'><c r='A4' t='str'><f>B1</f><v></v></c><c r='B4'><v/></c></row></sheetData>",
        header(),
        cell("B2", 2),
        cell("B3", 3),
    );
    let found = read(
        Spreadsheet::Xlsx,
        xlsx("", &sheet, STRINGS, "<styleSheet/>"),
    )
    .unwrap();
    assert!(
        found.notes.contains("were read as empty: 3;"),
        "{}",
        found.notes
    );
}

#[test]
fn bombs_end_in_refusals() {
    let started = Instant::now();
    // A billion laughs.
    let laughs = "<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    let bytes = xlsx(
        "",
        &format!("<sheetData>{}</sheetData>", header()),
        laughs,
        "<styleSheet/>",
    );
    assert!(
        read(Spreadsheet::Xlsx, bytes)
            .err()
            .unwrap()
            .contains("document type")
    );
    // A sheet that declares everything and holds little.
    let sheet = format!(
        "<dimension ref='A1:XFD1048576'/><sheetData>{}<row r='1048576' spans='1:16384'>{}\
         <c r='XFD1048576'><v>1</v></c></row></sheetData>",
        header(),
        cell("B1048576", 2),
    );
    let strings = STRINGS.replace("<sst>", "<sst uniqueCount='99999999999999'>");
    let found = read(
        Spreadsheet::Xlsx,
        xlsx("", &sheet, &strings, "<styleSheet/>"),
    )
    .unwrap();
    assert_eq!((found.headers.len(), found.rows.len()), (2, 1));
    assert_eq!(found.rows[0].line, 1_048_576);
    // Cells and rows that no sheet can have.
    let sheet = format!(
        "<sheetData>{}<row r='2'><c r='ZZZZZZZ2'><v>1</v></c></row><row r='3'>{}</row>\
         <row r='99999999999'>{}</row></sheetData>",
        header(),
        cell("B3", 2),
        cell("A4", 2),
    );
    let found = read(
        Spreadsheet::Xlsx,
        xlsx("", &sheet, STRINGS, "<styleSheet/>"),
    )
    .unwrap();
    assert_eq!(found.rows.len(), 1);
    let reasons: Vec<_> = found.bad.iter().map(|b| b.reason.name()).collect();
    assert_eq!(reasons, ["cells", "malformed"]);
    // A member that says it is small, and one that unpacks 1,000 to 1.
    let blank = " ".repeat(80 << 20);
    let bytes = xlsx(
        "",
        &format!("<sheetData>{}{blank}</sheetData>", header()),
        STRINGS,
        "<styleSheet/>",
    );
    assert!(bytes.len() < 1 << 20);
    assert!(
        read(Spreadsheet::Xlsx, bytes)
            .err()
            .unwrap()
            .contains("unpacks to")
    );
    // One long text in many cells.
    let long = format!(
        "<sst><si><t>id</t></si><si><t>texte</t></si><si><t>{}</t></si></sst>",
        "é".repeat(1 << 20)
    );
    let many: String = (2..2000)
        .map(|r| format!("<row r='{r}'>{}</row>", cell(&format!("B{r}"), 2)))
        .collect();
    let found = read(
        Spreadsheet::Xlsx,
        xlsx(
            "",
            &format!("<sheetData>{}{many}</sheetData>", header()),
            &long,
            "<styleSheet/>",
        ),
    );
    let found = found.unwrap();
    assert!(found.rows.len() < 33, "{}", found.rows.len());
    assert!(
        found.bad[0].detail.contains("unfold to more than"),
        "{:?}",
        found.bad[0]
    );
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn wide_sheets_take_no_long_time() {
    let started = Instant::now();
    let wide: String = (0..16_384)
        .map(|at| {
            format!(
                "<c r='{}1' t='inlineStr'><is><t>c{at}</t></is></c>",
                column_name(at)
            )
        })
        .collect();
    let sheet =
        format!("<sheetData><row r='1'>{wide}</row><row r='2'><c><v>1</v></c></row></sheetData>");
    let found = read(
        Spreadsheet::Xlsx,
        xlsx("", &sheet, STRINGS, "<styleSheet/>"),
    )
    .unwrap();
    assert_eq!((found.headers.len(), found.rows.len()), (16_384, 1));
    // 100,000 columns are more than a sheet has: the row that has them is no header.
    let wide: String = (0..100_000)
        .map(|at| {
            format!(
                "<c r='{}1' t='inlineStr'><is><t>c{at}</t></is></c>",
                column_name(at)
            )
        })
        .collect();
    let sheet =
        format!("<sheetData><row r='1'>{wide}</row><row r='2'><c><v>1</v></c></row></sheetData>");
    assert!(
        read(
            Spreadsheet::Xlsx,
            xlsx("", &sheet, STRINGS, "<styleSheet/>")
        )
        .is_err()
    );
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn a_sheet_that_is_cut_gives_what_stands_before() {
    let sheet = format!(
        "<sheetData>{}<row r='2'>{}</row><row r='3'><c r='A3'><v>1",
        header(),
        cell("B2", 2)
    );
    let found = read(
        Spreadsheet::Xlsx,
        xlsx("", &sheet, STRINGS, "<styleSheet/>"),
    )
    .unwrap();
    assert_eq!((found.rows.len(), found.bad.len()), (1, 1));
    assert!(
        found.bad[0].detail.contains("was not read"),
        "{:?}",
        found.bad[0]
    );
}

#[test]
fn other_office_files_are_named() {
    let say = |bytes: Vec<u8>| {
        let file = InputFile::from_bytes("t", bytes);
        assert_eq!(which(&file), None);
        super::other_document(&file).map_or(String::new(), |other| other.to_string())
    };
    assert!(say(zip(&[("word/document.xml", "<w/>".into())])).contains("text document"));
    assert!(
        say(zip(&[(
            "mimetype",
            "application/vnd.oasis.opendocument.text".into()
        )]))
        .contains("text document")
    );
    assert!(say(zip(&[("ppt/presentation.xml", "<p/>".into())])).contains("presentation"));
    assert!(say(zip(&[("xl/workbook.bin", "x".into())])).contains("xlsb"));
    assert!(say(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec()).contains(".xls"));
    assert_eq!(say(zip(&[("a.csv", "id,texte\n".into())])), "");
    assert_eq!(say(b"PK\x03\x04 cut".to_vec()), "");
}

#[test]
fn the_sheet_and_header_of_a_mapping_are_found() {
    let mut book = Workbook::new();
    let first = book.add_worksheet();
    for (row, line) in [["année", "votes"], ["2014", "12"]].iter().enumerate() {
        for (column, text) in line.iter().enumerate() {
            first
                .write(
                    u32::try_from(row).unwrap(),
                    u16::try_from(column).unwrap(),
                    *text,
                )
                .unwrap();
        }
    }
    let second = book.add_worksheet();
    second.write(0, 0, "export").unwrap();
    second.write(0, 1, "du 15/12/2014").unwrap();
    second.write(1, 1, "constat").unwrap();
    second.write(2, 1, "Trop long").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let found = read_as(Spreadsheet::Xlsx, bytes.clone(), &["constat"]).unwrap();
    assert_eq!(found.headers, ["", "constat"]);
    assert_eq!(found.rows.len(), 1);
    assert!(found.notes.contains("«Sheet1» (2)"), "{}", found.notes);
    let found = read_as(Spreadsheet::Xlsx, bytes, &["absent"]).unwrap();
    assert_eq!(found.headers, ["année", "votes"]);
}
