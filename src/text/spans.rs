//! From passages in words to passages in bytes, of texts that need not be analysed: the scanner is enough.

use super::Passage;
use super::scan::scan;
use crate::model::{Field, Span};

/// The bytes of the `passages` that are in `field`, whose kept text is `text`, in their order. A passage
/// that reaches past the text's last word is left out.
pub fn spans(text: &str, field: Field, passages: &[Passage]) -> Vec<Span> {
    let own = || passages.iter().filter(|p| p.field == field);
    let Some(last) = own().map(|p| p.last).max() else {
        return Vec::new();
    };
    let mut words: Vec<(u32, u32)> = Vec::new();
    scan(text, |raw| {
        if words.len() <= last as usize {
            // Kept texts are under 4 GiB.
            words.push((raw.start as u32, raw.end as u32));
        }
    });
    own()
        .filter_map(|p| {
            Some(Span {
                field,
                start: words.get(p.first as usize)?.0,
                end: words.get(p.last as usize)?.1,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_bytes() {
        let text = "L’été, à l'école : été";
        let at = |field, first, last| Passage { field, first, last };
        let passages = [
            at(Field::Title, 0, 0),
            at(Field::Body, 0, 0),
            at(Field::Body, 1, 2),
            at(Field::Body, 3, 3),
            at(Field::Body, 4, 4),
        ];
        let found: Vec<&str> = spans(text, Field::Body, &passages)
            .iter()
            .map(|s| s.of(text).unwrap())
            .collect();
        assert_eq!(found, ["été", "à l'école", "été"]);
    }
}
