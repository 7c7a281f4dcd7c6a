//! Tables in every form: JSON in its shapes, wide ones, personal columns, and files that are changed.

use super::guess::guess;
use super::tests::{mapping, read, refused, warnings, zip};
use crate::ingest::table::Spreadsheet;
use crate::ingest::table::{Container, Rows};
use crate::ingest::{InputFile, recognise};
use crate::model::{MappedField, Place};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const TEXTS: [&str; 2] = [
    "Rendre la rivière aux baigneurs.",
    "L’œuvre d’un «été»\u{A0}: oui.",
];

fn format_of(bytes: &[u8]) -> &'static str {
    let file = InputFile::from_bytes("t", bytes.to_vec());
    recognise(&file).map_or("none", |i| i.name())
}

#[test]
fn json_in_every_shape() {
    let objects = format!(
        "{{\"id\": \"00123\", \"texte\": \"{}\"}},\n {{\"id\": 2, \"texte\": \"{}\"}}",
        TEXTS[0], TEXTS[1]
    );
    for text in [
        format!("[{objects}]"),
        format!("\u{FEFF}\n[ {objects} ]\n"),
        format!("{{\"data\": [{objects}]}}"),
        format!(
            "{{\"titre\": \"Une consultation \\\"ouverte\\\" [2014]\", \"count\": 2, \"x\": {{}}, \"results\": [{objects}]}}"
        ),
        format!(
            "{{\"meta\": {{\"tags\": [\"a\", {{}}]}}, \"reponse\": {{\"items\": [{objects}, []]}}}}"
        ),
    ] {
        assert_eq!(format_of(text.as_bytes()), "json", "{text}");
        let imported = read("json", text.as_bytes(), None);
        let ids: Vec<&str> = imported.records.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["json/proposal/00123", "json/proposal/2"], "{text}");
        for (record, body) in imported.records.iter().zip(TEXTS) {
            assert_eq!(record.body, body);
            // The place is that of the object in the file.
            let Place::Bytes(start, end) = record.origin.place else {
                panic!("{:?}", record.origin);
            };
            let object = &text.as_bytes()[start as usize..end as usize];
            assert!(object.starts_with(b"{") && object.ends_with(b"}"));
            assert!(String::from_utf8_lossy(object).contains(body));
        }
    }
    let lines = format!("{}\n", objects.replace(",\n ", "\n"));
    assert_eq!(format_of(lines.as_bytes()), "jsonl");
    // Answers inside the lines do not make them one list.
    let lines = lines.replace('}', ", \"reponses\": [{\"q\": 1}]}");
    assert_eq!(format_of(lines.as_bytes()), "jsonl");
    assert_eq!(format_of(b"{\"id\": 1, \"tags\": [{}, {}]}"), "none");
}

#[test]
fn features_of_a_map_and_lists_beside_each_other() {
    let text = "{\"type\": \"FeatureCollection\", \"features\": [\
        {\"type\": \"Feature\", \"id\": 1, \"geometry\": {\"type\": \"Point\", \"coordinates\": [2.34881, 48.85341]},\
        \"properties\": {\"texte\": \"Planter des arbres devant l'école.\", \"rue\": \"rue X\"}}],\
        \"legende\": [{\"a\": 1}, {\"a\": 2}], \"noms\": [{\"b\": 1}]}";
    // The longest list is read.
    let imported = read("json", text.as_bytes(), mapping("body = 'a'"));
    assert_eq!(imported.records.len(), 2);
    let said = &imported.warnings[0].message;
    assert!(said.contains("only the list «legende» was read"), "{said}");
    assert!(said.contains("«features» (1), «noms» (1)"), "{said}");
    let text = text.replace("\"legende\": [{\"a\": 1}, {\"a\": 2}]", "\"legende\": []");
    let imported = read("json", text.as_bytes(), None);
    assert_eq!(
        imported.records[0].body,
        "Planter des arbres devant l'école."
    );
    assert_eq!(imported.records[0].id, "json/proposal/1");
    let reported: String = imported
        .warnings
        .iter()
        .map(|w| w.message.as_str())
        .collect();
    assert!(
        reported.contains("«geometry.coordinates»") && reported.contains("«rue»"),
        "{reported}"
    );
}

#[test]
fn broken_json_keeps_what_stands_before_and_tells_the_rest() {
    let m = || mapping("id = 'id'\nbody = 'texte'");
    let text = b"[{\"id\": 1, \"texte\": \"a\"}, 7, {\"id\": 2, \"texte\": }, {\"id\": 3, \"texte\": \"\xE9\"},\n\
                 {\"id\": 4, \"texte\": \"d\"}, {\"id\": 5, \"texte\": \"e";
    let imported = read("json", text, m());
    let ids: Vec<&str> = imported.records.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["json/proposal/1", "json/proposal/4"]);
    let reported = refused(&imported);
    assert_eq!(reported.len(), 4, "{reported:?}");
    assert!(reported[0].1.contains("no JSON object"), "{reported:?}");
    assert!(reported[2].1.contains("not UTF-8"), "{reported:?}");
    assert!(
        reported[3].1.starts_with("line 2: ")
            && reported[3].1.contains("what follows was not read")
    );
    let mut long = b"[{\"id\": 1, \"texte\": \"a\"}, {\"id\": 2, \"texte\": \"".to_vec();
    long.extend(std::iter::repeat_n(b'x', 9 << 20));
    long.extend_from_slice(b"\"}, {\"id\": 3, \"texte\": \"c\"}]");
    let imported = read("json", &long, m());
    assert_eq!(
        (imported.records.len(), refused(&imported)[0].0),
        (2, "too_long")
    );
    // Nesting and names that would take all memory are refused.
    let deep = format!("[{{\"id\": 1, \"texte\": \"a\"}}, {}]", "[".repeat(100_000));
    assert_eq!(read("json", deep.as_bytes(), m()).records.len(), 1);
    let name = "k".repeat(2000);
    let named = format!("[{{\"id\": 1, \"texte\": \"a\"}}, {{\"{name}\": {{\"a\": 1}}}}]");
    let reported = refused(&read("json", named.as_bytes(), m()));
    assert!(reported[0].1.contains("a key of 2"), "{reported:?}");
}

#[test]
fn wide_tables_take_no_long_time() {
    // So wide that anything done for each pair of columns is far above the limit.
    const WIDE: usize = 40_000;
    let started = Instant::now();
    let mut headers: Vec<String> = (0..WIDE).map(|n| format!("colonne {n} du texte")).collect();
    headers[WIDE - 1] = "id".to_string();
    headers[WIDE - 2] = "contribution".to_string();
    let mut row = vec![String::new(); WIDE];
    row[WIDE - 1] = "7".to_string();
    row[WIDE - 2] = TEXTS[0].to_string();
    let found = guess(&headers, std::slice::from_ref(&row));
    assert_eq!(found.mapping.of(MappedField::Id), ["id"]);
    assert_eq!(found.mapping.of(MappedField::Body), ["contribution"]);

    let object: Vec<String> = headers
        .iter()
        .zip(&row)
        .map(|(h, c)| format!("\"{h}\": \"{c}\""))
        .collect();
    let json = format!("[{{{}}}]", object.join(", "));
    let imported = read("json", json.as_bytes(), Some(found.mapping.clone()));
    assert_eq!(imported.records[0].body, TEXTS[0]);
    // As many rows as columns, each row with a column of its own.
    let narrow: Vec<String> = (0..WIDE / 5)
        .map(|n| format!("{{\"k{n}\": 1, \"contribution\": \"{n}\", \"id\": {n}}}"))
        .collect();
    let imported = read(
        "json",
        format!("[{}]", narrow.join(",")).as_bytes(),
        Some(found.mapping),
    );
    assert_eq!(imported.records.len(), WIDE / 5);
    let absent = read(
        "json",
        json.as_bytes(),
        mapping("body = 'colonne 39998 du text'"),
    );
    assert!(
        refused(&absent)[0].1.contains("«colonne 39998 du texte»")
            || refused(&absent)[0].1.contains("nearest")
    );
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn columns_that_are_personal_by_their_values() {
    let table = |a: &str, b: &str| {
        let text = format!(
            "v,texte\n{a},Un texte qui en est bien un.\n{b},Un autre texte qui en est un.\n"
        );
        let imported = read("csv", text.as_bytes(), None);
        let reported: Vec<String> = imported
            .warnings
            .iter()
            .filter(|w| w.kind.name() == "personal_columns")
            .map(|w| w.message.clone())
            .collect();
        let guessed = imported
            .warnings
            .iter()
            .find(|w| w.kind.name() == "guessed_columns");
        (
            reported.concat(),
            guessed.is_some_and(|w| w.message.contains("author is")),
        )
    };
    for (a, b) in [
        ("192.0.2.7", "192.0.2.8"),
        ("2001:db8::7", "2001:db8::8"),
        ("\"48.85341, 2.34880\"", "\"48.85342, 2.34881\""),
    ] {
        let (reported, author) = table(a, b);
        assert!(reported.contains("«v»") && !author, "{a}: {reported}");
    }
    // Where nothing else says who wrote, these are identities, and only pseudonyms are kept.
    for (a, b) in [
        ("a@exemple.fr", "b@exemple.fr"),
        (
            "https://www.facebook.com/a.b",
            "https://www.facebook.com/c.d",
        ),
    ] {
        assert_eq!(table(a, b), (String::new(), true), "{a}");
    }
    for (a, b) in [
        ("1.2.3", "1.2.4"),
        ("48.8", "2.3"),
        ("\"1.5, 2.5\"", "\"1.5, 2.5\""),
        ("12", "13"),
    ] {
        assert_eq!(table(a, b).0, "", "{a}");
    }
}

#[test]
fn every_form_lists_the_personal_columns_that_it_set_aside() {
    let columns = [
        "id",
        "texte",
        "Commune",
        "âge",
        "Nom du thème",
        "adresse web",
    ];
    let cells = ["1", TEXTS[0], "Lyon", "34", "Eau", "https://exemple.fr/1"];
    let pairs = || columns.iter().zip(cells);
    let object: Vec<String> = pairs().map(|(h, c)| format!("\"{h}\": \"{c}\"")).collect();
    let object = format!("{{{}}}", object.join(", "));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, (header, cell)) in pairs().enumerate() {
        let at = u16::try_from(at).unwrap();
        sheet.write(0, at, *header).unwrap();
        sheet.write(1, at, cell).unwrap();
    }
    let row = |texts: &[&str]| {
        let cell = |t: &&str| {
            format!(
                "<table:table-cell office:value-type='string'><text:p>{t}</text:p></table:table-cell>"
            )
        };
        let cells: String = texts.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let ods = crate::ingest::table::ods_tests::ods(&format!(
        "<table:table table:name='a'>{}{}</table:table>",
        row(&columns),
        row(&cells)
    ));
    for (format, bytes) in [
        (
            "csv",
            format!("{}\n{}\n", columns.join(";"), cells.join(";")).into_bytes(),
        ),
        (
            "csv",
            format!("{}\n{}\n", columns.join("\t"), cells.join("\t")).into_bytes(),
        ),
        ("jsonl", format!("{object}\n").into_bytes()),
        ("json", format!("[{object}]").into_bytes()),
        ("xlsx", book.save_to_buffer().unwrap()),
        ("ods", ods),
    ] {
        assert_eq!(format_of(&bytes), format);
        let imported = read(format, &bytes, None);
        let record = &imported.records[0];
        assert_eq!(
            (record.body.as_str(), record.section.as_deref()),
            (TEXTS[0], Some("Eau")),
            "{format}"
        );
        assert_eq!(
            record.url.as_deref(),
            Some("https://exemple.fr/1"),
            "{format}"
        );
        let reported: Vec<&str> = imported
            .warnings
            .iter()
            .filter(|w| w.kind.name() == "personal_columns")
            .map(|w| w.message.as_str())
            .collect();
        let mut names = reported.concat();
        names.retain(|c| c != ',');
        assert!(
            names.contains("«Commune»") && names.contains("«âge»"),
            "{format}: {names}"
        );
        assert!(
            !names.contains("thème") && !names.contains("web"),
            "{format}: {names}"
        );
    }
}

#[test]
fn an_id_that_rows_of_one_text_share() {
    let bytes = "document_id,avis,note\n1,Un texte qui en est bien un.,a\n1,Un texte qui en est bien un.,b\n2,Un autre texte qui en est un.,c\n";
    let imported = read("csv", bytes.as_bytes(), None);
    assert_eq!(imported.records.len(), 2);
    assert_eq!(imported.records[1].id, "csv/proposal/2");
    // Where the texts differ it is the id of something else.
    let bytes = bytes.replacen("bien un.,b", "bien deux.,b", 1);
    let imported = read("csv", bytes.as_bytes(), None);
    assert_eq!(imported.records.len(), 3);
    assert!(warnings(&imported).contains(&"guessed_columns"));
}

/// A small workbook of each kind, and a list in JSON.
fn fixtures() -> Vec<(Container, &'static str, Vec<u8>)> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["id", "texte"], ["1", TEXTS[0]], ["2", TEXTS[1]]]
        .iter()
        .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            sheet.write(row, column, *cell).unwrap();
        }
    }
    sheet.write(3, 0, 3.5).unwrap();
    let cell = |t: &str| {
        format!(
            "<table:table-cell office:value-type='string'><text:p>{t}</text:p></table:table-cell>"
        )
    };
    let ods = crate::ingest::table::ods_tests::ods(&format!(
        "<table:table table:name='a'><table:table-row>{}{}</table:table-row><table:table-row table:number-rows-repeated='3'>{}{}</table:table-row></table:table>",
        cell("id"),
        cell("texte"),
        cell("1"),
        cell(TEXTS[0])
    ));
    let json = format!(
        "{{\"n\": 1, \"data\": [{{\"id\": 1, \"texte\": \"{}\"}}, {{\"id\": 2, \"texte\": null}}]}}",
        TEXTS[0]
    );
    vec![
        (
            Container::Sheet(Spreadsheet::Xlsx),
            "xlsx",
            book.save_to_buffer().unwrap(),
        ),
        (Container::Sheet(Spreadsheet::Ods), "ods", ods),
        (Container::Json, "json", json.into_bytes()),
    ]
}

/// The members of a ZIP as texts.
fn members(bytes: &[u8]) -> Vec<(String, String)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut member = archive.by_index(at).unwrap();
            let mut text = String::new();
            member.read_to_string(&mut text).unwrap();
            (member.name().unwrap().to_string(), text)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_files_end_in_rows_or_refusals(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        for (container, name, mut bytes) in fixtures() {
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            if let Some(cut) = &cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let imported = read(name, &bytes, mapping("id = 'id'\nbody = 'texte'\nparent = 'id'"));
            prop_assert!(!imported.rows.is_empty());
            let file = InputFile::from_bytes("t", bytes);
            if let Ok(Some(rows)) = Rows::open(container, &file, &[]) {
                let _ = rows.notes();
            }
        }
    }

    #[test]
    fn changed_xml_ends_in_rows_or_refusals(
        member in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), "[ -~]{0,12}"), 1..5),
    ) {
        for (_, name, bytes) in fixtures() {
            if name == "json" {
                continue;
            }
            let mut parts = members(&bytes);
            let at = member.index(parts.len());
            for (place, text) in &changes {
                let chars: Vec<char> = parts[at].1.chars().collect();
                let place = place.index(chars.len() + 1);
                parts[at].1 = chars[..place].iter().copied().chain(text.chars()).chain(chars[(place + 2).min(chars.len())..].iter().copied()).collect();
            }
            let parts: Vec<(&str, String)> = parts.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
            let imported = read(name, &zip(&parts), mapping("id = 'id'\nbody = 'texte'"));
            prop_assert!(!imported.rows.is_empty());
        }
    }

    #[test]
    fn any_bytes_behind_any_beginning_never_panic(
        begin in prop::sample::select(vec![&b"PK\x03\x04"[..], b"PAR1", b"[{", b"{\"a\": [{", b"[{\"id\": 1, \"texte\": \"un texte\"},"]),
        tail in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let bytes = [begin, &tail[..]].concat();
        for format in ["xlsx", "ods", "parquet", "json", "auto"] {
            let imported = read(format, &bytes, mapping("body = 'texte'"));
            prop_assert!(!imported.rows.is_empty());
        }
    }
}
