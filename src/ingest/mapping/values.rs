//! The values of a table's cells: numbers, yes and no, kinds.

use crate::ingest::clean::kept::{Masked, mask};
use crate::model::Kind;
use crate::text::fold;

/// A short value in the form in which words are compared; `None` where it is too long to be one.
pub(super) fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let folded = fold(text).replace(['\u{A0}', '\u{202F}', '_', '\'', '.', '!'], " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    Some(words.join(" "))
}

/// What a value that should be a row's number is instead: a way to reach a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Reach {
    Mail,
    Phone,
    Profile,
    /// The number of an account or a person.
    Number,
}

impl Reach {
    /// What a message shows in its place.
    pub(in crate::ingest) fn mask(self) -> &'static str {
        match self {
            Reach::Mail => "[courriel]",
            Reach::Phone => "[téléphone]",
            Reach::Profile => "[profil]",
            Reach::Number => "[numéro]",
        }
    }
}

/// Whether a row's number holds an e-mail address, or is as a whole a telephone number, a person's page or the
/// number of an account or a person.
pub(in crate::ingest) fn reaches(text: &str) -> Option<Reach> {
    let text = text.trim();
    let masked = mask(text, &mut Masked::default());
    if masked.contains(Reach::Mail.mask()) {
        return Some(Reach::Mail);
    }
    // Sixteen digits with the check digit of a card are the number of a row more often than one of ten.
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && text.len() > 15;
    [Reach::Phone, Reach::Profile, Reach::Number]
        .into_iter()
        .find(|reach| masked == reach.mask() && !(plain && *reach == Reach::Number))
}

/// The largest number that is a count; beyond it is an identifier or an accident.
const MAX_COUNT: u64 = 1_000_000_000_000;

/// A count: `12`, `1 204`, `12,0`.
pub(in crate::ingest) fn number(text: &str) -> Option<u64> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
        .collect();
    let whole = match digits.split_once([',', '.']) {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => &digits,
    };
    if whole.is_empty() || whole.len() > 13 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    whole.parse().ok().filter(|n| *n <= MAX_COUNT)
}

/// Whether a value says that there is none: `n/a`, `N.C.`, a dash.
pub(in crate::ingest) fn is_absent(text: &str) -> bool {
    let text = text.trim();
    let folded = fold(text).replace('.', "");
    matches!(
        folded.as_str(),
        "n/a" | "na" | "#n/a" | "nc" | "nd" | "nr" | "null" | "nan" | "-" | "--" | "–" | "—" | "?"
    )
}

/// Whether an answer of a form says that its question was not asked: programs of forms write `N/A`.
pub(in crate::ingest) fn is_not_asked(text: &str) -> bool {
    matches!(text.trim(), "N/A" | "n/a" | "#N/A")
}

/// Yes or no: `Oui`, `true`, `1`, `non`, `faux`, `0`.
pub(in crate::ingest) fn boolean(text: &str) -> Option<bool> {
    match plain(text)?.as_str() {
        "oui" | "yes" | "true" | "vrai" | "1" | "x" | "✓" | "✔" | "☑" | "☒" | "coche"
        | "cochee" | "checked" => Some(true),
        "non" | "no" | "false" | "faux" | "0" | "☐" | "unchecked" => Some(false),
        _ => None,
    }
}

/// Whether a value says that the organiser set the row aside.
pub(in crate::ingest) fn moderated(text: &str) -> Option<bool> {
    boolean(text).or_else(|| state(text))
}

/// Whether a value is the state of a text that was set aside, or of one that can be read.
pub(in crate::ingest) fn state(text: &str) -> Option<bool> {
    match plain(text)?.as_str() {
        "modere" | "moderee" | "moderated" | "trashed" | "corbeille" | "supprime" | "supprimee"
        | "deleted" | "masque" | "masquee" | "hidden" | "rejete" | "rejetee" | "rejected"
        | "depublie" | "unpublished" | "refuse" | "refusee" | "refused" => Some(true),
        "publie" | "publiee" | "published" | "visible" | "valide" | "validee" | "accepted"
        | "accepte" | "acceptee" | "active" | "actif" => Some(false),
        _ => None,
    }
}

/// Whether a value says that who runs the consultation wrote the row.
pub(in crate::ingest) fn organiser(text: &str) -> Option<bool> {
    boolean(text).or_else(|| match plain(text)?.as_str() {
        "organisateur" | "organisatrice" | "organiser" | "organizer" | "officiel"
        | "officielle" | "official" | "admin" | "administrateur" | "administratrice"
        | "administrator" | "vip" => Some(true),
        "participant" | "participante" | "citoyen" | "citoyenne" | "citizen" | "user"
        | "utilisateur" | "utilisatrice" => Some(false),
        _ => None,
    })
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum What {
    /// A record.
    Record(Kind),
    /// A vote on another row.
    Vote,
}

/// The kind that a value names.
pub(in crate::ingest) fn kind(text: &str) -> Option<What> {
    let word = plain(text)?;
    let kind = match word.trim_end_matches('s') {
        "proposition" | "proposal" | "contribution" | "opinion" | "idee" | "idea" | "avi" => {
            Kind::Proposal
        }
        "reponse" | "answer" | "reply" | "replie" | "response" => Kind::Answer,
        "argument" | "argument pour" | "argument contre" => Kind::Argument,
        "commentaire" | "comment" => Kind::Comment,
        "version" | "amendement" | "amendment" => Kind::Version,
        "source" => Kind::Source,
        "annexe" | "appendix" => Kind::Appendix,
        "question" => Kind::Question,
        "vote" => return Some(What::Vote),
        _ => return None,
    };
    Some(What::Record(kind))
}
