//! What a corpus answers, command by command, through the library: the bytes that no fault may change.

use palabre::locale::Lang;
use palabre::model::{Progress, Silent};
use palabre::pipeline::{
    self, ExportFormat, ExportOptions, ExportTo, KwicOptions, Open, PageOptions, PipelineError,
    SearchOptions, Selection, Sort,
};
use palabre::store::write::{CsvStyle, csv_bytes};
use palabre::textometry::Order;
use serde::Serialize;
use std::path::Path;
use std::sync::Mutex;

/// A command that reads a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Report,
    Search,
    Kwic,
    Themes,
    Stances,
    Export,
}

impl Reader {
    pub(crate) const ALL: [Reader; 6] = [
        Reader::Report,
        Reader::Search,
        Reader::Kwic,
        Reader::Themes,
        Reader::Stances,
        Reader::Export,
    ];
}

/// The query of searches: a word that the texts of every source have, and one of a few.
const QUERY: &str = "formation OU courrier OU site";

/// Keeps what the library says besides its answers.
#[derive(Default)]
pub(crate) struct Notes(Mutex<Vec<String>>);

impl Notes {
    /// All of it, a line each.
    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().join("\n")
    }
}

impl Progress for Notes {
    fn stage(&self, _name: &str, _total: Option<u64>) {}
    fn advance(&self, _n: u64) {}
    fn note(&self, line: &str) {
        self.0.lock().unwrap().push(line.to_string());
    }
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec_pretty(value).expect("an answer has a JSON form")
}

/// What one command answers, the corpus opened for it alone.
pub(crate) fn answer(
    root: &Path,
    reader: Reader,
    progress: &dyn Progress,
) -> Result<Vec<u8>, PipelineError> {
    let open = Open::corpus(root, progress)?;
    let all = Selection::default();
    Ok(match reader {
        Reader::Report => report(&pipeline::in_memory(&open, Lang::Fr, &all)?),
        Reader::Search => {
            let options = SearchOptions {
                limit: 40,
                page: 1,
                sort: Sort::Relevance,
                explain: true,
                forms: false,
                selection: all,
            };
            json(&pipeline::search(&open, QUERY, &options)?)
        }
        Reader::Kwic => {
            let options = KwicOptions {
                selection: all,
                context: 8,
                order: Order::Record,
                sample: None,
                page: PageOptions::ALL,
            };
            json(&pipeline::kwic(&open, QUERY, &options)?)
        }
        Reader::Themes => json(&pipeline::themes(&open, &all, Lang::Fr)?),
        Reader::Stances => json(&pipeline::stances(&open, &all, &[])?),
        Reader::Export => {
            let options = ExportOptions {
                format: ExportFormat::Jsonl,
                kinds: pipeline::export_kinds(&["all".to_string()])?,
                selection: all,
                csv: CsvStyle::French,
                variables: Default::default(),
                words: Default::default(),
            };
            let mut bytes = Vec::new();
            pipeline::export(&open, &options, ExportTo::Stream(&mut bytes), &Silent)?;
            bytes
        }
    })
}

/// A report in one piece: its page, its lists, its tables and its drawings.
fn report(made: &palabre::report::Report) -> Vec<u8> {
    let mut bytes = made.index.clone().into_bytes();
    for (name, content) in &made.files {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(content);
    }
    for (name, table) in &made.tables {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(&csv_bytes(table, CsvStyle::French));
    }
    for plot in &made.plots {
        bytes.extend_from_slice(plot.name.as_bytes());
        bytes.extend_from_slice(plot.drawing.standalone().as_bytes());
    }
    bytes
}

/// What every command answers, in the order of [`Reader::ALL`].
pub(crate) fn answers(root: &Path) -> Result<Vec<Vec<u8>>, String> {
    Reader::ALL
        .iter()
        .map(|reader| answer(root, *reader, &Silent).map_err(|e| format!("{reader:?}: {e}")))
        .collect()
}

/// Says where an answer leaves the expected bytes.
pub(crate) fn apart(found: &[u8], expected: &[u8]) -> String {
    let at = found.iter().zip(expected).take_while(|(a, b)| a == b);
    let at = at.count();
    let around = |bytes: &[u8]| {
        let part = &bytes[at.saturating_sub(30).min(bytes.len())..(at + 30).min(bytes.len())];
        super::support::text(part).replace('\n', " ")
    };
    format!(
        "byte {at}: «{}» in place of «{}»",
        around(found),
        around(expected)
    )
}
