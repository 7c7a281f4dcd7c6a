//! A command over a build that turns out to be damaged: checked, rebuilt, and asked again.

use super::PipelineError;
use crate::model::Progress;
use crate::store::HashCache;
use std::path::Path;

/// Runs `work` over the corpus in `root`. Where a file of the build turns out to be damaged though it looks as it
/// did when it was whole, what was known of the build is forgotten and `work` runs once more: opening the corpus
/// then reads every file, and what is damaged is rebuilt from what is whole.
///
/// # Errors
/// Those of `work`.
pub fn with_repair<T>(
    root: &Path,
    progress: &dyn Progress,
    work: impl Fn() -> Result<T, PipelineError>,
) -> Result<T, PipelineError> {
    let error = match work() {
        Err(error) if error.is_damage() => error,
        other => return other,
    };
    HashCache::forget_build(root);
    progress.note(&format!("{error}; every file of the build is checked now"));
    work()
}
