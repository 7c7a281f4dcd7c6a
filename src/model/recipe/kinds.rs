//! Sets of kinds of records, as recipes name them.

use crate::model::Kind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Some kinds of records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Kind>", into = "Vec<Kind>")]
pub struct Kinds(u16);

impl Kinds {
    /// Proposals and answers: what every output calls contributions.
    pub const CONTRIBUTIONS: Kinds = Kinds::of(&[Kind::Proposal, Kind::Answer]);
    /// Arguments.
    pub const ARGUMENTS: Kinds = Kinds::of(&[Kind::Argument]);
    /// Contributions and arguments.
    pub const TEXTS: Kinds = Kinds::of(&[Kind::Proposal, Kind::Answer, Kind::Argument]);
    /// Records of every kind.
    pub const ALL: Kinds = Kinds::of(&Kind::ALL);

    /// The set of some kinds.
    pub const fn of(kinds: &[Kind]) -> Kinds {
        let (mut set, mut at) = (0, 0);
        while at < kinds.len() {
            set |= 1 << kinds[at] as u16;
            at += 1;
        }
        Kinds(set)
    }

    /// The kinds in the set, in the order of [`Kind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        let has = move |kind: &Kind| self.0 & (1 << *kind as u16) != 0;
        Kind::ALL.into_iter().filter(has)
    }

    /// The only kind of the set; `None` where there are several or none.
    pub fn only(self) -> Option<Kind> {
        let mut kinds = self.iter();
        kinds.next().filter(|_| kinds.next().is_none())
    }
}

impl From<Vec<Kind>> for Kinds {
    fn from(kinds: Vec<Kind>) -> Self {
        Kinds::of(&kinds)
    }
}

impl From<Kinds> for Vec<Kind> {
    fn from(kinds: Kinds) -> Self {
        kinds.iter().collect()
    }
}

/// `contributions`, `arguments`, `texts`, `records`; another kind by its plural; others joined by `+`.
impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match *self {
            Kinds::CONTRIBUTIONS => "contributions",
            Kinds::TEXTS => "texts",
            Kinds::ALL => "records",
            _ => {
                for (at, kind) in self.iter().enumerate() {
                    let plus = if at > 0 { "+" } else { "" };
                    write!(f, "{plus}{}", plural(kind))?;
                }
                return Ok(());
            }
        };
        f.write_str(name)
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Proposal => "proposals",
        Kind::Answer => "answers",
        Kind::Argument => "arguments",
        Kind::Comment => "comments",
        Kind::Version => "versions",
        Kind::Source => "sources",
        Kind::Appendix => "appendices",
        Kind::Question => "questions",
        Kind::Reply => "replies",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_names() {
        assert_eq!(Kinds::CONTRIBUTIONS.to_string(), "contributions");
        assert_eq!(Kinds::ALL.to_string(), "records");
        assert_eq!(Kinds::of(&[Kind::Appendix]).to_string(), "appendices");
        let two = Kinds::of(&[Kind::Comment, Kind::Proposal]);
        assert_eq!(two.to_string(), "proposals+comments");
        assert_eq!(
            (two.only(), Kinds::ARGUMENTS.only()),
            (None, Some(Kind::Argument))
        );
        // One name a set.
        let names: std::collections::BTreeSet<String> =
            (0..512).map(|set| Kinds(set).to_string()).collect();
        assert_eq!(names.len(), 512);
    }
}
