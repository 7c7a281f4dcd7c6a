//! Records for other programs: starred corpora of IRaMuTeQ, TEI for TXM, tables.
//!
//! Nothing here names a person: an author is `P0001`, as everywhere outside `ingest`.

pub mod iramuteq;
mod numbers;
pub mod table;
pub mod tei;

pub use numbers::Numbers;

/// Whether the variables of records are written: a combination of them can name a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variables {
    /// They are left out: the default.
    #[default]
    LeftOut,
    /// They are written, where the analyst asks for them.
    Written,
}

/// How the words of texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// As the texts have them: the default.
    #[default]
    AsWritten,
    /// With their headwords: in TEI beside them, in a starred corpus in their place.
    Lemmatised,
}

/// What an export did with the records that it was given, and what it could not say in its format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Records written.
    pub records: u64,
    /// Records without title and text, where the format has texts alone: left out.
    pub without_text: u64,
    /// Records whose parent is not among those written: the link is left out.
    pub parents_missing: u64,
    /// Characters that no XML document may hold: left out.
    pub removed: u64,
    /// Texts that go on in another column.
    pub split: u64,
}

impl Notes {
    /// What the user should know, a sentence a matter.
    pub fn sentences(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut say = |n: u64, what: &str| {
            if n > 0 {
                out.push(format!("{what}: {n}"));
            }
        };
        say(
            self.without_text,
            "records without title and text, left out",
        );
        say(
            self.parents_missing,
            "records that answer one which is not exported, written without that link (see --kind)",
        );
        say(self.removed, "characters that XML does not have, left out");
        say(
            self.split,
            "texts longer than a cell, which go on in the columns behind (body_2 ...)",
        );
        out
    }
}
