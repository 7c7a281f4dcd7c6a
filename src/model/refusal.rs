//! Why a source row or a file is not kept, and what it is.

use super::Kind;
use std::fmt;

/// Why a source row or a file is not kept. Reports have words for each in both languages (`reason-...`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Refusal {
    /// No title, no text and no side.
    Empty,
    /// Its id is that of a row that says something else, or its author voted otherwise.
    Conflict,
    /// It cannot be read as its format.
    Malformed,
    /// A table of the analyst's own without a row below its header.
    NoRows,
    /// A listed vote that states no side.
    NoSide,
    /// A row without an id, where one is needed.
    NoId,
    /// A vote that its author changed later.
    Superseded,
    /// Votes that another file of the export lists one by one.
    SameVotes,
    /// Numbers that were computed from other files of the export.
    Computed,
    /// A table of tags.
    Tag,
    /// A vote on a comment.
    CommentVote,
    /// A vote on an argument.
    ArgumentVote,
    /// A vote on a source.
    SourceVote,
    /// A report of abuse.
    Reporting,
    /// The organiser's context of an opinion.
    Context,
    /// A row about a person, of which nothing is read.
    Personal,
    /// A meeting.
    Event,
    /// A row of a type that the format does not know.
    UnknownType,
    /// More cells than columns.
    Cells,
    /// A text or a cell that is too long to keep.
    TooLong,
    /// A quotation mark that is never closed.
    UnclosedQuote,
    /// A file that cannot be read any more.
    Unreadable,
    /// A file that no format recognises.
    UnknownFormat,
    /// A file of another format than its source's.
    OtherFormat,
    /// A table that lacks a column which `corpus.toml` names.
    MissingColumn,
    /// A variable that `corpus.toml` names is a column of names, ways to reach people or exact dates.
    PersonalVariable,
    /// A member of an archive whose name leads out of it.
    UnsafeName,
    /// Members of an archive that share a name.
    DuplicateName,
    /// An archive in an archive.
    NestedArchive,
    /// A member of an archive that is encrypted.
    Encrypted,
    /// A member of an archive that is a link.
    Link,
    /// A member of an archive that is packed by a method that is not read.
    UnsupportedMethod,
    /// An archive of a kind that is not read.
    UnsupportedArchive,
    /// Members of an archive that share their bytes.
    Overlap,
    /// An archive that gives more bytes for each than texts do.
    ZipBomb,
    /// An archive that gives more bytes than are read.
    TooLarge,
    /// An archive of more members than are read.
    TooManyMembers,
    /// What the analyst's own spec calls it.
    Own(&'static str),
}

impl Refusal {
    /// All reasons of the program itself.
    pub const ALL: [Refusal; 37] = [
        Refusal::Empty,
        Refusal::Conflict,
        Refusal::Malformed,
        Refusal::NoRows,
        Refusal::NoSide,
        Refusal::NoId,
        Refusal::Superseded,
        Refusal::SameVotes,
        Refusal::Computed,
        Refusal::Tag,
        Refusal::CommentVote,
        Refusal::ArgumentVote,
        Refusal::SourceVote,
        Refusal::Reporting,
        Refusal::Context,
        Refusal::Personal,
        Refusal::Event,
        Refusal::UnknownType,
        Refusal::Cells,
        Refusal::TooLong,
        Refusal::UnclosedQuote,
        Refusal::Unreadable,
        Refusal::UnknownFormat,
        Refusal::OtherFormat,
        Refusal::MissingColumn,
        Refusal::PersonalVariable,
        Refusal::UnsafeName,
        Refusal::DuplicateName,
        Refusal::NestedArchive,
        Refusal::Encrypted,
        Refusal::Link,
        Refusal::UnsupportedMethod,
        Refusal::UnsupportedArchive,
        Refusal::Overlap,
        Refusal::ZipBomb,
        Refusal::TooLarge,
        Refusal::TooManyMembers,
    ];

    /// The code used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Refusal::Empty => "empty",
            Refusal::Conflict => "conflict",
            Refusal::Malformed => "malformed",
            Refusal::NoRows => "no_rows",
            Refusal::NoSide => "no_side",
            Refusal::NoId => "no_id",
            Refusal::Superseded => "superseded",
            Refusal::SameVotes => "same_votes",
            Refusal::Computed => "computed",
            Refusal::Tag => "tag",
            Refusal::CommentVote => "comment_vote",
            Refusal::ArgumentVote => "argument_vote",
            Refusal::SourceVote => "source_vote",
            Refusal::Reporting => "reporting",
            Refusal::Context => "context",
            Refusal::Personal => "personal",
            Refusal::Event => "event",
            Refusal::UnknownType => "unknown_type",
            Refusal::Cells => "cells",
            Refusal::TooLong => "too_long",
            Refusal::UnclosedQuote => "unclosed_quote",
            Refusal::Unreadable => "unreadable",
            Refusal::UnknownFormat => "unknown_format",
            Refusal::OtherFormat => "other_format",
            Refusal::MissingColumn => "missing_column",
            Refusal::PersonalVariable => "personal_variable",
            Refusal::UnsafeName => "unsafe_name",
            Refusal::DuplicateName => "duplicate_name",
            Refusal::NestedArchive => "nested_archive",
            Refusal::Encrypted => "encrypted",
            Refusal::Link => "link",
            Refusal::UnsupportedMethod => "unsupported_method",
            Refusal::UnsupportedArchive => "unsupported_archive",
            Refusal::Overlap => "overlap",
            Refusal::ZipBomb => "zip_bomb",
            Refusal::TooLarge => "too_large",
            Refusal::TooManyMembers => "too_many_members",
            Refusal::Own(word) => word,
        }
    }

    /// The reason of that code; `None` where it is a word of somebody's own.
    pub fn from_name(name: &str) -> Option<Refusal> {
        Refusal::ALL.into_iter().find(|r| r.name() == name)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a source row is. Reports have words for each in both languages (`what-...`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKind {
    /// A record.
    Record(Kind),
    /// A vote.
    Vote,
    /// A person.
    Participant,
    /// A row of a table, of no kind that is kept or of one that is not known.
    Row,
    /// A file that could not be read.
    File,
    /// What the analyst's own spec calls it.
    Own(&'static str),
}

impl RowKind {
    /// What is no record and is named by the program itself.
    pub const OTHERS: [RowKind; 4] = [
        RowKind::Vote,
        RowKind::Participant,
        RowKind::Row,
        RowKind::File,
    ];

    /// The name used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            RowKind::Record(kind) => kind.name(),
            RowKind::Vote => "vote",
            RowKind::Participant => "participant",
            RowKind::Row => "row",
            RowKind::File => "file",
            RowKind::Own(word) => word,
        }
    }

    /// What has that name; `None` where it is a word of somebody's own.
    pub fn from_name(name: &str) -> Option<RowKind> {
        let kind = Kind::from_name(name).map(RowKind::Record);
        kind.or_else(|| RowKind::OTHERS.into_iter().find(|w| w.name() == name))
    }
}

impl fmt::Display for RowKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Kind> for RowKind {
    fn from(kind: Kind) -> Self {
        RowKind::Record(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for reason in Refusal::ALL {
            assert_eq!(Refusal::from_name(reason.name()), Some(reason));
        }
        for what in RowKind::OTHERS {
            assert_eq!(RowKind::from_name(what.name()), Some(what));
        }
        assert_eq!(
            RowKind::from_name("answer"),
            Some(RowKind::Record(Kind::Answer))
        );
        assert_eq!(Refusal::from_name("duplicate_of_mine"), None);
    }
}
