//! The keys of a mapping.

use crate::model::Mapping;

/// A key of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Key {
    Id,
    Kind,
    Title,
    Body,
    Author,
    Date,
    Section,
    Stance,
    Votes,
    VotesFavourable,
    VotesMixed,
    VotesAgainst,
    Parent,
    Url,
    Moderated,
    Consultation,
}

impl Key {
    /// All of them.
    pub const ALL: [Key; 16] = [
        Key::Id,
        Key::Kind,
        Key::Title,
        Key::Body,
        Key::Author,
        Key::Date,
        Key::Section,
        Key::Stance,
        Key::Votes,
        Key::VotesFavourable,
        Key::VotesMixed,
        Key::VotesAgainst,
        Key::Parent,
        Key::Url,
        Key::Moderated,
        Key::Consultation,
    ];

    /// Its name in `corpus.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Key::Id => "id",
            Key::Kind => "kind",
            Key::Title => "title",
            Key::Body => "body",
            Key::Author => "author",
            Key::Date => "date",
            Key::Section => "section",
            Key::Stance => "stance",
            Key::Votes => "votes",
            Key::VotesFavourable => "votes_favourable",
            Key::VotesMixed => "votes_mixed",
            Key::VotesAgainst => "votes_against",
            Key::Parent => "parent",
            Key::Url => "url",
            Key::Moderated => "moderated",
            Key::Consultation => "consultation",
        }
    }

    /// What a header says that says it.
    pub fn what(self) -> &'static str {
        match self {
            Key::Id => "an id",
            Key::Kind => "a kind",
            Key::Title => "a title",
            Key::Body => "text",
            Key::Author => "an author",
            Key::Date => "a date",
            Key::Section => "a section",
            Key::Stance => "a stance",
            Key::Votes => "votes",
            Key::VotesFavourable => "votes for",
            Key::VotesMixed => "mixed votes",
            Key::VotesAgainst => "votes against",
            Key::Parent => "the id of another row",
            Key::Url => "an address",
            Key::Moderated => "moderation",
            Key::Consultation => "a consultation",
        }
    }

    /// Writes a column under this key.
    pub fn set(self, mapping: &mut Mapping, column: &str) {
        let place = match self {
            Key::Body => {
                mapping.body = vec![column.to_string()];
                return;
            }
            Key::Id => &mut mapping.id,
            Key::Kind => &mut mapping.kind,
            Key::Title => &mut mapping.title,
            Key::Author => &mut mapping.author,
            Key::Date => &mut mapping.date,
            Key::Section => &mut mapping.section,
            Key::Stance => &mut mapping.stance,
            Key::Votes => &mut mapping.votes,
            Key::VotesFavourable => &mut mapping.votes_favourable,
            Key::VotesMixed => &mut mapping.votes_mixed,
            Key::VotesAgainst => &mut mapping.votes_against,
            Key::Parent => &mut mapping.parent,
            Key::Url => &mut mapping.url,
            Key::Moderated => &mut mapping.moderated,
            Key::Consultation => &mut mapping.consultation,
        };
        *place = Some(column.to_string());
    }
}
