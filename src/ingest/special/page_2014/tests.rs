//! The page reader on whole, cut, re-encoded and hostile pages.

use super::*;
use crate::ingest::testing::read_files;
use crate::ingest::{Imported, Journal, read_file};
use crate::locale::rfc3339;
use crate::model::{AuthorKey, Outcome, Record, Refusal, SourceSpec};
use proptest::prelude::*;

pub(super) const PAGE: &str =
    "La période de participation est maintenant fermée. Merci à tous d'avoir participé.

Vous êtes sur la page de contribution de Odile T. sur le débat « Écoles & services ».

Retourner au débat

La contribution #12

Odile T.
#12, le 15/12/2014 - 22:03

Un titre

Le corps du texte. Il paraît que la consultation est fermée, et qu'il n'y a
Aucun argument pour

aller plus loin.

2 arguments pour ∨

Loïc
#31, le 18/01/2015 - 10:15

D'accord.

La suite, après une ligne vide.

La consultation est fermée

zoé_3
#32, le 31/02/2015 - 10:16

Oui.

La consultation est fermée

Aucun argument contre

La consultation est fermée

1 source déposée ∨

Loïc
#7, le 18/01/2015 - 10:20

Le rapport

http://exemple.fr/rapport

À lire.

La consultation est fermée
";

pub(super) fn read(bytes: &[u8]) -> Imported {
    read_files("page-2014", "auto", |_| "page.txt".into(), &[bytes])
}

pub(super) fn kinds(imported: &Imported) -> Vec<&'static str> {
    imported.warnings.iter().map(|w| w.kind.name()).collect()
}

pub(super) fn check_whole(imported: &Imported) {
    let r: Vec<&Record> = imported.records.iter().collect();
    assert_eq!(r.len(), 4);
    assert_eq!(r[0].id, "page-2014/proposal/12");
    assert_eq!(r[0].title, "Un titre");
    assert_eq!(
        r[0].body,
        "Le corps du texte. Il paraît que la consultation est fermée, et qu'il n'y a\n\
         Aucun argument pour\n\naller plus loin."
    );
    assert_eq!(r[0].section.as_deref(), Some("Écoles & services"));
    assert_eq!(
        r[0].published_at.map(rfc3339).as_deref(),
        Some("2014-12-15T22:03:00+01:00")
    );
    assert_eq!(r[1].body, "D'accord.\n\nLa suite, après une ligne vide.");
    assert_eq!(r[1].declared, Some(Side::Favourable));
    assert_eq!(r[2].published_at, None);
    assert_eq!(r[3].kind, Kind::Source);
    assert_eq!(r[3].title, "Le rapport");
    assert_eq!(r[3].url.as_deref(), Some("http://exemple.fr/rapport"));
    assert_eq!(r[3].body, "À lire.");
    // Loïc wrote an argument and a source.
    assert_eq!(r[1].author, r[3].author);
    assert_eq!(imported.authors, 3);
    let mut warned = kinds(imported);
    warned.retain(|k| *k != "guessed_encoding");
    assert_eq!(warned, ["bad_date"]);
    assert_eq!(imported.consultations[0].1, ConsultationState::Closed);
}

#[test]
fn every_fact_of_a_page() {
    let imported = read(PAGE.as_bytes());
    check_whole(&imported);
    assert_eq!(kinds(&imported), ["bad_date"]);
}

#[test]
fn the_same_page_in_other_bytes() {
    use unicode_normalization::UnicodeNormalization;
    check_whole(&read(format!("\u{FEFF}{PAGE}").as_bytes()));
    check_whole(&read(PAGE.replace('\n', "\r\n").as_bytes()));
    check_whole(&read(PAGE.nfd().collect::<String>().as_bytes()));
    let nbsp = PAGE
        .replace("« ", "«\u{A0}")
        .replace(" »", "\u{A0}»")
        .replace(" ∨", "\u{A0}∨");
    check_whole(&read(nbsp.as_bytes()));
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(PAGE);
    // encoding_rs writes what Windows-1252 lacks (the arrow) as a reference; browsers write a ?.
    let windows = String::from_utf8_lossy(&windows).len();
    assert!(windows > 0);
    let mut bytes = Vec::new();
    for c in PAGE.chars() {
        let mut text = [0; 4];
        match c {
            '∨' => bytes.push(b'?'),
            c => bytes.extend(
                encoding_rs::WINDOWS_1252
                    .encode(c.encode_utf8(&mut text))
                    .0
                    .iter(),
            ),
        }
    }
    assert!(std::str::from_utf8(&bytes).is_err());
    let imported = read(&bytes);
    check_whole(&imported);
    assert_eq!(kinds(&imported), ["guessed_encoding", "bad_date"]);
}

#[test]
fn a_page_cut_anywhere_gives_what_it_holds_and_says_where() {
    let lines: Vec<&str> = PAGE.lines().collect();
    for n in 0..lines.len() {
        let imported = read(lines[..n].join("\n").as_bytes());
        if n < 48 {
            assert!(!imported.warnings.is_empty(), "cut after line {n}");
        }
        let accounted = imported.rows.len();
        assert!(accounted >= 1, "cut after line {n}");
    }
    let imported = read(lines[..14].join("\n").as_bytes());
    assert_eq!(imported.records.len(), 1);
    assert_eq!(kinds(&imported), ["missing_section"; 3]);
    assert!(imported.warnings[0].message.contains("line 14"));
}

#[test]
fn a_heading_that_disagrees_is_a_warning_with_its_line() {
    let imported = read(
        PAGE.replace("2 arguments pour", "3 arguments pour")
            .as_bytes(),
    );
    let w = &imported.warnings[0];
    assert_eq!(w.kind, WarningKind::CounterDisagrees);
    assert_eq!(w.origin.to_string(), "page.txt:19");
    assert_eq!(
        w.message,
        "the heading states 3 arguments pour, 2 were read"
    );
}

#[test]
fn the_same_page_twice_is_merged_and_another_content_is_refused() {
    let file = |body: &str| {
        InputFile::from_bytes(&format!("{}.txt", body.len()), body.as_bytes().to_vec())
    };
    let spec = SourceSpec {
        name: "p".into(),
        path: ".".into(),
        format: "page-2014".into(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let key = AuthorKey::from_bytes([7; 32]);
    let mut journal = Journal::new();
    read_file(&file(PAGE), &spec, &spec.name, &key, &mut journal);
    read_file(&file(PAGE), &spec, &spec.name, &key, &mut journal);
    read_file(
        &file(&PAGE.replace("Oui.", "Non !")),
        &spec,
        &spec.name,
        &key,
        &mut journal,
    );
    let imported = journal.finish();
    let count = |f: fn(&Outcome) -> bool| imported.rows.iter().filter(|r| f(&r.outcome)).count();
    assert_eq!(imported.records.len(), 4);
    assert_eq!(count(|o| matches!(o, Outcome::Merged(_))), 7);
    assert_eq!(
        count(|o| matches!(o, Outcome::Refused(Refusal::Conflict))),
        1
    );
}

#[test]
fn the_real_page() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/data/ambition-numerique/contribution-2150.txt"
    );
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("skipped: {path} is absent");
        return;
    };
    let text = String::from_utf8(bytes.clone()).unwrap();
    let pages = Page::cut_all(&text);
    let page = &pages[0];
    assert_eq!(
        page.head.as_ref().unwrap().name,
        "Facebook_Florent Aaron Cohen"
    );
    assert_eq!(page.page_author, Some("Facebook_Florent Aaron Cohen"));
    assert_eq!(page.sections[1].blocks[0].name, "SanzN");
    let imported = read(&bytes);
    assert_eq!(imported.records.len(), 2);
    let (c, a) = (&imported.records[0], &imported.records[1]);
    assert_eq!(c.number(), "2150");
    assert_eq!(
        c.title,
        "S'adapter aux attentes des usagers et moderniser l'administration"
    );
    assert_eq!(
        c.published_at.map(rfc3339).as_deref(),
        Some("2014-12-15T22:03:00+01:00")
    );
    assert_eq!(
        c.section.as_deref(),
        Some(
            "Transformation numérique des relations entre administrations et usagers des services publics"
        )
    );
    assert!(c.body.starts_with("Afin de s’adapter") && c.body.ends_with("directes et sincères."));
    assert_eq!((a.number(), a.declared), ("2797", Some(Side::Against)));
    assert_eq!(
        a.published_at.map(rfc3339).as_deref(),
        Some("2015-01-18T10:15:00+01:00")
    );
    assert!(a.body.ends_with("services et commissions."));
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
}

#[test]
fn one_wrong_byte_is_repaired_and_told() {
    let bytes = PAGE.replace("D'accord.", "D'accord, \u{1}.").into_bytes();
    let bytes: Vec<u8> = bytes
        .into_iter()
        .map(|b| if b == 1 { 0xE9 } else { b })
        .collect();
    let imported = read(&bytes);
    assert!(imported.records[1].body.starts_with("D'accord, é."));
    assert!(kinds(&imported).contains(&"bad_encoding"));
    assert_eq!(imported.records.len(), 4);
}

#[test]
fn an_argument_under_no_known_heading_never_enters_the_body() {
    for heading in ["2 argumentations pour ∨", "Pour :", ""] {
        let imported = read(PAGE.replace("2 arguments pour ∨", heading).as_bytes());
        for record in &imported.records {
            assert!(!record.body.contains("Loïc"), "{heading}: {}", record.body);
        }
        let loose = &imported.records[1];
        assert_eq!(
            (loose.kind, loose.declared),
            (Kind::Argument, None),
            "{heading}"
        );
        assert!(kinds(&imported).contains(&"unexplained_line"));
    }
    for heading in [
        "2 Arguments pour",
        "2 arguments pour : ∨",
        "2 ARGUMENTS POUR ∨",
    ] {
        check_whole(&read(
            PAGE.replace("2 arguments pour ∨", heading).as_bytes(),
        ));
    }
}

#[test]
fn pages_saved_one_after_the_other_are_read_one_by_one() {
    let second = PAGE
        .replace("#12", "#13")
        .replace("#31", "#41")
        .replace("#32", "#42")
        .replace("#7,", "#8,");
    let imported = read(format!("{PAGE}\n{second}").as_bytes());
    assert_eq!(imported.records.len(), 8);
    assert_eq!(imported.records[4].id, "page-2014/proposal/13");
    let line = PAGE.lines().count() + 1 + 9;
    assert_eq!(
        imported.records[4].origin.to_string(),
        format!("page.txt:{line}")
    );
    assert_eq!(
        imported.records[5].parent.as_deref(),
        Some("page-2014/proposal/13")
    );
}

#[test]
fn a_page_whose_date_line_is_broken_keeps_its_words() {
    let imported = read(
        PAGE.replace("#12, le 15/12/2014 - 22:03", "#12, le hier")
            .as_bytes(),
    );
    assert_eq!(imported.records[0].title, "Un titre");
    assert!(kinds(&imported).contains(&"bad_date"));
    let imported = read(
        PAGE.replace("#12, le 15/12/2014 - 22:03", "il y a longtemps")
            .as_bytes(),
    );
    assert!(imported.records[0].body.contains("Un titre"));
    assert!(!imported.records[0].body.contains("Odile"));
}

proptest! {
    #[test]
    fn any_bytes_end_in_rows_and_never_in_a_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..400)
    ) {
        let mut page = PAGE.as_bytes()[..240].to_vec();
        page.extend(bytes);
        prop_assert!(!read(&page).rows.is_empty());
    }

    #[test]
    fn any_shuffle_of_a_pages_lines_is_read(seed in any::<u64>()) {
        let mut lines: Vec<&str> = PAGE.lines().collect();
        let mut state = seed | 1;
        for i in (1..lines.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            lines.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert!(!read(lines.join("\n").as_bytes()).rows.is_empty());
    }
}
