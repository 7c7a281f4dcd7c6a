//! The current build of a corpus: taken as it is where it is whole and of today's sources, else rebuilt, as
//! little of it as will do.

use super::PipelineError;
use super::dictionary::{dictionary, dictionary_info};
use super::import::organisers;
use super::sources::{all_unchanged, sources_cached};
use super::stages::{self, Found, IMPORT, Keys, Run, Wanted, keys, walk};
use super::words_changed::Before;
use crate::model::{Progress, Silent};
use crate::store::{
    self, BuildDir, BuildFiles, Corpus, HashCache, Lock, Manifest, Published, published,
};
use crate::text::words_version;
use std::path::Path;

/// A build that is whole and of today's sources and dictionary.
pub struct Built {
    /// What it was made of.
    pub manifest: Manifest,
    /// Its files.
    pub files: BuildFiles,
}

impl From<Found> for Built {
    fn from(found: Found) -> Self {
        Built {
            manifest: found.manifest,
            files: found.files,
        }
    }
}

/// The current build of a corpus, made first where it is absent, stale or damaged.
pub fn ensure(corpus: &Corpus, progress: &dyn Progress) -> Result<Built, PipelineError> {
    bring(corpus, false, progress)
}

/// A build that is made of the sources whatever was built before: nothing of an older one is used. Where a source is
/// gone, what the last build read of it is all that there is, and the build is as [`ensure`] gives it.
pub(super) fn build_anew(corpus: &Corpus, progress: &dyn Progress) -> Result<Built, PipelineError> {
    bring(corpus, true, progress)
}

fn bring(corpus: &Corpus, anew: bool, progress: &dyn Progress) -> Result<Built, PipelineError> {
    let root = &corpus.root;
    let mut cache = HashCache::read(root);
    let wanted = Wanted {
        corpus,
        sources: sources_cached(corpus, &mut cache, progress)?,
        dictionary: dictionary_info(corpus)?.1,
    };
    let stages = stages::list();
    let keys = keys(&stages, &wanted);
    let anew = anew && wanted.sources.iter().all(|source| source.gone.is_none());
    let found = look(root, &keys, &mut cache, &Silent).filter(|_| !anew);
    if let Some(found) = found.filter(|f| f.has_all(&stages, &keys)) {
        cache.keep(root);
        return Ok(found.into());
    }
    let lock = Lock::take(root)?;
    // Another program may have built the same while this one waited.
    let found = look(root, &keys, &mut cache, progress).filter(|_| !anew);
    let import = stages.iter().find(|stage| stage.name == IMPORT);
    let has_tables = |found: &Found| import.is_some_and(|import| found.has(import, &keys));
    if let Some(found) = &found {
        report(found, has_tables(found), progress);
    }
    let found = match found {
        Some(found) if found.has_all(&stages, &keys) => {
            cache.keep(root);
            return Ok(found.into());
        }
        found => found,
    };
    if !found.as_ref().is_some_and(has_tables) {
        // What cannot be read is reported before anything is written.
        for source in &wanted.sources {
            source.is_there()?;
        }
    }
    let key = store::author_key(root)?.with_organisers(organisers(corpus));
    let mut dir = BuildDir::begin(root, &lock)?;
    let (dictionary, info) = dictionary(corpus)?;
    let mut run = Run::new(&wanted, key, &dictionary, found.as_ref(), progress);
    walk(&stages, &keys, found.as_ref(), &mut dir, &mut run)?;
    let summary = run.summary;
    let mut manifest = Manifest {
        palabre: env!("CARGO_PKG_VERSION").to_string(),
        words: words_version(),
        build: dir.number,
        stages: keys,
        sources: wanted.sources.iter().map(|s| s.info.clone()).collect(),
        dictionary: info,
        consultations: summary.consultations,
        masked: summary.masked,
        anonymous: summary.anonymous,
        files: Default::default(),
    };
    progress.check()?;
    all_unchanged(&wanted.sources)?;
    let before = found.and_then(|f| Before::of(&f.manifest, &f.files));
    let files = store::publish(root, dir, &mut manifest, &mut cache, &lock)?;
    let moved = before.and_then(|b| b.message(&manifest, &files, corpus));
    if let Some(message) = moved {
        progress.note(&message);
    }
    Ok(Built { manifest, files })
}

/// Says what is wrong with a build and what is done.
fn report(found: &Found, has_tables: bool, progress: &dyn Progress) {
    let [first, others @ ..] = &found.damaged[..] else {
        return;
    };
    let others = match others.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let from = if has_tables { "tables" } else { "sources" };
    progress.note(&format!(
        "the build {} is damaged ({first}{others}): it is rebuilt from the {from}",
        found.manifest.build
    ));
}

/// Looks at what is published, and says why nothing of it can be used where that is not plain.
fn look(root: &Path, keys: &Keys, cache: &mut HashCache, progress: &dyn Progress) -> Option<Found> {
    let again = |what: &str| progress.note(&format!("the build {what}: it is rebuilt"));
    let (manifest, path) = match published(root) {
        Published::Nothing => return None,
        Published::Unusable(what) => {
            again(&what);
            return None;
        }
        Published::Build(manifest, path) => (*manifest, path),
    };
    // Everything is made of the import: with another one nothing of the build is used.
    if manifest.stages.get(IMPORT) != keys.get(IMPORT) {
        return None;
    }
    // With other headwords the tables stay, and what is made of words is rebuilt.
    if manifest.words != words_version() {
        let was = &manifest.words;
        let is = words_version();
        again(&format!("has the words of {was}, this program has {is}"));
    }
    Some(Found::check(manifest, &path, cache))
}
