//! Identifiers of the Cap Collectif platforms: plain ones, and those that base64 wraps with their class.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A platform's identifier: the class that base64 names (`Argument:argument183`), and the id itself.
/// Nothing where the cell holds no id.
pub(in crate::ingest) fn platform_id(cell: &str) -> Option<(Option<String>, String)> {
    let cell = cell.trim();
    if let Some((class, id)) = decoded(cell) {
        return Some((Some(class), id));
    }
    is_id(cell).then(|| (None, cell.to_string()))
}

fn decoded(cell: &str) -> Option<(String, String)> {
    if cell.len() < 4 || cell.len() > 400 {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(cell).ok()?).ok()?;
    let (class, id) = text.split_once(':')?;
    let named = !class.is_empty() && class.bytes().all(|b| b.is_ascii_alphanumeric());
    (named && is_id(id)).then(|| (class.to_string(), id.to_string()))
}

/// What can be in a record's id without being taken for something else.
fn is_id(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"_-.:".contains(&b);
    !text.is_empty() && text.len() <= 200 && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_decoded_where_they_are_base64_of_a_class() {
        let id = |cell: &str| platform_id(cell).map(|(c, i)| (c.unwrap_or_default(), i));
        let plain = |i: &str| Some((String::new(), i.to_string()));
        assert_eq!(
            id("QXJndW1lbnQ6YXJndW1lbnQxODM="),
            Some(("Argument".to_string(), "argument183".to_string()))
        );
        assert_eq!(id("opinion40"), plain("opinion40"));
        assert_eq!(id("81"), plain("81"));
        // Base64 of something else, or that only looks so.
        assert_eq!(id("argument"), plain("argument"));
        for bad in ["", "a b", "a/b", "a?", "é"] {
            assert_eq!(id(bad), None, "{bad}");
        }
    }
}
