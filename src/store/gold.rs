//! `gold.csv` and `relevance.csv`: a reader's own judgement of the texts, to judge the program by.

use super::StoreError;
use std::collections::HashMap;
use std::path::Path;

/// One (text, theme) pair of the gold coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRow {
    /// The record's id.
    pub id: String,
    /// The theme's id; `None` where the text has none.
    pub theme: Option<String>,
    /// `favourable`, `against`, `mixed` or `none`.
    pub stance: String,
    /// The line in the file, from 1.
    pub line: usize,
}

/// Reads `gold.csv` (columns `id`, `theme`, `stance`).
pub fn read_gold(path: &Path) -> Result<Vec<GoldRow>, StoreError> {
    let mut reader = csv::Reader::from_path(path).map_err(|e| csv_error(path, &e))?;
    let headers = reader.headers().map_err(|e| csv_error(path, &e))?.clone();
    let column = |name: &str| {
        place_of(&headers, name).ok_or_else(|| StoreError::Line {
            path: path.to_path_buf(),
            line: 1,
            what: format!("no column «{name}»: the header must be id,theme,stance"),
        })
    };
    let (id, theme, stance) = (column("id")?, column("theme")?, column("stance")?);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| csv_error(path, &e))?;
        let line = record.position().map_or(0, |p| p.line() as usize);
        let cell = |i: usize| record.get(i).unwrap_or("").trim().to_string();
        rows.push(GoldRow {
            id: cell(id),
            theme: Some(cell(theme)).filter(|t| !t.is_empty()),
            stance: cell(stance),
            line,
        });
    }
    Ok(rows)
}

/// A query of `relevance.csv`, with a judge's grades of what it should find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedQuery {
    /// Its id.
    pub id: String,
    /// The query as typed.
    pub query: String,
    /// What whoever types it wants to find.
    pub need: String,
    /// Whether the ranking may be tuned on it; it may not on the others.
    pub dev: bool,
    /// The line of its first row, from 1.
    pub line: usize,
    /// The judged records, in the order of the file.
    pub judgements: Vec<Judgement>,
}

/// A judge's grade of one record for one query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The record's id.
    pub record: String,
    /// 0: beside the need; 1: mentions it; 2: answers it.
    pub grade: u8,
    /// The line in the file, from 1.
    pub line: usize,
}

/// The columns of `relevance.csv`.
const RELEVANCE: [&str; 6] = ["query_id", "query", "need", "half", "record", "grade"];

/// Reads `relevance.csv`: one row a judged record of a query. Queries come in the order of their first rows.
///
/// Refused, with line and column: an empty cell, a half that is neither `dev` nor `test`, a grade other than
/// 0, 1 and 2, a query described in two ways, a record judged twice for one query, and a query without any record
/// graded above 0 (no ranking of it could be measured).
pub fn read_relevance(path: &Path) -> Result<Vec<JudgedQuery>, StoreError> {
    let mut reader = csv::Reader::from_path(path).map_err(|e| csv_error(path, &e))?;
    let headers = reader.headers().map_err(|e| csv_error(path, &e))?.clone();
    let mut at = [0; RELEVANCE.len()];
    for (place, name) in at.iter_mut().zip(RELEVANCE) {
        *place = place_of(&headers, name).ok_or_else(|| StoreError::Line {
            path: path.to_path_buf(),
            line: 1,
            what: format!(
                "no column «{name}»: the header must be {}",
                RELEVANCE.join(",")
            ),
        })?;
    }
    let mut queries: Vec<JudgedQuery> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut judged: HashMap<(usize, String), usize> = HashMap::new();
    for row in reader.records() {
        let row = row.map_err(|e| csv_error(path, &e))?;
        let line = row.position().map_or(0, |p| p.line() as usize);
        let wrong = |column: &str, what: String| StoreError::Line {
            path: path.to_path_buf(),
            line,
            what: format!("column {column}: {what}"),
        };
        let mut cells = [""; RELEVANCE.len()];
        for ((cell, place), name) in cells.iter_mut().zip(at).zip(RELEVANCE) {
            *cell = row.get(place).unwrap_or("").trim();
            if cell.is_empty() {
                return Err(wrong(name, "the cell is empty".to_string()));
            }
        }
        let [id, query, need, half, record, grade] = cells;
        let dev = match half {
            "dev" => true,
            "test" => false,
            _ => return Err(wrong("half", format!("«{half}» is neither dev nor test"))),
        };
        let grade = match grade {
            "0" => 0,
            "1" => 1,
            "2" => 2,
            _ => {
                return Err(wrong(
                    "grade",
                    format!(
                        "«{grade}» is none of 0 (beside the need), 1 (mentions it), 2 (answers it)"
                    ),
                ));
            }
        };
        let number = *known.entry(id.to_string()).or_insert_with(|| {
            queries.push(JudgedQuery {
                id: id.to_string(),
                query: query.to_string(),
                need: need.to_string(),
                dev,
                line,
                judgements: Vec::new(),
            });
            queries.len() - 1
        });
        let of = &mut queries[number];
        let reported = [
            ("query", of.query == query),
            ("need", of.need == need),
            ("half", of.dev == dev),
        ];
        if let Some((column, _)) = reported.into_iter().find(|(_, same)| !same) {
            let first = of.line;
            return Err(wrong(
                column,
                format!(
                    "{id} is written otherwise in line {first}: write the same in all its rows"
                ),
            ));
        }
        if let Some(before) = judged.insert((number, record.to_string()), line) {
            return Err(wrong(
                "record",
                format!(
                    "{record} is judged for {id} in line {before} already: keep one of the two"
                ),
            ));
        }
        of.judgements.push(Judgement {
            record: record.to_string(),
            grade,
            line,
        });
    }
    if queries.is_empty() {
        return Err(StoreError::Line {
            path: path.to_path_buf(),
            line: 1,
            what: "no query is judged: write one row a judged record".to_string(),
        });
    }
    if let Some(empty) = queries
        .iter()
        .find(|q| q.judgements.iter().all(|j| j.grade == 0))
    {
        return Err(StoreError::Line {
            path: path.to_path_buf(),
            line: empty.line,
            what: format!(
                "column grade: no record of {} is graded 1 or 2, so that no ranking of it can be measured: \
                 judge more records or leave the query out",
                empty.id
            ),
        });
    }
    Ok(queries)
}

/// The place of a column in a header, a byte order mark left aside.
fn place_of(headers: &csv::StringRecord, name: &str) -> Option<usize> {
    headers
        .iter()
        .position(|h| h.trim_start_matches('\u{FEFF}') == name)
}

fn csv_error(path: &Path, error: &csv::Error) -> StoreError {
    if let csv::ErrorKind::Io(e) = error.kind() {
        return StoreError::io(path, e);
    }
    StoreError::Line {
        path: path.to_path_buf(),
        line: error.position().map_or(1, |p| p.line() as usize),
        what: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relevance(rows: &str) -> Result<Vec<JudgedQuery>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relevance.csv");
        std::fs::write(&path, rows).unwrap();
        read_relevance(&path).map_err(|e| e.to_string().replace(path.to_str().unwrap(), "F"))
    }

    const HEAD: &str = "query_id,query,need,half,record,grade\n";

    #[test]
    fn queries_keep_their_order_and_grades() {
        let queries = relevance(
            "\u{FEFF}query_id,query,need,half,record,grade\n\
             q2,\"\"\"mode d'emploi\"\"\",De vrais modes d’emploi.,test,a/1,0\n\
             q1,cœur OU santé,La santé.,dev,a/1,2\n\
             q2,\"\"\"mode d'emploi\"\"\",De vrais modes d’emploi.,test,a/2,1\n",
        )
        .unwrap();
        assert_eq!(queries.len(), 2);
        assert_eq!(queries[0].query, "\"mode d'emploi\"");
        assert_eq!((queries[0].dev, queries[1].dev), (false, true));
        let grades: Vec<_> = queries[0]
            .judgements
            .iter()
            .map(|j| (j.record.as_str(), j.grade, j.line))
            .collect();
        assert_eq!(grades, [("a/1", 0, 2), ("a/2", 1, 4)]);
        assert_eq!(queries[1].line, 3);
    }

    #[test]
    fn every_damage_is_told_with_line_and_column() {
        let cases = [
            (
                "q,u,n,dev,a,2\nq,u,n,dev,,2\n",
                "F:3: column record: the cell is empty",
            ),
            (
                "q,u,n,train,a,2\n",
                "F:2: column half: «train» is neither dev nor test",
            ),
            ("q,u,n,dev,a,3\n", "F:2: column grade: «3» is none of 0"),
            ("q,u,n,dev,a,2.0\n", "F:2: column grade: «2.0» is none of 0"),
            (
                "q,u,n,dev,a,2\nq,v,n,dev,b,0\n",
                "F:3: column query: q is written otherwise in line 2",
            ),
            (
                "q,u,n,dev,a,2\nq,u,n,test,b,0\n",
                "F:3: column half: q is written otherwise in line 2",
            ),
            (
                "q,u,n,dev,a,2\nr,u,n,dev,a,2\nq,u,n,dev,a,0\n",
                "F:4: column record: a is judged for q in line 2 already",
            ),
            (
                "q,u,n,dev,a,2\nr,u,n,dev,a,0\nr,u,n,dev,b,0\n",
                "F:3: column grade: no record of r is graded 1 or 2",
            ),
            ("q,u,n,dev,a\n", "F:2: "),
        ];
        for (rows, expected) in cases {
            let reported = relevance(&format!("{HEAD}{rows}")).unwrap_err();
            assert!(reported.starts_with(expected), "{reported}");
        }
        let reported = relevance(HEAD).unwrap_err();
        assert!(
            reported.starts_with("F:1: no query is judged"),
            "{reported}"
        );
        let reported = relevance("query_id,query,need,half,record\n").unwrap_err();
        assert!(reported.starts_with("F:1: no column «grade»"), "{reported}");
    }
}
