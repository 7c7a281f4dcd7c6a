//! A Decidim export: the real one alone and together, and invented files of every kind.

use super::support::{json, palabre, root, shared, text};
use serde_json::{Value, json as value};
use std::path::PathBuf;
use tempfile::TempDir;

/// A corpus of these files and its full check.
fn make(files: &[PathBuf]) -> (TempDir, PathBuf, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let mut args = vec!["new", path.to_str().unwrap()];
    args.extend(files.iter().map(|p| p.to_str().unwrap()));
    let out = palabre(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let check = json(&["check", path.to_str().unwrap(), "--full"]);
    (folder, path, check)
}

fn rows(check: &Value, n: usize) -> [u64; 4] {
    let row = &check["rows"][n];
    ["rows", "imported", "merged", "refused"].map(|k| row[k].as_u64().unwrap())
}

fn warnings(check: &Value) -> Vec<(String, u64)> {
    let groups = check["warnings"].as_array().unwrap().iter();
    groups
        .map(|g| {
            (
                g["kind"].as_str().unwrap().into(),
                g["count"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[test]
fn the_real_export_alone_and_together() {
    let Some(base) = shared("decidim-lille") else {
        return;
    };
    let (proposals, comments) = (base.join("proposals.csv"), base.join("comments.csv"));
    let (_folder, _, check) = make(std::slice::from_ref(&proposals));
    assert_eq!(rows(&check, 0), [196, 196, 0, 0]);
    assert_eq!(check["by_kind"], value!({"proposal": 196}));
    // No author is named, and the comments are elsewhere.
    assert_eq!(warnings(&check), [("not_in_source".to_string(), 2)]);

    let (_folder, path, check) = make(std::slice::from_ref(&comments));
    assert_eq!(rows(&check, 0), [693, 693, 0, 0]);
    let kinds = value!({"argument": 119, "comment": 574, "question": 29});
    assert_eq!(check["by_kind"], kinds);
    assert_eq!(warnings(&check), [("personal_columns".to_string(), 1)]);
    let stances = json(&["stances", path.to_str().unwrap()]);
    let arguments = value!({"favourable": 93, "against": 26, "unknown": 0});
    assert_eq!(stances["arguments"], arguments);
    // Every parent is there: comments nest below debates that are known by their number alone.
    let records = check["records"].as_array().unwrap();
    let ids: Vec<&str> = records.iter().map(|r| r["id"].as_str().unwrap()).collect();
    let parents = records.iter().filter_map(|r| r["parent"].as_str());
    assert_eq!(parents.clone().count(), 693);
    assert!(parents.clone().all(|p| ids.contains(&p)));
    let below = |kind: &str| parents.clone().filter(|p| p.contains(kind)).count();
    assert_eq!((below("/comment/"), below("/argument/")), (121, 27));

    for order in [[&proposals, &comments], [&comments, &proposals]] {
        let (_folder, path, check) = make(&order.map(PathBuf::clone));
        let mut sizes = [rows(&check, 0), rows(&check, 1)];
        sizes.sort();
        assert_eq!(sizes, [[196, 196, 0, 0], [693, 693, 0, 0]]);
        assert_eq!(check["by_kind"]["proposal"], 196);
        let stances = json(&["stances", path.to_str().unwrap()]);
        assert_eq!(stances["contributions"], 196);
        assert_eq!(stances["arguments"], arguments);
    }
}

#[test]
fn invented_files_of_every_kind_make_a_report() {
    let folder = root().join("tests/fixtures/decidim");
    let (kept, path, check) = make(std::slice::from_ref(&folder));
    assert_eq!(rows(&check, 0), [18, 15, 0, 3]);
    let kinds = value!({
        "proposal": 5, "version": 1, "argument": 2, "comment": 4, "question": 2, "appendix": 1
    });
    assert_eq!(check["by_kind"], kinds);
    let out = kept.path().join("report");
    let shown = [path.to_str().unwrap(), out.to_str().unwrap()];
    let made = palabre(&["report", shown[0], "--out", shown[1]]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let mut page = std::fs::read_to_string(out.join("index.html")).unwrap();
    page.push_str(&check.to_string());
    for name in ["Petitpas", "Grandjean", "Nina Durand", "rue du Lac"] {
        assert!(!page.contains(name), "{name}");
    }
}
