//! A set of record ordinals: what is behind every count.

use roaring::RoaringBitmap;

/// A set of record ordinals, kept as a compressed bitmap. Iterates in ascending order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowSet(RoaringBitmap);

impl RowSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an ordinal; says whether it was absent.
    pub fn insert(&mut self, ordinal: u32) -> bool {
        self.0.insert(ordinal)
    }

    /// Whether the set holds `ordinal`.
    pub fn contains(&self, ordinal: u32) -> bool {
        self.0.contains(ordinal)
    }

    /// How many ordinals the set holds.
    pub fn len(&self) -> u64 {
        self.0.len()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ordinals in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter()
    }

    /// The ordinals of a range, in ascending order.
    pub fn range(&self, range: std::ops::Range<u32>) -> impl Iterator<Item = u32> + '_ {
        self.0.range(range)
    }

    /// Ordinals in both sets.
    pub fn and(&self, other: &RowSet) -> RowSet {
        RowSet(&self.0 & &other.0)
    }

    /// Ordinals in either set.
    pub fn or(&self, other: &RowSet) -> RowSet {
        RowSet(&self.0 | &other.0)
    }

    /// Ordinals of this set that `other` lacks.
    pub fn minus(&self, other: &RowSet) -> RowSet {
        RowSet(&self.0 - &other.0)
    }

    /// The set of some ordinals that are in ascending order, each once.
    ///
    /// # Panics
    /// Where they are not.
    pub fn sorted(ordinals: impl IntoIterator<Item = u32>) -> RowSet {
        RowSet(RoaringBitmap::from_sorted_iter(ordinals).expect("ordinals in ascending order"))
    }

    /// All ordinals `0..n`.
    pub fn all(n: u32) -> RowSet {
        let mut set = RoaringBitmap::new();
        set.insert_range(0..n);
        RowSet(set)
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<I: IntoIterator<Item = u32>>(iter: I) -> Self {
        RowSet(iter.into_iter().collect())
    }
}

impl Extend<u32> for RowSet {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, iter: I) {
        self.0.extend(iter)
    }
}
