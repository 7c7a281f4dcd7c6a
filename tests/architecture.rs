//! The floors hold: imports point downward only, and folders on one floor never import each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the ground up.
const FLOORS: [&[&str]; 9] = [
    &["model"],
    &["text", "locale"],
    &["ingest", "store", "index"],
    &["annotate"],
    &["tally", "textometry"],
    &["charts"],
    &["report", "export"],
    &["pipeline"],
    &["cli", "web"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|f| f.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a file names behind `crate::`, its tests left out.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    let mut out = Vec::new();
    for line in code.lines() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for piece in line.split("crate::").skip(1) {
            if let Some(group) = piece.strip_prefix('{') {
                for part in group.split(',') {
                    out.extend(name(part.trim()));
                }
            } else {
                out.extend(name(piece));
            }
        }
    }
    out
}

fn name(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_string())
}

fn files() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let shown = path.strip_prefix(&root).unwrap().display().to_string();
            let module = shown
                .split('/')
                .next()
                .unwrap()
                .trim_end_matches(".rs")
                .to_string();
            (module, shown, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn imports_point_downward_only() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (module, path, text) in files() {
        let Some(here) = floor(&module) else {
            assert!(
                matches!(path.as_str(), "lib.rs" | "main.rs"),
                "{path} stands on no floor"
            );
            continue;
        };
        *seen.entry(module.clone()).or_default() += 1;
        for target in imports(&text) {
            let Some(there) = floor(&target) else {
                continue;
            };
            if target != module && there >= here {
                wrong.push(format!(
                    "{path} (floor {here}) imports {target} (floor {there})"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports that do not point downward:\n{}",
        wrong.join("\n")
    );
    // The test reads what it should: every folder of the sources was met, with its files.
    assert!(seen.len() >= 11 && seen["report"] > 5, "{seen:?}");
}

#[test]
fn the_library_never_touches_the_terminal() {
    for (module, path, text) in files() {
        if matches!(module.as_str(), "cli" | "web" | "main") || path.ends_with("tests.rs") {
            continue;
        }
        let code: Vec<&str> = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or("")
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        for word in [
            "println!",
            "eprintln!",
            "print!(",
            "std::process::exit",
            "dbg!",
        ] {
            assert!(!code.contains(word), "{path} uses {word}");
        }
    }
}

#[test]
fn unsafe_code_is_in_one_place_and_messages_never_panic() {
    let mut memory = 0;
    for (module, path, text) in files() {
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        let code: Vec<&str> = code.collect();
        if path == "cli/memory.rs" {
            memory += 1;
            continue;
        }
        for line in &code {
            let calls = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"];
            assert!(
                !calls.iter().any(|c| line.contains(c)),
                "{path} has unsafe code: {line}"
            );
            let prints = ["eprintln!", "eprint!", "println!", "print!("];
            assert!(
                module != "cli" || !prints.iter().any(|p| line.contains(p)),
                "{path} panics where a stream cannot be written to: {line}"
            );
        }
    }
    assert_eq!(memory, 1);
}

#[test]
fn every_file_says_its_idea_and_stays_short() {
    for (_, path, text) in files() {
        assert!(
            text.starts_with("//!"),
            "{path} does not say its idea in its first line"
        );
        assert!(
            text.lines().count() <= 500,
            "{path} has more than 500 lines"
        );
    }
}

#[test]
fn polars_stands_behind_the_store_and_plotters_behind_charts() {
    for (module, path, text) in files() {
        for (crate_name, home) in [
            ("polars::", "store"),
            ("plotters::", "charts"),
            ("tantivy::", "index"),
        ] {
            assert!(
                module == home
                    || !text.contains(crate_name)
                    // Tables that a participant's platform exports as Parquet are read where tables are.
                    || path.ends_with("ingest/generic/parquet.rs"),
                "{path} uses {crate_name} outside {home}"
            );
        }
    }
}

#[test]
fn the_test_itself_sees_an_upward_import() {
    assert_eq!(
        imports("use crate::{pipeline, model};\nlet x = crate::cli::run();"),
        ["pipeline", "model", "cli"]
    );
    assert_eq!(imports("// use crate::cli;\n"), Vec::<String>::new());
}
