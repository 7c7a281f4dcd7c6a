//! Where a cell of CSV ends that is in no quotation marks.

use memchr::memchr3;

/// Where cells end that are not inside quotation marks.
#[derive(Clone, Copy)]
pub(super) struct CellEnds {
    pub separator: u8,
    /// Whether a lone CR ends a cell.
    pub cr_ends: bool,
    /// Nothing follows what was read.
    pub last: bool,
}

impl CellEnds {
    /// The place of the next end from a place on; `None` where it is behind what was read.
    pub(super) fn after(self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(n) = memchr3(self.separator, b'\n', b'\r', &bytes[at..]) {
            at += n;
            if bytes[at] != b'\r' || self.cr_ends {
                return Some(at);
            }
            match bytes.get(at + 1) {
                Some(b'\n') => return Some(at),
                Some(_) => at += 1,
                None => return self.last.then_some(at),
            }
        }
        self.last.then_some(bytes.len())
    }
}
