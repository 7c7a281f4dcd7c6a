//! A concordance through the command line: every occurrence, in order, grouped, sampled, in pages, in files.

use super::support::{demo, json, open_demo, palabre, text};
use palabre::pipeline::{self, KwicOptions, PageOptions};
use palabre::tally::ModeratedOption;
use palabre::text::fold;
use palabre::textometry::{Around, Order};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const QUERIES: [&str; 7] = [
    "formation",
    "l'administration",
    "\"réseau social\"",
    "num*",
    "agents OR service",
    "\"service public\"~3",
    "service HORS \"service public\"",
];

fn corpus() -> &'static str {
    demo().to_str().unwrap()
}

fn kwic(query: &str, more: &[&str]) -> Value {
    let args = ["search", corpus(), query, "--kwic", "--limit", "100000"];
    json(&[&args[..], more].concat())
}

fn rows(answer: &Value) -> &Vec<Value> {
    answer["rows"].as_array().unwrap()
}

/// The whole answer but the program's version.
fn pretty(answer: &Value) -> String {
    let mut answer = answer.clone();
    answer.as_object_mut().unwrap().remove("version");
    serde_json::to_string_pretty(&answer).unwrap()
}

fn place(row: &Value) -> (String, String, u64) {
    let of = |key: &str| row[key].as_str().unwrap().to_string();
    (of("id"), of("field"), row["start"].as_u64().unwrap())
}

#[test]
fn as_many_lines_as_the_search_counts_and_each_leads_to_its_text() {
    let open = open_demo();
    let mut lines = 0;
    for query in QUERIES {
        let count = json(&["search", corpus(), query, "--count"]);
        let answer = kwic(query, &[]);
        for key in ["count", "occurrences", "authors"] {
            assert_eq!(answer[key], count[key], "{key} of {query}");
        }
        assert_eq!(
            rows(&answer).len() as u64,
            count["occurrences"].as_u64().unwrap()
        );
        let mut before = (0, String::new(), 0);
        for row in rows(&answer) {
            let (id, field, start) = place(row);
            let record = open.records().unwrap().iter().find(|r| r.id == id).unwrap();
            let kept = match field.as_str() {
                "title" => &record.title,
                _ => &record.body,
            };
            let end = row["end"].as_u64().unwrap();
            let keyword = &kept[start as usize..end as usize];
            let words = |s: &str| {
                s.split([' ', '\n', '\t'])
                    .map(str::to_string)
                    .collect::<Vec<_>>()
            };
            assert_eq!(words(keyword), words(row["keyword"].as_str().unwrap()));
            // The passage is in the text as it is on the line, save for line feeds and repeated spaces.
            let line = |key: &str| row[key].as_str().unwrap();
            let passage = [line("left"), line("keyword"), line("right")].concat();
            let whole: String = kept
                .split([' ', '\n', '\t'])
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            assert!(whole.contains(passage.trim()), "{passage} of {id}");
            assert_eq!(row["file"].as_str().unwrap(), &*record.origin.file);
            assert!(!passage.contains('\n'));
            // In source order, title before body, from left to right.
            let now = (record.ordinal, field.replace("title", "a"), start);
            assert!(before < now || lines == 0, "{before:?} {now:?}");
            before = now;
            lines += 1;
        }
        lines = 0;
    }
}

#[test]
fn the_words_beside_the_keyword_give_the_order_and_the_groups() {
    for (order, key, from_right) in [("left1", "left", true), ("right1", "right", false)] {
        let answer = kwic("agents OR service", &["--order", order, "--context", "3"]);
        let mut plain = kwic("agents OR service", &["--context", "3"]);
        let nearest = |row: &Value| {
            let side = fold(row[key].as_str().unwrap()).into_owned();
            let mut words = side
                .split(|c: char| !c.is_alphanumeric())
                // Elided particles are no words.
                .filter(|w| w.len() > 1 || w.chars().all(|c| c.is_numeric()) || "ay".contains(w))
                .filter(|w| !w.is_empty() && *w != "qu")
                .map(str::to_string);
            if from_right {
                words.next_back()
            } else {
                words.next()
            }
            .unwrap_or_default()
        };
        let words: Vec<String> = rows(&answer).iter().map(nearest).collect();
        let mut sorted = words.clone();
        sorted.sort();
        assert_eq!(words, sorted);
        assert!(words.iter().collect::<BTreeSet<_>>().len() > 5);
        // The same lines in another order.
        let mut same = answer.clone();
        for rows in [&mut plain, &mut same] {
            rows["rows"].as_array_mut().unwrap().sort_by_key(place);
        }
        assert_eq!(rows(&plain), rows(&same));
        // The groups count those lines.
        let groups = json(&[
            "search",
            corpus(),
            "agents OR service",
            "--kwic",
            "--group",
            order,
            "--limit",
            "100000",
        ]);
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        for word in words {
            *counted.entry(word).or_default() += 1;
        }
        let reported: BTreeMap<String, u64> = rows(&groups)
            .iter()
            .map(|g| {
                (
                    g["text"].as_str().unwrap().to_string(),
                    g["count"].as_u64().unwrap(),
                )
            })
            .collect();
        assert_eq!(reported, counted);
    }
}

#[test]
fn groups_add_up_to_the_occurrences() {
    let open = open_demo();
    let options = KwicOptions {
        selection: ModeratedOption::Exclude.into(),
        context: 0,
        order: Order::Record,
        sample: None,
        page: PageOptions::ALL,
    };
    for query in QUERIES {
        let total = pipeline::count(&open, query, &ModeratedOption::Exclude.into()).unwrap();
        let sides = (1..=3).flat_map(|n| [Around::Left(n), Around::Right(n)]);
        for what in sides.chain([Around::Keyword]) {
            let answer = pipeline::kwic_groups(&open, query, what, &options).unwrap();
            let counts: Vec<u64> = answer.body.rows.iter().map(|g| g.count).collect();
            assert_eq!(
                counts.iter().sum::<u64>(),
                total.body.occurrences,
                "{query} {what:?}"
            );
            assert!(counts.windows(2).all(|w| w[0] >= w[1]));
            assert_eq!(answer.body.groups, counts.len() as u64);
        }
    }
}

#[test]
fn a_sample_is_stable_and_a_part_of_the_whole() {
    let all: BTreeSet<_> = rows(&kwic("service", &[])).iter().map(place).collect();
    let chosen = |more: &[&str]| {
        let answer = kwic("service", more);
        (
            rows(&answer).iter().map(place).collect::<Vec<_>>(),
            answer["sampled"].clone(),
        )
    };
    let (ten, reported) = chosen(&["--sample", "10", "--seed", "4"]);
    assert_eq!(ten.len(), 10);
    assert!(all.len() > 20 && ten.iter().all(|p| all.contains(p)));
    assert_eq!(reported["size"], 10);
    assert_eq!(reported["of"], all.len());
    assert_eq!(reported["seed"], 4);
    // The same lines whatever the order and the number of threads.
    for more in [
        &["--order", "left2"][..],
        &["--threads", "1"],
        &["--order", "keyword"],
    ] {
        let (mut again, _) = chosen(&[&["--sample", "10", "--seed", "4"], more].concat());
        let mut first = ten.clone();
        again.sort();
        first.sort();
        assert_eq!(again, first);
    }
    assert_ne!(chosen(&["--sample", "10", "--seed", "5"]).0, ten);
    let (twenty, _) = chosen(&["--sample", "20", "--seed", "4"]);
    assert!(ten.iter().all(|p| twenty.contains(p)));
    let (whole, _) = chosen(&["--sample", "100000"]);
    assert_eq!(whole.len(), all.len());
}

#[test]
fn pages_lose_nothing() {
    for order in ["right2", "record"] {
        let all: Vec<_> = rows(&kwic("service", &["--order", order]))
            .iter()
            .map(place)
            .collect();
        let pages = all.len().div_ceil(7);
        let mut paged = Vec::new();
        for page in 1..=pages {
            let page = page.to_string();
            let args = [
                "search",
                corpus(),
                "service",
                "--kwic",
                "--order",
                order,
                "--limit",
                "7",
                "--page",
                &page,
            ];
            let answer = json(&args);
            assert_eq!(answer["pages"].as_u64().unwrap(), pages as u64);
            assert_eq!(answer["occurrences"].as_u64().unwrap(), all.len() as u64);
            paged.extend(rows(&answer).iter().map(place));
        }
        assert_eq!(paged, all, "{order}");
    }
}

#[test]
fn a_line_in_json_and_in_a_terminal() {
    let args = [
        "search",
        corpus(),
        "\"réseau social\"",
        "--kwic",
        "--limit",
        "1",
    ];
    insta::assert_snapshot!("concordance_line", pretty(&json(&args)));
    let groups = ["search", corpus(), "intranet", "--kwic", "--group", "left1"];
    insta::assert_snapshot!("concordance_groups", pretty(&json(&groups)));
    let shown = palabre(&[
        "search",
        corpus(),
        "intranet",
        "--kwic",
        "--order",
        "left1",
        "-q",
    ]);
    insta::assert_snapshot!("concordance_terminal", text(&shown.stdout));
}

#[test]
fn files_hold_all_rows_in_the_format_that_their_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let lines = rows(&kwic("service", &[])).len() as u64;
    for name in ["a.csv", "a.jsonl", "a.parquet", "a.xlsx", "a.ods", "b.CSV"] {
        let file = folder.path().join(name);
        let answer = json(&[
            "search",
            corpus(),
            "service",
            "--kwic",
            "--out",
            file.to_str().unwrap(),
        ]);
        assert_eq!(answer["rows"].as_u64().unwrap(), lines, "{name}");
        assert_eq!(
            answer["bytes"].as_u64().unwrap(),
            std::fs::metadata(&file).unwrap().len()
        );
    }
    let french = std::fs::read(folder.path().join("a.csv")).unwrap();
    assert!(french.starts_with("\u{FEFF}id;kind;field;start;end;left".as_bytes()));
    let json_lines = std::fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    let first: Value = serde_json::from_str(json_lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["keyword"], rows(&kwic("service", &[]))[0]["keyword"]);
    // The ranked list and the groups are written the same way, for programs too.
    let file = folder.path().join("r.csv");
    let path = file.to_str().unwrap();
    for (more, header) in [
        (&["--rfc4180"][..], "rank,score,id,kind,section,author"),
        (
            &["--rfc4180", "--kwic", "--group", "form"],
            "text,form,count,records,authors",
        ),
    ] {
        json(&[&["search", corpus(), "service", "--out", path], more].concat());
        let csv = std::fs::read_to_string(&file).unwrap();
        assert!(csv.starts_with(header), "{csv}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    for (args, message) in [
        (&["--context", "3"][..], "--kwic"),
        (&["--kwic", "--order", "left4"], "left3"),
        (&["--kwic", "--seed", "3"], "--sample"),
        (
            &["--kwic", "--group", "form", "--order", "left1"],
            "--order",
        ),
        (&["--kwic", "--page", "0"], "a whole number from 1"),
        (&["--kwic", "--limit", "0"], "a whole number from 1"),
        (&["--limit", "0"], "a whole number from 1"),
        (&["--kwic", "--page", "999"], "there is no page 999"),
        (
            &["--kwic", "--group", "left1", "--page", "999"],
            "there is no page 999",
        ),
        (&["--frequencies", "--sample", "2"], "--sample"),
        (&["--frequencies", "--context", "2"], "--context"),
        (&["--compare", "a,b", "--sample", "2"], "--sample"),
        (&["--similar", "x", "--group", "form"], "--group"),
        (&["--kwic", "--count"], "--count"),
        (
            &["--kwic", "--out", "a.doc"],
            ".csv, .jsonl, .parquet, .xlsx, .ods",
        ),
        (&["--kwic", "--out", "a.xlsx", "--rfc4180"], "--rfc4180"),
        (&["--kwic", "--rfc4180"], "--out"),
    ] {
        let out = palabre(&[&["search", corpus(), "service"], args].concat());
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        let reported = text(&out.stderr);
        assert!(reported.contains(message), "{args:?}: {reported}");
    }
    // What the corpus is made of is never written over.
    for inside in [".palabre/a.csv", "sources/pages/a.csv", "corpus.toml"] {
        let inside = demo().join(inside);
        let out = palabre(&[
            "search",
            corpus(),
            "service",
            "--kwic",
            "--out",
            inside.to_str().unwrap(),
        ]);
        assert_eq!(out.status.code(), Some(2), "{}", inside.display());
        assert!(inside.ends_with("corpus.toml") || !inside.exists());
    }
}
