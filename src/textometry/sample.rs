//! A sample of occurrences that depends on the seed alone.

use super::texts::Occurrence;

/// `size` occurrences without replacement, in reading order; all of them where there are no more.
///
/// Each occurrence is given 64 bits, a hash of the seed, its record, field and first byte; the `size`
/// smallest are taken (of equal ones, the first read). So neither order nor threads matter, and a larger sample
/// of the same seed holds the smaller one. The hash is the finaliser of SplitMix64 (Steele, Lea and Flood
/// 2014, «Fast splittable pseudorandom number generators»), applied to one part after the other.
pub fn sample(occurrences: &[Occurrence], size: usize, seed: u64) -> Vec<Occurrence> {
    let mut ranked: Vec<(u64, Occurrence)> =
        occurrences.iter().map(|o| (hash(seed, o), *o)).collect();
    if size < ranked.len() {
        ranked.select_nth_unstable(size);
        ranked.truncate(size);
    }
    let mut chosen: Vec<Occurrence> = ranked.into_iter().map(|r| r.1).collect();
    chosen.sort_unstable();
    chosen
}

/// The increment of SplitMix64: 2^64 over the golden ratio, odd.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn hash(seed: u64, occurrence: &Occurrence) -> u64 {
    let place = (occurrence.span.field as u64) << 32 | u64::from(occurrence.span.start);
    [u64::from(occurrence.ordinal), place]
        .into_iter()
        .fold(mix(seed.wrapping_add(GAMMA)), |h, part| {
            mix((h ^ part).wrapping_add(GAMMA))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Span};

    fn many() -> Vec<Occurrence> {
        (0..20_000)
            .map(|i| Occurrence {
                ordinal: i / 10,
                span: Span {
                    field: if i % 10 == 0 {
                        Field::Title
                    } else {
                        Field::Body
                    },
                    start: (i % 10) * 7,
                    end: (i % 10) * 7 + 3,
                },
            })
            .collect()
    }

    #[test]
    fn splitmix64_as_published() {
        // The first numbers of the generator from seed 1234567, in its authors' test vectors.
        let numbers: Vec<u64> = (1..=3)
            .map(|i: u64| mix(1_234_567_u64.wrapping_add(GAMMA.wrapping_mul(i))))
            .collect();
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn stable_nested_and_without_replacement() {
        let all = many();
        let mut other = all.clone();
        other.reverse();
        let small = sample(&all, 100, 7);
        assert_eq!(small, sample(&other, 100, 7));
        assert_eq!(small.len(), 100);
        assert!(small.windows(2).all(|w| w[0] < w[1]));
        let large = sample(&all, 1_000, 7);
        assert!(small.iter().all(|o| large.contains(o)));
        assert_ne!(small, sample(&all, 100, 8));
        assert_eq!(sample(&all, 20_000, 7), all);
        assert_eq!(sample(&all, usize::MAX, 7), all);
        assert!(sample(&all, 0, 7).is_empty());
    }

    #[test]
    fn every_tenth_of_the_corpus_is_as_likely() {
        let all = many();
        let mut tenths = [0_i64; 10];
        for o in sample(&all, 10_000, 1) {
            tenths[o.ordinal as usize / 200] += 1;
        }
        // Each is hypergeometric: mean 1,000, standard deviation 21; six of them are allowed.
        assert!(tenths.iter().all(|n| (n - 1_000).abs() < 130), "{tenths:?}");
    }
}
