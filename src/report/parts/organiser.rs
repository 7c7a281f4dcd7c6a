//! The organiser's own texts: how many, and what share of arguments and votes is on them.

use crate::model::{CorpusRecipe, Count, Filter, Kinds, Set};
use crate::report::context::Ctx;
use crate::report::sentence::{base, count, portion};
use crate::report::tree::{Block, Inline};
use crate::tally::OrganiserOption;

/// What share of the arguments and votes that count is on the organiser's texts.
pub(super) fn shares(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let view = &ctx.m.view;
    // Where only these texts count, all of them are.
    if !view.has_organiser || view.organiser_option == OrganiserOption::Only {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (message, what) in [
        ("organiser-arguments", Count::Records(Kinds::ARGUMENTS)),
        ("organiser-votes", Count::Votes(None)),
        ("organiser-counters", Count::Counters(None)),
    ] {
        let recipe = ctx.recipe(what, [Filter::OnOrganiser]);
        if ctx.value(&recipe).is_none_or(|counted| counted.value == 0) {
            continue;
        }
        let figure = ctx.share(recipe);
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
    let recipe = CorpusRecipe::new(Count::Records(Kinds::ALL), []);
    let recipe = ctx.of_set(recipe, Set::Organiser);
    let figure = ctx.count(recipe);
    ctx.w.sentence(&message, vec![count("n", &figure)])
}
