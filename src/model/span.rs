//! Where a passage is in a record's kept text.

use serde::{Deserialize, Serialize};

/// The two texts of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title.
    Title,
    /// The body.
    Body,
}

impl Field {
    /// Both fields, in reading order.
    pub const ALL: [Field; 2] = [Field::Title, Field::Body];

    /// The name used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Body => "body",
        }
    }
}

/// A passage of a record: `start..end` in UTF-8 bytes of the kept (NFC, LF, masked) text of `field`.
///
/// `start <= end`, and both fall on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Which of the record's texts.
    pub field: Field,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The passage itself, or `None` where the span does not fit `text`.
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }
}
