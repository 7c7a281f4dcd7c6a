//! A cell as an answer: choices, and the participant's own words.

use super::Answering;
use super::cut::cut;
use rustc_hash::FxHashSet;
use serde_json::Value;

/// What a cell holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Given<'c> {
    /// A text, or choices one behind the other.
    Text(&'c str),
    /// Choices, and the free text beside them, as JSON has them apart.
    Apart(Vec<String>, String),
}

/// What a cell holds: a text, `["...", "..."]`, or `{"labels": ["..."], "other": "..."}`; nothing where it is empty.
pub(super) fn given(cell: &str) -> Option<Given<'_>> {
    let cell = cell.trim();
    if cell.starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str::<Value>(cell)
        && let Some((choices, other)) = apart(&value)
    {
        let filled = !choices.is_empty() || !other.is_empty();
        return filled.then_some(Given::Apart(choices, other));
    }
    (!cell.is_empty()).then_some(Given::Text(cell))
}

fn apart(value: &Value) -> Option<(Vec<String>, String)> {
    let list = |values: &[Value]| -> Vec<String> {
        let texts = values.iter().map(plain);
        texts.filter(|t| !t.is_empty()).collect()
    };
    match value {
        Value::Array(values) => {
            let flat = values.iter().all(|v| !v.is_array() && !v.is_object());
            flat.then(|| (list(values), String::new()))
        }
        Value::Object(object) => {
            let (labels, other) = (object.get("labels"), object.get("other"));
            let choices = match labels {
                Some(Value::Array(values)) => list(values),
                Some(one) => list(std::slice::from_ref(one)),
                None => {
                    other?;
                    Vec::new()
                }
            };
            Some((choices, other.map_or(String::new(), plain)))
        }
        _ => None,
    }
}

/// A plain value as text, trimmed; nothing for null, lists and objects.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

impl Answering {
    /// The choices of an answer, each once, and the free text.
    ///
    /// All that is before the last known choice is a choice too: the free text comes last.
    pub(super) fn split(&self, answer: &str) -> (Vec<String>, String) {
        let answer = answer.trim();
        let known = |choices: &[String], part: &str| {
            let found = choices.binary_search_by(|c| c.as_str().cmp(part));
            found.is_ok()
        };
        match self {
            Answering::One(choices) if known(choices, answer) => {
                (vec![answer.to_string()], String::new())
            }
            // What is ticked is in other cells.
            Answering::Open | Answering::One(_) | Answering::Ticked(_) => {
                (Vec::new(), answer.to_string())
            }
            Answering::Several(choices, separator) => {
                let (mut end, mut at) = (0, 0);
                for part in cut(answer, separator) {
                    at += part.len() + separator.len();
                    if known(choices, part.trim()) {
                        end = at;
                    }
                }
                let (before, after) = answer.split_at(end.min(answer.len()));
                let mut met = FxHashSet::default();
                let parts = cut(before, separator).into_iter().map(str::trim);
                let chosen = parts.filter(|p| !p.is_empty() && met.insert(*p));
                let chosen = chosen.map(str::to_string).collect();
                (chosen, after.trim().to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AIR: &str = "La pollution de l'air";
    const SEA: &str = "L’érosion du littoral";

    #[test]
    fn what_follows_the_last_choice_is_free() {
        let several = Answering::Several(vec![AIR.to_string(), SEA.to_string()], "|".to_string());
        let split = |a: &str| several.split(a);
        assert_eq!(
            split(&format!("{AIR}|{SEA}")),
            (vec![AIR.to_string(), SEA.to_string()], String::new())
        );
        assert_eq!(
            split(&format!("{SEA}|le bruit|des avions")),
            (vec![SEA.to_string()], "le bruit|des avions".to_string())
        );
        assert_eq!(split("le nucléaire"), (vec![], "le nucléaire".to_string()));
        // A choice that nobody else made is before one that is known.
        let rare = format!("Le loup|{AIR}");
        assert_eq!(
            split(&rare),
            (vec!["Le loup".to_string(), AIR.to_string()], String::new())
        );
        assert_eq!(split(&format!("{AIR}|{AIR}|")).0, [AIR]);
        assert_eq!(split(""), (vec![], String::new()));
        // A hostile cell takes no time that grows with its square.
        let many: Vec<String> = (0..300_000).map(|n| n.to_string()).collect();
        assert_eq!(split(&format!("{}|{AIR}", many.join("|"))).0.len(), 300_001);
    }

    #[test]
    fn a_whole_cell_may_be_a_choice() {
        let one = Answering::One(vec!["Oui, vite".to_string()]);
        assert_eq!(
            one.split(" Oui, vite "),
            (vec!["Oui, vite".to_string()], String::new())
        );
        assert_eq!(one.split("Non"), (vec![], "Non".to_string()));
        let open = Answering::Open;
        assert_eq!(
            open.split("Tout | revoir"),
            (vec![], "Tout | revoir".to_string())
        );
    }

    #[test]
    fn json_has_choices_and_a_free_text_apart() {
        let apart = |choices: &[&str], other: &str| {
            let choices = choices.iter().map(|c| c.to_string()).collect();
            Some(Given::Apart(choices, other.to_string()))
        };
        for (cell, wanted) in [
            (
                r#"{"labels": ["A", " B ", ""], "other": null}"#,
                apart(&["A", "B"], ""),
            ),
            (
                r#"{"labels": "seul", "other": " le bruit "}"#,
                apart(&["seul"], "le bruit"),
            ),
            (r#"{"other": "le bruit"}"#, apart(&[], "le bruit")),
            (r#"["A", 2]"#, apart(&["A", "2"], "")),
            (r#"{"labels": [], "other": null}"#, None),
            ("[]", None),
            ("  ", None),
            (r#"{"autre": 1}"#, Some(Given::Text(r#"{"autre": 1}"#))),
            (r#"[{"a": 1}]"#, Some(Given::Text(r#"[{"a": 1}]"#))),
            ("[à compléter]", Some(Given::Text("[à compléter]"))),
        ] {
            assert_eq!(given(cell), wanted, "{cell}");
        }
    }
}
