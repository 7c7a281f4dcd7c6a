//! From what platforms write to what is kept: HTML, damaged characters, dates, masks.

mod date_words;
pub(in crate::ingest) mod dates;
mod entities;
pub(in crate::ingest) mod html;
pub(in crate::ingest) mod kept;
mod look;
pub(in crate::ingest) mod markup;
mod masks;
pub(in crate::ingest) mod own_name;
mod paris;
mod persons;
pub(in crate::ingest) mod repair;
pub(in crate::ingest) mod tags;
