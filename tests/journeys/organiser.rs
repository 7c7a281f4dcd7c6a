//! The organiser's own texts: marked, counted apart, kept in exports; appendices, searched on request.

use super::support::{exported, json, palabre, republique, root, text, tree};
use serde_json::{Value, json as value};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A corpus of one file of `tests/fixtures`.
fn corpus_of(fixture: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let file = root().join("tests/fixtures").join(fixture);
    let out = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    (folder, corpus)
}

fn answer(corpus: &Path, args: &[&str]) -> Value {
    let (command, rest) = args.split_first().unwrap();
    json(&[&[*command, corpus.to_str().unwrap()], rest].concat())
}

/// How many records a search finds.
fn found(corpus: &Path, args: &[&str]) -> u64 {
    let args = [&["search"], args, &["--count"]].concat();
    answer(corpus, &args)["count"].as_u64().unwrap()
}

/// A report's page, and all its files.
fn report(corpus: &Path, options: &[&str]) -> (String, Vec<(String, Vec<u8>)>) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("r");
    let args = [
        "report",
        corpus.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let made = palabre(&[&args, options].concat());
    assert!(made.status.success(), "{}", text(&made.stderr));
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    (words(&page), tree(&out))
}

/// A page without its tags, its blanks made one.
fn words(html: &str) -> String {
    let html = scraper::Html::parse_document(html);
    let pieces: String = html.root_element().text().collect();
    pieces.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn file<'t>(tree: &'t [(String, Vec<u8>)], name: &str) -> &'t [u8] {
    &tree.iter().find(|f| f.0 == name).expect(name).1
}

#[test]
fn the_bill_of_republique_numerique_is_counted_apart() {
    let Some(corpus) = republique() else { return };
    let s = answer(corpus, &["stances"]);
    assert_eq!(s["contributions"], 387);
    assert_eq!(
        s["arguments"],
        value!({"favourable": 1037, "against": 1115, "unknown": 0})
    );
    let organiser = &s["organiser"];
    assert_eq!(organiser["stated"], true);
    assert_eq!(organiser["contributions"], 17);
    assert_eq!(organiser["authors"], 1);
    assert_eq!(organiser["by_kind"], value!({"proposal": 17}));
    assert_eq!(
        organiser["arguments"],
        value!({"favourable": 252, "against": 370, "unknown": 0})
    );
    assert_eq!(
        organiser["vote_counters"],
        value!({"favourable": 11267, "mixed": 1382, "against": 2419})
    );
    let all = answer(corpus, &["stances", "--organiser", "include"]);
    assert_eq!(all["contributions"], 404);
    for key in [
        "arguments",
        "votes",
        "vote_counters",
        "organiser",
        "moderated",
    ] {
        assert_eq!(all[key], s[key], "{key}");
    }
    let only = answer(corpus, &["stances", "--organiser", "only"]);
    for key in ["contributions", "arguments", "vote_counters"] {
        assert_eq!(only[key], organiser[key], "{key}");
    }
    // They stay in the ranking of proposals.
    let by = answer(corpus, &["stances", "--by", "contribution"]);
    let rows = by["rows"].as_array().unwrap();
    // One is moderated, and has arguments that count.
    assert_eq!(rows.len(), 405);
    let marked: Vec<&Value> = rows.iter().filter(|r| r["organiser"] == true).collect();
    assert_eq!(marked.len(), 17);
    let sum = |key: &str| marked.iter().map(|r| r[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!(
        (sum("contributions"), sum("favourable"), sum("against")),
        (0, 252, 370)
    );

    let (page, files) = report(corpus, &[]);
    let share = "28,9 % des arguments (622 sur 2 152) répondent à des textes de l’organisateur";
    assert!(page.contains(share), "{page}");
    assert!(page.contains("17 textes de l’organisateur, désignés comme tel"));
    // The busiest day was the one on which the bill was posted, with 43 proposals.
    assert!(page.contains("avec 37 contributions sur 387 chacune"));
    let (whole, _) = report(corpus, &["--organiser", "include"]);
    assert!(
        whole.contains("26 septembre 2015 : 43 contributions sur 404"),
        "{whole}"
    );
    let rows = text(file(&files, "contributions.csv"));
    let header = rows.lines().next().unwrap();
    assert!(header.contains("moderated;organiser;"), "{header}");
    let stances = text(file(&files, "stances.csv"));
    let marked = stances
        .lines()
        .filter(|l| l.starts_with("contribution;") && l.contains(";true;"));
    assert_eq!(marked.count(), 17);
}

#[test]
fn a_column_of_a_table_says_which_texts_are_the_organisers() {
    let (_folder, corpus) = corpus_of("generic/officiel.csv");
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    assert!(toml.contains("organiser = \"officiel\""), "{toml}");
    let s = answer(&corpus, &["stances"]);
    assert_eq!(s["contributions"], 2);
    // Two participants answer the organiser; its own argument counts apart.
    assert_eq!(
        s["arguments"],
        value!({"favourable": 1, "against": 2, "unknown": 0})
    );
    assert_eq!(s["vote_counters"]["favourable"], 80);
    let organiser = &s["organiser"];
    assert_eq!(organiser["contributions"], 2);
    assert_eq!(organiser["authors"], 1);
    assert_eq!(
        organiser["arguments"],
        value!({"favourable": 1, "against": 1, "unknown": 0})
    );
    assert_eq!(organiser["vote_counters"]["favourable"], 60);
    assert_eq!(organiser["by_kind"], value!({"proposal": 2, "argument": 1}));
    let all = answer(&corpus, &["stances", "--organiser", "include"]);
    assert_eq!(all["contributions"], 4);
    assert_eq!(
        all["arguments"],
        value!({"favourable": 2, "against": 2, "unknown": 0})
    );
    let only = answer(&corpus, &["stances", "--organiser", "only"]);
    assert_eq!(only["contributions"], 2);
    assert_eq!(only["by_kind"], value!({"proposal": 2, "argument": 3}));

    // By section and by month: the organiser's proposals leave, what was filed on them stays.
    let by = answer(&corpus, &["stances", "--by", "section"]);
    let first = &by["rows"].as_array().unwrap()[0];
    assert_eq!(first["section"], "Titre I");
    assert_eq!(
        (&first["contributions"], &first["favourable"]),
        (&value!(0), &value!(1))
    );
    assert_eq!(first["vote_counters"]["favourable"], 60);

    // Every way of searching agrees.
    for (option, records) in [("exclude", 2), ("include", 4), ("only", 2)] {
        let options = ["formation", "--organiser", option];
        assert_eq!(found(&corpus, &options), records, "{option}");
        let lines = answer(&corpus, &[&["search"], &options[..], &["--kwic"]].concat());
        assert_eq!(lines["occurrences"], records, "{option}");
        let counted = answer(
            &corpus,
            &[&["search"], &options[..], &["--frequencies"]].concat(),
        );
        assert_eq!(counted["rows"][0]["count"], records, "{option}");
        let themes = answer(&corpus, &["themes", "--organiser", option]);
        let rows = themes["rows"].as_array().unwrap();
        let theme = rows.iter().find(|r| r["theme"] == "formation").unwrap();
        assert_eq!(
            theme["records"],
            found(&corpus, &["theme:formation", "--organiser", option])
        );
    }
    // Arguments on a proposal of the organiser are for and against what it speaks of, as before.
    let themes = answer(&corpus, &["themes"]);
    let rows = themes["rows"].as_array().unwrap();
    let theme = rows.iter().find(|r| r["theme"] == "formation").unwrap();
    assert_eq!(
        (&theme["contributions"], &theme["favourable"]),
        (&value!(1), &value!(1))
    );
    assert_eq!(theme["against"], 2);
}

#[test]
fn the_report_and_exports_keep_the_organisers_texts_with_a_mark() {
    let (_folder, corpus) = corpus_of("generic/officiel.csv");
    let (page, files) = report(&corpus, &[]);
    assert!(
        page.contains("2 arguments sur 3 répondent à des textes de l’organisateur"),
        "{page}"
    );
    assert!(page.contains("3 textes de l’organisateur, désignés comme tel"));
    let rows = text(file(&files, "contributions.csv"));
    assert_eq!(rows.lines().count(), 5, "{rows}");
    assert_eq!(rows.matches(";false;true;").count(), 2, "{rows}");
    // Each figure leads to a list; its heading says what is left out of it, and the organiser's own are marked.
    let lists: Vec<String> = files
        .iter()
        .filter(|f| f.0.starts_with("lists/f-") && f.0.ends_with(".html"))
        .map(|f| words(&text(&f.1)))
        .collect();
    let left_out = "Les textes de l’organisateur ne sont pas comptés ici.";
    let own = lists
        .iter()
        .filter(|l| l.contains("Contributions – organisateur"));
    let own: Vec<&String> = own.collect();
    assert_eq!(own.len(), 1);
    assert!(own[0].contains("Article 2 : un formulaire unique") && !own[0].contains(left_out));
    assert!(
        lists
            .iter()
            .any(|l| l.contains("Former les agents") && l.contains(left_out))
    );
    let (_, whole) = report(&corpus, &["--organiser", "include"]);
    for (name, bytes) in &whole {
        assert!(!text(bytes).contains(left_out), "{name}");
    }

    let export = |options: &[&str]| -> Vec<Value> {
        let options = [&["--kind", "proposal"], options].concat();
        exported(corpus.to_str().unwrap(), &options)
    };
    let marks: Vec<Value> = export(&[]).iter().map(|r| r["organiser"].clone()).collect();
    assert_eq!(marks, [true, true, false, false]);
    assert_eq!(export(&["--organiser", "exclude"]).len(), 2);
    assert_eq!(export(&["--organiser", "only"]).len(), 2);
}

#[test]
fn authors_that_corpus_toml_names_are_the_organiser() {
    // Decidim's exports mark nobody.
    let (_folder, corpus) = corpus_of("decidim/proposals-2024.csv");
    let s = answer(&corpus, &["stances"]);
    let counted = s["contributions"].as_u64().unwrap();
    assert_eq!(s["organiser"]["stated"], false);
    assert_eq!(s["organiser"]["contributions"], 0);
    let (page, _) = report(&corpus, &[]);
    assert!(
        page.contains("Organisateur non indiqué : rien dans les sources ne dit"),
        "{page}"
    );

    let path = corpus.join("corpus.toml");
    let before = fs::read_to_string(&path).unwrap();
    let write =
        |names: &str| fs::write(&path, format!("{before}\n[organiser]\nauthors = {names}\n"));
    write("[\"VILLE  d'Exemple\"]").unwrap();
    let s = answer(&corpus, &["stances"]);
    assert_eq!(s["contributions"], counted - 1);
    assert_eq!(s["organiser"]["stated"], true);
    assert_eq!(s["organiser"]["contributions"], 1);
    let by = answer(&corpus, &["stances", "--by", "contribution"]);
    let marked = by["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| r["organiser"] == true);
    let marked: Vec<&Value> = marked.map(|r| &r["contribution"]).collect();
    assert!(marked.is_empty() || marked == [&value!("decidim/proposal/22")]);
    let check = answer(&corpus, &["check", "--full"]);
    let records = check["records"].as_array().unwrap();
    let own = records.iter().filter(|r| r["organiser"] == true);
    let own: Vec<&Value> = own.map(|r| &r["id"]).collect();
    assert_eq!(own, [&value!("decidim/proposal/22")]);
    // The name is in no output.
    let (_, files) = report(&corpus, &[]);
    for (name, bytes) in &files {
        let content = text(bytes).to_lowercase();
        assert!(
            !content.contains("ville d’exemple") && !content.contains("d'exemple"),
            "{name}"
        );
    }

    // A name that no author has is reported by its line, not shown.
    write("[\n  \"Ville d’Exemple\",\n  \"Préfecture de Nulle-Part\",\n]").unwrap();
    let check = answer(&corpus, &["check"]);
    let line = before.lines().count() + 5;
    let warnings = check["warnings"].as_array().unwrap();
    let group = warnings
        .iter()
        .find(|g| g["kind"] == "unknown_organiser")
        .unwrap();
    assert_eq!(group["count"], 1);
    let first = group["first"][0].as_str().unwrap();
    assert!(
        first.starts_with(&format!("corpus.toml:{line}: ")),
        "{first}"
    );
    assert!(!check.to_string().contains("Nulle-Part"));

    write("[\" \"]").unwrap();
    let out = palabre(&["stances", corpus.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    let error = text(&out.stderr);
    assert!(
        error.contains("[organiser]: a name of `authors` is empty"),
        "{error}"
    );
}

#[test]
fn appendices_are_searched_and_themed_on_request() {
    let (_folder, corpus) = corpus_of("generic/officiel.csv");
    let themes = |options: &[&str]| {
        let answer = answer(&corpus, &[&["themes"], options].concat());
        let rows = answer["rows"].as_array().unwrap().clone();
        let row = rows
            .into_iter()
            .find(|r| r["theme"] == "formation")
            .unwrap();
        (
            row["records"].as_u64().unwrap(),
            row["contributions"].as_u64().unwrap(),
        )
    };
    assert_eq!(found(&corpus, &["annexe OR formation"]), 2);
    assert_eq!(found(&corpus, &["formation type:appendix"]), 1);
    assert_eq!(
        found(
            &corpus,
            &["formation type:annexe OR formation type:argument"]
        ),
        2
    );
    assert_eq!(found(&corpus, &["formation", "--kind", "appendix"]), 1);
    assert_eq!(found(&corpus, &["formation", "--kind", "all"]), 3);
    assert_eq!(
        found(&corpus, &["formation", "--kind", "argument,proposal"]),
        2
    );
    assert_eq!(themes(&[]), (3, 1));
    assert_eq!(themes(&["--kind", "appendix"]), (1, 0));
    assert_eq!(themes(&["--kind", "all"]), (4, 1));
    // A sub-corpus that names them is searched whole.
    let saved = palabre(&[
        "search",
        corpus.to_str().unwrap(),
        "type:appendix",
        "--save",
        "annexes",
    ]);
    assert!(saved.status.success(), "{}", text(&saved.stderr));
    assert_eq!(found(&corpus, &["in:annexes formation"]), 1);
    assert_eq!(found(&corpus, &["formation", "--in", "annexes"]), 1);
    assert_eq!(themes(&["--in", "annexes"]), (1, 0));
    let (page, _) = report(&corpus, &[]);
    assert!(
        page.contains("Les annexes sont comptées sous leur propre nom"),
        "{page}"
    );
    let wrong = palabre(&[
        "search",
        corpus.to_str().unwrap(),
        "formation",
        "--kind",
        "annexes",
    ]);
    assert_eq!(wrong.status.code(), Some(2));
}
