//! The words of headers that are counters of votes: of a side, of abstentions, or of all votes together.

use super::Header;
use crate::model::MappedField;

/// Words that say that something is counted.
const COUNTING: &[&str] = &[
    "nb",
    "nbr",
    "nbre",
    "nombre",
    "number",
    "num",
    "vote",
    "votes",
    "voix",
    "suffrage",
    "suffrages",
    "count",
    "counts",
    "counter",
    "compteur",
    "compteurs",
    "stat",
    "stats",
    "cached",
    "reaction",
    "reactions",
    "resultat",
    "resultats",
    "results",
    "tally",
];
/// Words that change nothing beside them.
const FILLERS: &[&str] = &[
    "de",
    "des",
    "du",
    "d",
    "l",
    "la",
    "le",
    "les",
    "of",
    "the",
    "avis",
    "opinion",
    "opinions",
    "attributes",
    "data",
    "total",
    "totaux",
    "sum",
    "somme",
];

/// What is left of a header without those words, where that is a counter whatever the other columns are.
fn sure(rest: &str) -> Option<MappedField> {
    Some(match rest {
        "pour" | "favorable" | "favorables" | "for" | "favour" | "favourable" | "favorable s"
        | "in favour" | "in favor" | "ok" | "yes" | "oui" | "accord" | "agree" | "agrees"
        | "agreed" | "approve" | "approuve" | "approuves" => MappedField::VotesFavourable,
        "contre" | "defavorable" | "defavorables" | "against" | "unfavourable" | "unfavorable"
        | "opposed" | "oppose" | "opposes" | "nok" | "no" | "non" | "pas accord" | "desaccord"
        | "disagree" | "disagrees" | "disagreed" | "reject" | "rejette" => {
            MappedField::VotesAgainst
        }
        "mitige" | "mitiges" | "mixed" | "mixte" | "mixtes" | "neutre" | "neutres" | "neutral"
        | "partage" | "partages" | "nuance" | "nuances" => MappedField::VotesMixed,
        "abstention"
        | "abstentions"
        | "abstain"
        | "abstained"
        | "abstenu"
        | "abstenus"
        | "blanc"
        | "blancs"
        | "blank"
        | "nspp"
        | "nsp"
        | "sans opinion"
        | "ne se prononce pas"
        | "ne se prononcent pas" => MappedField::VotesAbstention,
        _ => return None,
    })
}

/// The same without a word that says that something is counted: these say so themselves.
const BARE: &[&str] = &[
    "pour",
    "accord",
    "favorables",
    "mitige",
    "mitiges",
    "mixed",
    "contre",
    "pas accord",
    "defavorables",
    "abstention",
    "abstentions",
];

/// What is a side only where the opposite is counted too; alone it is support.
fn paired(rest: &str) -> Option<MappedField> {
    Some(match rest {
        "like" | "likes" | "j aime" | "jaime" | "up" | "ups" | "upvote" | "upvotes"
        | "thumbs up" | "plus" | "positif" | "positifs" | "positive" | "pouce haut"
        | "pouces hauts" | "pouce vert" | "pouces verts" | "pouce leve" | "pouces leves"
        | "soutien" | "soutiens" | "support" | "supports" => MappedField::VotesFavourable,
        "dislike" | "dislikes" | "j aime pas" | "je n aime pas" | "down" | "downs" | "downvote"
        | "downvotes" | "thumbs down" | "moins" | "negatif" | "negatifs" | "negative"
        | "pouce bas" | "pouces bas" | "pouce rouge" | "pouces rouges" | "pouce baisse"
        | "pouces baisses" | "opposition" | "oppositions" => MappedField::VotesAgainst,
        _ => return sure(rest),
    })
}

/// Whether a header says that something is counted, and its other words.
fn parted(header: &Header) -> (bool, String) {
    let counting = header.words().any(|w| COUNTING.contains(&w));
    let rest = header
        .words()
        .filter(|w| !COUNTING.contains(w) && !FILLERS.contains(w));
    (counting, rest.collect::<Vec<_>>().join(" "))
}

/// The counter that a header names, whatever the other columns are.
pub(in crate::ingest) fn counter(header: &Header) -> Option<MappedField> {
    let (counting, rest) = parted(header);
    // «Avis favorable» alone is a side, not a number of them.
    let whole = header.plain.as_str() == rest || rest.contains("accord");
    let bare = whole && BARE.contains(&rest.as_str());
    sure(&rest).filter(|_| counting || bare)
}

/// The counter that a header names where the opposite is counted too: «likes» beside «dislikes».
pub(in crate::ingest) fn counter_of_pair(header: &Header) -> Option<MappedField> {
    paired(&parted(header).1)
}

/// The counter that a sign at the end of a header names: «Votes (+)», «Votes -».
pub(in crate::ingest) fn counter_of_sign(name: &str) -> Option<MappedField> {
    let name = name.trim_end_matches([')', ']', ' ']);
    let before = name.trim_end_matches(['+', '-', '−', '–']);
    let apart = before.ends_with([' ', '(', '[']);
    let (counting, rest) = parted(&Header::new(before));
    match &name[before.len()..] {
        "+" if apart && counting && rest.is_empty() => Some(MappedField::VotesFavourable),
        "-" | "−" | "–" if apart && counting && rest.is_empty() => {
            Some(MappedField::VotesAgainst)
        }
        _ => None,
    }
}

/// Whether a header is that of all votes together, whatever their side.
pub(in crate::ingest) fn is_total(header: &Header) -> bool {
    let (counting, rest) = parted(header);
    let total = header.has(&["total", "totaux", "sum", "somme"]);
    rest.is_empty() && (counting || total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use MappedField::{VotesAbstention, VotesAgainst, VotesFavourable, VotesMixed};

    #[test]
    fn counters_have_many_names() {
        for (names, field) in [
            (
                "votes_for, votes.pour, nb_pour, votes/d'accord, votes.yes, votesCountOk, Votes favorables, Nombre de votes \
                 « pour », Nb avis favorables, pour, D'accord, voix pour, votes.oui",
                VotesFavourable,
            ),
            (
                "votes_against, votes.contre, Nb votes contre, votes.pas d'accord, votesCountNok, nb_non, votes.no, contre, \
                 Nombre de voix contre, Votes défavorables, stats.votes.contre",
                VotesAgainst,
            ),
            (
                "votesCountMitige, votes.mitigé, nb votes neutres, mitigés",
                VotesMixed,
            ),
            (
                "Abstention, nb_abstentions, votes.blancs, votes.abstain",
                VotesAbstention,
            ),
        ] {
            for name in names.split(", ") {
                assert_eq!(counter(&Header::new(name)), Some(field), "{name}");
            }
        }
        for name in [
            "Avis favorable",
            "no",
            "non",
            "likes",
            "Budget pour le projet",
            "Pourquoi",
            "contre-proposition",
            "votes",
            "total",
            "ok",
        ] {
            assert_eq!(counter(&Header::new(name)), None, "{name}");
        }
        for (name, field) in [
            ("likes", VotesFavourable),
            ("nb_dislikes", VotesAgainst),
            ("cached_votes_up", VotesFavourable),
            ("down", VotesAgainst),
            ("J'aime", VotesFavourable),
            ("Je n'aime pas", VotesAgainst),
            ("yes", VotesFavourable),
            ("no", VotesAgainst),
            ("attributes.reactions.thumbs_down", VotesAgainst),
            ("Nb pouces verts", VotesFavourable),
            ("Nb pouces rouges", VotesAgainst),
            ("Soutien", VotesFavourable),
        ] {
            assert_eq!(counter_of_pair(&Header::new(name)), Some(field), "{name}");
        }
        for (name, field) in [
            ("Votes (+)", Some(VotesFavourable)),
            ("Votes (-)", Some(VotesAgainst)),
            ("nb votes −", Some(VotesAgainst)),
            ("Votes", None),
            ("Budget (+)", None),
            ("co-votes-", None),
        ] {
            assert_eq!(counter_of_sign(name), field, "{name}");
        }
        for name in [
            "votesCount",
            "votes.total",
            "stats.votes",
            "Nombre de votes",
            "total",
            "Total des voix",
        ] {
            assert!(is_total(&Header::new(name)), "{name}");
        }
        for name in ["votes pour", "titre", "total budget", "likes"] {
            assert!(!is_total(&Header::new(name)), "{name}");
        }
    }
}
