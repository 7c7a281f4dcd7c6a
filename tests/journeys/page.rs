//! The page: from a contribution page saved as text to its facts.

use super::support::{json, palabre, shared, text};
use serde_json::json as value;

#[test]
fn the_real_page_gives_its_facts_and_no_name() {
    let Some(page) = shared("ambition-numerique/contribution-2150.txt") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("p");
    let corpus = corpus.to_str().unwrap();
    let made = palabre(&["new", corpus, page.to_str().unwrap()]);
    assert!(made.status.success());
    assert_eq!(
        text(&made.stdout)
            .lines()
            .nth(1)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>(),
        [
            "page-2014",
            "contribution-2150.txt",
            "page-2014",
            "2",
            "2",
            "0",
            "0",
            "0"
        ]
    );

    let check = json(&["check", corpus, "--full"]);
    let records = check["records"].as_array().unwrap();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["number"], "2150");
    assert_eq!(records[0]["published_at"], "2014-12-15T22:03:00+01:00");
    assert_eq!(
        records[0]["title"],
        "S'adapter aux attentes des usagers et moderniser l'administration"
    );
    assert_eq!(records[1]["number"], "2797");
    assert_eq!(records[1]["stance"], "against");
    assert_eq!(records[1]["published_at"], "2015-01-18T10:15:00+01:00");
    assert_eq!(records[1]["parent"], "page-2014/proposal/2150");

    let stances = json(&["stances", corpus]);
    assert_eq!(stances["contributions"], 1);
    assert_eq!(
        stances["arguments"],
        value!({"favourable": 0, "against": 1, "unknown": 0})
    );
    assert_eq!(stances["by_kind"], value!({"proposal": 1, "argument": 1}));

    let themes = json(&["themes", corpus]);
    let has = |id: &str| {
        let rows = themes["rows"].as_array().unwrap();
        rows.iter()
            .any(|r| r["theme"] == id && r["contributions"] == 1)
    };
    assert!(has("formation") && has("intranet") && has("reseaux-sociaux-internes"));

    // The words that show a theme are in its passages.
    let out = folder.path().join("report");
    let report = palabre(&["report", corpus, "--out", out.to_str().unwrap()]);
    assert!(report.status.success(), "{}", text(&report.stderr));
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    for word in ["formation", "intranet", "Réseaux Sociaux Internes"] {
        assert!(page.contains(&format!("<mark>{word}</mark>")), "{word}");
    }
    for (name, bytes) in super::support::tree(folder.path()) {
        let content = text(&bytes);
        for author in ["Florent", "SanzN", "Aaron Cohen"] {
            assert!(!content.contains(author), "{author} is in {name}");
        }
    }
}

#[test]
fn a_declared_zero_is_a_zero() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("contribution-9.txt");
    std::fs::write(
        &file,
        "Vous êtes sur la page de contribution de A sur le débat « D ».\n\nLa contribution #9\n\nA\n\
         #9, le 01/03/2015 - 10:00\n\nTitre\n\nUn corps.\n\nAucun argument pour\n\nAucun argument \
         contre\n\nAucune source déposée\n",
    )
    .unwrap();
    let corpus = folder.path().join("c");
    let corpus = corpus.to_str().unwrap();
    assert!(
        palabre(&["new", corpus, file.to_str().unwrap(), "--strict"])
            .status
            .success()
    );
    let stances = json(&["stances", corpus]);
    assert_eq!(
        stances["arguments"],
        value!({"favourable": 0, "against": 0, "unknown": 0})
    );
    assert_eq!(stances["contributions"], 1);
}
