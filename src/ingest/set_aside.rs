//! Columns that a platform's reader does not read, told by name: personal ones, and ones it does not know.

use super::headers::{Header, personal};
use crate::model::{Origin, Sink, WarningKind};

/// Tells of columns that hold personal data and were not read; says nothing where there are none.
pub(super) fn warn_personal<S: AsRef<str>>(sink: &mut dyn Sink, whole: &Origin, names: &[S]) {
    if !names.is_empty() {
        let message = format!("columns of personal data, set aside: {}", list(names));
        sink.warn(WarningKind::PersonalColumns, whole.clone(), message);
    }
}

/// Tells of columns that the platform's own table (`known`) does not have: none of them is read. `people` are
/// names that say who somebody is on this platform, besides those that say so everywhere.
pub(super) fn tell_columns(
    sink: &mut dyn Sink,
    whole: &Origin,
    headers: &[String],
    known: &[&str],
    people: &[&str],
) {
    let others = headers
        .iter()
        .map(String::as_str)
        .filter(|h| !h.is_empty() && !known.contains(h));
    let (people, others): (Vec<&str>, Vec<&str>) =
        others.partition(|h| people.contains(h) || personal(&Header::new(h)).is_some());
    warn_personal(sink, whole, &people);
    if !others.is_empty() {
        let message = format!(
            "columns that the platform's table does not have, not read: {}",
            list(&others)
        );
        sink.warn(WarningKind::UnexplainedLine, whole.clone(), message);
    }
}

fn list<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.join(", ")
}
