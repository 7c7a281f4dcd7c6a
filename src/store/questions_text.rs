//! How `corpus.toml` lists the questions of a table, each with its reading.

use super::toml_text::{list, one_line, quoted};
use crate::model::{QuestionColumns, QuestionNote};

/// The tables of the questions of a mapping. `notes` are what is known of columns and questions, by name.
pub(super) fn questions_text(
    questions: &QuestionColumns,
    notes: &[(String, QuestionNote)],
) -> String {
    let note = |name: &str| -> String {
        let found = notes.iter().find(|n| n.0 == name);
        found.map_or(String::new(), |n| format!("  # {}", n.1))
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
            let line = format!("{} = {}{}\n", one_line(name), quoted(separator), note(name));
            text.push_str(&line);
        }
    }
    if !questions.ticked.is_empty() {
        text.push_str("\n# One column a choice.\n[sources.mapping.questions.ticked]\n");
        for (title, names) in &questions.ticked {
            text.push_str(&format!("{} = [{}\n", one_line(title), note(title)));
            for name in names {
                text.push_str(&format!("    {},\n", quoted(name)));
            }
            text.push_str("]\n");
        }
    }
    if !questions.sides.is_empty() {
        text.push_str("\n# Choices that are a side.\n[sources.mapping.questions.sides]\n");
        for (title, words) in &questions.sides {
            text.push_str(&format!(
                "{} = {{ {} }}\n",
                one_line(title),
                words_text(&words.named())
            ));
        }
    }
    text
}

/// The values of each key, as those of an inline table.
pub(super) fn words_text(words: &[(&str, &[String])]) -> String {
    let sides = words.iter();
    let sides = sides.map(|(key, values)| format!("{key} = {}", list(*values)));
    sides.collect::<Vec<_>>().join(", ")
}
