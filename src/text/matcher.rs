//! The matcher: where the occurrences of expressions stand in analysed texts.
//!
//! Occurrences of an expression are leftmost-longest disjoint spans over all its terms. NOT gives none.

use super::{Analysed, Expr, Lexicon, Term, Token, resolve_item};
use crate::model::{Field, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// An occurrence: tokens `first..=last` of a field, and their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The bytes, from the first word's beginning to the last word's end.
    pub span: Span,
    /// Position of the first word in its field.
    pub first: u32,
    /// Position of the last word.
    pub last: u32,
}

/// An expression with every term replaced by its pattern's number.
enum Node {
    Pattern(usize),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Except(Box<Node>, Box<Node>),
}

struct Pattern {
    items: Vec<FxHashSet<u32>>,
    slop: Option<u32>,
}

/// Several expressions, compiled for one corpus and matched together.
pub struct Matcher {
    patterns: Vec<Pattern>,
    /// For each form, the patterns that an occurrence may begin with it.
    starts: FxHashMap<u32, Vec<usize>>,
    nodes: Vec<Node>,
    /// For each expression, whether it can match a record that holds none of its patterns (NOT).
    negative: Vec<bool>,
    /// For each pattern, the expressions that use it.
    users: Vec<Vec<usize>>,
}

impl Matcher {
    /// Compiles expressions against the forms of a corpus. A form that comes later is not known.
    pub fn new<'e>(expressions: impl IntoIterator<Item = &'e Expr>, lexicon: &Lexicon) -> Self {
        let mut compiler = Compiler {
            lexicon,
            patterns: Vec::new(),
            known: FxHashMap::default(),
            items: FxHashMap::default(),
        };
        let mut nodes = Vec::new();
        for expression in expressions {
            nodes.push(compiler.node(expression));
        }
        let patterns = compiler.patterns;
        let mut starts: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (i, pattern) in patterns.iter().enumerate() {
            let heads = if pattern.slop.is_some() {
                pattern.items.len()
            } else {
                1
            };
            let forms: FxHashSet<u32> = pattern.items[..heads].iter().flatten().copied().collect();
            for form in forms {
                starts.entry(form).or_default().push(i);
            }
        }
        let mut users = vec![Vec::new(); patterns.len()];
        for (i, node) in nodes.iter().enumerate() {
            node.patterns(&mut |p| {
                if users[p].last() != Some(&i) {
                    users[p].push(i);
                }
            });
        }
        let negative = nodes.iter().map(Node::matches_without_patterns).collect();
        Matcher {
            patterns,
            starts,
            nodes,
            negative,
            users,
        }
    }

    /// The expressions that match a record, in ascending order, each with its occurrences in reading
    /// order (title, then body).
    pub fn matches(&self, record: &Analysed) -> Vec<(usize, Vec<Hit>)> {
        let mut found: FxHashMap<usize, Vec<Hit>> = FxHashMap::default();
        for (field, tokens) in [(Field::Title, &record.title), (Field::Body, &record.body)] {
            self.scan(field, tokens, &mut found);
        }
        let mut candidates: Vec<usize> = found
            .keys()
            .flat_map(|p| self.users[*p].iter().copied())
            .chain((0..self.nodes.len()).filter(|i| self.negative[*i]))
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates
            .into_iter()
            .filter_map(|i| {
                let hits = self.nodes[i].evaluate(&found)?;
                Some((i, leftmost_longest(hits)))
            })
            .collect()
    }

    /// All occurrences of all patterns in a field, overlapping ones included.
    fn scan(&self, field: Field, tokens: &[Token], found: &mut FxHashMap<usize, Vec<Hit>>) {
        for (at, token) in tokens.iter().enumerate() {
            let Some(patterns) = self.starts.get(&token.form) else {
                continue;
            };
            for &p in patterns {
                if let Some(last) = self.patterns[p].at(tokens, at) {
                    found.entry(p).or_default().push(Hit {
                        span: Span {
                            field,
                            start: token.start,
                            end: tokens[last].end(),
                        },
                        first: at as u32,
                        last: last as u32,
                    });
                }
            }
        }
    }
}

impl Pattern {
    /// The last token of the occurrence that begins at `at`, if there is one.
    fn at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let n = self.items.len();
        match self.slop {
            None => {
                let window = tokens.get(at..at + n)?;
                window
                    .iter()
                    .zip(&self.items)
                    .all(|(t, item)| item.contains(&t.form))
                    .then_some(at + n - 1)
            }
            Some(slop) => {
                // The shortest window that begins here and gives every item a token of its own.
                let limit = tokens.len().min(at + n + slop as usize);
                (at + n..=limit)
                    .find(|end| self.assign(&tokens[at..*end]))
                    .map(|end| end - 1)
            }
        }
    }

    /// Whether every item can have a token of its own in `window`, its first token used by one of them.
    fn assign(&self, window: &[Token]) -> bool {
        fn place(pattern: &Pattern, window: &[Token], item: usize, used: &mut [bool]) -> bool {
            if item == pattern.items.len() {
                return used[0];
            }
            for i in 0..window.len() {
                if !used[i] && pattern.items[item].contains(&window[i].form) {
                    used[i] = true;
                    if place(pattern, window, item + 1, used) {
                        return true;
                    }
                    used[i] = false;
                }
            }
            false
        }
        place(self, window, 0, &mut vec![false; window.len()])
    }
}

impl Node {
    fn patterns(&self, seen: &mut dyn FnMut(usize)) {
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
        }
    }

    fn matches_without_patterns(&self) -> bool {
        match self {
            Node::Pattern(_) | Node::Except(..) => false,
            Node::And(parts) => parts.iter().all(Node::matches_without_patterns),
            Node::Or(parts) => parts.iter().any(Node::matches_without_patterns),
            Node::Not(inner) => !inner.matches_without_patterns(),
        }
    }

    /// The occurrences where the node matches, `None` where it does not.
    fn evaluate(&self, found: &FxHashMap<usize, Vec<Hit>>) -> Option<Vec<Hit>> {
        match self {
            Node::Pattern(p) => found.get(p).cloned(),
            Node::And(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(part.evaluate(found)?);
                }
                Some(all)
            }
            Node::Or(parts) => {
                let mut all = Vec::new();
                let mut any = false;
                for part in parts {
                    if let Some(hits) = part.evaluate(found) {
                        any = true;
                        all.extend(hits);
                    }
                }
                any.then_some(all)
            }
            Node::Not(inner) => match inner.evaluate(found) {
                Some(_) => None,
                None => Some(Vec::new()),
            },
            Node::Except(a, b) => {
                let mut kept = a.evaluate(found)?;
                let without = b.evaluate(found).unwrap_or_default();
                kept.retain(|h| {
                    !without.iter().any(|x| {
                        x.span.field == h.span.field && x.first <= h.last && h.first <= x.last
                    })
                });
                (!kept.is_empty()).then_some(kept)
            }
        }
    }
}

/// Keeps, from the left, the longest occurrence at each place that overlaps none kept before.
fn leftmost_longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_unstable_by(|a, b| {
        (a.span.field, a.first, std::cmp::Reverse(a.last)).cmp(&(
            b.span.field,
            b.first,
            std::cmp::Reverse(b.last),
        ))
    });
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let free = kept
            .last()
            .is_none_or(|k| k.span.field != hit.span.field || hit.first > k.last);
        if free {
            kept.push(hit);
        }
    }
    kept
}

struct Compiler<'l> {
    lexicon: &'l Lexicon,
    patterns: Vec<Pattern>,
    known: FxHashMap<Term, Vec<usize>>,
    items: FxHashMap<super::Item, FxHashSet<u32>>,
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
        }
    }

    /// The patterns of a term: its words, and the joined form where it has one.
    fn term(&mut self, term: &Term) -> Vec<usize> {
        if let Some(known) = self.known.get(term) {
            return known.clone();
        }
        let items = term.items.iter().map(|i| self.item(i)).collect();
        let mut numbers = vec![self.push(items, term.slop)];
        if let Some(joined) = &term.joined {
            let item = self.item(&super::Item::Word(joined.clone()));
            numbers.push(self.push(vec![item], None));
        }
        self.known.insert(term.clone(), numbers.clone());
        numbers
    }

    fn push(&mut self, items: Vec<FxHashSet<u32>>, slop: Option<u32>) -> usize {
        self.patterns.push(Pattern { items, slop });
        self.patterns.len() - 1
    }

    fn item(&mut self, item: &super::Item) -> FxHashSet<u32> {
        if let Some(known) = self.items.get(item) {
            return known.clone();
        }
        let forms: FxHashSet<u32> = resolve_item(item, self.lexicon).into_iter().collect();
        self.items.insert(item.clone(), forms.clone());
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyser, parse};

    /// The words of each occurrence of `query` in a body.
    fn found(query: &str, body: &str) -> Option<Vec<String>> {
        let mut a = Analyser::new();
        let record = Analysed {
            title: Vec::new(),
            body: a.analyse(body),
        };
        let expr = parse(query).unwrap();
        let matcher = Matcher::new([&expr], a.lexicon());
        let mut all = matcher.matches(&record);
        let (_, hits) = all.pop()?;
        Some(
            hits.iter()
                .map(|h| h.span.of(body).unwrap().to_string())
                .collect(),
        )
    }

    fn some(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|w| w.to_string()).collect())
    }

    #[test]
    fn inflections_and_missing_accents() {
        let body = "Une secretaire formee, des agents formé·e·s : l'INTRANET !";
        assert_eq!(found("formée", body), some(&["formee"]));
        assert_eq!(found("formé", body), some(&["formé·e·s"]));
        assert_eq!(found("intranet", body), some(&["INTRANET"]));
        assert_eq!(
            found("\"agents formés\"", body),
            some(&["agents formé·e·s"])
        );
    }

    #[test]
    fn elided_particles_take_no_position() {
        assert_eq!(
            found("\"réseau entreprise\"", "un réseau d'entreprise"),
            some(&["réseau d'entreprise"])
        );
    }

    #[test]
    fn hyphens_and_joined_forms() {
        for query in [
            "e-administration",
            "\"e administration\"",
            "eadministration",
        ] {
            let both = found(query, "e-administration");
            if query != "eadministration" {
                assert_eq!(both, some(&["e-administration"]), "{query}");
                assert_eq!(found(query, "eadministration"), some(&["eadministration"]));
            }
        }
    }

    #[test]
    fn near_in_any_order() {
        assert_eq!(
            found("\"former agents\"~2", "les agents qu'il faut former vite"),
            some(&["agents qu'il faut former"])
        );
        assert_eq!(
            found("\"former agents\"~1", "les agents qu'il nous faut former"),
            None
        );
        assert_eq!(found("\"a a\"~3", "a b c"), None);
    }

    #[test]
    fn hors_removes_occurrences_and_not_records() {
        let body = "le réseau de bus et le réseau social";
        assert_eq!(
            found("réseau HORS \"réseau de bus\"", body),
            some(&["réseau"])
        );
        assert_eq!(
            found("réseau HORS \"réseau de bus\"", "le réseau de bus"),
            None
        );
        assert_eq!(found("réseau SAUF bus", body), None);
    }

    #[test]
    fn leftmost_longest_and_disjoint() {
        assert_eq!(
            found(
                "réseau OR \"réseau social\" OR \"social interne\"",
                "réseau social interne"
            ),
            some(&["réseau social"])
        );
    }

    #[test]
    fn not_alone_matches_records_without_occurrences() {
        assert_eq!(found("NOT bus", "le train"), some(&[]));
        assert_eq!(found("NOT bus", "le bus"), None);
        assert_eq!(found("train NOT bus", "le train"), some(&["train"]));
    }
}
