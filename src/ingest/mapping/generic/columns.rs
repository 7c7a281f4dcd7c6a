//! A mapping against the header of a table.

use crate::ingest::mapping::Headers;
use crate::model::{MappedField, Mapping, Refusal};

/// Whether a table has the columns of a mapping, and one of a text; else the code and the sentence of a refusal.
pub(super) fn check(m: &Mapping, headers: &Headers, file: &str) -> Result<(), (Refusal, String)> {
    for (key, names) in m.columns() {
        for name in names {
            if headers.has(name) {
                continue;
            }
            let place = format!("{key} in [sources.mapping]");
            return Err((Refusal::MissingColumn, headers.without(name, &place, file)));
        }
    }
    let has_content = m.has_text() || m.has(MappedField::Stance) || m.questions().is_some();
    let explained = MappedField::ALL
        .into_iter()
        .filter(|f| m.sides(*f).is_some());
    if let Some(key) = explained.into_iter().find(|f| *f != MappedField::Stance) {
        let key = key.name();
        return Err((
            Refusal::Malformed,
            format!(
                "the values of {key} are no sides: write {key} = \"COLUMN\" in [sources.mapping]"
            ),
        ));
    }
    if m.columns().is_empty() || !has_content {
        return Err((
            Refusal::UnknownFormat,
            format!(
                "no column of {file} is known to be a text: name one as body in [sources.mapping], or list its questions in \
                 [sources.mapping.questions]"
            ),
        ));
    }
    Ok(())
}
