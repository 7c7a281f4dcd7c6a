//! Races: a source that is replaced, rewritten or grows while a command reads it. What the command gives must be
//! the figures of one version of the file beside that version's hash, or an error with nothing published.

use super::answers::{Notes, apart};
use super::corpora;
use super::round::{Outcome, Round, conclude, is_wanted};
use super::support::{Tree, copy, difference, in_memory, on_disk, program, run, text, tree};
use palabre::locale::Lang;
use palabre::model::{Progress, Random};
use palabre::pipeline::{
    self, AddOptions, NewOptions, Open, PipelineError, ReportOptions, Selection,
};
use palabre::store::current_build;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How a file comes to have other bytes.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// Another file is renamed over it.
    Renamed,
    /// It is emptied and written again.
    Rewritten,
    /// It grows.
    Appended,
    /// Other bytes of the same length, with the old time of modification.
    Disguised,
    /// Another file of the same length and time of modification is renamed over it.
    Swapped,
}

const CHANGES: [Change; 5] = [
    Change::Renamed,
    Change::Rewritten,
    Change::Appended,
    Change::Disguised,
    Change::Swapped,
];

/// The versions of the file that a case goes through.
struct Versions {
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Change {
    /// The version that it makes of `old`: `other` is another file altogether.
    fn of(self, old: &[u8], other: &[u8]) -> Versions {
        let new = match self {
            Change::Renamed | Change::Rewritten => other.to_vec(),
            Change::Appended => {
                // The rows of the other file, without its header.
                let body = other.iter().position(|b| *b == b'\n').map_or(0, |i| i + 1);
                [old, &other[body..]].concat()
            }
            Change::Disguised | Change::Swapped => corpora::reworded(old),
        };
        let old = old.to_vec();
        Versions { old, new }
    }

    fn happen(self, path: &Path, versions: &Versions) {
        let modified = fs::metadata(path).unwrap().modified().unwrap();
        let beside = path.with_extension("part");
        let keep_time = |path: &Path| {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(modified).unwrap();
        };
        match self {
            Change::Renamed => {
                fs::write(&beside, &versions.new).unwrap();
                fs::rename(&beside, path).unwrap();
            }
            Change::Rewritten => fs::write(path, &versions.new).unwrap(),
            Change::Appended => {
                let mut file = fs::File::options().append(true).open(path).unwrap();
                file.write_all(&versions.new[versions.old.len()..]).unwrap();
            }
            Change::Disguised => {
                let mut file = fs::File::options().write(true).open(path).unwrap();
                file.write_all(&versions.new).unwrap();
                drop(file);
                keep_time(path);
            }
            Change::Swapped => {
                fs::write(&beside, &versions.new).unwrap();
                keep_time(&beside);
                fs::rename(&beside, path).unwrap();
            }
        }
    }
}

/// Lets something happen at one of the moments at which the library reports its progress.
struct Trap<F: Fn() + Sync> {
    calls: AtomicU64,
    /// The calls before the first stage that reads no source.
    reading: AtomicU64,
    at: u64,
    happen: F,
}

impl<F: Fn() + Sync> Trap<F> {
    fn new(at: u64, happen: F) -> Self {
        Trap {
            calls: AtomicU64::new(0),
            reading: AtomicU64::new(u64::MAX),
            at,
            happen,
        }
    }

    fn step(&self) {
        if self.calls.fetch_add(1, Ordering::SeqCst) == self.at {
            (self.happen)();
        }
    }
}

impl<F: Fn() + Sync> Progress for Trap<F> {
    fn stage(&self, name: &str, _total: Option<u64>) {
        if !matches!(name, "hash" | "import") {
            let calls = self.calls.load(Ordering::SeqCst);
            self.reading.fetch_min(calls, Ordering::SeqCst);
        }
        self.step();
    }
    fn advance(&self, _n: u64) {
        self.step();
    }
    fn check(&self) -> Result<(), palabre::model::Cancelled> {
        self.step();
        Ok(())
    }
}

/// A command that reads sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    New,
    NewCopy,
    Add,
    AddCopy,
    Build,
    Report,
}

const READINGS: [Reading; 6] = [
    Reading::New,
    Reading::NewCopy,
    Reading::Add,
    Reading::AddCopy,
    Reading::Build,
    Reading::Report,
];

impl Reading {
    /// The file that is changed under it.
    fn watched(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Reading::Build | Reading::Report => "c/sources/registre.csv",
            _ => "in/a.csv",
        })
    }

    /// Makes the folder in which it reads a version of the file.
    fn prepare(self, folder: &Path, version: &[u8]) {
        fs::create_dir_all(folder.join("in")).unwrap();
        if !matches!(self, Reading::New | Reading::NewCopy) {
            corpora::small(&folder.join("c"));
        }
        if matches!(self, Reading::Build | Reading::Report) {
            // A build of other rows is published already, and for the report a report.
            copy(earlier(), folder);
            if self == Reading::Build {
                fs::remove_dir_all(folder.join("out")).unwrap();
            }
        }
        fs::write(self.watched(folder), version).unwrap();
    }

    /// Runs it; gives what it answers, and beside that what it published.
    fn run(self, folder: &Path, progress: &dyn Progress) -> Result<Vec<u8>, PipelineError> {
        let corpus = folder.join("c");
        let files = [folder.join("in/a.csv")];
        let json = |value: &pipeline::Added| serde_json::to_vec_pretty(value).unwrap();
        match self {
            Reading::New | Reading::NewCopy => {
                let options = NewOptions {
                    title: None,
                    copy: self == Reading::NewCopy,
                };
                pipeline::create(&corpus, &files, &options, progress).map(|a| json(&a))
            }
            Reading::Add | Reading::AddCopy => {
                let options = AddOptions {
                    copy: self == Reading::AddCopy,
                    replaces: None,
                };
                pipeline::add(&corpus, &files, &options, progress).map(|a| json(&a))
            }
            Reading::Build => pipeline::build(&corpus, false, progress).map(|_| Vec::new()),
            Reading::Report => report(folder, progress).map(|()| Vec::new()),
        }
    }

    /// What is published in a folder: the visible files but for the one that is changed, and of a build what its
    /// tables say beside the hashes of its sources.
    fn published(self, folder: &Path) -> Tree {
        let mut published = tree(folder, &|name| {
            name != "c/.palabre" && name != "c/author.key" && !name.ends_with(".part")
        });
        let watched = self.watched(folder);
        let watched = watched.strip_prefix(folder).unwrap().to_str().unwrap();
        published.remove(watched);
        if let Some((manifest, path)) = current_build(&folder.join("c")) {
            let files = palabre::store::BuildFiles::open(&path, &manifest).unwrap();
            let records = palabre::store::read_records(&files).unwrap();
            let imports = palabre::store::read_imports(&files).unwrap();
            let records: Vec<_> = records
                .iter()
                .map(|r| (&r.id, &r.title, &r.body, &r.origin))
                .collect();
            let said = format!("{:?}\n{records:?}\n{}", manifest.sources, imports.len());
            published.insert("(build)".to_string(), said.into_bytes());
        }
        published
    }
}

/// A folder with a corpus of other rows, built, and its report: made once, for it takes seconds.
fn earlier() -> &'static Path {
    static EARLIER: OnceLock<TempDir> = OnceLock::new();
    let made = EARLIER.get_or_init(|| {
        let folder = in_memory();
        corpora::small(&folder.path().join("c"));
        let source = folder.path().join("c/sources/registre.csv");
        fs::write(source, corpora::table(40, 12)).unwrap();
        report(folder.path(), &Notes::default()).unwrap();
        folder
    });
    made.path()
}

fn report(folder: &Path, progress: &dyn Progress) -> Result<(), PipelineError> {
    let open = Open::corpus(&folder.join("c"), progress)?;
    let options = ReportOptions {
        lang: Lang::Fr,
        selection: Selection::default(),
        out: Some(folder.join("out/r")),
    };
    fs::create_dir_all(folder.join("out")).unwrap();
    pipeline::report(&open, &options, progress).map(|_| ())
}

/// What a command gives of one version of the file.
struct Given {
    answer: Vec<u8>,
    published: Tree,
    /// At how many moments it reports its progress, and at how many of them before it has read its sources.
    calls: [u64; 2],
}

impl Given {
    fn of(reading: Reading, version: &[u8]) -> Given {
        let folder = in_memory();
        reading.prepare(folder.path(), version);
        let trap = Trap::new(u64::MAX, || {});
        let answer = reading.run(folder.path(), &trap).unwrap();
        Given {
            answer,
            published: reading.published(folder.path()),
            calls: {
                let all = trap.calls.into_inner();
                [all, trap.reading.into_inner().clamp(1, all)]
            },
        }
    }

    /// Whether a command gave this.
    fn is(&self, answer: &[u8], published: &Tree) -> bool {
        self.answer == answer && self.published == *published
    }
}

fn case(
    reading: Reading,
    change: Change,
    versions: &Versions,
    given: &[Given; 2],
    random: &mut Random,
) -> Result<Outcome, String> {
    let folder = in_memory();
    let folder = folder.path();
    reading.prepare(folder, &versions.old);
    let before = reading.published(folder);
    let watched = reading.watched(folder);
    // Mostly while sources are read, sometimes at any other moment.
    let calls = given[0].calls;
    let span = calls[usize::from(random.below(5) > 0)];
    let at = random.below(span);
    let trap = Trap::new(at, || change.happen(&watched, versions));
    let answer = reading.run(folder, &trap);
    let published = reading.published(folder);
    let when = format!("{change:?} at {at} of {calls:?}");
    let outcome = match answer {
        Ok(answer) => {
            if !given.iter().any(|g| g.is(&answer, &published)) {
                let apart = match difference(&published, &given[1].published) {
                    Some(what) => what,
                    None => apart(&answer, &given[1].answer),
                };
                return Err(format!(
                    "{when}: it succeeds with what is of neither version; beside the new one: {apart}"
                ));
            }
            Outcome::Same
        }
        Err(error) => {
            let error = error.to_string();
            if !error.contains("changed while it was read") {
                return Err(format!("{when}: {error}"));
            }
            if let Some(what) = difference(&published, &before) {
                return Err(format!("{when}: it ends with an error, and {what}"));
            }
            Outcome::Refused
        }
    };
    // The next run gives what the file now holds. A corpus or a source that is there already is not made again.
    let made = outcome == Outcome::Same && !matches!(reading, Reading::Build | Reading::Report);
    if !made {
        let answer = reading
            .run(folder, &Notes::default())
            .map_err(|e| format!("{when}: the next run fails: {e}"))?;
        if !given[1].is(&answer, &reading.published(folder)) {
            return Err(format!(
                "{when}: the next run does not give the new version"
            ));
        }
    }
    Ok(outcome)
}

/// Files changed at the moments at which the library reports progress, which are the same each time.
fn in_process(cases: u64) -> Vec<Round> {
    let (old, other) = (corpora::table(0, 24), corpora::table(12, 24));
    let mut rounds = Vec::new();
    for reading in READINGS {
        let name = format!("source changed under {reading:?}");
        if !is_wanted(&name) {
            continue;
        }
        // A report takes seconds: a short round has fewer of them.
        let cases = match reading {
            Reading::Report => cases.div_ceil(5),
            _ => cases,
        };
        let all: Vec<(Change, Versions, [Given; 2])> = CHANGES[..cases.min(5) as usize]
            .iter()
            .map(|change| {
                let versions = change.of(&old, &other);
                let given = [&versions.old, &versions.new].map(|v| Given::of(reading, v));
                (*change, versions, given)
            })
            .collect();
        rounds.push(Round::run(&name, cases, |random, number| {
            let (change, versions, given) = &all[number as usize % all.len()];
            case(reading, *change, versions, given, random)
        }));
    }
    rounds
}

/// A large file changed while a process reads it: the answer of `new` is of one version of it, or none.
fn in_processes(cases: u64) -> Round {
    let rows = if cfg!(debug_assertions) {
        1_000
    } else {
        50_000
    };
    let folder = on_disk();
    let synth = |rows: u64, seed: &str| {
        let out = run(
            folder.path(),
            &["synth", "--rows", &rows.to_string(), "--seed", seed],
        );
        assert!(out.status.success(), "{}", text(&out.stderr));
        out.stdout
    };
    let (old, other) = (synth(rows, "1"), synth(rows / 2, "2"));
    let args = ["new", "c", "a.csv", "--format", "json"];
    let given = |version: &[u8]| {
        let place = on_disk();
        fs::write(place.path().join("a.csv"), version).unwrap();
        let begun = Instant::now();
        let out = run(place.path(), &args);
        assert!(out.status.success(), "{}", text(&out.stderr));
        let toml = fs::read(place.path().join("c/corpus.toml")).unwrap();
        ((out.stdout, toml), begun.elapsed())
    };
    let changes = [Change::Renamed, Change::Rewritten, Change::Appended];
    let (first, took) = given(&old);
    let mut seconds = Vec::new();
    for change in changes {
        seconds.push(given(&change.of(&old, &other).new).0);
    }
    Round::run("large source changed under new", cases, |random, number| {
        let change = changes[number as usize % changes.len()];
        let second = &seconds[number as usize % changes.len()];
        let versions = change.of(&old, &other);
        let place = on_disk();
        let path = place.path().join("a.csv");
        fs::write(&path, &versions.old).unwrap();
        let child = program(place.path(), &args).spawn().unwrap();
        sleep(took.mul_f64(random.below(1_000) as f64 / 1_000.0));
        change.happen(&path, &versions);
        let out = child.wait_with_output().unwrap();
        let said = text(&out.stderr);
        let toml = fs::read(place.path().join("c/corpus.toml"));
        match (out.status.code(), toml) {
            (Some(0), Ok(toml)) => {
                let found = (out.stdout, toml);
                match found == first || found == *second {
                    true => Ok(Outcome::Same),
                    false => Err(format!(
                        "{change:?}: it succeeds with what is of neither version: {}",
                        apart(&found.0, &second.0)
                    )),
                }
            }
            (Some(2), Err(_)) if said.contains("changed while it was read") => Ok(Outcome::Refused),
            (code, toml) => Err(format!(
                "{change:?}: it ends with {code:?}, corpus.toml written: {}; {said}",
                toml.is_ok()
            )),
        }
    })
}

/// The published build of a large file that was changed while `build` read it.
fn large_builds(cases: u64) -> Round {
    let rows = if cfg!(debug_assertions) { 600 } else { 20_000 };
    let folder = on_disk();
    let synth = |rows: u64, seed: &str| {
        let out = run(
            folder.path(),
            &["synth", "--rows", &rows.to_string(), "--seed", seed],
        );
        out.stdout
    };
    let (old, other) = (synth(rows, "1"), synth(rows / 2, "2"));
    fs::write(folder.path().join("a.csv"), &old).unwrap();
    let out = run(folder.path(), &["new", "c", "a.csv"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let toml = fs::read(folder.path().join("c/corpus.toml")).unwrap();
    let set = |place: &Path, version: &[u8]| {
        fs::create_dir_all(place.join("c")).unwrap();
        fs::write(place.join("a.csv"), version).unwrap();
        fs::write(place.join("c/corpus.toml"), &toml).unwrap();
    };
    let published = |place: &Path| {
        let mut tree = Reading::Build.published(place);
        tree.remove("a.csv");
        tree
    };
    let given = |version: &[u8]| {
        let place = on_disk();
        set(place.path(), version);
        let begun = Instant::now();
        let out = run(place.path(), &["build", "c"]);
        assert!(out.status.success(), "{}", text(&out.stderr));
        (published(place.path()), begun.elapsed())
    };
    let (first, took) = given(&old);
    let changes = [Change::Renamed, Change::Appended];
    let seconds = changes.map(|change| given(&change.of(&old, &other).new).0);
    Round::run(
        "large source changed under build",
        cases,
        |random, number| {
            let which = number as usize % changes.len();
            let change = changes[which];
            let versions = change.of(&old, &other);
            let place = on_disk();
            set(place.path(), &versions.old);
            let path = place.path().join("a.csv");
            let child = program(place.path(), &["build", "c"]).spawn().unwrap();
            // Files are read first.
            let part = random.below(1_000) as f64 / 1_000.0;
            sleep(took.mul_f64(part * part).min(Duration::from_secs(60)));
            change.happen(&path, &versions);
            let out = child.wait_with_output().unwrap();
            let said = text(&out.stderr);
            let found = published(place.path());
            match out.status.code() {
                Some(0) if found == first || found == seconds[which] => Ok(Outcome::Same),
                Some(0) => Err(format!(
                    "{change:?}: it publishes what is of neither version"
                )),
                Some(2) if said.contains("changed while it was read") => {
                    match found.contains_key("(build)") {
                        true => Err(format!("{change:?}: it ends with an error, and publishes")),
                        false => Ok(Outcome::Refused),
                    }
                }
                code => Err(format!("{change:?}: it ends with {code:?}: {said}")),
            }
        },
    )
}

#[test]
fn sources_changed_while_they_are_read() {
    conclude(&in_process(5));
}

#[test]
fn large_sources_changed_while_they_are_read() {
    conclude(&[in_processes(3), large_builds(2)]);
}

#[test]
#[ignore = "the long round"]
fn sources_changed_at_a_thousand_moments() {
    conclude(&in_process(1_000));
}

#[test]
#[ignore = "the long round"]
fn large_sources_changed_at_two_hundred_moments() {
    conclude(&[in_processes(200), large_builds(200)]);
}
