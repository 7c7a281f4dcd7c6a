//! Tables as CSV: RFC 4180, or as a French Excel opens it.

use crate::locale::rfc3339;
use crate::store::{Column, Table};

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvStyle {
    /// RFC 4180: comma, CRLF, no byte order mark, decimal point.
    Rfc4180,
    /// For a French Excel: semicolon, CRLF, byte order mark, decimal comma, and a `'` before a text that
    /// begins with `=`, `+`, `-` or `@`, which Excel would run as a formula.
    French,
}

/// The bytes of a table as CSV.
pub fn csv_bytes(table: &Table, style: CsvStyle) -> Vec<u8> {
    let (delimiter, bom) = match style {
        CsvStyle::Rfc4180 => (b',', ""),
        CsvStyle::French => (b';', "\u{FEFF}"),
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(bom.as_bytes().to_vec());
    let header: Vec<&str> = table.columns.iter().map(|c| c.0.as_ref()).collect();
    // Writing to memory cannot fail, and every row has as many cells as the header.
    let _ = writer.write_record(&header);
    for cells in rows(table, style) {
        let _ = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// The rows of a table as texts, as RFC 4180 has them.
pub fn plain_rows(table: &Table) -> Vec<Vec<String>> {
    rows(table, CsvStyle::Rfc4180).collect()
}

fn rows(table: &Table, style: CsvStyle) -> impl Iterator<Item = Vec<String>> {
    (0..table.height()).map(move |row| {
        let cells = table.columns.iter();
        cells.map(|c| cell(&c.1, row, style)).collect()
    })
}

fn cell(column: &Column, row: usize, style: CsvStyle) -> String {
    match column {
        Column::Integer(c) => c[row].map_or(String::new(), |n| n.to_string()),
        Column::Number(c) => c[row].map_or(String::new(), |x| {
            let text = x.to_string();
            match style {
                CsvStyle::Rfc4180 => text,
                CsvStyle::French => text.replace('.', ","),
            }
        }),
        Column::Bool(c) => c[row].map_or(String::new(), |b| b.to_string()),
        Column::Time(c) => c[row].map_or(String::new(), rfc3339),
        Column::Text(c) => {
            let text = c[row].as_deref().unwrap_or("");
            let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if style == CsvStyle::French && dangerous {
                format!("'{text}")
            } else {
                text.to_string()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_excel_and_rfc_4180() {
        let table = Table::new(vec![
            ("t", Column::text(["=1+1", "a;b \"c\"", "- liste"])),
            ("x", Column::Number(vec![Some(0.5), None, Some(2.0)])),
        ]);
        let french = String::from_utf8(csv_bytes(&table, CsvStyle::French)).unwrap();
        assert_eq!(
            french,
            "\u{FEFF}t;x\r\n'=1+1;0,5\r\n\"a;b \"\"c\"\"\";\r\n'- liste;2\r\n"
        );
        let plain = String::from_utf8(csv_bytes(&table, CsvStyle::Rfc4180)).unwrap();
        assert_eq!(
            plain,
            "t,x\r\n=1+1,0.5\r\n\"a;b \"\"c\"\"\",\r\n- liste,2\r\n"
        );
    }
}
