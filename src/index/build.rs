//! Writes the index of a build.

use super::IndexError;
use super::schema::{STEMS, StemTokenizer, fields, schema};
use crate::text::{Analysed, Lexicon, Token};
use std::path::Path;
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Memory that the writer may use before it writes a segment, in bytes.
const MEMORY: usize = 128 << 20;

/// An index that is being written. One thread: the same records give the same segments.
pub struct IndexBuilder {
    writer: IndexWriter,
    fields: super::schema::Fields,
    stems: String,
}

impl IndexBuilder {
    /// Begins an index in an empty folder, which is made.
    pub fn begin(folder: &Path) -> Result<Self, IndexError> {
        std::fs::create_dir_all(folder)?;
        let index = Index::create_in_dir(folder, schema())?;
        index.tokenizers().register(STEMS, StemTokenizer::default());
        let fields = fields(&index.schema())?;
        let writer = index.writer_with_num_threads(1, MEMORY)?;
        Ok(IndexBuilder {
            writer,
            fields,
            stems: String::new(),
        })
    }

    /// Adds a record.
    pub fn add(
        &mut self,
        ordinal: u32,
        record: &Analysed,
        lexicon: &Lexicon,
    ) -> Result<(), IndexError> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.fields.ordinal, u64::from(ordinal));
        for (field, tokens) in [
            (self.fields.title, &record.title),
            (self.fields.body, &record.body),
        ] {
            if !tokens.is_empty() {
                write_stems(tokens, lexicon, &mut self.stems);
                document.add_text(field, &self.stems);
            }
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Writes everything to the disk.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.writer.commit()?;
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}

fn write_stems(tokens: &[Token], lexicon: &Lexicon, out: &mut String) {
    out.clear();
    for token in tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(lexicon.stem(token.stem));
    }
}
