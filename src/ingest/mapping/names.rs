//! Names of columns as specs write them: whole, or with `*` for anything.

/// Whether a column is the one that a spec names; `title/*` is a text in its languages.
pub(super) fn is(header: &str, name: &str) -> bool {
    match name.strip_suffix("/*") {
        Some(text) => header
            .strip_prefix(text)
            .is_some_and(|r| r.is_empty() || r.starts_with('/')),
        None => name == header,
    }
}

/// Whether a column is in a list of names, in which `*` at the beginning, at the end or at both is anything; a name
/// behind `!` is not.
pub(super) fn matches(header: &str, names: &[String]) -> bool {
    let is = |name: &str| match (name.strip_prefix('*'), name.strip_suffix('*')) {
        (Some(end), Some(_)) => header.contains(end.strip_suffix('*').unwrap_or(end)),
        (Some(end), None) => header.ends_with(end),
        (None, Some(start)) => header.starts_with(start),
        (None, None) => header == name,
    };
    let not = |name: &String| name.strip_prefix('!').is_some_and(is);
    !names.iter().any(not) && names.iter().any(|name| is(name))
}
