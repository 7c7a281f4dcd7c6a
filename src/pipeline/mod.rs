//! The only composer: every floor below is brought together here, and faces ask here alone.

mod analyse;
mod answer;
mod ask;
mod build_answer;
mod by;
mod check;
mod compare;
mod conditions;
mod copies;
mod create;
mod dictionary;
mod ensure;
mod error;
mod evaluate;
mod evaluate_search;
mod export;
mod frequencies;
mod groups;
mod import;
mod kwic;
mod named;
mod open;
mod own_spec;
mod parse;
mod recorder;
mod repair;
mod report;
mod search;
mod selection;
mod sources;
mod stages;
mod stances;
mod subcorpus;
mod subcorpus_names;
mod synth;
mod table;
mod target;
mod themes;
mod timing;
mod trace;
mod usage;
mod verify;
mod words_changed;

pub use answer::{Answer, Tabular, cell};
pub use ask::Question;
pub use build_answer::{BuildAnswer, build};
pub use check::{CheckAnswer, CheckRow, ColumnCounts, RecordRow, SampleRecord, check};
pub use compare::{CompareAnswer, CompareRow, REST, ShareDifference, compare, compare_parts};
pub use create::{AddOptions, Added, NewOptions, add, create};
pub use ensure::{Built, ensure};
pub use error::{Changed, PipelineError};
pub use evaluate::{EvaluateAnswer, evaluate};
pub use evaluate_search::{RelevanceAnswer, RelevanceMeans, RelevanceRow, evaluate_search};
pub use export::{
    DEFAULT_KINDS, ExportAnswer, ExportFormat, ExportOptions, ExportTo, export, export_kinds,
    searched_kinds,
};
pub use frequencies::{
    Along, ChartAnswer, FormFrequency, Frequencies, FrequenciesAnswer, PartFrequency,
    PartsFrequency, QueryFrequency, check_chart, check_queries, frequencies, write_chart,
};
pub use groups::WarningGroup;
pub use kwic::{
    KwicAnswer, KwicGroup, KwicGroupsAnswer, KwicOptions, KwicRow, PageOptions, Sampled, kwic,
    kwic_groups,
};
pub use open::Open;
pub use parse::check_query;
pub use repair::with_repair;
pub use report::{ReportAnswer, ReportOptions, check_report_folder, in_memory, report};
pub use search::{
    CountAnswer, Counted, Explanation, FacetAnswer, FacetRow, FormCount, SearchAnswer,
    SearchOptions, SearchRow, Sort, TermScore, UnusedWord, VariableFacet, count, count_forms,
    search, similar,
};
pub use selection::{Selection, Within};
pub use stances::{StancesAnswer, stances};
pub use subcorpus::{may_save, open, rows_of, save, select};
pub use synth::{SynthOptions, Vocabulary, synth};
pub use table::{Exported, TableFormat, WrittenAnswer, check_table_file, write_table};
pub use target::check_file;
pub use themes::{ThemeRow, ThemesAnswer, themes, themes_with_forms, write_dictionary};
pub use timing::{StageTiming, Timed};
pub use trace::{SourceHash, TraceAnswer, TraceOptions, TraceRow, trace};
pub use usage::{
    FileType, Line, NotReadable, OptionError, OutputError, SourceError, UnknownSubcorpus,
    UnknownVariable, UsageError, Whole, Written,
};
pub use verify::{Difference, DifferenceKind, VerifyAnswer, verify};
