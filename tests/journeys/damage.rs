//! Damaged, older and half-written builds: right answers and a message, never a half-read file.

use super::support::{fresh_demo, palabre, text, tree};
use palabre::store::current_build;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What searches, themes and stances answer, and what they say on standard error.
fn asked(corpus: &Path) -> (String, String) {
    let corpus = corpus.to_str().unwrap();
    let (mut answers, mut said) = (String::new(), String::new());
    for args in [
        &["search", corpus, "formation OU intranet"][..],
        &["themes", corpus],
        &["stances", corpus],
    ] {
        let out = palabre(&[args, &["--format", "json"]].concat());
        assert!(out.status.success(), "{args:?}: {}", text(&out.stderr));
        answers.push_str(&text(&out.stdout));
        said.push_str(&text(&out.stderr));
    }
    assert!(!said.contains("panicked"), "{said}");
    (answers, said)
}

/// A file under a checksum, as the program writes it.
pub(crate) fn sealed(format: u32, content: &Value) -> String {
    let content = content.to_string();
    let sum = blake3::hash(format!("{format}\n{content}").as_bytes());
    format!(
        "{{\"format\":{format},\"blake3\":\"{}\",\"content\":{content}}}",
        sum.to_hex()
    )
}

/// Makes a manifest that of a build which took words as `words` says: the keys of all stages but the import are others.
fn of_other_words(manifest: &mut Value, words: &str) {
    manifest["words"] = words.into();
    for (stage, key) in manifest["stages"].as_object_mut().unwrap() {
        if stage != "import" {
            *key = format!("{stage} of {words}").into();
        }
    }
}

/// Makes the program believe that every file of the build looks as it did when it was whole: a disk that gives
/// other bytes than were written changes no time and no length.
fn believe(corpus: &Path) {
    use std::os::unix::fs::MetadataExt;
    let path = corpus.join(".palabre/seen.json");
    let json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut content = json["content"].clone();
    let (_, folder) = current_build(corpus).unwrap();
    for (name, stamp) in content["files"].as_object_mut().unwrap() {
        let meta = fs::metadata(folder.join(name)).unwrap();
        let nanoseconds = |s: i64, n: i64| s * 1_000_000_000 + n;
        *stamp = serde_json::json!({
            "bytes": meta.len(),
            "modified": nanoseconds(meta.mtime(), meta.mtime_nsec()),
            "inode": meta.ino(),
            "changed": nanoseconds(meta.ctime(), meta.ctime_nsec()),
        });
    }
    fs::write(&path, sealed(9, &content)).unwrap();
}

fn files(corpus: &Path) -> Vec<String> {
    let (manifest, _) = current_build(corpus).unwrap();
    manifest.files.keys().cloned().collect()
}

fn damage(path: &Path, how: usize) {
    let mut bytes = fs::read(path).unwrap();
    match how {
        0 => {
            // The middle: of what is written there, every byte counts.
            let at = bytes.len() / 2;
            bytes[at] ^= 0x20;
            fs::write(path, bytes).unwrap();
        }
        1 => fs::write(path, &bytes[..bytes.len() / 3]).unwrap(),
        _ => fs::remove_file(path).unwrap(),
    }
}

#[test]
fn each_file_of_a_build_is_repaired_in_turn() {
    let (_folder, demo) = fresh_demo();
    let (expected, said) = asked(&demo);
    assert_eq!(said, "");
    let tables = ["records", "texts", "votes", "imports", "warnings"];
    for (i, name) in files(&demo).into_iter().enumerate() {
        let (before, path) = current_build(&demo).unwrap();
        // Names of index segments differ from build to build: a file of the same kind is taken then.
        let kind = name.rsplit('.').next().unwrap_or_default().to_string();
        let name = match before.files.contains_key(&name) {
            true => name,
            false => match before.files.keys().find(|n| n.ends_with(&kind)) {
                Some(other) => other.clone(),
                None => continue,
            },
        };
        if before.files[&name].bytes == 0 {
            continue;
        }
        damage(&path.join(&name), i % 3);
        let (answers, said) = asked(&demo);
        assert_eq!(answers, expected, "{name}");
        let from = match tables.iter().any(|t| name == format!("{t}.parquet")) {
            true => "sources",
            false => "tables",
        };
        let line = format!(
            "the build {} is damaged ({name}): it is rebuilt from the {from}\n",
            before.build
        );
        assert_eq!(said, line);
        assert_eq!(current_build(&demo).unwrap().0.build, before.build + 1);
    }
    assert_eq!(asked(&demo), (expected, String::new()));
}

#[test]
fn what_stands_published_and_cannot_be_used_is_made_again_with_a_message() {
    let (_folder, demo) = fresh_demo();
    let (expected, _) = asked(&demo);
    let manifest = demo.join(".palabre/manifest.json");
    let whole = fs::read_to_string(&manifest).unwrap();
    let changed = |changes: &[(&str, Value)]| {
        let mut json: Value = serde_json::from_str(&whole).unwrap();
        for (key, value) in changes {
            json["content"][key] = value.clone();
        }
        sealed(9, &json["content"])
    };
    for (content, message) in [
        (
            "{\"format\": 3}".to_string(),
            "is of format 3, this program writes",
        ),
        (
            sealed(10, &"what is to come".into()),
            "is of format 10, this program writes",
        ),
        (
            changed(&[("build", 77.into())]),
            "77, which the manifest names, is gone",
        ),
        // A digit changed by the disk: the checksum does not fit any more.
        (
            whole.replacen("\"bytes\": 1", "\"bytes\": 2", 1),
            "has a damaged manifest",
        ),
        ("{".to_string(), "has a damaged manifest"),
        (String::new(), "has a damaged manifest"),
    ] {
        fs::write(&manifest, content).unwrap();
        let (answers, said) = asked(&demo);
        assert_eq!(answers, expected, "{message}");
        assert!(said.contains(message), "{message}: {said}");
        assert_eq!(said.matches("it is rebuilt").count(), 1, "{said}");
    }
    let json: Value = serde_json::from_str(&whole).unwrap();
    let mut content = json["content"].clone();
    content["build"] = current_build(&demo).unwrap().0.build.into();
    of_other_words(&mut content, "another 1");
    fs::write(&manifest, sealed(9, &content)).unwrap();
    let (answers, said) = asked(&demo);
    assert_eq!(answers, expected);
    assert!(said.contains("has the words of another 1"), "{said}");
    fs::remove_file(&manifest).unwrap();
    let (answers, said) = asked(&demo);
    assert_eq!(answers, expected);
    assert!(said.contains("has no manifest"), "{said}");
}

#[test]
fn a_half_written_build_is_never_read() {
    let (_folder, demo) = fresh_demo();
    let (expected, _) = asked(&demo);
    let (manifest, path) = current_build(&demo).unwrap();
    let half = demo.join(format!(".palabre/builds/{}", manifest.build + 1));
    fs::create_dir(&half).unwrap();
    fs::copy(path.join("records.parquet"), half.join("records.parquet")).unwrap();
    fs::write(half.join("texts.parquet"), b"PAR1").unwrap();
    assert_eq!(asked(&demo), (expected.clone(), String::new()));
    // A dictionary that changes makes a build of that number.
    fs::write(
        demo.join("themes.toml"),
        palabre::annotate::themes::SHIPPED.to_string() + "\n",
    )
    .unwrap();
    assert_eq!(asked(&demo).0, expected);
    assert_eq!(files(&demo).len(), manifest.files.len());
}

#[test]
fn where_sources_are_gone_an_index_is_rebuilt_from_the_tables() {
    let (_folder, demo) = fresh_demo();
    let (expected, _) = asked(&demo);
    fs::rename(demo.join("sources"), demo.join("away")).unwrap();
    let (answers, said) = asked(&demo);
    assert_eq!(answers, expected);
    assert!(
        said.contains("what the last build read of it is used"),
        "{said}"
    );
    let (_, path) = current_build(&demo).unwrap();
    fs::remove_dir_all(path.join("index")).unwrap();
    let (answers, said) = asked(&demo);
    assert_eq!(answers, expected);
    assert!(said.contains("rebuilt from the tables"), "{said}");
    // A table cannot be repaired so: the sources are asked for, and nothing is lost.
    let (_, path) = current_build(&demo).unwrap();
    damage(&path.join("texts.parquet"), 0);
    let out = palabre(&["themes", demo.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("no such file"),
        "{}",
        text(&out.stderr)
    );
    fs::rename(demo.join("away"), demo.join("sources")).unwrap();
    assert_eq!(asked(&demo).0, expected);
}

#[test]
fn what_was_seen_reaches_no_output_and_may_be_absent() {
    let (folder, demo) = fresh_demo();
    let (expected, _) = asked(&demo);
    let seen = demo.join(".palabre/seen.json");
    assert!(seen.is_file());
    // A copy looks other on the disk, and is the same.
    let copy = folder.path().join("copy/demo");
    fs::create_dir_all(&copy).unwrap();
    for (name, bytes) in tree(&demo) {
        fs::create_dir_all(copy.join(&name).parent().unwrap()).unwrap();
        fs::write(copy.join(&name), bytes).unwrap();
    }
    let build = current_build(&copy).unwrap().0.build;
    // Where it cannot be written, nothing is said and nothing built.
    fs::remove_file(copy.join(".palabre/seen.json")).unwrap();
    fs::create_dir(copy.join(".palabre/seen.json")).unwrap();
    assert_eq!(asked(&copy), (expected.clone(), String::new()));
    assert_eq!(current_build(&copy).unwrap().0.build, build);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = copy.join(".palabre");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        assert_eq!(asked(&copy), (expected.clone(), String::new()));
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::write(&seen, "no JSON").unwrap();
    assert_eq!(asked(&demo), (expected.clone(), String::new()));
    // An edit that keeps length and time of modification is seen.
    let word = b"formation";
    let has = |bytes: &[u8]| bytes.windows(9).position(|w| w == word);
    let (name, bytes) = tree(&demo.join("sources/pages"))
        .into_iter()
        .find(|(_, bytes)| has(bytes).is_some())
        .expect("a page with the word");
    let source = demo.join("sources/pages").join(name);
    let modified = fs::metadata(&source).unwrap().modified().unwrap();
    let at = has(&bytes).expect("the word");
    let mut edited = bytes.clone();
    edited[at..at + 9].copy_from_slice(b"gestionxx");
    fs::write(&source, edited).unwrap();
    let file = fs::File::options().write(true).open(&source).unwrap();
    file.set_modified(modified).unwrap();
    assert_ne!(asked(&demo).0, expected);
    fs::write(&source, bytes).unwrap();
    assert_eq!(asked(&demo).0, expected);
}

#[cfg(unix)]
#[test]
fn a_build_that_takes_over_rotten_files_does_not_make_them_whole() {
    let (_folder, demo) = fresh_demo();
    let (expected, _) = asked(&demo);
    let (_, path) = current_build(&demo).unwrap();
    damage(&path.join("texts.parquet"), 0);
    believe(&demo);
    // Another dictionary makes a build that links the tables of the one before.
    fs::write(
        demo.join("themes.toml"),
        palabre::annotate::themes::SHIPPED.to_string() + "\n",
    )
    .unwrap();
    let (answers, said) = asked(&demo);
    assert_eq!(answers, expected);
    assert!(said.contains("texts.parquet"), "{said}");
}

#[test]
fn words_that_were_taken_otherwise_are_taken_anew_without_an_import_and_said_once() {
    let (_folder, demo) = fresh_demo();
    let config = demo.join("corpus.toml");
    let own = "\n[subcorpus.agents]\nquery = \"agent\"\n";
    fs::write(&config, fs::read_to_string(&config).unwrap() + own).unwrap();
    let (expected, _) = asked(&demo);
    let path = demo.join(".palabre/manifest.json");
    let json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut content = json["content"].clone();
    of_other_words(&mut content, "rust-stemmers 1.2.0 (Snowball French)");
    fs::write(&path, sealed(9, &content)).unwrap();
    let built = palabre(&["build", demo.to_str().unwrap(), "--format", "json"]);
    let said = text(&built.stderr);
    assert!(
        said.contains("sub-corpora that a query makes may hold other records: agents"),
        "{said}"
    );
    assert!(said.contains("may mean other forms than before"), "{said}");
    let answer: Value = serde_json::from_slice(&built.stdout).unwrap();
    assert_eq!(
        (&answer["imported"], &answer["annotated"]),
        (&false.into(), &true.into())
    );
    let (answers, said) = asked(&demo);
    assert_eq!(answers, expected);
    assert_eq!(said, "");
}
