//! A concordance as a terminal shows it: one keyword below the other.

use super::collate::one_line;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most columns of a keyword.
const KEYWORD: usize = 32;

/// A line to align.
#[derive(Clone, Copy, Debug)]
pub struct Aligned<'l> {
    /// Where it comes from.
    pub reference: &'l str,
    /// The left context.
    pub left: &'l str,
    /// The keyword.
    pub keyword: &'l str,
    /// The right context.
    pub right: &'l str,
    /// Whether the field has more before.
    pub cut_left: bool,
    /// Whether the field has more after.
    pub cut_right: bool,
}

/// The lines with their references, left contexts, keywords and right contexts in four columns, as wide on the
/// screen as Unicode says that their characters are (UAX 11). A context wider than `room` columns is cut at its far
/// end; `…` is where something is cut.
pub fn align(lines: &[Aligned<'_>], room: usize) -> Vec<String> {
    let widest = |f: &dyn Fn(&Aligned<'_>) -> usize| lines.iter().map(f).max().unwrap_or(0);
    let reference = widest(&|l| l.reference.width());
    let keyword = widest(&|l| l.keyword.width()).min(KEYWORD);
    let left = widest(&|l| shown_left(l, room).width());
    lines
        .iter()
        .map(|l| {
            let context = shown_left(l, room);
            let word = head(&printable(l.keyword), KEYWORD, false);
            let pad = |text: &str, room: usize| " ".repeat(room.saturating_sub(text.width()));
            let line = format!(
                "{}{}  {}{context}  {word}{}  {}",
                l.reference,
                pad(l.reference, reference),
                pad(&context, left),
                pad(&word, keyword),
                head(printable(l.right).trim_start(), room, l.cut_right),
            );
            line.trim_end().to_string()
        })
        .collect()
}

fn shown_left(line: &Aligned<'_>, room: usize) -> String {
    tail(printable(line.left).trim_end(), room, line.cut_left)
}

/// The text without the control characters that a terminal would obey.
fn printable(text: &str) -> String {
    one_line(text)
        .chars()
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect()
}

/// The beginning of a text in `room` columns, with an ellipsis where something is cut or `more` follows.
fn head(text: &str, room: usize, more: bool) -> String {
    if text.width() + usize::from(more) <= room {
        return if more {
            format!("{text}…")
        } else {
            text.to_string()
        };
    }
    let mut out = String::new();
    let mut width = 1;
    for c in text.chars() {
        width += c.width().unwrap_or(0);
        if width > room {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// The end of a text in `room` columns, with an ellipsis where something is cut or `more` precedes.
fn tail(text: &str, room: usize, more: bool) -> String {
    if text.width() + usize::from(more) <= room {
        return if more {
            format!("…{text}")
        } else {
            text.to_string()
        };
    }
    let mut width = 1;
    let mut from = text.len();
    for (at, c) in text.char_indices().rev() {
        let wide = c.width().unwrap_or(0);
        if width + wide > room {
            break;
        }
        width += wide;
        // A combining accent stays with its letter.
        if wide > 0 {
            from = at;
        }
    }
    format!("…{}", text[from..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'l>(left: &'l str, keyword: &'l str, right: &'l str, cut: bool) -> Aligned<'l> {
        Aligned {
            reference: "s/argument/1",
            left,
            keyword,
            right,
            cut_left: cut,
            cut_right: cut,
        }
    }

    #[test]
    fn keywords_stand_below_each_other_whatever_the_characters() {
        let long = "é".repeat(60);
        let rows = [
            line("dans l’", "administration", " publique", true),
            line("e\u{301}te\u{301} ", "œuvre", "\u{A0}!", false),
            line("漢字 ", "agents", ", 漢字", false),
            line(&long, "x", &long, false),
            line("", &long, "", false),
        ];
        let shown = align(&rows, 44);
        let column = |l: &str, word: &str| l[..l.find(word).unwrap()].width();
        let at = column(&shown[0], "administration");
        assert_eq!(at, 12 + 2 + 44 + 2);
        assert_eq!(column(&shown[1], "œuvre"), at);
        assert_eq!(column(&shown[2], "agents"), at);
        assert_eq!(column(&shown[3], "x  "), at);
        assert!(shown[0].contains("…dans l’  administration"));
        assert!(shown[0].ends_with("publique…"));
        assert!(shown[3].contains(&format!("…{}  x", "é".repeat(43))));
        assert!(shown[3].ends_with(&format!("{}…", "é".repeat(43))));
        assert!(shown[4].ends_with(&format!("{}…", "é".repeat(31))));
    }

    #[test]
    fn a_combining_accent_stays_with_its_letter_and_a_terminal_is_told_nothing() {
        let text = "e\u{301}".repeat(50);
        assert_eq!(tail(&text, 4, false), format!("…{}", "e\u{301}".repeat(3)));
        assert_eq!(head(&text, 4, false), format!("{}…", "e\u{301}".repeat(3)));
        assert_eq!(tail("漢字", 4, true), "…字");
        let shown = align(&[line("a\u{9B}31m ", "b", "\u{1B}[0m", false)], 44);
        assert!(!shown[0].chars().any(char::is_control), "{shown:?}");
        assert!(align(&[], 44).is_empty());
    }
}
