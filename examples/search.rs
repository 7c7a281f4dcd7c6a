//! Searches a corpus: what matches a query, how often, and the passages of the best records.
//!
//! ```sh
//! cargo run --release --example search -- corpora/demo '"former agents"~3'
//! ```

use palabre::model::Silent;
use palabre::pipeline::{self, Open, SearchOptions};
use palabre::tally::ModeratedOption;
use std::io::{self, Write};
use std::path::Path;

/// Writes what a query finds, as a reader would want it.
pub(crate) fn run(
    corpus: &Path,
    query: &str,
    out: &mut dyn Write,
) -> Result<(), Box<dyn std::error::Error>> {
    // Builds what is absent or stale: the second run reads what the first has built.
    let open = Open::corpus(corpus, &Silent)?;
    let options = SearchOptions::first(ModeratedOption::Exclude.into(), 5);
    let found = pipeline::search(&open, query, &options)?.body;
    writeln!(
        out,
        "{} records, {} occurrences, {} authors",
        found.count,
        found.occurrences,
        found
            .authors
            .map_or("an unknown number of".into(), |n| n.to_string())
    )?;
    for row in &found.rows {
        writeln!(out, "{} [{}:{}]", row.id, row.file, row.place)?;
        writeln!(out, "  {}", row.snippet)?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, query] = &arguments[..] else {
        return Err("usage: search CORPUS QUERY".into());
    };
    run(Path::new(corpus), query, &mut io::stdout().lock())
}
