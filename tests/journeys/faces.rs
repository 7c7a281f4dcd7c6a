//! Reports of corpora of every face: forms with closed questions, a debate with votes and no contribution.

use super::report_walk::{check_figures, check_links, check_page, check_tree, made};
use super::support::{demo, json, palabre, root, shared, text};
use palabre::locale::Lang;
use palabre::model::{Kind, Silent};
use palabre::pipeline::Open;
use palabre::report::{Figure, Inline, Report};
use serde_json::{Value, json as value};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A corpus of these files.
fn make(files: &[PathBuf]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let mut args = vec!["new", path.to_str().unwrap()];
    args.extend(files.iter().map(|p| p.to_str().unwrap()));
    let out = palabre(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    (folder, path)
}

fn fixtures(names: &[&str]) -> Vec<PathBuf> {
    let base = root().join("tests/fixtures");
    names.iter().map(|n| base.join(n)).collect()
}

fn forms() -> (TempDir, PathBuf) {
    make(&fixtures(&["grand-debat"]))
}

fn debate() -> (TempDir, PathBuf) {
    make(&fixtures(&[
        "cap_collectif/debat-arguments.csv",
        "cap_collectif/debat-votes.csv",
    ]))
}

/// Walks tree, figures, pages and links of the reports of a corpus in both languages; gives the French one.
fn walked(path: &Path) -> (Open, Report) {
    let open = Open::corpus(path, &Silent).unwrap();
    for lang in [Lang::En, Lang::Fr] {
        let report = made(&open, lang);
        let [figures, facts, verbatims] = check_tree(&open, &report, lang);
        assert!(figures > 100 && facts > 50 && verbatims > 0);
        check_figures(&report);
        check_page(&open, &report, lang, "index.html", &report.index);
        for (name, bytes) in report.files.iter().filter(|f| f.0.ends_with(".html")) {
            let page = std::str::from_utf8(bytes).unwrap();
            check_page(&open, &report, lang, name, page);
            assert!(
                !page.contains("[card-") && !page.contains("[what-"),
                "{name}"
            );
        }
        assert!(check_links(&report) > 100);
        if lang == Lang::Fr {
            return (open, report);
        }
    }
    unreachable!("French is the last language");
}

fn figure<'r>(report: &'r Report, recipe: &str) -> &'r Figure {
    let mut figures = report.figures.iter();
    let found = figures.find(|f| f.recipe.to_string() == recipe);
    found.unwrap_or_else(|| panic!("no figure {recipe}"))
}

#[test]
fn closed_questions_are_counted_by_form_and_by_participant() {
    let (_folder, path) = forms();
    let stances = json(&["stances", path.to_str().unwrap()]);
    let questions = stances["closed_questions"].as_array().unwrap();
    let one = |id: &str| -> &Value {
        let id = format!("grand-debat/question/{id}");
        questions
            .iter()
            .find(|q| q["question"] == id.as_str())
            .unwrap()
    };
    assert_eq!(
        one("305"),
        &value!({
            "question": "grand-debat/question/305",
            "title": "Quels moyens de transport utilisez-vous le plus souvent\u{a0}?",
            "answers": 9,
            "participants": 8,
            "choices": [
                {"choice": "La voiture", "side": null, "count": 6},
                {"choice": "Le vélo", "side": null, "count": 4},
                {"choice": "Le bus, le car", "side": null, "count": 3},
            ]
        })
    );
    assert_eq!(
        one("307")["choices"],
        value!([
            {"choice": "Non", "side": "against", "count": 4},
            {"choice": "Oui", "side": "favourable", "count": 3},
            {"choice": "Je ne sais pas", "side": null, "count": 2},
        ])
    );
    // The form that was set aside counts on demand only, and the two choices add up.
    let sum = |option: &str| -> u64 {
        let args = ["stances", path.to_str().unwrap(), "--moderated", option];
        let stances = json(&args);
        let questions = stances["closed_questions"].as_array().unwrap();
        questions
            .iter()
            .map(|q| q["answers"].as_u64().unwrap())
            .sum()
    };
    assert!(sum("only") > 0);
    assert_eq!(sum("exclude") + sum("only"), sum("include"));
    let demo = json(&["stances", demo().to_str().unwrap()]);
    assert!(demo.get("closed_questions").is_none());
}

#[test]
fn a_report_of_forms_leads_from_each_choice_to_its_forms_and_their_answers() {
    let (_folder, path) = forms();
    let (open, report) = walked(&path);
    let question = "forms; question=grand-debat/question/305";
    let answered = figure(&report, question);
    assert_eq!(answered.counted.value, 9);
    let bike = figure(&report, &format!("{question}; choice=\"Le vélo\""));
    assert_eq!((bike.counted.value, bike.counted.of), (4, Some(9)));
    // Behind a choice are the forms whose source rows tick it, and no other.
    let places: BTreeSet<_> = open
        .votes()
        .unwrap()
        .iter()
        .map(|v| &v.0)
        .filter(|v| v.choice.as_deref() == Some("Le vélo") && !v.moderation.moderated)
        .map(|v| &v.origin)
        .collect();
    let rows: BTreeSet<_> = bike.counted.rows.iter().collect();
    let behind: Vec<_> = rows
        .iter()
        .map(|o| &open.records().unwrap()[*o as usize])
        .collect();
    assert!(behind.iter().all(|r| r.kind == Kind::Reply));
    let behind: BTreeSet<_> = behind.iter().map(|r| &r.origin).collect();
    assert_eq!(behind, places);
    // One click away are the answers of those forms, and what else they ticked.
    let page = report
        .files
        .iter()
        .find(|f| f.0 == format!("lists/{}.html", bike.id))
        .map(|f| text(&f.1))
        .unwrap();
    assert!(page.contains("Le bus, le car"));
    assert!(page.contains("Contrôler les cheminées"));
    assert!(!page.contains("seul le côté est déclaré"));

    let index = &report.index;
    assert!(index.contains("Questions fermées"));
    assert_eq!(
        index.matches("Plusieurs choix étaient possibles").count(),
        2
    );
    assert!(index.contains("formulaires remplis et "));
    assert!(index.contains("n’ont écrit aucune réponse libre"));
    for wrong in [
        "sources ou des commentaires",
        "argument en parle",
        "Aucun argument",
        ">0000000",
    ] {
        assert!(!index.contains(wrong), "{wrong}");
    }
    assert!(
        !index.contains("n°\u{A0}<span"),
        "no number that a reader could look for"
    );
}

#[test]
fn shares_of_choices_follow_the_rule_of_percentages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rapides.csv");
    let source = root().join("tests/fixtures/grand-debat/questions-rapides.csv");
    let source = std::fs::read_to_string(source).unwrap();
    let header = source.lines().next().unwrap();
    let mut rows = format!("{header}\n");
    for n in 0..40 {
        let bus = if n % 2 == 0 {
            "Une bonne chose"
        } else {
            "Une mauvaise chose"
        };
        let yes = if n < 30 { "Oui" } else { "Non" };
        rows.push_str(&format!(
            "{},2019-02-10 10:00:00,2019-02-10 10:00:00,,user{n},,,{yes},{bus},La poste|L’hôpital\n",
            reply(n)
        ));
    }
    std::fs::write(&file, rows).unwrap();
    let (_corpus, path) = make(&[file]);
    let open = Open::corpus(&path, &Silent).unwrap();
    let report = made(&open, Lang::Fr);
    assert!(report.index.contains(">75\u{A0}%</a>"));
    assert!(report.index.contains("aucun thème ne peut être compté"));
    let both = "forms; question=grand-debat/question/403; choice=\"La poste\"";
    assert_eq!(figure(&report, both).counted.of, Some(40));
}

/// The id of a form as the platform writes it.
fn reply(n: u32) -> String {
    use std::fmt::Write;
    let plain = format!("Reply:{n:08}-1cf0-11e9-94d2-fa163eeb11e1");
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    plain
        .as_bytes()
        .chunks(3)
        .fold(String::new(), |mut out, c| {
            let bits = c.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - c.len()));
            for i in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * i)) as usize & 63] as char;
                write!(out, "{}", if i <= c.len() { letter } else { '=' }).unwrap();
            }
            out
        })
}

#[test]
fn a_debate_without_contributions_speaks_by_its_arguments() {
    let (_folder, path) = debate();
    let (open, report) = walked(&path);
    // The trashed argument is in no count.
    let transports = figure(&report, "arguments; theme=transports");
    assert_eq!(
        (transports.counted.value, transports.counted.of),
        (3, Some(4))
    );
    let favourable = "arguments; theme=transports; declared=favourable";
    assert_eq!(figure(&report, favourable).counted.value, 2);
    assert_eq!(figure(&report, "arguments; no-theme").counted.value, 1);
    let mut quoted = 0;
    report.document.walk(&mut |inline| {
        if let Inline::Verbatim { ordinal, .. } = inline {
            let record = &open.records().unwrap()[*ordinal as usize];
            assert_eq!(record.kind, Kind::Argument);
            quoted += 1;
        }
    });
    assert!(quoted >= 4);
    for reported in [
        "De quoi parlent les arguments",
        "Arguments qui parlent de chaque thème",
        "Cette consultation ne contient aucune contribution",
        "Arguments au fil du temps",
        " argument sur ",
    ] {
        assert!(report.index.contains(reported), "{reported}");
    }
    let table = report.index.matches(">Contributions<").count();
    assert_eq!(table, 1, "the zero in the table of the whole, and no other");
    for wrong in [
        "contributions dont",
        "0 contribution",
        "ces contributions",
        "Part des contributions",
    ] {
        assert!(!report.index.contains(wrong), "{wrong}");
    }
    for name in ["Marchepied", "Passerelle", "exemple.fr/profile", "59002"] {
        assert!(!report.index.contains(name), "{name}");
    }
}

#[test]
fn listed_votes_stand_in_the_table_of_the_whole() {
    let (_folder, path) = debate();
    let (_, report) = walked(&path);
    let votes = figure(&report, "votes favourable");
    assert_eq!((votes.counted.value, votes.counted.rows.len()), (3, 1));
    let voters = figure(&report, "voters favourable");
    assert_eq!(voters.counted.value, 3);
    assert_eq!(figure(&report, "votes against").counted.value, 1);
    assert!(report.index.contains("Votes pour, listés"));
    assert!(!report.index.contains("Votes mitigés"));
    assert!(
        report
            .index
            .contains("listés, la source ne dit pas qui a voté")
    );
    assert!(
        report
            .figures
            .href(&votes.id)
            .unwrap()
            .starts_with("lists/")
    );
    // No vote is listed with its side in the demo.
    let demo = made(&Open::corpus(demo(), &Silent).unwrap(), Lang::Fr);
    assert!(!demo.index.contains("listés, "));
}

#[test]
fn votes_set_aside_are_told_apart() {
    let (_folder, path) = make(&fixtures(&["cap_collectif/collecte.csv"]));
    let shown = path.to_str().unwrap();
    let (open, report) = walked(&path);
    let counted = figure(&report, "votes favourable").counted.value;
    assert_eq!(json(&["stances", shown])["votes"]["favourable"], counted);
    let aside = report.figures.iter();
    let aside = aside.filter(|f| f.recipe.to_string() == "votes favourable; set=moderated");
    let aside: u64 = aside.map(|f| f.counted.value).sum();
    assert!(aside > 0);
    assert_eq!(counted + aside, open.votes().unwrap().len() as u64);
}

#[test]
fn forms_with_the_ids_of_others_are_another_consultation() {
    let folder = tempfile::tempdir().unwrap();
    let source = root().join("tests/fixtures/grand-debat/questions-rapides.csv");
    let later = folder.path().join("plus-tard.csv");
    let content = std::fs::read_to_string(&source).unwrap();
    std::fs::write(&later, content.replace(",2019-02-", ",2020-02-")).unwrap();
    let (_corpus, path) = make(&[source, later]);
    let check = json(&["check", path.to_str().unwrap()]);
    let rows = check["rows"].as_array().unwrap();
    let names: Vec<_> = rows.iter().map(|r| r["source"].as_str().unwrap()).collect();
    assert_eq!(names, ["grand-debat", "grand-debat-2"]);
    assert!(
        check["refused"]
            .as_array()
            .unwrap()
            .iter()
            .all(|r| r["kind"] != "conflict")
    );
}

#[test]
fn the_real_debate_and_the_real_proposals_are_walked() {
    let shared =
        |names: &[&str]| -> Option<Vec<PathBuf>> { names.iter().map(|n| shared(n)).collect() };
    if let Some(files) = shared(&[
        "cap-collectif/debate-debateCannabis-arguments.csv",
        "cap-collectif/debate-debateCannabis-votes.csv",
    ]) {
        let (_folder, path) = make(&files);
        let (_, report) = walked(&path);
        assert_eq!(figure(&report, "arguments; no-theme").counted.of, Some(8));
        assert_eq!(figure(&report, "votes against").counted.value, 10);
    }
    if let Some(files) = shared(&["decidim-lille/proposals.csv", "decidim-lille/comments.csv"]) {
        let (_folder, path) = make(&files);
        let (_, report) = walked(&path);
        let elsewhere = figure(&report, "arguments; no-contribution");
        assert_eq!(elsewhere.counted.value, 119);
        // The proposals name nobody: numbers of authors are those of the comments, which is said.
        assert!(
            report
                .index
                .contains("la source n’a aucune colonne qui nomme un auteur")
        );
        assert!(!report.index.contains("la source ne nomme pas l’auteur"));
    }
}
