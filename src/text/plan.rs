//! Expressions compiled for one corpus: terms as patterns of form numbers, trees over them, and what the
//! trees make of the patterns' occurrences. The matcher finds these in texts, the index in its postings.

use super::expr::{Expr, Item, Term};
use super::{Lexicon, resolve_item};
use crate::model::{Field, RowSet};
use rustc_hash::FxHashMap;

/// A passage in words: tokens `first..=last` of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The field.
    pub field: Field,
    /// Position of the first word.
    pub first: u32,
    /// Position of the last word.
    pub last: u32,
}

/// A term with every word replaced by the numbers of the forms that it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// For each word, its forms in ascending order.
    pub items: Vec<Vec<u32>>,
    /// `None`: adjacent, in order. `Some(n)`: any order, at most `n` other words between.
    pub slop: Option<u32>,
    /// The field that it must be in.
    pub field: Option<Field>,
}

/// An expression with every term replaced by its pattern's number.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// The occurrences of a pattern.
    Pattern(usize),
    /// All of them.
    And(Vec<Node>),
    /// Any of them.
    Or(Vec<Node>),
    /// Where it does not match.
    Not(Box<Node>),
    /// The occurrences of the first that none of the second overlaps.
    Except(Box<Node>, Box<Node>),
    /// These records.
    Rows(RowSet),
}

/// Several expressions, compiled together: a term that is in many is one pattern.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The patterns.
    pub patterns: Vec<Pattern>,
    /// What each pattern was compiled of: a term of an expression, or another spelling of it.
    pub terms: Vec<Term>,
    /// One tree an expression, in order.
    pub nodes: Vec<Node>,
}

impl Plan {
    /// Compiles expressions against the forms of a corpus. A [`Test`](super::Test) that nobody has replaced
    /// by rows holds for no record.
    pub fn new<'e>(expressions: impl IntoIterator<Item = &'e Expr>, lexicon: &Lexicon) -> Self {
        let mut compiler = Compiler {
            lexicon,
            patterns: Vec::new(),
            terms: Vec::new(),
            known: FxHashMap::default(),
            items: FxHashMap::default(),
        };
        let mut nodes = Vec::new();
        for expression in expressions {
            nodes.push(compiler.node(expression));
        }
        Plan {
            patterns: compiler.patterns,
            terms: compiler.terms,
            nodes,
        }
    }
}

impl Pattern {
    /// Whether the pattern can be in that field.
    pub fn stands_in(&self, field: Field) -> bool {
        self.field.is_none_or(|f| f == field)
    }

    /// The position of the last word of the occurrence that begins at `at`, if there is one; `forms` are the
    /// form numbers of a field's words.
    pub fn at<F: Fn(usize) -> u32>(&self, at: usize, len: usize, form: F) -> Option<usize> {
        let n = self.items.len();
        match self.slop {
            None => {
                if at + n > len {
                    return None;
                }
                self.items
                    .iter()
                    .enumerate()
                    .all(|(i, item)| item.binary_search(&form(at + i)).is_ok())
                    .then_some(at + n - 1)
            }
            Some(slop) => self.near(at, len.min(at + n + slop as usize), form),
        }
    }

    /// The last word of the shortest window that begins at `at`, ends before `limit`, and gives every item a
    /// word of its own, its first word taken by one of them.
    fn near<F: Fn(usize) -> u32>(&self, at: usize, limit: usize, form: F) -> Option<usize> {
        let n = self.items.len();
        if !(1..=64).contains(&n) {
            // The parser refuses more than 32.
            return None;
        }
        let all = u64::MAX >> (64 - n);
        // Which items a word can be, as bits.
        let items_of = |i: usize| -> u64 {
            let form = form(i);
            let bit =
                |(k, item): (usize, &Vec<u32>)| u64::from(item.binary_search(&form).is_ok()) << k;
            self.items.iter().enumerate().map(bit).sum()
        };
        if items_of(at) == 0 {
            return None;
        }
        // Most windows lack an item: that is seen without any memory.
        let mut seen = 0;
        let whole = (at..limit).any(|i| {
            seen |= items_of(i);
            seen == all
        });
        if !whole {
            return None;
        }
        // The window grows word by word, and so does the placement.
        let mut words: Vec<u64> = Vec::with_capacity(limit - at);
        let mut holder = vec![None; n];
        let mut held = 0;
        (at..limit).find(|i| {
            words.push(items_of(*i));
            held += usize::from(enter(words.len() - 1, &words, &mut holder, &mut 0));
            held == n
        })
    }
}

/// Gives a word an item of its own, others changing theirs where they can; `words` says which items each word
/// can be, `holder` which word each item has.
///
/// Augmenting paths for bipartite matching (Kuhn 1955). Where all items have a word and some item can be the
/// first word, both hold in one placement (Mendelsohn and Dulmage 1958).
fn enter(word: usize, words: &[u64], holder: &mut [Option<usize>], seen: &mut u64) -> bool {
    loop {
        let free = words[word] & !*seen;
        if free == 0 {
            return false;
        }
        let item = free.trailing_zeros() as usize;
        *seen |= 1 << item;
        if holder[item].is_none_or(|other| enter(other, words, holder, seen)) {
            holder[item] = Some(word);
            return true;
        }
    }
}

impl Node {
    /// Calls `seen` for each pattern of the tree.
    pub fn patterns(&self, seen: &mut dyn FnMut(usize)) {
        match self {
            Node::Pattern(p) => seen(*p),
            Node::And(parts) | Node::Or(parts) => {
                for part in parts {
                    part.patterns(seen);
                }
            }
            Node::Not(inner) => inner.patterns(seen),
            Node::Except(a, b) => {
                a.patterns(seen);
                b.patterns(seen);
            }
            Node::Rows(_) => {}
        }
    }

    /// Whether a record that holds none of the patterns can match.
    pub fn matches_without_patterns(&self) -> bool {
        match self {
            Node::Pattern(_) | Node::Except(..) => false,
            Node::And(parts) => parts.iter().all(Node::matches_without_patterns),
            Node::Or(parts) => parts.iter().any(Node::matches_without_patterns),
            // What it leaves out may well match a record without patterns: rows do.
            Node::Not(_) | Node::Rows(_) => true,
        }
    }

    /// The occurrences where the tree matches a record, `None` where it does not. `found` gives the
    /// occurrences of a pattern in that record, empty where there are none.
    pub fn evaluate<'f>(
        &self,
        ordinal: u32,
        found: &impl Fn(usize) -> &'f [Passage],
    ) -> Option<Vec<Passage>> {
        match self {
            Node::Pattern(p) => Some(found(*p).to_vec()).filter(|hits| !hits.is_empty()),
            Node::And(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(part.evaluate(ordinal, found)?);
                }
                Some(all)
            }
            Node::Or(parts) => {
                let mut all = Vec::new();
                let mut any = false;
                for part in parts {
                    if let Some(hits) = part.evaluate(ordinal, found) {
                        any = true;
                        all.extend(hits);
                    }
                }
                any.then_some(all)
            }
            Node::Not(inner) => match inner.evaluate(ordinal, found) {
                Some(_) => None,
                None => Some(Vec::new()),
            },
            Node::Except(a, b) => {
                let mut kept = a.evaluate(ordinal, found)?;
                let without = b.evaluate(ordinal, found).unwrap_or_default();
                kept.retain(|h| {
                    !without
                        .iter()
                        .any(|x| x.field == h.field && x.first <= h.last && h.first <= x.last)
                });
                (!kept.is_empty()).then_some(kept)
            }
            Node::Rows(rows) => rows.contains(ordinal).then(Vec::new),
        }
    }
}

/// Keeps, from the left, the longest occurrence at each place that overlaps none kept before.
pub fn leftmost_longest(mut hits: Vec<Passage>) -> Vec<Passage> {
    hits.sort_unstable_by_key(|h| (h.field, h.first, std::cmp::Reverse(h.last)));
    let mut kept: Vec<Passage> = Vec::with_capacity(hits.len());
    for hit in hits {
        let free = kept
            .last()
            .is_none_or(|k| k.field != hit.field || hit.first > k.last);
        if free {
            kept.push(hit);
        }
    }
    kept
}

struct Compiler<'l> {
    lexicon: &'l Lexicon,
    patterns: Vec<Pattern>,
    terms: Vec<Term>,
    known: FxHashMap<Term, Vec<usize>>,
    items: FxHashMap<Item, Vec<u32>>,
}

impl Compiler<'_> {
    fn node(&mut self, expression: &Expr) -> Node {
        match expression {
            Expr::Term(term) => {
                let patterns = self.term(term);
                match patterns[..] {
                    [one] => Node::Pattern(one),
                    _ => Node::Or(patterns.into_iter().map(Node::Pattern).collect()),
                }
            }
            Expr::And(parts) => Node::And(parts.iter().map(|p| self.node(p)).collect()),
            Expr::Or(parts) => Node::Or(parts.iter().map(|p| self.node(p)).collect()),
            Expr::Not(inner) => Node::Not(Box::new(self.node(inner))),
            Expr::Except(a, b) => Node::Except(Box::new(self.node(a)), Box::new(self.node(b))),
            Expr::Test(..) => Node::Rows(RowSet::new()),
            Expr::Rows(rows) => Node::Rows(rows.clone()),
        }
    }

    /// The patterns of a term: its words, and its other spellings that the corpus has the forms for.
    fn term(&mut self, term: &Term) -> Vec<usize> {
        if let Some(known) = self.known.get(term) {
            return known.clone();
        }
        let mut numbers = Vec::new();
        for (i, spelling) in term.spellings().into_iter().enumerate() {
            let items: Vec<Vec<u32>> = spelling.iter().map(|i| self.item(i)).collect();
            if i > 0 && items.iter().any(Vec::is_empty) {
                continue;
            }
            let (slop, field) = (term.slop.filter(|_| items.len() > 1), term.field);
            numbers.push(self.patterns.len());
            self.patterns.push(Pattern { items, slop, field });
            self.terms.push(Term {
                items: spelling,
                slop,
                field,
            });
        }
        self.known.insert(term.clone(), numbers.clone());
        numbers
    }

    fn item(&mut self, item: &Item) -> Vec<u32> {
        if let Some(known) = self.items.get(item) {
            return known.clone();
        }
        let forms = resolve_item(item, self.lexicon);
        self.items.insert(item.clone(), forms.clone());
        forms
    }
}
