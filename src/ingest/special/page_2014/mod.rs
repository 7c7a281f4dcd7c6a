//! Contribution pages of the 2014-15 debate platform, saved as text or as HTML.
//!
//! A page holds one contribution of one debate, its arguments pour, its arguments contre and its
//! sources. Phrases of the interface are not content; the same words inside a sentence are.

mod blocks;
mod charset;
mod elements;
mod frame;
mod lines;
mod markup;
mod saved;

use crate::ingest::clean::dates::paris_date;
use crate::ingest::clean::kept::{self, Masked, keep, keep_line};
use crate::ingest::clean::own_name::OwnName;
use crate::ingest::clean::repair::{RepairWarnings, repair};
use crate::ingest::io::decode::decode_head;
use crate::ingest::other_document::OtherDocument;
use crate::ingest::refusals;
use crate::ingest::{Candidate, Context, Encoding, Importer, InputFile, decode};
use crate::model::{
    ConsultationState, Draft, Entry, Import, Kind, Origin, Place, Refusal, Side, Sink, WarningKind,
};
use blocks::{Block, Page};
use jiff::Timestamp;
use lines::Heading;

/// The importer of this format.
pub(in crate::ingest) struct Page2014;

impl Importer for Page2014 {
    fn name(&self) -> &'static str {
        "page-2014"
    }

    fn has_columns(&self) -> bool {
        false
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let file = candidate.file;
        let head = &file.head[..];
        if saved::is_mhtml(head) {
            return false;
        }
        if saved::is_html(head) {
            return saved::is_page(file);
        }
        let text = decode_head(head).0;
        if text.contains('\0') {
            return false;
        }
        let (text, _) = repair(&text);
        let text = crate::text::normalise(&text);
        let mut lines = text.lines();
        lines.any(|l| lines::is_page_sentence(l) || lines::contribution_number(l).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let Some(bytes) = refusals::whole(file, context, sink) else {
            return;
        };
        if saved::is_html(&bytes) {
            return read_saved(&bytes, context, sink);
        }
        let (text, encoding) = decode(&bytes);
        let mut reader = Reader::new(context, sink, None);
        if let Encoding::Repaired(n) = encoding {
            reader.warn_repaired(n);
        }
        if let Some(message) = encoding.note() {
            reader.warn(WarningKind::GuessedEncoding, 1, message);
        }
        reader.pages(&text);
    }
}

/// Reads a page that was saved as HTML.
fn read_saved(bytes: &[u8], context: &Context<'_>, sink: &mut dyn Sink) {
    let start = context.origin(Place::Line(1));
    if bytes.len() > saved::MAX_PAGE_BYTES {
        let detail = format!(
            "a page of {} bytes, more than the {} that are read: save it without its pictures",
            bytes.len(),
            saved::MAX_PAGE_BYTES
        );
        return refusals::refuse_file(sink, start, Refusal::TooLong, detail);
    }
    let Some(page) = saved::text_of(bytes) else {
        return refusals::refuse_file(
            sink,
            start,
            Refusal::Malformed,
            OtherDocument::WebPage.to_string(),
        );
    };
    let mut reader = Reader::new(context, sink, Some(&page.framed.raw));
    if page.repaired > 0 {
        reader.warn_repaired(page.repaired);
    }
    if let Some(named) = page.contradicted {
        let message = format!(
            "the page says that it is in {named}, and its bytes are not; they were read as what they are"
        );
        reader.warn(WarningKind::BadEncoding, 1, message);
    }
    if let Some((count, raw, first)) = &page.framed.set_aside {
        let message = format!(
            "lines of buttons, menus and links to share between the texts: {count}, not kept; the first is «{}»",
            short(first)
        );
        let origin = context.origin(Place::Line(line_number(*raw)));
        reader
            .sink
            .warn(WarningKind::UnexplainedLine, origin, message);
    }
    reader.pages(&page.framed.text);
}

/// The printed name of an author; the page puts the network before it that they came by.
fn printed(name: Option<&str>) -> Option<OwnName> {
    let name = name?;
    let name = ["Facebook_", "Google_", "Twitter_", "Linkedin_"]
        .iter()
        .find_map(|network| name.strip_prefix(network))
        .unwrap_or(name);
    OwnName::of([name].into_iter(), None, None)
}

/// A text of its author without the author's name.
fn own(name: Option<&str>, text: String, masked: &mut Masked) -> String {
    match printed(name) {
        Some(name) => name.mask(text, masked),
        None => text,
    }
}

/// The same of a title.
fn own_line(name: Option<&str>, text: String, masked: &mut Masked) -> String {
    match printed(name) {
        Some(name) => name.mask_line(text, masked),
        None => text,
    }
}

/// What a file is that no format recognises, where it is a page of the web.
pub(in crate::ingest) fn other_document(head: &[u8]) -> Option<OtherDocument> {
    if saved::is_mhtml(head) {
        Some(OtherDocument::WebArchive)
    } else {
        saved::is_html(head).then_some(OtherDocument::WebPage)
    }
}

/// The number of a line as it is kept: a page has fewer than four thousand million lines.
fn line_number(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

struct Reader<'a, 's> {
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    masked: Masked,
    /// The line of the file for each line of the text, where they differ.
    raw: Option<&'a [u64]>,
}

impl<'a, 's> Reader<'a, 's> {
    fn new(context: &'a Context<'a>, sink: &'s mut dyn Sink, raw: Option<&'a [u64]>) -> Self {
        Reader {
            context,
            sink,
            masked: Masked::default(),
            raw,
        }
    }

    /// Reads the pages of a text, one or several.
    fn pages(&mut self, text: &str) {
        let start = self.context.origin(Place::Line(1));
        let (text, repairs) = repair(text);
        RepairWarnings::default().report(self.sink, start.clone(), &repairs);
        let text = crate::text::normalise(&text);
        for page in Page::cut_all(&text) {
            self.page(&page);
        }
        refusals::warn_masked(self.sink, start, self.masked);
    }

    fn warn_repaired(&mut self, n: u64) {
        let message = format!("{n} bytes are not UTF-8 and were read as Windows-1252");
        self.warn(WarningKind::BadEncoding, 1, message);
    }

    /// The line of the file for a line of the text, both from 1.
    fn line(&self, line: usize) -> u32 {
        let raw = self.raw.and_then(|raw| raw.get(line.checked_sub(1)?));
        line_number(raw.copied().unwrap_or(line as u64))
    }

    fn origin(&self, line: usize) -> Origin {
        self.context.origin(Place::Line(self.line(line)))
    }

    fn warn(&mut self, kind: WarningKind, line: usize, message: String) {
        let origin = self.origin(line);
        self.sink.warn(kind, origin, message);
    }

    fn page(&mut self, page: &Page<'_>) {
        let debate = page.debate.map(|d| keep_line(d, &mut Masked::default()));
        let state = if page.closed {
            ConsultationState::Closed
        } else {
            ConsultationState::Open
        };
        if let Some(debate) = &debate {
            let origin = self.origin(page.first_line);
            self.sink.take(Import::Consultation {
                title: debate.clone(),
                state,
                origin,
            });
        } else {
            self.warn(
                WarningKind::MissingSection,
                page.first_line,
                "no line names the debate; the contribution is kept without a section".into(),
            );
        }
        let Some(number) = page.number else {
            let origin = self.origin(page.first_line);
            let detail = "no line «La contribution #N» and no line «#N, le JJ/MM/AAAA - HH:MM» give \
                          the contribution's number";
            self.warn(
                WarningKind::CutShort,
                page.first_line,
                format!("not read: {detail}"),
            );
            self.sink
                .refuse(origin, Kind::Proposal.into(), Refusal::Malformed, detail);
            return;
        };
        let id = self.id(Kind::Proposal, number);
        self.contribution(page, &id, debate.as_deref());
        for block in &page.unannounced {
            self.warn(
                WarningKind::UnexplainedLine,
                block.line,
                format!(
                    "argument #{} is under no heading that is known: its side is unknown",
                    block.number
                ),
            );
            self.child(block, None, &id, debate.as_deref());
        }
        for heading in [Heading::For, Heading::Against, Heading::Sources] {
            match page.sections.iter().find(|s| s.heading == heading) {
                Some(section) => {
                    let found = section.blocks.len() as u64;
                    if section.stated != found {
                        self.warn(
                            WarningKind::CounterDisagrees,
                            section.line,
                            format!(
                                "the heading states {} {}, {found} were read",
                                section.stated,
                                heading.name()
                            ),
                        );
                    }
                    for (line, text) in &section.stray {
                        self.warn(
                            WarningKind::UnexplainedLine,
                            *line,
                            format!(
                                "«{}» comes before any argument and is not kept",
                                short(text)
                            ),
                        );
                    }
                    for block in &section.blocks {
                        self.child(block, Some(heading), &id, debate.as_deref());
                    }
                }
                None => self.warn(
                    WarningKind::MissingSection,
                    page.last_line,
                    format!(
                        "the page ends at line {} without its section of {}: is it cut short?",
                        self.line(page.last_line),
                        heading.name()
                    ),
                ),
            }
        }
    }

    fn id(&self, kind: Kind, number: &str) -> String {
        format!("{}/{}/{number}", self.context.source, kind.name())
    }

    fn contribution(&mut self, page: &Page<'_>, id: &str, debate: Option<&str>) {
        let head = page.head.as_ref();
        let line = head.map_or(page.first_line, |h| h.line);
        if head.is_some_and(|h| h.number != page.number.unwrap_or(h.number)) {
            self.warn(
                WarningKind::UnexplainedLine,
                line,
                "the author's line bears another number than the page".into(),
            );
        }
        if head.is_none() {
            self.warn(
                WarningKind::MissingSection,
                page.last_line,
                "no line «#N, le JJ/MM/AAAA - HH:MM» comes below the author's name: author, date \
                 and title may be missing"
                    .into(),
            );
        }
        let published_at = head.and_then(|h| self.date(h.date, h.line + 1));
        let name = head.map(|h| h.name).or(page.page_author);
        let author = name.and_then(|n| self.author(n));
        let entry = Entry {
            section: debate.map(str::to_string),
            organiser: self.context.is_organiser(name),
            title: own_line(
                name,
                keep_line(page.title.unwrap_or(""), &mut self.masked),
                &mut self.masked,
            ),
            body: own(name, keep(&page.body, &mut self.masked), &mut self.masked),
            published_at,
            ..Entry::new(id.to_string(), Kind::Proposal, self.origin(line))
        };
        let draft = Draft {
            author,
            ..entry.into()
        };
        self.sink.take(Import::Record(Box::new(draft)));
    }

    fn child(
        &mut self,
        block: &Block<'_>,
        heading: Option<Heading>,
        parent: &str,
        debate: Option<&str>,
    ) {
        let (kind, declared) = match heading {
            Some(Heading::For) => (Kind::Argument, Some(Side::Favourable)),
            Some(Heading::Against) => (Kind::Argument, Some(Side::Against)),
            Some(Heading::Sources) => (Kind::Source, None),
            None => (Kind::Argument, None),
        };
        let published_at = self.date(block.date, block.line + 1);
        let (mut title, mut url) = (String::new(), None);
        let mut body = block.text.as_str();
        if kind == Kind::Source {
            // A source is a title, then its link, then what its author says of it.
            let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
            title = keep_line(first, &mut self.masked);
            body = rest.trim_start();
            let (link, rest) = body.split_once('\n').unwrap_or((body, ""));
            if link.starts_with("http://") || link.starts_with("https://") {
                url = kept::link(link);
                body = rest;
            }
        } else if body.trim().is_empty() {
            self.warn(
                WarningKind::CutShort,
                block.line,
                format!(
                    "argument #{} has no text; only its side is kept",
                    block.number
                ),
            );
        }
        let author = self.author(block.name);
        let entry = Entry {
            parent: Some(parent.to_string()),
            section: debate.map(str::to_string),
            title,
            body: own(
                Some(block.name),
                keep(body, &mut self.masked),
                &mut self.masked,
            ),
            published_at,
            url,
            organiser: self.context.is_organiser([block.name]),
            declared,
            ..Entry::new(self.id(kind, block.number), kind, self.origin(block.line))
        };
        let draft = Draft {
            author,
            ..entry.into()
        };
        self.sink.take(Import::Record(Box::new(draft)));
    }

    fn author(&self, name: &str) -> Option<crate::model::Pseudonym> {
        let name = name.trim();
        (!name.is_empty()).then(|| self.context.key.pseudonym(self.context.source, name))
    }

    fn date(&mut self, text: &str, line: usize) -> Option<Timestamp> {
        let at = paris_date(text);
        if at.is_none() {
            self.warn(
                WarningKind::BadDate,
                line,
                format!("«{text}» is no date; the record is kept without one"),
            );
        }
        at
    }
}

fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod html_tests;
#[cfg(test)]
mod tests;
