//! Listed votes in the table of the whole: how many, of how many people, what was set aside.

use crate::report::context::{Ctx, maybe_cell};
use crate::report::figure::FigureRef;
use crate::report::parts::IMPORTS;
use crate::report::sentence::{cell, count, inline};
use crate::report::tree::{Block, Fact, Inline, TableBlock};
use crate::tally::{Counted, Listed, ListedSide, listed_votes};

/// The names of the three sides in messages and recipes.
const SIDES: [(&str, &str); 3] = [
    ("votes-favourable", "favourable"),
    ("votes-mixed", "mixed"),
    ("votes-against", "against"),
];

fn any(side: &ListedSide) -> bool {
    side.counted.votes + side.moderated.votes + side.gone.votes > 0
}

/// A number of votes; the list behind it is of the records voted on.
fn figure(ctx: &mut Ctx<'_, '_>, recipe: &str, listed: &Listed) -> FigureRef {
    let counted = Counted::of_rows(listed.votes, listed.records.clone());
    ctx.f.add(recipe, counted)
}

/// Adds a row for each side on which votes are listed.
pub(super) fn rows(ctx: &mut Ctx<'_, '_>, table: &mut TableBlock) {
    let sides = listed_votes(&ctx.m.view);
    let gone = !ctx.m.view.gone.is_empty() || sides.iter().any(|s| s.gone.votes > 0);
    for (side, (message, name)) in sides.iter().zip(SIDES).filter(|(side, _)| any(side)) {
        let recipe = ctx.recipe(&format!("listed votes side={name}"));
        let n = figure(ctx, &recipe, &side.counted);
        let recipe = ctx.recipe(&format!("voters of listed votes side={name}"));
        let voters = side.counted.voters.map(|voters| {
            let voters = Counted::of_rows(voters, side.counted.records.clone());
            ctx.f.add_same(&n, &recipe, voters)
        });
        let recipe = ctx.apart(&format!("moderated listed votes side={name}"));
        let removed = figure(ctx, &recipe, &side.moderated);
        let mut cells = vec![ctx.w.line(message), cell(&n)];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, voters.as_ref()));
        }
        cells.push(cell(&removed));
        if gone {
            let recipe = ctx.apart(&format!("gone listed votes side={name}"));
            let left = figure(ctx, &recipe, &side.gone);
            cells.push(cell(&left));
        }
        table.rows.push(cells);
        table.depth.push(0);
    }
}

/// What the reader must know of listed votes, and of rows that name nobody.
pub(super) fn notes(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let sides = listed_votes(&ctx.m.view);
    let mut out = Vec::new();
    if sides.iter().any(any) {
        let path = Inline::Link(
            IMPORTS.to_string(),
            vec![Inline::Datum(IMPORTS.to_string(), Fact::Rule)],
        );
        let known = sides.iter().filter_map(|s| s.counted.voters).sum::<u64>();
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
    let orphans: u64 = sides.iter().map(|s| s.orphans).sum();
    if orphans > 0 {
        let recipe = "listed votes on records that are in no source";
        let figure = ctx.f.add_file(IMPORTS, recipe, orphans);
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
