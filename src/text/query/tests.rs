//! The language of terms, and errors at their column.

use super::*;

fn w(text: &str) -> Item {
    Item::Word(text.into())
}

fn term(items: Vec<Item>) -> Expr {
    Expr::Term(Term {
        items,
        slop: None,
        joined: None,
        field: None,
    })
}

#[test]
fn words_side_by_side_mean_and() {
    assert_eq!(
        parse("formation agents").unwrap(),
        Expr::And(vec![term(vec![w("formation")]), term(vec![w("agents")])])
    );
    assert_eq!(parse("l’intranet").unwrap(), term(vec![w("intranet")]));
}

#[test]
fn phrases_near_exact_prefix() {
    let Expr::Term(t) = parse("\"=former les agent*\"~3").unwrap() else {
        panic!("a term")
    };
    assert_eq!(t.slop, Some(3));
    assert_eq!(
        t.items,
        vec![
            Item::Exact("former".into()),
            w("les"),
            Item::Prefix("agent".into())
        ]
    );
    let Expr::Term(t) = parse("e-administration").unwrap() else {
        panic!("a term")
    };
    assert_eq!(t.joined.as_deref(), Some("eadministration"));
}

#[test]
fn operators_in_both_languages() {
    let both = parse("a ET b OU c SAUF d").unwrap();
    assert_eq!(both, parse("a AND b OR c AND NOT d").unwrap());
    assert!(matches!(
        parse("réseau HORS \"réseau de bus\"").unwrap(),
        Expr::Except(..)
    ));
}

#[test]
fn a_title_in_capitals_is_a_plain_query() {
    let Expr::And(parts) = parse("LA FORMATION ET LES AGENTS").unwrap() else {
        panic!("and")
    };
    assert_eq!(parts.len(), 5);
    // An operator without an operand is a word.
    assert!(parse("ET").is_ok() && parse("formation OU").is_ok());
}

#[test]
fn errors_point_at_their_column() {
    for (query, column) in [
        ("", 1),
        ("a (b", 3),
        ("a )", 3),
        ("ab \"cd", 4),
        ("\"a b\"~x", 6),
        ("a =*", 3),
        ("theme:formation", 1),
        ("agents -guichet", 8),
        ("title:agents", 1),
        ("ab ...", 4),
    ] {
        assert_eq!(parse(query).unwrap_err().column, column, "{query}");
    }
}
