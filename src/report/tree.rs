//! The report as a tree: sentences whose numbers are figures, whose facts name where they come from,
//! whose quotations are spans of their source.

use super::figure::FigureRef;
use crate::charts::Scene;
use crate::model::{Side, Span};

/// How a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The number.
    Count,
    /// Its share of what it is out of, under the rule of percentages.
    Share,
    /// What it is out of.
    Base,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A record, by its id.
    Record(String),
    /// The manifest of the build.
    Manifest,
    /// A choice in the closed question of that id, as a form words it.
    Choice(String),
    /// The dictionary.
    Dictionary,
    /// A constant of the counting rules or of the program.
    Rule,
    /// The configuration of the corpus.
    Corpus,
    /// The sub-corpus of that name in `corpus.toml`.
    Subcorpus(String),
    /// A journal of the import.
    Journal,
}

impl Fact {
    /// What the attribute `data-datum` says.
    pub fn name(&self) -> String {
        match self {
            Fact::Record(id) => format!("record:{id}"),
            Fact::Choice(id) => format!("choice:{id}"),
            Fact::Manifest => "manifest".to_string(),
            Fact::Dictionary => "dictionary".to_string(),
            Fact::Rule => "rule".to_string(),
            Fact::Corpus => "corpus".to_string(),
            Fact::Subcorpus(name) => format!("corpus.toml:subcorpus.{name}"),
            Fact::Journal => "journal".to_string(),
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The part of this report under the heading with that anchor.
    Part(String),
    /// A file beside the report.
    File(String),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words of the catalogue: no digit, no quotation.
    Text(String),
    /// A number that was counted.
    Figure(FigureRef, Form),
    /// A number, name or date that was copied.
    Datum(String, Fact),
    /// A passage of a record, word for word; `marks` are the bytes to highlight in it.
    Verbatim {
        /// The record.
        ordinal: u32,
        /// The passage.
        span: Span,
        /// What to highlight inside.
        marks: Vec<Span>,
    },
    /// A link.
    Link(Target, Vec<Inline>),
    /// Words that stand out.
    Strong(Vec<Inline>),
}

/// A table; the first column is the row's name.
#[derive(Clone, Debug, Default)]
pub struct TableBlock {
    /// Names of the columns.
    pub header: Vec<Vec<Inline>>,
    /// Rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// For each row, how deep it is below the one above (sub-themes: 1).
    pub depth: Vec<u8>,
}

/// A quotation with what is known of it.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The passage.
    pub verbatim: Inline,
    /// Whether text was left out before and after.
    pub cut: (bool, bool),
    /// Author, date, votes, link.
    pub source: Vec<Inline>,
    /// The side under which it is quoted.
    pub side: Option<Side>,
}

/// A chart, laid out twice, with its finding and its data.
#[derive(Clone, Debug)]
pub struct ChartBlock {
    /// Its name in files and ids.
    pub name: String,
    /// The chart as wide pages show it.
    pub wide: Scene,
    /// The chart as phones show it.
    pub narrow: Scene,
    /// The finding, as a sentence.
    pub finding: Vec<Inline>,
    /// What the reader must know (base, rule).
    pub note: Vec<Inline>,
    /// The data.
    pub table: TableBlock,
    /// Whether the drawing is also a file (`charts/NAME.svg` and `.png`).
    pub filed: bool,
}

/// A block of the report.
#[derive(Clone, Debug)]
pub enum Block {
    /// A part's heading: level 2 to 4, its anchor, its words.
    Heading(u8, String, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A paragraph that a reader must not miss.
    Notice(Vec<Vec<Inline>>),
    /// A list of sentences.
    List(Vec<Vec<Inline>>),
    /// Large figures, each with its name below.
    Heroes(Vec<(FigureRef, Vec<Inline>)>),
    /// A table.
    Table(TableBlock),
    /// A chart.
    Chart(Box<ChartBlock>),
    /// Quotations.
    Quotes(Vec<Quote>),
    /// Columns that are side by side where there is room.
    Columns(Vec<Vec<Block>>),
    /// Something to unfold: its name, its content.
    Details(Vec<Inline>, Vec<Block>),
}

/// The whole report.
pub struct Document {
    /// The consultation's title.
    pub title: String,
    /// Everything below the title.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The charts of the document, in order.
    pub fn charts(&self) -> Vec<&ChartBlock> {
        fn inside<'a>(blocks: &'a [Block], out: &mut Vec<&'a ChartBlock>) {
            for block in blocks {
                match block {
                    Block::Chart(chart) => out.push(chart),
                    Block::Columns(columns) => columns.iter().for_each(|c| inside(c, out)),
                    Block::Details(_, blocks) => inside(blocks, out),
                    _ => {}
                }
            }
        }
        let mut out = Vec::new();
        inside(&self.blocks, &mut out);
        out
    }

    /// Calls `seen` for every inline of the document, links and strong words entered.
    pub fn walk<'a>(&'a self, seen: &mut dyn FnMut(&'a Inline)) {
        for block in &self.blocks {
            block.walk(seen);
        }
    }
}

fn walk_line<'a>(line: &'a [Inline], seen: &mut dyn FnMut(&'a Inline)) {
    for inline in line {
        seen(inline);
        match inline {
            Inline::Link(_, inner) | Inline::Strong(inner) => walk_line(inner, seen),
            _ => {}
        }
    }
}

impl TableBlock {
    fn walk<'a>(&'a self, seen: &mut dyn FnMut(&'a Inline)) {
        for cell in self.header.iter().chain(self.rows.iter().flatten()) {
            walk_line(cell, seen);
        }
    }
}

impl Block {
    fn walk<'a>(&'a self, seen: &mut dyn FnMut(&'a Inline)) {
        match self {
            Block::Heading(_, _, line) | Block::Paragraph(line) => walk_line(line, seen),
            Block::Notice(lines) | Block::List(lines) => {
                for line in lines {
                    walk_line(line, seen);
                }
            }
            Block::Heroes(heroes) => {
                for (_, line) in heroes {
                    walk_line(line, seen);
                }
            }
            Block::Table(table) => table.walk(seen),
            Block::Chart(chart) => {
                walk_line(&chart.finding, seen);
                walk_line(&chart.note, seen);
                chart.table.walk(seen);
            }
            Block::Quotes(quotes) => {
                for quote in quotes {
                    seen(&quote.verbatim);
                    walk_line(&quote.source, seen);
                }
            }
            Block::Columns(columns) => {
                for block in columns.iter().flatten() {
                    block.walk(seen);
                }
            }
            Block::Details(line, blocks) => {
                walk_line(line, seen);
                for block in blocks {
                    block.walk(seen);
                }
            }
        }
    }
}
