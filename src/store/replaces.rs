//! Which source replaces which: exports of one consultation, told apart by `replaces = "NAME"`.

use crate::model::SourceSpec;
use std::collections::BTreeMap;

/// The chains of exports of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaces {
    /// The older source of each newer one.
    older: BTreeMap<String, String>,
}

/// Why sources cannot replace one another as they say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplacesError {
    /// A source names itself.
    #[error("the source {0} replaces itself")]
    Itself(String),
    /// A source names what is no source.
    #[error(
        "the source {newer} replaces «{older}», which is no source of this corpus ({})",
        known.join(", ")
    )]
    Unknown {
        /// The source.
        newer: String,
        /// What it names.
        older: String,
        /// The sources that there are.
        known: Vec<String>,
    },
    /// Entries of one source name different ones.
    #[error("entries of the source {0} differ in what they replace")]
    Differ(String),
    /// Two sources name the same one.
    #[error("both {} and {} replace {older}", newer[0], newer[1])]
    Both {
        /// The one that is named.
        older: String,
        /// Those that name it.
        newer: [String; 2],
    },
    /// A source names one that names it, over any number of steps.
    #[error("the source {0} replaces itself, through others")]
    ThroughOthers(String),
}

impl ReplacesError {
    /// What to do, where something can be said of it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ReplacesError::Itself(_) => Some("give the newer export a name of its own"),
            ReplacesError::Differ(_) => {
                Some("files of one export share their name and their `replaces`")
            }
            ReplacesError::Both { .. } => {
                Some("files of one export share their name, and a third export replaces the second")
            }
            ReplacesError::Unknown { .. } | ReplacesError::ThroughOthers(_) => None,
        }
    }
}

impl Replaces {
    /// Reads the chains.
    pub fn new<'a>(
        specs: impl Iterator<Item = &'a SourceSpec> + Clone,
    ) -> Result<Self, ReplacesError> {
        let mut replaces = Replaces::default();
        for spec in specs.clone() {
            let Some(older) = &spec.replaces else {
                continue;
            };
            let name = &spec.name;
            if older == name {
                return Err(ReplacesError::Itself(name.clone()));
            }
            if !specs.clone().any(|s| s.name == *older) {
                return Err(ReplacesError::Unknown {
                    newer: name.clone(),
                    older: older.clone(),
                    known: specs.map(|s| s.name.clone()).collect(),
                });
            }
            if specs
                .clone()
                .any(|s| s.name == *name && s.replaces.as_ref() != Some(older))
            {
                return Err(ReplacesError::Differ(name.clone()));
            }
            let other = replaces
                .older
                .iter()
                .find(|(n, o)| *o == older && *n != name);
            if let Some((other, _)) = other {
                return Err(ReplacesError::Both {
                    older: older.clone(),
                    newer: [other.clone(), name.clone()],
                });
            }
            replaces.older.insert(name.clone(), older.clone());
        }
        for name in replaces.older.keys() {
            let mut steps = 0;
            let mut at = name;
            while let Some(next) = replaces.older.get(at) {
                at = next;
                steps += 1;
                if steps > replaces.older.len() {
                    return Err(ReplacesError::ThroughOthers(name.clone()));
                }
            }
        }
        Ok(replaces)
    }

    /// The name that the ids of a source begin with: that of its oldest export.
    pub fn family<'a>(&'a self, name: &'a str) -> &'a str {
        let mut at = name;
        // `new` refused chains that come back to themselves.
        while let Some(older) = self.older.get(at) {
            at = older;
        }
        at
    }

    /// The source that replaces this one.
    pub fn newer(&self, name: &str) -> Option<&str> {
        let found = self.older.iter().find(|(_, older)| *older == name);
        found.map(|(newer, _)| newer.as_str())
    }

    /// The places of sources in the order in which they are read, and whether a newer export was read
    /// before each: as they are, but an older export after the last file of the one that replaces it.
    pub fn order(&self, specs: &[&SourceSpec]) -> Vec<(usize, bool)> {
        let mut order = Vec::with_capacity(specs.len());
        for (at, spec) in specs.iter().enumerate() {
            if self.newer(&spec.name).is_some() {
                continue;
            }
            order.push((at, false));
            if specs[at + 1..].iter().any(|s| s.name == spec.name) {
                continue;
            }
            let mut name = &spec.name;
            while let Some(older) = self.older.get(name) {
                let entries = specs.iter().enumerate();
                order.extend(
                    entries
                        .filter(|(_, s)| s.name == *older)
                        .map(|(n, _)| (n, true)),
                );
                name = older;
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(name: &str, replaces: Option<&str>) -> SourceSpec {
        SourceSpec {
            name: name.to_string(),
            path: format!("{name}.csv"),
            format: "csv".to_string(),
            replaces: replaces.map(str::to_string),
            spec: None,
            mapping: None,
            variables: Default::default(),
        }
    }

    #[test]
    fn chains_give_family_and_order() {
        let specs = [
            spec("a", None),
            spec("x", None),
            spec("b", Some("a")),
            spec("c", Some("b")),
            spec("c", Some("b")),
        ];
        let replaces = Replaces::new(specs.iter()).unwrap();
        assert_eq!((replaces.family("c"), replaces.family("x")), ("a", "x"));
        let specs: Vec<&SourceSpec> = specs.iter().collect();
        assert_eq!(
            replaces.order(&specs),
            [(1, false), (3, false), (4, false), (2, true), (0, true)]
        );
    }

    #[test]
    fn what_makes_no_chain_is_refused() {
        for (specs, said) in [
            (vec![spec("a", Some("a"))], "replaces itself"),
            (vec![spec("a", Some("z"))], "no source of this corpus (a)"),
            (
                vec![spec("a", Some("b")), spec("b", Some("a"))],
                "through others",
            ),
            (
                vec![spec("a", None), spec("b", Some("a")), spec("c", Some("a"))],
                "both b and c",
            ),
            (
                vec![spec("a", None), spec("b", Some("a")), spec("b", None)],
                "differ",
            ),
        ] {
            let error = Replaces::new(specs.iter()).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
        }
    }
}
