//! The scanner on French as it is written on platforms.

use super::*;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    scan(text, |t| out.push(&text[t.start..t.end]));
    out
}

fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    scan(text, |t| {
        if t.flags.has(Flags::SENTENCE_START) {
            out.push(&text[t.start..t.end]);
        }
    });
    out
}

#[test]
fn elided_particles_are_no_words() {
    assert_eq!(
        words("l’intranet qu'offre L'ÉTAT, jusqu'ici d' accord"),
        ["intranet", "offre", "ÉTAT", "ici", "accord"]
    );
    assert_eq!(words("l\u{92}agent, lʼusager"), ["agent", "usager"]);
    let mut flags = Vec::new();
    scan("l'agent", |t| flags.push(t.flags));
    assert!(flags[0].has(Flags::ELIDED_BEFORE));
}

#[test]
fn some_apostrophes_are_inside_words() {
    for word in [
        "aujourd'hui",
        "Aujourd’hui",
        "prud'homme",
        "prud’hommes",
        "quelqu'un",
        "quelqu’une",
        "presqu'île",
        "O'Neill",
    ] {
        assert_eq!(words(word), [word]);
    }
    assert_eq!(words("presqu'il"), ["il"]);
}

#[test]
fn points_glued_to_the_next_sentence_separate() {
    assert_eq!(
        words("services.Ce que: - Former,- Ecouter"),
        ["services", "Ce", "que", "Former", "Ecouter"]
    );
    assert_eq!(
        sentences("Des services publiques.Ce que veulent les gens. Oui ! etc. mais non."),
        ["Des", "Ce", "Oui", "etc"]
    );
    assert_eq!(words("data.gouv.fr"), ["data", "gouv", "fr"]);
    assert_eq!(sentences("voir data.gouv.fr"), ["voir"]);
    assert_eq!(
        sentences("Une liste :\n- former\n- équiper"),
        ["Une", "former", "équiper"]
    );
}

#[test]
fn inclusive_endings_belong_to_the_word() {
    for word in [
        "formé·e·s",
        "agent(e)s",
        "agent-e-s",
        "usager-ère-s",
        "citoyen·ne·s",
        "citoyen.ne.s",
        "professionnel.le.s",
        "sportif-ve-s",
        "FORMÉ·E·S",
        "directeur•rice",
    ] {
        assert_eq!(words(word), [word], "{word}");
    }
    assert_eq!(words("formé.Et"), ["formé", "Et"]);
    assert_eq!(words("agent (e)"), ["agent", "e"]);
    assert_eq!(
        words("peut-être, faut-il, a-t-on"),
        ["peut", "être", "faut", "il", "a", "t", "on"]
    );
    assert_eq!(words("e-administration"), ["e", "administration"]);
}

#[test]
fn masks_are_no_words() {
    assert_eq!(
        words("écrire à [courriel] ou au [téléphone]."),
        ["écrire", "à", "ou", "au"]
    );
    assert_eq!(words("le [courriel reste"), ["le", "courriel", "reste"]);
}

#[test]
fn numbers_and_acronyms() {
    assert_eq!(words("55 % de 1.000,50 €"), ["55", "de", "1.000,50"]);
    assert_eq!(
        words("la S.N.C.F. et la CAF"),
        ["la", "S.N.C.F", "et", "la", "CAF"]
    );
    assert_eq!(
        words("15/12/2014 - 22:03"),
        ["15", "12", "2014", "22", "03"]
    );
}

#[test]
fn a_run_of_a_hundred_thousand_bytes_is_cut() {
    let text = "é".repeat(50_000);
    let mut total = 0;
    scan(&text, |t| {
        assert!(t.end - t.start <= MAX_TOKEN);
        assert_eq!(t.start, total);
        total = t.end;
    });
    assert_eq!(total, text.len());
}

proptest! {
    #[test]
    fn any_text_gives_ordered_words_on_character_boundaries(text in "\\PC*") {
        let mut end = 0;
        scan(&text, |t| {
            assert!(t.start >= end && t.end > t.start);
            assert!(text.is_char_boundary(t.start) && text.is_char_boundary(t.end));
            end = t.end;
        });
    }
}

#[test]
fn numbers_units_links_and_hashtags() {
    for (text, found) in [
        (
            "1 000 euros, 1\u{202F}000, 1.000 et 1000",
            &["1 000", "euros", "1\u{202F}000", "1.000", "et", "1000"][..],
        ),
        ("en 2014 100 personnes", &["en", "2014", "100", "personnes"]),
        ("12 345 678,50 €", &["12 345 678,50"]),
        (
            "80km/h, 80 km/h, 5G, 3,5km",
            &["80", "km", "h", "80", "km", "h", "5", "G", "3,5", "km"],
        ),
        (
            "1er, 2e, 21h30, covid19, m2, 80m²",
            &["1er", "2e", "21h30", "covid19", "m2", "80", "m²"],
        ),
        ("1.2.3 et 3.14", &["1.2.3", "et", "3.14"]),
        ("d´emploi d‘emploi d`emploi d 'emploi", &["emploi"; 4]),
        ("un 'mot' et ‘un’", &["un", "mot", "et", "un"]),
        (
            "#logement_social nom_variable",
            &["logement", "social", "nom_variable"],
        ),
        (
            "voir (https://www.a-b.fr/c_d?e=1), puis",
            &[
                "voir", "https", "www", "a", "b", "fr", "c", "d", "e", "1", "puis",
            ],
        ),
        ("www.gouv.fr. Fin", &["www", "gouv", "fr", "Fin"]),
        ("https: oui", &["https", "oui"]),
    ] {
        assert_eq!(words(text), found, "{text}");
    }
    let mut links = Vec::new();
    let text = "Voir https://a.fr/consultation. La consultation";
    scan(text, |t| {
        if t.flags.has(Flags::LINK) {
            links.push(&text[t.start..t.end]);
        }
    });
    assert_eq!(links, ["https", "a", "fr", "consultation"]);
}
