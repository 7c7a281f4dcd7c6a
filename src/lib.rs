//! Palabre reads what citizens write in French public consultations and tells, with evidence, what
//! they talk about and where they stand.
//!
//! Source files are read by [`ingest`] into records, which [`text`] analyses once, [`store`] keeps as
//! tables and [`index`] makes searchable; [`annotate`] says what each record is about; [`tally`] counts;
//! [`textometry`] reads in context and compares; [`charts`] draws; [`report`] and the [`cli`] show; and every
//! figure keeps the way back to its verbatims. [`pipeline`] alone brings them together; [`model`] and
//! [`locale`] lie below all.
//!
//! ```no_run
//! use palabre::{locale::Lang, model::Silent, pipeline, tally::ModeratedOption};
//!
//! # fn main() -> Result<(), pipeline::PipelineError> {
//! let open = pipeline::Open::corpus("corpora/demo".as_ref(), &Silent)?;
//! let all = ModeratedOption::Exclude.into();
//! let themes = pipeline::themes(&open, &all, Lang::Fr)?;
//! for row in &themes.body.rows {
//!     println!("{}: {} contributions", row.label, row.contributions);
//! }
//! # Ok(())
//! # }
//! ```

pub mod annotate;
pub mod charts;
pub mod cli;
pub mod export;
pub mod index;
pub mod ingest;
pub mod locale;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod store;
pub mod tally;
pub mod text;
pub mod textometry;

pub use pipeline::{Open, PipelineError};
