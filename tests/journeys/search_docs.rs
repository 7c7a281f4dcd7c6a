//! Every example of `docs/search.md` does what the page says on the demo.

use super::support::{fresh_demo, open_demo, root, text};
use palabre::pipeline;
use palabre::tally::ModeratedOption;
use palabre::text::parse;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The lines of the page's blocks with that info string, each with its line number.
fn lines(info: &str) -> Vec<(usize, String)> {
    let page = fs::read_to_string(root().join("docs/search.md")).unwrap();
    let mut out = Vec::new();
    let mut open: Option<&str> = None;
    for (i, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(here), None) => open = Some(here.trim()),
            (Some(_), Some(_)) => open = None,
            (None, Some(here)) if here == info && !line.trim().is_empty() => {
                out.push((i + 1, line.to_string()));
            }
            (None, _) => {}
        }
    }
    out
}

#[test]
fn every_query_of_the_page_finds_what_it_says() {
    let open = open_demo();
    let queries = lines("query");
    let mut wrong = Vec::new();
    assert!(queries.len() > 50, "{}", queries.len());
    for (line, example) in queries {
        let (query, nothing) = match example.strip_suffix("# 0") {
            Some(query) => (query.trim(), true),
            None => (example.as_str(), false),
        };
        let expr = parse(query).unwrap_or_else(|e| panic!("line {line}: {query}: {e}"));
        let again = parse(&expr.to_string()).unwrap_or_else(|e| panic!("line {line}: {expr}: {e}"));
        assert_eq!(again.to_string(), expr.to_string(), "line {line}");
        let found = pipeline::count(&open, query, &ModeratedOption::Exclude.into());
        let found = found.unwrap_or_else(|e| panic!("line {line}: {query}: {e}"));
        if (found.body.count == 0) != nothing {
            wrong.push(format!(
                "line {line}: {query}: {} records",
                found.body.count
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_error_of_the_page_is_the_programs() {
    let page = fs::read_to_string(root().join("docs/search.md")).unwrap();
    let mut checked = 0;
    for row in page.lines().filter(|l| l.contains("| `column ")) {
        let cells: Vec<&str> = row.split('`').collect();
        let (query, error) = (cells[1], cells[3]);
        assert_eq!(parse(query).unwrap_err().to_string(), error, "{query}");
        checked += 1;
    }
    assert!(checked >= 4);
}

#[test]
fn every_command_of_the_page_runs() {
    let commands = lines("sh");
    assert!(!commands.is_empty());
    let (folder, _demo) = fresh_demo();
    let binary = Path::new(env!("CARGO_BIN_EXE_palabre"));
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for (line, command) in commands {
        if !command.starts_with("palabre ") {
            continue;
        }
        let out = Command::new("sh")
            .args(["-c", &command])
            .env("PATH", &path)
            .current_dir(folder.path())
            .output()
            .expect("a shell");
        assert!(
            out.status.success(),
            "line {line}: {command}: {}",
            text(&out.stderr)
        );
        assert!(!out.stdout.is_empty(), "line {line}: {command}");
    }
}
