//! The names that `corpus.toml` gives as the organiser's, and which of them an author of the sources has.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Names of the organiser, in the form in which they are compared. Copies share what was found.
#[derive(Clone, Default)]
pub struct Organisers(Arc<[Name]>);

struct Name {
    name: String,
    /// Its line in `corpus.toml`.
    line: u32,
    found: AtomicBool,
}

impl Organisers {
    /// These names, each with its line in `corpus.toml`.
    pub fn new(names: impl Iterator<Item = (String, u32)>) -> Self {
        let names = names.map(|(name, line)| Name {
            name,
            line,
            found: AtomicBool::new(false),
        });
        Organisers(names.collect())
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a name is one of them; notes that it was found.
    pub fn has(&self, name: &str) -> bool {
        let known = self.0.iter().find(|n| n.name == name);
        // Threads read different rows; all that they do is set the same mark.
        known
            .inspect(|n| n.found.store(true, Ordering::Relaxed))
            .is_some()
    }

    /// The lines of the names that were not found.
    pub fn not_found(&self) -> Vec<u32> {
        let names = self.0.iter();
        names
            .filter(|n| !n.found.load(Ordering::Relaxed))
            .map(|n| n.line)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_share_what_was_found() {
        let names = Organisers::new([("a".into(), 3), ("b".into(), 4)].into_iter());
        assert_eq!(names.not_found(), [3, 4]);
        let copy = names.clone();
        assert!(copy.has("b") && !copy.has("c"));
        assert_eq!(names.not_found(), [3]);
        assert!(Organisers::default().is_empty());
    }
}
