//! The language of terms, and errors at their column.

use super::*;
use crate::text::expr::{Item, Term};

mod fields;
mod properties;

fn w(text: &str) -> Item {
    Item::Word(text.into())
}

fn term(items: Vec<Item>) -> Expr {
    Expr::Term(Term {
        items,
        slop: None,
        field: None,
    })
}

/// What a query reads as, printed.
fn read(query: &str) -> String {
    match parse(query) {
        Ok(expr) => expr.to_string(),
        Err(error) => panic!("{query}: {error}"),
    }
}

/// The column and the message of a query's error.
fn error(query: &str) -> (usize, String) {
    match parse(query) {
        Ok(expr) => panic!("{query} reads as {expr}"),
        Err(error) => (error.column, error.message),
    }
}

#[test]
fn words_side_by_side_mean_and() {
    assert_eq!(
        parse("formation agents").unwrap(),
        Expr::And(vec![term(vec![w("formation")]), term(vec![w("agents")])])
    );
    assert_eq!(parse("l’intranet").unwrap(), term(vec![w("intranet")]));
    assert_eq!(read("aujourd’hui"), "aujourd'hui");
}

#[test]
fn items_of_every_kind_alone_and_in_quotation_marks() {
    assert_eq!(read("=Formé form* *ation"), "=formé AND form* AND *ation");
    assert_eq!(
        read("formation~ formation~2"),
        "formation~1 AND formation~2"
    );
    assert_eq!(read("/form(é|er)s?/"), "/form(é|er)s?/");
    let Expr::Term(t) = parse("\"=former agent* *ation accueil~1 /l[ea]/ les\"~3").unwrap() else {
        panic!("a term")
    };
    assert_eq!(t.slop, Some(3));
    assert_eq!(
        t.items,
        vec![
            Item::Exact("former".into()),
            Item::Prefix("agent".into()),
            Item::Suffix("ation".into()),
            Item::Fuzzy("accueil".into(), 1),
            Item::Regex("l[ea]".into()),
            w("les"),
        ]
    );
    // Signs belong to the word beside them; elided particles and commas do not disturb.
    assert_eq!(
        read("l'administrati*, d’accueil~1."),
        "administrati* AND accueil~1"
    );
    assert_eq!(read("*œuvre"), "*oeuvre");
    assert_eq!(read("Élèv*"), "elev*");
}

#[test]
fn typing_of_french_keyboards_and_word_processors() {
    for query in [
        "\"former les agents\"~3",
        "«\u{a0}former les agents\u{a0}»~3",
        "«\u{202f}former\u{a0}les agents »~3",
        "“former les agents”~3",
    ] {
        assert_eq!(read(query), "\"former les agents\"~3", "{query}");
    }
    assert_eq!(read("e\u{301}le\u{300}ve"), read("élève"));
    assert_eq!(read("form\u{ad}ation"), "formation");
    assert_eq!(read("the\u{300}me:formation"), "theme:formation");
    // A full-width colon makes no field.
    assert_eq!(read("titre\u{ff1a}agents"), "\"titre agents\"");
}

#[test]
fn operators_in_both_languages() {
    assert_eq!(read("a ET b OU c SAUF d"), "(a AND b) OR (c AND NOT d)");
    assert_eq!(read("a AND b OR c AND NOT d"), "(a AND b) OR (c AND NOT d)");
    assert_eq!(
        read("réseau HORS \"réseau de bus\" HORS social"),
        "réseau HORS (\"réseau de bus\" OR social)"
    );
    // HORS binds closer than NOT, NOT closer than AND.
    assert_eq!(read("NOT a HORS b h"), "NOT a HORS b AND h");
    assert_eq!(
        parse("NOT a HORS b h").unwrap(),
        parse("(NOT (a HORS b)) h").unwrap()
    );
    assert_eq!(read("(a OU b) h"), "(a OR b) AND h");
}

#[test]
fn a_pasted_title_is_a_plain_query() {
    assert_eq!(read("LA FORMATION ET LES AGENTS"), "formation AND agents");
    assert_eq!(
        read("POUR UN ÉTAT MODERNE : LES AGENTS OU LES USAGERS ?"),
        "état AND moderne AND agents AND usagers"
    );
    assert_eq!(
        read("TITRE: LA FORMATION ET LES AGENTS EN 2015"),
        "titre AND formation AND agents AND 2015"
    );
    // An operator without an operand is a word; operators between signs are none of a title.
    assert_eq!(read("ET"), "et");
    assert_eq!(read("formation OU"), "formation");
    assert_eq!(read("CAF OU CPAM OU MSA"), "caf OR cpam OR msa");
    assert_eq!(read("LA CAF OU LA CPAM OU LA MSA"), "caf AND cpam AND msa");
    assert_eq!(read("=RSE OU =GED OU =DSI"), "=rse OR =ged OR =dsi");
    assert_eq!(
        read("former - dire – 24/24 & mieux !"),
        "former AND dire AND \"24 24\" AND mieux"
    );
    assert_eq!(read("agent(e)s (suite)"), "agent(e)s AND suite");
}

#[test]
fn unknown_names_before_a_colon_are_text() {
    assert_eq!(read("objectif:formation"), "\"objectif formation\"");
    assert_eq!(read("14:30"), "\"14 30\"");
    assert_eq!(
        read("http://www.gouv.fr/~agents"),
        "lien:\"www gouv fr agents\""
    );
    assert_eq!(read("\"titre:\""), "titre");
    assert_eq!(read("l'auteur:moi"), "\"auteur moi\"");
}

#[test]
fn hyphens_and_prefixes_are_bound_to_the_word_behind() {
    for query in [
        "e-administration",
        "e administration",
        "\"e administration\"",
        "E ADMINISTRATION",
    ] {
        assert_eq!(read(query), "\"e administration\"", "{query}");
    }
    assert_eq!(
        read("les co constructions ET la multi modalité"),
        "\"co constructions\" AND la AND \"multi modalité\""
    );
    assert_eq!(read("NOT e administration"), "NOT \"e administration\"");
    assert_eq!(read("e administrat* b"), "\"e administrat*\" AND b");
    assert_eq!(
        read("titre:e administration b"),
        "title:\"e administration\" AND b"
    );
    // Prefixes that are words as well stay words, and find the word in one as well.
    assert_eq!(
        read("web conférence"),
        "(web AND conférence) OR \"web conférence\""
    );
    assert_eq!(
        read("h télé travail b"),
        "h AND ((télé AND travail) OR \"télé travail\") AND b"
    );
    assert_eq!(read("NOT web conférence"), "NOT web AND conférence");
    assert_eq!(read("web ET conférence"), "web AND conférence");
    assert_eq!(read("e OU a"), "e OR a");
    assert_eq!(read("sur face"), "face");
}

#[test]
fn errors_point_at_their_column() {
    for (query, column) in [
        ("", 1),
        ("   ", 1),
        (" ...", 2),
        ("a (b", 3),
        ("a )", 3),
        ("()", 2),
        ("ab \"cd", 4),
        ("«a b»~x", 6),
        ("\"a b\"~101", 6),
        ("a \" … \"", 3),
        ("a =*", 4),
        ("a =", 3),
        ("agents -guichet", 8),
        ("m*t", 2),
        ("a *mot*", 7),
        ("=mot~1", 5),
        ("f*", 1),
        ("a mot~1", 3),
        ("mots~3", 6),
        ("mots~", 0),
        ("former~2", 1),
        ("a /ab(c/", 6),
        ("a /abc", 3),
        ("/a b/", 1),
        ("/ab/c", 5),
        ("\"a /x[z-a]/\"", 7),
        ("//", 2),
        ("a HORS NOT b", 8),
        ("a HORS (NOT b)", 8),
        ("(NOT a) HORS b", 1),
        ("a HORS section:b", 8),
        // One character of the query as typed, however it is written.
        ("e\u{301}e\u{301}\u{a0}-guichet", 6),
    ] {
        match parse(query) {
            Ok(expr) => assert_eq!(column, 0, "{query} reads as {expr}"),
            Err(error) => assert_eq!(error.column, column, "{query}: {error}"),
        }
    }
}

#[test]
fn errors_say_what_to_write() {
    for (query, part) in [
        ("a *mot*", "/.*mot.*/"),
        ("m*t", "regular expression"),
        ("agents -guichet", "write NOT guichet"),
        ("mot~1", "wants 4 letters"),
        ("former~2", "wants 7 letters"),
        ("mots~3", "1 or 2"),
        ("a /ab(c/", "unclosed group"),
        ("a HORS section:b", "SAUF"),
        ("()", "before this )"),
        ("((a)", "never closed"),
    ] {
        let (_, message) = error(query);
        assert!(message.contains(part), "{query}: {message}");
    }
}

#[test]
fn what_is_too_large_is_refused_at_its_place() {
    let deep = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert!(parse(&deep(64)).is_ok());
    assert_eq!(error(&deep(65)).0, 65);
    assert!(parse(&format!("{}a", "NOT ".repeat(64))).is_ok());
    assert_eq!(error(&format!("{}a", "NOT ".repeat(65))).0, 64 * 4 + 1);
    let words = |n: usize| format!("b \"{}\"", "a ".repeat(n));
    assert!(parse(&words(1_000)).is_ok());
    assert_eq!(error(&words(1_001)).0, 3);
    assert_eq!(error(&(words(33) + "~1")).0, 3);
    assert_eq!(error(&"a".repeat(200_001)).0, 200_001);
}

#[test]
fn function_words_are_not_required_beside_others() {
    for (query, read_as, ignored) in [
        ("données de santé", "données AND santé", &["de"][..]),
        (
            "la formation des agents",
            "formation AND agents",
            &["la", "des"],
        ),
        ("\"données de santé\"", "\"données de santé\"", &[]),
        ("pour les", "pour AND les", &[]),
        ("de ET santé", "de AND santé", &[]),
        // Nouns too, and the names of categories.
        ("pouvoir été avions", "pouvoir AND été AND avions", &[]),
        ("catégorie A", "catégorie AND a", &[]),
        ("=de santé", "=de AND santé", &[]),
        ("santé \"de\"", "santé AND de", &[]),
        ("de section:santé", "de AND section:\"sante\"", &[]),
        (
            "(le bus) OU (la gare de)",
            "bus OR gare",
            &["le", "la", "de"],
        ),
    ] {
        assert_eq!(read(query), read_as, "{query}");
        assert_eq!(ignored_words(query, &[]), ignored, "{query}");
    }
}

#[test]
fn families_numbers_and_links() {
    for (query, read_as) in [
        ("formation+", "formation+"),
        (
            "l'organisation+ \"mise+ en\"",
            "organisation+ AND \"mise+ en\"",
        ),
        ("C++", "c"),
        ("1 000 euros", "1000 AND euros"),
        ("\"1 000 euros\"", "\"1000 euros\""),
        ("1.000", "1000"),
        ("2014 100", "2014 AND 100"),
        ("5G", "\"5 g\""),
        ("5 G", "\"5 g\""),
        ("80 km/h de vent", "\"80 km h\" AND vent"),
        ("peut-être", "\"=peut /êtres?/\""),
        ("week-ends", "\"week ends\""),
        ("1/3", "\"1 3\""),
        ("rendez vous", "\"=rendez =vous\""),
        ("https://www.gouv.fr", "lien:\"www gouv fr\""),
        ("\"80km/h\"", "\"80 km h\""),
        ("m²", "m2"),
        ("lien:legifrance", "lien:legifrance"),
        ("link:(légi* OU =gouv)", "lien:legi* OR lien:gouv"),
        ("lien:\"gouv fr\"", "lien:\"gouv fr\""),
        ("#logement_social", "\"logement social\""),
    ] {
        assert_eq!(read(query), read_as, "{query}");
    }
    assert_eq!(error("=mot+").0, 5);
    assert!(error("lien:formation~1").1.contains("lien:"));
}
