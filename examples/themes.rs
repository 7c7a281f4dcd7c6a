//! Counts the themes of a corpus, and shows that a count is its rows: a theme is also a search.
//!
//! ```sh
//! cargo run --release --example themes -- corpora/demo
//! ```

use palabre::locale::Lang;
use palabre::model::Silent;
use palabre::pipeline::{self, Open, Selection};
use palabre::tally::ModeratedOption;
use std::io::{self, Write};
use std::path::Path;

/// Writes one line a theme, the most frequent first.
pub(crate) fn run(corpus: &Path, out: &mut dyn Write) -> Result<(), Box<dyn std::error::Error>> {
    let open = Open::corpus(corpus, &Silent)?;
    let selection: Selection = ModeratedOption::Exclude.into();
    let mut themes = pipeline::themes(&open, &selection, Lang::Fr)?.body;
    // The sort is stable: themes of one size stay in the dictionary's order.
    themes
        .rows
        .sort_by_key(|row| std::cmp::Reverse(row.records));
    for row in themes.rows.iter().filter(|row| row.records > 0) {
        let found = pipeline::count(&open, &format!("theme:{}", row.theme), &selection)?.body;
        writeln!(
            out,
            "{}: {} contributions of {} authors; {} records, as a search finds them: {}",
            row.label,
            row.contributions,
            row.authors
                .map_or("an unknown number of".into(), |n| n.to_string()),
            row.records,
            found.count
        )?;
    }
    writeln!(
        out,
        "{} of {} contributions have no theme",
        themes.uncovered, themes.contributions
    )?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = std::env::args().nth(1).ok_or("usage: themes CORPUS")?;
    run(Path::new(&corpus), &mut io::stdout().lock())
}
