//! One small table, page and opinion in every encoding: they give the same records.

use crate::ingest::Imported;
use crate::ingest::testing::{read_files, wide};
use crate::model::{Side, WarningKind};

const TABLE: &str = "id;Thème;Texte;Position\r\n\
    1;École;L’œuvre « réelle » coûte 3 €, l’été.;défavorable\r\n\
    2;École;\"Un cœur ; et \"\"deux\"\"\nlignes\";favorable\r\n\
    3;École;Rien d’autre ici;favorable\r\n";

const LINES: &str = "{\"id\":1,\"Thème\":\"École\",\"Texte\":\"L’œuvre « réelle » coûte 3 €, l’été.\",\
    \"Position\":\"défavorable\"}\n\
    {\"id\":2,\"Thème\":\"École\",\"Texte\":\"Un cœur\",\"Position\":\"favorable\"}\n";

const OPINION: &str = "{\"opinion\":{\"id\":7,\"title\":\"L’été 😀\",\"body\":\"Où ça ? À l’œuvre.\",\
    \"arguments\":[{\"id\":9,\"body\":\"Déjà vu, c’est sûr.\",\"type\":1}]}}";

const PAGE: &str = "Débat ouvert : l’école\nLa contribution #12\nTitre de l’été\nZoé\n\
    #12, le 15/12/2014 - 22:03\nL’œuvre coûte trop, déjà.\n";

fn read(bytes: &[u8]) -> Imported {
    read_files("s", "auto", |_| "t".into(), &[bytes])
}

/// The text in UTF-8 with a mark, and in the four forms of UTF-16.
fn forms(text: &str) -> Vec<Vec<u8>> {
    let wide = [(false, false), (false, true), (true, false), (true, true)]
        .map(|(big, mark)| wide(text, big, mark));
    let mut out = vec![["\u{FEFF}", text].concat().into_bytes()];
    out.extend(wide);
    out
}

fn latin9(text: &str) -> Vec<u8> {
    let plain = text.replace('’', "'").replace(['«', '»'], "\"\"");
    plain
        .chars()
        .map(|c| match c {
            'œ' => 0xBD,
            'Œ' => 0xBC,
            '€' => 0xA4,
            c => u8::try_from(c as u32).expect("a character of ISO-8859-15"),
        })
        .collect()
}

/// UTF-8 that was read as Windows-1252 and written again.
fn spoilt(text: &str) -> String {
    let read = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
    read.0.into_owned()
}

/// Id, title, body, section, side.
type Said = (String, String, String, Option<String>, Option<Side>);

/// What the records say.
fn said(imported: &Imported) -> Vec<Said> {
    let one = |r: &crate::model::Record| {
        let section = r.section.clone();
        (
            r.id.clone(),
            r.title.clone(),
            r.body.clone(),
            section,
            r.declared,
        )
    };
    imported.records.iter().map(one).collect()
}

fn reported(imported: &Imported, kind: WarningKind) -> Vec<String> {
    let warnings = imported.warnings.iter().filter(|w| w.kind == kind);
    warnings.map(|w| w.message.clone()).collect()
}

#[test]
fn tables_say_the_same_in_every_encoding() {
    let whole = read(TABLE.as_bytes());
    assert_eq!(whole.records.len(), 3, "{:?}", whole.warnings);
    assert_eq!(whole.records[0].declared, Some(Side::Against));
    assert_eq!(whole.records[0].section.as_deref(), Some("École"));
    let windows = encoding_rs::WINDOWS_1252.encode(TABLE).0.into_owned();
    for bytes in forms(TABLE).iter().chain([&windows]) {
        let found = read(bytes);
        assert_eq!(said(&found), said(&whole));
        assert_eq!(reported(&found, WarningKind::BadEncoding), [""; 0]);
    }
    let plain = TABLE.replace('’', "'").replace(['«', '»'], "");
    assert_eq!(said(&read(&latin9(&plain))), said(&read(plain.as_bytes())));
}

#[test]
fn lines_opinions_and_pages_say_the_same_in_every_encoding() {
    for text in [LINES, OPINION] {
        let whole = read(text.as_bytes());
        assert_eq!(whole.records.len(), 2, "{:?}", whole.warnings);
        for bytes in forms(text) {
            assert_eq!(said(&read(&bytes)), said(&whole));
        }
    }
    let whole = read(PAGE.as_bytes());
    assert_eq!(whole.records.len(), 1, "{:?}", whole.warnings);
    let windows = encoding_rs::WINDOWS_1252.encode(PAGE).0.into_owned();
    for bytes in forms(PAGE).iter().chain([&windows]) {
        assert_eq!(said(&read(bytes)), said(&whole));
    }
    // The way back leads to the bytes of the file.
    let bytes = wide(OPINION, true, true);
    let argument = &read(&bytes).records[1].origin.place;
    let crate::model::Place::Bytes(from, to) = *argument else {
        panic!("{argument:?}");
    };
    let raw = crate::ingest::io::decode::decode(&bytes[from as usize..to as usize]).0;
    assert!(raw.starts_with("{\"id\":9") && raw.ends_with('}'), "{raw}");
}

#[test]
fn spoilt_texts_are_put_right_and_told_in_every_format() {
    for (text, rows) in [(TABLE, 4), (LINES, 2), (OPINION, 1), (PAGE, 1)] {
        let whole = read(text.as_bytes());
        let found = read(spoilt(text).as_bytes());
        assert_eq!(said(&found), said(&whole));
        let reported = reported(&found, WarningKind::Repaired);
        // The header of a table is reported too.
        assert_eq!(reported.len(), rows, "{reported:?}");
        let apostrophe = |t: &String| t.contains("â€™") && t.contains("→ ’");
        assert!(reported.iter().any(apostrophe), "{reported:?}");
    }
    let controls = TABLE.replace('’', "\u{92}");
    let found = read(controls.as_bytes());
    assert_eq!(said(&found), said(&read(TABLE.as_bytes())));
    let reported = reported(&found, WarningKind::Repaired);
    assert_eq!(
        reported[0],
        "2 characters that a wrong encoding had spoilt were repaired: U+0092 → ’ ×2"
    );
    assert_eq!(found.warnings[1].origin.to_string(), "t, row 1");
}

#[test]
fn beyond_ten_thousand_rows_the_rest_is_counted() {
    let mut table = "id;texte;date\n".to_string();
    for n in 0..10_003 {
        table.push_str(&format!("{n};l\u{92}eau;2015-01-01\n"));
    }
    let reported = reported(&read(table.as_bytes()), WarningKind::Repaired);
    assert_eq!(reported.len(), 10_001);
    assert!(
        reported[10_000].starts_with("3 more rows hold 3 characters"),
        "{}",
        reported[10_000]
    );
}

#[test]
fn tables_of_platforms_tell_what_was_put_right() {
    for text in [
        include_str!("../../../tests/fixtures/cap_collectif/collecte.csv"),
        include_str!("../../../tests/fixtures/consul/proposals.csv"),
        include_str!("../../../tests/fixtures/decidim/proposals-2024.csv"),
        include_str!("../../../tests/fixtures/grand-debat/questions-rapides.csv"),
        include_str!("../../../tests/fixtures/polis/comments.csv"),
    ] {
        let whole = read(text.as_bytes());
        assert!(whole.records.len() >= 2 && reported(&whole, WarningKind::Repaired).is_empty());
        let found = read(spoilt(text.trim_start_matches('\u{FEFF}')).as_bytes());
        assert_eq!(said(&found), said(&whole));
        let reported = reported(&found, WarningKind::Repaired);
        assert!(reported.iter().any(|t| t.contains("→ é")), "{reported:?}");
    }
}

#[test]
fn tables_of_platforms_tell_what_a_quotation_mark_swallowed() {
    let header = "id,title,description,created_at,summary,cached_votes_up\n";
    let row = |n: u32, open: &str| format!("{n},{open}Titre,Une idée,2019-01-02,Rien,4\n");
    let rows: String = (2..8).map(|n| row(n, "")).collect();
    let text = format!("{header}{}{rows}{}", row(1, "\""), row(9, "\""));
    let found = read(text.as_bytes());
    assert_eq!(
        reported(&found, WarningKind::SwallowedRows).len(),
        1,
        "{:?}",
        found.rows
    );
}
