//! What is under a count: the forms that were counted, the words that the query does without, and spellings near
//! those that nobody used.

use super::super::ask::Question;
use super::super::kwic::OpenTexts;
use super::super::{PipelineError, Selection};
use crate::index::Match;
use crate::model::Kind;
use crate::tally::{Inclusion, ModeratedOption, OrganiserOption};
use crate::text::{Expr, Item, Lexicon, fold, resolve_item};
use crate::textometry::{self, FormRow, Occurrence};
use serde::Serialize;
use std::cmp::Reverse;

/// A form, and how many of the occurrences have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormCount {
    /// Its letters, in lower case.
    pub form: String,
    /// Occurrences.
    pub occurrences: u64,
}

impl From<FormRow> for FormCount {
    fn from(row: FormRow) -> Self {
        FormCount {
            form: row.form,
            occurrences: row.occurrences,
        }
    }
}

/// A word of a query that no text has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnusedWord {
    /// The word, as the query has it.
    pub word: String,
    /// The nearest spellings that texts have, with their occurrences in the whole corpus; none where nothing is near.
    pub nearest: Vec<FormCount>,
}

/// What is under a count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The forms of the occurrences, the most frequent first: the first eight, or all that were asked for.
    pub forms: Vec<FormCount>,
    /// Occurrences of forms that are not listed.
    pub other_forms: u64,
    /// Function words of the query that were neither required nor counted.
    pub ignored_words: Vec<String>,
    /// Words of the query that no text has.
    pub unused_words: Vec<UnusedWord>,
    /// Where nothing was found: records that match and are not searched (appendices, moderated, the organiser's, those
    /// outside of a sub-corpus or of the kinds that were named).
    pub not_searched: u64,
}

/// Forms that are listed where not all are asked for.
pub(in crate::pipeline) const MAX_FORMS: usize = 8;
/// The most occurrences whose texts are read to list their forms, where nobody asks for all of them.
const MAX_READ: u64 = 1_000;
/// The most forms that are counted to find the first eight, in eights.
const MAX_CHUNKS: usize = 25;
/// The most characters of a form in a line of a terminal.
const MAX_SHOWN: usize = 60;
/// The most spellings that are proposed for a word.
const MAX_NEAREST: usize = 3;

impl Counted {
    /// Counts the forms of the occurrences in some records that match; `all`: lists every one.
    pub(super) fn new(
        question: &Question<'_>,
        query: &str,
        matches: &[Match],
        all: bool,
    ) -> Result<Self, PipelineError> {
        let open = question.open();
        let occurrences: u64 = matches.iter().map(|m| u64::from(m.occurrences)).sum();
        let mut forms = match all || occurrences <= MAX_READ {
            true => read(question)?,
            false => in_index(question, matches)?,
        };
        if !all {
            forms.truncate(MAX_FORMS);
        }
        let listed: u64 = forms.iter().map(|f| f.occurrences).sum();
        let lexicon = open.lexicon()?;
        let mut unused = Vec::new();
        unused_words(&question.asked, lexicon, &mut unused);
        let not_searched = match matches.is_empty() && unused.is_empty() {
            true => everywhere(question)?,
            false => 0,
        };
        Ok(Counted {
            not_searched,
            other_forms: occurrences.saturating_sub(listed),
            forms,
            ignored_words: open.ignored_words(query)?,
            unused_words: unused,
        })
    }

    /// What a terminal shows of it.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.forms.is_empty() {
            let other = match self.other_forms {
                0 => String::new(),
                n => format!(", others {n} (--forms lists all)"),
            };
            lines.push(format!("forms: {}{other}", listed(&self.forms)));
        } else if self.other_forms > 0 {
            lines.push("forms: --forms lists them".to_string());
        }
        if !self.ignored_words.is_empty() {
            let words = self.ignored_words.join(", ");
            lines.push(format!(
                "function words neither required nor counted: {words} (inside quotation marks they are)"
            ));
        }
        if self.not_searched > 0 {
            lines.push(format!(
                "records that are not searched have it: {} (appendices, moderated and the organiser's texts, or what is \
                 outside of --in and --kind; see --kind all, --moderated include, --organiser include)",
                self.not_searched
            ));
        }
        for unused in &self.unused_words {
            let word = &unused.word;
            lines.push(match unused.nearest.is_empty() {
                true => format!("no text has «{word}»"),
                false => format!(
                    "no text has «{word}»; nearest spellings: {}",
                    listed(&unused.nearest)
                ),
            });
        }
        lines
    }
}

/// How many records of the whole corpus match a query, whatever they are.
fn everywhere(question: &Question<'_>) -> Result<u64, PipelineError> {
    let mut all = Selection::from(Inclusion {
        moderated: ModeratedOption::Include,
        organiser: OrganiserOption::Include,
    });
    all.search_kinds(Kind::ALL.to_vec());
    let asked = question.asked.clone();
    let found = Question::of(question.open(), asked, &all)?.matches()?;
    Ok(found.len() as u64)
}

fn listed(forms: &[FormCount]) -> String {
    let forms = forms.iter();
    // Words that are near each other may have a long text between them.
    let short = |form: &str| match form.char_indices().nth(MAX_SHOWN) {
        Some((at, _)) => format!("{}…", &form[..at]),
        None => form.to_string(),
    };
    let forms = forms.map(|f| format!("{} {}", short(&f.form), f.occurrences));
    forms.collect::<Vec<_>>().join(", ")
}

/// The forms of all occurrences, as the texts have them.
fn read(question: &Question<'_>) -> Result<Vec<FormCount>, PipelineError> {
    let found = question.spans(&question.passages()?)?;
    let occurrences: Vec<Occurrence> = found
        .into_iter()
        .flat_map(|(ordinal, spans)| {
            let spans = spans.into_iter();
            spans.map(move |span| Occurrence { ordinal, span })
        })
        .collect();
    let rows = textometry::forms(&OpenTexts(question.open()), &occurrences)?;
    Ok(rows.into_iter().map(FormCount::from).collect())
}

/// The most frequent of them from the index, where each occurrence is one word; none where some are several, or where the
/// most frequent are not known after many forms.
///
/// A form occurs at most as often in the records as in the corpus: once the last of those listed occurs more often than the
/// next form in the whole corpus, no other can be before it.
fn in_index(question: &Question<'_>, matches: &[Match]) -> Result<Vec<FormCount>, PipelineError> {
    let lexicon = question.open().lexicon()?;
    let rows: Vec<u32> = matches.iter().map(|m| m.ordinal).collect();
    let patterns = question.plan.patterns.iter();
    let mut forms: Vec<u32> = patterns.flat_map(|p| p.items.concat()).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.sort_by_key(|f| (Reverse(lexicon.count_of(*f)), *f));
    let mut found: Vec<FormCount> = Vec::new();
    for (n, some) in forms.chunks(MAX_FORMS).take(MAX_CHUNKS).enumerate() {
        let Some(counts) = question.form_counts(&rows, some)? else {
            return Ok(Vec::new());
        };
        let counted = some.iter().zip(counts).filter(|c| c.1 > 0);
        found.extend(counted.map(|(form, occurrences)| FormCount {
            form: lexicon.text(*form).to_string(),
            occurrences,
        }));
        found.sort_by(|a, b| (b.occurrences.cmp(&a.occurrences)).then_with(|| a.form.cmp(&b.form)));
        let next = forms.get((n + 1) * MAX_FORMS);
        let next = next.map_or(0, |form| lexicon.count_of(*form));
        let last = found.get(MAX_FORMS - 1).map_or(0, |f| f.occurrences);
        if next == 0 || last > next {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The words of an expression, other than those that must be absent, that no text has in any spelling.
fn unused_words(expr: &Expr, lexicon: &Lexicon, out: &mut Vec<UnusedWord>) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => {
            parts
                .iter()
                .for_each(|part| unused_words(part, lexicon, out));
        }
        Expr::Except(a, _) => unused_words(a, lexicon, out),
        Expr::Not(_) | Expr::Test(..) | Expr::Rows(_) => {}
        Expr::Term(term) => {
            let used = |item: &Item| !resolve_item(item, lexicon).is_empty();
            if term.spellings().iter().any(|items| items.iter().all(used)) {
                return;
            }
            for item in &term.items {
                let (Item::Word(word) | Item::Exact(word)) = item else {
                    continue;
                };
                if !used(item) && out.iter().all(|known| known.word != *word) {
                    out.push(UnusedWord {
                        word: word.clone(),
                        nearest: nearest(word, lexicon),
                    });
                }
            }
        }
    }
}

/// The spellings that texts have nearest to a word: those that differ by the fewest letters, the most frequent first.
fn nearest(word: &str, lexicon: &Lexicon) -> Vec<FormCount> {
    let folded = fold(word).into_owned();
    let letters = folded.chars().count();
    let edits = match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    for n in 1..=edits {
        let mut forms = resolve_item(&Item::Fuzzy(folded.clone(), n), lexicon);
        if forms.is_empty() {
            continue;
        }
        forms.sort_by_key(|f| (Reverse(lexicon.count_of(*f)), *f));
        forms.truncate(MAX_NEAREST);
        let count = |form: u32| FormCount {
            form: lexicon.text(form).to_string(),
            occurrences: lexicon.count_of(form),
        };
        return forms.into_iter().map(count).collect();
    }
    Vec::new()
}
