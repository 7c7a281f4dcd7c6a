//! Tables, whatever contains them: CSV, JSON, JSON Lines, Parquet, XLSX and ODS as a header and a stream of rows.
//!
//! How rows are stored is known here alone; what their cells mean is for whoever reads them. Every container gives
//! the same `Row`, with a place that leads back to the file, so that a platform's export is read alike whether
//! it comes as the platform wrote it or as somebody saved it.

mod candidate;
mod cell_ends;
mod cells;
mod csv_ahead;
mod csv_cut;
mod csv_layout;
pub mod csv_rows;
mod csv_split;
mod csv_swallow;
mod header_row;
pub(super) mod headers;
mod joined_headers;
mod json;
mod jsonl;
mod ordered;
mod parquet;
mod parquet_cells;
mod parquet_footer;
#[cfg(test)]
mod parquet_tests;
pub(super) mod pivot;
mod platform_rows;
mod responses;
mod row;
mod rows;
mod sheets;

pub use candidate::Candidate;
pub use cells::Cells;
pub(super) use json::holds_list;
pub(super) use jsonl::begins_with_object;
pub(super) use platform_rows::PlatformRows;
pub(super) use row::Row;
pub(super) use rows::{Container, Rows, is_table};
#[cfg(test)]
pub(super) use sheets::ods_tests;
pub(super) use sheets::{Spreadsheet, other_document};
