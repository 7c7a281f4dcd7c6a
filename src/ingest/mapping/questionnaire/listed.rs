//! Questions that a mapping names: their columns, and the choices of those that it says are closed.

use super::slug::slug;
use super::{Answering, Question, Reading};
use crate::ingest::mapping::Headers;
use crate::ingest::mapping::values::{boolean, plain};
use crate::ingest::table::headers::questions::matrix;
use crate::model::{QuestionColumns, Side, SideWords};
use rustc_hash::FxHashMap;

/// Answers that are choices however rarely they are given.
const COMMON: &[&str] = &[
    "oui",
    "non",
    "yes",
    "no",
    "autre",
    "autres",
    "other",
    "aucun",
    "aucune",
    "aucun des deux",
    "les deux",
    "ne sait pas",
    "ne se prononce pas",
    "nsp",
    "nspp",
    "je ne sais pas",
    "sans avis",
    "sans opinion",
    "pas d avis",
    "sans reponse",
    "ne souhaite pas repondre",
    "je ne souhaite pas repondre",
    "non concerne",
    "non concernee",
    "sans objet",
    "jamais",
    "parfois",
    "souvent",
    "toujours",
    "rarement",
    "satisfait",
    "pas satisfait",
    "tres satisfait",
    "plutot satisfait",
    "insatisfait",
    "tout a fait",
    "plutot",
    "plutot oui",
    "plutot non",
    "plutot pas",
    "pas du tout",
    "tout a fait d accord",
    "plutot d accord",
    "plutot pas d accord",
    "pas du tout d accord",
    "d accord",
    "pas d accord",
    "pour",
    "contre",
    "favorable",
    "defavorable",
    "neutre",
    "mitige",
    "bien",
    "mal",
    "tres bien",
    "tres mal",
    "bon",
    "mauvais",
    "tres bon",
    "tres mauvais",
    "moyen",
    "beaucoup",
    "un peu",
    "peu",
    "assez",
    "homme",
    "femme",
];

/// The questions of a mapping in the order of their columns.
pub(super) fn questions(columns: &QuestionColumns, headers: &Headers) -> Vec<Question> {
    let mut out = Vec::new();
    let mut add = |name: &str, title: &str, reading: Reading, answering: Answering| {
        if let Some(column) = headers.first(name) {
            out.push(Question {
                column,
                id: slug(title),
                title: title.to_string(),
                reading,
                answering,
                sides: columns.sides.get(title).map(sides),
            });
        }
    };
    for name in &columns.open {
        add(name, name, Reading::Said, Answering::Open);
    }
    for name in &columns.closed {
        add(name, name, Reading::Closed(String::new()), Answering::Open);
    }
    for (name, separator) in &columns.several {
        add(
            name,
            name,
            Reading::Closed(separator.clone()),
            Answering::Open,
        );
    }
    for (title, names) in &columns.ticked {
        let choice = |name: &String| Some((headers.first(name)?, item(name).to_string()));
        let choices: Vec<(usize, String)> = names.iter().filter_map(choice).collect();
        if let Some(first) = names.iter().find(|n| headers.first(n).is_some()) {
            add(first, title, Reading::Said, Answering::Ticked(choices));
        }
    }
    // A column that is named twice is read once, as what comes first.
    out.sort_by_key(|q| q.column);
    out.dedup_by_key(|q| q.column);
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for question in &mut out {
        let times = times.entry(question.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            question.id = format!("{}-{times}", question.id);
        }
    }
    out
}

/// The choice that a column of a ticked question is: the item of `Question [item]`, else its whole name.
fn item(name: &str) -> &str {
    matrix(name).map_or(name, |(_, item)| item)
}

/// The sides of choices, by their plain words.
pub(super) fn sides(words: &SideWords) -> FxHashMap<String, Side> {
    let sides = words.sides().into_iter();
    let each = sides.flat_map(|(side, words)| words.iter().map(move |w| (w, side)));
    each.filter_map(|(w, side)| Some((plain(w)?, side)))
        .collect()
}

/// Whether a cell says that its choice was made: yes, a mark, or the choice itself.
pub(super) fn is_ticked(cell: &str, choice: &str) -> bool {
    let cell = cell.trim();
    if cell.is_empty() || cell == choice {
        return !cell.is_empty();
    }
    let word = plain(cell).unwrap_or_default();
    match word.as_str() {
        "y" | "coche" | "cochee" | "checked" | "selected" | "quoted" => true,
        "n" | "na" | "n/a" | "-" | "non coche" | "non cochee" | "unchecked" | "not selected"
        | "not quoted" => false,
        _ => boolean(cell).unwrap_or(true),
    }
}

/// The choices among the values of a question that is said to be closed, each with how often it was given.
///
/// What several replies give is a choice. A value that one alone gives is a free answer («Autre, précisez») where it is
/// written otherwise than the choices are: longer, as a sentence, or in small letters where they begin with a capital.
pub(super) fn choices(values: Vec<(String, u64)>) -> Vec<String> {
    let words = |v: &str| v.split_whitespace().count();
    let repeated: Vec<&str> = values
        .iter()
        .filter(|v| v.1 > 1)
        .map(|v| v.0.as_str())
        .collect();
    let longest = repeated.iter().map(|v| words(v)).max().unwrap_or(0);
    let begins_small = |v: &str| v.chars().next().is_some_and(char::is_lowercase);
    let capitals = !repeated.is_empty() && !repeated.iter().any(|v| begins_small(v));
    let is_choice = |value: &str| {
        if repeated.is_empty() || is_common(value) || is_number(value) {
            return true;
        }
        let sentence = words(value) > 3 && value.ends_with(['.', '!', '?', '…']);
        words(value) <= longest + 2 && !sentence && !(capitals && begins_small(value))
    };
    let mut out: Vec<String> = values
        .iter()
        .filter(|(value, times)| *times > 1 || is_choice(value))
        .map(|v| v.0.clone())
        .collect();
    out.sort();
    out
}

/// Whether a value is an answer that every closed question may have.
pub(in crate::ingest::mapping) fn is_common(value: &str) -> bool {
    plain(value).is_some_and(|v| COMMON.contains(&v.as_str()))
}

/// Whether a value is a number of a scale: `0` to `10`, `4/5`, `3 étoiles` is none.
pub(in crate::ingest::mapping) fn is_number(value: &str) -> bool {
    value.len() <= 3 && !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[(&str, u64)]) -> Vec<String> {
        choices(values.iter().map(|(v, n)| (v.to_string(), *n)).collect())
    }

    #[test]
    fn what_is_written_otherwise_than_the_choices_is_free() {
        let buses = [
            ("Le bus", 4),
            ("Le vélo", 3),
            ("trottinette", 1),
            ("À pied", 1),
        ];
        assert_eq!(found(&buses), ["Le bus", "Le vélo", "À pied"]);
        let sentence = "Cela dépend des jours et de la météo.";
        assert_eq!(
            found(&[("Oui", 5), ("Non", 2), (sentence, 1), ("ne sait pas", 1)]),
            ["Non", "Oui", "ne sait pas"]
        );
        // Of a few replies nothing is known.
        assert_eq!(found(&[("Matin", 1), ("soir", 1)]), ["Matin", "soir"]);
        assert_eq!(found(&[("4", 3), ("1", 1), ("10", 1)]), ["1", "10", "4"]);
    }

    #[test]
    fn marks_and_words_tick() {
        for cell in [
            "Oui", "x", "X", "1", "Y", "true", "La Poste", "coché", "2e choix",
        ] {
            assert!(is_ticked(cell, "La Poste"), "{cell}");
        }
        for cell in ["", " ", "Non", "0", "N", "false", "N/A", "Non coché"] {
            assert!(!is_ticked(cell, "La Poste"), "{cell}");
        }
    }
}
