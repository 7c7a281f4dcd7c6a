//! A newer export of a source: it updates, adds, and marks what is gone; nothing is doubled or forgotten.

use super::support::{json, palabre, text};
use serde_json::{Value, json as value};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const OLDER: &str = "\
id;parent;titre;texte;position;auteur;date\r\n\
1;;Former les agents;Former les agents à l’intranet et aux outils libres.;;Awa;01/12/2014 10:00\r\n\
2;;Ouvrir les données;Publier les jeux de données de la ville.;;Bo;02/12/2014 10:00\r\n\
3;;À retirer;Cette proposition sera retirée par son auteur.;;Cy;03/12/2014 10:00\r\n\
11;1;;D’accord, la formation manque partout.;pour;Bo;04/12/2014 10:00\r\n\
12;3;;Non, cela coûte trop cher.;contre;Awa;05/12/2014 10:00\r\n";

const NEWER: &str = "\
id;parent;titre;texte;position;auteur;date\r\n\
1;;Former les agents;Former tous les agents à l’intranet et aux outils libres.;;Awa;01/12/2014 10:00\r\n\
2;;Ouvrir les données;Publier les jeux de données de la ville.;;Bo;02/12/2014 10:00\r\n\
4;;Un réseau social interne;Un réseau social pour les agents.;;Di;06/12/2014 10:00\r\n\
11;1;;D’accord, la formation manque partout.;pour;Bo;04/12/2014 10:00\r\n\
13;4;;Contre : encore un outil de plus.;contre;Cy;07/12/2014 10:00\r\n";

/// A corpus of the older export, built.
fn older() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mars.csv"), OLDER).unwrap();
    fs::write(folder.path().join("avril.csv"), NEWER).unwrap();
    let corpus = folder.path().join("corpus");
    let mars = folder.path().join("mars.csv");
    let out = palabre(&["new", shown(&corpus), shown(&mars)]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    json(&["build", shown(&corpus)]);
    (folder, corpus)
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn ids(corpus: &Path) -> Vec<(String, bool)> {
    let check = json(&["check", shown(corpus), "--full"]);
    let records = check["records"].as_array().unwrap().iter();
    records
        .map(|r| {
            let id = r["id"].as_str().unwrap().to_string();
            (id, r["gone"].as_bool().unwrap())
        })
        .collect()
}

#[test]
fn a_newer_export_updates_adds_and_marks() {
    let (folder, corpus) = older();
    let avril = folder.path().join("avril.csv");
    let added = json(&["add", shown(&corpus), shown(&avril), "--replaces", "csv"]);
    let difference = value!([{
        "source": "csv-2",
        "replaces": "csv",
        "new": {"argument": 1, "proposal": 1},
        "changed": {"proposal": 1},
        "gone": {"argument": 1, "proposal": 1},
        "same": {"argument": 1, "proposal": 1},
    }]);
    assert_eq!(added["differences"], difference);
    let check = json(&["check", shown(&corpus)]);
    assert_eq!(check["differences"], difference);
    assert_eq!(
        check["since_build"],
        value!({
            "build": 1,
            "new": {"argument": 1, "proposal": 1},
            "changed": {"proposal": 1},
            "gone": {"argument": 1, "proposal": 1},
        })
    );
    for row in check["rows"].as_array().unwrap() {
        let n = |key: &str| row[key].as_u64().unwrap();
        assert_eq!(n("imported") + n("merged") + n("refused"), n("rows"));
        assert_eq!((n("rows"), n("refused")), (5, 0));
    }
    // Ids are those of the first export, whatever the newer one is called.
    let expected = [
        ("csv/proposal/1", false),
        ("csv/proposal/2", false),
        ("csv/proposal/4", false),
        ("csv/argument/11", false),
        ("csv/argument/13", false),
        ("csv/proposal/3", true),
        ("csv/argument/12", true),
    ];
    let expected: Vec<(String, bool)> = expected.map(|(i, g)| (i.to_string(), g)).to_vec();
    assert_eq!(ids(&corpus), expected);

    let stances = json(&["stances", shown(&corpus)]);
    assert_eq!(stances["contributions"], 3);
    assert_eq!(
        stances["arguments"],
        value!({"favourable": 1, "against": 1, "unknown": 0})
    );
    let counted = |word: &str, option: &str| {
        json(&[
            "search",
            shown(&corpus),
            word,
            "--count",
            "--moderated",
            option,
        ])["count"]
            .clone()
    };
    assert_eq!(counted("retirée", "exclude"), 0);
    assert_eq!(counted("retirée", "include"), 1);
    assert_eq!(counted("\"tous les agents\"", "exclude"), 1);

    assert_eq!(stances["gone"]["contributions"], 1);
    let out = folder.path().join("rapport");
    let report = palabre(&["report", shown(&corpus), "--out", shown(&out)]);
    assert!(report.status.success(), "{}", text(&report.stderr));
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Absent du dernier export") && page.contains("journal d’import"));
    assert!(!page.contains("sera retirée par son auteur"));

    // Nothing is known from the build alone.
    fs::remove_dir_all(corpus.join(".palabre")).unwrap();
    assert_eq!(json(&["stances", shown(&corpus)]), stances);
    assert_eq!(ids(&corpus), expected);
    let check = json(&["check", shown(&corpus)]);
    assert_eq!(
        check["since_build"],
        value!({"build": 1, "new": {}, "changed": {}, "gone": {}})
    );
}

#[test]
fn a_third_export_brings_back_what_was_gone() {
    let (folder, corpus) = older();
    let avril = folder.path().join("avril.csv");
    json(&["add", shown(&corpus), shown(&avril), "--replaces", "csv"]);
    let mai = folder.path().join("mai.csv");
    let back = NEWER.to_string()
        + "3;;À retirer;Cette proposition sera retirée par son auteur.;;Cy;03/12/2014 10:00\r\n";
    fs::write(&mai, back).unwrap();
    // The second of two that would replace the same is reported what to do.
    let out = palabre(&["add", shown(&corpus), shown(&mai), "--replaces", "csv"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("--replaces csv-2"),
        "{}",
        text(&out.stderr)
    );
    let added = json(&["add", shown(&corpus), shown(&mai), "--replaces", "csv-2"]);
    assert_eq!(added["differences"][0]["source"], "csv-3");
    let gone: Vec<String> = ids(&corpus)
        .into_iter()
        .filter_map(|(id, gone)| gone.then_some(id))
        .collect();
    assert_eq!(gone, ["csv/argument/12"]);
    assert_eq!(json(&["stances", shown(&corpus)])["contributions"], 4);
}

#[test]
fn the_analysts_columns_are_kept_for_the_newer_export() {
    let folder = tempfile::tempdir().unwrap();
    let table = |extra: &str| {
        let row =
            |n: u32, text: &str| format!("{n};Constat {n} sur l’intranet de la mairie;{text}\n");
        format!(
            "numero;constat;remede\n{}{}{}{extra}",
            row(1, "Former davantage les agents"),
            row(2, "Un annuaire à jour"),
            row(3, "Une recherche qui trouve")
        )
    };
    fs::write(folder.path().join("un.csv"), table("")).unwrap();
    let extra = "4;Constat 4 sur l’accueil du public;Ouvrir le samedi\n";
    fs::write(folder.path().join("deux.csv"), table(extra)).unwrap();
    let corpus = folder.path().join("corpus");
    let out = palabre(&["new", shown(&corpus), shown(&folder.path().join("un.csv"))]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    let body = toml.lines().find(|l| l.starts_with("body")).unwrap();
    let edited = toml.replace(body, "body = [\"constat\", \"remede\"]");
    fs::write(corpus.join("corpus.toml"), edited).unwrap();
    let deux = folder.path().join("deux.csv");
    json(&["add", shown(&corpus), shown(&deux), "--replaces", "csv"]);
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    assert_eq!(toml.matches("body = [\"constat\", \"remede\"]").count(), 2);
    assert_eq!(toml.matches("replaces = \"csv\"").count(), 1);
    let check: Value = json(&["check", shown(&corpus)]);
    assert_eq!(check["differences"][0]["changed"], value!({}));
    assert_eq!(check["differences"][0]["new"], value!({"proposal": 1}));
}

#[test]
fn what_cannot_be_replaced_is_said() {
    let (folder, corpus) = older();
    let avril = folder.path().join("avril.csv");
    let toml = fs::read(corpus.join("corpus.toml")).unwrap();
    let out = palabre(&["add", shown(&corpus), shown(&avril), "--replaces", "mars"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("its sources are csv"),
        "{}",
        text(&out.stderr)
    );
    // An export that is added as if it were another source is reported what it seems to be.
    assert_eq!(fs::read(corpus.join("corpus.toml")).unwrap(), toml);
    let out = palabre(&["add", shown(&corpus), shown(&avril)]);
    assert!(out.status.success());
    assert!(
        text(&out.stderr).contains("--replaces csv"),
        "{}",
        text(&out.stderr)
    );
}

#[test]
fn a_source_changed_in_place_tells_what_went() {
    let (folder, corpus) = older();
    fs::write(folder.path().join("mars.csv"), NEWER).unwrap();
    let check = json(&["check", shown(&corpus)]);
    assert_eq!(
        check["since_build"]["gone"],
        value!({"argument": 1, "proposal": 1})
    );
    let out = palabre(&["check", shown(&corpus)]);
    let table = text(&out.stdout);
    assert!(
        table.contains("since build 1:") && table.contains("gone: argument 1, proposal 1"),
        "{table}"
    );
    json(&["build", shown(&corpus)]);
    let out = palabre(&["check", shown(&corpus)]);
    assert!(text(&out.stdout).contains("nothing changed since build 2"));
}
