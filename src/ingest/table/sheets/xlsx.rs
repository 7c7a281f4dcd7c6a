//! XLSX: the list of sheets, the formats of cells and the shared texts of a workbook.

use super::cells::{is_date_format, is_date_id, unescape};
use super::package::{Package, bad};
use super::xlsx_common::Common;
use super::xlsx_sheet::XlsxSheet;
use super::xml::{Node, Xml, closes};
use super::{BadSheetRow, SheetName, SheetRow, Tally, Workbook};
use crate::ingest::clean::dates::Epoch;
use crate::ingest::{InputFile, ReadError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// More sheets than are read.
const MAX_SHEETS: usize = 1000;

struct Listed {
    name: SheetName,
    member: String,
}

/// An open workbook.
pub(super) struct Xlsx<'f> {
    package: Package<'f>,
    common: Rc<Common>,
    sheets: std::vec::IntoIter<Listed>,
    sheet: Option<XlsxSheet<'f>>,
    tally: Tally,
}

/// The member that is the workbook; `None` where the package is no XLSX.
pub(super) fn workbook_member(package: &mut Package<'_>) -> Option<String> {
    let named = relations(package, "_rels/.rels", "").ok()?;
    let named = named.into_iter().find(|r| r.kind == "officeDocument");
    let member = named.map_or_else(|| "xl/workbook.xml".to_string(), |r| r.target);
    (member.ends_with(".xml") && member.starts_with("xl/") && package.has(&member))
        .then_some(member)
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The relations of a part; targets are paths from the top of the package.
fn relations(
    package: &mut Package<'_>,
    member: &str,
    folder: &str,
) -> Result<Vec<Relation>, String> {
    let reader = package.read(member).map_err(|e| e.reason)?;
    let mut out = Vec::new();
    let Some(reader) = reader else {
        return Ok(out);
    };
    let mut xml = Xml::new(reader);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.is("Relationship") => {
                let kind = tag.attr("Type").unwrap_or_default();
                let target = tag.attr("Target").unwrap_or_default();
                out.push(Relation {
                    id: tag.attr("Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_string(),
                    target: resolve(folder, &target),
                });
                if out.len() > 10 * MAX_SHEETS {
                    return Err("it lists more parts than any workbook has".to_string());
                }
            }
            Node::End => return Ok(out),
            _ => {}
        }
    }
}

fn resolve(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_string();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

impl<'f> Xlsx<'f> {
    /// Opens a workbook.
    pub(super) fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        let wrong = |why: String| bad(file, why);
        let mut package =
            Package::open(file).ok_or_else(|| wrong("it is no XLSX workbook".into()))?;
        let member =
            workbook_member(&mut package).ok_or_else(|| wrong("it is no XLSX workbook".into()))?;
        let (folder, name) = member.rsplit_once('/').unwrap_or(("", &member));
        let parts = relations(&mut package, &format!("{folder}/_rels/{name}.rels"), folder)
            .map_err(wrong)?;
        let mut common = Common::default();
        let sheets = workbook(&mut package, &member, &parts, &mut common).map_err(wrong)?;
        let part = |kind: &str, usual: &str| {
            let found = parts.iter().find(|p| p.kind == kind);
            found.map_or_else(|| format!("{folder}/{usual}"), |p| p.target.clone())
        };
        styles(&mut package, &part("styles", "styles.xml"), &mut common).map_err(wrong)?;
        strings(
            &mut package,
            &part("sharedStrings", "sharedStrings.xml"),
            &mut common,
        )
        .map_err(wrong)?;
        Ok(Xlsx {
            package,
            common: Rc::new(common),
            sheets: sheets.into_iter(),
            sheet: None,
            tally: Tally::default(),
        })
    }
}

/// The sheets in their order; also which day counts begin with.
fn workbook(
    package: &mut Package<'_>,
    member: &str,
    parts: &[Relation],
    common: &mut Common,
) -> Result<Vec<Listed>, String> {
    let targets: FxHashMap<&str, &Relation> = parts.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut out = Vec::new();
    let mut seen = FxHashSet::default();
    let Some(reader) = package.read(member).map_err(|e| e.reason)? else {
        return Ok(out);
    };
    let mut xml = Xml::new(reader);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.is("workbookPr") && tag.flag("date1904") => {
                common.epoch = Epoch::Y1904;
            }
            Node::Open(tag) if tag.is("sheet") => {
                let id = tag.attr("r:id").or_else(|| tag.attr("relationships:id"));
                let found = id.and_then(|id| targets.get(id.as_str()).copied());
                // Charts and dialogues are sheets too, and hold no rows.
                let Some(part) = found.filter(|p| p.kind == "worksheet") else {
                    continue;
                };
                if !seen.insert(part.target.clone()) {
                    continue;
                }
                if out.len() == MAX_SHEETS {
                    return Err(format!("it has more than {MAX_SHEETS} sheets"));
                }
                let state = tag.attr("state");
                out.push(Listed {
                    name: SheetName {
                        name: tag.attr("name").unwrap_or_default(),
                        hidden: state.is_some_and(|s| s != "visible"),
                    },
                    member: part.target.clone(),
                });
            }
            Node::End => return Ok(out),
            _ => {}
        }
    }
}

/// Which cell styles show dates.
fn styles(package: &mut Package<'_>, member: &str, common: &mut Common) -> Result<(), String> {
    let Some(reader) = package.read(member).map_err(|e| e.reason)? else {
        return Ok(());
    };
    let mut own: FxHashMap<u64, bool> = FxHashMap::default();
    let mut inside = false;
    let mut xml = Xml::new(reader);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.is("numFmt") => {
                if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attr("formatCode")) {
                    own.insert(id, is_date_format(&code));
                }
            }
            Node::Open(tag) if tag.is("cellXfs") => inside = true,
            Node::Open(tag) if inside && tag.is("xf") => {
                let id = tag.number("numFmtId").unwrap_or(0);
                let is_date = own.get(&id).copied().unwrap_or_else(|| is_date_id(id));
                common.dates.push(is_date);
            }
            Node::Close(tag) if closes(&tag, "cellXfs") => inside = false,
            Node::End => return Ok(()),
            _ => {}
        }
    }
}

/// The shared texts: runs joined, readings of ideographs left out.
fn strings(package: &mut Package<'_>, member: &str, common: &mut Common) -> Result<(), String> {
    let Some(reader) = package.read(member).map_err(|e| e.reason)? else {
        return Ok(());
    };
    let mut xml = Xml::new(reader);
    let (mut text, mut inside, mut reading) = (String::new(), false, false);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.is("rPh") => reading = true,
            Node::Open(tag) if tag.is("t") => inside = !reading,
            Node::Text(piece) if inside => text.push_str(&piece),
            Node::Close(tag) if closes(&tag, "t") => inside = false,
            Node::Close(tag) if closes(&tag, "rPh") => reading = false,
            Node::Close(tag) if closes(&tag, "si") => {
                common.text.push_str(&unescape(&text));
                common.ends.push(common.text.len());
                text.clear();
            }
            Node::End => return Ok(()),
            _ => {}
        }
    }
}

impl Workbook for Xlsx<'_> {
    fn next_sheet(&mut self) -> Result<Option<SheetName>, String> {
        self.sheet = None;
        self.tally = Tally::default();
        let Some(listed) = self.sheets.next() else {
            return Ok(None);
        };
        let reader = self.package.read(&listed.member).map_err(|e| e.reason)?;
        if let Some(reader) = reader {
            self.sheet = Some(XlsxSheet::new(Xml::new(reader), self.common.clone()));
        }
        Ok(Some(listed.name))
    }

    fn next_row(&mut self) -> Option<Result<SheetRow, BadSheetRow>> {
        self.sheet.as_mut()?.next_row(&mut self.tally)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn epoch(&self) -> Epoch {
        self.common.epoch
    }
}
