//! Guesses which columns of a table say what, from headers and values, each guess with its reason.

use super::values;
use crate::ingest::clean::dates::{Epoch, column_date, is_date};
use crate::ingest::clean::kept::{Masked, mask};
use crate::ingest::table::headers::words::{self, Strength};
use crate::ingest::table::headers::{self, Header, Personal};
use crate::model::{MappedField, Mapping, MappingNotes};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// What a look at a table gave.
pub(super) struct Guess {
    pub mapping: Mapping,
    pub notes: MappingNotes,
    /// Columns that look personal, by name, those read as author left out.
    pub personal: Vec<String>,
}

/// What the sampled values of a column are.
struct Column<'a> {
    name: &'a str,
    header: Header,
    /// What its header says.
    says: Vec<(MappedField, Strength)>,
    filled: usize,
    distinct: usize,
    letters: usize,
    longest: usize,
    blanks: usize,
    dates: usize,
    /// Bare numbers that are dates in a column of dates.
    date_numbers: usize,
    numbers: usize,
    sides: usize,
    plain_sides: usize,
    flags: usize,
    /// Values that say whether the organiser wrote the row.
    organisers: usize,
    kinds: usize,
    links: usize,
    nested: usize,
    /// Whether most of its values are personal themselves.
    personal_values: bool,
    personal: Option<Personal>,
    taken: bool,
}

impl<'a> Column<'a> {
    fn look(name: &'a str, at: usize, rows: &[Vec<String>]) -> Self {
        let values: Vec<&str> = rows
            .iter()
            .filter_map(|r| r.get(at))
            .map(|v| v.trim())
            .filter(|v| !v.is_empty())
            .collect();
        let count = |f: &dyn Fn(&str) -> bool| values.iter().filter(|v| f(v)).count();
        let header = Header::new(name);
        let contacts = count(&is_contact);
        let mostly = |n: usize| n > 0 && 2 * n >= values.len();
        let places = count(&is_place);
        let distinct = values.iter().collect::<BTreeSet<_>>().len();
        let says = words::says(&header);
        let may_be_id = says.iter().any(|s| s.0 == MappedField::Id)
            && !header.has(&["slug", "code"])
            || words::is_ids(&header)
            || says.is_empty() && values.len() >= 3 && distinct == values.len();
        let logins = may_be_id && mostly(count(&is_login));
        let personal = headers::personal(&header)
            .or(mostly(contacts).then_some(Personal::Contact))
            .or(mostly(places).then_some(Personal::Other))
            .or(logins.then_some(Personal::Identity));
        Column {
            name,
            says,
            header,
            filled: values.len(),
            distinct,
            letters: values.iter().map(|v| v.chars().count()).sum(),
            longest: values.iter().map(|v| v.chars().count()).max().unwrap_or(0),
            blanks: count(&|v| v.contains(char::is_whitespace)),
            dates: count(&is_date),
            date_numbers: count(&|v| !is_date(v) && column_date(v, Epoch::default()).is_some()),
            numbers: count(&|v| values::number(v).is_some()),
            sides: count(&|v| values::side(v).is_some()),
            plain_sides: count(&values::is_plain_side),
            flags: count(&|v| values::moderated(v).is_some()),
            organisers: count(&|v| values::organiser(v).is_some()),
            kinds: count(&|v| values::kind(v).is_some()),
            links: count(&|v| v.starts_with("http://") || v.starts_with("https://")),
            personal_values: mostly(contacts) || mostly(places) || logins,
            nested: count(&|v| v.starts_with("[{") || v.starts_with("[[")),
            personal,
            taken: false,
        }
    }

    /// Whether at least four in five values are so; a column without values is whatever its header says.
    fn mostly(&self, n: usize) -> bool {
        5 * n >= 4 * self.filled
    }

    /// How well its header says a key.
    fn said(&self, key: MappedField) -> Option<Strength> {
        self.says.iter().find(|s| s.0 == key).map(|s| s.1)
    }

    fn average(&self) -> usize {
        self.letters.checked_div(self.filled).unwrap_or(0)
    }

    fn is_text(&self) -> bool {
        let other = [self.dates, self.numbers, self.links, self.nested];
        self.filled == 0 || other.iter().all(|n| !self.mostly(*n))
    }

    /// Whether the values allow what the header says.
    fn allows(&self, key: MappedField) -> bool {
        match key {
            MappedField::Date => 2 * (self.dates + self.date_numbers) >= self.filled,
            MappedField::Stance => self.mostly(self.sides),
            MappedField::Votes
            | MappedField::VotesFavourable
            | MappedField::VotesMixed
            | MappedField::VotesAgainst => self.mostly(self.numbers),
            MappedField::Kind => self.mostly(self.kinds),
            MappedField::Moderated => self.mostly(self.flags),
            MappedField::Organiser => self.mostly(self.organisers),
            MappedField::Url => self.mostly(self.links),
            MappedField::Id | MappedField::Parent => {
                self.longest <= 100 && 5 * self.blanks <= self.filled
            }
            MappedField::Author => self.longest <= 200 && self.nested == 0,
            MappedField::Section | MappedField::Consultation => {
                self.average() <= 150 && self.nested == 0
            }
            MappedField::Title => self.average() <= 300 && self.is_text(),
            MappedField::Body => self.is_text(),
        }
    }
}

/// An e-mail address, a telephone number or a person's page.
fn is_contact(value: &str) -> bool {
    value.len() <= 100
        && value.contains(|c: char| c == '@' || c == '/' || c.is_ascii_digit())
        && matches!(
            mask(value, &mut Masked::default()).as_str(),
            "[courriel]" | "[téléphone]" | "[profil]"
        )
}

/// Two or more groups of letters joined by `.` or `_`, as a name is in a login: `zoe.petitpas`.
fn is_login(value: &str) -> bool {
    let mut groups = value.split(['.', '_']);
    value.len() <= 60
        && value.contains(['.', '_'])
        && groups.all(|g| !g.is_empty() && g.chars().all(|c| c.is_alphabetic() || c == '-'))
}

/// The address of a machine, the number of an account or a person, or a point of a map: `192.0.2.7`,
/// `48.85341, 2.34880`.
fn is_place(value: &str) -> bool {
    if value.len() > 60 {
        return false;
    }
    let numbered = value.bytes().filter(u8::is_ascii_digit).count() >= 12
        && mask(value, &mut Masked::default()) == "[numéro]";
    if numbered || value.parse::<std::net::IpAddr>().is_ok() {
        return true;
    }
    let mut numbers = value
        .trim_matches(['(', ')', '[', ']'])
        .split([',', ';', ' '])
        .filter(|p| !p.is_empty())
        .map(|part| {
            let fine = part
                .split_once('.')
                .is_some_and(|(_, rest)| rest.len() >= 3);
            part.parse::<f64>()
                .ok()
                .filter(|n| fine && n.abs() <= 180.0)
        });
    matches!(
        (numbers.next(), numbers.next(), numbers.next()),
        (Some(Some(_)), Some(Some(_)), None)
    )
}

struct Guesser<'a> {
    columns: Vec<Column<'a>>,
    rows: &'a [Vec<String>],
    mapping: Mapping,
    reasons: Vec<(&'static str, String)>,
}

/// Guesses from a header and the first rows.
pub(super) fn guess(headers: &[String], rows: &[Vec<String>]) -> Guess {
    let mut seen = FxHashSet::default();
    let columns = headers
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut column = Column::look(name, at, rows);
            // A second column of one name cannot be named.
            column.taken = !seen.insert(name) || name.is_empty();
            column
        })
        .collect();
    let mut guesser = Guesser {
        columns,
        rows,
        mapping: Mapping::default(),
        reasons: Vec::new(),
    };
    guesser.run();
    guesser.finish()
}

impl Guesser<'_> {
    fn run(&mut self) {
        for key in [
            MappedField::VotesFavourable,
            MappedField::VotesMixed,
            MappedField::VotesAgainst,
            MappedField::Votes,
            MappedField::Date,
            MappedField::Stance,
            MappedField::Kind,
            MappedField::Moderated,
            MappedField::Organiser,
            MappedField::Url,
            MappedField::Author,
            MappedField::Parent,
            MappedField::Id,
        ] {
            self.by_header(key);
        }
        self.ids();
        self.by_values();
        for key in [MappedField::Consultation, MappedField::Title] {
            self.by_header(key);
        }
        self.body();
        self.by_header(MappedField::Section);
        self.repeated_ids();
        // Only what is left may be an id by its values, so that no title becomes one.
        self.id_by_values();
        self.author_of_last_resort();
    }

    /// The column whose header says the key best, where its values allow it; the first of equals.
    fn by_header(&mut self, key: MappedField) {
        if self.has(key) {
            return;
        }
        let mut best: Option<(Strength, usize)> = None;
        for (at, column) in self.columns.iter().enumerate() {
            let Some(strength) = column.said(key) else {
                continue;
            };
            let personal = column.personal.is_some_and(|p| {
                // What somebody is called on a platform says who wrote.
                !(key == MappedField::Author && p == Personal::Identity)
            });
            let free = !column.taken && !personal && column.allows(key);
            if free && best.is_none_or(|(s, _)| strength > s) {
                best = Some((strength, at));
            }
        }
        if let Some((_, at)) = best {
            let values = self.values_say(at, key);
            self.take(
                key,
                at,
                &format!("header says {}{values}", words::what(key)),
            );
        }
    }

    fn values_say(&self, at: usize, key: MappedField) -> &'static str {
        let column = &self.columns[at];
        match key {
            _ if column.filled == 0 => ", no values in the first rows",
            MappedField::Date => ", values are dates",
            MappedField::Stance => ", values are sides",
            MappedField::Votes
            | MappedField::VotesFavourable
            | MappedField::VotesMixed
            | MappedField::VotesAgainst => ", values are numbers",
            MappedField::Kind => ", values are kinds",
            MappedField::Moderated | MappedField::Organiser => ", values are yes or no",
            MappedField::Url => ", values are addresses",
            MappedField::Id if column.distinct == column.filled => ", values are unique",
            MappedField::Author => "; only a pseudonym is kept",
            _ => "",
        }
    }

    /// `contribution_id` is the row's own id, or its parent's where the row has another id.
    fn ids(&mut self) {
        let ambiguous: Vec<usize> = (0..self.columns.len())
            .filter(|at| {
                let c = &self.columns[*at];
                !c.taken
                    && c.personal.is_none()
                    && c.allows(MappedField::Id)
                    && words::is_ids(&c.header)
            })
            .collect();
        for at in ambiguous {
            let unique = self.columns[at].distinct == self.columns[at].filled;
            if !self.has(MappedField::Id) && unique {
                self.take(MappedField::Id, at, "header says an id, values are unique");
            } else if self.has(MappedField::Id) && !self.has(MappedField::Parent) {
                self.take(MappedField::Parent, at, "header says the id of another row");
            }
        }
    }

    /// `document_id` that several rows have, all of them with one text: the rows are the same document.
    fn repeated_ids(&mut self) {
        let body = self.columns.iter().position(|c| {
            self.mapping
                .of(MappedField::Body)
                .iter()
                .any(|b| b == c.name)
        });
        let (false, Some(body)) = (self.has(MappedField::Id), body) else {
            return;
        };
        let rows = self.rows;
        let cell = |row: &'_ [String], at: usize| row.get(at).map(|t| t.trim().to_string());
        let names_one_text = |at: usize| {
            let mut texts = FxHashMap::default();
            rows.iter().all(|row| {
                let (id, text) = (cell(row, at), cell(row, body));
                *texts.entry(id).or_insert_with(|| text.clone()) == text
            }) && texts.len() > 1
        };
        let found = self.columns.iter().enumerate().position(|(at, c)| {
            !c.taken
                && c.personal.is_none()
                && c.filled == rows.len()
                && c.allows(MappedField::Id)
                && words::is_ids(&c.header)
                && names_one_text(at)
        });
        if let Some(at) = found {
            self.take(
                MappedField::Id,
                at,
                "header says an id, rows that share one have the same text",
            );
        }
    }

    /// Dates and sides that no header announces.
    fn by_values(&mut self) {
        if !self.has(MappedField::Date)
            && let Some(at) =
                self.find(|c| c.filled > 0 && c.dates == c.filled && !c.header.is_late())
        {
            self.take(MappedField::Date, at, "values are all dates");
        }
        if !self.has(MappedField::Stance)
            && let Some(at) = self.find(|c| c.plain_sides > 0 && c.sides == c.filled)
        {
            self.take(MappedField::Stance, at, "values are all sides");
        }
    }

    fn body(&mut self) {
        let texts: Vec<usize> = (0..self.columns.len())
            .filter(|at| {
                let c = &self.columns[*at];
                !c.taken && c.personal.is_none() && c.allows(MappedField::Body)
            })
            .collect();
        // The first of equals: `max_by_key` would give the last.
        let longest = |among: &[usize]| {
            among
                .iter()
                .copied()
                .rev()
                .max_by_key(|at| self.columns[*at].average())
        };
        let Some(most) = longest(&texts) else {
            return;
        };
        let named: Vec<usize> = texts
            .iter()
            .copied()
            .filter(|at| self.columns[*at].said(MappedField::Body).is_some())
            .collect();
        match longest(&named) {
            // A header that says text and whose values are short beside another's is a code or a kind.
            Some(at) if 4 * self.columns[at].average() >= self.columns[most].average() => {
                let why = if at == most && self.columns[at].filled > 0 {
                    "header says text, longest texts"
                } else {
                    "header says text"
                };
                self.take(MappedField::Body, at, why);
            }
            _ if self.columns[most].average() >= 25 => {
                self.take(MappedField::Body, most, "longest texts");
            }
            _ => {}
        }
    }

    fn id_by_values(&mut self) {
        if !self.has(MappedField::Id)
            && let Some(at) = self.find(|c| {
                c.filled >= 3
                    && c.distinct == c.filled
                    && c.longest <= 40
                    && c.blanks == 0
                    && c.links + c.dates == 0
            })
        {
            self.take(MappedField::Id, at, "values are short and unique");
        }
    }

    /// Where nothing else says who wrote a row, a personal column is its author's identity.
    fn author_of_last_resort(&mut self) {
        if self.has(MappedField::Author) {
            return;
        }
        for wanted in [Personal::Contact, Personal::Identity, Personal::Name] {
            let found = self
                .columns
                .iter()
                .position(|c| !c.taken && c.personal == Some(wanted) && c.filled > 0);
            if let Some(at) = found {
                self.take(
                    MappedField::Author,
                    at,
                    "personal, read as the author's identity only; only a pseudonym is kept",
                );
                return;
            }
        }
    }

    fn find(&self, fits: impl Fn(&Column<'_>) -> bool) -> Option<usize> {
        self.columns
            .iter()
            .position(|c| !c.taken && c.personal.is_none() && fits(c))
    }

    fn has(&self, key: MappedField) -> bool {
        self.reasons.iter().any(|(k, _)| *k == key.name())
    }

    fn take(&mut self, key: MappedField, at: usize, why: &str) {
        let column = &mut self.columns[at];
        column.taken = true;
        self.reasons
            .push((key.name(), format!("«{}»: {why}", column.name)));
        self.mapping.set(key, column.name);
    }

    fn finish(self) -> Guess {
        let mut left_out = Vec::new();
        let mut personal = Vec::new();
        for column in self.columns.iter().filter(|c| !c.taken) {
            let why = match column.personal {
                Some(_) => {
                    personal.push(column.name.to_string());
                    if column.personal_values {
                        "personal by its values"
                    } else {
                        "personal"
                    }
                }
                None if column.filled == 0 => "empty in the first rows",
                None if column.nested > 0 => "lists of objects are not read",
                None if column.mostly(column.dates) => "another date",
                None if column.is_text() && column.average() >= 40 => {
                    "texts: add it to body where it belongs to the contribution"
                }
                None => "nothing says what it is",
            };
            left_out.push(format!("«{}» ({why})", column.name));
        }
        Guess {
            mapping: self.mapping,
            notes: MappingNotes {
                reasons: self.reasons,
                left_out,
            },
            personal,
        }
    }
}
