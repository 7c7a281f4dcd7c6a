//! A record: one thing that a participant wrote, and what its source declares about it.

use super::Pseudonym;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// What a record is. `contributions` everywhere means `Proposal` and `Answer`, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A proposal or opinion posted under a debate or a section.
    Proposal,
    /// An answer to a question.
    Answer,
    /// A text filed for or against its parent.
    Argument,
    /// A text below another, with no side.
    Comment,
    /// A rewriting of a proposal by a participant.
    Version,
    /// A document or link that a participant brings.
    Source,
    /// A text joined to a proposal, or the organiser's account of what was done.
    Appendix,
    /// A question of the organiser, made by an importer.
    Question,
    /// A form that a participant filled in: the parent of its answers, which are the contributions.
    Reply,
}

impl Kind {
    /// All kinds, in the order in which outputs list them.
    pub const ALL: [Kind; 9] = [
        Kind::Proposal,
        Kind::Answer,
        Kind::Argument,
        Kind::Comment,
        Kind::Version,
        Kind::Source,
        Kind::Appendix,
        Kind::Question,
        Kind::Reply,
    ];

    /// In which order a number that stands for records of several kinds is looked up as a parent: what is
    /// most often answered first.
    pub const AS_PARENTS: [Kind; 9] = [
        Kind::Proposal,
        Kind::Question,
        Kind::Answer,
        Kind::Version,
        Kind::Argument,
        Kind::Comment,
        Kind::Source,
        Kind::Appendix,
        Kind::Reply,
    ];

    /// The name used in ids, tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Proposal => "proposal",
            Kind::Answer => "answer",
            Kind::Argument => "argument",
            Kind::Comment => "comment",
            Kind::Version => "version",
            Kind::Source => "source",
            Kind::Appendix => "appendix",
            Kind::Question => "question",
            Kind::Reply => "reply",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Whether a record of this kind is the organiser's own, and so has no author.
    pub fn is_of_organiser(self) -> bool {
        matches!(self, Kind::Appendix | Kind::Question)
    }

    /// Whether a record of this kind counts as a contribution.
    pub fn is_contribution(self) -> bool {
        matches!(self, Kind::Proposal | Kind::Answer)
    }
}

/// A side that was declared or inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// For.
    Favourable,
    /// Both, or neither firmly («mitigé»).
    Mixed,
    /// Against.
    Against,
}

impl Side {
    /// All sides, in the order of their numbers.
    pub const ALL: [Side; 3] = [Side::Favourable, Side::Mixed, Side::Against];

    /// The name used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Side::Favourable => "favourable",
            Side::Mixed => "mixed",
            Side::Against => "against",
        }
    }

    /// The side of that name.
    pub fn from_name(name: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// Whether the organiser set a record aside, by its own row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moderation {
    /// Trashed, unpublished or not enabled.
    pub moderated: bool,
    /// The reason that the source states.
    pub reason: Option<String>,
    /// Set aside because a newer export of its source holds it no more, not by its own row.
    pub gone: bool,
}

impl Moderation {
    /// Whether its own row says that it was set aside.
    pub fn is_by_its_row(&self) -> bool {
        self.moderated && !self.gone
    }
}

/// Votes by side: those that a source lists, or what a platform's own counters say of a record. A side that nothing
/// counts is `None`, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Votes for.
    pub favourable: Option<u64>,
    /// «Mitigé» votes.
    pub mixed: Option<u64>,
    /// Votes against.
    pub against: Option<u64>,
    /// Abstentions, which are neither mixed nor against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstention: Option<u64>,
}

impl Counters {
    /// No vote on any of the three sides, where each could have had some.
    pub const ZERO: Counters = Counters {
        favourable: Some(0),
        mixed: Some(0),
        against: Some(0),
        abstention: None,
    };

    /// The numbers in the order in which outputs list them: favourable, mixed, against, abstention.
    pub fn all(&self) -> [Option<u64>; 4] {
        [self.favourable, self.mixed, self.against, self.abstention]
    }

    /// Whether nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.all().iter().all(Option::is_none)
    }

    /// One for each number that is there: their sum over records is how many have it.
    pub fn present(&self) -> Counters {
        Counters {
            favourable: self.favourable.map(|_| 1),
            mixed: self.mixed.map(|_| 1),
            against: self.against.map(|_| 1),
            abstention: self.abstention.map(|_| 1),
        }
    }
}

/// A sum over records: of each number, over those that have it.
impl std::ops::AddAssign for Counters {
    fn add_assign(&mut self, other: Counters) {
        let add = |to: &mut Option<u64>, more: Option<u64>| {
            *to = match (*to, more) {
                (None, None) => None,
                (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
            };
        };
        add(&mut self.favourable, other.favourable);
        add(&mut self.mixed, other.mixed);
        add(&mut self.against, other.against);
        add(&mut self.abstention, other.abstention);
    }
}

/// An author's public number, by first appearance in source order; printed `P0001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AuthorId(pub u32);

impl fmt::Display for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:04}", self.0)
    }
}

impl AuthorId {
    /// Reads `P0012`.
    pub fn parse(text: &str) -> Option<AuthorId> {
        let digits = text.strip_prefix('P')?;
        digits.parse().ok().map(AuthorId)
    }
}

/// Where in its file a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A line of a text file, from 1.
    Line(u32),
    /// A row of a table, from 1, the header not counted.
    Row(u64),
    /// A range of bytes of the raw file.
    Bytes(u64, u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(n) => write!(f, "line {n}"),
            Place::Row(n) => write!(f, "row {n}"),
            Place::Bytes(a, b) => write!(f, "bytes {a}-{b}"),
        }
    }
}

/// The way back from a record to its raw bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The `name` of the `[[sources]]` entry.
    pub source: Arc<str>,
    /// The file's name, or its path inside the folder or archive that was named.
    pub file: Arc<str>,
    /// Where in that file.
    pub place: Place,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Line(n) => write!(f, "{}:{n}", self.file),
            place => write!(f, "{}, {place}", self.file),
        }
    }
}

/// What a source says of one thing that a participant wrote: the fields that a record has from its reader to the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `source/kind/platform-id`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The id of the record that it answers.
    pub parent: Option<String>,
    /// The consultation's title.
    pub consultation: String,
    /// The section, or a page's debate.
    pub section: Option<String>,
    /// Its title, masked.
    pub title: String,
    /// Its body, masked.
    pub body: String,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// Its public address, or the link that a source gives.
    pub url: Option<String>,
    /// Whether who runs the consultation wrote it; `None` where its source does not say.
    pub organiser: Option<bool>,
    /// Whether its kind can be filed on a side, and the side that its author declared. An argument
    /// whose side the source does not state is `None`.
    pub declared: Option<Side>,
    /// The platform's vote counters, where it states some.
    pub counters: Option<Counters>,
    /// Votes in support of this record that the platform states, where it has no sides (arguments).
    pub support: Option<u64>,
    /// What its source says of it beyond these fields: names and values, in source order. A name may
    /// occur twice and a value be empty.
    pub variables: Vec<(String, String)>,
    /// The way back.
    pub origin: Origin,
}

impl Entry {
    /// An entry of which nothing is known yet but its name and place.
    pub fn new(id: String, kind: Kind, origin: Origin) -> Entry {
        Entry {
            id,
            kind,
            parent: None,
            consultation: String::new(),
            section: None,
            title: String::new(),
            body: String::new(),
            published_at: None,
            url: None,
            organiser: None,
            declared: None,
            counters: None,
            support: None,
            variables: Vec::new(),
            origin,
        }
    }

    /// Whether its source says that who runs the consultation wrote it.
    pub fn is_organiser(&self) -> bool {
        self.organiser == Some(true)
    }

    /// The kept text of a field.
    pub fn text(&self, field: super::Field) -> &str {
        match field {
            super::Field::Title => &self.title,
            super::Field::Body => &self.body,
        }
    }

    /// The last part of the id: the platform's number where it has one.
    pub fn number(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or("")
    }

    /// The digits of the platform's number (`argument183` is 183), to be printed beside a text; `None` where
    /// the id holds none that a reader could look for: a content hash, a UUID.
    pub fn platform_number(&self) -> Option<&str> {
        digits_of(self.number())
    }
}

fn digits_of(number: &str) -> Option<&str> {
    let digits = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && digits.len() < 16).then_some(digits)
}

/// One thing that a participant wrote, as kept in the tables. It reads as its entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number inside the corpus, in source order, from 0.
    pub ordinal: u32,
    /// What its sources say of it.
    pub entry: Entry,
    /// Its author's number; `None` for the organiser's own texts (appendices, questions), and for all records of a
    /// file that names no author at all.
    pub author: Option<AuthorId>,
    /// Whether the organiser set it aside.
    pub moderation: Moderation,
    /// Fingerprint of what it says ([`super::content`]): two exports are compared by it.
    pub content: u64,
}

impl Deref for Record {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}

impl DerefMut for Record {
    fn deref_mut(&mut self) -> &mut Entry {
        &mut self.entry
    }
}

/// A record on its way from a reader to the tables: no ordinal and no public author number yet. It reads as its entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What its row says of it.
    pub entry: Entry,
    /// `None` for an anonymous row, which is an author of its own (an appendix or a question has none).
    pub author: Option<Pseudonym>,
    /// Whether the organiser set it aside; `None` where the source's shape does not say.
    pub moderation: Option<Moderation>,
}

impl Draft {
    /// A record of which nothing is known yet but its name and place.
    pub fn new(id: String, kind: Kind, origin: Origin) -> Draft {
        Entry::new(id, kind, origin).into()
    }
}

/// A record of nobody, of which no row says whether it was set aside.
impl From<Entry> for Draft {
    fn from(entry: Entry) -> Draft {
        Draft {
            entry,
            author: None,
            moderation: None,
        }
    }
}

impl Deref for Draft {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}

impl DerefMut for Draft {
    fn deref_mut(&mut self) -> &mut Entry {
        &mut self.entry
    }
}

/// A vote that a source lists: on a record with a side, or on a closed question with a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// The id of the record voted on.
    pub record: String,
    /// Who voted; `None` for an anonymous row.
    pub author: Option<Pseudonym>,
    /// The side; `None` where the choice is none of for, mixed and against.
    pub side: Option<Side>,
    /// What was chosen, as the source words it, where the vote answers a closed question. Where several
    /// choices of one question could be ticked, each is a vote.
    pub choice: Option<String>,
    /// When.
    pub published_at: Option<Timestamp>,
    /// Whether the organiser set it aside.
    pub moderation: Moderation,
    /// The way back.
    pub origin: Origin,
}

/// A vote that a source lists, with its author's number; `None` where its file names no voter at all.
pub type ListedVote = (Vote, Option<AuthorId>);

#[cfg(test)]
impl Record {
    /// A record of which nothing is known but its number, its id and its kind.
    pub(crate) fn bare(ordinal: u32, id: &str, kind: Kind) -> Record {
        let origin = Origin {
            source: "s".into(),
            file: "f".into(),
            place: Place::Row(1),
        };
        Record {
            ordinal,
            entry: Entry::new(id.into(), kind, origin),
            author: None,
            moderation: Moderation::default(),
            content: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_platforms_and_hashes_have_none() {
        assert_eq!(digits_of("2150"), Some("2150"));
        assert_eq!(digits_of("argument183"), Some("183"));
        for none in [
            "h0123456789abcdef",
            "h3f2a11bc90d4e5f6-2",
            "00000001-1cf0-11e9-94d2-fa16-302",
            "debate",
        ] {
            assert_eq!(digits_of(none), None, "{none}");
        }
    }
}
