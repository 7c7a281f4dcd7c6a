//! The current build of a corpus: taken as it is where it is whole and of today's sources, else rebuilt, as
//! little of it as will do.

use super::PipelineError;
use super::analyse;
use super::build::{annotate_key, derive, import_and_index, import_key, write_themes};
use super::dictionary::{dictionary, dictionary_info};
use super::import::organisers;
use super::sources::{Source, all_unchanged, sources_cached};
use super::words_changed::Before;
use crate::model::Progress;
use crate::store::{
    self, BuildDir, BuildFiles, Corpus, HashCache, Lock, Manifest, Published, damaged, files,
    published, summed_again,
};
use crate::text::words_version;
use std::path::Path;

/// What is made of the sources alone.
const TABLES: [&str; 5] = [
    files::RECORDS,
    files::TEXTS,
    files::VOTES,
    files::IMPORTS,
    files::WARNINGS,
];
/// What is made of the tables.
const DERIVED: [&str; 3] = [files::FACTS, files::BALLOTS, files::INDEX];
/// What is made of tables and dictionary.
const THEMES: [&str; 2] = [files::THEMES, files::THEME_ROWS];

/// What a build has to be of.
struct Wanted {
    sources: Vec<Source>,
    import_key: String,
    annotate_key: String,
}

/// A build that is whole and of today's sources and dictionary.
pub struct Built {
    /// What it was made of.
    pub manifest: Manifest,
    /// Its files.
    pub files: BuildFiles,
}

/// A published build, and what can be used of it.
struct Found {
    manifest: Manifest,
    files: BuildFiles,
    tables: bool,
    derived: bool,
    themes: bool,
    /// Whether its list of checksums is whole.
    sums: bool,
    /// The names of its damaged files.
    damaged: Vec<String>,
}

impl Found {
    fn is_whole(&self) -> bool {
        self.tables && self.derived && self.themes && self.sums
    }

    fn into_built(self) -> Built {
        Built {
            manifest: self.manifest,
            files: self.files,
        }
    }

    /// Says what is wrong with it and what is done.
    fn report(&self, progress: &dyn Progress) {
        let [first, others @ ..] = &self.damaged[..] else {
            return;
        };
        let others = match others.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let from = if self.tables { "tables" } else { "sources" };
        progress.note(&format!(
            "the build {} is damaged ({first}{others}): it is rebuilt from the {from}",
            self.manifest.build
        ));
    }
}

/// The current build of a corpus, made first where it is absent, stale or damaged.
pub fn ensure(corpus: &Corpus, progress: &dyn Progress) -> Result<Built, PipelineError> {
    let root = &corpus.root;
    let mut cache = HashCache::read(root);
    let wanted = wanted(corpus, &mut cache, progress)?;
    let look =
        |cache: &mut HashCache, progress: &dyn Progress| look(root, &wanted, cache, progress);
    if let Some(found) = look(&mut cache, &crate::model::Silent).filter(Found::is_whole) {
        cache.keep(root);
        return Ok(found.into_built());
    }
    let lock = Lock::take(root)?;
    // Another program may have built the same while this one waited.
    let found = look(&mut cache, progress);
    if let Some(found) = &found {
        found.report(progress);
    }
    let found = match found {
        Some(found) if found.is_whole() => {
            cache.keep(root);
            return Ok(found.into_built());
        }
        found => found.filter(|f| f.tables),
    };
    if found.is_none() {
        // What cannot be read is reported before anything is written.
        for source in &wanted.sources {
            source.is_there()?;
        }
    }
    let key = store::author_key(root)?.with_organisers(organisers(corpus));
    let mut dir = BuildDir::begin(root, &lock)?;
    let (dictionary, info) = dictionary(corpus)?;
    let mut manifest = Manifest {
        palabre: env!("CARGO_PKG_VERSION").to_string(),
        words: words_version(),
        build: dir.number,
        import_key: wanted.import_key.clone(),
        annotate_key: annotate_key(&wanted.import_key, &info.sha256),
        sources: wanted.sources.iter().map(|s| s.info.clone()).collect(),
        dictionary: info,
        consultations: Vec::new(),
        masked: Default::default(),
        anonymous: [0; 2],
        files: Default::default(),
    };
    let before = found
        .as_ref()
        .and_then(|f| Before::of(&f.manifest, &f.files));
    let themes = found.as_ref().is_some_and(|f| f.themes);
    let made = match found {
        None => {
            let replaces = &corpus.replaces;
            let read = &wanted.sources;
            Some(import_and_index(
                read,
                replaces,
                &key,
                &dir,
                &mut manifest,
                progress,
            )?)
        }
        Some(older) => {
            manifest.consultations = older.manifest.consultations.clone();
            manifest.masked = older.manifest.masked;
            manifest.anonymous = older.manifest.anonymous;
            reuse(&mut dir, &older, &TABLES)?;
            if themes {
                reuse(&mut dir, &older, &THEMES)?;
            }
            let records = || store::read_records(&older.files);
            if !older.derived {
                let votes = store::read_votes(&older.files)?;
                let records = records()?;
                let (analysed, lexicon) = derive(&records, &votes, &dir, progress)?;
                Some((records, analysed, lexicon))
            } else {
                reuse(&mut dir, &older, &DERIVED)?;
                if themes {
                    None
                } else {
                    let records = records()?;
                    let lexicon = store::read_lexicon(&older.files)?;
                    let analysed = analyse::reread(&records, &lexicon, progress)?;
                    Some((records, analysed, lexicon))
                }
            }
        }
    };
    if let Some((records, analysed, lexicon)) = made.filter(|_| !themes) {
        write_themes(&dir, &dictionary, &records, &analysed, &lexicon, progress)?;
    }
    progress.check()?;
    all_unchanged(&wanted.sources)?;
    let files = store::publish(root, dir, &mut manifest, &mut cache, &lock)?;
    let moved = before.and_then(|b| b.message(&manifest, &files, corpus));
    if let Some(message) = moved {
        progress.note(&message);
    }
    Ok(Built { manifest, files })
}

fn wanted(
    corpus: &Corpus,
    cache: &mut HashCache,
    progress: &dyn Progress,
) -> Result<Wanted, PipelineError> {
    let sources = sources_cached(corpus, cache, progress)?;
    let import_key = import_key(corpus, &sources);
    Ok(Wanted {
        annotate_key: annotate_key(&import_key, &dictionary_info(corpus)?.1),
        import_key,
        sources,
    })
}

/// Looks at what is published, and says why nothing of it can be used where that is not plain.
fn look(
    root: &Path,
    wanted: &Wanted,
    cache: &mut HashCache,
    progress: &dyn Progress,
) -> Option<Found> {
    let again = |what: &str| progress.note(&format!("the build {what}: it is rebuilt"));
    let (manifest, path) = match published(root) {
        Published::Nothing => return None,
        Published::Unusable(what) => {
            again(&what);
            return None;
        }
        Published::Build(manifest, path) => (*manifest, path),
    };
    if manifest.import_key != wanted.import_key {
        return None;
    }
    let opened = BuildFiles::open(&path, &manifest);
    if opened.is_err() {
        // What else the disk has changed under the same times is not known: every file is read.
        cache.distrust_build();
    }
    let damaged = damaged(&path, &manifest, cache);
    let files = opened.unwrap_or_else(|_| BuildFiles::of(&path, summed_again(&path, &manifest)));
    let whole = |names: &[&str]| {
        names.iter().all(|name| {
            let inside = format!("{name}/");
            let of = |file: &String| file == name || file.starts_with(&inside);
            manifest.files.keys().any(of) && !damaged.iter().any(of)
        })
    };
    // With other headwords the tables stay, and what is made of words is rebuilt.
    let same_words = manifest.words == words_version();
    if !same_words {
        let was = &manifest.words;
        let is = words_version();
        again(&format!("has the words of {was}, this program has {is}"));
    }
    Some(Found {
        tables: whole(&TABLES),
        derived: same_words && whole(&DERIVED),
        themes: same_words && whole(&THEMES) && manifest.annotate_key == wanted.annotate_key,
        sums: whole(&[files::BLOCK_SUMS]),
        manifest,
        files,
        damaged,
    })
}

fn reuse(dir: &mut BuildDir, older: &Found, names: &[&str]) -> Result<(), PipelineError> {
    for name in names {
        dir.reuse(&older.files, &older.manifest, name)?;
    }
    Ok(())
}
