//! Fields and their values.

use super::{error, read};
use crate::text::{Expr, Test};

#[test]
fn words_in_the_title_or_in_the_body() {
    assert_eq!(read("titre:formation"), "title:formation");
    assert_eq!(
        read("title:\"former les agents\"~3"),
        "title:\"former les agents\"~3"
    );
    assert_eq!(
        read("Titre:(former* OU =élu SAUF \"a b\") texte:/x+/"),
        "(title:former* OR (title:=élu AND NOT title:\"a b\")) AND body:/x+/"
    );
    assert_eq!(read("titre:(a HORS \"a b\")"), "title:a HORS title:\"a b\"");
    assert_eq!(read("body:l’intranet"), "body:intranet");
}

#[test]
fn sections_themes_stances_authors_kinds_subcorpora() {
    for (query, printed) in [
        ("section:Écoles", "section:\"ecoles\""),
        ("section:« vie\u{a0}publique »", "section:\"vie publique\""),
        ("section:l'e-administration", "section:\"e administration\""),
        ("section:(a OU \"b c\")", "section:\"a\" OR section:\"b c\""),
        ("NOT section:a b", "NOT section:\"a\" AND b"),
        ("thème:Réseaux-Sociaux", "theme:reseaux-sociaux"),
        (
            "theme:(formation SAUF intranet)",
            "theme:formation AND NOT theme:intranet",
        ),
        ("position:pour", "stance:for"),
        ("position:mitigé", "stance:mixed"),
        ("position:mitige", "stance:mixed"),
        ("stance:against", "stance:against"),
        ("position:aucune", "stance:none"),
        ("auteur:P0012", "author:P0012"),
        ("author:(p12 OR P13)", "author:P0012 OR author:P0013"),
        ("type:argument", "type:argument"),
        ("type:réponses", "type:answer"),
        ("type:annexe", "type:appendix"),
        ("type:formulaire", "type:reply"),
        (
            "a type:contribution",
            "a AND (type:proposal OR type:answer)",
        ),
        ("in:agents", "in:\"agents\""),
        ("in:\"les agents\"", "in:\"les agents\""),
        (
            "formation section:écoles, pour:>10",
            "formation AND section:\"ecoles\" AND favourable:11..",
        ),
    ] {
        assert_eq!(read(query), printed, "{query}");
    }
}

#[test]
fn dates() {
    for (value, from_to) in [
        ("2014", "2014-01-01..2014-12-31"),
        ("2014-12", "2014-12-01..2014-12-31"),
        ("2016-02", "2016-02-01..2016-02-29"),
        ("12/2014", "2014-12-01..2014-12-31"),
        ("2014-12-15", "2014-12-15..2014-12-15"),
        ("15/12/2014", "2014-12-15..2014-12-15"),
        ("5/1/2015", "2015-01-05..2015-01-05"),
        ("2014-12..2015-01", "2014-12-01..2015-01-31"),
        ("2014-12…2015-01", "2014-12-01..2015-01-31"),
        ("01/12/2014..15/12/2014", "2014-12-01..2014-12-15"),
        ("2014-12-15..", "2014-12-15.."),
        ("..2015", "..2015-12-31"),
        (">2014-12-15", "2014-12-16.."),
        (">2014", "2015-01-01.."),
        (">=2014-12", "2014-12-01.."),
        ("<2014-12-15", "..2014-12-14"),
        ("<=2014-12", "..2014-12-31"),
        ("≥2014", "2014-01-01.."),
    ] {
        assert_eq!(
            read(&format!("date:{value}")),
            format!("date:{from_to}"),
            "{value}"
        );
    }
    for value in [
        "2014-13",
        "2015-02-29",
        "hier",
        "14",
        "2014-1-1-1",
        "..",
        "2014..x",
        "2015..2014",
        ">9999",
        "<0001",
        "0000",
        "15-12-2014",
        "2014/12",
        "2014-12/15",
        "+201",
        ">..2014",
        "-2014",
    ] {
        assert_eq!(error(&format!("a date:{value}")).0, 8, "{value}");
    }
}

#[test]
fn numbers_of_votes() {
    for (query, printed) in [
        ("pour:10", "favourable:10..10"),
        ("pour:>10", "favourable:11.."),
        ("contre:>=10", "against:10.."),
        ("mitige:<10", "mixed:..9"),
        ("mitigé:<10", "mixed:..9"),
        ("mixed:<=10", "mixed:..10"),
        ("soutiens:10..20", "votes:10..20"),
        ("votes:10..", "votes:10.."),
        ("votes:..20", "votes:..20"),
        (
            "pour:(0 OU >=18446744073709551615)",
            "favourable:0..0 OR favourable:18446744073709551615..",
        ),
    ] {
        assert_eq!(read(query), printed, "{query}");
    }
    for value in [
        "x",
        ">",
        ">>1",
        "-1",
        "1.5",
        "..",
        "20..10",
        "<0",
        ">18446744073709551615",
        "99999999999999999999",
        "+1",
    ] {
        assert_eq!(error(&format!("pour:{value}")).0, 6, "{value}");
    }
}

#[test]
fn errors_of_fields() {
    for (query, column, part) in [
        ("a titre:", 9, "wants a value"),
        ("titre: a", 7, "directly behind the colon"),
        ("(section:)", 10, "wants a value"),
        ("a setion:x", 3, "write section:"),
        ("téme:x", 1, "write theme:"),
        ("a estimee:pour", 3, "estimates none"),
        ("inferred:for", 1, "estimates none"),
        ("position:oui", 10, "pour, contre"),
        ("type:vote", 6, "contribution, proposition"),
        ("auteur:Durand", 8, "auteur:P0012"),
        ("auteur:P-1", 8, "auteur:P0012"),
        ("section:form*", 9, "whole words"),
        ("section:\"a =b\"", 12, "whole words"),
        ("section:/a/", 9, "no regular expression"),
        ("section:\"a b\"~2", 9, "no ~"),
        ("theme:a.b", 7, "no theme's id"),
        ("titre:(a section:b)", 10, "inside another field"),
        ("titre:section:b", 7, "inside another field"),
        ("date:hier", 6, "2014-12-15"),
        ("section:...", 9, "wants a word"),
    ] {
        let (at, message) = error(query);
        assert_eq!(at, column, "{query}: {message}");
        assert!(message.contains(part), "{query}: {message}");
    }
}

#[test]
fn variables_by_their_own_name_and_by_the_word_before_it() {
    let known = [
        "service".to_string(),
        "tranche-age".to_string(),
        "theme".to_string(),
    ];
    let of = |query: &str| crate::text::parse_with(query, &known);
    let variable = |name: &str, value: Option<&str>| Test::Variable {
        name: name.into(),
        value: value.map(str::to_string),
    };
    for (query, wanted) in [
        ("service:Voirie", variable("service", Some("voirie"))),
        (
            "Service:«Accueil  du public»",
            variable("service", Some("accueil du public")),
        ),
        ("tranche-age:25-34", variable("tranche-age", Some("25-34"))),
        ("service:*", variable("service", None)),
        ("variable:service=Élus", variable("service", Some("elus"))),
        ("variable:inconnu=\"a b\"", variable("inconnu", Some("a b"))),
        // The field comes first.
        ("theme:formation", Test::Theme("formation".into())),
        (
            "variable:theme=formation",
            variable("theme", Some("formation")),
        ),
    ] {
        match of(query) {
            Ok(Expr::Test(found, 1)) => assert_eq!(found, wanted, "{query}"),
            other => panic!("{query}: {other:?}"),
        }
    }
    // Where no variable has the name, and in capitals, it is text.
    for query in ["service:voirie", "SERVICE:VOIRIE"] {
        let names: &[String] = if query.starts_with('S') { &known } else { &[] };
        assert!(
            crate::text::parse_with(query, names)
                .unwrap()
                .first_test()
                .is_none(),
            "{query}"
        );
    }
    for (query, column, part) in [
        (
            "a servise:x",
            3,
            "there is no variable servise: ; write service:",
        ),
        ("service: x", 9, "wants a value directly behind the colon"),
        ("service:\"!\"", 10, "a value is wanted"),
        ("variable:service", 10, "wants a name, = and a value"),
        ("variable:=x", 10, "wants a name, = and a value"),
        ("a HORS service:x", 8, "HORS comes between words"),
    ] {
        let error = of(query).unwrap_err();
        assert_eq!(error.column, column, "{query}: {error}");
        assert!(error.message.contains(part), "{query}: {error}");
    }
}
