//! Authors' names become keyed pseudonyms, and go no further.

use super::Organisers;
use std::fmt;

/// What authors are recognised by while sources are read: the secret of one corpus, kept in `author.key` (mode 0600)
/// and never printed, and the names that `corpus.toml` gives as the organiser's.
#[derive(Clone)]
pub struct AuthorKey {
    secret: [u8; 32],
    organisers: Organisers,
}

/// A keyed BLAKE3 hash of an author's identity: equal for equal identities under one key, and of no
/// use without the key. Nothing is ever sorted by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pseudonym {
    hash: [u8; 16],
    /// Whether it is of somebody that the source names, not of a row that names nobody.
    named: bool,
}

impl AuthorKey {
    /// A key from its 32 bytes, with no name of the organiser.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        AuthorKey {
            secret: bytes,
            organisers: Organisers::default(),
        }
    }

    /// The same key with the organiser's names.
    pub fn with_organisers(self, organisers: Organisers) -> Self {
        AuthorKey { organisers, ..self }
    }

    /// The organiser's names.
    pub fn organisers(&self) -> &Organisers {
        &self.organisers
    }

    /// The bytes, for the one file that keeps them.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The pseudonym of an identity (a platform's author id, or a printed name) within `source`.
    pub fn pseudonym(&self, source: &str, identity: &str) -> Pseudonym {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(&(source.len() as u64).to_le_bytes());
        hasher.update(source.as_bytes());
        hasher.update(identity.as_bytes());
        let mut hash = [0; 16];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Pseudonym { hash, named: true }
    }

    /// The pseudonym of whoever wrote all that a row holds, and is not named there.
    pub fn unnamed(&self, source: &str, row: &str) -> Pseudonym {
        Pseudonym {
            named: false,
            ..self.pseudonym(source, row)
        }
    }
}

impl Pseudonym {
    /// Whether it is of somebody that the source names.
    pub fn is_named(self) -> bool {
        self.named
    }
}

impl fmt::Debug for AuthorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorKey(..)")
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonym(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_identity_one_pseudonym_within_a_source_and_a_key() {
        let key = AuthorKey::from_bytes([1; 32]);
        let other = AuthorKey::from_bytes([2; 32]);
        assert_eq!(key.pseudonym("s", "Odile"), key.pseudonym("s", "Odile"));
        assert!(key.pseudonym("s", "Odile") != key.pseudonym("t", "Odile"));
        assert!(key.pseudonym("s", "Odile") != other.pseudonym("s", "Odile"));
        assert!(key.pseudonym("sO", "dile") != key.pseudonym("s", "Odile"));
        assert_eq!(format!("{key:?}"), "AuthorKey(..)");
    }
}
