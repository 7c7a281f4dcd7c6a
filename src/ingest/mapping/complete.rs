//! What tables and kinds of rows take from what they are a part of, and the names of their columns.

use super::rules::Parent;
use super::spec::Table;

impl Table {
    /// Takes from what it is a part of what it does not say itself, and so do its kinds of rows; then gives columns
    /// their names.
    pub(in crate::ingest::mapping) fn complete(&mut self, whole: &Table) {
        self.inherit(whole);
        let mut rows = std::mem::take(&mut self.rows);
        rows.iter_mut().for_each(|row| row.complete(self));
        let (own, is_read) = (self.own.clone(), rows.is_empty() && self.refuse.is_none());
        let mut named: Vec<String> = Vec::new();
        for name in self.names() {
            // Kinds of rows name what is their own, and those that are refused have nothing.
            if is_read || !name.contains("{own}") {
                *name = name.replace("{own}", &own);
                named.push(name.clone());
            }
        }
        // Exports may leave them out: nothing is recognised by them.
        for column in &mut self.printed_names.0 {
            if is_read || !column.column.contains("{own}") {
                column.column = column.column.replace("{own}", &own);
            }
        }
        named.extend(rows.iter().flat_map(|r| r.named.iter().cloned()));
        (self.named, self.rows) = (named, rows);
    }

    fn inherit(&mut self, whole: &Table) {
        for (field, columns) in &whole.columns {
            let own = self.columns.entry(*field);
            own.or_insert_with(|| columns.clone());
        }
        for (field, value) in &whole.constants {
            let own = self.constants.entry(*field);
            own.or_insert_with(|| value.clone());
        }
        if self.numbers == Default::default() {
            self.numbers = whole.numbers;
        }
        if self.parent == Parent::default() {
            self.parent = whole.parent.clone();
        }
        let values = &mut self.values;
        fill(&mut values.stance, &whole.values.stance);
        fill(&mut values.moderated, &whole.values.moderated);
        fill(&mut values.organiser, &whole.values.organiser);
        if values.choice.is_empty() {
            values.choice = whole.values.choice.clone();
        }
        if self.set_aside.is_empty() {
            self.set_aside = whole.set_aside.clone();
        }
        if self.known.is_empty() {
            self.known = whole.known.clone();
        }
        if self.leads && self.compare.is_empty() {
            self.compare = whole.compare.clone();
        }
        if self.printed_names.0.is_empty() {
            self.printed_names.0.clone_from(&whole.printed_names.0);
        }
        fill(&mut self.set_aside_reason, &whole.set_aside_reason);
        fill(&mut self.also_named, &whole.also_named);
        self.inherits |= whole.inherits;
    }

    /// Every name of a column.
    fn names(&mut self) -> Vec<&mut String> {
        let mut out: Vec<&mut String> = Vec::new();
        out.extend(self.has.iter_mut().chain(&mut self.none));
        out.extend(self.any.iter_mut().flatten());
        let columns = self.columns.values_mut().flat_map(|c| &mut c.0);
        let counted = self.compare.iter_mut().flat_map(|c| &mut c.stated.0);
        let parts = self.part.iter_mut().flat_map(|p| &mut p.body.0);
        let more = self.comments.0.iter_mut().chain(&mut self.row_by.0);
        for column in columns.chain(counted).chain(parts).chain(more) {
            out.push(&mut column.column);
            out.extend(column.when.iter_mut().map(|w| &mut w.column));
        }
        out.extend(self.refuse_rows.iter_mut().flat_map(|r| &mut r.column.0));
        out.extend(self.kind_when.iter_mut().map(|k| &mut k.column));
        out.extend(self.set_aside.iter_mut().map(|s| &mut s.column));
        let parent = &mut self.parent;
        out.extend(&mut parent.url.0);
        let single = [&mut parent.class, &mut parent.ancestry, &mut self.first];
        out.extend(single.into_iter().flatten());
        out.extend(&mut self.also_named);
        out.extend(&mut self.set_aside_reason);
        out
    }
}

fn fill<T: Clone>(own: &mut Option<T>, whole: &Option<T>) {
    if own.is_none() {
        own.clone_from(whole);
    }
}
