//! Which source replaces which: exports of one consultation, told apart by `replaces = "NAME"`.

use crate::model::SourceSpec;
use std::collections::BTreeMap;

/// The chains of exports of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaces {
    /// The older source of each newer one.
    older: BTreeMap<String, String>,
}

impl Replaces {
    /// Reads the chains; the error says what is wrong and what to do.
    pub fn new<'a>(specs: impl Iterator<Item = &'a SourceSpec> + Clone) -> Result<Self, String> {
        let mut replaces = Replaces::default();
        for spec in specs.clone() {
            let Some(older) = &spec.replaces else {
                continue;
            };
            let name = &spec.name;
            if older == name {
                return Err(format!(
                    "the source {name} replaces itself: give the newer export a name of its own"
                ));
            }
            if !specs.clone().any(|s| s.name == *older) {
                let names: Vec<&str> = specs.clone().map(|s| s.name.as_str()).collect();
                return Err(format!(
                    "the source {name} replaces «{older}», which is no source of this corpus ({})",
                    names.join(", ")
                ));
            }
            if specs
                .clone()
                .any(|s| s.name == *name && s.replaces.as_ref() != Some(older))
            {
                return Err(format!(
                    "entries of the source {name} differ in what they replace: files of one export share \
                     their name and their `replaces`"
                ));
            }
            let other = replaces
                .older
                .iter()
                .find(|(n, o)| *o == older && *n != name);
            if let Some((other, _)) = other {
                return Err(format!(
                    "both {other} and {name} replace {older}: files of one export share their name, and a \
                     third export replaces the second"
                ));
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
                    return Err(format!("the source {name} replaces itself, through others"));
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
            assert!(error.contains(said), "{error}");
        }
    }
}
