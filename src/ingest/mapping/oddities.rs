//! Values that no rule explains: each is reported once a file, with the number of its rows.

use crate::model::{Origin, Sink, WarningKind};
use std::borrow::Cow;

/// How many different values of one mistake are reported.
const MAX_VALUES: usize = 20;

/// A value that no rule explains, in one row.
pub(super) struct Odd {
    /// What it is not.
    pub(super) what: Cow<'static, str>,
    pub(super) value: String,
    pub(super) origin: Origin,
    pub(super) line: u64,
}

/// Those of a file, in the order of their first rows.
#[derive(Default)]
pub(super) struct Oddities(Vec<(Odd, u64)>);

impl Oddities {
    /// Adds a row's.
    pub(super) fn add(&mut self, mut odd: Odd) {
        let known = |known: &&mut (Odd, u64)| known.0.is(&odd);
        if let Some(known) = self.0.iter_mut().find(known) {
            known.1 += 1;
            return;
        }
        let of_kind = self.0.iter().filter(|(known, _)| known.what == odd.what);
        if of_kind.count() >= MAX_VALUES {
            odd.value = "another value".to_string();
            if let Some(known) = self.0.iter_mut().find(|known| known.0.is(&odd)) {
                known.1 += 1;
                return;
            }
        }
        self.0.push((odd, 1));
    }

    /// Reports them.
    pub(super) fn report(self, sink: &mut dyn Sink) {
        for (odd, rows) in self.0 {
            let message = format!(
                "«{}» is no {}; first at line {}, rows in all: {rows}",
                odd.value, odd.what, odd.line
            );
            sink.warn(WarningKind::UnexplainedLine, odd.origin, message);
        }
    }
}

impl Odd {
    fn is(&self, other: &Odd) -> bool {
        self.what == other.what && self.value == other.value
    }
}
