//! A build follows its sources and its dictionary, and does only what changed.

use super::support::{fresh_demo, json, palabre, text};
use std::fs;

#[test]
fn an_edited_dictionary_marks_again_without_reading_again() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    let first = json(&["build", corpus]);
    assert_eq!(
        (&first["imported"], &first["annotated"]),
        (&true.into(), &true.into())
    );
    let same = json(&["build", corpus]);
    assert_eq!(
        (&same["imported"], &same["annotated"]),
        (&false.into(), &false.into())
    );
    assert!(palabre(&["themes", corpus, "--write"]).status.success());
    let dictionary = fs::read_to_string(demo.join("themes.toml")).unwrap();
    fs::write(
        demo.join("themes.toml"),
        format!("{dictionary}\n[[themes]]\nid = \"licornes\"\nlabel = \"Licornes\"\nterms = ['usager*']\n"),
    )
    .unwrap();
    let edited = json(&["build", corpus]);
    assert_eq!(
        (&edited["imported"], &edited["annotated"]),
        (&false.into(), &true.into())
    );
    let themes = json(&["themes", corpus]);
    let added = themes["rows"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(added["theme"], "licornes");
    let search = json(&["search", corpus, "usager*", "--count"]);
    assert_eq!(added["records"], search["count"]);
    assert_eq!(added["occurrences"], search["occurrences"]);
    // A second copy is never written over the analyst's own.
    let again = palabre(&["themes", corpus, "--write"]);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn a_source_changed_in_place_is_read_again() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    let before = json(&["stances", corpus]);
    let pages = demo.join("sources/pages");
    let page = fs::read_dir(&pages)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::remove_file(page).unwrap();
    let after = json(&["stances", corpus]);
    let n = |v: &serde_json::Value| v["contributions"].as_u64().unwrap();
    assert_eq!(n(&after), n(&before) - 1);
}

#[test]
fn add_takes_another_source_once() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    let page = demo.join("contribution-7.txt");
    fs::write(
        &page,
        "Vous êtes sur la page de contribution de B sur le débat « D ».\n\nB\n#7, le 01/04/2015 - \
         10:00\n\nUn titre\n\nDu texte.\n\nAucun argument pour\n\nAucun argument contre\n\nAucune \
         source déposée\n",
    )
    .unwrap();
    let before = json(&["stances", corpus])["contributions"]
        .as_u64()
        .unwrap();
    let added = palabre(&["add", corpus, page.to_str().unwrap()]);
    assert!(added.status.success(), "{}", text(&added.stderr));
    assert_eq!(json(&["stances", corpus])["contributions"], before + 1);
    assert_eq!(
        palabre(&["add", corpus, page.to_str().unwrap()])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn a_damaged_build_is_told_and_made_again() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    json(&["build", corpus]);
    fs::write(demo.join(".palabre/builds/1/records.parquet"), "cut").unwrap();
    let out = palabre(&["stances", corpus]);
    assert_eq!(out.status.code(), Some(0));
    let said = text(&out.stderr);
    let reported = "the build 1 is damaged (records.parquet): it is rebuilt from the sources";
    assert!(said.contains(reported), "{said}");
}

#[test]
fn two_consultations_of_one_format_get_names_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let opinion = |name: &str, title: &str| {
        let at = folder.path().join(name);
        fs::create_dir(&at).unwrap();
        for id in 1..4 {
            let json = serde_json::json!({"opinion": {
                "id": id, "title": format!("{title} {id}"), "body": format!("Texte {title} {id}."),
                "arguments": [{"id": id, "body": format!("Argument {title} {id}."), "type": 1}],
            }});
            fs::write(at.join(format!("{id}.json")), json.to_string()).unwrap();
        }
        at
    };
    let (a, b) = (opinion("a", "Un"), opinion("b", "Deux"));
    let dir = folder.path().join("c");
    let corpus = dir.to_str().unwrap();
    let made = palabre(&["new", corpus, a.to_str().unwrap(), b.to_str().unwrap()]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stderr).contains("its source is named api-2015-2"));
    let stances = json(&["stances", corpus]);
    assert_eq!(stances["contributions"], 6);
    assert_eq!(stances["arguments"]["favourable"], 6);
    let twice = folder.path().join("twice");
    let out = palabre(&[
        "new",
        twice.to_str().unwrap(),
        a.to_str().unwrap(),
        a.to_str().unwrap(),
    ]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!twice.exists());
}
