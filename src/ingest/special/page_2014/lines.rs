//! What a single line of a page is: a phrase of the interface, a heading, a number and date.

/// A section of the page below the contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// Arguments pour.
    For,
    /// Arguments contre.
    Against,
    /// Sources.
    Sources,
}

impl Heading {
    /// The section's name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Heading::For => "arguments pour",
            Heading::Against => "arguments contre",
            Heading::Sources => "sources",
        }
    }
}

/// A line with its white space (no-break ones too) folded and its apostrophes plain.
fn fold_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }));
    }
    out
}

/// «Vous êtes sur la page de contribution de NOM sur le débat « DEBAT ».»
pub(super) fn is_page_sentence(line: &str) -> bool {
    page_sentence(line).is_some()
}

/// The author and the debate of that sentence; either may be absent where the line is cut.
pub(super) fn page_sentence(line: &str) -> Option<(&str, Option<&str>)> {
    let rest = line
        .trim()
        .strip_prefix("Vous êtes sur la page de contribution de ")?;
    // The debate's name may hold the words too: the author's cannot hold a quotation mark after them.
    let Some(at) = rest.find(" sur le débat «") else {
        return Some((rest.trim_end_matches('.').trim(), None));
    };
    let debate = rest[at..].split_once('«').map_or("", |p| p.1);
    let debate = debate.trim_end().trim_end_matches('.').trim_end();
    let debate = debate.strip_suffix('»').unwrap_or(debate).trim();
    Some((rest[..at].trim(), Some(debate).filter(|d| !d.is_empty())))
}

/// The number of «La contribution #N».
pub(super) fn contribution_number(line: &str) -> Option<&str> {
    let digits = line.trim().strip_prefix("La contribution #")?;
    is_number(digits).then_some(digits)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number and the date of a line `#N, le JJ/MM/AAAA - HH:MM` that holds nothing else. The date is
/// given as written: a line of this shape with an impossible date is still such a line.
pub(super) fn number_and_date(line: &str) -> Option<(&str, &str)> {
    let (number, date) = line.trim().strip_prefix('#')?.split_once(", le")?;
    let date = date.trim();
    let shape: String = date
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    (is_number(number) && shape == "00/00/0000-00:00").then_some((number, date))
}

/// The number and what is in the place of a date in a line `#N, le ...`, whatever that is: the contribution's own
/// such line is recognised by its number.
pub(super) fn number_and_anything(line: &str) -> Option<(&str, &str)> {
    let (number, date) = line.trim().strip_prefix('#')?.split_once(", le")?;
    is_number(number).then_some((number, date.trim()))
}

/// A section's heading and the number that it states: «Aucun argument pour», «2 arguments contre ∨»,
/// «Aucune source déposée», «1 source déposée ∨».
pub(super) fn heading(line: &str) -> Option<(Heading, u64)> {
    let folded = fold_line(line);
    // The arrow may have been lost with the encoding.
    let folded = folded.to_lowercase();
    let text = folded.trim_end_matches(['∨', '▼', '⌄', '˅', '?', '\u{FFFD}', ' ', ':', '.']);
    let (count, rest) = text.split_once(' ')?;
    let stated = match count {
        "aucun" | "aucune" => 0,
        // A number that no page can state still makes the line a heading: it will disagree.
        n if n.bytes().all(|b| b.is_ascii_digit()) => n.parse().unwrap_or(u64::MAX),
        _ => return None,
    };
    let heading = match rest {
        "argument pour" | "arguments pour" => Heading::For,
        "argument contre" | "arguments contre" => Heading::Against,
        "source déposée" | "sources déposées" | "source" | "sources" => Heading::Sources,
        _ => return None,
    };
    // «Aucun» and «Aucune» with their own noun only.
    let agrees = match count {
        "aucun" => heading != Heading::Sources,
        "aucune" => heading == Heading::Sources,
        _ => true,
    };
    agrees.then_some((heading, stated))
}

/// Whether the line is a phrase of the interface and nothing else.
pub(super) fn is_interface(line: &str) -> bool {
    matches!(
        fold_line(line).as_str(),
        "Retourner au débat" | "La consultation est fermée" | "∨" | "▼" | "⌄"
    ) || is_period_over(line)
}

/// Whether the line alone says that the consultation is over.
pub(super) fn is_closed(line: &str) -> bool {
    fold_line(line) == "La consultation est fermée" || is_period_over(line)
}

fn is_period_over(line: &str) -> bool {
    fold_line(line).trim_end_matches('.')
        == "La période de participation est maintenant fermée. Merci à tous d'avoir participé"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        assert_eq!(heading("Aucun argument pour"), Some((Heading::For, 0)));
        assert_eq!(
            heading("12\u{A0}arguments contre ∨"),
            Some((Heading::Against, 12))
        );
        assert_eq!(heading("1 argument contre ?"), Some((Heading::Against, 1)));
        assert_eq!(
            heading("Aucune source déposée"),
            Some((Heading::Sources, 0))
        );
        for text in [
            "Je ne vois aucun argument pour",
            "Aucun argument pour cela",
            "Aucun source",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn number_lines_hold_nothing_else() {
        assert_eq!(
            number_and_date("#2150, le 15/12/2014 - 22:03"),
            Some(("2150", "15/12/2014 - 22:03"))
        );
        for text in [
            "voir #2150, le 15/12/2014 - 22:03",
            "#2150, le 15/12/2014 - 22:03 merci",
            "#, le 15/12/2014 - 22:03",
        ] {
            assert_eq!(number_and_date(text), None, "{text}");
        }
    }

    #[test]
    fn the_page_sentence() {
        assert_eq!(
            page_sentence(
                "Vous êtes sur la page de contribution de Facebook_X Y sur le débat « A « b » c »."
            ),
            Some(("Facebook_X Y", Some("A « b » c")))
        );
    }
}
