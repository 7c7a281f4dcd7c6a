//! Figures of the whole: what was counted, what was set aside, who wrote how much, when.

use crate::charts::ChartError;
use crate::locale::{integer, paris};
use crate::model::{Kind, RowSet, Side};
use crate::report::context::Ctx;
use crate::report::figure::FigureRef;
use crate::report::sentence::{base, cell, count, datum, portion};
use crate::report::tree::{Block, Fact, Inline, TableBlock};
use crate::tally::{Counted, counted_stances, participation, stance_counts};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Result<Vec<Block>, ChartError> {
    let mut out = vec![
        ctx.heading(2, "ensemble", "h-overview"),
        ctx.paragraph("overview-intro"),
        Block::Table(totals(ctx)),
    ];
    out.extend(super::organiser::shares(ctx));
    out.extend(super::votes::notes(ctx));
    let total = counted_stances(&ctx.m.view);
    if total.vote_counters != Default::default() {
        out.push(ctx.paragraph("overview-counters"));
    }
    out.push(ctx.heading(3, "participants", "h-participants"));
    out.extend(participants(ctx));
    if let Some(chart) = timeline(ctx)? {
        out.push(ctx.heading(3, "calendrier", "h-timeline"));
        out.push(chart);
    }
    Ok(out)
}

/// What was counted and what was set aside, by kind.
fn totals(ctx: &mut Ctx<'_, '_>) -> TableBlock {
    let view = &ctx.m.view;
    let kept = view.rows.clone();
    let gone = view.gone.clone();
    let aside = view.moderated.minus(&gone);
    let mut table = TableBlock {
        header: vec![
            ctx.w.line("col-what"),
            ctx.w.line("col-counted"),
            ctx.w.line("col-authors"),
            ctx.w.line("col-moderated"),
        ],
        ..TableBlock::default()
    };
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
        let authors = ctx.m.view.authors(&here);
        let recipe = ctx.recipe(&what);
        let n = ctx.f.add(&recipe, Counted::rows(here.clone()));
        let recipe = ctx.recipe(&format!("authors of {what}"));
        let people = ctx.f.add_same(&n, &recipe, Counted::of_rows(authors, here));
        let recipe = ctx.apart(&format!("moderated {what}"));
        let removed = ctx.f.add(&recipe, Counted::rows(set_aside));
        let mut cells = vec![ctx.w.line(message), cell(&n), cell(&people), cell(&removed)];
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
        table.depth.push(0);
    }
    super::votes::rows(ctx, &mut table);
    let counters = counted_stances(&ctx.m.view).vote_counters;
    let set_aside = stance_counts(&ctx.m.view, &aside).vote_counters;
    let left = stance_counts(&ctx.m.view, &gone).vote_counters;
    if counters != Default::default() || set_aside != Default::default() {
        for (message, what, here, removed, left) in [
            (
                "counter-favourable",
                "favourable",
                counters.favourable,
                set_aside.favourable,
                left.favourable,
            ),
            (
                "counter-mixed",
                "mixed",
                counters.mixed,
                set_aside.mixed,
                left.mixed,
            ),
            (
                "counter-against",
                "against",
                counters.against,
                set_aside.against,
                left.against,
            ),
        ] {
            let recipe = ctx.recipe(&format!("vote_counters {what}"));
            let n = ctx.f.add_bare(&recipe, here);
            let recipe = ctx.apart(&format!("moderated vote_counters {what}"));
            let removed = ctx.f.add_bare(&recipe, removed);
            let mut cells = vec![
                ctx.w.line(message),
                cell(&n),
                ctx.w.line("unknowable"),
                cell(&removed),
            ];
            if !gone.is_empty() {
                let recipe = ctx.apart(&format!("gone vote_counters {what}"));
                cells.push(cell(&ctx.f.add_bare(&recipe, left)));
            }
            table.rows.push(cells);
            table.depth.push(0);
        }
    }
    // Votes are nobody's text.
    for row in &mut table.rows {
        row.resize(table.header.len(), Vec::new());
    }
    table
}

/// How the texts are spread over their authors.
fn participants(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let people = participation(&ctx.m.view);
    let (unit, texts) = (ctx.unit(), ctx.m.view.texts());
    let by_arguments = ctx.m.view.speaks_by_arguments();
    let mut by_author: BTreeMap<u32, RowSet> = BTreeMap::new();
    for o in texts.iter() {
        if let Some(a) = ctx.m.record(o).author {
            by_author.entry(a.0).or_default().insert(o);
        }
    }
    let band = |from: u64, to: u64| -> (u64, RowSet) {
        let mut rows = RowSet::new();
        let mut n = 0;
        for set in by_author
            .values()
            .filter(|s| s.len() >= from && s.len() <= to)
        {
            n += 1;
            rows = rows.or(set);
        }
        (n, rows)
    };
    let total = match by_arguments {
        true => people.arguing.value,
        false => people.contributing.value,
    };
    let recipe = ctx.recipe("contributions");
    let contributions = Counted::rows(ctx.m.view.contributions());
    let all = ctx.f.add(&recipe, contributions);
    let recipe = ctx.recipe("authors of contributions");
    let contributing = ctx.f.add_same(&all, &recipe, people.contributing);
    let recipe = ctx.recipe("authors of arguments");
    let arguing = ctx.f.add(&recipe, people.arguing);
    let only = match ctx.has_arguments() {
        true => "",
        false => "-only",
    };
    let mut out = vec![Block::Paragraph(ctx.unit_sentence(
        &format!("participants-both{only}"),
        vec![
            count("contributing", &contributing),
            count("contributions", &all),
            count("arguing", &arguing),
        ],
    ))];
    let mut table = TableBlock {
        header: vec![
            ctx.unit_line("col-band"),
            ctx.w.line("col-authors"),
            ctx.w.line("col-share-authors"),
            ctx.unit_line("col-contributions"),
        ],
        ..TableBlock::default()
    };
    for (message, from, to) in [
        ("band-one", 1, 1),
        ("band-few", 2, 4),
        ("band-many", 5, u64::MAX),
    ] {
        let (n, rows) = band(from, to);
        let recipe = ctx.recipe(&format!("{unit} of authors with {message}"));
        let texts = ctx.f.add(&recipe, Counted::rows(rows.clone()));
        let recipe = ctx.recipe(&format!("authors with {message}"));
        let authors = ctx
            .f
            .add_same(&texts, &recipe, Counted::of_rows(n, rows).out_of(total));
        let limits = vec![
            datum("from", from.to_string(), Fact::Rule),
            datum("to", integer(ctx.m.lang, to.min(9_999)), Fact::Rule),
        ];
        table.rows.push(vec![
            match message {
                "band-one" => ctx.unit_line(message),
                _ => ctx.w.sentence(message, limits),
            },
            cell(&authors),
            vec![Inline::Figure(
                authors.clone(),
                crate::report::tree::Form::Share,
            )],
            cell(&texts),
        ]);
        table.depth.push(0);
    }
    out.push(Block::Table(table));
    let recipe = ctx.recipe("texts of the most active tenth of authors");
    let top = ctx.f.add(&recipe, people.top_tenth);
    let recipe = ctx.recipe("authors in the most active tenth");
    let tenth = ctx.f.add_same(
        &top,
        &recipe,
        Counted::of_rows(
            people.top_authors,
            ctx.f
                .get(&top.id)
                .map(|f| f.counted.rows.clone())
                .unwrap_or_default(),
        ),
    );
    let recipe = ctx.recipe("texts of the most active author");
    let most = ctx.f.add(&recipe, people.most_active);
    if total >= 10 {
        out.push(Block::Paragraph(ctx.unit_sentence(
            &format!("participants-active{only}"),
            vec![
                count("tenth", &tenth),
                count("texts", &top),
                portion("share", &top),
                base("total", &top),
                count("most", &most),
            ],
        )));
    }
    out
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
