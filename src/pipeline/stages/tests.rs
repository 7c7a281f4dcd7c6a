//! A small list of stages that write a line each: which run, which are taken over, and what is kept in memory.

use super::super::PipelineError;
use super::found::Found;
use super::run::Wanted;
use super::stage::{Keys, Shared, Stage, keys};
use super::walk::walk;
use crate::store::{
    BuildDir, DictionaryInfo, HashCache, Lock, Manifest, Published, publish, published, write_flat,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What the keys are made of: a setting a stage.
type Settings = BTreeMap<&'static str, &'static str>;

/// The lines that stages write, and what the walk had them keep after each stage.
struct Lines {
    settings: Settings,
    kept: Vec<BTreeSet<String>>,
}

impl Shared for Lines {
    fn keep(&mut self, inputs: &[&str]) {
        let inputs = inputs.iter().map(|i| i.to_string());
        self.kept.push(inputs.collect());
    }
}

impl Lines {
    fn write(&self, path: &Path, stage: &str) -> Result<(), PipelineError> {
        let line = format!("{stage} {}", self.settings[stage]);
        Ok(write_flat(path, line.as_bytes())?)
    }
}

/// `rows` is made of the sources alone, `forms` of rows, `postings` (a folder) and `marks` of forms.
fn list() -> Vec<Stage<Settings, Lines>> {
    vec![
        Stage {
            name: "read",
            key: |s| s["read"].to_string(),
            inputs: &[],
            outputs: &["rows", "journal"],
            run: |lines, folder| {
                lines.write(&folder.join("rows"), "read")?;
                lines.write(&folder.join("journal"), "read")
            },
        },
        Stage {
            name: "cut",
            key: |s| s["cut"].to_string(),
            inputs: &["rows"],
            outputs: &["forms"],
            run: |lines, folder| lines.write(&folder.join("forms"), "cut"),
        },
        Stage {
            name: "post",
            key: |s| s["post"].to_string(),
            inputs: &["forms"],
            outputs: &["postings"],
            run: |lines, folder| {
                fs::create_dir(folder.join("postings")).expect("a new folder");
                lines.write(&folder.join("postings/0"), "post")
            },
        },
        Stage {
            name: "mark",
            key: |s| s["mark"].to_string(),
            inputs: &["forms"],
            outputs: &["marks"],
            run: |lines, folder| lines.write(&folder.join("marks"), "mark"),
        },
    ]
}

struct Corpus {
    folder: TempDir,
    settings: Settings,
}

impl Corpus {
    /// One that was built once.
    fn built() -> Corpus {
        let settings = ["read", "cut", "post", "mark"].map(|name| (name, "1"));
        let corpus = Corpus {
            folder: tempfile::tempdir().unwrap(),
            settings: settings.into(),
        };
        assert_eq!(corpus.build().0, ["read", "cut", "post", "mark"]);
        corpus
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn found(&self) -> Option<Found> {
        match published(self.root()) {
            Published::Build(manifest, path) => {
                let mut cache = HashCache::read(self.root());
                Some(Found::check(*manifest, &path, &mut cache))
            }
            _ => None,
        }
    }

    /// Builds what is to be built, and gives the names of the stages that ran and what was kept after each stage.
    fn build(&self) -> (Vec<&'static str>, Vec<BTreeSet<String>>) {
        let stages = list();
        let keys = keys(&stages, &self.settings);
        let found = self.found();
        let lock = Lock::take(self.root()).unwrap();
        let mut dir = BuildDir::begin(self.root(), &lock).unwrap();
        let mut lines = Lines {
            settings: self.settings.clone(),
            kept: Vec::new(),
        };
        let ran = walk(&stages, &keys, found.as_ref(), &mut dir, &mut lines).unwrap();
        let mut manifest = manifest(dir.number, keys.clone());
        let mut cache = HashCache::read(self.root());
        publish(self.root(), dir, &mut manifest, &mut cache, &lock).unwrap();
        assert!(self.found().unwrap().has_all(&stages, &keys));
        (ran, lines.kept)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.found().unwrap().files.path(file)
    }

    /// The stages that run where the setting of one is another.
    fn ran_with(&mut self, stage: &'static str, setting: &'static str) -> Vec<&'static str> {
        self.settings.insert(stage, setting);
        self.build().0
    }
}

fn manifest(build: u64, stages: Keys) -> Manifest {
    Manifest {
        palabre: String::new(),
        words: String::new(),
        build,
        stages,
        sources: Vec::new(),
        dictionary: DictionaryInfo {
            origin: String::new(),
            version: String::new(),
            sha256: String::new(),
            themes: Vec::new(),
        },
        consultations: Vec::new(),
        masked: Default::default(),
        anonymous: [0; 2],
        files: Default::default(),
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|n| n.to_string()).collect()
}

#[test]
fn a_stage_runs_where_its_key_changes_and_only_then() {
    let mut corpus = Corpus::built();
    assert_eq!(corpus.build().0, [""; 0]);
    assert_eq!(corpus.ran_with("mark", "2"), ["mark"]);
    assert_eq!(corpus.ran_with("post", "2"), ["post"]);
    // The key of a stage holds those of the stages before it.
    assert_eq!(corpus.ran_with("cut", "2"), ["cut", "post", "mark"]);
    assert_eq!(
        corpus.ran_with("read", "2"),
        ["read", "cut", "post", "mark"]
    );
    let marks = fs::read_to_string(corpus.path("marks")).unwrap();
    assert_eq!(marks, "mark 2");
    assert_eq!(corpus.build().0, [""; 0]);
}

#[test]
fn a_damaged_output_has_its_stage_run_alone() {
    let corpus = Corpus::built();
    let outputs = [
        ("rows", "read"),
        ("journal", "read"),
        ("forms", "cut"),
        ("postings/0", "post"),
        ("marks", "mark"),
    ];
    for (file, stage) in outputs {
        let path = corpus.path(file);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, "other").unwrap();
        assert_eq!(corpus.build().0, [stage], "{file} changed");
        assert_eq!(fs::read(corpus.path(file)).unwrap(), whole);
        fs::remove_file(corpus.path(file)).unwrap();
        assert_eq!(corpus.build().0, [stage], "{file} removed");
        assert_eq!(fs::read(corpus.path(file)).unwrap(), whole);
    }
}

#[test]
fn what_is_made_of_changed_bytes_runs_though_its_key_is_the_same() {
    let mut corpus = Corpus::built();
    // `cut` is damaged, and writes another line under the same key.
    let stages = list();
    let same = keys(&stages, &corpus.settings);
    fs::write(corpus.path("forms"), "other").unwrap();
    corpus.settings.insert("cut", "9");
    let found = corpus.found().unwrap();
    let lock = Lock::take(corpus.root()).unwrap();
    let mut dir = BuildDir::begin(corpus.root(), &lock).unwrap();
    let mut lines = Lines {
        settings: corpus.settings.clone(),
        kept: Vec::new(),
    };
    let ran = walk(&stages, &same, Some(&found), &mut dir, &mut lines).unwrap();
    assert_eq!(ran, ["cut", "post", "mark"]);
}

#[cfg(unix)]
#[test]
fn files_that_are_taken_over_are_those_of_the_build_before() {
    use std::os::unix::fs::MetadataExt;
    let mut corpus = Corpus::built();
    let inode = |corpus: &Corpus, file: &str| fs::metadata(corpus.path(file)).unwrap().ino();
    let files = ["rows", "journal", "forms", "postings/0", "marks"];
    let before = files.map(|file| inode(&corpus, file));
    let sums = corpus.found().unwrap().manifest.files;
    let rows = fs::read(corpus.path("rows")).unwrap();
    assert_eq!(corpus.ran_with("mark", "2"), ["mark"]);
    let after = files.map(|file| inode(&corpus, file));
    assert_eq!(before[..4], after[..4]);
    assert_ne!(before[4], after[4]);
    let now = corpus.found().unwrap();
    for file in &files[..4] {
        assert_eq!(now.manifest.files[*file], sums[*file]);
    }
    assert_ne!(now.manifest.files["marks"], sums["marks"]);
    assert_eq!(now.files.read("rows").unwrap(), rows);
}

#[test]
fn only_what_stages_to_come_read_is_kept() {
    let mut corpus = Corpus::built();
    corpus.settings.insert("read", "2");
    let all = [
        set(&["rows", "forms"]),
        set(&["forms"]),
        set(&["forms"]),
        set(&[]),
    ];
    assert_eq!(corpus.build().1, all);
    corpus.settings.insert("mark", "2");
    let marks = [set(&["forms"]), set(&["forms"]), set(&["forms"]), set(&[])];
    assert_eq!(corpus.build().1, marks);
    // Rows that are written again with the same bytes are for nobody.
    fs::remove_file(corpus.path("rows")).unwrap();
    assert_eq!(corpus.build().1, [set(&[]), set(&[]), set(&[]), set(&[])]);
}

#[test]
fn the_stages_of_a_build_follow_from_each_other() {
    let stages: Vec<Stage<Wanted<'_>, super::Run<'_>>> = super::list();
    let mut written: Vec<&str> = Vec::new();
    let mut names = BTreeSet::new();
    for stage in &stages {
        assert!(
            names.insert(stage.name),
            "two stages are named {}",
            stage.name
        );
        for input in stage.inputs {
            assert!(written.contains(input), "{} reads {input}", stage.name);
        }
        for output in stage.outputs {
            assert!(!written.contains(output), "{output} is written twice");
            written.push(output);
        }
    }
    assert_eq!(stages[0].name, super::IMPORT);
}
