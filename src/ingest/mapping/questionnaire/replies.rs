//! A row becomes a reply, its answers and its votes.

use super::answer::{Given, given};
use super::listed::is_ticked;
use super::survey::Survey;
use super::{Answering, Question, Questions};
use crate::ingest::Context;
use crate::ingest::clean::html::readable;
use crate::ingest::clean::kept::{Masked, keep, keep_line, shown};
use crate::ingest::mapping::engine::RowReader;
use crate::ingest::mapping::plan::{Plan, cell};
use crate::ingest::mapping::spec::Table;
use crate::ingest::mapping::values::{is_not_asked, plain};
use crate::ingest::table::{Row, Rows};
use crate::model::{
    Draft, Entry, Import, Kind, MappedField, Moderation, Origin, Place, Refusal, RowKind, Side,
    Sink, Vote, WarningKind,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// The questions of one file, and what its rows gave so far.
pub(in crate::ingest::mapping) struct Questionnaire<'t> {
    spec: &'t Questions,
    table: &'t Table,
    questions: Vec<Question>,
    /// The sides that choices take.
    sides: FxHashMap<String, Side>,
    /// Which questions were made, and how many replies answer each.
    made: Vec<bool>,
    answered: Vec<u64>,
    replies: u64,
    /// Replies without an id: how many of a content were met.
    unnamed: FxHashMap<String, u32>,
    /// How many cells of each question say that it was not asked.
    not_asked: Vec<u64>,
    /// Whether the questions are beside the text of a contribution, and how many free answers each had there.
    beside: bool,
    free: Vec<u64>,
}

/// An answered question of a reply.
struct Answer {
    /// The question's place among those of the file.
    question: usize,
    choices: Vec<String>,
    text: String,
}

impl<'t> Questionnaire<'t> {
    /// The questionnaire of a table, if it is one; `again` opens its rows for a first pass.
    pub(in crate::ingest) fn new<'f>(
        plan: &Plan<'t>,
        masked: &mut Masked,
        again: impl FnOnce() -> Option<Rows<'f>>,
    ) -> Option<Self> {
        let table = plan.table;
        let spec = table.questions.as_ref()?;
        let mut questions = plan.questions.clone();
        let found = {
            let mut survey = Survey::new(spec, &plan.questions);
            if let Some(rows) = again() {
                survey.rows(rows, &plan.questions);
            }
            survey.finish()
        };
        for (question, answering) in questions.iter_mut().zip(found) {
            question.answering = answering.unwrap_or(std::mem::take(&mut question.answering));
        }
        titles(&mut questions, spec, masked);
        let sides = table.values.stance.iter().flatten();
        let sides = sides.flat_map(|(said, words)| {
            let side = said.side();
            words.iter().filter_map(move |w| Some((plain(w)?, side?)))
        });
        Some(Questionnaire {
            spec,
            table,
            sides: sides.collect(),
            made: vec![false; questions.len()],
            answered: vec![0; questions.len()],
            not_asked: vec![0; questions.len()],
            questions,
            replies: 0,
            unnamed: FxHashMap::default(),
            beside: spec.beside,
            free: vec![0; plan.questions.len()],
        })
    }

    /// Hands over what a row is: a reply, or a contribution with closed questions beside it.
    pub(in crate::ingest) fn row(
        &mut self,
        engine: &mut RowReader<'_, 't>,
        row: &Row,
        origin: Origin,
    ) {
        match self.beside {
            true => self.contribution(engine, row, origin),
            false => self.reply(engine, row, origin),
        }
    }

    /// Hands a reply over.
    fn reply(&mut self, engine: &mut RowReader<'_, 't>, row: &Row, origin: Origin) {
        let text = engine.plan.text(row, MappedField::Id);
        let number = text.and_then(|t| engine.number(&t, "id: it is", "", &origin, row.line));
        let what = RowKind::Record(Kind::Reply);
        if number.is_none() && self.spec.needs_id {
            let detail = "a reply without an id: its answers could be another's; correct it";
            return engine.sink.refuse(origin, what, Refusal::NoId, detail);
        }
        let title = engine.title(row);
        let mut answers = self.answers(row, &mut engine.sink.masked);
        for answer in &mut answers {
            answer.text = engine.own(std::mem::take(&mut answer.text));
        }
        if !self.spec.keep_empty && title.is_empty() && answers.is_empty() {
            let detail = "no question is answered and there is no title";
            return engine.sink.refuse(origin, what, Refusal::Empty, detail);
        }
        let source = engine.context.source;
        self.count(&answers, engine, &origin);
        let number = number.unwrap_or_else(|| self.unnamed(engine, row, &title, &answers));
        let id = format!("{source}/{what}/{number}");
        // Whoever names nobody is one author in all that the reply holds.
        let author = engine.author(row, &origin).unwrap_or_else(|| {
            let unnamed = self.spec.unnamed.replace("{number}", &number);
            let identity = unnamed.replace("{id}", &id);
            engine.context.key.unnamed(source, &identity)
        });
        let published_at = engine.date(row, &origin);
        let moderation = engine.moderation(row, &origin);
        let entry = Entry {
            published_at,
            organiser: engine.organiser(row, &origin),
            // A reply is one person's, and so are its answers.
            variables: engine.variables(row),
            ..Entry::new(id.clone(), Kind::Reply, origin)
        };
        let draft = Draft {
            entry,
            author: Some(author),
            moderation,
        };
        let mut reply = draft.clone();
        reply.title = title;
        engine.sink.take(Import::Record(Box::new(reply)));
        for answer in answers {
            let question = &self.questions[answer.question];
            if !answer.text.is_empty() {
                let kind = Kind::Answer;
                let mut part = draft.clone();
                part.id = format!("{source}/{}/{number}-{}", kind.name(), question.id);
                part.kind = kind;
                part.parent = Some(id.clone());
                part.section = Some(question.title.clone()).filter(|t| !t.is_empty());
                part.body = answer.text;
                engine.sink.take(Import::Part(Box::new(part)));
            }
            self.vote(question, answer.choices, &draft, engine);
        }
    }

    /// Reads a row that is a contribution, and the closed questions beside its text.
    fn contribution(&mut self, engine: &mut RowReader<'_, 't>, row: &Row, origin: Origin) {
        let answers = self.answers(row, &mut engine.sink.masked);
        self.count(&answers, engine, &origin);
        // What is odd in these is reported where the row is read.
        let entry = Entry {
            published_at: engine.plan.moment(row, engine.engine.epoch).ok().flatten(),
            ..Entry::new(String::new(), Kind::Reply, origin.clone())
        };
        let votes = Draft {
            entry,
            author: engine.author(row, &origin),
            moderation: Some(Moderation {
                moderated: engine.is_moderated(row).unwrap_or(false),
                ..Moderation::default()
            }),
        };
        engine.row(row, origin);
        for answer in answers {
            let question = &self.questions[answer.question];
            let free = !answer.text.is_empty();
            self.free[answer.question] += u64::from(free);
            self.vote(question, answer.choices, &votes, engine);
        }
    }

    /// The answers of a row.
    fn answers(&mut self, row: &Row, masked: &mut Masked) -> Vec<Answer> {
        let mut out = Vec::new();
        for at in 0..self.questions.len() {
            let question = &self.questions[at];
            let ticked = matches!(question.answering, Answering::Ticked(_));
            let says = self.spec.says_what_was_asked() && !ticked;
            if says && is_not_asked(cell(row, question.column)) {
                self.not_asked[at] += 1;
                continue;
            }
            out.extend(self.answer(at, row, masked));
        }
        out
    }

    /// Counts a row's answers, and makes the questions of which choices are given for the first time.
    fn count(&mut self, answers: &[Answer], engine: &mut RowReader<'_, 't>, origin: &Origin) {
        self.replies += 1;
        for answer in answers {
            let at = answer.question;
            self.answered[at] += 1;
            if !answer.choices.is_empty() && !std::mem::replace(&mut self.made[at], true) {
                let question = &self.questions[at];
                let id = question.record(engine.context.source);
                let mut made = Draft::new(id, Kind::Question, origin.clone());
                made.title.clone_from(&question.title);
                engine.sink.make(made, Masked::default());
            }
        }
    }

    /// Hands over the choices of an answer, of the author and at the moment of `draft`.
    fn vote(
        &self,
        question: &Question,
        choices: Vec<String>,
        draft: &Draft,
        engine: &mut RowReader<'_, 't>,
    ) {
        let sides = question.sides.as_ref().unwrap_or(&self.sides);
        for choice in choices {
            engine.sink.take(Import::PartVote(Box::new(Vote {
                record: question.record(engine.context.source),
                author: draft.author,
                side: plain(&choice).and_then(|word| sides.get(&word).copied()),
                choice: Some(choice),
                published_at: draft.published_at,
                moderation: draft.moderation.clone().unwrap_or_default(),
                origin: draft.origin.clone(),
            })));
        }
    }

    /// What a row answers to a question, cleaned; nothing where that is nothing.
    fn answer(&self, at: usize, row: &Row, masked: &mut Masked) -> Option<Answer> {
        let question = &self.questions[at];
        if let Answering::Ticked(items) = &question.answering {
            let made = items.iter().filter(|i| is_ticked(cell(row, i.0), &i.1));
            let choices: Vec<String> = made.map(|i| keep_line(&i.1, masked)).collect();
            return (!choices.is_empty()).then_some(Answer {
                question: at,
                choices,
                text: String::new(),
            });
        }
        let (given, text) = match given(cell(row, question.column))? {
            Given::Text(text) => question.answering.split(text),
            Given::Apart(choices, other) => (choices, other),
        };
        let mut choices: Vec<String> = Vec::with_capacity(given.len());
        let mut met: FxHashSet<String> = FxHashSet::default();
        for choice in given {
            let choice = keep_line(&choice, masked);
            if !choice.is_empty() && met.insert(choice.clone()) {
                choices.push(choice);
            }
        }
        let text = keep(&readable(&text), masked);
        (!choices.is_empty() || !text.is_empty()).then_some(Answer {
            question: at,
            choices,
            text,
        })
    }

    /// The number of a reply without one: a hash of what it says, and its place among equals.
    fn unnamed(
        &mut self,
        engine: &RowReader<'_, '_>,
        row: &Row,
        title: &str,
        answers: &[Answer],
    ) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &str| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        };
        // The columns of dates are those of later and later choice: the last one is when it was begun.
        for column in self.table.of(MappedField::Date).iter().rev() {
            let places = engine.plan.of(MappedField::Date);
            let place = places.iter().find(|p| p.column == column);
            add(place.map_or("", |p| p.raw(row)));
        }
        add(title);
        for answer in answers {
            add(&self.questions[answer.question].id);
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

    /// Reports of each question how many replies left it empty.
    pub(in crate::ingest) fn finish(&self, context: &Context<'_>, sink: &mut dyn Sink) {
        for (question, free) in self.questions.iter().zip(&self.free) {
            if *free > 0 {
                let message = format!(
                    "«{}»: {free} answers that are none of its choices are not read, as the rows have a text of their \
                     own: list it under `open` in [sources.mapping.questions] in place of the body",
                    shown(&question.title)
                );
                let kind = WarningKind::UnexplainedLine;
                sink.warn(kind, context.origin(Place::Line(1)), message);
            }
        }
        let counts = self.answered.iter().zip(&self.not_asked);
        for (question, (answered, not_asked)) in self.questions.iter().zip(counts) {
            let empty = self.replies - answered;
            if empty > 0 {
                let number = match self.spec.pattern {
                    Some(_) => format!("question {} ", question.id),
                    None => String::new(),
                };
                let title = shown(&question.title);
                let not_asked = match not_asked {
                    0 => String::new(),
                    n => format!(", of which {n} say «N/A», which is no answer"),
                };
                let message = format!(
                    "{number}«{title}»: {answered} answered, {empty} left it empty{not_asked}"
                );
                let whole = context.origin(Place::Line(1));
                let kind = WarningKind::EmptyAnswers;
                sink.warn(kind, whole, message);
            }
        }
    }
}

impl Question {
    /// The id of its record.
    fn record(&self, source: &str) -> String {
        format!("{source}/{}/{}", Kind::Question.name(), self.id)
    }
}

/// Cleans the titles of questions. Several may ask «Pourquoi ?»: where they have numbers each of them shows its own,
/// so that their answers do not become one section.
fn titles(questions: &mut [Question], spec: &Questions, masked: &mut Masked) {
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for question in questions.iter_mut() {
        question.title = keep_line(&question.title, masked);
        *times.entry(question.title.clone()).or_default() += 1;
    }
    for question in questions.iter_mut().filter(|_| spec.pattern.is_some()) {
        let title = &mut question.title;
        if !title.is_empty() && times.get(title).is_some_and(|n| *n > 1) {
            title.push_str(&format!(" (question {})", question.id));
        }
    }
}
