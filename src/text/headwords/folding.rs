//! Words without their accents: the forms that fold to given letters.

use fst::raw::{Fst, Node};

/// The accented letters that fold to a letter, as the bytes of their UTF-8.
fn accented(letter: u8) -> &'static [[u8; 2]] {
    match letter {
        b'a' => &[
            [0xC3, 0xA0],
            [0xC3, 0xA1],
            [0xC3, 0xA2],
            [0xC3, 0xA3],
            [0xC3, 0xA4],
            [0xC3, 0xA5],
        ],
        b'c' => &[[0xC3, 0xA7]],
        b'e' => &[[0xC3, 0xA8], [0xC3, 0xA9], [0xC3, 0xAA], [0xC3, 0xAB]],
        b'i' => &[[0xC3, 0xAC], [0xC3, 0xAD], [0xC3, 0xAE], [0xC3, 0xAF]],
        b'n' => &[[0xC3, 0xB1]],
        b'o' => &[
            [0xC3, 0xB2],
            [0xC3, 0xB3],
            [0xC3, 0xB4],
            [0xC3, 0xB5],
            [0xC3, 0xB6],
        ],
        b'u' => &[[0xC3, 0xB9], [0xC3, 0xBA], [0xC3, 0xBB], [0xC3, 0xBC]],
        b'y' => &[[0xC3, 0xBD], [0xC3, 0xBF]],
        _ => &[],
    }
}

/// The ligature that two letters may be: œ, æ.
fn ligature(letters: &[u8]) -> Option<[u8; 2]> {
    match letters {
        [b'o', b'e', ..] => Some([0xC5, 0x93]),
        [b'a', b'e', ..] => Some([0xC3, 0xA6]),
        _ => None,
    }
}

/// A walk through the automaton: at each letter the few ways that it may be written, and no other.
struct Walk<'a> {
    forms: &'a Fst<&'static [u8]>,
    /// The bytes of the form so far.
    form: Vec<u8>,
    found: Vec<String>,
}

/// The forms that fold to these letters, in ascending order.
pub(super) fn folding_to(forms: &Fst<&'static [u8]>, folded: &str) -> Vec<String> {
    let mut walk = Walk {
        forms,
        form: Vec::with_capacity(folded.len() + 4),
        found: Vec::new(),
    };
    if !folded.is_empty() {
        walk.from(forms.root(), folded.as_bytes());
    }
    walk.found.sort_unstable();
    walk.found
}

impl Walk<'_> {
    fn from(&mut self, node: Node<'_>, letters: &[u8]) {
        let Some((first, rest)) = letters.split_first() else {
            if node.is_final()
                && let Ok(form) = std::str::from_utf8(&self.form)
            {
                self.found.push(form.to_string());
            }
            return;
        };
        self.by(&node, &[*first], rest);
        for bytes in accented(*first) {
            self.by(&node, bytes, rest);
        }
        if let Some(bytes) = ligature(letters) {
            self.by(&node, &bytes, &letters[2..]);
        }
    }

    /// Goes on behind some bytes, where the automaton has them there.
    fn by(&mut self, node: &Node<'_>, bytes: &[u8], rest: &[u8]) {
        let mut at = *node;
        for byte in bytes {
            let Some(next) = at.find_input(*byte) else {
                return;
            };
            at = self.forms.node(at.transition_addr(next));
        }
        let length = self.form.len();
        self.form.extend_from_slice(bytes);
        self.from(at, rest);
        self.form.truncate(length);
    }
}
