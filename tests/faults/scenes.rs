//! Scenes: a writing command with the state before it, the state after it, and what may lie between.

use super::answers::{Reader, answer, apart};
use super::round::{Round, is_wanted_of};
use super::support::{Tree, copy, difference, left_in_palabre, on_disk, run, text, tree};
use super::writers::{WRITERS, Writer};
use palabre::model::Silent;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What readers are asked after a fault: of the index, of texts and of figures.
const ASKED: [Reader; 3] = [Reader::Search, Reader::Themes, Reader::Stances];

/// A command, and what it does where nothing goes wrong.
pub(crate) struct Scene {
    pub writer: Writer,
    folder: TempDir,
    pub before: Tree,
    pub after: Tree,
    stdout: Vec<u8>,
    answers: Vec<Vec<u8>>,
    /// How long it takes.
    pub took: Duration,
}

/// The files of a scene but for what is the program's own in the corpus, and its key, which is random.
pub(crate) fn visible(folder: &Path) -> Tree {
    tree(folder, &|name| {
        name != "c/.palabre" && name != "c/author.key"
    })
}

/// What is published at once: a report is one thing, any other file is one.
fn unit(name: &str) -> &str {
    if name.starts_with("out/r/") {
        "out/r"
    } else {
        name
    }
}

fn units(tree: &Tree) -> BTreeMap<&str, BTreeMap<&str, &Vec<u8>>> {
    let mut units: BTreeMap<&str, BTreeMap<&str, &Vec<u8>>> = BTreeMap::new();
    for (name, bytes) in tree {
        units.entry(unit(name)).or_default().insert(name, bytes);
    }
    units
}

fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.'))
}

/// What the readers say of a corpus.
fn asked(corpus: &Path) -> Result<Vec<Vec<u8>>, String> {
    ASKED
        .iter()
        .map(|r| answer(corpus, *r, &Silent).map_err(|e| format!("{r:?} fails: {e}")))
        .collect()
}

/// Runs the rounds of every writing command, one scene after the other.
pub(crate) fn each(rounds: impl Fn(&Scene) -> Vec<Round>) -> Vec<Round> {
    let wanted = WRITERS.into_iter().filter(|w| is_wanted_of(w.name));
    wanted.flat_map(|w| rounds(&Scene::new(w))).collect()
}

impl Scene {
    pub(crate) fn new(writer: Writer) -> Scene {
        let folder = on_disk();
        let before = folder.path().join("before");
        (writer.prepare)(&before);
        let after = folder.path().join("after");
        copy(&before, &after);
        let begun = Instant::now();
        let out = run(&after, writer.args);
        let took = begun.elapsed();
        assert!(
            out.status.success(),
            "{}: {}",
            writer.name,
            text(&out.stderr)
        );
        let before = visible(&before);
        let mut expected = visible(&after);
        // What is the user's own stays as it was, whatever this run of the command did.
        for (name, bytes) in before.iter().filter(|(name, _)| is_hidden(name)) {
            expected.insert(name.clone(), bytes.clone());
        }
        Scene {
            answers: asked(&after.join("c")).expect("the corpus answers"),
            after: expected,
            before,
            stdout: out.stdout,
            took,
            writer,
            folder,
        }
    }

    /// Puts the state before the command into a folder.
    pub(crate) fn set(&self, folder: &Path) {
        copy(&self.folder.path().join("before"), folder);
    }

    /// A new folder with the state before the command.
    pub(crate) fn begin(&self) -> (TempDir, PathBuf) {
        let folder = on_disk();
        let path = folder.path().join("f");
        self.set(&path);
        (folder, path)
    }

    /// Looks at what an interrupted command left: everything published is the old or the new version, whole.
    /// Gives whether the new one is published.
    pub(crate) fn look(&self, folder: &Path) -> Result<bool, String> {
        let found = visible(folder);
        let (found, before, after) = (units(&found), units(&self.before), units(&self.after));
        let all: BTreeSet<&str> = [&found, &before, &after]
            .iter()
            .flat_map(|t| t.keys().copied())
            .collect();
        let mut published = true;
        for name in all {
            let (f, b, a) = (found.get(name), before.get(name), after.get(name));
            if b != a {
                published &= f == a;
            }
            // Copies are not published before `corpus.toml` names them.
            let copied = name.starts_with("c/sources/") && b.is_none();
            if f == b || f == a || copied {
                continue;
            }
            if b.is_none() && a.is_none() && is_hidden(name) {
                continue;
            }
            // A folder that `new` has made and not filled yet holds nothing; the next `new` takes it.
            if b.is_none() && name == "c/" {
                continue;
            }
            let what = match (f, b.or(a)) {
                (None, _) => "is gone".to_string(),
                (Some(_), None) => "is left, and is not hidden".to_string(),
                (Some(f), Some(o)) => {
                    let files = (f.len(), o.len());
                    format!("is neither the old nor the new version: {files:?} files")
                }
            };
            return Err(format!("{name} {what}"));
        }
        let toml = "c/corpus.toml";
        if before.get(toml) != after.get(toml) && found.get(toml) == after.get(toml) {
            let missing = after
                .keys()
                .find(|n| n.starts_with("c/sources/") && found.get(*n) != after.get(*n));
            if let Some(name) = missing {
                return Err(format!("corpus.toml names {name}, which is not whole"));
            }
        }
        key_is_whole(folder)?;
        build_is_whole(&folder.join("c"))?;
        Ok(published)
    }

    /// Runs the command again after an interruption, and holds everything against the expected bytes. `published`
    /// says whether the interrupted run got as far as to publish.
    pub(crate) fn again(&self, folder: &Path, published: bool) -> Result<(), String> {
        // A finished `add --copy` is not repeated: it would add another copy.
        let finished = published && self.writer.name == "add --copy";
        if !finished {
            let out = run(folder, self.writer.args);
            self.repeated(&out, published)?;
        }
        self.finished(folder, finished)
    }

    fn repeated(&self, out: &Output, published: bool) -> Result<(), String> {
        let said = text(&out.stderr);
        match (out.status.code(), self.writer.done) {
            (Some(0), _) => match self.writer.name.contains("build") || out.stdout == self.stdout {
                true => Ok(()),
                false => Err(format!(
                    "the next run prints other bytes: {}",
                    apart(&out.stdout, &self.stdout)
                )),
            },
            (Some(2), Some(done)) if published && said.contains(done) => Ok(()),
            (code, _) => Err(format!("the next run ends with {code:?}: {said}")),
        }
    }

    /// Holds a folder in which the command has succeeded against the expected bytes.
    pub(crate) fn finished(&self, folder: &Path, leftovers_allowed: bool) -> Result<(), String> {
        let mut found = visible(folder);
        if leftovers_allowed {
            found.retain(|name, _| self.after.contains_key(name));
        }
        if let Some(what) = difference(&found, &self.after) {
            return Err(format!("after the next run, {what}"));
        }
        self.answers(folder)?;
        // Publishing or reading, a command that has succeeded leaves nothing temporary.
        let left = left_in_palabre(&folder.join("c"));
        match left.is_empty() || leftovers_allowed {
            true => Ok(()),
            false => Err(format!("left in .palabre: {}", left.join(", "))),
        }
    }

    fn answers(&self, folder: &Path) -> Result<(), String> {
        let found = asked(&folder.join("c"))?;
        for ((reader, found), expected) in ASKED.iter().zip(&found).zip(&self.answers) {
            if found != expected {
                return Err(format!(
                    "{reader:?} succeeds with other bytes: {}",
                    apart(found, expected)
                ));
            }
        }
        Ok(())
    }

    /// Looks at what a command left that ended with an error: the state before it, and nothing beside that.
    pub(crate) fn unchanged(&self, folder: &Path) -> Result<(), String> {
        if let Some(what) = difference(&visible(folder), &self.before) {
            return Err(format!("after an error, {what}"));
        }
        key_is_whole(folder)?;
        build_is_whole(&folder.join("c"))?;
        let left = left_in_palabre(&folder.join("c"));
        let left: Vec<String> = left
            .into_iter()
            .filter(|l| !l.starts_with("builds "))
            .collect();
        match left.is_empty() {
            true => Ok(()),
            false => Err(format!("after an error, left in .palabre: {left:?}")),
        }
    }
}

/// A key is there with all its digits, or not at all.
pub(crate) fn key_is_whole(folder: &Path) -> Result<(), String> {
    match fs::read_to_string(folder.join("c/author.key")) {
        Err(_) => Ok(()),
        Ok(key) => {
            let key = key.trim_end();
            let digits = key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit());
            match digits {
                true => Ok(()),
                false => Err(format!("author.key is cut: {} digits", key.len())),
            }
        }
    }
}

/// The published build, if there is one, can be read without anything being built: its tables are whole and agree.
pub(crate) fn build_is_whole(corpus: &Path) -> Result<(), String> {
    let Some((manifest, path)) = palabre::store::current_build(corpus) else {
        return match corpus.join(".palabre/manifest.json").exists() {
            true => Err("the manifest names no build that can be used".to_string()),
            false => Ok(()),
        };
    };
    let wrong = |e: palabre::store::StoreError| format!("the published build: {e}");
    let files = palabre::store::BuildFiles::open(&path, &manifest).map_err(wrong)?;
    let records = palabre::store::read_records(&files).map_err(wrong)?;
    let rows = palabre::store::read_imports(&files).map_err(wrong)?;
    let themes = &manifest.dictionary.themes;
    let hits = palabre::store::read_theme_hits(&files, themes).map_err(wrong)?;
    let imported = rows.iter().filter(|r| r.outcome == "imported").count();
    if imported != records.len() || hits.iter().any(|h| h.ordinal as usize >= records.len()) {
        return Err("the tables of the published build do not agree".to_string());
    }
    for name in manifest.files.keys() {
        if !path.join(name).is_file() {
            return Err(format!("the published build has no {name}"));
        }
    }
    Ok(())
}
