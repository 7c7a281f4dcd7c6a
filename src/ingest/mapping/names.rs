//! Names of columns and values as specs write them: whole, or with `*` for anything.

/// Whether a column is the one that a spec names; `title/*` is a text in its languages.
pub(super) fn is(header: &str, name: &str) -> bool {
    match name.strip_suffix("/*") {
        Some(text) => header
            .strip_prefix(text)
            .is_some_and(|r| r.is_empty() || r.starts_with('/')),
        None => fits(header, name),
    }
}

/// Whether a text is one of these; what is behind `!` is not.
pub(super) fn matches(text: &str, patterns: &[String]) -> bool {
    let not = |p: &String| p.strip_prefix('!').is_some_and(|p| fits(text, p));
    !patterns.iter().any(not) && patterns.iter().any(|p| fits(text, p))
}

/// Whether a text is what a pattern says.
pub(super) fn fits(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return text == pattern;
    };
    let Some(mut left) = text.strip_prefix(start) else {
        return false;
    };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        match left.split_once(part) {
            Some((_, behind)) => left = behind,
            None if part.is_empty() => {}
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything_and_marks_for_what_is_not_meant() {
        for (text, pattern, expected) in [
            ("type", "type", true),
            ("types", "type", false),
            ("user/name", "user/*", true),
            ("my_votes", "*votes", true),
            ("a_votes_b", "*votes", false),
            ("some_context_here", "*context*", true),
            ("context", "*context*", true),
            ("contex", "*context*", false),
            ("opinion_version_vote", "*version*_vote", true),
            ("version_vote", "*version*_vote", true),
            ("vote", "*version*vote", false),
            ("ab", "ab*b", false),
            ("", "*", true),
        ] {
            assert_eq!(fits(text, pattern), expected, "{text} {pattern}");
        }
        let patterns = ["*_vote".to_string(), "!argument_vote".to_string()];
        assert!(matches("opinion_vote", &patterns));
        assert!(!matches("argument_vote", &patterns));
    }
}
