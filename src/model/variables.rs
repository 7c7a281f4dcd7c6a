//! The variables of all records: the values of each, with the records that have them.

use super::names::{Names, names};
use super::packed::{Packed, pack};
use super::{Damaged, OpenSections, Record, RowSet, Sections, u32_bytes};
use rustc_hash::FxHashMap;

/// The sections of the file; a file of records without variables has none of them.
const NAME: &str = "variable";
const VALUE: &str = "variable_value";
const NAME_OF_VALUE: &str = "variable_of_value";
const COUNT: &str = "variables";
const VALUE_OF: &str = "value_of_variable";

/// A value of a variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VariableValue {
    /// The place of its variable in [`Variables::names`].
    pub variable: usize,
    /// The value, as it is written; empty where a variable is there or not.
    pub text: String,
    /// The records that have it.
    pub rows: RowSet,
}

/// The variables of all records of a build.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variables {
    /// Their names as sources or `corpus.toml` write them, in the order of their first appearance.
    pub names: Vec<String>,
    /// Their values, in the order of their first appearance.
    pub values: Vec<VariableValue>,
}

/// Adds the variables of records to the sections of a file, where there are some.
pub(super) fn write(records: &[Record], to: Sections) -> Sections {
    if records.iter().all(|r| r.variables.is_empty()) {
        return to;
    }
    let mut variables = Names::new();
    // A value is one of its variable: two variables may have a value that is written alike.
    let mut places: FxHashMap<(i64, &str), i64> = FxHashMap::default();
    let (mut values, mut variable_of): (Vec<&str>, Vec<u32>) = Default::default();
    let mut value_of: Vec<i64> = Vec::new();
    for (name, value) in records.iter().flat_map(|r| &r.variables) {
        let variable = variables.place(name);
        value_of.push(*places.entry((variable, value)).or_insert_with(|| {
            values.push(value);
            // There are fewer names than records, whose numbers are u32.
            variable_of.push(variable as u32);
            values.len() as i64 - 1
        }));
    }
    let mut end = 0;
    let ends = values.iter().map(|value| {
        end += value.len() as u32;
        end
    });
    let counts = records.iter().map(|r| Some(r.variables.len() as i64));
    variables
        .write(to, NAME)
        .push(&format!("{VALUE}.ends"), u32_bytes(ends))
        .push(&format!("{VALUE}.text"), values.concat().into_bytes())
        .push(NAME_OF_VALUE, u32_bytes(variable_of))
        .push(COUNT, pack(counts))
        .push(VALUE_OF, pack(value_of.iter().map(|v| Some(*v))))
        .push(
            &format!("{VALUE_OF}.rows"),
            u32_bytes([value_of.len() as u32]),
        )
}

/// Checks what [`Variables::read`] takes for granted.
///
/// # Errors
/// Where the sections are not what [`write`] gave.
pub(super) fn check(open: &OpenSections, records: usize) -> Result<(), Damaged> {
    read(open, records, |_, _| ()).map(|_| ())
}

/// Reads names and values without their records; `each` is given the record and the value of each variable.
fn read(
    open: &OpenSections,
    records: usize,
    mut each: impl FnMut(u32, usize),
) -> Result<Variables, Damaged> {
    let Some(counts) = open.get(COUNT) else {
        return Ok(Variables::default());
    };
    let strange = || Damaged::new("the variables of its records hold what is nowhere");
    let counts = Packed::read(COUNT, counts, records)?;
    let rows = open.u32s(&format!("{VALUE_OF}.rows"))?.get(0);
    let rows = rows.ok_or_else(strange)? as usize;
    let value_of = Packed::read(VALUE_OF, open.require(VALUE_OF)?, rows)?;
    let names_of_variables = names(open, NAME)?;
    let variable_of = open.u32s(NAME_OF_VALUE)?;
    let mut values = Vec::new();
    for (text, variable) in names(open, VALUE)?.into_iter().zip(variable_of.iter()) {
        values.push(VariableValue {
            variable: variable as usize,
            text,
            rows: RowSet::new(),
        });
    }
    if values
        .iter()
        .any(|v| v.variable >= names_of_variables.len())
    {
        return Err(strange());
    }
    let mut next = 0;
    for record in 0..records {
        for _ in 0..counts.get(record).unwrap_or(0) {
            let value = value_of.get(next).and_then(|v| usize::try_from(v).ok());
            let value = value.filter(|v| *v < values.len()).ok_or_else(strange)?;
            // Ordinals are u32.
            each(record as u32, value);
            next += 1;
        }
    }
    if next != rows {
        return Err(strange());
    }
    Ok(Variables {
        names: names_of_variables,
        values,
    })
}

impl Variables {
    /// Reads the variables from a file that [`check`] found whole.
    pub(super) fn read(open: &OpenSections, records: usize) -> Variables {
        let mut rows: Vec<RowSet> = Vec::new();
        let found = read(open, records, |record, value| {
            if rows.len() <= value {
                rows.resize(value + 1, RowSet::new());
            }
            rows[value].insert(record);
        });
        let mut found = found.unwrap_or_default();
        for (value, rows) in found.values.iter_mut().zip(rows) {
            value.rows = rows;
        }
        found
    }

    /// Whether no record has a variable.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use proptest::prelude::*;

    fn records(variables: &[Vec<(String, String)>]) -> Vec<Record> {
        let each = variables.iter().enumerate();
        each.map(|(n, variables)| {
            let mut record = Record::bare(n as u32, &format!("r{n}"), Kind::Proposal);
            record.variables.clone_from(variables);
            record
        })
        .collect()
    }

    fn back(records: &[Record]) -> Variables {
        let bytes = write(records, Sections::new()).to_bytes();
        let open = Sections::read(bytes).unwrap();
        check(&open, records.len()).unwrap();
        Variables::read(&open, records.len())
    }

    #[test]
    fn records_without_variables_add_nothing() {
        let none = Sections::new().to_bytes();
        assert_eq!(
            write(&records(&[vec![], vec![]]), Sections::new()).to_bytes(),
            none
        );
        assert!(back(&records(&[vec![]])).is_empty());
    }

    #[test]
    fn what_is_nowhere_is_refused() {
        let of = |names: u32, value: i64, counts: [i64; 2]| {
            let sections = Sections::new()
                .push("variable.ends", u32_bytes([1]))
                .push("variable.text", b"a".to_vec())
                .push("variable_value.ends", u32_bytes([1]))
                .push("variable_value.text", b"x".to_vec())
                .push(NAME_OF_VALUE, u32_bytes([names]))
                .push(COUNT, pack(counts.into_iter().map(Some)))
                .push(VALUE_OF, pack([Some(value)].into_iter()))
                .push("value_of_variable.rows", u32_bytes([1]));
            check(&Sections::read(sections.to_bytes()).unwrap(), 2)
        };
        assert!(of(0, 0, [0, 1]).is_ok());
        assert!(of(1, 0, [0, 1]).is_err());
        assert!(of(0, 1, [0, 1]).is_err());
        assert!(of(0, 0, [0, 0]).is_err());
        assert!(of(0, 0, [1, 1]).is_err());
    }

    proptest! {
        #[test]
        fn every_variable_comes_back(
            variables in proptest::collection::vec(
                proptest::collection::vec(("[ab]", "[xyé]{0,2}"), 0..4), 0..8),
        ) {
            let records = records(&variables);
            let found = back(&records);
            for (record, variables) in records.iter().zip(&variables) {
                let mut wanted: Vec<(&str, &str)> =
                    variables.iter().map(|v| (v.0.as_str(), v.1.as_str())).collect();
                wanted.sort_unstable();
                wanted.dedup();
                let mut has: Vec<(&str, &str)> = found
                    .values
                    .iter()
                    .filter(|v| v.rows.contains(record.ordinal))
                    .map(|v| (found.names[v.variable].as_str(), v.text.as_str()))
                    .collect();
                has.sort_unstable();
                prop_assert_eq!(has, wanted);
            }
        }
    }
}
