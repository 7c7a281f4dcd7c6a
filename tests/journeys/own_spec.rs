//! A platform that the analyst describes: the example of `docs/importers.md`, from `check` to a build; and specs that
//! are wrong.

use super::support::{json, palabre, root, text};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CORPUS: &str =
    "[[sources]]\nname = \"budget\"\npath = \"export\"\nspec = \"ma-plateforme.toml\"\n";

/// A corpus of the fixture's files, with this spec.
fn corpus(toml: &str, spec: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("export");
    fs::create_dir(&export).unwrap();
    for name in ["propositions.csv", "avis.csv", "votes.csv"] {
        fs::copy(fixture(name), export.join(name)).unwrap();
    }
    fs::write(folder.path().join("corpus.toml"), toml).unwrap();
    fs::write(folder.path().join("ma-plateforme.toml"), spec).unwrap();
    folder
}

fn fixture(name: &str) -> std::path::PathBuf {
    root().join("tests/fixtures/own-spec").join(name)
}

fn spec() -> String {
    fs::read_to_string(fixture("ma-plateforme.toml")).unwrap()
}

fn name(folder: &Path) -> &str {
    folder.to_str().unwrap()
}

/// What `check` says of a corpus that it refuses.
fn refused(toml: &str, spec: &str) -> String {
    let folder = corpus(toml, spec);
    let out = palabre(&["check", name(folder.path())]);
    assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
    text(&out.stderr)
}

#[test]
fn the_page_shows_the_spec_that_is_tested() {
    let page = fs::read_to_string(root().join("docs/importers.md")).unwrap();
    let shown = format!("```toml\n{}```\n", spec());
    assert!(
        page.contains(&shown),
        "docs/importers.md shows another spec"
    );
    assert!(spec().lines().count() < 60);
    let source = "```toml\n[[sources]]\nname = \"budget\"\npath = \"export\"\nspec = \"ma-plateforme.toml\"\n```\n";
    assert!(page.contains(source));
}

#[test]
fn a_platform_without_a_line_of_rust() {
    let folder = corpus(CORPUS, &spec());
    let answer = json(&["check", name(folder.path()), "--full"]);
    let row = &answer["rows"][0];
    assert_eq!(row["format"], "ma-plateforme");
    let count = |key: &str| row[key].as_u64().unwrap();
    assert_eq!(
        ["rows", "imported", "merged", "refused"].map(count),
        [9, 8, 0, 1]
    );
    let records = answer["records"].as_array().unwrap();
    let one = |id: &str| -> &Value {
        let found = records.iter().find(|r| r["id"] == id);
        found.unwrap_or_else(|| panic!("no {id} in {records:?}"))
    };
    let bench = one("budget/proposal/P1");
    assert_eq!(bench["title"], "Des bancs à l’ombre");
    assert_eq!(bench["published_at"], "2016-11-03T17:20:00+01:00");
    assert_eq!(bench["moderated"], false);
    assert_eq!(one("budget/proposal/P2")["moderated"], true);
    assert_eq!(one("budget/proposal/P3")["published_at"], Value::Null);
    let opinion = one("budget/argument/7");
    assert_eq!(opinion["parent"], "budget/proposal/P1");
    assert_eq!(opinion["stance"], "favourable");
    assert_eq!(one("budget/argument/8")["stance"], "against");
    assert_eq!(one("budget/comment/9")["stance"], Value::Null);
    let said = answer.to_string();
    assert!(said.contains("auteur_nom") && said.contains("line 4, column publie_le: «hier»"));
    for private in ["Petitpas", "zoe@exemple.fr"] {
        assert!(!said.contains(private), "{private}");
    }
}

/// The page's example of rows of several kinds, with the name of a format.
fn spec_of_several_kinds() -> String {
    let page = fs::read_to_string(root().join("docs/importers.md")).unwrap();
    let section = page
        .split_once("### Rows of several kinds in one table")
        .unwrap()
        .1;
    let shown = section.split_once("```toml\n").unwrap().1;
    format!(
        "format = \"avis-ville\"\n\n{}",
        shown.split_once("```").unwrap().0
    )
}

#[test]
fn rows_of_several_kinds_are_read_as_the_page_shows() {
    let folder = tempfile::tempdir().unwrap();
    let table = "type;id;title;theme;author_id;arguments_count;arguments_id;arguments_related_id;arguments_author_id;\
        arguments_body;arguments_type\n\
        opinion;1;Rouvrir la gare;Transports;42;1;;;;;\n\
        argument;;;;;;7;1;43;Ça désenclave le plateau.;pour\n\
        vote_argument;;;;;;8;;44;Trop cher pour 300 voyageurs.;contre\n\
        report;;;;;;;;;;\n\
        sondage;;;;;;;;;;\n";
    fs::write(folder.path().join("avis.csv"), table).unwrap();
    let toml = "[[sources]]\nname = \"v\"\npath = \"avis.csv\"\nspec = \"ville.toml\"\n";
    fs::write(folder.path().join("corpus.toml"), toml).unwrap();
    fs::write(folder.path().join("ville.toml"), spec_of_several_kinds()).unwrap();
    let answer = json(&["check", name(folder.path()), "--full"]);
    let records = answer["records"].as_array().unwrap();
    let said: Vec<[&str; 3]> = records
        .iter()
        .map(|r| ["id", "parent", "stance"].map(|k| r[k].as_str().unwrap_or("")))
        .collect();
    let station = "v/proposal/1";
    assert_eq!(
        said,
        [
            [station, "", ""],
            ["v/argument/7", station, "favourable"],
            // It names no parent, and so is below the last proposal.
            ["v/argument/8", station, "against"],
        ]
    );
    // Arguments have the section of their proposal.
    let found = json(&["search", name(folder.path()), "section:Transports"]);
    assert_eq!(found["count"], 3);
    let said = answer.to_string();
    for part in [
        "reporting",
        "its type is «sondage»",
        "the platform counts 1 arguments, the file has 2 rows",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn what_is_imported_depends_on_the_spec() {
    let folder = corpus(CORPUS, &spec());
    let build = || json(&["build", name(folder.path())]);
    assert_eq!(build()["imported"], true);
    assert_eq!(build()["imported"], false);
    let other = spec().replace("title = \"titre\"", "title = \"resume\"");
    fs::write(folder.path().join("ma-plateforme.toml"), other).unwrap();
    assert_eq!(build()["imported"], true);
    let answer = json(&["check", name(folder.path()), "--full"]);
    let mut records = answer["records"].as_array().unwrap().iter();
    let first = records.find(|r| r["id"] == "budget/proposal/P1").unwrap();
    assert_eq!(first["title"], "S’asseoir au frais");
}

#[test]
fn files_of_other_tables_are_refused_with_what_they_lack() {
    let folder = corpus(CORPUS, &spec());
    let file = folder.path().join("export/autre.csv");
    fs::write(file, "ref;titre\nP1;Des bancs\n").unwrap();
    let said = json(&["check", name(folder.path())]).to_string();
    assert!(
        said.contains("the table propositions needs the column «texte»"),
        "{said}"
    );
}

#[test]
fn a_spec_that_is_wrong_names_its_file_and_line() {
    let unknown = spec().replace("title = ", "titel = ");
    let said = refused(CORPUS, &unknown);
    assert!(
        said.contains("ma-plateforme.toml:11: unknown key `titel`: did you mean `title`?"),
        "{said}"
    );
    let nothing = spec().replacen("kind = \"proposal\"\n\n", "\n", 1);
    let said = refused(CORPUS, &nothing);
    assert!(
        said.contains(
            "ma-plateforme.toml:5: the table «propositions»: nothing says what its rows are"
        ),
        "{said}"
    );
    let own = spec().replace("format = \"ma-plateforme\"", "format = \"decidim\"");
    assert!(refused(CORPUS, &own).contains("choose another name"));
}

#[test]
fn a_spec_stays_in_the_corpus_folder() {
    for path in ["../ma-plateforme.toml", "/etc/hostname", "absent.toml"] {
        let toml = CORPUS.replace("\"ma-plateforme.toml\"", &format!("\"{path}\""));
        let said = refused(&toml, &spec());
        let why = if path == "absent.toml" {
            "is not in the corpus folder"
        } else {
            "is outside the corpus folder"
        };
        assert!(said.contains(why) && said.contains(path), "{said}");
    }
    let both = format!("{CORPUS}[sources.mapping]\nbody = \"texte\"\n");
    assert!(refused(&both, &spec()).contains("remove one of them"));
    let format = CORPUS.replace("spec =", "format = \"csv\"\nspec =");
    assert!(refused(&format, &spec()).contains("remove the line `format`"));
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_a_spec_outside() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("s.toml");
    fs::write(&target, spec()).unwrap();
    let folder = corpus(CORPUS, "");
    let link = folder.path().join("ma-plateforme.toml");
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let out = palabre(&["check", name(folder.path())]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("is outside the corpus folder"));
}
