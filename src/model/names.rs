//! Lists of names in flat files: each name once, in the order of their first appearance.

use super::{Damaged, OpenSections, Sections, u32_bytes};
use rustc_hash::FxHashMap;

/// Names in the order of their first appearance.
pub(super) struct Names<'a> {
    names: Vec<&'a str>,
    at: FxHashMap<&'a str, i64>,
}

impl<'a> Names<'a> {
    pub(super) fn new() -> Self {
        Names {
            names: Vec::new(),
            at: FxHashMap::default(),
        }
    }

    /// The place of a name among them.
    pub(super) fn place(&mut self, name: &'a str) -> i64 {
        *self.at.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as i64 - 1
        })
    }

    /// Adds them to the sections of a file.
    pub(super) fn write(&self, to: Sections, name: &str) -> Sections {
        let mut end = 0;
        let ends = self.names.iter().map(|n| {
            end += n.len() as u32;
            end
        });
        to.push(&format!("{name}.ends"), u32_bytes(ends))
            .push(&format!("{name}.text"), self.names.concat().into_bytes())
    }
}

/// Reads the names that [`Names::write`] wrote.
pub(super) fn names(open: &OpenSections, name: &str) -> Result<Vec<String>, Damaged> {
    let text = open.require(&format!("{name}.text"))?;
    let mut from = 0;
    open.u32s(&format!("{name}.ends"))?
        .iter()
        .map(|end| {
            let piece = text.get(from..end as usize);
            from = end as usize;
            let piece = piece.and_then(|p| std::str::from_utf8(p).ok());
            let piece = piece.ok_or_else(|| Damaged(format!("a name of a {name} is no text")))?;
            Ok(piece.to_string())
        })
        .collect()
}
