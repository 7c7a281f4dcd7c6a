//! A corpus whose every column and text holds marked identities: none reaches any output.

use super::support::{palabre, root, text, tree};
use polars::prelude::*;
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;

/// What an author is called, in columns of authors alone.
const AUTHOR: &str = "Zqxmarqueautrice Durand";
/// What no output may hold: parts of what [`identities`] and authors' columns hold, without their blanks.
const SECRETS: &[&str] = &[
    "zqxmarque",
    "399845",
    "300060000112345678",
    "50578006084",
    "41111111",
    "203.0.113.9",
    "0db8:85a3",
    "db8:85a3",
];

/// One of each kind, marked with the place where it is.
fn identities(place: &str) -> String {
    format!(
        "Je demande une formation des agents ({place}). Écrire à zqxmarque.{place}@exemple.fr, zqxmarque{place}2 [at] exemple [point] fr, \
         zqxmarque{place}3%40exemple.fr ou zqxmarque.{place}4 at exemple.fr ; appeler le 06 39 98 45 67, +33 6 39 98 45 67, 06  39–98–45–67 \
         ou https://wa.me/33639984567 ; voir https://www.facebook.com/zqxmarque{place}, https://c.exemple.fr/profiles/zqxmarque{place}/activity, \
         https://twitter.com/zqxmarque{place}/status/12 et @zqxmarque{place} ; compte FR76 3000 6000 0112 3456 7890 189, \
         carte 4111 1111 1111 1111, sécurité sociale 1 85 05 78 006 084 91, machine 203.0.113.9 et 2001:0db8:85a3::8a2e:370:7334."
    )
}

/// A short one, where a long text would be no value.
fn short(place: &str) -> String {
    format!("Agents zqxmarque{place}@exemple.fr 06 39 98 45 67")
}

const HEADER: [&str; 14] = [
    "id",
    "date",
    "auteur",
    "email",
    "téléphone",
    "titre",
    "avis",
    "rubrique",
    "position",
    "lien",
    "adresse IP",
    "profession",
    "soutiens",
    "remarques de la modération",
];

/// Rows of a table; some are refused.
fn rows() -> Vec<[String; 14]> {
    let row = |n: usize| {
        [
            format!("{n}"),
            "2015-01-12".into(),
            AUTHOR.into(),
            format!("zqxmarquecolonne{n}@exemple.fr"),
            format!("06 39 98 45 6{n}"),
            format!("Un titre {n} : {}", short("titre")),
            identities(&format!("corps{n}")),
            short(&format!("rubrique{}", n % 2)),
            ["pour", "contre"][n % 2].into(),
            format!("https://c.exemple.fr/users/zqxmarquelien{n}"),
            "203.0.113.9".into(),
            short("profession"),
            "3".into(),
            short("remarque"),
        ]
    };
    let mut rows: Vec<[String; 14]> = (1..=8).map(row).collect();
    rows[2][0] = "zqxmarqueidentifiant@exemple.fr".into();
    rows[3][0] = "06 39 98 45 67".into();
    rows[4][1] = short("date");
    rows[5][8] = short("position");
    rows[6][12] = short("soutiens");
    rows[7][6] = String::new();
    rows[7][5] = String::new();
    rows
}

fn write_csv(path: &Path, header: &[&str], rows: &[Vec<String>]) {
    let mut out = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_path(path)
        .unwrap();
    out.write_record(header).unwrap();
    for row in rows {
        out.write_record(row).unwrap();
    }
    out.flush().unwrap();
}

/// A platform's export: every free cell holds identities, every cell about a person a name.
fn decidim(path: &Path) {
    let fixture = fs::read(root().join("tests/fixtures/decidim/proposals-2024.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(&fixture[..]);
    let header: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = (1..=4)
        .map(|n| {
            let cell = |name: &&str| match *name {
                "id" => format!("{n}"),
                "author/name" | "likes/user_endorsements" => AUTHOR.into(),
                "author/url" => "https://c.exemple.fr/profiles/zqxmarqueauteur".into(),
                "title/fr" => format!("Titre {n} {}", short("decidim")),
                "body/fr" | "answer/fr" => identities(&format!("decidim{n}")),
                "taxonomies/name" => format!("{{\"fr\"=>\"{}\"}}", short("taxonomie")),
                "address" => "3 rue Zqxmarque".into(),
                "published_at" => "2024-03-01 10:00:00 +0100".into(),
                "url" => format!("https://c.exemple.fr/profiles/zqxmarqueurl/proposals/{n}"),
                "is_amend" | "withdrawn" | "hidden" => "false".into(),
                "votes" | "comments" => "0".into(),
                "state" | "reference" => short("etat"),
                _ => String::new(),
            };
            header.iter().map(cell).collect()
        })
        .collect();
    write_csv(path, &header, &rows);
}

fn sources(folder: &Path) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows().iter().map(|r| r.to_vec()).collect();
    write_csv(&folder.join("avis.csv"), &HEADER, &rows);
    // A row of another length is refused with a message.
    let mut table = fs::read_to_string(folder.join("avis.csv")).unwrap();
    table.push_str(&format!("{};{};zqxmarque\n", short("a"), short("b")));
    fs::write(folder.join("avis.csv"), table).unwrap();
    decidim(&folder.join("propositions.csv"));
    let lines: Vec<String> = (1..=4)
        .map(|n| {
            serde_json::json!({
                "id": n, "author": AUTHOR, "email": "zqxmarque@exemple.fr", "title": short("ligne"), "category": short("categorie"),
                "text": identities(&format!("ligne{n}")), "date": "2015-02-01", "phone": "06 39 98 45 67",
            })
            .to_string()
        })
        .collect();
    fs::write(
        folder.join("lignes.jsonl"),
        format!("{}\n{{\"id\": zqxmarque\n", lines.join("\n")),
    )
    .unwrap();
    let page = fs::read_to_string(root().join("tests/fixtures/page-2014/divs.html")).unwrap();
    let page = page
        .replace("Odile T.", AUTHOR)
        .replace("Loïc", AUTHOR)
        .replace("Un titre", &short("page"))
        .replace("Écoles &amp; services", &short("debat"))
        .replace("Le corps du texte.", &identities("page"))
        .replace("D'accord.", &identities("argument"));
    fs::write(folder.join("page.html"), page).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (n, row) in [HEADER.map(String::from).to_vec()]
        .iter()
        .chain(&rows)
        .enumerate()
    {
        for (at, cell) in row.iter().enumerate() {
            sheet.write_string(n as u32, at as u16, cell).unwrap();
        }
    }
    book.save(folder.join("tableau.xlsx")).unwrap();
    [
        "avis.csv",
        "propositions.csv",
        "lignes.jsonl",
        "page.html",
        "tableau.xlsx",
    ]
    .map(|name| folder.join(name).display().to_string())
    .to_vec()
}

/// All cells of a Parquet file.
fn cells(bytes: &[u8]) -> String {
    let frame = ParquetReader::new(std::io::Cursor::new(bytes.to_vec()))
        .finish()
        .unwrap();
    let mut out = String::new();
    for column in frame.columns() {
        for n in 0..column.len() {
            out.push_str(&format!("{}\n", column.get(n).unwrap().str_value()));
        }
    }
    out
}

/// What the parts of a zip archive hold.
fn unzipped(bytes: &[u8]) -> String {
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut out = String::new();
    for n in 0..archive.len() {
        let mut part = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(n).unwrap(), &mut part).unwrap();
        out.push_str(&text(&part));
    }
    out
}

/// Which secrets an output holds, with some words around each.
fn leaks(name: &str, bytes: &[u8]) -> Vec<String> {
    let content = match Path::new(name).extension().and_then(|e| e.to_str()) {
        Some("png") => return Vec::new(),
        Some("parquet") => cells(bytes),
        Some("xlsx" | "ods") => unzipped(bytes),
        _ => text(bytes),
    };
    let plain: String = content
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut out = Vec::new();
    for secret in SECRETS {
        let bare: String = secret.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(at) = plain.find(&bare) {
            let around: String = plain[..at]
                .chars()
                .rev()
                .take(60)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let after: String = plain[at..].chars().take(60).collect();
            out.push(format!("{name}: {around}>>>{after}"));
        }
    }
    out
}

#[test]
fn no_marked_identity_reaches_any_output() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir(folder.path().join("depot")).unwrap();
    let sources = sources(&folder.path().join("depot"));
    for (name, bytes) in tree(&folder.path().join("depot")) {
        assert!(!leaks(&name, &bytes).is_empty(), "{name} holds no identity");
    }
    let corpus = at("corpus");
    let mut outputs: Vec<(String, Vec<u8>)> = Vec::new();
    let mut run = |args: &[&str], code: Option<i32>| {
        let out = palabre(args);
        let name = args
            .iter()
            .map(|a| a.replace(&at(""), ""))
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(code) = code {
            assert_eq!(
                out.status.code(),
                Some(code),
                "{name}: {}",
                text(&out.stderr)
            );
        }
        outputs.push((format!("{name} (standard output)"), out.stdout));
        outputs.push((format!("{name} (standard error)"), out.stderr));
    };
    let mut new = vec!["new", &corpus];
    new.extend(sources.iter().map(String::as_str));
    run(&new, Some(0));
    for format in ["table", "json", "csv"] {
        for command in [
            &["check", &corpus, "--full"][..],
            &["build", &corpus],
            &["search", &corpus, "formation"],
            &["search", &corpus, "formation", "--kwic"],
            &["search", &corpus, "formation", "--frequencies"],
            &["search", &corpus, "agents", "--explain"],
            &["themes", &corpus],
            &["stances", &corpus, "--by", "contribution"],
            &["stances", &corpus, "--by", "theme,section"],
        ] {
            run(&[command, &["--format", format]].concat(), Some(0));
        }
        // Errors: a query that is none, files that are not there or no judgements.
        run(
            &["search", &corpus, "\"formation", "--format", format],
            Some(2),
        );
        run(
            &["search", &corpus, "rubrique:inconnue", "--format", format],
            None,
        );
        run(&["evaluate", "themes", &corpus, "--format", format], None);
        run(&["evaluate", "search", &corpus, "--format", format], None);
    }
    for (name, args) in [
        ("kwic.csv", &["search", &corpus, "formation", "--kwic"][..]),
        ("kwic.parquet", &["search", &corpus, "formation", "--kwic"]),
        ("kwic.xlsx", &["search", &corpus, "formation", "--kwic"]),
    ] {
        run(&[args, &["--out", &at(name)]].concat(), Some(0));
    }
    for (to, name) in [
        ("iramuteq", "e.txt"),
        ("tei", "e.xml"),
        ("csv", "e.csv"),
        ("jsonl", "e.jsonl"),
        ("parquet", "e.parquet"),
        ("xlsx", "e.xlsx"),
        ("ods", "e.ods"),
    ] {
        run(
            &[
                "export",
                &corpus,
                "--to",
                to,
                "--kind",
                "all",
                "--moderated",
                "include",
                "--out",
                &at(name),
            ],
            Some(0),
        );
    }
    run(&["report", &corpus, "--out", &at("rapport")], Some(0));
    run(
        &["report", &corpus, "--lang", "en", "--out", &at("report")],
        Some(0),
    );
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    // The corpus is what it should be: identities were masked in it, and records were read from every source.
    let jsonl = read("e.jsonl");
    for mark in ["[courriel]", "[téléphone]", "[profil]", "[numéro]"] {
        assert!(
            jsonl.matches(mark).count() >= 15,
            "{mark}: {}",
            jsonl.matches(mark).count()
        );
    }
    assert!(jsonl.lines().count() >= 20, "{}", jsonl.lines().count());
    outputs.extend(
        tree(folder.path())
            .into_iter()
            .filter(|(name, _)| !name.starts_with("depot/") && !name.starts_with("corpus/sources")),
    );
    assert!(
        outputs.iter().any(|o| o.0.ends_with("corpus.toml"))
            && outputs.iter().any(|o| o.0.ends_with("texts.parquet"))
    );
    let leaks: Vec<String> = outputs
        .iter()
        .flat_map(|(name, bytes)| leaks(name, bytes))
        .collect();
    assert!(
        leaks.is_empty(),
        "{} of {} outputs:\n{}",
        leaks.len(),
        outputs.len(),
        leaks.join("\n")
    );
}
