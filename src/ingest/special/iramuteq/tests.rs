//! Corpora as analysts keep them, and files that are none.

use crate::ingest::testing::read_files;
use crate::ingest::{Imported, InputFile, recognise};
use crate::model::{ImportRow, Kind, Outcome, Side, WarningKind};
use proptest::prelude::*;

fn read_all(files: &[&[u8]]) -> Imported {
    read_files("iramuteq", "iramuteq", |n| format!("{n}.txt"), files)
}

fn read(text: &str) -> Imported {
    read_all(&[text.as_bytes()])
}

fn format(bytes: &[u8]) -> Option<&'static str> {
    recognise(&InputFile::from_bytes("t", bytes.to_vec())).map(|i| i.name())
}

fn refused(imported: &Imported) -> Vec<(String, &'static str)> {
    let one = |r: &ImportRow| match r.outcome {
        Outcome::Refused(reason) => Some((r.origin.to_string(), reason.name())),
        _ => None,
    };
    imported.rows.iter().filter_map(one).collect()
}

fn warned(imported: &Imported, kind: WarningKind) -> Vec<&str> {
    let of_kind = imported.warnings.iter().filter(|w| w.kind == kind);
    of_kind.map(|w| w.message.as_str()).collect()
}

#[test]
fn texts_and_their_variables() {
    let imported = read(
        "**** *id_7 *auteur_Anne *date_2014-12-15 *csp_cadre *age_25-34\n\
         L’intranet de la_commune, c’est\u{A0}: « lent »…\n\nEt cher.\n\n\
         **** *id_8 *auteur_Anne *stance_pour *parent_7\nTout à fait.\n",
    );
    let [first, second] = &imported.records[..] else {
        panic!("{:?}", imported.rows)
    };
    assert_eq!(first.id, "iramuteq/proposal/7");
    assert_eq!(
        first.body,
        "L’intranet de la_commune, c’est\u{A0}: « lent »…\n\nEt cher."
    );
    assert_eq!(
        crate::locale::rfc3339(first.published_at.unwrap()),
        "2014-12-15T00:00:00+01:00"
    );
    let variables = [("csp", "cadre"), ("age", "25-34")];
    assert_eq!(
        first.variables,
        variables.map(|(a, b)| (a.into(), b.into()))
    );
    assert_eq!(
        (second.kind, second.declared),
        (Kind::Argument, Some(Side::Favourable))
    );
    assert_eq!(second.parent.as_deref(), Some("iramuteq/proposal/7"));
    assert_eq!(first.author, second.author);
    assert_eq!(second.origin.to_string(), "0.txt:6");
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
}

#[test]
fn encodings_line_ends_and_alceste_numbers() {
    for text in ["**** *a_1\r\nœuvre d’été\r\n", "**** *a_1\rœuvre d’été"] {
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let wide: Vec<u8> = format!("\u{FEFF}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            text.as_bytes(),
            &windows,
            &wide,
            format!("\u{FEFF}{text}").as_bytes(),
        ] {
            assert_eq!(format(bytes), Some("iramuteq"), "{text:?}");
            let imported = read_all(&[bytes]);
            assert_eq!(imported.records[0].body, "œuvre d’été");
            assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
        }
    }
    let alceste = "0001 *csp_cadre\nEn 2014 nous étions\n2014 étoiles\n0002 *csp_ouvrier\nNon.\n";
    assert_eq!(format(alceste.as_bytes()), Some("iramuteq"));
    let imported = read(alceste);
    assert_eq!(imported.records.len(), 2);
    assert_eq!(
        imported.records[0].body,
        "En 2014 nous étions\n2014 étoiles"
    );
}

#[test]
fn themes_are_answers_of_one_author() {
    let imported = read(
        "**** *id_3 *csp_cadre\nBonjour.\n-*emploi\nRien à dire.\n-*logement\n-*emploi\nSi.\n\
         **** *id_4\n-*emploi\nOui.\n",
    );
    let reported: Vec<_> = imported
        .records
        .iter()
        .map(|r| (r.number(), r.section.as_deref(), r.body.as_str()))
        .collect();
    assert_eq!(
        reported,
        [
            ("3", None, "Bonjour."),
            ("3-emploi", Some("emploi"), "Rien à dire."),
            ("3-emploi-2", Some("emploi"), "Si."),
            ("4-emploi", Some("emploi"), "Oui."),
        ]
    );
    assert!(imported.records.iter().all(|r| r.kind == Kind::Answer));
    assert_eq!(imported.authors, 2);
    assert_eq!(imported.records[2].variables[0].0, "csp");
    assert_eq!(refused(&imported), [("0.txt:5".to_string(), "empty")]);
}

#[test]
fn empty_texts_and_text_before_all_texts() {
    let imported = read("Corpus de test\n\n**** *a_1\n\n**** *a_2\nOui.\n**** *a_3");
    assert_eq!(imported.records.len(), 1);
    assert_eq!(
        refused(&imported),
        [
            ("0.txt:3", "empty"),
            ("0.txt:7", "empty"),
            ("0.txt:1", "malformed")
        ]
        .map(|(at, why)| (at.to_string(), why))
    );
    assert_eq!(warned(&imported, WarningKind::UnexplainedLine).len(), 1);
}

#[test]
fn one_id_on_several_texts_names_each() {
    let text = "**** *id_1\nA.\n**** *id_1\nA.\n**** *id_1-2\nB.\n**** *id_1\nC.\n";
    let imported = read(text);
    let numbers: Vec<&str> = imported.records.iter().map(|r| r.number()).collect();
    assert_eq!(numbers, ["1", "1-2", "1-2-2", "1-3"]);
    assert_eq!(warned(&imported, WarningKind::Conflict).len(), 1);
}

#[test]
fn texts_without_an_id_are_two_in_a_file_and_one_in_two_files() {
    let text = "**** *a_1\nOui.\n**** *a_2\nOui.\n".as_bytes();
    assert_eq!(read_all(&[text]).records.len(), 2);
    let twice = read_all(&[text, text]);
    assert_eq!((twice.records.len(), twice.rows.len()), (2, 4));
}

#[test]
fn what_a_person_is_called_is_not_kept() {
    let imported = read(
        "*****auteur_Anne Dupont\nOui.\n**** *nom_Dupont *ville_Lyon *tel_0699001234 *csp_cadre\nMon numéro\u{A0}: 06 99 00 12 34.\n",
    );
    let record = &imported.records[1];
    assert_eq!(record.body, "Mon numéro\u{A0}: [téléphone].");
    assert_eq!(record.variables, [("csp".to_string(), "cadre".to_string())]);
    let reported = warned(&imported, WarningKind::PersonalColumns)[0];
    assert!(reported.contains("«nom», «ville», «tel»"), "{reported}");
    let all = format!("{:?}", imported.warnings);
    assert!(!all.contains("Dupont") && !all.contains("Anne"), "{all}");
}

#[test]
fn odd_lines_of_stars_and_guarded_lines() {
    let imported = read("**** *csp_x sup\n ****\n  -*a\n-* liste\n *\n********\nFin.\n");
    assert_eq!(imported.records[0].body, "****\n -*a\n-* liste\n *");
    assert_eq!(imported.records[1].body, "Fin.");
    let reported = warned(&imported, WarningKind::UnexplainedLine);
    assert!(reported.iter().any(|m| m.contains("«sup»")), "{reported:?}");
    assert!(
        reported.iter().any(|m| m.contains("no blank behind them")),
        "{reported:?}"
    );
}

#[test]
fn what_is_no_such_corpus() {
    for text in [
        "",
        "Un texte\nsans étoiles.\n",
        "****\nSans variable.\n",
        "**** gras ****\n",
        "id;texte\n1;\"a\n**** *b_1\nc\"\n",
        "[{\"a\": \"\n**** *b_1\"}]",
        "2014 * 3\n",
        "prose\n0001 *a_1\n",
    ] {
        assert_ne!(format(text.as_bytes()), Some("iramuteq"), "{text}");
    }
    assert_eq!(format(b"intro\n**** *a\n"), Some("iramuteq"));
}

/// Texts as IRaMuTeQ counts them: lines that begin with four stars, and something not blank below.
fn oracle(text: &str) -> usize {
    let mut texts: Vec<usize> = Vec::new();
    for line in text.lines() {
        match texts.last_mut() {
            _ if line.starts_with("****") => texts.push(0),
            Some(words) => *words += line.split_whitespace().count(),
            None => {}
        }
    }
    texts.into_iter().filter(|words| *words > 0).count()
}

proptest! {
    #[test]
    fn as_many_texts_as_iramuteq_counts(
        texts in proptest::collection::vec(("[a-z]{1,3}", "[a-zéœ’.,!? _\n]{0,40}"), 1..12),
    ) {
        let mut corpus = String::new();
        for (variable, text) in &texts {
            corpus.push_str(&format!("**** *{variable}_1\n{text}\n"));
        }
        let imported = read(&corpus);
        prop_assert_eq!(imported.records.len(), oracle(&corpus));
        prop_assert_eq!(imported.rows.len(), texts.len());
    }

    #[test]
    fn any_bytes_end_in_records_or_refusals(
        head in "(\\*\\*\\*\\* \\*[a-z]{1,5}_[a-z0-9é]{0,5}\n|0001 \\*a_1\n)",
        pieces in proptest::collection::vec(
            prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..30),
                "(\\*\\*\\*\\* \\*(id|author|date|parent|kind|title|stance)_[a-z0-9/?@.*_-]{0,8}|-\\*[a-z]{0,4}|\n|\r)"
                    .prop_map(String::into_bytes),
            ],
            0..20,
        ),
    ) {
        let mut bytes = head.into_bytes();
        bytes.extend(pieces.concat());
        let imported = read_all(&[&bytes]);
        let kept = imported.rows.iter().filter(|r| matches!(r.outcome, Outcome::Imported(_)));
        prop_assert_eq!(kept.count(), imported.records.len());
        prop_assert!(!imported.rows.is_empty());
    }
}
