//! Every command that writes, each with a folder in which it has something to write.
//!
//! A folder holds `c`, the corpus; `in`, files to read; and `out`, files and reports. Beside each output lie files of the
//! user's own whose names look like temporary ones: they are never touched.

use super::corpora;
use super::support::{copy, root, succeed};
use palabre::model::Silent;
use palabre::pipeline::Open;
use std::fs;
use std::path::Path;

/// A command that writes.
#[derive(Clone, Copy)]
pub struct Writer {
    pub name: &'static str,
    pub args: &'static [&'static str],
    /// Makes the folder in which it runs.
    pub prepare: fn(&Path),
    /// What it says where what it would write is there already, if it then refuses.
    pub done: Option<&'static str>,
}

/// All of them.
pub const WRITERS: [Writer; 14] = [
    Writer {
        name: "new",
        args: &["new", "c", "in/a.csv", "in/pages", "--title", "Avis"],
        prepare: inputs,
        done: Some("is a corpus already"),
    },
    Writer {
        name: "new --copy",
        args: &["new", "c", "in/a.csv", "in/pages", "--copy"],
        prepare: inputs,
        done: Some("is a corpus already"),
    },
    Writer {
        name: "add",
        args: &["add", "c", "in/b.csv"],
        prepare: built,
        done: Some("is a source of this corpus already"),
    },
    Writer {
        name: "add --copy",
        args: &["add", "c", "in/b.csv", "--copy"],
        prepare: built,
        // A second copy is another source: only a run that was killed before it published is repeated.
        done: None,
    },
    Writer {
        name: "add --replaces",
        args: &["add", "c", "in/newer.csv", "--replaces", "registre"],
        prepare: built,
        done: Some("replaces it already"),
    },
    Writer {
        name: "build",
        args: &["build", "c"],
        prepare: stale,
        done: None,
    },
    Writer {
        name: "first build",
        args: &["build", "c"],
        prepare: unbuilt,
        done: None,
    },
    Writer {
        name: "search --save",
        args: &["search", "c", "formation", "--save", "mot"],
        prepare: built,
        done: Some("there is a sub-corpus mot already"),
    },
    Writer {
        name: "themes --write",
        args: &["themes", "c", "--write"],
        prepare: built,
        done: Some("is there already"),
    },
    Writer {
        name: "report, the first",
        args: &["report", "c", "--out", "out/r"],
        prepare: built,
        done: None,
    },
    Writer {
        name: "report over another",
        args: &["report", "c", "--out", "out/r"],
        prepare: reported,
        done: None,
    },
    Writer {
        name: "export to xlsx",
        args: &["export", "c", "--to", "xlsx", "--out", "out/e.xlsx"],
        prepare: exported,
        done: None,
    },
    Writer {
        name: "export to jsonl",
        args: &["export", "c", "--to", "jsonl", "--out", "out/e.jsonl"],
        prepare: built,
        done: None,
    },
    Writer {
        name: "search --out",
        args: &["search", "c", "formation OU site", "--out", "out/s.csv"],
        prepare: built,
        done: None,
    },
];

/// Files to read, and no corpus.
pub fn inputs(folder: &Path) {
    fs::create_dir_all(folder.join("in")).unwrap();
    let pages = root().join("corpora/demo/sources/pages");
    fs::create_dir_all(folder.join("in/pages")).unwrap();
    for name in ["contribution-434.txt", "contribution-437.txt"] {
        fs::copy(pages.join(name), folder.join("in/pages").join(name)).unwrap();
    }
    fs::write(folder.join("in/a.csv"), corpora::table(0, 24)).unwrap();
    fs::write(folder.join("in/b.csv"), corpora::table(24, 20)).unwrap();
    let newer = corpora::reworded(&corpora::table(2, 26));
    fs::write(folder.join("in/newer.csv"), newer).unwrap();
    for (name, text) in [
        ("out/.r.new/mine.txt", "A draft of mine."),
        ("out/.r.old/mine.txt", "An older draft of mine."),
        ("out/.e.xlsx.new", "mine"),
        ("out/.e.jsonl.new", "mine"),
        ("out/.s.csv.new", "mine"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A corpus that was never built.
pub fn unbuilt(folder: &Path) {
    inputs(folder);
    let corpus = folder.join("c");
    corpora::small(&corpus);
    fs::write(corpus.join(".corpus.toml.new"), "# mine\n").unwrap();
    fs::write(corpus.join(".themes.toml.new"), "# mine\n").unwrap();
}

/// A built corpus.
pub fn built(folder: &Path) {
    unbuilt(folder);
    Open::corpus(&folder.join("c"), &Silent).expect("the corpus builds");
}

/// A corpus of which a source has changed since it was built.
pub fn stale(folder: &Path) {
    built(folder);
    corpora::reword(&folder.join("c/sources/pages"));
    let table = folder.join("c/sources/registre.csv");
    let bytes = corpora::reworded(&fs::read(&table).unwrap());
    fs::write(&table, bytes).unwrap();
}

/// A built corpus with a report in another language.
pub fn reported(folder: &Path) {
    built(folder);
    // The report is written elsewhere and brought here: what the user keeps beside it is there only afterwards.
    let elsewhere = folder.join("in/elsewhere");
    succeed(
        folder,
        &["report", "c", "--out", "in/elsewhere/r", "--lang", "en"],
    );
    copy(&elsewhere.join("r"), &folder.join("out/r"));
    fs::remove_dir_all(elsewhere).unwrap();
}

/// A built corpus with an export of an earlier day.
pub fn exported(folder: &Path) {
    built(folder);
    fs::write(folder.join("out/e.xlsx"), "An export of an earlier day.").unwrap();
}
