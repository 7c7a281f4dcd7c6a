//! Small JSON files under a checksum: the manifest, and what is known of files.
//!
//! Such a file is one object: `format`, a number; `blake3`, the BLAKE3 of the format's digits, a line end and
//! the exact bytes of `content`; and `content`, the value itself. A changed character anywhere is either without
//! meaning (a space) or an error when the file is read.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'a> {
    format: u32,
    blake3: String,
    #[serde(borrow)]
    content: &'a RawValue,
}

/// Why a sealed file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsealed {
    /// It is whole, or of a program before checksums, and of this other format.
    Format(u64),
    /// It is not as it was written.
    Damaged,
}

fn sum(format: u32, content: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{format}\n").as_bytes());
    hasher.update(content.as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// The bytes of a sealed file.
pub(super) fn seal<T: Serialize>(format: u32, value: &T) -> serde_json::Result<Vec<u8>> {
    let content = serde_json::to_string_pretty(value)?;
    let envelope = Envelope {
        format,
        blake3: sum(format, &content),
        content: serde_json::from_str(&content)?,
    };
    serde_json::to_vec(&envelope)
}

/// Reads a sealed file of that format.
pub(super) fn unseal<T: DeserializeOwned>(format: u32, bytes: &[u8]) -> Result<T, Unsealed> {
    let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(bytes) else {
        // Before files were sealed, the format was a key of the value itself.
        #[derive(Deserialize)]
        struct Older {
            format: u64,
        }
        return match serde_json::from_slice::<Older>(bytes) {
            Ok(older) if older.format < u64::from(FIRST_SEALED) => {
                Err(Unsealed::Format(older.format))
            }
            _ => Err(Unsealed::Damaged),
        };
    };
    let content = envelope.content.get();
    if envelope.blake3 != sum(envelope.format, content) {
        return Err(Unsealed::Damaged);
    }
    if envelope.format != format {
        return Err(Unsealed::Format(u64::from(envelope.format)));
    }
    serde_json::from_str(content).map_err(|_| Unsealed::Damaged)
}

/// The first format whose files are sealed.
const FIRST_SEALED: u32 = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Value = BTreeMap<String, String>;

    #[test]
    fn every_changed_bit_is_found_or_changes_nothing() {
        let value = Value::from([("thème".to_string(), "«été» \"0,5\"".to_string())]);
        let whole = seal(6, &value).unwrap();
        assert_eq!(unseal::<Value>(6, &whole), Ok(value.clone()));
        assert_eq!(unseal::<Value>(7, &whole), Err(Unsealed::Format(6)));
        for at in 0..whole.len() {
            assert!(unseal::<Value>(6, &whole[..at]).is_err(), "cut at {at}");
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << bit;
                if let Ok(read) = unseal::<Value>(6, &bytes) {
                    assert_eq!(read, value, "byte {at}, bit {bit}");
                }
            }
        }
    }

    #[test]
    fn files_of_older_programs_say_their_format() {
        let read = |text: &str| unseal::<Value>(6, text.as_bytes());
        assert_eq!(
            read("{\"format\": 5, \"build\": 2}"),
            Err(Unsealed::Format(5))
        );
        assert_eq!(
            read("{\"format\": 6, \"build\": 2}"),
            Err(Unsealed::Damaged)
        );
        assert_eq!(read("{"), Err(Unsealed::Damaged));
        assert_eq!(read(""), Err(Unsealed::Damaged));
    }
}
