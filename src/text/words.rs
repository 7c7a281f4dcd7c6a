//! The closed lists of French word forms: elided particles, words never split, inclusive endings.

use super::intern::Packed;
use super::letters::word;

/// Particles that lose their vowel before an apostrophe (Grevisse, «L'élision»), lower case.
const ELIDED: [&str; 17] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
    "quelqu", "entr", "ç",
];

/// Whether letters, as the scanner packs them, are a particle that is elided before whatever follows:
/// none of [`WHOLE`] begins with it.
#[inline]
pub(super) fn is_always_elided(lower: Packed) -> bool {
    const ALWAYS: [Packed; 13] = [
        word("l"),
        word("d"),
        word("j"),
        word("m"),
        word("t"),
        word("s"),
        word("n"),
        word("c"),
        word("qu"),
        word("jusqu"),
        word("lorsqu"),
        word("puisqu"),
        word("quoiqu"),
    ];
    ALWAYS.contains(&lower)
}

/// Words with an apostrophe that are one word: `(before, beginning of what follows)`, without accents.
const WHOLE: [(&str, &str); 7] = [
    ("aujourd", "hui"),
    ("prud", "hom"),
    ("quelqu", "un"),
    ("presqu", "il"),
    ("presqu", "îl"),
    ("entr", ""),
    ("grand", ""),
];

/// Whether a run of letters is a particle that an apostrophe elides. `lower` is in lower case.
pub(super) fn is_elided_particle(lower: &str) -> bool {
    ELIDED.contains(&lower)
}

/// Whether `before'after` is one word: `aujourd'hui`, `prud'homme`, `quelqu'un`, `presqu'île`.
/// Both in lower case.
pub(super) fn is_whole(before: &str, after: &str) -> bool {
    WHOLE.iter().any(|(b, a)| {
        *b == before
            && after.starts_with(a)
            // «quelqu'un», «quelqu'une(s)» but «quelqu'unité» does not exist; «presqu'il» does.
            && (*b != "presqu" || after.starts_with("ile") || after.starts_with("île"))
            && (*b != "entr" || !matches!(after, "elle" | "elles" | "eux"))
    })
}

/// Endings that inclusive writing adds after a separator, lower case: `formé·e·s`, `agent(e)s`,
/// `acteur·rice·s`. A plural `s` or `x` may follow after the same separator.
const ENDINGS: [&str; 31] = [
    "e", "es", "s", "x", "ne", "nes", "le", "les", "te", "tes", "se", "ses", "fe", "ve", "ves",
    "rice", "rices", "trice", "trices", "euse", "euses", "ère", "ères", "ere", "eres", "ière",
    "ières", "esse", "esses", "ale", "ales",
];

/// Whether letters, as the scanner packs them, are in [`ENDINGS`].
#[inline]
pub(super) fn is_ending(lower: Packed) -> bool {
    const PACKED: [Packed; 31] = {
        let (mut out, mut i) = ([0; 31], 0);
        while i < 31 {
            out[i] = word(ENDINGS[i]);
            i += 1;
        }
        out
    };
    // None is longer than eight bytes.
    lower >> 64 == 0 && PACKED.contains(&lower)
}

/// Whether `part` (lower case) can be after a separator of inclusive writing. With a hyphen, a point
/// or a slash, which also separate ordinary words, only the endings that are no French words count.
pub(super) fn is_inclusive_ending(separator: char, part: &str, first: bool) -> bool {
    match separator {
        '·' | '(' => ENDINGS.contains(&part),
        '-' | '.' | '/' => {
            matches!(
                part,
                "e" | "ne"
                    | "rice"
                    | "trice"
                    | "euse"
                    | "ère"
                    | "ière"
                    | "rices"
                    | "trices"
                    | "euses"
            ) || (first && separator != '/' && matches!(part, "es" | "nes"))
                || (!first && matches!(part, "s"))
        }
        _ => false,
    }
}

/// Whether `part` is an ending that is also a French word, and counts behind a point or a hyphen where a plural follows with
/// the same sign: `professionnel.le.s`, `sportif-ve-s`.
pub(super) fn is_doubled_ending(separator: char, part: &str) -> bool {
    matches!(separator, '.' | '-') && matches!(part, "le" | "te" | "fe" | "ve" | "se")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_lists_agree_with_the_lists() {
        for particle in ELIDED {
            let whole = WHOLE.iter().any(|(before, _)| *before == particle);
            // «ç'» is rare enough to go the long way.
            assert_eq!(
                is_always_elided(word(particle)),
                !whole && particle != "ç",
                "{particle}"
            );
        }
        for ending in ENDINGS {
            assert!(ending.len() <= 8 && is_ending(word(ending)));
        }
        for ending in [
            "e", "ne", "rice", "trice", "euse", "ère", "ière", "rices", "trices", "euses", "es",
            "nes", "s",
        ] {
            assert!(is_ending(word(ending)), "{ending}");
        }
    }

    #[test]
    fn whole_words() {
        assert!(is_whole("aujourd", "hui"));
        assert!(is_whole("prud", "hommes"));
        assert!(is_whole("quelqu", "une"));
        assert!(is_whole("presqu", "île"));
        assert!(!is_whole("presqu", "il"));
        assert!(!is_whole("lorsqu", "un"));
        assert!(!is_whole("entr", "eux"));
    }
}
