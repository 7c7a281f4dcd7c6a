//! «République numérique»: 406 opinions as the platform's API gave them in 2015.

use super::support::{json, palabre, republique, text};
use serde_json::json as value;

#[test]
fn every_source_row_is_accounted_for() {
    let Some(corpus) = republique() else { return };
    let check = json(&["check", corpus.to_str().unwrap()]);
    let row = &check["rows"][0];
    assert_eq!(row["rows"], 4948);
    assert_eq!(row["imported"], 3016);
    assert_eq!(row["merged"], 0);
    assert_eq!(row["refused"], 1932);
    let refused = |reason: &str| {
        let groups = check["refused"].as_array().unwrap();
        groups.iter().find(|g| g["kind"] == reason).unwrap()["count"].clone()
    };
    assert_eq!(refused("no_side"), 1842);
    assert_eq!(refused("empty"), 90);
    assert_eq!(
        check["by_kind"],
        value!({"proposal": 406, "argument": 2152, "source": 142, "appendix": 316})
    );
}

#[test]
fn stances_and_counters() {
    let Some(corpus) = republique() else { return };
    let s = json(&["stances", corpus.to_str().unwrap()]);
    assert_eq!(s["contributions"], 387);
    assert_eq!(
        s["arguments"],
        value!({"favourable": 1037, "against": 1115, "unknown": 0})
    );
    assert_eq!(
        s["votes"],
        value!({"favourable": null, "mixed": null, "against": null})
    );
    assert_eq!(
        s["vote_counters"],
        value!({"favourable": 35430, "mixed": 3345, "against": 5572})
    );
    assert_eq!(s["moderated"]["contributions"], 2);
    assert_eq!(
        s["moderated"]["vote_counters"],
        value!({"favourable": 9, "mixed": 0, "against": 9})
    );
    let by = json(&["stances", corpus.to_str().unwrap(), "--by", "section"]);
    let sections = by["rows"].as_array().unwrap();
    assert_eq!(sections.len(), 18);
    let total: u64 = sections
        .iter()
        .map(|r| r["favourable"].as_u64().unwrap())
        .sum();
    assert_eq!(total, 1037);
    let only = json(&["stances", corpus.to_str().unwrap(), "--moderated", "only"]);
    assert_eq!(only["contributions"], 2);
    let all = json(&[
        "stances",
        corpus.to_str().unwrap(),
        "--moderated",
        "include",
    ]);
    // Of the 406, 17 are the organiser's.
    assert_eq!(all["contributions"], 389);
}

#[test]
fn the_report_says_what_it_leaves_uncovered() {
    let Some(corpus) = republique() else { return };
    let themes = json(&["themes", corpus.to_str().unwrap()]);
    let uncovered = themes["uncovered"].as_u64().unwrap();
    assert!(
        uncovered > 40,
        "the shipped dictionary does not fit this subject"
    );
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("r");
    let made = palabre(&[
        "report",
        corpus.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Le dictionnaire laisse beaucoup de contributions de côté"));
    assert!(page.contains("35\u{202F}430"));
}

#[test]
fn fields_are_read_as_what_they_are() {
    let Some(corpus) = republique() else { return };
    let found = |query: &str| {
        json(&["search", corpus.to_str().unwrap(), query, "--count"])["count"].clone()
    };
    // Entities of HTML bodies are characters, and tags are no words.
    // (One participant writes about «&eacute» and «&nbsp» themselves.)
    assert_eq!(found("eacute"), 1);
    assert_eq!(found("rsquo OR laquo OR href"), 0);
    assert!(found("licornes").as_u64().unwrap() > 0);
}
