//! Proportions with their uncertainty: Wilson's interval, Newcombe's interval of a difference.

/// The 97.5th percentile of the normal distribution: intervals hold at 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The Wilson score interval at 95 % of the proportion `k` of `n` (Wilson 1927), without correction for
/// continuity; `None` where `n` is 0 or less than `k`.
pub fn wilson(k: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 || k > n {
        return None;
    }
    let (x, n) = (k as f64, n as f64);
    let p = x / n;
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    // At the ends the formula gives the end itself but for rounding.
    let low = if x == 0.0 { 0.0 } else { middle - half };
    let high = if x == n { 1.0 } else { middle + half };
    Some((low.max(0.0), high.min(1.0)))
}

/// A difference of two proportions, from -1 to 1, with its interval at 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first less the second.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The difference of the proportions `k1` of `n1` and `k2` of `n2` with Newcombe's interval (Newcombe 1998,
/// «Interval estimation for the difference between independent proportions», method 10: the Wilson score
/// intervals of both, combined). The two are taken as independent. `None` where one of them has no Wilson
/// interval.
pub fn difference(k1: u64, n1: u64, k2: u64, n2: u64) -> Option<Difference> {
    let (low1, high1) = wilson(k1, n1)?;
    let (low2, high2) = wilson(k2, n2)?;
    let (p1, p2) = (k1 as f64 / n1 as f64, k2 as f64 / n2 as f64);
    let value = p1 - p2;
    Some(Difference {
        value,
        low: value - (p1 - low1).hypot(high2 - p2),
        high: value + (high1 - p1).hypot(p2 - low2),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    /// From `scripts/comparison_values.py` (SciPy 1.17.1).
    #[test]
    fn wilson_as_scipy_gives_it() {
        for (k, n, low, high) in [
            (15, 148, 0.0623863995, 0.1604872417),
            (0, 30, 0.0, 0.1135133932),
            (30, 30, 0.8864866068, 1.0),
            (263, 15208, 0.0153402208, 0.0194906352),
            (1, 2, 0.0945312057, 0.9054687943),
        ] {
            let found = wilson(k, n).unwrap();
            near(found.0, low);
            near(found.1, high);
        }
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }

    /// From `scripts/comparison_values.py` (statsmodels 0.15.0); the first is in Newcombe's own table.
    #[test]
    fn newcombe_as_statsmodels_gives_it() {
        for (k1, n1, k2, n2, low, high) in [
            (56, 70, 48, 80, 0.0524314724, 0.3338726540),
            (9, 30, 3, 30, -0.0053891817, 0.3903458754),
            (0, 40, 4, 35, -0.2595146865, -0.0027983587),
            (40, 40, 40, 40, -0.0876216012, 0.0876216012),
            (900, 4000, 120, 900, 0.0647251907, 0.1161822045),
        ] {
            let found = difference(k1, n1, k2, n2).unwrap();
            near(found.value, k1 as f64 / n1 as f64 - k2 as f64 / n2 as f64);
            near(found.low, low);
            near(found.high, high);
        }
        assert_eq!(difference(1, 2, 0, 0), None);
    }
}
