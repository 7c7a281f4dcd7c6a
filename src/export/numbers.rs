//! How exported records are named: by the platform's number, where that tells them apart.

use crate::model::{Kind, Record};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

fn rank(kind: Kind) -> usize {
    Kind::AS_PARENTS
        .iter()
        .position(|k| *k == kind)
        .unwrap_or(0)
}

/// The numbers of exported records.
pub struct Numbers<'a> {
    numbers: FxHashMap<&'a str, (Kind, String)>,
}

impl<'a> Numbers<'a> {
    /// Numbers records. Each has the end of its id, as `shape` writes it; where two of one kind have the
    /// same (two sources), the later one has `-2` behind it. A table names a parent by its number alone:
    /// where that number would lead to a record of another kind, the parent has its kind behind it.
    pub fn new(records: &[&'a Record], shape: impl Fn(&str) -> String) -> Self {
        let parents: FxHashSet<&str> = records.iter().filter_map(|r| r.parent.as_deref()).collect();
        let mut first: FxHashMap<String, usize> = FxHashMap::default();
        for record in records {
            let best = first.entry(shape(record.number())).or_insert(usize::MAX);
            *best = rank(record.kind).min(*best);
        }
        // Each with the last number that was put behind it.
        let mut taken: FxHashMap<(Kind, String), u64> = FxHashMap::default();
        let mut numbers = FxHashMap::default();
        for record in records {
            let mut number = shape(record.number());
            let misleading = first.get(&number).is_some_and(|f| *f < rank(record.kind));
            if misleading && parents.contains(record.id.as_str()) {
                number = format!("{number}-{}", record.kind.name());
            }
            let mut own = (record.kind, number.clone());
            let mut n = taken.get(&own).copied().unwrap_or(1);
            while taken.contains_key(&own) {
                n += 1;
                own.1 = format!("{number}-{n}");
            }
            taken.insert((record.kind, number), n);
            taken.entry(own.clone()).or_insert(1);
            numbers.insert(record.id.as_str(), own);
        }
        Numbers { numbers }
    }

    /// A record's number.
    pub fn own(&self, record: &Record) -> Cow<'_, str> {
        match self.numbers.get(record.id.as_str()) {
            Some((_, number)) => Cow::Borrowed(number),
            None => Cow::Owned(record.number().to_string()),
        }
    }

    /// The kind and number of the record that this one answers, where that is exported too.
    pub fn parent(&self, record: &Record) -> Option<(Kind, &str)> {
        let (kind, number) = self.numbers.get(record.parent.as_deref()?)?;
        Some((*kind, number))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A record of which nothing is known but its id.
    pub(crate) fn record(id: &str) -> Record {
        let kind = id.split('/').nth(1).and_then(Kind::from_name);
        Record::bare(0, id, kind.expect("an id names its kind"))
    }

    #[test]
    fn a_parent_is_found_by_its_number_alone() {
        let mut under = record("s/argument/9");
        under.parent = Some("s/version/1".into());
        let records = [
            record("s/proposal/1"),
            record("s/version/1"),
            record("s/argument/1"),
            record("t/proposal/1"),
            record("t/proposal/1-2"),
            under,
        ];
        let records: Vec<&Record> = records.iter().collect();
        let numbers = Numbers::new(&records, str::to_string);
        let own: Vec<_> = records.iter().map(|r| numbers.own(r)).collect();
        assert_eq!(own, ["1", "1-version", "1", "1-2", "1-2-2", "9"]);
        let parent = numbers.parent(records[5]);
        assert_eq!(parent, Some((Kind::Version, "1-version")));
    }
}
