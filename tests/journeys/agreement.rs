//! A theme, a search, a table and a page over the same expression say the same numbers.

use super::support::{demo, json, open_demo, palabre, republique, text};
use palabre::annotate::themes::Theme;
use palabre::locale::Lang;
use palabre::model::Silent;
use palabre::pipeline::{self, KwicOptions, Open, PageOptions};
use palabre::store::Column;
use palabre::tally::ModeratedOption;
use palabre::textometry::{Around, Order};

/// A theme's expression as a query: its terms without its exclusions, and its sub-themes'.
fn query_of(themes: &[Theme], at: usize) -> String {
    let join = |terms: &[String]| {
        let parts: Vec<String> = terms.iter().map(|t| format!("({t})")).collect();
        format!("({})", parts.join(" OR "))
    };
    let theme = &themes[at];
    let mut parts = Vec::new();
    if !theme.terms.is_empty() {
        parts.push(if theme.exclude.is_empty() {
            join(&theme.terms)
        } else {
            format!("({} HORS {})", join(&theme.terms), join(&theme.exclude))
        });
    }
    for (i, child) in themes.iter().enumerate() {
        if child.parent == Some(at) {
            parts.push(query_of(themes, i));
        }
    }
    format!("({})", parts.join(" OR "))
}

fn themes_and_searches_agree(open: &Open) {
    let answer = pipeline::themes(open, &ModeratedOption::Exclude.into(), Lang::Fr).unwrap();
    let themes = &open.dictionary().unwrap().themes;
    let mut records = 0;
    for (i, row) in answer.body.rows.iter().enumerate() {
        let query = query_of(themes, i);
        let found = pipeline::count(open, &query, &ModeratedOption::Exclude.into()).unwrap();
        assert_eq!(found.body.count, row.records, "records of {}", row.theme);
        assert_eq!(
            found.body.occurrences, row.occurrences,
            "occurrences of {}",
            row.theme
        );
        let options = KwicOptions {
            selection: ModeratedOption::Exclude.into(),
            context: 3,
            order: Order::By(Around::Keyword),
            sample: None,
            page: PageOptions::ALL,
        };
        let read = pipeline::kwic(open, &query, &options).unwrap().body;
        assert_eq!(
            read.count, row.records,
            "records of {} in context",
            row.theme
        );
        assert_eq!(
            read.rows.len() as u64,
            row.occurrences,
            "lines of {}",
            row.theme
        );
        records += row.records;
    }
    assert!(records > 0);
}

#[test]
fn themes_and_searches_agree_over_the_whole_dictionary_on_the_demo() {
    themes_and_searches_agree(&open_demo());
}

#[test]
fn themes_and_searches_agree_over_the_whole_dictionary_on_republique_numerique() {
    let Some(corpus) = republique() else { return };
    themes_and_searches_agree(&Open::corpus(corpus, &Silent).unwrap());
}

/// The integers of a column of a table in memory.
fn integers(table: &palabre::store::Table, name: &str) -> Vec<Option<i64>> {
    match &table.columns.iter().find(|c| c.0 == name).unwrap().1 {
        Column::Integer(cells) => cells.clone(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn page_tables_and_json_say_the_same() {
    let open = open_demo();
    let report = pipeline::in_memory(&open, Lang::Fr, &ModeratedOption::Exclude.into()).unwrap();
    let answer = json(&["themes", demo().to_str().unwrap()]);
    let rows = answer["rows"].as_array().unwrap();
    let themes = &report.tables.iter().find(|t| t.0 == "themes").unwrap().1;
    let csv = text(&palabre(&["themes", demo().to_str().unwrap(), "--format", "csv"]).stdout);
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    for (i, (row, line)) in rows.iter().zip(lines).enumerate() {
        for name in [
            "contributions",
            "arguments",
            "records",
            "occurrences",
            "authors",
            "favourable",
            "against",
        ] {
            let value = row[name].as_i64().unwrap();
            assert_eq!(
                integers(themes, name)[i],
                Some(value),
                "{name} of {}",
                row["theme"]
            );
            let at = header.iter().position(|h| *h == name).unwrap();
            // Labels of the shipped dictionary hold no comma: a plain split reads this CSV.
            assert_eq!(line.split(',').nth(at).unwrap(), value.to_string());
        }
        let id = row["theme"].as_str().unwrap();
        for (name, recipe) in [
            ("contributions", format!("contributions; theme={id}")),
            (
                "favourable",
                format!("arguments; parent-theme={id}; declared=favourable"),
            ),
        ] {
            let figure = report
                .figures
                .iter()
                .find(|f| f.recipe.to_string() == recipe)
                .expect("a figure");
            assert_eq!(figure.counted.value, row[name].as_u64().unwrap());
            let shown = format!(">{}</", row[name]);
            let element = format!("data-figure=\"{}\" data-form=\"count\"", figure.id);
            if figure.counted.value > 0 {
                let at = report
                    .index
                    .find(&element)
                    .expect("the figure is in the page");
                assert!(
                    report.index[at + element.len()..].starts_with(&shown),
                    "{recipe}"
                );
            }
        }
    }
    assert_eq!(
        integers(themes, "contributions").last().unwrap(),
        &answer["uncovered"].as_i64()
    );
    let stances = json(&["stances", demo().to_str().unwrap()]);
    let arguments = &report.tables.iter().find(|t| t.0 == "arguments").unwrap().1;
    let sides = &stances["arguments"];
    let total: u64 = ["favourable", "against", "unknown"]
        .iter()
        .map(|s| sides[s].as_u64().unwrap())
        .sum();
    assert_eq!(arguments.height() as u64, total);
    let contributions = &report
        .tables
        .iter()
        .find(|t| t.0 == "contributions")
        .unwrap()
        .1;
    assert_eq!(
        contributions.height() as u64,
        stances["contributions"].as_u64().unwrap()
    );
}

#[test]
fn parquet_and_csv_files_hold_the_same_rows() {
    let out = tempfile::tempdir().unwrap();
    let report = out.path().join("r");
    palabre(&[
        "report",
        demo().to_str().unwrap(),
        "--out",
        report.to_str().unwrap(),
    ]);
    for name in ["contributions", "arguments", "themes", "stances", "figures"] {
        let file = std::fs::File::open(report.join(format!("{name}.parquet"))).unwrap();
        let frame = polars::prelude::SerReader::finish(
            <polars::prelude::ParquetReader<_> as polars::prelude::SerReader<_>>::new(file),
        )
        .unwrap();
        let bytes = std::fs::read(report.join(format!("{name}.csv"))).unwrap();
        assert!(
            bytes.starts_with(b"\xEF\xBB\xBF"),
            "{name}.csv begins with a byte order mark"
        );
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(&bytes[3..]);
        let header: Vec<String> = csv.headers().unwrap().iter().map(str::to_string).collect();
        let names: Vec<String> = frame
            .get_column_names()
            .iter()
            .map(|n| n.to_string())
            .collect();
        assert_eq!(header, names, "{name}");
        assert_eq!(csv.records().count(), frame.height(), "{name}");
    }
}
