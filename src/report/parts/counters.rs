//! A platform's counters in the table of the whole: their sums, and how many texts have each.

use crate::model::{Counters, RowSet};
use crate::report::context::{Ctx, maybe_cell};
use crate::report::figure::FigureRef;
use crate::report::sentence::{base, cell, count};
use crate::report::tree::{Block, Inline, TableBlock};
use crate::tally::{Counted, counted_stances, stance_counts};

/// The names of the counters in messages and recipes, in the order of [`Counters::all`].
const COUNTERS: [(&str, &str); 4] = [
    ("counter-favourable", "favourable"),
    ("counter-mixed", "mixed"),
    ("counter-against", "against"),
    ("counter-abstention", "abstention"),
];

/// The counters of what counts, of what is moderated and of what is gone.
pub(super) fn sums(ctx: &Ctx<'_, '_>) -> [Counters; 3] {
    let view = &ctx.m.view;
    let aside = view.moderated.minus(&view.gone);
    [
        counted_stances(view),
        stance_counts(view, &aside),
        stance_counts(view, &view.gone),
    ]
    .map(|counts| counts.vote_counters)
}

/// Adds a row for each counter that some record has.
pub(super) fn rows(ctx: &mut Ctx<'_, '_>, sums: &[Counters; 3], table: &mut TableBlock) {
    let with_gone = !ctx.m.view.gone.is_empty();
    for (at, (message, what)) in COUNTERS.into_iter().enumerate() {
        let [here, removed, left] = sums.map(|c| c.all()[at]);
        if here.is_none() && removed.is_none() && left.is_none() {
            continue;
        }
        let recipe = ctx.recipe(&format!("vote_counters {what}"));
        let n = here.map(|n| ctx.f.add_bare(&recipe, n));
        let recipe = ctx.apart(&format!("moderated vote_counters {what}"));
        let removed = removed.map(|n| ctx.f.add_bare(&recipe, n));
        let mut cells = vec![ctx.w.line(message), maybe_cell(ctx, n.as_ref())];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, None));
        }
        cells.push(maybe_cell(ctx, removed.as_ref()));
        if with_gone {
            let recipe = ctx.apart(&format!("gone vote_counters {what}"));
            let left = left.map(|n| ctx.f.add_bare(&recipe, n));
            cells.push(maybe_cell(ctx, left.as_ref()));
        }
        table.rows.push(cells);
        table.depth.push(0);
    }
}

/// What the reader must know of counters, and in how many texts each is.
pub(super) fn notes(ctx: &mut Ctx<'_, '_>, sums: &[Counters; 3]) -> Vec<Block> {
    if sums.iter().all(Counters::is_empty) {
        return Vec::new();
    }
    let mut out = vec![ctx.paragraph("overview-counters")];
    let view = &ctx.m.view;
    let total = view.all_contributions().and(&view.voted);
    let having = |at: usize| -> RowSet {
        let has = |o: &u32| {
            let record = &view.records[*o as usize];
            let counters = record
                .counters
                .filter(|_| view.votes_on(&record.id).is_none());
            counters.is_some_and(|c| c.all()[at].is_some())
        };
        view.voted.iter().filter(has).collect()
    };
    let bases: Vec<(usize, RowSet)> = (0..COUNTERS.len())
        .map(|at| (at, having(at)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let Some((_, first)) = bases.first() else {
        return out;
    };
    let figure = |ctx: &mut Ctx<'_, '_>, what: &str, rows: &RowSet| -> FigureRef {
        let recipe = ctx.recipe(&format!("records with {what}"));
        let of = total.or(rows).len();
        ctx.f.add(&recipe, Counted::rows(rows.clone()).out_of(of))
    };
    if bases.iter().all(|(_, rows)| rows == first) {
        let n = figure(ctx, "vote_counters", first);
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
    for (at, rows) in &bases {
        let (message, what) = COUNTERS[*at];
        let n = figure(ctx, &format!("vote_counters {what}"), rows);
        let of: Inline = base("total", &n).value;
        table
            .rows
            .push(vec![ctx.w.line(message), cell(&n), vec![of]]);
        table.depth.push(0);
    }
    out.push(ctx.paragraph("counters-bases"));
    out.push(Block::Table(table));
    out
}
