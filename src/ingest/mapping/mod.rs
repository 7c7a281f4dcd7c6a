//! What tables mean: one engine turns rows into records, votes and refusals, by a spec.
//!
//! A spec is data (`spec`): that of a platform, shipped under `specs/` or the analyst's own, or the one that a
//! mapping of `corpus.toml` is. It is resolved against a header once a file (`plan`), so that no column is looked
//! up by name for a row; `engine` judges the rows, `fields` and `reference` read
//! their cells. `batches` has several threads do so, and hands over what rows give in their order.

mod batches;
mod engine;
mod error;
mod fields;
pub(in crate::ingest) mod forms;
pub(in crate::ingest) mod generic;
mod given;
pub(in crate::ingest) mod global_id;
mod kinds;
mod languages;
mod last_votes;
mod oddities;
mod one_or_many;
mod plan;
mod platform;
mod reference;
pub(in crate::ingest) mod set_aside;
mod spec;
#[cfg(test)]
mod tests;
pub(super) mod values;

pub(super) use engine::Engine;
pub use error::SpecError;
pub(super) use plan::{Headers, Plan};
pub use platform::Platform;
pub(super) use platform::{CONSUL, DECIDIM, GRAND_DEBAT, POLIS};
pub(super) use spec::Table;
