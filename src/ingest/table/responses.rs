//! The answers of a form as a list of objects: each becomes a column, as the same form has it as a table.

use serde_json::Value;
use std::collections::HashMap;

/// Whether a list holds the answers of a form: `[{"questionId": ..., "questionTitle": ..., "value": ...}, ...]`.
pub(super) fn is_responses(list: &[Value]) -> bool {
    !list.is_empty() && list.iter().all(|v| v.get("questionId").is_some())
}

/// The answers as cells under the names `Q{questionId} - {questionTitle}`. A question that comes again has one blank
/// more at the end of its name: it is a column of its own.
pub(super) fn cells(list: &[Value]) -> Vec<(String, String)> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    let cells = list.iter().map(|response| {
        let text = |key: &str| response.get(key).and_then(Value::as_str).unwrap_or("");
        let id = text("questionId");
        let again = times.entry(id).or_default();
        let name = format!("Q{id} - {}{}", text("questionTitle"), " ".repeat(*again));
        *again += 1;
        let value = match response.get("value") {
            None | Some(Value::Null) => response.get("formattedValue"),
            value => value,
        };
        (name, value.map_or(String::new(), cell))
    });
    cells.collect()
}

/// Choices stay JSON, which says where each ends.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Option<Vec<(String, String)>> {
        let list: Vec<Value> = serde_json::from_str(json).unwrap();
        is_responses(&list).then(|| cells(&list))
    }

    #[test]
    fn answers_are_columns() {
        let json = r#"[
            {"questionId": "UX1", "questionTitle": "Quoi ?", "value": "Le train", "formattedValue": "x"},
            {"questionId": "UX2", "questionTitle": "Et", "value": null, "formattedValue": "Oui"},
            {"questionId": "UX1", "questionTitle": "Quoi ?", "value": 2},
            {"questionId": "UX3", "value": {"labels": ["A"], "other": null}},
            {"questionId": "UX4"}
        ]"#;
        let cells = found(json).unwrap();
        let cells: Vec<(&str, &str)> = cells.iter().map(|(n, c)| (&n[..], &c[..])).collect();
        assert_eq!(
            cells,
            [
                ("QUX1 - Quoi ?", "Le train"),
                ("QUX2 - Et", "Oui"),
                ("QUX1 - Quoi ? ", "2"),
                ("QUX3 - ", r#"{"labels":["A"],"other":null}"#),
                ("QUX4 - ", ""),
            ]
        );
    }

    #[test]
    fn other_lists_are_none() {
        for other in [
            "[]",
            "[1, 2]",
            r#"[{"id": 1}]"#,
            r#"[{"questionId": 1}, {"id": 2}]"#,
        ] {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
