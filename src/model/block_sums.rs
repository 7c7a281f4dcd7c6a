//! Checksums of the blocks of files, so that a part of a file can be verified without reading the rest.
//!
//! A file is cut into blocks of [`BLOCK`] bytes, of which the last may be shorter, and the XXH3 (128 bits) of
//! each is kept. Layout of the bytes of all files together, little-endian throughout, each file after the other:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | length of the file's name |
//! | ... | its name, UTF-8 |
//! | 8 | its length in bytes |
//! | 16 a block | the checksum of each block |

use super::Damaged;
use std::collections::BTreeMap;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_128;

/// Bytes in a block. A passage of a text or a list of postings lies in few of them, and their checksums take a
/// thousandth of the file.
pub const BLOCK: usize = 16 << 10;

/// The checksums of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileBlocks {
    length: u64,
    sums: Vec<u128>,
}

impl FileBlocks {
    /// The checksums of a whole file.
    pub fn of(bytes: &[u8]) -> FileBlocks {
        let mut blocks = FileBlocks::default();
        bytes.chunks(BLOCK).for_each(|block| blocks.push(block));
        blocks
    }

    /// Adds the next block of a file that is read from its beginning.
    ///
    /// # Panics
    /// Where a block follows one that was shorter than [`BLOCK`], or is longer itself: a mistake of the caller.
    pub fn push(&mut self, block: &[u8]) {
        assert!(
            block.len() <= BLOCK && self.length.is_multiple_of(BLOCK as u64),
            "only the last block of a file is short"
        );
        if !block.is_empty() {
            self.sums.push(xxh3_128(block));
            self.length += block.len() as u64;
        }
    }

    /// The file's length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// How many blocks the file has.
    pub fn count(&self) -> usize {
        self.sums.len()
    }

    /// The bytes of a block.
    pub fn range(&self, block: usize) -> Range<u64> {
        let start = block as u64 * BLOCK as u64;
        start..(start + BLOCK as u64).min(self.length)
    }

    /// The blocks that hold some bytes.
    pub fn covering(&self, range: &Range<u64>) -> Range<usize> {
        if range.is_empty() {
            return 0..0;
        }
        let block = BLOCK as u64;
        // A file has fewer blocks than memory has bytes.
        (range.start / block) as usize..(range.end.div_ceil(block) as usize).min(self.count())
    }

    /// Whether a block has the bytes that it was written with.
    pub fn holds(&self, block: usize, bytes: &[u8]) -> bool {
        let range = self.range(block);
        self.sums.get(block).is_some_and(|sum| {
            bytes.len() as u64 == range.end - range.start && *sum == xxh3_128(bytes)
        })
    }

    /// Verifies the blocks of some bytes of the file, which begin at the block `first`.
    ///
    /// # Errors
    /// Where a block is not as it was written, with its place.
    pub fn verify(&self, first: usize, bytes: &[u8]) -> Result<(), Damaged> {
        for (at, block) in bytes.chunks(BLOCK).enumerate() {
            if !self.holds(first + at, block) {
                let place = self.range(first + at).start;
                return Err(Damaged(format!(
                    "its bytes from {place} on are not as they were written"
                )));
            }
        }
        Ok(())
    }
}

/// The checksums of the files of a folder, by their names inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockSums(pub BTreeMap<String, FileBlocks>);

impl BlockSums {
    /// The checksums of one file.
    pub fn get(&self, name: &str) -> Option<&FileBlocks> {
        self.0.get(name)
    }

    /// The bytes to write them as.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, file) in &self.0 {
            out.extend((name.len() as u64).to_le_bytes());
            out.extend(name.as_bytes());
            out.extend(file.length.to_le_bytes());
            out.extend(file.sums.iter().flat_map(|sum| sum.to_le_bytes()));
        }
        out
    }

    /// Reads them back.
    ///
    /// # Errors
    /// Where the bytes are not such checksums.
    pub fn from_bytes(bytes: &[u8]) -> Result<BlockSums, Damaged> {
        let wrong = || Damaged::new("it is no list of checksums");
        let mut rest = bytes;
        let mut take = |n: u64| -> Result<&[u8], Damaged> {
            let n = usize::try_from(n).map_err(|_| wrong())?;
            let (taken, after) = rest.split_at_checked(n).ok_or_else(wrong)?;
            rest = after;
            Ok(taken)
        };
        let number = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes);
        let mut files = BTreeMap::new();
        while let Ok(length) = number(take(8).unwrap_or_default()) {
            let name = std::str::from_utf8(take(length)?).map_err(|_| wrong())?;
            let length = number(take(8)?).map_err(|_| wrong())?;
            let blocks = length.div_ceil(BLOCK as u64);
            let sums = take(blocks.checked_mul(16).ok_or_else(wrong)?)?;
            let (sums, _) = sums.as_chunks::<16>();
            let sums = sums.iter().map(|s| u128::from_le_bytes(*s)).collect();
            files.insert(name.to_string(), FileBlocks { length, sums });
        }
        let sums = BlockSums(files);
        // What is left over or occurs twice would be lost.
        if sums.to_bytes() != bytes {
            return Err(wrong());
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(n: usize) -> Vec<u8> {
        (0..n).map(|i| (i * 31 % 251) as u8).collect()
    }

    #[test]
    fn checksums_read_back_and_every_cut_of_them_is_refused() {
        let mut files = BTreeMap::new();
        for (name, n) in [("a", 0), ("b/é", 1), ("c", BLOCK), ("d", 3 * BLOCK + 5)] {
            let blocks = FileBlocks::of(&file(n));
            assert_eq!(blocks.length(), n as u64);
            assert_eq!(blocks.count(), n.div_ceil(BLOCK));
            files.insert(name.to_string(), blocks);
        }
        let sums = BlockSums(files);
        let bytes = sums.to_bytes();
        assert_eq!(BlockSums::from_bytes(&bytes).unwrap(), sums);
        let whole: Vec<usize> = (0..bytes.len())
            .filter(|cut| BlockSums::from_bytes(&bytes[..*cut]).is_ok())
            .collect();
        // Only a cut between two files gives a list, of fewer files; the manifest knows the length.
        assert_eq!(whole.len(), 4);
        let huge = [
            1, 0, 0, 0, 0, 0, 0, 0, b'a', 255, 255, 255, 255, 255, 255, 255, 255,
        ];
        assert!(BlockSums::from_bytes(&huge).is_err());
    }

    #[test]
    fn a_changed_byte_is_found_in_its_block_alone() {
        let mut bytes = file(2 * BLOCK + 100);
        let blocks = FileBlocks::of(&bytes);
        assert_eq!(blocks.verify(0, &bytes), Ok(()));
        assert_eq!(blocks.verify(1, &bytes[BLOCK..2 * BLOCK]), Ok(()));
        bytes[BLOCK + 7] ^= 1;
        assert!(blocks.holds(0, &bytes[..BLOCK]));
        assert!(!blocks.holds(1, &bytes[BLOCK..2 * BLOCK]));
        assert!(blocks.verify(0, &bytes).is_err());
        // A block that is cut, and one that is not there.
        assert!(!blocks.holds(2, &bytes[2 * BLOCK..2 * BLOCK + 99]));
        assert!(!blocks.holds(3, &[]));
        assert_eq!(blocks.covering(&(0..1)), 0..1);
        assert_eq!(blocks.covering(&(BLOCK as u64..BLOCK as u64 + 1)), 1..2);
        assert_eq!(blocks.covering(&(10..10)), 0..0);
        assert_eq!(blocks.covering(&(0..2 * BLOCK as u64 + 100)), 0..3);
    }
}
