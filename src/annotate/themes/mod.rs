//! Themes: a dictionary of terms, and the records and passages that it matches.

mod dictionary;
mod mark;

pub use dictionary::{Dictionary, DictionaryError, SHIPPED, Theme};
pub use mark::{Marked, Marker};
