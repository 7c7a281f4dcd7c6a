//! The columns of a Decidim export: names with slashes and languages, personal ones set aside.

use crate::ingest::table::Row;
use rustc_hash::FxHashMap;

/// The language that is read where a text stands in several.
const FIRST: &str = "fr";

/// The columns of a header and where they stand.
pub(super) struct Columns {
    headers: Vec<String>,
    places: FxHashMap<String, usize>,
    /// The columns that hold personal data, as the header names them.
    pub personal: Vec<String>,
}

impl Columns {
    /// The columns of a header.
    pub fn new(headers: &[String]) -> Self {
        // Objects inside objects of the JSON export are read with dots between their keys.
        let headers: Vec<String> = headers.iter().map(|h| h.replace('.', "/")).collect();
        let mut places = FxHashMap::default();
        for (n, header) in headers.iter().enumerate() {
            places.entry(header.clone()).or_insert(n);
        }
        Columns {
            places,
            personal: headers.iter().filter(|h| is_personal(h)).cloned().collect(),
            headers,
        }
    }

    /// Whether there is a column of exactly this name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Whether there is a column of this name, or one for each language (`title`, `title/fr`).
    pub fn has_text(&self, name: &str) -> bool {
        self.texts(name).next().is_some()
    }

    /// The places of a text in its languages: the one that is read first, the one without a language,
    /// the others in their order, and machine translations last.
    fn texts(&self, name: &str) -> impl Iterator<Item = usize> {
        let mut found: Vec<(u8, usize)> = Vec::new();
        for (n, header) in self.headers.iter().enumerate() {
            let Some(rest) = header.strip_prefix(name) else {
                continue;
            };
            let rank = match rest.strip_prefix('/') {
                None if rest.is_empty() => 1,
                None => continue,
                Some(FIRST) => 0,
                Some(language) if is_language(language) => 2,
                Some(language) => match language.strip_prefix("machine_translations/") {
                    Some(FIRST) => 3,
                    Some(language) if is_language(language) => 4,
                    _ => continue,
                },
            };
            found.push((rank, n));
        }
        found.sort();
        found.into_iter().map(|(_, n)| n)
    }

    /// A row's cell, trimmed; nothing where there is no such column.
    pub fn get<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        self.places.get(name).map_or("", |n| cell(row, *n))
    }

    /// The first of several cells that is filled.
    pub fn first<'r>(&self, row: &'r Row, names: &[&str]) -> &'r str {
        let mut cells = names.iter().map(|n| self.get(row, n));
        cells.find(|c| !c.is_empty()).unwrap_or("")
    }

    /// A text in French, or else in the language that it has.
    pub fn text<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        let mut cells = self.texts(name).map(|n| cell(row, n));
        cells.find(|c| !c.is_empty()).unwrap_or("")
    }

    /// The first number that is there.
    pub fn number(&self, row: &Row, names: &[&str]) -> Option<u64> {
        names.iter().find_map(|n| self.get(row, n).parse().ok())
    }
}

/// A cell without the apostrophe that newer exports put before a text that a spreadsheet could run.
fn cell(row: &Row, n: usize) -> &str {
    let cell = row.cells.get(n).map_or("", |c| c.trim());
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// `fr`, `pt-BR`, `zh_Hans` ...
fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether a column tells who or where a participant is. Ids of authors become pseudonyms.
fn is_personal(header: &str) -> bool {
    const WHOLE: [&str; 8] = [
        "address",
        "location",
        "location_hints",
        "latitude",
        "longitude",
        "organizations",
        "ip_hash",
        "salt",
    ];
    const PERSONS: [&str; 4] = ["author/", "user_group/name", "last_comment_by/", "user/"];
    const LISTS: [&str; 3] = ["/user_endorsements", "/user_likes", "/user_votes"];
    let own = ["location/", "location_hints/", "address/"];
    WHOLE.contains(&header)
        || (header != "author/id" && PERSONS.iter().any(|p| header.starts_with(p)))
        || own.iter().any(|p| header.starts_with(p))
        || LISTS.iter().any(|l| header.ends_with(l))
}

/// The first name of a list of taxonomies, in French where there is one: older exports write a plain
/// name, newer ones what the platform's language prints, `{"fr" => "Culture", "en" => "Culture"}, {...}`.
pub(super) fn taxonomy(cell: &str) -> String {
    let Some(inside) = cell.trim().strip_prefix('{') else {
        return cell.to_string();
    };
    let mut rest = inside;
    let mut first = None;
    while let Some((key, after)) = quoted(rest) {
        let after = after.trim_start();
        let Some(value) = after.strip_prefix("=>").or_else(|| after.strip_prefix(':')) else {
            break;
        };
        let Some((name, after)) = quoted(value) else {
            break;
        };
        if key == FIRST && !name.trim().is_empty() {
            return name;
        }
        first = first.or(Some(name).filter(|n| !n.trim().is_empty()));
        rest = after.trim_start();
        if !rest.starts_with(',') {
            break;
        }
        rest = &rest[1..];
    }
    first.unwrap_or_default()
}

/// A text in quotation marks at the beginning, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.trim_start().strip_prefix('"')?;
    let mut out = String::new();
    let mut letters = inside.char_indices();
    while let Some((at, c)) = letters.next() {
        match c {
            '"' => return Some((out, &inside[at + 1..])),
            '\\' => out.push(letters.next()?.1),
            c => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row {
            place: crate::model::Place::Row(1),
            line: 2,
            cells: cells.iter().map(|c| c.to_string()).collect(),
            mended: Default::default(),
            repaired: 0,
        }
    }

    fn columns(headers: &[&str]) -> Columns {
        Columns::new(&headers.iter().map(|h| h.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn french_comes_first_and_machines_last() {
        let c = columns(&[
            "title/machine_translations/fr",
            "title/ca",
            "title/en",
            "title/fr",
            "title_of_something",
            "title/id",
        ]);
        let text = |cells: &[&str]| c.text(&row(cells), "title").to_string();
        assert_eq!(text(&["m", "ca", "en", "fr", "x", ""]), "fr");
        assert_eq!(text(&["m", "ca", "en", "", "x", ""]), "ca");
        assert_eq!(text(&["m", "", "", "", "x", ""]), "m");
        assert_eq!(text(&["", "", "", "", "x", ""]), "");
        assert!(!columns(&["titles/fr", "title/name/fr"]).has_text("title"));
        assert_eq!(columns(&["body"]).text(&row(&[" l’été "]), "body"), "l’été");
    }

    #[test]
    fn the_apostrophe_before_a_formula_is_no_text() {
        let c = columns(&["body", "alignment"]);
        let r = row(&["'- moins de béton", "'-1"]);
        assert_eq!(c.text(&r, "body"), "- moins de béton");
        assert_eq!(c.get(&r, "alignment"), "-1");
        assert_eq!(c.text(&row(&["'hui", ""]), "body"), "'hui");
    }

    #[test]
    fn names_of_taxonomies() {
        for (cell, name) in [
            (
                r#"{"en"=>"Mobility", "fr"=>"Mobilité, voirie"}"#,
                "Mobilité, voirie",
            ),
            (r#"{"en" => "Parks"}, {"fr" => "Écoles"}"#, "Parks"),
            (r#"{"ca": "L\"aigua", "en": ""}"#, "L\"aigua"),
            ("Transition écologique", "Transition écologique"),
            (r#"{"en"=>""}"#, ""),
            ("{", ""),
            (r#"{"en"=>"sans fin"#, ""),
            ("", ""),
        ] {
            assert_eq!(taxonomy(cell), name, "{cell}");
        }
    }

    #[test]
    fn personal_columns_are_known() {
        for name in [
            "author/name",
            "author/url",
            "endorsements/user_endorsements",
            "address",
            "location/fr",
            "latitude",
            "last_comment_by/id",
            "user_group/name/fr",
        ] {
            assert!(is_personal(name), "{name}");
        }
        for name in ["author/id", "user_group/id", "title/fr", "body", "url"] {
            assert!(!is_personal(name), "{name}");
        }
    }
}
