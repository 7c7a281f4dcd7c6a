//! A zip: its central directory judged member by member, and one member read as a stream.

use super::content::{are_document_names, has_document_type};
use super::names::{self, Name};
use super::{Limits, Unread, damage};
use crate::ingest::io::files::{head_of, is_beside_page};
use crate::model::Refusal;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use zip::unstable::read::ZipIterable;
use zip::{CompressionMethod, read::Config, read::ZipFileEntry};

/// The fixed part of a local header.
const LOCAL_HEADER: u64 = 30;

/// A member that can be read, as the central directory has it.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Entry {
    pub name: String,
    raw_name: Vec<u8>,
    header: u64,
    packed: u64,
    size: u64,
    crc: u32,
    stored: bool,
}

/// What a zip turned out to be.
pub(super) enum Listing {
    /// A document that is packed so.
    Document,
    /// An archive: its members by name, each that cannot be read with its reason.
    Members(Vec<Result<Entry, Unread>>),
}

/// Lists a zip. An error is one that leaves nothing of it to read.
pub(super) fn list(shown: &str, path: &Path, limits: &Limits) -> Result<Listing, Unread> {
    let whole = |reason, detail: String| Unread {
        path: shown.to_string(),
        reason,
        detail,
    };
    let broken = |error: &dyn std::fmt::Display| {
        whole(
            Refusal::Malformed,
            format!(
                "its list of members cannot be read ({error}): the zip is damaged or cut short; copy it again"
            ),
        )
    };
    let file = File::open(path).map_err(|e| whole(Refusal::Unreadable, e.to_string()))?;
    let head = head_of(&file).map_err(|e| whole(Refusal::Unreadable, e.to_string()))?;
    let mut archive =
        ZipIterable::try_new(BufReader::new(file), Config::default()).map_err(|e| broken(&e))?;
    if archive.len() > limits.members {
        return Err(whole(
            Refusal::TooManyMembers,
            format!(
                "it has {} members, more than the {} that are read: split it",
                archive.len(),
                limits.members
            ),
        ));
    }
    let mut found: Vec<ZipFileEntry<'static>> = Vec::new();
    let mut end = None;
    for entry in archive.files().map_err(|e| broken(&e))? {
        match entry {
            Ok(entry) => found.push(entry),
            // The directory cannot be followed beyond a broken entry.
            Err(error) => end = Some(broken(&error)),
        }
    }
    if has_document_type(&head) || are_document_names(found.iter().map(ZipFileEntry::name_raw)) {
        return Ok(Listing::Document);
    }
    let mut listed = judge(shown, &found, limits);
    if let Some(end) = end {
        listed.push(Err(end));
    } else if listed.is_empty() {
        let detail = match found.len() {
            0 => "the zip holds nothing".to_string(),
            n => format!("none of the {n} members of the zip is a file that is not hidden"),
        };
        listed.push(Err(whole(Refusal::Empty, detail)));
    }
    Ok(Listing::Members(listed))
}

/// A member's name as text: UTF-8 where it is UTF-8, whatever its flag says, else the code page of DOS.
fn text(entry: &ZipFileEntry<'_>) -> String {
    match std::str::from_utf8(entry.name_raw()) {
        Ok(name) => name.to_string(),
        Err(_) => match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
        },
    }
}

/// Members sorted by name, folders and hidden ones left out, each that is not read with its reason.
fn judge(
    shown: &str,
    found: &[ZipFileEntry<'static>],
    limits: &Limits,
) -> Vec<Result<Entry, Unread>> {
    let mut named: Vec<(String, &ZipFileEntry<'_>)> = found
        .iter()
        .filter(|e| !e.name_raw().ends_with(b"/"))
        .map(|e| (text(e), e))
        .collect();
    // Equal names in the order of the directory, so that the outcome is always the same.
    named.sort_by(|a, b| a.0.cmp(&b.0));
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for (name, _) in &named {
        if let Name::Good(name) = names::judge(name) {
            *times.entry(name).or_default() += 1;
        }
    }
    let overlapping = overlaps(&named);
    let mut total = 0u64;
    let mut listed = Vec::with_capacity(named.len());
    for (at, (name, entry)) in named.iter().enumerate() {
        let name = match names::judge(name) {
            Name::Hidden => continue,
            Name::Good(name) if is_beside(&name, &times) => continue,
            Name::Good(name) => name,
            Name::Unsafe(why) => {
                listed.push(Err(Unread {
                    path: format!("{shown}/{}", names::printable(name)),
                    reason: Refusal::UnsafeName,
                    detail: format!(
                        "the member's name is not safe: {why}; rename it and pack it again"
                    ),
                }));
                continue;
            }
        };
        let twice = times.get(&name).is_some_and(|n| *n > 1);
        let trouble = trouble(entry, twice, overlapping[at], &mut total, limits);
        listed.push(match trouble {
            Some((reason, detail)) => Err(Unread {
                path: format!("{shown}/{name}"),
                reason,
                detail,
            }),
            None => Ok(Entry {
                name,
                raw_name: entry.name_raw().to_vec(),
                header: entry.header_start(),
                packed: entry.compressed_size(),
                size: entry.size(),
                crc: entry.crc32(),
                stored: entry.compression() == CompressionMethod::Stored,
            }),
        });
    }
    listed
}

/// Whether a member is what a browser saved beside a page that is a member too.
fn is_beside(name: &str, members: &FxHashMap<String, u32>) -> bool {
    let ends = name.match_indices('/').map(|m| m.0);
    let mut begin = 0;
    for end in ends {
        let above = &name[..begin];
        if is_beside_page(&name[begin..end], |p| {
            members.contains_key(&format!("{above}{p}"))
        }) {
            return true;
        }
        begin = end + 1;
    }
    false
}

/// Why a member is not read, if so.
fn trouble(
    entry: &ZipFileEntry<'_>,
    twice: bool,
    overlaps: bool,
    total: &mut u64,
    limits: &Limits,
) -> Option<(Refusal, String)> {
    let (packed, size) = (entry.compressed_size(), entry.size());
    let method = entry.compression();
    if twice {
        return Some((
            Refusal::DuplicateName,
            "several members have this name, and nothing says which is meant: pack it again".into(),
        ));
    }
    if entry.encrypted() {
        return Some((
            Refusal::Encrypted,
            "the member is encrypted: pack it again without a password".into(),
        ));
    }
    if entry.is_symlink() {
        return Some((
            Refusal::Link,
            "the member is a link to another file: pack the file itself".into(),
        ));
    }
    if method != CompressionMethod::Stored && method != CompressionMethod::Deflated {
        return Some((
            Refusal::UnsupportedMethod,
            format!(
                "the member is packed by the method {method}: pack it again as a usual zip (deflate)"
            ),
        ));
    }
    if method == CompressionMethod::Stored && packed != size {
        return Some((
            Refusal::Malformed,
            "the directory states two sizes for a member that is stored as it is: the zip is damaged".into(),
        ));
    }
    if overlaps {
        return Some((
            Refusal::Overlap,
            "the member shares its bytes with another, which no program that packs does: not read"
                .into(),
        ));
    }
    if limits.is_bomb(packed, size) {
        return Some((
            Refusal::ZipBomb,
            format!(
                "{packed} bytes would give {size}, more than {} for each, which no text does: \
                 unpack it if you trust it",
                limits.ratio
            ),
        ));
    }
    let with = total.saturating_add(size);
    if with > limits.total {
        return Some((
            Refusal::TooLarge,
            format!(
                "with it the archive would give more than {} bytes: split the archive or unpack it",
                limits.total
            ),
        ));
    }
    *total = with;
    None
}

/// Which members begin before one that is earlier in the file has ended.
fn overlaps(named: &[(String, &ZipFileEntry<'_>)]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..named.len()).collect();
    order.sort_by_key(|i| named[*i].1.header_start());
    let mut out = vec![false; named.len()];
    let mut end = 0;
    for i in order {
        let entry = named[i].1;
        out[i] = entry.header_start() < end;
        // The local header may be longer still: this is the least that a member takes.
        let least = LOCAL_HEADER + entry.name_raw().len() as u64;
        let own = entry.header_start().saturating_add(least);
        end = end.max(own.saturating_add(entry.compressed_size()));
    }
    out
}

/// A reader of a member's bytes, which are no more than stated and have the checksum that is stated.
pub(super) fn reader(path: &Path, entry: &Entry) -> io::Result<Checked> {
    let mut file = File::open(path)?;
    let data = data_start(&mut file, entry)?;
    file.seek(SeekFrom::Start(data))?;
    let packed = file.take(entry.packed);
    Ok(Checked {
        inner: if entry.stored {
            Method::Stored(BufReader::new(packed))
        } else {
            Method::Deflated(DeflateDecoder::new(packed))
        },
        crc: Crc::new(),
        given: 0,
        size: entry.size,
        expected: entry.crc,
    })
}

/// Where the bytes begin, from the local header, which must agree with the directory.
fn data_start(file: &mut File, entry: &Entry) -> io::Result<u64> {
    let broken = || {
        damage(
            Refusal::Malformed,
            "the header of the member is not where the directory says: the zip is damaged or cut short",
        )
    };
    let mut header = [0; LOCAL_HEADER as usize];
    file.seek(SeekFrom::Start(entry.header))?;
    file.read_exact(&mut header).map_err(|_| broken())?;
    let field = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let mut name = vec![0; usize::from(field(26))];
    file.read_exact(&mut name).map_err(|_| broken())?;
    if !header.starts_with(b"PK\x03\x04") || name != entry.raw_name {
        return Err(broken());
    }
    Ok(entry.header + LOCAL_HEADER + u64::from(field(26)) + u64::from(field(28)))
}

enum Method {
    Stored(BufReader<io::Take<File>>),
    Deflated(DeflateDecoder<io::Take<File>>),
}

/// Unpacked bytes, checked at their end.
pub(super) struct Checked {
    inner: Method,
    crc: Crc,
    given: u64,
    size: u64,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let n = match &mut self.inner {
            Method::Stored(reader) => reader.read(buffer),
            Method::Deflated(reader) => reader.read(buffer),
        }?;
        self.crc.update(&buffer[..n]);
        self.given += n as u64;
        if self.given > self.size || (n == 0 && self.given < self.size) {
            let less = if n == 0 { "fewer" } else { "more" };
            let detail = format!(
                "the member gives {less} bytes than the {} that the directory states: the zip is damaged \
                 or cut short; copy it again",
                self.size
            );
            return Err(damage(Refusal::Malformed, detail));
        }
        if n == 0 && self.crc.sum() != self.expected {
            let detail = "the member's bytes do not have the checksum that the directory states: the zip \
                          is damaged; copy it again";
            return Err(damage(Refusal::Malformed, detail));
        }
        Ok(n)
    }
}
