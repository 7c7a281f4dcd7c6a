//! The index's fields, and the tokenizer that cuts the analyser's stem stream at its spaces.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The fields of the index.
pub(super) struct Fields {
    /// Stems of the title.
    pub title: Field,
    /// Stems of the body.
    pub body: Field,
    /// The record's ordinal, as a column.
    pub ordinal: Field,
}

/// The name under which the tokenizer is registered.
pub(super) const STEMS: &str = "stems";
/// The name of the ordinal's column.
pub(super) const ORDINAL: &str = "ordinal";

/// The schema.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    let stems = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(STEMS)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    builder.add_text_field("title", stems.clone());
    builder.add_text_field("body", stems);
    builder.add_u64_field(ORDINAL, NumericOptions::default().set_fast());
    builder.build()
}

/// The fields of a schema that [`schema`] made.
pub(super) fn fields(schema: &Schema) -> tantivy::Result<Fields> {
    Ok(Fields {
        title: schema.get_field("title")?,
        body: schema.get_field("body")?,
        ordinal: schema.get_field(ORDINAL)?,
    })
}

/// Cuts at single spaces; the token is reused, so nothing is allocated a word.
#[derive(Clone, Default)]
pub(super) struct StemTokenizer {
    token: Token,
}

/// The stream of [`StemTokenizer`].
pub(super) struct StemStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        self.token.reset();
        StemStream {
            text,
            at: 0,
            token: &mut self.token,
        }
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return false;
        }
        let end = rest.find(' ').unwrap_or(rest.len());
        self.token.text.clear();
        self.token.text.push_str(&rest[..end]);
        self.token.offset_from = self.at;
        self.token.offset_to = self.at + end;
        self.token.position = self.token.position.wrapping_add(1);
        self.at = (self.at + end + 1).min(self.text.len());
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
