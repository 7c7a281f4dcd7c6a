//! Writes the index of a build: shards of consecutive records, side by side.

use super::IndexError;
use super::schema::{FORMS, FormTokenizer, fields, schema, write_term};
use crate::model::{Cancelled, Progress};
use crate::text::{Analysed, Token};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, TantivyDocument};

/// Records that one shard holds at least, where there are several.
const MIN_RECORDS: usize = 2_500;
/// Records that one shard holds at most.
const MAX_RECORDS: usize = 250_000;

/// How many shards records make: it depends on them alone, so that the same records give the same postings
/// whatever the machine. Two shards occupy two processors; more would make every search look in more places.
fn shards(records: usize) -> usize {
    let min = if records >= 2 * MIN_RECORDS { 2 } else { 1 };
    records.div_ceil(MAX_RECORDS).max(min)
}

/// The folder of a shard.
pub(super) fn shard_folder(folder: &Path, shard: usize) -> PathBuf {
    folder.join(shard.to_string())
}

/// Writes the index of analysed records into an empty folder, which is made. The place of a record in
/// `records` is its ordinal.
pub fn write_index(
    folder: &Path,
    records: &[Analysed],
    progress: &dyn Progress,
) -> Result<(), IndexError> {
    std::fs::create_dir_all(folder)?;
    let size = records.len().div_ceil(shards(records.len())).max(1);
    let mut chunks: Vec<&[Analysed]> = records.chunks(size).collect();
    if chunks.is_empty() {
        chunks.push(&[]);
    }
    chunks
        .par_iter()
        .enumerate()
        .try_for_each(|(i, chunk)| write_shard(&shard_folder(folder, i), chunk, progress))
}

fn write_shard(
    folder: &Path,
    records: &[Analysed],
    progress: &dyn Progress,
) -> Result<(), IndexError> {
    std::fs::create_dir_all(folder)?;
    let schema = schema();
    let fields = fields(&schema)?;
    let tokenizers = TokenizerManager::default();
    tokenizers.register(FORMS, FormTokenizer::default());
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let mut writer = Index::builder()
        .schema(schema)
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(directory, memory(records))?;
    let mut text = String::new();
    for (i, record) in records.iter().enumerate() {
        if i.is_multiple_of(256) {
            progress.check()?;
        }
        let mut document = TantivyDocument::default();
        for (field, tokens) in [(fields.title, &record.title), (fields.body, &record.body)] {
            if !tokens.is_empty() {
                write_terms(tokens, &mut text);
                document.add_text(field, &text);
            }
        }
        writer.add_document(document)?;
        progress.advance(1);
    }
    writer.finalize()?;
    Ok(())
}

/// What tantivy sizes its table of terms by, in bytes; it takes more where it needs more.
fn memory(records: &[Analysed]) -> usize {
    let tokens: usize = records.iter().map(|r| r.title.len() + r.body.len()).sum();
    tokens.clamp(1 << 20, 64 << 20)
}

fn write_terms(tokens: &[Token], out: &mut String) {
    out.clear();
    for token in tokens {
        write_term(token.form, out);
    }
}

impl From<Cancelled> for IndexError {
    fn from(_: Cancelled) -> Self {
        IndexError::Cancelled
    }
}
