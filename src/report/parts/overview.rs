//! Figures of the whole: what was counted, what was set aside, when it was written.

use crate::locale::paris;
use crate::model::{CorpusRecipe, Count, DeclaredSide, Filter, Kind, Kinds, Set, Side};
use crate::report::context::{Ctx, maybe_cell};
use crate::report::figure::FigureRef;
use crate::report::sentence::cell;
use crate::report::tree::{Block, TableBlock};
use jiff::ToSpan;
use jiff::civil::Date;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let mut out = vec![
        ctx.heading(2, "ensemble", "h-overview"),
        Block::Paragraph(ctx.signed_line("overview-intro")),
        Block::Table(totals(ctx)),
    ];
    out.extend(super::organiser::shares(ctx));
    out.extend(super::votes::notes(ctx));
    out.extend(super::counters::notes(ctx));
    out.extend(super::participants::blocks(ctx));
    if let Some(chart) = timeline(ctx) {
        out.push(ctx.heading(3, "calendrier", "h-timeline"));
        out.push(chart);
    }
    out
}

/// What was counted and what was set aside, by kind.
fn totals(ctx: &mut Ctx<'_, '_>) -> TableBlock {
    let view = &ctx.m.view;
    let (with_gone, with_organiser) = (!view.gone.is_empty(), !view.organiser.is_empty());
    let mut table = TableBlock {
        header: vec![ctx.w.line("col-what"), ctx.w.line("col-counted")],
        ..TableBlock::default()
    };
    if ctx.has_authors() {
        table.header.push(ctx.w.line("col-authors"));
    }
    table.header.push(ctx.w.line("col-moderated"));
    if with_gone {
        table.header.push(ctx.w.line("col-gone"));
    }
    if with_organiser {
        table.header.push(ctx.w.line("col-organiser"));
    }
    for (message, kinds, side) in lines(ctx) {
        let counting = |count| CorpusRecipe::new(count, side.map(Filter::Declared));
        let records = counting(Count::Records(kinds));
        let n = ctx.count(ctx.of_set(records.clone(), Set::Counted));
        let authors = ctx.of_set(counting(Count::Authors(kinds)), Set::Counted);
        let people = ctx.same(&n, authors);
        let removed = ctx.count(ctx.of_set(records.clone(), Set::Moderated));
        let mut cells = vec![ctx.w.line(message), cell(&n)];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, people.as_ref()));
        }
        cells.push(cell(&removed));
        if with_gone {
            let left = ctx.count(ctx.of_set(records.clone(), Set::Gone));
            cells.push(cell(&left));
        }
        if with_organiser {
            let own = ctx.count(ctx.of_set(records, Set::Organiser));
            cells.push(cell(&own));
        }
        table.rows.push(cells);
        // Sides that contributions declare are a part of them.
        table.depth.push(u8::from(message.starts_with("declared-")));
    }
    super::votes::rows(ctx, &mut table);
    super::counters::rows(ctx, &mut table);
    // Votes are nobody's text.
    for row in &mut table.rows {
        row.resize(table.header.len(), Vec::new());
    }
    table
}

/// The rows of records of that table: the message that names them, their kinds, the side that they declare.
fn lines(ctx: &Ctx<'_, '_>) -> Vec<(&'static str, Kinds, Option<DeclaredSide>)> {
    let view = &ctx.m.view;
    let mut lines = vec![("kind-contribution", Kinds::CONTRIBUTIONS, None)];
    let declared = super::declared::sides(ctx, view.declaring()).into_iter();
    lines.extend(declared.map(|(message, side)| (message, Kinds::CONTRIBUTIONS, Some(side))));
    let argued = |message, side| (message, Kinds::ARGUMENTS, Some(side));
    // Nothing is said of arguments where there are none.
    if ctx.has_arguments() {
        lines.push(argued("kind-favourable", DeclaredSide::Favourable));
        lines.push(argued("kind-against", DeclaredSide::Against));
    }
    let arguments = view.of_kind(Kind::Argument);
    let sided = [Side::Favourable, Side::Against].map(|side| view.of_side(arguments, Some(side)));
    if sided[0].len() + sided[1].len() < arguments.len() {
        lines.push(argued("kind-unknown", DeclaredSide::Unknown));
    }
    for (kind, message) in [
        (Kind::Comment, "kind-comment"),
        (Kind::Version, "kind-version"),
        (Kind::Source, "kind-source"),
        (Kind::Appendix, "kind-appendix"),
        (Kind::Question, "kind-question"),
        (Kind::Reply, "kind-reply"),
    ] {
        if !view.of_kind(kind).is_empty() {
            lines.push((message, Kinds::of(&[kind]), None));
        }
    }
    lines
}

/// One bin of the calendar: its first day and the day after its last.
struct Span {
    from: Date,
    to: Date,
}

/// Contributions by day, week or month, whichever gives a picture one can read.
fn timeline(ctx: &mut Ctx<'_, '_>) -> Option<Block> {
    let (counted, rows) = (Count::Records(ctx.unit()), ctx.m.view.texts());
    let moments = rows.iter().filter_map(|o| ctx.m.record(o).published_at);
    let dates: Vec<Date> = moments.map(|at| paris(at).date()).collect();
    let (Some(&first), Some(&last)) = (dates.iter().min(), dates.iter().max()) else {
        return None;
    };
    let days = (last - first).get_days();
    if days < 2 {
        return None;
    }
    let (unit, spans) = spans(first, last, days);
    let recipe = ctx.recipe(counted, [Filter::Dated]);
    let whole = ctx.count(recipe);
    let mut bins: Vec<(Date, Date, FigureRef)> = Vec::new();
    for span in &spans {
        let (from, before) = (span.from, span.to);
        let recipe = ctx.recipe(counted, [Filter::Between { from, before }]);
        let figure = ctx.part(&whole, recipe);
        bins.push((span.from, span.to, figure));
    }
    Some(crate::report::plot::timeline(ctx, unit, &whole, &bins))
}

fn spans(first: Date, last: Date, days: i32) -> (&'static str, Vec<Span>) {
    let mut out = Vec::new();
    // Adding a day, a week or a month to a date of a consultation stays far from the year 9999.
    let step = |d: Date, unit: &str| match unit {
        "day" => d.saturating_add(1.day()),
        "week" => d.saturating_add(7.days()),
        _ => d.saturating_add(1.month()),
    };
    let unit = match days {
        0..=31 => "day",
        32..=270 => "week",
        _ => "month",
    };
    let mut from = match unit {
        "day" => first,
        "week" => {
            let back = i64::from(first.weekday().to_monday_zero_offset());
            first.saturating_sub(back.days())
        }
        _ => first.first_of_month(),
    };
    while from <= last {
        let to = step(from, unit);
        if to <= from {
            break;
        }
        out.push(Span { from, to });
        from = to;
    }
    (unit, out)
}
