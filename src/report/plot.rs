//! The report's charts: from figures to drawings, wide and narrow, with the same links as the text.

pub(super) mod declared;

use super::context::Ctx;
use super::figure::FigureRef;
use super::material::Scope;
use super::sentence::{base, cell, count};
use super::topic::Topic;
use super::tree::{Block, ChartBlock, Fact, Inline, TableBlock};
use crate::charts::{
    Bar, Bars, Bin, Cell, Diverging, Frame, HeatRow, Heatmap, Mark, Scene, Split, Timeline, Tone,
};
use crate::locale::{Lang, MIN_BASE, day, day_range, month, month_short};
use jiff::ToSpan;
use jiff::civil::Date;

/// Widths of the two drawings of each chart, in pixels.
const WIDE: u32 = 960;
const NARROW: u32 = 360;

/// Everything about a chart but its data.
struct Setting {
    name: String,
    title: &'static str,
    subtitle: &'static str,
    finding: Vec<Inline>,
    note: Vec<Inline>,
    table: TableBlock,
    filed: bool,
}

fn frame(ctx: &Ctx<'_, '_>, setting: &Setting) -> Frame {
    // A corpus without a title of its own bears its first file's name: it is said once.
    let mut names: Vec<&str> = vec![&ctx.m.title];
    names.extend(ctx.m.scope.iter().map(Scope::shown));
    for source in &ctx.m.manifest.sources {
        if !names.contains(&source.label.as_str()) {
            names.push(&source.label);
        }
    }
    Frame {
        title: ctx.w.words(&ctx.unit_id(setting.title)),
        subtitle: ctx.w.words(&ctx.unit_id(setting.subtitle)),
        note: ctx.w.plain(&setting.note),
        source: format!("{} {}", ctx.w.words("chart-source"), names.join(", ")),
        description: ctx.w.plain(&setting.finding),
        lang: ctx.m.lang,
    }
}

fn chart(setting: Setting, layout: &dyn Fn(u32) -> Scene) -> Block {
    let block = ChartBlock {
        name: setting.name,
        wide: layout(WIDE),
        narrow: layout(NARROW),
        finding: setting.finding,
        note: setting.note,
        table: setting.table,
        filed: setting.filed,
    };
    Block::Chart(Box::new(block))
}

/// A mark of a figure; who renders the chart knows where its rows are.
fn mark(figure: &FigureRef, tip: String) -> Mark {
    Mark {
        figure: Some(figure.id.clone()),
        href: None,
        tip,
    }
}

/// Contributions (or arguments) over time.
pub(super) fn timeline(
    ctx: &Ctx<'_, '_>,
    unit: &'static str,
    whole: &FigureRef,
    bins: &[(Date, Date, FigureRef)],
) -> Block {
    let lang = ctx.m.lang;
    let name_of = |from: Date, to: Date| match unit {
        "day" => day(lang, from),
        "week" => {
            // The bin ends the day before the next one begins.
            let last = to.saturating_sub(1.day());
            day_range(lang, from, last)
        }
        _ => month(lang, from.year(), from.month()),
    };
    let mut month_before = None;
    let data = bins
        .iter()
        .map(|(from, to, figure)| {
            let label = name_of(*from, *to);
            // A month is named at the first bin that begins in it.
            let new_month = month_before != Some(from.month());
            month_before = Some(from.month());
            let tick = match unit {
                "day" if from.day() == 1 || from.weekday().to_monday_zero_offset() == 0 => {
                    Some(day_tick(lang, *from))
                }
                "week" if new_month => Some(day_tick(lang, *from)),
                "month" if from.month() == 1 || from.month() == 7 => Some(format!(
                    "{} {}",
                    month_short(lang, from.month()),
                    from.year()
                )),
                _ => None,
            };
            Bin {
                tick,
                value: figure.value,
                mark: mark(
                    figure,
                    joined(
                        ctx.m.lang,
                        &label,
                        &ctx.w.shown(figure, super::tree::Form::Count),
                    ),
                ),
                label,
            }
        })
        .collect();
    let most = bins.iter().map(|b| b.2.value).max().unwrap_or(0);
    let mut top = bins.iter().filter(|b| b.2.value == most);
    let finding = match (top.next(), top.next()) {
        (Some((from, to, figure)), None) => ctx.unit_sentence(
            match unit {
                "day" => "timeline-finding-day",
                "week" => "timeline-finding-week",
                _ => "timeline-finding-month",
            },
            vec![
                count("n", figure),
                count("total", whole),
                super::sentence::datum("when", name_of(*from, *to), Fact::Rule),
            ],
        ),
        // Several bins at the top: none is the busiest.
        (Some((_, _, figure)), Some(_)) => ctx.unit_sentence(
            "timeline-tie",
            vec![count("n", figure), count("total", whole)],
        ),
        _ => Vec::new(),
    };
    let table = TableBlock {
        header: vec![ctx.w.line("col-period"), ctx.unit_line("col-contributions")],
        rows: bins
            .iter()
            .map(|(from, to, figure)| {
                vec![
                    vec![Inline::Datum(name_of(*from, *to), Fact::Rule)],
                    cell(figure),
                ]
            })
            .collect(),
        depth: vec![0; bins.len()],
    };
    let setting = Setting {
        name: "calendrier".into(),
        title: "chart-timeline",
        subtitle: match unit {
            "day" => "chart-timeline-day",
            "week" => "chart-timeline-week",
            _ => "chart-timeline-month",
        },
        finding,
        note: ctx.w.sentence("chart-n", vec![count("n", whole)]),
        table,
        filed: true,
    };
    let data = Timeline {
        frame: frame(ctx, &setting),
        bins: data,
    };
    chart(setting, &|width| data.layout(width))
}

/// Themes by number of contributions (or arguments).
pub(super) fn themes(
    ctx: &Ctx<'_, '_>,
    topics: &[Topic],
    order: &[usize],
    finding: Vec<Inline>,
    table: TableBlock,
) -> Block {
    let rows = order
        .iter()
        .map(|&t| {
            let figure = &topics[t].texts;
            let share = ctx.w.shown(figure, super::tree::Form::Share);
            Bar {
                label: ctx.m.label(t).to_string(),
                value: figure.value,
                note: if figure.of.unwrap_or(0) >= MIN_BASE {
                    share
                } else {
                    String::new()
                },
                mark: mark(figure, tip(ctx, ctx.m.label(t), figure)),
                child: ctx.m.dictionary.themes[t].parent.is_some(),
                tone: Tone::Count,
            }
        })
        .collect();
    let note = match order.first() {
        Some(&t) => ctx.unit_sentence("chart-themes-note", vec![base("total", &topics[t].texts)]),
        None => Vec::new(),
    };
    let setting = Setting {
        name: "themes".into(),
        title: "chart-themes",
        subtitle: "chart-unit-contributions",
        finding,
        note,
        table,
        filed: true,
    };
    let data = Bars {
        frame: frame(ctx, &setting),
        rows,
    };
    chart(setting, &|width| data.layout(width))
}

/// «1er oct.», "1 Oct".
fn day_tick(lang: Lang, date: Date) -> String {
    let ordinal = if lang == Lang::Fr && date.day() == 1 {
        "er"
    } else {
        ""
    };
    format!(
        "{}{ordinal} {}",
        date.day(),
        month_short(lang, date.month())
    )
}

/// «a : b» or "a: b".
fn joined(lang: Lang, a: &str, b: &str) -> String {
    match lang {
        Lang::Fr => format!("{a}\u{A0}: {b}"),
        Lang::En => format!("{a}: {b}"),
    }
}

fn tip(ctx: &Ctx<'_, '_>, label: &str, figure: &FigureRef) -> String {
    joined(
        ctx.m.lang,
        label,
        &ctx.w.shown(figure, super::tree::Form::Count),
    )
}

/// Arguments for and against, diverging around zero.
pub(super) fn positions(
    ctx: &Ctx<'_, '_>,
    topics: &[Topic],
    order: &[usize],
    finding: Vec<Inline>,
    table: TableBlock,
) -> Block {
    let (left, right) = (ctx.w.words("side-against"), ctx.w.words("side-for"));
    let rows = order
        .iter()
        .map(|&t| {
            let topic = &topics[t];
            let name = ctx.m.label(t);
            Split {
                label: name.to_string(),
                favourable: topic.favourable.value,
                against: topic.against.value,
                favourable_mark: mark(
                    &topic.favourable,
                    tip(ctx, &format!("{name}, {right}"), &topic.favourable),
                ),
                against_mark: mark(
                    &topic.against,
                    tip(ctx, &format!("{name}, {left}"), &topic.against),
                ),
            }
        })
        .collect();
    let setting = Setting {
        name: "positions".into(),
        title: "chart-positions",
        subtitle: "chart-unit-arguments",
        finding,
        note: ctx.unit_line("chart-positions-note"),
        table,
        filed: true,
    };
    let data = Diverging {
        frame: frame(ctx, &setting),
        left,
        right,
        rows,
    };
    chart(setting, &|width| data.layout(width))
}

/// Themes by section.
pub(super) fn sections(
    ctx: &Ctx<'_, '_>,
    themes: &[usize],
    sections: &[&str],
    grid: &[Vec<FigureRef>],
    finding: Vec<Inline>,
    table: TableBlock,
) -> Block {
    let rows = themes
        .iter()
        .zip(grid)
        .map(|(&t, row)| HeatRow {
            label: ctx.m.label(t).to_string(),
            cells: row
                .iter()
                .zip(sections)
                .map(|(figure, section)| Cell {
                    value: figure.value,
                    mark: mark(
                        figure,
                        tip(ctx, &format!("{}, {section}", ctx.m.label(t)), figure),
                    ),
                })
                .collect(),
        })
        .collect();
    let setting = Setting {
        name: "sections".into(),
        title: "chart-sections",
        subtitle: "chart-unit-contributions",
        finding,
        note: ctx.unit_line("chart-sections-note"),
        table,
        filed: true,
    };
    let data = Heatmap {
        frame: frame(ctx, &setting),
        columns: sections.iter().map(|s| s.to_string()).collect(),
        rows,
    };
    chart(setting, &|width| data.layout(width))
}

/// One theme by section.
pub(super) fn subject(
    ctx: &Ctx<'_, '_>,
    topic: &Topic,
    rows: &[(String, FigureRef)],
    finding: Vec<Inline>,
    table: TableBlock,
) -> Block {
    let bars = rows
        .iter()
        .map(|(section, figure)| Bar {
            label: section.clone(),
            value: figure.value,
            note: String::new(),
            mark: mark(figure, tip(ctx, section, figure)),
            child: false,
            tone: Tone::Count,
        })
        .collect();
    let theme = &ctx.m.dictionary.themes[topic.theme];
    let setting = Setting {
        name: format!("theme-{}-sections", theme.id),
        title: "chart-subject",
        subtitle: "chart-unit-contributions",
        finding,
        note: ctx.w.sentence("chart-n", vec![count("n", &topic.texts)]),
        table,
        filed: false,
    };
    let mut frame = frame(ctx, &setting);
    frame.title = joined(ctx.m.lang, ctx.m.label(topic.theme), &frame.title);
    let data = Bars { frame, rows: bars };
    chart(setting, &|width| data.layout(width))
}
