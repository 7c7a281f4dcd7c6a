//! Any bytes, and any change to an archive, end in members or a refusal.

use super::Limits;
use super::tests::{TABLE, give, gzip_of, import, zip_of};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_end_in_members_or_a_refusal(
        kind in 0usize..4,
        bytes in proptest::collection::vec(any::<u8>(), 0..300)
    ) {
        let magic = [&b"PK\x03\x04"[..], b"PK\x05\x06", b"\x1F\x8B\x08", b""][kind];
        let bytes = [magic, &bytes].concat();
        prop_assert!(!give(&bytes, Limits::default()).is_empty());
        prop_assert!(!import(&bytes).rows.is_empty());
    }

    #[test]
    fn any_mutation_of_an_archive_ends_in_members_or_a_refusal(
        packed in any::<bool>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let mut bytes = if packed {
            gzip_of(TABLE.as_bytes())
        } else {
            zip_of(&[("a.csv", TABLE.as_bytes()), ("b.csv", b"x;y\n1;2\n")])
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(!give(&bytes, Limits::default()).is_empty());
        prop_assert!(!import(&bytes).rows.is_empty());
    }
}
