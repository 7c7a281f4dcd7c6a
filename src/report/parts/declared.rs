//! Sides that contributions declare themselves, as those of a public inquiry's register do: in all, by section, by
//! month. They are no arguments, and are never added to them.

use super::sections::section_name;
use crate::charts::ChartError;
use crate::locale::{MIN_BASE, month, paris_month};
use crate::model::RowSet;
use crate::report::context::{Ctx, section_names};
use crate::report::figure::FigureRef;
use crate::report::plot::declared::{Group, by_group, totals};
use crate::report::sentence::{base, cell, count, datum, inline, share_cell};
use crate::report::tree::{Block, Fact, Inline, TableBlock};
use crate::tally::{Counted, stance_counts};
use std::collections::BTreeMap;

/// The names of the sides in messages and recipes, in the order in which they are listed.
const SIDES: [(&str, &str); 4] = [
    ("declared-favourable", "favourable"),
    ("declared-mixed", "mixed"),
    ("declared-against", "against"),
    ("declared-unknown", "unknown"),
];

/// The recipe of the contributions that declare a side.
pub(super) fn recipe(side: &str) -> String {
    format!("contributions with side={side}")
}

/// The sides that the contributions among `rows` declare, whatever their moderation: message, name, rows. Nothing
/// where the corpus has none; no row of unknown ones where there are none.
pub(super) fn sides(
    ctx: &Ctx<'_, '_>,
    rows: Option<&RowSet>,
) -> Vec<(&'static str, &'static str, RowSet)> {
    let view = &ctx.m.view;
    let base = match rows {
        Some(rows) => view.declaring().and(rows),
        None => view.declaring().clone(),
    };
    let Some(declared) = stance_counts(view, &base)
        .declared
        .filter(|_| !base.is_empty())
    else {
        return Vec::new();
    };
    let rows = [
        declared.favourable,
        declared.mixed,
        declared.against,
        declared.unknown,
    ];
    let all = SIDES.into_iter().zip(rows);
    all.map(|((message, name), rows)| (message, name, rows))
        .filter(|(_, name, rows)| *name != "unknown" || !rows.is_empty())
        .collect()
}

/// The figures of the sides in the whole of what counts, each out of all that could declare one.
pub(super) fn figures(ctx: &mut Ctx<'_, '_>) -> Vec<(&'static str, FigureRef)> {
    let rows = ctx.m.view.rows.clone();
    let found = sides(ctx, Some(&rows));
    let of = found.iter().map(|s| s.2.len()).sum();
    let figures = found.into_iter().map(|(message, name, rows)| {
        let recipe = ctx.recipe(&recipe(name));
        let figure = ctx.f.add(&recipe, Counted::rows(rows).out_of(of));
        (message, figure)
    });
    figures.collect()
}

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Result<Vec<Block>, ChartError> {
    let figures = figures(ctx);
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let mut out = vec![
        ctx.heading(2, "avis-declares", "h-declared"),
        ctx.paragraph("declared-intro"),
    ];
    out.push(whole(ctx, &figures)?);
    let sections: Vec<String> = section_names(ctx.m).into_iter().map(String::from).collect();
    let by_section = sections.iter().map(|section| {
        let is = |o: &u32| ctx.m.record(*o).section.as_deref() == Some(section);
        let rows = ctx.m.view.rows.iter().filter(is).collect();
        (format!("section=«{section}»"), rows)
    });
    let by_section: Vec<(String, RowSet)> = by_section.collect();
    let groups: Vec<Group> = by_section
        .into_iter()
        .zip(&sections)
        .filter_map(|((key, rows), section)| {
            let name = section_name(ctx, section);
            group(ctx, &key, name, &rows)
        })
        .collect();
    if groups.len() > 1 {
        out.push(ctx.heading(3, "avis-par-section", "h-declared-sections"));
        out.push(by_group(ctx, "section", &largest_first(groups))?);
    }
    let groups = months(ctx);
    if groups.len() > 1 {
        out.push(ctx.heading(3, "avis-par-mois", "h-declared-months"));
        out.push(by_group(ctx, "month", &groups)?);
    }
    Ok(out)
}

/// All sides: their chart, what it says, and its table.
fn whole(
    ctx: &mut Ctx<'_, '_>,
    figures: &[(&'static str, FigureRef)],
) -> Result<Block, ChartError> {
    let mut table = TableBlock {
        header: ["col-side", "col-contributions", "col-share", "col-base"]
            .map(|id| ctx.w.line(id))
            .to_vec(),
        ..TableBlock::default()
    };
    for (message, figure) in figures {
        let cells = vec![
            ctx.w.line(message),
            cell(figure),
            share_cell(figure),
            vec![base("n", figure).value],
        ];
        table.rows.push(cells);
        table.depth.push(0);
    }
    let sided = figures.iter().filter(|f| f.0 != "declared-unknown");
    let most = sided.clone().map(|f| f.1.value).max().unwrap_or(0);
    let mut first = sided.filter(|f| f.1.value == most);
    let finding = match (first.next(), first.next()) {
        (Some((message, figure)), None) => {
            let share = match figure.of.unwrap_or(0) >= MIN_BASE {
                true => "declared-finding-share",
                false => "declared-finding",
            };
            let args = vec![
                inline(
                    "side",
                    Inline::Text(ctx.w.words(&format!("{message}-many"))),
                ),
                count("n", figure),
                base("total", figure),
                crate::report::sentence::portion("share", figure),
            ];
            ctx.w.sentence(share, args)
        }
        (Some((_, figure)), Some(_)) => ctx.w.sentence(
            "declared-tie",
            vec![count("n", figure), base("total", figure)],
        ),
        _ => Vec::new(),
    };
    totals(ctx, figures, finding, table)
}

/// The sides in some rows; `None` where no contribution of them could declare one.
fn group(ctx: &mut Ctx<'_, '_>, key: &str, name: Inline, rows: &RowSet) -> Option<Group> {
    let mut group = Group {
        name,
        figures: Vec::new(),
    };
    let found = sides(ctx, Some(&ctx.m.view.rows.and(rows)));
    let of: u64 = found.iter().map(|s| s.2.len()).sum();
    if of == 0 {
        return None;
    }
    for (_, side) in SIDES {
        let rows = found.iter().find(|s| s.1 == side);
        let rows = rows.map_or_else(RowSet::new, |s| s.2.clone());
        let recipe = ctx.recipe(&format!("{key} {}", recipe(side)));
        let figure = ctx.f.add(&recipe, Counted::rows(rows).out_of(of));
        group.figures.push(figure);
    }
    Some(group)
}

/// Groups by their size; those of one size stay in their order.
fn largest_first(mut groups: Vec<Group>) -> Vec<Group> {
    let size = |g: &Group| g.figures.first().and_then(|f| f.of).unwrap_or(0);
    groups.sort_by_key(|g| std::cmp::Reverse(size(g)));
    groups
}

/// The sides by month of publication in Paris, in time; what has no date is last.
fn months(ctx: &mut Ctx<'_, '_>) -> Vec<Group> {
    let mut by: BTreeMap<(bool, String), RowSet> = BTreeMap::new();
    for o in ctx.m.view.declaring().and(&ctx.m.view.rows).iter() {
        let month = ctx.m.record(o).published_at.map(paris_month);
        let key = (month.is_none(), month.unwrap_or_default());
        by.entry(key).or_default().insert(o);
    }
    let mut out = Vec::new();
    for ((undated, key), rows) in by {
        let name = match undated {
            true => Inline::Text(ctx.w.words("declared-undated")),
            false => {
                // `paris_month` writes years and months as `2015-03`.
                let (year, number) = key.split_once('-').unwrap_or(("", ""));
                let (year, number) = (year.parse().unwrap_or(0), number.parse().unwrap_or(1));
                let shown = month(ctx.m.lang, year, number);
                datum("month", shown, Fact::Rule).value
            }
        };
        let key = match undated {
            true => "month=none".to_string(),
            false => format!("month={key}"),
        };
        out.extend(group(ctx, &key, name, &rows));
    }
    out
}
