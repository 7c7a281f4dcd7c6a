//! From IRaMuTeQ to Palabre and back, and from Palabre to IRaMuTeQ and back.

use super::support::{json, palabre, root, text};
use palabre::ingest::{Imported, InputFile, Journal, read_file};
use palabre::model::{AuthorKey, Record, Silent, SourceSpec};
use palabre::pipeline::Open;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

fn read(format: &str, bytes: Vec<u8>) -> Imported {
    let spec = SourceSpec {
        name: "s".into(),
        path: "t".into(),
        format: format.into(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let mut journal = Journal::new();
    let file = InputFile::from_bytes("t", bytes);
    let key = AuthorKey::from_bytes([7; 32]);
    read_file(&file, &spec, &spec.name, &key, &mut journal);
    journal.finish()
}

fn starred(records: &[Record]) -> Vec<u8> {
    let records: Vec<&Record> = records.iter().collect();
    let mut out = Vec::new();
    let with = palabre::export::Variables::Written;
    let words = palabre::export::Words::AsWritten;
    palabre::export::iramuteq::write(&records, with, words, &mut out).unwrap();
    out
}

#[test]
fn a_corpus_of_iramuteq_comes_over_in_one_command() {
    let folder = tempfile::tempdir().unwrap();
    let source = root().join("tests/fixtures/iramuteq/avis.txt");
    let written = fs::read_to_string(&source).unwrap();
    let windows = encoding_rs::WINDOWS_1252
        .encode(&written.replace('\n', "\r\n"))
        .0
        .into_owned();
    let file = folder.path().join("sans-extension");
    for (name, bytes) in [("a", written.clone().into_bytes()), ("b", windows)] {
        fs::write(&file, bytes).unwrap();
        let corpus = folder.path().join(name);
        let run = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let reported = text(&run.stderr) + &text(&run.stdout);
        assert!(reported.contains("iramuteq"), "{reported}");
        let check = json(&["check", corpus.to_str().unwrap()]);
        let row = &check["rows"][0];
        // Five texts, one of which has three themes; one theme and one text are empty.
        assert_eq!(
            (&row["rows"], &row["imported"]),
            (&7.into(), &5.into()),
            "{check}"
        );
        assert_eq!(row["refused"], 2);
        let stances = json(&["stances", corpus.to_str().unwrap()]);
        assert_eq!(stances["contributions"], 3);
        assert_eq!(stances["arguments"]["favourable"], 1);
        assert_eq!(stances["arguments"]["against"], 1);
        let open = Open::corpus(&corpus, &Silent).unwrap();
        let variables: Vec<&str> = open.records().unwrap()[0]
            .variables
            .iter()
            .map(|v| v.0.as_str())
            .collect();
        assert_eq!(variables, ["csp", "age", "région", "nouveau"]);
        let all: String = open
            .records()
            .unwrap()
            .iter()
            .map(|r| format!("{r:?}"))
            .collect();
        assert!(
            !all.contains("Anouk") && !all.contains("Lens") && !all.contains("01 99"),
            "{all}"
        );
    }
}

#[test]
fn texts_and_variables_go_back_to_iramuteq() {
    let source = fs::read(root().join("tests/fixtures/iramuteq/avis.txt")).unwrap();
    let imported = read("iramuteq", source);
    let out = String::from_utf8(starred(&imported.records)).unwrap();
    for line in [
        "**** *id_1 *kind_proposal *author_P0001 *date_2026-03-02 *csp_cadre *age_25-34 *région_Sud *nouveau",
        "**** *id_3 *kind_argument *parent_proposal-1 *author_P0002 *stance_contre *csp_ouvrier *age_35-49 \
         *région_Nord",
        "**** *id_4-numerique *kind_answer *section_numerique *author_P0003 *csp_retraité *age_65-plus \
         *région_Nord",
        "Et d’afficher les horaires_d_été sur la porte…",
    ] {
        assert!(out.contains(&format!("{line}\n")), "{line}\n{out}");
    }
    // And once more: what came out goes in and comes out as it was.
    let again = read("iramuteq", out.clone().into_bytes());
    assert_eq!(String::from_utf8(starred(&again.records)).unwrap(), out);
    assert!(again.warnings.is_empty(), "{:?}", again.warnings);
}

/// What is promised to survive from Palabre to IRaMuTeQ and back.
fn promised(records: &[Record]) -> Vec<impl PartialEq + std::fmt::Debug> {
    let at: BTreeMap<&str, usize> = records
        .iter()
        .enumerate()
        .map(|(i, r)| (r.id.as_str(), i))
        .collect();
    let (mut authors, mut sections) = (BTreeMap::new(), BTreeMap::new());
    records
        .iter()
        .enumerate()
        .map(|(i, r)| {
            (
                (r.kind, r.title.clone(), r.body.clone(), r.declared),
                r.moderation.moderated,
                r.published_at.map(|t| palabre::locale::paris(t).date()),
                r.parent.as_deref().and_then(|p| at.get(p).copied()),
                r.author.map(|a| *authors.entry(a).or_insert(i)),
                r.variables.clone(),
                // Sections are spelt otherwise: which records share one is the same.
                r.section
                    .as_deref()
                    .map(|s| *sections.entry(s).or_insert(i)),
            )
        })
        .collect()
}

/// French as people type it, with what a starred corpus gives a meaning of its own.
fn french() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zéèœçÉ’' ,.;:!?«»\u{A0}\u{202F}…0-9_-]{1,12}",
        1 => Just("\n".to_string()),
        1 => Just("\n\n".to_string()),
        1 => Just("\n****".to_string()),
        1 => Just("\n -*emploi".to_string()),
        1 => Just("**** *id_1".to_string()),
        1 => Just("-*a".to_string()),
        1 => Just("e\u{301}\u{85}\u{2028}\t".to_string()),
        1 => Just(" x@exemple.fr 06 99 00 12 34 ".to_string()),
        1 => "\\PC{1,4}",
    ];
    proptest::collection::vec(piece, 1..10).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn records_come_back_from_a_starred_corpus(
        rows in proptest::collection::vec(
            (
                (proptest::option::of(french()), french(), 0usize..4, 0usize..4),
                (proptest::option::of("[A-Za-zé0-9/_ .?-]{1,8}"), 0usize..3, 0u8..3, any::<bool>()),
                proptest::option::of(french()),
            ),
            1..8,
        ),
    ) {
        let mut lines = String::new();
        for (n, ((title, body, kind, author), (id, parent, side, moderated), section)) in rows.iter().enumerate() {
            let kind = ["proposal", "answer", "argument", "comment"][*kind];
            let stance = ["", "pour", "contre"][*side as usize];
            let object = serde_json::json!({
                "id": id.clone().unwrap_or_else(|| n.to_string()),
                "kind": kind,
                "title": title,
                "body": body,
                "author": format!("Auteur {author}"),
                "date": format!("2015-03-{:02} 23:30:00", n + 1),
                "stance": stance,
                "parent": if *parent == 0 { String::new() } else { (n / 2).to_string() },
                "moderated": moderated,
                "section": section,
            });
            lines.push_str(&format!("{object}\n"));
        }
        let before = read("jsonl", lines.into_bytes()).records;
        // A record that has a side and no text is not written.
        let before: Vec<Record> = before
            .into_iter()
            .filter(|r| !(r.title.is_empty() && r.body.is_empty()))
            .collect();
        prop_assume!(!before.is_empty());
        let written = starred(&before);
        // As IRaMuTeQ counts: no line of text begins a text or a theme.
        let lines = String::from_utf8(written.clone()).unwrap();
        prop_assert_eq!(lines.lines().filter(|l| l.starts_with("****")).count(), before.len());
        prop_assert!(!lines.lines().any(|l| l.starts_with("-*")));
        let imported = read("iramuteq", written);
        prop_assert_eq!(promised(&imported.records), promised(&before));
        prop_assert_eq!(imported.rows.len(), before.len());
        // Authors are numbered anew once; then nothing changes any more.
        let once = starred(&imported.records);
        let again = read("iramuteq", once.clone()).records;
        prop_assert_eq!(starred(&again), once);
    }

    #[test]
    fn free_variables_come_back(
        variables in proptest::collection::vec(("[a-zé]{1,6}", "[A-Za-zé0-9_/.-]{0,8}"), 0..6),
    ) {
        let mut line = String::from("**** *id_1");
        for (name, value) in &variables {
            line.push_str(&format!(" *{name}_{value}"));
        }
        let imported = read("iramuteq", format!("{line}\nTexte.\n").into_bytes());
        let again = read("iramuteq", starred(&imported.records));
        prop_assert_eq!(&again.records[0].variables, &imported.records[0].variables);
        prop_assert_eq!(promised(&again.records), promised(&imported.records));
    }
}
