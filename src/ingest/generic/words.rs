//! The words of headers, French and English: which say what, and which say that a column is personal.

use super::key::Key;
use crate::ingest::headers::{Header, personal};

/// How well a header says a key; greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// One of its words does.
    Word,
    /// The whole header does; of several phrases the number is larger for a better one.
    Whole(u8),
}

/// Whole headers, best first, then single words; separated by commas.
fn lists(key: Key) -> (&'static str, &'static str) {
    match key {
        Key::Id => (
            "id, identifiant, identifier, uuid, reference, ref, numero, num, n°, no, code, slug",
            "identifiant, uuid, reference, ref, numero, n°",
        ),
        Key::Kind => (
            "kind, type, nature, type de contribution, contribution type, categorie",
            "type, kind, nature",
        ),
        Key::Title => (
            "titre, title, objet, sujet, subject, intitule, headline",
            "titre, title, objet, sujet, subject, intitule",
        ),
        Key::Body => (
            "texte, text, contenu, content, body, contribution, message, commentaire, comment, \
             description, reponse, response, answer",
            "texte, text, contenu, content, body, contribution, message, commentaire, comment, \
             description, reponse, response, answer, proposition, proposal, avis, opinion, \
             observation, observations, argument, expression",
        ),
        Key::Author => (
            "author id, user id, auteur id, participant id, id auteur, id utilisateur, \
             id participant, author unique id, author, auteur, user, participant, pseudo, \
             pseudonyme, username, utilisateur, contributeur, nickname, login, \
             nom d utilisateur, nom de l auteur, author name, display name, redacteur",
            "auteur, author, pseudo, pseudonyme, username, participant, contributeur",
        ),
        Key::Date => (
            "published at, publie le, date de publication, publication date, date, created at, \
             cree le, date de creation, submitted at, depose le, date de depot, timestamp, \
             horodatage, datetime, created, published",
            "date, publie, published, created, cree, depose, horodatage",
        ),
        Key::Section => (
            "section, rubrique, theme, thematique, categorie, category, debat, debate, axe, \
             chapitre, topic, volet",
            "section, rubrique, theme, thematique, categorie, category, debat, debate, axe, \
             chapitre, topic, volet",
        ),
        Key::Stance => (
            "stance, position, pour contre, pour ou contre, sens, avis, alignment, side, \
             sentiment, opinion",
            "stance, position, sens, avis, alignment, contre",
        ),
        Key::Votes => (
            "votes, likes, soutiens, votes count, nombre de votes, nb votes, nombre de soutiens, \
             nb soutiens, vote count, supports, endorsements, appuis, j aime, upvotes",
            "votes, likes, soutiens, supports, endorsements, appuis",
        ),
        Key::VotesFavourable => (
            "votes pour, votes favorables, votes for, votes favourable, votes ok, votes yes, \
             nb votes pour, nombre de votes pour, pour, d accord, favorables",
            "",
        ),
        Key::VotesMixed => (
            "votes mitiges, votes mitige, votes mixed, mitige, mitiges, nb votes mitiges, \
             nombre de votes mitiges, mixed",
            "",
        ),
        Key::VotesAgainst => (
            "votes contre, votes defavorables, votes against, votes nok, votes no, \
             nb votes contre, nombre de votes contre, contre, pas d accord, defavorables",
            "",
        ),
        Key::Parent => (
            "parent, parent id, id parent, en reponse a, reponse a, in reply to, reply to, \
             related id, related to, repond a, related, parent ref",
            "parent",
        ),
        Key::Url => (
            "url, lien, link, permalink, permalien, adresse web",
            "url, lien, link, permalink",
        ),
        Key::Moderated => (
            "moderated, modere, trashed, is trashed, corbeille, masque, hidden, supprime, \
             moderation",
            "moderated, modere, trashed, moderation",
        ),
        Key::Consultation => (
            "consultation, titre de la consultation, consultation title, nom de la consultation, \
             projet, project",
            "consultation",
        ),
    }
}

/// How well a header says a key.
pub(super) fn says(header: &Header, key: Key) -> Option<Strength> {
    let (whole, single) = lists(key);
    if key == Key::Date && header.is_late() {
        return None;
    }
    if let Some(at) = whole.split(", ").position(|w| w == header.plain) {
        // No list has 200 phrases.
        return Some(Strength::Whole(200 - at as u8));
    }
    let other_things = key != Key::Author && key != Key::Parent && is_ids(header);
    let said = header.words().any(|w| single.split(", ").any(|s| s == w));
    (!other_things && said).then_some(Strength::Word)
}

/// Whether a header is `proposition_id`, `id contribution`, `related_id` or the like: an id, but whose?
pub(super) fn is_ids(header: &Header) -> bool {
    header.has(&["id", "ids", "identifiant"])
        && header.words().count() > 1
        && !header.has(&[
            "auteur",
            "author",
            "user",
            "utilisateur",
            "participant",
            "section",
        ])
}

/// Whether a header is one that a table of contributions has.
pub(super) fn is_known(header: &str) -> bool {
    let header = Header::new(header);
    // A sentence has many words, and some of them would be known.
    header.words().count() <= 6
        && (personal(&header).is_some() || Key::ALL.iter().any(|k| says(&header, *k).is_some()))
}
