//! Every spec of the program against the fixtures of its platform, and what specs may not say.

use super::cap_collectif;
use crate::ingest::mapping::names::matches;
use crate::ingest::mapping::platform::Shipped;
use crate::ingest::mapping::{
    CAP_COLLECTIF, CONSUL, DECIDIM, GRAND_DEBAT, POLIS, Platform, SpecError,
};
use crate::ingest::table::PlatformRows;
use crate::ingest::{Importer, InputFile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Files that are refused as a whole: their header is all that matters.
const REFUSED: [(&str, &str); 4] = [
    (
        "polis",
        "comment-id,comment,total-votes,total-agrees\n0,Été,2,1\n",
    ),
    (
        "polis",
        "comment-id,moderated,active,comment-body\n0,1,1,Été\n",
    ),
    ("polis", "n-votes,n-comments,n-visitors,n-voters\n1,0,1,1\n"),
    ("polis", "participant,xid\n4,quatre\n"),
];

fn fixtures(platform: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let platform = platform.replace("cap-", "cap_");
    let mut found: Vec<PathBuf> = fs::read_dir(folder.join(platform))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "csv" || e == "json"))
        .collect();
    found.sort();
    found
}

/// Each table of the spec is met by a fixture, and each column that it names is in one of them, or may be absent.
fn is_met(platform: &Shipped) {
    let mut met: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let read = |path: PathBuf| fs::read(path).unwrap();
    let refused = REFUSED.iter().filter(|r| r.0 == platform.name());
    let refused = refused.map(|r| r.1.as_bytes().to_vec());
    let files = fixtures(platform.name()).into_iter().map(read);
    let shapes = cap_collectif::ALL
        .iter()
        .filter(|_| platform.name() == "cap-collectif");
    let shapes = shapes.map(|s| s.as_bytes().to_vec());
    for bytes in files.chain(refused).chain(shapes) {
        let file = InputFile::from_bytes("export", bytes);
        let rows = PlatformRows::rows(&file).unwrap().expect("a table");
        let headers = platform.names(&rows.headers);
        let Some(table) = platform.table_of(&rows.headers, &file.head) else {
            panic!("{:?} is of no table of {}", headers.names, platform.name());
        };
        let columns = met
            .entry(table.name.as_ref().unwrap().get_ref())
            .or_default();
        columns.extend(
            table
                .named
                .iter()
                .map(String::as_str)
                .filter(|c| headers.has(c)),
        );
    }
    for table in platform.tables() {
        let name = table.name.as_ref().unwrap().get_ref();
        let found = met.get(name.as_str());
        let found = found.unwrap_or_else(|| panic!("no fixture of {}: {name}", platform.name()));
        let absent = table.named.iter().map(String::as_str).filter(|column| {
            let free = [&table.optional, &table.none];
            !found.contains(column) && !free.iter().any(|names| matches(column, names))
        });
        assert_eq!(
            absent.collect::<Vec<_>>(),
            [""; 0],
            "{}: {name}",
            platform.name()
        );
    }
}

#[test]
fn fixtures_meet_every_table_and_column_of_cap_collectif() {
    is_met(&CAP_COLLECTIF);
}

#[test]
fn fixtures_meet_every_table_and_column_of_consul() {
    is_met(&CONSUL);
}

#[test]
fn fixtures_meet_every_table_and_column_of_decidim() {
    is_met(&DECIDIM);
}

#[test]
fn fixtures_meet_every_table_and_column_of_polis() {
    is_met(&POLIS);
}

#[test]
fn fixtures_meet_every_table_and_column_of_the_grand_debat() {
    is_met(&GRAND_DEBAT);
}

/// What is wrong with a spec: the line, where a rule says it, and the words.
fn wrong(text: &str) -> (Option<usize>, String) {
    match Platform::parse(text).expect_err(text) {
        SpecError::Toml(error) => (None, error.message().to_string()),
        SpecError::Rule { line, what } => (Some(line), what),
    }
}

#[test]
fn what_a_spec_cannot_say_is_an_error_with_its_line() {
    let table = |rest: &str| format!("format = \"f\"\n\n[[table]]\nname = \"t\"\n{rest}");
    for (text, line, words) in [
        (
            table(""),
            Some(4),
            "list columns that all of them have in `has`",
        ),
        (
            table("has = [\"a\"]\n"),
            Some(4),
            "write `kind`, `votes = true` or `refuse`",
        ),
        (
            table("has = [\"a\"]\nkind = \"proposal\"\n"),
            Some(4),
            "no column is a text",
        ),
        (
            table("has = [\"a\"]\nvotes = true\n"),
            Some(4),
            "what a vote is on",
        ),
        (
            table(
                "has = [\"a\"]\nvotes = true\nlast_vote_counts = true\ncolumns = { parent = \"p\", stance = \"s\" }",
            ),
            Some(4),
            "`last_vote_counts` needs",
        ),
        (
            "format = \"É\"\ntable = []".into(),
            Some(1),
            "lower-case letters",
        ),
        (
            "format = \"f\"\n[[table]]\nhas = [\"a\"]\n".into(),
            Some(2),
            "has no name",
        ),
        (table("hass = [\"a\"]\n"), None, "unknown field `hass`"),
        (
            table("[table.columns]\nboddy = \"a\"\n"),
            None,
            "unknown field `boddy`",
        ),
        (
            table("[table.columns]\nbody = { column = \"a\", as = \"html\" }\n"),
            None,
            "unknown variant `html`",
        ),
        (
            table("[table.columns]\nbody = 3\n"),
            None,
            "a column's name",
        ),
        (
            table("[table.columns]\nbody = [[\"a\", \"b\"]]\n"),
            None,
            "a list inside a list",
        ),
        (
            table("refuse = { reason = \"Deux mots\", detail = \"x\" }\n"),
            None,
            "one short word",
        ),
        ("[[table".into(), None, ""),
    ] {
        let (at, what) = wrong(&text);
        assert_eq!(at, line, "{text}\n{what}");
        assert!(what.contains(words), "{text}\n{what}");
    }
}
