//! Contribution pages of the 2014-15 debate platform, saved as text.
//!
//! A page holds one contribution of one debate, its arguments pour, its arguments contre and its
//! sources. Phrases of the interface are not content; the same words inside a sentence are.

mod blocks;
mod lines;

use super::clean::{Masked, keep, keep_line};
use super::dates::paris_date;
use super::{Context, Encoding, Importer, InputFile, decode};
use crate::model::{
    ConsultationState, Draft, Import, Kind, Origin, Place, Side, Sink, WarningKind,
};
use blocks::{Block, Page};
use jiff::Timestamp;
use lines::Heading;

/// The importer of this format.
pub(super) struct Page2014;

impl Importer for Page2014 {
    fn name(&self) -> &'static str {
        "page-2014"
    }

    fn recognises(&self, file: &InputFile) -> bool {
        let head = &file.head[..];
        if head.contains(&0) && !head.starts_with(&[0xFF, 0xFE]) {
            return false;
        }
        let text = decode(head).0;
        let text = crate::text::normalise(&text);
        let mut lines = text.lines();
        lines.any(|l| lines::is_page_sentence(l) || lines::contribution_number(l).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let Some(bytes) = super::whole(file, context, sink) else {
            return;
        };
        let (text, encoding) = decode(&bytes);
        let text = crate::text::normalise(&text);
        let mut reader = Reader {
            context,
            sink,
            masked: Masked::default(),
        };
        if let Encoding::Repaired(n) = encoding {
            let message = format!("{n} bytes are not UTF-8 and were read as Windows-1252");
            reader.warn(WarningKind::BadEncoding, 1, message);
        }
        for page in Page::cut_all(&text) {
            reader.page(&page);
        }
        let masked = reader.masked;
        super::warn_masked(sink, context.origin(Place::Line(1)), masked);
    }
}

struct Reader<'a, 's> {
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    masked: Masked,
}

impl Reader<'_, '_> {
    fn origin(&self, line: usize) -> Origin {
        // A page has fewer than four thousand million lines.
        self.context.origin(Place::Line(line as u32))
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
                .refuse(origin, Kind::Proposal, "malformed", detail);
            return;
        };
        let id = self.id(Kind::Proposal, number);
        self.contribution(page, &id, debate.as_deref());
        for block in &page.unannounced {
            self.warn(
                WarningKind::UnexplainedLine,
                block.line,
                format!(
                    "argument #{} stands under no heading that is known: its side is unknown",
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
                                "«{}» stands before any argument and is not kept",
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
                        page.last_line,
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
                "no line «#N, le JJ/MM/AAAA - HH:MM» stands below the author's name: author, date \
                 and title may be missing"
                    .into(),
            );
        }
        let published_at = head.and_then(|h| self.date(h.date, h.line + 1));
        let name = head.map(|h| h.name).or(page.page_author);
        let draft = Draft {
            id: id.to_string(),
            kind: Kind::Proposal,
            parent: None,
            consultation: String::new(),
            section: debate.map(str::to_string),
            author: name.and_then(|n| self.author(n)),
            title: keep_line(page.title.unwrap_or(""), &mut self.masked),
            body: keep(&page.body, &mut self.masked),
            published_at,
            url: None,
            moderation: None,
            declared: None,
            counters: None,
            support: None,
            variables: Vec::new(),
            origin: self.origin(line),
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
                url = Some(link.trim().to_string());
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
        let draft = Draft {
            id: self.id(kind, block.number),
            kind,
            parent: Some(parent.to_string()),
            consultation: String::new(),
            section: debate.map(str::to_string),
            author: self.author(block.name),
            title,
            body: keep(body, &mut self.masked),
            published_at,
            url,
            moderation: None,
            declared,
            counters: None,
            support: None,
            variables: Vec::new(),
            origin: self.origin(block.line),
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
mod tests;
