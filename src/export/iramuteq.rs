//! A starred corpus, as IRaMuTeQ and Alceste read it: a line of variables a text, the text below.

use super::{Notes, Numbers, Variables, Words};
use crate::locale::paris;
use crate::model::{Record, Side};
use crate::text::{Piece, lemmas};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Write};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Writes records as a starred corpus in UTF-8, without a byte order mark: IRaMuTeQ would take the mark for
/// a part of the first line.
pub fn write(
    records: &[&Record],
    with: Variables,
    words: Words,
    out: &mut dyn Write,
) -> io::Result<Notes> {
    let mut notes = Notes::default();
    let numbers = Numbers::new(records, modality);
    let mut sections = Modalities::default();
    let mut consultations = Modalities::default();
    // A variable that is the same for all texts says nothing.
    let several: FxHashSet<&str> = records.iter().map(|r| r.consultation.as_str()).collect();
    for record in records {
        if record.title.is_empty() && record.body.is_empty() {
            notes.without_text += 1;
            continue;
        }
        let mut line = String::from("****");
        let mut variable = |name: &str, value: &str| {
            line.push_str(" *");
            line.push_str(name);
            if !value.is_empty() {
                line.push('_');
                line.push_str(value);
            }
        };
        variable("id", &numbers.own(record));
        variable("kind", record.kind.name());
        match numbers.parent(record) {
            Some((kind, number)) => variable("parent", &format!("{}-{number}", kind.name())),
            None => notes.parents_missing += u64::from(record.parent.is_some()),
        }
        if several.len() > 1 && !record.consultation.is_empty() {
            variable("consultation", consultations.of(&record.consultation));
        }
        if let Some(section) = record.section.as_deref().filter(|s| !s.is_empty()) {
            variable("section", sections.of(section));
        }
        if let Some(author) = record.author {
            variable("author", &author.to_string());
        }
        if let Some(at) = record.published_at {
            variable("date", &paris(at).date().to_string());
        }
        if let Some(side) = record.declared {
            variable(
                "stance",
                match side {
                    Side::Favourable => "pour",
                    Side::Mixed => "mitige",
                    Side::Against => "contre",
                },
            );
        }
        if record.moderation.moderated {
            variable("moderated", "yes");
        }
        if record.is_organiser() {
            variable("organiser", "yes");
        }
        let titled = !record.title.is_empty() && !titled_by_variable(record);
        if titled {
            variable("title", "first-line");
        }
        let written = record
            .variables
            .iter()
            .filter(|(name, value)| with == Variables::Written || says_title(record, name, value));
        for (name, value) in written {
            variable(&blankless(name), &blankless(value));
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
        let title = Some(record.title.as_str()).filter(|_| titled);
        for line in title.into_iter().chain(record.body.lines()) {
            if looks_like_mark(line) {
                out.write_all(b" ")?;
            }
            match words {
                Words::AsWritten => out.write_all(line.as_bytes())?,
                Words::Lemmatised => out.write_all(lemmatised(line).as_bytes())?,
            }
            out.write_all(b"\n")?;
        }
        out.write_all(b"\n")?;
        notes.records += 1;
    }
    Ok(notes)
}

/// A line with each word's headword in its place; particles and signs stay.
fn lemmatised(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    lemmas(line, |piece| match piece {
        Piece::Between(text) => out.push_str(text),
        Piece::Word { lemma, .. } => out.push_str(&lemma),
    });
    out
}

/// Whether a variable of the record says its title already: the title was read from there, and is no text
/// of the corpus.
fn titled_by_variable(record: &Record) -> bool {
    let mut variables = record.variables.iter();
    variables.any(|(name, value)| says_title(record, name, value))
}

fn says_title(record: &Record, name: &str, value: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "title" | "titre")
        && value.replace('_', " ") == record.title
}

/// Whether a line of text would begin a text or a theme, or is a line that an export kept from it.
fn looks_like_mark(line: &str) -> bool {
    let rest = line.trim_start_matches(' ');
    rest.starts_with("****") || rest.starts_with("-*")
}

/// A name or value of a variable in one word; one that was read from a starred corpus stays as it is.
fn blankless(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Text as a modality: letters without accents, digits, `-` and `_`, their case kept. Whatever else it
/// holds is one `-`.
fn modality(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            '_' => out.push('_'),
            c if c.is_alphanumeric() => out.push(c),
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    if out.is_empty() {
        out.push('x');
    }
    out
}

/// The modalities of a variable: two texts that differ have two.
#[derive(Default)]
struct Modalities<'a> {
    of: FxHashMap<&'a str, String>,
    /// The modalities that are given, each with the last number that was put behind it.
    taken: FxHashMap<String, u64>,
}

impl<'a> Modalities<'a> {
    fn of(&mut self, text: &'a str) -> &str {
        let taken = &mut self.taken;
        self.of.entry(text).or_insert_with(|| {
            let short = modality(text);
            let mut own = short.clone();
            let mut n = taken.get(&short).copied().unwrap_or(1);
            while taken.contains_key(&own) {
                n += 1;
                own = format!("{short}-{n}");
            }
            taken.insert(short, n);
            taken.entry(own.clone()).or_insert(1);
            own
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers::tests::record;
    use super::*;
    use crate::model::AuthorId;

    fn written(records: &[Record]) -> String {
        let records: Vec<&Record> = records.iter().collect();
        let mut out = Vec::new();
        write(&records, Variables::Written, Words::AsWritten, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_text_and_its_variables() {
        let mut first = record("s/proposal/7");
        first.section = Some("L’École, c’est « œuvre commune »".into());
        first.author = Some(AuthorId(3));
        first.published_at = "2014-12-15T23:03:00Z".parse().ok();
        first.title = "-*Le titre".into();
        first.body = "**** Oui\n\n -* non\n- *rien*".into();
        first.variables = vec![
            ("csp".into(), "cadre sup".into()),
            ("homme".into(), "".into()),
        ];
        let mut second = record("s/argument/8");
        second.parent = Some("s/proposal/7".into());
        second.declared = Some(Side::Against);
        second.moderation.moderated = true;
        second.body = "Non.".into();
        assert_eq!(
            written(&[first, second]),
            "**** *id_7 *kind_proposal *section_L-Ecole-c-est-oeuvre-commune *author_P0003 \
             *date_2014-12-16 *title_first-line *csp_cadre-sup *homme\n \
             -*Le titre\n **** Oui\n\n  -* non\n- *rien*\n\n\
             **** *id_8 *kind_argument *parent_proposal-7 *stance_contre *moderated_yes\nNon.\n\n"
        );
    }

    #[test]
    fn headwords_in_the_place_of_words() {
        let line = "Les élus n’ont pas formé d'agents : voir https://a.fr, L'ETAT.";
        assert_eq!(
            lemmatised(line),
            "le élu n’avoir pas former d'agent : voir https://a.fr, L'état."
        );
    }

    #[test]
    fn sections_that_differ_have_modalities_that_differ() {
        let mut records = [
            record("s/proposal/1"),
            record("s/proposal/2"),
            record("s/proposal/3"),
        ];
        for (record, section) in
            records
                .iter_mut()
                .zip(["Axe 1\u{A0}: a", "Axe 1 a", "Axe 1\u{A0}: a"])
        {
            record.section = Some(section.into());
            record.body = "x".into();
        }
        let text = written(&records);
        let sections: Vec<&str> = text
            .split("*section_")
            .skip(1)
            .map(|s| s.split(['\n', ' ']).next().unwrap())
            .collect();
        assert_eq!(sections, ["Axe-1-a", "Axe-1-a-2", "Axe-1-a"]);
        assert_eq!(modality("«»"), "x");
    }

    #[test]
    fn records_without_text_and_without_their_parent_are_counted() {
        let mut lonely = record("s/argument/1");
        lonely.parent = Some("s/question/1".into());
        lonely.body = "Oui.".into();
        let empty = record("s/argument/2");
        let notes = write(
            &[&lonely, &empty],
            Variables::LeftOut,
            Words::AsWritten,
            &mut io::sink(),
        )
        .unwrap();
        assert_eq!(
            (notes.records, notes.without_text, notes.parents_missing),
            (1, 1, 1)
        );
        assert_eq!(notes.sentences().len(), 2);
    }
}
