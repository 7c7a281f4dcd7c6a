//! Archives: a zip and a gzip of tables and pages, from `new` to a search, and what is refused in them.

use super::support::{demo, difference, json, palabre, root, text};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};

const AVIS: &str = "id;titre;texte;position\n\
    1;Écoles;Il faut ouvrir les écoles le soir, pour que l’œuvre de chacun y vive.;pour\n\
    2;Bus;Un autobus le dimanche, même petit, changerait la vie du quartier.;contre\n";
const SUITE: &str = "id;titre;texte;position\n\
    3;Parc;Des bancs à l’ombre dans le parc, et de l’eau pour tout le monde.;pour\n\
    4;Vide;;\n";
const RESTE: &str = "id;titre;texte;position\n\
    5;Marché;Un marché couvert le samedi, avec des producteurs d’ici.;pour\n";

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

fn page(name: &str) -> Vec<u8> {
    let folder = root().join("tests/fixtures/page-2014");
    fs::read(folder.join(format!("{name}.html"))).unwrap()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn sums(answer: &Value, row: usize) -> [u64; 4] {
    let n = |key: &str| answer["rows"][row][key].as_u64().unwrap();
    let out = [n("rows"), n("imported"), n("merged"), n("refused")];
    assert_eq!(out[0], out[1] + out[2] + out[3]);
    out
}

#[test]
fn a_zip_of_two_tables_and_a_gzip_become_a_corpus() {
    let folder = tempfile::tempdir().unwrap();
    // The names say nothing: formats are recognised by content.
    let zip = zip_of(&[
        ("dossier/suite.txt", SUITE.as_bytes()),
        ("avis", AVIS.as_bytes()),
    ]);
    let zip = write(folder.path(), "export.bin", &zip);
    let gzip = write(folder.path(), "reste.csv.gz", &gzip_of(RESTE.as_bytes()));
    let corpus = folder.path().join("c");
    let made = palabre(&["new", path(&corpus), path(&zip), path(&gzip), "--copy"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    // The archive is copied as it is.
    assert_eq!(
        fs::read(corpus.join("sources/export.bin")).unwrap(),
        fs::read(&zip).unwrap()
    );
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    assert!(
        toml.contains("path = \"sources/export.bin\"") && toml.contains("stance = \"position\""),
        "{toml}"
    );

    let check = json(&["check", path(&corpus), "--full"]);
    assert_eq!(sums(&check, 0), [4, 4, 0, 0]);
    assert_eq!(sums(&check, 1), [1, 1, 0, 0]);
    let ids: Vec<&str> = check["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "csv/proposal/1",
            "csv/proposal/2",
            "csv/proposal/3",
            "csv/proposal/4",
            "csv/proposal/5"
        ]
    );

    let built = json(&["build", path(&corpus)]);
    assert_eq!(
        (built["records"].as_u64(), built["imported"].as_bool()),
        (Some(5), Some(true))
    );
    let again = json(&["build", path(&corpus)]);
    assert_eq!(again["imported"], false);
    let found = json(&["search", path(&corpus), "banc"]);
    assert_eq!(found["rows"][0]["id"], "csv/proposal/3");
    assert_eq!(found["rows"][0]["file"], "export.bin/dossier/suite.txt");
    let found = json(&["search", path(&corpus), "marché"]);
    assert_eq!(found["rows"][0]["file"], "reste.csv.gz");

    // The same archives elsewhere give the same report.
    let other = tempfile::tempdir().unwrap();
    for name in ["export.bin", "reste.csv.gz"] {
        fs::copy(folder.path().join(name), other.path().join(name)).unwrap();
    }
    let second = other.path().join("c");
    let made = palabre(&[
        "new",
        path(&second),
        path(&other.path().join("export.bin")),
        path(&other.path().join("reste.csv.gz")),
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let report = |corpus: &Path, out: PathBuf| {
        let run = palabre(&["report", path(corpus), "--out", path(&out)]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        out
    };
    let first = report(&corpus, folder.path().join("report"));
    let second = report(&second, other.path().join("report"));
    assert_eq!(difference(&first, &second), Vec::<String>::new());
}

#[test]
fn a_folder_and_a_zip_of_several_formats_are_read_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let members = [("a.csv", AVIS.as_bytes()), ("b.html", &page("divs")[..])];
    let zip = write(folder.path(), "tout.zip", &zip_of(&members));
    let mixed = folder.path().join("mixed");
    fs::create_dir(&mixed).unwrap();
    fs::write(mixed.join("a.csv"), AVIS).unwrap();
    fs::write(mixed.join("b.zip"), zip_of(&[("b.html", &page("divs"))])).unwrap();
    for source in [&zip, &mixed] {
        let corpus = folder.path().join("c");
        let made = palabre(&["new", path(&corpus), path(source)]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
        assert!(
            toml.contains("format = \"auto\"") && !toml.contains("mapping]"),
            "{toml}"
        );
        let check = json(&["check", path(&corpus), "--full"]);
        assert_eq!(sums(&check, 0), [6, 6, 0, 0]);
        let by_kind = &check["by_kind"];
        assert_eq!(
            (by_kind["proposal"].as_u64(), by_kind["argument"].as_u64()),
            (Some(3), Some(2))
        );
        // A format that is named is kept to: what is of another one is refused, and named.
        fs::write(
            corpus.join("corpus.toml"),
            toml.replace("\"auto\"", "\"csv\""),
        )
        .unwrap();
        let check = json(&["check", path(&corpus), "--full"]);
        assert_eq!(sums(&check, 0), [3, 2, 0, 1]);
        assert_eq!(check["refused"][0]["kind"], "other_format");
        fs::remove_dir_all(&corpus).unwrap();
    }
}

#[test]
fn what_is_refused_in_an_archive_is_told_and_the_rest_read() {
    let folder = tempfile::tempdir().unwrap();
    let inner = zip_of(&[("a.csv", AVIS.as_bytes())]);
    let members = [
        ("a.csv", AVIS.as_bytes()),
        ("dedans.zip", &inner),
        ("image.png", b"\x89PNG\r\n\x1A\n\0\0"),
        ("../../mauvais.csv", AVIS.as_bytes()),
    ];
    let zip = write(folder.path(), "export.zip", &zip_of(&members));
    let corpus = folder.path().join("c");
    let made = palabre(&["new", path(&corpus), path(&zip)]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let check = json(&["check", path(&corpus), "--full"]);
    assert_eq!(sums(&check, 0), [5, 2, 0, 3]);
    let kinds: Vec<&str> = check["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| g["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["nested_archive", "unknown_format", "unsafe_name"]);
    let first = check["refused"][0]["first"][0].as_str().unwrap();
    assert!(
        first.starts_with("export.zip/dedans.zip:1: file: ") && first.contains("unpack it"),
        "{first}"
    );
    assert!(!folder.path().join("mauvais.csv").exists());

    // Nothing of it can be read: no corpus, and the reason.
    let whole = fs::read(&zip).unwrap();
    for (name, bytes, says) in [
        ("cut.zip", &whole[..whole.len() - 30], "cut short"),
        (
            "nested.gz",
            &gzip_of(&inner)[..],
            "a zip inside an archive: unpack it",
        ),
        ("empty.zip", &zip_of(&[])[..], "the zip holds nothing"),
        (
            "a.7z",
            b"7z\xBC\xAF\x27\x1C\0\x04",
            "a 7z archive is not read",
        ),
    ] {
        let file = write(folder.path(), name, bytes);
        let corpus = folder.path().join("none");
        let out = palabre(&["new", path(&corpus), path(&file)]);
        assert_eq!(out.status.code(), Some(2), "{name}");
        assert!(
            text(&out.stderr).contains(says),
            "{name}: {}",
            text(&out.stderr)
        );
        assert!(!corpus.exists(), "{name}");
    }
}

#[test]
fn two_thousand_pages_in_a_folder_and_in_a_zip_are_all_read() {
    const PAGES: usize = 2_000;
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    let mut all = Vec::new();
    for n in 1..=PAGES {
        let (name, made) = if n % 2 == 0 {
            (format!("contribution-{n}.html"), html_page(n))
        } else {
            (format!("contribution-{n}.txt"), text_page(n))
        };
        fs::write(pages.join(&name), &made).unwrap();
        all.push((name, made));
    }
    let members: Vec<(&str, &[u8])> = all.iter().map(|p| (p.0.as_str(), p.1.as_bytes())).collect();
    let zip = write(folder.path(), "pages.zip", &zip_of(&members));
    let mut answers = Vec::new();
    for source in [&pages, &zip] {
        let corpus = folder.path().join(format!("c{}", answers.len()));
        let out = palabre(&["new", path(&corpus), path(source), "--strict"]);
        assert!(
            out.status.success(),
            "{}{}",
            text(&out.stdout),
            text(&out.stderr)
        );
        let check = json(&["check", path(&corpus), "--full"]);
        // A contribution, an argument pour and one contre each; every fourth brings a source.
        let rows = (3 * PAGES + PAGES / 4) as u64;
        assert_eq!(sums(&check, 0), [rows, rows, 0, 0]);
        let by_kind = &check["by_kind"];
        assert_eq!(by_kind["proposal"], PAGES as u64);
        assert_eq!(by_kind["argument"], 2 * PAGES as u64);
        assert_eq!(by_kind["source"], PAGES as u64 / 4);
        answers.push(check["records"].clone());
    }
    assert_eq!(answers[0], answers[1]);
}

/// The parts of a page: its source, if it brings one.
fn source_of(n: usize) -> Option<String> {
    n.is_multiple_of(4)
        .then(|| format!("#{}, le 03/03/2015 - 08:00", 900_000 + n))
}

fn text_page(n: usize) -> String {
    format!(
        "Vous êtes sur la page de contribution de Auteur {a} sur le débat « Débat {d} ».\n\nLa contribution #{n}\n\n\
         Auteur {a}\n#{n}, le 15/12/2014 - 22:03\n\nTitre {n}\n\nLe corps n° {n}, écrit à l’œil.\n\n\
         1 argument pour ∨\n\nLoïc\n#{p}, le 18/01/2015 - 10:15\n\nPour {n}.\n\nLa consultation est fermée\n\n\
         1 argument contre ∨\n\nZoé\n#{c}, le 19/01/2015 - 10:15\n\nContre {n}.\n\nLa consultation est fermée\n\n\
         {s}\n\nLa consultation est fermée\n",
        a = n % 97,
        d = n % 4,
        p = 100_000 + n,
        c = 500_000 + n,
        s = match source_of(n) {
            Some(s) =>
                format!("1 source déposée ∨\n\nLoïc\n{s}\n\nRapport {n}\n\nhttp://exemple.fr/{n}"),
            None => "Aucune source déposée".to_string(),
        },
    )
}

fn html_page(n: usize) -> String {
    let source = match source_of(n) {
        Some(s) => format!(
            "<h3>1 source déposée ∨</h3><p>Loïc</p><p>{s}</p><p><a href=\"http://exemple.fr/{n}\">Rapport {n}</a></p>"
        ),
        None => "<h3>Aucune source déposée</h3>".to_string(),
    };
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>{n}</title></head><body><nav>Accueil</nav>\
         <p>Vous êtes sur la page de contribution de Auteur {a} sur le débat « Débat {d} ».</p>\n\
         <h1>La contribution #{n}</h1><div>Auteur {a}<br>#{n}, le 15/12/2014 - 22:03</div><h2>Titre {n}</h2>\n\
         <p>Le corps n° {n}, écrit à l’œil.</p><h3>1 argument pour ∨</h3><div>Loïc<br>#{p}, le 18/01/2015 - 10:15\
         <p>Pour {n}.</p></div><p>La consultation est fermée</p>\n<h3>1 argument contre ∨</h3><div>Zoé<br>\
         #{c}, le 19/01/2015 - 10:15<p>Contre {n}.</p></div><p>La consultation est fermée</p>\n\
         {source}<p>La consultation est fermée</p><div>Mentions légales</div></body></html>",
        a = n % 97,
        d = n % 4,
        p = 100_000 + n,
        c = 500_000 + n,
    )
}

#[test]
fn a_folder_of_several_platforms_keeps_their_numbers_apart() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    let sources = root().join("corpora/demo/sources");
    let out = palabre(&["new", corpus.to_str().unwrap(), sources.to_str().unwrap()]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let reported = json(&["stances", corpus.to_str().unwrap()]);
    let apart = json(&["stances", demo().to_str().unwrap()]);
    for key in ["contributions", "arguments", "vote_counters", "by_kind"] {
        assert_eq!(reported[key], apart[key], "{key}");
    }
}
