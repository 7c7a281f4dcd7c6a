//! How good a ranking is, against a judge's grades: gains by rank, first answer, first page; and how sure
//! a mean over queries is.

use crate::model::Random;
use serde::Serialize;

/// Normalised discounted cumulated gain at `depth` (Järvelin and Kekäläinen 2002), with the gain
/// 2^grade - 1 and the discount log2(rank + 1) (Burges et al. 2005): from 0 to 1.
///
/// `ranked` are the grades of the records in the order of their ranks, 0 where nobody judged; `judged` are
/// all grades that the query has, whether or not the ranking holds them: the ideal ranking is theirs, in
/// falling order. `None` where no judged record has a grade above 0.
pub fn ndcg(ranked: &[u8], judged: &[u8], depth: usize) -> Option<f64> {
    let mut ideal = judged.to_vec();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = gain(&ideal, depth);
    (best > 0.0).then(|| gain(ranked, depth) / best)
}

/// Discounted cumulated gain of the first `depth` ranks.
fn gain(grades: &[u8], depth: usize) -> f64 {
    grades
        .iter()
        .take(depth)
        .enumerate()
        .map(|(i, grade)| (f64::from(*grade).exp2() - 1.0) / (i as f64 + 2.0).log2())
        .sum()
}

/// One over the rank of the first record with `grade` or more; 0 where the ranking holds none. `None` where
/// no judged record has it: no ranking could answer.
pub fn reciprocal_rank(ranked: &[u8], judged: &[u8], grade: u8) -> Option<f64> {
    if judged.iter().all(|g| *g < grade) {
        return None;
    }
    Some(
        ranked
            .iter()
            .position(|g| *g >= grade)
            .map_or(0.0, |i| 1.0 / (i as f64 + 1.0)),
    )
}

/// Share of the first `depth` ranks (depth > 0) that hold a record with a grade above 0; a rank that the
/// ranking does not fill counts as a miss.
pub fn precision(ranked: &[u8], depth: usize) -> f64 {
    let found = ranked.iter().take(depth).filter(|g| **g > 0).count();
    found as f64 / depth as f64
}

/// A mean over queries, with what it would be had other queries of the kind been asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// 2.5 % of the resampled means are lower.
    pub low: f64,
    /// 2.5 % of the resampled means are higher.
    pub high: f64,
}

/// How many resamples the interval of a [`mean`] is made of.
pub const RESAMPLES: usize = 10_000;

/// The seed of the resamples, so that the same values give the same interval.
const SEED: u64 = 1;

/// The mean of `values`, with the 95 % percentile interval of its bootstrap over them (Efron 1979): the
/// means of [`RESAMPLES`] samples of as many values, drawn with replacement. `None` without values.
pub fn mean(values: &[f64]) -> Option<Mean> {
    if values.is_empty() {
        return None;
    }
    let n = values.len();
    let mut random = Random::new(SEED);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sum: f64 = (0..n)
                .map(|_| values[random.below(n as u64) as usize])
                .sum();
            sum / n as f64
        })
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let tail = RESAMPLES / 40;
    Some(Mean {
        value: values.iter().sum::<f64>() / n as f64,
        low: means[tail],
        high: means[RESAMPLES - 1 - tail],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-11
    }

    /// Rankings, what was judged and not found, and what `scripts/ranking_measures.py` prints of them:
    /// nDCG@10 and nDCG@3 of scikit-learn 1.9.1, one over the rank of the first 2, precision of the first 5.
    type Case = (&'static [u8], &'static [u8], [f64; 4]);
    const CASES: [Case; 6] = [
        (
            &[2, 0, 1, 0, 2],
            &[1, 2],
            [0.646373435549, 0.547491847027, 1.0, 0.6],
        ),
        (&[0, 0, 0, 1], &[], [0.430676558073, 0.0, 0.0, 0.2]),
        (&[1, 2], &[0, 0], [0.796707580991, 0.796707580991, 0.5, 0.4]),
        (&[], &[2, 1], [0.0, 0.0, 0.0, 0.0]),
        (
            &[0, 1, 0, 2, 0, 0, 1, 0, 0, 2, 2, 2, 1],
            &[2, 0, 1],
            [0.307689906533, 0.098693970322, 0.25, 0.4],
        ),
        (
            &[2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1],
            &[],
            [1.0, 1.0, 1.0, 1.0],
        ),
    ];

    #[test]
    fn rankings_are_measured_as_scikit_learn_does() {
        for (ranked, rest, [at_10, at_3, first, of_5]) in CASES {
            let judged = [ranked, rest].concat();
            assert!(
                close(ndcg(ranked, &judged, 10).unwrap(), at_10),
                "{ranked:?}"
            );
            assert!(close(ndcg(ranked, &judged, 3).unwrap(), at_3), "{ranked:?}");
            match reciprocal_rank(ranked, &judged, 2) {
                Some(value) => assert!(close(value, first), "{ranked:?}"),
                None => assert!(!judged.contains(&2), "{ranked:?}"),
            }
            assert!(close(precision(ranked, 5), of_5), "{ranked:?}");
        }
    }

    #[test]
    fn nothing_to_find_is_no_score() {
        assert_eq!(ndcg(&[0, 0], &[0, 0], 10), None);
        assert_eq!(ndcg(&[], &[], 10), None);
        assert_eq!(reciprocal_rank(&[1, 1], &[1, 1], 2), None);
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn the_interval_is_that_of_the_script() {
        let of = mean(&[0.1, 0.5, 0.9, 0.4, 0.0, 1.0, 0.7]).unwrap();
        assert!(close(of.value, 0.514285714285714), "{of:?}");
        assert!(close(of.low, 0.257142857142857), "{of:?}");
        assert!(close(of.high, 0.771428571428572), "{of:?}");
        let one = mean(&[0.25]).unwrap();
        assert_eq!((one.low, one.value, one.high), (0.25, 0.25, 0.25));
    }
}
