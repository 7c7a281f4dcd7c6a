//! The table of theme occurrences.

use super::files::{THEMES, damaged};
use super::table::{Column, Table};
use super::{BuildFiles, StoreError};
use crate::model::{Field, Span};

/// One occurrence of a theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThemeHit {
    /// The record.
    pub ordinal: u32,
    /// The theme's place in the dictionary.
    pub theme: u32,
    /// The passage; `None` where a theme matches without an occurrence (NOT).
    pub span: Option<Span>,
}

/// The table of theme occurrences.
pub fn theme_hits_table(hits: &[ThemeHit], themes: &[String]) -> Table {
    let span = |f: &dyn Fn(&Span) -> u32| {
        Column::Integer(
            hits.iter()
                .map(|h| h.span.as_ref().map(|s| i64::from(f(s))))
                .collect(),
        )
    };
    Table::new(vec![
        (
            "ordinal",
            Column::count(hits.iter().map(|h| u64::from(h.ordinal))),
        ),
        (
            "theme",
            Column::text(hits.iter().map(|h| themes[h.theme as usize].clone())),
        ),
        (
            "field",
            Column::Text(
                hits.iter()
                    .map(|h| h.span.map(|s| s.field.name().to_string()))
                    .collect(),
            ),
        ),
        ("start", span(&|s| s.start)),
        ("end", span(&|s| s.end)),
    ])
}

/// Reads theme occurrences; `themes` are the ids of the dictionary that the build was made with.
pub fn read_theme_hits(build: &BuildFiles, themes: &[String]) -> Result<Vec<ThemeHit>, StoreError> {
    let mut t = Table::read_parquet(
        build,
        THEMES,
        vec![
            ("ordinal", Column::Integer(vec![])),
            ("theme", Column::Text(vec![])),
            ("field", Column::Text(vec![])),
            ("start", Column::Integer(vec![])),
            ("end", Column::Integer(vec![])),
        ],
    )?;
    let ordinal = t.take_integer("ordinal");
    let theme = t.take_text("theme");
    let field = t.take_text("field");
    let start = t.take_integer("start");
    let end = t.take_integer("end");
    let mut hits = Vec::with_capacity(ordinal.len());
    for i in 0..ordinal.len() {
        let name = theme[i].as_deref().unwrap_or_default();
        let theme = themes.iter().position(|t| t == name).ok_or_else(|| {
            let what = format!("the theme «{name}» is not in the dictionary");
            damaged(&build.path(THEMES), &what)
        })?;
        let field = field[i]
            .as_deref()
            .and_then(|n| Field::ALL.into_iter().find(|f| f.name() == n));
        hits.push(ThemeHit {
            ordinal: ordinal[i].unwrap_or(0) as u32,
            theme: theme as u32,
            span: field.map(|field| Span {
                field,
                start: start[i].unwrap_or(0) as u32,
                end: end[i].unwrap_or(0) as u32,
            }),
        });
    }
    Ok(hits)
}
