//! The only composer: every floor below is brought together here, and faces ask here alone.

mod analyse;
mod answer;
mod build;
mod check;
mod create;
mod dictionary;
mod ensure;
mod error;
mod evaluate;
mod export;
mod import;
mod open;
mod report;
mod search;
mod sources;
mod stances;
mod synth;
mod themes;
mod timing;

pub use answer::{Answer, Tabular, cell};
pub use build::{BuildAnswer, build};
pub use check::{CheckAnswer, CheckRow, RecordRow, SampleRecord, WarningGroup, check};
pub use create::{AddOptions, Added, NewOptions, add, create};
pub use ensure::ensure;
pub use error::PipelineError;
pub use evaluate::{EvaluateAnswer, evaluate};
pub use export::{
    DEFAULT_KINDS, ExportAnswer, ExportFormat, ExportOptions, ExportTo, export, export_kinds,
};
pub use open::Open;
pub use report::{ReportAnswer, ReportOptions, in_memory, report};
pub use search::{CountAnswer, SearchAnswer, SearchOptions, count, search};
pub use stances::{StancesAnswer, stances};
pub use synth::{SynthOptions, synth};
pub use themes::{ThemesAnswer, themes, write_dictionary};
pub use timing::{StageTiming, Timed};
