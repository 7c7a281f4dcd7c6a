//! Palabre reads what citizens write in French public consultations and tells, with evidence, what
//! they talk about and where they stand.

pub mod annotate;
pub mod charts;
pub mod cli;
pub mod index;
pub mod ingest;
pub mod locale;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod store;
pub mod tally;
pub mod text;
