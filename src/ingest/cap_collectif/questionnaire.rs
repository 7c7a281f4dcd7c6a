//! Questionnaires: a row is a form; its open answers are records, its closed ones votes with a choice.

use super::Reader;
use super::closed::{Answers, labels};
use super::columns::{is_yes, platform_id};
use crate::ingest::clean::kept::shown;
use crate::ingest::table::Row;
use crate::model::{Draft, Import, Kind, Moderation, Origin, Pseudonym, Side, Vote, WarningKind};
use crate::text::fold;
use jiff::Timestamp;

/// What the rows of one file gave so far.
#[derive(Default)]
pub(super) struct Questionnaire {
    questions: Vec<Told>,
    rows: u64,
}

/// A question, and how it was answered.
struct Told {
    answers: Answers,
    answered: u64,
    /// Whether the record of a closed question was made.
    made: bool,
}

/// What the answers of a form share with it.
struct Form {
    /// The reply's number.
    number: String,
    /// The reply's id.
    id: String,
    author: Option<Pseudonym>,
    published_at: Option<Timestamp>,
    moderation: Option<Moderation>,
    origin: Origin,
}

impl Questionnaire {
    /// A questionnaire whose questions are answered so, in the order of its columns.
    pub fn new(answers: Vec<Answers>) -> Self {
        let told = |answers| Told {
            answers,
            answered: 0,
            made: false,
        };
        Questionnaire {
            questions: answers.into_iter().map(told).collect(),
            rows: 0,
        }
    }

    /// Reads a form.
    pub fn row(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let origin = reader.origin(row);
        let kind = reader.columns.get(row, "type");
        if row.cells.iter().all(|c| c.trim().is_empty()) {
            return reader.refuse(origin, "row", "empty", "an empty row".to_string());
        }
        if !kind.is_empty() && !kind.to_lowercase().contains("reply") {
            let detail = format!("its type is «{}»", shown(kind));
            return reader.refuse(origin, "row", "unknown_type", detail);
        }
        let Some((_, number)) = platform_id(reader.columns.get(row, "id")) else {
            let detail = "a form without an id: its answers could not be told from another's";
            return reader.refuse(origin, Kind::Reply.name(), "no_id", detail.to_string());
        };
        self.rows += 1;
        // An anonymous form is an author of its own, and its answers are his.
        let name = format!("reply {number}");
        let hidden = is_yes(reader.columns.get(row, "anonymous"));
        let fields = ["author_id", "participant_user_id"];
        let author = match reader.columns.first(row, &fields) {
            id if !hidden && !id.is_empty() => reader.author(id, ""),
            _ => reader.author("", &name),
        };
        let form = Form {
            id: format!("{}/{}/{number}", reader.context.source, Kind::Reply.name()),
            number,
            author,
            published_at: reader.published(row, "", &origin),
            moderation: moderation(reader, row, &origin),
            origin,
        };
        reader.sink.take(Import::Record(Box::new(Draft {
            author: form.author,
            published_at: form.published_at,
            moderation: form.moderation.clone(),
            ..Draft::new(form.id.clone(), Kind::Reply, form.origin.clone())
        })));
        for n in 0..self.questions.len() {
            let at = reader.columns.questions[n].at;
            let cell = row.cells.get(at).map_or("", |c| c.trim());
            if cell.is_empty() {
                continue;
            }
            let given = match self.questions[n].answers {
                Answers::Open => open(reader, n, cell, &form),
                Answers::One => self.closed(reader, n, [cell].into_iter(), &form),
                Answers::Several(by) => self.closed(reader, n, labels(cell, by), &form),
            };
            self.questions[n].answered += u64::from(given);
        }
    }

    /// Tells of each question that somebody left empty how many did.
    pub fn finish(self, reader: &mut Reader<'_, '_>, whole: &Origin) {
        for (n, told) in self.questions.iter().enumerate() {
            let empty = self.rows - told.answered;
            if empty > 0 {
                let message = format!(
                    "«{}»: {} answered, {empty} left it empty",
                    shown(&reader.columns.questions[n].title),
                    told.answered
                );
                let kind = WarningKind::EmptyAnswers;
                reader.sink.warn(kind, whole.clone(), message);
            }
        }
    }

    /// Votes for the labels that were ticked; whether one was.
    fn closed<'c>(
        &mut self,
        reader: &mut Reader<'_, '_>,
        n: usize,
        labels: impl Iterator<Item = &'c str>,
        form: &Form,
    ) -> bool {
        let mut given: Vec<String> = Vec::new();
        for label in labels {
            let label = reader.line(label);
            if !label.is_empty() && !given.contains(&label) {
                given.push(label);
            }
        }
        let question = &reader.columns.questions[n];
        let kind = Kind::Question;
        let id = format!(
            "{}/{}/{}",
            reader.context.source,
            kind.name(),
            question.slug
        );
        if !given.is_empty() && !std::mem::replace(&mut self.questions[n].made, true) {
            reader.sink.take(Import::Made(Box::new(Draft {
                title: question.title.clone(),
                ..Draft::new(id.clone(), kind, form.origin.clone())
            })));
        }
        let any = !given.is_empty();
        for choice in given {
            reader.sink.take(Import::PartVote(Box::new(Vote {
                record: id.clone(),
                author: form.author,
                side: plain_side(&choice),
                choice: Some(choice),
                published_at: form.published_at,
                moderation: form.moderation.clone().unwrap_or_default(),
                origin: form.origin.clone(),
            })));
        }
        any
    }
}

/// An answer in the participant's own words; whether there is one.
fn open(reader: &mut Reader<'_, '_>, n: usize, cell: &str, form: &Form) -> bool {
    let body = reader.text(cell);
    if body.is_empty() {
        return false;
    }
    let question = &reader.columns.questions[n];
    let kind = Kind::Answer;
    let id = format!(
        "{}/{}/{}-{}",
        reader.context.source,
        kind.name(),
        form.number,
        question.slug
    );
    let section = question.title.clone();
    reader.sink.take(Import::Part(Box::new(Draft {
        parent: Some(form.id.clone()),
        section: Some(section).filter(|s| !s.is_empty()),
        author: form.author,
        body,
        published_at: form.published_at,
        moderation: form.moderation.clone(),
        ..Draft::new(id, kind, form.origin.clone())
    })));
    true
}

/// Whether a form counts: a draft is nobody's answer yet. Shapes that do not say so leave the date of
/// publication empty where there was none.
fn moderation(reader: &mut Reader<'_, '_>, row: &Row, origin: &Origin) -> Option<Moderation> {
    let draft = is_yes(reader.columns.get(row, "draft"));
    let set_aside = Moderation {
        moderated: true,
        reason: None,
        gone: false,
    };
    match reader.moderation(row, "", origin) {
        Some(told) if draft => Some(Moderation {
            moderated: true,
            ..told
        }),
        None if draft || reader.columns.get(row, "published_at").is_empty() => Some(set_aside),
        told => told,
    }
}

/// The side of a label that says nothing but a side.
fn plain_side(label: &str) -> Option<Side> {
    let folded = fold(label.trim_end_matches(['.', '!', ' ']));
    match &*folded {
        "oui" | "pour" | "favorable" | "d'accord" | "d’accord" | "yes" => Some(Side::Favourable),
        "non" | "contre" | "defavorable" | "pas d'accord" | "pas d’accord" | "no" => {
            Some(Side::Against)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_labels_have_a_side() {
        assert_eq!(plain_side("Oui"), Some(Side::Favourable));
        assert_eq!(plain_side("Défavorable."), Some(Side::Against));
        assert_eq!(plain_side("Pas d’accord"), Some(Side::Against));
        for label in ["Oui, mais", "", "Peut-être", "Ni l’un ni l’autre"] {
            assert_eq!(plain_side(label), None, "{label}");
        }
    }
}
