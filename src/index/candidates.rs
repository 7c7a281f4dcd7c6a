//! The first pass of an evaluation: which records can match a tree, the rarest words first.

use super::IndexError;
use super::evaluate::Evaluation;
use super::sets::{difference, union};
use super::shard::List;
use crate::model::RowSet;
use crate::text::Node;

/// Records that can match, ascending, and whether they all do.
pub(super) struct Candidates {
    /// The records.
    pub docs: Vec<u32>,
    /// Whether all of them match.
    pub exact: bool,
}

impl Evaluation<'_> {
    /// The records that can match a tree, among those of `within` where it is given.
    pub(super) fn docs(
        &mut self,
        node: &Node,
        within: Option<&[u32]>,
    ) -> Result<Candidates, IndexError> {
        Ok(match node {
            Node::Pattern(p) => Candidates {
                docs: self.pattern(*p, within)?,
                exact: true,
            },
            Node::And(parts) => self.and(parts, within)?,
            Node::Or(parts) => {
                let mut docs = Vec::new();
                let mut exact = true;
                for part in parts {
                    let found = self.docs(part, within)?;
                    exact &= found.exact;
                    docs = union(docs, found.docs);
                }
                Candidates { docs, exact }
            }
            Node::Not(inner) => {
                let all: Vec<u32> = match within {
                    Some(docs) => docs.to_vec(),
                    None => (0..self.shard.len).collect(),
                };
                let found = self.docs(inner, Some(&all))?;
                if found.exact {
                    Candidates {
                        docs: difference(all, &found.docs),
                        exact: true,
                    }
                } else {
                    Candidates {
                        docs: all,
                        exact: false,
                    }
                }
            }
            Node::Except(a, b) => {
                let docs = self.docs(a, within)?.docs;
                self.docs(b, Some(&docs))?;
                Candidates { docs, exact: false }
            }
            Node::Rows(rows) => Candidates {
                docs: self.rows(rows, within),
                exact: true,
            },
        })
    }

    fn and(&mut self, parts: &[Node], within: Option<&[u32]>) -> Result<Candidates, IndexError> {
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|i| (self.cost(&parts[*i]), *i));
        let mut docs: Option<Vec<u32>> = within.map(<[u32]>::to_vec);
        let mut exact = true;
        for i in order {
            let found = self.docs(&parts[i], docs.as_deref())?;
            exact &= found.exact;
            docs = Some(found.docs);
        }
        Ok(Candidates {
            docs: docs.unwrap_or_default(),
            exact,
        })
    }

    /// How many postings a tree's records take at most to find; what excludes comes last.
    fn cost(&self, node: &Node) -> u64 {
        match node {
            Node::Pattern(p) => self.lists[*p]
                .iter()
                .map(|items| {
                    let of = |lists: &Vec<List>| -> u64 {
                        lists.iter().map(|l| u64::from(l.records())).sum()
                    };
                    items.iter().map(of).min().unwrap_or(0)
                })
                .sum(),
            Node::And(parts) => parts.iter().map(|p| self.cost(p)).min().unwrap_or(0),
            Node::Or(parts) => parts
                .iter()
                .fold(0, |sum, p| self.cost(p).saturating_add(sum)),
            Node::Not(_) => u64::MAX,
            Node::Except(a, _) => self.cost(a),
            Node::Rows(rows) => rows.len(),
        }
    }

    fn rows(&self, rows: &RowSet, within: Option<&[u32]>) -> Vec<u32> {
        let first = self.shard.first;
        match within {
            Some(docs) => docs
                .iter()
                .copied()
                .filter(|d| rows.contains(first + d))
                .collect(),
            None => rows
                .range(first..first + self.shard.len)
                .map(|o| o - first)
                .collect(),
        }
    }
}
