//! Frequencies through the command line: forms, parts, dispersion, the progression chart, files.

use super::support::{demo, json, open_demo, palabre, text};
use palabre::locale::Lang;
use palabre::pipeline::{self, Along};
use palabre::tally::ModeratedOption;
use serde_json::Value;

const QUERIES: &str = "formation ; intranet ; service OR agent ; \"réseau social\"";

fn corpus() -> &'static str {
    demo().to_str().unwrap()
}

fn sum(rows: &Value, key: &str) -> u64 {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|r| r[key].as_u64().unwrap())
        .sum()
}

#[test]
fn forms_and_parts_add_up_to_what_the_search_counts() {
    let answer = json(&["search", corpus(), QUERIES, "--frequencies"]);
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    for row in rows {
        let query = row["query"].as_str().unwrap();
        let count = json(&["search", corpus(), query, "--count"]);
        for key in ["count", "occurrences", "authors"] {
            assert_eq!(row[key], count[key], "{key} of {query}");
        }
        assert!(row["occurrences"].as_u64().unwrap() > 0, "{query}");
        assert_eq!(
            sum(&row["forms"], "occurrences"),
            row["occurrences"].as_u64().unwrap()
        );
        for parts in [&row["sections"], &row["months"]] {
            assert_eq!(
                sum(&parts["rows"], "occurrences"),
                row["occurrences"].as_u64().unwrap()
            );
            assert_eq!(
                sum(&parts["rows"], "records"),
                row["count"].as_u64().unwrap()
            );
            assert_eq!(
                sum(&parts["rows"], "words"),
                answer["words"].as_u64().unwrap()
            );
            for part in parts["rows"].as_array().unwrap() {
                let (n, words) = (
                    part["occurrences"].as_f64().unwrap(),
                    part["words"].as_f64().unwrap(),
                );
                match part["per_10000"].as_f64() {
                    Some(rate) => assert!((rate - n * 1e4 / words).abs() <= 0.005),
                    None => assert!(words < 1_000.0),
                }
            }
            // Gries' formula, anew from the printed parts.
            let (f, w) = (
                row["occurrences"].as_f64().unwrap(),
                answer["words"].as_f64().unwrap(),
            );
            let named = parts["rows"].as_array().unwrap();
            assert!(named.iter().all(|p| !p["name"].is_null()));
            let dp: f64 = named
                .iter()
                .map(|p| {
                    let share = |key: &str, of: f64| p[key].as_f64().unwrap() / of;
                    (share("occurrences", f) - share("words", w)).abs() / 2.0
                })
                .sum();
            assert!((parts["dp"].as_f64().unwrap() - dp).abs() < 1e-4);
        }
    }
    let moderated = json(&[
        "search",
        corpus(),
        "formation",
        "--frequencies",
        "--moderated",
        "include",
    ]);
    assert!(moderated["words"].as_u64().unwrap() >= answer["words"].as_u64().unwrap());
}

#[test]
fn an_answer_in_json() {
    let mut answer = json(&["search", corpus(), "intranet", "--frequencies"]);
    answer.as_object_mut().unwrap().remove("version");
    insta::assert_snapshot!(
        "frequencies",
        serde_json::to_string_pretty(&answer).unwrap()
    );
}

#[test]
fn a_chart_in_french_or_english_as_svg_and_png() {
    let folder = tempfile::tempdir().unwrap();
    let draw = |name: &str, query: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let path = file.to_str().unwrap();
        let args = ["search", corpus(), query, "--frequencies", "--chart", path];
        let out = palabre(&[&args[..], more].concat());
        assert!(out.status.success(), "{}", text(&out.stderr));
        std::fs::read(&file).unwrap()
    };
    let french = text(&draw("a.svg", "numérique", &[]));
    for words in [
        "lang=\"fr\"",
        "Progression de «\u{A0}numérique\u{A0}»",
        "occurrences cumulées, textes dans l’ordre de leur date",
        "mars 2015",
        "L’axe horizontal suit les mots",
        "«\u{A0}numérique\u{A0}»",
    ] {
        assert!(french.contains(words), "{words}");
    }
    let english = text(&draw(
        "b.svg",
        "numérique",
        &["--lang", "en", "--along", "section"],
    ));
    for words in [
        "Progression of “numérique”",
        "section by section",
        "A:\u{A0}Former les agents",
    ] {
        assert!(english.contains(words), "{words}");
    }
    let several = text(&draw("c.svg", QUERIES, &[]));
    for words in [
        "Progression de plusieurs recherches",
        ">service OR agent</text>",
    ] {
        assert!(several.contains(words), "{words}");
    }
    let png = draw("d.png", QUERIES, &[]);
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(png, draw("e.PNG", QUERIES, &["--threads", "1"]));
}

#[test]
fn curves_rise_to_the_occurrences_along_all_words() {
    let open = open_demo();
    let selection = ModeratedOption::Exclude.into();
    let counted = pipeline::frequencies(&open, QUERIES, &selection).unwrap();
    let answer = counted.answer().unwrap().body;
    for along in [Along::Date, Along::Section] {
        let chart = counted.chart(along, Lang::Fr).unwrap();
        assert_eq!(chart.length, answer.words);
        for (curve, row) in chart.curves.iter().zip(&answer.rows) {
            assert_eq!(curve.points[0], (0, 0));
            assert_eq!(curve.points.last(), Some(&(answer.words, row.occurrences)));
            assert!(
                curve
                    .points
                    .windows(2)
                    .all(|w| w[0].0 <= w[1].0 && w[0].1 <= w[1].1)
            );
        }
        assert!(chart.limits.windows(2).all(|w| w[0].at < w[1].at));
        let parts = match along {
            Along::Date => &answer.rows[0].months,
            Along::Section => &answer.rows[0].sections,
        };
        assert_eq!(chart.limits.len(), parts.rows.len());
    }
}

#[test]
fn files_and_refusals() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.csv");
    let args = [
        "search",
        corpus(),
        QUERIES,
        "--frequencies",
        "--out",
        file.to_str().unwrap(),
    ];
    let written = json(&args);
    let csv = std::fs::read_to_string(&file).unwrap();
    assert!(csv.starts_with(
        "\u{FEFF}query;kind;name;occurrences;records;words;per_10000;dp;dp_norm;juilland_d\r\n"
    ));
    // A French Excel's decimal comma.
    let months = csv
        .lines()
        .find(|l| l.starts_with("formation;months;;"))
        .unwrap();
    assert!(months.contains(";0,"), "{months}");
    assert_eq!(
        written["rows"].as_u64().unwrap() as usize,
        csv.lines().count() - 1
    );
    for (query, args, message) in [
        ("a1;a2;a3;a4;a5;a6;a7", &["--frequencies"][..], "at most 6"),
        ("été ; (eau", &["--frequencies"], "column"),
        ("eau", &["--frequencies", "--chart", "a.jpg"], ".svg, .png"),
        ("eau", &["--chart", "a.svg"], "--frequencies"),
        ("eau", &["--frequencies", "--along", "date"], "--chart"),
        ("eau", &["--frequencies", "--kwic"], "--kwic"),
        ("eau", &["--frequencies", "--limit", "3"], "--limit"),
    ] {
        let out = palabre(&[&["search", corpus(), query], args].concat());
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        let reported = text(&out.stderr);
        assert!(reported.contains(message), "{args:?}: {reported}");
    }
}
