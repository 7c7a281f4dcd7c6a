//! What a stage of a build is, and the keys of a list of stages.

use super::super::PipelineError;
use std::collections::BTreeMap;
use std::path::Path;

/// A part of a build that is made as a whole. `W` is what keys are made of, `C` what stages share while they run.
///
/// A stage runs where its key is another one than that of the published build, where one of its outputs is damaged,
/// and where an input has been written with other bytes; else its outputs are taken over.
pub(in crate::pipeline) struct Stage<W, C> {
    /// Its name, as progress, timings and the manifest have it.
    pub name: &'static str,
    /// What the outputs depend on besides the inputs, the version of their own layout among it. The keys of the
    /// stages that make the inputs are added to it.
    pub key: fn(&W) -> String,
    /// The files of the build that it reads: outputs of stages before it.
    pub inputs: &'static [&'static str],
    /// The files and folders of the build that it writes, and no other stage does.
    pub outputs: &'static [&'static str],
    /// Writes the outputs into the folder of the build.
    pub run: fn(&mut C, &Path) -> Result<(), PipelineError>,
}

/// What stages share while they run.
pub(in crate::pipeline) trait Shared {
    /// Drops what is only made of files other than these: no stage that is still to run reads them.
    fn keep(&mut self, inputs: &[&str]);
}

/// The keys of stages by their names.
pub(in crate::pipeline) type Keys = BTreeMap<String, String>;

/// The keys of some stages: each of its own key and of the keys of the stages that make its inputs.
pub(in crate::pipeline) fn keys<W, C>(stages: &[Stage<W, C>], of: &W) -> Keys {
    let mut keys = Keys::new();
    for (at, stage) in stages.iter().enumerate() {
        let mut parts = vec![(stage.key)(of)];
        let makes = |s: &&Stage<W, C>| s.outputs.iter().any(|o| stage.inputs.contains(o));
        for before in stages[..at].iter().filter(makes) {
            parts.extend(keys.get(before.name).cloned());
        }
        let key = match &parts[..] {
            [own] => own.clone(),
            parts => hash(parts.iter().map(String::as_str)),
        };
        keys.insert(stage.name.to_string(), key);
    }
    keys
}

/// The hash of some texts, which depends on where one ends and the next begins.
pub(super) fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
