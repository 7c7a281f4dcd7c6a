//! The columns that the analyst switched on as variables: found in a file, and refused where they hold what names
//! or reaches people.

use super::headers::Headers;
use crate::ingest::clean::dates::is_date;
use crate::ingest::clean::kept::{Masked, mask};
use crate::ingest::table::Rows;
use crate::ingest::table::headers::{Header, Personal, personal};
use std::collections::{BTreeMap, BTreeSet};

/// The variables of a file.
pub(in crate::ingest) struct Columns<'v> {
    /// The name of each, and the place of its column.
    pub(super) found: Vec<(&'v str, usize)>,
    /// The name of each whose column the file does not have, and that column.
    pub(in crate::ingest) missing: Vec<(&'v str, &'v str)>,
}

/// Words of headers about where people live or when they were born that say no more than many share, where no word
/// of [`EXACT`] is beside them.
const SHARED: [&str; 22] = [
    "commune",
    "communes",
    "ville",
    "localite",
    "city",
    "town",
    "arrondissement",
    "insee",
    "codepostal",
    "postcode",
    "postalcode",
    "zipcode",
    "postal",
    "postale",
    "zip",
    "annee",
    "year",
    "birthyear",
    "m",
    "mme",
    "civil",
    "categorie",
];
/// Words beside which they say what few share.
const EXACT: [&str; 18] = [
    "adresse",
    "adresses",
    "address",
    "rue",
    "street",
    "date",
    "jour",
    "day",
    "lieu",
    "place",
    "prenom",
    "prenoms",
    "nom",
    "name",
    "birthdate",
    "birthday",
    "birthplace",
    "ip",
];

impl<'v> Columns<'v> {
    /// Finds the columns in a file by their names in it.
    pub(in crate::ingest) fn find(
        variables: &'v BTreeMap<String, String>,
        headers: &Headers,
    ) -> Self {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for (name, column) in variables {
            match headers.written.iter().position(|w| w == column) {
                Some(at) => found.push((name.as_str(), at)),
                None => missing.push((name.as_str(), column.as_str())),
            }
        }
        Columns { found, missing }
    }

    /// Refuses columns that hold names, ways to reach people or exact dates, by their headers and the first rows.
    ///
    /// # Errors
    /// What is said of the first of them.
    pub(in crate::ingest) fn judge<'f>(
        &self,
        headers: &Headers,
        rows: impl FnOnce() -> Option<Rows<'f>>,
    ) -> Result<(), String> {
        if self.found.is_empty() {
            return Ok(());
        }
        let sample = rows().map_or(Vec::new(), |rows| rows.sample().1);
        for (name, at) in &self.found {
            let column = &headers.written[*at];
            let values = sample.iter().filter_map(|row| row.get(*at));
            let values = values.map(|v| v.trim()).filter(|v| !v.is_empty());
            if let Some(what) = holds_people(column, values) {
                return Err(format!(
                    "the column «{column}» ({name} in [sources.variables]) holds {what}: it is never kept; remove it \
                     from corpus.toml"
                ));
            }
        }
        Ok(())
    }
}

/// What a column holds by its header and its first values, where no variable may hold that.
pub(in crate::ingest) fn holds_people<'r>(
    column: &str,
    values: impl Iterator<Item = &'r str>,
) -> Option<&'static str> {
    by_header(column).or_else(|| by_values(values))
}

/// What a column holds by its header, where no variable may hold that.
fn by_header(column: &str) -> Option<&'static str> {
    let header = Header::new(column);
    match personal(&header)? {
        Personal::Group => None,
        Personal::Contact => Some("e-mail addresses or telephone numbers"),
        Personal::Name | Personal::Identity => Some("names"),
        Personal::Number => Some("numbers that an administration has for persons"),
        Personal::Other if header.has(&SHARED) && !header.has(&EXACT) => None,
        Personal::Other => Some("names, addresses, dates of birth or traces of connections"),
    }
}

/// What a column holds by its first values, where no variable may hold that.
fn by_values<'r>(values: impl Iterator<Item = &'r str>) -> Option<&'static str> {
    let (mut all, mut contacts, mut dates) = (0, 0, 0);
    let mut distinct = BTreeSet::new();
    for value in values {
        all += 1;
        distinct.insert(value);
        let mut masked = Masked::default();
        mask(value, &mut masked);
        contacts += usize::from(masked.total() > 0);
        dates += usize::from(is_date(value));
    }
    if contacts > 0 && 2 * contacts >= all {
        Some("e-mail addresses, telephone numbers or other numbers of persons")
    } else if dates > 0 && 5 * dates >= 4 * all && 2 * distinct.len() > all {
        // Days on which several meetings were held recur.
        Some("exact dates, which are perhaps those of births")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_no_variable_may_hold() {
        for column in [
            "E-mail",
            "Téléphone",
            "Nom",
            "Prénom",
            "Pseudo",
            "Adresse postale",
            "Date de naissance",
            "Lieu de naissance",
            "Adresse IP",
            "User-Agent",
            "Né(e) le",
        ] {
            assert!(by_header(column).is_some(), "{column}");
        }
        for column in [
            "Service",
            "Âge",
            "Département",
            "Profession",
            "Commune",
            "Code postal",
            "Année de naissance",
            "Civilité",
        ] {
            assert_eq!(by_header(column), None, "{column}");
        }
    }

    #[test]
    fn values_that_no_variable_may_hold() {
        let of = |values: &[&str]| by_values(values.iter().copied());
        assert!(of(&["a@exemple.fr", "b@exemple.fr", "rien"]).is_some());
        assert!(of(&["06 39 98 12 34"]).is_some());
        assert!(of(&["12/03/1961", "04/11/1987", "23/05/1990"]).is_some());
        let meetings = ["12/03/2024", "13/03/2024", "12/03/2024", "13/03/2024"];
        assert_eq!(of(&meetings), None);
        assert_eq!(of(&["34", "35", "Voirie", ""]), None);
        assert_eq!(of(&[]), None);
    }
}
