//! A form becomes a reply, its answers and its votes.

use super::columns::Name;
use super::forms::{Form, Given};
use crate::ingest::clean::dates::any_date;
use crate::ingest::clean::html::readable;
use crate::ingest::clean::kept::{Masked, keep, keep_line, shown};
use crate::ingest::clean::repair::RepairWarnings;
use crate::ingest::mapping::forms::{Forms, side};
use crate::ingest::mapping::global_id::platform_id;
use crate::ingest::{Context, Repairs, warn_masked};
use crate::model::{Draft, Import, Kind, Moderation, Origin, Pseudonym, Sink, Vote, WarningKind};
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};

/// Hands the forms of one file over.
pub(super) struct Emitter<'a, 's> {
    forms: Forms,
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    masked: Masked,
    /// The titles of the questions as they are kept.
    titles: Vec<String>,
    /// The questions that were made, by their numbers.
    made: FxHashSet<String>,
    /// How many forms were kept, and how many of them answer each question.
    kept: u64,
    answered: Vec<u64>,
    /// Forms without an id: how many of a content were met.
    unnamed: FxHashMap<String, u32>,
}

/// One answered question of a form.
struct Answered {
    number: String,
    /// Its place among the file's questions; `None` beyond those that are remembered.
    at: Option<usize>,
    title: String,
    choices: Vec<String>,
    text: String,
}

impl<'a, 's> Emitter<'a, 's> {
    /// Nothing handed over yet.
    pub fn new(forms: Forms, context: &'a Context<'a>, sink: &'s mut dyn Sink) -> Self {
        let mut masked = Masked::default();
        let titles = titles(&forms, &mut masked);
        Emitter {
            answered: vec![0; titles.len()],
            titles,
            forms,
            context,
            sink,
            masked,
            made: FxHashSet::default(),
            kept: 0,
            unnamed: FxHashMap::default(),
        }
    }

    /// Tells what is suspect in a form.
    pub fn warn(&mut self, kind: WarningKind, origin: Origin, message: String) {
        self.sink.warn(kind, origin, message);
    }

    /// Refuses what stands in one place.
    pub fn refuse(
        &mut self,
        origin: Origin,
        what: &'static str,
        reason: &'static str,
        detail: String,
    ) {
        self.sink.take(Import::Refused {
            origin,
            what,
            reason,
            detail: Some(detail),
        });
    }

    /// Hands a form over.
    pub fn form(&mut self, form: Form, origin: Origin) {
        let title = keep_line(&form.title, &mut self.masked);
        let answers: Vec<Answered> = form
            .answers
            .iter()
            .filter_map(|(name, given)| self.answer(name, given.as_ref()?))
            .collect();
        if title.is_empty() && answers.is_empty() {
            let detail = "no question is answered and there is no title".to_string();
            return self.refuse(origin, Kind::Reply.name(), "empty", detail);
        }
        self.kept += 1;
        for answer in &answers {
            if let Some(at) = answer.at {
                self.answered[at] += 1;
            }
            if !answer.choices.is_empty() {
                self.make(answer, &origin);
            }
        }
        let source = self.context.source;
        let number = match platform_id(&form.id) {
            Some((_, id)) => id,
            None => self.unnamed(&form, &title, &answers),
        };
        let reply = format!("{source}/{}/{number}", Kind::Reply.name());
        let published_at = self.date(&form, &origin);
        let author = Some(self.author(&form.author, &reply));
        let moderation = form.trashed.map(|moderated| Moderation {
            moderated,
            ..Moderation::default()
        });
        let draft = |id: String, kind| Draft {
            author,
            published_at,
            moderation: moderation.clone(),
            ..Draft::new(id, kind, origin.clone())
        };
        self.sink.take(Import::Record(Box::new(Draft {
            title,
            ..draft(reply.clone(), Kind::Reply)
        })));
        for answer in answers {
            if !answer.text.is_empty() {
                let id = format!(
                    "{source}/{}/{number}-{}",
                    Kind::Answer.name(),
                    answer.number
                );
                self.sink.take(Import::Part(Box::new(Draft {
                    parent: Some(reply.clone()),
                    section: Some(answer.title).filter(|t| !t.is_empty()),
                    body: answer.text,
                    ..draft(id, Kind::Answer)
                })));
            }
            let record = question_id(source, &answer.number);
            for choice in answer.choices {
                self.sink.take(Import::PartVote(Box::new(Vote {
                    record: record.clone(),
                    author,
                    side: side(&choice),
                    choice: Some(choice),
                    published_at,
                    moderation: moderation.clone().unwrap_or_default(),
                    origin: origin.clone(),
                })));
            }
        }
    }

    /// What an answer holds, cleaned; nothing where that is nothing.
    fn answer(&mut self, name: &Name, given: &Given) -> Option<Answered> {
        let at = self.forms.place(&name.number);
        let (choices, other) = match (given, at) {
            (Given::Told(choices, other), _) => (choices.clone(), other.clone()),
            (Given::Cell(cell), Some(at)) => self.forms.questions[at].split(cell),
            (Given::Cell(cell), None) => (Vec::new(), cell.clone()),
        };
        let mut kept: Vec<String> = Vec::with_capacity(choices.len());
        let mut met: FxHashSet<String> = FxHashSet::default();
        for choice in choices {
            let choice = keep_line(&choice, &mut self.masked);
            if !choice.is_empty() && met.insert(choice.clone()) {
                kept.push(choice);
            }
        }
        let text = keep(&readable(&other), &mut self.masked);
        let title = match at {
            Some(at) => self.titles[at].clone(),
            None => keep_line(&name.title, &mut self.masked),
        };
        (!kept.is_empty() || !text.is_empty()).then(|| Answered {
            number: name.number.clone(),
            at,
            title,
            choices: kept,
            text,
        })
    }

    /// Makes a closed question the first time that somebody answers it.
    fn make(&mut self, answer: &Answered, origin: &Origin) {
        if !self.made.insert(answer.number.clone()) {
            return;
        }
        let id = question_id(self.context.source, &answer.number);
        self.sink.take(Import::Made(Box::new(Draft {
            title: answer.title.clone(),
            ..Draft::new(id, Kind::Question, origin.clone())
        })));
    }

    /// The name of a form without an id: a hash of what it says, and its number among equals.
    fn unnamed(&mut self, form: &Form, title: &str, answers: &[Answered]) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &str| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        };
        add(&form.created);
        add(&form.published);
        add(title);
        for answer in answers {
            add(&answer.number);
            answer.choices.iter().for_each(|c| add(c));
            add(&answer.text);
        }
        let hash = format!("h{}", &hasher.finalize().to_hex()[..16]);
        let times = self.unnamed.entry(hash.clone()).or_default();
        *times += 1;
        match *times {
            1 => hash,
            n => format!("{hash}-{n}"),
        }
    }

    /// The author, or else whoever filled this form: its answers are by one and the same.
    fn author(&self, author: &str, reply: &str) -> Pseudonym {
        let identity = match platform_id(author) {
            Some((_, id)) => id,
            None if author.is_empty() => reply.to_string(),
            None => format!("name:{author}"),
        };
        self.context.key.pseudonym(self.context.source, &identity)
    }

    fn date(&mut self, form: &Form, origin: &Origin) -> Option<Timestamp> {
        let dates = [&form.published, &form.created];
        let cell = dates.into_iter().find(|d| !d.is_empty())?;
        let at = any_date(cell);
        if at.is_none() {
            let message = format!("«{}» is no date; the row is kept without one", shown(cell));
            self.sink
                .warn(WarningKind::BadDate, origin.clone(), message);
        }
        at
    }

    /// Says once for the file what was left unanswered, repaired and masked.
    pub fn finish(self, whole: Origin, repaired: u64, mojibake_fixes: &Repairs) {
        RepairWarnings::default().report(self.sink, whole.clone(), mojibake_fixes);
        for (n, question) in self.forms.questions.iter().enumerate() {
            let empty = self.kept - self.answered[n];
            if empty > 0 {
                let message = format!(
                    "question {} «{}»: {} answers, left empty in {empty} forms",
                    question.number,
                    shown(&self.titles[n]),
                    self.answered[n]
                );
                let kind = WarningKind::EmptyAnswers;
                self.sink.warn(kind, whole.clone(), message);
            }
        }
        if repaired > 0 {
            let message = format!(
                "cells that are not UTF-8, read as Windows-1252: {repaired}; save the file as UTF-8"
            );
            self.sink
                .warn(WarningKind::BadEncoding, whole.clone(), message);
        }
        warn_masked(self.sink, whole, self.masked);
    }
}

/// The titles of a file's questions. Several may ask «Pourquoi ?»: each of them tells its number too, so
/// that their answers do not become one section.
fn titles(forms: &Forms, masked: &mut Masked) -> Vec<String> {
    let questions = forms.questions.iter();
    let mut titles: Vec<String> = questions.map(|q| keep_line(&q.title, masked)).collect();
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for title in titles.iter().filter(|t| !t.is_empty()) {
        *times.entry(title.clone()).or_default() += 1;
    }
    for (title, question) in titles.iter_mut().zip(&forms.questions) {
        if times.get(title).is_some_and(|n| *n > 1) {
            title.push_str(&format!(" (question {})", question.number));
        }
    }
    titles
}

fn question_id(source: &str, number: &str) -> String {
    format!("{source}/{}/{number}", Kind::Question.name())
}
