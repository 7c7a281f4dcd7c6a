//! The names of fields, in a CSV header or as JSON keys: what each is, and which are questions.

use crate::ingest::mapping::global_id::platform_id;
use crate::ingest::table::Cells;
use crate::ingest::table::headers::asks_who;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A question as a file names it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub number: String,
    pub title: String,
    /// Whether it asks who somebody is: no answer to it is read.
    pub aside: bool,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Read, or known to say nothing of what somebody thinks.
    Known,
    /// Says who or where a participant is.
    Personal,
    /// Something else.
    Unknown,
}

/// What a field that is no question is. The type of an author (citizen, elected, association) is known
/// and kept nowhere.
pub(super) fn field(name: &str) -> Field {
    match name {
        "id" | "reference" | "title" | "createdAt" | "publishedAt" | "updatedAt" | "trashed"
        | "trashedStatus" | "authorId" | "authorType" | "responses" => Field::Known,
        "authorZipCode" | "authorUsername" | "authorEmail" => Field::Personal,
        _ => Field::Unknown,
    }
}

/// The columns of a CSV file of forms.
pub(super) struct Columns {
    places: FxHashMap<String, usize>,
    /// The questions, each with its column.
    pub questions: Vec<(usize, Rc<Name>)>,
}

impl Columns {
    /// The columns of a header.
    pub fn new(headers: &[String]) -> Self {
        let mut places = FxHashMap::default();
        let mut questions = Vec::new();
        let mut met = FxHashMap::default();
        for (n, header) in headers.iter().enumerate() {
            match question(header) {
                Some((number, title)) => {
                    let number = again(number, &mut met);
                    let name = Name {
                        aside: asks_who(&title),
                        number,
                        title,
                    };
                    questions.push((n, Rc::new(name)));
                }
                None => {
                    places.entry(header.clone()).or_insert(n);
                }
            }
        }
        Columns { places, questions }
    }

    /// A row's cell, trimmed; nothing where there is no such column.
    pub fn get<'r>(&self, cells: &'r Cells, name: &str) -> &'r str {
        let cell = self.places.get(name).and_then(|n| cells.get(*n));
        cell.map_or("", |c| c.trim())
    }

    /// Whether there is a column of this name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }
}

/// A question's number, with a mark where the same was met before: two columns never give one id.
pub(super) fn again(number: String, met: &mut FxHashMap<String, u32>) -> String {
    let times = met.entry(number.clone()).or_default();
    *times += 1;
    match *times {
        1 => number,
        n => format!("{number}-{n}"),
    }
}

/// The number and the words of a question's header: `QUXVlc3Rpb246MTYw - Faut-il ... ?`.
pub(super) fn question(header: &str) -> Option<(String, String)> {
    let (id, title) = match header.split_once(" - ") {
        Some((id, title)) => (id, title.trim()),
        None => (header.strip_suffix(" -")?, ""),
    };
    let number = question_id(id.strip_prefix('Q')?)?;
    Some((number, title.to_string()))
}

/// The number of a question's identifier.
pub(super) fn question_id(id: &str) -> Option<String> {
    match platform_id(id)? {
        (Some(class), number) if class == "Question" => Some(number),
        _ => None,
    }
}

/// Whether a table with this header holds forms.
pub(super) fn is_table_of_forms(headers: &[String]) -> bool {
    let mut names = ["id", "createdAt", "authorId"].iter();
    names.all(|n| headers.iter().any(|h| h == n)) && headers.iter().any(|h| question(h).is_some())
}

/// Whether a file begins as a JSON array of forms.
pub(super) fn is_json_of_forms(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let Some(rest) = head.trim_ascii_start().strip_prefix(b"[") else {
        return false;
    };
    let has = |name: &&str| {
        let quoted = format!("\"{name}\"");
        memchr::memmem::find(rest, quoted.as_bytes()).is_some()
    };
    let mut names = ["id", "createdAt", "authorId", "responses", "questionId"].iter();
    rest.trim_ascii_start().starts_with(b"{") && names.all(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_questions() {
        let q = |h: &str| question(h).map(|(n, t)| (n, t.to_string()));
        let asked = |n: &str, t: &str| Some((n.to_string(), t.to_string()));
        assert_eq!(
            q("QUXVlc3Rpb246MTYw - Quel « problème »\u{A0}? Un - deux, \"trois\""),
            asked("160", "Quel « problème »\u{A0}? Un - deux, \"trois\"")
        );
        assert_eq!(q("QUXVlc3Rpb246NTc= - Oui ?"), asked("57", "Oui ?"));
        // The header's last blank is trimmed with the cell.
        assert_eq!(q("QUXVlc3Rpb246MTYw -"), asked("160", ""));
        for other in [
            "QUXVlc3Rpb246MTYw",
            "UXVlc3Rpb246MTYw - sans Q",
            "QVXNlcjox - un utilisateur",
            "Quel - est",
            "authorId",
            "",
        ] {
            assert_eq!(q(other), None, "{other}");
        }
    }

    #[test]
    fn a_question_asked_twice_is_two() {
        let headers = ["id", "QUXVlc3Rpb246MTYw - A", "QUXVlc3Rpb246MTYw - B"];
        let c = Columns::new(&headers.map(str::to_string));
        let numbers: Vec<&str> = c.questions.iter().map(|q| q.1.number.as_str()).collect();
        assert_eq!(numbers, ["160", "160-2"]);
    }
}
