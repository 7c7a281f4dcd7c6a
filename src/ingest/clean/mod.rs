//! From what platforms write to what is kept: HTML, damaged characters, dates, masks.

mod date_words;
pub(in crate::ingest) mod dates;
mod entities;
pub(in crate::ingest) mod html;
pub(in crate::ingest) mod kept;
mod look;
pub(in crate::ingest) mod markup;
pub(in crate::ingest) mod masks;
mod paris;
pub(in crate::ingest) mod repair;
