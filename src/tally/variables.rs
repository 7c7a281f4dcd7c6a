//! Variables as they are counted: names and values that differ only in case, accents or blanks are one.

use crate::model::{self, RowSet};
use crate::text::{fold, value_key};
use std::collections::BTreeMap;

/// Under so many people a group is small enough that somebody may be known in it.
const SMALL_GROUP: u64 = 5;

/// A value of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct VariableValue {
    /// As it is written where it first appears; empty where the variable has no values.
    pub text: String,
    /// What it is compared by.
    pub key: String,
    /// The records that have it, moderated ones included.
    pub rows: RowSet,
}

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name where it first appears.
    pub name: String,
    /// Its values, in the order of their keys.
    pub values: Vec<VariableValue>,
}

impl Variable {
    /// The records that have a value, or none but the name.
    pub fn rows(&self) -> RowSet {
        let all = self.values.iter().map(|v| &v.rows);
        all.fold(RowSet::new(), |sum, rows| sum.or(rows))
    }

    /// The value of that key.
    pub fn value(&self, key: &str) -> Option<&VariableValue> {
        self.values.iter().find(|v| v.key == key)
    }
}

/// The variables of a corpus, in the order of their first appearance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variables {
    all: Vec<Variable>,
    /// Their folded names, in the same order.
    names: Vec<String>,
}

impl Variables {
    /// The variables of all records, those that are alike brought together.
    pub fn new(found: &model::Variables) -> Self {
        let mut out = Variables::default();
        let mut values: Vec<BTreeMap<String, VariableValue>> = Vec::new();
        let mut place_of = Vec::with_capacity(found.names.len());
        for name in &found.names {
            let folded = fold(name).into_owned();
            let known = out.names.iter().position(|n| *n == folded);
            place_of.push(known.unwrap_or_else(|| {
                out.names.push(folded);
                out.all.push(Variable {
                    name: name.clone(),
                    values: Vec::new(),
                });
                values.push(BTreeMap::new());
                values.len() - 1
            }));
        }
        for value in &found.values {
            let key = value_key(&value.text);
            let of_name = &mut values[place_of[value.variable]];
            let kept = of_name.entry(key.clone()).or_insert_with(|| VariableValue {
                text: value.text.clone(),
                key,
                rows: RowSet::new(),
            });
            kept.rows = kept.rows.or(&value.rows);
        }
        for (variable, values) in out.all.iter_mut().zip(values) {
            variable.values = values.into_values().collect();
        }
        out
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.all.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Their folded names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The variable of that name, whatever its case and accents.
    pub fn get(&self, name: &str) -> Option<&Variable> {
        let folded = fold(name);
        let at = self.names.iter().position(|n| *n == folded)?;
        self.all.get(at)
    }

    /// The name that is nearest to an unknown one, where one is near.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let folded = fold(name);
        let far = |known: &String| strsim::damerau_levenshtein(known, &folded);
        let nearest = self.names.iter().zip(&self.all).min_by_key(|n| far(n.0))?;
        (far(nearest.0) <= 3).then_some(nearest.1.name.as_str())
    }
}

/// What an output says where some of its counts by a variable are of few people: `people` are the numbers of
/// authors behind its counts.
pub fn small_groups(people: impl IntoIterator<Item = u64>) -> Option<String> {
    let small = people.into_iter().filter(|n| (1..SMALL_GROUP).contains(n));
    let n = small.count();
    (n > 0).then(|| {
        format!(
            "{n} of these groups are of fewer than {SMALL_GROUP} people, who may be known by them: do not publish \
             them as they are"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Kind, Record, RecordThemes};
    use crate::tally::{Dimension, ModeratedOption, Names, ThemeRows, View, group};

    fn set(rows: &[u32]) -> RowSet {
        rows.iter().copied().collect()
    }

    #[test]
    fn names_and_values_that_are_written_alike_are_one() {
        let value = |variable, text: &str, rows: &[u32]| model::VariableValue {
            variable,
            text: text.into(),
            rows: set(rows),
        };
        let found = model::Variables {
            names: vec!["Région".into(), "age".into(), "region".into()],
            values: vec![
                value(0, "Sud", &[0]),
                value(0, "Nord", &[1, 3]),
                value(1, "25-34", &[0]),
                value(2, "SUD", &[2, 3]),
            ],
        };
        let variables = Variables::new(&found);
        assert_eq!(variables.names(), ["region", "age"]);
        let region = variables.get("RÉGION").unwrap();
        assert_eq!(region.name, "Région");
        let texts: Vec<&str> = region.values.iter().map(|v| v.text.as_str()).collect();
        assert_eq!(texts, ["Nord", "Sud"]);
        assert_eq!(region.value("sud").unwrap().rows, set(&[0, 2, 3]));
        assert_eq!(region.rows(), set(&[0, 1, 2, 3]));
        assert_eq!(variables.nearest("regoin"), Some("Région"));
        assert_eq!(variables.nearest("profession"), None);
        assert!(variables.get("service").is_none());
    }

    #[test]
    fn a_record_with_two_values_counts_once_in_each() {
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        let mut records = vec![
            Record::bare(0, "a", Kind::Proposal),
            Record::bare(1, "b", Kind::Proposal),
            Record::bare(2, "c", Kind::Proposal),
        ];
        records[0].variables = vec![
            pair("role", "élu"),
            pair("role", "agent"),
            pair("Rôle", "Élu"),
        ];
        records[1].variables = vec![pair("role", "agent")];
        let facts = Facts::build(&records, &[], &[[0, 0]; 3], |_| 0);
        let variables = Variables::new(facts.variables());
        let view = View::new(&facts, ModeratedOption::Exclude);
        let by = [Dimension::Variable(variables.get("role").unwrap())];
        let themes = ThemeRows::new(RecordThemes::build(3, 0, []).unwrap());
        let names = Names {
            themes: &[],
            records: &|o| o.to_string(),
        };
        let groups: Vec<(Option<String>, RowSet)> = group(&view, &themes, names, &by)
            .into_iter()
            .map(|group| (group.keys[0].clone(), group.counts.records))
            .collect();
        let wanted = [
            (Some("agent".to_string()), set(&[0, 1])),
            (Some("élu".to_string()), set(&[0])),
            (None, set(&[2])),
        ];
        assert_eq!(groups, wanted);
    }

    #[test]
    fn small_groups_are_said_and_empty_ones_are_not() {
        assert_eq!(small_groups([0, 5, 12]), None);
        let said = small_groups([0, 1, 4, 5]).unwrap();
        assert!(
            said.starts_with("2 of these groups are of fewer than 5 people"),
            "{said}"
        );
    }
}
