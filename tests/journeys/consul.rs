//! Open data of a Consul platform: its seven tables in one folder.

use super::support::{json, palabre, root, text};
use serde_json::json as value;

#[test]
fn a_folder_of_tables_is_one_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let shown = path.to_str().unwrap();
    let tables = root().join("tests/fixtures/consul");
    let out = palabre(&["new", shown, tables.to_str().unwrap()]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let check = json(&["check", shown, "--full"]);
    let row = &check["rows"][0];
    assert_eq!(row["format"], "consul");
    let counts = ["rows", "imported", "merged", "refused"].map(|k| row[k].as_u64().unwrap());
    assert_eq!(counts, [19, 13, 0, 6]);
    assert_eq!(check["by_kind"]["proposal"], 3);
    assert_eq!(check["by_kind"]["comment"], 7);
    let stances = json(&["stances", shown]);
    assert_eq!(stances["contributions"], 3);
    assert_eq!(
        stances["votes"],
        value!({"favourable": 2, "mixed": 0, "against": 1})
    );
    // The debate's counters are aside: its votes are listed.
    let counters = value!({"favourable": null, "mixed": null, "against": null});
    assert_eq!(stances["vote_counters"], counters);
    let found = json(&["search", shown, "chêne", "--count"]);
    assert_eq!(found["count"], 1);
}
