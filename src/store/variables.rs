//! `[sources.variables]` of `corpus.toml`: the names that columns may have, and how columns are proposed.

use super::StoreError;
use super::subcorpora::line_and_column;
use super::toml_text::{one_line, quoted};
use crate::model::{ProposedVariable, SourceSpec};
use crate::text::is_field_name;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;

/// The longest name of a variable.
const MAX_NAME: usize = 40;

/// The names of variables of each source, with their places.
#[derive(Deserialize)]
struct Sources {
    #[serde(default)]
    sources: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    #[serde(default)]
    variables: BTreeMap<Spanned<String>, IgnoredAny>,
}

/// Whether a variable may have that name; where it may not, why.
fn mistake(name: &str) -> Option<String> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
    let first = name.bytes().next();
    if !first.is_some_and(|b| b.is_ascii_lowercase())
        || name.len() > MAX_NAME
        || !name.bytes().all(fits)
    {
        return Some(format!(
            "a name begins with a letter and is of small letters without accents, digits, - and _, at most \
             {MAX_NAME} of them"
        ));
    }
    is_field_name(name).then(|| {
        format!("{name}: is a field of the search language; choose another name, as in {name}-1")
    })
}

/// Checks the names of all variables in the text of `corpus.toml`, which was read before.
///
/// # Errors
/// The first name that no variable may have, with its line.
pub(super) fn check_variables(path: &Path, text: &str) -> Result<(), StoreError> {
    // What is wrong with the rest of the file was reported before.
    let Ok(Sources { sources }) = toml::from_str(text) else {
        return Ok(());
    };
    let names = sources.iter().flat_map(|s| s.variables.keys());
    let mut wrong: Vec<(usize, String)> = names
        .filter_map(|name| {
            let what = mistake(name.get_ref())?;
            Some((
                name.span().start,
                format!("the variable «{}»: {what}", name.get_ref()),
            ))
        })
        .collect();
    wrong.sort();
    match wrong.into_iter().next() {
        None => Ok(()),
        Some((at, what)) => Err(StoreError::Line {
            path: path.to_path_buf(),
            line: line_and_column(text, at).0,
            what,
        }),
    }
}

/// The table of a source's variables: those that are switched on, and those that can be, as comments.
pub(super) fn variables_text(spec: &SourceSpec, proposed: &[ProposedVariable]) -> String {
    let on = |p: &&ProposedVariable| {
        let same = |(name, column): (&String, &String)| *name == p.name || *column == p.column;
        !spec.variables.iter().any(same)
    };
    let proposed: Vec<&ProposedVariable> = proposed
        .iter()
        .filter(on)
        .filter(|p| mistake(&p.name).is_none())
        .collect();
    if spec.variables.is_empty() && proposed.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n[sources.variables]\n");
    for (name, column) in &spec.variables {
        text.push_str(&format!("{name} = {}\n", quoted(column)));
    }
    if !proposed.is_empty() {
        text.push_str("# Columns that can be searched and compared; remove «# » to read one:\n");
    }
    for p in proposed {
        let column = one_line(&p.column);
        let line = format!("# {} = {column}  # {} values", p.name, p.values);
        text.push_str(&line.replace(char::is_control, " "));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        check_variables(Path::new("corpus.toml"), text)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn names_that_no_variable_may_have_are_reported_with_their_line() {
        let table =
            "[[sources]]\nname = 'a'\npath = 'b'\n[sources.variables]\nservice = 'Service'\n";
        assert!(check_variables(Path::new("c"), table).is_ok());
        for (key, what) in [
            ("Service", "is of small letters without accents"),
            ("'é'", "is of small letters without accents"),
            ("2age", "begins with a letter"),
            ("theme", "theme: is a field of the search language"),
            ("variable", "variable: is a field of the search language"),
        ] {
            let error = error(&format!("{table}{key} = 'X'\n"));
            assert!(error.contains("corpus.toml:6: the variable «"), "{error}");
            assert!(error.contains(what), "{error}");
        }
    }

    #[test]
    fn a_proposed_column_is_switched_on_by_removing_the_sign() {
        let proposed = |name: &str, column: &str| ProposedVariable {
            name: name.into(),
            column: column.into(),
            values: 7,
        };
        let mut spec: SourceSpec = toml::from_str("name = 'a'\npath = 'b'").unwrap();
        let all = [
            proposed("service", "Le \"service\"\n(direction)"),
            proposed("age", "Âge"),
            proposed("date", "Date"),
        ];
        let text = variables_text(&spec, &all);
        let lines: Vec<&str> = text.lines().filter(|l| l.contains(" = ")).collect();
        assert_eq!(lines.len(), 2, "{text}");
        for line in lines {
            let table: BTreeMap<String, String> =
                toml::from_str(line.strip_prefix("# ").unwrap()).unwrap();
            let (name, column) = table.iter().next().unwrap();
            assert!(all.iter().any(|p| p.name == *name && p.column == *column));
        }
        spec.variables.insert("age".into(), "Âge".into());
        let text = variables_text(&spec, &all);
        assert!(text.contains("\nage = \"Âge\"\n"), "{text}");
        assert!(!text.contains("# age"), "{text}");
        assert_eq!(
            variables_text(&spec, &[]),
            "\n[sources.variables]\nage = \"Âge\"\n"
        );
    }
}
