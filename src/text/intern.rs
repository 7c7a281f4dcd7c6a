//! The table of the forms that one analyser has met: open addressing, letters beside the number.
//!
//! A slot is half a cache line and holds all that a word asks for, so that a known word costs one access.
//! Letters up to sixteen bytes are the key itself; of longer ones the key is a hash, and the letters are
//! compared. Slots are found by a hash under a secret of the process: texts that were made to collide do
//! not. Numbers are given in the order of meeting and depend on no hash.

use super::stop::is_stop;
use std::hash::{BuildHasher, Hasher, RandomState};

/// The letters of a form of at most sixteen bytes, as a little-endian number: zeros after the last.
/// 0 stands for a form that was not packed. No form holds a zero byte.
pub(super) type Packed = u128;

/// What every word of a text asks of its form.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct Slot {
    key: [u64; 2],
    /// How often it was met; 0 where the slot is free.
    count: u64,
    form: u32,
    stop: bool,
}

/// Forms by number, with counts.
pub(super) struct Interner {
    /// A power of two of them, at most five in eight taken.
    slots: Vec<Slot>,
    /// The letters of all forms, one after the other.
    letters: String,
    /// Where the letters of each end.
    ends: Vec<usize>,
    secret: [u64; 2],
    buffer: String,
}

const MIN_SLOTS: usize = 1 << 10;

impl Default for Interner {
    fn default() -> Self {
        let random = RandomState::new();
        let secret = |n: u64| {
            let mut hasher = random.build_hasher();
            hasher.write_u64(n);
            hasher.finish()
        };
        Interner {
            slots: vec![Slot::default(); MIN_SLOTS],
            letters: String::new(),
            ends: Vec::new(),
            secret: [secret(0), secret(1)],
            buffer: String::new(),
        }
    }
}

/// The key of a form, where it has at most sixteen bytes.
pub(super) fn pack(letters: &str) -> Option<Packed> {
    let mut bytes = [0; 16];
    bytes
        .get_mut(..letters.len())?
        .copy_from_slice(letters.as_bytes());
    Some(Packed::from_le_bytes(bytes))
}

/// Marks the key of a long form: no letter of UTF-8 has this byte.
const LONG: Packed = 0xFF << 120;

impl Interner {
    /// How many forms: their numbers are `0..len`.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The letters of a form.
    pub(super) fn text(&self, form: usize) -> &str {
        let start = form.checked_sub(1).map_or(0, |f| self.ends[f]);
        &self.letters[start..self.ends[form]]
    }

    /// How often each form was met, by number.
    pub(super) fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.len()];
        for slot in self.slots.iter().filter(|s| s.count > 0) {
            counts[slot.form as usize] = slot.count;
        }
        counts
    }

    /// The number of a form, made where it is new, and whether it is a stop word. `packed` is its key, or 0;
    /// `write` writes its letters, and is asked where they are wanted.
    #[inline]
    pub(super) fn meet(&mut self, packed: Packed, write: impl FnOnce(&mut String)) -> (u32, bool) {
        if packed != 0 {
            let key = halves(packed);
            let mut at = self.place(key);
            loop {
                let slot = &mut self.slots[at];
                if slot.key == key && slot.count > 0 {
                    slot.count += 1;
                    return (slot.form, slot.stop);
                }
                if slot.count == 0 {
                    break;
                }
                at = (at + 1) & (self.slots.len() - 1);
            }
            write(&mut self.buffer);
            return self.add(key, at);
        }
        write(&mut self.buffer);
        self.meet_written()
    }

    /// The same for letters that are in the buffer.
    fn meet_written(&mut self) -> (u32, bool) {
        let packed = pack(&self.buffer);
        let key = halves(packed.unwrap_or_else(|| self.long_key()));
        let mut at = self.place(key);
        while self.slots[at].count > 0 {
            let slot = self.slots[at];
            if slot.key == key && (packed.is_some() || self.text(slot.form as usize) == self.buffer)
            {
                self.slots[at].count += 1;
                return (slot.form, slot.stop);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.add(key, at)
    }

    fn long_key(&self) -> Packed {
        let hash = xxhash_rust::xxh3::xxh3_64_with_seed(self.buffer.as_bytes(), self.secret[0]);
        LONG | Packed::from(hash)
    }

    /// Adds the form whose letters are in the buffer at a free slot.
    #[cold]
    fn add(&mut self, key: [u64; 2], at: usize) -> (u32, bool) {
        // Four thousand million forms would need 128 GiB of slots: memory ends before numbers do.
        let form = self.ends.len() as u32;
        self.letters.push_str(&self.buffer);
        self.ends.push(self.letters.len());
        let stop = is_stop(&self.buffer);
        self.slots[at] = Slot {
            key,
            count: 1,
            form,
            stop,
        };
        if self.ends.len() * 8 > self.slots.len() * 5 {
            self.grow();
        }
        (form, stop)
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, slots);
        for slot in old.into_iter().filter(|s| s.count > 0) {
            let mut at = self.place(slot.key);
            while self.slots[at].count > 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = slot;
        }
    }

    /// Where a key is looked for first: both halves under the secret, multiplied and folded (as wyhash
    /// does, Wang Yi 2019).
    #[inline]
    fn place(&self, key: [u64; 2]) -> usize {
        let product = u128::from(key[0] ^ self.secret[0]) * u128::from(key[1] ^ self.secret[1]);
        let hash = product as u64 ^ (product >> 64) as u64;
        hash as usize & (self.slots.len() - 1)
    }
}

#[inline]
fn halves(key: Packed) -> [u64; 2] {
    [key as u64, (key >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(interner: &mut Interner, form: &str, packed: bool) -> u32 {
        let key = if packed { pack(form).unwrap_or(0) } else { 0 };
        let write = |out: &mut String| {
            out.clear();
            out.push_str(form);
        };
        interner.meet(key, write).0
    }

    #[test]
    fn numbers_are_given_in_the_order_of_meeting() {
        let mut interner = Interner::default();
        let long = "anticonstitutionnellement";
        for (form, number) in [("à", 0), ("cœur", 1), (long, 2), ("à", 0), (long, 2)] {
            assert_eq!(meet(&mut interner, form, true), number);
            assert_eq!(meet(&mut interner, form, false), number);
        }
        assert_eq!(interner.counts(), [4, 2, 4]);
        assert_eq!(interner.text(0), "à");
        assert_eq!(interner.text(2), long);
    }

    #[test]
    fn forms_of_every_length_are_told_apart_while_the_table_grows() {
        let mut interner = Interner::default();
        let forms: Vec<String> = (0..40)
            .flat_map(|n| (0..100).map(move |i| format!("{}{i}", "é".repeat(n))))
            .collect();
        for round in 0..2 {
            for (number, form) in forms.iter().enumerate() {
                assert_eq!(
                    meet(&mut interner, form, round == 0),
                    number as u32,
                    "{form}"
                );
            }
        }
        assert_eq!(interner.len(), forms.len());
        assert!(interner.counts().iter().all(|c| *c == 2));
        for (number, form) in forms.iter().enumerate() {
            assert_eq!(interner.text(number), form);
        }
    }
}
