//! The words of headers, French and English: which say what, and which say that a column is personal.

use crate::ingest::table::headers::counters::counter;
use crate::ingest::table::headers::questions::{is_question, matrix};
use crate::ingest::table::headers::{Header, personal};
use crate::model::MappedField;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How well a header says a key; greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest) enum Strength {
    /// One of its words does.
    Word,
    /// The whole header does; of several phrases the number is larger for a better one.
    Whole(u8),
}

/// Whole headers, best first, then single words; separated by commas.
fn lists(field: MappedField) -> (&'static str, &'static str) {
    match field {
        MappedField::Id => (
            "id, identifiant, identifier, uuid, reference, ref, numero, num, n°, no, code, slug",
            "identifiant, uuid, reference, ref, numero, n°",
        ),
        MappedField::Kind => (
            "kind, type, nature, type de contribution, contribution type, categorie",
            "type, kind, nature",
        ),
        MappedField::Title => (
            "titre, title, objet, sujet, subject, intitule, headline",
            "titre, title, objet, sujet, subject, intitule",
        ),
        MappedField::Body => (
            "texte, text, contenu, content, body, contribution, message, commentaire, comment, \
             description, reponse, response, answer",
            "texte, text, contenu, content, body, contribution, message, commentaire, comment, \
             description, reponse, response, answer, proposition, proposal, avis, opinion, \
             observation, observations, argument, expression",
        ),
        MappedField::Author => (
            "author id, user id, auteur id, participant id, id auteur, id utilisateur, \
             id participant, author unique id, id repondant, identifiant repondant, repondant id, \
             respondent id, identifiant du repondant, numero du repondant, numero de repondant, repondant, \
             respondent, author, auteur, user, participant, pseudo, \
             pseudonyme, username, utilisateur, contributeur, nickname, login, \
             nom d utilisateur, nom de l auteur, author name, display name, redacteur",
            "auteur, author, pseudo, pseudonyme, username, participant, contributeur",
        ),
        MappedField::Date => (
            "published at, publie le, date de publication, publication date, date, created at, \
             cree le, date de creation, submitted at, depose le, date de depot, timestamp, \
             horodatage, horodateur, datetime, created, published, heure de soumission, submitdate, \
             date submitted, date de soumission, date de saisie, submission date",
            "date, publie, published, created, cree, depose, horodatage",
        ),
        MappedField::Section => (
            "section, rubrique, theme, thematique, categorie, category, debat, debate, axe, \
             chapitre, topic, volet",
            "section, rubrique, theme, thematique, categorie, category, debat, debate, axe, \
             chapitre, topic, volet",
        ),
        MappedField::Stance => (
            "stance, position, pour contre, pour ou contre, sens, avis, alignment, side, \
             sentiment, opinion",
            "stance, position, sens, avis, alignment, contre",
        ),
        MappedField::Votes => (
            "votes, likes, soutiens, votes count, nombre de votes, nb votes, nombre de soutiens, \
             nb soutiens, vote count, supports, endorsements, appuis, j aime, upvotes",
            "votes, likes, soutiens, supports, endorsements, appuis",
        ),
        // Their words are in `counters`.
        MappedField::VotesFavourable
        | MappedField::VotesMixed
        | MappedField::VotesAgainst
        | MappedField::VotesAbstention => ("", ""),
        MappedField::Parent => (
            "parent, parent id, id parent, en reponse a, reponse a, in reply to, reply to, \
             related id, related to, repond a, related, parent ref, commentable id, root commentable id, \
             reply to id, in reply to id, id de la contribution parente, contribution parente",
            "parent",
        ),
        MappedField::Url => (
            "url, lien, link, permalink, permalien, adresse web",
            "url, lien, link, permalink",
        ),
        MappedField::Moderated => (
            "moderated, modere, trashed, is trashed, corbeille, masque, hidden, supprime, \
             moderation, hidden at, trashed at, deleted at, moderated at, masque le, supprime le, modere le, \
             mis a la corbeille le, is hidden, is deleted, deleted",
            "moderated, modere, trashed, moderation",
        ),
        MappedField::Consultation => (
            "consultation, titre de la consultation, consultation title, nom de la consultation, \
             projet, project",
            "consultation",
        ),
        MappedField::Organiser => (
            "organisateur, organiser, organizer, officiel, official, vip, admin, is official, \
             est officiel, is admin, is organiser, est organisateur, author vip, auteur vip, \
             author is admin, author admin, role, user role, author role, role auteur, role utilisateur, role de l auteur, \
             role de l utilisateur, author official, auteur officiel, \
             contribution officielle, proposition officielle, official proposal",
            "",
        ),
        MappedField::Question => (
            "question, questions, intitule de la question, libelle de la question, question posee, \
             texte de la question, nom de la question, question text, question title, question libelle, libelle question, \
             intitule question, texte question, nom question",
            "",
        ),
    }
}

/// The phrases of all keys, and the single words, each with what it says.
struct Lexicon {
    whole: FxHashMap<&'static str, Vec<(MappedField, Strength)>>,
    single: FxHashMap<&'static str, Vec<MappedField>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        whole: FxHashMap::default(),
        single: FxHashMap::default(),
    };
    for key in MappedField::ALL {
        let (whole, single) = lists(key);
        for (at, phrase) in whole.split(", ").enumerate().filter(|p| !p.1.is_empty()) {
            // No list has 200 phrases.
            let said = (key, Strength::Whole(200 - at as u8));
            lexicon.whole.entry(phrase).or_default().push(said);
        }
        for word in single.split(", ").filter(|w| !w.is_empty()) {
            lexicon.single.entry(word).or_default().push(key);
        }
    }
    lexicon
});

/// What a header says: each key with how well.
pub(in crate::ingest) fn says(header: &Header) -> Vec<(MappedField, Strength)> {
    let mut out = LEXICON
        .whole
        .get(header.plain.as_str())
        .cloned()
        .unwrap_or_default();
    out.extend(counter(header).map(|field| (field, Strength::Whole(200))));
    let words: Vec<&str> = header.words().collect();
    let ids = is_ids(header);
    for word in header.words() {
        for key in LEXICON.single.get(word).into_iter().flatten() {
            // Who wrote and what is answered may be named anywhere; anything else only by the word that the others are
            // about.
            let anywhere = matches!(key, MappedField::Author | MappedField::Parent);
            let says = anywhere || !ids && is_head(word, &words);
            if says && !out.iter().any(|said| said.0 == *key) {
                out.push((*key, Strength::Word));
            }
        }
    }
    // «Identifiant de l'utilisateur» is who wrote, and no number of the row.
    if names_account(header) && out.iter().any(|said| said.0 == MappedField::Id) {
        out.retain(|said| said.0 != MappedField::Id);
        if out.iter().all(|said| said.0 != MappedField::Author) {
            out.push((MappedField::Author, Strength::Word));
        }
    }
    if !out.is_empty() && (header.is_late() || is_of_moderation(header)) {
        out.retain(|said| said.0 != MappedField::Date);
    }
    // «Date de modération», `moderation_date`: the row was set aside on that day.
    let dated = header.has(&["date", "at", "le", "on"]) && is_of_moderation(header);
    if dated && words.len() <= 4 && out.iter().all(|said| said.0 != MappedField::Moderated) {
        out.push((MappedField::Moderated, Strength::Word));
    }
    out
}

/// Words of what an organiser does to a text.
const MODERATION: &[&str] = &[
    "moderation",
    "moderated",
    "modere",
    "moderee",
    "masque",
    "masquee",
    "masquage",
    "hidden",
    "trashed",
    "deleted",
    "supprime",
    "supprimee",
    "suppression",
    "rejet",
    "rejete",
    "rejected",
    "corbeille",
];

/// Whether a header speaks of what an organiser does to a text.
pub(in crate::ingest) fn is_of_moderation(header: &Header) -> bool {
    header.has(MODERATION)
}

/// Words that a French name goes on with: what is before them is what it names.
const LINKS: &[&str] = &[
    "de", "du", "des", "d", "la", "le", "l", "les", "a", "au", "aux", "en", "sur", "pour", "par",
    "of",
];

/// Whether a word is what a header names: «Titre du projet», «Votre texte», `proposal title`, `debate created at`; not
/// «Direction pilote du projet», «Nombre de mots du texte».
fn is_head(word: &str, words: &[&str]) -> bool {
    const BEFORE: &[&str] = &[
        "votre", "vos", "mon", "ma", "mes", "le", "la", "l", "les", "the", "your", "my", "libelle",
        "nom", "nombre", "nb", "intitule", "label",
    ];
    let filler = |w: &&&str| {
        BEFORE.contains(*w) || LINKS.contains(*w) || w.bytes().all(|b| b.is_ascii_digit())
    };
    // «Nom du thème», «Nombre de likes»; «Intitulé» alone is itself.
    let first = words.iter().find(|w| !filler(w)).or(words.first());
    if first == Some(&word) || words.first() == Some(&word) {
        return true;
    }
    let french = words[1..].iter().any(|w| LINKS.contains(w));
    let last = words.iter().rev().find(|w| !matches!(**w, "at" | "on"));
    !french && words.len() <= 4 && last == Some(&word)
}

/// Whether an id is that of somebody's account.
pub(in crate::ingest) fn names_account(header: &Header) -> bool {
    header.has(&[
        "utilisateur",
        "utilisatrice",
        "user",
        "citoyen",
        "citoyenne",
        "auteur",
        "author",
    ])
}

/// Whether an id is that of something that others write below: `proposal_id`, «id de la contribution».
pub(in crate::ingest) fn names_parent(header: &Header) -> bool {
    is_ids(header)
        && header.has(&[
            "proposal",
            "proposition",
            "contribution",
            "opinion",
            "idea",
            "idee",
            "comment",
            "commentaire",
            "argument",
            "answer",
            "reponse",
            "message",
            "post",
            "amendment",
            "amendement",
        ])
}

/// Whether a header is `proposition_id`, `id contribution`, `related_id` or the like: an id, but whose?
pub(in crate::ingest) fn is_ids(header: &Header) -> bool {
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

/// Whether a header is, as a whole, that of a column of texts or titles.
pub(in crate::ingest) fn is_text(header: &str) -> bool {
    let header = Header::new(header);
    let whole = |s: &Strength| matches!(s, Strength::Whole(_)) || header.words().count() == 1;
    says(&header)
        .iter()
        .any(|(key, s)| matches!(key, MappedField::Body | MappedField::Title) && whole(s))
}

/// Whether a header is, as a whole, that of a field.
pub(in crate::ingest) fn is_whole(header: &Header) -> bool {
    LEXICON.whole.contains_key(header.plain.as_str())
}

/// Whether a header is one that a table of contributions has.
pub(in crate::ingest) fn is_known(header: &str) -> bool {
    if header.chars().count() <= 200
        && (header.contains('?') && is_question(header) || matrix(header).is_some())
    {
        return true;
    }
    let header = Header::new(header);
    // A sentence has many words, and some of them would be known.
    let words = header.words().count();
    words <= 6 && (personal(&header).is_some() || !says(&header).is_empty())
}
