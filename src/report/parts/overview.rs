//! Figures of the whole: what was counted, what was set aside, when it was written.

use crate::charts::ChartError;
use crate::locale::paris;
use crate::model::{Counters, Kind, RowSet, Side};
use crate::report::context::{Ctx, maybe_cell};
use crate::report::figure::FigureRef;
use crate::report::sentence::cell;
use crate::report::tree::{Block, TableBlock};
use crate::tally::Counted;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Result<Vec<Block>, ChartError> {
    let counters = super::counters::sums(ctx);
    let mut out = vec![
        ctx.heading(2, "ensemble", "h-overview"),
        Block::Paragraph(ctx.signed_line("overview-intro")),
        Block::Table(totals(ctx, &counters)),
    ];
    out.extend(super::organiser::shares(ctx));
    out.extend(super::votes::notes(ctx));
    out.extend(super::counters::notes(ctx, &counters));
    out.extend(super::participants::blocks(ctx));
    if let Some(chart) = timeline(ctx)? {
        out.push(ctx.heading(3, "calendrier", "h-timeline"));
        out.push(chart);
    }
    Ok(out)
}

/// What was counted and what was set aside, by kind.
fn totals(ctx: &mut Ctx<'_, '_>, counters: &[Counters; 3]) -> TableBlock {
    let view = &ctx.m.view;
    let kept = view.rows.clone();
    let gone = view.gone.clone();
    let aside = view.moderated.minus(&gone);
    let mut table = TableBlock {
        header: vec![ctx.w.line("col-what"), ctx.w.line("col-counted")],
        ..TableBlock::default()
    };
    if ctx.has_authors() {
        table.header.push(ctx.w.line("col-authors"));
    }
    table.header.push(ctx.w.line("col-moderated"));
    if !gone.is_empty() {
        table.header.push(ctx.w.line("col-gone"));
    }
    let organiser = view.organiser.clone();
    if !organiser.is_empty() {
        table.header.push(ctx.w.line("col-organiser"));
    }
    let mut lines: Vec<(&'static str, String, RowSet)> = Vec::new();
    let arguments = view.of_kind(Kind::Argument);
    let side = |wanted: Option<Side>| -> RowSet {
        arguments
            .iter()
            .filter(|o| view.records[*o as usize].declared == wanted)
            .collect()
    };
    lines.push((
        "kind-contribution",
        "contributions".into(),
        view.of_kind(Kind::Proposal).or(view.of_kind(Kind::Answer)),
    ));
    for (message, name, rows) in super::declared::sides(ctx, None) {
        lines.push((message, super::declared::recipe(name), rows));
    }
    // Nothing is said of arguments where there are none.
    if ctx.has_arguments() {
        lines.push((
            "kind-favourable",
            "arguments declared=favourable".into(),
            side(Some(Side::Favourable)),
        ));
        lines.push((
            "kind-against",
            "arguments declared=against".into(),
            side(Some(Side::Against)),
        ));
    }
    let unknown = side(None).or(&side(Some(Side::Mixed)));
    if !unknown.is_empty() {
        lines.push(("kind-unknown", "arguments declared=unknown".into(), unknown));
    }
    for (kind, message) in [
        (Kind::Comment, "kind-comment"),
        (Kind::Version, "kind-version"),
        (Kind::Source, "kind-source"),
        (Kind::Appendix, "kind-appendix"),
        (Kind::Question, "kind-question"),
        (Kind::Reply, "kind-reply"),
    ] {
        let rows = view.of_kind(kind);
        if !rows.is_empty() {
            lines.push((
                message,
                format!("records kind={}", kind.name()),
                rows.clone(),
            ));
        }
    }
    for (message, what, rows) in lines {
        let here = rows.and(&kept);
        let set_aside = rows.and(&aside);
        let left = rows.and(&gone);
        let recipe = ctx.recipe(&what);
        let n = ctx.f.add(&recipe, Counted::rows(here.clone()));
        let recipe = ctx.recipe(&format!("authors of {what}"));
        let people = ctx.authors(&n, &recipe, here);
        let recipe = ctx.apart(&format!("moderated {what}"));
        let removed = ctx.f.add(&recipe, Counted::rows(set_aside));
        let mut cells = vec![ctx.w.line(message), cell(&n)];
        if ctx.has_authors() {
            cells.push(maybe_cell(ctx, people.as_ref()));
        }
        cells.push(cell(&removed));
        if !gone.is_empty() {
            let recipe = ctx.apart(&format!("gone {what}"));
            let left = ctx.f.add(&recipe, Counted::rows(left));
            cells.push(cell(&left));
        }
        if !organiser.is_empty() {
            let recipe = ctx.recipe(&format!("organiser {what}"));
            let own = ctx.f.add(&recipe, Counted::rows(rows.and(&organiser)));
            cells.push(cell(&own));
        }
        table.rows.push(cells);
        // Sides that contributions declare are a part of them.
        table.depth.push(u8::from(message.starts_with("declared-")));
    }
    super::votes::rows(ctx, &mut table);
    super::counters::rows(ctx, counters, &mut table);
    // Votes are nobody's text.
    for row in &mut table.rows {
        row.resize(table.header.len(), Vec::new());
    }
    table
}

/// One bin of the calendar: its first day and the day after its last.
struct Span {
    from: Date,
    to: Date,
}

/// Contributions by day, week or month, whichever gives a picture one can read.
fn timeline(ctx: &mut Ctx<'_, '_>) -> Result<Option<Block>, ChartError> {
    let (unit_name, rows) = (ctx.unit(), ctx.m.view.texts());
    let dated: Vec<(Date, u32)> = rows
        .iter()
        .filter_map(|o| {
            let at: Timestamp = ctx.m.record(o).published_at?;
            Some((paris(at).date(), o))
        })
        .collect();
    let (Some(first), Some(last)) = (
        dated.iter().map(|d| d.0).min(),
        dated.iter().map(|d| d.0).max(),
    ) else {
        return Ok(None);
    };
    let days = (last - first).get_days();
    if days < 2 {
        return Ok(None);
    }
    let (unit, spans) = spans(first, last, days);
    let recipe = ctx.recipe(&format!("{unit_name} by date"));
    let dated_rows: RowSet = dated.iter().map(|d| d.1).collect();
    let whole = ctx.f.add(&recipe, Counted::rows(dated_rows));
    let mut bins: Vec<(Date, Date, FigureRef)> = Vec::new();
    for span in &spans {
        let inside: RowSet = dated
            .iter()
            .filter(|d| d.0 >= span.from && d.0 < span.to)
            .map(|d| d.1)
            .collect();
        let recipe = ctx.recipe(&format!(
            "{unit_name} from={} before={}",
            span.from, span.to
        ));
        let figure = ctx.f.add_part(&whole, &recipe, Counted::rows(inside));
        bins.push((span.from, span.to, figure));
    }
    crate::report::plot::timeline(ctx, unit, &whole, &bins).map(Some)
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
