//! A table of an analyst, read by the mapping that is given or guessed.

use super::columns::check;
use super::{Guess, look, other_document};
use crate::ingest::mapping::{Headers, Plan, Table, TableReader, VariableColumns};
use crate::ingest::table::{Container, PlatformRows, Rows};
use crate::ingest::{Context, InputFile, refuse_file};
use crate::model::{Mapping, Origin, Place, Refusal, Sink, WarningKind};

/// Reads a table into the sink.
pub(super) fn read(
    container: Container,
    file: &InputFile,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) {
    let start = context.origin(Place::Line(1));
    let guessed = look(container, file);
    let mapping = match (context.mapping, &guessed) {
        (Some(mapping), _) => mapping.clone(),
        (None, Some(guess)) => guess.mapping.clone(),
        (None, None) => Mapping::default(),
    };
    let variables = context.variables.values().map(String::as_str);
    let named = mapping.columns().into_iter().flat_map(|c| c.1);
    // Names of authors are read to be masked in their own texts.
    let personal = guessed.iter().flat_map(|g| &g.personal).map(String::as_str);
    let mut wanted: Vec<&str> = named.chain(variables).collect();
    if !wanted.is_empty() {
        wanted.extend(personal);
    }
    let rows = match Rows::open(container, file, &wanted) {
        Ok(Some(rows)) => rows,
        Ok(None) => {
            return refuse_file(
                sink,
                start,
                Refusal::Malformed,
                "it is no table".to_string(),
            );
        }
        Err(error) => return refuse_file(sink, start, Refusal::Unreadable, error.reason),
    };
    let headers = Headers::as_written(&rows.headers);
    if let Err((reason, detail)) = check(&mapping, &headers, &file.path) {
        let other = context.mapping.is_none().then(|| other_document(file));
        let detail = other.flatten().map_or(detail, |other| other.to_string());
        return refuse_file(sink, start, reason, detail);
    }
    let variables = VariableColumns::find(context.variables, &headers);
    if let Some((name, column)) = variables.missing.first() {
        let place = format!("{name} in [sources.variables]");
        let what = headers.without(column, &place, &file.path);
        return refuse_file(sink, start, Refusal::MissingColumn, what);
    }
    let sample = || Rows::open(container, file, &wanted).ok().flatten();
    if let Err(what) = variables.judge(&headers, sample) {
        return refuse_file(sink, start, Refusal::PersonalVariable, what);
    }
    if let Some(guess) = &guessed {
        report_guess(guess, context, start, sink);
    }
    let table = Table::of_mapping(&mapping);
    let plan = Plan::new(&table, &headers).with_variables(&variables);
    // A column that a mapping names as dates may hold the numbers of a spreadsheet in any container.
    let epoch = Some(rows.epoch());
    let again = || Rows::open(container, file, &wanted).ok().flatten();
    let rows = PlatformRows::of(rows, context, sink);
    TableReader::new(&plan, context, epoch, again).run(rows, sink);
}

/// Warns of columns that look personal, and of columns that nobody named.
fn report_guess(guess: &Guess, context: &Context<'_>, start: Origin, sink: &mut dyn Sink) {
    let mapping = context.mapping;
    if mapping.is_none() {
        let read: Vec<String> = guess
            .notes
            .reasons
            .iter()
            .map(|reason| format!("{} is {reason}", reason.field.name()))
            .collect();
        let message = format!(
            "corpus.toml names no columns for this table; guessed: {}; name them in [sources.mapping]",
            read.join("; ")
        );
        sink.warn(WarningKind::GuessedColumns, start.clone(), message);
    }
    let named: Vec<&str> = mapping
        .map(|m| m.columns().into_iter().flat_map(|c| c.1).collect())
        .unwrap_or_default();
    let left: Vec<String> = guess
        .personal
        .iter()
        .filter(|c| !named.contains(&c.as_str()) && context.variables.values().all(|v| v != *c))
        .map(|c| format!("«{c}»"))
        .collect();
    if !left.is_empty() {
        let message = format!(
            "columns that look personal were not read: {}",
            left.join(", ")
        );
        sink.warn(WarningKind::PersonalColumns, start, message);
    }
}
