//! Errors of the operating system that say nothing about a file: what is wrong and what to do.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::Arc;

/// What to do about an error of the system that has its cause outside the file at hand: a full disk, no more
/// descriptors, no memory. `None` for every other error.
pub fn advice(error: &io::Error) -> Option<&'static str> {
    const DESCRIPTORS: &str =
        "too many files are open: allow more of them (ulimit -n 4096) or end other programs";
    Some(match (error.kind(), error.raw_os_error()) {
        (ErrorKind::StorageFull, _) => "the disk is full: free some space",
        (ErrorKind::QuotaExceeded, _) => {
            "your share of the disk (quota) is used up: free some space"
        }
        (ErrorKind::FileTooLarge, _) => {
            "the file would be larger than this disk or your limits (ulimit -f) allow: write it elsewhere"
        }
        (ErrorKind::ReadOnlyFilesystem, _) => {
            "the disk is read-only: write elsewhere, or copy the corpus to a disk that can be written to"
        }
        (ErrorKind::OutOfMemory, _) => {
            "there is too little memory: end other programs, or use fewer threads (--threads 1)"
        }
        // EMFILE and ENFILE, for which Rust has no kind.
        #[cfg(unix)]
        (_, Some(23 | 24)) => DESCRIPTORS,
        // ERROR_TOO_MANY_OPEN_FILES.
        #[cfg(windows)]
        (_, Some(4)) => DESCRIPTORS,
        _ => return None,
    })
}

/// The [`advice`] on the error of the system that an error of a library comes from.
pub fn advice_on_cause(error: &(dyn Error + 'static)) -> Option<&'static str> {
    let mut next = Some(error);
    while let Some(at) = next {
        let found = match (
            at.downcast_ref::<io::Error>(),
            at.downcast_ref::<Arc<io::Error>>(),
        ) {
            (Some(error), _) => Some(error),
            (_, Some(shared)) => Some(&**shared),
            _ => None,
        };
        if let Some(system) = found {
            if let Some(advice) = advice(system) {
                return Some(advice);
            }
            // An error of the system may wrap another one.
            if let Some(inner) = system.get_ref()
                && let Some(advice) = advice_on_cause(inner)
            {
                return Some(advice);
            }
        }
        next = at.source();
    }
    // Some libraries keep the words of the system's error alone.
    advice_in_words(&error.to_string())
}

/// The [`advice`] on an error of the system that a message ends with, as Rust words it: `... (os error 28)`.
fn advice_in_words(message: &str) -> Option<&'static str> {
    let (_, after) = message.rsplit_once("(os error ")?;
    let code = after.split(')').next()?.parse().ok()?;
    advice(&io::Error::from_raw_os_error(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_found_below_wrappers() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        assert!(advice(&full()).is_some_and(|a| a.contains("disk is full")));
        let wrapped = io::Error::other(full());
        assert!(advice(&wrapped).is_none());
        assert!(advice_on_cause(&wrapped).is_some_and(|a| a.contains("disk is full")));
        let shared = io::Error::other(Arc::new(full()));
        assert!(advice_on_cause(&shared).is_some_and(|a| a.contains("disk is full")));
        assert_eq!(advice_on_cause(&io::Error::from(ErrorKind::NotFound)), None);
        #[cfg(unix)]
        for words in [
            "parquet: IO error: No space (os error 28)",
            "No space (os error 28) at path \"a\"",
        ] {
            let error = io::Error::other(words.to_string());
            assert!(
                advice_on_cause(&error).is_some_and(|a| a.contains("disk is full")),
                "{words}"
            );
        }
        #[cfg(unix)]
        assert!(advice(&io::Error::from_raw_os_error(24)).is_some_and(|a| a.contains("ulimit -n")));
    }
}
