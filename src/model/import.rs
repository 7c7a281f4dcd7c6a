//! What became of every source row, and the sink that readers fill.

use super::{ConsultationState, Draft, Origin, Refusal, RowKind, Vote};
use serde::{Deserialize, Serialize};

/// What became of a source row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Kept as the record (or vote) of that id.
    Imported(String),
    /// Merged with the record of that id, which was kept before: nothing in the two contradicts.
    Merged(String),
    /// Not kept, with the reason.
    Refused(Refusal),
}

/// One source row in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Where the row is.
    pub origin: Origin,
    /// What the row is.
    pub what: RowKind,
    /// What became of it.
    pub outcome: Outcome,
    /// One sentence for the person who asks why.
    pub detail: Option<String>,
}

/// What a warning is about; warnings of one kind are listed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A heading or a counter states another number than the rows give.
    CounterDisagrees,
    /// A page or a file stops before its end.
    CutShort,
    /// A section that the format always has is absent.
    MissingSection,
    /// A line that no rule explains was kept as text or set aside.
    UnexplainedLine,
    /// A date that cannot be read.
    BadDate,
    /// A byte that its encoding does not have.
    BadEncoding,
    /// Objects that the source counts but does not hold.
    NotInSource,
    /// The parent of a row is not in the corpus.
    MissingParent,
    /// An argument filed on the other side than its author's vote.
    SideContradictsVote,
    /// A section that holds answers and no contribution.
    SectionOfChildren,
    /// Personal data masked in texts.
    Masked,
    /// Columns that hold personal data and were not read.
    PersonalColumns,
    /// A file that no format recognises.
    UnknownFile,
    /// What is in a merged row says something else than what was kept.
    Conflict,
    /// Characters that a wrong encoding had spoilt were repaired.
    Repaired,
    /// Questions that were left unanswered: counted, not imported.
    EmptyAnswers,
    /// Columns of a table that were guessed while reading: `corpus.toml` names none.
    GuessedColumns,
    /// A cell that seems to hold rows of its table, which an open quotation mark swallowed.
    SwallowedRows,
    /// A file of one byte a character, whose encoding was found by what its bytes make.
    GuessedEncoding,
    /// A table whose first row is data.
    NoHeader,
    /// A name that `corpus.toml` gives as the organiser's and no author of the sources has.
    UnknownOrganiser,
}

impl WarningKind {
    /// All kinds.
    pub const ALL: [WarningKind; 21] = [
        WarningKind::CounterDisagrees,
        WarningKind::CutShort,
        WarningKind::MissingSection,
        WarningKind::UnexplainedLine,
        WarningKind::BadDate,
        WarningKind::BadEncoding,
        WarningKind::NotInSource,
        WarningKind::MissingParent,
        WarningKind::SideContradictsVote,
        WarningKind::SectionOfChildren,
        WarningKind::Masked,
        WarningKind::PersonalColumns,
        WarningKind::UnknownFile,
        WarningKind::Conflict,
        WarningKind::Repaired,
        WarningKind::EmptyAnswers,
        WarningKind::GuessedColumns,
        WarningKind::SwallowedRows,
        WarningKind::GuessedEncoding,
        WarningKind::NoHeader,
        WarningKind::UnknownOrganiser,
    ];

    /// The name used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            WarningKind::CounterDisagrees => "counter_disagrees",
            WarningKind::CutShort => "cut_short",
            WarningKind::MissingSection => "missing_section",
            WarningKind::UnexplainedLine => "unexplained_line",
            WarningKind::BadDate => "bad_date",
            WarningKind::BadEncoding => "bad_encoding",
            WarningKind::NotInSource => "not_in_source",
            WarningKind::MissingParent => "missing_parent",
            WarningKind::SideContradictsVote => "side_contradicts_vote",
            WarningKind::SectionOfChildren => "section_of_children",
            WarningKind::Masked => "masked",
            WarningKind::PersonalColumns => "personal_columns",
            WarningKind::UnknownFile => "unknown_file",
            WarningKind::Conflict => "conflict",
            WarningKind::Repaired => "repaired",
            WarningKind::EmptyAnswers => "empty_answers",
            WarningKind::GuessedColumns => "guessed_columns",
            WarningKind::SwallowedRows => "swallowed_rows",
            WarningKind::GuessedEncoding => "guessed_encoding",
            WarningKind::NoHeader => "no_header",
            WarningKind::UnknownOrganiser => "unknown_organiser",
        }
    }
}

/// Something that a reader noticed and the analyst should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// Where.
    pub origin: Origin,
    /// What is wrong and what was done, in one English sentence.
    pub message: String,
}

/// One thing that a reader hands over, in source order.
#[derive(Clone, Debug, PartialEq)]
pub enum Import {
    /// A source row that is a record.
    Record(Box<Draft>),
    /// A record that the reader makes and no source row is (a debate's question): kept once, in no row.
    Made(Box<Draft>),
    /// A record that is in the source row taken last and has none of its own (an answer of a form).
    Part(Box<Draft>),
    /// A source row that is a vote.
    Vote(Box<Vote>),
    /// A vote that is in the source row taken last (a closed question of a form).
    PartVote(Box<Vote>),
    /// A source row that cannot be kept.
    Refused {
        /// Where the row is.
        origin: Origin,
        /// What the row is.
        what: RowKind,
        /// Why.
        reason: Refusal,
        /// One sentence.
        detail: Option<String>,
    },
    /// How many comments the platform counts below a record, to be compared once all sources are read.
    Stated {
        /// The record's id.
        record: String,
        /// Comments and arguments below it, answers to them included.
        comments: u64,
        /// Where it says so.
        origin: Origin,
    },
    /// What a source says of its consultation as a whole.
    Consultation {
        /// Its title; a page of 2014 gives its debate's.
        title: String,
        /// Whether it is over.
        state: ConsultationState,
        /// Where it says so.
        origin: Origin,
    },
    /// A table has no column of authors; the place is anywhere in it.
    NoAuthors(Origin),
    /// A warning.
    Warning(Warning),
}

impl Import {
    /// A refused row; an empty `detail` is none.
    pub fn refused(origin: Origin, what: RowKind, reason: Refusal, detail: &str) -> Self {
        Import::Refused {
            origin,
            what,
            reason,
            detail: (!detail.is_empty()).then(|| detail.to_string()),
        }
    }
}

/// How many passages were masked in texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked {
    /// E-mail addresses.
    pub emails: u64,
    /// Telephone numbers.
    pub phones: u64,
    /// Addresses of personal profiles and names of accounts.
    pub profiles: u64,
    /// Numbers of bank accounts, payment cards, persons and machines.
    #[serde(default)]
    pub numbers: u64,
    /// Names of authors in their own texts.
    #[serde(default)]
    pub names: u64,
}

impl Masked {
    /// Each count with its name.
    pub fn named(&self) -> [(&'static str, u64); 5] {
        [
            ("emails", self.emails),
            ("phones", self.phones),
            ("profiles", self.profiles),
            ("numbers", self.numbers),
            ("names", self.names),
        ]
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.named().iter().map(|(_, n)| n).sum()
    }
}

impl std::ops::AddAssign for Masked {
    fn add_assign(&mut self, other: Masked) {
        self.emails += other.emails;
        self.phones += other.phones;
        self.profiles += other.profiles;
        self.numbers += other.numbers;
        self.names += other.names;
    }
}

/// What readers fill. The sink decides about doubles and keeps the journal.
pub trait Sink {
    /// Another file begins: rows without an id that are equal are two things in one file, one in two.
    fn begin_file(&mut self) {}

    /// Takes one thing.
    fn take(&mut self, import: Import);

    /// Counts passages masked in texts.
    fn masked(&mut self, masked: Masked);

    /// Shorthand for a refused row.
    fn refuse(&mut self, origin: Origin, what: RowKind, reason: Refusal, detail: &str) {
        self.take(Import::refused(origin, what, reason, detail));
    }

    /// Shorthand for a warning.
    fn warn(&mut self, kind: WarningKind, origin: Origin, message: String) {
        self.take(Import::Warning(Warning {
            kind,
            origin,
            message,
        }));
    }
}
