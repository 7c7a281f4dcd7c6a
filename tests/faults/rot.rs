//! Rot: bytes that change while the disk reports the file as it was.
//!
//! No user can set back the time of a file's last change (`ctime`), and rot does not touch it. It is simulated the other
//! way round: the bytes are changed, and then `.palabre/seen.json`, in which the program remembers how the files of a
//! build looked when they were whole, is made to say that they look so now.

use serde_json::Value;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The key of the content of a sealed file.
const CONTENT: &str = "content";

/// Makes the program remember the files of the published build as they look now.
pub fn believe(corpus: &Path) {
    let path = corpus.join(".palabre/seen.json");
    let mut seen: Value =
        serde_json::from_slice(&fs::read(&path).expect("seen.json")).expect("seen.json is JSON");
    let format = seen["format"].clone();
    let content = &mut seen[CONTENT];
    let build = content["build"].as_u64().expect("a build in seen.json");
    let folder = corpus.join(".palabre/builds").join(build.to_string());
    let files = content["files"]
        .as_object_mut()
        .expect("files in seen.json");
    assert!(!files.is_empty(), "seen.json remembers no file");
    for (name, stamp) in files {
        refresh(stamp, &folder.join(name));
    }
    fs::write(&path, seal(&format, &seen[CONTENT])).unwrap();
}

/// Makes what is remembered of a file how it looks now; what the disk does not tell of it stays.
fn refresh(stamp: &mut Value, path: &Path) {
    let Ok(meta) = fs::metadata(path) else {
        return;
    };
    let nanoseconds = |seconds: i64, rest: i64| seconds * 1_000_000_000 + rest;
    stamp["bytes"] = meta.len().into();
    stamp["modified"] = nanoseconds(meta.mtime(), meta.mtime_nsec()).into();
    stamp["inode"] = meta.ino().into();
    stamp["changed"] = nanoseconds(meta.ctime(), meta.ctime_nsec()).into();
}

/// A content under its checksum, as the program writes it.
fn seal(format: &Value, content: &Value) -> String {
    let text = content.to_string();
    let hash = blake3::hash(format!("{format}\n{text}").as_bytes()).to_hex();
    format!("{{\"format\":{format},\"blake3\":\"{hash}\",\"{CONTENT}\":{text}}}")
}

/// Changes a file of `.palabre` (`name` is below that folder) so that the disk seems not to have changed it.
pub fn rot(corpus: &Path, name: &str, damage: impl FnOnce(&mut Vec<u8>)) {
    // What `seen.json` says of the build must be right before it is damaged itself.
    if name == "seen.json" {
        believe(corpus);
    }
    let path = corpus.join(".palabre").join(name);
    let mut bytes = fs::read(&path).unwrap();
    damage(&mut bytes);
    fs::write(&path, bytes).unwrap();
    if name != "seen.json" {
        believe(corpus);
    }
}
