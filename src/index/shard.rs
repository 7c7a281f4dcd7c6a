//! One shard of an index, open for reading: the postings of forms, field by field.

use super::IndexError;
use super::schema::{fields, term_of};
use super::verified::VerifiedDirectory;
use crate::model::{BlockSums, Field};
use std::path::Path;
use std::sync::Arc;
use tantivy::index::SegmentReader;
use tantivy::postings::{BlockSegmentPostings, SegmentPostings, TermInfo};
use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{Index, InvertedIndexReader};

/// The postings of consecutive records; a document's number is the record's ordinal less `first`.
pub(super) struct Shard {
    /// The ordinal of its first record.
    pub first: u32,
    /// How many records it holds.
    pub len: u32,
    title: (IndexField, Arc<InvertedIndexReader>),
    body: (IndexField, Arc<InvertedIndexReader>),
}

/// Where the postings of a form in a field are.
#[derive(Clone)]
pub(super) struct List {
    /// The field.
    pub field: Field,
    /// The form.
    pub form: u32,
    info: TermInfo,
}

impl List {
    /// In how many records of the shard the form is in that field.
    pub(super) fn records(&self) -> u32 {
        self.info.doc_freq
    }
}

impl Shard {
    /// Those of some records (ascending ordinals) that it holds, by its own numbers.
    pub(super) fn own(&self, rows: &[u32]) -> Vec<u32> {
        let from = rows.partition_point(|r| *r < self.first);
        let to = rows.partition_point(|r| *r < self.first + self.len);
        rows[from..to].iter().map(|r| r - self.first).collect()
    }

    /// Opens the shard in a folder, whose files have their checksums in `sums` under `name`.
    pub(super) fn open(
        folder: &Path,
        name: &str,
        sums: &Arc<BlockSums>,
        first: u32,
    ) -> Result<Shard, IndexError> {
        let index = Index::open(VerifiedDirectory::open(folder, name, sums)?)?;
        let fields = fields(&index.schema())?;
        // Not through tantivy's reader: it takes a lock, a file in the folder, and a build is never changed.
        let segments = index.searchable_segments()?;
        let [segment] = &segments[..] else {
            return Err(IndexError::Damaged(format!(
                "{} has {} segments in place of one",
                folder.display(),
                segments.len()
            )));
        };
        let segment = SegmentReader::open(segment)?;
        Ok(Shard {
            first,
            len: segment.max_doc(),
            title: (fields.title, segment.inverted_index(fields.title)?),
            body: (fields.body, segment.inverted_index(fields.body)?),
        })
    }

    fn field(&self, field: Field) -> &(IndexField, Arc<InvertedIndexReader>) {
        match field {
            Field::Title => &self.title,
            Field::Body => &self.body,
        }
    }

    /// The lists of some forms in a field, those that the shard has.
    pub(super) fn lists(&self, field: Field, forms: &[u32]) -> Result<Vec<List>, IndexError> {
        let (index_field, reader) = self.field(field);
        let mut lists = Vec::new();
        for &form in forms {
            if let Some(info) = reader.get_term_info(&term_of(*index_field, form))? {
                lists.push(List { field, form, info });
            }
        }
        Ok(lists)
    }

    /// The records of a list with their frequencies, block by block.
    pub(super) fn blocks(&self, list: &List) -> Result<BlockSegmentPostings, IndexError> {
        let reader = &self.field(list.field).1;
        Ok(reader.read_block_postings_from_terminfo(&list.info, IndexRecordOption::WithFreqs)?)
    }

    /// The records of a list with their frequencies, to be sought in.
    pub(super) fn cursor(&self, list: &List) -> Result<SegmentPostings, IndexError> {
        let reader = &self.field(list.field).1;
        Ok(reader.read_postings_from_terminfo(&list.info, IndexRecordOption::WithFreqs)?)
    }

    /// The same with positions.
    pub(super) fn positions(&self, list: &List) -> Result<SegmentPostings, IndexError> {
        let reader = &self.field(list.field).1;
        let option = IndexRecordOption::WithFreqsAndPositions;
        Ok(reader.read_postings_from_terminfo(&list.info, option)?)
    }
}
