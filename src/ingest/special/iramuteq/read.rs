//! Texts of a starred corpus into records.

use super::lines::{Line, Lines, MAX_LINE_BYTES};
use super::variables::{self, Said};
use super::{Mark, mark, unguarded};
use crate::ingest::clean::kept::{Masked, keep, keep_line, shown};
use crate::ingest::journal::NO_ID;
use crate::ingest::{Context, InputFile, refuse_file, warn_masked};
use crate::model::{
    Draft, Entry, Import, Kind, Moderation, Origin, Place, Pseudonym, Refusal, RowKind, Sink,
    WarningKind,
};
use rustc_hash::FxHashMap;

/// Reads a corpus into the sink.
pub(super) fn read(file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
    let start = context.origin(Place::Line(1));
    // Only what was recognised is read, so that there is a mark.
    let mark = mark(&file.head).unwrap_or(Mark::Stars);
    let mut lines = match Lines::open(file) {
        Ok(lines) => lines,
        Err(error) => return refuse_file(sink, start, Refusal::Unreadable, error.reason),
    };
    let mut reader = Reader {
        context,
        sink,
        text: None,
        before: None,
        numbers: FxHashMap::default(),
        masked: Masked::default(),
        noticed: Vec::new(),
        personal: Vec::new(),
    };
    while let Some(line) = lines.next_line() {
        match line {
            Ok(line) => reader.line(line, mark),
            Err(error) => {
                let message = format!("the file cannot be read any further: {error}");
                reader
                    .sink
                    .warn(WarningKind::CutShort, start.clone(), message);
                break;
            }
        }
    }
    reader.end(start);
}

/// A text: what its line of stars says, and the part of it that is being read.
struct Text {
    line: u64,
    said: Said,
    part: Part,
    /// It has lines of themes, so that its parts are answers.
    themed: bool,
}

/// A text, or what is below one of its lines of themes.
struct Part {
    line: u64,
    theme: Option<String>,
    body: String,
    /// It is longer than what is kept.
    cut: bool,
}

impl Part {
    fn new(line: u64, theme: Option<String>) -> Self {
        Part {
            line,
            theme,
            body: String::new(),
            cut: false,
        }
    }
}

/// How many names of personal variables are reported.
const MAX_REPORTED: usize = 50;

/// Things of one kind that the analyst should know, reported once a file.
struct Noticed {
    kind: WarningKind,
    what: &'static str,
    first: Origin,
    shown: String,
    count: u64,
}

struct Reader<'a, 's> {
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    text: Option<Text>,
    /// The first line that comes before all texts.
    before: Option<u64>,
    /// How many texts of a kind have each number.
    numbers: FxHashMap<(Kind, String), u64>,
    masked: Masked,
    noticed: Vec<Noticed>,
    /// The names of personal variables, the first [`MAX_REPORTED`].
    personal: Vec<String>,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: Line, mark: Mark) {
        if line.repaired {
            let what = "lines that are not UTF-8, read as Windows-1252";
            self.notice(WarningKind::BadEncoding, what, line.number, "");
        }
        if !line.mojibake_fixes.is_empty() {
            let what =
                "lines with characters that a wrong encoding had spoilt, which were repaired";
            self.notice(WarningKind::Repaired, what, line.number, &line.text);
        }
        if let Some(words) = mark.cut(&line.text) {
            self.finish();
            self.begin(line.number, words);
            return;
        }
        if self.text.is_none() {
            if self.before.is_none() && !line.text.trim().is_empty() {
                self.before = Some(line.number);
            }
            return;
        }
        if let Some(rest) = line.text.strip_prefix("-*")
            && rest.starts_with(|c: char| !c.is_whitespace())
        {
            let (theme, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            if !rest.trim().is_empty() {
                let what = "lines of themes with more than the theme, which was left aside";
                self.notice(WarningKind::UnexplainedLine, what, line.number, rest);
            }
            self.theme(line.number, theme);
            return;
        }
        if let Some(text) = &mut self.text {
            let part = &mut text.part;
            part.cut |= line.cut || part.body.len() + line.text.len() > MAX_LINE_BYTES;
            if part.cut {
                part.body.clear();
            } else {
                part.body.push_str(unguarded(&line.text));
                part.body.push('\n');
            }
        }
    }

    fn begin(&mut self, line: u64, words: &str) {
        if words.starts_with(|c: char| !c.is_whitespace()) {
            let what = "lines with four stars and no blank behind them, taken as the beginning of a text, as \
                        IRaMuTeQ does";
            // Its words are not shown: they may name an author.
            self.notice(WarningKind::UnexplainedLine, what, line, "");
        }
        let said = variables::read(words, &mut self.masked);
        for word in &said.stray {
            let what = "words beside variables, left aside (a variable begins with * and its value holds no \
                        blank)";
            self.notice(WarningKind::UnexplainedLine, what, line, word);
        }
        if let Some(date) = &said.bad_date {
            let what = "values of the variable date that are no day, kept as they are";
            self.notice(WarningKind::BadDate, what, line, date);
        }
        if said.beyond > 0 {
            let what = "texts with more variables than are kept; those beyond were left aside";
            self.notice(WarningKind::UnexplainedLine, what, line, "");
        }
        for name in &said.personal {
            if self.personal.len() < MAX_REPORTED && !self.personal.contains(name) {
                self.personal.push(name.clone());
            }
        }
        self.text = Some(Text {
            line,
            said,
            part: Part::new(line, None),
            themed: false,
        });
    }

    /// A line of themes ends a part of the text and begins another.
    fn theme(&mut self, line: u64, theme: &str) {
        let Some(text) = &mut self.text else { return };
        text.themed = true;
        let part = std::mem::replace(&mut text.part, Part::new(line, Some(theme.to_string())));
        // What is blank before the first theme is no part.
        let nothing = part.theme.is_none() && part.body.trim().is_empty() && !part.cut;
        if !nothing && let Some(text) = self.text.take() {
            self.part(&text, part);
            self.text = Some(text);
        }
    }

    fn finish(&mut self) {
        if let Some(mut text) = self.text.take() {
            let part = std::mem::replace(&mut text.part, Part::new(0, None));
            self.part(&text, part);
        }
    }

    /// A text, or a part of one, is a record.
    fn part(&mut self, text: &Text, part: Part) {
        let said = &text.said;
        let origin = self.place(part.line);
        let kind = said.kind.unwrap_or(match (&said.parent, said.declared) {
            _ if text.themed => Kind::Answer,
            (Some(_), Some(_)) => Kind::Argument,
            (Some(_), None) => Kind::Comment,
            _ => Kind::Proposal,
        });
        if part.cut {
            let detail =
                format!("the text is longer than the {MAX_LINE_BYTES} bytes that are kept: cut it");
            return self
                .sink
                .refuse(origin, kind.into(), Refusal::TooLong, &detail);
        }
        let (title, body) = match part.body.split_once('\n') {
            Some((first, rest)) if said.titled && part.theme.is_none() => {
                (keep_line(first, &mut self.masked), rest)
            }
            _ => (said.title.clone().unwrap_or_default(), part.body.as_str()),
        };
        let body = keep(body, &mut self.masked);
        // The title that a variable gives is no text of the corpus.
        let empty = body.is_empty() && (title.is_empty() || !said.titled);
        if empty && said.declared.is_none() {
            let detail = match &part.theme {
                Some(theme) => format!("no text follows the line of the theme «{}»", shown(theme)),
                None => "no text follows the line of stars".to_string(),
            };
            return self
                .sink
                .refuse(origin, kind.into(), Refusal::Empty, &detail);
        }
        let theme = part.theme.map(|t| keep_line(&t, &mut self.masked));
        let mut free = said.free.clone();
        if let (Some(_), Some(section)) = (&theme, &said.section) {
            free.insert(0, ("section".to_string(), section.clone()));
        }
        let number = said.number.as_ref().map(|number| match &theme {
            Some(theme) => format!("{number}-{}", theme.replace(['/', '?'], "-")),
            None => number.clone(),
        });
        let entry = Entry {
            parent: said.parent.as_ref().map(|(kind, n)| self.id(*kind, n)),
            consultation: said.consultation.clone().unwrap_or_default(),
            section: theme.or_else(|| said.section.clone()),
            title,
            body,
            published_at: said.published_at,
            organiser: (said.organiser)
                .or_else(|| self.context.is_organiser(said.author.as_deref())),
            declared: said.declared,
            variables: free,
            ..Entry::new(self.number(kind, number, part.line), kind, origin)
        };
        let draft = Draft {
            entry,
            author: self.author(text),
            moderation: said.moderated.map(|moderated| Moderation {
                moderated,
                ..Moderation::default()
            }),
        };
        self.sink.take(Import::Record(Box::new(draft)));
    }

    /// The id of a text. A number that several texts bear of a file says nothing of them: they are
    /// numbered.
    fn number(&mut self, kind: Kind, number: Option<String>, line: u64) -> String {
        let Some(number) = number else {
            return self.id(kind, NO_ID);
        };
        let seen = self.numbers.entry((kind, number.clone())).or_default();
        *seen += 1;
        if *seen == 1 {
            return self.id(kind, &number);
        }
        let mut n = *seen;
        while self.numbers.contains_key(&(kind, format!("{number}-{n}"))) {
            n += 1;
        }
        let own = format!("{number}-{n}");
        self.numbers.insert((kind, number.clone()), n);
        self.numbers.insert((kind, own.clone()), 1);
        let what = "texts with the id of a text above, numbered 2, 3 ... behind it";
        self.notice(WarningKind::Conflict, what, line, &number);
        self.id(kind, &own)
    }

    fn id(&self, kind: Kind, number: &str) -> String {
        format!("{}/{}/{number}", self.context.source, kind.name())
    }

    /// The author that a variable names; the parts of one text are of one author in any case.
    fn author(&self, text: &Text) -> Option<Pseudonym> {
        let named = text.said.author.as_deref().map(crate::text::normalise);
        let identity = match named.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => name.to_string(),
            _ if text.themed => format!("{}:{}", self.context.file, text.line),
            _ => return None,
        };
        Some(self.context.key.pseudonym(self.context.source, &identity))
    }

    fn place(&self, line: u64) -> Origin {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.context.origin(Place::Line(line))
    }

    fn notice(&mut self, kind: WarningKind, what: &'static str, line: u64, value: &str) {
        match self.noticed.iter_mut().find(|n| n.what == what) {
            Some(known) => known.count += 1,
            None => {
                let first = self.place(line);
                self.noticed.push(Noticed {
                    kind,
                    what,
                    first,
                    shown: shown(value),
                    count: 1,
                });
            }
        }
    }

    fn end(mut self, start: Origin) {
        self.finish();
        if let Some(line) = self.before {
            let origin = self.place(line);
            let detail = "text before the first line of stars: give it such a line, or remove it";
            self.sink
                .refuse(origin.clone(), RowKind::Row, Refusal::Malformed, detail);
            let message = format!("not read: {detail}");
            self.sink
                .warn(WarningKind::UnexplainedLine, origin, message);
        }
        for noticed in std::mem::take(&mut self.noticed) {
            let example = match noticed.shown.as_str() {
                "" => String::new(),
                shown => format!("; the first: «{shown}»"),
            };
            let message = format!("{}: {}{example}", noticed.what, noticed.count);
            self.sink.warn(noticed.kind, noticed.first, message);
        }
        if !self.personal.is_empty() {
            let names: Vec<String> = self.personal.iter().map(|n| format!("«{n}»")).collect();
            let message = format!(
                "variables that look personal were not kept: {}; give those that are not another name",
                names.join(", ")
            );
            self.sink
                .warn(WarningKind::PersonalColumns, start.clone(), message);
        }
        warn_masked(self.sink, start, self.masked);
    }
}
