//! Pages saved as HTML in several markups give what the same page gives as text.

use super::tests::{PAGE, check_whole, kinds, read};
use crate::ingest::{InputFile, recognise};
use crate::model::{Kind, Outcome, WarningKind};
use proptest::prelude::*;
use std::path::PathBuf;

const MARKUPS: [&str; 6] = [
    "divs",
    "tables",
    "lines",
    "lists",
    "windows-1252",
    "preformatted",
];

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/page-2014")
        .join(format!("{name}.html"));
    std::fs::read(path).unwrap()
}

fn text_fixture(name: &str) -> String {
    String::from_utf8(fixture(name)).unwrap()
}

/// The line of the file where a piece stands first.
fn line_of(html: &str, piece: &str) -> usize {
    let at = html.find(piece).unwrap_or_else(|| panic!("no {piece}"));
    html[..at].matches('\n').count() + 1
}

#[test]
fn every_markup_gives_what_the_text_gives() {
    let text = read(PAGE.as_bytes());
    for name in MARKUPS {
        let html = read(&fixture(name));
        let reported = |imported: &crate::ingest::Imported| -> Vec<String> {
            imported
                .records
                .iter()
                .map(|r| {
                    let mut r = r.clone();
                    r.origin = text.records[0].origin.clone();
                    format!("{r:?}")
                })
                .collect()
        };
        assert_eq!(reported(&html), reported(&text), "{name}");
        let plain = html.warnings.iter().filter(|w| {
            // Buttons and links to share are reported; a text has none.
            w.kind != WarningKind::UnexplainedLine || !w.message.starts_with("lines of buttons")
        });
        let plain: Vec<&str> = plain.map(|w| w.kind.name()).collect();
        assert_eq!(plain, kinds(&text), "{name}");
        assert_eq!(html.consultations, text.consultations, "{name}");
        assert!(
            html.rows
                .iter()
                .all(|r| matches!(r.outcome, Outcome::Imported(_)))
        );
    }
}

#[test]
fn origins_are_lines_of_the_html_file() {
    let html = text_fixture("divs");
    let imported = read(html.as_bytes());
    let lines: Vec<String> = imported
        .records
        .iter()
        .map(|r| r.origin.to_string())
        .collect();
    let expected = [
        "<span class=\"nom\">Odile",
        "Loïc</div><div class=\"date\">#31",
        "zoé_3",
        "Loïc</div><div class=\"date\">#7",
    ]
    .map(|piece| format!("page.txt:{}", line_of(&html, piece)));
    assert_eq!(lines, expected);
    let date = imported
        .warnings
        .iter()
        .find(|w| w.kind == WarningKind::BadDate)
        .unwrap();
    assert_eq!(
        date.origin.to_string(),
        format!("page.txt:{}", line_of(&html, "#32"))
    );
    // What was set aside among the content is reported where it is.
    let aside = &imported.warnings[0];
    assert!(
        aside
            .message
            .contains("1, not kept; the first is «Twitter Facebook»"),
        "{}",
        aside.message
    );
    assert_eq!(
        aside.origin.to_string(),
        format!("page.txt:{}", line_of(&html, "Twitter"))
    );
}

#[test]
fn nothing_around_the_page_becomes_text() {
    for name in MARKUPS {
        for record in read(&fixture(name)).records {
            for word in [
                "Accueil",
                "Mentions",
                "Plan du site",
                "cookies",
                "Menu",
                "Twitter",
                "Exemple.",
                "aussi",
            ] {
                assert!(
                    !format!("{} {}", record.title, record.body).contains(word),
                    "{name}: {word}"
                );
            }
        }
    }
}

#[test]
fn a_last_text_without_a_phrase_below_ends_with_its_element() {
    // The source is the last thing of the page, and only its element tells it from the foot of the site.
    let html = text_fixture("divs").replace(
        "<button>La consultation est fermée</button></div>\n  </div>\n</div>",
        "</div>\n  </div>\n</div>",
    );
    assert_eq!(html.matches("<button").count(), 3);
    let imported = read(html.as_bytes());
    let source = imported.records.last().unwrap();
    assert_eq!(
        (source.kind, source.body.as_str()),
        (Kind::Source, "À lire.")
    );
    check_whole_but_for_told(&html);
}

fn check_whole_but_for_told(html: &str) {
    let mut imported = read(html.as_bytes());
    imported
        .warnings
        .retain(|w| !w.message.starts_with("lines of buttons"));
    check_whole(&imported);
}

#[test]
fn the_same_html_in_other_bytes() {
    let html = text_fixture("divs");
    check_whole_but_for_told(&html.replace('\n', "\r\n"));
    check_whole_but_for_told(&format!("\u{FEFF}{html}"));
    check_whole_but_for_told(
        &html
            .replace("« ", "«&nbsp;")
            .replace(" »", "&#160;»")
            .replace("2 arguments", "2&nbsp;arguments"),
    );
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(html.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut imported = read(&wide);
    imported
        .warnings
        .retain(|w| !w.message.starts_with("lines of buttons"));
    check_whole(&imported);
    // It says Windows-1252 and is UTF-8.
    let imported = read(
        html.replace("charset=UTF-8", "charset=windows-1252")
            .as_bytes(),
    );
    assert_eq!(imported.records[0].title, "Un titre");
    assert!(kinds(&imported).contains(&"bad_encoding"));
    // Windows-1252 without a word about it.
    let windows: Vec<u8> = String::from_utf8_lossy(&fixture("windows-1252"))
        .into_owned()
        .into_bytes();
    assert!(
        windows.len() > fixture("windows-1252").len(),
        "the fixture is no UTF-8"
    );
    let bytes = fixture("windows-1252");
    let at = bytes
        .windows(20)
        .position(|w| w == b"charset=windows-1252")
        .unwrap();
    let unsaid = [&bytes[..at], &bytes[at + 20..]].concat();
    let mut imported = read(&unsaid);
    imported
        .warnings
        .retain(|w| !w.message.starts_with("lines of buttons"));
    check_whole(&imported);
}

#[test]
fn a_page_behind_a_long_script_is_recognised() {
    let script = format!("<script>{}</script><style>", "var a = 1;\n".repeat(20_000));
    let html = text_fixture("divs").replace("<style>", &script);
    assert!(html.find("La période").unwrap() > 2 * crate::ingest::HEAD);
    check_whole_but_for_told(&html);
}

#[test]
fn what_is_no_page_is_refused_with_what_is_missing() {
    let refused = |bytes: &[u8]| {
        let imported = read(bytes);
        assert!(imported.records.is_empty());
        assert_eq!(imported.rows.len(), 1);
        imported.rows[0].detail.clone().unwrap()
    };
    let html = text_fixture("divs");
    let other =
        "<!DOCTYPE html><html><body><p>Une page de contribution, sans plus.</p></body></html>";
    assert!(refused(other.as_bytes()).contains("«La contribution #N»"));
    // Its number is missing: the reader says so.
    let unnumbered = html
        .replace("La contribution <span>#12</span>", "")
        .replace("#12, le", "le");
    assert!(refused(unnumbered.as_bytes()).contains("give the contribution's number"));
    let mhtml = format!(
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n{html}"
    );
    assert!(refused(mhtml.as_bytes()).contains("save it as HTML"));
    // A page cut short says which sections it lacks.
    let cut = &html[..html.find("<div class=\"arguments contre\">").unwrap()];
    let imported = read(cut.as_bytes());
    assert_eq!(imported.records.len(), 3);
    assert_eq!(
        kinds(&imported)
            .iter()
            .filter(|k| **k == "missing_section")
            .count(),
        2
    );
}

#[test]
fn lists_in_a_body_keep_their_marks_and_lists_of_arguments_have_none() {
    let html = text_fixture("lists").replace(
        "<p>aller plus loin.</p>",
        "<ul><li>un <b>guichet</b></li><li>deux</li></ul>",
    );
    let body = &read(html.as_bytes()).records[0].body;
    assert!(body.ends_with("\n\n- un guichet\n- deux"), "{body}");
}

#[test]
fn hostile_markup_is_read_in_time() {
    let start =
        "<html><body><p>La contribution #1</p><p>A</p><p>#1, le 15/12/2014 - 22:03</p><p>T</p>";
    let begun = std::time::Instant::now();
    for piece in [
        "<div>".repeat(200_000),
        "<a href='http://x.fr/'>".repeat(100_000),
        "</div></p></a></td>".repeat(100_000),
        "<b></b><li>x".repeat(100_000),
        format!(
            "<a href='http://x.fr/{}'>{}",
            "y".repeat(500_000),
            "<b>z</b><br>".repeat(20_000)
        ),
        "#1, le 15/12/2014 - 22:03<br>".repeat(20_000),
        "2 sources<br>A<br>#7, le 15/12/2014 - 22:03<br>".repeat(10_000),
        "<!--".repeat(100_000),
        "&amp;&nosuch;&#xFFFFFFFF;".repeat(50_000),
    ] {
        assert!(!read(format!("{start}{piece}").as_bytes()).rows.is_empty());
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn the_real_page_as_html_gives_what_it_gives_as_text() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/data/ambition-numerique/contribution-2150.txt"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {path} is absent");
        return;
    };
    let mut html = "<html><head><meta charset=utf-8></head><body><div>Menu</div>".to_string();
    for paragraph in text.split("\n\n") {
        let escaped = paragraph.replace('&', "&amp;").replace('<', "&lt;");
        html.push_str(&format!("<p>{}</p>\n", escaped.replace('\n', "<br>")));
    }
    html.push_str("<p>Mentions</p></body></html>");
    let reported = |bytes: &[u8]| -> Vec<String> {
        let imported = read(bytes);
        assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
        let folded = imported.records.iter().map(|r| {
            // HTML folds white space.
            let body: Vec<&str> = r.body.split_whitespace().collect();
            format!(
                "{} {} {:?} {:?} {}",
                r.id,
                r.title,
                r.declared,
                r.published_at,
                body.join(" ")
            )
        });
        folded.collect()
    };
    assert_eq!(reported(html.as_bytes()), reported(text.as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_mutation_of_a_saved_page_ends_in_rows(
        which in 0usize..MARKUPS.len(),
        cut in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)
    ) {
        let mut bytes = fixture(MARKUPS[which]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        prop_assert!(!read(&bytes).rows.is_empty());
        let _ = recognise(&InputFile::from_bytes("x", bytes));
    }
}
