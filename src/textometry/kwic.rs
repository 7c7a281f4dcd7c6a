//! Keywords in context: an occurrence with the words before and after it, within its field.

use super::collate::{breaks, one_line};
use super::texts::{Kept, Misplaced, Occurrence, Texts, each_chunk};
use crate::text::scan;
use rayon::prelude::*;

/// A line of a concordance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The occurrence.
    pub occurrence: Occurrence,
    /// First byte of the left context, which ends where the occurrence begins.
    pub from: u32,
    /// One past the last byte of the right context, which begins where the occurrence ends.
    pub to: u32,
    /// Whether the field has more words before.
    pub cut_left: bool,
    /// Whether the field has more words after.
    pub cut_right: bool,
    /// The left context on one line ([`one_line`]). `left`, `keyword` and `right` one after the other are the
    /// passage on one line.
    pub left: String,
    /// The occurrence on one line.
    pub keyword: String,
    /// The right context on one line.
    pub right: String,
}

/// The words of a text: first byte, one past the last byte. A kept text is under 4 GiB.
pub fn words(text: &str) -> Vec<(u32, u32)> {
    let mut words = Vec::with_capacity(text.len() / 6);
    scan(text, |t| words.push((t.start as u32, t.end as u32)));
    words
}

/// How many of `words` end before the occurrence begins, and the number of the first word that begins after
/// its end.
pub(super) fn around(words: &[(u32, u32)], occurrence: &Occurrence) -> (usize, usize) {
    (
        words.partition_point(|w| w.1 <= occurrence.span.start),
        words.partition_point(|w| w.0 < occurrence.span.end),
    )
}

/// The line of an occurrence in the text of its field, with at most `context` words on either side.
///
/// Signs that touch the outermost word (an opening guillemet, an elided particle, a comma) stay with it.
pub fn cut(
    text: &str,
    words: &[(u32, u32)],
    occurrence: Occurrence,
    context: usize,
) -> Result<Line, Misplaced> {
    let keyword = occurrence.of(text)?;
    let (start, end) = (occurrence.span.start as usize, occurrence.span.end as usize);
    let (before, after) = around(words, &occurrence);
    let between = |a: u32, b: u32| text.get(a as usize..b as usize).unwrap_or("");
    let from = if context == 0 {
        start
    } else if before <= context {
        text.len() - text.trim_start_matches(breaks).len()
    } else {
        let (last, first) = (words[before - context - 1].1, words[before - context].0);
        let gap = between(last, first);
        match gap.char_indices().rfind(|(_, c)| breaks(*c)) {
            Some((at, c)) => last as usize + at + c.len_utf8(),
            None => first as usize,
        }
    };
    let to = if context == 0 {
        end
    } else if words.len() - after <= context {
        text.trim_end_matches(breaks).len()
    } else {
        let (last, next) = (words[after + context - 1].1, words[after + context].0);
        last as usize + between(last, next).find(breaks).unwrap_or(0)
    };
    // An occurrence at the very edge may be white space itself where a caller's span is no word.
    let (from, to) = (from.min(start), to.max(end));
    Ok(Line {
        occurrence,
        from: from as u32,
        to: to as u32,
        cut_left: before > context,
        cut_right: words.len() - after > context,
        left: one_line(&text[from..start]),
        keyword: one_line(keyword),
        right: one_line(&text[end..to]),
    })
}

/// The lines of occurrences, in the order in which they are given. Only the texts of their records are read.
pub fn lines<T: Texts>(
    texts: &T,
    occurrences: &[Occurrence],
    context: usize,
) -> Result<Vec<Line>, T::Error> {
    let mut reading: Vec<Occurrence> = occurrences.to_vec();
    reading.sort_unstable();
    reading.dedup();
    // In reading order, as the occurrences are.
    let mut made: Vec<Line> = Vec::with_capacity(reading.len());
    each_chunk(texts, &reading, |chunk| {
        let of_chunk: Vec<Vec<Line>> = chunk
            .par_iter()
            .map(|(of_record, kept)| of_one(of_record, kept, context))
            .collect::<Result<_, Misplaced>>()?;
        made.extend(of_chunk.into_iter().flatten());
        Ok(())
    })?;
    // Every occurrence that was given is among those that were read.
    Ok(occurrences
        .iter()
        .filter_map(|o| {
            let at = made.binary_search_by_key(o, |l| l.occurrence).ok()?;
            Some(made[at].clone())
        })
        .collect())
}

/// The lines of one record.
fn of_one(
    occurrences: &[Occurrence],
    kept: &Kept<'_>,
    context: usize,
) -> Result<Vec<Line>, Misplaced> {
    let mut lines = Vec::with_capacity(occurrences.len());
    for (field, occurrences) in fields(occurrences) {
        let text = kept.of(field);
        let words = words(text);
        for occurrence in occurrences {
            lines.push(cut(text, &words, *occurrence, context)?);
        }
    }
    Ok(lines)
}

/// The occurrences of a record by field, fields without any left out.
pub(super) fn fields(
    occurrences: &[Occurrence],
) -> impl Iterator<Item = (crate::model::Field, &[Occurrence])> {
    occurrences
        .chunk_by(|a, b| a.span.field == b.span.field)
        .map(|o| (o[0].span.field, o))
}

/// Texts in memory, for tests.
#[cfg(test)]
pub(super) struct InMemory(pub Vec<Kept<'static>>);

#[cfg(test)]
impl Texts for InMemory {
    type Error = Misplaced;

    fn read(&self, ordinals: &[u32]) -> Result<Vec<Kept<'_>>, Misplaced> {
        Ok(ordinals
            .iter()
            .map(|o| self.0[*o as usize].clone())
            .collect())
    }
}

/// Bodies in memory, and the occurrences of a query in them, in reading order.
#[cfg(test)]
pub(super) fn found(bodies: &[&str], query: &str) -> (InMemory, Vec<Occurrence>) {
    use crate::text::{Analysed, Analyser, Lexicon, Matcher, parse};
    let mut analyser = Analyser::new();
    let mut analysed: Vec<Analysed> = bodies
        .iter()
        .map(|b| Analysed {
            title: Vec::new(),
            body: analyser.analyse(b),
        })
        .collect();
    let expr = parse(query).unwrap();
    let (lexicon, map) = Lexicon::of(analyser);
    for record in &mut analysed {
        map.apply(&mut record.body);
    }
    let matcher = Matcher::new([&expr], &lexicon);
    let mut occurrences = Vec::new();
    for (ordinal, record) in analysed.iter().enumerate() {
        let ordinal = ordinal as u32;
        for (_, hits) in matcher.matches(ordinal, record) {
            occurrences.extend(hits.iter().map(|h| Occurrence {
                ordinal,
                span: h.span,
            }));
        }
    }
    let kept = bodies
        .iter()
        .map(|b| Kept {
            title: "".into(),
            body: b.to_string().into(),
        })
        .collect();
    (InMemory(kept), occurrences)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Span};
    use proptest::prelude::*;

    fn shown(body: &str, query: &str, context: usize) -> Vec<[String; 3]> {
        let (texts, occurrences) = found(&[body], query);
        lines(&texts, &occurrences, context)
            .unwrap()
            .into_iter()
            .map(|l| [l.left, l.keyword, l.right])
            .collect()
    }

    #[test]
    fn words_of_context_with_the_signs_that_touch_them() {
        let body = "Il faut former «\u{A0}les\u{A0}» agents de l’administration\u{A0}!\nEt vite, très vite.";
        assert_eq!(
            shown(body, "agents", 1),
            [["«\u{A0}les\u{A0}» ", "agents", " de"]]
        );
        assert_eq!(
            shown(body, "agents", 2),
            [[
                "former «\u{A0}les\u{A0}» ",
                "agents",
                " de l’administration\u{A0}!"
            ]]
        );
        assert_eq!(
            shown(body, "administration", 3),
            [[
                "«\u{A0}les\u{A0}» agents de l’",
                "administration",
                "\u{A0}! Et vite, très"
            ]]
        );
        assert_eq!(shown(body, "vite", 0)[0], ["", "vite", ""]);
    }

    #[test]
    fn whole_fields_are_not_cut_and_say_so() {
        let (texts, occurrences) = found(&["un œil d'aigle\u{A0}?"], "œil");
        let line = lines(&texts, &occurrences, 8).unwrap().remove(0);
        assert_eq!((line.cut_left, line.cut_right), (false, false));
        assert_eq!((line.from, line.to), (0, 18));
        let line = lines(&texts, &occurrences, 1).unwrap().remove(0);
        assert_eq!((line.cut_left, line.cut_right), (false, false));
        let line = lines(&texts, &occurrences, 0).unwrap().remove(0);
        assert_eq!((line.cut_left, line.cut_right), (true, true));
    }

    #[test]
    fn a_phrase_over_a_line_feed_is_on_one_line() {
        assert_eq!(
            shown("le service\r\n\tpublic en ligne", "\"service public\"", 1),
            [["le ", "service public", " en"]]
        );
    }

    #[test]
    fn a_mask_is_no_word_and_is_never_cut() {
        assert_eq!(
            shown("écrire à [courriel] pour répondre", "répondre", 2),
            [["à [courriel] pour ", "répondre", ""]]
        );
    }

    #[test]
    fn a_span_that_does_not_fit_is_told() {
        let at = |start, end| Occurrence {
            ordinal: 3,
            span: Span {
                field: Field::Body,
                start,
                end,
            },
        };
        for (start, end) in [(0, 9), (1, 2), (2, 0)] {
            let error = cut("œil", &words("œil"), at(start, end), 8).unwrap_err();
            assert!(error.to_string().contains("record number 3"), "{error}");
        }
        assert!(cut("œil", &words("œil"), at(4, 4), 8).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn spans_round_trip_and_words_are_as_many_as_asked(
            body in "(?:[a-cé]{1,2}|l['’]|œu|[ \u{A0}\n.,;:!?«»()-]|\\[courriel\\]|e\u{301}|漢字|😀){0,60}",
            query in "([a-cé]{1,2}|[a-cé]{2}\\*|\"[a-c] [a-cé]{1,2}\"(~2)?)( OR [a-cé]{1,2})?",
            context in 0_usize..5,
        ) {
            let (texts, occurrences) = found(&[&body], &query);
            let all = words(&body);
            for line in lines(&texts, &occurrences, context).unwrap() {
                let (start, end) = (line.occurrence.span.start, line.occurrence.span.end);
                prop_assert!(line.from <= start && end <= line.to);
                let passage = body.get(line.from as usize..line.to as usize);
                prop_assert!(passage.is_some());
                prop_assert_eq!(
                    one_line(passage.unwrap()),
                    format!("{}{}{}", line.left, line.keyword, line.right)
                );
                prop_assert_eq!(one_line(&body[start as usize..end as usize]), line.keyword);
                let before = all.iter().filter(|w| w.1 <= start).count();
                let after = all.iter().filter(|w| w.0 >= end).count();
                let left = all.iter().filter(|w| w.1 <= start && w.0 >= line.from).count();
                let right = all.iter().filter(|w| w.0 >= end && w.1 <= line.to).count();
                prop_assert_eq!(left, before.min(context));
                prop_assert_eq!(right, after.min(context));
                prop_assert_eq!(line.cut_left, before > context);
                prop_assert_eq!(line.cut_right, after > context);
            }
        }
    }
}
