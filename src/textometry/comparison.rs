//! How much more often something is said in one part of a corpus than in another.

/// Occurrences of an expression, and the words of the part that they were found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frequency {
    /// Occurrences.
    pub occurrences: u64,
    /// Words. Occurrences are disjoint spans of words: there are never more of them.
    pub words: u64,
}

impl Frequency {
    /// Occurrences per 10,000 words; `None` where there is no word.
    pub fn per_10_000(self) -> Option<f64> {
        (self.words > 0).then(|| 1e4 * self.occurrences as f64 / self.words as f64)
    }
}

/// Dunning's log-likelihood ratio G2 (Dunning 1993, «Accurate methods for the statistics of surprise and
/// coincidence») of two frequencies: `2 Σ O ln(O/E)` over the four cells of occurrences and other words in two
/// parts; positive where the first part has relatively more, negative where it has fewer, 0 where the
/// frequencies are equal. Under chance alone it passes 3.84 (in absolute value) once in twenty, 6.63 once in a
/// hundred, 10.83 once in a thousand (chi-square with one degree of freedom). The parts are taken as separate.
///
/// `None` where a part has no word.
pub fn signed_g2(a: Frequency, b: Frequency) -> Option<f64> {
    if a.words == 0 || b.words == 0 {
        return None;
    }
    let total = (a.words + b.words) as f64;
    let said = (a.occurrences + b.occurrences) as f64;
    let mut sum = 0.0;
    for part in [a, b] {
        let other = part.words.saturating_sub(part.occurrences) as f64;
        for (observed, row) in [(part.occurrences as f64, said), (other, total - said)] {
            // A cell of nothing adds nothing: x ln x goes to 0.
            if observed > 0.0 {
                sum += observed * (observed * total / (row * part.words as f64)).ln();
            }
        }
    }
    // The sum is never negative but for what rounding leaves.
    let g2 = (2.0 * sum).max(0.0);
    let (first, second) = (
        u128::from(a.occurrences) * u128::from(b.words),
        u128::from(b.occurrences) * u128::from(a.words),
    );
    Some(match first.cmp(&second) {
        std::cmp::Ordering::Greater => g2,
        std::cmp::Ordering::Less => -g2,
        std::cmp::Ordering::Equal => 0.0,
    })
}

/// What stands for no occurrence where a ratio is taken (Hardie 2014).
const FOR_NONE: f64 = 0.5;

/// Hardie's log ratio (Hardie 2014, «Log Ratio: an informal introduction»): the binary logarithm of the ratio
/// of two relative frequencies. 1 is twice as often in the first part, -1 half as often. A part without an
/// occurrence is given 0.5 of one, as Hardie does, so that the ratio stays finite.
///
/// `None` where a part has no word, or neither has an occurrence; and where one has none and so few words that
/// half an occurrence would make it the part that says it more often.
pub fn log_ratio(a: Frequency, b: Frequency) -> Option<f64> {
    if a.words == 0 || b.words == 0 || a.occurrences + b.occurrences == 0 {
        return None;
    }
    let relative = |f: Frequency| {
        let occurrences = match f.occurrences {
            0 => FOR_NONE,
            n => n as f64,
        };
        occurrences / f.words as f64
    };
    let ratio = (relative(a) / relative(b)).log2();
    let turned = (a.occurrences == 0 && ratio >= 0.0) || (b.occurrences == 0 && ratio <= 0.0);
    (!turned).then_some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn f(occurrences: u64, words: u64) -> Frequency {
        Frequency { occurrences, words }
    }

    /// From `scripts/comparison_values.py` (SciPy 1.17.1).
    const EXPECTED: [(u64, u64, u64, u64, f64, f64); 6] = [
        (110, 2442, 111, 29114, 278.3860017914, 3.5625218081),
        (12, 10000, 30, 10000, -7.9859518197, -1.3219280949),
        (0, 500, 20, 1500, -11.5744726948, -3.7369655942),
        (7, 1000, 0, 4000, 22.5714409327, 5.8073549221),
        (1, 31777, 1, 31777, 0.0, 0.0),
        (
            90000,
            1000000,
            60000,
            1200000,
            13692.9989271641,
            0.8479969066,
        ),
    ];

    #[test]
    fn as_scipy_gives_them() {
        for (f1, n1, f2, n2, g2, ratio) in EXPECTED {
            let (a, b) = (f(f1, n1), f(f2, n2));
            let found = signed_g2(a, b).unwrap();
            assert!(
                (found - g2).abs() < 1e-8 * g2.abs().max(1.0),
                "{a:?} {b:?} {found}"
            );
            let found = log_ratio(a, b).unwrap();
            assert!((found - ratio).abs() < 1e-9, "{a:?} {b:?} {found}");
        }
    }

    #[test]
    fn nothing_to_compare() {
        assert_eq!(signed_g2(f(0, 0), f(1, 10)), None);
        assert_eq!(log_ratio(f(1, 10), f(0, 0)), None);
        assert_eq!(signed_g2(f(0, 10), f(0, 20)), Some(0.0));
        assert_eq!(log_ratio(f(0, 10), f(0, 20)), None);
        // Half an occurrence in 112 words is more than 3 in 2,028.
        assert_eq!(log_ratio(f(0, 112), f(3, 2028)), None);
        assert_eq!(log_ratio(f(3, 2028), f(0, 112)), None);
        assert!(signed_g2(f(0, 112), f(3, 2028)).unwrap() < 0.0);
        assert_eq!(f(0, 0).per_10_000(), None);
        assert_eq!(f(3, 20_000).per_10_000(), Some(1.5));
        // Every word is an occurrence.
        assert_eq!(signed_g2(f(10, 10), f(20, 20)), Some(0.0));
    }

    proptest! {
        #[test]
        fn the_other_way_round_is_the_other_sign(
            n1 in 1u64..1_000_000_000, n2 in 1u64..1_000_000_000, p in 0.0f64..1.0, q in 0.0f64..1.0
        ) {
            let a = f((n1 as f64 * p) as u64, n1);
            let b = f((n2 as f64 * q) as u64, n2);
            let (there, back) = (signed_g2(a, b).unwrap(), signed_g2(b, a).unwrap());
            prop_assert!(there.is_finite());
            prop_assert!((there + back).abs() <= 1e-6 * there.abs().max(1.0));
            if let Some(ratio) = log_ratio(a, b) {
                prop_assert!((ratio + log_ratio(b, a).unwrap()).abs() < 1e-9);
            }
        }
    }
}
