//! Text cut into lines that fit a width, by the embedded font's own widths.

use super::font::{Weight, width};
use crate::store::write::is_xml;

/// The distance between two baselines of text of `size` px, in px: 1.3 em.
pub fn leading(size: i32) -> i32 {
    (13 * size + 9) / 10
}

/// Text without control characters, characters that XML lacks, or repeated spaces. No-break spaces stay as they are, and the space
/// before a French double sign (`: ; ! ? »`) becomes one: no line begins with such a sign.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c == ' ' || c.is_control() || !is_xml(c))
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            let sign = matches!(word, ":" | ";" | "!" | "?" | "»");
            out.push(if sign { '\u{A0}' } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

/// Cuts `text` into lines of at most `room` px, as even as their number allows. Beyond `most` lines the
/// last one ends with «…». A word wider than `room` is cut at a hyphen or slash, else anywhere.
pub fn wrap(text: &str, size: i32, weight: Weight, room: i32, most: usize) -> Vec<String> {
    let room = room.max(size) as f32;
    let mut lines = fill(text, size, weight, room);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(&format!("{last}…"), size, weight) > room {
                last.pop();
            }
            let kept = last.trim_end_matches([' ', '\u{A0}', ',', ';', '-']).len();
            last.truncate(kept);
            last.push('…');
        }
        return lines;
    }
    // The narrowest room that needs no more lines and cuts no more words makes them even.
    let longest = widest(lines.iter().flat_map(|l| l.split(' ')), size, weight);
    let (mut low, mut high) = (longest.max((room / 2.0) as i32) - 1, room as i32);
    while lines.len() > 1 && high - low > 1 {
        let middle = (low + high) / 2;
        let tried = fill(text, size, weight, middle as f32);
        if tried.len() == lines.len() {
            lines = tried;
            high = middle;
        } else {
            low = middle;
        }
    }
    lines
}

/// Whether `text` fits into `most` lines of `room` px without cutting a word.
pub fn fits(text: &str, size: i32, weight: Weight, room: i32, most: usize) -> bool {
    let text = clean(text);
    text.split(' ')
        .all(|word| width(word, size, weight) <= room as f32)
        && fill(&text, size, weight, room as f32).len() <= most
}

/// The widest of several texts, rounded up, in px.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, size: i32, weight: Weight) -> i32 {
    texts
        .into_iter()
        .map(|text| width(text, size, weight).ceil() as i32)
        .max()
        .unwrap_or(0)
}

/// First fit: every line takes what it can.
fn fill(text: &str, size: i32, weight: Weight, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let fitting = |line: &str| width(line, size, weight) <= room;
    for word in clean(text).split(' ').filter(|w| !w.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if fitting(&longer) {
                *line = longer;
                continue;
            }
        }
        lines.push(String::new());
        for piece in pieces(word, fitting(word)) {
            // There is a last line: one was pushed above.
            let Some(line) = lines.last_mut() else { break };
            let longer = format!("{line}{piece}");
            if line.is_empty() || fitting(&longer) {
                *line = longer;
            } else {
                lines.push(piece.to_string());
            }
            break_anywhere(&mut lines, &fitting);
        }
    }
    lines
}

/// A word whole, or cut behind its hyphens and slashes.
fn pieces(word: &str, whole: bool) -> Vec<&str> {
    if whole {
        vec![word]
    } else {
        word.split_inclusive(['-', '/', '_']).collect()
    }
}

/// Cuts the last line into as many as it needs, at any character.
fn break_anywhere(lines: &mut Vec<String>, fitting: &impl Fn(&str) -> bool) {
    while let Some(line) = lines.last_mut() {
        if fitting(line) {
            return;
        }
        let Some(cut) = line
            .char_indices()
            .map(|(i, _)| i)
            .skip(1)
            .take_while(|&i| fitting(&line[..i]))
            .last()
            .or_else(|| line.char_indices().nth(1).map(|(i, _)| i))
        else {
            return; // one character: nothing to cut
        };
        let rest = line.split_off(cut);
        lines.push(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const R: Weight = Weight::Regular;

    #[test]
    fn lines_are_even_and_break_at_spaces() {
        let lines = wrap("Travailler autrement dans l'administration", 14, R, 200, 3);
        assert_eq!(lines, ["Travailler autrement", "dans l'administration"]);
        assert_eq!(wrap("", 14, R, 100, 3), Vec::<String>::new());
        assert_eq!(wrap(" a\n\tb ", 14, R, 100, 3), ["a b"]);
    }

    #[test]
    fn no_break_spaces_hold() {
        let lines = wrap("en 2014\u{A0}et\u{A0}2015", 14, R, 110, 3);
        assert_eq!(lines, ["en", "2014\u{A0}et\u{A0}2015"]);
    }

    #[test]
    fn a_long_word_breaks_behind_its_hyphen() {
        assert_eq!(
            wrap("interministérialité-déconcentration", 14, R, 150, 3),
            ["interministérialité-", "déconcentration"]
        );
        assert!(!fits("anticonstitutionnellement", 14, R, 80, 3));
        assert!(fits("mobilité interne", 14, R, 80, 2));
    }

    #[test]
    fn too_many_lines_end_with_an_ellipsis() {
        let lines = wrap("un deux trois quatre cinq six", 14, R, 60, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
    }

    proptest! {
        #[test]
        fn every_line_fits_and_nothing_is_lost(text in "[a-zé'\u{A0}/ -]{0,80}", room in 20_i32..300) {
            let lines = wrap(&text, 12, R, room, 1000);
            for line in &lines {
                prop_assert!(line.chars().count() == 1 || width(line, 12, R) <= room as f32);
            }
            let plain = |s: &str| s.replace(' ', "");
            prop_assert_eq!(plain(&lines.concat()), plain(&text));
        }
    }
}
