//! Tables of counts, such as a spreadsheet's pivot tables: they hold numbers of rows, and none of the rows.

use super::headers::Header;

/// No table of counts that somebody reads is wider.
const MAX_COLUMNS: usize = 500;

/// Whether a table holds counts and no texts: a column of short labels or none, and numbers in all others; words
/// that spreadsheets write into pivot tables are enough beside one column of numbers.
pub(in crate::ingest) fn is_counts(headers: &[String], rows: &[Vec<String>]) -> bool {
    let (mut labels, mut counts) = (0, 0);
    if headers.len() > MAX_COLUMNS {
        return false;
    }
    for at in 0..headers.len() {
        let cells = || {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|c| c.trim());
            cells.filter(|c| !c.is_empty())
        };
        let all = cells().count();
        if all == 0 {
            continue;
        }
        let numbers = cells().filter(|c| is_number(c)).count();
        if 5 * numbers >= 4 * all {
            counts += 1;
        } else if cells().all(|c| c.chars().count() <= 60) {
            labels += 1;
        } else {
            return false;
        }
    }
    let first = rows.iter().filter_map(|row| row.first());
    let words = headers.iter().chain(first).any(|t| is_of_pivot(t));
    counts > 0 && (words || (labels == 1 && counts >= 2 && !headers.iter().any(|h| is_of_rows(h))))
}

fn is_number(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let other = |c: char| {
        !(c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '%' | '-' | '+'))
    };
    digits > 0 && !cell.contains(other)
}

/// What spreadsheets call the parts of a pivot table.
fn is_of_pivot(text: &str) -> bool {
    let plain = Header::new(text).plain;
    [
        "etiquettes de lignes",
        "etiquettes de colonnes",
        "row labels",
        "column labels",
        "total general",
        "grand total",
        "total resultat",
        "total result",
    ]
    .contains(&plain.as_str())
        || [
            "nombre de ",
            "somme de ",
            "count of ",
            "sum of ",
            "nb sur ",
            "moyenne de ",
        ]
        .iter()
        .any(|start| plain.starts_with(start))
}

/// Whether a header names what rows of a table have and counts do not.
fn is_of_rows(header: &str) -> bool {
    Header::new(header).has(&[
        "id",
        "identifiant",
        "date",
        "titre",
        "title",
        "texte",
        "text",
        "body",
        "url",
        "parent",
        "auteur",
        "author",
        "created",
        "avis",
        "commentaire",
        "contribution",
        "reponse",
        "vote",
        "votes",
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(table: &[&str]) -> bool {
        let mut rows = table
            .iter()
            .map(|r| r.split('|').map(str::to_string).collect());
        let headers: Vec<String> = rows.next().unwrap();
        is_counts(&headers, &rows.collect::<Vec<_>>())
    }

    #[test]
    fn pivot_tables_and_others() {
        for table in [
            &[
                "Étiquettes de lignes|Nombre de id",
                "Transports|12",
                "École|7",
                "Total général|19",
            ][..],
            &["Thème|2019|2020|2021", "Transports|12|3|4", "École|7|1|0"],
            &["Commune|Pour|Contre", "Brest|12|5", "Metz|3|4"],
        ] {
            assert!(counts(table), "{}", table[0]);
        }
        for table in [
            &["id|texte", "1|Un bus"][..],
            &["id|votes|section", "1|12|Bus", "2|4|Train"],
            &[
                "Nom|Avis",
                "Zoé|Un guichet qui ouvre le samedi, et un agent pour aider à remplir les dossiers.",
            ],
            &["a|b", "x|y"],
        ] {
            assert!(!counts(table), "{}", table[0]);
        }
    }
}
