//! Themes by number of contributions, and what no theme covers.

use crate::charts::ChartError;
use crate::report::context::{Ctx, label};
use crate::report::sentence::{base, cell, count, inline, portion, share_cell};
use crate::report::topic::{Topic, ordered};
use crate::report::tree::{Block, Inline, TableBlock};
use crate::report::verbatim::opening;
use crate::tally::{Counted, uncovered};

pub fn blocks(ctx: &mut Ctx<'_, '_>, topics: &[Topic]) -> Result<Vec<Block>, ChartError> {
    let order = ordered(ctx, topics);
    let mut out = vec![
        ctx.heading(2, "themes", "h-themes"),
        ctx.paragraph("themes-intro"),
    ];
    let total = ctx.m.view.contributions().len();
    let rows = uncovered(&ctx.m.view, ctx.m.themes);
    let recipe = ctx.recipe("contributions without theme");
    let none = ctx
        .f
        .add(&recipe, Counted::rows(rows.clone()).out_of(total));
    let found: Vec<usize> = order
        .iter()
        .copied()
        .filter(|t| topics[*t].contributions.value > 0)
        .collect();
    let mut table = TableBlock {
        header: vec![
            ctx.w.line("col-theme"),
            ctx.w.line("col-contributions"),
            ctx.w.line("col-share"),
            ctx.w.line("col-authors"),
            ctx.w.line("col-arguments-own"),
            ctx.w.line("col-occurrences"),
        ],
        ..TableBlock::default()
    };
    for &t in &order {
        let topic = &topics[t];
        let name = if topic.contributions.value > 0 {
            let anchor = format!("#theme-{}", ctx.m.dictionary.themes[t].id);
            vec![Inline::Link(anchor, vec![label(ctx.m, t)])]
        } else {
            vec![label(ctx.m, t)]
        };
        table.rows.push(vec![
            name,
            cell(&topic.contributions),
            share_cell(&topic.contributions),
            cell(&topic.authors),
            cell(&topic.arguments),
            cell(&topic.occurrences),
        ]);
        table
            .depth
            .push(u8::from(ctx.m.dictionary.themes[t].parent.is_some()));
    }
    table.rows.push(vec![
        ctx.w.line("row-uncovered"),
        cell(&none),
        share_cell(&none),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    ]);
    table.depth.push(0);
    match found.first() {
        Some(&first) => {
            let figure = &topics[first].contributions;
            // A sub-theme as large as its parent is no rival of it.
            let roots = found
                .iter()
                .filter(|t| ctx.m.dictionary.themes[**t].parent.is_none());
            let tie = roots
                .filter(|t| topics[**t].contributions.value == figure.value)
                .count()
                > 1;
            let finding = if tie {
                ctx.w.sentence(
                    "themes-tie",
                    vec![count("n", figure), base("total", figure)],
                )
            } else {
                ctx.w.with_share(
                    "themes-finding",
                    figure,
                    vec![
                        inline("theme", label(ctx.m, first)),
                        count("n", figure),
                        portion("share", figure),
                        base("total", figure),
                    ],
                )
            };
            out.push(crate::report::plot::themes(
                ctx, topics, &found, finding, table,
            )?);
        }
        None => {
            out.push(ctx.paragraph("themes-nothing"));
            out.push(Block::Table(table));
        }
    }
    out.push(ctx.heading(3, "hors-themes", "h-uncovered"));
    out.push(Block::Paragraph(if none.value == 0 && total > 0 {
        ctx.w.line("uncovered-none")
    } else {
        let args = vec![
            count("n", &none),
            portion("share", &none),
            base("total", &none),
        ];
        ctx.w.with_share("uncovered", &none, args)
    }));
    // Where much is left uncovered the dictionary does not fit the subject, and the reader must know.
    if none.value * 10 > total && none.value > 0 {
        out.push(Block::Notice(vec![ctx.w.line("uncovered-much")]));
    }
    let quotes: Vec<_> = rows
        .minus(&ctx.m.view.moderated)
        .iter()
        .filter_map(|o| opening(ctx.m.record(o)))
        .take(3)
        .map(|p| super::subject::quote(ctx, p, ""))
        .collect();
    if !quotes.is_empty() {
        out.push(ctx.paragraph("uncovered-examples"));
        out.push(Block::Quotes(quotes));
    }
    Ok(out)
}
