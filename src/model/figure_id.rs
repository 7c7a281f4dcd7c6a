//! The stable name of a printed number: the hash of its recipe.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a figure: `f-` and the first 10 hexadecimal digits of BLAKE3 of its recipe.
///
/// The same recipe gives the same id in every run and every corpus, so a link to a figure survives a
/// rerun. Forty bits are enough for the thousands of figures of a report (a clash has a probability of
/// about 1e-5 for 5,000 figures) and the report refuses a clash when it registers its figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FigureId(String);

impl FigureId {
    /// Names the figure that `recipe` describes.
    pub fn of(recipe: &str) -> Self {
        let hash = blake3::hash(recipe.as_bytes());
        FigureId(format!("f-{}", &hash.to_hex()[..10]))
    }

    /// The id as printed and used in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_recipe_gives_the_same_id() {
        let a = FigureId::of("contributions");
        assert_eq!(a, FigureId::of("contributions"));
        assert_ne!(a, FigureId::of("arguments"));
        assert_eq!(a.as_str().len(), 12);
    }
}
