//! Sides that contributions declare themselves, as those of a public inquiry's register do: in all, by section, by
//! month. They are no arguments, and are never added to them.

use super::sections::section_name;
use crate::locale::{MIN_BASE, month, paris};
use crate::model::{Count, DeclaredSide, Filter, Kinds, RowSet};
use crate::report::context::{Ctx, section_names};
use crate::report::figure::FigureRef;
use crate::report::plot::declared::{Group, by_group, totals};
use crate::report::sentence::{base, cell, count, datum, inline, share_cell};
use crate::report::tree::{Block, Fact, Inline, TableBlock};
use std::collections::BTreeSet;

/// The name of a side in messages.
fn message(side: DeclaredSide) -> &'static str {
    match side {
        DeclaredSide::Favourable => "declared-favourable",
        DeclaredSide::Mixed => "declared-mixed",
        DeclaredSide::Against => "declared-against",
        DeclaredSide::Unknown => "declared-unknown",
    }
}

/// The sides that are listed of some contributions, whatever their moderation, with their messages. Nothing where none
/// of them could declare one; no row of unknown ones where there are none.
pub(super) fn sides(ctx: &Ctx<'_, '_>, rows: &RowSet) -> Vec<(&'static str, DeclaredSide)> {
    let view = &ctx.m.view;
    let base = view.declaring().and(rows);
    if base.is_empty() {
        return Vec::new();
    }
    let unknown = !view.of_side(&base, None).is_empty();
    let all = DeclaredSide::ALL.into_iter();
    all.filter(|side| *side != DeclaredSide::Unknown || unknown)
        .map(|side| (message(side), side))
        .collect()
}

/// The figures of the sides in the whole of what counts, each out of all that could declare one.
pub(super) fn figures(ctx: &mut Ctx<'_, '_>) -> Vec<(&'static str, FigureRef)> {
    let found = sides(ctx, &ctx.m.view.rows).into_iter();
    let figures = found.map(|(message, side)| (message, figure(ctx, side, None)));
    figures.collect()
}

/// The contributions that declare a side, of a group or of all, out of those that could.
fn figure(ctx: &mut Ctx<'_, '_>, side: DeclaredSide, group: Option<&Filter>) -> FigureRef {
    let filters = group.cloned().into_iter().chain([Filter::Declared(side)]);
    let recipe = ctx.recipe(Count::Records(Kinds::CONTRIBUTIONS), filters);
    ctx.share(recipe)
}

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let figures = figures(ctx);
    if figures.is_empty() {
        return Vec::new();
    }
    let mut out = vec![
        ctx.heading(2, "avis-declares", "h-declared"),
        ctx.paragraph("declared-intro"),
    ];
    out.push(whole(ctx, &figures));
    let sections: Vec<String> = section_names(ctx.m).into_iter().map(String::from).collect();
    let mut groups: Vec<Group> = Vec::new();
    for section in sections {
        let name = section_name(ctx, &section);
        groups.extend(group(ctx, Filter::Section(section), name));
    }
    if groups.len() > 1 {
        out.push(ctx.heading(3, "avis-par-section", "h-declared-sections"));
        out.push(by_group(ctx, "section", &largest_first(groups)));
    }
    let groups = months(ctx);
    if groups.len() > 1 {
        out.push(ctx.heading(3, "avis-par-mois", "h-declared-months"));
        out.push(by_group(ctx, "month", &groups));
    }
    out
}

/// All sides: their chart, what it says, and its table.
fn whole(ctx: &mut Ctx<'_, '_>, figures: &[(&'static str, FigureRef)]) -> Block {
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

/// The sides in one group; `None` where no contribution of it could declare one.
fn group(ctx: &mut Ctx<'_, '_>, key: Filter, name: Inline) -> Option<Group> {
    let could = [key.clone(), Filter::CanDeclare];
    let could = ctx.recipe(Count::Records(Kinds::CONTRIBUTIONS), could);
    ctx.value(&could).filter(|base| base.value > 0)?;
    let figures = DeclaredSide::ALL.map(|side| figure(ctx, side, Some(&key)));
    Some(Group {
        name,
        figures: figures.to_vec(),
    })
}

/// Groups by their size; those of one size stay in their order.
fn largest_first(mut groups: Vec<Group>) -> Vec<Group> {
    let size = |g: &Group| g.figures.first().and_then(|f| f.of).unwrap_or(0);
    groups.sort_by_key(|g| std::cmp::Reverse(size(g)));
    groups
}

/// The sides by month of publication in Paris, in time; what has no date is last.
fn months(ctx: &mut Ctx<'_, '_>) -> Vec<Group> {
    let months: BTreeSet<(bool, i16, i8)> = ctx
        .m
        .view
        .declaring()
        .and(&ctx.m.view.rows)
        .iter()
        .map(|o| match ctx.m.record(o).published_at.map(paris) {
            Some(at) => (false, at.year(), at.month()),
            None => (true, 0, 0),
        })
        .collect();
    let mut out = Vec::new();
    for (undated, year, number) in months {
        let (filter, name) = match undated {
            true => {
                let name = ctx.w.words("declared-undated");
                (Filter::Undated, Inline::Text(name))
            }
            false => {
                let shown = month(ctx.m.lang, year, number);
                let filter = Filter::Month {
                    year,
                    month: number,
                };
                (filter, datum("month", shown, Fact::Rule).value)
            }
        };
        out.extend(group(ctx, filter, name));
    }
    out
}
