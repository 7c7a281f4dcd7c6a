//! From source files to records: one importer a format, recognised by content; nothing lost in silence.

// To be removed: each file of this folder will hold to the lints of Cargo.toml by itself.
#![allow(
    unreachable_pub,
    missing_docs,
    clippy::large_enum_variant,
    rustdoc::private_intra_doc_links
)]

mod api_2015;
mod archive;
mod clean;
mod consistency;
mod counters;
mod date_words;
mod dates;
mod decode;
#[cfg(test)]
mod encoding_tests;
mod entities;
mod files;
mod generic;
mod global_id;
mod headers;
mod html;
mod imported;
mod iramuteq;
mod journal;
mod look;
mod loose;
mod mapping;
mod markup;
mod masks;
mod merge;
mod page_2014;
mod repair;
mod set_aside;
mod signs;
pub mod table;

pub use archive::{Limits, Members, Unread, members};
pub use clean::{Masked, mask};
pub use dates::paris_date;
pub use decode::{Encoding, decode};
pub use files::{HEAD, InputFile, ReadError, list_files, sha256_file, sha256_hex};
pub use html::{html_to_text, looks_like_html};
pub use imported::{ByKind, Difference, Imported};
pub use journal::Journal;
pub use mapping::{Platform, SpecError};
pub use repair::{Repairs, repair};
pub use table::{Candidate, Cells};

use crate::model::{
    AuthorKey, Mapping, MappingNotes, Origin, Place, Sink, SourceSpec, WarningKind,
};
use std::sync::Arc;

/// What an importer needs to know besides the file.
pub struct Context<'a> {
    /// First part of ids: the source's name, or that of the oldest export that it replaces.
    pub source: &'a str,
    /// The name of the `[[sources]]` entry, for origins.
    pub entry: Arc<str>,
    /// The file that is read, for origins.
    pub file: Arc<str>,
    /// The key of authors' pseudonyms.
    pub key: &'a AuthorKey,
    /// Which columns of a table say what, where `corpus.toml` says so.
    pub mapping: Option<&'a Mapping>,
}

impl<'a> Context<'a> {
    /// What reading a file of a source needs; `family` is the name that ids begin with.
    fn of(file: &InputFile, spec: &'a SourceSpec, family: &'a str, key: &'a AuthorKey) -> Self {
        Context {
            source: family,
            entry: spec.name.as_str().into(),
            file: file.path.as_str().into(),
            key,
            mapping: spec.mapping.as_ref(),
        }
    }

    /// A place in the file that is read.
    pub fn origin(&self, place: Place) -> Origin {
        Origin {
            source: self.entry.clone(),
            file: self.file.clone(),
            place,
        }
    }
}

/// A format that Palabre reads.
pub trait Importer: Sync {
    /// The format's name, which is also its family and the default name of its sources.
    fn name(&self) -> &str;
    /// Whether the file is of this format, from its content alone.
    fn recognises(&self, candidate: &Candidate<'_>) -> bool;
    /// Whether the file can be read as this format where `corpus.toml` names it.
    fn can_read(&self, file: &InputFile) -> bool {
        self.recognises(&Candidate::new(file))
    }
    /// The columns that a table seems to have, and why; `None` for formats that need no mapping.
    fn guess(&self, _file: &InputFile) -> Option<(Mapping, MappingNotes)> {
        None
    }
    /// The columns of a table, by name; `None` for formats that need no mapping.
    fn columns(&self, _file: &InputFile) -> Option<Vec<String>> {
        None
    }
    /// Reads a file into the sink: a record, a refusal or a warning for everything in it. Bad content is
    /// never an error and never a panic: it is told to the sink.
    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink);
}

/// All formats, in the order in which they are tried.
pub fn importers() -> &'static [&'static dyn Importer] {
    static ALL: [&dyn Importer; 14] = [
        &page_2014::Page2014,
        &api_2015::Api2015,
        &mapping::CAP_COLLECTIF,
        &mapping::DECIDIM,
        &mapping::CONSUL,
        &mapping::GRAND_DEBAT,
        &mapping::POLIS,
        &iramuteq::Iramuteq,
        // The generic tables come last: they recognise every table.
        &generic::XLSX,
        &generic::ODS,
        &generic::PARQUET,
        &generic::JSON,
        &generic::CSV,
        &generic::JSON_LINES,
    ];
    &ALL
}

/// The importer of that name.
pub fn importer(name: &str) -> Option<&'static dyn Importer> {
    importers().iter().copied().find(|i| i.name() == name)
}

/// The importer that recognises a file.
pub fn recognise(file: &InputFile) -> Option<&'static dyn Importer> {
    let candidate = Candidate::new(file);
    importers()
        .iter()
        .copied()
        .find(|i| i.recognises(&candidate))
}

/// Reads one file of a source into the sink.
///
/// `family` is the name that ids begin with: the source's own, or that of its oldest export.
///
/// A file that the source's format does not recognise is refused as one row, with a reason that names
/// the format it seems to be of.
pub fn read_file(
    file: &InputFile,
    spec: &SourceSpec,
    family: &str,
    key: &AuthorKey,
    sink: &mut dyn Sink,
) {
    read_as(file, recognise(file), spec, family, key, sink);
}

/// The same of a file that was looked at already: `found` is the importer that recognises it.
pub fn read_as(
    file: &InputFile,
    found: Option<&'static dyn Importer>,
    spec: &SourceSpec,
    family: &str,
    key: &AuthorKey,
    sink: &mut dyn Sink,
) {
    let context = Context::of(file, spec, family, key);
    sink.begin_file();
    let origin = context.origin(Place::Line(1));
    let wanted = importer(&spec.format);
    match (wanted, found) {
        // The analyst's own mapping weighs more than what the file looks like.
        (Some(wanted), _) if spec.mapping.as_ref().is_some_and(|m| fits(wanted, m, file)) => {
            wanted.read(file, &context, sink)
        }
        (Some(wanted), Some(found)) if wanted.name() == found.name() => {
            found.read(file, &context, sink)
        }
        (None, Some(found)) => found.read(file, &context, sink),
        (Some(wanted), Some(found)) => {
            let detail = format!(
                "this file is of the format {}, its source of {}: give it a [[sources]] entry of its own",
                found.name(),
                wanted.name()
            );
            refuse_file(sink, origin, "other_format", detail);
        }
        (Some(wanted), None) if wanted.can_read(file) => {
            let detail = "no column of it is known to be a text: where it is a table of contributions, \
                          name its columns in [sources.mapping] of corpus.toml";
            refuse_file(sink, origin, "unknown_format", detail.to_string());
        }
        (_, None) => {
            let known: Vec<&str> = importers().iter().map(|i| i.name()).collect();
            let detail = if file.head.is_empty() {
                "the file is empty".to_string()
            } else if let Some(what) = other_document(file) {
                what.to_string()
            } else {
                format!(
                    "no known format ({}) fits this file: {SAVE_AS}",
                    known.join(", ")
                )
            };
            refuse_file(sink, origin, "unknown_format", detail);
        }
    }
}

/// Reads one file of a source into the sink by a spec of the analyst's own.
pub fn read_by(
    platform: &Platform,
    file: &InputFile,
    spec: &SourceSpec,
    family: &str,
    key: &AuthorKey,
    sink: &mut dyn Sink,
) {
    // The spec says what its columns mean: a mapping beside it has no say.
    let context = Context {
        mapping: None,
        ..Context::of(file, spec, family, key)
    };
    sink.begin_file();
    platform.read(file, &context, sink);
}

/// Whether a mapping can be tried on a file: it is a table, or has one column alone, which the mapping names.
fn fits(wanted: &dyn Importer, mapping: &Mapping, file: &InputFile) -> bool {
    let mut names = mapping.columns().into_iter().flat_map(|c| c.1).peekable();
    wanted.can_read(file)
        || names.peek().is_some()
            && wanted
                .columns(file)
                .is_some_and(|found| names.all(|n| found.iter().any(|f| f == n)))
}

/// What to do with a file that no format fits.
pub const SAVE_AS: &str = "save it as CSV, XLSX or JSON with one row a contribution";

/// What a file that no format fits is, where that can be told, and what to do with it.
pub fn other_document(file: &InputFile) -> Option<&'static str> {
    page_2014::advice(&file.head).or_else(|| generic::other_document(file))
}

/// Tells the sink of something in an archive that is not read: one refused row, with its reason.
pub fn refuse_unread(unread: Unread, spec: &SourceSpec, sink: &mut dyn Sink) {
    sink.begin_file();
    let origin = Origin {
        source: spec.name.as_str().into(),
        file: unread.path.into(),
        place: Place::Line(1),
    };
    refuse_file(sink, origin, unread.reason, unread.detail);
}

fn refuse_file(sink: &mut dyn Sink, origin: Origin, reason: &'static str, detail: String) {
    sink.warn(
        WarningKind::UnknownFile,
        origin.clone(),
        format!("not read: {detail}"),
    );
    sink.take(crate::model::Import::Refused {
        origin,
        what: "file",
        reason,
        detail: Some(detail),
    });
}

/// The bytes of a file that is read whole; where they cannot be read any more, the file is refused.
fn whole<'f>(
    file: &'f InputFile,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Option<std::borrow::Cow<'f, [u8]>> {
    match file.bytes() {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let origin = context.origin(Place::Line(1));
            refuse_file(sink, origin, "unreadable", error.reason);
            None
        }
    }
}

/// Tells how many passages of a file were masked.
fn warn_masked(sink: &mut dyn Sink, origin: Origin, masked: Masked) {
    if masked.total() > 0 {
        sink.warn(
            WarningKind::Masked,
            origin,
            format!(
                "masked {} e-mail addresses, {} telephone numbers, {} profile addresses, {} other numbers",
                masked.emails, masked.phones, masked.profiles, masked.numbers
            ),
        );
    }
    sink.masked(masked);
}
