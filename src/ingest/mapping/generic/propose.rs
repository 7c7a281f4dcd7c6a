//! Columns of a table that can be variables: groups of people, and short values that recur.

use crate::ingest::clean::dates::is_date;
use crate::ingest::mapping::holds_people;
use crate::ingest::mapping::values;
use crate::ingest::table::headers::{Header, Personal, personal};
use crate::model::{LeftOut, Mapping, NotRead, ProposedVariable};
use crate::text::is_field_name;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// The most values of a column that is proposed, and the longest of them in characters.
const MAX_VALUES: usize = 50;
const MAX_CHARACTERS: usize = 60;
/// The most words of a name.
const MAX_WORDS: usize = 3;

/// Words of questions that are in no name.
const LEFT_OUT: &str = "quel, quelle, quels, quelles, est, sont, votre, vos, vous, etes, avez, a, au, aux, de, du, des, d, \
     l, la, le, les, un, une, en, et, ou, s, e, dans, pour, par, sur, what, is, are, your, you, do, of, the, to, in";

/// The columns that can be variables, and those that could be one if they were written otherwise. `rows` are the first
/// of the table; what `mapping` names is none.
pub(super) fn propose(
    headers: &[String],
    rows: &[Vec<String>],
    mapping: &Mapping,
) -> (Vec<ProposedVariable>, Vec<LeftOut>) {
    let read: Vec<&str> = mapping.columns().into_iter().flat_map(|c| c.1).collect();
    let mut out: Vec<ProposedVariable> = Vec::new();
    let mut left_out = Vec::new();
    let mut seen = FxHashSet::default();
    for (at, column) in headers.iter().enumerate() {
        // Of columns of one name the first alone can be named.
        let first = seen.insert(column);
        if !first || column.is_empty() || read.contains(&column.as_str()) {
            continue;
        }
        let header = Header::new(column);
        let cells = rows.iter().filter_map(|row| row.get(at));
        let cells: Vec<&str> = cells.map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
        let Some(distinct) = groups(column, &header, &cells) else {
            continue;
        };
        let numbers = cells.iter().filter(|c| values::number(c).is_some()).count();
        if header.has(&["age", "ages"]) && 2 * numbers > cells.len() {
            left_out.push(LeftOut::Column {
                name: column.clone(),
                why: NotRead::ExactAges,
            });
            continue;
        }
        let taken: Vec<&str> = out.iter().map(|v| v.name.as_str()).collect();
        out.push(ProposedVariable {
            name: name(&header, &taken),
            column: column.clone(),
            values: distinct,
        });
    }
    (out, left_out)
}

/// How many values a column has, where each of them is of a group: short, and shared by several rows, or said to be
/// of a group by the header.
fn groups(column: &str, header: &Header, cells: &[&str]) -> Option<usize> {
    let distinct = cells.iter().collect::<BTreeSet<_>>().len();
    let shared = match personal(header) {
        Some(Personal::Group) => true,
        Some(_) => false,
        None => 2 * distinct <= cells.len(),
    };
    let short = |c: &&str| c.chars().count() <= MAX_CHARACTERS && !c.starts_with("http");
    let dates = cells.iter().filter(|c| is_date(c)).count();
    (shared
        && (2..=MAX_VALUES).contains(&distinct)
        && cells.iter().all(short)
        && 2 * dates <= cells.len()
        && holds_people(column, cells.iter().copied()).is_none())
    .then_some(distinct)
}

/// A name made of the first content words of a header, other than those that are taken.
fn name(header: &Header, taken: &[&str]) -> String {
    let says_something = |w: &&str| w.is_ascii() && !LEFT_OUT.split(", ").any(|l| l == *w);
    let words: Vec<&str> = header
        .words()
        .filter(says_something)
        .take(MAX_WORDS)
        .collect();
    let mut short = words.join("-");
    short.truncate(36);
    if !short.starts_with(|c: char| c.is_ascii_lowercase()) {
        short.insert_str(0, "v-");
    }
    let short = short.trim_end_matches('-');
    let free = |name: &String| !taken.contains(&name.as_str()) && !is_field_name(name);
    let numbered = (2..).map(|n| format!("{short}-{n}"));
    let mut names = std::iter::once(short.to_string()).chain(numbered);
    // Columns are few: the first free number is found at once.
    names.find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(headers: &[&str]) -> Vec<String> {
        let mut taken: Vec<String> = Vec::new();
        for header in headers {
            let known: Vec<&str> = taken.iter().map(String::as_str).collect();
            let name = name(&Header::new(header), &known);
            taken.push(name);
        }
        taken
    }

    #[test]
    fn names_are_the_content_words_of_headers() {
        assert_eq!(
            names_of(&[
                "Quel est votre âge ?",
                "Service",
                "service ",
                "Thème",
                "2e choix",
                "???",
                "Êtes-vous agent de la Direction générale ?",
            ]),
            [
                "age",
                "service",
                "service-2",
                "theme-2",
                "v-2e-choix",
                "v",
                "agent-direction-generale"
            ]
        );
    }

    #[test]
    fn groups_are_proposed_and_what_names_people_is_not() {
        let headers = [
            "id",
            "texte",
            "Service",
            "Tranche d'âge",
            "Âge",
            "Nom",
            "Commune",
            "Date de naissance",
            "Remarque",
        ];
        let headers: Vec<String> = headers.iter().map(|h| h.to_string()).collect();
        let rows: Vec<Vec<String>> = (0..12)
            .map(|n| {
                let date = format!("{:02}/03/19{}", n + 1, 60 + n);
                [
                    &format!("{n}"),
                    &format!("Le texte numéro {n}, qui parle des pistes cyclables de la ville."),
                    ["Voirie", "Propreté"][n % 2],
                    ["18-24 ans", "25-34 ans", "35-49 ans"][n % 3],
                    &format!("{}", 30 + n % 5),
                    ["Anouk Petit", "Basile Roux"][n % 2],
                    ["Lens", "Lille"][n % 2],
                    &date,
                    &format!("remarque {n}"),
                ]
                .map(str::to_string)
                .to_vec()
            })
            .collect();
        let mapping: Mapping = toml::from_str("id = 'id'\nbody = 'texte'").unwrap();
        let (proposed, left_out) = propose(&headers, &rows, &mapping);
        let proposed: Vec<(&str, &str, usize)> = proposed
            .iter()
            .map(|v| (v.name.as_str(), v.column.as_str(), v.values))
            .collect();
        assert_eq!(
            proposed,
            [
                ("service", "Service", 2),
                ("tranche-age", "Tranche d'âge", 3)
            ]
        );
        let exact = LeftOut::Column {
            name: "Âge".into(),
            why: NotRead::ExactAges,
        };
        assert_eq!(left_out, [exact]);
    }
}
