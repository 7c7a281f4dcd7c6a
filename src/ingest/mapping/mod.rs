//! What tables mean: one engine turns rows into records, votes and refusals, by a spec.
//!
//! A spec is data (`spec`): that of a platform, shipped under `specs/` or the analyst's own, or the one that a
//! mapping of `corpus.toml` is. It is resolved against a header once a file (`plan`), so that no column is looked
//! up by name for a row; `engine` judges the rows, `fields` and `reference` read
//! their cells, `questionnaire` those of replies to several questions. `batches` has several threads do so, and hands
//! over what rows give in their order; `above` is what depends on it.

mod above;
mod batches;
mod columns;
mod complete;
mod engine;
mod error;
mod fields;
pub(in crate::ingest) mod generic;
mod given;
pub(in crate::ingest) mod global_id;
mod headers;
mod kinds;
mod languages;
mod last_votes;
mod names;
mod oddities;
mod one_or_many;
mod own_names;
mod plan;
mod platform;
mod questionnaire;
mod reference;
mod rules;
pub(in crate::ingest) mod set_aside;
pub(super) mod sides;
mod spec;
#[cfg(test)]
mod tests;
mod ticked_sides;
pub(super) mod values;
mod variables;

pub(super) use batches::TableReader;
use columns::Said;
pub use error::SpecError;
pub(super) use headers::Headers;
pub(super) use plan::Plan;
pub use platform::Platform;
pub(super) use platform::{CAP_COLLECTIF, CONSUL, DECIDIM, GRAND_DEBAT, POLIS};
pub(super) use spec::Table;
pub(super) use variables::{Columns as VariableColumns, holds_people};
