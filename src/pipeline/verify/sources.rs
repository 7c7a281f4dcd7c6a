//! The sources and the dictionary of a report against those of today.

use super::{Difference, DifferenceKind};
use crate::model::Progress;
use crate::pipeline::sources::sources_cached;
use crate::pipeline::{Open, PipelineError};
use crate::report::Provenance;
use crate::store::{Corpus, HashCache};
use std::collections::BTreeMap;

/// Hashes the sources and compares them file by file with those that the report states; gives how many files were
/// hashed.
pub(super) fn compare(
    corpus: &Corpus,
    stated: &Provenance,
    progress: &dyn Progress,
    found: &mut Vec<Difference>,
) -> Result<u64, PipelineError> {
    // What was known of files is forgotten: all are read, and a source that is gone is none.
    HashCache::forget(&corpus.root);
    let mut cache = HashCache::read(&corpus.root);
    let now = sources_cached(corpus, &mut cache, progress)?;
    cache.keep(&corpus.root);
    let mut hashed: BTreeMap<(String, String), String> = BTreeMap::new();
    for source in now.iter().filter(|source| source.gone.is_none()) {
        for file in &source.info.files {
            let name = (source.info.name.clone(), file.path.clone());
            hashed.insert(name, file.sha256.clone());
        }
    }
    let files = hashed.len() as u64;
    let difference = |source: &str, file: &str, printed, recomputed| Difference {
        kind: DifferenceKind::Source,
        file: file.to_string(),
        at: source.to_string(),
        printed,
        recomputed,
    };
    for source in &stated.origin.sources {
        for file in &source.files {
            let now = hashed.remove(&(source.name.clone(), file.path.clone()));
            if now.as_ref() != Some(&file.sha256) {
                let was = Some(file.sha256.clone());
                found.push(difference(&source.name, &file.path, was, now));
            }
        }
    }
    // What is left the report does not know.
    for ((source, file), sha256) in hashed {
        found.push(difference(&source, &file, None, Some(sha256)));
    }
    Ok(files)
}

/// Compares the dictionary that counts today with the one that the report states.
pub(super) fn compare_dictionary(open: &Open, stated: &Provenance, found: &mut Vec<Difference>) {
    let (was, is) = (&stated.origin.dictionary, &open.manifest.dictionary);
    if was.sha256 != is.sha256 {
        found.push(Difference {
            kind: DifferenceKind::Dictionary,
            file: is.origin.clone(),
            at: format!("version {}", is.version),
            printed: Some(was.sha256.clone()),
            recomputed: Some(is.sha256.clone()),
        });
    }
}
