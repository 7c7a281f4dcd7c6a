//! Themes by section: where the debate spoke of what.

use crate::model::{Count, DeclaredSide, Filter, Kinds};
use crate::report::context::{Ctx, label, maybe_cell, section_names};
use crate::report::figure::FigureRef;
use crate::report::sentence::{cell, count, inline};
use crate::report::topic::{Topic, ordered};
use crate::report::tree::{Block, Fact, Inline, TableBlock};

/// The texts of a theme in a section, as a part of the theme's.
pub(super) fn cell_figure(
    ctx: &mut Ctx<'_, '_>,
    theme: usize,
    whole: &FigureRef,
    section: &str,
) -> FigureRef {
    let id = &ctx.m.dictionary.themes[theme].id;
    let filters = [
        Filter::Theme(id.clone()),
        Filter::Section(section.to_string()),
    ];
    let recipe = ctx.recipe(Count::Records(ctx.unit()), filters);
    ctx.part(whole, recipe)
}

/// A section's name as a fact of the first record that bears it.
pub(super) fn section_name(ctx: &Ctx<'_, '_>, section: &str) -> Inline {
    let owner = ctx
        .m
        .records
        .iter()
        .find(|r| r.section.as_deref() == Some(section))
        .map_or_else(String::new, |r| r.id.clone());
    Inline::Datum(section.to_string(), Fact::Record(owner))
}

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>, topics: &[Topic]) -> Vec<Block> {
    let sections = section_names(ctx.m);
    if sections.is_empty() {
        return Vec::new();
    }
    let themes: Vec<usize> = ordered(ctx, topics)
        .into_iter()
        .filter(|t| topics[*t].texts.value > 0)
        .collect();
    let mut out = vec![ctx.heading(2, "sections", "h-sections")];
    let mut totals = TableBlock {
        header: vec![
            ctx.w.line("col-section"),
            ctx.unit_line("col-contributions"),
        ],
        ..TableBlock::default()
    };
    if ctx.has_authors() {
        totals.header.push(ctx.w.line("col-authors"));
    }
    let (unit, argued) = (ctx.unit(), ctx.has_arguments());
    if argued {
        totals.header.push(ctx.w.line("col-favourable"));
        totals.header.push(ctx.w.line("col-against"));
    }
    for section in &sections {
        let inside = Filter::Section(section.to_string());
        let recipe = ctx.recipe(Count::Records(unit), [inside.clone()]);
        let n = ctx.count(recipe);
        let recipe = ctx.recipe(Count::Authors(unit), [inside.clone()]);
        let authors = ctx.same(&n, recipe);
        let mut cells = vec![vec![section_name(ctx, section)], cell(&n)];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, authors.as_ref()));
        }
        let mut argued_on = |side| {
            let filters = [inside.clone(), Filter::Declared(side)];
            let recipe = ctx.recipe(Count::Records(Kinds::ARGUMENTS), filters);
            ctx.count(recipe)
        };
        let favourable = argued_on(DeclaredSide::Favourable);
        let against = argued_on(DeclaredSide::Against);
        if argued {
            cells.extend([cell(&favourable), cell(&against)]);
        }
        totals.rows.push(cells);
        totals.depth.push(0);
    }
    out.push(ctx.paragraph("sections-intro"));
    out.push(Block::Table(totals));
    if themes.is_empty() || sections.len() < 2 {
        return out;
    }
    let mut grid: Vec<Vec<FigureRef>> = Vec::new();
    let mut top: Option<(FigureRef, usize, usize)> = None;
    for &t in &themes {
        let whole = topics[t].texts.clone();
        let mut row = Vec::new();
        for (s, section) in sections.iter().enumerate() {
            let figure = cell_figure(ctx, t, &whole, section);
            if top.as_ref().is_none_or(|(f, _, _)| figure.value > f.value) {
                top = Some((figure.clone(), t, s));
            }
            row.push(figure);
        }
        grid.push(row);
    }
    let ties = |figure: &FigureRef| {
        let cells = grid.iter().flatten();
        cells.filter(|f| f.value == figure.value).count() > 1
    };
    let finding = match &top {
        Some((figure, _, _)) if ties(figure) => {
            ctx.unit_sentence("sections-tie", vec![count("n", figure)])
        }
        Some((figure, t, s)) => ctx.unit_sentence(
            "sections-finding",
            vec![
                count("n", figure),
                inline("theme", label(ctx.m, *t)),
                inline("section", section_name(ctx, sections[*s])),
            ],
        ),
        None => Vec::new(),
    };
    let table = TableBlock {
        header: std::iter::once(ctx.w.line("col-theme"))
            .chain(sections.iter().map(|s| vec![section_name(ctx, s)]))
            .collect(),
        rows: themes
            .iter()
            .zip(&grid)
            .map(|(&t, row)| {
                std::iter::once(vec![label(ctx.m, t)])
                    .chain(row.iter().map(cell))
                    .collect()
            })
            .collect(),
        depth: themes
            .iter()
            .map(|t| u8::from(ctx.m.dictionary.themes[*t].parent.is_some()))
            .collect(),
    };
    out.push(crate::report::plot::sections(
        ctx, &themes, &sections, &grid, finding, table,
    ));
    out
}
