//! One part a theme: its counts, where it was spoken of, who said what, for and against.

use super::sections::{cell_figure, section_name};
use crate::locale::{day, paris};
use crate::model::{Kind, Side};
use crate::report::context::{Ctx, count_authors, label, section_names};
use crate::report::figure::FigureRef;
use crate::report::sentence::{base, cell, count, datum, inline, portion};
use crate::report::topic::{Topic, ordered};
use crate::report::tree::{Block, Fact, Inline, Quote, TableBlock};
use crate::report::verbatim::{Passage, theme_passages, top_arguments};

/// How many contributions and how many arguments of a side are quoted.
const QUOTES: usize = 3;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>, topics: &[Topic]) -> Vec<Block> {
    let order = ordered(ctx, topics);
    let mut out = vec![
        ctx.heading(2, "un-par-un", "h-subjects"),
        Block::Paragraph(ctx.unit_line("subjects-intro")),
    ];
    let mut absent = Vec::new();
    for &t in &order {
        if topics[t].texts.value == 0 {
            absent.push(t);
            continue;
        }
        out.extend(subject(ctx, &topics[t]));
    }
    if !absent.is_empty() {
        let mut line = ctx.unit_line("subjects-absent");
        for (i, t) in absent.into_iter().enumerate() {
            line.push(Inline::Text(if i > 0 { ", " } else { " " }.into()));
            line.push(label(ctx.m, t));
        }
        line.push(Inline::Text(".".into()));
        out.push(Block::Paragraph(line));
    }
    out
}

fn subject(ctx: &mut Ctx<'_, '_>, topic: &Topic) -> Vec<Block> {
    let theme = &ctx.m.dictionary.themes[topic.theme];
    let anchor = format!("theme-{}", theme.id);
    let mut out = vec![Block::Heading(3, anchor, vec![label(ctx.m, topic.theme)])];
    if !theme.definition.is_empty() && ctx.m.lang == crate::locale::Lang::Fr {
        out.push(Block::Paragraph(vec![Inline::Datum(
            theme.definition.clone(),
            Fact::Dictionary,
        )]));
    }
    let counts = if ctx.has_arguments() {
        ctx.unit_id("subject-counts")
    } else {
        "subject-counts-only".to_string()
    };
    out.push(Block::Paragraph(ctx.w.with_share(
        &counts,
        &topic.texts,
        vec![
            count("n", &topic.texts),
            portion("share", &topic.texts),
            base("total", &topic.texts),
            count_authors(topic.authors.as_ref()),
            count("arguments", &topic.arguments),
            count("occurrences", &topic.occurrences),
        ],
    )));
    out.extend(where_spoken(ctx, topic));
    if ctx.m.view.speaks_by_arguments() && topic.favourable.value + topic.against.value > 0 {
        out.extend(own_sides(ctx, topic));
        out.push(terms(ctx, topic.theme));
        return out;
    }
    let quotes: Vec<Quote> = theme_passages(ctx.m, &ctx.rows(&topic.texts), topic.theme, QUOTES)
        .into_iter()
        .map(|p| quote(ctx, p, None))
        .collect();
    if !quotes.is_empty() {
        out.push(Block::Heading(4, String::new(), ctx.signed_line("h-said")));
        out.push(Block::Quotes(quotes));
    }
    out.extend(sides(ctx, topic));
    out.push(terms(ctx, topic.theme));
    out
}

/// The sections in which the theme was spoken of: a chart from three sections on, else a sentence's worth.
fn where_spoken(ctx: &mut Ctx<'_, '_>, topic: &Topic) -> Vec<Block> {
    let mut rows: Vec<(String, FigureRef)> = Vec::new();
    for section in section_names(ctx.m) {
        let figure = cell_figure(ctx, topic.theme, &topic.texts, section);
        if figure.value > 0 {
            rows.push((section.to_string(), figure));
        }
    }
    if rows.len() < 2 {
        return Vec::new();
    }
    rows.sort_by_key(|r| std::cmp::Reverse(r.1.value));
    let table = TableBlock {
        header: vec![
            ctx.w.line("col-section"),
            ctx.unit_line("col-contributions"),
        ],
        rows: rows
            .iter()
            .map(|(s, f)| vec![vec![section_name(ctx, s)], cell(f)])
            .collect(),
        depth: vec![0; rows.len()],
    };
    let finding = if rows[1].1.value == rows[0].1.value {
        let args = vec![
            inline("theme", label(ctx.m, topic.theme)),
            count("n", &rows[0].1),
            count("total", &topic.texts),
        ];
        ctx.unit_sentence("subject-tie", args)
    } else {
        ctx.unit_sentence(
            "subject-finding",
            vec![
                inline("theme", label(ctx.m, topic.theme)),
                inline("section", section_name(ctx, &rows[0].0)),
                count("n", &rows[0].1),
                count("total", &topic.texts),
            ],
        )
    };
    let block = crate::report::plot::subject(ctx, topic, &rows, finding, table);
    vec![block]
}

/// The most supported arguments on each side, side by side.
fn sides(ctx: &mut Ctx<'_, '_>, topic: &Topic) -> Vec<Block> {
    if topic.favourable.value + topic.against.value == 0 {
        return match ctx.has_arguments() && !ctx.m.view.speaks_by_arguments() {
            true => vec![ctx.paragraph("subject-unargued")],
            false => Vec::new(),
        };
    }
    let best = |ctx: &Ctx<'_, '_>, figure: &FigureRef, side: Side| {
        top_arguments(ctx.m, &ctx.rows(figure), side, QUOTES)
    };
    vec![ctx.paragraph("subject-sides"), columns(ctx, topic, &best)]
}

/// Where arguments are what is counted: those that speak of the theme most, on each side.
fn own_sides(ctx: &mut Ctx<'_, '_>, topic: &Topic) -> Vec<Block> {
    let theme = topic.theme;
    let best = |ctx: &Ctx<'_, '_>, figure: &FigureRef, _: Side| {
        theme_passages(ctx.m, &ctx.rows(figure), theme, QUOTES)
    };
    vec![
        ctx.paragraph("subject-sides-arguments"),
        columns(ctx, topic, &best),
    ]
}

/// Which passages of the rows of a figure, on a side, are quoted.
type Best<'b> = &'b dyn Fn(&Ctx<'_, '_>, &FigureRef, Side) -> Vec<Passage>;

/// Passages of arguments for and against, side by side.
fn columns(ctx: &Ctx<'_, '_>, topic: &Topic, best: Best<'_>) -> Block {
    let mut columns = Vec::new();
    for (figure, side, heading, none) in [
        (&topic.favourable, Side::Favourable, "h-for", "none-for"),
        (&topic.against, Side::Against, "h-against", "none-against"),
    ] {
        let passages = best(ctx, figure, side);
        let mut column = vec![Block::Heading(
            4,
            String::new(),
            ctx.w.sentence(heading, vec![count("n", figure)]),
        )];
        if passages.is_empty() {
            column.push(ctx.paragraph(none));
        } else {
            let quotes = passages
                .into_iter()
                .map(|p| quote(ctx, p, Some(side)))
                .collect();
            column.push(Block::Quotes(quotes));
        }
        columns.push(column);
    }
    Block::Columns(columns)
}

/// The terms that find the theme, as the dictionary writes them.
fn terms(ctx: &Ctx<'_, '_>, theme: usize) -> Block {
    let theme = &ctx.m.dictionary.themes[theme];
    let list = |terms: &[String]| vec![Inline::Datum(terms.join(" · "), Fact::Dictionary)];
    let mut blocks = vec![Block::Paragraph(list(&theme.terms))];
    if !theme.exclude.is_empty() {
        blocks.push(ctx.paragraph("terms-except"));
        blocks.push(Block::Paragraph(list(&theme.exclude)));
    }
    Block::Details(ctx.w.line("terms"), blocks)
}

/// A passage with its author's number, its date, its votes and its place in the source.
pub(super) fn quote(ctx: &Ctx<'_, '_>, passage: Passage, side: Option<Side>) -> Quote {
    let record = ctx.m.record(passage.ordinal);
    let fact = Fact::Record(record.id.clone());
    let mut source = Vec::new();
    let mut piece = |inlines: Vec<Inline>| {
        if !source.is_empty() {
            source.push(Inline::Text(" · ".into()));
        }
        source.extend(inlines);
    };
    // Among arguments for and against, each says on which side it was filed.
    if ctx.m.view.speaks_by_arguments() {
        match record.declared {
            Some(Side::Favourable) => piece(ctx.w.line("card-for")),
            Some(Side::Against) => piece(ctx.w.line("card-against")),
            _ => {}
        }
    }
    if record.kind.is_contribution()
        && let Some(side) = record.declared
    {
        piece(ctx.w.line(&format!("card-declared-{}", side.name())));
    }
    if let Some(author) = record.author {
        piece(vec![Inline::Datum(author.to_string(), fact.clone())]);
    }
    if let Some(at) = record.published_at {
        let date = day(ctx.m.lang, paris(at).date());
        piece(vec![Inline::Datum(date, fact.clone())]);
    }
    if side.is_some() {
        match record.support {
            Some(n) if n > 0 => piece(ctx.w.sentence(
                "votes",
                vec![crate::locale::Arg {
                    name: "n",
                    count: Some(n),
                    value: Inline::Datum(crate::locale::integer(ctx.m.lang, n), fact.clone()),
                }],
            )),
            _ => piece(ctx.w.line("no-votes")),
        }
    }
    // A hash or a UUID says nothing to the reader: the list behind has the whole id.
    if let Some(number) = record.platform_number() {
        let number = datum("id", number, fact.clone());
        piece(ctx.w.sentence("number", vec![number]));
    }
    if !record.title.is_empty() {
        piece(vec![Inline::Datum(record.title.clone(), fact.clone())]);
    }
    // An answer is read after its question.
    if let Some(question) = record
        .section
        .as_ref()
        .filter(|_| record.kind == Kind::Answer)
    {
        let title = datum("title", question.clone(), fact.clone());
        piece(ctx.w.sentence("answers", vec![title]));
    }
    // An argument is read against what it answers.
    if let Some(parent) = ctx.m.view.contribution_of(passage.ordinal)
        && parent != passage.ordinal
        && !ctx.m.record(parent).title.is_empty()
    {
        let answered = ctx.m.record(parent);
        let title = datum(
            "title",
            answered.title.clone(),
            Fact::Record(answered.id.clone()),
        );
        piece(ctx.w.sentence("answers", vec![title]));
    }
    Quote {
        verbatim: Inline::Verbatim {
            ordinal: passage.ordinal,
            span: passage.span,
            marks: passage.marks,
        },
        cut: passage.cut,
        source,
        side,
    }
}
