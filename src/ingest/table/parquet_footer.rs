//! Parquet: a look at a file's footer before it is parsed, since the parser descends as deep as it says.

use crate::ingest::io::files::ReadSeek;
use std::io::{Read, SeekFrom};

/// The largest footer that is read, in bytes.
const MAX_FOOTER: u64 = 64 << 20;
/// How deep fields may be inside fields.
const DEEPEST: usize = 64;

/// Says what is wrong with a footer that cannot be parsed safely.
pub(super) fn check_footer(source: &mut Box<dyn ReadSeek + '_>) -> Result<(), String> {
    let cut = || "the file is cut: it has no footer".to_string();
    let size = source.seek(SeekFrom::End(0)).map_err(|e| e.to_string())?;
    let mut tail = [0; 8];
    if size < 12 {
        return Err(cut());
    }
    source
        .seek(SeekFrom::Start(size - 8))
        .and_then(|_| source.read_exact(&mut tail))
        .map_err(|e| e.to_string())?;
    let [a, b, c, d, magic @ ..] = tail;
    if &magic == b"PARE" {
        return Err("the file is encrypted".to_string());
    }
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    if &magic != b"PAR1" || length + 12 > size {
        return Err(cut());
    }
    if length > MAX_FOOTER {
        return Err(format!(
            "its footer has {length} bytes, more than can be read"
        ));
    }
    let mut footer = Vec::new();
    source
        .seek(SeekFrom::Start(size - 8 - length))
        .and_then(|_| source.take(length).read_to_end(&mut footer))
        .map_err(|e| e.to_string())?;
    match depth(&footer) {
        Some(depth) if depth <= DEEPEST => Ok(()),
        Some(_) => Err(format!(
            "its fields are more than {DEEPEST} deep in each other"
        )),
        None => Err("the file is broken: its footer cannot be read".to_string()),
    }
}

/// How deep the schema of a footer goes.
fn depth(footer: &[u8]) -> Option<usize> {
    let mut thrift = Thrift {
        bytes: footer,
        at: 0,
    };
    let mut deepest = 0;
    // How many children are still due, from the root down.
    let mut due: Vec<i64> = Vec::new();
    let mut field = 0;
    while let Some((id, kind)) = thrift.field(field)? {
        field = id;
        if id != 2 || kind != LIST {
            thrift.skip(kind, 0)?;
            continue;
        }
        let (count, of) = thrift.list()?;
        for _ in 0..count {
            if of != STRUCT {
                return None;
            }
            let mut children = 0;
            let mut inner = 0;
            while let Some((id, kind)) = thrift.field(inner)? {
                inner = id;
                if id == 5 && kind == I32 {
                    children = thrift.zigzag()?;
                } else {
                    thrift.skip(kind, 0)?;
                }
            }
            if let Some(last) = due.last_mut() {
                *last -= 1;
            }
            if children > 0 {
                due.push(children);
            }
            deepest = deepest.max(due.len());
            while due.last().is_some_and(|d| *d <= 0) {
                due.pop();
            }
        }
    }
    Some(deepest)
}

const I32: u8 = 5;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// The compact protocol of Thrift, as far as it takes to skip values.
struct Thrift<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn pass(&mut self, n: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(n).ok()?)?;
        (self.at <= self.bytes.len()).then_some(())
    }

    fn varint(&mut self) -> Option<u64> {
        let mut out = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            out |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(out);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let n = self.varint()?;
        // The lowest bit is the sign.
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    /// The number and type of the next field of a structure; `Some(None)` at its end.
    fn field(&mut self, before: i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        let kind = byte & 0x0F;
        if kind == 0 {
            return Some(None);
        }
        let id = match byte >> 4 {
            0 => self.zigzag()?,
            delta => before.checked_add(i64::from(delta))?,
        };
        Some(Some((id, kind)))
    }

    fn list(&mut self) -> Option<(u64, u8)> {
        let byte = self.byte()?;
        let count = match byte >> 4 {
            15 => self.varint()?,
            count => u64::from(count),
        };
        Some((count, byte & 0x0F))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            1 | 2 => Some(()),
            3 => self.pass(1),
            4..=6 => self.varint().map(|_| ()),
            7 => self.pass(8),
            8 => {
                let n = self.varint()?;
                self.pass(n)
            }
            9 | 10 => {
                let (count, of) = self.list()?;
                for _ in 0..count {
                    // A truth value takes a byte inside a list.
                    self.skip(if of <= 2 { 3 } else { of }, depth + 1)?;
                }
                Some(())
            }
            11 => {
                let count = self.varint()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                for _ in 0..count {
                    for kind in [kinds >> 4, kinds & 0x0F] {
                        self.skip(if kind <= 2 { 3 } else { kind }, depth + 1)?;
                    }
                }
                Some(())
            }
            12 => {
                let mut before = 0;
                while let Some((id, kind)) = self.field(before)? {
                    before = id;
                    self.skip(kind, depth + 1)?;
                }
                Some(())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A footer whose schema is a chain of groups.
    fn chain(length: u8) -> Vec<u8> {
        let mut out = vec![0x29, 0xFC];
        out.push(length);
        for _ in 1..length {
            // Field 5, a child, end.
            out.extend([0x55, 0x02, 0x00]);
        }
        out.extend([0x00, 0x00]);
        out
    }

    #[test]
    fn deep_schemas_are_measured_and_broken_ones_are_none() {
        assert_eq!(depth(&chain(4)), Some(3));
        assert_eq!(depth(&chain(100)), Some(99));
        assert_eq!(depth(&[]), None);
        assert_eq!(depth(&chain(9)[..12]), None);
        assert_eq!(depth(&[0]), Some(0));
    }
}
