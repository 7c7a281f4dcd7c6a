//! One filled form after the other, from a table or a JSON array alike.

use super::columns::{Columns, Field, Name, again, field, question_id};
use super::objects::{BadElement, Objects};
use crate::ingest::table::headers::asks_who;
use crate::ingest::table::{PlatformRows, Rows};
use crate::ingest::{Cells, InputFile, ReadError, Repairs};
use crate::model::Place;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many names of fields or questions a file may have before the rest is not remembered.
const NAMES: usize = 4000;

/// What one answer holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// A text, or choices one behind the other.
    Cell(String),
    /// Choices, and the free text beside them, as the source's shape tells them apart.
    Told(Vec<String>, String),
}

/// A form that somebody filled in.
#[derive(Default)]
pub(super) struct Form {
    pub id: String,
    pub title: String,
    pub created: String,
    pub published: String,
    pub author: String,
    /// Whether it was trashed; `None` where the file does not say so of its forms.
    pub trashed: Option<bool>,
    /// The questions that the form holds; nothing for one that was left empty.
    pub answers: Vec<(Rc<Name>, Option<Given>)>,
}

/// What stands in one place of a file.
pub(super) enum Entry {
    Form(Form),
    /// A row that is no form, or a broken one.
    Refused {
        what: &'static str,
        reason: &'static str,
        detail: String,
        /// Nothing can be read behind it.
        last: bool,
    },
}

/// An open file of forms.
pub(super) struct Source<'f> {
    inner: Inner<'f>,
    /// Fields that say who or where a participant is.
    pub personal: BTreeSet<String>,
    /// Fields that no rule explains.
    pub unknown: BTreeSet<String>,
    /// Cells that were read as Windows-1252.
    pub repaired: u64,
    /// Characters that an encoding had spoilt before.
    pub mojibake_fixes: Repairs,
    /// What is suspect in the form given last: see [`Rows::swallowed`].
    pub swallowed: Option<String>,
    /// Filled responses that name no question, and were not read.
    pub lost: u64,
}

enum Inner<'f> {
    Table(Box<Rows<'f>>, Columns),
    Json(Objects<'f>, FxHashMap<String, Rc<Name>>),
}

/// A cell of a row; nothing where it is short.
fn cell(cells: &Cells, at: usize) -> &str {
    cells.get(at).unwrap_or("")
}

impl<'f> Source<'f> {
    /// Opens a file; `None` where it is neither a table nor an array.
    pub fn open(file: &'f InputFile, json: bool) -> Result<Option<Self>, ReadError> {
        let mut source = Source {
            inner: if json {
                Inner::Json(Objects::open(file)?, FxHashMap::default())
            } else {
                let Some(rows) = PlatformRows::rows(file)? else {
                    return Ok(None);
                };
                let columns = Columns::new(&rows.headers);
                Inner::Table(Box::new(rows), columns)
            },
            personal: BTreeSet::new(),
            unknown: BTreeSet::new(),
            repaired: 0,
            mojibake_fixes: Repairs::default(),
            swallowed: None,
            lost: 0,
        };
        if let Inner::Table(rows, columns) = &source.inner {
            let headers: Vec<String> = rows.headers.clone();
            let asked: Vec<usize> = columns.questions.iter().map(|q| q.0).collect();
            for (_, name) in columns.questions.iter().filter(|q| q.1.aside) {
                note(&mut source.personal, &name.title);
            }
            for (n, header) in headers.iter().enumerate() {
                if !asked.contains(&n) {
                    source.note(header);
                }
            }
        }
        Ok(Some(source))
    }

    /// The questions that the file names before its first form.
    pub fn named(&self) -> Vec<Rc<Name>> {
        match &self.inner {
            Inner::Table(_, columns) => {
                let names = columns.questions.iter().map(|q| q.1.clone());
                names.filter(|name| !name.aside).collect()
            }
            Inner::Json(..) => Vec::new(),
        }
    }

    /// Whether the file is whole; a table does not tell.
    pub fn whole(&self) -> bool {
        match &self.inner {
            Inner::Table(..) => true,
            Inner::Json(objects, _) => objects.closed,
        }
    }

    fn note(&mut self, name: &str) {
        let names = match field(name) {
            Field::Known => return,
            Field::Personal => &mut self.personal,
            Field::Unknown => &mut self.unknown,
        };
        note(names, name);
    }

    /// What stands in the next place.
    pub fn next_entry(&mut self) -> Option<(Place, Entry)> {
        match &mut self.inner {
            Inner::Table(rows, columns) => Some(match rows.next_row()? {
                Err(bad) => (
                    bad.place,
                    Entry::Refused {
                        what: "row",
                        last: bad.reason == "malformed",
                        reason: bad.reason,
                        detail: bad.detail,
                    },
                ),
                Ok(row) => {
                    self.repaired += row.repaired;
                    self.mojibake_fixes.add(row.mojibake_fixes);
                    self.swallowed = rows.swallowed();
                    let get = |name: &str| columns.get(&row.cells, name).to_string();
                    let form = Form {
                        id: get("id"),
                        title: get("title"),
                        created: get("createdAt"),
                        published: get("publishedAt"),
                        author: get("authorId"),
                        trashed: columns
                            .has("trashed")
                            .then(|| is_trashed(&get("trashed"), &get("trashedStatus"))),
                        answers: columns
                            .questions
                            .iter()
                            .filter(|(n, name)| {
                                !name.aside && !cell(&row.cells, *n).trim().is_empty()
                            })
                            .map(|(n, name)| {
                                (
                                    name.clone(),
                                    Some(Given::Cell(cell(&row.cells, *n).to_string())),
                                )
                            })
                            .collect(),
                    };
                    (row.place, Entry::Form(form))
                }
            }),
            Inner::Json(objects, names) => {
                let refused = |what, reason, detail| Entry::Refused {
                    what,
                    reason,
                    detail,
                    last: false,
                };
                let element = match objects.next_element()? {
                    Ok(element) => element,
                    Err(BadElement {
                        start,
                        end,
                        reason,
                        detail,
                    }) => return Some((Place::Bytes(start, end), refused("row", reason, detail))),
                };
                let place = Place::Bytes(element.start, element.end);
                let object = match serde_json::from_slice::<Value>(&element.bytes) {
                    Ok(Value::Object(object)) => object,
                    Ok(_) => {
                        let detail = "no JSON object".to_string();
                        return Some((place, refused("row", "malformed", detail)));
                    }
                    Err(error) => {
                        let detail = format!("no valid JSON: {error}");
                        return Some((place, refused("row", "malformed", detail)));
                    }
                };
                let Some(Value::Array(responses)) = object.get("responses") else {
                    return Some((place, other(&object)));
                };
                let form = form(
                    &object,
                    responses,
                    names,
                    &mut self.personal,
                    &mut self.lost,
                );
                let keys: Vec<&String> = object.keys().collect();
                for key in keys {
                    self.note(key);
                }
                Some((place, Entry::Form(form)))
            }
        }
    }
}

/// Remembers a name.
fn note(names: &mut BTreeSet<String>, name: &str) {
    if names.len() < NAMES && !names.contains(name) {
        names.insert(name.to_string());
    }
}

/// What an object that is no form is.
fn other(object: &Map<String, Value>) -> Entry {
    let (what, reason, detail) = if object.contains_key("startAt") {
        ("row", "event", "a meeting is no contribution")
    } else if object.contains_key("zipCode") || object.contains_key("username") {
        (
            "participant",
            "personal",
            "a row about a person: nothing of it is read",
        )
    } else {
        ("row", "malformed", "the object has no list of responses")
    };
    Entry::Refused {
        what,
        reason,
        detail: detail.to_string(),
        last: false,
    }
}

/// A form from an object.
fn form(
    object: &Map<String, Value>,
    responses: &[Value],
    names: &mut FxHashMap<String, Rc<Name>>,
    personal: &mut BTreeSet<String>,
    lost: &mut u64,
) -> Form {
    let get = |key: &str| object.get(key).map_or(String::new(), scalar);
    let mut answers = Vec::new();
    let mut met = FxHashMap::default();
    for response in responses {
        let get = |key: &str| response.get(key).map_or(String::new(), scalar);
        let Some(number) = question_id(&get("questionId")) else {
            *lost += u64::from(response.get("value").and_then(given).is_some());
            continue;
        };
        let number = again(number, &mut met);
        let name = match names.get(&number) {
            Some(name) => name.clone(),
            None => {
                let title = get("questionTitle");
                let name = Rc::new(Name {
                    number: number.clone(),
                    aside: asks_who(&title),
                    title,
                });
                if names.len() < NAMES {
                    names.insert(number, name.clone());
                }
                name
            }
        };
        if name.aside {
            note(personal, &name.title);
            continue;
        }
        let value = match response.get("value") {
            None | Some(Value::Null) => response.get("formattedValue"),
            value => value,
        };
        answers.push((name, value.and_then(given)));
    }
    Form {
        id: get("id"),
        title: get("title"),
        created: get("createdAt"),
        published: get("publishedAt"),
        author: get("authorId"),
        trashed: object
            .contains_key("trashed")
            .then(|| is_trashed(&get("trashed"), &get("trashedStatus"))),
        answers,
    }
}

/// What a response's value holds; nothing where it is empty.
fn given(value: &Value) -> Option<Given> {
    match value {
        Value::String(text) => {
            let trimmed = text.trim();
            // Choices come as JSON inside a text.
            if trimmed.starts_with('{')
                && let Ok(inner @ Value::Object(_)) = serde_json::from_str::<Value>(trimmed)
                && let Some(told) = told(&inner)
            {
                return filled(told);
            }
            (!trimmed.is_empty()).then(|| Given::Cell(text.clone()))
        }
        Value::Object(_) => told(value).and_then(filled),
        Value::Array(list) => {
            let choices = list.iter().map(scalar).filter(|c| !c.is_empty());
            filled(Given::Told(choices.collect(), String::new()))
        }
        Value::Null => None,
        other => Some(Given::Cell(scalar(other))),
    }
}

fn filled(given: Given) -> Option<Given> {
    match given {
        Given::Told(choices, other) if choices.is_empty() && other.is_empty() => None,
        given => Some(given),
    }
}

/// `{"labels": ["..."], "other": "..."}`.
fn told(value: &Value) -> Option<Given> {
    let (labels, other) = (value.get("labels"), value.get("other"));
    if labels.is_none() && other.is_none() {
        return None;
    }
    let choices = match labels {
        Some(Value::Array(list)) => list.iter().map(scalar).filter(|c| !c.is_empty()).collect(),
        Some(one) => Some(scalar(one))
            .into_iter()
            .filter(|c| !c.is_empty())
            .collect(),
        None => Vec::new(),
    };
    Some(Given::Told(choices, other.map_or(String::new(), scalar)))
}

/// A plain value as text, trimmed; nothing for null, lists and objects.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

fn is_trashed(flag: &str, status: &str) -> bool {
    let yes = ["true", "1", "oui", "yes"].contains(&flag.to_lowercase().as_str());
    let no = ["", "null", "not_trashed", "false"];
    yes || !no.contains(&status.to_lowercase().as_str())
}
