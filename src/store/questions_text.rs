//! How `corpus.toml` lists the questions of a table, each with its reading.

use super::toml_text::quoted;
use crate::model::{QuestionColumns, SideWords};

/// The tables of the questions of a mapping. `notes` are a few words for columns and questions, by name.
pub(super) fn questions_text(questions: &QuestionColumns, notes: &[(String, String)]) -> String {
    let note = |name: &str| -> String {
        let found = notes.iter().find(|n| n.0 == name);
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        found.map_or(String::new(), |n| {
            format!("  # {}", n.1.chars().map(plain).collect::<String>())
        })
    };
    let mut text = String::from(
        "\n# How each question is read: `open` gives a contribution for each answer, the others are counted by choice. Move\n\
         # a column to correct its reading.\n[sources.mapping.questions]\n",
    );
    for (key, names) in [("open", &questions.open), ("closed", &questions.closed)] {
        if names.is_empty() {
            continue;
        }
        text.push_str(&format!("{key} = [\n"));
        for name in names {
            text.push_str(&format!("    {},{}\n", quoted(name), note(name)));
        }
        text.push_str("]\n");
    }
    if !questions.several.is_empty() {
        text.push_str("\n# Several choices in a cell, and what is between them.\n[sources.mapping.questions.several]\n");
        for (name, separator) in &questions.several {
            let line = format!(
                "{} = {}{}\n",
                quoted_key(name),
                quoted(separator),
                note(name)
            );
            text.push_str(&line);
        }
    }
    if !questions.ticked.is_empty() {
        text.push_str("\n# One column a choice.\n[sources.mapping.questions.ticked]\n");
        for (title, names) in &questions.ticked {
            text.push_str(&format!("{} = [{}\n", quoted_key(title), note(title)));
            for name in names {
                text.push_str(&format!("    {},\n", quoted(name)));
            }
            text.push_str("]\n");
        }
    }
    if !questions.sides.is_empty() {
        text.push_str("\n# Choices that are a side.\n[sources.mapping.questions.sides]\n");
        for (title, words) in &questions.sides {
            text.push_str(&format!("{} = {}\n", quoted_key(title), sides_text(words)));
        }
    }
    text
}

/// A key of TOML of one line: a string of JSON is one, but for a character that JSON lets be.
fn quoted_key(name: &str) -> String {
    let text = serde_json::to_string(name).unwrap_or_default();
    text.replace('\u{7F}', "\\u007F")
}

fn sides_text(words: &SideWords) -> String {
    let sides: Vec<String> = words
        .named()
        .into_iter()
        .map(|(side, choices)| {
            let choices: Vec<String> = choices.iter().map(|c| quoted(c)).collect();
            format!("{side} = [{}]", choices.join(", "))
        })
        .collect();
    format!("{{ {} }}", sides.join(", "))
}
