//! How the rows of a CSV file are written, by its head: separator, line ends, and where the header is.

use super::csv_split::{Records, unquote};
use super::header_row::{LOOKED_AT, are_sentences, has_all, is_data};
use super::headers::words;
use crate::ingest::HEAD;
use crate::ingest::clean::kept::shown;
use crate::ingest::io::decode::{decode_head, is_binary};
use std::borrow::Cow;

/// The separators that are tried, in this order.
pub(in crate::ingest) const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is taken as the separator of a table with one column: a character that no text has.
const NONE: u8 = 0x1F;

/// The longest header of a table with one column, in bytes.
const MAX_HEADER: usize = 1000;

/// How many records are looked at to find the separator.
const ALIKE: usize = 10;

/// How many records may be above a header, and how many of them may hold something.
const MAX_ABOVE: usize = 10;
const MAX_TITLES: usize = 4;

/// How a file's rows are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub separator: u8,
    /// The length of a line `sep=;` before the header, its end included.
    pub skip: usize,
    /// A lone CR is a character of a cell.
    pub cr_in_cells: bool,
    /// What is written above the header, each record as a message shows it.
    pub above: Vec<String>,
    /// The first record is data; so many cells most records have.
    pub headerless: Option<usize>,
    /// Each record, the header too, is in one quoted cell.
    pub in_one_cell: bool,
}

/// The head as text without NUL, and how its rows are written; `None` where it is none of a table. `wanted` are
/// columns that a mapping names.
pub(super) fn layout(head: &[u8], wanted: &[&str]) -> Option<(String, Layout)> {
    let text = text(head)?;
    // Excel names the separator in a line of its own.
    let first = &text[..text.find(['\n', '\r']).unwrap_or(text.len())];
    let named = first.trim_matches('"').strip_prefix("sep=");
    let named = named.and_then(|t| <[u8; 1]>::try_from(t.as_bytes()).ok());
    if named.is_none() && are_sentences(text.lines()) {
        return None;
    }
    let mut layout = Layout::default();
    if named.is_some() {
        let end = &text[first.len()..];
        let end = if end.starts_with("\r\n") { 2 } else { 1 };
        layout.skip = (first.len() + end).min(text.len());
    }
    let look = Look {
        text: &text.as_bytes()[layout.skip..],
        cut: head.len() >= HEAD,
    };
    layout.cr_in_cells = look.cr_in_cells();
    let found = match named {
        Some([separator]) => Some(separator),
        None => look.separator(layout.cr_in_cells),
    };
    match found {
        Some(separator) => {
            layout.separator = separator;
            look.find_header(&mut layout, wanted);
        }
        None => {
            let below = look.in_one_cell(layout.cr_in_cells);
            layout.in_one_cell = below.is_some();
            layout.separator = match below {
                Some((separator, headerless)) => {
                    layout.headerless = headerless;
                    separator
                }
                None => look.below_titles(&mut layout)?,
            };
        }
    }
    Some((text, layout))
}

/// The layout of a table with one column, where a head can be that of one.
pub(super) fn single(head: &[u8]) -> Option<Layout> {
    let text = text(head)?;
    let look = Look {
        text: text.as_bytes(),
        cut: false,
    };
    let first = first_line(look.text);
    let headerless = are_sentences(text.lines());
    let header = first.len() <= MAX_HEADER
        && !first.trim_ascii().is_empty()
        && !first.starts_with(b"{")
        && !first.starts_with(b"[")
        && !first.starts_with(b"<")
        && (headerless || !first.iter().any(|b| SEPARATORS.contains(b)));
    let binary = text.contains(|c: char| c.is_control() && !c.is_whitespace());
    (header && !binary).then(|| Layout {
        separator: NONE,
        cr_in_cells: look.cr_in_cells(),
        headerless: headerless.then_some(1),
        ..Layout::default()
    })
}

/// A head as text, without the zeros that were written into it; `None` where it is no text.
fn text(head: &[u8]) -> Option<String> {
    let text = match decode_head(head).0 {
        Cow::Borrowed(text) => text.to_string(),
        Cow::Owned(text) => text,
    };
    if !text.contains('\0') {
        return Some(text);
    }
    (!is_binary(head)).then(|| text.replace('\0', ""))
}

/// The first line; a line feed inside quotation marks does not end it.
fn first_line(bytes: &[u8]) -> &[u8] {
    let mut inside = false;
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'"' => inside = !inside,
            b'\n' | b'\r' if !inside => return &bytes[..i],
            _ => {}
        }
    }
    bytes
}

/// A look at the text of a head.
struct Look<'t> {
    text: &'t [u8],
    /// The file goes on behind it.
    cut: bool,
}

impl Look<'_> {
    /// Whether lines end in LF, so that a lone CR is a character: LF and CR both are outside quotation marks, and
    /// most of the lines end in LF, or more records are alike where only LF ends one.
    fn cr_in_cells(&self) -> bool {
        let (mut inside, mut feeds, mut returns) = (false, 0usize, 0usize);
        for (i, b) in self.text.iter().enumerate() {
            match b {
                b'"' => inside = !inside,
                b'\n' if !inside => feeds += 1,
                b'\r' if !inside => returns += usize::from(self.text.get(i + 1) != Some(&b'\n')),
                _ => {}
            }
        }
        if feeds == 0 || returns == 0 {
            return feeds > 0;
        }
        let share = |in_cells: bool| {
            let Some(separator) = self.separator(in_cells) else {
                return (0, 1);
            };
            let records = self.records(separator, in_cells);
            let width = records.first().map_or(0, Vec::len);
            (
                records.iter().filter(|r| r.len() == width).count(),
                records.len(),
            )
        };
        let ((with, of), (without, whole)) = (share(true), share(false));
        match (with * whole).cmp(&(without * of)) {
            std::cmp::Ordering::Equal => feeds >= returns,
            more => more.is_gt(),
        }
    }

    /// The first records as texts; the last one is left out where the head cuts it.
    fn records(&self, separator: u8, cr_in_cells: bool) -> Vec<Vec<String>> {
        let mut records = Records::new(self.text, separator, 0, 1).with_cr_in_cells(cr_in_cells);
        let mut out = Vec::new();
        while out.len() <= LOOKED_AT
            && let Ok(Some(_)) = records.read()
        {
            out.push(texts(&records));
        }
        if self.cut && out.len() <= LOOKED_AT {
            out.pop();
        }
        out
    }

    /// The separator that cuts most of the first records into as many cells as the header; of several, the one
    /// that is most frequent in the header, outside quotation marks.
    fn separator(&self, cr_in_cells: bool) -> Option<u8> {
        let mut counts = [0usize; SEPARATORS.len()];
        let mut inside = false;
        for b in first_line(self.text) {
            if *b == b'"' {
                inside = !inside;
            } else if !inside && let Some(at) = SEPARATORS.iter().position(|s| s == b) {
                counts[at] += 1;
            }
        }
        let found = SEPARATORS.into_iter().zip(counts).filter(|f| f.1 > 0);
        // The first of equals: `max_by_key` would give the last.
        let best = found
            .rev()
            .max_by_key(|(s, n)| (self.agreeing(*s, cr_in_cells), *n))?;
        Some(best.0)
    }

    /// How many of the first records have as many cells as the header.
    fn agreeing(&self, separator: u8, cr_in_cells: bool) -> usize {
        let mut records = Records::new(self.text, separator, 0, 1).with_cr_in_cells(cr_in_cells);
        let mut cells = None;
        let mut agree = 0;
        while let Ok(Some(_)) = records.read() {
            let found = records.cells().len();
            match cells {
                None => cells = Some(found),
                Some(cells) => agree += usize::from(found == cells),
            }
            if agree >= ALIKE {
                break;
            }
        }
        agree
    }

    /// Finds the header among records whose separator is known: titles above it have one filled cell.
    fn find_header(&self, layout: &mut Layout, wanted: &[&str]) {
        let records = self.records(layout.separator, layout.cr_in_cells);
        let at = match records.iter().position(|r| has_all(r, wanted)) {
            Some(at) if at <= MAX_ABOVE => at,
            _ => {
                let Some(at) = below_titles(&records) else {
                    // A table in which prose is cut by commas is none.
                    let first = records.first();
                    layout.headerless = first
                        .filter(|first| !is_markup(first) && is_data(first, &records[1..]))
                        .map(|first| first.len().max(common_width(&records)));
                    return;
                };
                at
            }
        };
        layout.above = records[..at].iter().map(|r| line(r)).collect();
    }

    /// The separator of a table whose first lines have none: titles above a header.
    fn below_titles(&self, layout: &mut Layout) -> Option<u8> {
        let found = SEPARATORS.into_iter().filter_map(|separator| {
            let records = self.records(separator, layout.cr_in_cells);
            let at = below_titles(&records)?;
            let width = records[at].len();
            let alike = records[at..].iter().filter(|r| r.len() == width).count();
            let above = records[..at].iter().map(|r| line(r)).collect();
            Some((alike, separator, above))
        });
        // The first of equals.
        let (_, separator, above) =
            found.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
        layout.above = above;
        Some(separator)
    }

    /// The separator inside the cells, where each record is one quoted cell that holds a record; and how many columns
    /// there are, where the first is no header.
    fn in_one_cell(&self, cr_in_cells: bool) -> Option<(u8, Option<usize>)> {
        let records = self.records(NONE, cr_in_cells);
        let quoted = first_line(self.text).trim_ascii().starts_with(b"\"");
        if !quoted || records.len() < 2 {
            return None;
        }
        SEPARATORS.into_iter().find_map(|separator| {
            let rows = records.iter().map(|r| inner(&r.concat(), separator));
            let rows: Vec<Vec<String>> = rows.collect();
            let width = rows[0].len();
            if width < 2 || rows.iter().any(|row| row.len() != width) {
                return None;
            }
            let known = rows[0].iter().filter(|h| words::is_known(h)).count();
            if known >= 2 {
                return Some((separator, None));
            }
            // Sentences have commas too.
            let data = width >= 3 && is_data(&rows[0], &rows[1..]);
            data.then_some((separator, Some(width)))
        })
    }
}

/// Whether a record is the beginning of an object, a list or a page rather than of a table.
fn is_markup(record: &[String]) -> bool {
    let first = record.first().is_some_and(|c| c.starts_with('<'));
    first || record.iter().any(|c| c.starts_with(['{', '[']))
}

/// The place of the header below titles: those have one filled cell at most, the header has most of the width of
/// the records below it, which are alike, and it has words that tables have as headers.
fn below_titles(records: &[Vec<String>]) -> Option<usize> {
    let filled = |record: &Vec<String>| record.iter().filter(|c| !c.is_empty()).count();
    let at = records.iter().position(|r| filled(r) >= 2)?;
    if at == 0 || at > MAX_ABOVE {
        return None;
    }
    let (header, below) = (&records[at], &records[at + 1..]);
    let width = header.len();
    let alike = below.iter().filter(|r| r.len() == width).count();
    let known = header.iter().filter(|h| words::is_known(h)).count();
    let above = records[..at].iter().filter(|r| filled(r) > 0).count();
    // Markdown has a line of dashes below a header.
    let ruled = |row: &Vec<String>| row.iter().all(|c| c.starts_with("--") || c.is_empty());
    if above > MAX_TITLES || below.first().is_some_and(ruled) {
        return None;
    }
    let titles = records[..at].iter().flatten();
    // A table whose other columns have no name is none with a title.
    let named = titles.filter(|t| words::is_text(t)).count();
    let fits = 3 * filled(header) >= 2 * width
        && named == 0
        && known >= 2
        && !below.is_empty()
        && 5 * alike >= 4 * below.len()
        && !is_data(header, below);
    fits.then_some(at)
}

/// A record above the header as a message shows it.
fn line(record: &[String]) -> String {
    let filled = record.iter().filter(|c| !c.is_empty());
    shown(&filled.map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// The cells of the record met last, trimmed.
fn texts<R: std::io::Read>(records: &Records<R>) -> Vec<String> {
    let cell = |cell: &super::csv_split::Cell| {
        let raw = &records.bytes()[cell.start as usize..cell.end as usize];
        let raw = String::from_utf8_lossy(raw);
        let mut text = String::new();
        match cell.quotes {
            true => unquote(&raw, &mut text),
            false => text.push_str(&raw),
        }
        text.trim().to_string()
    };
    records.cells().iter().map(cell).collect()
}

/// The cells of a record that is a text; none where it is several.
pub(super) fn inner(text: &str, separator: u8) -> Vec<String> {
    let mut records = Records::new(text.as_bytes(), separator, 0, 1).with_cr_in_cells(true);
    let cells = match records.read() {
        Ok(Some(record)) if !record.unclosed => texts(&records),
        _ => Vec::new(),
    };
    match records.read() {
        Ok(None) => cells,
        _ => Vec::new(),
    }
}

/// How many cells most records have; of equals the fewer.
fn common_width(records: &[Vec<String>]) -> usize {
    let mut widths: Vec<usize> = records.iter().map(Vec::len).collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    runs.rev()
        .max_by_key(|run| run.len())
        .map_or(0, |run| run[0])
}

/// Whether a record of one quoted cell may be a record itself: in a table of few columns a separator with a blank
/// behind it is that of a sentence.
pub(super) fn may_be_record(text: &str, separator: u8, columns: usize) -> bool {
    let bytes = text.as_bytes();
    columns >= 2
        && (columns >= 4
            || memchr::memchr_iter(separator, bytes)
                .any(|at| bytes.get(at + 1).is_some_and(|b| *b != b' ')))
}
