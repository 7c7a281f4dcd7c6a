//! A platform's counters in the table of the whole: their sums, and how many texts have each.

use crate::model::{CorpusRecipe, Count, Counter, Filter, Kinds, RowSet, Set};
use crate::report::context::{Ctx, maybe_cell};
use crate::report::sentence::{base, cell, count};
use crate::report::tree::{Block, TableBlock};

/// The name of a counter in messages.
fn message(counter: Counter) -> &'static str {
    match counter {
        Counter::Favourable => "counter-favourable",
        Counter::Mixed => "counter-mixed",
        Counter::Against => "counter-against",
        Counter::Abstention => "counter-abstention",
    }
}

/// What a counter adds up to in what counts, in what is moderated and in what is gone.
fn recipes(ctx: &Ctx<'_, '_>, counter: Counter) -> [CorpusRecipe; 3] {
    let recipe = CorpusRecipe::new(Count::Counters(Some(counter)), []);
    [Set::Counted, Set::Moderated, Set::Gone].map(|set| ctx.of_set(recipe.clone(), set))
}

/// The counters that some record has.
fn present(ctx: &Ctx<'_, '_>) -> Vec<Counter> {
    let some = |counter: &Counter| {
        let recipes = recipes(ctx, *counter);
        recipes.iter().any(|recipe| ctx.value(recipe).is_some())
    };
    Counter::ALL.into_iter().filter(some).collect()
}

/// Adds a row for each counter that some record has.
pub(super) fn rows(ctx: &mut Ctx<'_, '_>, table: &mut TableBlock) {
    let with_gone = !ctx.m.view.gone.is_empty();
    for counter in present(ctx) {
        let [here, removed, left] = recipes(ctx, counter);
        let n = ctx.bare(here);
        let removed = ctx.bare(removed);
        let mut cells = vec![ctx.w.line(message(counter)), maybe_cell(ctx, n.as_ref())];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, None));
        }
        cells.push(maybe_cell(ctx, removed.as_ref()));
        if with_gone {
            let left = ctx.bare(left);
            cells.push(maybe_cell(ctx, left.as_ref()));
        }
        table.rows.push(cells);
        table.depth.push(0);
    }
}

/// What the reader must know of counters, and in how many texts each is.
pub(super) fn notes(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    if present(ctx).is_empty() {
        return Vec::new();
    }
    let mut out = vec![ctx.paragraph("overview-counters")];
    let having = |ctx: &Ctx<'_, '_>, counter: Option<Counter>| {
        ctx.recipe(Count::Records(Kinds::ALL), [Filter::HasCounter(counter)])
    };
    let bases: Vec<(Counter, RowSet)> = Counter::ALL
        .into_iter()
        .filter_map(|counter| {
            let counted = ctx.value(&having(ctx, Some(counter)))?;
            Some((counter, counted.rows))
        })
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let Some((_, first)) = bases.first() else {
        return out;
    };
    if bases.iter().all(|(_, rows)| rows == first) {
        let n = ctx.share(having(ctx, None));
        let args = vec![count("n", &n), base("total", &n)];
        out.push(Block::Paragraph(ctx.w.sentence("counters-base", args)));
        return out;
    }
    let mut table = TableBlock {
        header: ["col-counter", "col-texts", "col-base"]
            .map(|id| ctx.w.line(id))
            .to_vec(),
        ..TableBlock::default()
    };
    for (counter, _) in bases {
        let n = ctx.share(having(ctx, Some(counter)));
        let of = base("total", &n).value;
        let name = ctx.w.line(message(counter));
        table.rows.push(vec![name, cell(&n), vec![of]]);
        table.depth.push(0);
    }
    out.push(ctx.paragraph("counters-bases"));
    out.push(Block::Table(table));
    out
}
