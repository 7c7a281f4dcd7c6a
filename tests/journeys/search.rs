//! `search` through the command line: order, pages, facets, fields, explanations, similar records, and the
//! way back to the source.

use super::support::{demo, json, open_demo, palabre, palabre_in, text};
use palabre::model::{Kind, Random, Record, Side};
use palabre::pipeline::{Question, Selection};
use palabre::tally::ModeratedOption;
use palabre::text::{Analysed, Expr, Matcher, Reader, parse};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn search(args: &[&str]) -> Value {
    let demo = demo().to_str().unwrap();
    json(&[&["search", demo], args].concat())
}

fn rows(answer: &Value) -> &Vec<Value> {
    answer["rows"].as_array().unwrap()
}

fn ids(answer: &Value) -> Vec<String> {
    let id = |r: &Value| r["id"].as_str().unwrap().to_string();
    rows(answer).iter().map(id).collect()
}

#[test]
fn pages_lose_nothing_and_repeat_nothing() {
    for sort in ["relevance", "date", "-date", "votes"] {
        let all = search(&["service", "--limit", "1000", "--sort", sort]);
        let count = all["count"].as_u64().unwrap() as usize;
        assert!(count > 30, "{count}");
        assert_eq!(rows(&all).len(), count);
        let mut found = Vec::new();
        for page in 1..=count.div_ceil(7) {
            let page = page.to_string();
            let answer = search(&["service", "--limit", "7", "--page", &page, "--sort", sort]);
            assert_eq!(answer["pages"], count.div_ceil(7));
            found.extend(ids(&answer));
        }
        assert_eq!(found, ids(&all), "{sort}");
        let distinct: BTreeSet<&String> = found.iter().collect();
        assert_eq!(distinct.len(), count);
    }
    let demo = demo().to_str().unwrap();
    let out = palabre(&["search", demo, "formation", "--page", "99"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("there is no page 99"),
        "{}",
        text(&out.stderr)
    );
}

#[test]
fn records_come_in_the_order_that_was_asked() {
    let key = |answer: &Value, name: &str| -> Vec<Option<String>> {
        let cell = |r: &Value| r[name].as_str().map(str::to_string);
        rows(answer).iter().map(cell).collect()
    };
    let oldest = key(
        &search(&["service", "--limit", "1000", "--sort", "date"]),
        "published_at",
    );
    let dated: Vec<&String> = oldest.iter().flatten().collect();
    assert!(dated.is_sorted(), "{dated:?}");
    assert!(
        oldest
            .iter()
            .skip_while(|d| d.is_some())
            .all(Option::is_none)
    );
    let newest = key(
        &search(&["service", "--limit", "1000", "--sort", "-date"]),
        "published_at",
    );
    assert!(newest.iter().flatten().rev().is_sorted());
    assert!(
        newest
            .iter()
            .skip_while(|d| d.is_some())
            .all(Option::is_none)
    );
    let scores: Vec<f64> = rows(&search(&["service OU agents", "--limit", "1000"]))
        .iter()
        .map(|r| r["score"].as_f64().unwrap())
        .collect();
    assert!(scores.windows(2).all(|w| w[0] >= w[1]));
    let open = open_demo();
    let records = open.records().unwrap();
    let votes: Vec<u64> = ids(&search(&["service", "--limit", "1000", "--sort", "votes"]))
        .iter()
        .map(|id| {
            let record = records.iter().find(|r| r.id == *id).unwrap();
            let counted = record.counters.and_then(|c| c.favourable).unwrap_or(0);
            record.support.unwrap_or(counted)
        })
        .collect();
    assert!(votes.windows(2).all(|w| w[0] >= w[1]), "{votes:?}");
    assert!(votes.first() > votes.last());
}

#[test]
fn facets_count_the_records_that_match() {
    let answer = search(&["service", "--limit", "1000"]);
    let count = answer["count"].as_u64().unwrap();
    let counted = |name: &str| -> BTreeMap<Option<String>, u64> {
        let value = |r: &Value| {
            let value = r["value"].as_str().map(str::to_string);
            (value, r["records"].as_u64().unwrap())
        };
        answer["facets"][name]
            .as_array()
            .unwrap()
            .iter()
            .map(value)
            .collect()
    };
    for (facet, cell) in [
        ("sections", "section"),
        ("stances", "stance"),
        ("kinds", "kind"),
    ] {
        let mut own: BTreeMap<Option<String>, u64> = BTreeMap::new();
        for row in rows(&answer) {
            *own.entry(row[cell].as_str().map(str::to_string))
                .or_default() += 1;
        }
        assert_eq!(counted(facet), own, "{facet}");
    }
    let mut months: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for row in rows(&answer) {
        let month = row["published_at"].as_str().map(|d| d[..7].to_string());
        *months.entry(month).or_default() += 1;
    }
    assert_eq!(counted("months"), months);
    // A facet of a theme is what the theme as a condition leaves.
    for (theme, records) in counted("themes") {
        let Some(theme) = theme else { continue };
        let narrowed = search(&[&format!("service theme:{theme}"), "--count"]);
        assert_eq!(narrowed["count"].as_u64().unwrap(), records, "{theme}");
    }
    let covered: u64 = count - counted("themes").get(&None).copied().unwrap_or(0);
    assert!(covered > 0 && covered <= count);
    let none: Vec<String> = counted("themes")
        .into_keys()
        .flatten()
        .map(|theme| format!("NOT theme:{theme}"))
        .collect();
    let uncovered = search(&[&format!("service {}", none.join(" ")), "--count"]);
    assert_eq!(uncovered["count"].as_u64().unwrap(), count - covered);
    assert!(covered < count);
}

#[test]
fn fields_ask_what_the_records_say() {
    let open = open_demo();
    let records = open.records().unwrap();
    let those = |holds: &dyn Fn(&Record) -> bool| -> BTreeSet<String> {
        records
            .iter()
            .filter(|r| !r.moderation.moderated && holds(r))
            .map(|r| r.id.clone())
            .collect()
    };
    let found = |query: &str| -> BTreeSet<String> {
        ids(&search(&[query, "--limit", "100000"]))
            .into_iter()
            .collect()
    };
    let argument = |r: &Record| r.kind == Kind::Argument;
    let first = records.iter().find_map(|r| r.author).unwrap();
    type Holds<'h> = &'h dyn Fn(&Record) -> bool;
    let cases: [(String, Holds<'_>); 6] = [
        ("type:argument".into(), &argument),
        ("position:contre".into(), &|r| {
            r.declared == Some(Side::Against)
        }),
        ("type:contribution".into(), &|r| r.kind.is_contribution()),
        (format!("auteur:{first}"), &|r| r.author == Some(first)),
        ("soutiens:>=1".into(), &|r| r.support.is_some_and(|n| n > 0)),
        ("date:2015-03..2015-04".into(), &|r| {
            r.published_at.is_some_and(|at| {
                let day = palabre::locale::rfc3339(at);
                day.starts_with("2015-03") || day.starts_with("2015-04")
            })
        }),
    ];
    for (query, holds) in cases {
        let expected = those(holds);
        assert!(!expected.is_empty(), "{query} finds nothing");
        assert_eq!(found(&query), expected, "{query}");
        let rest = those(&|r| !holds(r));
        assert_eq!(found(&format!("NOT {query}")), rest, "NOT {query}");
    }
    for (query, error) in [
        (
            "theme:formtion",
            "there is no theme «formtion»: did you mean formation?",
        ),
        (
            "section:inconnue",
            "no section's name holds the words «inconnue»",
        ),
        ("agents in:nulle", "nulle"),
    ] {
        let out = palabre(&["search", demo().to_str().unwrap(), query]);
        assert_eq!(out.status.code(), Some(2), "{query}");
        assert!(
            text(&out.stderr).contains(error),
            "{query}: {}",
            text(&out.stderr)
        );
    }
}

#[test]
fn an_explanation_adds_up_and_names_what_was_meant() {
    let answer = search(&["service agents SAUF guichet", "--explain", "--limit", "5"]);
    for row in rows(&answer) {
        let explanation = &row["explanation"];
        let terms = explanation["terms"].as_array().unwrap();
        let sum: f64 = terms.iter().map(|t| t["score"].as_f64().unwrap()).sum();
        assert!((sum - row["score"].as_f64().unwrap()).abs() < 1e-4, "{row}");
        let said: u64 = terms
            .iter()
            .map(|t| t["title"].as_u64().unwrap() + t["body"].as_u64().unwrap())
            .sum();
        assert_eq!(said, row["spans"].as_array().unwrap().len() as u64);
        assert!(
            terms
                .iter()
                .all(|t| !t["forms"].as_array().unwrap().is_empty())
        );
    }
    let table = palabre(&[
        "search",
        demo().to_str().unwrap(),
        "formation",
        "--explain",
        "--limit",
        "1",
    ]);
    assert!(
        text(&table.stdout).contains("idf"),
        "{}",
        text(&table.stdout)
    );
}

#[test]
fn spans_are_passages_of_the_texts() {
    let open = open_demo();
    let records = open.records().unwrap();
    let answer = search(&["\"former agents\"~3 OU numérique", "--limit", "1000"]);
    let mut seen = 0;
    for row in rows(&answer) {
        let record = records.iter().find(|r| r.id == row["id"]).unwrap();
        for span in row["spans"].as_array().unwrap() {
            let span: palabre::model::Span = serde_json::from_value(span.clone()).unwrap();
            let passage = span
                .of(record.text(span.field))
                .expect("a span of the text");
            assert!(!passage.trim().is_empty());
            seen += 1;
        }
        assert_eq!(record.origin.file.as_ref(), row["file"].as_str().unwrap());
    }
    assert_eq!(seen, answer["occurrences"].as_u64().unwrap());
}

#[test]
fn similar_records_share_words_and_leave_the_record_out() {
    let first = ids(&search(&["télétravail", "--limit", "1"])).remove(0);
    let answer = search(&["--similar", &first, "--limit", "5"]);
    let found = ids(&answer);
    assert_eq!(found.len(), 5);
    assert!(!found.contains(&first));
    assert!(
        rows(&answer)
            .iter()
            .all(|r| !r["spans"].as_array().unwrap().is_empty())
    );
    let narrowed = search(&["type:argument", "--similar", &first, "--limit", "5"]);
    assert!(rows(&narrowed).iter().all(|r| r["kind"] == "argument"));
    let out = palabre(&[
        "search",
        demo().to_str().unwrap(),
        "--similar",
        "nulle/part/1",
    ]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("there is no record «nulle/part/1»"));
}

/// A query made of words that follow each other in some record, so that it finds something.
fn random_query(texts: &[&str], random: &mut Random) -> String {
    let mut pick = |n: usize| random.below(n as u64) as usize;
    let mut pair = || loop {
        let words: Vec<&str> = texts[pick(texts.len())].split_whitespace().collect();
        if words.len() > 1 {
            let at = pick(words.len() - 1);
            let clean = |w: &str| w.replace(|c: char| !c.is_alphanumeric() && c != '\'', " ");
            break (clean(words[at]), clean(words[at + 1]));
        }
    };
    let ((a, b), (c, d)) = (pair(), pair());
    match pick(9) {
        0 => a,
        1 => format!("{a} {c}"),
        2 => format!("\"{a} {b}\""),
        3 => format!("{a} OU \"{c} {d}\""),
        4 => format!("{a} HORS \"{a} {b}\""),
        5 => format!("{a} SAUF {c}"),
        6 => format!("\"{b} {a}\"~4"),
        7 => format!("(\"{a} {b}\" OU {c}) {d}"),
        _ => format!("NOT ({a} OU {c}) titre:{b}"),
    }
}

/// The index says of thousands of queries what the matcher finds in the texts.
#[test]
fn random_queries_find_what_the_texts_hold() {
    let open = open_demo();
    let records = open.records().unwrap();
    let lexicon = open.lexicon().unwrap();
    let mut reader = Reader::new(lexicon);
    let analysed: Vec<Analysed> = records
        .iter()
        .map(|r| Analysed {
            title: reader.reread(&r.title),
            body: reader.reread(&r.body),
        })
        .collect();
    let texts: Vec<&str> = records.iter().map(|r| r.body.as_str()).collect();
    let mut random = Random::new(16);
    let queries: Vec<(String, Expr)> = (0..2_000)
        .map(|_| random_query(&texts, &mut random))
        .filter_map(|q| parse(&q).ok().map(|e| (q, e)))
        .collect();
    let matcher = Matcher::new(queries.iter().map(|q| &q.1), lexicon);
    let mut expected: Vec<Vec<(u32, usize)>> = vec![Vec::new(); queries.len()];
    for (ordinal, record) in (0..).zip(&analysed) {
        for (query, hits) in matcher.matches(ordinal, record) {
            expected[query].push((ordinal, hits.len()));
        }
    }
    let everything = Selection::from(ModeratedOption::Include);
    for ((query, _), expected) in queries.iter().zip(&expected) {
        let question = Question::new(&open, query, &everything).unwrap();
        let matches = question.matches().unwrap();
        let found: Vec<(u32, usize)> = matches
            .iter()
            .map(|m| (m.ordinal, m.occurrences as usize))
            .collect();
        assert_eq!(found, *expected, "{query}");
        let passages = question.passages().unwrap();
        let counted: Vec<(u32, usize)> = passages.iter().map(|p| (p.0, p.1.len())).collect();
        assert_eq!(counted, *expected, "{query}");
    }
    let matched = expected.iter().filter(|e| !e.is_empty()).count();
    assert!(
        queries.len() > 1_500 && matched > 1_000,
        "{} and {matched}",
        queries.len()
    );
}

/// An open range of dates holds no record without a date.
#[test]
fn a_record_without_a_date_is_of_no_range() {
    let folder = tempfile::tempdir().unwrap();
    let table = "id,type,titre,texte,date\n\
                 1,proposition,Guichet,un guichet,2015-03-01\n\
                 2,proposition,Guichet,un guichet,\n\
                 3,proposition,Guichet,un guichet,2015-06-01\n";
    std::fs::write(folder.path().join("avis.csv"), table).unwrap();
    let out = palabre_in(folder.path(), &["new", "c", "avis.csv"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let corpus = folder.path().join("c");
    let count = |query: &str| {
        let answer = json(&["search", corpus.to_str().unwrap(), query, "--count"]);
        answer["count"].as_u64().unwrap()
    };
    assert_eq!(count("guichet"), 3);
    assert_eq!(count("guichet date:..2015-04"), 1);
    assert_eq!(count("guichet date:2015-04.."), 1);
    assert_eq!(count("guichet NOT date:1900.."), 1);
    let sorted = |sort: &str| {
        ids(&json(&[
            "search",
            corpus.to_str().unwrap(),
            "guichet",
            "--sort",
            sort,
        ]))
    };
    assert!(sorted("date")[2].ends_with('2') && sorted("date")[0].ends_with('1'));
    assert!(sorted("-date")[2].ends_with('2') && sorted("-date")[0].ends_with('3'));
}
