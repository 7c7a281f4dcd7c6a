//! A file that formats look at: its header is read once, however many of them ask.

use super::csv_rows::sniff;
use super::rows::{Container, Rows};
use crate::ingest::InputFile;
use std::sync::OnceLock;

/// A file whose format is asked for.
pub struct Candidate<'f> {
    /// The file.
    pub file: &'f InputFile,
    table: OnceLock<Option<(Container, Vec<String>)>>,
}

impl<'f> Candidate<'f> {
    /// Nothing of the file is read before somebody asks.
    pub fn new(file: &'f InputFile) -> Self {
        Candidate {
            file,
            table: OnceLock::new(),
        }
    }

    fn table(&self) -> Option<&(Container, Vec<String>)> {
        let look = || {
            let container = Container::of(self.file)?;
            let headers = match container {
                // The head is enough, and a large file is not opened.
                Container::Csv => sniff(&self.file.head)?.0,
                // A file that cannot be opened is refused by the format that it is then given to.
                _ => Rows::open(container, self.file, &[]).ok()??.headers,
            };
            Some((container, headers))
        };
        self.table.get_or_init(look).as_ref()
    }

    /// The names of its columns; `None` where it is no table. Of JSON these are the keys of the first objects.
    pub fn headers(&self) -> Option<&[String]> {
        self.table().map(|t| &t.1[..])
    }
}
