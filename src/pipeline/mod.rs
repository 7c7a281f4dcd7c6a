//! The only composer: every floor below is brought together here, and faces ask here alone.

mod answer;
mod build;
mod check;
mod compare;
mod create;
mod dictionary;
mod error;
mod evaluate;
mod export;
mod import;
mod open;
mod report;
mod search;
mod sources;
mod stances;
mod subcorpus;
mod synth;
mod themes;
mod timing;

pub use answer::{Answer, Tabular, cell};
pub use build::{BuildAnswer, build, ensure};
pub use check::{CheckAnswer, CheckRow, RecordRow, SampleRecord, WarningGroup, check};
pub use compare::{CompareAnswer, CompareRow, REST, ShareDifference, compare, compare_parts};
pub use create::{AddOptions, Added, NewOptions, add, create};
pub use error::PipelineError;
pub use evaluate::{EvaluateAnswer, evaluate};
pub use export::{
    DEFAULT_KINDS, ExportAnswer, ExportFormat, ExportOptions, ExportTo, export, export_kinds,
};
pub use open::Open;
pub use report::{ReportAnswer, ReportOptions, in_memory, report};
pub use search::{CountAnswer, SearchAnswer, SearchOptions, count, search};
pub use stances::{StancesAnswer, stances};
pub use subcorpus::{Selection, Within, may_save, open, rows_of, save, select};
pub use synth::{SynthOptions, synth};
pub use themes::{ThemesAnswer, themes, write_dictionary};
pub use timing::{StageTiming, Timed};
