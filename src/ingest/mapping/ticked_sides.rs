//! Columns of sides that are one side each: a register with «Favorable» and «Défavorable», of which one is ticked.

use super::columns::Said;
use super::headers::Headers;
use super::spec::Table;
use super::{sides, values};
use crate::ingest::table::Row;
use crate::model::MappedField;

/// The columns of a table that are a side each, with it.
#[derive(Default)]
pub(super) struct TickedSides(Vec<(usize, String, Said)>);

/// What a row ticks.
pub(super) enum Ticked {
    /// Nothing.
    None,
    /// One side.
    Side(Said),
    /// Several, which are named.
    Several(String),
}

impl TickedSides {
    /// Those of a mapping. Where a single column is for, its yes and no are sides themselves.
    pub(super) fn find(table: &Table, headers: &Headers) -> Self {
        if !table.mapped {
            return TickedSides::default();
        }
        let columns = table.of(MappedField::Stance);
        let found = columns.iter().filter_map(|column| {
            let said = sides::said(&column.column)?;
            let at = headers.first(&column.column)?;
            Some((at, column.column.clone(), said))
        });
        let found: Vec<_> = found.collect();
        let alone = columns.len() == 1 && found.iter().all(|f| f.2 == Said::Favourable);
        TickedSides(if alone { Vec::new() } else { found })
    }

    /// Whether a column is one of them.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.iter().any(|column| column.0 == at)
    }

    /// Whether a cell only says that it is not ticked.
    pub(super) fn is_empty_in(&self, row: &Row, at: usize) -> bool {
        let text = row.trimmed(at);
        text.is_empty() || values::boolean(text) == Some(false)
    }

    /// What a row ticks: a cell with a mark, a yes or the words of its own column.
    pub(super) fn of_row(&self, row: &Row) -> Ticked {
        let is_ticked = |column: &&(usize, String, Said)| {
            let text = row.trimmed(column.0);
            values::boolean(text) == Some(true) || !text.is_empty() && text == column.1
        };
        let ticked: Vec<_> = self.0.iter().filter(is_ticked).collect();
        match &ticked[..] {
            [] => Ticked::None,
            [first, rest @ ..] if rest.iter().all(|c| c.2 == first.2) => Ticked::Side(first.2),
            several => {
                let names: Vec<&str> = several.iter().map(|c| c.1.as_str()).collect();
                Ticked::Several(names.join(", "))
            }
        }
    }
}
