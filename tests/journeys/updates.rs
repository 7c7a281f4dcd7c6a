//! A build follows its sources and its dictionary, and does only what changed.

use super::support::{fresh_demo, json, palabre, text};
use palabre::model::Progress;
use palabre::pipeline;
use palabre::store::{Manifest, current_build};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// Takes down the stages that begin, but for the hashing of sources.
#[derive(Default)]
struct Stages(Mutex<Vec<String>>);

impl Progress for Stages {
    fn stage(&self, name: &str, _total: Option<u64>) {
        if name != "hash" {
            self.0.lock().unwrap().push(name.to_string());
        }
    }

    fn advance(&self, _n: u64) {}
}

/// Builds a corpus; the stages that began, and the manifest.
fn built(corpus: &Path) -> (Vec<String>, Manifest) {
    let stages = Stages::default();
    pipeline::build(corpus, false, &stages).unwrap();
    let manifest = current_build(corpus).unwrap().0;
    (stages.0.into_inner().unwrap(), manifest)
}

#[test]
fn each_edit_has_the_stages_run_that_depend_on_it() {
    let (_folder, demo) = fresh_demo();
    let all = ["import", "analyse", "facts", "index", "themes"];
    let (ran, first) = built(&demo);
    assert_eq!(ran, all);
    assert_eq!(built(&demo), (vec![], first.clone()));
    // The dictionary is for themes alone; their tokens are read with the forms that are there.
    let shipped = palabre::annotate::themes::SHIPPED;
    let own = format!(
        "{shipped}\n[[themes]]\nid = \"licornes\"\nlabel = \"Licornes\"\nterms = ['usager*']\n"
    );
    fs::write(demo.join("themes.toml"), own).unwrap();
    let (ran, edited) = built(&demo);
    assert_eq!(ran, ["analyse", "themes"]);
    for (stage, key) in &edited.stages {
        assert_eq!(first.stages[stage] == *key, stage != "themes", "{stage}");
    }
    for (file, sum) in &edited.files {
        let of_themes = ["themes.parquet", "theme-rows", "block-sums"].contains(&file.as_str());
        assert_eq!(first.files.get(file) == Some(sum), !of_themes, "{file}");
    }
    // A damaged file is made anew, and nothing that is whole.
    let folder = demo.join(format!(".palabre/builds/{}", edited.build));
    fs::write(folder.join("facts"), "cut").unwrap();
    let (ran, mended) = built(&demo);
    assert_eq!(ran, ["analyse", "facts"]);
    assert_eq!(mended.files, edited.files);
    let folder = demo.join(format!(".palabre/builds/{}", mended.build));
    fs::write(folder.join("records.parquet"), "cut").unwrap();
    let (ran, mended) = built(&demo);
    assert_eq!(ran, ["import"]);
    assert_eq!(mended.files, edited.files);
    // What the organiser is called decides about every record: everything is made anew.
    let path = demo.join("corpus.toml");
    let config = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!("{config}\n[organiser]\nauthors = [\"Personne\"]\n"),
    )
    .unwrap();
    assert_eq!(built(&demo).0, all);
}

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
