//! Damaged files: one bit, one byte, a cut, blocks in each other's place, an older version, in every kind of file of a
//! corpus, with a changed and with an unchanged look of the file. Every command that reads the corpus must give the
//! bytes of an undamaged corpus, or an error after which the next command gives them.

use super::answers::{Notes, Reader, answer, answers, apart};
use super::corpora;
use super::rot::{believe, rot};
use super::round::{Outcome, Round, conclude, is_wanted};
use super::support::{Tree, in_memory, tree};
use palabre::model::{Random, Silent};
use palabre::store::current_build;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// The themes of the corpus, fewer than the shipped ones: each command of a case reads the whole dictionary.
const THEMES: &str = "version = \"faults-1\"\n\n\
    [[themes]]\nid = \"aide\"\nlabel = \"Aide\"\ndefinition = \"Apprendre et se faire aider.\"\n\
    terms = ['formation', 'tutoriel*', '\"se faire aider\"']\n\n\
    [[themes]]\nid = \"papier\"\nlabel = \"Papier\"\ndefinition = \"Lettres et guichets.\"\n\
    terms = ['courrier', 'guichet', 'papier']\n\n\
    [[themes]]\nid = \"courrier\"\nparent = \"papier\"\nlabel = \"Courrier\"\ndefinition = \"Lettres.\"\n\
    terms = ['lettre', 'courriel*']\n";

/// A corpus that is damaged over and over, and what is needed to make it whole again.
struct Bed {
    _folder: TempDir,
    corpus: PathBuf,
    expected: Vec<Vec<u8>>,
    /// The files of `.palabre`, undamaged.
    whole: Tree,
    /// Those of a corpus with other words, by the names they have in this one.
    older: BTreeMap<String, Vec<u8>>,
    toml: Vec<u8>,
}

impl Bed {
    fn new() -> Bed {
        let folder = in_memory();
        let corpus = folder.path().join("corpus");
        let twin = folder.path().join("twin");
        corpora::small(&corpus);
        corpora::small(&twin);
        corpora::reword(&twin.join("sources"));
        for folder in [&corpus, &twin] {
            fs::write(folder.join("themes.toml"), THEMES).unwrap();
        }
        answers(&corpus).unwrap();
        answers(&twin).unwrap();
        // A source that has just been written is hashed by every command. After two seconds its hash is remembered.
        std::thread::sleep(Duration::from_millis(2_100));
        let expected = answers(&corpus).unwrap();
        answers(&twin).unwrap();
        let all = |_: &str| true;
        let whole = tree(&corpus.join(".palabre"), &all);
        let other = tree(&twin.join(".palabre"), &all);
        let older = whole
            .keys()
            .filter_map(|name| {
                let same = |other: &&String| kind(other) == kind(name);
                let twin = other.keys().find(same)?;
                Some((name.clone(), other[twin].clone()))
            })
            .collect();
        let toml = fs::read(corpus.join("corpus.toml")).unwrap();
        let bed = Bed {
            _folder: folder,
            corpus,
            expected,
            whole,
            older,
            toml,
        };
        // The corpus put back as it was answers as it did, and is not built again.
        bed.restore();
        let build = current_build(&bed.corpus).unwrap().0.build;
        bed.answers_as_expected("put back").unwrap();
        assert_eq!(current_build(&bed.corpus).unwrap().0.build, build);
        bed
    }

    /// Puts the corpus back as it was.
    fn restore(&self) {
        let folder = self.corpus.join(".palabre");
        fs::remove_dir_all(&folder).unwrap();
        for (name, bytes) in &self.whole {
            let path = folder.join(name);
            if name.ends_with('/') {
                fs::create_dir_all(&path).unwrap();
                continue;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
        }
        fs::write(self.corpus.join("corpus.toml"), &self.toml).unwrap();
        believe(&self.corpus);
    }

    fn answers_as_expected(&self, when: &str) -> Result<(), String> {
        for (reader, expected) in Reader::ALL.into_iter().zip(&self.expected) {
            match answer(&self.corpus, reader, &Silent) {
                Ok(found) if found == *expected => {}
                Ok(found) => {
                    return Err(format!("{when}, {reader:?}: {}", apart(&found, expected)));
                }
                Err(e) => return Err(format!("{when}, {reader:?} fails: {e}")),
            }
        }
        Ok(())
    }

    /// All files of the corpus that can be damaged, by their kinds.
    fn kinds(&self) -> BTreeMap<String, Vec<String>> {
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, bytes) in &self.whole {
            if !bytes.is_empty() && !name.ends_with("lock") {
                kinds.entry(kind(name)).or_default().push(name.clone());
            }
        }
        kinds
    }
}

/// What kind of file one of `.palabre` is: its name without the number of the build and of the part of the index.
fn kind(name: &str) -> String {
    let Some(rest) = name.strip_prefix("builds/") else {
        return name.to_string();
    };
    let inside = rest.split_once('/').map_or(rest, |r| r.1);
    match inside.strip_prefix("index/") {
        Some(file) if file.len() > 32 && file.contains('.') => {
            let ending = file.split_once('.').map_or("", |f| f.1);
            format!("index/*.{ending}")
        }
        _ => inside.to_string(),
    }
}

/// Changes some bytes so that they are others.
fn damage(bytes: &mut Vec<u8>, older: Option<&Vec<u8>>, random: &mut Random) {
    let before = bytes.clone();
    let length = bytes.len() as u64;
    let at = random.below(length) as usize;
    match random.below(10) {
        0..4 => {}
        4 => bytes[at] = random.below(256) as u8,
        5 => bytes.truncate(at),
        6 => {
            // Two blocks in each other's place, as a disk or a sync client may write them.
            let block = [16, 64, 512, 4096][random.below(4) as usize];
            let blocks = (bytes.len() / block) as u64;
            if blocks > 1 {
                let (a, b) = (random.below(blocks), random.below(blocks));
                for i in 0..block {
                    bytes.swap(a as usize * block + i, b as usize * block + i);
                }
            }
        }
        7 => {
            let end = (at + 512).min(bytes.len());
            bytes[at..end].fill(0);
        }
        _ => {
            // An older version of the same length.
            if let Some(older) = older {
                let mut older = older.clone();
                older.resize(bytes.len(), 0);
                *bytes = older;
            }
        }
    }
    if *bytes == before {
        bytes[at] ^= 1 << random.below(8);
    }
}

/// Damages one file, asks every command, and asks again where one ended with an error.
fn case(bed: &Bed, files: &[String], silent: bool, random: &mut Random) -> Result<Outcome, String> {
    bed.restore();
    let name = &files[random.below(files.len() as u64) as usize];
    let older = bed.older.get(name);
    if silent {
        rot(&bed.corpus, name, |bytes| damage(bytes, older, random));
    } else {
        let path = bed.corpus.join(".palabre").join(name);
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes, older, random);
        fs::write(&path, bytes).unwrap();
        // The clock of a disk is coarse: the change shows in any case.
        let file = fs::File::options().write(true).open(&path).unwrap();
        let later = SystemTime::now() + Duration::from_secs(5);
        file.set_modified(later).unwrap();
    }
    let mut outcome = Outcome::Same;
    let from = random.below(Reader::ALL.len() as u64) as usize;
    for i in 0..Reader::ALL.len() {
        let at = (from + i) % Reader::ALL.len();
        let (reader, expected) = (Reader::ALL[at], &bed.expected[at]);
        match answer(&bed.corpus, reader, &Silent) {
            Ok(found) if found == *expected => {}
            Ok(found) => {
                let apart = apart(&found, expected);
                return Err(format!(
                    "{name}: {reader:?} succeeds with other bytes: {apart}"
                ));
            }
            Err(error) => {
                names_the_file(&error.to_string(), name)?;
                outcome = Outcome::Refused;
            }
        }
    }
    if outcome == Outcome::Refused {
        bed.answers_as_expected(&format!("{name}, after an error"))?;
    }
    Ok(outcome)
}

/// An error about a damaged file must lead to it: by its name, or for the many files of the index by that word.
fn names_the_file(error: &str, name: &str) -> Result<(), String> {
    let last = name.rsplit('/').next().unwrap_or(name);
    match error.contains(last) || (name.contains("/index/") && error.contains("index")) {
        true => Ok(()),
        false => Err(format!("{name}: the error does not name it: {error}")),
    }
}

/// Cuts or empties `corpus.toml`, which is the analyst's own: it is never repaired, and never taken for a corpus
/// of less without a word.
fn cut_toml(bed: &Bed, number: u64, random: &mut Random) -> Result<Outcome, String> {
    bed.restore();
    let at = match number {
        0 => 0,
        _ => random.below(bed.toml.len() as u64) as usize,
    };
    let cut = &bed.toml[..at];
    fs::write(bed.corpus.join("corpus.toml"), cut).unwrap();
    let sources = |bytes: &[u8]| -> Option<usize> {
        let table: toml::Table = std::str::from_utf8(bytes).ok()?.parse().ok()?;
        let listed = |v: &toml::Value| v.as_array().map(Vec::len);
        Some(table.get("sources").and_then(listed).unwrap_or(0))
    };
    let (named, before) = (sources(cut), sources(&bed.toml).unwrap());
    let mut outcome = Outcome::Same;
    // The first command is not the same each time: each must see it.
    let from = random.below(Reader::ALL.len() as u64) as usize;
    for i in 0..Reader::ALL.len() {
        let at = (from + i) % Reader::ALL.len();
        let (reader, notes) = (Reader::ALL[at], Notes::default());
        match answer(&bed.corpus, reader, &notes) {
            Err(error) if error.to_string().contains("corpus.toml") => outcome = Outcome::Refused,
            Err(error) => return Err(format!("cut at {at}, {reader:?}: {error}")),
            Ok(found) if found == bed.expected[at] => {}
            Ok(_) if named == Some(0) => {
                return Err(format!("cut at {at}, {reader:?} succeeds without a source"));
            }
            // The first command says so. A corpus of fewer sources may then be built, as the file asks for.
            Ok(_) if i == 0 && named < Some(before) => {
                let said = notes.text();
                if !said.contains("corpus.toml") && !said.contains("source") {
                    return Err(format!(
                        "cut at {at}, {reader:?} succeeds on fewer sources without a word: «{said}»"
                    ));
                }
                outcome = Outcome::Refused;
            }
            // A cut inside a mapping or a title is an edit that nobody can tell from another.
            Ok(_) => {}
        }
    }
    if fs::read(bed.corpus.join("corpus.toml")).unwrap() != cut {
        return Err(format!("cut at {at}: a reading command wrote corpus.toml"));
    }
    fs::write(bed.corpus.join("corpus.toml"), &bed.toml).unwrap();
    bed.answers_as_expected("corpus.toml put back")?;
    Ok(outcome)
}

/// All kinds of files, with a changed or an unchanged look.
fn rounds(cases: u64, silent: bool) -> Vec<Round> {
    let bed = Bed::new();
    let look = if silent { "same stat" } else { "changed stat" };
    let mut rounds = Vec::new();
    for (kind, files) in bed.kinds() {
        let name = format!("flip {kind}, {look}");
        if is_wanted(&name) {
            rounds.push(Round::run(&name, cases, |random, _| {
                case(&bed, &files, silent, random)
            }));
        }
    }
    if !silent {
        rounds.push(Round::run("cut corpus.toml", cases, |random, number| {
            cut_toml(&bed, number, random)
        }));
    }
    rounds
}

#[test]
fn damaged_files_that_look_changed() {
    conclude(&rounds(3, false));
}

#[test]
fn damaged_files_that_look_unchanged() {
    conclude(&rounds(3, true));
}

#[test]
#[ignore = "the long round"]
fn a_thousand_damaged_files_of_each_kind_that_look_changed() {
    conclude(&rounds(1_000, false));
}

#[test]
#[ignore = "the long round"]
fn a_thousand_damaged_files_of_each_kind_that_look_unchanged() {
    conclude(&rounds(1_000, true));
}

/// The harness itself would notice: what it damages is damaged, and what it makes the program believe is believed.
#[test]
fn rot_is_what_it_says() {
    let bed = Bed::new();
    let (name, _) = bed
        .whole
        .iter()
        .find(|(name, _)| name.ends_with("facts"))
        .expect("the facts");
    rot(&bed.corpus, name, |bytes| bytes[0] ^= 1);
    let path: &Path = &bed.corpus.join(".palabre").join(name);
    assert_ne!(fs::read(path).unwrap(), bed.whole[name]);
    let (manifest, folder) = current_build(&bed.corpus).unwrap();
    let mut seen = palabre::store::HashCache::read(&bed.corpus);
    let damaged = palabre::store::damaged(&folder, &manifest, &mut seen);
    assert!(damaged.is_empty(), "the look of {damaged:?} is remembered");
}
