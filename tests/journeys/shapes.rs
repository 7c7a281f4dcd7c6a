//! The JSON of every command is a public interface: its shape is kept here.

use super::support::{demo, json};
use serde_json::Value;

/// The keys and types of a value; of a list, those of its first element.
fn shape(value: &Value, indent: usize, out: &mut String) {
    let pad = "  ".repeat(indent);
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let kind = match inner {
                    Value::Null => "null",
                    Value::Bool(_) => "bool",
                    Value::Number(n) if n.is_f64() => "number",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "list",
                    Value::Object(_) => "object",
                };
                out.push_str(&format!("{pad}{key}: {kind}\n"));
                shape(inner, indent + 1, out);
            }
        }
        Value::Array(list) => {
            if let Some(first) = list.first() {
                shape(first, indent, out);
            }
        }
        _ => {}
    }
}

fn shape_of(args: &[&str]) -> String {
    let mut out = String::new();
    shape(&json(args), 0, &mut out);
    out
}

#[test]
fn shapes() {
    let corpus = demo().to_str().unwrap();
    insta::assert_snapshot!("check", shape_of(&["check", corpus, "--full"]));
    insta::assert_snapshot!(
        "stances",
        shape_of(&["stances", corpus, "--by", "theme,section"])
    );
    insta::assert_snapshot!("themes", shape_of(&["themes", corpus]));
    insta::assert_snapshot!("search", shape_of(&["search", corpus, "formation"]));
    insta::assert_snapshot!(
        "count",
        shape_of(&["search", corpus, "formation", "--count"])
    );
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("t.csv");
    let export = ["export", corpus, "--to", "csv", "--out"];
    insta::assert_snapshot!(
        "export",
        shape_of(&[&export[..], &[out.to_str().unwrap()]].concat())
    );
    insta::assert_snapshot!("build", shape_of(&["build", corpus]));
}

#[test]
fn the_envelope_names_command_title_and_version() {
    let answer = json(&["themes", demo().to_str().unwrap()]);
    assert_eq!(answer["command"], "themes");
    assert_eq!(
        answer["corpus"],
        "Services publics numériques\u{A0}: votre avis"
    );
    assert_eq!(answer["version"], env!("CARGO_PKG_VERSION"));
}
