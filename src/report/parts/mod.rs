//! The parts of a report, in reading order, one file each.

mod annex;
mod method;
mod opening;
mod overview;
mod positions;
mod sections;
mod subject;
mod topics;

use super::context::Ctx;
use super::tree::Block;
use crate::charts::ChartError;
pub use annex::{IMPORTS, WARNINGS};

/// All blocks of a report.
pub fn blocks(ctx: &mut Ctx<'_, '_>) -> Result<Vec<Block>, ChartError> {
    let mut out = opening::blocks(ctx);
    out.extend(method::blocks(ctx));
    out.extend(overview::blocks(ctx)?);
    // Counted once for the four parts that print them.
    let topics = super::topic::topics(ctx);
    out.extend(topics::blocks(ctx, &topics)?);
    out.extend(positions::blocks(ctx, &topics)?);
    out.extend(sections::blocks(ctx, &topics)?);
    out.extend(subject::blocks(ctx, &topics)?);
    out.extend(annex::blocks(ctx));
    Ok(out)
}
