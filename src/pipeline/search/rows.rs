//! The records of a page: what is shown of each, with the way back to its source.

use super::super::PipelineError;
use super::super::ask::{Question, spans_of};
use super::SearchOptions;
use super::explain::Explanation;
use crate::index::{Explained, Match};
use crate::locale::rfc3339;
use crate::model::{Field, Kind, Place, Span};
use crate::store::TextRow;
use serde::Serialize;

/// A record that matches.
#[derive(Clone, Debug, Serialize)]
pub struct SearchRow {
    /// Its place in the order, from 1.
    pub rank: u64,
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its section.
    pub section: Option<String>,
    /// Its author's number.
    pub author: Option<String>,
    /// RFC 3339 with the Paris offset.
    pub published_at: Option<String>,
    /// Whether it is the organiser's; absent where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub organiser: bool,
    /// The side that its author declared.
    pub stance: Option<&'static str>,
    /// Its title.
    pub title: Option<String>,
    /// A passage around its first occurrence, occurrences between « and ».
    pub snippet: String,
    /// Its occurrences: field, first byte, one past the last byte.
    pub spans: Vec<Span>,
    /// BM25F.
    pub score: f32,
    /// The source, file and place that it came from.
    pub source: String,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Why it matched and scored so, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// The rows of some matches; the first of them is at place `from` of the order.
pub(super) fn rows(
    question: &Question<'_>,
    matches: &[Match],
    from: usize,
    options: &SearchOptions,
) -> Result<Vec<SearchRow>, PipelineError> {
    let open = question.open();
    let facts = open.facts()?;
    let mut ordinals: Vec<u32> = matches.iter().map(|m| m.ordinal).collect();
    let texts = open.texts()?.get(&ordinals)?;
    ordinals.sort_unstable();
    let explained = question.explained(&ordinals)?;
    let nothing = Explained::default();
    matches
        .iter()
        .zip(&texts)
        .enumerate()
        .map(|(i, (m, text))| {
            let ordinal = m.ordinal;
            // Every match is one of the ordinals that were asked for.
            let found = explained
                .binary_search_by_key(&ordinal, |e| e.0)
                .map_or(&nothing, |at| &explained[at].1);
            let spans = spans_of(text, &found.passages);
            let origin = facts.origin(ordinal);
            let explanation = match options.explain {
                true => Some(Explanation::new(question, ordinal, &found.scores)?),
                false => None,
            };
            Ok(SearchRow {
                rank: (from + i) as u64 + 1,
                id: text.id.clone(),
                kind: facts.kind(ordinal),
                section: facts.section(ordinal).map(str::to_string),
                author: facts.author(ordinal).map(|a| a.to_string()),
                published_at: facts.published_at(ordinal).map(rfc3339),
                organiser: facts.is_organiser(ordinal),
                stance: facts.side(ordinal).map(|s| s.name()),
                title: Some(text.title.clone()).filter(|t| !t.is_empty()),
                snippet: snippet(text, &spans),
                spans,
                score: m.score,
                source: origin.source.to_string(),
                file: origin.file.to_string(),
                place: origin.place,
                explanation,
            })
        })
        .collect()
}

/// Bytes shown before and after the first occurrence.
const AROUND: usize = 80;

/// A passage around the first occurrence in the body (else in the title), on one line, its occurrences
/// marked with guillemets.
fn snippet(row: &TextRow, spans: &[Span]) -> String {
    let first = spans
        .iter()
        .find(|s| s.field == Field::Body)
        .or(spans.first());
    let field = match first {
        Some(span) => span.field,
        None if row.body.is_empty() => Field::Title,
        None => Field::Body,
    };
    let text = match field {
        Field::Title => &row.title,
        Field::Body => &row.body,
    };
    let (from, to) = first.map_or((0, 0), |s| (s.start as usize, s.end as usize));
    let mut start = from.saturating_sub(AROUND);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    // Begin and end at a space where there is one near.
    if start > 0
        && let Some(space) = text[start..from].find(char::is_whitespace)
    {
        start += space;
    }
    let mut end = (to + AROUND).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if end < text.len()
        && let Some(space) = text[to..end].rfind(char::is_whitespace)
    {
        end = to + space;
    }
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let mut at = start;
    for span in spans.iter().filter(|s| s.field == field) {
        let (s, e) = (span.start as usize, span.end as usize);
        if s < at || e > end {
            continue;
        }
        out.push_str(&text[at..s]);
        out.push('«');
        out.push_str(&text[s..e]);
        out.push('»');
        at = e;
    }
    out.push_str(&text[at..end]);
    let mut line = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(rest) = line.strip_prefix("… ") {
        line = format!("…{rest}");
    }
    if end < text.len() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(title: &str, body: &str) -> TextRow {
        TextRow {
            id: String::new(),
            title: title.into(),
            body: body.into(),
        }
    }

    fn body(start: u32, end: u32) -> Span {
        Span {
            field: Field::Body,
            start,
            end,
        }
    }

    #[test]
    fn a_snippet_shows_the_first_occurrence_in_the_body() {
        let text = "Il faut former les agents.\nEt former encore.";
        assert_eq!(
            snippet(&row("Former", text), &[body(8, 14), body(30, 36)]),
            "Il faut «former» les agents. Et «former» encore."
        );
        assert_eq!(snippet(&row("Sans corps", ""), &[]), "Sans corps");
        let long = "œ ".repeat(60) + "formation" + &" à".repeat(60);
        let found = snippet(&row("", &long), &[body(180, 189)]);
        assert!(found.starts_with("…œ") && found.ends_with("à…"), "{found}");
        assert!(found.contains("œ «formation» à"), "{found}");
    }

    proptest! {
        /// Any text and any words of it: marks aside, a snippet is a piece of the text on one line.
        #[test]
        fn a_snippet_is_a_piece_of_the_text(text in "[a-zé’ œ\u{A0}\n.«»🙂]{0,400}", picks in prop::collection::vec(0usize..60, 0..6)) {
            let mut words = Vec::new();
            crate::text::scan(&text, |w| words.push((w.start as u32, w.end as u32)));
            let mut spans: Vec<Span> = picks
                .iter()
                .filter_map(|p| words.get(*p).map(|w| body(w.0, w.1)))
                .collect();
            spans.sort();
            spans.dedup();
            let shown = snippet(&row("", &text), &spans);
            prop_assert!(!shown.contains('\n'));
            let plain = |t: &str| -> String {
                t.chars().filter(|c| !c.is_whitespace() && !"«»…".contains(*c)).collect()
            };
            prop_assert!(plain(&text).contains(&plain(&shown)), "{} in {}", shown, text);
            if let Some(first) = spans.first() {
                let word = first.of(&text).unwrap();
                let marked = format!("«{word}»");
                prop_assert!(shown.contains(&marked), "{} in {}", word, shown);
            }
        }
    }
}
