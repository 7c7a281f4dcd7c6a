//! Evaluates a compiled expression over one shard: first which records can match, the rarest words first,
//! then for each of them what the matcher would say, its occurrences and its score.

use super::IndexError;
use super::answer::Match;
use super::lists::{Counts, Place, Scratch, count, places};
use super::phrase::{Passages, phrase};
use super::rank::{Scorer, mark_positive};
use super::sets::{intersection, place};
use super::shard::{List, Shard};
use crate::model::Field;
use crate::text::{Node, Passage, Pattern, Plan, leftmost_longest};

/// The lists of each pattern, field (title, body) and word in one shard.
pub(super) type Lists = Vec<[Vec<Vec<List>>; 2]>;

/// Looks the words of all patterns up.
pub(super) fn look_up(shard: &Shard, plan: &Plan) -> Result<Lists, IndexError> {
    plan.patterns
        .iter()
        .map(|pattern| {
            let of = |field: Field| -> Result<Vec<Vec<List>>, IndexError> {
                if !pattern.stands_in(field) {
                    return Ok(Vec::new());
                }
                pattern
                    .items
                    .iter()
                    .map(|forms| shard.lists(field, forms))
                    .collect()
            };
            Ok([of(Field::Title)?, of(Field::Body)?])
        })
        .collect()
}

/// Called with the ordinal of a record, its passages in reading order, and of each pattern that it has the
/// number and the occurrences in title and body.
pub(super) type Visit<'v> = dyn FnMut(u32, Vec<Passage>, &[(usize, [u32; 2])]) + 'v;

/// What is known of a pattern in the records asked for.
enum Found {
    /// A word: how often.
    Counts(Counts),
    /// Several words: where.
    Passages(Passages),
}

impl Found {
    fn docs(&self) -> &[u32] {
        match self {
            Found::Counts(c) => &c.docs,
            Found::Passages(p) => &p.docs,
        }
    }

    /// Occurrences in title and body of the record at that place.
    fn tf(&self, at: usize) -> [u32; 2] {
        match self {
            Found::Counts(c) => c.tfs[at],
            Found::Passages(p) => counted_apart(p.of(at)),
        }
    }
}

/// The evaluation of one tree in one shard.
pub(super) struct Evaluation<'e> {
    pub(super) shard: &'e Shard,
    plan: &'e Plan,
    node: &'e Node,
    pub(super) lists: &'e Lists,
    scratch: Scratch,
    /// For each pattern what was found, and whether in all records (or in those that a sibling allows).
    found: Vec<Option<(Found, bool)>>,
}

impl<'e> Evaluation<'e> {
    pub(super) fn new(
        shard: &'e Shard,
        plan: &'e Plan,
        node: &'e Node,
        lists: &'e Lists,
        scratch: Scratch,
    ) -> Self {
        Evaluation {
            shard,
            plan,
            node,
            lists,
            scratch,
            found: plan.patterns.iter().map(|_| None).collect(),
        }
    }

    /// Gives the working array back.
    pub(super) fn into_scratch(self) -> Scratch {
        self.scratch
    }

    /// Every record that matches and that `keep` wants, by ordinal.
    pub(super) fn matches(
        &mut self,
        keep: &dyn Fn(u32) -> bool,
        scorer: &Scorer<'_>,
    ) -> Result<Vec<Match>, IndexError> {
        if let Node::Pattern(p) = self.node {
            return self.of_pattern(*p, keep, scorer);
        }
        let docs = self.candidates(keep, None)?;
        if !self.counts_add_up() {
            let mut out = Vec::new();
            self.passages_of(&docs, &mut |ordinal, hits, scores| {
                out.push(Match {
                    ordinal,
                    occurrences: hits.len() as u32,
                    score: scores
                        .iter()
                        .map(|(p, tf)| scorer.score(*p, ordinal, *tf))
                        .sum(),
                });
            })?;
            return Ok(out);
        }
        let mut cursors = vec![0; self.found.len()];
        let mut out = Vec::with_capacity(docs.len());
        let mut here = vec![[0, 0]; self.found.len()];
        let first = self.shard.first;
        for doc in docs {
            let mut score = 0.0;
            for (p, found) in self.found.iter().enumerate() {
                here[p] = [0, 0];
                let Some((found, _)) = found else { continue };
                if let Some(at) = place(found.docs(), &mut cursors[p], doc) {
                    here[p] = found.tf(at);
                    if scorer.idf[p] > 0.0 {
                        score += scorer.score(p, first + doc, here[p]);
                    }
                }
            }
            if let Some(occurrences) = counted(self.node, first + doc, &here) {
                out.push(Match {
                    ordinal: first + doc,
                    occurrences,
                    score,
                });
            }
        }
        Ok(out)
    }

    /// The same for a tree that is one pattern: what is found of it is the answer.
    fn of_pattern(
        &mut self,
        p: usize,
        keep: &dyn Fn(u32) -> bool,
        scorer: &Scorer<'_>,
    ) -> Result<Vec<Match>, IndexError> {
        let found = self.find(p, None)?;
        let docs = found.docs();
        let mut out = Vec::with_capacity(docs.len());
        for (at, doc) in docs.iter().enumerate() {
            let ordinal = self.shard.first + doc;
            if keep(ordinal) {
                let tf = found.tf(at);
                out.push(Match {
                    ordinal,
                    occurrences: tf[0] + tf[1],
                    score: scorer.score(p, ordinal, tf),
                });
            }
        }
        Ok(out)
    }

    /// The occurrences in every record that matches, or in those of `within`: calls `found` with the
    /// ordinal, its passages in reading order, and the pattern's occurrences in title and body.
    pub(super) fn passages(
        &mut self,
        keep: &dyn Fn(u32) -> bool,
        within: Option<&[u32]>,
        found: &mut Visit<'_>,
    ) -> Result<(), IndexError> {
        let docs = self.candidates(keep, within)?;
        self.passages_of(&docs, found)
    }

    /// How often some forms of the tree's words occur in `docs` (ascending); `None` where its occurrences are not single
    /// words that add up.
    pub(super) fn form_counts(
        &mut self,
        docs: &[u32],
        forms: &[u32],
    ) -> Result<Option<Vec<u64>>, IndexError> {
        let mut positive = vec![false; self.plan.patterns.len()];
        mark_positive(self.node, &mut positive);
        let patterns: Vec<usize> = (0..positive.len()).filter(|p| positive[*p]).collect();
        let single = |p: &usize| self.plan.patterns[*p].items.len() == 1;
        if !self.counts_add_up() || !patterns.iter().all(single) {
            return Ok(None);
        }
        let mut out = vec![0; forms.len()];
        let lists = self.lists;
        for list in patterns
            .iter()
            .flat_map(|p| lists[*p].iter().flatten().flatten())
        {
            let Some(at) = forms.iter().position(|form| *form == list.form) else {
                continue;
            };
            let one = std::slice::from_ref(list);
            let counts = count(self.shard, one, Some(docs), &mut self.scratch)?;
            out[at] += counts
                .tfs
                .iter()
                .flatten()
                .map(|n| u64::from(*n))
                .sum::<u64>();
        }
        Ok(Some(out))
    }

    fn candidates(
        &mut self,
        keep: &dyn Fn(u32) -> bool,
        within: Option<&[u32]>,
    ) -> Result<Vec<u32>, IndexError> {
        let node = self.node;
        let mut docs = self.docs(node, within)?.docs;
        let first = self.shard.first;
        docs.retain(|d| keep(first + *d));
        Ok(docs)
    }

    /// Whether the occurrences of a record are the sum of its patterns': each pattern occurs once in the
    /// tree, no two share a form, and none can reach over another's words.
    fn counts_add_up(&self) -> bool {
        if has_exceptions(self.node) {
            return false;
        }
        let mut seen = vec![0; self.plan.patterns.len()];
        self.node.patterns(&mut |p| seen[p] += 1);
        if seen.iter().any(|n| *n > 1) {
            return false;
        }
        let mut positive = vec![false; seen.len()];
        mark_positive(self.node, &mut positive);
        let patterns: Vec<&Pattern> = self
            .plan
            .patterns
            .iter()
            .zip(&positive)
            .filter(|(_, positive)| **positive)
            .map(|(p, _)| p)
            .collect();
        if patterns.len() == 1 {
            return true;
        }
        if patterns.iter().any(|p| p.slop.is_some()) {
            return false;
        }
        let mut forms: Vec<u32> = Vec::new();
        for pattern in patterns {
            let mut own: Vec<u32> = pattern.items.concat();
            own.sort_unstable();
            own.dedup();
            forms.extend(own);
        }
        let n = forms.len();
        forms.sort_unstable();
        forms.dedup();
        forms.len() == n
    }

    /// What `found` holds for each of `docs`, with positions, and what the tree makes of it.
    fn passages_of(&mut self, docs: &[u32], found: &mut Visit<'_>) -> Result<(), IndexError> {
        let mut of_pattern: Vec<Option<Passages>> = Vec::with_capacity(self.found.len());
        for p in 0..self.found.len() {
            of_pattern.push(match self.found[p].take() {
                None => None,
                Some((Found::Passages(passages), _)) => Some(passages),
                Some((Found::Counts(counts), _)) => {
                    Some(self.word_passages(p, &counts.only(docs).docs)?)
                }
            });
        }
        let mut cursors = vec![0; of_pattern.len()];
        let first = self.shard.first;
        let mut scores = Vec::new();
        for &doc in docs {
            let here: Vec<&[Passage]> = of_pattern
                .iter()
                .zip(&mut cursors)
                .map(|(passages, cursor)| {
                    let Some(passages) = passages else {
                        return &[][..];
                    };
                    place(&passages.docs, cursor, doc).map_or(&[][..], |at| passages.of(at))
                })
                .collect();
            let Some(hits) = self.node.evaluate(first + doc, &|p| here[p]) else {
                continue;
            };
            scores.clear();
            for (p, hits) in here.iter().enumerate().filter(|(_, h)| !h.is_empty()) {
                scores.push((p, counted_apart(hits)));
            }
            found(first + doc, leftmost_longest(hits), &scores);
        }
        Ok(())
    }

    /// The passages of a pattern of one word in `docs`.
    fn word_passages(&self, pattern: usize, docs: &[u32]) -> Result<Passages, IndexError> {
        let mut all: Vec<(u32, Passage)> = Vec::new();
        for field in Field::ALL {
            let Some(lists) = self.lists[pattern][field as usize].first() else {
                continue;
            };
            for Place { at, position, .. } in places(self.shard, lists, docs)? {
                let passage = Passage {
                    field,
                    first: position,
                    last: position,
                };
                all.push((docs[at as usize], passage));
            }
        }
        all.sort();
        Ok(Passages::from_sorted(all))
    }

    /// The records of a pattern; what is found of it is kept for the second pass.
    pub(super) fn pattern(
        &mut self,
        p: usize,
        within: Option<&[u32]>,
    ) -> Result<Vec<u32>, IndexError> {
        match &self.found[p] {
            Some((found, true)) => {
                let docs = found.docs();
                return Ok(match within {
                    None => docs.to_vec(),
                    Some(within) => intersection(within, docs),
                });
            }
            // Known in other records: asked again in all.
            Some((_, false)) => {
                let found = self.find(p, None)?;
                self.found[p] = Some((found, true));
                return self.pattern(p, within);
            }
            None => {}
        }
        let found = self.find(p, within)?;
        let docs = found.docs().to_vec();
        self.found[p] = Some((found, within.is_none()));
        Ok(docs)
    }

    fn find(&mut self, p: usize, within: Option<&[u32]>) -> Result<Found, IndexError> {
        let lists: &'e [Vec<Vec<List>>; 2] = &self.lists[p];
        let pattern = &self.plan.patterns[p];
        if pattern.items.len() == 1 {
            let words: Vec<List> = lists.iter().flatten().flatten().cloned().collect();
            return Ok(Found::Counts(count(
                self.shard,
                &words,
                within,
                &mut self.scratch,
            )?));
        }
        let mut all = Vec::new();
        for field in Field::ALL {
            let items = &lists[field as usize];
            if !items.is_empty() {
                all.extend(phrase(
                    self.shard,
                    pattern,
                    field,
                    items,
                    within,
                    &mut self.scratch,
                )?);
            }
        }
        // Titles, then bodies, each in the order of records: sorted, they are in reading order.
        all.sort();
        Ok(Found::Passages(Passages::from_sorted(all)))
    }
}

/// The occurrences of a tree in a record whose patterns' occurrences add up, `None` where it does not
/// match; the same as `Node::evaluate`, in numbers.
fn counted(node: &Node, ordinal: u32, here: &[[u32; 2]]) -> Option<u32> {
    match node {
        Node::Pattern(p) => Some(here[*p][0] + here[*p][1]).filter(|n| *n > 0),
        Node::And(parts) => parts
            .iter()
            .try_fold(0, |sum, part| Some(sum + counted(part, ordinal, here)?)),
        Node::Or(parts) => parts.iter().fold(None, |sum, part| {
            match (sum, counted(part, ordinal, here)) {
                (None, n) => n,
                (sum, None) => sum,
                (Some(sum), Some(n)) => Some(sum + n),
            }
        }),
        Node::Not(inner) => match counted(inner, ordinal, here) {
            Some(_) => None,
            None => Some(0),
        },
        // `counts_add_up` is false where a tree has one.
        Node::Except(..) => None,
        Node::Rows(rows) => rows.contains(ordinal).then_some(0),
    }
}

/// How many disjoint occurrences of one pattern are in title and body.
fn counted_apart(hits: &[Passage]) -> [u32; 2] {
    let mut tf = [0, 0];
    if let [one] = hits {
        tf[one.field as usize] = 1;
        return tf;
    }
    for hit in leftmost_longest(hits.to_vec()) {
        tf[hit.field as usize] += 1;
    }
    tf
}

fn has_exceptions(node: &Node) -> bool {
    match node {
        Node::Except(..) => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().any(has_exceptions),
        Node::Not(inner) => has_exceptions(inner),
        Node::Pattern(_) | Node::Rows(_) => false,
    }
}
