//! Characters that a wrong encoding spoilt before the file was written, put right and reported.
//!
//! Two accidents are known. A byte of Windows-1252 was taken for the character of that number: `U+0092` is the
//! apostrophe `’`. And UTF-8 was read as Windows-1252 or Latin-1 and written again, once or several times:
//! `Ã©` is `é`, `â€™` is `’`. The second is put right only where a whole run of such characters is valid
//! UTF-8 and gives what French texts hold, so that `SÃO PAULO` and a lone `Ã` stay, and only in a text that has
//! fewer accents as they should be: one that has them speaks of such characters («les é deviennent des Ã©»).

use crate::model::{Origin, Sink, WarningKind};
use memchr::memchr2_iter;
use std::borrow::Cow;
use std::fmt::Write;

/// What was repaired in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// How many characters came out of it.
    pub characters: u64,
    /// What became what, how often: the first few.
    shown: Vec<(String, String, u64)>,
}

/// How many different repairs a message shows.
const SHOWN: usize = 5;

/// How many rows of a file are reported one by one.
const MAX_REPORTED: u64 = 10_000;

impl Repairs {
    /// Whether nothing was.
    pub fn is_empty(&self) -> bool {
        self.characters == 0
    }

    /// The first few different ones: what became what, and how often.
    pub fn shown(&self) -> &[(String, String, u64)] {
        &self.shown
    }

    fn note(&mut self, from: &str, to: &str) {
        self.characters += to.chars().count() as u64;
        self.show(from, to, 1);
    }

    fn show(&mut self, from: &str, to: &str, times: u64) {
        let short = |t: &str| t.chars().take(12).collect::<String>();
        let from = short(from);
        if let Some(known) = self.shown.iter_mut().find(|s| s.0 == from) {
            known.2 += times;
        } else if self.shown.len() < SHOWN {
            self.shown.push((from, short(to), times));
        }
    }

    /// Adds what was repaired in another text of the same row.
    pub fn add(&mut self, other: Repairs) {
        self.characters += other.characters;
        for (from, to, times) in other.shown {
            self.show(&from, &to, times);
        }
    }

    fn message(&self) -> String {
        let mut out = format!(
            "{} characters that a wrong encoding had spoilt were repaired",
            self.characters
        );
        for (n, (from, to, times)) in self.shown.iter().enumerate() {
            out.push_str(if n == 0 { ": " } else { ", " });
            for c in from.chars() {
                // Controls and blanks would not be seen.
                if c.is_control() || c.is_whitespace() {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "U+{:04X}", c as u32);
                } else {
                    out.push(c);
                }
            }
            let _ = write!(out, " → {to} ×{times}");
        }
        out
    }
}

/// Reports the repairs of a file, one warning a row, those of many rows as one.
#[derive(Debug, Default)]
pub(in crate::ingest) struct RepairWarnings {
    rows: u64,
    unreported: u64,
}

impl RepairWarnings {
    /// Reports what was repaired in a row.
    pub(in crate::ingest) fn report(
        &mut self,
        sink: &mut dyn Sink,
        origin: Origin,
        repairs: &Repairs,
    ) {
        if repairs.is_empty() {
            return;
        }
        self.rows += 1;
        if self.rows > MAX_REPORTED {
            self.unreported += repairs.characters;
            return;
        }
        sink.warn(WarningKind::Repaired, origin, repairs.message());
    }

    /// Reports the rest.
    pub(in crate::ingest) fn finish(&self, sink: &mut dyn Sink, file: Origin) {
        if self.rows > MAX_REPORTED {
            let message = format!(
                "{} more rows hold {} characters that a wrong encoding had spoilt; they were repaired",
                self.rows - MAX_REPORTED,
                self.unreported
            );
            sink.warn(WarningKind::Repaired, file, message);
        }
    }
}

/// Whether a text may hold something to repair. Never false for one that does.
pub(in crate::ingest) fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr2_iter(0xC2, 0xC3, bytes).any(|n| {
        // Valid UTF-8: a byte follows each of the two.
        let next = bytes[n + 1];
        match bytes[n] {
            0xC2 => next < 0xA0,
            // The letters Â Ã Ä Å Æ Ë Ì â ï ð, which are UTF-8's first bytes, before another that is no ASCII.
            _ => {
                matches!(next, 0x82..=0x86 | 0x8B | 0x8C | 0xA2 | 0xAF | 0xB0)
                    && bytes.get(n + 2).is_some_and(|b| !b.is_ascii())
            }
        }
    })
}

/// A text with its characters put right, and what was done.
pub fn repair(text: &str) -> (Cow<'_, str>, Repairs) {
    let mut repairs = Repairs::default();
    if !is_suspect(text) {
        return (Cow::Borrowed(text), repairs);
    }
    let runs = runs(text);
    let count = |what: fn(&Verdict) -> bool| runs.iter().filter(|r| what(&r.verdict)).count();
    let spoilt = count(|v| matches!(v, Verdict::Certain(_)));
    let honest = runs.iter().filter(|r| {
        let letters = text[r.start..r.end].chars().any(char::is_alphabetic);
        letters && matches!(r.verdict, Verdict::Honest)
    });
    // A text that has its accents speaks of such characters: «les é deviennent des Ã©».
    let certain = spoilt > 0 && honest.count() <= spoilt;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for run in runs {
        if run.start < at {
            // The blank that a repair before it took.
            continue;
        }
        out.push_str(&text[at..run.start]);
        at = run.end;
        let from = &text[run.start..run.end];
        match run.verdict {
            Verdict::Certain(to) if certain => {
                repairs.note(from, &to);
                out.push_str(&to);
            }
            Verdict::Likely(to) if certain => {
                repairs.note(from, &to);
                out.push_str(&to);
            }
            Verdict::LostBlank if certain => {
                repairs.note(from, "à");
                out.push('à');
                // The no-break space that was the second half of it became a blank.
                let lost = ["  ", " ,", " .", " )"];
                at += usize::from(lost.iter().any(|l| text[at..].starts_with(l)));
            }
            _ => {
                for c in from.chars() {
                    match control(c) {
                        Some(to) => {
                            let mut buffers = [[0; 4]; 2];
                            let [from, buffer] = &mut buffers;
                            repairs.note(c.encode_utf8(from), to.encode_utf8(buffer));
                            out.push(to);
                        }
                        None => out.push(c),
                    }
                }
            }
        }
    }
    out.push_str(&text[at..]);
    if repairs.is_empty() {
        return (Cow::Borrowed(text), repairs);
    }
    (Cow::Owned(out), repairs)
}

/// Characters in a row that are bytes above 0x7F in Windows-1252 or Latin-1.
struct Run {
    start: usize,
    end: usize,
    verdict: Verdict,
}

/// What a run is.
enum Verdict {
    /// It was UTF-8 and is this.
    Certain(String),
    /// It may have been, and was where something else in the text was.
    Likely(String),
    /// `Ã` where `à` lost its second half, the no-break space, where something else in the text was UTF-8.
    LostBlank,
    /// It is what it is.
    Honest,
}

fn runs(text: &str) -> Vec<Run> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut bytes = Vec::new();
    while let Some((start, c)) = chars.next() {
        let Some(first) = byte(c) else {
            continue;
        };
        bytes.clear();
        bytes.push(first);
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = chars.peek().copied()
            && let Some(b) = byte(c)
        {
            bytes.push(b);
            end = at + c.len_utf8();
            chars.next();
        }
        let after = chars.peek().map(|c| c.1);
        out.push(Run {
            start,
            end,
            verdict: verdict(&text[..start], &bytes, after),
        });
    }
    out
}

/// Judges a run by its bytes and by what is around it.
fn verdict(before: &str, bytes: &[u8], after: Option<char>) -> Verdict {
    let is = |c: Option<char>, f: fn(char) -> bool| c.is_some_and(f);
    let mut backwards = before.chars().rev();
    let (before, further) = (backwards.next(), backwards.next());
    if bytes == [0xC3] && !is(before, char::is_uppercase) {
        let ends_word = is(before, char::is_lowercase) && !is(after, char::is_alphanumeric);
        if after == Some(' ') || ends_word {
            return Verdict::LostBlank;
        }
    }
    let Some(to) = undone(bytes) else {
        return Verdict::Honest;
    };
    let mut chars = to.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return Verdict::Certain(to);
    };
    if bytes.len() != 2 {
        return Verdict::Certain(to);
    }
    // One character out of two: the capitals Â, Ã, Å before a sign could be honest.
    let capitals = [before, further]
        .into_iter()
        .all(|c| is(c, char::is_uppercase))
        && !is(after, char::is_lowercase);
    if c.is_lowercase() && capitals {
        return Verdict::Honest;
    }
    let certain = match c {
        '\u{A0}' => is(before, char::is_alphanumeric),
        'à' => !is(after, |c| ":;?!.,)".contains(c)) || is(before, char::is_lowercase),
        '\u{300}'..='\u{36F}' if is(before, char::is_alphabetic) => true,
        '\u{300}'..='\u{36F}' => return Verdict::Honest,
        'œ' | 'Œ' => true,
        'Š' => is(after, char::is_alphabetic),
        '\u{100}'..='\u{17F}' => is(before, char::is_alphabetic) || is(after, char::is_alphabetic),
        _ => true,
    };
    if certain {
        Verdict::Certain(to)
    } else {
        Verdict::Likely(to)
    }
}

/// What a run was before it was read wrongly, once or several times; `None` where that is nothing that a
/// French text holds.
fn undone(bytes: &[u8]) -> Option<String> {
    let mut bytes = bytes.to_vec();
    let mut found = None;
    // Nobody has met a text that was spoilt four times.
    for _ in 0..3 {
        let Ok(text) = std::str::from_utf8(&bytes) else {
            break;
        };
        if text.chars().all(is_plausible) {
            let put = |c| control(c).unwrap_or(c);
            found = Some(text.chars().map(put).collect());
        }
        let again: Option<Vec<u8>> = text.chars().map(byte).collect();
        match again {
            Some(again) => bytes = again,
            None => break,
        }
    }
    found
}

/// Whether a character is one that a French text in UTF-8 holds beyond ASCII.
fn is_plausible(c: char) -> bool {
    match c {
        '\u{80}'..='\u{9F}' => control(c).is_some(),
        '\u{A0}'..='\u{17F}' => true,
        '\u{300}'..='\u{303}' | '\u{308}' | '\u{327}' => true,
        'ƒ' | 'ˆ' | '˜' => true,
        // Punctuation, currencies, letter-like signs, arrows, mathematics, boxes, symbols.
        '\u{2000}'..='\u{2BFF}' => true,
        '\u{FB00}'..='\u{FB06}' | '\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}' => true,
        '\u{1F000}'..='\u{1FAFF}' => true,
        _ => false,
    }
}

/// Windows-1252 of the bytes 0x80 to 0x9F; those that it does not use stay controls.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The character that a control stands for where it is a byte of Windows-1252 taken for the character of that number.
fn control(c: char) -> Option<char> {
    let at = (c as usize).checked_sub(0x80)?;
    HIGH.get(at).copied().filter(|to| *to != c)
}

/// The byte above 0x7F that a character is in Windows-1252 or Latin-1.
fn byte(c: char) -> Option<u8> {
    match c as u32 {
        0..=0x7F => None,
        // A control is the byte that it was taken from.
        code @ 0x80..=0xFF => Some(code as u8),
        // 32 places fit a byte.
        _ => HIGH.iter().position(|h| *h == c).map(|n| 0x80 + n as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(text: &str) -> String {
        let read = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        read.0.into_owned()
    }

    #[test]
    fn a_text_that_speaks_of_spoilt_characters_stays() {
        let quoted = "textes où les « é » deviennent des &eacute ou des Ã©, à l’écran";
        assert_eq!(repair(quoted).0, quoted);
        assert_eq!(
            repair("un seul Ã© de trop, déjà").0,
            "un seul Ã© de trop, déjà"
        );
        assert_eq!(repair("dÃ©jÃ  lÃ , Ã  l'Ã©cran").0, "déjà là, à l'écran");
    }

    #[test]
    fn controls_are_the_signs_of_windows_1252() {
        let (text, repairs) = repair("l\u{92}\u{9C}uvre \u{85} 3 \u{80}, l\u{92}été");
        assert_eq!(text, "l’œuvre … 3 €, l’été");
        assert_eq!(repairs.characters, 5);
        assert!(
            repairs.message().contains("U+0092 → ’ ×2"),
            "{}",
            repairs.message()
        );
        // Nothing is known of these.
        assert!(matches!(repair("a\u{81}b").0, Cow::Borrowed(_)));
    }

    #[test]
    fn utf8_read_as_another_encoding_once_or_twice() {
        for text in [
            "L’été à Évreux : « où ça ? » — 3 €… œuvre, Œdipe, ÇA, À, naïf, Noël, 20 °C 😀",
            "de\u{301}mocratie",
            "voilà",
        ] {
            let once = wrong(text);
            assert_eq!(repair(&once).0, text, "{once}");
            let twice = wrong(&once);
            assert_eq!(repair(&twice).0, text, "{twice}");
            // As Latin-1, which leaves controls.
            let latin: String = text.bytes().map(char::from).collect();
            assert_eq!(repair(&latin).0, text);
        }
        for (spoilt, text) in [
            ("dÃ©favorable", "défavorable"),
            ("ThÃ¨me", "Thème"),
            ("OÃ¹ ?", "Où ?"),
            ("lâ€™eau", "l’eau"),
            ("cÅ“ur", "cœur"),
            ("dÃ©jÃ  vu", "déjà vu"),
            ("Ã\u{A0} la fin", "à la fin"),
            ("câ€™est lÃ , oui", "c’est là, oui"),
            ("OUIÂ\u{A0}!", "OUI\u{A0}!"),
            ("Ã‰TAT", "ÉTAT"),
            // One run is put right, the other is what it is.
            ("DÃ©bat Ã SÃO PAULO", "Débat à SÃO PAULO"),
        ] {
            assert_eq!(repair(spoilt).0, text);
        }
    }

    #[test]
    fn honest_texts_stay() {
        for text in [
            "SÃO PAULO",
            "la lettre Ã",
            "«Ã»",
            "«\u{A0}Â\u{A0}»",
            "MANHÃ»",
            "Â",
            "ÎN ROMÂNIA, PÂNĂ",
            "LIBERTÉ»",
            "«ÉGALITÉ»…",
            "DÉJÀ…",
            "ÇA’",
            "la lettre Â\u{A0}: rare",
            "20 Å\u{A0}: une longueur",
            "Âge, âge, naïveté",
            "« Où ? » — œuvre, 3 €, n° 5, 20 °C, l’été…",
            "中文 и русский",
        ] {
            let (kept, repairs) = repair(text);
            assert!(matches!(kept, Cow::Borrowed(_)), "{text} became {kept}");
            assert!(repairs.is_empty());
        }
    }

    proptest! {
        #[test]
        fn french_stays_and_spoilt_french_comes_back(
            text in "[ a-zA-Z0-9éèêàùçîôûœÉÀÇ'’.,;:!?()«»€–\u{A0}]{0,40}"
        ) {
            let spoilt = wrong(&text);
            // Only what is certain is put right, never to something else.
            let (put, _) = repair(&spoilt);
            prop_assert!(put == text || put.contains(['Ã', 'Â', 'Å']), "{} {}", spoilt, put);
        }

        #[test]
        fn any_text_is_no_panic(text in "\\PC{0,40}", high in "[\u{80}-\u{FF}€‚œ ]{0,20}") {
            let _ = repair(&format!("{text}{high}"));
            let (kept, repairs) = repair(&high);
            prop_assert_eq!(repairs.is_empty(), kept == high.as_str());
            prop_assert!(repairs.is_empty() || is_suspect(&high));
        }
    }
}
