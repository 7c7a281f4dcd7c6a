//! What holds for any query: a tree or an error at a column; printed trees read back.

use crate::model::{AuthorId, Field, Kind, Side};
use crate::text::expr::{Expr, Item, Term, Test, Votes};
use crate::text::parse;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The tree with every column 0.
fn without_columns(expr: Expr) -> Expr {
    let all = |parts: Vec<Expr>| parts.into_iter().map(without_columns).collect();
    match expr {
        Expr::Test(test, _) => Expr::Test(test, 0),
        Expr::And(parts) => Expr::And(all(parts)),
        Expr::Or(parts) => Expr::Or(all(parts)),
        Expr::Not(inner) => Expr::Not(Box::new(without_columns(*inner))),
        Expr::Except(a, b) => {
            Expr::Except(Box::new(without_columns(*a)), Box::new(without_columns(*b)))
        }
        other => other,
    }
}

fn check(query: &str) -> Result<(), TestCaseError> {
    match parse(query) {
        Ok(expr) => {
            let printed = expr.to_string();
            match parse(&printed) {
                Ok(again) => prop_assert_eq!(
                    without_columns(again),
                    without_columns(expr),
                    "{:?} printed as {}",
                    query,
                    printed
                ),
                Err(error) => prop_assert!(false, "{query:?} printed as {printed}: {error}"),
            }
        }
        Err(error) => {
            let most = query.chars().count() + 1;
            prop_assert!((1..=most).contains(&error.column), "{query:?}: {error}");
            prop_assert!(!error.message.is_empty());
        }
    }
    Ok(())
}

const WORDS: [&str; 24] = [
    "formation",
    "agents",
    "élève",
    "cœur",
    "aujourd'hui",
    "formé·e·s",
    "agent(e)s",
    "e",
    "web",
    "administration",
    "eadministration",
    "télé",
    "sncf",
    "3,5",
    "2014",
    "où",
    "rendez",
    "les",
    "co",
    "o'neill",
    "et",
    "ou",
    "not",
    "intranet",
];

fn item() -> impl Strategy<Value = Item> {
    let word = || prop::sample::select(WORDS.to_vec()).prop_map(str::to_string);
    let letters = || "[a-z]{2,8}";
    prop_oneof![
        6 => word().prop_map(Item::Word),
        2 => word().prop_map(Item::Exact),
        1 => letters().prop_map(Item::Prefix),
        1 => letters().prop_map(Item::Suffix),
        1 => "[a-z]{4,9}".prop_map(|w| Item::Fuzzy(w, 1)),
        1 => "[a-z]{7,9}".prop_map(|w| Item::Fuzzy(w, 2)),
        1 => prop::sample::select(vec!["form.*", "é(a|b)?", r"a\/b", "[^x]+", r"\p{L}{2,3}", "(a)"])
            .prop_map(|p| Item::Regex(p.to_string())),
    ]
}

fn term(field: Option<Field>) -> impl Strategy<Value = Expr> {
    (
        prop::collection::vec(item(), 1..4),
        prop::option::of(0u32..5),
    )
        .prop_map(move |(items, slop)| {
            Expr::Term(Term {
                slop: slop.filter(|_| items.len() > 1),
                items,
                field,
            })
        })
}

fn day() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn ends<T: Ord + Copy + std::fmt::Debug>(
    one: impl Strategy<Value = T>,
    two: impl Strategy<Value = T>,
) -> impl Strategy<Value = (Option<T>, Option<T>)> {
    (one, two, 0..3).prop_map(|(a, b, which)| match which {
        0 => (Some(a), None),
        1 => (None, Some(a)),
        _ => (Some(a.min(b)), Some(a.max(b))),
    })
}

fn test() -> impl Strategy<Value = Expr> {
    let votes = vec![
        Votes::Favourable,
        Votes::Mixed,
        Votes::Against,
        Votes::Support,
    ];
    let sides = vec![
        None,
        Some(Side::Favourable),
        Some(Side::Mixed),
        Some(Side::Against),
    ];
    prop_oneof![
        prop::collection::vec("[a-z]{1,6}", 1..3).prop_map(|w| Test::Section(w.join(" "))),
        "[a-z]{2,6}(-[a-z0-9]{1,3})?".prop_map(Test::Theme),
        prop::sample::select(sides).prop_map(Test::Stance),
        any::<u32>().prop_map(|n| Test::Author(AuthorId(n))),
        ends(day(), day()).prop_map(|(from, to)| Test::Date { from, to }),
        (
            prop::sample::select(votes),
            ends(any::<u64>(), any::<u64>())
        )
            .prop_map(|(what, (least, most))| Test::Votes { what, least, most }),
        prop::sample::select(Kind::ALL.to_vec()).prop_map(Test::Kind),
        "[a-zé]{1,6}( [a-z0-9_-]{1,4})?".prop_map(Test::Subcorpus),
        (
            "[a-z][a-z0-9_-]{0,5}",
            prop::option::of("[a-z0-9][a-z0-9 '-]{0,5}[a-z0-9]")
        )
            .prop_map(|(name, value)| (name, value.map(|v| crate::text::value_key(&v))))
            .prop_map(|(name, value)| Test::Variable { name, value }),
    ]
    .prop_map(|t| Expr::Test(t, 0))
}

/// Trees that the parser can give.
fn tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        4 => term(None),
        1 => term(Some(Field::Title)),
        1 => term(Some(Field::Body)),
        2 => test(),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.clone().prop_map(|e| Expr::Not(Box::new(e))),
            (inner.clone(), inner).prop_map(|(a, b)| {
                if a.gives_occurrences() && b.gives_occurrences() {
                    Expr::Except(Box::new(a), Box::new(b))
                } else {
                    Expr::And(vec![a, b])
                }
            }),
        ]
    })
}

/// Strings made of the language's own pieces.
fn pieces() -> impl Strategy<Value = String> {
    let signs = vec![
        "(",
        ")",
        "\"",
        "«",
        "»",
        "*",
        "~",
        "~1",
        "~2",
        "=",
        "/",
        " ",
        " ",
        " ",
        ":",
        "-",
        "..",
        ">",
        "<=",
        " ET ",
        " OU ",
        " SAUF ",
        " HORS ",
        "NOT ",
        " OR ",
        "titre:",
        "section:",
        "date:",
        "pour:",
        "type:",
        "theme:",
        "position:",
        "auteur:P1",
        "in:",
        "setion:",
        "2014",
        "2014-12",
        "15/12/2014",
        "10",
        "\u{a0}",
        "’",
        "\u{301}",
        "\u{200b}",
        "\\",
        "[",
        "{9}",
        "|",
        "pour",
        "argument",
        "FORMATION",
        "é",
        "…",
        "e ",
    ];
    let all: Vec<&str> = signs.into_iter().chain(WORDS).collect();
    prop::collection::vec(prop::sample::select(all), 0..14).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn trees_are_printed_and_read_back(expr in tree()) {
        let printed = expr.to_string();
        match parse(&printed) {
            Ok(again) => prop_assert_eq!(without_columns(again), expr, "{}", printed),
            Err(error) => prop_assert!(false, "{printed}: {error}"),
        }
    }

    #[test]
    fn any_text_is_a_tree_or_an_error_at_a_column(query in any::<String>()) {
        if let Err(error) = parse(&query) {
            let most = query.chars().count() + 1;
            prop_assert!((1..=most).contains(&error.column), "{query:?}: {error}");
        }
    }

    #[test]
    fn pieces_of_the_language_are_a_tree_that_reads_back_or_an_error(query in pieces()) {
        check(&query)?;
    }
}

#[test]
fn long_queries_of_one_sign_are_answered_at_once() {
    let begun = std::time::Instant::now();
    for sign in [
        "(",
        ")",
        "\"",
        "« ",
        "*",
        "~",
        "/",
        "/a/ ",
        "NOT ",
        "=",
        "a(",
        "a OU ",
        "a HORS ",
        "a ET NOT ",
        "e ",
        "web ",
        "titre:",
        "titre:a ",
        "date:",
        "a~",
        "\u{301}",
        "(NOT ",
        "\"a ",
        "/(",
        "agent(e)",
        "É ET ",
        "section:(",
        "..",
        "a:",
        "setion:",
    ] {
        let query = sign.repeat(100_000 / sign.chars().count());
        if let Err(error) = parse(&query) {
            assert!(
                (1..=query.chars().count() + 1).contains(&error.column),
                "{sign}"
            );
        }
        let query: String = query.chars().take(2_000).collect();
        check(&query).unwrap();
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
