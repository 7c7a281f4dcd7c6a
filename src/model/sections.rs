//! Named sections of bytes in one piece, every byte under a checksum: what flat files of a build are made of.
//!
//! Layout, little-endian throughout:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `89 P A L A B R E` |
//! | 4 | version of this layout, 1 |
//! | 4 | number of sections |
//! | 8 | length of the whole file |
//! | 8 | length of the header: everything before the first section, a multiple of 8 |
//! | 8 | XXH3 (64 bits) of the header, without these 8 bytes |
//! | ... | for each section: length of its name (4), its name (UTF-8), its length (8), XXH3 of it (8) |
//! | ... | the sections, in that order; the header and each section end with zeros up to a multiple of 8 |
//!
//! A changed, missing or added byte anywhere is an error when the file is read: headers and sections are
//! checked against their checksums, padding against zero, the end against the length.

use std::ops::Range;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

const MAGIC: [u8; 8] = *b"\x89PALABRE";
const VERSION: u32 = 1;
/// Where the header's checksum is.
const CHECKSUM: Range<usize> = 32..40;

/// Bytes that are not what was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("damaged: {0}")]
pub struct Damaged(pub String);

impl Damaged {
    /// Says what is wrong.
    pub fn new(what: impl Into<String>) -> Self {
        Damaged(what.into())
    }
}

/// Sections to be written.
#[derive(Default)]
pub struct Sections(Vec<(String, Vec<u8>)>);

impl Sections {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a section after the others, or replaces the one of that name.
    #[must_use]
    pub fn push(mut self, name: &str, bytes: Vec<u8>) -> Self {
        match self.0.iter_mut().find(|s| s.0 == name) {
            Some(known) => known.1 = bytes,
            None => self.0.push((name.to_string(), bytes)),
        }
        self
    }

    /// The file.
    pub fn to_bytes(self) -> Vec<u8> {
        self.open().bytes
    }

    /// The same as reading what [`Sections::to_bytes`] gives.
    pub fn open(self) -> OpenSections {
        let names: usize = self.0.iter().map(|s| s.0.len() + 20).sum();
        let header = (CHECKSUM.end + names).next_multiple_of(8);
        let bodies: usize = self.0.iter().map(|s| s.1.len().next_multiple_of(8)).sum();
        let mut out = Vec::with_capacity(header + bodies);
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend((self.0.len() as u32).to_le_bytes());
        out.extend(((header + bodies) as u64).to_le_bytes());
        out.extend((header as u64).to_le_bytes());
        out.extend([0; 8]);
        for (name, bytes) in &self.0 {
            out.extend((name.len() as u32).to_le_bytes());
            out.extend(name.as_bytes());
            out.extend((bytes.len() as u64).to_le_bytes());
            out.extend(xxh3_64(bytes).to_le_bytes());
        }
        out.resize(header, 0);
        let checksum = header_checksum(&out).to_le_bytes();
        out[CHECKSUM].copy_from_slice(&checksum);
        let mut directory = Vec::with_capacity(self.0.len());
        for (name, bytes) in self.0 {
            directory.push((name, out.len()..out.len() + bytes.len()));
            out.extend_from_slice(&bytes);
            out.resize(out.len().next_multiple_of(8), 0);
        }
        OpenSections {
            bytes: out,
            directory,
        }
    }

    /// Reads a file and checks every byte of it.
    ///
    /// # Errors
    /// Where the bytes are not a file that [`Sections::to_bytes`] gave.
    pub fn read(bytes: Vec<u8>) -> Result<OpenSections, Damaged> {
        let directory = directory(&bytes)?;
        Ok(OpenSections { bytes, directory })
    }
}

/// A file of sections that was read and found whole.
pub struct OpenSections {
    bytes: Vec<u8>,
    directory: Vec<(String, Range<usize>)>,
}

impl OpenSections {
    /// A section.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.range(name).map(|r| &self.bytes[r])
    }

    /// Where a section is in [`OpenSections::bytes`].
    pub fn range(&self, name: &str) -> Option<Range<usize>> {
        let found = self.directory.iter().find(|s| s.0 == name);
        found.map(|s| s.1.clone())
    }

    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The whole file, given back.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The names of the sections, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.directory.iter().map(|s| s.0.as_str())
    }

    /// A section that has to be there.
    ///
    /// # Errors
    /// Where it is not.
    pub fn require(&self, name: &str) -> Result<&[u8], Damaged> {
        self.get(name)
            .ok_or_else(|| Damaged(format!("there is no section «{name}»")))
    }

    /// A section of numbers of 32 bits.
    ///
    /// # Errors
    /// Where it is not there, or its length is no multiple of 4.
    pub fn u32s(&self, name: &str) -> Result<U32s<'_>, Damaged> {
        let (words, rest) = self.require(name)?.as_chunks::<4>();
        whole(name, rest).map(|()| U32s(words))
    }
}

fn whole(name: &str, rest: &[u8]) -> Result<(), Damaged> {
    if rest.is_empty() {
        Ok(())
    } else {
        Err(Damaged(format!("the section «{name}» ends in a number")))
    }
}

macro_rules! numbers {
    ($view:ident, $number:ty, $width:literal, $write:ident) => {
        #[doc = concat!("`", stringify!($number), "` numbers, little-endian, read in place.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $view<'b>(&'b [[u8; $width]]);

        impl<'b> $view<'b> {
            /// Those of a slice of bytes; what is left over at its end is not read.
            pub fn of(bytes: &'b [u8]) -> Self {
                $view(bytes.as_chunks::<$width>().0)
            }

            /// How many.
            pub fn len(self) -> usize {
                self.0.len()
            }

            /// Whether there is none.
            pub fn is_empty(self) -> bool {
                self.0.is_empty()
            }

            /// The number at a place.
            pub fn get(self, at: usize) -> Option<$number> {
                self.0.get(at).map(|b| <$number>::from_le_bytes(*b))
            }

            /// All of them, in order.
            pub fn iter(self) -> impl ExactSizeIterator<Item = $number> + DoubleEndedIterator + 'b {
                self.0.iter().map(|b| <$number>::from_le_bytes(*b))
            }

            /// Those of a range of places; none where it does not fit.
            pub fn slice(self, range: Range<usize>) -> Self {
                $view(self.0.get(range).unwrap_or_default())
            }
        }

        #[doc = concat!("`", stringify!($number), "` numbers as the bytes of a section.")]
        pub fn $write(numbers: impl IntoIterator<Item = $number>) -> Vec<u8> {
            let numbers = numbers.into_iter();
            let mut out = Vec::with_capacity(numbers.size_hint().0 * $width);
            for number in numbers {
                out.extend_from_slice(&number.to_le_bytes());
            }
            out
        }
    };
}

numbers!(U32s, u32, 4, u32_bytes);
numbers!(U64s, u64, 8, u64_bytes);

fn header_checksum(header: &[u8]) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(&header[..CHECKSUM.start]);
    hasher.update(&header[CHECKSUM.end..]);
    hasher.digest()
}

/// Takes numbers and names from the front of the header.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn take(&mut self, n: usize) -> Result<&'b [u8], Damaged> {
        let (front, rest) = self
            .0
            .split_at_checked(n)
            .ok_or_else(|| Damaged::new("the header is cut short"))?;
        self.0 = rest;
        Ok(front)
    }

    fn u32(&mut self) -> Result<u32, Damaged> {
        Ok(U32s::of(self.take(4)?).get(0).unwrap_or(0))
    }

    fn u64(&mut self) -> Result<u64, Damaged> {
        Ok(U64s::of(self.take(8)?).get(0).unwrap_or(0))
    }

    /// A length in bytes that the machine can address.
    fn length(&mut self) -> Result<usize, Damaged> {
        usize::try_from(self.u64()?).map_err(|_| Damaged::new("a length is too large"))
    }
}

/// Checks a file and finds its sections.
fn directory(bytes: &[u8]) -> Result<Vec<(String, Range<usize>)>, Damaged> {
    let mut start = Cursor(bytes);
    if start.take(8)? != MAGIC {
        return Err(Damaged::new("it is no file of sections"));
    }
    let version = start.u32()?;
    if version != VERSION {
        return Err(Damaged(format!(
            "its layout has the version {version}, and this program reads {VERSION}"
        )));
    }
    let count = start.u32()?;
    let length = start.length()?;
    let header_length = start.length()?;
    let checksum = start.u64()?;
    if length != bytes.len() {
        return Err(Damaged(format!(
            "it has {} bytes and says that it has {length}",
            bytes.len()
        )));
    }
    let header = bytes
        .get(..header_length)
        .filter(|h| h.len() >= CHECKSUM.end)
        .ok_or_else(|| Damaged::new("the header is cut short"))?;
    if header_checksum(header) != checksum {
        return Err(Damaged::new("the header does not fit its checksum"));
    }
    let mut entries = Cursor(&header[CHECKSUM.end..]);
    let mut found = Vec::new();
    let mut at = header_length;
    for _ in 0..count {
        let name = entries.u32()? as usize;
        let name = std::str::from_utf8(entries.take(name)?)
            .map_err(|_| Damaged::new("a section's name is not UTF-8"))?
            .to_string();
        let section = entries.length()?;
        let checksum = entries.u64()?;
        let end = at.checked_add(section).filter(|e| *e <= bytes.len());
        let padded = end.and_then(|e| e.checked_next_multiple_of(8));
        let (Some(end), Some(padded)) = (end, padded.filter(|p| *p <= bytes.len())) else {
            return Err(Damaged(format!("the section «{name}» is cut short")));
        };
        if xxh3_64(&bytes[at..end]) != checksum || bytes[end..padded].iter().any(|b| *b != 0) {
            return Err(Damaged(format!(
                "the section «{name}» does not fit its checksum"
            )));
        }
        found.push((name, at..end));
        at = padded;
    }
    if at != bytes.len() {
        return Err(Damaged::new("there is something after the last section"));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        Sections::new()
            .push("letters", "cœurs’".as_bytes().to_vec())
            .push("empty", Vec::new())
            .push("counts", u32_bytes([7, u32::MAX]))
            .push("sums", u64_bytes([u64::MAX]))
            .to_bytes()
    }

    #[test]
    fn sections_come_back_as_they_were() {
        let open = Sections::read(sample()).unwrap();
        assert_eq!(open.get("letters"), Some("cœurs’".as_bytes()));
        assert_eq!(open.get("empty"), Some(&[][..]));
        assert_eq!(
            open.u32s("counts").unwrap().iter().collect::<Vec<_>>(),
            [7, u32::MAX]
        );
        let sums = U64s::of(open.get("sums").unwrap());
        assert_eq!((sums.get(0), sums.get(1)), (Some(u64::MAX), None));
        assert_eq!(open.names().count(), 4);
        assert_eq!(open.get("absent"), None);
        assert!(open.u32s("absent").is_err() && open.u32s("letters").is_err());
        assert!(open.range("letters").unwrap().start.is_multiple_of(8));
    }

    #[test]
    fn the_last_section_of_a_name_counts() {
        let bytes = Sections::new()
            .push("a", vec![1])
            .push("a", vec![2])
            .to_bytes();
        assert_eq!(Sections::read(bytes).unwrap().get("a"), Some(&[2][..]));
    }

    #[test]
    fn every_changed_missing_or_added_byte_is_an_error() {
        let good = sample();
        for at in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                assert!(Sections::read(bad).is_err(), "byte {at}, bit {bit}");
            }
            assert!(Sections::read(good[..at].to_vec()).is_err(), "cut at {at}");
        }
        let mut longer = good;
        longer.extend([0; 8]);
        assert!(Sections::read(longer).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..200),
            magic in any::<bool>()
        ) {
            if magic {
                let n = bytes.len().min(24);
                bytes[..n].copy_from_slice(&sample()[..n]);
            }
            prop_assert!(Sections::read(bytes).is_err());
        }

        #[test]
        fn any_sections_come_back(
            parts in proptest::collection::btree_map("\\PC{0,5}", proptest::collection::vec(any::<u8>(), 0..40), 0..6)
        ) {
            let mut sections = Sections::new();
            for (name, bytes) in &parts {
                sections = sections.push(name, bytes.clone());
            }
            let open = Sections::read(sections.to_bytes()).unwrap();
            for (name, bytes) in &parts {
                prop_assert_eq!(open.get(name), Some(bytes.as_slice()));
            }
        }
    }
}
