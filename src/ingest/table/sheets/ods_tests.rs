//! ODS as spreadsheets write it, and as bombs.

use super::Spreadsheet;
use super::tests::read;
use crate::ingest::mapping::generic::tests::zip;
use std::time::{Duration, Instant};

/// An ODS, by hand.
pub(in crate::ingest) fn ods(tables: &str) -> Vec<u8> {
    let names =
        ["office", "table", "text", "style", "calcext"].map(|n| format!(" xmlns:{n}='{n}'"));
    zip(&[
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet".into(),
        ),
        (
            "content.xml",
            format!(
                "<?xml version='1.0' encoding='UTF-8'?><office:document-content{}>\
                 <office:automatic-styles><style:style style:name='ta2' style:family='table'>\
                 <style:table-properties table:display='false'/></style:style></office:automatic-styles>\
                 <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
                 </office:document-content>",
                names.concat()
            ),
        ),
        ("META-INF/manifest.xml", "<manifest:manifest/>".into()),
    ])
}

fn text_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
    )
}

fn ods_header() -> String {
    format!(
        "<table:table-row>{}{}</table:table-row>",
        text_cell("id"),
        text_cell("texte")
    )
}

#[test]
fn an_ods_workbook_with_everything() {
    let rows = [
        "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='1024'/></table:table-row>".to_string(),
        format!("<table:table-header-rows>{}</table:table-header-rows>", ods_header().replace("</table:table-row>", &format!("{}</table:table-row>", text_cell("date")))),
        format!(
            "<table:table-row table:visibility='collapse'>{}<table:table-cell office:value-type='string'>\
             <office:annotation><text:p>une note</text:p></office:annotation>\
             <text:p>l’<text:span>œuvre</text:span>\n  et<text:s text:c='2'/>=1<text:line-break/>fin</text:p>\
             <text:p>&#233;t&#xE9;</text:p></table:table-cell>\
             <table:table-cell office:value-type='date' office:date-value='2014-12-15T22:03:05'><text:p>15/12/14</text:p></table:table-cell></table:table-row>",
            text_cell("00123")
        ),
        "<table:table-row table:number-rows-repeated='2'><table:table-cell office:value-type='float' office:value='12.0'/>\
             <table:table-cell table:number-columns-spanned='2' office:value-type='boolean' office:boolean-value='true'/><table:covered-table-cell/></table:table-row>".to_string(),
        "<table:table-row><table:table-cell table:formula='of:=A1' office:value-type='string' office:string-value='' calcext:value-type='error'><text:p>#REF!</text:p></table:table-cell>\
         <table:table-cell office:value-type='time' office:time-value='PT22H03M05S'/><table:table-cell office:value-type='date' office:date-value='2014-12-15'/></table:table-row>".to_string(),
        "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>".to_string(),
    ];
    let tables = format!(
        "<table:table table:name='Vide'/><table:table table:name='Avis'>{}</table:table>\
         <table:table table:name='Brouillon' table:style-name='ta2'>{}</table:table>",
        rows.concat(),
        ods_header()
    );
    let bytes = ods(&tables);
    let found = read(Spreadsheet::Ods, bytes).unwrap();
    assert_eq!(found.headers, ["id", "texte", "date"]);
    let cells: Vec<_> = found
        .rows
        .iter()
        .map(|r| r.cells.iter().collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        cells,
        [
            "00123|l’œuvre et  =1\nfin\nété|2014-12-15 22:03:05",
            "12|true|",
            "12|true|",
            "|22:03:05|2014-12-15"
        ]
    );
    let lines: Vec<_> = found.rows.iter().map(|r| r.line).collect();
    assert_eq!(lines, [5, 6, 7, 8]);
    for said in [
        "hidden rows were read: 1",
        "merged areas: 1",
        "first A8 (#REF!)",
        "«Brouillon» (1, hidden)",
    ] {
        assert!(found.notes.contains(said), "{said}: {}", found.notes);
    }
}

#[test]
fn ods_bombs_end_in_refusals() {
    let started = Instant::now();
    let long = "é".repeat(1 << 20);
    let row = |times: u64, columns: u64, text: &str| {
        let cell = text_cell(text).replacen(
            "<table:table-cell",
            &format!("<table:table-cell table:number-columns-repeated='{columns}'"),
            1,
        );
        format!("<table:table-row table:number-rows-repeated='{times}'>{cell}</table:table-row>")
    };
    let table = |rows: &str| {
        format!(
            "<table:table table:name='a'>{}{rows}</table:table>",
            ods_header()
        )
    };
    let found = read(Spreadsheet::Ods, ods(&table(&row(1_048_000, 1, &long)))).unwrap();
    assert!(
        found.rows.len() < 33 && found.bad.len() == 1,
        "{}",
        found.rows.len()
    );
    let found = read(Spreadsheet::Ods, ods(&table(&row(1, 99_999_999_999, "x")))).unwrap();
    assert_eq!(found.bad[0].reason.name(), "cells");
    let found = read(Spreadsheet::Ods, ods(&table(&row(1, 16_384, &long)))).unwrap();
    assert_eq!(found.bad[0].reason.name(), "too_long");
    let found = read(Spreadsheet::Ods, ods(&table(&row(99_999_999_999, 1, "x")))).unwrap();
    assert_eq!(found.rows.len(), 1_048_575);
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}
