//! The questions of a form: which are open and which are closed, told from the answers themselves.
//!
//! An export names no question's type. A first pass over the file hands every answer to a [`Survey`],
//! which keeps a bounded number of short values a question and then decides; a second pass splits each
//! answer into the choices and the free text by what was decided. The rule and its thresholds are in
//! `docs/formats/grand-debat.md`.

use crate::model::Side;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// What stands between the choices of one answer.
pub(in crate::ingest) const BETWEEN: char = '|';
/// How many values of a question are remembered at once. Any that makes up more than one part in this
/// of a question's values is among them at the end.
const REMEMBERED: usize = 256;
/// The longest value that can be a choice, in characters.
const LONGEST: usize = 200;
/// A choice was made at least this often, and in at least one answer of [`SHARE`].
const FEWEST: u64 = 2;
const SHARE: u64 = 200;
/// A question has at least this many answers before choices are told from texts.
const ANSWERS: u64 = 6;
/// And this many different choices.
const CHOICES: std::ops::RangeInclusive<usize> = 2..=40;
/// And of a hundred answers this many begin with a choice.
const COVERED: u64 = 80;
/// More questions than any form has: what comes after them is open.
const QUESTIONS: usize = 2000;

/// A question of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Question {
    /// The platform's number of it.
    pub number: String,
    /// Its words.
    pub title: String,
    /// Whether it is answered by choices.
    pub closed: bool,
    /// The choices, in alphabetical order; none where the source's shape tells them with each answer.
    pub choices: Vec<String>,
}

/// The questions of a file, each under its number.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Forms {
    /// In the order in which the file names them.
    pub questions: Vec<Question>,
    places: FxHashMap<String, usize>,
}

impl Forms {
    /// The place of a question.
    pub(in crate::ingest) fn place(&self, number: &str) -> Option<usize> {
        self.places.get(number).copied()
    }
}

impl Question {
    /// An answer's choices, each once, and the free text that stands after them.
    ///
    /// All that stands before the last known choice is a choice too: the free text is always the last.
    pub(in crate::ingest) fn split(&self, answer: &str) -> (Vec<String>, String) {
        if !self.closed {
            return (Vec::new(), answer.trim().to_string());
        }
        let known = |part: &str| {
            self.choices
                .binary_search_by(|c| c.as_str().cmp(part))
                .is_ok()
        };
        let mut end = 0;
        let mut at = 0;
        for part in answer.split(BETWEEN) {
            at += part.len() + BETWEEN.len_utf8();
            if known(part.trim()) {
                end = at;
            }
        }
        let (before, after) = answer.split_at(end.min(answer.len()));
        let mut met = FxHashSet::default();
        let parts = before.split(BETWEEN).map(str::trim);
        let choices = parts.filter(|p| !p.is_empty() && met.insert(*p));
        let choices = choices.map(str::to_string).collect();
        (choices, after.trim().to_string())
    }
}

/// What a first pass over a file learns of its questions.
#[derive(Default)]
pub(in crate::ingest) struct Survey {
    forms: Forms,
    tallies: Vec<Tally>,
}

/// What is known of a question's answers so far.
#[derive(Default)]
struct Tally {
    /// How many there are.
    answers: u64,
    /// The shape of one told that it is made of choices.
    told: bool,
    /// One of them is more than a plain yes or no.
    more: bool,
    /// Short values: how often each stands anywhere and as the first of its answer, since it is remembered.
    values: FxHashMap<String, Value>,
}

#[derive(Default)]
struct Value {
    anywhere: u64,
    first: u64,
    /// `anywhere` less what crowding took away: at nothing, the value is forgotten.
    left: u64,
}

impl Survey {
    /// The place of a question, known from now on; nothing where there are too many.
    pub(in crate::ingest) fn question(
        &mut self,
        number: &str,
        title: impl FnOnce() -> String,
    ) -> Option<usize> {
        if let Some(at) = self.forms.place(number) {
            return Some(at);
        }
        let at = self.forms.questions.len();
        if at >= QUESTIONS {
            return None;
        }
        self.forms.questions.push(Question {
            number: number.to_string(),
            title: title(),
            ..Question::default()
        });
        self.tallies.push(Tally::default());
        self.forms.places.insert(number.to_string(), at);
        Some(at)
    }

    /// Takes an answer, in which choices stand one behind the other.
    pub(in crate::ingest) fn answer(&mut self, at: usize, answer: &str) {
        self.tallies[at].parts(answer.split(BETWEEN));
    }

    /// Takes an answer whose shape tells that it is made of choices.
    pub(in crate::ingest) fn choices<'c>(
        &mut self,
        at: usize,
        choices: impl Iterator<Item = &'c str>,
    ) {
        self.tallies[at].told = true;
        self.tallies[at].parts(choices);
    }

    /// Decides.
    pub(in crate::ingest) fn finish(self) -> Forms {
        let mut forms = self.forms;
        for (question, tally) in forms.questions.iter_mut().zip(self.tallies) {
            question.choices = tally.decide();
            question.closed = tally.told || !question.choices.is_empty();
        }
        forms
    }
}

impl Tally {
    fn parts<'p>(&mut self, parts: impl Iterator<Item = &'p str>) {
        let mut first = true;
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            self.answers += u64::from(first);
            self.more |= yes_or_no(part).is_none();
            self.value(part, first);
            first = false;
        }
    }

    fn value(&mut self, part: &str, first: bool) {
        if part.len() > 4 * LONGEST || part.chars().count() > LONGEST {
            return;
        }
        if !self.values.contains_key(part) && self.values.len() >= REMEMBERED {
            // Misra and Gries: what is frequent survives, what stands once is forgotten.
            self.values.retain(|_, v| {
                v.left -= 1;
                v.left > 0
            });
            return;
        }
        let value = self.values.entry(part.to_string()).or_default();
        value.anywhere += 1;
        value.left += 1;
        value.first += u64::from(first);
    }

    /// The choices; none where the answers are texts.
    fn decide(&self) -> Vec<String> {
        let plain = self.answers > 0 && !self.more;
        let often = FEWEST.max(self.answers.div_ceil(SHARE));
        let is_choice = |v: &Value| plain || v.anywhere >= often;
        let chosen = || self.values.iter().filter(|(_, v)| is_choice(v));
        let covered: u64 = chosen().map(|(_, v)| v.first).sum();
        let closed = plain
            || self.told
            || (self.answers >= ANSWERS
                && CHOICES.contains(&chosen().count())
                && u128::from(covered) * 100 >= u128::from(self.answers) * u128::from(COVERED));
        if !closed {
            return Vec::new();
        }
        let mut choices: Vec<String> = chosen().map(|(name, _)| name.clone()).collect();
        choices.sort();
        choices
    }
}

/// The side of a plain yes or no.
fn yes_or_no(choice: &str) -> Option<Side> {
    match plain(choice)?.as_str() {
        "oui" => Some(Side::Favourable),
        "non" => Some(Side::Against),
        _ => None,
    }
}

/// The side that a choice plainly takes.
pub(in crate::ingest) fn side(choice: &str) -> Option<Side> {
    let word = plain(choice)?;
    Some(match word.as_str() {
        "oui"
        | "pour"
        | "favorable"
        | "d accord"
        | "tout a fait d accord"
        | "plutot d accord"
        | "plutot oui"
        | "plutot pour"
        | "plutot favorable"
        | "tout a fait favorable" => Side::Favourable,
        "non"
        | "contre"
        | "defavorable"
        | "pas d accord"
        | "plutot pas d accord"
        | "pas du tout d accord"
        | "plutot non"
        | "plutot contre"
        | "plutot defavorable" => Side::Against,
        "mitige" | "mitigee" => Side::Mixed,
        _ => return None,
    })
}

/// A short choice in the form in which words are compared.
fn plain(choice: &str) -> Option<String> {
    if choice.len() > 64 {
        return None;
    }
    let folded = fold(choice).replace(['\u{A0}', '\u{202F}', '\'', '’', '.', '!'], " ");
    Some(folded.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(answers: &[&str]) -> Question {
        let mut survey = Survey::default();
        let at = survey.question("1", || "Q".into()).unwrap();
        for answer in answers {
            survey.answer(at, answer);
        }
        survey.finish().questions.remove(0)
    }

    const AIR: &str = "La pollution de l'air";
    const SEA: &str = "L’érosion du littoral";

    #[test]
    fn few_repeated_values_are_choices_and_the_rest_is_free() {
        let both = format!("{AIR}|{SEA}");
        let free = format!("{SEA}|le bruit|des avions");
        let q = question(&[AIR, AIR, SEA, &both, &free, "le nucléaire"]);
        assert!(q.closed);
        assert_eq!(q.choices, [AIR, SEA]);
        let split = |a: &str| q.split(a);
        assert_eq!(
            split(&both),
            (vec![AIR.to_string(), SEA.to_string()], String::new())
        );
        assert_eq!(
            split(&free),
            (vec![SEA.to_string()], "le bruit|des avions".to_string())
        );
        assert_eq!(split("le nucléaire"), (vec![], "le nucléaire".to_string()));
        // A choice that nobody else made stands before one that is known.
        let rare = format!("Le loup|{AIR}");
        assert_eq!(
            split(&rare),
            (vec!["Le loup".to_string(), AIR.to_string()], String::new())
        );
        assert_eq!(split(&format!("{AIR}|{AIR}|")).0, [AIR]);
        assert_eq!(split(""), (vec![], String::new()));
        // A hostile cell takes no time that grows with its square.
        let many: Vec<String> = (0..300_000).map(|n| n.to_string()).collect();
        assert_eq!(split(&format!("{}|{AIR}", many.join("|"))).0.len(), 300_001);
    }

    #[test]
    fn texts_are_open_even_where_some_are_the_same() {
        let q = question(&[
            "Non",
            "Non",
            "Rien",
            "Rien",
            "Baisser la TVA",
            "Tout | revoir",
        ]);
        assert!(!q.closed);
        assert_eq!(
            q.split("Tout | revoir"),
            (vec![], "Tout | revoir".to_string())
        );
        // Five answers cannot tell; six can.
        let five = [AIR, AIR, AIR, SEA, SEA];
        assert!(!question(&five).closed);
        assert!(question(&[&five[..], &[AIR]].concat()).closed);
        // One value alone is a formula of politeness, not a choice.
        assert!(!question(&["RAS"; 20]).closed);
        // 79 of 100 begin with a choice, then 80.
        let texts: Vec<String> = (0..21).map(|n| format!("un texte {n}")).collect();
        let mut answers = vec![AIR; 40];
        answers.extend(vec![SEA; 39]);
        answers.extend(texts.iter().map(String::as_str));
        assert!(!question(&answers).closed);
        answers[99] = SEA;
        assert!(question(&answers).closed);
    }

    #[test]
    fn plain_yes_and_no_are_closed_however_few() {
        let q = question(&["Oui", "NON."]);
        assert!(q.closed);
        assert_eq!(q.split("Oui"), (vec!["Oui".to_string()], String::new()));
        assert!(question(&["non"]).closed);
        assert!(!question(&["Oui", "Oui, mais"]).closed);
        assert!(!question(&[]).closed && !question(&["", " | "]).closed);
    }

    #[test]
    fn the_shape_tells_whatever_the_numbers() {
        let mut survey = Survey::default();
        let at = survey.question("160", || "Q".into()).unwrap();
        assert_eq!(survey.question("160", || unreachable!()), Some(at));
        survey.choices(at, ["Une chose", "Une autre"].into_iter());
        let forms = survey.finish();
        assert!(forms.questions[forms.place("160").unwrap()].closed);
    }

    #[test]
    fn frequent_choices_survive_a_crowd_of_texts() {
        let texts: Vec<String> = (0..20_000).map(|n| format!("autre {n}")).collect();
        let mut survey = Survey::default();
        let at = survey.question("1", || "Q".into()).unwrap();
        for (n, text) in texts.iter().enumerate() {
            for choice in [AIR, SEA, "Le bruit", "Les déchets"] {
                survey.answer(at, choice);
            }
            if n % 2 == 0 {
                survey.answer(at, text);
            }
            assert!(survey.tallies[0].values.len() <= REMEMBERED);
        }
        let q = survey.finish().questions.remove(0);
        assert!(q.closed);
        assert_eq!(q.choices.len(), 4);
        let long = "é".repeat(LONGEST + 1);
        assert!(question(&[long.as_str(); 9]).choices.is_empty());
    }

    #[test]
    fn plain_sides_alone_are_sides() {
        for (choice, wanted) in [
            ("Oui", Some(Side::Favourable)),
            ("Tout à fait d’accord", Some(Side::Favourable)),
            ("Non", Some(Side::Against)),
            ("Plutôt défavorable", Some(Side::Against)),
            ("Mitigé", Some(Side::Mixed)),
            ("Oui, sur tout le territoire", None),
            ("Une bonne chose", None),
            ("Je ne sais pas", None),
            ("", None),
        ] {
            assert_eq!(side(choice), wanted, "{choice}");
        }
    }
}
