//! A query is kept under a name, and every command looks at the records that it matches and at nothing else.

use super::report_walk::{check_figures, check_links, check_page, check_tree};
use super::support::{fresh_demo, json, palabre, palabre_in, text, tree};
use palabre::locale::Lang;
use palabre::model::{Kind, Silent};
use palabre::pipeline::{self, Open, Selection};
use palabre::report::{Block, Fact, Inline, Report};
use palabre::tally::ModeratedOption;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is below the text of the demo's `corpus.toml`.
const PARTS: &str = "
[subcorpus.zones]
query = 'fibre OU \"zone blanche\" OU rural'
label = \"Les territoires, « zones blanches » et 4G\"

[subcorpus.communes]
query = 'commune OU mairie'

[subcorpus.rien]
query = 'mirlitonesque'
";

fn demo_with(parts: &str) -> (TempDir, PathBuf) {
    let (folder, demo) = fresh_demo();
    let path = demo.join("corpus.toml");
    let own = fs::read_to_string(&path).unwrap();
    fs::write(&path, own + parts).unwrap();
    (folder, demo)
}

/// The ids of the records that a search finds.
fn ids(args: &[&str]) -> BTreeSet<String> {
    let answer = json(&[args, &["--limit", "100000"]].concat());
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(answer["count"], rows.len());
    rows.iter()
        .map(|r| r["id"].as_str().unwrap().to_string())
        .collect()
}

/// Runs the program, which must refuse with exit code 2; gives what it says.
fn refused(args: &[&str]) -> String {
    let out = palabre(args);
    assert_eq!(out.status.code(), Some(2), "{args:?}");
    assert_eq!(text(&out.stdout), "", "{args:?}");
    text(&out.stderr)
}

#[test]
fn a_query_is_kept_under_a_name_and_nothing_is_built_again() {
    let (_folder, demo) = fresh_demo();
    let c = demo.to_str().unwrap();
    let config = demo.join("corpus.toml");
    let before = json(&["build", c]);
    let builds = tree(&demo.join(".palabre/builds"));
    let own = fs::read_to_string(&config).unwrap();
    let query = "numérique HORS \"fracture numérique\" OU d’œuvre OU 'x' \\d";
    let out = palabre(&["search", c, query, "--save", "numerique", "--count"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert!(text(&out.stdout).starts_with("query "));
    assert!(text(&out.stderr).contains("[subcorpus.numerique]\nquery = "));
    let now = fs::read_to_string(&config).unwrap();
    let added = now.strip_prefix(&own).expect("the analyst's text stays");
    assert!(
        added.starts_with("\n[subcorpus.numerique]\nquery = "),
        "{added}"
    );
    let kept: toml::Value = toml::from_str(&now).unwrap();
    assert_eq!(
        kept["subcorpus"]["numerique"]["query"].as_str(),
        Some(query)
    );

    let found = ids(&["search", c, query]);
    assert!(!found.is_empty());
    let again = json(&["build", c]);
    assert_eq!(again["build"], before["build"]);
    assert_eq!(
        (&again["imported"], &again["annotated"]),
        (&Value::from(false), &Value::from(false))
    );
    fs::write(&config, now.replace("HORS", "OU")).unwrap();
    assert_ne!(
        json(&["stances", c, "--in", "numerique"])["by_kind"],
        Value::Null
    );
    assert_eq!(
        tree(&demo.join(".palabre/builds")),
        builds,
        "something was built again"
    );

    fs::write(&config, &now).unwrap();
    for (args, wanted) in [
        (
            ["search", c, "autre", "--save", "numerique"],
            "there is a sub-corpus numerique already",
        ),
        (
            ["search", c, "autre", "--save", "Élus"],
            "small letters without accents",
        ),
        (["search", c, "\"autre", "--save", "autre"], "never closed"),
    ] {
        let said = refused(&args);
        assert!(said.contains(wanted), "{said}");
    }
    let said = refused(&["search", c, "autre", "--save", "autre", "--in", "numerique"]);
    assert!(
        said.contains("--save keeps the query as it is typed"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&config).unwrap(), now);
}

#[test]
fn every_command_looks_at_the_records_that_the_query_matches() {
    let (folder, demo) = demo_with(PARTS);
    let c = demo.to_str().unwrap();
    let part = ids(&["search", c, "commune OU mairie"]);
    let contributions: BTreeSet<&String> = part
        .iter()
        .filter(|id| !id.contains("/argument/"))
        .collect();
    assert!(part.len() > 30 && contributions.len() < part.len());

    let whole = ids(&["search", c, "service"]);
    let inside = ids(&["search", c, "service", "--in", "communes"]);
    assert_eq!(inside, whole.intersection(&part).cloned().collect());
    assert!(!inside.is_empty() && inside.len() < whole.len());
    let answer = json(&["search", c, "service", "--in", "communes", "--count"]);
    assert_eq!(answer["count"], inside.len());
    assert_eq!(answer["in"], "communes");
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert!(keys.contains(&&"in".to_string()));
    assert!(
        json(&["search", c, "service", "--count"])
            .get("in")
            .is_none()
    );
    // A query finds all of its own sub-corpus, and a sub-corpus without records is one without matches.
    assert_eq!(
        ids(&["search", c, "commune OU mairie", "--in", "communes"]),
        part
    );
    assert!(ids(&["search", c, "service", "--in", "rien"]).is_empty());

    let stances = json(&["stances", c, "--in", "communes"]);
    assert_eq!(stances["in"], "communes");
    let by_kind = stances["by_kind"].as_object().unwrap();
    assert_eq!(
        by_kind.values().map(|n| n.as_u64().unwrap()).sum::<u64>(),
        part.len() as u64
    );
    let sides = &stances["arguments"];
    let argued = ["favourable", "against", "unknown"].map(|s| sides[s].as_u64().unwrap());
    let arguments = part.iter().filter(|id| id.contains("/argument/")).count() as u64;
    assert_eq!(argued.iter().sum::<u64>(), arguments);

    let themes = json(&["themes", c, "--in", "communes"]);
    assert_eq!(themes["in"], "communes");
    assert_eq!(themes["contributions"], stances["contributions"]);
    let all = json(&["themes", c]);
    for (here, there) in themes["rows"]
        .as_array()
        .unwrap()
        .iter()
        .zip(all["rows"].as_array().unwrap())
    {
        for key in ["records", "occurrences", "favourable", "against"] {
            assert!(here[key].as_u64() <= there[key].as_u64(), "{here}");
        }
    }

    let out = folder.path().join("part.jsonl");
    let out = out.to_str().unwrap();
    let export = json(&[
        "export", c, "--to", "jsonl", "--kind", "all", "--out", out, "--in", "communes",
    ]);
    assert_eq!(
        (&export["in"], &export["records"]),
        (&Value::from("communes"), &Value::from(part.len()))
    );
    let lines = fs::read_to_string(out).unwrap();
    // An export names a record by its kind and number, and tells equal numbers apart by a suffix.
    let exported: BTreeSet<(String, String)> = lines
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap())
        .map(|r| {
            let number = r["id"].as_str().unwrap().split('-').next().unwrap();
            (r["kind"].as_str().unwrap().to_string(), number.to_string())
        })
        .collect();
    let wanted: BTreeSet<(String, String)> = part
        .iter()
        .map(|id| id.split_once('/').unwrap().1.split_once('/').unwrap())
        .map(|(kind, number)| (kind.to_string(), number.to_string()))
        .collect();
    assert_eq!(exported, wanted);
    let tei = palabre(&["export", c, "--to", "tei", "--in", "zones"]);
    let said = "<samplingDecl><p>Les territoires, « zones blanches » et 4G</p><p><code>fibre OU &quot;zone";
    assert!(text(&tei.stdout).contains(said));

    let gold = fs::read_to_string(demo.join("gold.csv")).unwrap();
    let coded: BTreeSet<String> = gold
        .lines()
        .skip(1)
        .map(|l| l.split(',').next().unwrap().to_string())
        .collect();
    let evaluated = json(&["evaluate", "themes", c, "--in", "communes"]);
    assert_eq!(evaluated["in"], "communes");
    let all = ids(&["search", c, "commune OU mairie", "--moderated", "include"]);
    assert_eq!(evaluated["records"], coded.intersection(&all).count());
    assert!(evaluated["records"].as_u64() < json(&["evaluate", "themes", c])["records"].as_u64());
}

#[test]
fn moderation_comes_after_the_query() {
    let (_folder, demo) = demo_with(
        "\n[subcorpus.tout]\nquery = 'NOT mirlitonesque'\n[subcorpus.part]\nquery = 'le'\n",
    );
    let c = demo.to_str().unwrap();
    for option in ["exclude", "include", "only"] {
        let part = json(&["stances", c, "--moderated", option, "--in", "tout"]);
        let mut whole = json(&["stances", c, "--moderated", option]);
        whole["in"] = "tout".into();
        assert_eq!(part, whole, "{option}");
    }
    let count = |option: &str| {
        json(&[
            "search",
            c,
            "le",
            "--in",
            "part",
            "--count",
            "--moderated",
            option,
        ])["count"]
            .as_u64()
            .unwrap()
    };
    let [kept, all, aside] = ["exclude", "include", "only"].map(count);
    assert_eq!(kept + aside, all);
    assert!(aside > 0);
    let stances = json(&["stances", c, "--in", "part"]);
    let moderated = stances["moderated"]["by_kind"].as_object().unwrap();
    assert_eq!(
        moderated.values().map(|n| n.as_u64().unwrap()).sum::<u64>(),
        aside
    );
}

#[test]
fn what_looks_at_no_part_refuses_it() {
    let (folder, demo) = demo_with(PARTS);
    let c = demo.to_str().unwrap();
    let other = folder.path().join("other");
    let other = other.to_str().unwrap();
    let page = demo.join("sources/registre.csv");
    let page = page.to_str().unwrap();
    for args in [
        vec!["new", other, page],
        vec!["add", c, page],
        vec!["check", c],
        vec!["build", c],
        vec!["themes", c, "--write"],
        vec!["synth", "--rows", "3"],
    ] {
        let said = refused(&[&args[..], &["--in", "zones"]].concat());
        assert!(
            said.starts_with("palabre: --in cannot be used here: "),
            "{said}"
        );
        let said = refused(&[&["--in", "zones"], &args[..]].concat());
        assert!(said.contains("--in cannot be used here"), "{said}");
    }
    assert!(!Path::new(other).exists() && !demo.join("themes.toml").exists());
    assert!(!demo.join(".palabre").exists(), "something was built");
    for args in [
        vec!["search", c, "mot"],
        vec!["themes", c],
        vec!["stances", c],
        vec!["evaluate", "themes", c],
        vec!["export", c, "--to", "csv"],
        vec!["report", c],
    ] {
        let said = refused(&[&args[..], &["--in", "zone"]].concat());
        assert!(said.contains("there is no sub-corpus «zone»: "), "{said}");
        assert!(
            said.contains("corpus.toml has zones, communes, rien"),
            "{said}"
        );
    }
    assert!(!demo.join(".palabre").exists(), "something was built");
    let (_folder, bare) = fresh_demo();
    let said = refused(&["themes", bare.to_str().unwrap(), "--in", "a"]);
    assert!(
        said.contains("has none; make one with: palabre search"),
        "{said}"
    );
}

#[test]
fn a_query_that_cannot_be_read_is_told_with_its_place() {
    let (_folder, demo) = demo_with(
        "\n[subcorpus.a]\nlabel = \"A\"\nquery = \"vélo (\\\"bus\"\n[subcorpus.b]\nquery = 'vélo'\n",
    );
    let c = demo.to_str().unwrap();
    let config = fs::read_to_string(demo.join("corpus.toml")).unwrap();
    let line = config.lines().position(|l| l.contains("vélo (")).unwrap() + 1;
    let said = refused(&["themes", c, "--in", "a"]);
    let wanted = format!(
        "corpus.toml:{line}:16: the query of the sub-corpus a: this quotation mark is never closed"
    );
    assert!(said.contains(&wanted), "{said}");
    // What does not use it goes on.
    assert!(palabre(&["themes", c, "--in", "b"]).status.success());

    let (_folder, demo) = demo_with("\n[subcorpus.a]\nquerry = 'x'\n");
    let said = refused(&["build", demo.to_str().unwrap()]);
    assert!(
        said.contains("unknown key `querry`: did you mean `query`?"),
        "{said}"
    );
    let (_folder, demo) = demo_with("\n[subcorpus.Agents]\nquery = 'x'\n");
    let said = refused(&["build", demo.to_str().unwrap()]);
    assert!(
        said.contains("the sub-corpus «Agents»: a name is of small letters"),
        "{said}"
    );
}

#[test]
fn two_parts_are_compared() {
    let (_folder, demo) = demo_with(PARTS);
    let c = demo.to_str().unwrap();
    let answer = json(&["search", c, "service", "--compare", "communes,*"]);
    let (part, rest) = (&answer["rows"][0], &answer["rows"][1]);
    assert_eq!(
        (&part["part"], &rest["part"]),
        (&Value::from("communes"), &Value::from("*"))
    );
    assert_eq!(
        (&part["defined_by"], &rest["defined_by"]),
        (&Value::from("commune OU mairie"), &Value::Null)
    );
    let number = |v: &Value| v.as_f64().unwrap();
    let inside = json(&["search", c, "service", "--in", "communes", "--count"]);
    let whole = json(&["search", c, "service", "--count"]);
    for (key, total) in [("records", "count"), ("occurrences", "occurrences")] {
        assert_eq!(part[key], inside[total]);
        assert_eq!(
            number(&part[key]) + number(&rest[key]),
            number(&whole[total])
        );
    }
    assert_eq!(part["authors"], inside["authors"]);
    assert_eq!(part["of"], ids(&["search", c, "commune OU mairie"]).len());
    assert_eq!(answer["both"], 0);
    assert!(part["of"].as_u64().unwrap() >= 30);
    let shares = [part, rest].map(|r| number(&r["records"]) / number(&r["of"]));
    for (row, share) in [part, rest].iter().zip(shares) {
        assert!((number(&row["share"]) - share).abs() < 1e-4);
        let often = 1e4 * number(&row["occurrences"]) / number(&row["words"]);
        assert!((number(&row["per_10000"]) - often).abs() < 1e-4);
    }
    let difference = &answer["difference"];
    let [value, low, high] = ["value", "low", "high"].map(|k| number(&difference[k]));
    assert!((value - (shares[0] - shares[1])).abs() < 1e-4 && low < value && value < high);
    let ratio = (number(&part["per_10000"]) / number(&rest["per_10000"])).log2();
    assert!((number(&answer["log_ratio"]) - ratio).abs() < 1e-3);
    assert_eq!(number(&answer["g2"]) > 0.0, ratio > 0.0);

    // The other way round, every sign turns.
    let back = json(&["search", c, "service", "--compare", "*,communes"]);
    assert_eq!((&back["rows"][0], &back["rows"][1]), (rest, part));
    for key in ["g2", "log_ratio"] {
        assert_eq!(number(&back[key]), -number(&answer[key]));
    }
    assert_eq!(number(&back["difference"]["low"]), -high);

    // Parts that overlap are reported; under 30 records no share is given.
    let overlap = json(&["search", c, "service", "--compare", "communes,zones"]);
    let zones = ids(&["search", c, "fibre OU \"zone blanche\" OU rural"]);
    let both = zones
        .intersection(&ids(&["search", c, "commune OU mairie"]))
        .count();
    assert_eq!(overlap["both"], both);
    let none = json(&["search", c, "service", "--compare", "rien,*"]);
    assert_eq!(
        (&none["rows"][0]["share"], &none["difference"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&none["rows"][0]["per_10000"], &none["g2"]),
        (&Value::Null, &Value::Null)
    );
    let table = text(&palabre(&["search", c, "service", "--compare", "rien,*"]).stdout);
    assert!(table.contains("0 of 0"), "{table}");
    let narrowed = json(&[
        "search",
        c,
        "service",
        "--compare",
        "zones,*",
        "--in",
        "communes",
    ]);
    assert_eq!(narrowed["in"], "communes");
    assert_eq!(narrowed["rows"][0]["of"], both);
    assert_eq!(
        number(&narrowed["rows"][1]["of"]),
        number(&part["of"]) - both as f64
    );

    for (names, wanted) in [
        ("zones", "--compare wants two sub-corpora"),
        ("zones,rien,communes", "3 are given"),
        ("*,*", "names one part twice"),
        ("zones,zones", "names one part twice"),
        ("zones,autre", "there is no sub-corpus «autre»"),
    ] {
        let said = refused(&["search", c, "service", "--compare", names]);
        assert!(said.contains(wanted), "{said}");
    }
}

fn made(open: &Open, name: &str, lang: Lang) -> (Selection, Report) {
    let selection = pipeline::select(open, ModeratedOption::Exclude, Some(name)).unwrap();
    let report = pipeline::in_memory(open, lang, &selection).unwrap();
    (selection, report)
}

#[test]
fn a_report_about_a_part_says_so_and_counts_nothing_else() {
    // The last has arguments and no contribution; `arguments` is a word that titles of lists look for.
    let (_folder, demo) = demo_with(&format!(
        "{PARTS}\n[subcorpus.arguments]\nquery = 'hiérarchie'\n"
    ));
    let open = Open::corpus(&demo, &Silent).unwrap();
    let whole = pipeline::in_memory(&open, Lang::Fr, &ModeratedOption::Exclude.into()).unwrap();
    let of_whole: BTreeSet<String> = whole.figures.iter().map(|f| f.id.to_string()).collect();
    for name in ["communes", "zones", "rien", "arguments"] {
        for lang in [Lang::Fr, Lang::En] {
            let (selection, report) = made(&open, name, lang);
            let within = selection.within.unwrap();
            check_tree(&open, &report, lang);
            check_figures(&report);
            check_page(&open, &report, lang, "index.html", &report.index);
            for (file, bytes) in report.files.iter().filter(|f| f.0.ends_with(".html")) {
                check_page(
                    &open,
                    &report,
                    lang,
                    file,
                    std::str::from_utf8(bytes).unwrap(),
                );
            }
            check_links(&report);
            let Block::Paragraph(first) = &report.document.blocks[0] else {
                panic!("the first block is no paragraph");
            };
            let fact = Fact::Subcorpus(name.to_string());
            let shown = within.label.clone().unwrap_or(name.to_string());
            for wanted in [&shown, &within.query] {
                assert!(
                    first.contains(&Inline::Datum(wanted.clone(), fact.clone())),
                    "{wanted}"
                );
            }
            let mut said = 0;
            report.document.walk(&mut |inline| {
                said += usize::from(*inline == Inline::Datum(within.query.clone(), fact.clone()));
            });
            assert_eq!(said, 3, "page one, the method and the parameters");
            for figure in report.figures.iter() {
                let Some(recipe) = figure.recipe.corpus() else {
                    continue;
                };
                assert_eq!(recipe.within.as_deref(), Some(name), "{recipe}");
                assert!(
                    !of_whole.contains(&figure.id.to_string()),
                    "{}",
                    figure.recipe
                );
                let outside = figure.counted.rows.minus(&within.rows);
                assert!(
                    outside.is_empty(),
                    "{} counts what is outside",
                    figure.recipe
                );
            }
            report.document.walk(&mut |inline| {
                if let Inline::Verbatim { ordinal, .. } = inline {
                    assert!(within.rows.contains(*ordinal), "a passage from outside");
                }
            });
        }
    }
    let (_, zones) = made(&open, "zones", Lang::Fr);
    let list = zones
        .figures
        .iter()
        .find(|f| f.recipe.to_string() == "contributions; in=zones");
    assert!(list.is_some_and(|f| f.counted.value > 0));
    let (selection, arguments) = made(&open, "arguments", Lang::Fr);
    let rows = selection.within.unwrap().rows;
    let kinds: BTreeSet<Kind> = rows
        .iter()
        .map(|o| open.records().unwrap()[o as usize].kind)
        .collect();
    assert_eq!(
        kinds,
        BTreeSet::from([Kind::Argument]),
        "the demo has changed: find another word"
    );
    assert!(
        arguments
            .index
            .contains("Ce sous-corpus ne contient aucune contribution")
    );
}

#[test]
fn the_report_of_a_part_has_a_folder_of_its_own() {
    let (folder, demo) = demo_with(PARTS);
    let out = palabre_in(
        folder.path(),
        &["report", "demo", "--in", "zones", "--format", "json"],
    );
    assert!(out.status.success(), "{}", text(&out.stderr));
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(answer["index"], "reports/demo-zones/index.html");
    assert_eq!(answer["in"], "zones");
    let reports = folder.path().join("reports");
    let page = fs::read_to_string(reports.join("demo-zones/index.html")).unwrap();
    assert!(page.contains("– Les territoires, « zones blanches » et 4G – rapport"));
    let once = tree(&reports.join("demo-zones"));
    let again = palabre_in(
        folder.path(),
        &["report", "demo", "--in", "zones", "--threads", "1"],
    );
    assert!(again.status.success());
    assert_eq!(tree(&reports.join("demo-zones")), once);
    // The report of the whole knows nothing of sub-corpora.
    assert!(
        palabre_in(folder.path(), &["report", "demo"])
            .status
            .success()
    );
    let with = tree(&reports.join("demo"));
    let (bare, _) = fresh_demo();
    assert!(
        palabre_in(bare.path(), &["report", "demo"])
            .status
            .success()
    );
    assert!(with == tree(&bare.path().join("reports/demo")));
    drop(demo);
}
