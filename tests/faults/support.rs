//! What every round needs: the program, trees of files, and what is hidden in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The files below a folder: path with `/`, bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder in memory where there is one: rounds in process write thousands of small files, and wait for no disk.
pub fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    match tempfile::tempdir_in(memory) {
        Ok(folder) => folder,
        Err(_) => on_disk(),
    }
}

/// A folder on the disk.
pub fn on_disk() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The program, to be run in a folder.
pub fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_palabre"));
    command
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The program behind words of a shell (`ulimit -n 20`), which it is run under.
pub fn limited(folder: &Path, limits: &str, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{limits} && exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_palabre"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

/// Runs the program in a folder.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().expect("the program runs")
}

/// Runs the program in a folder, where it must succeed.
pub fn succeed(folder: &Path, args: &[&str]) -> Output {
    let out = run(folder, args);
    assert!(out.status.success(), "{args:?}: {}", text(&out.stderr));
    out
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// All files below a folder for which `keep` holds; a folder that is not kept is not entered. An empty folder is listed
/// with a `/` at the end.
pub fn tree(folder: &Path, keep: &dyn Fn(&str) -> bool) -> Tree {
    fn walk(base: &Path, folder: &Path, keep: &dyn Fn(&str) -> bool, out: &mut Tree) {
        let mut any = false;
        for entry in fs::read_dir(folder).unwrap() {
            any = true;
            let path = entry.unwrap().path();
            let shown = shown(base, &path);
            if !keep(&shown) {
                continue;
            }
            if path.is_dir() {
                walk(base, &path, keep, out);
            } else {
                out.insert(shown, fs::read(&path).unwrap());
            }
        }
        if !any && folder != base {
            out.insert(format!("{}/", shown(base, folder)), Vec::new());
        }
    }
    let mut out = Tree::new();
    walk(folder, folder, keep, &mut out);
    out
}

fn shown(base: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(base).expect("a path below the folder");
    let parts: Vec<_> = parts.iter().map(|p| p.to_string_lossy()).collect();
    parts.join("/")
}

/// The first differences of two trees, in words; `None` where they are the same.
pub fn difference(found: &Tree, expected: &Tree) -> Option<String> {
    let mut out = Vec::new();
    for (name, bytes) in expected {
        match found.get(name) {
            None => out.push(format!("{name} is missing")),
            Some(other) if other != bytes => out.push(format!("{name} differs")),
            Some(_) => {}
        }
    }
    let extra = found.keys().filter(|name| !expected.contains_key(*name));
    out.extend(extra.map(|name| format!("{name} is left over")));
    if out.len() > 4 {
        let more = out.len() - 4;
        out.truncate(4);
        out.push(format!("{more} more"));
    }
    (!out.is_empty()).then(|| out.join(", "))
}

/// What is left of a writer in `.palabre`: every name that no finished command leaves there.
pub fn left_in_palabre(corpus: &Path) -> Vec<String> {
    let folder = corpus.join(".palabre");
    if !folder.is_dir() {
        return Vec::new();
    }
    let mut left = Vec::new();
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let mut names: Vec<String> = entries
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let temporary =
        |name: &String| name.starts_with('.') || name.contains("tmp") || name.ends_with(".new");
    left.extend(names(&folder).into_iter().filter(temporary));
    let builds = names(&folder.join("builds"));
    if builds.len() > 2 {
        left.push(format!("builds {}", builds.join(" ")));
    }
    for build in builds {
        let inside = names(&folder.join("builds").join(&build));
        left.extend(inside.into_iter().filter(temporary));
    }
    left
}

/// Whether commands that need root, such as `mount`, can be tried at all.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|out| text(&out.stdout).trim() == "0")
}

/// A file system that is mounted as long as this value lives.
pub struct Mounted(PathBuf);

impl Mounted {
    /// Mounts with these arguments of `mount`, to which the folder is added; `None` where that is not possible.
    pub fn new(args: &[&str], folder: &Path) -> Option<Mounted> {
        if !is_root() {
            return None;
        }
        let done = Command::new("mount").args(args).arg(folder).output().ok()?;
        done.status.success().then(|| Mounted(folder.to_path_buf()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Lazily: a file that is still open must not leave the folder mounted.
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}
