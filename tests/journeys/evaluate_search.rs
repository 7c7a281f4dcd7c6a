//! `evaluate search`: the demo's grades are whole, its measures are what they say, damaged files are refused.

use super::support::{demo, fresh_demo, json, open_demo, palabre, palabre_in, root, text};
use palabre::model::Silent;
use palabre::pipeline::{Open, SearchOptions, search};
use palabre::store::{JudgedQuery, read_relevance};
use palabre::tally::ModeratedOption;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

fn relevance() -> Vec<JudgedQuery> {
    read_relevance(&root().join("corpora/demo/relevance.csv")).unwrap()
}

fn number(row: &Value, key: &str) -> f64 {
    row[key].as_f64().unwrap_or_else(|| panic!("{key}: {row}"))
}

#[test]
fn forty_queries_in_two_halves_are_measured() {
    let corpus = demo().to_str().unwrap();
    let answer = json(&["evaluate", "search", corpus]);
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 40);
    assert_eq!(answer["queries"], 40);
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row["half"], ["dev", "test"][i % 2], "halves take turns");
        assert_eq!(number(row, "unjudged10"), 0.0, "{row}");
        assert_eq!(number(row, "bm25_unjudged10"), 0.0, "{row}");
        let first = number(row, "matches").min(10.0);
        assert_eq!(number(row, "judged10"), first, "{row}");
        for key in ["ndcg10", "rr", "p5", "bm25_ndcg10", "bm25_rr", "bm25_p5"] {
            assert!((0.0..=1.0).contains(&number(row, key)), "{key}: {row}");
        }
    }
    for half in ["dev", "test"] {
        let means = &answer[half];
        let rows: Vec<&Value> = rows.iter().filter(|r| r["half"] == half).collect();
        assert_eq!(rows.len(), 20);
        for key in ["ndcg10", "rr", "p5", "bm25_ndcg10", "bm25_rr", "bm25_p5"] {
            let mean = rows.iter().map(|r| number(r, key)).sum::<f64>() / 20.0;
            let reported = &means[key];
            assert!(
                (number(reported, "value") - mean).abs() < 1e-12,
                "{half} {key}"
            );
            assert!(number(reported, "low") < mean && mean < number(reported, "high"));
        }
        // What is shipped is no worse than BM25 alone.
        assert!(number(&means["difference"], "value") >= 0.0, "{means}");
        assert!(number(&means["ndcg10"], "value") > 0.5, "{means}");
    }
    assert!(answer["note"].as_str().unwrap().contains("one reading"));
}

#[test]
fn the_table_and_the_csv_tell_the_same() {
    let corpus = demo().to_str().unwrap();
    let csv = palabre(&["evaluate", "search", corpus, "--format", "csv"]);
    let csv = text(&csv.stdout);
    assert_eq!(csv.lines().count(), 41);
    assert!(
        csv.starts_with("query_id,half,query,matches,relevant,judged10,unjudged10,ndcg10,rr,p5,")
    );
    let table = text(&palabre(&["evaluate", "search", corpus]).stdout);
    for line in [
        "dev, as shipped: nDCG@10 0.",
        "test, BM25 alone: nDCG@10 0.",
        "test: 20 queries, difference in nDCG@10 ",
        ", unjudged among the first 10: 0 (BM25 alone: 0)",
    ] {
        assert!(table.contains(line), "{line} in {table}");
    }
}

#[test]
fn every_match_of_every_query_is_judged() {
    let open = open_demo();
    let moderated: BTreeMap<&str, bool> = open
        .records()
        .unwrap()
        .iter()
        .map(|r| (r.id.as_str(), r.moderation.moderated))
        .collect();
    let queries = relevance();
    let mut grades = [0; 3];
    for query in &queries {
        for judgement in &query.judgements {
            assert_eq!(
                moderated.get(judgement.record.as_str()),
                Some(&false),
                "{} of {} is no record that counts",
                judgement.record,
                query.id
            );
            grades[usize::from(judgement.grade)] += 1;
        }
        let judged: BTreeSet<&str> = query.judgements.iter().map(|j| j.record.as_str()).collect();
        let options = SearchOptions::first(ModeratedOption::Exclude.into(), usize::MAX);
        let found = search(&open, &query.query, &options).unwrap().body.rows;
        let unjudged: Vec<&str> = found
            .iter()
            .map(|r| r.id.as_str())
            .filter(|id| !judged.contains(id))
            .collect();
        assert!(
            unjudged.is_empty(),
            "{} {}: {unjudged:?}",
            query.id,
            query.query
        );
    }
    let texts: BTreeSet<&str> = queries.iter().map(|q| q.query.as_str()).collect();
    assert_eq!(texts.len(), 40, "no query twice");
    // The codebook tells how many.
    let codebook = fs::read_to_string(root().join("corpora/demo/codebook.md")).unwrap();
    let reported = format!(
        "{} couples, dont {} notés 2 et {} notés 1",
        grades.iter().sum::<u32>(),
        grades[2],
        grades[1]
    );
    assert!(codebook.contains(&reported), "{reported}");
}

#[test]
fn damaged_grades_are_refused_where_they_are() {
    let (_folder, demo) = fresh_demo();
    Open::corpus(&demo, &Silent).unwrap();
    let path = demo.join("relevance.csv");
    let whole = fs::read_to_string(&path).unwrap();
    let run = |content: Option<String>| {
        match content {
            Some(content) => fs::write(&path, content).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let out = palabre(&["evaluate", "search", demo.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(2));
        assert!(out.stdout.is_empty());
        text(&out.stderr)
    };
    let head = "query_id,query,need,half,record,grade\n";
    let lines = whole.lines().count();
    let cases = [
        (
            format!("{whole}q41,école,L’école.,dev,api-2015/proposal/0,2\n"),
            format!(
                "relevance.csv:{}: column record: api-2015/proposal/0 is no record",
                lines + 1
            ),
        ),
        (
            format!("{head}q1,\"(école\",L’école.,dev,api-2015/proposal/343,2\n"),
            "relevance.csv:2: column query: in «(école», column ".to_string(),
        ),
        (
            format!("{whole}q41,école,L’école.,dev,api-2015/proposal/343,7\n"),
            format!("relevance.csv:{}: column grade: «7»", lines + 1),
        ),
        (
            format!("{whole}q41,école,L’école.,dev,api-2015/proposal/343\n"),
            format!("relevance.csv:{}: ", lines + 1),
        ),
        (
            whole.replacen("query_id", "id", 1),
            "relevance.csv:1: no column «query_id»".to_string(),
        ),
        (
            head.to_string(),
            "relevance.csv:1: no query is judged".to_string(),
        ),
    ];
    for (content, expected) in cases {
        let reported = run(Some(content));
        assert!(reported.contains(&expected), "{expected} in {reported}");
    }
    assert!(run(None).contains("relevance.csv: no such file"));
}

#[test]
fn what_nobody_judged_counts_as_nothing_and_is_told() {
    let (_folder, demo) = fresh_demo();
    let path = demo.join("relevance.csv");
    let content = "query_id,query,need,half,record,grade\n\
                   q1,intranet,L’intranet.,test,page-2014/proposal/427,2\n";
    fs::write(&path, content).unwrap();
    let answer = json(&["evaluate", "search", demo.to_str().unwrap()]);
    let row = &answer["rows"][0];
    assert_eq!(number(row, "matches"), 5.0);
    assert_eq!(number(row, "judged10"), 1.0);
    assert_eq!(number(row, "unjudged10"), 4.0);
    // The one judged record decides: its rank gives the gain.
    let rank = 1.0 / number(row, "rr");
    assert!((number(row, "ndcg10") - 1.0 / (rank + 1.0).log2()).abs() < 1e-12);
    assert_eq!(number(row, "p5"), 0.2);
    assert_eq!(answer["dev"], Value::Null);
    let table = text(&palabre(&["evaluate", "search", demo.to_str().unwrap()]).stdout);
    assert!(table.contains("dev: no query"), "{table}");
    assert!(
        table.contains("unjudged among the first 10: 4 (BM25 alone: 4)"),
        "{table}"
    );
}

#[test]
fn bm25_alone_counts_words_wherever_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let long = "autre chose ".repeat(30);
    let table = format!(
        "id,kind,title,body\n\
         1,proposal,Le guichet,un texte qui parle de tout et de rien\n\
         2,proposal,Autre titre,un guichet et deux guichets de plus ici\n\
         3,proposal,Autre encore,un guichet puis {long}\n\
         4,proposal,Sans rapport,un texte qui parle de tout et de rien\n"
    );
    fs::write(folder.path().join("avis.csv"), table).unwrap();
    let out = palabre_in(folder.path(), &["new", "c", "avis.csv"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let corpus = folder.path().join("c");
    let open = Open::corpus(&corpus, &Silent).unwrap();
    // Two occurrences before one, a short text before a long one: the title is no better than the body.
    let grades: String = open
        .records()
        .unwrap()
        .iter()
        .map(|r| (r, r.id.rsplit('/').next().unwrap_or("")))
        .filter_map(|(r, id)| Some((r, ["3", "1", "2"].iter().position(|i| *i == id)?)))
        .map(|(r, grade)| format!("q1,guichets,Le guichet.,dev,{},{grade}\n", r.id))
        .collect();
    assert_eq!(grades.lines().count(), 3);
    let head = "query_id,query,need,half,record,grade\n";
    fs::write(corpus.join("relevance.csv"), format!("{head}{grades}")).unwrap();
    let answer = json(&["evaluate", "search", corpus.to_str().unwrap()]);
    let row = &answer["rows"][0];
    assert_eq!(number(row, "matches"), 3.0);
    assert_eq!(number(row, "bm25_rr"), 1.0);
    assert!((number(row, "bm25_ndcg10") - 1.0).abs() < 1e-12, "{row}");
}
