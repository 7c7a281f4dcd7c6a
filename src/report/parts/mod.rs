//! The parts of a report, in reading order, one file each.

mod annex;
mod closed;
mod counters;
mod declared;
mod method;
mod opening;
mod organiser;
mod overview;
mod participants;
mod positions;
mod sections;
mod subject;
mod topics;
mod votes;

use super::context::Ctx;
use super::tree::Block;
pub(super) use annex::{IMPORTS, WARNINGS};

/// All blocks of a report.
pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let mut out = opening::blocks(ctx);
    out.extend(method::blocks(ctx));
    out.extend(overview::blocks(ctx));
    out.extend(declared::blocks(ctx));
    // Where there is neither a contribution nor an argument, themes are counted in nothing.
    if ctx.m.view.all_contributions().is_empty() && !ctx.has_arguments() {
        out.push(ctx.heading(2, "themes", "h-themes-none"));
        out.push(ctx.paragraph(&ctx.scope_id("themes-none")));
        out.extend(closed::blocks(ctx));
        out.extend(annex::blocks(ctx));
        return out;
    }
    // Counted once for the four parts that print them.
    let topics = super::topic::topics(ctx);
    out.extend(topics::blocks(ctx, &topics));
    out.extend(positions::blocks(ctx, &topics));
    out.extend(closed::blocks(ctx));
    out.extend(sections::blocks(ctx, &topics));
    out.extend(subject::blocks(ctx, &topics));
    out.extend(annex::blocks(ctx));
    out
}
