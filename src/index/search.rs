//! Asks the index of a build.

use super::IndexError;
use super::answer::{Explained, Match, PatternScore};
use super::build::shard_folder;
use super::evaluate::{Evaluation, Lists, look_up};
use super::lists::Scratch;
use super::rank::{Lengths, Ranking, Scorer};
use super::shard::Shard;
use crate::model::BlockSums;
use crate::text::{Node, Passage, Plan};
use rayon::prelude::*;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// An index open for reading.
pub struct SearchIndex {
    shards: Vec<Shard>,
    scratch: Mutex<Vec<Scratch>>,
}

/// Fewer postings than these are read by one thread: waking another takes longer.
const MIN_PARALLEL: u64 = 20_000;

impl SearchIndex {
    /// Opens the index in the folder `name` of `build`, of whose files `sums` knows the checksums. Each block is
    /// verified when it is first read.
    ///
    /// # Errors
    /// Where a file is not as it was written, or cannot be read.
    pub fn open(build: &Path, name: &str, sums: &Arc<BlockSums>) -> Result<Self, IndexError> {
        let mut shards = Vec::new();
        let mut first = 0;
        loop {
            let path = shard_folder(&build.join(name), shards.len());
            let name = format!("{name}/{}", shards.len());
            let inside = format!("{name}/");
            if !shards.is_empty() && !sums.0.keys().any(|file| file.starts_with(&inside)) {
                break;
            }
            let shard = Shard::open(&path, &name, sums, first)?;
            first += shard.len;
            shards.push(shard);
        }
        Ok(SearchIndex {
            shards,
            scratch: Mutex::default(),
        })
    }

    /// How many records the index holds.
    pub fn len(&self) -> u32 {
        self.shards.iter().map(|p| p.len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every record that matches the first expression of `plan` and that `keep` wants, by ordinal.
    pub fn matches(
        &self,
        plan: &Plan,
        keep: &(dyn Fn(u32) -> bool + Sync),
        lengths: Lengths<'_>,
        ranking: Ranking,
    ) -> Result<Vec<Match>, IndexError> {
        let lists = self.look_up(plan)?;
        let scorer = self.scorer(plan, &lists, lengths, ranking);
        let found = self.in_shards(plan, &lists, |mut evaluation| {
            let found = evaluation.matches(keep, &scorer);
            (found, evaluation.into_scratch())
        })?;
        Ok(joined(found))
    }

    /// The occurrences in every record that matches and that `keep` wants, by ordinal, each in reading order.
    pub fn passages(
        &self,
        plan: &Plan,
        keep: &(dyn Fn(u32) -> bool + Sync),
    ) -> Result<Vec<(u32, Vec<Passage>)>, IndexError> {
        let lists = self.look_up(plan)?;
        let found = self.in_shards(plan, &lists, |mut evaluation| {
            let mut out = Vec::new();
            let found = evaluation.passages(keep, None, &mut |ordinal, hits, _| {
                out.push((ordinal, hits))
            });
            (found.map(|()| out), evaluation.into_scratch())
        })?;
        Ok(joined(found))
    }

    /// The occurrences in those of some records (`rows`, ascending) that match, with what each pattern adds to
    /// their scores.
    pub fn explain(
        &self,
        plan: &Plan,
        rows: &[u32],
        lengths: Lengths<'_>,
        ranking: Ranking,
    ) -> Result<Vec<(u32, Explained)>, IndexError> {
        let lists = self.look_up(plan)?;
        let scorer = self.scorer(plan, &lists, lengths, ranking);
        let node = first_node(plan);
        let mut found = Vec::new();
        for (shard, lists) in self.shards.iter().zip(&lists) {
            let docs = shard.own(rows);
            if docs.is_empty() {
                continue;
            }
            Evaluation::new(shard, plan, node, lists, Scratch::default()).passages(
                &|_| true,
                Some(&docs),
                &mut |ordinal, passages, tfs| {
                    let scores = tfs
                        .iter()
                        .filter(|(p, _)| scorer.idf[*p] > 0.0)
                        .map(|&(pattern, tf)| PatternScore {
                            pattern,
                            tf,
                            idf: scorer.idf[pattern],
                            score: scorer.score(pattern, ordinal, tf),
                        })
                        .collect();
                    found.push((ordinal, Explained { passages, scores }));
                },
            )?;
        }
        Ok(found)
    }

    /// How often some forms of the first expression occur in some records (`rows`, ascending) that match it, in the order of
    /// the forms; `None` where its occurrences are not single words that add up.
    pub fn form_counts(
        &self,
        plan: &Plan,
        rows: &[u32],
        forms: &[u32],
    ) -> Result<Option<Vec<u64>>, IndexError> {
        let lists = self.look_up(plan)?;
        let node = first_node(plan);
        let mut total = vec![0; forms.len()];
        for (shard, lists) in self.shards.iter().zip(&lists) {
            let docs = shard.own(rows);
            let mut evaluation = Evaluation::new(shard, plan, node, lists, Scratch::default());
            let Some(counts) = evaluation.form_counts(&docs, forms)? else {
                return Ok(None);
            };
            total.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        }
        Ok(Some(total))
    }

    fn look_up(&self, plan: &Plan) -> Result<Vec<Lists>, IndexError> {
        self.shards
            .iter()
            .map(|shard| look_up(shard, plan))
            .collect()
    }

    /// A scorer that knows in how many records of all shards each word is at most.
    fn scorer<'f>(
        &self,
        plan: &Plan,
        lists: &[Lists],
        lengths: Lengths<'f>,
        ranking: Ranking,
    ) -> Scorer<'f> {
        let mut records: Vec<Vec<u64>> = plan
            .patterns
            .iter()
            .map(|p| vec![0; p.items.len()])
            .collect();
        for shard in lists {
            for (pattern, fields) in records.iter_mut().zip(shard) {
                for items in fields {
                    for (n, lists) in pattern.iter_mut().zip(items) {
                        *n += lists.iter().map(|l| u64::from(l.records())).sum::<u64>();
                    }
                }
            }
        }
        Scorer::new(ranking, lengths, plan, self.len(), &records)
    }

    /// Evaluates the first expression in each shard, in several threads where that pays.
    fn in_shards<T: Send>(
        &self,
        plan: &Plan,
        lists: &[Lists],
        run: impl Fn(Evaluation<'_>) -> (Result<T, IndexError>, Scratch) + Sync,
    ) -> Result<Vec<T>, IndexError> {
        let one = |(shard, lists): (&Shard, &Lists)| {
            // A poisoned lock means a panic elsewhere; the array is only working space.
            let scratch = match self.scratch.lock() {
                Ok(mut kept) => kept.pop().unwrap_or_default(),
                Err(_) => Scratch::default(),
            };
            let node = first_node(plan);
            let (found, scratch) = run(Evaluation::new(shard, plan, node, lists, scratch));
            if let Ok(mut kept) = self.scratch.lock() {
                kept.push(scratch);
            }
            found
        };
        let postings: u64 = lists
            .iter()
            .flatten()
            .flatten()
            .flatten()
            .flatten()
            .map(|l| u64::from(l.records()))
            .sum();
        if postings < MIN_PARALLEL {
            self.shards.iter().zip(lists).map(one).collect()
        } else {
            self.shards.par_iter().zip(lists).map(one).collect()
        }
    }
}

/// What the shards gave, one after the other.
fn joined<T>(shards: Vec<Vec<T>>) -> Vec<T> {
    let mut shards = shards.into_iter();
    let mut all = shards.next().unwrap_or_default();
    for shard in shards {
        all.extend(shard);
    }
    all
}

/// The tree that is evaluated. A plan without any matches nothing.
fn first_node(plan: &Plan) -> &Node {
    static NOTHING: Node = Node::Or(Vec::new());
    plan.nodes.first().unwrap_or(&NOTHING)
}

#[cfg(test)]
mod tests;
