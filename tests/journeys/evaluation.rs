//! `evaluate themes`: figures as they are, test errors never shown.

use super::support::{demo, json, palabre, text};

#[test]
fn both_halves_are_scored_and_only_dev_errors_are_listed() {
    let corpus = demo().to_str().unwrap();
    let plain = json(&["evaluate", "themes", corpus]);
    assert_eq!(plain["dev_errors"], serde_json::json!({}));
    let records = |k: &str| plain[k].as_u64().unwrap();
    assert_eq!(
        records("dev_records") + records("test_records"),
        records("records")
    );
    for half in ["dev", "test"] {
        let f1 = plain[half]["f1"].as_f64().unwrap();
        assert!((0.4..1.0).contains(&f1), "{half}: {f1}");
    }
    assert!(plain["note"].as_str().unwrap().contains("one author"));
    let errors = json(&["evaluate", "themes", corpus, "--errors"]);
    let mut listed = 0;
    for ids in errors["dev_errors"].as_object().unwrap().values() {
        for id in ids.as_array().unwrap() {
            let id = id.as_str().unwrap().trim_start_matches(['+', '-']);
            assert_eq!(
                blake3::hash(id.as_bytes()).as_bytes()[0] % 2,
                0,
                "{id} is in test"
            );
            listed += 1;
        }
    }
    assert!(listed > 0);
}

#[test]
fn a_corpus_without_gold_says_so() {
    let (_folder, demo) = super::support::fresh_demo();
    std::fs::remove_file(demo.join("gold.csv")).unwrap();
    let out = palabre(&["evaluate", "themes", demo.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("gold.csv: no such file"));
    std::fs::write(
        demo.join("gold.csv"),
        "id,theme,stance\nnobody,formation,none\n",
    )
    .unwrap();
    let out = palabre(&["evaluate", "themes", demo.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("gold.csv:2: nobody is no record of this corpus"));
}
