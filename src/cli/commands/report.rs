//! `palabre report`.

use super::Session;
use crate::pipeline::PipelineError;
use std::path::Path;

pub fn run(_s: &Session, _c: &Path, _o: Option<&Path>) -> Result<u8, PipelineError> {
    Err(PipelineError::Usage("soon".into()))
}
