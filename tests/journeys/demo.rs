//! The demo corpus is what it claims to be.

use super::support::{json, open_demo, root};
use palabre::model::{Kind, Side};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn it_is_large_and_varied_enough() {
    let open = open_demo();
    let records = open.records().unwrap();
    let kind = |k: Kind| records.iter().filter(move |r| r.kind == k);
    assert!(kind(Kind::Proposal).count() >= 120);
    let side = |s: Side| {
        kind(Kind::Argument)
            .filter(move |r| r.declared == Some(s))
            .count()
    };
    assert!(side(Side::Favourable) + side(Side::Against) >= 250);
    let sections: BTreeSet<_> = records
        .iter()
        .filter_map(|r| r.section.as_deref())
        .collect();
    assert_eq!(sections.len(), 12);
    let authors: BTreeSet<_> = records.iter().filter_map(|r| r.author).collect();
    assert!(authors.len() >= 90);
    let dates: Vec<_> = records.iter().filter_map(|r| r.published_at).collect();
    let days = (dates.iter().max().unwrap().as_second() - dates.iter().min().unwrap().as_second())
        / 86_400;
    assert!((80..100).contains(&days), "{days} days");
    let formats: BTreeSet<_> = records.iter().map(|r| &*r.origin.source).collect();
    assert_eq!(formats, BTreeSet::from(["api-2015", "page-2014"]));
    assert!(
        records
            .iter()
            .any(|r| r.moderation.moderated && r.kind == Kind::Proposal)
    );
    assert!(
        records
            .iter()
            .any(|r| r.moderation.moderated && r.kind == Kind::Argument)
    );
    assert!(
        records
            .iter()
            .any(|r| r.body.is_empty() && r.kind == Kind::Proposal)
    );
    assert!(
        records
            .iter()
            .any(|r| r.body.is_empty() && r.declared.is_some())
    );
    assert!(
        open.manifest.masked.named()[..3]
            .iter()
            .all(|(_, n)| *n > 0),
        "{:?}",
        open.manifest.masked
    );
}

/// The texts that are copies of one another on purpose: a campaign and a copied argument.
const PLANTED: usize = 8;

#[test]
fn no_eight_words_stand_in_two_texts_but_the_planted_copies() {
    let open = open_demo();
    let mut seen: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    let mut copies: BTreeSet<&str> = BTreeSet::new();
    let mut whole: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for record in open.records().unwrap() {
        if record.body.split_whitespace().count() > 15 {
            whole.entry(&record.body).or_default().push(&record.id);
        }
    }
    for ids in whole.values().filter(|ids| ids.len() > 1) {
        copies.extend(ids);
    }
    assert_eq!(copies.len(), PLANTED, "{copies:?}");
    let mut shared = Vec::new();
    for record in open
        .records()
        .unwrap()
        .iter()
        .filter(|r| !copies.contains(r.id.as_str()))
    {
        let words: Vec<String> = record
            .body
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_string)
            .collect();
        for window in words.windows(8) {
            match seen.get(window) {
                Some(other) if *other != record.id => {
                    shared.push(format!("{other} and {}: {}", record.id, window.join(" ")));
                    break;
                }
                _ => {
                    seen.insert(window.to_vec(), &record.id);
                }
            }
        }
    }
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

#[test]
fn codebook_dictionary_and_gold_speak_of_the_same_themes() {
    let open = open_demo();
    let codebook = std::fs::read_to_string(root().join("corpora/demo/codebook.md")).unwrap();
    let coded: Vec<&str> = codebook
        .lines()
        .filter_map(|l| l.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(coded, open.dictionary().unwrap().ids());
    let gold = palabre::store::read_gold(&root().join("corpora/demo/gold.csv")).unwrap();
    let ids: BTreeSet<&str> = gold.iter().map(|g| g.id.as_str()).collect();
    for record in open.records().unwrap() {
        if matches!(record.kind, Kind::Proposal | Kind::Argument) {
            assert!(
                ids.contains(record.id.as_str()),
                "{} is not coded",
                record.id
            );
        }
    }
    for row in &gold {
        assert!(row.theme.as_deref().is_none_or(|t| coded.contains(&t)));
        assert!(matches!(
            row.stance.as_str(),
            "favourable" | "against" | "mixed" | "none"
        ));
    }
    // A text coded without theme has no other row.
    for row in gold.iter().filter(|g| g.theme.is_none()) {
        assert_eq!(
            gold.iter().filter(|g| g.id == row.id).count(),
            1,
            "{}",
            row.id
        );
    }
}

#[test]
fn source_rows_are_accounted_for() {
    let check = json(&["check", super::support::demo().to_str().unwrap()]);
    for row in check["rows"].as_array().unwrap() {
        let n = |k: &str| row[k].as_u64().unwrap();
        assert_eq!(n("imported") + n("merged") + n("refused"), n("rows"));
    }
}
