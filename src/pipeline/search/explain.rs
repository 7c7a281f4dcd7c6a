//! `--explain`: why a record matched and scored so.

use super::super::PipelineError;
use super::super::ask::Question;
use crate::index::PatternScore;
use crate::text::{Lexicon, Pattern};
use serde::Serialize;

/// What a term of the query adds to a record's score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermScore {
    /// The term, as the query has it or as another spelling of it.
    pub term: String,
    /// The forms of the corpus that it means, the most frequent first; a word of a phrase after the other.
    pub forms: Vec<String>,
    /// How many forms it means in all.
    pub forms_in_all: u64,
    /// Its occurrences in the title.
    pub title: u32,
    /// Its occurrences in the body.
    pub body: u32,
    /// Its inverse document frequency: the rarer, the more.
    pub idf: f32,
    /// What it adds to the score.
    pub score: f32,
}

/// Why a record matched and scored so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The query as it was understood.
    pub query: String,
    /// Words of the record's title.
    pub title_words: u32,
    /// Words of its body.
    pub body_words: u32,
    /// What each term that the record has adds; they sum up to the score.
    pub terms: Vec<TermScore>,
}

/// Forms that a term names.
const MAX_NAMED: usize = 8;

/// The most frequent forms of each word of a pattern.
fn forms(pattern: &Pattern, lexicon: &Lexicon) -> Vec<String> {
    let mut out = Vec::new();
    for item in &pattern.items {
        let mut forms = item.clone();
        forms.sort_by_key(|f| (std::cmp::Reverse(lexicon.count_of(*f)), *f));
        let named = forms.iter().take(MAX_NAMED);
        out.extend(named.map(|f| lexicon.text(*f).to_string()));
    }
    out
}

impl Explanation {
    /// What the scores of a record mean.
    pub(super) fn new(
        question: &Question<'_>,
        ordinal: u32,
        scores: &[PatternScore],
    ) -> Result<Self, PipelineError> {
        let open = question.open();
        let (facts, lexicon) = (open.facts()?, open.lexicon()?);
        let terms = scores
            .iter()
            .map(|s| {
                let pattern = &question.plan.patterns[s.pattern];
                TermScore {
                    term: question.plan.terms[s.pattern].to_string(),
                    forms: forms(pattern, lexicon),
                    forms_in_all: pattern.items.iter().map(|i| i.len() as u64).sum(),
                    title: s.tf[0],
                    body: s.tf[1],
                    idf: s.idf,
                    score: s.score,
                }
            })
            .collect();
        Ok(Explanation {
            query: question.asked.to_string(),
            title_words: facts.title_words()[ordinal as usize],
            body_words: facts.body_words()[ordinal as usize],
            terms,
        })
    }

    /// The explanation as lines for a terminal.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "    {} words of title, {} of body",
            self.title_words, self.body_words
        )];
        for t in &self.terms {
            let more = match t.forms_in_all.saturating_sub(t.forms.len() as u64) {
                0 => String::new(),
                n => format!(", {n} more"),
            };
            lines.push(format!(
                "    {:.3}  {}: {} in the title, {} in the body, idf {:.3} ({}{more})",
                t.score,
                t.term,
                t.title,
                t.body,
                t.idf,
                t.forms.join(", ")
            ));
        }
        lines
    }
}
