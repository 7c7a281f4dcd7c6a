//! How many letters two words differ by.

/// Whether at most `most` edits lead from `a` to `b`: an insertion, a deletion, a substitution or a swap of
/// neighbours counts one, and no part is edited twice (optimal string alignment).
///
/// F. J. Damerau, «A technique for computer detection and correction of spelling errors», Communications of
/// the ACM 7(3), 1964. Three rows of the table, and only the band of `most` cells beside its diagonal, are
/// computed: O(length × most) for each pair.
pub(super) fn within(a: &[char], b: &[char], most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let far = most + 1;
    let width = b.len() + 1;
    let mut before = vec![far; width];
    let mut last: Vec<usize> = (0..width).map(|j| j.min(far)).collect();
    let mut row = vec![far; width];
    for i in 1..=a.len() {
        let from = i.saturating_sub(most).max(1);
        let to = (i + most).min(b.len());
        row[from - 1] = if from == 1 { i.min(far) } else { far };
        let mut least = row[from - 1];
        for j in from..=to {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (last[j - 1] + same).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost.min(far);
            least = least.min(row[j]);
        }
        if to < b.len() {
            row[to + 1] = far;
        }
        // A swap reaches over one row, so one row of large values is not the end; two are.
        if least > most && last[from.saturating_sub(1)..].iter().all(|c| *c > most) {
            return false;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: &str, b: &str, most: usize) -> bool {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        within(&chars(a), &chars(b), most)
    }

    #[test]
    fn edits_of_every_kind() {
        assert!(close("agent", "agents", 1) && close("agent", "gent", 1));
        assert!(close("agent", "ahent", 1) && close("agent", "agnet", 1));
        assert!(!close("agent", "agnetx", 1) && close("agent", "agnetx", 2));
        assert!(close("", "", 0) && !close("a", "", 0) && close("", "ab", 2));
    }

    proptest! {
        #[test]
        fn agrees_with_the_whole_table(a in "[abcé]{0,9}", b in "[abcé]{0,9}", most in 0usize..4) {
            prop_assert_eq!(close(&a, &b, most), strsim::osa_distance(&a, &b) <= most);
        }
    }
}
