//! `author.key`: the secret of authors' pseudonyms, made once, readable by its owner alone.

use super::StoreError;
use crate::model::AuthorKey;
use std::fs;
use std::path::Path;

/// Reads the corpus's key, or makes it.
///
/// Pseudonyms never leave the program, so two corpora with different keys give the same reports.
pub fn author_key(root: &Path) -> Result<AuthorKey, StoreError> {
    let path = root.join("author.key");
    match fs::symlink_metadata(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => make(&path),
        _ => read(&path),
    }
}

fn read(path: &Path) -> Result<AuthorKey, StoreError> {
    let text = fs::read_to_string(path).map_err(|e| StoreError::io(path, &e))?;
    parse(text.trim())
        .map(AuthorKey::from_bytes)
        .ok_or_else(|| StoreError::File {
            path: path.to_path_buf(),
            what: "not a key of 64 hexadecimal digits; delete it and a new one is made".into(),
        })
}

/// A key that is written nowhere, for commands that must write nothing.
pub fn passing_key() -> AuthorKey {
    AuthorKey::from_bytes([0; 32])
}

fn make(path: &Path) -> Result<AuthorKey, StoreError> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| StoreError::File {
        path: path.to_path_buf(),
        what: format!("no random numbers for a new key: {e}"),
    })?;
    let text: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    if super::write::private(path, format!("{text}\n").as_bytes())? {
        return Ok(AuthorKey::from_bytes(bytes));
    }
    // Another program has made one meanwhile, whole: a key is written elsewhere and linked here at once.
    read(path)
}

/// A warning where others than its owner can read the key of a corpus, with the command that mends it.
pub fn exposed_key(root: &Path) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = root.join("author.key");
        let mode = fs::metadata(&path).ok()?.permissions().mode();
        if mode & 0o077 != 0 {
            return Some(format!(
                "warning: other users of this machine can read {}, with which authors' names can be tried; run: chmod \
                 600 {}",
                path.display(),
                path.display()
            ));
        }
    }
    let _ = root;
    None
}

fn parse(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (i, b) in bytes.iter_mut().enumerate() {
        *b = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_is_its_owners() {
        let folder = tempfile::tempdir().unwrap();
        let a = author_key(folder.path()).unwrap();
        let b = author_key(folder.path()).unwrap();
        assert!(a.as_bytes() == b.as_bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join("author.key"))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(folder.path().join("author.key"), "abc").unwrap();
        assert!(author_key(folder.path()).is_err());
    }
}
