//! Exports of Cap Collectif: a consultation and a debate in every shape, alone and together.

use super::support::{json, palabre, root, shared, text};
use serde_json::{Value, json as value};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const CONSULTATION: [&str; 4] = [
    "contributions_croissance-innovation-disruption_collecte-des-avis.csv",
    "contributions_croissance-innovation-disruption_collecte-des-avis_simplified.csv",
    "contributions_croissance-innovation-disruption_collecte-des-avis_grouped.csv",
    "croissance-innovation-disruption_collecte-des-avis.csv",
];

const DEBATE: [&str; 4] = [
    "contributions_debat-sur-le-cannabis_pour-ou-contre-la-legalisation-du-cannabis.csv",
    "contributions_debat-sur-le-cannabis_pour-ou-contre-la-legalisation-du-cannabis_simplified.csv",
    "contributions_debat-sur-le-cannabis_pour-ou-contre-la-legalisation-du-cannabis_grouped.csv",
    "debate-debateCannabis-arguments.csv",
];

const VOTES: [&str; 2] = [
    "debate-debateCannabis-votes.csv",
    "votes_debat-sur-le-cannabis_pour-ou-contre-la-legalisation-du-cannabis.csv",
];

const COLLECTION: [&str; 2] = [
    "contributions_budget-participatif-rennes_collecte-des-propositions-avec-questions.csv",
    "budget-participatif-rennes_collecte-des-propositions-avec-questions.csv",
];

const PEOPLE: &str =
    "participants_budget-participatif-rennes_collecte-des-propositions-avec-questions.csv";

/// A corpus of these files, its full check and its stances, moderated records apart.
struct Made {
    _folder: TempDir,
    path: PathBuf,
    check: Value,
    stances: Value,
}

fn make(files: &[&str]) -> Option<Made> {
    Some(made_of(&shared("cap-collectif")?, files))
}

/// The same of invented files.
fn fixture(files: &[&str]) -> Made {
    made_of(&root().join("tests/fixtures/cap_collectif"), files)
}

fn made_of(base: &Path, files: &[&str]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let paths: Vec<PathBuf> = files.iter().map(|f| base.join(f)).collect();
    let mut args = vec!["new", path.to_str().unwrap()];
    args.extend(paths.iter().map(|p| p.to_str().unwrap()));
    let out = palabre(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let shown = path.to_str().unwrap();
    let check = json(&["check", shown, "--full"]);
    let stances = json(&["stances", shown]);
    Made {
        _folder: folder,
        check,
        stances,
        path,
    }
}

impl Made {
    /// Rows, imported, merged, refused of a source.
    fn rows(&self, n: usize) -> [u64; 4] {
        let row = &self.check["rows"][n];
        ["rows", "imported", "merged", "refused"].map(|k| row[k].as_u64().unwrap())
    }

    /// How many records of a kind there are, moderated included.
    fn kind(&self, kind: &str) -> u64 {
        self.check["by_kind"][kind].as_u64().unwrap_or(0)
    }

    /// Groups of refusals or of warnings, each with its number.
    fn groups(&self, what: &str) -> Vec<(String, u64)> {
        let groups = self.check[what].as_array().unwrap();
        let pair = |g: &Value| {
            (
                g["kind"].as_str().unwrap().into(),
                g["count"].as_u64().unwrap(),
            )
        };
        groups.iter().map(pair).collect()
    }

    /// Arguments for, against and of unknown side, moderated included; and how many are moderated.
    fn arguments(&self) -> ([u64; 3], u64) {
        let (mut sides, mut moderated) = ([0; 3], 0);
        for record in self.check["records"].as_array().unwrap() {
            if record["kind"] != "argument" {
                continue;
            }
            let side = match record["stance"].as_str() {
                Some("favourable") => 0,
                Some("against") => 1,
                _ => 2,
            };
            sides[side] += 1;
            moderated += u64::from(record["moderated"] == true);
        }
        (sides, moderated)
    }

    /// Votes for, mixed and against; 0 where no source lists any.
    fn votes(&self) -> [u64; 3] {
        let votes = &self.stances["votes"];
        ["favourable", "mixed", "against"].map(|k| votes[k].as_u64().unwrap_or(0))
    }

    /// What each record is, by its id; without its place in the list.
    fn records(&self) -> Vec<String> {
        let records = self.check["records"].as_array().unwrap();
        let mut out: Vec<String> = records.iter().map(Value::to_string).collect();
        out.sort();
        out
    }
}

#[test]
fn every_shape_of_the_consultation() {
    for (n, file) in CONSULTATION.iter().enumerate() {
        let Some(made) = make(&[file]) else { return };
        let full = n == 0 || n == 3;
        let (rows, refused) = [(236, 0), (186, 35), (151, 0), (236, 0)][n];
        assert_eq!(made.rows(0), [rows, rows - refused, 0, refused], "{file}");
        assert_eq!(made.kind("proposal"), 40);
        assert_eq!(made.kind("source"), if full { 35 } else { 0 });
        assert_eq!(made.votes(), [2, 0, 0]);
        let arguments = if full {
            ([105, 54, 0], 50)
        } else {
            ([93, 16, 0], 0)
        };
        assert_eq!(made.arguments(), arguments, "{file}");
        // What is shown leaves the moderated ones out, whatever the shape.
        let shown = value!({"favourable": 93, "against": 16, "unknown": 0});
        assert_eq!(made.stances["arguments"], shown, "{file}");
        assert_eq!(made.stances["contributions"], 40);
        let reasons = if n == 1 {
            vec![("empty".to_string(), 35)]
        } else {
            vec![]
        };
        assert_eq!(made.groups("refused"), reasons);
        let warnings = match n {
            // opinion3: 98 arguments stated for 93 rows, 10 sources for 6.
            0 => vec![("counter_disagrees".to_string(), 2)],
            2 => vec![("personal_columns".to_string(), 1)],
            _ => vec![],
        };
        assert_eq!(made.groups("warnings"), warnings, "{file}");
    }
}

#[test]
fn shapes_of_the_consultation_together_are_the_full_one() {
    let Some(full) = make(&CONSULTATION[..1]) else {
        return;
    };
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1], [1, 2, 3, 0]] {
        let made = make(&order.map(|n| CONSULTATION[n])).unwrap();
        assert_eq!(made.records(), full.records(), "{order:?}");
        assert_eq!(made.check["by_kind"], full.check["by_kind"]);
        for key in [
            "contributions",
            "authors",
            "arguments",
            "votes",
            "moderated",
            "by_kind",
        ] {
            assert_eq!(made.stances[key], full.stances[key], "{order:?} {key}");
        }
        let total = (0..4).map(|n| made.rows(n));
        let sum = total.fold([0; 4], |a, r| std::array::from_fn(|i| a[i] + r[i]));
        assert_eq!(sum, [809, 236, 538, 35], "{order:?}");
    }
}

#[test]
fn every_shape_of_the_debate() {
    for (n, file) in DEBATE.iter().enumerate() {
        let Some(made) = make(&[file]) else { return };
        let (rows, arguments) = [
            (10, ([6, 4, 0], 2)),
            (10, ([6, 4, 0], 0)),
            (10, ([0, 0, 10], 0)),
            (8, ([5, 3, 0], 0)),
        ][n];
        assert_eq!(made.rows(0), [rows, rows, 0, 0], "{file}");
        assert_eq!(made.arguments(), arguments, "{file}");
        assert_eq!(made.kind("question"), 1);
        assert_eq!(made.stances["contributions"], 0);
        let mut warnings = vec![("personal_columns".to_string(), 1)];
        if n == 2 {
            warnings.push(("unexplained_line".to_string(), 1));
        }
        assert_eq!(made.groups("warnings"), warnings, "{file}");
    }
    for (n, file) in VOTES.iter().enumerate() {
        let Some(made) = make(&[file]) else { return };
        let (rows, against) = [(15, 10), (16, 11)][n];
        assert_eq!(made.rows(0), [rows, rows, 0, 0], "{file}");
        assert_eq!(made.votes(), [5, 0, against], "{file}");
    }
}

#[test]
fn shapes_of_the_debate_together_are_the_full_one() {
    let Some(full) = make(&[DEBATE[0], VOTES[1]]) else {
        return;
    };
    assert_eq!(full.votes(), [5, 0, 11]);
    let all: Vec<&str> = DEBATE.into_iter().chain(VOTES).collect();
    let reversed: Vec<&str> = all.iter().rev().copied().collect();
    let grouped_first = [&[all[2], all[1]][..], &all[3..], &all[..1]].concat();
    for order in [all, reversed, grouped_first] {
        let made = make(&order).unwrap();
        assert_eq!(made.records(), full.records(), "{order:?}");
        for key in ["authors", "arguments", "votes", "moderated", "by_kind"] {
            assert_eq!(made.stances[key], full.stances[key], "{order:?} {key}");
        }
    }
}

#[test]
fn both_generations_of_the_collection_alone_and_together() {
    for file in COLLECTION {
        let Some(made) = make(&[file]) else { return };
        assert_eq!(made.rows(0), [62, 62, 0, 0], "{file}");
        assert_eq!(made.kind("proposal"), 62);
        assert_eq!(made.stances["contributions"], 62);
        // All proposals are one author's.
        assert_eq!(made.stances["authors"], 1);
        assert!(made.stances["votes"]["favourable"].is_null());
        assert_eq!(made.groups("refused"), vec![]);
        let personal = vec![("personal_columns".to_string(), 1)];
        assert_eq!(made.groups("warnings"), personal, "{file}");
    }
    let newer = make(&COLLECTION[..1]).unwrap();
    for order in [[0, 1], [1, 0]] {
        let made = make(&order.map(|n| COLLECTION[n])).unwrap();
        assert_eq!(made.records(), newer.records(), "{order:?}");
        assert_eq!(made.rows(0), [62, 62, 0, 0]);
        assert_eq!(made.rows(1), [62, 0, 62, 0]);
        for key in ["contributions", "authors", "votes", "moderated", "by_kind"] {
            assert_eq!(made.stances[key], newer.stances[key], "{order:?} {key}");
        }
    }
}

#[test]
fn a_questionnaire_is_answers_and_choices_in_both_generations() {
    let [newer, older] = ["questionnaire.csv", "questionnaire-ancien.csv"];
    for file in [newer, older] {
        let made = fixture(&[file]);
        assert_eq!(made.rows(0), [9, 9, 0, 0], "{file}");
        assert_eq!(made.kind("reply"), 9);
        assert_eq!(made.kind("answer"), 5);
        assert_eq!(made.kind("question"), 2);
        assert_eq!(made.stances["contributions"], 5);
        // Four said yes, two no; three have no opinion, and how they come is no side.
        assert_eq!(made.votes(), [4, 0, 2], "{file}");
        let warnings = made.groups("warnings");
        for kind in ["personal_columns", "empty_answers", "masked"] {
            assert!(
                warnings.contains(&(kind.into(), 1)),
                "{file}: {kind} {warnings:?}"
            );
        }
        let shown = made.path.to_str().unwrap();
        assert_eq!(json(&["search", shown, "formation", "--count"])["count"], 2);
    }
    let alone = fixture(&[newer]);
    for order in [[newer, older], [older, newer]] {
        let made = fixture(&order);
        // The older generation prints a question without accents; the first file's words are kept.
        let unnamed = |made: &Made| -> Vec<String> {
            let all = made.records().into_iter();
            all.filter(|r| !r.contains("/question/")).collect()
        };
        assert_eq!(unnamed(&made), unnamed(&alone), "{order:?}");
        assert_eq!(made.kind("question"), 2);
        assert_eq!((made.rows(0), made.rows(1)), ([9, 9, 0, 0], [9, 0, 9, 0]));
        assert_eq!(made.votes(), alone.votes());
        assert_eq!(made.stances["authors"], alone.stances["authors"]);
    }
}

#[test]
fn what_stands_below_proposals_is_kept_or_refused_with_a_reason() {
    let made = fixture(&["collecte.csv"]);
    assert_eq!(made.rows(0), [13, 9, 1, 3]);
    assert_eq!((made.kind("proposal"), made.kind("comment")), (2, 3));
    assert_eq!(made.kind("appendix"), 2);
    // Two count; the third was never confirmed.
    assert_eq!(made.votes(), [2, 0, 0]);
    let refused = ["comment_vote", "reporting", "unknown_type"].map(|r| (r.to_string(), 1));
    let mut groups = made.groups("refused");
    groups.sort();
    assert_eq!(groups, refused);
    let shown = made.path.to_str().unwrap();
    // «sol» is in an appendix.
    for (word, count) in [("école", 1), ("sol", 1), ("Lilas", 0), ("Beauregard", 0)] {
        assert_eq!(
            json(&["search", shown, word, "--kind", "all", "--count"])["count"],
            count,
            "{word}"
        );
    }
}

#[test]
fn reports_of_abuse_are_refused_in_both_generations() {
    for (file, rows) in [("signalements.csv", 2), ("signalements-ancien.csv", 1)] {
        let made = fixture(&[file]);
        assert_eq!(made.rows(0), [rows, 0, 0, rows], "{file}");
        assert_eq!(made.groups("refused"), [("reporting".to_string(), rows)]);
    }
}

#[test]
fn participants_are_refused_and_nothing_of_them_is_kept() {
    let Some(made) = make(&[PEOPLE]) else { return };
    assert_eq!(made.rows(0), [1, 0, 0, 1]);
    assert_eq!(made.groups("refused"), [("personal".to_string(), 1)]);
}

/// The values of personal columns that are long enough to be found by chance nowhere else.
fn personal(file: &Path) -> Vec<String> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let wanted = [
        "email",
        "lastname",
        "postal_address",
        "username",
        "profile_url",
    ];
    let headers = reader.headers().unwrap().clone();
    let mut out = Vec::new();
    for row in reader.records() {
        for (header, cell) in headers.iter().zip(&row.unwrap()) {
            let reported = wanted.iter().any(|w| header.contains(w));
            let name = cell.len() > 6 && !cell.starts_with("user") && cell != "firstname";
            if reported && (cell.contains('@') || name) {
                out.push(cell.to_string());
            }
        }
    }
    out
}

#[test]
fn nothing_of_the_personal_columns_stands_in_the_tables() {
    let grouped = [CONSULTATION[2], DEBATE[0], DEBATE[2], VOTES[1]];
    nothing_personal(&grouped, 8);
    // One author's name and address, 62 times.
    nothing_personal(&COLLECTION, 1);
}

/// At least so many values of personal columns are in the files, and none in the tables.
fn nothing_personal(grouped: &[&str], at_least: usize) {
    let Some(made) = make(grouped) else { return };
    let base = shared("cap-collectif").unwrap();
    let mut kept = made.check.to_string();
    let found = palabre(&["search", made.path.to_str().unwrap(), "cannabis"]);
    kept.push_str(&text(&found.stdout));
    for (path, bytes) in super::support::tree(&made.path.join(".palabre")) {
        if path.ends_with(".json") {
            kept.push_str(&text(&bytes));
        }
    }
    for file in grouped {
        let values = personal(&base.join(file));
        assert!(values.len() > at_least, "{file}");
        for value in values {
            assert!(!kept.contains(&value), "{file}: {value}");
        }
    }
}
