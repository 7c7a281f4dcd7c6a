//! From numbers to lengths, ticks and classes: integers only, «nice» steps, nothing twice.

/// The smallest of 1, 2, 5, 10, 20, 50 ... that is at least `least`; saturates at the largest of them
/// in 64 bits.
fn nice_step(least: u64) -> u64 {
    let mut step: u64 = 1;
    for factor in [2, 5, 10].into_iter().cycle() {
        if step >= least {
            break;
        }
        // 10^k * factor, from the last power of ten; stop before the largest u64.
        let power = 10_u64.pow(step.ilog10());
        match power.checked_mul(factor) {
            Some(next) => step = next,
            None => break,
        }
    }
    step
}

/// The ticks of an axis from 0 to `max`: multiples of one nice step, none above `max`, at most
/// `steps` + 1 of them, always with 0.
pub(super) fn ticks(max: u64, steps: u64) -> Vec<u64> {
    let step = nice_step(max.div_ceil(steps.max(1)));
    let mut ticks = vec![0];
    let mut at = step;
    while at <= max {
        ticks.push(at);
        match at.checked_add(step) {
            Some(next) => at = next,
            None => break,
        }
    }
    ticks
}

/// `value` of `max` as a length of `room` px, rounded; at least 1 px where the value is not zero.
pub(super) fn length(value: u64, max: u64, room: i32) -> i32 {
    if value == 0 || max == 0 || room <= 0 {
        return 0;
    }
    let px = (u128::from(value) * 2 * room as u128 + u128::from(max)) / (2 * u128::from(max));
    (px as i32).clamp(1, room)
}

/// The lower bounds of the classes of a colour scale for the counts above zero in `values`: ascending,
/// the first is 1, at most `most` of them. Empty where no count is above zero.
///
/// Two ways are tried, even steps (1, 2 or 5 times a power of ten) and the series 1, 2, 5, 10, 20 ...;
/// the one whose fullest class holds fewer cells is taken, even steps where they are equal.
pub(super) fn classes(values: &[u64], most: usize) -> Vec<u64> {
    let counts: Vec<u64> = values.iter().copied().filter(|&v| v > 0).collect();
    let Some(&max) = counts.iter().max() else {
        return Vec::new();
    };
    let most = most.max(2) as u64;
    let mut even = vec![1];
    let step = nice_step(max / most + 1);
    even.extend((1..).map_while(|k: u64| k.checked_mul(step).filter(|&b| b <= max && k < most)));
    even.dedup();
    let mut series: Vec<u64> = (0..20)
        .flat_map(|p| [1, 2, 5].map(|f: u64| 10_u64.checked_pow(p).and_then(|t| t.checked_mul(f))))
        .flatten()
        .take_while(|&b| b <= max)
        .collect();
    let above_one = (most as usize - 1).min(series.len() - 1);
    series.splice(1..series.len() - above_one, []);
    let fullest = |bounds: &[u64]| {
        let mut held = vec![0_usize; bounds.len()];
        for &value in &counts {
            held[class(bounds, value)] += 1;
        }
        held.into_iter().max().unwrap_or(0)
    };
    if fullest(&series) < fullest(&even) {
        series
    } else {
        even
    }
}

/// The class of a count above zero: the last one whose lower bound it reaches.
pub(super) fn class(bounds: &[u64], value: u64) -> usize {
    bounds.partition_point(|&b| b <= value).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_nice() {
        let steps: Vec<u64> = [0, 1, 2, 3, 5, 6, 10, 11, 20, 21, 50, 51, 100, 101]
            .map(nice_step)
            .to_vec();
        assert_eq!(
            steps,
            [1, 1, 2, 5, 5, 10, 10, 20, 20, 50, 50, 100, 100, 200]
        );
        assert_eq!(nice_step(u64::MAX), 10_000_000_000_000_000_000);
    }

    #[test]
    fn ticks_are_integers_and_never_repeat() {
        assert_eq!(ticks(0, 5), [0]);
        assert_eq!(ticks(1, 5), [0, 1]);
        assert_eq!(ticks(3, 5), [0, 1, 2, 3]);
        assert_eq!(ticks(47, 5), [0, 10, 20, 30, 40]);
        assert_eq!(ticks(1_234, 5), [0, 500, 1_000]);
        assert!(ticks(u64::MAX, 5).len() > 1);
    }

    #[test]
    fn what_is_counted_is_seen() {
        assert_eq!(length(0, 100, 300), 0);
        assert_eq!(length(1, 1_000_000, 300), 1);
        assert_eq!(length(1_000_000, 1_000_000, 300), 300);
        assert_eq!(length(u64::MAX, u64::MAX, 300), 300);
        assert_eq!(length(5, 0, 300), 0);
    }

    #[test]
    fn classes_suit_the_data() {
        assert_eq!(classes(&[0, 0], 6), Vec::<u64>::new());
        assert_eq!(classes(&[1, 1], 6), [1]);
        assert_eq!(classes(&[1, 2, 3], 6), [1, 2, 3]);
        let even: Vec<u64> = (1..=48).collect();
        assert_eq!(classes(&even, 6), [1, 10, 20, 30, 40]);
        let skewed = [1, 2, 3, 4, 5, 6, 8, 9, 12, 14, 18, 25, 30, 60, 400];
        assert_eq!(classes(&skewed, 6), [1, 10, 20, 50, 100, 200]);
    }

    proptest! {
        #[test]
        fn any_axis_and_any_scale_hold(values in prop::collection::vec(any::<u64>(), 1..60), cut in 0_u32..64) {
            let values: Vec<u64> = values.into_iter().map(|v| v >> cut).collect();
            let max = values.iter().copied().max().unwrap_or(0);
            let axis = ticks(max, 5);
            prop_assert!(axis.len() <= 6 && axis.windows(2).all(|w| w[0] < w[1]));
            let bounds = classes(&values, 6);
            prop_assert!(bounds.len() <= 6 && bounds.windows(2).all(|w| w[0] < w[1]));
            prop_assert_eq!(bounds.is_empty(), max == 0);
            prop_assert!(bounds.iter().all(|&b| b >= 1 && b <= max));
        }
    }
}
