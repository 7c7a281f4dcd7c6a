//! What is printed, and what goes into files in its place: tables for Excel, streams that cannot be written.

use super::support::{demo, fresh_demo, json, palabre, root, text, tree};
use calamine::{Data, Reader};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

/// The commands that print a table, with what they are asked.
fn tables(corpus: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["check", corpus],
        vec!["check", corpus, "--full"],
        vec!["themes", corpus],
        vec!["stances", corpus, "--by", "theme,month"],
        vec!["evaluate", "themes", corpus],
        vec!["evaluate", "search", corpus],
        vec!["search", corpus, "formation"],
        vec!["search", corpus, "formation", "--kwic"],
        vec!["search", corpus, "formation", "--kwic", "--group", "right1"],
        vec!["search", corpus, "formation", "--frequencies"],
    ]
}

#[test]
fn every_table_goes_into_a_file_of_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = path(demo());
    for (n, command) in tables(corpus).into_iter().enumerate() {
        let mut heights = Vec::new();
        for ending in ["csv", "jsonl", "parquet", "xlsx", "ods"] {
            let file = folder.path().join(format!("{n}.{ending}"));
            let run = palabre(&[&command[..], &["--out", path(&file)]].concat());
            assert!(run.status.success(), "{command:?}: {}", text(&run.stderr));
            assert!(
                text(&run.stdout).contains(path(&file)),
                "{}",
                text(&run.stdout)
            );
            heights.push(match ending {
                "csv" => {
                    let bytes = fs::read(&file).unwrap();
                    let rest = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a mark");
                    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(rest);
                    assert!(reader.headers().unwrap().len() > 3, "{command:?}");
                    reader.records().map(Result::unwrap).count()
                }
                "jsonl" => {
                    let lines = fs::read_to_string(&file).unwrap();
                    let first: serde_json::Value =
                        serde_json::from_str(lines.lines().next().unwrap()).unwrap();
                    // Numbers are numbers in every format.
                    assert!(
                        first
                            .as_object()
                            .unwrap()
                            .values()
                            .any(|v| v.is_number() || v.is_boolean()),
                        "{command:?}: {first}"
                    );
                    lines.lines().count()
                }
                "xlsx" => {
                    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
                    let sheet = book.worksheet_range("records").unwrap();
                    let typed = sheet.rows().nth(1).unwrap();
                    assert!(
                        typed
                            .iter()
                            .any(|c| matches!(c, Data::Float(_) | Data::Int(_) | Data::Bool(_))),
                        "{command:?}"
                    );
                    sheet.rows().count() - 1
                }
                "ods" => {
                    let mut book: calamine::Ods<_> = calamine::open_workbook(&file).unwrap();
                    book.worksheet_range("records").unwrap().rows().count() - 1
                }
                _ => continue,
            });
        }
        assert!(
            heights[0] > 0 && heights.iter().all(|h| *h == heights[0]),
            "{command:?}: {heights:?}"
        );
        let rfc = folder.path().join("rfc.csv");
        let run = palabre(&[&command[..], &["--out", path(&rfc), "--rfc4180"]].concat());
        assert!(run.status.success());
        assert!(!fs::read(&rfc).unwrap().starts_with("\u{FEFF}".as_bytes()));
        let wrong = palabre(&[&command[..], &["--out", "a.ods", "--rfc4180"]].concat());
        assert_eq!(wrong.status.code(), Some(2), "{command:?}");
    }
}

#[test]
fn a_file_for_excel_runs_no_formula_and_a_stream_is_rfc_4180() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("avis.csv");
    fs::write(
        &table,
        "id,titre,texte,rubrique\n1,=1+1,Il faut former les agents du guichet,=cmd|' /C calc'!A0\n\
         2,+33,Le guichet ferme trop tôt pour la formation,+SUM(A1)\n3,-2,La formation des agents,Accueil\n",
    )
    .unwrap();
    let corpus = folder.path().join("c");
    assert!(
        palabre(&["new", path(&corpus), path(&table)])
            .status
            .success()
    );
    let out = folder.path().join("stances.csv");
    let run = palabre(&[
        "stances",
        path(&corpus),
        "--by",
        "section",
        "--out",
        path(&out),
    ]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let french = fs::read_to_string(&out).unwrap();
    assert!(
        french.contains("'=cmd|") && french.contains("'+SUM(A1)"),
        "{french}"
    );
    let run = palabre(&["search", path(&corpus), "formation", "--out", path(&out)]);
    assert!(run.status.success());
    let found = fs::read_to_string(&out).unwrap();
    assert!(found.contains("'+33") && found.contains("'-2"), "{found}");
    // Scores are numbers with a decimal comma, and no sign before them.
    let second = found.lines().nth(1).unwrap();
    assert!(
        second.split(';').nth(1).unwrap().contains(',') && !second.contains("'0"),
        "{second}"
    );
    let stream = palabre(&[
        "stances",
        path(&corpus),
        "--by",
        "section",
        "--format",
        "csv",
    ]);
    let plain = text(&stream.stdout);
    assert!(plain.contains("\r\n=cmd|' /C calc'!A0,1,"), "{plain}");
    assert!(!plain.contains('\u{FEFF}') && !plain.contains(';'));
}

#[test]
fn a_comparison_goes_into_a_file_too() {
    let (folder, corpus) = fresh_demo();
    let save = [
        "search",
        path(&corpus),
        "section:former",
        "--save",
        "former",
    ];
    assert!(palabre(&save).status.success());
    let out = folder.path().join("a.csv");
    let run = palabre(&[
        "search",
        path(&corpus),
        "formation",
        "--compare",
        "former,*",
        "--out",
        path(&out),
    ]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let written = fs::read_to_string(&out).unwrap();
    assert_eq!(written.lines().count(), 3);
    assert!(written.contains("\r\nformer;section:former;"), "{written}");
}

fn with_streams(args: &[&str], out: Option<&str>, error: Option<&str>) -> std::process::Output {
    let open = |p: &str| Stdio::from(fs::OpenOptions::new().write(true).open(p).unwrap());
    Command::new(env!("CARGO_BIN_EXE_palabre"))
        .args(args)
        .stdout(out.map_or(Stdio::piped(), open))
        .stderr(error.map_or(Stdio::piped(), open))
        .output()
        .unwrap()
}

#[test]
fn standard_error_that_cannot_be_written_changes_nothing() {
    let (folder, corpus) = fresh_demo();
    let page = root().join("tests/fixtures/generic/avis.csv");
    let new = folder.path().join("n");
    let commands: [(Vec<&str>, i32); 8] = [
        (vec!["new", path(&new), path(&page)], 0),
        (vec!["themes", path(&corpus), "--write"], 0),
        (
            vec!["search", path(&corpus), "formation", "--save", "former"],
            0,
        ),
        (vec!["export", path(&corpus), "--to", "iramuteq"], 0),
        (vec!["search", path(&corpus), "("], 2),
        (vec!["search"], 2),
        (vec!["report", "/nonexistent"], 2),
        (vec!["stances", path(&corpus), "--strict"], 0),
    ];
    for (args, code) in commands {
        let run = with_streams(&args, None, Some("/dev/full"));
        assert_eq!(run.status.code(), Some(code), "{args:?}");
    }
    // A pipe that nobody reads, and no standard error at all.
    for shell in ["2> >(true); exit $?", "2>&-; exit $?"] {
        let script = format!("sleep 0.1; \"$@\" {shell}");
        let run = Command::new("bash")
            .args([
                "-c",
                &script,
                "bash",
                env!("CARGO_BIN_EXE_palabre"),
                "report",
                "/nonexistent",
            ])
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2), "{shell}");
    }
}

#[test]
fn standard_output_that_is_full_is_an_error_and_a_closed_pipe_none() {
    let corpus = path(demo());
    let commands: [&[&str]; 7] = [
        &["stances", corpus],
        &["stances", corpus, "--format", "json"],
        &["export", corpus, "--to", "csv"],
        &["export", corpus, "--to", "tei"],
        &["synth", "--rows", "50"],
        &["--help"],
        &["--version"],
    ];
    for args in commands {
        let run = with_streams(args, Some("/dev/full"), None);
        let message = text(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{args:?}: {message}");
        assert!(
            message.contains("standard output: the disk is full"),
            "{args:?}: {message}"
        );
        let mut child = Command::new(env!("CARGO_BIN_EXE_palabre"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = child.wait_with_output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{args:?}");
        assert_eq!(text(&run.stderr), "", "{args:?}");
    }
}

/// Every XML file below a folder, read as strictly as a parser can: no character that XML lacks.
fn assert_xml(folder: &Path) {
    let mut drawings = 0;
    for (name, bytes) in tree(folder) {
        let content = String::from_utf8_lossy(&bytes);
        if name.ends_with(".svg") || name.ends_with(".xml") {
            drawings += 1;
            let wrong = content.chars().find(|c| {
                matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
            });
            assert_eq!(wrong, None, "{name}");
        }
    }
    assert!(drawings > 0);
}

#[test]
fn characters_that_xml_lacks_make_no_output_fail() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = root().join("tests/fixtures/generic/section-ufffe.csv");
    let odd = folder.path().join("odd.csv");
    // In sections, titles, authors' texts: noncharacters and control characters.
    let rows: String = (0..40)
        .map(|i| {
            format!(
                "{i},Ti\u{FFFF}tre \u{1}\u{8} {i},\"La formation des agents\u{FFFE} du guichet, avis {i}\",Acc\u{FFFE}ueil\u{B} {}\n",
                i % 3
            )
        })
        .collect();
    fs::write(&odd, format!("id,titre,texte,section\n{rows}")).unwrap();
    for (n, source) in [&fixture, &odd].into_iter().enumerate() {
        let corpus = folder.path().join(format!("c{n}"));
        let title = "Consultation \u{FFFE}du\u{FFFF} débat";
        let run = palabre(&["new", path(&corpus), path(source), "--title", title]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        fs::write(
            corpus.join("themes.toml"),
            "version = \"1\"\n[[themes]]\nid = \"formation\"\nlabel = \"Form\u{FFFE}ation \u{FFFF}\"\nterms = ['formation']\n",
        )
        .unwrap();
        let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
        let part =
            "\n[subcorpus.part]\nlabel = \"Par\u{FFFE}tie\u{FFFF}\"\nquery = \"formation\"\n";
        fs::write(corpus.join("corpus.toml"), toml + part).unwrap();
        let out = folder.path().join(format!("r{n}"));
        for within in [&[][..], &["--in", "part"]] {
            let args = ["report", path(&corpus), "--out", path(&out)];
            let run = palabre(&[&args[..], within].concat());
            assert!(run.status.success(), "{}", text(&run.stderr));
            assert_xml(&out);
        }
        let page = fs::read_to_string(out.join("index.html")).unwrap();
        assert!(
            page.contains("Formation") || page.contains("Form"),
            "the theme is shown"
        );
        let files = folder.path().join(format!("f{n}"));
        fs::create_dir(&files).unwrap();
        for to in ["tei", "xlsx", "ods", "iramuteq", "csv"] {
            let name = match to {
                "tei" => "a.xml".to_string(),
                other => format!("a.{other}"),
            };
            let file = files.join(name);
            let run = palabre(&["export", path(&corpus), "--to", to, "--out", path(&file)]);
            assert!(run.status.success(), "{to}: {}", text(&run.stderr));
        }
        let chart = files.join("a.svg");
        let run = palabre(&[
            "search",
            path(&corpus),
            "formation",
            "--frequencies",
            "--chart",
            path(&chart),
            "--along",
            "section",
        ]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let run = palabre(&[
            "stances",
            path(&corpus),
            "--by",
            "section",
            "--out",
            path(&files.join("s.ods")),
        ]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        assert_xml(&files);
        let mut book: calamine::Ods<_> = calamine::open_workbook(files.join("s.ods")).unwrap();
        let sections = book.worksheet_range("records").unwrap().rows().count() - 1;
        let counted = json(&["stances", path(&corpus), "--by", "section"]);
        assert_eq!(sections, counted["rows"].as_array().unwrap().len());
    }
}
