//! Good, odd and hostile archives: each gives its members or a reason, within its limits.

use super::*;
use crate::ingest::{Imported, Journal, read_file, refuse_unread};
use crate::model::{AuthorKey, Outcome, SourceSpec};
use ::zip::CompressionMethod;
use ::zip::write::{SimpleFileOptions, ZipWriter};
use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Write};
use tempfile::TempDir;

pub(super) const TABLE: &str =
    "id;titre;texte\n1;Écoles;Des écoles ouvertes l’été.\n2;Bus;Un bus le dimanche à l’œuvre.\n";

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method)
}

/// A zip of these members, in this order.
pub(super) fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, options(CompressionMethod::Deflated))
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn on_disk(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.zip");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What a file gives: path and bytes of each member, or path and reason.
pub(super) fn give(bytes: &[u8], limits: Limits) -> Vec<(String, Result<Vec<u8>, &'static str>)> {
    let (_folder, path) = on_disk(bytes);
    members("export.zip", &path, limits)
        .unwrap()
        .map(|member| match member {
            Err(unread) => {
                assert!(!unread.detail.is_empty());
                (unread.path, Err(unread.reason.name()))
            }
            Ok(file) => {
                let mut streamed = Vec::new();
                let read = match file.reader() {
                    Ok(mut reader) => reader
                        .read_to_end(&mut streamed)
                        .map_err(|e| reason_of(&e).0.name()),
                    Err(_) => Err("unreadable"),
                };
                if read.is_ok() && streamed.len() as u64 <= limits.whole {
                    assert_eq!(*file.bytes().unwrap(), *streamed);
                    assert_eq!(
                        file.head,
                        streamed[..streamed.len().min(crate::ingest::HEAD)]
                    );
                }
                (file.path, read.map(|_| streamed))
            }
        })
        .collect()
}

fn reasons(bytes: &[u8]) -> Vec<(String, &'static str)> {
    give(bytes, Limits::default())
        .into_iter()
        .map(|(path, read)| (path, read.map_or_else(|e| e, |_| "read")))
        .collect()
}

/// What a corpus would have of it.
pub(super) fn import(bytes: &[u8]) -> Imported {
    let (_folder, path) = on_disk(bytes);
    let spec = SourceSpec {
        name: "s".into(),
        path: ".".into(),
        format: "auto".into(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let mut journal = Journal::new();
    for member in members("export.zip", &path, Limits::default()).unwrap() {
        match member {
            Ok(file) => read_file(
                &file,
                &spec,
                &spec.name,
                &AuthorKey::from_bytes([7; 32]),
                &mut journal,
            ),
            Err(unread) => refuse_unread(unread, &spec, &mut journal),
        }
    }
    journal.finish()
}

fn refusals(imported: &Imported) -> Vec<&'static str> {
    let rows = imported.rows.iter();
    rows.filter_map(|r| match r.outcome {
        Outcome::Refused(reason) => Some(reason.name()),
        _ => None,
    })
    .collect()
}

/// A table that is larger than a head and packs little.
fn large() -> Vec<u8> {
    let mut out = b"id;titre;texte\n".to_vec();
    for i in 0..20_000u64 {
        let noise = i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        out.extend(
            format!(
                "{i};Titre {noise:x};Un avis sur {:x}.\n",
                noise.rotate_left(9)
            )
            .bytes(),
        );
    }
    out
}

#[test]
fn members_come_sorted_and_hidden_ones_do_not() {
    let bytes = zip_of(&[
        ("z.csv", b"z"),
        ("dossier/propositions.csv", TABLE.as_bytes()),
        ("dossier/.caché.csv", b"x"),
        ("__MACOSX/z.csv", b"x"),
        ("Été.csv", "é".as_bytes()),
        ("dossier/", b""),
    ]);
    let found = give(&bytes, Limits::default());
    let paths: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(
        paths,
        [
            "export.zip/dossier/propositions.csv",
            "export.zip/z.csv",
            "export.zip/Été.csv"
        ]
    );
    assert_eq!(found[0].1.as_deref(), Ok(TABLE.as_bytes()));
}

#[test]
fn what_a_browser_saves_beside_a_page_is_left_out() {
    let names = [
        "d/page.html",
        "d/page_files/a.js",
        "d/page_files/b/c.png",
        "d/autre_files/a.csv",
        "page_files/a.csv",
        "q.htm",
        "q_fichiers/x.css",
    ];
    let all: Vec<(&str, &[u8])> = names.iter().map(|n| (*n, &b"x"[..])).collect();
    let kept = [
        "d/autre_files/a.csv",
        "d/page.html",
        "page_files/a.csv",
        "q.htm",
    ];
    let found: Vec<String> = reasons(&zip_of(&all)).into_iter().map(|f| f.0).collect();
    assert_eq!(found, kept.map(|n| format!("export.zip/{n}")));
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    }
    let listed = crate::ingest::list_files(folder.path()).unwrap();
    let listed: Vec<String> = listed.into_iter().map(|f| f.0).collect();
    assert_eq!(listed, kept);
}

#[test]
fn stored_deflated_large_and_gzip_members_are_read_as_they_were() {
    let large = large();
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file("a.csv", options(method).large_file(true))
            .unwrap();
        writer.write_all(&large).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        assert_eq!(
            give(&bytes, Limits::default())[0].1.as_deref(),
            Ok(&large[..])
        );
    }
    // Several gzip streams one after the other are one file; its name is the archive's own.
    let twice = [gzip_of(&large), gzip_of(b"3;x;y\n")].concat();
    let found = give(&twice, Limits::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "export.zip");
    assert_eq!(
        found[0].1.as_deref(),
        Ok(&[&large[..], b"3;x;y\n"].concat()[..])
    );
}

#[test]
fn workbooks_and_documents_are_plain_files() {
    let workbook = zip_of(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("_rels/.rels", b"<r/>"),
        ("[Content_Types].xml", b"<Types/>"),
    ]);
    assert_eq!(
        give(&workbook, Limits::default()),
        [("export.zip".to_string(), Ok(workbook.clone()))]
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("mimetype", options(CompressionMethod::Stored))
        .unwrap();
    writer
        .write_all(b"application/vnd.oasis.opendocument.spreadsheet")
        .unwrap();
    let sheet = writer.finish().unwrap().into_inner();
    assert_eq!(give(&sheet, Limits::default())[0].1.as_ref(), Ok(&sheet));
    // In an archive they are plain files too.
    let packed = zip_of(&[("a.xlsx", &workbook), ("b.ods", &sheet)]);
    assert_eq!(
        give(&packed, Limits::default()),
        [
            ("export.zip/a.xlsx".to_string(), Ok(workbook)),
            ("export.zip/b.ods".to_string(), Ok(sheet))
        ]
    );
}

#[test]
fn unsafe_names_are_refused_and_the_others_read() {
    let bytes = zip_of(&[("_-/evil.csv", b"x"), ("good.csv", b"y")]);
    for evil in [
        "../evil.csv",
        "/_/evil.cs",
        "c:/evil.csv",
        "a\\_evil.cs",
        "a\0/evil.cs",
        "a\n/evil.cs",
    ] {
        let mut evil = evil.as_bytes().to_vec();
        evil.resize(11, b'v');
        let forged = replace(&bytes, b"_-/evil.csv", &evil);
        let found = reasons(&forged);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|f| f.1 == "unsafe_name"), "{found:?}");
        assert!(found.contains(&("export.zip/good.csv".to_string(), "read")));
        assert!(found.iter().all(|f| !f.0.contains(['\0', '\n'])));
    }
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut out = bytes.to_vec();
    let mut found = 0;
    for at in 0..=out.len() - from.len() {
        if out[at..].starts_with(from) {
            out[at..at + to.len()].copy_from_slice(to);
            found += 1;
        }
    }
    assert!(found > 0);
    out
}

#[test]
fn a_name_twice_is_refused() {
    let bytes = zip_of(&[("a.csv", b"1"), ("b.csv", b"2"), ("c.csv", b"3")]);
    let forged = replace(&bytes, b"b.csv", b"a.csv");
    let name = |n: &str| format!("export.zip/{n}");
    assert_eq!(
        reasons(&forged),
        [
            (name("a.csv"), "duplicate_name"),
            (name("a.csv"), "duplicate_name"),
            (name("c.csv"), "read")
        ]
    );
}

#[test]
fn an_archive_in_an_archive_is_refused() {
    let inner = zip_of(&[("a.csv", TABLE.as_bytes())]);
    let bytes = zip_of(&[
        ("a.csv", TABLE.as_bytes()),
        ("b.zip", &inner),
        ("c.gz", &gzip_of(TABLE.as_bytes())),
        ("d.7z", b"7z\xBC\xAF\x27\x1C.."),
    ]);
    let found: Vec<&str> = reasons(&bytes).iter().map(|r| r.1).collect();
    assert_eq!(
        found,
        ["read", "nested_archive", "nested_archive", "nested_archive"]
    );
    assert_eq!(reasons(&gzip_of(&inner))[0].1, "nested_archive");
    assert_eq!(reasons(b"Rar!\x1A\x07\0")[0].1, "unsupported_archive");
    let imported = import(&bytes);
    assert_eq!(imported.records.len(), 2);
    assert_eq!(refusals(&imported), ["nested_archive"; 3]);
    assert_eq!(&*imported.records[0].origin.file, "export.zip/a.csv");
}

#[test]
fn a_bomb_is_refused_before_it_bursts() {
    let limits = Limits {
        ratio_from: 1 << 20,
        ..Limits::default()
    };
    let zeros = vec![0; 8 << 20];
    let bytes = zip_of(&[("a.csv", TABLE.as_bytes()), ("zeros.csv", &zeros)]);
    assert!(bytes.len() < 20_000);
    let found = give(&bytes, limits);
    assert_eq!(found[1].1, Err("zip_bomb"));
    assert!(found[0].1.is_ok());
    // A gzip states no size: it is stopped on its way, and the rows before are not lost in silence.
    let mut table = TABLE.as_bytes().to_vec();
    table.extend(b"3;x;y\n".repeat(1 << 20));
    let bytes = gzip_of(&table);
    assert_eq!(give(&bytes, limits)[0].1, Err("zip_bomb"));
    // One that lies about its size gives no more than it states.
    let bytes = zip_of(&[("zeros.csv", &zeros)]);
    let lie = replace(&bytes, &(8u32 << 20).to_le_bytes(), &4u32.to_le_bytes());
    assert_eq!(reasons(&lie)[0].1, "malformed");
}

#[test]
fn limits_of_members_of_all_bytes_and_of_formats_read_whole() {
    let bytes = zip_of(&[("a", b"12345"), ("b", b"12345"), ("c", b"1")]);
    let limits = Limits {
        total: 6,
        ..Limits::default()
    };
    let found: Vec<bool> = give(&bytes, limits).iter().map(|f| f.1.is_ok()).collect();
    assert_eq!(found, [true, false, true]);
    let limits = Limits {
        members: 2,
        ..Limits::default()
    };
    assert_eq!(
        give(&bytes, limits),
        [("export.zip".to_string(), Err("too_many_members"))]
    );
    let large = large();
    let (_folder, path) = on_disk(&gzip_of(&large));
    let limits = Limits {
        whole: 1000,
        ..Limits::default()
    };
    let file = members("x", &path, limits)
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    assert!(file.bytes().unwrap_err().reason.contains("unpack it"));
    let limits = Limits {
        total: 200_000,
        ..Limits::default()
    };
    assert_eq!(give(&gzip_of(&large), limits)[0].1, Err("too_large"));
}

#[test]
fn encrypted_members_links_and_other_methods_are_refused() {
    let bytes = zip_of(&[("a.csv", b"12345")]);
    let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut encrypted = bytes.clone();
    encrypted[at + 8] |= 1;
    assert_eq!(reasons(&encrypted)[0].1, "encrypted");
    let mut other = bytes.clone();
    other[at + 10] = 14;
    assert_eq!(reasons(&other)[0].1, "unsupported_method");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = options(CompressionMethod::Stored);
    writer.add_symlink("l.csv", "/etc/passwd", plain).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(reasons(&bytes)[0].1, "link");
}

#[test]
fn a_zip_cut_anywhere_is_refused_or_read() {
    let bytes = zip_of(&[("a.csv", TABLE.as_bytes()), ("b.csv", TABLE.as_bytes())]);
    for cut in 4..bytes.len() {
        let found = reasons(&bytes[..cut]);
        assert!(!found.is_empty());
        assert!(found.iter().any(|f| f.1 != "read"), "cut at {cut}");
    }
    assert_eq!(refusals(&import(&bytes[..bytes.len() / 2])), ["malformed"]);
}

#[test]
fn a_wrong_checksum_or_header_is_told_wherever_it_shows() {
    // Seen at once in a small member.
    let bytes = zip_of(&[("a.csv", TABLE.as_bytes()), ("b.csv", b"x")]);
    let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut wrong = bytes.clone();
    wrong[at + 16] ^= 1;
    let found: Vec<&str> = reasons(&wrong).iter().map(|r| r.1).collect();
    assert_eq!(found, ["malformed", "read"]);
    // Seen at the end of a large one: its rows are kept, and one more is refused.
    let bytes = zip_of(&[("a.csv", &large())]);
    let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut wrong = bytes.clone();
    wrong[at + 16] ^= 1;
    let imported = import(&wrong);
    assert_eq!(imported.records.len(), 20_000);
    assert_eq!(refusals(&imported), ["malformed"]);
    let detail = imported.rows.last().unwrap().detail.clone().unwrap();
    assert!(detail.contains("checksum"), "{detail}");
    // A local header that says another name.
    let forged = [&replace(&bytes[..40], b"a.csv", b"b.csv"), &bytes[40..]].concat();
    assert_eq!(reasons(&forged)[0].1, "malformed");
}

#[test]
fn a_gzip_cut_short_keeps_what_came_and_says_so() {
    let bytes = gzip_of(&large());
    let imported = import(&bytes[..bytes.len() - 100]);
    assert!(imported.records.len() > 15_000);
    assert_eq!(refusals(&imported), ["malformed"]);
    let small = gzip_of(TABLE.as_bytes());
    assert_eq!(reasons(&small[..small.len() - 3])[0].1, "malformed");
    assert_eq!(reasons(b"\x1F\x8B\x08")[0].1, "malformed");
    // Objects a line, and formats that are read whole, tell it too.
    let lines = b"{\"id\": 1, \"texte\": \"Un avis assez long pour un texte.\"}\n".repeat(4000);
    let mut noisy = lines.clone();
    for (i, b) in noisy.iter_mut().enumerate() {
        if *b == b'U' {
            *b = b'A' + (i / 57 % 26) as u8;
        }
    }
    let bytes = gzip_of(&noisy);
    let imported = import(&bytes[..bytes.len() - 9]);
    assert_eq!(refusals(&imported).last(), Some(&"malformed"));
    let mut page =
        "Vous êtes sur la page de contribution de A sur le débat « D ».\n\nLa contribution #1\n"
            .to_string();
    page.push_str(&String::from_utf8(large()).unwrap());
    let bytes = gzip_of(page.as_bytes());
    assert_eq!(refusals(&import(&bytes[..bytes.len() - 9])), ["unreadable"]);
}

#[test]
fn members_that_share_their_bytes_are_refused() {
    // Two entries of the directory that name one local header, as in a bomb of overlaps.
    let bytes = zip_of(&[("a.csv", TABLE.as_bytes()), ("b.csv", TABLE.as_bytes())]);
    let entries: Vec<usize> = (0..bytes.len() - 4)
        .filter(|i| bytes[*i..].starts_with(b"PK\x01\x02"))
        .collect();
    let mut shared = bytes.clone();
    shared[entries[1] + 42..entries[1] + 46].copy_from_slice(&[0; 4]);
    let found: Vec<&str> = reasons(&shared).iter().map(|r| r.1).collect();
    assert_eq!(found, ["read", "overlap"]);
}

#[test]
fn an_empty_zip_is_refused_as_one_row() {
    assert_eq!(reasons(&zip_of(&[])), [("export.zip".to_string(), "empty")]);
    assert_eq!(reasons(&zip_of(&[(".x", b"1")]))[0].1, "empty");
    assert_eq!(refusals(&import(&zip_of(&[]))), ["empty"]);
}

#[test]
fn so_many_members_that_only_zip64_can_count_them_are_read() {
    let names: Vec<String> = (0..66_000).map(|i| format!("d/{i:05}.txt")).collect();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in &names {
        let stored = options(CompressionMethod::Stored);
        writer.start_file(name.as_str(), stored).unwrap();
        writer.write_all(b"un").unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let begun = std::time::Instant::now();
    let (_folder, path) = on_disk(&bytes);
    let found = members("e.zip", &path, Limits::default()).unwrap();
    assert_eq!(found.filter(Result::is_ok).count(), 66_000);
    // Far above what it takes, far below what a quadratic step would.
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
