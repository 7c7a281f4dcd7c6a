//! Variables: proposed, switched on, searched, counted by, and absent from what is handed out.

use super::support::{json, palabre, root, text};
use palabre::model::{Record, Silent};
use palabre::pipeline::Open;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The columns of the public inquiry that `new` proposes, switched on.
const ON: [&str; 3] = ["tranche-age", "service", "departement"];

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A corpus of a fixture, as `new` makes it.
fn made(fixture: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let source = root().join("tests/fixtures").join(fixture);
    let run = palabre(&["new", path(&corpus), path(&source)]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    (folder, corpus)
}

fn edit(corpus: &Path, change: impl Fn(String) -> String) {
    let file = corpus.join("corpus.toml");
    let changed = change(fs::read_to_string(&file).unwrap());
    fs::write(file, changed).unwrap();
}

/// The public inquiry with its variables switched on, as an analyst does it.
fn inquiry() -> (TempDir, PathBuf) {
    let (folder, corpus) = made("cases/enquete-publique.csv");
    edit(&corpus, |mut text| {
        for name in ON {
            let line = format!("# {name} = ");
            assert!(text.contains(&line), "{text}");
            text = text.replace(&line, &line[2..]);
        }
        text
    });
    (folder, corpus)
}

fn count(corpus: &Path, query: &str) -> u64 {
    json(&["search", path(corpus), query, "--count"])["count"]
        .as_u64()
        .unwrap()
}

fn error(args: &[&str]) -> String {
    let run = palabre(args);
    assert_eq!(
        run.status.code(),
        Some(2),
        "{args:?}: {}",
        text(&run.stderr)
    );
    text(&run.stderr)
}

fn records(corpus: &Path) -> Vec<Record> {
    let open = Open::corpus(corpus, &Silent).unwrap();
    open.records().unwrap().to_vec()
}

#[test]
fn columns_are_proposed_and_read_only_where_they_are_switched_on() {
    let (_folder, corpus) = made("cases/enquete-publique.csv");
    let written = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    for line in [
        "\n[sources.variables]\n",
        "\n# tranche-age = \"Tranche d'âge\"  # 5 values\n",
        "\n# service = \"Service\"  # 4 values\n",
        "\n# departement = \"Département\"  # 3 values\n",
        "«Âge» (exact ages",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
    let (_, proposed) = written.split_once("[sources.variables]").unwrap();
    let (proposed, _) = proposed.split_once("# Not read:").unwrap();
    for never in ["Nom", "Courriel", "naissance", "= \"Âge\""] {
        assert!(!proposed.contains(never), "{never}\n{proposed}");
    }
    assert!(records(&corpus).iter().all(|r| r.variables.is_empty()));

    let ids: Vec<String> = records(&corpus).into_iter().map(|r| r.entry.id).collect();
    let (_folder, corpus) = inquiry();
    let read = records(&corpus);
    assert_eq!(ids, read.iter().map(|r| r.id.clone()).collect::<Vec<_>>());
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(
        read[0].variables,
        [
            pair("departement", "Nord"),
            pair("service", "Accueil du public"),
            pair("tranche-age", "18-24 ans")
        ]
    );
    // An empty cell is no value.
    assert_eq!(read[7].variables.len(), 2);
    let check = json(&["check", path(&corpus)]).to_string();
    assert!(
        check.contains("«Nom»") && !check.contains("«Département»"),
        "{check}"
    );
}

#[test]
fn variables_are_searched_like_fields() {
    let (_folder, corpus) = inquiry();
    for (query, wanted) in [
        ("service:\"accueil du public\"", 16),
        ("Service:\"ACCUEIL DU PUBLIC\"", 16),
        ("variable:service=\"Accueil du public\"", 16),
        ("service:voirie", 7),
        ("service:(voirie OU \"espaces verts\")", 8),
        ("service:voirie canal", 1),
        ("departement:*", 23),
        ("NOT departement:*", 1),
        (
            "departement:pas-de-calais SAUF tranche-age:\"25-34 ans\"",
            5,
        ),
        // A word that is no variable's name is text, and so is a title in capitals.
        ("profil:agent", 0),
        ("SERVICE:VOIRIE", 0),
    ] {
        assert_eq!(count(&corpus, query), wanted, "{query}");
    }
    let c = path(&corpus);
    for (query, parts) in [
        (
            "servise:voirie",
            vec![
                "column 1",
                "there is no variable servise:",
                "write service:",
            ],
        ),
        (
            "variable:servise=voirie",
            vec![
                "«servise»: did you mean service?",
                "departement, service, tranche-age",
            ],
        ),
        (
            "canal variable:x=y",
            vec![
                "column 7",
                "there is no variable «x»; there are departement",
            ],
        ),
        (
            "service:voiri",
            vec![
                "no record has the value «voiri» of service; there are Accueil du public, Espaces verts, Voirie",
            ],
        ),
        ("variable:service", vec!["wants a name, = and a value"]),
        (
            "service: voirie",
            vec!["wants a value directly behind the colon"],
        ),
    ] {
        let message = error(&["search", c, query]);
        for part in parts {
            assert!(message.contains(part), "{query}: {part}\n{message}");
        }
    }
    let answer = json(&["search", c, "canal"]);
    let facet = &answer["facets"]["variables"][1];
    assert_eq!(facet["name"], "service");
    assert_eq!(facet["values"][0]["value"], "Accueil du public");
    assert_eq!(facet["values"][0]["records"], 2);
    let note = answer["facets"]["notes"][0].as_str().unwrap();
    assert!(note.contains("fewer than 5 people"), "{note}");
}

#[test]
fn sub_corpora_take_variables() {
    let (_folder, corpus) = inquiry();
    let c = path(&corpus);
    let run = palabre(&["search", c, "service:voirie", "--save", "voirie"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert_eq!(json(&["stances", c, "--in", "voirie"])["contributions"], 7);
    assert_eq!(
        count(&corpus, "in:voirie departement:nord"),
        count(&corpus, "service:voirie departement:nord")
    );
    edit(&corpus, |text| {
        format!("{text}\n[subcorpus.x]\nquery = 'variable:servic=x'\n")
    });
    let message = error(&["stances", c, "--in", "x"]);
    assert!(
        message.contains(
            "the query of the sub-corpus x: there is no variable «servic»: did you mean service?"
        ),
        "{message}"
    );
}

#[test]
fn stances_are_counted_by_variables() {
    let (_folder, corpus) = inquiry();
    let c = path(&corpus);
    let rows = |by: &str| -> (Vec<Value>, Value) {
        let answer = json(&["stances", c, "--by", by]);
        (
            answer["rows"].as_array().unwrap().clone(),
            answer["notes"].clone(),
        )
    };
    let (by_service, notes) = rows("service");
    let shown: Vec<(&str, u64)> = by_service
        .iter()
        .map(|r| {
            (
                r["variable:service"].as_str().unwrap(),
                r["contributions"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Accueil du public", 16),
            ("Espaces verts", 1),
            ("Voirie", 7)
        ]
    );
    assert!(
        notes[0]
            .as_str()
            .unwrap()
            .starts_with("2 of these groups are of fewer than 5 people")
    );
    assert_eq!(rows("variable:service").0, by_service);
    // Records without a value are the last group, and every record is in one.
    let (by_departement, _) = rows("departement");
    assert_eq!(
        by_departement.last().unwrap()["variable:departement"],
        Value::Null
    );
    let all: u64 = by_departement
        .iter()
        .map(|r| r["contributions"].as_u64().unwrap())
        .sum();
    assert_eq!(all, 24);
    assert!(rows("section,service").0.len() >= 3);
    assert_eq!(
        json(&["stances", c, "--by", "section"])["notes"],
        Value::Null
    );
    let message = error(&["stances", c, "--by", "servise"]);
    assert!(message.contains("did you mean service?"), "{message}");
    let table = text(&palabre(&["stances", c, "--by", "service", "--format", "csv"]).stdout);
    assert!(
        table.starts_with("variable:service,contributions,authors"),
        "{table}"
    );
}

#[test]
fn rows_that_are_handed_out_have_no_variables_unless_asked() {
    let (folder, corpus) = inquiry();
    let c = path(&corpus);
    for format in ["csv", "jsonl", "tei", "iramuteq"] {
        let run = palabre(&["export", c, "--to", format]);
        assert!(!text(&run.stdout).contains("18-24"), "{format}");
        assert!(
            text(&run.stderr).contains("--variables writes them"),
            "{format}"
        );
        let run = palabre(&["export", c, "--to", format, "--variables"]);
        assert!(text(&run.stdout).contains("18-24"), "{format}");
        assert!(
            text(&run.stderr).is_empty(),
            "{format}: {}",
            text(&run.stderr)
        );
    }
    let report = folder.path().join("report");
    let run = palabre(&["report", c, "--out", path(&report)]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    for (name, bytes) in super::support::tree(&report) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("18-24 ans"),
            "{name}"
        );
    }
}

#[test]
fn what_names_people_is_refused_as_a_variable_even_where_it_is_named() {
    for (column, what) in [
        ("Courriel", "e-mail addresses"),
        ("Nom", "holds names"),
        ("Date de naissance", "dates of birth"),
    ] {
        let (_folder, corpus) = inquiry();
        edit(&corpus, |text| {
            text.replace(
                "[sources.variables]\n",
                &format!("[sources.variables]\nx = \"{column}\"\n"),
            )
        });
        let check = json(&["check", path(&corpus)]);
        assert_eq!(check["refused"][0]["kind"], "personal_variable", "{check}");
        let message = check["refused"][0]["first"][0].as_str().unwrap();
        assert!(
            message.contains(&format!("the column «{column}» (x in [sources.variables])")),
            "{message}"
        );
        assert!(message.contains(what), "{message}");
    }
}

#[test]
fn wrong_names_and_columns_are_reported_with_what_to_write() {
    let (_folder, corpus) = inquiry();
    let written = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    edit(&corpus, |text| {
        text.replace("service = \"Service\"", "service = \"Servise\"")
    });
    let check = json(&["check", path(&corpus)]);
    assert_eq!(check["refused"][0]["kind"], "missing_column", "{check}");
    let message = check["refused"][0]["first"][0].as_str().unwrap();
    assert!(message.contains("the nearest is «Service»"), "{message}");
    for name in ["Service", "theme"] {
        let renamed = written.replace("service = \"Service\"", &format!("{name} = \"Service\""));
        let line = renamed
            .lines()
            .position(|l| l.starts_with(&format!("{name} =")))
            .unwrap()
            + 1;
        fs::write(corpus.join("corpus.toml"), &renamed).unwrap();
        let message = error(&["check", path(&corpus)]);
        assert!(
            message.contains(&format!("corpus.toml:{line}: the variable «{name}»")),
            "{message}"
        );
    }
}

#[test]
fn an_argument_has_its_own_row_s_variables_and_a_replys_answers_have_the_replys() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("avis.csv");
    fs::write(
        &table,
        "id,parent,texte,position,profil\n1,,Une piste cyclable le long du canal.,,agent\n\
         2,1,Oui pour la piste.,pour,usager\n3,1,Non à la piste du canal.,contre,\n",
    )
    .unwrap();
    let corpus = folder.path().join("c");
    let run = palabre(&["new", path(&corpus), path(&table)]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    edit(&corpus, |text| {
        format!("{text}\n[sources.variables]\nprofil = 'profil'\n")
    });
    let answer = json(&["stances", path(&corpus), "--by", "profil"]);
    let rows: Vec<[String; 4]> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            ["variable:profil", "contributions", "favourable", "against"].map(|k| r[k].to_string())
        })
        .collect();
    let row = |r: [&str; 4]| r.map(str::to_string);
    assert_eq!(
        rows,
        [
            row(["\"agent\"", "1", "0", "0"]),
            row(["\"usager\"", "0", "1", "0"]),
            row(["null", "0", "0", "1"])
        ]
    );

    let (_folder, corpus) = made("cap_collectif/questionnaire.csv");
    let variables =
        "[sources.variables]\ncode = 'Votre code postal'\nautre = 'Vottre code postal'\n";
    edit(&corpus, |text| format!("{text}\n{variables}"));
    let read = records(&corpus);
    let reply = read
        .iter()
        .find(|r| r.id.ends_with("/reply/reply1"))
        .unwrap();
    assert_eq!(reply.variables, [("code".to_string(), "35001".to_string())]);
    let answers: Vec<&Record> = read
        .iter()
        .filter(|r| r.parent.as_ref() == Some(&reply.id))
        .collect();
    assert!(!answers.is_empty());
    assert!(answers.iter().all(|r| r.variables == reply.variables));
    assert!(
        read.iter()
            .filter(|r| r.kind.name() == "question")
            .all(|r| r.variables.is_empty())
    );
    // A platform has tables of other columns: one that a table lacks is a warning.
    let check = json(&["check", path(&corpus)]).to_string();
    assert!(
        check.contains("«Vottre code postal»")
            && check.contains("the nearest is «Votre code postal»"),
        "{check}"
    );
}

#[test]
fn stars_of_iramuteq_are_searched_by_their_names() {
    let (_folder, corpus) = made("iramuteq/avis.txt");
    for (query, wanted) in [
        ("region:nord", 4),
        ("Région:Nord csp:retraité", 2),
        ("age:25-34", 1),
        ("nouveau:*", 1),
        ("variable:csp=*", 5),
    ] {
        assert_eq!(count(&corpus, query), wanted, "{query}");
    }
    let by = json(&["stances", path(&corpus), "--by", "région"]);
    assert_eq!(by["rows"][0]["variable:région"], "Nord");
    let run = palabre(&["export", path(&corpus), "--to", "iramuteq", "--variables"]);
    assert!(
        text(&run.stdout).contains("*région_Sud *nouveau"),
        "{}",
        text(&run.stdout)
    );
    let run = palabre(&["export", path(&corpus), "--to", "iramuteq"]);
    assert!(
        !text(&run.stdout).contains("région"),
        "{}",
        text(&run.stdout)
    );
    // Files of this format have no columns to be named.
    edit(&corpus, |text| {
        format!("{text}\n[sources.variables]\nx = 'y'\n")
    });
    let check = json(&["check", path(&corpus)]).to_string();
    assert!(
        check.contains("have no columns: [sources.variables] is not read here"),
        "{check}"
    );
}
