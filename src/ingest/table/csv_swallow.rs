//! Rows that a quotation mark swallowed: one left open goes on to the next one, rows further down.

use super::csv_split::Cell;
use memchr::memchr_iter;

/// From how many lines that look like rows on a cell is reported.
const ROWS: usize = 3;

/// With fewer separators than this a line of prose has as many by chance.
const FEW: usize = 4;

/// What is suspect in a record that spans lines: the first cell that holds lines which look like rows.
pub(super) fn swallowed(
    headers: &[String],
    separator: u8,
    bytes: &[u8],
    cells: &[Cell],
    line: u64,
) -> Option<String> {
    let wanted = headers.len().checked_sub(1).filter(|n| *n > 0)?;
    for (cell, header) in cells.iter().zip(headers) {
        let cell = &bytes[cell.start as usize..cell.end as usize];
        let ends = memchr_iter(b'\n', cell).count();
        if ends + 1 < ROWS {
            continue;
        }
        let lines = cell.split(|b| *b == b'\n');
        let rows = lines.filter(|l| is_like_row(l, separator, wanted)).count();
        if rows >= ROWS {
            return Some(format!(
                "line {line}, column {header}: this cell holds {ends} line ends, and {rows} of its lines look \
                 like rows of their own: is a quotation mark left open at its beginning? they were read as one text"
            ));
        }
    }
    None
}

/// Whether a line has as many separators as the header; where those are few, none is that of a sentence,
/// behind which comes a space.
fn is_like_row(line: &[u8], separator: u8, wanted: usize) -> bool {
    memchr_iter(separator, line).count() == wanted
        && (wanted >= FEW
            || memchr_iter(separator, line).all(|at| line.get(at + 1).is_none_or(|b| *b != b' ')))
}

#[cfg(test)]
mod tests {
    use crate::ingest::InputFile;
    use crate::ingest::table::csv_rows::CsvRows;

    /// What is reported of each row.
    fn reported(text: &str) -> Vec<Option<String>> {
        let file = InputFile::from_bytes("t.csv", text.as_bytes().to_vec());
        let mut rows = CsvRows::open(&file).unwrap().expect("a CSV file");
        let mut out = Vec::new();
        while let Some(row) = rows.next_row() {
            row.expect("a row that can be read");
            out.push(rows.swallowed());
        }
        out
    }

    #[test]
    fn rows_inside_a_quotation_are_told() {
        let text = "id;texte;date\n1;a;x\n2;\"bus;x\n3;école;x\n4;forêt;x\r\n5;eau;x\n6;\"train\";x\n7;b;x\n";
        let reported = reported(text);
        assert_eq!(
            (reported.len(), &reported[0], &reported[2]),
            (3, &None, &None)
        );
        let message = reported[1].as_ref().unwrap();
        assert!(
            message.starts_with("line 3, column texte: this cell holds 4 line ends, and 3 of"),
            "{message}"
        );
    }

    #[test]
    fn an_honest_text_in_several_lines_is_not_told() {
        let texts = [
            "id;texte;date\n1;\"Trois vœux :\n- le bus ; la nuit ;\n- l’eau ; pure ;\n- l’école ; ici ;\n\";x\n",
            "id,texte\n1,\"Bonjour, madame\nNous voulons, ici, un bus\nMerci, à vous\nLe maire, un voisin\"\n",
            "id,texte\n1,\"un\ndeux\ntrois\nquatre\ncinq\"\n",
            "id;texte;date\n1;\"a;b;c\nd;e;f\";x\n",
        ];
        for text in texts {
            assert_eq!(reported(text), [None], "{text}");
        }
    }
}
