//! How a question is answered, by the values of its column: in people's own words, or by choices.

use crate::ingest::clean::dates::is_date;
use crate::ingest::mapping::questionnaire::cut;
use crate::ingest::mapping::questionnaire::{is_common, is_number};
use crate::ingest::mapping::values;
use rustc_hash::{FxHashMap, FxHashSet};

/// What the values of a column are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    /// None in the first rows.
    Nothing,
    /// Texts.
    Open,
    /// Each is a choice.
    Closed,
    /// Each holds choices, and this is between them.
    Several(&'static str),
    /// Numbers that are no scale, dates: no text and no choice.
    Figures,
}

/// What may be between the choices of a cell, the longest first.
const SEPARATORS: [&str; 7] = [" ; ", "; ", ";", "|", "\n", ", ", ","];
/// A closed question has at most so many choices, each of so many characters.
const MAX_CHOICES: usize = 20;
const MAX_LENGTH: usize = 120;

/// How the values of a column answer its question.
pub(super) fn answers(filled: &[&str]) -> Answers {
    let count = filled.len();
    if count == 0 {
        return Answers::Nothing;
    }
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for value in filled {
        *times.entry(value).or_default() += 1;
    }
    let distinct = times.len();
    let fits = |v: &&str| v.chars().count() <= MAX_LENGTH;
    if filled.iter().all(|v| is_common(v) || is_scale(v)) && distinct <= MAX_CHOICES {
        return Answers::Closed;
    }
    let figures = filled
        .iter()
        .filter(|v| values::number(v).is_some() || is_date(v));
    if 10 * figures.count() >= 9 * count {
        return match distinct <= MAX_CHOICES
            && count >= 2 * distinct
            && times.keys().all(|v| v.len() <= 4)
        {
            true => Answers::Closed,
            false => Answers::Figures,
        };
    }
    if let Some(separator) = SEPARATORS.into_iter().find(|s| holds_choices(filled, s)) {
        return Answers::Several(separator);
    }
    // Every value is given again and again.
    let repeated = distinct > 1 || count > 4;
    if repeated && distinct <= MAX_CHOICES && count >= 2 * distinct && times.keys().all(fits) {
        return Answers::Closed;
    }
    // Most are choices, and some a text of their own («Autre, précisez»).
    let again: Vec<(&&str, &usize)> = times.iter().filter(|t| *t.1 > 1).collect();
    let covered: usize = again.iter().map(|t| t.1).sum();
    let short = again
        .iter()
        .all(|t| fits(t.0) && t.0.split_whitespace().count() <= 10);
    let choices =
        (2..=MAX_CHOICES).contains(&again.len()) && count >= 8 && 10 * covered >= 7 * count;
    match choices && short {
        true => Answers::Closed,
        false => Answers::Open,
    }
}

/// A number of a scale, at most 10.
fn is_scale(value: &str) -> bool {
    is_number(value) && value.parse::<u32>().is_ok_and(|n| n <= 10)
}

/// Whether cells hold choices with this between them: few parts that come again in other company.
///
/// «Oui, tout à fait» is no two choices: its second part is never alone nor first.
fn holds_choices(filled: &[&str], separator: &str) -> bool {
    // Of each part: how often it is there, whether alone, first, later.
    let mut parts: FxHashMap<&str, (usize, [bool; 3])> = FxHashMap::default();
    let (mut several, mut total) = (0, 0);
    let mut cells: FxHashSet<&str> = FxHashSet::default();
    for value in filled {
        let cell: Vec<&str> = cut(value, separator)
            .into_iter()
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        several += usize::from(value.contains(separator));
        cells.insert(value);
        for (n, part) in cell.iter().enumerate() {
            total += 1;
            let met = parts.entry(part).or_default();
            met.0 += 1;
            let place = match (cell.len(), n) {
                (1, _) => 0,
                (_, 0) => 1,
                _ => 2,
            };
            met.1[place] = true;
        }
    }
    let again: Vec<&(usize, [bool; 3])> = parts.values().filter(|p| p.0 > 1).collect();
    let covered: usize = again.iter().map(|p| p.0).sum();
    let free = again
        .iter()
        .filter(|p| p.1[0] && (p.1[1] || p.1[2]) || p.1[1] && p.1[2])
        .count();
    let short = |(part, met): (&&str, &(usize, [bool; 3]))| met.0 < 2 || part.chars().count() <= 80;
    several >= 2
        && cells.len() > 2
        && (2..=MAX_CHOICES).contains(&again.len())
        && parts.iter().all(|(p, m)| short((p, m)))
        && 10 * covered >= 8 * total
        && 2 * free >= again.len()
}

/// Whether a value only says that a choice was made, or not.
pub(super) fn is_tick(value: &str, choice: &str) -> bool {
    let marks = [
        "x",
        "oui",
        "non",
        "yes",
        "no",
        "y",
        "n",
        "1",
        "0",
        "true",
        "false",
        "vrai",
        "faux",
        "coche",
        "non coche",
        "checked",
        "unchecked",
        "quoted",
        "not quoted",
        "na",
        "n/a",
        "selected",
        "not selected",
    ];
    value == choice || values::plain(value).is_some_and(|word| marks.contains(&word.as_str()))
}

/// Whether each value of a column only says that its choice was made, or not.
pub(super) fn are_ticks(filled: &[&str], choice: &str) -> bool {
    filled.iter().all(|value| is_tick(value, choice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_say_how_a_question_is_answered() {
        for (values, wanted) in [
            (&["Oui", "Non", "Oui"][..], Answers::Closed),
            (&["Oui"], Answers::Closed),
            (&["4", "2", "5", "1"], Answers::Closed),
            (&["calme", "cher", "vivant", "sale"], Answers::Open),
            (
                &["Voiture", "Vélo", "Voiture", "Bus", "Bus", "Vélo"],
                Answers::Closed,
            ),
            (&["merci"], Answers::Open),
            (&["1250", "930", "1410"], Answers::Figures),
            (&["12/04/2024", "13/04/2024"], Answers::Figures),
            (
                &["Bus, Vélo", "Vélo", "Bus", "Bus, Vélo, trottinette"],
                Answers::Several(", "),
            ),
            (
                &["Matin;", "Matin;Soir;", "Soir;", "Matin;Midi;", "Midi;"],
                Answers::Several(";"),
            ),
            (
                &[
                    "Oui, tout à fait",
                    "Oui, plutôt",
                    "Non, plutôt",
                    "Oui, plutôt",
                    "Oui, tout à fait",
                    "Non, plutôt",
                ],
                Answers::Closed,
            ),
            (
                &["Plus de bus, le soir", "Plus de bus, le matin", "Des bancs"],
                Answers::Open,
            ),
            (&[], Answers::Nothing),
        ] {
            assert_eq!(answers(values), wanted, "{values:?}");
        }
        assert!(
            are_ticks(&["X", "Oui", "La Poste"], "La Poste")
                && !are_ticks(&["Satisfait"], "La Poste")
        );
    }
}
