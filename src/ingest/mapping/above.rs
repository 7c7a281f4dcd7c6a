//! What rows are to those above them: below one that leads, which they name by its number, by another name or by
//! their place alone; what they take from it; and what it counts of them. Rows come in their order.

use super::rules::Compare;
use super::spec::Table;
use crate::ingest::journal::NO_ID;
use crate::model::{Draft, Entry, Import, Kind, Origin, Refusal, RowKind, Side, Sink, WarningKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a row says of rows above it.
pub(super) struct Link<'t> {
    /// What its kind of rows is.
    pub table: &'t Table,
    /// The parent that it names.
    pub parent: Option<String>,
    /// What it names where a row above has that id.
    pub rather: Vec<String>,
    /// Another name of its parent, or of itself where it leads.
    pub other_name: String,
    /// What the platform counts below it.
    pub stated: Vec<Option<u64>>,
}

/// A row that leads.
#[derive(Default)]
struct Leader {
    /// Nothing while only rows below it were met.
    origin: Option<Origin>,
    section: Option<String>,
    consultation: String,
    stated: Vec<Option<u64>>,
    found: Vec<u64>,
}

/// The rows of a file so far.
pub(super) struct Above<'t> {
    compare: &'t [Compare],
    leaders: FxHashMap<String, Leader>,
    /// The ids of the rows that lead, in their order.
    order: Vec<String>,
    last: Option<String>,
    other_names: FxHashMap<String, String>,
    /// The ids that rows may rather name.
    named: FxHashSet<String>,
    /// The parent with which a row was met first.
    first: FxHashMap<String, String>,
}

impl<'t> Above<'t> {
    /// Before the first row of a table.
    pub(super) fn new(table: &'t Table) -> Self {
        Above {
            compare: &table.compare,
            leaders: FxHashMap::default(),
            order: Vec::new(),
            last: None,
            other_names: FxHashMap::default(),
            named: FxHashSet::default(),
            first: FxHashMap::default(),
        }
    }

    /// Completes what a row gives; what needs a parent and has none is refused.
    pub(super) fn complete(&mut self, import: Import, link: Link<'_>) -> Import {
        let parent = self.parent(&link);
        match import {
            Import::Record(mut draft) if link.table.leads => {
                self.lead(&mut draft, link);
                Import::Record(draft)
            }
            Import::Record(mut draft) => {
                draft.parent = parent;
                if let Some(refusal) = &link.table.parent.refuse_without
                    && draft.parent.is_none()
                {
                    let what = refusal.what.unwrap_or(RowKind::Row);
                    return Import::refused(
                        draft.entry.origin,
                        what,
                        refusal.reason,
                        &refusal.detail,
                    );
                }
                self.below(&mut draft, link.table);
                Import::Record(draft)
            }
            Import::Vote(mut vote) => {
                let Some(record) = parent else {
                    let detail = "the vote is on nothing that is in this file: correct it";
                    return Import::refused(vote.origin, RowKind::Vote, Refusal::Malformed, detail);
                };
                if !vote.moderation.moderated {
                    self.count(&record, None, vote.side);
                }
                vote.record = record;
                Import::Vote(vote)
            }
            // The platform counts a vote whose side cannot be read.
            Import::Refused {
                what: RowKind::Vote,
                ..
            } => {
                if let Some(record) = parent {
                    self.count(&record, None, None);
                }
                import
            }
            other => other,
        }
    }

    /// The record that a row is below.
    fn parent(&self, link: &Link<'_>) -> Option<String> {
        let rather = link.rather.iter().find(|id| self.named.contains(*id));
        let found = rather.or(link.parent.as_ref());
        let found = found.or_else(|| self.other_names.get(&link.other_name));
        let last = self.last.as_ref().filter(|_| link.table.parent.follows);
        found.or(last).cloned()
    }

    fn lead(&mut self, draft: &mut Draft, link: Link<'_>) {
        draft.parent = None;
        // A row without a number has none below it that name it.
        if draft.id.ends_with(NO_ID) {
            self.last = None;
            return;
        }
        if !link.other_name.is_empty() {
            self.other_names.insert(link.other_name, draft.id.clone());
        }
        let leader = self.leaders.entry(draft.id.clone()).or_default();
        if leader.origin.is_none() {
            self.order.push(draft.id.clone());
        }
        leader.origin = Some(draft.origin.clone());
        leader.stated = link.stated;
        if link.table.inherits {
            leader.section.clone_from(&draft.section);
            leader.consultation.clone_from(&draft.consultation);
        }
        self.last = Some(draft.id.clone());
    }

    fn below(&mut self, draft: &mut Entry, table: &Table) {
        let has_id = !draft.id.ends_with(NO_ID);
        if let Some(parent) = &mut draft.parent {
            if table.parent.first && has_id {
                let first = self.first.entry(draft.id.clone());
                parent.clone_from(first.or_insert_with(|| parent.clone()));
            }
            if let Some(leader) = self.leaders.get(parent).filter(|_| table.inherits) {
                draft.section = draft.section.take().or_else(|| leader.section.clone());
                if draft.consultation.is_empty() {
                    draft.consultation.clone_from(&leader.consultation);
                }
            }
            self.count(parent, Some(draft.kind), draft.declared);
        }
        let mut classes = table.parent.classes.iter();
        if has_id && classes.any(|(name, class)| name != "*" && class.kind == draft.kind) {
            self.named.insert(draft.id.clone());
        }
    }

    /// Counts a record of a kind, or a vote, below another record.
    fn count(&mut self, parent: &str, kind: Option<Kind>, side: Option<Side>) {
        for (n, rule) in self.compare.iter().enumerate() {
            let sided = rule.side.is_none_or(|said| said.side() == side);
            if rule.kind != kind || !sided {
                continue;
            }
            if !self.leaders.contains_key(parent) {
                self.leaders.insert(parent.to_string(), Leader::default());
            }
            if let Some(leader) = self.leaders.get_mut(parent) {
                leader.found.resize(self.compare.len(), 0);
                leader.found[n] += 1;
            }
        }
    }

    /// Reports where the platform counts other numbers than the rows give.
    pub(super) fn report(&self, sink: &mut dyn Sink) {
        for id in &self.order {
            let leader = &self.leaders[id];
            let Some(origin) = &leader.origin else {
                continue;
            };
            for (n, (rule, stated)) in self.compare.iter().zip(&leader.stated).enumerate() {
                let found = leader.found.get(n).copied().unwrap_or(0);
                if let Some(stated) = stated.filter(|stated| *stated != found) {
                    let what = &rule.what;
                    let message = format!(
                        "{id}: the platform counts {stated} {what}, the file has {found} rows"
                    );
                    sink.warn(WarningKind::CounterDisagrees, origin.clone(), message);
                }
            }
        }
    }
}
