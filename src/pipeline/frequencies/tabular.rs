//! Frequencies as rows of one table: the corpus, forms, sections and months of each query.

use super::{FrequenciesAnswer, MIN_WORDS, PartsFrequency, QueryFrequency};
use crate::pipeline::table::Exported;
use crate::pipeline::{Tabular, cell};
use crate::store::{Column, Table};

/// A row, whatever it is about.
struct Row<'a> {
    query: &'a str,
    kind: &'static str,
    name: Option<&'a str>,
    occurrences: u64,
    records: Option<u64>,
    words: Option<u64>,
    per_10000: Option<f64>,
    parts: Option<&'a PartsFrequency>,
}

impl FrequenciesAnswer {
    fn flat(&self) -> Vec<Row<'_>> {
        let mut out = Vec::new();
        for query in &self.rows {
            let row = |kind, occurrences| Row {
                query: &query.query,
                kind,
                name: None,
                occurrences,
                records: None,
                words: None,
                per_10000: None,
                parts: None,
            };
            out.push(Row {
                records: Some(query.count),
                words: Some(self.words),
                per_10000: query.per_10000,
                ..row("corpus", query.occurrences)
            });
            out.extend(query.forms.iter().map(|f| Row {
                name: Some(&f.form),
                records: Some(f.records),
                ..row("form", f.occurrences)
            }));
            for (kinds, kind, parts) in of_kinds(query) {
                out.push(Row {
                    words: Some(parts.words),
                    parts: Some(parts),
                    ..row(kinds, parts.occurrences)
                });
                out.extend(parts.rows.iter().map(|p| Row {
                    name: p.name.as_deref(),
                    records: Some(p.records),
                    words: Some(p.words),
                    per_10000: p.per_10000,
                    ..row(kind, p.occurrences)
                }));
            }
        }
        out
    }
}

fn of_kinds(query: &QueryFrequency) -> [(&'static str, &'static str, &PartsFrequency); 2] {
    [
        ("sections", "section", &query.sections),
        ("months", "month", &query.months),
    ]
}

impl Tabular for FrequenciesAnswer {
    fn header(&self) -> Vec<String> {
        [
            "query",
            "kind",
            "name",
            "occurrences",
            "records",
            "words",
            "per_10000",
            "dp",
            "dp_norm",
            "juilland_d",
        ]
        .map(str::to_string)
        .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let places =
            |x: Option<f64>, places: usize| x.map_or_else(String::new, |x| format!("{x:.places$}"));
        self.flat()
            .into_iter()
            .map(|r| {
                vec![
                    r.query.to_string(),
                    r.kind.to_string(),
                    cell(&r.name),
                    r.occurrences.to_string(),
                    cell(&r.records),
                    cell(&r.words),
                    places(r.per_10000, 2),
                    places(r.parts.and_then(|p| p.dp), 4),
                    places(r.parts.and_then(|p| p.dp_norm), 4),
                    places(r.parts.and_then(|p| p.juilland_d), 4),
                ]
            })
            .collect()
    }

    fn footer(&self) -> Vec<String> {
        vec![
            format!(
                "records that count: {}, words: {}; per_10000 is given where a part has {MIN_WORDS} words or more",
                self.records, self.words
            ),
            "dispersion (dp, dp_norm: Gries 2008; juilland_d) is over parts that have a name"
                .to_string(),
        ]
    }
}

impl Exported for FrequenciesAnswer {
    fn table(&self) -> Table {
        let rows = self.flat();
        let whole = |f: &dyn Fn(&Row<'_>) -> Option<u64>| {
            Column::Integer(
                rows.iter()
                    .map(|r| f(r).and_then(|n| i64::try_from(n).ok()))
                    .collect(),
            )
        };
        let number =
            |f: &dyn Fn(&Row<'_>) -> Option<f64>| Column::Number(rows.iter().map(f).collect());
        Table::new(vec![
            ("query", Column::text(rows.iter().map(|r| r.query))),
            ("kind", Column::text(rows.iter().map(|r| r.kind))),
            (
                "name",
                Column::Text(rows.iter().map(|r| r.name.map(str::to_string)).collect()),
            ),
            ("occurrences", whole(&|r| Some(r.occurrences))),
            ("records", whole(&|r| r.records)),
            ("words", whole(&|r| r.words)),
            ("per_10000", number(&|r| r.per_10000)),
            ("dp", number(&|r| r.parts.and_then(|p| p.dp))),
            ("dp_norm", number(&|r| r.parts.and_then(|p| p.dp_norm))),
            (
                "juilland_d",
                number(&|r| r.parts.and_then(|p| p.juilland_d)),
            ),
        ])
    }
}
