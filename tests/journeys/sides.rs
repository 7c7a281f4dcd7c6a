//! Sides that contributions declare themselves, counters under all their names, and authors where no column names any:
//! what is absent is shown as absent, never as zero.

use super::support::{json, palabre, root, text, tree};
use serde_json::{Value, json as value};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

/// A corpus made of files by name and content.
fn corpus(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let mut args = vec!["new".to_string(), path(&corpus).to_string()];
    for (name, content) in files {
        let file = folder.path().join(name);
        fs::write(&file, content).unwrap();
        args.push(path(&file).to_string());
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let out = palabre(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    (folder, corpus)
}

fn case(name: &str) -> (TempDir, PathBuf) {
    let file = root().join("tests/fixtures/cases/tables").join(name);
    corpus(&[(name, &fs::read_to_string(file).unwrap())])
}

fn sides(corpus: &Path) -> Value {
    json(&["stances", path(corpus)])["declared_sides"].clone()
}

fn declared(favourable: u64, mixed: u64, against: u64, unknown: u64) -> Value {
    value!({"favourable": favourable, "mixed": mixed, "against": against, "unknown": unknown})
}

fn report(folder: &TempDir, corpus: &Path, more: &[&str]) -> PathBuf {
    let out = folder.path().join("report");
    let said = palabre(&[&["report", path(corpus), "--out", path(&out)], more].concat());
    assert!(said.status.success(), "{}", text(&said.stderr));
    out
}

fn read(path: PathBuf) -> String {
    fs::read_to_string(path).unwrap()
}

/// The cells of a column of a table beside a report.
fn column(table: &str, name: &str) -> Vec<String> {
    let text = table.trim_start_matches('\u{FEFF}').as_bytes();
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    let at = rows.headers().unwrap().iter().position(|h| h == name);
    let at = at.unwrap_or_else(|| panic!("no column {name}"));
    let cells = rows.records().map(|r| r.unwrap()[at].to_string());
    cells.collect()
}

/// A register of `rows`: side, section, date.
fn register(rows: &[(&str, &str, &str)]) -> String {
    let mut out = String::from("id;Avis;Rubrique;Date;Observation\n");
    for (n, (side, section, date)) in rows.iter().enumerate() {
        let text = format!("Observation {n} sur le tracé de la route, qui passe près du bourg.");
        out.push_str(&format!("1{n};{side};{section};{date};{text}\n"));
    }
    out
}

#[test]
fn contributions_of_a_register_declare_their_sides() {
    let (folder, corpus) = case("register-stance.csv");
    let answer = json(&["stances", path(&corpus), "--by", "month"]);
    assert_eq!(answer["declared_sides"], declared(2, 2, 4, 0));
    assert_eq!(answer["moderated"]["declared_sides"], declared(0, 0, 0, 0));
    assert_eq!(answer["arguments"]["favourable"], 0);
    assert_eq!(answer["rows"][0]["month"], "2024-04");
    assert_eq!(answer["rows"][0]["declared_sides"], declared(2, 2, 4, 0));
    // Nobody is named, and nothing counts votes.
    assert!(answer["authors"].is_null() && answer["rows"][0]["authors"].is_null());
    for what in ["votes", "vote_counters"] {
        for side in ["favourable", "mixed", "against"] {
            assert!(answer[what][side].is_null(), "{what} {side}");
        }
    }
    let shown = text(&palabre(&["stances", path(&corpus)]).stdout);
    assert!(
        shown.contains("sides that contributions declare: 2 for, 2 mixed, 4 against, 0 unknown")
    );
    assert!(
        shown.contains("votes – for") && !shown.contains("authors"),
        "{shown}"
    );
    for (query, found) in [
        ("position:pour", 2),
        ("position:mitige", 2),
        ("position:contre", 4),
        ("position:aucune", 0),
    ] {
        let count = json(&["search", path(&corpus), query, "--count"]);
        assert_eq!(
            (&count["count"], &count["authors"]),
            (&value!(found), &Value::Null)
        );
    }
    let found = text(&palabre(&["search", path(&corpus), "machines"]).stdout);
    assert!(
        found.contains("stances: mixed 2") && !found.contains("author"),
        "{found}"
    );

    let out = report(&folder, &corpus, &[]);
    let table = read(out.join("contributions.csv"));
    let cells = column(&table, "declared_side");
    let count = |side: &str| cells.iter().filter(|c| *c == side).count();
    assert_eq!(
        (count("favourable"), count("mixed"), count("against")),
        (2, 2, 4)
    );
    assert_eq!(column(&table, "author"), [""; 8]);
    let stances = read(out.join("stances.csv"));
    assert!(column(&stances, "authors").iter().all(String::is_empty));
    assert!(
        column(&stances, "votes_favourable")
            .iter()
            .all(String::is_empty)
    );
    let page = read(out.join("index.html"));
    for said in [
        "Avis déclarés",
        "Avis que déclarent les contributions",
        "Les avis défavorables sont les plus nombreux",
        "avis favorable",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("Arguments pour") && !page.contains("argument pour"));
    assert!(out.join("charts/avis-declares.svg").exists());
    // Each figure leads to its contributions.
    let figures = read(out.join("figures.csv"));
    let recipes = column(&figures, "recipe");
    let addresses = column(&figures, "address");
    for (side, rows) in [("favourable", 2), ("mixed", 2), ("against", 4)] {
        let recipe = format!("contributions; declared={side}");
        let at = recipes.iter().position(|r| *r == recipe).unwrap();
        let list = read(out.join(&addresses[at]));
        assert_eq!(list.matches("<article").count(), rows, "{side}");
    }
    for lang in ["fr", "en"] {
        let out = report(&folder, &corpus, &["--lang", lang]);
        for (file, bytes) in tree(&out) {
            // Names of columns are those of all tables.
            if file.ends_with(".html") || file.ends_with(".svg") {
                let page = text(&bytes).to_lowercase();
                for word in ["participant", "auteur", "author"] {
                    assert!(!page.contains(word), "{word} is in {file}");
                }
            }
        }
    }
}

#[test]
fn sides_are_counted_by_section_and_by_month_with_those_that_declare_none() {
    let rows = [
        ("AF", "Nord", "02/03/2024"),
        ("AD", "Nord", "03/03/2024"),
        (" DÉFAVORABLE ", "Nord", "04/04/2024"),
        ("Défavorable (sauf si le tracé change)", "Sud", "05/04/2024"),
        ("Avec réserve(s)", "Sud", "06/04/2024"),
        ("Sans avis", "Sud", "07/04/2024"),
        ("", "Sud", "08/05/2024"),
        ("Hors sujet", "Nord", "08/05/2024"),
        ("Opposé au projet", "Nord", "09/05/2024"),
    ];
    let (folder, corpus) = corpus(&[("r.csv", &register(&rows))]);
    assert_eq!(sides(&corpus), declared(1, 1, 4, 3));
    let by = |dimension: &str| json(&["stances", path(&corpus), "--by", dimension])["rows"].clone();
    let sections = by("section");
    assert_eq!(sections[0]["section"], "Nord");
    assert_eq!(sections[0]["declared_sides"], declared(1, 0, 3, 1));
    assert_eq!(sections[1]["declared_sides"], declared(0, 1, 1, 2));
    assert_eq!(by("month")[1]["declared_sides"], declared(0, 1, 2, 1));
    let unknown = json(&["search", path(&corpus), "position:aucune", "--count"]);
    assert_eq!(unknown["count"], 3);
    // Words that say that there is no side are no mistake; others are reported.
    let warnings = json(&["check", path(&corpus)])["warnings"].to_string();
    assert!(warnings.contains("«Hors sujet» is no side") && warnings.contains("rows in all: 1"));
    let out = report(&folder, &corpus, &[]);
    let page = read(out.join("index.html"));
    for anchor in ["avis-par-section", "avis-par-mois"] {
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
        assert!(
            out.join(format!("charts/{anchor}.png")).exists(),
            "{anchor}"
        );
    }
    assert!(page.contains("Sans avis connu"));
    let recipes = column(&read(out.join("figures.csv")), "recipe");
    for recipe in [
        "contributions; declared=against; section=Nord",
        "contributions; declared=mixed; month=2024-04",
        "contributions; declared=unknown",
    ] {
        assert!(recipes.iter().any(|r| r == recipe), "{recipe}");
    }
}

#[test]
fn registers_in_other_words_and_in_english_and_as_the_analyst_reads_them() {
    let rows = ["Pour", "contre", "CONTRE", "Abstention"].map(|side| (side, "", ""));
    let (_folder, voted) = corpus(&[("r.csv", &register(&rows))]);
    assert_eq!(sides(&voted), declared(1, 0, 2, 1));
    let english = "Ref,Stance,Comment,Received\n\
        1,Object,The new road would cut the village in two and bring lorries to the school.,2024-04-12\n\
        2,Support,We need this road because the old bridge is closed to buses.,2024-04-13\n\
        3,Support subject to conditions,It must not pass behind the school playground at all.,2024-04-14\n\
        4,Neutral,How long will the works last and who pays for them in the end?,2024-04-15\n";
    let (folder, register) = corpus(&[("r.csv", english)]);
    assert_eq!(sides(&register), declared(1, 2, 1, 0));
    let toml = register.join("corpus.toml");
    let written = read(toml.clone());
    assert!(
        written.contains("mixed: «Support subject to conditions», «Neutral»\nstance = \"Stance\""),
        "{written}"
    );
    let explained = written.replace(
        "stance = \"Stance\"",
        "stance = { column = \"Stance\", favourable = [\"support subject to conditions\"], none = [\"Neutral\"] }",
    );
    fs::write(&toml, explained).unwrap();
    assert_eq!(sides(&register), declared(2, 0, 1, 1));
    // What the analyst wrote is repeated for a newer export.
    let newer = folder.path().join("r2.csv");
    fs::write(&newer, english).unwrap();
    let added = palabre(&["add", path(&register), path(&newer), "--replaces", "csv"]);
    assert!(added.status.success(), "{}", text(&added.stderr));
    assert_eq!(sides(&register), declared(2, 0, 1, 1));
}

#[test]
fn where_no_contribution_declares_a_side_nothing_is_said_of_it() {
    let table = "id;titre;texte\n1;Un bus;Il faudrait un bus le soir entre la gare et le bourg.\n";
    let (folder, corpus) = corpus(&[("t.csv", table)]);
    let answer = json(&["stances", path(&corpus)]);
    assert!(answer.get("declared_sides").is_none());
    let out = report(&folder, &corpus, &[]);
    let page = read(out.join("index.html"));
    assert!(!page.contains("vis déclaré") && !page.contains("avis-declares"));
    assert_eq!(
        column(&read(out.join("contributions.csv")), "declared_side"),
        [""]
    );
}

fn counters(corpus: &Path) -> Value {
    json(&["stances", path(corpus)])["vote_counters"].clone()
}

#[test]
fn counters_are_found_under_their_names_and_totals_are_no_support() {
    for name in ["votes-total.csv", "json-votes.jsonl"] {
        let (folder, corpus) = case(name);
        let expected = value!({"favourable": 130, "mixed": 17, "against": 33});
        assert_eq!(counters(&corpus), expected, "{name}");
        let records = json(&["stances", path(&corpus)])["vote_counter_records"].clone();
        assert_eq!(records, value!({"favourable": 3, "mixed": 3, "against": 3}));
        let supported = json(&["search", path(&corpus), "soutiens:>0", "--count"]);
        assert_eq!(supported["count"], 0, "{name}");
        let toml = read(corpus.join("corpus.toml"));
        assert!(toml.contains("(a total of votes on all sides, which is no support)"));
        let out = report(&folder, &corpus, &[]);
        let table = read(out.join("contributions.csv"));
        assert_eq!(column(&table, "counter_favourable"), ["80", "20", "30"]);
        assert_eq!(column(&table, "counter_abstention"), [""; 3]);
        assert!(read(out.join("index.html")).contains("Ces compteurs sont donnés pour"));
    }
}

#[test]
fn counters_of_two_sides_lack_the_third_and_abstentions_are_their_own() {
    let bus = "Il faudrait un bus après 21 heures entre la gare et le bourg.";
    let table = |header: &str, cells: &[&str]| {
        let rows: Vec<String> = cells.iter().map(|c| format!("{bus};{c}")).collect();
        format!("texte;{header}\n{}\n", rows.join("\n"))
    };
    let null = Value::Null;
    let expected =
        |a: Value, b: Value, c: Value| value!({"favourable": a, "mixed": b, "against": c});
    for (header, cells, counted) in [
        (
            "nb_pour;nb_contre",
            &["5;2", "1;7"][..],
            expected(6.into(), null.clone(), 9.into()),
        ),
        (
            "Nb votes favorables;Nb votes contre",
            &["5;2", "1;7"],
            expected(6.into(), null.clone(), 9.into()),
        ),
        (
            "likes;dislikes",
            &["5;0", "1;0"],
            expected(6.into(), null.clone(), 0.into()),
        ),
        (
            "up;down",
            &["5;0", "1;1"],
            expected(6.into(), null.clone(), 1.into()),
        ),
        // Alone, they are support and no side.
        (
            "likes",
            &["5", "1"],
            expected(null.clone(), null.clone(), null.clone()),
        ),
        // Percentages count nothing.
        (
            "% pour;% contre",
            &["60;40", "50;50"],
            expected(null.clone(), null.clone(), null.clone()),
        ),
    ] {
        let (_folder, corpus) = corpus(&[("t.csv", &table(header, cells))]);
        assert_eq!(counters(&corpus), counted, "{header}");
    }
    let (folder, corpus) = corpus(&[(
        "t.csv",
        &table("Pour;Contre;Abstention", &["5;2;4", "1;;", ";3;2"]),
    )]);
    let mut answer = json(&["stances", path(&corpus)]);
    let counted = answer["vote_counters"].take();
    assert_eq!(
        counted,
        value!({"favourable": 6, "mixed": null, "against": 5, "abstention": 6})
    );
    assert_eq!(
        answer["vote_counter_records"],
        value!({"favourable": 2, "mixed": null, "against": 2, "abstention": 2})
    );
    let shown = text(&palabre(&["stances", path(&corpus)]).stdout);
    assert!(
        shown.contains("counters 6 / – / 5 and 6 abstentions of 2 records"),
        "{shown}"
    );
    let out = report(&folder, &corpus, &[]);
    let cells = read(out.join("contributions.csv"));
    assert_eq!(column(&cells, "counter_favourable"), ["5", "1", ""]);
    assert_eq!(column(&cells, "counter_mixed"), [""; 3]);
    assert_eq!(column(&cells, "counter_against"), ["2", "", "3"]);
    assert_eq!(column(&cells, "counter_abstention"), ["4", "", "2"]);
    let page = read(out.join("index.html"));
    assert!(page.contains("Compteur d’abstentions") && !page.contains("Compteur de votes mitigés"));
    // The three have not the same base: each is given its own.
    assert!(page.contains("Ces compteurs ne sont pas donnés pour les mêmes textes"));
    let nested = "{\"texte\":\"TEXTE\",\"votes\":{\"yes\":4,\"no\":2}}\n{\"texte\":\"TEXTE\",\"votes\":{\"yes\":1,\"no\":0}}\n";
    let nested = nested.replace("TEXTE", bus);
    let (_folder, nested) = super::sides::corpus(&[("t.jsonl", &nested)]);
    assert_eq!(counters(&nested), expected(5.into(), null, 2.into()));
}

#[test]
fn where_some_sources_name_authors_the_base_is_given() {
    let named = "id;auteur;texte\n1;Odile;Il faudrait un bus le soir entre la gare et le bourg.\n\
                 2;Odile;Les horaires du bus ne vont pas à ceux qui travaillent tard.\n\
                 3;Karim;Il manque un abri à l’arrêt du bus devant le collège.\n";
    let (folder, corpus) = corpus(&[
        ("a.csv", named),
        (
            "r.csv",
            &register(&[("Favorable", "", ""), ("Neutre", "", "")]),
        ),
    ]);
    let answer = json(&["stances", path(&corpus)]);
    assert_eq!(answer["contributions"], 5);
    assert_eq!(
        (&answer["authors"], &answer["signed_records"]),
        (&value!(2), &value!(3))
    );
    // Only the register's contributions could declare a side.
    assert_eq!(answer["declared_sides"], declared(1, 1, 0, 0));
    let out = report(&folder, &corpus, &[]);
    assert_eq!(
        column(&read(out.join("contributions.csv")), "author"),
        ["P0001", "P0001", "P0002", "", ""]
    );
    let page = read(out.join("index.html"));
    let plain: String = page
        .split('<')
        .map(|p| p.split_once('>').map_or(p, |p| p.1))
        .collect();
    assert!(
        plain.contains("Pour 3 textes sur 5, les sources nomment un auteur"),
        "{plain}"
    );
    assert!(plain.contains("la source n’a aucune colonne qui nomme un auteur"));
    assert!(!plain.contains("Odile"));
}

#[test]
fn a_section_called_arguments_has_a_list_of_its_contributions() {
    let rows = [
        ("Favorable", "Les arguments du débat", "02/03/2024"),
        ("Défavorable", "Les arguments du débat", "03/03/2024"),
        (
            "Favorable",
            "hors thèmes by date most active author",
            "04/03/2024",
        ),
    ];
    let (folder, corpus) = corpus(&[("r.csv", &register(&rows))]);
    let out = report(&folder, &corpus, &[]);
    let figures = read(out.join("figures.csv"));
    let (recipes, addresses) = (column(&figures, "recipe"), column(&figures, "address"));
    for (section, n) in [
        ("Les arguments du débat", 2),
        ("hors thèmes by date most active author", 1),
    ] {
        let recipe = format!("contributions; section=\"{section}\"");
        let at = recipes.iter().position(|r| *r == recipe).unwrap();
        let list = read(out.join(&addresses[at]));
        let title = list.split("<h1>").nth(1).unwrap();
        assert!(title.starts_with("Contributions – "), "{title:.200}");
        assert_eq!(list.matches("<article").count(), n);
    }
}
