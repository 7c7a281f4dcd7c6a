//! The index against the matcher: the same records and the same occurrences.

use super::*;
use crate::index::{MeanLengths, write_index};
use crate::model::{FileBlocks, RowSet, Silent};
use crate::text::{Analysed, Analyser, Expr, Item, Lexicon, Matcher, Term, parse};
use proptest::prelude::*;

/// The checksums of an index as it is.
fn sums(folder: &Path) -> BlockSums {
    let mut sums = BlockSums::default();
    for shard in std::fs::read_dir(folder.join("index")).unwrap() {
        let shard = shard.unwrap();
        for file in std::fs::read_dir(shard.path()).unwrap() {
            let file = file.unwrap();
            let name = |e: &std::fs::DirEntry| e.file_name().to_string_lossy().into_owned();
            let name = format!("index/{}/{}", name(&shard), name(&file));
            let bytes = std::fs::read(file.path()).unwrap();
            sums.0.insert(name, FileBlocks::of(&bytes));
        }
    }
    sums
}

struct Corpus {
    index: SearchIndex,
    records: Vec<Analysed>,
    lexicon: Lexicon,
    title: Vec<u32>,
    body: Vec<u32>,
    _folder: tempfile::TempDir,
}

impl Corpus {
    fn new(texts: &[(String, String)]) -> Corpus {
        let mut analyser = Analyser::new();
        let mut records: Vec<Analysed> = texts
            .iter()
            .map(|(title, body)| Analysed {
                title: analyser.analyse(title),
                body: analyser.analyse(body),
            })
            .collect();
        let (lexicon, map) = Lexicon::of(analyser);
        for record in &mut records {
            map.apply(&mut record.title);
            map.apply(&mut record.body);
        }
        let folder = tempfile::tempdir().unwrap();
        write_index(&folder.path().join("index"), &records, &Silent).unwrap();
        let sums = Arc::new(sums(folder.path()));
        Corpus {
            index: SearchIndex::open(folder.path(), "index", &sums).unwrap(),
            title: records.iter().map(|r| r.title.len() as u32).collect(),
            body: records.iter().map(|r| r.body.len() as u32).collect(),
            records,
            lexicon,
            _folder: folder,
        }
    }

    /// Changes the byte `at` of the file that ends in `ending`, of every shard; gives how many bytes it has.
    fn rot(&self, ending: &str, at: usize) -> usize {
        let mut length = 0;
        for name in sums(self._folder.path()).0.into_keys() {
            if name.ends_with(ending) {
                let path = self._folder.path().join(name);
                let mut bytes = std::fs::read(&path).unwrap();
                length = bytes.len();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 0x10;
                }
                std::fs::write(path, bytes).unwrap();
            }
        }
        length
    }

    fn lengths(&self) -> Lengths<'_> {
        let mean = MeanLengths::new(&self.title, &self.body);
        Lengths::new(&self.title, &self.body, mean)
    }

    fn plan(&self, expr: &Expr) -> Plan {
        Plan::new([expr], &self.lexicon)
    }

    fn matches(&self, expr: &Expr) -> Vec<Match> {
        let lengths = self.lengths();
        self.index
            .matches(&self.plan(expr), &|_| true, lengths, Ranking::SHIPPED)
            .unwrap()
    }

    fn ask(&self, query: &str) -> Vec<u32> {
        let mut found = self.matches(&parse(query).unwrap());
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal)));
        found.iter().map(|m| m.ordinal).collect()
    }

    /// Holds the index to the matcher over the texts.
    fn agrees(&self, expr: &Expr) {
        let matcher = Matcher::new([expr], &self.lexicon);
        let expected: Vec<(u32, Vec<Passage>)> = self
            .records
            .iter()
            .enumerate()
            .filter_map(|(i, record)| {
                let (_, hits) = matcher.matches(i as u32, record).pop()?;
                let passages = hits
                    .iter()
                    .map(|h| Passage {
                        field: h.span.field,
                        first: h.first,
                        last: h.last,
                    })
                    .collect();
                Some((i as u32, passages))
            })
            .collect();
        let found = self.index.passages(&self.plan(expr), &|_| true).unwrap();
        assert_eq!(found, expected, "{expr:?}");
        let counted: Vec<(u32, usize)> = self
            .matches(expr)
            .iter()
            .map(|m| (m.ordinal, m.occurrences as usize))
            .collect();
        let expected: Vec<(u32, usize)> = expected.iter().map(|(o, h)| (*o, h.len())).collect();
        assert_eq!(counted, expected, "{expr:?}");
        assert!(
            self.matches(expr)
                .iter()
                .all(|m| m.score.is_finite() && m.score >= 0.0)
        );
    }
}

fn corpus(texts: &[(&str, &str)]) -> Corpus {
    let texts: Vec<(String, String)> = texts
        .iter()
        .map(|(t, b)| (t.to_string(), b.to_string()))
        .collect();
    Corpus::new(&texts)
}

#[test]
fn records_are_ranked_with_the_title_first() {
    let c = corpus(&[
        ("Autre", "la formation au numérique"),
        ("Formation des agents", "il faut former"),
        ("Rien", "du tout"),
        ("Autre", "une e-administration"),
    ]);
    assert_eq!(c.ask("formation"), [1, 0]);
    assert_eq!(c.ask("\"formation au numerique\""), [0]);
    assert_eq!(c.ask("eadministration OR e-administration"), [3]);
    assert_eq!(c.ask("inconnu"), Vec::<u32>::new());
    assert_eq!(c.ask("NOT formation"), [2, 3]);
}

#[test]
fn an_explanation_adds_up_to_the_score() {
    let c = corpus(&[
        ("Former", "former les agents, les agents"),
        ("", "des agents"),
        ("", "rien"),
    ]);
    let expr = parse("former agents NOT guichet").unwrap();
    let lengths = c.lengths();
    let plan = c.plan(&expr);
    let score = c.matches(&expr)[0].score;
    let explain = |rows: &[u32]| {
        c.index
            .explain(&plan, rows, lengths, Ranking::SHIPPED)
            .unwrap()
    };
    let (ordinal, explained) = explain(&[0, 1, 2]).remove(0);
    assert_eq!(ordinal, 0);
    let parts = explained.scores;
    assert_eq!(explained.passages.len(), 4);
    assert_eq!(parts.iter().map(|p| p.score).sum::<f32>(), score);
    assert_eq!(parts[0].tf, [1, 1]);
    assert!(explain(&[1]).is_empty());
}

#[test]
fn an_empty_corpus_has_no_match() {
    let c = corpus(&[]);
    assert_eq!(c.ask("NOT formation"), Vec::<u32>::new());
}

/// Few words with many inflections in common, so that terms meet, overlap and repeat.
const WORDS: [&str; 15] = [
    "former",
    "formé",
    "forme",
    "formation",
    "formations",
    "agent",
    "agents",
    "réseau",
    "réseaux",
    "social",
    "le",
    "de",
    "e",
    "administration",
    "eadministration",
];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(&WORDS[..]).prop_map(str::to_string)
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..most).prop_map(|w| w.join(" "))
}

fn item() -> impl Strategy<Value = Item> {
    prop_oneof![
        4 => word().prop_map(Item::Word),
        2 => word().prop_map(Item::Exact),
        1 => prop::sample::select(&["fo", "agen", "x", "r"][..]).prop_map(|p| Item::Prefix(p.into())),
        1 => Just(Item::Word("inconnu".into())),
    ]
}

fn term() -> impl Strategy<Value = Expr> {
    let field = prop_oneof![
        4 => Just(None),
        1 => Just(Some(crate::model::Field::Title)),
        1 => Just(Some(crate::model::Field::Body)),
    ];
    let many = prop_oneof![
        5 => prop::collection::vec(item(), 1..2),
        4 => prop::collection::vec(item(), 2..4),
    ];
    (many, prop::option::weighted(0.3, 0u32..4), field).prop_map(|(items, slop, field)| {
        Expr::Term(Term {
            slop: slop.filter(|_| items.len() > 1),
            items,
            field,
        })
    })
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        8 => term(),
        1 => prop::collection::vec(0u32..6_000, 0..40)
            .prop_map(|rows| Expr::Rows(rows.into_iter().collect::<RowSet>())),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.clone().prop_map(|e| Expr::Not(Box::new(e))),
            (inner.clone(), inner).prop_map(|(a, b)| Expr::Except(Box::new(a), Box::new(b))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Small corpora of one shard; forty queries each.
    #[test]
    fn the_index_finds_what_the_texts_hold(
        texts in prop::collection::vec((text(4), text(12)), 0..30),
        queries in prop::collection::vec(expr(), 40),
    ) {
        let corpus = Corpus::new(&texts);
        for query in &queries {
            corpus.agrees(query);
        }
    }
}

/// A corpus of several shards, with lists long enough to be added up, cut into blocks and sought in.
#[test]
fn the_index_of_several_parts_finds_what_the_texts_hold() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let texts: Vec<(String, String)> = (0..6_000)
        .map(|i| {
            let (title, mut body) = (text(3), text(10)).new_tree(&mut runner).unwrap().current();
            if i % 97 == 0 {
                body.push_str(" rareté des guichets");
            }
            (title, body)
        })
        .collect();
    let corpus = Corpus::new(&texts);
    assert_eq!(corpus.index.shards.len(), 2);
    for query in [
        "rareté",
        "rareté former",
        "former rareté NOT agents",
        "\"rareté des guichets\"",
        "\"le réseau\" guichet",
        "(former OR rareté) \"réseau social\"",
        "former HORS \"former le\"",
        "\"former agents\"~2",
    ] {
        corpus.agrees(&parse(query).unwrap());
    }
    for _ in 0..150 {
        corpus.agrees(&expr().new_tree(&mut runner).unwrap().current());
    }
}

#[test]
fn a_changed_byte_of_any_file_is_an_error_and_never_another_answer() {
    let texts: Vec<(String, String)> = (0..60)
        .map(|i| {
            (
                format!("titre {i}"),
                "le guichet ou la mairie ".repeat(i % 7),
            )
        })
        .collect();
    let expr = parse("guichet OU \"la mairie\"").unwrap();
    for ending in [
        ".idx",
        ".pos",
        ".term",
        "meta.json",
        ".store",
        ".managed.json",
    ] {
        let mut at = 0;
        loop {
            let corpus = Corpus::new(&texts);
            let expected = corpus.matches(&expr);
            let sums = Arc::new(sums(corpus._folder.path()));
            let length = corpus.rot(ending, at);
            if at >= length {
                break;
            }
            let opened = SearchIndex::open(corpus._folder.path(), "index", &sums);
            let answer = opened.and_then(|index| {
                index.matches(
                    &corpus.plan(&expr),
                    &|_| true,
                    corpus.lengths(),
                    Ranking::SHIPPED,
                )
            });
            if let Ok(found) = answer {
                assert_eq!(found, expected, "byte {at} of {ending}");
            }
            at += length / 5 + 1;
        }
    }
}
