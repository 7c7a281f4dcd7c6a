//! Outputs on a bad day: killed writers, two at once, read-only media, little space, memory and descriptors.

use super::support::{demo, fresh_demo, palabre, root, text, tree};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Runs the program below a limit of the shell, such as `ulimit -n 20`.
fn limited(limit: &str, args: &[&str]) -> Output {
    Command::new("bash")
        .args(["-c", &format!("{limit} && exec \"$@\""), "bash"])
        .arg(env!("CARGO_BIN_EXE_palabre"))
        .args(args)
        .output()
        .expect("a shell")
}

/// A small file system, unmounted at the end; `None`, with a message, where mounting is not allowed.
struct Mounted(PathBuf);

impl Mounted {
    fn new(at: &Path, options: &str) -> Option<Mounted> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs", path(at)])
            .output()
            .is_ok_and(|o| o.status.success());
        if !mounted {
            eprintln!("skipped: a file system cannot be mounted here");
        }
        mounted.then(|| Mounted(at.to_path_buf()))
    }

    fn read_only(&self) {
        let done = Command::new("mount")
            .args(["-o", "remount,ro", path(&self.0)])
            .status();
        assert!(done.is_ok_and(|s| s.success()));
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_killed_report_leaves_a_whole_one_and_the_next_run_tidies_up() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("avis");
    let args = ["report", path(demo()), "--out", path(&out)];
    assert!(palabre(&args).status.success());
    let whole = tree(&out);
    // A user's own files of such names are nobody else's business.
    for name in [".avis.new", ".avis.old"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("mine"), "x").unwrap();
    }
    let begun = Instant::now();
    assert!(palabre(&args).status.success());
    let long = begun.elapsed();
    let mut left = 0;
    for i in 0..12u32 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_palabre"))
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Most moments are near the end, where the folders change places.
        let moment = [
            0.3, 0.6, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99, 1.0, 1.02, 1.05,
        ];
        std::thread::sleep(long.mul_f64(moment[i as usize]));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(tree(&out) == whole, "kill {i}");
        left += names(folder.path()).len() - 3;
    }
    eprintln!("folders that killed reports left: {left}");
    assert!(palabre(&args).status.success());
    assert_eq!(names(folder.path()), [".avis.new", ".avis.old", "avis"]);
    assert!(folder.path().join(".avis.old/mine").exists());
}

#[test]
fn writers_of_one_thing_at_once_leave_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("avis");
    let table = folder.path().join("formation.csv");
    let commands = [
        vec!["report", path(demo()), "--out", path(&report)],
        vec!["search", path(demo()), "formation", "--out", path(&table)],
    ];
    for args in &commands {
        let children: Vec<_> = (0..4)
            .map(|_| {
                Command::new(env!("CARGO_BIN_EXE_palabre"))
                    .args(args)
                    .stdout(Stdio::null())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in children {
            let done = child.wait_with_output().unwrap();
            assert!(done.status.success(), "{args:?}: {}", text(&done.stderr));
        }
    }
    assert_eq!(names(folder.path()), ["avis", "formation.csv"]);
    let alone = folder.path().join("alone");
    assert!(
        palabre(&["report", path(demo()), "--out", path(&alone)])
            .status
            .success()
    );
    assert!(tree(&report) == tree(&alone));
}

#[test]
fn a_corpus_on_read_only_media_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    let Some(mounted) = Mounted::new(&disk, "size=64m") else {
        return;
    };
    let corpus = disk.join("demo");
    super::support::copy(&root().join("corpora/demo"), &corpus);
    let out = folder.path().join("avis");
    assert!(palabre(&["build", path(&corpus)]).status.success());
    mounted.read_only();
    for args in [
        &["report", path(&corpus), "--out", path(&out)][..],
        &["report", path(&corpus), "--out", path(&out), "--lang", "en"],
        &["search", path(&corpus), "formation"],
        &["stances", path(&corpus)],
        &["build", path(&corpus)],
        &["check", path(&corpus)],
    ] {
        let run = palabre(args);
        assert!(run.status.success(), "{args:?}: {}", text(&run.stderr));
    }
    assert!(out.join("index.html").exists());
    let inside = palabre(&["report", path(&corpus), "--out", path(&disk.join("avis"))]);
    assert_eq!(inside.status.code(), Some(2));
    assert!(
        text(&inside.stderr).contains("read-only"),
        "{}",
        text(&inside.stderr)
    );
}

#[test]
fn a_full_disk_under_the_index_is_reported_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let table = folder.path().join("avis.csv");
    let made = palabre(&["synth", "--rows", "3000"]);
    fs::write(&table, &made.stdout).unwrap();
    assert!(
        palabre(&["new", path(&corpus), path(&table)])
            .status
            .success()
    );
    let mut reported = 0;
    for size in ["600k", "1000k", "1600k", "2200k", "3m"] {
        let Some(_mounted) = Mounted::new(&corpus.join(".palabre"), &format!("size={size}")) else {
            return;
        };
        let run = palabre(&["build", path(&corpus)]);
        let message = text(&run.stderr);
        if run.status.success() {
            continue;
        }
        assert_eq!(run.status.code(), Some(2), "{size}: {message}");
        assert!(
            message.contains("the disk is full: free some space"),
            "{size}: {message}"
        );
        assert!(
            !message.contains("run the command again"),
            "{size}: {message}"
        );
        reported += u32::from(message.contains("the index"));
    }
    assert!(reported > 0, "no size filled the disk within the index");
    assert!(palabre(&["build", path(&corpus)]).status.success());
}

#[test]
fn few_descriptors_and_little_memory_end_in_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, table) = (folder.path().join("c"), folder.path().join("avis.csv"));
    fs::write(&table, palabre(&["synth", "--rows", "3000"]).stdout).unwrap();
    assert!(
        palabre(&["new", path(&corpus), path(&table)])
            .status
            .success()
    );
    let built = corpus.join(".palabre");
    let build = |limit: &str| {
        let _ = fs::remove_dir_all(&built);
        let run = limited(limit, &["build", path(&corpus), "--threads", "1"]);
        (run.status.code(), text(&run.stderr))
    };
    let mut reported = 0;
    for n in [6, 8, 10, 12] {
        let (code, message) = build(&format!("ulimit -n {n}"));
        assert!(matches!(code, Some(0 | 2)), "{n}: {message}");
        if code == Some(2) {
            assert!(
                message.contains("too many files are open"),
                "{n}: {message}"
            );
            assert!(!message.contains("run the command again"), "{n}: {message}");
            reported += 1;
        }
    }
    assert!(reported > 0, "no limit of descriptors was too low");
    // The program itself needs about 100 MB in a build without optimisations; below that it does not start.
    let mut reported = 0;
    for megabytes in [130, 150, 170, 200] {
        let (code, message) = build(&format!("ulimit -v {}", megabytes * 1024));
        assert!(matches!(code, Some(0 | 2)), "{megabytes} MB: {message}");
        if code == Some(2) {
            assert!(
                message.contains("too little memory"),
                "{megabytes}: {message}"
            );
            reported += 1;
        }
    }
    assert!(reported > 0, "no limit of memory was too low");
    assert_eq!(build("true").0, Some(0));
}

#[test]
fn an_interrupted_new_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("c");
    let sources = root().join("corpora/demo/sources/pages");
    // What `new --copy` leaves that is killed while it copies.
    fs::create_dir_all(dir.join("sources/pages")).unwrap();
    fs::create_dir_all(dir.join(".palabre")).unwrap();
    fs::write(dir.join("sources/pages/a.txt"), "half").unwrap();
    let list = r#"[{"path":"sources/pages","files":["sources/pages/a.txt","sources/pages/b.txt","sources/../../mine"]}]"#;
    fs::write(dir.join(".palabre/copying"), list).unwrap();
    fs::write(folder.path().join("mine"), "x").unwrap();
    let args = ["new", path(&dir), path(&sources), "--copy"];
    let run = palabre(&args);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(!dir.join("sources/pages/a.txt").exists());
    assert!(dir.join("corpus.toml").exists() && folder.path().join("mine").exists());
    assert!(!dir.join(".palabre").exists());
    // A folder with a file of the user's is no such folder.
    fs::remove_file(dir.join("corpus.toml")).unwrap();
    let again = palabre(&args);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is not empty"));
}

#[test]
fn new_killed_at_any_moment_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("avis.csv");
    fs::write(&file, palabre(&["synth", "--rows", "2000"]).stdout).unwrap();
    let begun = Instant::now();
    let first = folder.path().join("first");
    assert!(
        palabre(&["new", path(&first), path(&file), "--copy"])
            .status
            .success()
    );
    let long = begun.elapsed();
    for i in 0..10u32 {
        let dir = folder.path().join(format!("c{i}"));
        let args = ["new", path(&dir), path(&file), "--copy"];
        let mut child = Command::new(env!("CARGO_BIN_EXE_palabre"))
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(long.mul_f64(0.6 + f64::from(i) * 0.05) + Duration::from_millis(1));
        child.kill().unwrap();
        child.wait().unwrap();
        if !dir.join("corpus.toml").exists() {
            let again = palabre(&args);
            assert!(again.status.success(), "kill {i}: {}", text(&again.stderr));
        }
        let (a, b) = (tree(&first), tree(&dir));
        let visible = |t: Vec<(String, Vec<u8>)>| -> Vec<(String, Vec<u8>)> {
            t.into_iter().filter(|f| !f.0.starts_with('.')).collect()
        };
        assert!(visible(a) == visible(b), "kill {i}");
    }
}

#[test]
fn a_failed_add_leaves_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("avis.csv");
    fs::write(
        &file,
        "id,texte\n1,Le guichet ferme trop tôt le soir\n2,Il faut former les agents\n",
    )
    .unwrap();
    let plain = folder.path().join("plain");
    let small = folder.path().join("small.csv");
    fs::write(
        &small,
        "id,texte\n1,Un avis sur les horaires de la mairie\n",
    )
    .unwrap();
    assert!(
        palabre(&["new", path(&plain), path(&small)])
            .status
            .success()
    );
    let before = fs::read_to_string(plain.join("corpus.toml")).unwrap();
    let disk = plain.join("sources");
    let Some(_full) = Mounted::new(&disk, "size=4k") else {
        return;
    };
    let large = folder.path().join("large.csv");
    let rows: String = (0..900)
        .map(|i| format!("{i},Un avis de plus sur les horaires, numéro {i}\n"))
        .collect();
    fs::write(&large, format!("id,texte\n{rows}")).unwrap();
    let run = palabre(&["add", path(&plain), path(&file), path(&large), "--copy"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert!(
        text(&run.stderr).contains("the disk is full"),
        "{}",
        text(&run.stderr)
    );
    assert_eq!(names(&disk).len(), 0, "{:?}", names(&disk));
    assert!(!plain.join(".palabre").exists());
    let after = fs::read_to_string(plain.join("corpus.toml")).unwrap();
    assert_eq!(after, before);
}

#[test]
fn a_key_that_others_can_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, corpus) = fresh_demo();
    let key = corpus.join("author.key");
    let out = folder.path().join("avis");
    let report = || text(&palabre(&["report", path(&corpus), "--out", path(&out)]).stderr);
    assert_eq!(report(), "");
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    let command = format!("chmod 600 {}", key.display());
    assert!(report().contains(&command), "{}", report());
    let built = text(&palabre(&["build", path(&corpus)]).stderr);
    assert!(built.contains(&command), "{built}");
}
