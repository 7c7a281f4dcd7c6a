//! How rows name themselves and what they answer: numbers, classes, addresses, rows above.

use super::above::Link;
use super::columns::Numbers;
use super::engine::{Reference, RowReader};
use super::fields::address;
use super::global_id::platform_id;
use super::names::fits;
use super::plan::{Plan, cell};
use super::rules::Class;
use super::values::{self, Reach};
use crate::ingest::clean::kept::shown;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::Row;
use crate::model::{Draft, Kind, MappedField, Origin};
use std::borrow::Cow;

/// The longest class of a parent that is put into an id.
const MAX_CLASS: usize = 40;

impl<'a> RowReader<'_, 'a> {
    /// The id of a row.
    pub(super) fn id(&mut self, row: &Row, kind: Kind, origin: &Origin) -> String {
        let text = self.plan.text(row, MappedField::Id);
        let number = text.and_then(|t| self.number(&t, "id: it is", NAMED, origin, row.line));
        match number {
            Some(number) => self.id_of(kind, &self.plan.table.prefix, &number),
            None => self.id_of(kind, "", NO_ID),
        }
    }

    pub(super) fn id_of(&self, kind: Kind, prefix: &str, number: &str) -> String {
        let source = self.context.source;
        format!("{source}/{}/{prefix}{number}", kind.name())
    }

    /// A number as it can be written in an id: no slash, and no question mark at its end, which means «none». What is
    /// a way to reach a person is none, and reported.
    pub(super) fn number(
        &mut self,
        text: &str,
        what: &'static str,
        then: &'static str,
        origin: &Origin,
        line: u64,
    ) -> Option<String> {
        let fits = match self.plan.table.numbers {
            Numbers::Any => {
                if let Some(reached) = values::reaches(text) {
                    let name = match reached {
                        Reach::Mail => "an e-mail address",
                        Reach::Phone => "a telephone number",
                        Reach::Profile => "a person's page",
                        Reach::Number => "the number of an account or a person",
                    };
                    let what = format!("{what} {name}{then}");
                    self.odd(what, reached.mask(), origin, line);
                    return None;
                }
                return Some(written(text));
            }
            Numbers::Global => return platform_id(text).map(|found| found.1),
            Numbers::Integer => return text.parse::<u32>().ok().map(|n| n.to_string()),
            Numbers::Digits => text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit()),
            Numbers::Word => {
                let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
                text.len() <= 64 && text.bytes().all(fits)
            }
        };
        (fits && !text.is_empty()).then(|| text.to_string())
    }

    /// What a row names as its parent, or as what it is a vote on; `own` is the row's own id.
    pub(super) fn reference(&mut self, row: &Row, own: &str, origin: &Origin) -> Reference {
        if let Some(above) = self.ancestor(row, origin) {
            return Reference::Found(above);
        }
        let table = self.plan.table;
        let parent = &table.parent;
        let (text, kind) = match self.plan.first(row, MappedField::Parent) {
            Some((text, column)) => (text, column.kind.or(parent.kind)),
            None => (Cow::Borrowed(""), parent.kind),
        };
        let class = self.plan.class.map_or("", |at| cell(row, at));
        if text.is_empty() && class.is_empty() && !parent.made {
            return Reference::Absent;
        }
        const PARENT: &str = "number of a parent, and its rows have none: the parent's number is";
        let number = self.number(&text, PARENT, "", origin, row.line);
        if parent.made
            && let Some(kind) = parent.kind
        {
            return Reference::Found(self.made(row, kind, number.as_deref(), origin));
        }
        let found = match (number, parent.class.is_some(), kind) {
            (None, false, None) => return Reference::Absent,
            (None, ..) => None,
            (Some(number), true, _) => {
                let wrapped = (table.numbers == Numbers::Global && class.is_empty())
                    .then(|| platform_id(&text)?.0)
                    .flatten();
                let class = wrapped.as_deref().unwrap_or(class);
                self.of_class(row, class, &number, origin)
            }
            (Some(number), false, Some(kind)) => Some(self.id_of(kind, &parent.prefix, &number)),
            (Some(number), false, None) => match self.same_table(&text, &number, own) {
                Some(id) => Some(id),
                None => return Reference::Absent,
            },
        };
        match found {
            Some(id) => Reference::Found(id),
            None => Reference::Unknown(shown(format!("{class} {text}").trim())),
        }
    }

    /// What a row says of those above it; nothing where they do not matter.
    pub(super) fn link(&mut self, row: &Row, own: &str, origin: &Origin) -> Option<Link<'a>> {
        if !self.engine.plan.is_linked() {
            return None;
        }
        let table = self.plan.table;
        let compared = self.plan.compared.iter().filter(|_| table.leads);
        let stated = compared.map(|counter| Plan::number(counter, row).ok().flatten());
        let mut link = Link {
            table,
            parent: None,
            rather: Vec::new(),
            other_name: String::new(),
            stated: stated.collect(),
        };
        let other_name = self.plan.also_named.map_or("", |at| cell(row, at));
        link.other_name = other_name.to_string();
        if table.leads {
            return Some(link);
        }
        match self.reference(row, own, origin) {
            Reference::Found(id) => link.parent = Some(id),
            Reference::Absent | Reference::Unknown(_) => return Some(link),
        }
        let class = self.plan.class.map_or("", |at| cell(row, at));
        let text = self.plan.text(row, MappedField::Parent).unwrap_or_default();
        // What says no class may be of any.
        if class.is_empty()
            && let Some((None, number)) = platform_id(&text)
        {
            let classes = table.parent.classes.iter().filter(|c| c.0 != "*");
            let ids = classes.map(|(_, class)| self.id_of(class.kind, &class.prefix, &number));
            link.rather = ids.collect();
        }
        Some(link)
    }

    /// The id of a thing that no row of the source may be, which is made once something is kept that answers it.
    fn made(&mut self, row: &Row, kind: Kind, number: Option<&str>, origin: &Origin) -> String {
        let prefix = &self.plan.table.parent.prefix;
        let id = match number {
            Some(number) => self.id_of(kind, prefix, number),
            None => self.id_of(kind, "", NO_ID),
        };
        let mut made = Draft::new(id.clone(), kind, origin.clone());
        made.title = number.map_or(String::new(), words);
        let mut urls = self.plan.parent_url.iter().map(|at| cell(row, *at));
        let url = urls.find(|url| !url.is_empty() && number.is_some());
        self.make(made, url.unwrap_or(""));
        id
    }

    /// Has a record made that has this address, where it was not.
    fn make(&mut self, mut draft: Draft, url: &str) {
        if self.sink.is_new(&draft.id) {
            let (url, masked) = address(url);
            draft.url = url;
            self.to_make = Some(Box::new((draft, masked)));
        }
    }

    /// The nearest of the rows above: `12` of `1/7/12`.
    fn ancestor(&mut self, row: &Row, origin: &Origin) -> Option<String> {
        let above = cell(row, self.plan.ancestry?).rsplit('/').next()?;
        let number = self.number(above, "number of a row above: it is", "", origin, row.line)?;
        let kind = self.plan.table.kind?;
        Some(self.id_of(kind, &self.plan.table.prefix, &number))
    }

    /// The id of the row that this one answers. Where the table has that number under several kinds, the one that
    /// is most often answered; where it has it not, a proposal of another file.
    fn same_table(&self, text: &str, number: &str, own: &str) -> Option<String> {
        let known = self.engine.kinds.of(text);
        let kinds = Kind::AS_PARENTS.into_iter();
        let mut found = kinds
            .filter(|k| known.has(*k))
            .map(|k| self.id_of(k, &self.plan.table.prefix, number));
        found.find(|id| id != own).or_else(|| {
            let prefix = &self.plan.table.parent.prefix;
            Some(self.id_of(Kind::Proposal, prefix, number)).filter(|id| id != own)
        })
    }

    /// The id of a thing of a class. What is the organiser's is made, to be filled by the row of its own.
    fn of_class(
        &mut self,
        row: &Row,
        class: &str,
        number: &str,
        origin: &Origin,
    ) -> Option<String> {
        let classes = &self.plan.table.parent.classes;
        let last = class.rsplit("::").next().unwrap_or("").to_lowercase();
        let mut patterns = classes.iter().filter(|c| c.0 != "*" && fits(&last, c.0));
        let known = classes.get(&last).or_else(|| patterns.next().map(|c| c.1));
        let found: &Class = known.or_else(|| classes.get("*"))?;
        let fits = |c: &char| c.is_ascii_alphanumeric();
        let word: String = last.chars().filter(fits).take(MAX_CLASS).collect();
        if found.one_word && (word.is_empty() || word.len() != last.len()) {
            return None;
        }
        let id = self.id_of(found.kind, &found.prefix.replace("{class}", &word), number);
        if found.made {
            let mut urls = self.plan.parent_url.iter().map(|at| cell(row, *at));
            let url = urls.next().unwrap_or("");
            self.make(Draft::new(id.clone(), found.kind, origin.clone()), url);
        }
        Some(id)
    }
}

/// The words of a number such as `pour-ou-contre`.
fn words(number: &str) -> String {
    let words = number.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

const NAMED: &str = ", and the row is named by its content";

/// A number as it is written in an id.
fn written(text: &str) -> String {
    // Most are as they are to be.
    let plain = |b: u8| b.is_ascii_graphic() && b != b'/' && b != b'?';
    if text.bytes().all(plain) {
        return text.to_string();
    }
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace('/', "%2F");
    match text.strip_suffix('?') {
        Some(rest) => format!("{rest}%3F"),
        None => text,
    }
}
