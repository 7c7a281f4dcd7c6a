//! Which columns print the name of a row's author: read to mask it in the author's own texts, and never kept.

use super::columns::Column;
use super::headers::Headers;
use super::spec::Table;
use crate::ingest::clean::own_name::OwnName;
use crate::ingest::table::Row;
use crate::ingest::table::headers::{Header, Personal, personal};
use crate::model::MappedField;

/// The columns that print names.
#[derive(Default)]
pub(super) struct NameColumns {
    /// Those of whole names, or of what somebody is called.
    whole: Vec<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

impl NameColumns {
    /// Finds them: of a mapping the column of the author and the personal columns of names; of a platform those
    /// that begin as the column of the author's number does, `author/name` beside `author/id`.
    pub(super) fn find(table: &Table, headers: &Headers) -> Self {
        let authors = table.of(MappedField::Author);
        let others = table
            .columns
            .iter()
            .filter(|(f, _)| **f != MappedField::Author);
        let read: Vec<&str> = (others.flat_map(|(_, c)| &c.0))
            .map(|c| c.column.as_str())
            .collect();
        let stems: Vec<&str> = authors.iter().filter_map(stem).collect();
        let mut found = NameColumns::default();
        for (at, name) in headers.names.iter().enumerate() {
            if name.is_empty() || read.contains(&name.as_str()) {
                continue;
            }
            let is_author = authors.iter().any(|c| c.column == *name);
            let beside = table.mapped || stems.iter().any(|stem| name.starts_with(stem));
            if !is_author && !beside {
                continue;
            }
            let header = Header::new(&headers.written[at]);
            let kind = personal(&header);
            // «Votre nom et prénom» holds both.
            let both = header.has(FIRST) && header.has(&["nom", "noms", "name"]);
            if both {
                found.whole.push(at);
            } else if header.has(FIRST) || header.plain.ends_with("first name") {
                found.first = found.first.or(Some(at));
            } else if is_author || matches!(kind, Some(Personal::Name | Personal::Identity)) {
                found.whole.push(at);
                if kind == Some(Personal::Name) || header.has(LAST) {
                    found.last = found.last.or(Some(at));
                }
            } else if header.has(LAST) {
                found.last = found.last.or(Some(at));
            }
        }
        found
    }

    /// The name of the author of a row.
    pub(super) fn of_row(&self, row: &Row) -> Option<OwnName> {
        if self.whole.is_empty() && self.first.is_none() && self.last.is_none() {
            return None;
        }
        let filled = |at: &usize| row.cells.get(*at).map(str::trim).filter(|c| !c.is_empty());
        OwnName::of(
            self.whole.iter().filter_map(filled),
            self.first.as_ref().and_then(filled),
            self.last.as_ref().and_then(filled),
        )
    }
}

/// Words of columns of first names, and of family names.
const FIRST: &[&str] = &["prenom", "prenoms", "firstname", "givenname"];
const LAST: &[&str] = &["lastname", "surname", "patronyme"];

/// What the names of an author's columns begin with, by that of the author's number: `author/` for `author/id`.
fn stem(column: &Column) -> Option<&str> {
    let name = column.column.as_str();
    let stem = ["_unique_id", "/unique_id", "_id", "/id", "Id", "-id"]
        .iter()
        .find_map(|end| {
            name.strip_suffix(end)
                .map(|s| &name[..(s.len() + 1).min(name.len())])
        });
    // `authorId` has no sign between the words.
    let stem = stem.map(|s| s.trim_end_matches('I'));
    stem.filter(|s| s.len() >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mapping;

    fn columns(table: &Table, names: &str) -> (Vec<usize>, Option<usize>, Option<usize>) {
        let names: Vec<String> = names.split('|').map(str::to_string).collect();
        let found = NameColumns::find(table, &Headers::as_written(&names));
        (found.whole, found.first, found.last)
    }

    #[test]
    fn columns_of_names_by_mapping_and_beside_the_number() {
        let mut mapping = Mapping::default();
        mapping.set(MappedField::Body, "texte");
        mapping.set(MappedField::Title, "nom");
        let table = Table::of_mapping(&mapping);
        assert_eq!(columns(&table, "nom|texte|prénom"), (vec![], Some(2), None));
        mapping = Mapping::default();
        mapping.set(MappedField::Author, "qui");
        mapping.set(MappedField::Body, "texte");
        let table = Table::of_mapping(&mapping);
        assert_eq!(
            columns(&table, "Nom|qui|texte|Prénom|Nom du projet"),
            (vec![0, 1], Some(3), Some(0))
        );
        let named = |name: &str| Table {
            columns: [(
                MappedField::Author,
                crate::ingest::mapping::one_or_many::OneOrMany(vec![Column {
                    column: name.to_string(),
                    ..Column::default()
                }]),
            )]
            .into_iter()
            .collect(),
            ..Table::default()
        };
        assert_eq!(
            columns(
                &named("author/id"),
                "author/id|author/name|user/name|author/url"
            )
            .0,
            [0, 1]
        );
        assert_eq!(
            columns(
                &named("argument_author_id"),
                "author_username|argument_author_id|argument_author_username"
            )
            .0,
            [1, 2]
        );
    }
}
