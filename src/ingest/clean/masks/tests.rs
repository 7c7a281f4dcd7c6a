//! The table's examples hold, its page shows them, and a list of texts says how well it does.

use super::*;
use crate::ingest::clean::kept::{keep, keep_line};
use std::fmt::Write;
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/privacy")
        .join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

fn kept(text: &str) -> String {
    keep(text, &mut Masked::default())
}

#[test]
fn examples_of_every_row() {
    let mut wrong = String::new();
    for row in ROWS {
        assert!(
            !row.masked.is_empty() && !row.kept.is_empty(),
            "{}",
            row.name
        );
        for (text, expected) in row.masked {
            let mut counts = Masked::default();
            let found = keep(text, &mut counts);
            let counted = *row.mark.count(&mut counts);
            if found != *expected || counted == 0 || counts.total() != counted {
                let _ = writeln!(wrong, "{}: {text} gives {found}, {counts:?}", row.name);
            }
            // By this row: the others leave it.
            if (row.find)(&keep_unmasked(text)).is_empty() {
                let _ = writeln!(wrong, "{}: {text} is found by another row", row.name);
            }
        }
        for text in row.kept {
            let found = kept(text);
            if found != *text {
                let _ = writeln!(wrong, "{}: {text} gives {found}", row.name);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The text as rows see it.
fn keep_unmasked(text: &str) -> String {
    crate::text::normalise(text).into_owned()
}

/// Examples inside sentences are masked as they are alone.
#[test]
fn examples_in_sentences() {
    let mut wrong = String::new();
    for row in ROWS {
        for (text, expected) in row.masked {
            for (before, after) in [
                ("Voici ma question (", ") sur la loi"),
                ("Bonjour, ", ", merci"),
                ("Oui.\n\n", "\n\nBien à vous"),
            ] {
                let found = kept(&format!("{before}{text}{after}"));
                if found != format!("{before}{expected}{after}") {
                    let _ = writeln!(wrong, "{}: {found}", row.name);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_masked_holds_nothing_to_mask() {
    for row in ROWS {
        for (text, _) in row.masked {
            let once = kept(text);
            let mut counts = Masked::default();
            assert_eq!(keep(&once, &mut counts), once);
            assert_eq!(counts.total(), 0, "{once}");
        }
    }
}

/// Cases of identifiers: nothing of any is left.
#[test]
fn every_case_is_masked() {
    let cases = fixture("masks.csv");
    let mut cases = csv::Reader::from_reader(cases.as_bytes());
    let (mut tried, mut wrong) = (0, String::new());
    for case in cases.records() {
        let case = case.expect("a row");
        let mark = match &case[1] {
            "e-mail" => Mark::Email,
            "telephone" => Mark::Phone,
            "profile" => Mark::Profile,
            _ => Mark::Number,
        };
        let found = keep_line(&case[2], &mut Masked::default());
        let rest = found.replace(mark.text(), "");
        let rest = rest
            .trim_start_matches("Écrivez-moi : ")
            .trim_end_matches(" pour la formation des agents");
        let left = rest.chars().filter(|c| c.is_alphanumeric()).count();
        // «tel», «n», «cc», «subject x»: what is no part of an identifier.
        if !found.contains(mark.text()) || left > 8 || rest.chars().any(|c| c.is_ascii_digit()) {
            let _ = writeln!(wrong, "{}: {found}", &case[0]);
        }
        tried += 1;
    }
    assert!(wrong.is_empty() && tried == 70, "{tried}\n{wrong}");
}

/// Cases of figures: all are kept as they are.
#[test]
fn no_figure_is_masked() {
    let cases = fixture("phone-false.csv");
    let mut cases = csv::Reader::from_reader(cases.as_bytes());
    let (mut tried, mut wrong) = (0, String::new());
    for case in cases.records() {
        let case = case.expect("a row");
        let found = keep_line(&case[1], &mut Masked::default());
        if found != case[1] {
            let _ = writeln!(wrong, "{} gives {found}", &case[1]);
        }
        tried += 1;
    }
    assert!(wrong.is_empty() && tried == 22, "{tried}\n{wrong}");
}

/// How well a half of the list is masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Score {
    texts: usize,
    /// Marks that replace exactly an identifier.
    right: usize,
    /// Marks that were written.
    written: usize,
    /// Identifiers.
    there: usize,
}

impl Score {
    fn precision(self) -> f64 {
        self.right as f64 / self.written as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.there as f64
    }
}

/// The scores of the half that the masks were made with and of the other, and what is wrong in the first. A text
/// is of a half by the first bit of its BLAKE3 hash.
fn scores() -> ([Score; 2], [String; 2]) {
    let list = fixture("list.tsv");
    let (mut scores, mut wrong) = ([Score::default(); 2], [String::new(), String::new()]);
    for line in list.lines().skip(1) {
        let (kind, text) = line.split_once('\t').expect("a kind and a text");
        let half = usize::from(blake3::hash(text.as_bytes()).as_bytes()[0] >> 7);
        let mark = match kind {
            "e-mail" => MASKS[0],
            "telephone" => MASKS[1],
            "profile" => MASKS[2],
            "number" => MASKS[3],
            "none" => "",
            _ => panic!("{kind}"),
        };
        let (mut expected, mut there) = (String::new(), 0);
        for (n, part) in text.split(['⟦', '⟧']).enumerate() {
            there += n % 2;
            expected.push_str(if n % 2 == 1 { mark } else { part });
        }
        let found = kept(&text.replace(['⟦', '⟧'], ""));
        let written: usize = MASKS.iter().map(|m| found.matches(m).count()).sum();
        let score = &mut scores[half];
        score.texts += 1;
        score.there += there;
        score.written += written;
        if found == expected {
            score.right += there;
        } else {
            let _ = writeln!(wrong[half], "{text}\n    gives {found}");
        }
    }
    (scores, wrong)
}

#[test]
fn precision_and_recall() {
    let (scores, wrong) = scores();
    for (name, score) in ["made with", "kept aside"].iter().zip(scores) {
        println!(
            "{name}: {score:?}, precision {:.3}, recall {:.3}",
            score.precision(),
            score.recall()
        );
    }
    if std::env::var_os("PALABRE_SHOW").is_some() {
        println!("{}", wrong[0]);
    }
    assert_eq!(scores[0].texts + scores[1].texts, 300);
    assert!(
        scores[0].precision() >= 0.95 && scores[0].recall() >= 0.95,
        "{scores:?}"
    );
    assert!(
        scores[1].precision() >= 0.9 && scores[1].recall() >= 0.9,
        "{scores:?}"
    );
}

/// Replaces what is between two comments of a page.
fn fill(page: &str, name: &str, content: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (head, rest) = page.split_once(&open).expect("an opening comment");
    let (_, foot) = rest.split_once(&close).expect("a closing comment");
    format!("{head}{open}\n{content}{close}{foot}")
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

#[test]
fn the_page_shows_the_table() {
    let mut rows = String::new();
    for row in ROWS {
        let _ = writeln!(
            rows,
            "\n### {}: `{}`\n\n{}\n\n| Text | Kept as |\n|---|---|",
            row.name,
            row.mark.text(),
            row.about
        );
        for (text, kept) in row.masked {
            let _ = writeln!(rows, "| {} | {} |", cell(text), cell(kept));
        }
        let kept: Vec<String> = row.kept.iter().map(|text| cell(text)).collect();
        let _ = writeln!(rows, "\nKept as written: {}.", kept.join("; "));
    }
    rows.push('\n');
    let mut figures = String::from(
        "| Half | Texts | Identifiers | Precision | Recall |\n|---|---|---|---|---|\n",
    );
    for (name, score) in ["adjusted on", "kept aside"].iter().zip(scores().0) {
        let _ = writeln!(
            figures,
            "| {name} | {} | {} | {:.1} % | {:.1} % |",
            score.texts,
            score.there,
            100.0 * score.precision(),
            100.0 * score.recall()
        );
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/privacy.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let expected = fill(&fill(&page, "masks", &rows), "scores", &figures);
    if std::env::var_os("PALABRE_UPDATE").is_some() {
        std::fs::write(&path, expected).expect("the page is written");
    } else {
        assert_eq!(
            page, expected,
            "PALABRE_UPDATE=1 cargo test --lib masks writes docs/privacy.md again"
        );
    }
}
