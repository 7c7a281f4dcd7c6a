//! The walk over a list of stages: what is current is taken over from the published build, the rest runs.

use super::super::PipelineError;
use super::found::Found;
use super::stage::{Keys, Shared, Stage};
use crate::store::{BuildDir, StoreError};

/// Makes a build of all stages in their order, and gives the names of those that ran.
///
/// A stage that ran under the key of the published build (its outputs were damaged) usually writes the same bytes
/// again: what is made of them is then taken over.
pub(in crate::pipeline) fn walk<W, C: Shared>(
    stages: &[Stage<W, C>],
    keys: &Keys,
    found: Option<&Found>,
    dir: &mut BuildDir,
    shared: &mut C,
) -> Result<Vec<&'static str>, PipelineError> {
    let mut written: Vec<&str> = Vec::new();
    let mut ran = Vec::new();
    let mut left = stages;
    while let [stage, behind @ ..] = left {
        let older = match found {
            Some(found) if is_current(stage, keys, found, &written, dir)? => Some(found),
            _ => None,
        };
        if let Some(older) = older {
            for name in stage.outputs {
                dir.reuse(&older.files, &older.manifest, name)?;
            }
        } else {
            (stage.run)(shared, &dir.path)?;
            written.extend(stage.outputs);
            ran.push(stage.name);
        }
        shared.keep(&inputs_to_come(behind, keys, found, &written, dir)?);
        left = behind;
    }
    Ok(ran)
}

/// Whether the outputs of a stage are those of the published build: made under the same key, whole, and of the same
/// bytes as far as their inputs are written.
fn is_current<W, C>(
    stage: &Stage<W, C>,
    keys: &Keys,
    found: &Found,
    written: &[&str],
    dir: &mut BuildDir,
) -> Result<bool, StoreError> {
    if !found.has(stage, keys) {
        return Ok(false);
    }
    for input in stage.inputs.iter().filter(|i| written.contains(i)) {
        if !dir.has_same(&found.manifest, input)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The inputs of those stages that run, or may run because a stage before them runs.
fn inputs_to_come<W, C>(
    stages: &[Stage<W, C>],
    keys: &Keys,
    found: Option<&Found>,
    written: &[&str],
    dir: &mut BuildDir,
) -> Result<Vec<&'static str>, StoreError> {
    let (mut inputs, mut to_write) = (Vec::new(), Vec::new());
    for stage in stages {
        let current = match found {
            Some(found) => is_current(stage, keys, found, written, dir)?,
            None => false,
        };
        if !current || stage.inputs.iter().any(|i| to_write.contains(i)) {
            inputs.extend(stage.inputs);
            to_write.extend(stage.outputs);
        }
    }
    Ok(inputs)
}
