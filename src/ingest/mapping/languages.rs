//! Texts in several languages: in columns of their own, or in one cell.

/// The language that is read where a text is given in several.
const FIRST: &str = "fr";

/// The places of a text in its languages: the one that is read first, the one without a language, the others in
/// their order, and machine translations last.
pub(super) fn texts(headers: &[String], name: &str) -> Vec<usize> {
    let mut found: Vec<(u8, usize)> = Vec::new();
    for (n, header) in headers.iter().enumerate() {
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
    found.into_iter().map(|(_, n)| n).collect()
}

/// `fr`, `pt-BR`, `zh_Hans` ...
fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The first name of a list of taxonomies, in French where there is one: older exports write a plain
/// name, newer ones what the platform's language prints, `{"fr" => "Culture", "en" => "Culture"}, {...}`.
pub(super) fn first_name(cell: &str) -> String {
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

    #[test]
    fn french_comes_first_and_machines_last() {
        let headers = [
            "title/machine_translations/fr",
            "title/ca",
            "title/en",
            "title/fr",
            "title_of_something",
            "title/id",
            "title",
        ];
        let headers = headers.map(str::to_string);
        assert_eq!(texts(&headers, "title"), [3, 6, 1, 2, 5, 0]);
        assert!(texts(&headers, "titl").is_empty());
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
            assert_eq!(first_name(cell), name, "{cell}");
        }
    }
}
