//! From source files to records: one importer a format, recognised by content; nothing lost in silence.
//!
//! [`table`] opens whatever contains rows; `mapping` turns rows into records, votes and refusals by the specs of
//! platforms in `specs/`, by the analyst's own, or by a mapping of `corpus.toml`; what is no table is read by
//! `special`. All of them clean texts by `clean` and hand what they find to the `journal`, which decides about
//! doubles and forgets no row.

mod clean;
mod importer;
mod io;
mod journal;
mod mapping;
mod other_document;
mod refusals;
mod registry;
mod special;
pub mod table;
#[cfg(test)]
mod testing;

pub use clean::dates::paris_date;
pub use clean::html::{html_to_text, looks_like_html};
pub use clean::kept::{Masked, mask};
pub use clean::repair::{Repairs, repair};
pub use importer::{Context, Importer, comparable_name};
pub use io::archive::{Limits, Members, Unread, members};
pub use io::decode::{Encoding, decode};
pub use io::files::{HEAD, InputFile, ReadError, list_files, sha256_file, sha256_hex};
pub use journal::Journal;
pub use journal::imported::{ByKind, Difference, Imported};
pub use mapping::{Platform, SpecError};
pub use other_document::OtherDocument;
pub use refusals::refuse_unread;
pub use registry::{
    SAVE_AS, importer, importers, other_document, read_as, read_by, read_file, recognise,
};
pub use table::{Candidate, Cells};

use refusals::{refuse_file, warn_masked};
