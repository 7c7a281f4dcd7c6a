//! BM25F: how well a record answers a query.

use crate::text::{Node, Plan};

/// How records are ranked.
///
/// BM25F (Robertson, Zaragoza and Taylor 2004; Robertson and Zaragoza 2009, section 3.6): frequencies of
/// title and body, each divided by how long its field is beside the average, are added with their weights
/// before they saturate. A term is a pattern: a word with all its forms, or a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// How soon more occurrences add nothing, over 0.
    pub k1: f32,
    /// How much a title's length counts, from 0 to 1.
    pub title_b: f32,
    /// How much a body's length counts, from 0 to 1.
    pub body_b: f32,
    /// What an occurrence in the title weighs, one in the body weighing 1.
    pub title_weight: f32,
    /// Whether title and body are one text of `body_b` in which all occurrences weigh the same: BM25 without
    /// fields (Robertson and Zaragoza 2009, section 3.5).
    pub one_text: bool,
}

impl Ranking {
    /// What `palabre search` uses: chosen among 420 settings on the dev half of the demo's relevance set, in the
    /// middle of a plateau.
    pub const SHIPPED: Ranking = Ranking {
        k1: 1.2,
        title_b: 0.5,
        body_b: 0.5,
        title_weight: 2.0,
        one_text: false,
    };

    /// BM25 alone, to compare with.
    pub const BM25: Ranking = Ranking {
        k1: 1.2,
        title_b: 0.75,
        body_b: 0.75,
        title_weight: 1.0,
        one_text: true,
    };
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking::SHIPPED
    }
}

/// The words of every record's title and body, by ordinal, and their means.
#[derive(Clone, Copy, Debug)]
pub struct Lengths<'f> {
    title: &'f [u32],
    body: &'f [u32],
    mean: MeanLengths,
}

/// Mean numbers of words, of the texts that have any.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanLengths {
    title: f32,
    body: f32,
    both: f32,
}

impl MeanLengths {
    /// The means of titles and bodies; reads all lengths.
    pub fn new(title: &[u32], body: &[u32]) -> Self {
        let both = title.iter().zip(body);
        MeanLengths {
            title: mean(title.iter().copied()),
            body: mean(body.iter().copied()),
            both: mean(both.map(|(t, b)| t + b)),
        }
    }
}

/// The mean of the lengths that are not 0.
fn mean(lengths: impl Iterator<Item = u32>) -> f32 {
    let (sum, n) = lengths
        .filter(|l| *l > 0)
        .fold((0u64, 0u64), |(sum, n), l| (sum + u64::from(l), n + 1));
    (sum as f64 / n.max(1) as f64).max(1.0) as f32
}

impl<'f> Lengths<'f> {
    /// The lengths of titles and bodies with their means.
    pub fn new(title: &'f [u32], body: &'f [u32], mean: MeanLengths) -> Self {
        Lengths { title, body, mean }
    }
}

/// The formula with everything that one query makes constant.
pub(super) struct Scorer<'f> {
    ranking: Ranking,
    lengths: Lengths<'f>,
    /// For each pattern, its inverse document frequency; 0 for patterns that only exclude.
    pub idf: Vec<f32>,
}

impl<'f> Scorer<'f> {
    /// A scorer; `item_records` says in how many records each word of each pattern is at most.
    pub(super) fn new(
        ranking: Ranking,
        lengths: Lengths<'f>,
        plan: &Plan,
        records: u32,
        item_records: &[Vec<u64>],
    ) -> Self {
        let n = f64::from(records);
        let mut positive = vec![false; plan.patterns.len()];
        for node in &plan.nodes {
            mark_positive(node, &mut positive);
        }
        let idf = item_records
            .iter()
            .zip(&positive)
            .map(|(items, positive)| {
                if !positive {
                    return 0.0;
                }
                // A phrase weighs as much as its words together.
                let sum: f64 = items
                    .iter()
                    .map(|df| {
                        let df = (*df as f64).min(n);
                        (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
                    })
                    .sum();
                sum as f32
            })
            .collect();
        Scorer {
            ranking,
            lengths,
            idf,
        }
    }

    /// What a pattern adds to the score of a record; `tf` counts it in title and body.
    #[inline]
    pub(super) fn score(&self, pattern: usize, ordinal: u32, tf: [u32; 2]) -> f32 {
        let at = ordinal as usize;
        let r = &self.ranking;
        let part = |tf: u32, length: f32, mean: f32, b: f32| -> f32 {
            if tf == 0 {
                return 0.0;
            }
            tf as f32 / (1.0 - b + b * length / mean)
        };
        let length = |lengths: &[u32]| lengths.get(at).copied().unwrap_or(0) as f32;
        let (title, body) = (length(self.lengths.title), length(self.lengths.body));
        let weighted = if r.one_text {
            part(
                tf[0] + tf[1],
                title + body,
                self.lengths.mean.both,
                r.body_b,
            )
        } else {
            r.title_weight * part(tf[0], title, self.lengths.mean.title, r.title_b)
                + part(tf[1], body, self.lengths.mean.body, r.body_b)
        };
        self.idf[pattern] * (r.k1 + 1.0) * weighted / (r.k1 + weighted)
    }
}

/// Marks the patterns whose occurrences a tree can give.
pub(super) fn mark_positive(node: &Node, positive: &mut [bool]) {
    match node {
        Node::Pattern(p) => positive[*p] = true,
        Node::And(parts) | Node::Or(parts) => {
            for part in parts {
                mark_positive(part, positive);
            }
        }
        Node::Except(a, _) => mark_positive(a, positive),
        Node::Not(_) | Node::Rows(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Pattern;

    fn plan() -> Plan {
        Plan {
            patterns: vec![Pattern {
                items: vec![vec![0]],
                slop: None,
                field: None,
            }],
            terms: Vec::new(),
            nodes: vec![Node::Pattern(0)],
        }
    }

    /// Values worked out by hand.
    #[test]
    fn a_term_weighs_what_the_formula_says() {
        let (title, body) = ([2, 0, 4], [10, 20, 30]);
        let lengths = Lengths::new(&title, &body, MeanLengths::new(&title, &body));
        let of = |ranking| Scorer::new(ranking, lengths, &plan(), 10, &[vec![3]]);
        let idf = (1.0f32 + 7.5 / 3.5).ln();
        let near = |a: f32, b: f32| assert!((a - b).abs() < 1e-5, "{a} is not {b}");
        let fields = of(Ranking {
            k1: 1.2,
            title_b: 0.5,
            body_b: 0.75,
            title_weight: 2.0,
            one_text: false,
        });
        // Title: 1 / (0.5 + 0.5 * 2 / 3), twice; body: 2 / (0.25 + 0.75 * 10 / 20).
        let weighted = 2.0 / (0.5 + 1.0 / 3.0) + 2.0 / 0.625;
        near(
            fields.score(0, 0, [1, 2]),
            idf * 2.2 * weighted / (1.2 + weighted),
        );
        // One text of 12 words, where the mean is (12 + 20 + 34) / 3 = 22.
        let length = 0.25 + 0.75 * 12.0 / 22.0;
        near(
            of(Ranking::BM25).score(0, 0, [1, 2]),
            idf * 3.0 * 2.2 / (3.0 + 1.2 * length),
        );
        assert_eq!(fields.score(0, 1, [0, 0]), 0.0);
    }
}
