//! `kill -9` in the middle of a build: afterwards every command answers from the old state or the new one.

use super::support::{fresh_demo, json, palabre, text};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn a_killed_build_leaves_the_old_state_or_the_new_one() {
    let (_folder, demo) = fresh_demo();
    let corpus = demo.to_str().unwrap();
    let page = fs::read_dir(demo.join("sources/pages"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let aside = demo.join("aside.txt");
    let count = || {
        json(&["stances", corpus])["contributions"]
            .as_u64()
            .unwrap()
    };
    let whole = count();
    fs::rename(&page, &aside).unwrap();
    let begun = Instant::now();
    assert_eq!(count(), whole - 1);
    let long = begun.elapsed();
    fs::rename(&aside, &page).unwrap();
    assert_eq!(count(), whole);
    // Twenty moments from the first to beyond the end, in an order that looks random and is the same.
    let mut there = true;
    for i in 0..20u32 {
        let (from, to) = if there {
            (&page, &aside)
        } else {
            (&aside, &page)
        };
        fs::rename(from, to).unwrap();
        there = !there;
        let mut child = Command::new(env!("CARGO_BIN_EXE_palabre"))
            .args(["build", corpus])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(long.mul_f64(f64::from((i * 7) % 20) / 16.0) + Duration::from_millis(2));
        child.kill().unwrap();
        child.wait().unwrap();
        // The published build is whole: every table of it can be read without building anything.
        let (manifest, path) = palabre::store::current_build(&demo).expect("a build is published");
        let files = palabre::store::BuildFiles::open(&path, &manifest).unwrap();
        let records = palabre::store::read_records(&files).unwrap();
        let rows = palabre::store::read_imports(&files).unwrap();
        let hits = palabre::store::read_theme_hits(&files, &manifest.dictionary.themes).unwrap();
        let imported = rows.iter().filter(|r| r.outcome == "imported").count();
        assert_eq!(records.len(), imported, "kill {i}");
        assert!(
            hits.iter().all(|h| (h.ordinal as usize) < records.len()),
            "kill {i}"
        );
        // And the next command answers from the sources as they are now.
        if i % 4 == 3 {
            assert_eq!(count(), if there { whole } else { whole - 1 }, "kill {i}");
        }
    }
    let last = palabre(&["check", corpus]);
    assert!(last.status.success(), "{}", text(&last.stderr));
    let builds = fs::read_dir(demo.join(".palabre/builds")).unwrap().count();
    count();
    assert!(builds <= 3, "{builds} builds are left");
}
