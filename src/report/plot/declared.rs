//! Charts of the sides that contributions declare.

use super::{Setting, chart, frame, mark, tip};
use crate::charts::{Bar, Bars, Diverging, Split, Tone};
use crate::locale::MIN_BASE;
use crate::report::context::Ctx;
use crate::report::figure::FigureRef;
use crate::report::sentence::{base, cell, count};
use crate::report::tree::{Block, Form, Inline, TableBlock};

/// How many groups a chart draws: the table has all of them.
const MAX_DRAWN: usize = 30;

/// The sides in one section or month.
pub(in crate::report) struct Group {
    /// Its name.
    pub name: Inline,
    /// Favourable, mixed, against, unknown.
    pub figures: Vec<FigureRef>,
}

/// All sides, a bar each.
pub(in crate::report) fn totals(
    ctx: &Ctx<'_, '_>,
    figures: &[(&'static str, FigureRef)],
    finding: Vec<Inline>,
    table: TableBlock,
) -> Block {
    let rows = figures
        .iter()
        .map(|(message, figure)| {
            let label = ctx.w.words(message);
            let shared = figure.of.unwrap_or(0) >= MIN_BASE;
            Bar {
                value: figure.value,
                note: match shared {
                    true => ctx.w.shown(figure, Form::Share),
                    false => String::new(),
                },
                mark: mark(figure, tip(ctx, &label, figure)),
                child: false,
                tone: match *message {
                    "declared-favourable" => Tone::Favourable,
                    "declared-against" => Tone::Against,
                    _ => Tone::Neither,
                },
                label,
            }
        })
        .collect();
    let note = match figures.first() {
        Some((_, figure)) => ctx
            .w
            .sentence("chart-declared-note", vec![base("total", figure)]),
        None => Vec::new(),
    };
    let setting = Setting {
        name: "avis-declares".into(),
        title: "chart-declared",
        subtitle: "chart-unit-declared",
        finding,
        note,
        table,
        filed: true,
    };
    let frame = frame(ctx, &setting);
    let data = Bars { frame, rows };
    chart(setting, &|width| data.layout(width))
}

/// The sides by section or month: against to the left, favourable to the right, the others in the table.
pub(in crate::report) fn by_group(ctx: &Ctx<'_, '_>, by: &'static str, groups: &[Group]) -> Block {
    let words = |ctx: &Ctx<'_, '_>, id: &str| ctx.w.words(id);
    let (left, right) = (
        words(ctx, "side-declared-against"),
        words(ctx, "side-declared-for"),
    );
    let rows = groups
        .iter()
        .take(MAX_DRAWN)
        .map(|group| {
            let name = ctx.w.plain(std::slice::from_ref(&group.name));
            let (favourable, against) = (&group.figures[0], &group.figures[2]);
            let tipped = |figure, side: &str| {
                let label = format!("{name}, {side}");
                mark(figure, tip(ctx, &label, figure))
            };
            Split {
                favourable: favourable.value,
                against: against.value,
                favourable_mark: tipped(favourable, &right),
                against_mark: tipped(against, &left),
                label: name,
            }
        })
        .collect();
    let unknown = groups.iter().any(|g| g.figures[3].value > 0);
    let columns = match unknown {
        true => 4,
        false => 3,
    };
    let ids = [
        "col-declared-favourable",
        "col-declared-mixed",
        "col-declared-against",
        "col-declared-unknown",
    ];
    let first = match by {
        "section" => ctx.w.line("col-section"),
        _ => ctx.w.line("col-month"),
    };
    let names = ids[..columns].iter().map(|id| ctx.w.line(id));
    let mut header = vec![first];
    header.extend(names);
    header.push(ctx.w.line("col-base"));
    let table = TableBlock {
        header,
        rows: groups
            .iter()
            .map(|group| {
                let mut cells = vec![vec![group.name.clone()]];
                cells.extend(group.figures[..columns].iter().map(cell));
                cells.push(vec![base("n", &group.figures[0]).value]);
                cells
            })
            .collect(),
        depth: vec![0; groups.len()],
    };
    let largest = groups
        .iter()
        .max_by_key(|g| g.figures[0].of.unwrap_or(0))
        .filter(|l| {
            let size = |g: &Group| g.figures[0].of;
            groups.iter().filter(|g| size(g) == size(l)).count() == 1
        });
    let finding = match largest {
        Some(group) => {
            let id = match by {
                "section" => "declared-finding-section",
                _ => "declared-finding-month",
            };
            let args = vec![
                super::super::sentence::inline("name", group.name.clone()),
                count("favourable", &group.figures[0]),
                count("mixed", &group.figures[1]),
                count("against", &group.figures[2]),
                base("total", &group.figures[0]),
            ];
            ctx.w.sentence(id, args)
        }
        None => ctx.w.line("declared-finding-none"),
    };
    let note = match groups.len() > MAX_DRAWN {
        true => ctx.w.line("chart-declared-cut"),
        false => ctx.w.line("chart-declared-mixed"),
    };
    let setting = Setting {
        name: match by {
            "section" => "avis-par-section".into(),
            _ => "avis-par-mois".into(),
        },
        title: match by {
            "section" => "chart-declared-section",
            _ => "chart-declared-month",
        },
        subtitle: "chart-unit-declared",
        finding,
        note,
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
