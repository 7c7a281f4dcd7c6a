//! Themes by number of contributions, and what no theme covers.

use crate::model::{Count, Filter};
use crate::report::context::{Ctx, label, maybe_cell};
use crate::report::sentence::{base, cell, count, inline, portion, share_cell};
use crate::report::topic::{Topic, ordered};
use crate::report::tree::{Block, Inline, TableBlock, Target};
use crate::report::verbatim::opening;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>, topics: &[Topic]) -> Vec<Block> {
    let order = ordered(ctx, topics);
    let mut out = vec![
        Block::Heading(2, "themes".into(), ctx.unit_line("h-themes")),
        Block::Paragraph(match ctx.m.view.speaks_by_arguments() {
            true => ctx.w.line(&ctx.scope_id("themes-intro-arguments")),
            false => ctx.w.line("themes-intro"),
        }),
    ];
    let total = ctx.m.view.texts().len();
    let recipe = ctx.recipe(Count::Records(ctx.unit()), [Filter::NoTheme]);
    let none = ctx.share(recipe);
    let rows = ctx.rows(&none);
    let found: Vec<usize> = order
        .iter()
        .copied()
        .filter(|t| topics[*t].texts.value > 0)
        .collect();
    let mut table = TableBlock {
        header: vec![
            ctx.w.line("col-theme"),
            ctx.unit_line("col-contributions"),
            ctx.unit_line("col-share"),
        ],
        ..TableBlock::default()
    };
    if ctx.has_authors() {
        table.header.push(ctx.w.line("col-authors"));
    }
    // A column beside contributions; where arguments are what is counted, they are in the first.
    let beside = ctx.has_arguments() && !ctx.m.view.speaks_by_arguments();
    if beside {
        table.header.push(ctx.w.line("col-arguments-own"));
    }
    table.header.push(ctx.w.line("col-occurrences"));
    for &t in &order {
        let topic = &topics[t];
        let name = if topic.texts.value > 0 {
            let anchor = format!("theme-{}", ctx.m.dictionary.themes[t].id);
            vec![Inline::Link(Target::Part(anchor), vec![label(ctx.m, t)])]
        } else {
            vec![label(ctx.m, t)]
        };
        let mut cells = vec![name, cell(&topic.texts), share_cell(&topic.texts)];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, topic.authors.as_ref()));
        }
        if beside {
            cells.push(cell(&topic.arguments));
        }
        cells.push(cell(&topic.occurrences));
        table.rows.push(cells);
        table
            .depth
            .push(u8::from(ctx.m.dictionary.themes[t].parent.is_some()));
    }
    let mut last = vec![ctx.w.line("row-uncovered"), cell(&none), share_cell(&none)];
    last.resize(table.header.len(), Vec::new());
    table.rows.push(last);
    table.depth.push(0);
    match found.first() {
        Some(&first) => {
            let figure = &topics[first].texts;
            // A sub-theme as large as its parent is no rival of it.
            let roots = found
                .iter()
                .filter(|t| ctx.m.dictionary.themes[**t].parent.is_none());
            let tie = roots
                .filter(|t| topics[**t].texts.value == figure.value)
                .count()
                > 1;
            let finding = if tie {
                ctx.unit_sentence(
                    "themes-tie",
                    vec![count("n", figure), base("total", figure)],
                )
            } else {
                ctx.unit_share(
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
            ));
        }
        None => {
            out.push(Block::Paragraph(ctx.unit_line("themes-nothing")));
            out.push(Block::Table(table));
        }
    }
    out.push(ctx.heading(3, "hors-themes", "h-uncovered"));
    out.push(Block::Paragraph(if none.value == 0 && total > 0 {
        ctx.unit_line("uncovered-none")
    } else {
        let args = vec![
            count("n", &none),
            portion("share", &none),
            base("total", &none),
        ];
        ctx.unit_share("uncovered", &none, args)
    }));
    // Where much is left uncovered the dictionary does not fit the subject, and the reader must know.
    if none.value * 10 > total && none.value > 0 {
        out.push(Block::Notice(vec![ctx.unit_line("uncovered-much")]));
    }
    let quotes: Vec<_> = rows
        .minus(&ctx.m.view.moderated)
        .iter()
        .filter_map(|o| opening(ctx.m.record(o)))
        .take(3)
        .map(|p| super::subject::quote(ctx, p, None))
        .collect();
    if !quotes.is_empty() {
        out.push(Block::Paragraph(ctx.unit_line("uncovered-examples")));
        out.push(Block::Quotes(quotes));
    }
    out
}
