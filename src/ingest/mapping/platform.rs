//! A platform whose tables a spec describes: one of the program's, or the analyst's own.

use super::batches::TableReader;
use super::error::SpecError;
use super::headers::Headers;
use super::names::matches;
use super::plan::Plan;
use super::spec::{Spec, Table};
use super::variables::Columns as VariableColumns;
use crate::ingest::mapping::set_aside::{list, warn_personal};
use crate::ingest::table::headers::{Header, personal};
use crate::ingest::table::{Candidate, PlatformRows};
use crate::ingest::{Context, Importer, InputFile, refuse_file};
use crate::model::{Origin, Place, Refusal, Sink, WarningKind};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// How many lines of a file's head are looked at.
const LOOKED_AT: usize = 32;

/// The importer of a spec.
#[derive(Debug)]
pub struct Platform {
    spec: Spec,
}

impl Platform {
    /// Reads a spec.
    ///
    /// # Errors
    /// Where it is no TOML, has an unknown key, or says what cannot be done.
    pub fn parse(text: &str) -> Result<Platform, SpecError> {
        Spec::parse(text).map(|spec| Platform { spec })
    }

    fn headers(&self, names: &[String]) -> Headers {
        Headers::new(names, &self.spec)
    }

    /// The table that a file with these columns is.
    fn table(&self, headers: &Headers, head: &[u8]) -> Option<&Table> {
        let begins = |line: &String| {
            let mut lines = head.split(|b| *b == b'\n').take(LOOKED_AT);
            lines.any(|l| l.starts_with(line.as_bytes()))
        };
        let is = |table: &&Table| {
            let headers = headers.in_table(table);
            let first = headers.names.first();
            table.has.iter().all(|name| headers.has(name))
                && table
                    .any
                    .iter()
                    .all(|list| list.iter().any(|n| headers.has(n)))
                && !table.none.iter().any(|name| headers.has(name))
                && (!table.only || headers.names.len() == table.has.len())
                && table.first.as_ref().is_none_or(|f| first == Some(f))
                && table.lines.iter().all(begins)
                && table.questions.as_ref().is_none_or(|q| q.fit(&headers))
        };
        self.spec.table.iter().find(is)
    }

    /// What the tables of the spec need that a file with these columns does not have.
    fn missing(&self, headers: &Headers) -> String {
        let lacks = self.spec.table.iter().filter_map(|table| {
            let name = table.name.as_ref()?.get_ref();
            let absent = table.has.iter().find(|c| !headers.has(c));
            Some(match absent {
                Some(column) => format!("the table {name} needs the column «{column}»"),
                None => format!("the table {name} has other columns (any, none, only)"),
            })
        });
        lacks.collect::<Vec<_>>().join("; ")
    }

    /// Reports the columns that are not read: personal ones, and ones that the platform's table does not have.
    fn report_columns(
        &self,
        sink: &mut dyn Sink,
        whole: &Origin,
        headers: &Headers,
        plan: &Plan<'_>,
    ) {
        let questions: FxHashSet<usize> = plan.questions.iter().map(|q| q.column).collect();
        let (mut people, mut others) = (Vec::new(), Vec::new());
        for (column, (header, written)) in headers.names.iter().zip(&headers.written).enumerate() {
            if plan.variables.iter().any(|v| v.1 == column) {
            } else if plan.asks_who.contains(&column) || matches(header, &self.spec.personal) {
                people.push(written);
            } else if header.is_empty() || questions.contains(&column) || plan.table.knows(header) {
            } else if personal(&Header::new(header)).is_some() {
                people.push(written);
            } else {
                others.push(written);
            }
        }
        warn_personal(sink, whole, &people);
        if !others.is_empty() {
            let message = format!(
                "columns that the platform's table does not have, not read: {}",
                list(&others)
            );
            sink.warn(WarningKind::UnexplainedLine, whole.clone(), message);
        }
    }
}

impl Importer for Platform {
    fn name(&self) -> &str {
        self.spec.format.get_ref()
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let head = &candidate.file.head;
        candidate
            .headers()
            .is_some_and(|names| self.table(&self.headers(names), head).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let Some(rows) = PlatformRows::open(file, context, sink) else {
            return;
        };
        let headers = self.headers(rows.headers());
        let Some(table) = self.table(&headers, &file.head) else {
            let detail = format!(
                "its columns are those of no table of {}: {}",
                self.name(),
                self.missing(&headers)
            );
            return refuse_file(sink, whole, Refusal::UnknownFormat, detail);
        };
        if let Some(refusal) = &table.refuse_file {
            return refuse_file(sink, whole, refusal.reason, refusal.detail.clone());
        }
        let headers = headers.in_table(table);
        let variables = VariableColumns::find(context.variables, &headers);
        let sample = || rows.again(file);
        if let Err(what) = variables.judge(&headers, sample) {
            return refuse_file(sink, whole, Refusal::PersonalVariable, what);
        }
        // A platform has several tables, and each has its own columns.
        for (name, column) in &variables.missing {
            let place = format!("{name} in [sources.variables]");
            let what = headers.without(column, &place, &file.path);
            sink.warn(WarningKind::NotInSource, whole.clone(), what);
        }
        let plan = Plan::new(table, &headers).with_variables(&variables);
        self.report_columns(sink, &whole, &headers, &plan);
        let notes = table.note.iter();
        for note in notes.filter(|n| headers.any(&n.if_file_has)) {
            let kind = WarningKind::UnexplainedLine;
            sink.warn(kind, whole.clone(), note.text.clone());
        }
        let reader = TableReader::new(&plan, context, rows.epoch(), || rows.again(file));
        reader.run(rows, sink);
    }
}

/// A platform of the program: its spec is read when it is first asked for.
pub(in crate::ingest) struct Shipped(LazyLock<Platform>);

macro_rules! shipped {
    ($name:literal) => {
        Shipped(LazyLock::new(|| {
            let text = include_str!(concat!("../specs/", $name, ".toml"));
            // A test reads every spec of the program.
            Platform::parse(text).unwrap_or_else(|e| panic!("{}.toml: {e}", $name))
        }))
    };
}

/// Exports of Cap Collectif.
pub(in crate::ingest) static CAP_COLLECTIF: Shipped = shipped!("cap-collectif");
/// Open data of Consul Democracy.
pub(in crate::ingest) static CONSUL: Shipped = shipped!("consul");
/// Exports of Decidim and its open data.
pub(in crate::ingest) static DECIDIM: Shipped = shipped!("decidim");
/// The files of the «Grand Débat».
pub(in crate::ingest) static GRAND_DEBAT: Shipped = shipped!("grand-debat");
/// Exports of a Pol.is conversation.
pub(in crate::ingest) static POLIS: Shipped = shipped!("polis");

impl Importer for Shipped {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        self.0.recognises(candidate)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        self.0.read(file, context, sink);
    }
}

#[cfg(test)]
impl Shipped {
    /// The tables of the spec.
    pub(super) fn tables(&self) -> &[Table] {
        &self.0.spec.table
    }

    /// The table that a file with these columns is.
    pub(super) fn table_of(&self, names: &[String], head: &[u8]) -> Option<&Table> {
        self.0.table(&self.0.headers(names), head)
    }

    /// The names of a file's columns as the spec has them.
    pub(super) fn names(&self, names: &[String]) -> Headers {
        self.0.headers(names)
    }
}
