//! Collects every matching record with its score.

use super::schema::ORDINAL;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Gives `(ordinal, score)` of all matches, in no order.
pub(super) struct All;

/// The part of [`All`] in one segment.
pub(super) struct AllInSegment {
    ordinals: Column<u64>,
    found: Vec<(u32, Score)>,
}

impl Collector for All {
    type Fruit = Vec<(u32, Score)>;
    type Child = AllInSegment;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<AllInSegment> {
        Ok(AllInSegment {
            ordinals: segment.fast_fields().u64(ORDINAL)?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<Vec<(u32, Score)>>) -> tantivy::Result<Vec<(u32, Score)>> {
        Ok(parts.into_iter().flatten().collect())
    }
}

impl SegmentCollector for AllInSegment {
    type Fruit = Vec<(u32, Score)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if let Some(ordinal) = self.ordinals.first(doc) {
            // The builder wrote a u32.
            self.found.push((ordinal as u32, score));
        }
    }

    fn harvest(self) -> Vec<(u32, Score)> {
        self.found
    }
}
