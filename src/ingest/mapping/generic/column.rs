//! What a column of a table is, by its header and its first values.

use super::answers::is_tick;
use crate::ingest::clean::dates::{Epoch, column_date, is_date};
use crate::ingest::clean::kept::{Masked, mask};
use crate::ingest::clean::own_name::is_printed_name;
use crate::ingest::mapping::{sides, values};
use crate::ingest::table::headers::questions::{is_question, matrix};
use crate::ingest::table::headers::words::{self, Strength};
use crate::ingest::table::headers::{self, Header, Personal};
use crate::model::MappedField;
use std::collections::BTreeSet;

/// The counters of a side, and that of abstentions.
pub(super) const SIDES: [MappedField; 4] = [
    MappedField::VotesFavourable,
    MappedField::VotesMixed,
    MappedField::VotesAgainst,
    MappedField::VotesAbstention,
];

/// Whether a field is a number of votes.
pub(super) fn counts(field: MappedField) -> bool {
    field == MappedField::Votes || SIDES.contains(&field)
}

/// What the sampled values of a column are.
pub(super) struct Column<'a> {
    pub name: &'a str,
    pub header: Header,
    /// Whether its header is a question.
    pub question: bool,
    /// What its header says.
    pub says: Vec<(MappedField, Strength)>,
    /// How many rows were looked at.
    pub rows: usize,
    pub filled: usize,
    pub distinct: usize,
    pub letters: usize,
    pub longest: usize,
    pub blanks: usize,
    /// Values with a digit.
    pub digits: usize,
    pub dates: usize,
    /// Bare numbers that are dates in a column of dates.
    pub date_numbers: usize,
    pub numbers: usize,
    /// Values that say that there is none: «n/a», a dash.
    pub absent: usize,
    /// Whether its values are numbers each above, or each below, the one before.
    pub sequence: bool,
    pub sides: usize,
    pub plain_sides: usize,
    pub flags: usize,
    /// Values that say whether the organiser wrote the row.
    pub organisers: usize,
    pub kinds: usize,
    pub links: usize,
    pub nested: usize,
    /// Whether most of its values are personal themselves.
    pub personal_values: bool,
    pub personal: Option<Personal>,
    pub taken: bool,
    /// Whether it is a total of votes that are not all for.
    pub is_total: bool,
}

/// Whether values are numbers each above, or each below, the one before.
fn is_sequence(values: &[&str]) -> bool {
    let numbers: Option<Vec<u64>> = values.iter().map(|v| values::number(v)).collect();
    numbers.is_some_and(|n| n.is_sorted_by(|a, b| a < b) || n.is_sorted_by(|a, b| a > b))
}

impl<'a> Column<'a> {
    /// `header` is its name without what all names of the table begin with.
    pub(super) fn look(name: &'a str, header: &str, at: usize, rows: &[Vec<String>]) -> Self {
        let values: Vec<&str> = rows
            .iter()
            .filter_map(|r| r.get(at))
            .map(|v| v.trim())
            .filter(|v| !v.is_empty())
            .collect();
        let count = |f: &dyn Fn(&str) -> bool| values.iter().filter(|v| f(v)).count();
        let header = Header::new(header);
        let contacts = count(&is_contact);
        let mostly = |n: usize| n > 0 && 2 * n >= values.len();
        let places = count(&is_place);
        let distinct = values.iter().collect::<BTreeSet<_>>().len();
        // No word inside a question says what its column holds.
        let question = is_question(name);
        let says = match question {
            true => Vec::new(),
            false => words::says(&header),
        };
        let may_be_id = says.iter().any(|s| s.0 == MappedField::Id)
            && !header.has(&["slug", "code"])
            || words::is_ids(&header)
            || says.is_empty() && values.len() >= 3 && distinct == values.len();
        let logins = may_be_id && mostly(count(&is_login));
        // A choice of a form that is called «Courriel» is no address.
        let ticked = matrix(name).is_some_and(|(_, item)| mostly(count(&|v| is_tick(v, item))));
        let personal = headers::personal(&header)
            .filter(|_| !ticked)
            .or(mostly(contacts).then_some(Personal::Contact))
            .or(
                (name.starts_with("colonne ") && mostly(count(&is_printed_name)))
                    .then_some(Personal::Name),
            )
            .or(mostly(places).then_some(Personal::Other))
            .or(logins.then_some(Personal::Identity));
        Column {
            name,
            question,
            says,
            header,
            rows: rows.len(),
            filled: values.len(),
            distinct,
            letters: values.iter().map(|v| v.chars().count()).sum(),
            longest: values.iter().map(|v| v.chars().count()).max().unwrap_or(0),
            digits: count(&|v| v.bytes().any(|b| b.is_ascii_digit())),
            blanks: count(&|v| v.contains(char::is_whitespace)),
            dates: count(&is_date),
            date_numbers: count(&|v| !is_date(v) && column_date(v, Epoch::default()).is_some()),
            numbers: count(&|v| values::number(v).is_some()),
            absent: count(&values::is_absent),
            sequence: is_sequence(&values),
            sides: count(&sides::is_side),
            plain_sides: count(&sides::is_plain_side),
            flags: count(&|v| values::moderated(v).is_some()),
            organisers: count(&|v| values::organiser(v).is_some()),
            kinds: count(&|v| values::kind(v).is_some()),
            links: count(&|v| v.starts_with("http://") || v.starts_with("https://")),
            personal_values: mostly(contacts) || mostly(places) || logins,
            nested: count(&|v| v.starts_with("[{") || v.starts_with("[[")),
            personal,
            taken: false,
            is_total: false,
        }
    }

    /// Whether at least four in five values are so; a column without values is whatever its header says.
    pub(super) fn mostly(&self, n: usize) -> bool {
        5 * n >= 4 * self.filled
    }

    /// How well its header says a key.
    pub(super) fn said(&self, key: MappedField) -> Option<Strength> {
        self.says.iter().find(|s| s.0 == key).map(|s| s.1)
    }

    pub(super) fn average(&self) -> usize {
        self.letters.checked_div(self.filled).unwrap_or(0)
    }

    pub(super) fn is_text(&self) -> bool {
        let other = [self.dates, self.numbers, self.links, self.nested];
        self.filled == 0 || other.iter().all(|n| !self.mostly(*n))
    }

    /// Whether its values are texts: of many words, and not the same few ones again and again.
    pub(super) fn has_texts(&self) -> bool {
        let many = self.distinct > 20 || 2 * self.distinct > self.filled || self.filled < 3;
        self.is_text() && many
    }

    /// Whether texts mostly have a date of moderation: they were looked at, and not set aside.
    fn was_looked_at(&self) -> bool {
        let names = ["moderation", "moderated", "modere", "moderee"];
        self.header.has(&names) && 2 * self.filled > self.rows
    }

    /// Whether its values are few ways to say something, of which most are sides: what the others are is reported.
    fn has_some_sides(&self) -> bool {
        // In a table of a few rows each may say it in a way of its own.
        let few = self.distinct <= 12 && (2 * self.distinct <= self.filled || self.filled <= 12);
        few && self.said(MappedField::Stance).is_some()
            && 2 * self.sides >= self.filled
            && (2 * self.plain_sides >= self.sides || self.average() <= 40)
    }

    /// Whether the values allow what the header says.
    pub(super) fn allows(&self, key: MappedField) -> bool {
        match key {
            MappedField::Date => 2 * (self.dates + self.date_numbers) >= self.filled,
            // A number counts something.
            MappedField::Stance => {
                let known = self.mostly(self.sides) || self.has_some_sides();
                known && (self.filled == 0 || !self.mostly(self.numbers))
            }
            key if counts(key) => {
                self.mostly(self.numbers + self.absent) && (self.numbers > 0 || self.filled == 0)
            }
            MappedField::Kind => self.mostly(self.kinds),
            MappedField::Moderated => {
                self.mostly(self.flags) || self.mostly(self.dates) && !self.was_looked_at()
            }
            MappedField::Organiser => self.mostly(self.organisers),
            MappedField::Url => self.mostly(self.links),
            MappedField::Id | MappedField::Parent => {
                let short = self.longest <= 100 && 5 * self.blanks <= self.filled;
                // «Parent d'élève: Oui» names no row.
                let named = key == MappedField::Id || 2 * self.digits >= self.filled;
                short && named
            }
            MappedField::Author => self.longest <= 200 && self.nested == 0,
            MappedField::Section | MappedField::Consultation => {
                // Sections are few.
                let few = self.filled < 20 || 10 * self.distinct <= 9 * self.filled;
                self.average() <= 150 && self.nested == 0 && few
            }
            MappedField::Question => {
                self.filled >= 3
                    && self.distinct >= 2
                    && 2 * self.distinct <= self.filled + 1
                    && self.average() >= 8
            }
            MappedField::Title => self.average() <= 300 && self.is_text(),
            _ => self.is_text(),
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
