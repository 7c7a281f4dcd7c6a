//! The index's fields, how a form is written as a term, and the tokenizer that reads a text of terms.

use tantivy::Term;
use tantivy::schema::{
    Field as IndexField, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The fields of the index.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Forms of the title.
    pub title: IndexField,
    /// Forms of the body.
    pub body: IndexField,
}

/// The name under which the tokenizer is registered.
pub(super) const FORMS: &str = "forms";

/// Characters of a term: four of seven bits each name 2^28 forms.
const WIDTH: usize = 4;

/// The schema: two fields of forms with positions. Lengths are kept with the facts, exactly, so no norms.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    let forms = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(FORMS)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    builder.add_text_field("title", forms.clone());
    builder.add_text_field("body", forms);
    builder.build()
}

/// The fields of a schema that [`schema`] made.
pub(super) fn fields(schema: &Schema) -> tantivy::Result<Fields> {
    Ok(Fields {
        title: schema.get_field("title")?,
        body: schema.get_field("body")?,
    })
}

/// Appends the term of a form to a text of terms. A term is short and of one width: tantivy hashes and
/// compares it once a word, which is most of the time that indexing takes.
pub(super) fn write_term(form: u32, out: &mut String) {
    for shift in [21, 14, 7, 0] {
        // Seven bits are an ASCII character.
        out.push(char::from((form >> shift) as u8 & 0x7F));
    }
}

/// The term of a form in a field.
pub(super) fn term_of(field: IndexField, form: u32) -> Term {
    let mut text = String::with_capacity(WIDTH);
    write_term(form, &mut text);
    Term::from_field_text(field, &text)
}

/// Cuts a text of terms every four characters; the token is reused, so nothing is allocated a word.
#[derive(Clone, Default)]
pub(super) struct FormTokenizer {
    token: Token,
}

/// The stream of [`FormTokenizer`].
pub(super) struct FormStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for FormTokenizer {
    type TokenStream<'a> = FormStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FormStream<'a> {
        self.token.reset();
        FormStream {
            text,
            at: 0,
            token: &mut self.token,
        }
    }
}

impl TokenStream for FormStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.text.get(self.at..self.at + WIDTH) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.offset_from = self.at;
        self.token.offset_to = self.at + WIDTH;
        self.token.position = self.token.position.wrapping_add(1);
        self.at += WIDTH;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
