//! Arguments for and against the contributions that have each theme.

use crate::charts::ChartError;
use crate::report::context::{Ctx, label};
use crate::report::sentence::{cell, count, inline};
use crate::report::topic::{Topic, ordered};
use crate::report::tree::{Block, TableBlock};

pub fn blocks(ctx: &mut Ctx<'_, '_>, topics: &[Topic]) -> Result<Vec<Block>, ChartError> {
    let mut argued: Vec<usize> = ordered(ctx, topics)
        .into_iter()
        .filter(|t| topics[*t].favourable.value + topics[*t].against.value > 0)
        .collect();
    let mut out = vec![
        ctx.heading(2, "positions", "h-positions"),
        ctx.paragraph("positions-intro"),
    ];
    if argued.is_empty() {
        out.push(ctx.paragraph("positions-nothing"));
        return Ok(out);
    }
    let size = |t: usize| topics[t].favourable.value + topics[t].against.value;
    argued.sort_by(|a, b| size(*b).cmp(&size(*a)).then(a.cmp(b)));
    let table = TableBlock {
        header: vec![
            ctx.w.line("col-theme"),
            ctx.w.line("col-favourable"),
            ctx.w.line("col-against"),
            ctx.w.line("col-contributions"),
            ctx.w.line("col-authors"),
        ],
        rows: argued
            .iter()
            .map(|&t| {
                vec![
                    vec![label(ctx.m, t)],
                    cell(&topics[t].favourable),
                    cell(&topics[t].against),
                    cell(&topics[t].contributions),
                    cell(&topics[t].authors),
                ]
            })
            .collect(),
        depth: vec![0; argued.len()],
    };
    let first = argued[0];
    let tie = argued
        .get(1)
        .is_some_and(|second| size(*second) == size(first));
    let finding = if tie {
        ctx.w.line("positions-tie")
    } else {
        ctx.w.sentence(
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
    )?);
    Ok(out)
}
