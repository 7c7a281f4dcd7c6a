//! Strings and comments of TOML, as they are written into `corpus.toml`.

/// A string of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A list of strings in one line.
pub(super) fn list(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let texts = texts.into_iter().map(|text| quoted(text.as_ref()));
    format!("[{}]", texts.collect::<Vec<_>>().join(", "))
}

/// A string in one line, as a key or in a comment: a string of JSON is one, but for a character that JSON lets be.
pub(super) fn one_line(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap_or_default();
    text.replace('\u{7F}', "\\u007F")
}

/// A comment of one line: no line end or other control character may be in it.
pub(super) fn comment(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("# {line}\n")
}
