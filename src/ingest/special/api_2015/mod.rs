//! «République numérique» and its kin: one JSON file per opinion, as the platform's API gave it in 2015.
//!
//! A file holds an opinion with its arguments, sources and appendices, its vote counters, one page of its
//! voters (without a side) and the number of its versions (without their texts).

use shapes::{Appendix, Argument, Author, File, Opinion, Source};

use crate::ingest::clean::dates::iso_date;
use crate::ingest::clean::html::readable;
use crate::ingest::clean::kept::{Masked, keep, keep_line, link};
use crate::ingest::clean::own_name::OwnName;
use crate::ingest::clean::repair::{RepairWarnings, Repairs, repair};
use crate::ingest::io::decode::{Places, decode_head};
use crate::ingest::journal::NO_ID;
use crate::ingest::refusals;
use crate::ingest::{Candidate, Context, Encoding, Importer, InputFile, decode};
use crate::model::{
    Counters, Draft, Entry, Import, Kind, Moderation, Origin, Place, Pseudonym, Refusal, RowKind,
    Side, Sink, WarningKind,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

mod shapes;

/// The importer of this format.
pub(in crate::ingest) struct Api2015;

impl Importer for Api2015 {
    fn name(&self) -> &'static str {
        "api-2015"
    }

    fn has_columns(&self) -> bool {
        false
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let file = candidate.file;
        let text = decode_head(&file.head).0;
        let text = text.trim_start();
        text.starts_with('{') && text[1..].trim_start().starts_with("\"opinion\"")
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let Some(bytes) = refusals::whole(file, context, sink) else {
            return;
        };
        let whole = context.origin(Place::Bytes(0, bytes.len() as u64));
        let (text, encoding) = decode(&bytes);
        if !matches!(encoding, Encoding::Utf8 | Encoding::Utf16) {
            // Behind a mark, which is three bytes that are valid.
            let at = std::str::from_utf8(&bytes).map_or_else(|e| e.valid_up_to(), str::len);
            malformed(
                sink,
                whole,
                format!("byte {at} is not UTF-8, which JSON must be"),
            );
            return;
        }
        let text = text.as_ref();
        let places = Places::new(&bytes, text);
        let parsed = serde_json::from_str::<File<'_>>(text)
            .and_then(|f| serde_json::from_str::<Opinion<'_>>(f.opinion.get()).map(|o| (f, o)));
        match parsed {
            Ok((outer, opinion)) => {
                let mut reader = Reader {
                    text,
                    places,
                    context,
                    sink,
                    masked: Masked::default(),
                    repairs: Repairs::default(),
                };
                reader.opinion(outer.opinion, opinion);
                let masked = reader.masked;
                let repairs = reader.repairs;
                RepairWarnings::default().report(sink, whole.clone(), &repairs);
                refusals::warn_masked(sink, whole, masked);
            }
            Err(error) => malformed(
                sink,
                whole,
                format!(
                    "line {}, column {}: {error}{}",
                    error.line(),
                    error.column(),
                    if error.is_eof() {
                        "; the file is cut short"
                    } else {
                        ""
                    }
                ),
            ),
        }
    }
}

fn malformed(sink: &mut dyn Sink, origin: Origin, detail: String) {
    sink.warn(
        WarningKind::CutShort,
        origin.clone(),
        format!("not read: {detail}"),
    );
    sink.refuse(origin, RowKind::File, Refusal::Malformed, &detail);
}

struct Reader<'a, 's> {
    text: &'a str,
    places: Places,
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    masked: Masked,
    repairs: Repairs,
}

/// What the children of an opinion share with it.
struct Parent {
    id: String,
    section: Option<String>,
}

impl Reader<'_, '_> {
    fn origin(&self, raw: &RawValue) -> Origin {
        let length = raw.get().len();
        // `raw` borrows from `text`, so the distance of their addresses is its place in the file.
        let start = raw.get().as_ptr() as usize - self.text.as_ptr() as usize;
        let raw = |at| self.places.raw(self.text, at);
        let place = Place::Bytes(raw(start), raw(start + length));
        self.context.origin(place)
    }

    fn id(&self, kind: Kind, number: impl std::fmt::Display) -> String {
        format!("{}/{}/{number}", self.context.source, kind.name())
    }

    fn author(&self, author: Option<&Author>) -> Option<Pseudonym> {
        let author = author?;
        let identity = author
            .unique_id
            .as_deref()
            .or(author.display_name.as_deref())
            .or(author.username.as_deref())?;
        let identity = crate::text::normalise(identity);
        let identity = identity.trim();
        (!identity.is_empty()).then(|| self.context.key.pseudonym(self.context.source, identity))
    }

    /// Whether who runs the consultation wrote something: the platform marks the author, or `corpus.toml` names them.
    fn organiser(&self, author: Option<&Author>) -> Option<bool> {
        let author = author?;
        let marked = match (author.vip, author.is_admin) {
            (None, None) => None,
            (vip, admin) => Some(vip == Some(true) || admin == Some(true)),
        };
        let names = [&author.display_name, &author.username, &author.unique_id];
        let named = self
            .context
            .is_organiser(names.into_iter().flatten().map(String::as_str));
        named.filter(|is| *is || marked.is_none()).or(marked)
    }

    fn date(&mut self, text: Option<&str>, origin: &Origin, id: &str) -> Option<Timestamp> {
        let text = text?;
        let at = iso_date(text);
        if at.is_none() {
            self.sink.warn(
                WarningKind::BadDate,
                origin.clone(),
                format!("{id}: «{text}» is no date; the record is kept without one"),
            );
        }
        at
    }

    /// A title on one line, read as what it is.
    fn title(&mut self, text: Option<&str>) -> String {
        let (text, repairs) = repair(text.unwrap_or(""));
        self.repairs.add(repairs);
        keep_line(&readable(&text), &mut self.masked)
    }

    /// A text read as what it is: HTML where it is HTML, else plain text with line breaks.
    fn body(&mut self, text: Option<&str>) -> String {
        let (text, repairs) = repair(text.unwrap_or(""));
        self.repairs.add(repairs);
        keep(&readable(&text), &mut self.masked)
    }

    /// A text of its author without the author's name.
    fn own(&mut self, text: String, name: Option<&OwnName>) -> String {
        match name {
            Some(name) => name.mask(text, &mut self.masked),
            None => text,
        }
    }

    /// The same of a title.
    fn own_line(&mut self, text: String, name: Option<&OwnName>) -> String {
        match name {
            Some(name) => name.mask_line(text, &mut self.masked),
            None => text,
        }
    }

    fn opinion(&mut self, raw: &RawValue, opinion: Opinion<'_>) {
        let origin = self.origin(raw);
        let id = self.id(Kind::Proposal, &opinion.id);
        let section = opinion.section.as_ref().and_then(|s| {
            let (name, repairs) = repair(s.subtitle.as_deref().or(s.title.as_deref())?);
            self.repairs.add(repairs);
            Some(keep_line(&name, &mut Masked::default())).filter(|n| !n.is_empty())
        });
        let parent = Parent {
            id: id.clone(),
            section: section.clone(),
        };
        let counters = Counters {
            favourable: opinion.votes_ok,
            mixed: opinion.votes_mitige,
            against: opinion.votes_nok,
            abstention: None,
        };
        let counters = Some(counters).filter(|c| !c.is_empty());
        let published_at = self.date(opinion.created_at.as_deref(), &origin, &id);
        let own = opinion.author.as_ref().and_then(Author::own_name);
        let title = self.title(opinion.title.as_deref());
        let title = self.own_line(title, own.as_ref());
        let body = self.body(opinion.body.as_deref());
        let body = self.own(body, own.as_ref());
        let entry = Entry {
            section,
            title,
            body,
            published_at,
            url: opinion
                .links
                .as_ref()
                .and_then(|l| link(l.show.as_deref()?)),
            organiser: self.organiser(opinion.author.as_ref()),
            counters,
            ..Entry::new(id.clone(), Kind::Proposal, origin.clone())
        };
        let draft = Draft {
            entry,
            author: self.author(opinion.author.as_ref()),
            moderation: Some(moderation(opinion.is_trashed, opinion.is_enabled)),
        };
        self.sink.take(Import::Record(Box::new(draft)));
        let mut sides = [0u64; 2];
        for raw in &opinion.arguments {
            if let Some(side) = self.argument(raw, &parent) {
                sides[side as usize] += 1;
            }
        }
        for raw in &opinion.sources {
            self.source(raw, &parent);
        }
        for raw in &opinion.appendices {
            self.appendix(raw, &parent);
        }
        for raw in &opinion.votes {
            let origin = self.origin(raw);
            let detail = "the listed vote tells no side";
            self.sink
                .refuse(origin, RowKind::Vote, Refusal::NoSide, detail);
        }
        let sum = counters.map(|c| c.all().into_iter().flatten().sum());
        let arguments = opinion.arguments.len() as u64;
        for (what, stated, found) in [
            ("arguments", opinion.arguments_count, Some(arguments)),
            ("arguments for", opinion.arguments_yes_count, Some(sides[1])),
            (
                "arguments against",
                opinion.arguments_no_count,
                Some(sides[0]),
            ),
            (
                "sources",
                opinion.sources_count,
                Some(opinion.sources.len() as u64),
            ),
            ("votes", opinion.votes_total, sum),
        ] {
            if let (Some(stated), Some(found)) = (stated, found)
                && stated != found
            {
                self.sink.warn(
                    WarningKind::CounterDisagrees,
                    origin.clone(),
                    format!("{id}: the platform counts {stated} {what}, the file gives {found}"),
                );
            }
        }
        if let Some(n) = opinion.versions_count.filter(|n| *n > 0) {
            self.sink.warn(
                WarningKind::NotInSource,
                origin,
                format!("{id}: the platform counts {n} versions, the file holds none"),
            );
        }
    }

    /// Reads an argument; gives 1 for one filed for, 0 for one filed against.
    fn argument(&mut self, raw: &RawValue, parent: &Parent) -> Option<u8> {
        let origin = self.origin(raw);
        let argument: Argument = self.parse(raw, &origin, Kind::Argument)?;
        let id = self.id(Kind::Argument, &argument.id);
        let declared = match argument.side {
            Some(1) => Some(Side::Favourable),
            Some(0) => Some(Side::Against),
            other => {
                let shown = other.map_or("absent".to_string(), |n| n.to_string());
                self.sink.warn(
                    WarningKind::UnexplainedLine,
                    origin.clone(),
                    format!("{id}: its type is {shown}, neither 1 (for) nor 0 (against); its side is unknown"),
                );
                None
            }
        };
        let own = argument.author.as_ref().and_then(Author::own_name);
        let body = self.body(argument.body.as_deref());
        let body = self.own(body, own.as_ref());
        let published_at = self.date(argument.created_at.as_deref(), &origin, &id);
        let entry = Entry {
            parent: Some(parent.id.clone()),
            section: parent.section.clone(),
            body,
            published_at,
            url: argument.links.and_then(|l| link(&l.show?)),
            organiser: self.organiser(argument.author.as_ref()),
            declared,
            support: argument.votes_count,
            ..Entry::new(id, Kind::Argument, origin)
        };
        let draft = Draft {
            entry,
            author: self.author(argument.author.as_ref()),
            moderation: Some(moderation(argument.is_trashed, argument.is_enabled)),
        };
        self.sink.take(Import::Record(Box::new(draft)));
        declared.map(|s| u8::from(s == Side::Favourable))
    }

    fn source(&mut self, raw: &RawValue, parent: &Parent) {
        let origin = self.origin(raw);
        let Some(source) = self.parse::<Source>(raw, &origin, Kind::Source) else {
            return;
        };
        let id = self.id(Kind::Source, &source.id);
        let published_at = self.date(source.created_at.as_deref(), &origin, &id);
        let own = source.author.as_ref().and_then(Author::own_name);
        let title = self.title(source.title.as_deref());
        let title = self.own_line(title, own.as_ref());
        let body = self.body(source.body.as_deref());
        let body = self.own(body, own.as_ref());
        let entry = Entry {
            parent: Some(parent.id.clone()),
            section: parent.section.clone(),
            title,
            body,
            published_at,
            url: source.link.and_then(|l| link(&l)),
            organiser: self.organiser(source.author.as_ref()),
            support: source.votes_count,
            ..Entry::new(id, Kind::Source, origin)
        };
        let draft = Draft {
            entry,
            author: self.author(source.author.as_ref()),
            moderation: Some(moderation(source.is_trashed, source.is_enabled)),
        };
        self.sink.take(Import::Record(Box::new(draft)));
    }

    fn appendix(&mut self, raw: &RawValue, parent: &Parent) {
        let origin = self.origin(raw);
        let Some(appendix) = self.parse::<Appendix>(raw, &origin, Kind::Appendix) else {
            return;
        };
        let entry = Entry {
            parent: Some(parent.id.clone()),
            section: parent.section.clone(),
            body: self.body(appendix.body.as_deref()),
            ..Entry::new(self.id(Kind::Appendix, NO_ID), Kind::Appendix, origin)
        };
        self.sink.take(Import::Record(Box::new(entry.into())));
    }

    fn parse<'r, T: Deserialize<'r>>(
        &mut self,
        raw: &'r RawValue,
        origin: &Origin,
        kind: Kind,
    ) -> Option<T> {
        match serde_json::from_str(raw.get()) {
            Ok(value) => Some(value),
            Err(error) => {
                self.sink.refuse(
                    origin.clone(),
                    kind.into(),
                    Refusal::Malformed,
                    &error.to_string(),
                );
                None
            }
        }
    }
}

fn moderation(trashed: Option<bool>, enabled: Option<bool>) -> Moderation {
    Moderation {
        gone: false,
        moderated: trashed.unwrap_or(false) || !enabled.unwrap_or(true),
        reason: None,
    }
}
