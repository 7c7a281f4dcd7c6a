//! Files that other programs write while the program reads them: no figure of a mixture, and no edit is lost.

use super::support::{fresh_demo, json, palabre, text};
use palabre::model::Progress;
use palabre::pipeline::{self, AddOptions, PipelineError};
use palabre::store::current_build;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Does something once, when a stage begins.
struct At<F: Fn() + Sync> {
    stage: &'static str,
    done: AtomicBool,
    act: F,
}

impl<F: Fn() + Sync> At<F> {
    fn stage(stage: &'static str, act: F) -> At<F> {
        let done = AtomicBool::new(false);
        At { stage, done, act }
    }
}

impl<F: Fn() + Sync> Progress for At<F> {
    fn stage(&self, name: &str, _total: Option<u64>) {
        if name == self.stage && !self.done.swap(true, Ordering::Relaxed) {
            (self.act)();
        }
    }

    fn advance(&self, _n: u64) {}
}

/// A corpus of one table, old enough for its stamp to be trusted.
fn corpus_of(folder: &Path, rows: usize) -> (PathBuf, PathBuf) {
    let table = folder.join("avis.csv");
    fs::write(&table, rows_from(0, rows)).unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::options()
        .write(true)
        .open(&table)
        .unwrap()
        .set_modified(old)
        .unwrap();
    let corpus = folder.join("corpus");
    let made = palabre(&["new", corpus.to_str().unwrap(), table.to_str().unwrap()]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    (corpus, table)
}

fn rows_from(first: usize, rows: usize) -> String {
    let mut out = String::from("id;titre;texte\n");
    for i in first..first + rows {
        out.push_str(&format!(
            "{i};Ouvrir la mairie {i};Je voudrais que la mairie ouvre le samedi, numéro {i} de la liste.\n"
        ));
    }
    out
}

fn contributions(corpus: &Path) -> u64 {
    json(&["stances", corpus.to_str().unwrap()])["contributions"]
        .as_u64()
        .unwrap()
}

#[test]
fn a_source_that_changes_while_it_is_read_publishes_nothing() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 4] = [
        ("another file under its name", |table| {
            let fresh = table.with_extension("part");
            fs::write(&fresh, rows_from(0, 70)).unwrap();
            fs::rename(fresh, table).unwrap();
        }),
        ("the same length and time of modification", |table| {
            let modified = fs::metadata(table).unwrap().modified().unwrap();
            let edited = fs::read_to_string(table)
                .unwrap()
                .replace("samedi", "mercre");
            fs::write(table, edited).unwrap();
            let file = fs::File::options().write(true).open(table).unwrap();
            file.set_modified(modified).unwrap();
        }),
        ("a download that goes on", |table| {
            let mut longer = fs::read_to_string(table).unwrap();
            longer.push_str(&rows_from(100, 5)[15..]);
            fs::write(table, longer).unwrap();
        }),
        ("a file that is gone", |table| {
            fs::remove_file(table).unwrap()
        }),
    ];
    for (what, change) in changes {
        for stage in ["import", "index", "themes"] {
            let folder = tempfile::tempdir().unwrap();
            let (corpus, table) = corpus_of(folder.path(), 60);
            let meddling = At::stage(stage, || change(&table));
            let error = pipeline::build(&corpus, false, &meddling).err();
            let error = error.unwrap_or_else(|| panic!("{what}, {stage}: it was published"));
            assert_eq!(error.exit_code(), 2);
            let said = error.to_string();
            // A file that is gone before it is opened cannot be read.
            if !(what == "a file that is gone" && stage == "import") {
                assert!(matches!(error, PipelineError::Changed(_)), "{what}: {said}");
                assert!(
                    said.contains("avis.csv: changed while it was read"),
                    "{said}"
                );
            }
            assert!(current_build(&corpus).is_none(), "{what}, {stage}");
            if table.exists() {
                let lines = fs::read_to_string(&table).unwrap().lines().count() as u64;
                assert_eq!(contributions(&corpus), lines - 1, "{what}, {stage}");
            }
        }
    }
}

#[test]
fn an_older_build_stays_published_where_a_source_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, table) = corpus_of(folder.path(), 60);
    assert_eq!(contributions(&corpus), 60);
    fs::write(&table, rows_from(0, 61)).unwrap();
    let meddling = At::stage("analyse", || fs::write(&table, rows_from(0, 62)).unwrap());
    assert!(pipeline::build(&corpus, false, &meddling).is_err());
    assert_eq!(current_build(&corpus).unwrap().0.build, 1);
    assert_eq!(contributions(&corpus), 62);
}

#[test]
fn files_that_come_into_a_folder_while_it_is_read_are_noticed() {
    let (_folder, demo) = fresh_demo();
    let late = demo.join("sources/opinions/late.json");
    let meddling = At::stage("analyse", || fs::write(&late, "{}").unwrap());
    let error = pipeline::build(&demo, false, &meddling).unwrap_err();
    assert!(matches!(error, PipelineError::Changed(_)), "{error}");
    assert!(error.to_string().contains("opinions"), "{error}");
}

#[test]
fn new_and_check_print_no_count_of_a_file_that_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, table) = corpus_of(folder.path(), 60);
    let change = || fs::write(&table, rows_from(0, 70)).unwrap();
    let error = pipeline::check(&corpus, false, &At::stage("import", change)).unwrap_err();
    assert!(matches!(error, PipelineError::Changed(_)), "{error}");
    let fresh = folder.path().join("fresh");
    let meddling = At::stage("import", || fs::write(&table, rows_from(0, 80)).unwrap());
    let options = pipeline::NewOptions::default();
    let error = pipeline::create(&fresh, &[table.clone()], &options, &meddling).unwrap_err();
    assert!(matches!(error, PipelineError::Changed(_)), "{error}");
    assert!(!fresh.exists());
}

#[test]
fn a_dictionary_that_changes_under_a_question_gives_no_answer() {
    let (_folder, demo) = fresh_demo();
    let shipped = palabre::annotate::themes::SHIPPED;
    fs::write(demo.join("themes.toml"), shipped).unwrap();
    let open = pipeline::Open::corpus(&demo, &palabre::model::Silent).unwrap();
    let edited = shipped.replacen("label = \"", "label = \"Autre : ", 1);
    assert_ne!(edited, shipped);
    fs::write(demo.join("themes.toml"), edited).unwrap();
    let selection = palabre::tally::ModeratedOption::Exclude.into();
    let error = pipeline::themes(&open, &selection, palabre::locale::Lang::Fr).unwrap_err();
    assert!(
        error.to_string().contains("themes.toml: changed while"),
        "{error}"
    );
}

#[test]
fn what_is_written_into_corpus_toml_while_add_reads_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, table) = corpus_of(folder.path(), 60);
    let second = folder.path().join("plus.csv");
    fs::write(&second, rows_from(1000, 10)).unwrap();
    let third = folder.path().join("encore.csv");
    fs::write(&third, rows_from(2000, 5)).unwrap();
    let path = corpus.join("corpus.toml");
    let meddling = At::stage("import", || {
        let mine = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("# une remarque à moi\n{mine}")).unwrap();
        pipeline::save(&corpus, "samedi", "samedi").unwrap();
        let options = AddOptions::default();
        pipeline::add(&corpus, &[third.clone()], &options, &palabre::model::Silent).unwrap();
    });
    pipeline::add(&corpus, &[second], &AddOptions::default(), &meddling).unwrap();
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.starts_with("# une remarque à moi\n"), "{written}");
    assert!(written.contains("[subcorpus.samedi]"), "{written}");
    for name in ["avis.csv", "plus.csv", "encore.csv"] {
        assert!(written.contains(name), "{name}: {written}");
    }
    assert_eq!(contributions(&corpus), 75);
    drop(table);
}

#[test]
fn a_source_is_added_once_by_two_programs() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, _) = corpus_of(folder.path(), 60);
    let newer = folder.path().join("plus.csv");
    fs::write(&newer, rows_from(0, 10)).unwrap();
    let known = palabre::store::Corpus::open(&corpus).unwrap();
    let options = AddOptions {
        replaces: Some(known.config.sources[0].name.clone()),
        copy: false,
    };
    let meddling = At::stage("import", || {
        pipeline::add(&corpus, &[newer.clone()], &options, &palabre::model::Silent).unwrap();
    });
    let error = pipeline::add(&corpus, &[newer.clone()], &options, &meddling).unwrap_err();
    assert!(error.to_string().contains("replaces it already"), "{error}");
}

#[test]
fn twelve_queries_saved_at_once_are_twelve() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    assert!(palabre(&["build", corpus]).status.success());
    std::thread::scope(|scope| {
        for i in 0..12 {
            scope.spawn(move || {
                let out = palabre(&[
                    "search",
                    corpus,
                    "formation",
                    "--count",
                    "--save",
                    &format!("s{i}"),
                ]);
                assert!(out.status.success(), "{}", text(&out.stderr));
            });
        }
    });
    let config = palabre::store::Corpus::open(&demo).unwrap().config;
    assert_eq!(config.subcorpus.iter().count(), 12);
}

#[test]
fn an_emptied_corpus_toml_is_refused_and_a_shorter_one_reported() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    assert!(palabre(&["build", corpus]).status.success());
    let path = demo.join("corpus.toml");
    let whole = fs::read_to_string(&path).unwrap();
    for (content, wanted) in [
        ("", "names no source"),
        ("title = \"Votre avis\"\n", "names no source"),
        ("# tout\n", "names no source"),
    ] {
        fs::write(&path, content).unwrap();
        for args in [
            &["report", corpus][..],
            &["themes", corpus],
            &["check", corpus],
        ] {
            let out = palabre(args);
            assert_eq!(out.status.code(), Some(2), "{args:?}");
            assert!(text(&out.stderr).contains(wanted), "{}", text(&out.stderr));
        }
    }
    assert_eq!(current_build(&demo).unwrap().0.build, 1);
    let second = whole.match_indices("[[sources]]").nth(1).unwrap().0;
    fs::write(&path, &whole[..second]).unwrap();
    let out = palabre(&["stances", corpus]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let said = text(&out.stderr);
    assert!(said.contains("corpus.toml does not name"), "{said}");
    assert_eq!(text(&palabre(&["stances", corpus]).stderr), "");
    // The older state comes back with the older text.
    fs::write(&path, &whole).unwrap();
    assert!(palabre(&["stances", corpus]).status.success());
    fs::write(&path, [whole.as_bytes(), b"# caf\xe9\n"].concat()).unwrap();
    let out = palabre(&["stances", corpus]);
    assert_eq!(out.status.code(), Some(2));
    let line = whole.lines().count() + 1;
    let wanted = format!("corpus.toml:{line}: this line is not UTF-8");
    assert!(text(&out.stderr).contains(&wanted), "{}", text(&out.stderr));
}
