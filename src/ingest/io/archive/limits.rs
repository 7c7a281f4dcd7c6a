//! How far an archive is followed: every limit in one place.

/// Limits on what one archive may give. [`Limits::default`] is what the program works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many bytes may come out for one that went in. Text of consultations packs to a fifth, tables of
    /// votes to a thirtieth; zeros pack to a thousandth.
    pub ratio: u64,
    /// The ratio counts once more than so many bytes came out: small files of blanks do no harm.
    pub ratio_from: u64,
    /// How many bytes one archive may give in all.
    pub total: u64,
    /// How many members one archive may have.
    pub members: usize,
    /// How many bytes a member may have whose format is read whole and not as a stream.
    pub whole: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            ratio: 200,
            ratio_from: 64 << 20,
            total: 32 << 30,
            members: 100_000,
            whole: 256 << 20,
        }
    }
}

impl Limits {
    /// Whether so many bytes out of so many are a bomb.
    pub(super) fn is_bomb(&self, input: u64, output: u64) -> bool {
        output > self.ratio_from && output > input.saturating_mul(self.ratio)
    }
}
