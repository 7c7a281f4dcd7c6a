//! Which passages are quoted, and where they begin and end. Every rule is printed in the report.

use super::material::Material;
use crate::model::{AuthorId, Field, Record, RowSet, Side, Span};
use crate::text::{Flags, scan};
use std::collections::BTreeSet;

/// Longest passage, in bytes of the kept text.
const MAX_BYTES: usize = 420;

/// A passage chosen from a record.
pub(super) struct Passage {
    /// The record.
    pub ordinal: u32,
    /// The passage.
    pub span: Span,
    /// Occurrences to highlight in it.
    pub marks: Vec<Span>,
    /// Whether text of the same field was left out before and after it.
    pub cut: (bool, bool),
}

/// The texts of `rows` to quote for a theme, at most `wanted`: the passages with most occurrences of it first, then the earliest, then source order; one a participant, no text twice, none moderated.
pub(super) fn theme_passages(
    material: &Material<'_>,
    rows: &RowSet,
    theme: usize,
    wanted: usize,
) -> Vec<Passage> {
    let mut candidates: Vec<(usize, &Record)> = rows
        .minus(&material.view.moderated)
        .iter()
        .map(|o| (body_marks(material, o, theme).count(), material.record(o)))
        .filter(|(n, _)| *n > 0)
        .collect();
    candidates.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let mut found: Vec<(Passage, &Record)> = Vec::new();
    let mut chosen = Vec::new();
    for (i, (most, record)) in candidates.iter().enumerate() {
        found.extend(densest(material, record, theme).map(|p| (p, *record)));
        // A passage has at most its body's occurrences: once enough passages have more than any body
        // that is left, no other can come before them.
        let next = candidates.get(i + 1).map_or(0, |c| c.0);
        if next < *most || next == 0 {
            chosen = best(&mut found, wanted);
            let least = chosen.last().map_or(0, |p: &usize| found[*p].0.marks.len());
            if chosen.len() == wanted && least > next {
                break;
            }
        }
    }
    let mut out = Vec::new();
    for at in chosen.into_iter().rev() {
        out.push(found.swap_remove(at).0);
    }
    out.reverse();
    out
}

/// The places of the best passages: most occurrences first, then the earliest, then source order; one a
/// participant, no text twice. `found` is put in that order.
fn best(found: &mut [(Passage, &Record)], wanted: usize) -> Vec<usize> {
    found.sort_by(|(a, r), (b, s)| {
        b.marks
            .len()
            .cmp(&a.marks.len())
            .then(r.published_at.cmp(&s.published_at))
            .then(r.ordinal.cmp(&s.ordinal))
    });
    let mut authors: BTreeSet<AuthorId> = BTreeSet::new();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    found
        .iter()
        .enumerate()
        .filter(|(_, (_, r))| r.author.is_none_or(|a| authors.insert(a)) && texts.insert(&r.body))
        .map(|(i, _)| i)
        .take(wanted)
        .collect()
}

/// The occurrences of a theme in a record's body.
fn body_marks<'m>(
    material: &'m Material<'_>,
    ordinal: u32,
    theme: usize,
) -> impl Iterator<Item = Span> + 'm {
    material
        .hits_of(ordinal)
        .iter()
        .filter(move |h| h.theme as usize == theme)
        .filter_map(|h| h.span)
        .filter(|s| s.field == Field::Body)
}

/// The passage of a record's body with most occurrences of a theme, the first of several.
pub(super) fn densest(material: &Material<'_>, record: &Record, theme: usize) -> Option<Passage> {
    let marks: Vec<Span> = body_marks(material, record.ordinal, theme).collect();
    let starts = sentence_starts(&record.body);
    let mut densest: Option<Passage> = None;
    let mut done = 0;
    for mark in &marks {
        // A mark inside a window that was tried begins at most the same one.
        if (mark.end as usize) <= done {
            continue;
        }
        let (start, end) = window(
            &record.body,
            &starts,
            mark.start as usize,
            mark.end as usize,
        );
        done = end;
        let found = passage(record, start, end, &marks);
        if densest
            .as_ref()
            .is_none_or(|b| found.marks.len() > b.marks.len())
        {
            densest = Some(found);
        }
    }
    densest
}

/// The arguments of a side to quote, at most `wanted`: most votes first, then the earliest, then source
/// order; one a participant, none moderated, none without text, no text twice.
pub(super) fn top_arguments(
    material: &Material<'_>,
    rows: &RowSet,
    side: Side,
    wanted: usize,
) -> Vec<Passage> {
    let mut candidates: Vec<&Record> = rows
        .minus(&material.view.moderated)
        .iter()
        .map(|o| material.record(o))
        .filter(|r| r.declared == Some(side) && !r.body.is_empty())
        .collect();
    candidates.sort_by(|a, b| {
        b.support
            .unwrap_or(0)
            .cmp(&a.support.unwrap_or(0))
            .then(a.published_at.cmp(&b.published_at))
            .then(a.ordinal.cmp(&b.ordinal))
    });
    let mut authors: BTreeSet<AuthorId> = BTreeSet::new();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    candidates
        .into_iter()
        .filter(|r| r.author.is_none_or(|a| authors.insert(a)) && texts.insert(&r.body))
        .take(wanted)
        .map(|r| {
            let (start, end) = window(&r.body, &sentence_starts(&r.body), 0, 0);
            passage(r, start, end, &[])
        })
        .collect()
}

/// The beginning of a record's body.
pub(super) fn opening(record: &Record) -> Option<Passage> {
    if record.body.is_empty() {
        return None;
    }
    let (start, end) = window(&record.body, &sentence_starts(&record.body), 0, 0);
    Some(passage(record, start, end, &[]))
}

fn passage(record: &Record, start: usize, end: usize, marks: &[Span]) -> Passage {
    let (start32, end32) = (start as u32, end as u32);
    Passage {
        ordinal: record.ordinal,
        span: Span {
            field: Field::Body,
            start: start32,
            end: end32,
        },
        // Marks are disjoint and in order.
        marks: marks[marks.partition_point(|m| m.start < start32)..]
            .iter()
            .copied()
            .take_while(|m| m.end <= end32)
            .collect(),
        cut: (
            !record.body[..start].trim().is_empty(),
            !record.body[end..].trim().is_empty(),
        ),
    }
}

/// Where the sentences of a text begin, 0 and the end included.
fn sentence_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    scan(text, |t| {
        if t.flags.has(Flags::SENTENCE_START) {
            starts.push(t.start);
        }
    });
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    // Opening signs before a sentence's first word («, ", -) belong to it.
    for s in starts.iter_mut() {
        while let Some(c) = text[..*s].chars().next_back() {
            if matches!(c, '«' | '"' | '“' | '(' | '\u{A0}' | '\'' | '’') {
                *s -= c.len_utf8();
            } else {
                break;
            }
        }
    }
    starts.push(text.len());
    starts
}

/// Whole sentences around bytes `from..to`, up to [`MAX_BYTES`]: the sentence that holds them, then the ones
/// after it, then the ones before. A sentence that is too long alone is cut between words.
fn window(text: &str, starts: &[usize], from: usize, to: usize) -> (usize, usize) {
    let mut first = starts.partition_point(|s| *s <= from).saturating_sub(1);
    let mut last = starts
        .partition_point(|s| *s < to.max(from + 1))
        .min(starts.len() - 1);
    let trimmed = |a: usize, b: usize| -> (usize, usize) {
        let inside = &text[a..b];
        let lead = inside.len() - inside.trim_start().len();
        (a + lead, a + inside.trim_end().len().max(lead))
    };
    let fits = |a: usize, b: usize| starts[b] - starts[a] <= MAX_BYTES;
    if !fits(first, last) {
        let (start, end) = trimmed(starts[first], starts[last]);
        return cut_between_words(text, start, end, from, to);
    }
    while last + 1 < starts.len() && fits(first, last + 1) {
        last += 1;
    }
    while first > 0 && fits(first - 1, last) {
        first -= 1;
    }
    trimmed(starts[first], starts[last])
}

/// At most [`MAX_BYTES`] bytes of `start..end` that hold `from..to`, cut at spaces.
fn cut_between_words(
    text: &str,
    start: usize,
    end: usize,
    from: usize,
    to: usize,
) -> (usize, usize) {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let room = MAX_BYTES.saturating_sub(to - from) / 2;
    let mut a = boundary(from.saturating_sub(room).max(start));
    if a > start {
        a += text[a..from]
            .find(char::is_whitespace)
            .map_or(from - a, |i| i + 1);
        a = (a..=from)
            .find(|i| text.is_char_boundary(*i))
            .unwrap_or(from);
    }
    let mut b = boundary((a + MAX_BYTES).min(end).max(to));
    if b < end {
        b = to + text[to..b].rfind(char::is_whitespace).unwrap_or(b - to);
    }
    let inside = &text[a..b];
    let lead = inside.len() - inside.trim_start().len();
    (a + lead, a + inside.trim_end().len().max(lead))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_stay_whole_where_they_fit() {
        let text = "Un. Deux mots ici ! « Trois » est là.Quatre encore.";
        assert_eq!(window(text, &sentence_starts(text), 0, 0), (0, text.len()));
        let long = format!("{} FIN {}", "mot ".repeat(200), "mot ".repeat(200));
        let at = long.find("FIN").unwrap();
        let (a, b) = window(&long, &sentence_starts(&long), at, at + 3);
        assert!(b - a <= MAX_BYTES && long[a..b].contains("FIN"));
        assert!(long[a..b].starts_with("mot") && long[a..b].ends_with("mot"));
    }

    proptest! {
        #[test]
        fn a_window_is_a_span_of_its_text_that_holds_the_place(
            text in "[a-zé.!? «»\n]{1,900}", at in 0usize..900
        ) {
            let mut from = at.min(text.len());
            while !text.is_char_boundary(from) { from -= 1; }
            let to = (from + 1..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(from);
            let (a, b) = window(&text, &sentence_starts(&text), from, to);
            prop_assert!(text.get(a..b).is_some());
            let inside = text[from..to].trim();
            prop_assert!(inside.is_empty() || (a <= from && to <= b), "{a}..{b} holds {from}..{to}");
        }
    }
}
