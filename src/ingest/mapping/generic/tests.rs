//! Guesses and values, rows that are good and bad, and bytes that are neither.

use super::guess::guess;
use crate::ingest::clean::dates::any_date;
use crate::ingest::mapping::sides;
use crate::ingest::mapping::values::{self, What};
use crate::ingest::{Imported, InputFile, Journal, importer, read_file, recognise};
use crate::locale::rfc3339;
use crate::model::{AuthorKey, Kind, MappedField, Mapping, Outcome, Side, SourceSpec};
use proptest::prelude::*;

/// A ZIP of these members.
pub(in crate::ingest) fn zip(members: &[(&str, String)]) -> Vec<u8> {
    use std::io::Write;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(*name, options).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn spec(format: &str, mapping: Option<Mapping>) -> SourceSpec {
    SourceSpec {
        name: format.into(),
        path: "t".into(),
        format: format.into(),
        replaces: None,
        spec: None,
        mapping,
        variables: Default::default(),
    }
}

pub(super) fn read(format: &str, bytes: &[u8], mapping: Option<Mapping>) -> Imported {
    let file = InputFile::from_bytes("t", bytes.to_vec());
    let mut journal = Journal::new();
    let key = AuthorKey::from_bytes([7; 32]);
    read_file(&file, &spec(format, mapping), format, &key, &mut journal);
    journal.finish()
}

pub(super) fn mapping(toml: &str) -> Option<Mapping> {
    Some(toml::from_str(toml).unwrap())
}

/// The one column of a field.
fn column(mapping: &Mapping, field: MappedField) -> Option<&str> {
    mapping.of(field).first().map(String::as_str)
}

pub(super) fn refused(imported: &Imported) -> Vec<(&'static str, String)> {
    let one = |r: &crate::model::ImportRow| match r.outcome {
        Outcome::Refused(reason) => Some((reason.name(), r.detail.clone().unwrap_or_default())),
        _ => None,
    };
    imported.rows.iter().filter_map(one).collect()
}

pub(super) fn warnings(imported: &Imported) -> Vec<&'static str> {
    imported.warnings.iter().map(|w| w.kind.name()).collect()
}

#[test]
fn sides() {
    for (text, side) in [
        ("Pour", Some(Side::Favourable)),
        ("FAVORABLE", Some(Side::Favourable)),
        ("d’accord", Some(Side::Favourable)),
        ("oui", Some(Side::Favourable)),
        ("1", Some(Side::Favourable)),
        ("Contre", Some(Side::Against)),
        ("Défavorable", Some(Side::Against)),
        ("pas d'accord", Some(Side::Against)),
        ("-1", Some(Side::Against)),
        ("no", Some(Side::Against)),
        ("Mitigé", Some(Side::Mixed)),
        ("0", None),
        ("", None),
        ("peut-être", None),
    ] {
        assert_eq!(sides::side(text), side, "{text}");
    }
    assert!(sides::is_plain_side("contre") && !sides::is_plain_side("oui"));
}

#[test]
fn numbers_flags_and_kinds() {
    assert_eq!(values::number("1\u{202F}204"), Some(1204));
    assert_eq!(values::number("12,0"), Some(12));
    for bad in ["", "-1", "1,5", "12a", "99999999999999999999", ","] {
        assert_eq!(values::number(bad), None, "{bad}");
    }
    assert_eq!(values::boolean("Oui"), Some(true));
    assert_eq!(values::boolean("FAUX"), Some(false));
    assert_eq!(values::moderated("Modéré"), Some(true));
    assert_eq!(values::moderated("publié"), Some(false));
    assert_eq!(
        values::kind("Arguments"),
        Some(What::Record(Kind::Argument))
    );
    assert_eq!(values::kind("Réponse"), Some(What::Record(Kind::Answer)));
    assert_eq!(values::kind("avis"), Some(What::Record(Kind::Proposal)));
    assert_eq!(values::kind("vote"), Some(What::Vote));
    assert_eq!(values::kind("billet"), None);
}

#[test]
fn dates() {
    for (text, at) in [
        ("15/12/2014 - 22:03", "2014-12-15T22:03:00+01:00"),
        ("15/12/2014 22:03", "2014-12-15T22:03:00+01:00"),
        ("15/12/2014 22:03:05", "2014-12-15T22:03:05+01:00"),
        ("15/12/2014", "2014-12-15T00:00:00+01:00"),
        ("1/7/2015", "2015-07-01T00:00:00+02:00"),
        ("2014-12-15", "2014-12-15T00:00:00+01:00"),
        ("2014-12-15 22:03:05", "2014-12-15T22:03:05+01:00"),
        ("2014-12-15T22:03:05", "2014-12-15T22:03:05+01:00"),
        ("2014-12-15T21:03:05Z", "2014-12-15T22:03:05+01:00"),
        ("2014-12-15T21:03:05.120+00:00", "2014-12-15T22:03:05+01:00"),
        ("2014-12-15 21:03:05 UTC", "2014-12-15T22:03:05+01:00"),
        ("15 décembre 2014", "2014-12-15T00:00:00+01:00"),
        (
            "lundi 15 décembre 2014 à 22h03",
            "2014-12-15T22:03:00+01:00",
        ),
        ("1er mars 2015", "2015-03-01T00:00:00+01:00"),
        ("29/03/2015 02:30", "2015-03-29T03:30:00+02:00"),
    ] {
        let found = any_date(text).map(rfc3339).unwrap_or_default();
        assert!(
            found.starts_with(&at[..19]) && found.ends_with(&at[19..]),
            "{text}: {found}"
        );
    }
    for bad in [
        "",
        "hier",
        "31/02/2015",
        "12/31/2015",
        "15-12-14",
        "2014",
        "15/12/9999",
        "22:03",
        "1/1/2015 1/1/2015",
        "2014-12-15T25:00:00",
        "é/é/éééé",
        "١٥/١٢/٢٠١٤",
    ] {
        assert_eq!(any_date(bad), None, "{bad}");
    }
}

fn guessed(csv: &str) -> (Mapping, Vec<String>) {
    let file = InputFile::from_bytes("t", csv.as_bytes().to_vec());
    let found = super::look(super::Container::Csv, &file).expect("a table");
    assert!(found.notes.reasons.len() == found.mapping.columns().len());
    (found.mapping, found.personal)
}

#[test]
fn columns_are_guessed_by_header() {
    let (m, personal) = guessed(
        "N°;Nom;Prénom;E-mail;Thème;Objet;Votre contribution;Publié le;Soutiens\n\
         1;Rey;Odile;o@exemple.fr;Eau;La rivière;Il faut rendre la rivière aux baigneurs.;2020-01-02;4\n",
    );
    assert_eq!(column(&m, MappedField::Id), Some("N°"));
    assert_eq!(column(&m, MappedField::Section), Some("Thème"));
    assert_eq!(column(&m, MappedField::Title), Some("Objet"));
    assert_eq!(m.of(MappedField::Body), ["Votre contribution"]);
    assert_eq!(column(&m, MappedField::Date), Some("Publié le"));
    assert_eq!(column(&m, MappedField::Votes), Some("Soutiens"));
    // Nothing better says who wrote: the address is the identity, and the names are set aside.
    assert_eq!(column(&m, MappedField::Author), Some("E-mail"));
    assert_eq!(personal, ["Nom", "Prénom"]);
}

#[test]
fn columns_are_guessed_by_values() {
    let (m, personal) = guessed(
        "a,b,c,d,e\n\
         x1,01/02/2020,Pour,Il faut rendre la rivière aux baigneurs.,o@exemple.fr\n\
         x2,02/02/2020,Contre,La rivière n'est pas un terrain de jeu pour tous.,06 39 98 12 34\n\
         x3,02/02/2020,Pour,Les baigneurs reviendront si l'eau est propre.,\n",
    );
    assert_eq!(column(&m, MappedField::Id), Some("a"));
    assert_eq!(column(&m, MappedField::Date), Some("b"));
    assert_eq!(column(&m, MappedField::Stance), Some("c"));
    assert_eq!(m.of(MappedField::Body), ["d"]);
    assert_eq!(column(&m, MappedField::Author), Some("e"));
    assert!(personal.is_empty());
}

#[test]
fn a_short_avis_is_a_side_and_a_long_one_a_text() {
    let (m, _) = guessed("id,avis,texte\n1,favorable,Je suis pour cette réforme.\n");
    assert_eq!(
        (column(&m, MappedField::Stance), m.of(MappedField::Body)),
        (Some("avis"), &["texte".to_string()][..])
    );
    let (m, _) = guessed("id,avis\n1,Je suis pour cette réforme des rythmes.\n");
    assert_eq!(
        (column(&m, MappedField::Stance), m.of(MappedField::Body)),
        (None, &["avis".to_string()][..])
    );
}

#[test]
fn an_id_of_a_proposal_is_the_rows_own_or_its_parents() {
    let (m, _) = guessed("proposition_id,texte\n1,Un texte assez long pour en être un.\n");
    assert_eq!(
        (column(&m, MappedField::Id), column(&m, MappedField::Parent)),
        (Some("proposition_id"), None)
    );
    let (m, _) = guessed("id,proposition_id,texte\n1,7,Un texte assez long pour en être un.\n");
    assert_eq!(
        (column(&m, MappedField::Id), column(&m, MappedField::Parent)),
        (Some("id"), Some("proposition_id"))
    );
}

#[test]
fn guesses_need_no_rows_and_bear_odd_headers() {
    let headers: Vec<String> = ["id", "", "texte", "texte", "a\nb"]
        .map(String::from)
        .to_vec();
    let found = guess(&headers, &[]);
    assert_eq!(found.mapping.of(MappedField::Body), ["texte"]);
    assert!(guess(&[], &[]).mapping.columns().is_empty());
}

#[test]
fn prose_pages_and_code_are_no_tables() {
    for text in [
        "Bonjour, voici mon avis\nJe pense que oui, mais aussi que non, enfin\nBref.\n",
        "<!DOCTYPE html>, <p>\n<p>a, b</p>\n",
        "{\"a\": 1, \"b\": 2}\n",
        "{\n  \"body\": \"x\", \"title\": \"y\"\n}\n",
        "[{\"a\": 1}]\n",
        "[[\"body\", \"x\"]]\n",
        "[\"body\", \"x\"]\n",
        "%PDF-1.4, x\nbody, y\n",
        "a\n1\n",
        "",
    ] {
        let file = InputFile::from_bytes("t", text.as_bytes().to_vec());
        assert!(recognise(&file).is_none(), "{text}");
    }
    let table = InputFile::from_bytes("t", b"id,body\n1,x\n".to_vec());
    assert_eq!(recognise(&table).unwrap().name(), "csv");
    let lines = InputFile::from_bytes("t", b"{\"id\": 1, \"body\": \"x\"}\n".to_vec());
    assert_eq!(recognise(&lines).unwrap().name(), "jsonl");
    assert!(importer("csv").is_some() && importer("jsonl").is_some());
}

#[test]
fn bodies_are_joined_and_odd_values_told_once() {
    let m =
        mapping("id = 'n'\nbody = ['constat', 'remède']\nstance = 's'\nparent = 'p'\nvotes = 'v'");
    let imported = read(
        "csv",
        "n,constat,remède,s,p,v\n1,a,b,,,3\n2,c,,bof,1,x\n3,d,,bof,1,\n4,e,,pour,1,\n".as_bytes(),
        m,
    );
    let r = &imported.records;
    assert_eq!((r[0].body.as_str(), r[0].support), ("a\n\nb", Some(3)));
    assert_eq!((r[1].kind, r[1].declared), (Kind::Argument, None));
    assert_eq!(r[3].declared, Some(Side::Favourable));
    assert_eq!(
        warnings(&imported),
        ["unexplained_line", "unexplained_line"]
    );
    assert!(imported.warnings[0].message.contains("«bof» is no side"));
    assert!(imported.warnings[0].message.contains("line 3"));
}

#[test]
fn parents_of_any_kind_votes_and_rows_without_id() {
    let m = mapping("id = 'id'\nkind = 'k'\nbody = 'b'\nstance = 's'\nparent = 'p'\nauthor = 'a'");
    let imported = read(
        "csv",
        b"id,k,b,s,p,a\n5,argument,x,pour,5,u\n5,proposal,y,,,u\n6,comment,z,,7,v\n7,answer,w,,,v\n\
          ,vote,,contre,5,w\n,vote,,,5,w\n,comment,same,,5,w\n,comment,same,,5,w\n8,comment,q,,8,v\n",
        m,
    );
    let parents: Vec<_> = imported
        .records
        .iter()
        .map(|r| r.parent.as_deref())
        .collect();
    assert_eq!(
        parents,
        [
            Some("csv/proposal/5"),
            None,
            Some("csv/answer/7"),
            None,
            Some("csv/proposal/5"),
            Some("csv/proposal/5"),
            Some("csv/proposal/8")
        ]
    );
    assert_eq!(imported.votes.len(), 1);
    assert_eq!(imported.votes[0].0.side, Some(Side::Against));
    assert_eq!(refused(&imported)[0].0, "no_side");
    assert!(
        imported.records[5].id.ends_with("-2"),
        "{}",
        imported.records[5].id
    );
}

#[test]
fn ids_cannot_break_ids_and_addresses_are_none() {
    let m = mapping("id = 'id'\nbody = 'b'\nurl = 'u'");
    let imported = read(
        "csv",
        b"id,b,u\na/b,x,https://exemple.fr/1\nc?,y,javascript:alert(1)\n\
          jean@exemple.fr,z,https://exemple.fr/users/jean\n",
        m,
    );
    let r = &imported.records;
    assert_eq!(
        (r[0].id.as_str(), r[1].id.as_str()),
        ("csv/proposal/a%2Fb", "csv/proposal/c%3F")
    );
    assert!(r[2].id.starts_with("csv/proposal/h"), "{}", r[2].id);
    assert_eq!(r[0].url.as_deref(), Some("https://exemple.fr/1"));
    assert_eq!((&r[1].url, &r[2].url), (&None, &None));
    let said: String = imported
        .warnings
        .iter()
        .map(|w| w.message.clone())
        .collect();
    assert!(!said.contains("jean"), "{said}");
}

#[test]
fn a_missing_column_names_the_nearest_header() {
    let m = mapping("id = 'id'\nbody = 'Texte'");
    let imported = read("csv", b"id,texte\n1,x\n", m.clone());
    let (reason, detail) = refused(&imported).remove(0);
    assert_eq!(reason, "missing_column");
    assert!(
        detail.contains("«Texte» (body in [sources.mapping]) is not in t; the nearest is «texte»")
    );
    // In JSON Lines a key may come late, and then it is there.
    let mut lines = "{\"id\": 1, \"x\": \"y\"}\n".repeat(300);
    assert_eq!(
        refused(&read("jsonl", lines.as_bytes(), m.clone()))[0].0,
        "missing_column"
    );
    lines.push_str("{\"id\": 2, \"Texte\": \"le voici\"}\n");
    let imported = read("jsonl", lines.as_bytes(), m);
    assert_eq!(imported.records.len(), 1);
}

#[test]
fn bad_lines_of_json_are_told_and_good_ones_kept() {
    let mut bytes =
        b"\xEF\xBB\xBF{\"id\": 1, \"body\": \"un\"}\n\n{\"id\": 2, \"bo\n[1]\n".to_vec();
    bytes.extend_from_slice(b"{\"id\": 3, \"body\": \"\xE9\"}\n{\"id\": 4, \"body\": \"");
    bytes.extend(std::iter::repeat_n(b'x', 9 << 20));
    bytes.extend_from_slice(
        b"\"}\n{\"id\": 5, \"body\": null}\n{\"id\": 6, \"body\": [\"a\", \"b\"]}",
    );
    let imported = read("jsonl", &bytes, None);
    let reported = refused(&imported);
    let reasons: Vec<_> = reported.iter().map(|r| r.0).collect();
    assert_eq!(
        reasons,
        ["malformed", "malformed", "malformed", "too_long", "empty"]
    );
    assert!(
        reported[0].1.starts_with("line 3: column "),
        "{}",
        reported[0].1
    );
    assert!(
        reported[2].1.contains("byte 20 of the line is not UTF-8"),
        "{}",
        reported[2].1
    );
    assert_eq!(imported.records.len(), 2);
    assert_eq!(imported.records[1].body, "a, b");
    assert!(warnings(&imported).contains(&"guessed_columns"));
}

#[test]
fn without_a_mapping_reading_guesses_the_same() {
    let bytes = b"id,texte\n1,Un texte qui en est bien un.\n";
    let file = InputFile::from_bytes("t", bytes.to_vec());
    let found = importer("csv").unwrap().guess(&file).unwrap().0;
    let named = read("csv", bytes, Some(found));
    let guessed = read("csv", bytes, None);
    assert_eq!(named.records, guessed.records);
    assert_eq!(warnings(&guessed), ["guessed_columns"]);
}

#[test]
fn rows_that_a_quotation_swallowed_are_told() {
    let mut text = "id;texte;date\n".to_string();
    for n in 1..=40 {
        let mark = if n == 3 || n == 30 { "\"" } else { "" };
        let end = if n == 30 { "\"" } else { "" };
        text += &format!("{n};{mark}Plus de bus le soir, ligne {n}{end};15/12/2014\n");
    }
    let i = read("csv", text.as_bytes(), None);
    assert_eq!((i.rows.len(), refused(&i).len()), (13, 0));
    let reported = i
        .warnings
        .iter()
        .find(|w| w.kind.name() == "swallowed_rows");
    let reported = reported.expect("a warning");
    assert_eq!(reported.origin.place, crate::model::Place::Row(3));
    assert!(
        reported.message.contains("27 line ends, and 26 of"),
        "{}",
        reported.message
    );
}

#[test]
fn a_single_column_is_a_table() {
    let rows = "Plus de bus, le soir ; merci\n\"Deux\nlignes, ici\"\nUn guichet ouvert\n";
    for header in ["Texte", "Avis", "Contribution", "Réponse", "TITRE"] {
        let text = format!("\u{FEFF}{header}\n{rows}");
        let file = InputFile::from_bytes("t", text.clone().into_bytes());
        assert_eq!(recognise(&file).map(|i| i.name()), Some("csv"), "{header}");
        let i = read("csv", text.as_bytes(), None);
        assert_eq!((i.records.len(), i.rows.len()), (3, 3), "{header}");
    }
    let named = format!("Que faut-il changer ?\n{rows}");
    let file = InputFile::from_bytes("t", named.clone().into_bytes());
    assert!(recognise(&file).is_none());
    let i = read(
        "csv",
        named.as_bytes(),
        mapping("body = 'Que faut-il changer ?'"),
    );
    assert_eq!((i.records.len(), i.rows.len()), (3, 3));
    assert_eq!(i.records[0].body, "Plus de bus, le soir ; merci");
    assert_eq!(i.records[1].body, "Deux\nlignes, ici");
    let i = read("csv", named.as_bytes(), mapping("body = 'autre'"));
    assert_eq!((i.records.len(), refused(&i)[0].0), (0, "unknown_format"));
    // A letter, however its first line reads, and a table too short to tell.
    for other in [
        "Contribution\n\nMadame\nje voudrais\nun bus\n",
        "Texte\nun\ndeux\n",
    ] {
        let file = InputFile::from_bytes("t", other.as_bytes().to_vec());
        assert!(recognise(&file).is_none(), "{other}");
    }
}

proptest! {
    #[test]
    fn any_bytes_never_panic(
        head in "(id[,;\t]texte[,;\t]date\n|\\{\"id\": 1, \"body\": \"x\"\\}\n|)",
        tail in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut bytes = head.into_bytes();
        bytes.extend(tail);
        for format in ["csv", "jsonl", "auto"] {
            for m in [None, mapping("id = 'id'\nbody = 'texte'\ndate = 'date'\nparent = 'id'")] {
                let imported = read(format, &bytes, m);
                for (i, r) in imported.records.iter().enumerate() {
                    prop_assert_eq!(r.ordinal as usize, i);
                }
            }
        }
    }

    #[test]
    fn any_text_never_panics(text in "\\PC{0,70}") {
        let _ = (any_date(&text), sides::side(&text), values::number(&text));
        let _ = (values::moderated(&text), values::kind(&text));
        let _ = guess(&[text.clone(), text.clone()], &[vec![text]]);
    }

    #[test]
    fn near_dates_never_panic(text in "[0-9]{1,5}[-/. ][0-9]{1,3}[-/. ][0-9]{1,5}[ T]?[0-9:h.]{0,9}") {
        let _ = any_date(&text);
    }
}
