//! The fields of the language: their names, and what is behind the colon.

use super::QueryError;
use super::dates;
use super::source::Source;
use super::words::{forms, is_sign};
use crate::model::{AuthorId, Field, Kind, Side};
use crate::text::expr::{Expr, Test, Votes};
use crate::text::{distance, fold, value_key};
use std::ops::Range;

/// A field of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The words are in that text.
    Text(Field),
    /// The words are those of an address.
    Link,
    Section,
    Theme,
    Stance,
    Author,
    Date,
    Votes(Votes),
    Kind,
    Subcorpus,
    /// A variable, whose name is at these characters of the query.
    Variable(usize, usize),
    /// Reserved.
    Inferred,
}

impl Name {
    /// Whether its value is words of texts, with their signs.
    pub(super) fn takes_words(self) -> bool {
        matches!(self, Name::Text(_) | Name::Link)
    }
}

/// Every name, folded, with an example that an error gives.
const NAMES: [(&str, Name, &str); 33] = [
    ("titre", Name::Text(Field::Title), "titre:formation"),
    ("title", Name::Text(Field::Title), "title:formation"),
    ("texte", Name::Text(Field::Body), "texte:formation"),
    ("body", Name::Text(Field::Body), "body:formation"),
    ("lien", Name::Link, "lien:legifrance"),
    ("link", Name::Link, "link:legifrance"),
    ("section", Name::Section, "section:\"vie publique\""),
    ("theme", Name::Theme, "theme:formation"),
    ("position", Name::Stance, "position:pour"),
    ("stance", Name::Stance, "stance:against"),
    ("auteur", Name::Author, "auteur:P0012"),
    ("author", Name::Author, "author:P0012"),
    ("date", Name::Date, "date:2014-12..2015-01"),
    ("pour", Name::Votes(Votes::Favourable), "pour:>10"),
    (
        "favourable",
        Name::Votes(Votes::Favourable),
        "favourable:>10",
    ),
    ("favorable", Name::Votes(Votes::Favourable), "favorable:>10"),
    ("contre", Name::Votes(Votes::Against), "contre:>10"),
    ("against", Name::Votes(Votes::Against), "against:>10"),
    ("mitige", Name::Votes(Votes::Mixed), "mitige:>10"),
    ("mixed", Name::Votes(Votes::Mixed), "mixed:>10"),
    ("soutiens", Name::Votes(Votes::Support), "soutiens:>10"),
    ("soutien", Name::Votes(Votes::Support), "soutien:>10"),
    ("votes", Name::Votes(Votes::Support), "votes:>10"),
    ("support", Name::Votes(Votes::Support), "support:>10"),
    ("type", Name::Kind, "type:argument"),
    ("kind", Name::Kind, "kind:argument"),
    ("in", Name::Subcorpus, "in:agents"),
    ("dans", Name::Subcorpus, "dans:agents"),
    // `variables` reads what is behind it.
    ("variable", Name::Variable(0, 0), "variable:service=voirie"),
    ("estimee", Name::Inferred, ""),
    ("estime", Name::Inferred, ""),
    ("inferred", Name::Inferred, ""),
    ("estimated", Name::Inferred, ""),
];

/// Whether a name, folded, is that of a field.
pub fn is_field_name(name: &str) -> bool {
    NAMES.iter().any(|n| n.0 == name)
}

/// The shortest unknown name that is held against the known ones, in letters.
const MIN_SLIP: usize = 4;

/// The field that begins at `at`, and the place behind its colon; `None` where there is none.
///
/// A word all in capitals («TITRE:») is the beginning of a pasted title. An unknown word before a colon is
/// text, unless it is one letter away from a field.
pub(super) fn at(source: &Source, at: usize) -> Result<Option<(Name, usize)>, QueryError> {
    let mut colon = at;
    while source.get(colon).is_some_and(char::is_alphabetic) {
        colon += 1;
    }
    if source.get(colon) != Some(':') {
        return Ok(None);
    }
    let written = source.text(&(at..colon));
    let letters = colon - at;
    if letters > 1 && written.chars().all(char::is_uppercase) {
        return Ok(None);
    }
    let ends = |i: usize| source.get(i).is_none_or(|c| c.is_whitespace() || c == ')');
    let folded = fold(&written);
    if let Some((_, name, example)) = NAMES.iter().find(|n| n.0 == folded) {
        if *name == Name::Inferred {
            return source.error(
                at,
                format!(
                    "{written}: asks for an estimated stance, and this version estimates none; \
                     position:pour asks for the stance that the author declared"
                ),
            );
        }
        if ends(colon + 1) {
            return source.error(
                colon + 1,
                format!(
                    "{written}: wants a value directly behind the colon, as in {example}; to search \
                     the word, write \"{written}\""
                ),
            );
        }
        return Ok(Some((*name, colon + 1)));
    }
    if letters < MIN_SLIP || ends(colon + 1) {
        return Ok(None);
    }
    let typed: Vec<char> = folded.chars().collect();
    let near = NAMES.iter().find(|(known, ..)| {
        let known: Vec<char> = known.chars().collect();
        known.len() >= MIN_SLIP && distance::within(&typed, &known, 1)
    });
    match near {
        Some((known, ..)) => source.error(
            at,
            format!(
                "there is no field {written}: ; write {known}: or, to search it as text, put it in \
                 quotation marks"
            ),
        ),
        None => Ok(None),
    }
}

/// What is behind a field's colon, or at one place of its parentheses.
pub(super) struct Value<'s> {
    pub source: &'s Source,
    /// The characters of the value.
    pub range: Range<usize>,
    /// Where the field's name begins: what the test gives as its column.
    pub field: usize,
}

impl Value<'_> {
    fn wrong<T>(&self, message: impl Into<String>) -> Result<T, QueryError> {
        self.source.error(self.range.start, message)
    }

    fn test(&self, test: Test) -> Expr {
        Expr::Test(test, self.source.column(self.field))
    }

    /// The test of a field that asks for a fact.
    pub(super) fn read(&self, name: Name) -> Result<Expr, QueryError> {
        // A comma or a closing sign behind the value belongs to the sentence around it.
        let text = self.source.text(&self.range);
        let text = text.trim().trim_end_matches([',', ';', '!', '?']);
        let test = match name {
            Name::Section => Test::Section(self.section()?),
            Name::Theme => Test::Theme(self.theme(text)?),
            Name::Stance => Test::Stance(self.stance(text)?),
            Name::Author => match author(text) {
                Some(author) => Test::Author(author),
                None => {
                    return self.wrong(format!(
                        "«{text}» is no author's number: write it as the outputs do, auteur:P0012"
                    ));
                }
            },
            Name::Date => {
                let (from, to) = dates::read(text).or_else(|message| self.wrong(message))?;
                Test::Date { from, to }
            }
            Name::Votes(what) => {
                let (least, most) = numbers(text).or_else(|message| self.wrong(message))?;
                Test::Votes { what, least, most }
            }
            Name::Kind => return self.kind(text),
            Name::Subcorpus => {
                if text.is_empty() {
                    return self.wrong("in: wants the name of a sub-corpus, as in in:agents");
                }
                Test::Subcorpus(text.to_string())
            }
            Name::Variable(from, to) => Test::Variable {
                name: fold(&self.source.text(&(from..to))).into_owned(),
                value: self.value(text)?,
            },
            // The lexer refuses the one, the parser reads the other as words.
            Name::Inferred | Name::Text(_) | Name::Link => {
                return self.wrong("this field asks for no fact");
            }
        };
        Ok(self.test(test))
    }

    /// A variable's value as it is compared; `None` for `*`, which is any.
    fn value(&self, text: &str) -> Result<Option<String>, QueryError> {
        if text == "*" {
            return Ok(None);
        }
        let key = value_key(text);
        if key.is_empty() {
            return self.wrong("a value is wanted, or * for any");
        }
        Ok(Some(key))
    }

    fn section(&self) -> Result<String, QueryError> {
        for piece in self.source.pieces(&self.range) {
            if is_sign(self.source.slice(&piece)) {
                return self.source.error(
                    piece.start,
                    "section: takes whole words of the section's name, without = * ~ or /",
                );
            }
        }
        let words: Vec<String> = forms(&self.source.text(&self.range))
            .iter()
            .map(|f| fold(f).into_owned())
            .collect();
        if words.is_empty() {
            return self.wrong("section: wants a word of the section's name");
        }
        Ok(words.join(" "))
    }

    fn theme(&self, text: &str) -> Result<String, QueryError> {
        let id = fold(text).into_owned();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(plain) {
            return self.wrong(format!(
                "«{text}» is no theme's id: ids are small letters, digits and hyphens, as «palabre \
                 themes» lists them"
            ));
        }
        Ok(id)
    }

    fn stance(&self, text: &str) -> Result<Option<Side>, QueryError> {
        Ok(match fold(text).as_ref() {
            "pour" | "for" | "favorable" | "favourable" => Some(Side::Favourable),
            "contre" | "against" | "defavorable" => Some(Side::Against),
            "mitige" | "mitigee" | "mixte" | "mixed" => Some(Side::Mixed),
            "aucune" | "aucun" | "none" => None,
            _ => {
                return self.wrong(format!(
                    "«{text}» is no stance: write pour, contre, mitige or aucune (for, against, mixed, \
                     none)"
                ));
            }
        })
    }

    fn kind(&self, text: &str) -> Result<Expr, QueryError> {
        let folded = fold(text);
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        let kind = match singular {
            "proposition" | "proposal" | "avi" | "opinion" => Kind::Proposal,
            "reponse" | "answer" => Kind::Answer,
            "argument" => Kind::Argument,
            "commentaire" | "comment" => Kind::Comment,
            "version" => Kind::Version,
            "source" => Kind::Source,
            "annexe" | "appendix" | "appendice" => Kind::Appendix,
            "question" => Kind::Question,
            "formulaire" | "reply" | "replie" => Kind::Reply,
            "contribution" => {
                let kinds = Kind::ALL.into_iter().filter(|k| k.is_contribution());
                return Ok(Expr::Or(kinds.map(|k| self.test(Test::Kind(k))).collect()));
            }
            _ => {
                return self.wrong(format!(
                    "«{text}» is no kind: write contribution, proposition, réponse, argument, \
                     commentaire, version, source, annexe, question or formulaire, or the English names"
                ));
            }
        };
        Ok(self.test(Test::Kind(kind)))
    }
}

fn author(text: &str) -> Option<AuthorId> {
    let digits = text.strip_prefix(['P', 'p'])?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if plain {
        digits.parse().ok().map(AuthorId)
    } else {
        None
    }
}

/// A number or a range of numbers, both ends included: `10`, `>10`, `>=10`, `<10`, `<=10`, `10..20`.
fn numbers(text: &str) -> Result<(Option<u64>, Option<u64>), String> {
    let number = |digits: &str| -> Result<u64, String> {
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| plain).ok_or(format!(
            "«{text}» is no number of votes: write 10, >10, >=10, <10, <=10 or 10..20, without spaces"
        ))
    };
    let (least, most) = match super::dates::bound(text) {
        Some((">", rest)) => match number(rest)?.checked_add(1) {
            Some(least) => (Some(least), None),
            None => return Err(format!("no number of votes is above {rest}")),
        },
        Some((">=", rest)) => (Some(number(rest)?), None),
        Some(("<", rest)) => match number(rest)?.checked_sub(1) {
            Some(most) => (None, Some(most)),
            None => return Err("no number of votes is below 0".into()),
        },
        Some((_, rest)) => (None, Some(number(rest)?)),
        None => match super::dates::range(text) {
            None => (Some(number(text)?), Some(number(text)?)),
            Some((a, b)) => {
                let end = |t: &str| {
                    if t.is_empty() {
                        Ok(None)
                    } else {
                        number(t).map(Some)
                    }
                };
                if a.is_empty() && b.is_empty() {
                    number("")?;
                }
                (end(a)?, end(b)?)
            }
        },
    };
    if let (Some(a), Some(b)) = (least, most)
        && a > b
    {
        return Err(format!("«{text}» ends before it begins: write {b}..{a}"));
    }
    Ok((least, most))
}
