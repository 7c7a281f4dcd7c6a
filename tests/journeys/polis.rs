//! An export of a Pol.is conversation: statements, votes, and the files that say the same again.

use super::support::{json, palabre, root, text};
use serde_json::json as value;

#[test]
fn a_conversation_is_one_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let shown = path.to_str().unwrap();
    let export = root().join("tests/fixtures/polis");
    let out = palabre(&["new", shown, export.to_str().unwrap()]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let check = json(&["check", shown, "--full"]);
    let row = &check["rows"][0];
    assert_eq!(row["format"], "polis");
    // Statements: 4 kept, an empty one and a broken row. Votes: 11 kept, 1 said twice, 1 changed later,
    // 2 that cannot be read. The table of participants and the summary are a row each.
    let counts = ["rows", "imported", "merged", "refused"].map(|k| row[k].as_u64().unwrap());
    assert_eq!(counts, [23, 4 + 11, 1, 2 + 3 + 2]);
    assert_eq!(check["by_kind"]["proposal"], 4);
    let stances = json(&["stances", shown]);
    // One statement was rejected by the moderators.
    assert_eq!(stances["contributions"], 3);
    assert_eq!(
        stances["votes"],
        value!({"favourable": 6, "mixed": 0, "against": 3})
    );
    // The counters of comments.csv are aside: the votes are listed.
    let counters = value!({"favourable": null, "mixed": null, "against": null});
    assert_eq!(stances["vote_counters"], counters);
    let found = json(&["search", shown, "bibliothèques", "--count"]);
    assert_eq!(found["count"], 1);
}

#[test]
fn statements_without_their_votes_keep_the_platforms_counters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let shown = path.to_str().unwrap();
    let comments = root().join("tests/fixtures/polis/comments.csv");
    let out = palabre(&["new", shown, comments.to_str().unwrap()]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let stances = json(&["stances", shown]);
    let none = value!({"favourable": null, "mixed": null, "against": null});
    assert_eq!(stances["votes"], none);
    let counters = value!({"favourable": 5 + 1 + 1, "mixed": null, "against": 2 + 2});
    assert_eq!(stances["vote_counters"], counters);
}
