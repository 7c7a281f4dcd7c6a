//! The organiser's own texts: how many, and what share of arguments and votes is on them.

use crate::model::{Counters, RowSet};
use crate::report::context::Ctx;
use crate::report::sentence::{base, count, portion};
use crate::report::tree::{Block, Inline};
use crate::tally::{Counted, OrganiserOption, counted_stances, organiser_stances};

/// What share of the arguments and votes that count is on the organiser's texts.
pub(super) fn shares(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let view = &ctx.m.view;
    // Where only these texts count, all of them are.
    if !view.has_organiser || view.organiser_option == OrganiserOption::Only {
        return Vec::new();
    }
    let on = view.arguments_on_organiser();
    let all = view.arguments().len();
    let (total, own) = (counted_stances(view), organiser_stances(view));
    let voted: RowSet = view
        .organiser
        .iter()
        .filter(|o| view.votes_on(&view.records[*o as usize].id).is_some())
        .collect();
    let counted: RowSet = view
        .organiser
        .iter()
        .filter(|o| !voted.contains(*o) && view.records[*o as usize].counters.is_some())
        .collect();
    let sum = |c: Counters| {
        [c.favourable, c.mixed, c.against]
            .into_iter()
            .flatten()
            .sum()
    };
    let votes = Counted::of_rows(sum(own.votes), voted).out_of(sum(total.votes));
    let counters =
        Counted::of_rows(sum(own.vote_counters), counted).out_of(sum(total.vote_counters));
    let mut out = Vec::new();
    for (message, what, counted) in [
        (
            "organiser-arguments",
            "arguments on contributions of the organiser",
            Counted::rows(on).out_of(all),
        ),
        (
            "organiser-votes",
            "listed votes on texts of the organiser",
            votes,
        ),
        (
            "organiser-counters",
            "vote_counters on texts of the organiser",
            counters,
        ),
    ] {
        if counted.value == 0 {
            continue;
        }
        let recipe = ctx.recipe(what);
        let figure = ctx.f.add(&recipe, counted);
        let args = vec![
            count("n", &figure),
            portion("share", &figure),
            base("total", &figure),
        ];
        out.push(Block::Paragraph(ctx.w.with_share(message, &figure, args)));
    }
    out
}

/// What is done with the organiser's texts, in one sentence.
pub(super) fn rule(ctx: &mut Ctx<'_, '_>) -> Vec<Inline> {
    let view = &ctx.m.view;
    if !view.organiser_stated {
        return ctx.w.line("rule-organiser-unstated");
    }
    if !view.has_organiser || view.organiser.is_empty() && ctx.m.scope.is_some() {
        return ctx.w.line(&ctx.scope_id("rule-organiser-none"));
    }
    let message = format!("rule-organiser-{}", view.organiser_option.name());
    let rows = view.organiser.clone();
    let recipe = ctx.recipe("organiser records");
    let figure = ctx.f.add(&recipe, Counted::rows(rows));
    ctx.w.sentence(&message, vec![count("n", &figure)])
}
