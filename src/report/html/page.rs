//! `index.html`.

use super::drawings::Drawn;
use super::inline::Renderer;
use super::style;
use crate::report::figure::Figures;
use crate::report::material::Material;
use crate::report::sentence::{Writer, datum};
use crate::report::tree::{Block, Document, Fact, Inline, TableBlock};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The page of a report.
pub(crate) fn page(
    material: &Material<'_>,
    writer: &Writer,
    figures: &Figures,
    document: &Document,
    drawn: &[Drawn<'_>],
) -> String {
    let r = Renderer {
        m: material,
        w: writer,
        f: figures,
        up: "",
        cut: Default::default(),
        forms: Default::default(),
    };
    // What is before the first heading is page one's: the reader meets it before the contents.
    let cut = document
        .blocks
        .iter()
        .position(|b| matches!(b, Block::Heading(..)))
        .unwrap_or(document.blocks.len());
    let (first, rest) = document.blocks.split_at(cut);
    let version = datum("version", material.manifest.palabre.clone(), Fact::Manifest);
    let page = html! {
        (DOCTYPE)
        html lang=(material.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "Palabre " (material.manifest.palabre) };
                title {
                    (document.title) " – "
                    @if let Some(scope) = &material.scope { (scope.shown()) " – " }
                    (writer.words("report"))
                }
                style { (PreEscaped(style(true))) }
            }
            body {
                header {
                    p.kicker { (writer.words("kicker")) }
                    h1 { span data-datum=(Fact::Corpus.name()) { (document.title) } }
                }
                main.layout {
                    @for block in first { (r.block(block, drawn)) }
                    nav.toc aria-label=(writer.words("contents")) { (contents(&r, document)) }
                    @for block in rest { (r.block(block, drawn)) }
                }
                footer {
                    p { (r.line(&writer.sentence("footer", vec![version]))) }
                }
            }
        }
    };
    page.into_string()
}

/// The table of contents: parts, and below the part of subjects one line a theme.
fn contents(r: &Renderer<'_, '_>, document: &Document) -> Markup {
    let headings: Vec<(u8, &String, &Vec<Inline>)> = document
        .blocks
        .iter()
        .filter_map(|b| match b {
            Block::Heading(level, anchor, line) if !anchor.is_empty() => {
                Some((*level, anchor, line))
            }
            _ => None,
        })
        .collect();
    html! {
        p.toc-title { (r.w.words("contents")) }
        ol {
            @for (i, (level, anchor, line)) in headings.iter().enumerate() {
                @if *level == 2 {
                    li {
                        a href={ "#" (anchor) } { (r.line(line)) }
                        @let inner: Vec<_> = headings[i + 1..].iter().take_while(|h| h.0 > 2).collect();
                        @if inner.len() > 8 {
                            details {
                                summary { (r.w.words("contents-all")) }
                                ol { @for (_, anchor, line) in inner { li { a href={ "#" (anchor) } { (r.line(line)) } } } }
                            }
                        } @else if !inner.is_empty() {
                            ol { @for (_, anchor, line) in inner { li { a href={ "#" (anchor) } { (r.line(line)) } } } }
                        }
                    }
                }
            }
        }
    }
}

impl Renderer<'_, '_> {
    fn block(&self, block: &Block, drawn: &[Drawn<'_>]) -> Markup {
        match block {
            Block::Heading(level, anchor, line) => {
                let inner = self.line(line);
                let id = (!anchor.is_empty()).then_some(anchor);
                match level {
                    2 => html! { h2 id=[id] { (inner) } },
                    3 => html! { h3 id=[id] { (inner) } },
                    _ => html! { h4 id=[id] { (inner) } },
                }
            }
            Block::Paragraph(line) => html! { p { (self.line(line)) } },
            Block::Notice(lines) => html! {
                aside.notice { @for line in lines { p { (self.line(line)) } } }
            },
            Block::List(lines) => html! {
                ul { @for line in lines { li { (self.line(line)) } } }
            },
            Block::Heroes(heroes) => html! {
                div.heroes {
                    @for (figure, name) in heroes {
                        div.hero {
                            p.number { (self.line(&[Inline::Figure(figure.clone(), crate::report::tree::Form::Count)])) }
                            p.name { (self.line(name)) }
                        }
                    }
                }
            },
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                let drawn = drawn.iter().find(|drawn| drawn.chart.name == chart.name);
                html! { @if let Some(drawn) = drawn { (self.chart(drawn)) } }
            }
            Block::Quotes(quotes) => html! {
                div.quotes { @for quote in quotes { (self.quote(quote)) } }
            },
            Block::Columns(columns) => html! {
                div.columns {
                    @for column in columns { div { @for block in column { (self.block(block, drawn)) } } }
                }
            },
            Block::Details(line, blocks) => html! {
                details {
                    summary { (self.line(line)) }
                    @for block in blocks { (self.block(block, drawn)) }
                }
            },
        }
    }

    fn table(&self, table: &TableBlock) -> Markup {
        html! {
            div.scroll {
                table {
                    thead { tr { @for (i, cell) in table.header.iter().enumerate() {
                        th scope="col" class=[numeric(table, i).then_some("n")] { (self.line(cell)) }
                    } } }
                    tbody {
                        @for (row, depth) in table.rows.iter().zip(&table.depth) {
                            tr class=[(*depth > 0).then_some("child")] {
                                @for (i, cell) in row.iter().enumerate() {
                                    @if i == 0 { th scope="row" { (self.line(cell)) } }
                                    @else { td class=[numeric(table, i).then_some("n")] { (self.line(cell)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn chart(&self, drawn: &Drawn<'_>) -> Markup {
        let chart = drawn.chart;
        html! {
            figure id={ "chart-" (chart.name) } {
                div.wide { (PreEscaped(drawn.wide.inline())) }
                div.narrow { (PreEscaped(drawn.narrow.inline())) }
                figcaption {
                    p { (self.line(&chart.finding)) }
                    details {
                        summary { (self.w.words("chart-data")) }
                        (self.table(&chart.table))
                        p.note { (self.line(&chart.note)) }
                        @if chart.filed {
                            p.note {
                                (self.w.words("chart-files")) " "
                                a href={ "charts/" (chart.name) ".svg" } { "SVG" } ", "
                                a href={ "charts/" (chart.name) ".png" } { "PNG" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a column holds numbers: every cell of it that is filled is a figure or a number.
fn numeric(table: &TableBlock, column: usize) -> bool {
    column > 0
        && table.rows.iter().all(|row| {
            row.get(column).is_none_or(|cell| {
                cell.iter().all(|i| match i {
                    Inline::Figure(..) => true,
                    Inline::Datum(text, _) => text.chars().all(|c| {
                        c.is_ascii_digit() || matches!(c, '\u{202F}' | ',' | '.' | '\u{A0}')
                    }),
                    _ => false,
                }) || cell_is_dash(cell)
            })
        })
}

fn cell_is_dash(cell: &[Inline]) -> bool {
    matches!(cell, [Inline::Text(text)] if text.chars().all(|c| matches!(c, '–' | '-' | '—')))
}
