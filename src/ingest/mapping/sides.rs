//! The sides that a cell declares, in the words of French and English platforms and of public inquiries' registers.

use super::columns::Said;
use crate::model::Side;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longer values are texts.
const MAX_CHARACTERS: usize = 120;
/// How many values a message names.
const MAX_NAMED: usize = 6;
/// How many words may follow a side: «défavorable au projet de parc éolien».
const MAX_TAIL: usize = 8;

/// What a value begins with, and what it then says. After `plain` words nothing must say that the column holds sides.
struct Heads {
    said: Said,
    plain: &'static str,
    others: &'static str,
}

/// Of phrases that begin alike the longest counts.
const HEADS: &[Heads] = &[
    Heads {
        said: Said::Favourable,
        plain: "pour, favorable, favorables, d accord, for, favourable, in favour, in favor, agree, agrees, approve, approves",
        others: "oui, yes, 1, ok, accord, en accord, support, supports, supporting, supportive, approbation, af, approuve, \
                 valide, j approuve, je soutiens, soutien",
    },
    Heads {
        said: Said::Against,
        plain: "contre, defavorable, defavorables, pas d accord, pas du tout d accord, pas favorable, non favorable, against, \
                unfavourable, unfavorable, not in favour, not in favor, disagree, disagrees, opposed, oppose, opposee, \
                opposes, opposees, nok",
        others: "non, no, opposition, hostile, hostiles, desaccord, en desaccord, refus, rejet, object, objects, objecting, \
                 objection, reject, rejects, ad, desapprouve, m oppose, je m oppose, nous nous opposons",
    },
    Heads {
        said: Said::Mixed,
        plain: "mitige, mitigee, mitiges, mixed, mixte, neutre, neutres, neutral, partage, partagee, partages, nuance, \
                nuancee, avec reserve, avec reserves, ni pour ni contre, ni favorable ni defavorable, indecis, indecise",
        others: "reserve, reserves, reservee, sous reserve, sous reserves, sous condition, sous conditions, conditionnel, \
                 conditionnelle, pour et contre, for and against, neither, neither for nor against, \
                 neither agree nor disagree, conditional, with reservations, reservations, afr, afsr, afc",
    },
    Heads {
        said: Said::None,
        plain: "",
        others: "sans avis, sans opinion, sans objet, sans position, ne se prononce pas, ne se prononcent pas, \
                 ne sait pas, ne sais pas, je ne sais pas, nsp, nspp, abstention, s abstient, je m abstiens, abstenu, aucun, \
                 aucune, aucun avis, pas d avis, pas d opinion, non exprime, non renseigne, non precise, indetermine, \
                 inconnu, non determine, none, n a, na, no opinion, no view, abstain, abstains, abstained, unknown, \
                 not stated, don t know, sa",
    },
];

/// What a phrase of [`HEADS`] says, and its words behind the first.
struct Phrase {
    said: Said,
    plain: bool,
    rest: Vec<&'static str>,
}

/// The phrases of [`HEADS`] by their first word.
static PHRASES: LazyLock<FxHashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut out: FxHashMap<&'static str, Vec<Phrase>> = FxHashMap::default();
    for heads in HEADS {
        for (list, plain) in [(heads.plain, true), (heads.others, false)] {
            for phrase in list.split(", ").filter(|p| !p.is_empty()) {
                let mut words = phrase.split(' ');
                let first = words.next().unwrap_or_default();
                out.entry(first).or_default().push(Phrase {
                    said: heads.said,
                    plain,
                    rest: words.collect(),
                });
            }
        }
    }
    out
});

/// Words before a side that make a sentence of it: «je suis pour cette réforme» is a text.
const SENTENCE: &[&str] = &["je suis", "nous sommes", "i am", "we are"];

/// What is before a side and changes nothing.
const BEFORE: &[&str] = &[
    "avis",
    "position",
    "plutot",
    "tres",
    "tout a fait",
    "totalement",
    "entierement",
    "globalement",
    "fermement",
    "absolument",
    "resolument",
    "completement",
    "i",
    "we",
    "strongly",
    "somewhat",
    "fully",
    "rather",
    "mostly",
    "vraiment",
    "assez",
    "tend to",
    "in general",
];

/// What a side is about begins with one of these words: «pour le projet», not «pour information».
const ABOUT: &[&str] = &[
    "a", "au", "aux", "le", "la", "les", "l", "ce", "cet", "cette", "ces", "du", "de", "des", "d",
    "un", "une", "en", "sur", "notre", "votre", "the", "this", "that", "these", "to", "of", "in",
    "on", "it",
];

/// What is for one of these is against what the others speak of, or the reverse: «favorable au maintien du bac» says nothing
/// about a bridge.
const TURNING: &[&str] = &[
    "maintien",
    "abandon",
    "retrait",
    "arret",
    "annulation",
    "report",
    "suppression",
    "refus",
    "rejet",
    "alternative",
    "alternatives",
    "variante",
    "statu",
    "moratoire",
    "withdrawal",
    "cancellation",
    "rejection",
    "removal",
];

/// What only strengthens a side that it follows: «opposition ferme».
const STRONG: &[&str] = &[
    "ferme",
    "fermement",
    "total",
    "totale",
    "totalement",
    "absolue",
    "absolument",
    "resolument",
    "entierement",
    "strongly",
    "firmly",
];

/// Words of a reservation; those that say one of a side against too.
const RESERVED: &[&str] = &["reserve", "reserves", "reservation", "reservations"];
const CONDITIONS: &[&str] = &[
    "condition",
    "conditions",
    "conditionnel",
    "mais",
    "sauf",
    "si",
    "nuance",
    "nuances",
    "but",
    "if",
    "unless",
    "except",
    "subject",
    "provided",
    "conditional",
    "conditionally",
    "however",
];

/// The words of a value, in the form in which they are compared.
fn words(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_CHARACTERS {
        return None;
    }
    let folded = fold(text);
    // «avec réserve(s)», «opposé(e)»
    let folded = ["(s)", "(e)", "(es)"]
        .iter()
        .fold(folded.to_string(), |text, ending| text.replace(ending, ""));
    let words = folded.split(|c: char| !c.is_alphanumeric());
    Some(words.filter(|w| !w.is_empty()).map(String::from).collect())
}

/// Whether words begin with those of a phrase; the words behind it.
fn after<'w>(words: &'w [String], phrase: &str) -> Option<&'w [String]> {
    let mut rest = words;
    for word in phrase.split(' ') {
        let (first, others) = rest.split_first()?;
        if first != word {
            return None;
        }
        rest = others;
    }
    Some(rest)
}

/// What a value declares; whether it does so where nothing says that its column holds sides.
fn read(text: &str) -> Option<(Said, bool)> {
    // A sign is lost among words.
    match text.trim() {
        "+1" | "👍" => return Some((Said::Favourable, false)),
        "-1" | "−1" | "👎" => return Some((Said::Against, false)),
        _ => {}
    }
    let all = words(text)?;
    let mut rest: &[String] = &all;
    let mut sentence = false;
    loop {
        if let Some(found) = head(rest) {
            return judge(found, sentence);
        }
        let behind = |list: &[&str]| list.iter().find_map(|before| after(rest, before));
        rest = match behind(SENTENCE) {
            Some(behind) => {
                sentence = true;
                behind
            }
            None => behind(BEFORE)?,
        };
    }
}

/// What words begin with.
struct Head<'w> {
    said: Said,
    plain: bool,
    /// The words behind it.
    tail: &'w [String],
}

fn head(words: &[String]) -> Option<Head<'_>> {
    let (first, others) = words.split_first()?;
    let matching = PHRASES.get(first.as_str())?.iter().filter_map(|phrase| {
        let tail = others.get(phrase.rest.len()..)?;
        let same = phrase.rest.iter().zip(others).all(|(a, b)| a == b);
        same.then_some(Head {
            said: phrase.said,
            plain: phrase.plain,
            tail,
        })
    });
    matching.min_by_key(|found| found.tail.len())
}

/// What a side with the words behind it says.
fn judge(found: Head<'_>, sentence: bool) -> Option<(Said, bool)> {
    let Some(first) = found.tail.first() else {
        return Some((found.said, found.plain));
    };
    let has = |list: &[&str]| found.tail.iter().any(|w| list.contains(&w.as_str()));
    // «Favorable sans réserve», «without any reservation»
    let is = |at: usize, list: &[&str]| {
        found
            .tail
            .get(at)
            .is_some_and(|w| list.contains(&w.as_str()))
    };
    if is(0, &["sans", "without"]) && (is(1, RESERVED) || is(2, RESERVED)) {
        return Some((found.said, found.plain));
    }
    let said = match found.said {
        Said::Favourable if has(RESERVED) || has(CONDITIONS) => Said::Mixed,
        Said::Against if has(RESERVED) => Said::Mixed,
        said if has(RESERVED) || has(CONDITIONS) => said,
        _ if has(TURNING) => return None,
        said if found.tail.iter().all(|w| STRONG.contains(&w.as_str())) => said,
        said if !sentence && found.tail.len() <= MAX_TAIL && ABOUT.contains(&first.as_str()) => {
            return Some((said, false));
        }
        _ => return None,
    };
    Some((said, found.plain))
}

/// What a value declares: a side, or none in words that say so.
pub(in crate::ingest) fn said(text: &str) -> Option<Said> {
    read(text).map(|found| found.0)
}

/// The side that a value declares.
pub(in crate::ingest) fn side(text: &str) -> Option<Side> {
    said(text).and_then(Said::side)
}

/// Which of some values are mixed, for an analyst who may see it otherwise: the first of them.
pub(in crate::ingest) fn mixed_among<'v>(values: impl Iterator<Item = &'v String>) -> Vec<String> {
    let mut found: Vec<&str> = Vec::new();
    for value in values.map(|v| v.trim()) {
        if said(value) == Some(Said::Mixed) && !found.contains(&value) && found.len() < MAX_NAMED {
            found.push(value);
        }
    }
    found.into_iter().map(str::to_string).collect()
}

/// Whether a value declares a side, or none in words that say so.
pub(in crate::ingest) fn is_side(text: &str) -> bool {
    said(text).is_some()
}

/// Whether a value is a side even where nothing says that its column holds sides.
pub(in crate::ingest) fn is_plain_side(text: &str) -> bool {
    read(text).is_some_and(|found| found.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_have_many_words_for_a_side() {
        for (values, expected) in [
            (
                "Favorable|favorable |AVIS FAVORABLE|Très favorable|Plutôt favorable|Pour|pour le projet|Favorable au projet|D'accord|\
                 Tout à fait d’accord|AF|Favorable sans réserve|Favorable sans aucune réserve|Je suis favorable|In favour|Support|Strongly agree|oui|+1|Avis favorable.",
                Said::Favourable,
            ),
            (
                "Défavorable|DEFAVORABLE|Avis défavorable|Contre|Opposé au projet|opposée|Plutôt contre|Pas d'accord|\
                 Plutôt pas d’accord|Pas du tout d'accord|AD|Défavorable (sauf si le tracé est déplacé)|Objection|Object|Against|\
                 Non|-1|Défavorable en l'état|Opposition ferme|Opposé totalement|Je m’oppose à ce projet|Non, sauf si la route est élargie",
                Said::Against,
            ),
            (
                "Neutre|Mitigé|Favorable avec réserve|Favorable avec réserves|Favorable sous réserve|favorable (avec réserves)|\
                 Avec réserve(s)|Sous réserve|Réservé|Favorable sous conditions|Favorable mais trop cher|Oui, mais|\
                 Ni pour ni contre|Neutral|Favourable with reservations|Support subject to conditions|\
                 Défavorable avec réserve|Avis mitigé|Favorable sous réserve de l’étude d’impact|Favorable si les arbres restent",
                Said::Mixed,
            ),
            (
                "Sans avis|Abstention|Ne se prononce pas|NSP|Sans opinion|Aucun avis|No opinion|Non exprimé|N/A|Pas d'avis",
                Said::None,
            ),
        ] {
            for value in values.split('|') {
                assert_eq!(said(value), Some(expected), "{value}");
            }
        }
        for value in [
            "",
            "Question",
            "Pour information",
            "Contre-proposition",
            "Ad hoc",
            "Avis",
            "Le projet est trop proche des maisons",
            "Registre papier",
            "Je suis pour cette réforme des rythmes.",
            "Favorable au maintien du bac actuel",
            "Contre l'abandon du projet",
            "2",
        ] {
            assert_eq!(said(value), None, "{value}");
        }
        let long = format!("Favorable {}", "au projet ".repeat(20));
        assert_eq!(said(&long), None);
    }

    #[test]
    fn words_of_many_columns_make_no_column_of_sides() {
        for value in [
            "Pour",
            "Défavorable",
            "Favorable avec réserve",
            "Plutôt contre",
        ] {
            assert!(is_plain_side(value), "{value}");
        }
        for value in [
            "oui",
            "Non",
            "Support",
            "AF",
            "Aucun",
            "pour le projet",
            "1",
            "Oui, mais",
        ] {
            assert!(!is_plain_side(value), "{value}");
        }
    }
}
