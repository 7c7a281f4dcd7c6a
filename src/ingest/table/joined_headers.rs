//! Headers of several rows: forms write a question above the choices and texts that belong to it.

use super::headers::Header;
use super::headers::questions::is_question;
use super::headers::tools::Tool;
use super::headers::words;
use rustc_hash::FxHashSet;

/// Labels below a question whose answer is one text: they name nothing.
const ANSWERS: &[&str] = &[
    "open ended response",
    "response",
    "reponse",
    "reponse ouverte",
    "reponses",
    "responses",
    "reponse libre",
];

/// A header of several rows, as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub headers: Vec<String>,
    /// How many rows below the first one are a part of it.
    pub rows: usize,
}

/// The header of a table whose first lines are `lines`: the one that was taken for it, and the rows below; `None` where
/// it is one row.
///
/// A program of forms is known by its columns. Where they are in the row that was taken for the header, as SurveyMonkey
/// writes them, the labels are in the row below; where they are one or two rows below it, as Framaforms writes them,
/// the questions are in the row above them.
pub(super) fn join(lines: &[Vec<String>]) -> Option<Joined> {
    let (first, below) = lines.split_first()?;
    if let Some(label) = below.iter().take(2).position(|row| tool(row).is_some())
        && tool(first).is_none()
    {
        let questions = match label {
            0 => first,
            n => &below[n - 1],
        };
        return Some(Joined {
            headers: joined(questions, &below[label], tool(&below[label])),
            rows: label + 1,
        });
    }
    let labels = below.first()?;
    let continued = |at: usize| first.get(at).is_none_or(|h| h.trim().is_empty());
    let filled = |at: &usize| labels.get(*at).is_some_and(|l| !l.trim().is_empty());
    let all = || (0..first.len().max(labels.len())).filter(filled);
    let is_answer = |at: usize| ANSWERS.contains(&Header::new(&labels[at]).plain.as_str());
    // Replies have a value in the first column, labels none; and something must be labelled that a header lacks.
    let fits = labels.first().is_none_or(|l| l.trim().is_empty())
        && all().next().is_some()
        && all().any(|at| continued(at) || is_answer(at))
        && all().filter(|at| continued(*at) || is_answer(*at)).count() * 2 >= all().count();
    if are_groups(first, below) {
        return Some(Joined {
            headers: labels.clone(),
            rows: 1,
        });
    }
    (fits && (tool(first).is_some() || all().any(is_answer))).then(|| Joined {
        headers: joined(first, labels, tool(first)),
        rows: 1,
    })
}

/// Whether the first row names groups of the columns that the row below names: it has gaps, that one has none and holds
/// headers or questions, and what follows does not.
fn are_groups(first: &[String], below: &[Vec<String>]) -> bool {
    let [labels, data, ..] = below else {
        return false;
    };
    let blank = |at: usize| first.get(at).is_none_or(|c| c.trim().is_empty());
    let gaps = (0..labels.len()).filter(|at| blank(*at)).count();
    let whole = labels.iter().all(|l| !l.trim().is_empty());
    let distinct: FxHashSet<&str> = labels.iter().map(|l| l.trim()).collect();
    let headers = |row: &[String]| {
        let is = |cell: &&String| words::is_known(cell) || is_question(cell);
        row.iter().filter(is).count()
    };
    let named = headers(labels);
    labels.len() >= 4
        && 3 * gaps >= labels.len()
        && whole
        && distinct.len() == labels.len()
        && named >= 2
        && named > headers(first)
        && 2 * headers(data) < named
}

fn tool(row: &[String]) -> Option<&'static Tool> {
    let headers: Vec<Header> = row.iter().map(|h| Header::new(h)).collect();
    // A first cell alone says nothing here.
    Tool::of(headers.iter()).filter(|t| t.has_marks())
}

/// One name a column: `Question [label]`, the question alone where its label says nothing, the label alone where no
/// question is above it or the column is the program's own.
fn joined(questions: &[String], labels: &[String], tool: Option<&Tool>) -> Vec<String> {
    let mut question = "";
    let mut out = Vec::new();
    for at in 0..questions.len().max(labels.len()) {
        let above = questions.get(at).map_or("", |q| q.trim());
        let label = labels.get(at).map_or("", |l| l.trim());
        if !above.is_empty() {
            question = above;
        }
        let header = Header::new(label);
        let own = !label.is_empty() && tool.is_some_and(|t| t.owns(&header));
        out.push(match () {
            () if own => label.to_string(),
            // A column without a label is its question's own; one that continues it has no name.
            () if label.is_empty() => above.to_string(),
            () if question.is_empty() => label.to_string(),
            () if ANSWERS.contains(&header.plain.as_str()) => question.to_string(),
            () => format!("{question} [{label}]"),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|l| l.split(';').map(str::to_string).collect())
            .collect()
    }

    fn headers(text: &str) -> Option<(String, usize)> {
        join(&lines(text)).map(|j| (j.headers.join(";"), j.rows))
    }

    #[test]
    fn labels_below_and_questions_above() {
        let below = "Respondent ID;Collector ID;Start Date;Vos lieux ?;;;Votre avis ?\n\
                     ;;;La gare;Le port;Autre (précisez);Open-Ended Response\n1;2;3;La gare;;;x";
        let wanted = "Respondent ID;Collector ID;Start Date;Vos lieux ? [La gare];Vos lieux ? [Le port];\
                      Vos lieux ? [Autre (précisez)];Votre avis ?";
        assert_eq!(headers(below), Some((wanted.to_string(), 1)));
        let above = "Une enquête;;;;\nInformations de soumission;;Vos lieux ?;;Votre avis ?\n\
                     Numéro de série;SID;La gare;Le port;\n1;2;X;;x";
        let wanted = "Numéro de série;SID;Vos lieux ? [La gare];Vos lieux ? [Le port];Votre avis ?";
        assert_eq!(headers(above), Some((wanted.to_string(), 2)));
    }

    #[test]
    fn groups_above_a_header_are_no_questions() {
        let groups = "Envoi;;;;Votre avis;;Vous;\n\
                      Numéro;Date;Utilisateur;Adresse IP;Êtes-vous contre le projet ?;Pourquoi ?;Profil;Ville\n\
                      1;2025-02-01;Anonyme;10.0.0.1;Oui;Il est trop cher.;Habitant;Brest";
        let wanted = "Numéro;Date;Utilisateur;Adresse IP;Êtes-vous contre le projet ?;Pourquoi ?;Profil;Ville";
        assert_eq!(headers(groups), Some((wanted.to_string(), 1)));
        // Cells that are empty in a row of data are no groups.
        let data = "id;date;texte;avis;ville\n1;2025-02-01;Un bus.;Pour;Brest\n2;2025-02-01;Un banc.;;Brest";
        assert_eq!(headers(data), None);
    }

    #[test]
    fn one_row_is_one_row() {
        for text in [
            "id;titre;texte\n1;Un bus;Le soir",
            "id;titre;;texte\n;Un bus;x;Le soir",
            "Horodateur;Pourquoi ?\n;Le soir",
            "Respondent ID;Collector ID;Votre avis ?\n1;2;x",
            "Numéro de série;SID;Votre avis ?\n1;2;x",
            "id;submitdate;lastpage;G01Q01\n1;;1;A1",
        ] {
            assert_eq!(headers(text), None, "{text}");
        }
    }
}
