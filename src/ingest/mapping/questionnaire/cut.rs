//! Cuts an answer into the choices that it holds.

/// The parts of an answer between separators. A comma inside brackets is a part of its choice: «Marche (à pied, en
/// famille), Bus» holds two.
pub(in crate::ingest::mapping) fn cut<'t>(answer: &'t str, separator: &str) -> Vec<&'t str> {
    if !separator.starts_with(',') || !answer.contains('(') {
        return answer.split(separator).collect();
    }
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    // A bracket that is never closed is a character.
    let closes = answer.rfind(')').unwrap_or(0);
    for (at, c) in answer.char_indices() {
        match c {
            '(' if at < closes => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && at >= start && answer[at..].starts_with(separator) => {
                out.push(&answer[start..at]);
                start = at + separator.len();
            }
            _ => {}
        }
    }
    out.push(&answer[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_brackets_cuts_nothing() {
        for (answer, separator, parts) in [
            ("Bus, Tram", ", ", "Bus|Tram"),
            (
                "Marche (à pied, en famille), Bus",
                ", ",
                "Marche (à pied, en famille)|Bus",
            ),
            ("Bus (de ville, Tram", ", ", "Bus (de ville|Tram"),
            ("a (b, (c, d)), e", ", ", "a (b, (c, d))|e"),
            ("a (b;c);d", ";", "a (b|c)|d"),
            ("a,b", ",", "a|b"),
            ("", ", ", ""),
        ] {
            assert_eq!(cut(answer, separator).join("|"), parts, "{answer}");
        }
    }
}
