//! A figure leads back to its source rows, and a report is held against its corpus: whoever changes a digit, a table, a
//! quotation, a source or the dictionary is found.

use super::damage::sealed;
use super::support::{demo, fresh_demo, json, palabre, root, text, tree};
use palabre::model::FigureId;
use palabre::report::{LAYOUT, PROVENANCE, Provenance};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A fresh demo with its report in `out`.
fn reported(options: &[&str]) -> (TempDir, PathBuf, PathBuf) {
    let (folder, corpus) = fresh_demo();
    let out = folder.path().join("out");
    let args = ["report", shown(&corpus), "--out", shown(&out)];
    let run = palabre(&[&args, options].concat());
    assert!(run.status.success(), "{}", text(&run.stderr));
    (folder, corpus, out)
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The exit code of `verify` and its answer.
fn verify(corpus: &Path, report: &Path) -> (Option<i32>, Value) {
    let args = ["verify", shown(corpus), shown(report), "--format", "json"];
    let run = palabre(&args);
    let answer = serde_json::from_slice(&run.stdout);
    (
        run.status.code(),
        answer.unwrap_or_else(|_| panic!("{}", text(&run.stderr))),
    )
}

/// The differences of one kind as (file, at, printed, recomputed).
fn of_kind(answer: &Value, kind: &str) -> Vec<[String; 4]> {
    let rows = answer["rows"].as_array().unwrap().iter();
    let rows = rows.filter(|r| r["kind"] == kind);
    let cell = |r: &Value, name: &str| r[name].as_str().unwrap_or("").to_string();
    rows.map(|r| ["file", "at", "printed", "recomputed"].map(|name| cell(r, name)))
        .collect()
}

fn change(path: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(path).unwrap();
    assert!(before.contains(from), "{from} is not in {}", path.display());
    fs::write(path, before.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_figure_leads_to_its_rows_in_their_files() {
    let c = shown(demo());
    let contributions = json(&["trace", c, "f-c47d81da90", "--limit", "1000"]);
    assert_eq!(contributions["recipe"], "contributions");
    assert_eq!(
        contributions["value"],
        json(&["stances", c])["contributions"]
    );
    let rows = contributions["rows"].as_array().unwrap();
    assert_eq!(contributions["value"], rows.len());
    assert_eq!(contributions["total_rows"], rows.len());
    let row = rows.iter().find(|r| r["what"] == "proposal").unwrap();
    assert!(row["file"].as_str().is_some() && row["place"].as_str().is_some());
    // The same id in a report, whose address may be that of any of its pages.
    let kept = root().join("reports/demo");
    for place in ["", "/index.html", "/lists/f-c47d81da90.html"] {
        let figure = format!("{}{place}#f-c47d81da90", kept.display());
        assert_eq!(
            json(&["trace", c, &figure])["value"],
            contributions["value"]
        );
    }
    let first = json(&["trace", c, "f-c47d81da90"]);
    assert_eq!(first["rows"].as_array().unwrap().len(), 20);
    // A share has its base, in words of both languages.
    let figures = fs::read(kept.join(PROVENANCE)).unwrap();
    let figures = Provenance::read(&figures).unwrap().figures;
    let theme = figures
        .iter()
        .find(|f| f.recipe == "contributions; theme=formation");
    let id = theme.unwrap().figure.to_string();
    let traced = json(&["trace", c, &id]);
    assert_eq!(
        (&traced["base"], &traced["of"]),
        (&"contributions".into(), &contributions["value"])
    );
    assert_eq!(
        traced["words"],
        "contributions\u{a0}; dont le texte même a le thème «\u{a0}Formation et compétences\u{a0}»\u{a0}; sans ce que la \
         modération a écarté\u{a0}; sans les textes de l’organisateur"
    );
    let english = json(&["trace", c, &id, "--lang", "en"]);
    assert!(
        english["words"]
            .as_str()
            .unwrap()
            .starts_with("contributions; whose own text has")
    );
    assert_eq!(traced["dictionary"]["origin"], "shipped");
    // A figure of the journal leads to the rows that were refused.
    let refused = figures
        .iter()
        .find(|f| f.recipe == "source rows; outcome=refused");
    let refused = json(&["trace", c, refused.unwrap().figure.as_str()]);
    assert_eq!(refused["value"], refused["rows"].as_array().unwrap().len());
    for (figure, says) in [
        ("f-0000000000", "no figure «f-0000000000»"),
        ("nowhere#f-c47d81da90", "nowhere/provenance.json"),
    ] {
        let run = palabre(&["trace", c, figure]);
        assert_eq!(run.status.code(), Some(2));
        assert!(text(&run.stderr).contains(says), "{}", text(&run.stderr));
    }
}

#[test]
fn a_figure_of_another_selection_is_traced_through_its_report() {
    let (_folder, corpus, out) = reported(&["--moderated", "include"]);
    let figures = Provenance::read(&fs::read(out.join(PROVENANCE)).unwrap()).unwrap();
    let all = &figures.figures[0];
    assert_eq!(all.recipe, "contributions; moderated=include");
    let named = format!("{}#{}", out.display(), all.figure);
    let traced = json(&["trace", shown(&corpus), &named]);
    assert_eq!(traced["value"], all.value);
    assert!(
        traced["words"]
            .as_str()
            .unwrap()
            .contains("textes modérés compris")
    );
    let alone = palabre(&["trace", shown(&corpus), all.figure.as_str()]);
    assert_eq!(alone.status.code(), Some(2));
    let said = json(&[
        "trace",
        shown(&corpus),
        all.figure.as_str(),
        "--moderated",
        "include",
    ]);
    assert_eq!(said["value"], all.value);
    assert_eq!(verify(&corpus, &out).0, Some(0));
}

#[test]
fn a_report_that_nobody_changed_is_verified_and_nothing_is_left_behind() {
    let (folder, corpus, out) = reported(&[]);
    let before = tree(&out);
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(
        (code, &answer["verified"]),
        (Some(0), &Value::Bool(true)),
        "{answer}"
    );
    assert_eq!(answer["rows"], Value::Array(Vec::new()));
    assert!(answer["figures"].as_u64() > Some(500) && answer["quotations"].as_u64() > Some(500));
    assert_eq!(answer["files"], before.len());
    assert_eq!(tree(&out), before);
    let left = tree(folder.path()).into_iter().map(|f| f.0);
    assert_eq!(left.filter(|f| f.contains("verify")).count(), 0);
    // The kept report is of the same corpus.
    assert_eq!(verify(&corpus, &root().join("reports/demo")).0, Some(0));
    let none = palabre(&["verify", shown(&corpus), shown(&corpus)]);
    assert_eq!(
        none.status.code(),
        Some(2),
        "a folder without provenance is no report"
    );
}

#[test]
fn a_changed_digit_of_a_page_is_found() {
    let (_folder, corpus, out) = reported(&[]);
    let page = out.join("index.html");
    let whole = fs::read_to_string(&page).unwrap();
    let figure = "data-figure=\"f-c47d81da90\" data-form=\"count\">136<";
    change(&page, figure, &figure.replace("136", "163"));
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(code, Some(3));
    let wanted = ["index.html", "f-c47d81da90", "163", "136"].map(str::to_string);
    assert_eq!(of_kind(&answer, "figure"), [wanted]);
    assert_eq!(answer["rows"].as_array().unwrap().len(), 1);
    // A digit that is in no figure, as in the label of a chart, is a byte of its file.
    fs::write(&page, &whole).unwrap();
    change(&page, "</text>", ".</text>");
    let (code, answer) = verify(&corpus, &out);
    assert_eq!((code, of_kind(&answer, "file").len()), (Some(3), 1));
}

#[test]
fn changed_tables_lists_and_provenance_are_found() {
    let (_folder, corpus, out) = reported(&[]);
    change(&out.join("themes.csv"), ";22;", ";23;");
    let parquet = out.join("stances.parquet");
    let mut bytes = fs::read(&parquet).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&parquet, bytes).unwrap();
    fs::remove_file(out.join("lists/f-c47d81da90.csv")).unwrap();
    fs::write(out.join("lists/notes.txt"), "mine").unwrap();
    change(
        &out.join(PROVENANCE),
        "\"recipe\":\"contributions\"",
        "\"recipe\":\"arguments\"",
    );
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(code, Some(3));
    let cells = of_kind(&answer, "cell");
    assert_eq!(cells.len(), 1);
    assert_eq!(
        (cells[0][0].as_str(), &cells[0][2..]),
        ("themes.csv", &["23".to_string(), "22".to_string()][..])
    );
    let files: Vec<String> = of_kind(&answer, "file")
        .into_iter()
        .map(|f| format!("{} {}", f[0], f[1]))
        .collect();
    assert!(
        files.contains(&"lists/f-c47d81da90.csv absent".to_string()),
        "{files:?}"
    );
    assert!(
        files.contains(&"lists/notes.txt of no figure".to_string()),
        "{files:?}"
    );
    assert!(
        files.iter().any(|f| f.starts_with("stances.parquet byte ")),
        "{files:?}"
    );
    assert!(
        of_kind(&answer, "figure")
            .iter()
            .any(|f| f[0] == PROVENANCE && f[1] == "f-c47d81da90")
    );
}

#[test]
fn a_report_of_another_version_is_never_verified() {
    let (_folder, corpus, out) = reported(&[]);
    let path = out.join(PROVENANCE);
    let whole = fs::read_to_string(&path).unwrap();
    let version = format!("\"palabre\": \"{}\"", env!("CARGO_PKG_VERSION"));
    change(&path, &version, "\"palabre\": \"0.0.9\"");
    let (code, answer) = verify(&corpus, &out);
    assert_eq!((code, of_kind(&answer, "version").len()), (Some(3), 1));
    // What is changed beside it is found as well.
    change(
        &out.join("index.html"),
        "</main>",
        "<p>un de plus</p></main>",
    );
    let (_, answer) = verify(&corpus, &out);
    assert!(
        of_kind(&answer, "file")
            .iter()
            .any(|f| f[0] == "index.html")
    );
    fs::write(&path, whole.replacen("\"layout\": 1", "\"layout\": 2", 1)).unwrap();
    let run = palabre(&["verify", shown(&corpus), shown(&out)]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("its layout is 2"),
        "{}",
        text(&run.stderr)
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_reported_and_not_read() {
    let (_folder, corpus, out) = reported(&[]);
    std::os::unix::fs::symlink("nowhere", out.join("lists/link.html")).unwrap();
    std::os::unix::fs::symlink(".", out.join("loop")).unwrap();
    let pipe = out.join("lists/pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let (code, answer) = verify(&corpus, &out);
    let files = of_kind(&answer, "file");
    assert_eq!((code, files.len()), (Some(3), 3), "{answer}");
    assert!(files.iter().all(|f| f[1] == "no regular file"));
}

#[test]
fn a_build_that_is_not_of_its_sources_is_not_believed() {
    let (_folder, corpus, _) = reported(&[]);
    let manifest = corpus.join(".palabre/manifest.json");
    let read = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    let honest = read(&manifest);
    // A build of sources in which the sides are exchanged, under the hashes and the keys of the true ones.
    let source = corpus.join("sources/registre.csv");
    let content = fs::read(&source).unwrap();
    let exchanged = text(&content)
        .replace("pour", "p@ur")
        .replace("contre", "pour")
        .replace("p@ur", "contre");
    assert_ne!(exchanged.as_bytes(), content);
    fs::write(&source, exchanged).unwrap();
    assert!(palabre(&["build", shown(&corpus)]).status.success());
    fs::write(&source, &content).unwrap();
    let mut forged = read(&manifest)["content"].clone();
    for name in ["stages", "sources"] {
        forged[name] = honest["content"][name].clone();
    }
    fs::write(
        &manifest,
        sealed(honest["format"].as_u64().unwrap() as u32, &forged),
    )
    .unwrap();
    let out = corpus.with_file_name("forged");
    let run = palabre(&["report", shown(&corpus), "--out", shown(&out)]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let kept = root().join("reports/demo/index.html");
    assert_ne!(
        fs::read(out.join("index.html")).unwrap(),
        fs::read(kept).unwrap()
    );
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(code, Some(3));
    assert!(of_kind(&answer, "figure").len() > 10);
}

#[test]
fn a_report_that_says_otherwise_than_its_corpus_is_pointed_out() {
    let (_folder, corpus, out) = reported(&[]);
    let figure = format!("{}#f-c47d81da90", out.display());
    let traced = || json(&["trace", shown(&corpus), &figure]);
    assert!(traced().get("notes").is_none());
    change(&out.join(PROVENANCE), "\"value\":136", "\"value\":163");
    assert!(traced()["notes"][0].as_str().unwrap().contains("says 163"));
    // The recipe of another figure under this id is refused.
    change(
        &out.join(PROVENANCE),
        "{\"records\":[\"proposal\",\"answer\"]}",
        "{\"records\":[\"comment\"]}",
    );
    let run = palabre(&["trace", shown(&corpus), &figure]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("the file was changed"),
        "{}",
        text(&run.stderr)
    );
}

#[test]
fn forms_that_are_no_records_lead_to_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let table = root().join("tests/fixtures/cases/tables/long-format.csv");
    let corpus = folder.path().join("c");
    let made = palabre(&["new", shown(&corpus), shown(&table)]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let out = folder.path().join("out");
    assert!(
        palabre(&["report", shown(&corpus), "--out", shown(&out)])
            .status
            .success()
    );
    let figures = Provenance::read(&fs::read(out.join(PROVENANCE)).unwrap())
        .unwrap()
        .figures;
    let forms: Vec<_> = figures
        .iter()
        .filter(|f| f.recipe.starts_with("forms; "))
        .collect();
    assert!(!forms.is_empty(), "no closed question was read");
    for figure in forms {
        let traced = json(&["trace", shown(&corpus), figure.figure.as_str()]);
        assert_eq!(traced["total_rows"], figure.value, "{}", figure.recipe);
    }
}

#[test]
fn an_altered_quotation_is_found() {
    let (_folder, corpus, out) = reported(&[]);
    let path = out.join("index.html");
    let page = fs::read_to_string(&path).unwrap();
    let at = page.find("data-verbatim=\"").unwrap();
    let from = at + page[at..].find('>').unwrap() + 1;
    let word = page[from..].find(' ').unwrap() + from;
    let altered = format!("{} ne{}", &page[..word], &page[word..]);
    fs::write(&path, altered).unwrap();
    let (code, answer) = verify(&corpus, &out);
    let quotations = of_kind(&answer, "quotation");
    assert_eq!((code, quotations.len()), (Some(3), 1));
    let [_, place, printed, kept] = &quotations[0];
    assert!(
        place.contains("/proposal/") || place.contains("/argument/"),
        "{place}"
    );
    assert_eq!(printed.replacen(" ne", "", 1), *kept);
}

#[test]
fn a_changed_byte_of_a_source_is_found_even_under_the_same_times() {
    let (_folder, corpus, out) = reported(&[]);
    let source = corpus.join("sources/collecte-des-avis.csv");
    let times = fs::metadata(&source).unwrap();
    let content = fs::read_to_string(&source).unwrap();
    assert!(content.contains("formation"));
    fs::write(&source, content.replacen("formation", "fermation", 1)).unwrap();
    let file = fs::File::options().write(true).open(&source).unwrap();
    file.set_modified(times.modified().unwrap()).unwrap();
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(code, Some(3));
    let sources = of_kind(&answer, "source");
    assert_eq!(sources.len(), 1, "{answer}");
    assert_eq!(
        (sources[0][0].as_str(), sources[0][1].as_str()),
        ("collecte-des-avis.csv", "api-2015")
    );
    assert_ne!(sources[0][2], sources[0][3]);
    fs::remove_file(&source).unwrap();
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(
        (code, of_kind(&answer, "source")[0][3].as_str()),
        (Some(3), "")
    );
}

#[test]
fn a_dictionary_edited_afterwards_is_found() {
    let (_folder, corpus, out) = reported(&[]);
    assert!(
        palabre(&["themes", shown(&corpus), "--write"])
            .status
            .success()
    );
    // A copy of the shipped one says the same, from another place.
    let (_, answer) = verify(&corpus, &out);
    assert_eq!(of_kind(&answer, "dictionary"), Vec::<[String; 4]>::new());
    let own = corpus.join("themes.toml");
    let text = fs::read_to_string(&own).unwrap();
    let at = text.find("id = \"formation\"").unwrap();
    let terms = at + text[at..].find("terms = [").unwrap() + "terms = [".len();
    fs::write(
        &own,
        format!("{}\"service\", {}", &text[..terms], &text[terms..]),
    )
    .unwrap();
    let (code, answer) = verify(&corpus, &out);
    assert_eq!((code, of_kind(&answer, "dictionary").len()), (Some(3), 1));
    // What it changes is listed: the theme counts more records now.
    let figures = of_kind(&answer, "figure");
    assert!(
        figures
            .iter()
            .any(|f| f[0] == PROVENANCE && f[2].parse::<u64>().ok() < f[3].parse().ok())
    );
}

#[test]
fn a_part_is_verified_as_the_part_that_it_is() {
    let (folder, corpus) = fresh_demo();
    let config = corpus.join("corpus.toml");
    let own = fs::read_to_string(&config).unwrap();
    fs::write(
        &config,
        format!("{own}\n[subcorpus.zones]\nquery = 'fibre OU rural'\n"),
    )
    .unwrap();
    let out = folder.path().join("zones");
    let run = palabre(&[
        "report",
        shown(&corpus),
        "--in",
        "zones",
        "--out",
        shown(&out),
    ]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(
        (code, &answer["in"]),
        (Some(0), &"zones".into()),
        "{answer}"
    );
    fs::write(
        &config,
        format!("{own}\n[subcorpus.zones]\nquery = 'fibre'\n"),
    )
    .unwrap();
    let (code, answer) = verify(&corpus, &out);
    assert_eq!(code, Some(3));
    assert_eq!(
        of_kind(&answer, "subcorpus")[0][2..],
        ["fibre OU rural", "fibre"].map(str::to_string)
    );
    fs::write(&config, &own).unwrap();
    let (code, answer) = verify(&corpus, &out);
    assert_eq!((code, of_kind(&answer, "subcorpus").len()), (Some(3), 1));
}

#[test]
fn provenance_says_of_each_figure_where_it_is_from() {
    let (_folder, corpus, out) = reported(&[]);
    let bytes = fs::read(out.join(PROVENANCE)).unwrap();
    let read = Provenance::read(&bytes).unwrap();
    assert_eq!(read.bytes(), bytes);
    assert_eq!(
        (read.origin.layout, read.origin.lang),
        (LAYOUT, palabre::locale::Lang::Fr)
    );
    let files: Vec<_> = read.origin.sources.iter().flat_map(|s| &s.files).collect();
    for figure in &read.figures {
        assert_eq!(FigureId::of(&figure.recipe), figure.figure);
        assert_eq!(figure.rows > 0, figure.rows_blake3.is_some());
        assert_eq!(figure.rows > 0, figure.files.is_some(), "{}", figure.recipe);
        let places = figure.files.iter().flat_map(|f| f.split([',', '-']));
        assert!(
            places
                .map(|n| n.parse::<usize>().unwrap())
                .all(|n| n < files.len())
        );
        if let Some(list) = &figure.list {
            assert!(out.join(list).is_file(), "{list}");
        }
    }
    // Who has no Palabre finds the rows of a figure in its list, under the hash that is stated.
    let whole = read
        .figures
        .iter()
        .find(|f| f.recipe == "contributions")
        .unwrap();
    let list = fs::read_to_string(out.join(whole.list.as_ref().unwrap())).unwrap();
    let ids = list.trim_start_matches('\u{feff}').lines().skip(1);
    let ids: Vec<&str> = ids.map(|l| l.split(';').next().unwrap()).collect();
    assert_eq!(whole.rows, ids.len() as u64);
    let hash = blake3::hash(format!("{}\n", ids.join("\n")).as_bytes());
    assert_eq!(whole.rows_blake3.as_deref(), Some(hash.to_hex().as_str()));
    drop(corpus);
}

#[test]
fn the_documentation_names_ids_as_they_are() {
    let page = fs::read_to_string(root().join("docs/figures.md")).unwrap();
    let rows = page.lines().filter(|l| l.starts_with("| `f-"));
    let mut n = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('`').collect();
        assert_eq!(FigureId::of(cells[3]).as_str(), cells[1], "{row}");
        n += 1;
    }
    assert!(n > 30, "{n} rows");
}
