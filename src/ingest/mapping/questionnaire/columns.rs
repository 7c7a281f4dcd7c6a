//! Which columns are questions, and what names them in ids.

use super::slug::slug;
use super::spec::{Pattern, Questions};
use super::{Answering, Question, Reading, listed};
use crate::ingest::mapping::Headers;
use crate::ingest::mapping::global_id::platform_id;
use crate::ingest::mapping::spec::Table;
use crate::ingest::table::headers::asks_who;
use rustc_hash::FxHashMap;

/// The questions of a table, and the columns of those that ask who somebody is: no answer to them is read.
pub(in crate::ingest::mapping) fn find(
    table: &Table,
    headers: &Headers,
) -> (Vec<Question>, Vec<usize>) {
    let (mut questions, mut aside) = (Vec::new(), Vec::new());
    let Some(spec) = &table.questions else {
        return (questions, headers.others()[1].iter().map(|c| c.0).collect());
    };
    if let Some(columns) = &spec.columns {
        return (listed::questions(columns, headers), aside);
    }
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for (column, header) in headers.written.iter().enumerate() {
        let name = &headers.names[column];
        let found = match &spec.pattern {
            Some(pattern) => pattern.read(header),
            None => {
                let is = headers.is_question(column) || !table.knows(name);
                is.then(|| (slug(header), header.as_str()))
            }
        };
        let Some((mut id, title)) = found else {
            continue;
        };
        if asks_who(title) {
            aside.push(column);
            continue;
        }
        // Two columns never give one id.
        let times = times.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            id = format!("{id}-{times}");
        }
        questions.push(Question {
            column,
            id,
            title: title.to_string(),
            reading: Reading::Surveyed,
            answering: Answering::Open,
            sides: None,
        });
    }
    (questions, aside)
}

impl Questions {
    /// Whether a file with these columns may have such questions.
    pub(in crate::ingest) fn fit(&self, headers: &Headers) -> bool {
        let is = |pattern: &Pattern| headers.names.iter().any(|h| pattern.read(h).is_some());
        self.pattern.as_ref().is_none_or(is)
    }
}

impl Pattern {
    /// The number and the words of a question: of `QUXVlc3Rpb246MTYw - Faut-il ... ?` 160 and the rest.
    pub(in crate::ingest) fn read<'h>(&self, header: &'h str) -> Option<(String, &'h str)> {
        let rest = header.strip_prefix(self.before.as_str())?;
        let (id, title) = match rest.split_once(self.between.as_str()) {
            Some((id, title)) => (id, title.trim()),
            // Without words the blank at the end is trimmed with the cell.
            None => (rest.strip_suffix(self.between.trim_end())?, ""),
        };
        match platform_id(id)? {
            (Some(class), number) if class == "Question" => Some((number, title)),
            // An earlier publication has the number as it is.
            (None, number) if number.bytes().all(|b| b.is_ascii_digit()) => Some((number, title)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::mapping::questionnaire::slug::MAX_SLUG;

    fn found(questions: &str, headers: &[&str]) -> (Vec<(String, String)>, Vec<usize>) {
        let spec = format!("name = \"t\"\nhas = [\"id\"]\nquestions = {{ {questions} }}");
        let mut table: Table = toml::from_str(&spec).unwrap();
        table.complete(&Table::default());
        let headers: Vec<String> = headers.iter().map(|h| h.to_string()).collect();
        let (questions, aside) = find(&table, &Headers::as_written(&headers));
        let named = questions.into_iter().map(|q| (q.id, q.title));
        (named.collect(), aside)
    }

    const NUMBERED: &str = "pattern = \"Q{id} - {title}\"";

    #[test]
    fn headers_of_questions() {
        let q = |h: &str| found(NUMBERED, &[h]).0.pop();
        let asked = |n: &str, t: &str| Some((n.to_string(), t.to_string()));
        assert_eq!(
            q("QUXVlc3Rpb246MTYw - Quel « problème »\u{A0}? Un - deux, \"trois\""),
            asked("160", "Quel « problème »\u{A0}? Un - deux, \"trois\"")
        );
        assert_eq!(q("QUXVlc3Rpb246NTc= - Oui ?"), asked("57", "Oui ?"));
        // The header's last blank is trimmed with the cell.
        assert_eq!(q("QUXVlc3Rpb246MTYw -"), asked("160", ""));
        assert_eq!(q("Q301 - Pourquoi ?"), asked("301", "Pourquoi ?"));
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
    fn questions_that_are_equal_have_ids_of_their_own() {
        let ids = |questions: &str, headers: &[&str]| -> Vec<String> {
            let found = found(questions, headers).0;
            found.into_iter().map(|q| q.0).collect()
        };
        let numbered = ["id", "QUXVlc3Rpb246MTYw - A", "QUXVlc3Rpb246MTYw - B"];
        assert_eq!(ids(NUMBERED, &numbered), ["160", "160-2"]);
        let named = ["id", "Pourquoi ?", "Pourquoi"];
        assert_eq!(ids("", &named), ["pourquoi", "pourquoi-2"]);
    }

    #[test]
    fn a_question_is_named_alike_with_and_without_accents_and_marks() {
        for (older, newer) in [
            (
                "Etes vous satisfait que la ville se porte candidate a lorganisation",
                "Êtes-vous satisfait que la ville se porte candidate à l'organisation ?",
            ),
            ("Pour quel type depreuve", "Pour quel type d’épreuve ?"),
            ("Loeuvre parle t elle", "L’œuvre parle-t-elle :"),
        ] {
            assert_eq!(slug(older), slug(newer));
            assert!(slug(older).len() <= MAX_SLUG + 9, "{}", slug(older));
        }
        assert_eq!(slug("Quel cœur ?"), "quel-coeur");
        assert_ne!(slug("?"), "");
        assert_ne!(slug("???"), slug("?"));
        assert_ne!(slug("Debate"), "debate");
        let long = "mot ".repeat(40);
        assert_ne!(slug(&long), slug(&format!("{long} fin")));
    }

    #[test]
    fn questions_about_a_person_are_set_aside() {
        let headers = [
            "id",
            "Nom et prénom du porteur de projet",
            "Quel nom donner à la place ?",
        ];
        let (questions, aside) = found("", &headers);
        assert_eq!((questions.len(), aside), (1, vec![1]));
        assert_eq!(questions[0].1, headers[2]);
    }
}
