//! The floors hold: imports point downward only, each crate is used on the floors that it belongs to, and nothing
//! but the command line touches the terminal.
//!
//! Each rule is a function from a file to what it does wrong. It is asked of every file of `src`, and of samples
//! that break it, so that a rule which no longer sees anything fails as well.

#[path = "architecture/circles.rs"]
mod circles;

use std::collections::{BTreeMap, BTreeSet};
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

/// The folders that may use a crate. Every dependency is here or in [`ANYWHERE`].
const HOMES: [(&str, &[&str]); 34] = [
    ("base64", &["ingest", "charts"]),
    (
        "blake3",
        &["model", "ingest", "store", "tally", "report", "pipeline"],
    ),
    ("clap", &["cli"]),
    ("csv", &["store", "pipeline", "cli"]),
    ("encoding_rs", &["ingest"]),
    ("encoding_rs_io", &["ingest"]),
    ("flate2", &["ingest"]),
    ("fluent_bundle", &["locale"]),
    ("fst", &["text"]),
    ("getrandom", &["store"]),
    ("html5ever", &["ingest"]),
    ("indicatif", &["cli"]),
    ("maud", &["report"]),
    ("memchr", &["ingest", "store"]),
    ("plotters", &["charts"]),
    ("polars", &["store"]),
    ("polars_arrow", &["ingest", "store"]),
    ("polars_parquet", &["ingest", "store"]),
    ("quick_xml", &["ingest", "store"]),
    ("regex", &["text", "ingest"]),
    ("resvg", &["charts"]),
    ("roaring", &["model"]),
    ("rust_stemmers", &["text"]),
    ("rust_xlsxwriter", &["store"]),
    ("rustix", &["store"]),
    (
        "serde_json",
        &["ingest", "store", "report", "export", "pipeline", "cli"],
    ),
    ("sha2", &["ingest"]),
    ("tantivy", &["index"]),
    ("toml", &["ingest", "store", "annotate"]),
    ("toml_edit", &["store"]),
    ("ttf_parser", &["charts"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_width", &["textometry"]),
    ("zip", &["ingest", "store"]),
];

/// Crates of no floor: they add to the language, and do no input or output.
const ANYWHERE: [&str; 8] = [
    "jiff",
    "rayon",
    "rustc_hash",
    "serde",
    "strsim",
    "thiserror",
    "unicode_normalization",
    "xxhash_rust",
];

/// The few files that use a crate outside its folders, or are alone in their folder in using it.
const ONLY_IN: [(&str, &str, &str); 2] = [
    // Tables that a platform exports as Parquet are decoded page by page.
    ("polars_arrow", "ingest", "ingest/table/parquet"),
    ("polars_parquet", "ingest", "ingest/table/parquet"),
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|f| f.contains(&module))
}

/// A file of `src`.
struct Source {
    /// The folder of its floor, or its own name at the root.
    module: String,
    /// Its path below `src`.
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        let module = path.split('/').next().unwrap_or("");
        Source {
            module: module.trim_end_matches(".rs").to_string(),
            path: path.to_string(),
            text: text.to_string(),
        }
    }

    /// Whether the file is compiled for tests only.
    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    /// Its words and signs, without comments, the contents of literals and the module `tests` at its end.
    fn tokens(&self) -> Vec<String> {
        let code = self.text.split("#[cfg(test)]\nmod tests {").next();
        tokens(code.unwrap_or(""))
    }
}

/// The words and signs of Rust code: identifiers, `::` and single signs. A literal is one `"`.
fn tokens(code: &str) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let mut out: Vec<String> = Vec::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let rest = &chars[i..];
        if rest.starts_with(&['/', '/']) {
            i += rest.iter().take_while(|c| **c != '\n').count();
        } else if rest.starts_with(&['/', '*']) {
            let end = rest.windows(2).skip(2).position(|w| w == ['*', '/']);
            i += end.map_or(rest.len(), |end| end + 4);
        } else if c == '"' {
            let mut length = 1;
            while rest.get(length).is_some_and(|c| *c != '"') {
                length += if rest[length] == '\\' { 2 } else { 1 };
            }
            i += length + 1;
            out.push("\"".to_string());
        } else if c == '\'' {
            // A character, or a lifetime, which no quotation mark closes.
            let length = match (rest.get(1), rest.get(2)) {
                (Some('\\'), _) => rest.iter().skip(3).position(|c| *c == '\'').map(|n| n + 4),
                (Some(_), Some('\'')) => Some(3),
                _ => None,
            };
            i += length.unwrap_or(1);
        } else if is_word(&c) {
            let length = rest.iter().take_while(|c| is_word(c)).count();
            let word: String = rest[..length].iter().collect();
            let hashes = rest[length..].iter().take_while(|c| **c == '#').count();
            if matches!(word.as_str(), "r" | "br") && rest.get(length + hashes) == Some(&'"') {
                let close: Vec<char> = std::iter::once('"')
                    .chain(std::iter::repeat_n('#', hashes))
                    .collect();
                let inside = &rest[length + hashes + 1..];
                let end = inside.windows(close.len()).position(|w| w == close);
                i += length + hashes + 1 + end.map_or(inside.len(), |end| end + close.len());
                out.push("\"".to_string());
            } else {
                i += length;
                out.push(word);
            }
        } else if rest.starts_with(&[':', ':']) {
            i += 2;
            out.push("::".to_string());
        } else {
            i += 1;
            if !c.is_whitespace() {
                out.push(c.to_string());
            }
        }
    }
    out
}

/// The first names of what is behind a path's `::`: one, or those of a group in braces.
fn first_names(tokens: &[String]) -> Vec<String> {
    let is_name = |t: &String| t.starts_with(|c: char| c.is_alphabetic() || c == '_');
    match tokens.first() {
        Some(t) if t == "{" => {
            let mut depth = 0;
            let mut wanted = false;
            let mut out = Vec::new();
            for t in tokens {
                match t.as_str() {
                    "{" => {
                        depth += 1;
                        wanted = depth == 1;
                    }
                    "}" => depth -= 1,
                    "," => wanted = depth == 1,
                    _ => {
                        if wanted && is_name(t) {
                            out.push(t.clone());
                        }
                        wanted = false;
                    }
                }
                if depth == 0 {
                    break;
                }
            }
            out
        }
        Some(t) if is_name(t) => vec![t.clone()],
        _ => Vec::new(),
    }
}

/// The modules at the root of the crate that a file names: behind `crate::`, or behind as many `super::` as lead
/// there.
fn imports(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let folders = source.path.split('/').count();
    let is_mod = source.path.ends_with("/mod.rs");
    let depth = if is_mod { folders - 1 } else { folders };
    let mut out = Vec::new();
    let mut supers = 0;
    for (i, pair) in tokens.windows(2).enumerate() {
        if pair[1] != "::" {
            continue;
        }
        let behind = &tokens[i + 2..];
        if pair[0] == "super" {
            supers += 1;
            if supers == depth {
                out.extend(first_names(behind));
            }
            if behind.first().is_none_or(|t| t != "super") {
                supers = 0;
            }
        } else if pair[0] == "crate" {
            out.extend(first_names(behind));
        }
    }
    out
}

/// The imports of a file that do not point downward.
fn wrong_imports(source: &Source) -> Vec<String> {
    let Some(here) = floor(&source.module) else {
        return match source.path.as_str() {
            "lib.rs" | "main.rs" => Vec::new(),
            path => vec![format!("{path} is on no floor")],
        };
    };
    let targets = imports(source).into_iter();
    let upward = targets.filter_map(|target| {
        let there = floor(&target)?;
        (target != source.module && there >= here).then(|| {
            let path = &source.path;
            format!("{path} (floor {here}) imports {target} (floor {there})")
        })
    });
    upward.collect()
}

/// The crates whose items a file names: `name::` that no other path precedes, `name!`, or `use name`.
fn crates(source: &Source, known: &BTreeSet<String>) -> BTreeSet<String> {
    let tokens = source.tokens();
    let mut out = BTreeSet::new();
    for (i, token) in tokens.iter().enumerate() {
        let before = i.checked_sub(1).map_or("", |b| tokens[b].as_str());
        // `::name` at the beginning of a path is a crate too; behind a word it is an item.
        let inside = before == "::"
            && i.checked_sub(2)
                .is_some_and(|b| tokens[b].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            && !matches!(tokens[i - 2].as_str(), "use" | "in" | "return" | "as");
        let behind = tokens.get(i + 1).map_or("", String::as_str);
        let path = behind == "::" || before == "use" || (behind == "!" && before != ".");
        if known.contains(token) && path && !inside {
            out.insert(token.clone());
        }
        // The first names of `use {a, b::c}`.
        if token == "use" && behind == "{" {
            let names = first_names(&tokens[i + 1..]).into_iter();
            out.extend(names.filter(|n| known.contains(n)));
        }
    }
    out
}

/// The crates that a file uses where they do not belong.
fn wrong_crates(source: &Source, known: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in crates(source, known) {
        if ANYWHERE.contains(&name.as_str()) {
            continue;
        }
        let home = HOMES.iter().find(|(n, _)| *n == name);
        let allowed = home.is_some_and(|(_, folders)| folders.contains(&source.module.as_str()));
        let only = ONLY_IN
            .iter()
            .find(|(n, module, _)| *n == name && *module == source.module);
        let there = only.is_none_or(|(_, _, path)| source.path.starts_with(path));
        if !(allowed && there) {
            wrong.push(format!("{} uses {name}", source.path));
        }
    }
    wrong
}

/// What a file of the library does with the terminal or the process, or with the network.
fn wrong_outside(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let mut wrong = Vec::new();
    let face = matches!(source.module.as_str(), "cli" | "web" | "main");
    for (i, token) in tokens.iter().enumerate() {
        let behind = tokens.get(i + 1).map_or("", String::as_str);
        let twice = tokens.get(i + 2).map_or("", String::as_str);
        let prints = matches!(
            token.as_str(),
            "print" | "println" | "eprint" | "eprintln" | "dbg"
        );
        // Faces print with macros that cannot panic where a stream cannot be written to.
        let macro_ = prints && behind == "!";
        let stream = matches!(token.as_str(), "stdout" | "stderr" | "stdin") && behind == "(";
        let exit = token == "process" && behind == "::" && matches!(twice, "exit" | "abort");
        let network = matches!(
            token.as_str(),
            "TcpStream" | "TcpListener" | "UdpSocket" | "ToSocketAddrs" | "UnixStream"
        );
        if macro_ || network || !face && (stream || exit) {
            wrong.push(format!("{} uses {token}", source.path));
        }
    }
    wrong
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let shown = path.strip_prefix(&root).unwrap().display().to_string();
            Source::new(&shown, &fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The dependencies of the program, as they are named in code.
fn dependencies() -> BTreeSet<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
    let mut tables = vec![&manifest["dependencies"]];
    for platform in manifest["target"].as_table().unwrap().values() {
        tables.extend(platform.get("dependencies"));
    }
    let names = tables.iter().flat_map(|t| t.as_table().unwrap().keys());
    names.map(|n| n.replace('-', "_")).collect()
}

#[test]
fn imports_point_downward_only() {
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for source in sources() {
        wrong.extend(wrong_imports(&source));
        *files.entry(source.module).or_default() += 1;
    }
    assert!(
        wrong.is_empty(),
        "imports that do not point downward:\n{}",
        wrong.join("\n")
    );
    // Every folder of the sources was met, with its files.
    assert!(files.len() >= 11 && files["report"] > 5, "{files:?}");
}

#[test]
fn imports_that_point_upward_are_seen() {
    let wrong = |path: &str, text: &str| wrong_imports(&Source::new(path, text)).len();
    for text in [
        "use crate::pipeline;",
        "use crate::{model, pipeline::Open};",
        "use crate::{\n    model::{Kind, Record},\n    pipeline,\n};",
        "fn f() { crate::cli::run(); }",
        "use super::super::pipeline::Open;",
        "use super::super::{model, report};",
        // A folder on the same floor.
        "use crate::index;",
    ] {
        assert_eq!(wrong("store/build.rs", text), 1, "{text}");
    }
    for text in [
        "use crate::model::Record;",
        "use super::pipeline;",
        "// use crate::cli;\n/* crate::cli */\nconst S: &str = \"crate::cli\";",
        "const S: &str = r#\"\"crate::cli\"\"#; const Q: char = '\"'; const C: char = '\\'';",
        "use crate::store::pipeline;",
        "fn f<'a>(x: &'a str) {}\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}",
    ] {
        assert_eq!(wrong("store/build.rs", text), 0, "{text}");
    }
    assert_eq!(wrong("store/mod.rs", "use super::pipeline;"), 1);
    assert_eq!(wrong("store/write/mod.rs", "use super::super::cli;"), 1);
    assert_eq!(wrong("elsewhere/mod.rs", ""), 1);
}

#[test]
fn each_crate_is_used_on_its_floors_alone() {
    let known = dependencies();
    let listed: BTreeSet<String> = (HOMES.iter().map(|h| h.0).chain(ANYWHERE))
        .map(str::to_string)
        .collect();
    let missing: Vec<_> = known.difference(&listed).collect();
    assert!(
        missing.is_empty(),
        "say in HOMES where these belong: {missing:?}"
    );
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        wrong.extend(wrong_crates(source, &known));
        used.extend(crates(source, &known));
    }
    assert!(
        wrong.is_empty(),
        "crates out of place:\n{}",
        wrong.join("\n")
    );
    assert_eq!(known, used, "dependencies that the code does not name");
}

#[test]
fn crates_out_of_place_are_seen() {
    let known: BTreeSet<String> = dependencies();
    let wrong = |path: &str, text: &str| wrong_crates(&Source::new(path, text), &known).len();
    for (path, text) in [
        ("tally/view.rs", "use polars::prelude::*;"),
        ("tally/view.rs", "use polars_parquet::read::FileMetaData;"),
        (
            "ingest/io/files.rs",
            "use polars_parquet::read::FileMetaData;",
        ),
        ("ingest/io/files.rs", "fn f() { polars_arrow::array::x(); }"),
        ("pipeline/search.rs", "use ::tantivy::Index;"),
        ("pipeline/search.rs", "use {crate::model, tantivy::Index};"),
        ("report/plot.rs", "fn f(x: plotters::Color) {}"),
        ("pipeline/table.rs", "use maud;"),
        ("charts/bars.rs", "fn f() { maud::html! { p {} } }"),
        ("store/build.rs", "use clap::Parser;"),
    ] {
        assert_eq!(wrong(path, text), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("store/table.rs", "use polars::prelude::*;"),
        (
            "ingest/table/parquet.rs",
            "use polars_parquet::read::FileMetaData;",
        ),
        ("tally/view.rs", "use crate::polars::x; // polars::y"),
        ("tally/view.rs", "let toml = 1; toml.len();"),
        ("model/key.rs", "use serde::Serialize;"),
    ] {
        assert_eq!(wrong(path, text), 0, "{path}: {text}");
    }
}

/// What is wrong with a manifest in which the crates of `only` are those of the command line alone.
fn wrong_optional(manifest: &toml::Table, only: &BTreeSet<String>) -> Vec<String> {
    let dependencies = manifest["dependencies"].as_table().unwrap().iter();
    let is_optional =
        |d: &toml::Value| d.get("optional").and_then(toml::Value::as_bool) == Some(true);
    let optional: BTreeSet<String> = dependencies
        .filter(|(_, d)| is_optional(d))
        .map(|(name, _)| name.clone())
        .collect();
    let feature = manifest["features"]["cli"].as_array().unwrap().iter();
    let feature: BTreeSet<String> = feature
        .filter_map(|f| f.as_str()?.strip_prefix("dep:").map(str::to_string))
        .collect();
    let mut wrong = Vec::new();
    for (what, set) in [("optional", optional), ("of the feature cli", feature)] {
        let differ = only.symmetric_difference(&set);
        wrong.extend(differ.map(|name| format!("{name}: {what}, or of src/cli alone, not both")));
    }
    wrong
}

/// The crates that `src/cli` alone uses.
fn of_the_command_line() -> BTreeSet<String> {
    let homes = HOMES.iter().filter(|h| h.1 == ["cli"]);
    homes.map(|h| h.0.replace('_', "-")).collect()
}

#[test]
fn crates_of_the_command_line_are_no_part_of_the_library() {
    let only = of_the_command_line();
    assert!(
        only.contains("clap") && only.contains("indicatif"),
        "{only:?}"
    );
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
    assert_eq!(wrong_optional(&manifest, &only), [""; 0]);
    // They are not even named elsewhere, in code.
    for source in sources()
        .iter()
        .filter(|s| s.module != "cli" && s.module != "main")
    {
        let tokens = source.tokens();
        let named = only
            .iter()
            .find(|name| tokens.contains(&name.replace('-', "_")));
        assert_eq!(named, None, "{}", source.path);
    }
    let wrong: toml::Table = "[features]\ncli = [\"dep:clap\"]\n[dependencies]\nclap = { version = \"4\", optional = true }\n\
                              indicatif = \"0.18\"\n"
        .parse()
        .unwrap();
    assert_eq!(wrong_optional(&wrong, &only).len(), 2);
}

#[test]
fn the_library_never_touches_the_terminal_or_the_network() {
    let sources = sources();
    let wrong: Vec<String> = sources
        .iter()
        .filter(|s| !s.is_test())
        .flat_map(wrong_outside)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_of_the_terminal_and_the_network_are_seen() {
    let wrong = |path: &str, text: &str| wrong_outside(&Source::new(path, text)).len();
    for text in [
        "#[cfg(test)]\nmod some_tests;\nfn f() { println!(\"x\"); }",
        "fn f() { eprint!(\"x\") }",
        "fn f() { dbg!(1); }",
        "use std::io; fn f() { io::stdout().write_all(b\"\"); }",
        "fn f() { std::process::exit(1) }",
        "use std::net::TcpStream;",
    ] {
        assert_eq!(wrong("store/build.rs", text), 1, "{text}");
    }
    assert_eq!(wrong("cli/output.rs", "fn f() { io::stdout(); }"), 0);
    assert_eq!(wrong("cli/output.rs", "fn f() { println!(); }"), 1);
    assert_eq!(wrong("store/build.rs", "/// `println!`\nfn print() {}"), 0);
}

/// What of HTML, SVG or style sheets a file of the report names that is outside of the HTML renderer.
fn rendered(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let foreign = [
        "html",
        "Html",
        "svg",
        "Svg",
        "css",
        "Css",
        "CSS",
        "Markup",
        "Drawing",
        "ChartError",
    ];
    let named = tokens.iter().filter(|t| foreign.contains(&t.as_str()));
    named
        .map(|t| format!("{} names {t}", source.path))
        .collect()
}

#[test]
fn the_tree_of_a_report_is_of_no_format() {
    let of_tree = |s: &Source| {
        let inside = [
            "parts/",
            "plot",
            "tree.rs",
            "context.rs",
            "sentence.rs",
            "topic.rs",
            "title.rs",
            "verbatim.rs",
        ];
        let path = s.path.strip_prefix("report/");
        path.is_some_and(|p| inside.iter().any(|i| p.starts_with(i)))
    };
    let files: Vec<Source> = sources().into_iter().filter(of_tree).collect();
    assert!(files.len() > 15, "{}", files.len());
    let wrong: Vec<String> = files.iter().flat_map(rendered).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let seen = |text: &str| rendered(&Source::new("report/tree.rs", text)).len();
    assert_eq!(seen("struct A { wide: Scene }"), 0);
    assert_eq!(seen("fn f() -> Drawing { maud::html! {} }"), 2);
}

#[test]
fn unsafe_code_is_in_one_place() {
    // `unsafe_code` is denied in Cargo.toml; one file allows it for itself.
    let allowing: Vec<String> = sources()
        .into_iter()
        .filter(|s| {
            s.tokens()
                .iter()
                .any(|t| t == "unsafe" || t == "unsafe_code")
        })
        .map(|s| s.path)
        .collect();
    assert_eq!(allowing, ["cli/memory.rs"]);
}

#[test]
fn every_file_says_its_idea_and_stays_short() {
    for Source { path, text, .. } in sources() {
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
