//! Listed votes in the table of the whole: how many, of how many people, what was set aside.

use crate::model::{CorpusRecipe, Count, Filter, Set, Side};
use crate::report::context::{Ctx, maybe_cell};
use crate::report::parts::IMPORTS;
use crate::report::sentence::{cell, count, inline};
use crate::report::tree::{Block, Fact, Inline, TableBlock, Target};

/// The name of the votes on a side in messages.
fn message(side: Side) -> &'static str {
    match side {
        Side::Favourable => "votes-favourable",
        Side::Mixed => "votes-mixed",
        Side::Against => "votes-against",
    }
}

/// How many votes of a set are listed, on one side or on any.
fn listed(ctx: &Ctx<'_, '_>, side: Option<Side>, set: Set) -> CorpusRecipe {
    ctx.of_set(CorpusRecipe::new(Count::Votes(side), []), set)
}

fn any(ctx: &Ctx<'_, '_>, side: Option<Side>, set: Set) -> bool {
    let counted = ctx.value(&listed(ctx, side, set));
    counted.is_some_and(|counted| counted.value > 0)
}

/// Adds a row for each side on which votes are listed.
pub(super) fn rows(ctx: &mut Ctx<'_, '_>, table: &mut TableBlock) {
    let gone = !ctx.m.view.gone.is_empty() || any(ctx, None, Set::Gone);
    for side in Side::ALL {
        let some = Some(side);
        let sets = [Set::Counted, Set::Moderated, Set::Gone];
        if !sets.into_iter().any(|set| any(ctx, some, set)) {
            continue;
        }
        let n = ctx.count(listed(ctx, some, Set::Counted));
        let voters = ctx.recipe(Count::Voters(some), []);
        let voters = ctx.same(&n, voters);
        let removed = ctx.count(listed(ctx, some, Set::Moderated));
        let mut cells = vec![ctx.w.line(message(side)), cell(&n)];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, voters.as_ref()));
        }
        cells.push(cell(&removed));
        if gone {
            let left = ctx.count(listed(ctx, some, Set::Gone));
            cells.push(cell(&left));
        }
        table.rows.push(cells);
        table.depth.push(0);
    }
}

/// What the reader must know of listed votes, and of rows that name nobody.
pub(super) fn notes(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let mut out = Vec::new();
    let sets = [Set::Counted, Set::Moderated, Set::Gone];
    if sets.into_iter().any(|set| any(ctx, None, set)) {
        let path = Inline::Link(
            Target::File(IMPORTS.to_string()),
            vec![Inline::Datum(IMPORTS.to_string(), Fact::Rule)],
        );
        let known = |side| {
            let voters = ctx.value(&ctx.recipe(Count::Voters(Some(side)), []));
            voters.map_or(0, |voters| voters.value)
        };
        let known: u64 = Side::ALL.into_iter().map(known).sum();
        let voters = crate::locale::Arg {
            name: "authors",
            count: Some(if ctx.has_authors() { known } else { 0 }),
            value: Inline::Text(String::new()),
        };
        let line = ctx
            .w
            .sentence("overview-votes", vec![inline("path", path), voters]);
        out.push(Block::Paragraph(line));
    }
    let orphans = ctx.recipe(Count::Votes(None), [Filter::InNoSource]);
    if ctx.value(&orphans).is_some_and(|orphans| orphans.value > 0) {
        let figure = ctx.listed(orphans, IMPORTS);
        let line = ctx.w.sentence("votes-orphans", vec![count("n", &figure)]);
        out.push(Block::Paragraph(line));
    }
    for (n, id) in ctx
        .m
        .manifest
        .anonymous
        .into_iter()
        .zip(["anonymous-records", "anonymous-votes"])
        .filter(|(n, _)| *n > 0)
    {
        let shown = crate::locale::integer(ctx.m.lang, n);
        let arg = crate::locale::Arg {
            name: "n",
            count: Some(n),
            value: Inline::Datum(shown, Fact::Manifest),
        };
        out.push(Block::Paragraph(ctx.w.sentence(id, vec![arg])));
    }
    out
}
