//! The report: figures, sentences, verbatims, and the page that shows them.
//!
//! Parts (`parts/`) say what is said and in which order, as a tree whose numbers are figures, whose
//! facts name their source and whose quotations are spans. `html/` renders the tree and the lists behind
//! its figures; `tables` writes the same counts for other programs.

mod context;
mod figure;
mod html;
mod material;
mod parts;
mod plot;
mod provenance;
mod sentence;
mod tables;
mod title;
mod topic;
mod tree;
mod verbatim;
mod words;

pub use figure::{Figure, FigureRef, Figures, Home};
pub use html::Plot;
pub use material::{Material, Scope};
pub use provenance::{
    DictionaryOrigin, FigureOrigin, LAYOUT, PROVENANCE, Provenance, ReportOrigin,
};
pub use tree::{Block, ChartBlock, Document, Fact, Form, Inline, Quote, TableBlock, Target};
pub use words::recipe_words;

use crate::charts::ChartError;
use crate::store::Table;
use sentence::Writer;

/// A report in memory: what is written, nothing of where.
pub struct Report {
    /// The tree, for tests that walk it.
    pub document: Document,
    /// The figures, for tests and tables.
    pub figures: Figures,
    /// `index.html`.
    pub index: String,
    /// Files below the report's folder: path, bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Tables beside the page: name, table.
    pub tables: Vec<(&'static str, Table)>,
    /// Where its figures are from.
    pub provenance: Provenance,
    /// Drawings to keep as files.
    pub plots: Vec<Plot>,
}

/// Writes a report into memory.
pub fn report(material: &Material<'_>) -> Result<Report, ChartError> {
    let writer = Writer::new(material.lang);
    let ids = material.dictionary.ids();
    let evaluator = material.evaluator(&ids);
    let mut ctx = context::Ctx {
        m: material,
        w: &writer,
        f: Figures::new(),
        counts: &evaluator,
    };
    let blocks = parts::blocks(&mut ctx);
    let figures = ctx.f;
    let document = Document {
        title: material.title.clone(),
        blocks,
    };
    let drawn = html::drawings(&document, &figures)?;
    let index = html::page(material, &writer, &figures, &document, &drawn);
    let plots = html::plots(drawn);
    let files = html::lists(material, &writer, &figures);
    let tables = tables::tables(material, &figures);
    let provenance = Provenance::of(material, &figures);
    Ok(Report {
        document,
        figures,
        index,
        files,
        tables,
        provenance,
        plots,
    })
}
