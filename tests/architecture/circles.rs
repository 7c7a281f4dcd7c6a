//! No file imports another that imports it, directly or through others.
//!
//! A path leads to the deepest file that it names; what a `mod.rs` only passes on (`pub use`) leads to the file that
//! it comes from. `mod.rs` files themselves are no part of a circle: they name what is below them.

use super::{Source, sources};
use std::collections::{BTreeMap, BTreeSet};

/// The paths that a file names behind `crate::` and `super::`, from the root of the crate.
fn paths(source: &Source) -> BTreeSet<Vec<String>> {
    let tokens = source.tokens();
    let mut out = BTreeSet::new();
    for (i, token) in tokens.iter().enumerate() {
        let before = i.checked_sub(1).map_or("", |b| tokens[b].as_str());
        if before == "::" || tokens.get(i + 1).is_none_or(|t| t != "::") {
            continue;
        }
        let mut base = match token.as_str() {
            "crate" => Vec::new(),
            "self" => module(&source.path),
            "super" => parent(&module(&source.path)),
            _ => continue,
        };
        let mut rest = &tokens[i + 2..];
        while let [first, second, behind @ ..] = rest
            && first == "super"
            && second == "::"
        {
            base = parent(&base);
            rest = behind;
        }
        tree(&base, rest, &mut out);
    }
    out
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// The module of a file: `text/query/lexer.rs` is `text::query::lexer`.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_string).collect()
}

/// Adds every path of a tree of imports, and gives how many tokens it has.
fn tree(base: &[String], tokens: &[String], out: &mut BTreeSet<Vec<String>>) -> usize {
    let mut path = base.to_vec();
    let mut at = 0;
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|t| t != "}") {
                    at += tree(&path, &tokens[at..], out).max(1);
                    if tokens.get(at).is_some_and(|t| t == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            Some(word) if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                if word != "self" {
                    path.push(word.to_string());
                }
                at += 1;
                // `name as other`
                if tokens.get(at).is_some_and(|t| t == "as") {
                    at += 2;
                }
            }
            _ => at += 1,
        }
        if tokens.get(at).is_none_or(|t| t != "::") {
            out.insert(path);
            return at;
        }
        at += 1;
    }
}

/// For each folder's module, where the names that it passes on come from.
type PassedOn = BTreeMap<Vec<String>, BTreeMap<String, Vec<String>>>;

/// The names that modules pass on with `pub use child::...`.
fn passed_on(sources: &[Source]) -> PassedOn {
    let mut out = PassedOn::new();
    for source in sources {
        let here = module(&source.path);
        let tokens = source.tokens();
        for (i, token) in tokens.iter().enumerate() {
            let public = i > 0 && matches!(tokens[i - 1].as_str(), "pub" | ")");
            let is_path = tokens.get(i + 2).is_some_and(|t| t == "::");
            if token != "use" || !public || !is_path || tokens[i + 1] == "super" {
                continue;
            }
            let mut paths = BTreeSet::new();
            let base = if tokens[i + 1] == "crate" {
                &[][..]
            } else {
                &here
            };
            let from = if tokens[i + 1] == "crate" {
                i + 3
            } else {
                i + 1
            };
            tree(base, &tokens[from..], &mut paths);
            for path in paths {
                if let Some(name) = path.last().cloned() {
                    out.entry(here.clone()).or_default().insert(name, path);
                }
            }
        }
    }
    out
}

/// The file that a path leads to; `None` for a `mod.rs` and for what is no file.
fn target<'s>(
    path: &[String],
    files: &BTreeMap<Vec<String>, &'s Source>,
    passed_on: &PassedOn,
    steps: usize,
) -> Option<&'s str> {
    let deepest = (1..=path.len())
        .rev()
        .find(|n| files.contains_key(&path[..*n]))?;
    let file = &files[&path[..deepest]].path;
    if let Some(name) = path.get(deepest)
        && let Some(from) = passed_on.get(&path[..deepest]).and_then(|p| p.get(name))
        && steps > 0
    {
        return target(from, files, passed_on, steps - 1);
    }
    (!file.ends_with("mod.rs")).then_some(file)
}

/// The circles of some files: each the files that lead to one another.
fn circles(sources: &[Source]) -> Vec<Vec<String>> {
    let files: BTreeMap<Vec<String>, &Source> =
        sources.iter().map(|s| (module(&s.path), s)).collect();
    let passed_on = passed_on(sources);
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let here = source.path.as_str();
        let targets = paths(source);
        let targets = targets
            .iter()
            .filter_map(|p| target(p, &files, &passed_on, 8))
            .filter(|there| *there != here && !below(there, here) && !below(here, there));
        edges.insert(here, targets.collect());
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = (edges.keys())
        .map(|start| (*start, reached(start, &edges)))
        .collect();
    let mut out = BTreeSet::new();
    for (file, there) in &reached {
        let circle: Vec<String> = there
            .iter()
            .filter(|other| reached[**other].contains(file))
            .map(|other| other.to_string())
            .collect();
        if !circle.is_empty() {
            out.insert(circle);
        }
    }
    out.into_iter().collect()
}

/// The files that one leads to, in one step or more.
fn reached<'s>(start: &str, edges: &BTreeMap<&'s str, BTreeSet<&'s str>>) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&str> = vec![start];
    while let Some(file) = next.pop() {
        for there in &edges[file] {
            if found.insert(*there) {
                next.push(there);
            }
        }
    }
    found
}

/// Whether a file is a module below another (`text/query.rs` and `text/query/lexer.rs`), as below a `mod.rs`.
fn below(file: &str, other: &str) -> bool {
    file.starts_with(&format!("{}/", other.trim_end_matches(".rs")))
}

#[test]
fn no_file_imports_itself_through_others() {
    let sources: Vec<Source> = sources().into_iter().filter(|s| !s.is_test()).collect();
    let found: Vec<String> = circles(&sources)
        .iter()
        .map(|circle| circle.join(", "))
        .collect();
    assert!(
        found.is_empty(),
        "circles of imports:\n{}",
        found.join("\n")
    );
    assert!(sources.len() > 150);
}

#[test]
fn circles_are_seen() {
    let found = |files: &[(&str, &str)]| {
        let sources: Vec<Source> = files.iter().map(|(p, t)| Source::new(p, t)).collect();
        circles(&sources).len()
    };
    // Directly, by the path of the file.
    assert_eq!(
        found(&[
            (
                "index/search.rs",
                "use super::evaluate::{Evaluation, Lists};"
            ),
            ("index/evaluate.rs", "use super::search::Match;"),
        ]),
        1
    );
    // Through what a folder passes on, and a third file.
    let folder = "mod a;\nmod b;\nmod c;\npub use a::A;\npub(crate) use b::{B, C as D};";
    assert_eq!(
        found(&[
            ("x/mod.rs", folder),
            ("x/a.rs", "use crate::x::{\n    B,\n};"),
            ("x/b.rs", "fn f() { super::c::g() }"),
            ("x/c.rs", "use super::A;"),
        ]),
        1
    );
    // No way back.
    assert_eq!(
        found(&[
            ("x/mod.rs", folder),
            ("x/a.rs", "use super::B; // use super::c;"),
            ("x/b.rs", "use super::c::C;"),
            ("x/c.rs", "const A: &str = \"super::a::A\";"),
        ]),
        0
    );
    // A module and what is below it are one thing in several files.
    assert_eq!(
        found(&[
            ("x/query.rs", "mod lexer; use self::lexer::lex;"),
            ("x/query/lexer.rs", "use super::QueryError;"),
        ]),
        0
    );
}
