//! How evenly a word is spread over the parts of a corpus.
//!
//! Both measures are of S. Th. Gries, «Dispersions and adjusted frequencies in corpora», *International Journal of
//! Corpus Linguistics* 13(4), 2008, pages 403-437. There are *n* parts; part *i* has *fᵢ* of *f* occurrences and
//! *wᵢ* of *w* words.

/// A part of a corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartCounts {
    /// Occurrences in it.
    pub occurrences: u64,
    /// Words in it.
    pub words: u64,
}

/// How evenly occurrences are spread. A measure that is not defined is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Parts that have words.
    pub parts: u64,
    /// The deviation of proportions: ½ Σ |fᵢ/f − wᵢ/w|. 0 where each part has its share of the occurrences, near 1
    /// where they are in a part that is a small share of the corpus.
    pub dp: Option<f64>,
    /// DP over the most that it can be in these parts, 1 − min(wᵢ)/w: 0 to 1, whatever their number and sizes
    /// (J. Lijffijt and S. Th. Gries, «Correction to “Dispersions and adjusted frequencies in corpora”»,
    /// *International Journal of Corpus Linguistics* 17(1), 2012, pages 147-149).
    pub dp_norm: Option<f64>,
    /// Juilland's D, 1 − V/√(n − 1), where V is the standard deviation of the rates fᵢ/wᵢ (of the population: over
    /// n) over their mean: 1 where all parts have one rate, 0 where one part has all.
    pub juilland_d: Option<f64>,
}

/// The dispersion over parts. Parts without words are none. Nothing is defined without occurrences or with
/// fewer than two parts.
pub fn dispersion(parts: &[PartCounts]) -> Dispersion {
    let parts: Vec<&PartCounts> = parts.iter().filter(|p| p.words > 0).collect();
    let n = parts.len();
    let mut out = Dispersion {
        parts: n as u64,
        dp: None,
        dp_norm: None,
        juilland_d: None,
    };
    let all: u64 = parts.iter().map(|p| p.occurrences).sum();
    let words: u64 = parts.iter().map(|p| p.words).sum();
    let Some(least) = parts
        .iter()
        .map(|p| p.words)
        .min()
        .filter(|_| n >= 2 && all > 0)
    else {
        return out;
    };
    let (f, w) = (all as f64, words as f64);
    let dp = parts
        .iter()
        .map(|p| (p.occurrences as f64 / f - p.words as f64 / w).abs())
        .sum::<f64>()
        / 2.0;
    // Two parts at least: the smallest is not the whole.
    let most = 1.0 - least as f64 / w;
    let rates: Vec<f64> = parts
        .iter()
        .map(|p| p.occurrences as f64 / p.words as f64)
        .collect();
    let mean = rates.iter().sum::<f64>() / n as f64;
    let variance = rates.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / n as f64;
    let d = 1.0 - variance.sqrt() / mean / ((n - 1) as f64).sqrt();
    out.dp = Some(dp.clamp(0.0, 1.0));
    out.dp_norm = Some((dp / most).clamp(0.0, 1.0));
    // Rounding can leave it a hair below its least value.
    out.juilland_d = Some(d.clamp(0.0, 1.0));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(parts: &[(u64, u64)]) -> Dispersion {
        let parts: Vec<PartCounts> = parts
            .iter()
            .map(|&(occurrences, words)| PartCounts { occurrences, words })
            .collect();
        dispersion(&parts)
    }

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 5e-4)
    }

    /// The word *a* in the small corpus of Gries 2008, section 2: five parts of 9, 10, 10, 10 and 11 words that hold
    /// it 1, 2, 3, 4 and 5 times. The paper gives DP = 0.18 and D = 0.785.
    #[test]
    fn the_example_of_the_paper() {
        let a = of(&[(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)]);
        assert_eq!(a.parts, 5);
        assert!(near(a.dp, 0.18), "{a:?}");
        // 0.18 / (1 − 0.18)
        assert!(near(a.dp_norm, 0.2195), "{a:?}");
        assert!(near(a.juilland_d, 0.785), "{a:?}");
    }

    #[test]
    fn even_and_all_in_one_part() {
        let even = of(&[(3, 100), (6, 200), (9, 300)]);
        assert!(near(even.dp, 0.0) && near(even.dp_norm, 0.0));
        assert!(near(even.juilland_d, 1.0));
        // In the smallest of three parts: DP = ½ (9/10 + 4/10 + 5/10).
        let one = of(&[(7, 100), (0, 400), (0, 500)]);
        assert!(near(one.dp, 0.9) && near(one.dp_norm, 1.0));
        assert!(near(one.juilland_d, 0.0));
        // Two parts by hand: DP = ½ (|3/4 − 1/3| + |1/4 − 2/3|) = 5/12; over 2/3 it is 0.625. Rates 0.03 and 0.005:
        // mean 0.0175, deviation 0.0125, D = 1 − 5/7.
        let two = of(&[(3, 100), (1, 200)]);
        assert!(near(two.dp, 0.4167) && near(two.dp_norm, 0.625));
        assert!(near(two.juilland_d, 0.2857));
    }

    #[test]
    fn what_is_not_defined_is_not_given() {
        for parts in [&[][..], &[(3, 9)], &[(0, 5), (0, 6)], &[(3, 9), (0, 0)]] {
            let none = of(parts);
            assert_eq!((none.dp, none.dp_norm, none.juilland_d), (None, None, None));
        }
        assert_eq!(of(&[(3, 9), (0, 0), (1, 4)]).parts, 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn measures_stay_in_their_range(parts in prop::collection::vec((0_u64..1_000_000, 1_u64..1_000_000_000), 2..40)) {
            let d = of(&parts);
            if parts.iter().any(|p| p.0 > 0) {
                for x in [d.dp, d.dp_norm, d.juilland_d] {
                    prop_assert!(x.is_some_and(|x| (0.0..=1.0).contains(&x)), "{:?}", d);
                }
                prop_assert!(d.dp <= d.dp_norm);
            }
        }
    }
}
