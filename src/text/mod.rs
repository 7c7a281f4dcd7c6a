//! French text, analysed once: scan, cut elisions, lower-case, stem; and the one language of terms,
//! with its parser, its resolver and its matcher, that dictionaries and searches share.

mod analyse;
mod distance;
mod expr;
mod fold;
mod headwords;
mod intern;
mod lemmas;
mod letters;
mod lexicon;
mod matcher;
mod merge;
mod normalise;
mod plan;
mod print;
mod query;
mod reader;
mod resolve;
mod scan;
mod spans;
mod spelling;
mod stem;
mod stop;
mod token;
mod value;
mod words;

pub use analyse::{Analysed, Analyser};
pub use expr::{Expr, Item, Term, Test, Votes};
pub use fold::fold;
pub use headwords::{HEADWORDS_VERSION, Headword, Headwords, Pos};
pub use lemmas::{Piece, lemmas};
pub use lexicon::Lexicon;

pub use headwords::words_version;
pub use matcher::{Hit, Matcher};
pub use merge::FormMap;
pub use normalise::normalise;
pub use plan::{Node, Passage, Pattern, Plan, leftmost_longest};
pub use query::{QueryError, ignored_words, is_field_name, parse, parse_with};
pub use reader::Reader;
pub use resolve::{Resolved, resolve_item};
pub use scan::{MASKS, RawToken, scan};
pub use spans::spans;
pub use stem::{STEMMER_VERSION, Stemmer};
pub use stop::is_stop;
pub use token::{Flags, Token, UNKNOWN};
pub use value::value_key;
