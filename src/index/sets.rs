//! Ascending lists of records: what is in both, in either, in one alone.

/// The first place of `docs` (ascending) that holds `doc` or more: doubling steps, then halving.
pub(super) fn gallop(docs: &[u32], doc: u32) -> usize {
    let mut step = 1;
    while step < docs.len() && docs[step] < doc {
        step *= 2;
    }
    let (from, to) = (step / 2, (step + 1).min(docs.len()));
    from + docs[from..to].partition_point(|d| *d < doc)
}

/// The place of `doc` in `docs`, the cursor standing at or before it.
pub(super) fn place(docs: &[u32], cursor: &mut usize, doc: u32) -> Option<usize> {
    *cursor += gallop(docs.get(*cursor..)?, doc);
    (docs.get(*cursor) == Some(&doc)).then_some(*cursor)
}

/// What is in `a` or in `b`.
pub(super) fn union(a: Vec<u32>, b: Vec<u32>) -> Vec<u32> {
    if a.is_empty() {
        return b;
    }
    if b.is_empty() {
        return a;
    }
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        out.push(x.min(y));
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// What is in both.
pub(super) fn intersection(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut at = 0;
    a.iter()
        .copied()
        .filter(|doc| place(b, &mut at, *doc).is_some())
        .collect()
}

/// What is in `a` alone.
pub(super) fn difference(mut a: Vec<u32>, b: &[u32]) -> Vec<u32> {
    let mut at = 0;
    a.retain(|doc| place(b, &mut at, *doc).is_none());
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_are_sets(a in prop::collection::btree_set(0u32..80, 0..60), b in prop::collection::btree_set(0u32..80, 0..60)) {
            let list = |s: &BTreeSet<u32>| s.iter().copied().collect::<Vec<u32>>();
            let (x, y) = (list(&a), list(&b));
            prop_assert_eq!(union(x.clone(), y.clone()), list(&(&a | &b)));
            prop_assert_eq!(intersection(&x, &y), list(&(&a & &b)));
            prop_assert_eq!(difference(x.clone(), &y), list(&(&a - &b)));
            for doc in 0..81 {
                prop_assert_eq!(gallop(&x, doc), x.partition_point(|d| *d < doc));
            }
        }
    }
}
