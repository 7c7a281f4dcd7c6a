//! All formats, which of them a file is, and the reading of a file by one.

use super::importer::{Context, Importer};
use super::io::files::InputFile;
use super::mapping::{self, Platform, generic};
use super::other_document::OtherDocument;
use super::refusals::refuse_file;
use super::special::{api_2015, iramuteq, page_2014};
use super::table::Candidate;
use crate::model::{AuthorKey, Mapping, Place, Refusal, Sink, SourceSpec, WarningKind};

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
    if let Some(importer) = wanted.or(found)
        && !spec.variables.is_empty()
        && !importer.has_columns()
    {
        let message = format!(
            "files of the format {} have no columns: [sources.variables] is not read here",
            importer.name()
        );
        sink.warn(WarningKind::UnexplainedLine, origin.clone(), message);
    }
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
            refuse_file(sink, origin, Refusal::OtherFormat, detail);
        }
        (Some(wanted), None) if wanted.can_read(file) => {
            let detail = "no column of it is known to be a text: where it is a table of contributions, \
                          name its columns in [sources.mapping] of corpus.toml";
            refuse_file(sink, origin, Refusal::UnknownFormat, detail.to_string());
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
            refuse_file(sink, origin, Refusal::UnknownFormat, detail);
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

/// What a file that no format fits is, where that can be recognised.
pub fn other_document(file: &InputFile) -> Option<OtherDocument> {
    page_2014::other_document(&file.head).or_else(|| generic::other_document(file))
}
