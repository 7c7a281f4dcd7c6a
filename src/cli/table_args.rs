//! The arguments of every command whose rows can go into a file.

use clap::Args;
use std::path::PathBuf;

/// The file that a command's rows go into.
#[derive(Args, Clone)]
pub(super) struct TableArgs {
    /// Write the rows into a file: .csv, .jsonl, .parquet, .xlsx or .ods.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// CSV with commas and decimal points, for programs; by default it is for a French Excel.
    #[arg(long, requires = "out")]
    pub rfc4180: bool,
}
