//! Columns of personal data that are not read, reported by name.

use crate::model::{Origin, Sink, WarningKind};

/// Reports the columns that hold personal data and were not read; nothing where there are none.
pub(in crate::ingest) fn warn_personal<S: AsRef<str>>(
    sink: &mut dyn Sink,
    whole: &Origin,
    names: &[S],
) {
    if !names.is_empty() {
        let message = format!("columns of personal data, set aside: {}", list(names));
        sink.warn(WarningKind::PersonalColumns, whole.clone(), message);
    }
}

/// Names as a message shows them.
pub(in crate::ingest) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.join(", ")
}
