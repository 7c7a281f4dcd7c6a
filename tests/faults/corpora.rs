//! The corpora of the rounds: a few rows of the demo, so that a case takes milliseconds.

use super::support::root;
use std::fs;
use std::path::Path;

/// What describes the small corpus.
const CORPUS: &str = "# A small corpus.\ntitle = \"Votre avis\"\n\n\
    [[sources]]\nname = \"pages\" # two pages\npath = \"sources/pages\"\nformat = \"page-2014\"\n\n\
    [[sources]]\nname = \"opinions\"\npath = \"sources/opinions\"\nformat = \"api-2015\"\n\n\
    [[sources]]\nname = \"registre\"\npath = \"sources/registre.csv\"\nformat = \"csv\"\n\n";

/// The folder of the demo's sources.
fn demo(name: &str) -> std::path::PathBuf {
    root().join("corpora/demo/sources").join(name)
}

/// The first `rows` rows of the demo's table, in its own encoding, without the first `skipped`.
pub fn table(skipped: usize, rows: usize) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_path(demo("registre.csv"))
        .expect("the demo's table");
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    for (i, row) in reader.byte_records().enumerate() {
        if i == 0 || (skipped + 1..=skipped + rows).contains(&i) {
            writer.write_byte_record(&row.expect("a row")).unwrap();
        }
    }
    writer.into_inner().unwrap()
}

/// Makes the small corpus in `folder`: pages, opinions and a table.
pub fn small(folder: &Path) {
    for (name, files) in [
        (
            "pages",
            &["contribution-412.txt", "contribution-427.txt"][..],
        ),
        ("opinions", &["314.json", "350.json"]),
    ] {
        let to = folder.join("sources").join(name);
        fs::create_dir_all(&to).unwrap();
        for file in files {
            fs::copy(demo(name).join(file), to.join(file)).unwrap();
        }
    }
    fs::write(folder.join("sources/registre.csv"), table(0, 24)).unwrap();
    let mapping = fs::read_to_string(root().join("corpora/demo/corpus.toml")).unwrap();
    let at = mapping
        .find("[sources.mapping]")
        .expect("the demo's mapping");
    fs::write(
        folder.join("corpus.toml"),
        format!("{CORPUS}{}", &mapping[at..]),
    )
    .unwrap();
}

/// The same bytes with some words in the place of others as long: what an older version of a file may have said.
pub fn reworded(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for (word, other) in [
        ("formation", "tradition"),
        ("courrier", "chantier"),
        ("courriel", "tutoriel"),
        ("site", "cure"),
        ("agent", "voisi"),
    ] {
        let (word, other) = (word.as_bytes(), other.as_bytes());
        let mut from = 0;
        while let Some(at) = out[from..].windows(word.len()).position(|w| w == word) {
            from += at;
            out[from..from + word.len()].copy_from_slice(other);
        }
    }
    out
}

/// Rewords every source of a corpus in its place.
pub fn reword(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            reword(&path);
        } else {
            let bytes = fs::read(&path).unwrap();
            fs::write(&path, reworded(&bytes)).unwrap();
        }
    }
}
