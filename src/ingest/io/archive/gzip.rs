//! A gzip as a stream: its members one after the other, its checksum and its limits watched.

use super::{Limits, damage};
use crate::model::Refusal;
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

/// Counts the packed bytes.
struct Counting {
    file: File,
    read: Rc<Cell<u64>>,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.read.set(self.read.get() + n as u64);
        Ok(n)
    }
}

/// Unpacked bytes within the limits.
pub(super) struct Reader {
    inner: MultiGzDecoder<Counting>,
    packed: Rc<Cell<u64>>,
    given: u64,
    limits: Limits,
}

/// A reader of the unpacked bytes.
pub(super) fn reader(path: &Path, limits: &Limits) -> io::Result<Reader> {
    let packed = Rc::new(Cell::new(0));
    Ok(Reader {
        inner: MultiGzDecoder::new(Counting {
            file: File::open(path)?,
            read: packed.clone(),
        }),
        packed,
        given: 0,
        limits: *limits,
    })
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        if self.limits.is_bomb(self.packed.get(), self.given) {
            let detail = format!(
                "more than {} bytes came out for each that went in, which no text does: it is not read on; \
                 unpack it if you trust it",
                self.limits.ratio
            );
            return Err(damage(Refusal::ZipBomb, detail));
        }
        if self.given > self.limits.total {
            let detail = format!(
                "it holds more than the {} bytes that one archive may give: unpack it",
                self.limits.total
            );
            return Err(damage(Refusal::TooLarge, detail));
        }
        Ok(n)
    }
}
