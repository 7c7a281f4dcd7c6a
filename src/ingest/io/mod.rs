//! Files as bytes and characters: listed, opened, unpacked, decoded, hashed.

pub(in crate::ingest) mod archive;
pub(in crate::ingest) mod decode;
#[cfg(test)]
mod encoding_tests;
pub(in crate::ingest) mod files;
mod single_byte;
