//! ODS: the sheets of a workbook, read as one stream of rows; what is repeated is not unfolded before it is
//! needed.

use super::cells::number_text;
use super::package::{Package, bad};
use super::xml::{Node, Tag, Xml, closes};
use super::{BadSheetRow, Budget, LAST_COLUMN, LAST_ROW, SheetName, SheetRow, Tally, Workbook};
use crate::ingest::clean::dates::Epoch;
use crate::ingest::{InputFile, ReadError};
use rustc_hash::FxHashSet;

/// An open workbook.
pub(super) struct Ods<'f> {
    xml: Xml<'f>,
    /// The styles of hidden sheets.
    hidden: FxHashSet<String>,
    /// Whether the stream stands inside a sheet.
    inside: bool,
    ended: bool,
    /// The number of the last row that was passed.
    row: u64,
    /// A row that stands several times, and how often it is still due.
    again: Option<(SheetRow, u64)>,
    budget: Budget,
    tally: Tally,
}

/// A row and how often it stands.
type Repeated = (Result<SheetRow, BadSheetRow>, u64);

/// Whether a package is an ODS workbook.
pub(super) fn is_ods(package: &mut Package<'_>) -> bool {
    let kind = package.text("mimetype").ok().flatten().unwrap_or_default();
    let kind = kind.trim();
    kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") && package.has("content.xml")
}

impl<'f> Ods<'f> {
    /// Opens a workbook.
    pub(super) fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        let mut package = Package::open(file)
            .filter(|p| p.has("content.xml"))
            .ok_or_else(|| bad(file, "it is no ODS workbook".into()))?;
        let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            let why = "it is encrypted: save the file without password";
            return Err(bad(file, why.into()));
        }
        let reader = package.read("content.xml")?;
        let reader = reader.ok_or_else(|| bad(file, "it has no content".into()))?;
        Ok(Ods {
            xml: Xml::new(reader),
            hidden: FxHashSet::default(),
            inside: false,
            ended: false,
            row: 0,
            again: None,
            budget: Budget::default(),
            tally: Tally::default(),
        })
    }

    /// Reads the next row that the sheet lists and how often it stands; `None` at the sheet's end.
    fn read(&mut self) -> Result<Option<Repeated>, String> {
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.is("table-row") => {
                    let times = tag.number("table:number-rows-repeated").unwrap_or(1).max(1);
                    let shown = tag.attr("table:visibility");
                    let hidden = shown.is_some_and(|v| v != "visible");
                    let row = self.cells()?;
                    if hidden && !row.as_ref().is_ok_and(SheetRow::is_empty) {
                        self.tally.hidden += times;
                    }
                    return Ok(Some((row, times)));
                }
                Node::Close(tag) if closes(&tag, "table") => {
                    self.inside = false;
                    return Ok(None);
                }
                Node::End => return Err("the sheet has no end".to_string()),
                _ => {}
            }
        }
    }

    /// The cells of a row.
    fn cells(&mut self) -> Result<Result<SheetRow, BadSheetRow>, String> {
        let number = self.row + 1;
        let mut row = SheetRow::new(number);
        let mut wrong = None;
        let mut column = 0usize;
        loop {
            let cell = match self.xml.next()? {
                Node::Open(tag) if tag.is("table-cell") || tag.is("covered-table-cell") => {
                    Cell::begin(&tag)
                }
                Node::Close(tag) if closes(&tag, "table-row") => break,
                Node::End => return Err("the sheet stops inside a row".to_string()),
                _ => continue,
            };
            let cell = cell.read(&mut self.xml)?;
            let times = usize::try_from(cell.times).unwrap_or(usize::MAX);
            self.tally.merged += u64::from(cell.spans);
            if cell.is_error {
                self.tally.error(column, number, &cell.text);
            } else if !cell.text.trim().is_empty() && wrong.is_none() {
                for at in column..column.saturating_add(times) {
                    wrong = match at > LAST_COLUMN {
                        true => Some(BadSheetRow::too_wide(number)),
                        false => self.budget.put(&mut row, at, &cell.text)?,
                    };
                    if wrong.is_some() {
                        break;
                    }
                }
            } else if cell.uncomputed {
                self.tally.uncomputed += 1;
            }
            column = column.saturating_add(times);
        }
        Ok(wrong.map_or(Ok(row), Err))
    }
}

/// A cell with its value as text.
#[derive(Default)]
struct Cell {
    times: u64,
    spans: bool,
    is_error: bool,
    uncomputed: bool,
    /// The value's text where the attributes give it, and not the paragraphs.
    value: Option<String>,
    text: String,
}

impl Cell {
    fn begin(tag: &Tag<'_>) -> Self {
        let spans = ["table:number-columns-spanned", "table:number-rows-spanned"];
        let kind = tag.attr("office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => {
                tag.attr("office:value").map(|v| number_text(&v))
            }
            "date" => tag.attr("office:date-value").map(|v| day_first(&v)),
            "time" => tag.attr("office:time-value").map(|v| clock(&v)),
            "boolean" => tag.attr("office:boolean-value"),
            "string" => tag.attr("office:string-value"),
            _ => None,
        };
        Cell {
            times: tag
                .number("table:number-columns-repeated")
                .unwrap_or(1)
                .max(1),
            spans: spans.iter().any(|s| tag.number(s).is_some_and(|n| n > 1)),
            is_error: tag.attr("calcext:value-type").as_deref() == Some("error"),
            uncomputed: kind.is_empty() && tag.attr("table:formula").is_some(),
            value,
            text: String::new(),
        }
    }

    /// Reads to the cell's end: its own paragraphs, without notes and drawings.
    fn read(mut self, xml: &mut Xml<'_>) -> Result<Self, String> {
        let mut depth = 0usize;
        // Where a note, a drawing or a table inside the cell begins.
        let mut aside = None;
        let mut paragraphs = 0;
        let mut inside = None;
        loop {
            match xml.next()? {
                Node::Open(tag) => {
                    depth += 1;
                    if aside.is_some() {
                        continue;
                    }
                    if tag.is("p") && inside.is_none() {
                        inside = Some(depth);
                        if paragraphs > 0 {
                            self.text.push('\n');
                        }
                        paragraphs += 1;
                    } else if inside.is_none() || tag.is("annotation") || tag.is("ruby-text") {
                        aside = Some(depth);
                    } else if tag.is("s") {
                        let blanks = tag.number("text:c").unwrap_or(1).min(1000);
                        self.text.extend((0..blanks).map(|_| ' '));
                    } else if tag.is("tab") {
                        self.text.push('\t');
                    } else if tag.is("line-break") {
                        self.text.push('\n');
                    }
                }
                Node::Text(piece) if aside.is_none() && inside.is_some() => {
                    collapse(&piece, &mut self.text);
                }
                Node::Close(_) if depth == 0 => break,
                Node::Close(_) => {
                    if aside == Some(depth) {
                        aside = None;
                    }
                    if inside == Some(depth) {
                        inside = None;
                    }
                    depth -= 1;
                }
                Node::End => return Err("the sheet stops inside a cell".to_string()),
                Node::Text(_) => {}
            }
        }
        // An error has an empty value, and its name in the paragraph.
        if let Some(value) = self.value.take().filter(|_| !self.is_error) {
            self.text = value;
        }
        Ok(self)
    }
}

/// Appends text as ODF reads it: any run of blanks and line ends of the XML is one blank.
fn collapse(piece: &str, out: &mut String) {
    for c in piece.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// `2014-12-15T22:03:05` as `2014-12-15 22:03:05`, midnight without a time.
fn day_first(value: &str) -> String {
    let text = value.replacen('T', " ", 1);
    text.strip_suffix(" 00:00:00").unwrap_or(&text).to_string()
}

/// `PT22H03M05S` as `22:03:05`.
fn clock(value: &str) -> String {
    let read = || {
        let rest = value.strip_prefix("PT")?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let number = |s: &str| s.parse::<u32>().ok();
        Some(format!(
            "{:02}:{:02}:{:02}",
            number(hours)?,
            number(minutes)?,
            number(seconds)?
        ))
    };
    read().unwrap_or_else(|| value.to_string())
}

impl Workbook for Ods<'_> {
    fn next_sheet(&mut self) -> Result<Option<SheetName>, String> {
        self.again = None;
        self.tally = Tally::default();
        self.budget = Budget::default();
        self.row = 0;
        let mut style = String::new();
        // A table inside a table is part of a cell.
        let mut depth = usize::from(self.inside);
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.is("style") => {
                    style = tag.attr("style:name").unwrap_or_default();
                }
                Node::Open(tag)
                    if tag.is("table-properties")
                        && tag.attr("table:display").as_deref() == Some("false") =>
                {
                    self.hidden.insert(style.clone());
                }
                Node::Open(tag) if tag.is("table") => {
                    depth += 1;
                    if depth > 1 {
                        continue;
                    }
                    self.inside = true;
                    self.ended = false;
                    let style = tag.attr("table:style-name").unwrap_or_default();
                    return Ok(Some(SheetName {
                        name: tag.attr("table:name").unwrap_or_default(),
                        hidden: self.hidden.contains(&style),
                    }));
                }
                Node::Close(tag) if closes(&tag, "table") => depth = depth.saturating_sub(1),
                Node::End => return Ok(None),
                _ => {}
            }
        }
    }

    fn next_row(&mut self) -> Option<Result<SheetRow, BadSheetRow>> {
        if let Some((row, left)) = self.again.take() {
            self.row += 1;
            let mut next = row.clone();
            next.number = self.row;
            if left > 1 {
                self.again = Some((row, left - 1));
            }
            return Some(self.budget.again(&next).map(|()| next).map_err(|detail| {
                self.ended = true;
                self.again = None;
                BadSheetRow::end(self.row, &detail)
            }));
        }
        if self.ended || !self.inside {
            return None;
        }
        match self.read() {
            Ok(Some((row, times))) => {
                let times = times.min(LAST_ROW.saturating_sub(self.row)).max(1);
                let empty = row.as_ref().is_ok_and(SheetRow::is_empty);
                // Empty rows are passed over at once, bad ones reported once.
                let Ok(row) = row else {
                    self.row += times;
                    return Some(row);
                };
                if empty {
                    self.row += times;
                    return Some(Ok(row));
                }
                self.row += 1;
                if self.row > LAST_ROW {
                    self.ended = true;
                    return Some(Err(BadSheetRow::end(self.row, "it has too many rows")));
                }
                if times > 1 {
                    self.again = Some((row.clone(), times - 1));
                }
                Some(Ok(row))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(detail) => {
                self.ended = true;
                Some(Err(BadSheetRow::end(self.row + 1, &detail)))
            }
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn epoch(&self) -> Epoch {
        Epoch::Y1900
    }
}
