//! Arguments for and against the contributions that have each theme.

use crate::model::{Count, Filter, Kinds};
use crate::report::context::{Ctx, label, maybe_cell};
use crate::report::sentence::{cell, count, inline};
use crate::report::topic::{Topic, ordered};
use crate::report::tree::{Block, TableBlock};

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>, topics: &[Topic]) -> Vec<Block> {
    // Nothing is said of arguments where there are none.
    if !ctx.has_arguments() {
        return Vec::new();
    }
    let mut argued: Vec<usize> = ordered(ctx, topics)
        .into_iter()
        .filter(|t| topics[*t].favourable.value + topics[*t].against.value > 0)
        .collect();
    let mut out = vec![
        ctx.heading(2, "positions", "h-positions"),
        Block::Paragraph(ctx.unit_line("positions-intro")),
    ];
    if argued.is_empty() {
        out.push(Block::Paragraph(ctx.unit_line("positions-nothing")));
        out.extend(elsewhere(ctx));
        return out;
    }
    let size = |t: usize| topics[t].favourable.value + topics[t].against.value;
    argued.sort_by(|a, b| size(*b).cmp(&size(*a)).then(a.cmp(b)));
    let mut table = TableBlock {
        header: vec![
            ctx.w.line("col-theme"),
            ctx.w.line("col-favourable"),
            ctx.w.line("col-against"),
            ctx.unit_line("col-contributions"),
        ],
        rows: argued
            .iter()
            .map(|&t| {
                vec![
                    vec![label(ctx.m, t)],
                    cell(&topics[t].favourable),
                    cell(&topics[t].against),
                    cell(&topics[t].texts),
                ]
            })
            .collect(),
        depth: vec![0; argued.len()],
    };
    if ctx.has_authors() {
        table.header.push(ctx.w.line("col-authors"));
        for (row, &t) in table.rows.iter_mut().zip(&argued) {
            row.push(maybe_cell(ctx, topics[t].authors.as_ref()));
        }
    }
    let first = argued[0];
    let tie = argued
        .get(1)
        .is_some_and(|second| size(*second) == size(first));
    let finding = if tie {
        ctx.unit_line("positions-tie")
    } else {
        ctx.unit_sentence(
            "positions-finding",
            vec![
                inline("theme", label(ctx.m, first)),
                count("favourable", &topics[first].favourable),
                count("against", &topics[first].against),
            ],
        )
    };
    out.push(crate::report::plot::positions(
        ctx, topics, &argued, finding, table,
    ));
    out
}

/// What the arguments answer that answer no contribution.
fn elsewhere(ctx: &mut Ctx<'_, '_>) -> Option<Block> {
    if ctx.m.view.speaks_by_arguments() {
        return None;
    }
    let recipe = ctx.recipe(Count::Records(Kinds::ARGUMENTS), [Filter::NoContribution]);
    if ctx.value(&recipe).is_none_or(|counted| counted.value == 0) {
        return None;
    }
    let figure = ctx.count(recipe);
    let line = ctx
        .w
        .sentence("positions-elsewhere", vec![count("n", &figure)]);
    Some(Block::Paragraph(line))
}
