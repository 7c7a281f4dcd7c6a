//! Headwords of words of public consultations.

use super::*;
use fst::Streamer;

/// Forms that the rules and the exceptions had to choose for: «form headword».
const AMBIGUOUS: &str = "
    est être | suis être | sommes être | soit être | été été | a avoir | as avoir | ont avoir
    ayant avoir | aura avoir | avions avion | peut pouvoir | puisse pouvoir | doivent devoir
    dû devoir | due devoir | du du | fait fait | faits fait | faite faire | savons savoir
    part part | parties partie | partis parti | parti parti | partons partir
    porte porter | portes porter | passe passer | reste rester | place place | mesure mesure
    compte compte | marche marche | marché marché | droit droit | droits droit | droite droite
    mise mise | mises mise | prise prise | prises prise | pris prendre | mis mettre
    vis vis | vit vivre | vu voir | vue vue | vues vue | dit dire | change changer
    commune commune | communes commune | retraite retraite | retraites retraite
    directive directive | carrière carrière | moyenne moyenne | moyennes moyen
    découverte découverte | alternative alternative | éolienne éolienne | capitale capitale
    sûr sûr | sûre sûr | sur sur | sûrs sûr | mûr mûr | mur mur | murs mur | jeune jeune | jeûne jeûne
    goûter goûter | goutter goutter | coût coût | cout coût | couts coût | août août | aout août
    connaître connaître | connaitre connaître | connaissent connaître | évènements événement
    clefs clé | clés clé | paris paris | vote vote | votes vote | risque risque | risques risque
    concernant concernant | concernés concerner | utilisées utiliser | adoptée adopter
    privée privé | données donnée | données donnée | reçu recevoir | prévue prévoir
    intègre intégrer | dispose disposer | applique appliquer | diffuse diffuser
    issues issu | composantes composante | brutes brut | finale final | nettes net
    tiens tenir | mets mettre | lis lire | soutiens soutenir | fut être | fût être
    ouvre ouvrir | convient convenir | complètement complètement | vacances vacances
    ferment fermer | attachée attacher | franche franc | yeux œil | centrales centrale | nationale national | nouvelle nouveau | bonne bon | première premier
";

/// Forms without a doubt.
const PLAIN: &str = "
    publiques public | public public | loyers loyer | lois loi | travaux travail | vidéos vidéo
    enjeux enjeu | lieux lieu | revenus revenu | contenus contenu | opinions opinion
    débits débit | étrangers étranger | étrangères étranger | permet permettre | propose proposer
    élus élu | formations formation | biens bien | bien bien | personnes personne | cours cours
    fois fois | plus plus | logiciels logiciel | libres libre | citoyennes citoyen
    électrice électeur | agricultrices agriculteur | utilisatrices utilisateur | maires maire
    infirmières infirmier | autrices auteur | chercheuses chercheur | députées député
    algorithmes algorithme | numériques numérique | usagers usager | oeuvre œuvre | œuvres œuvre
    oeuvres œuvre | soeurs sœur | voeux vœu | yeux œil | journaux journal | locaux local
    sociaux social | régionales régional | écologiques écologique | taxes taxe | impôts impôt
    écoles école | enfants enfant | chevaux cheval | eaux eau | prix prix | choix choix
    développement développement | rapidement rapidement | nous nous | les le | cette ce | toutes tout
    aux au | leurs leur | celles celui | quelles quel | mangerions manger | finissent finir
    veulent vouloir | pourrait pouvoir | seront être | aient avoir | irons aller | viendra venir
    kilomètres kilomètre | mégawatts mégawatt | pme pme | france france | prud'hommes prud'homme
    aujourd'hui aujourd'hui | week-ends week-end | référendum référendum | glyphosate glyphosate
    maîtrise maîtrise | entreprises entreprise | assemblées assemblée | majorité majorité
    initiatives initiative | communautés communauté | aides-soignantes aide-soignant
    entrepreneures entrepreneur | rgpd rgpd | emails email | bâtiments bâtiment | hautes haut
";

fn check(list: &str) -> usize {
    let lexicon = Headwords::builtin();
    let mut wrong = Vec::new();
    let mut number = 0;
    for pair in list.split(['|', '\n']) {
        let words: Vec<&str> = pair.split_whitespace().collect();
        let [form, expected] = words[..] else {
            assert!(words.is_empty(), "not a pair: {pair}");
            continue;
        };
        number += 1;
        let found = lexicon.headword(form).map(|found| found.text.into_owned());
        if found.as_deref() != Some(expected) {
            wrong.push(format!("{form}: {found:?}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    number
}

#[test]
fn ambiguous_forms() {
    assert!(check(AMBIGUOUS) >= 40);
}

#[test]
fn plain_forms() {
    assert!(check(PLAIN) >= 60);
}

#[test]
fn parts_of_speech() {
    let lexicon = Headwords::builtin();
    let pos = |form: &str| {
        lexicon
            .headword(form)
            .map(|found| found.pos)
            .unwrap_or_default()
    };
    assert_eq!(pos("travaux"), Pos::NOUN);
    assert!(pos("porte").contains(Pos::NOUN | Pos::VERB));
    assert!(pos("les").contains(Pos::FUNCTION));
    assert!(pos("rapidement").contains(Pos::ADVERB));
    assert!(pos("utilisées").contains(Pos::VERB | Pos::ADJECTIVE));
    assert!(pos("paris").contains(Pos::NAME | Pos::NOUN));
    assert!(pos("mangerions") == Pos::VERB);
    let found = lexicon.headword("permis").expect("a form");
    assert!(found.headword_pos.contains(Pos::NOUN));
    assert_eq!(
        format!("{:?}", Pos::NOUN | Pos::VERB),
        "{\"noun\", \"verb\"}"
    );
    assert!(Pos::NONE.is_empty() && Pos::FUNCTION.is_function_only());
    assert_eq!(Pos::from_bits(0xFF).bits(), 0x7F);
}

#[test]
fn what_the_lexicon_has() {
    let lexicon = Headwords::builtin();
    assert!(
        !lexicon.is_empty() && lexicon.len() > 460_000,
        "{}",
        lexicon.len()
    );
    assert!(lexicon.contains("travaux") && lexicon.contains("oeuvre"));
    for absent in [
        "",
        "x1y",
        "traveaux",
        "Travaux",
        "e\u{301}cole",
        "日本",
        "km²",
    ] {
        assert!(!lexicon.contains(absent), "{absent}");
        assert_eq!(lexicon.headword(absent), None, "{absent}");
    }
    assert!(
        HEADWORDS_VERSION.starts_with("Dicollecte 7.0 "),
        "{HEADWORDS_VERSION}"
    );
    assert!(Headwords::open(b"PALABLEX\x02").is_none());
    assert!(Headwords::open(b"").is_none());
}

#[test]
fn a_form_that_is_its_headword_is_borrowed() {
    let found = Headwords::builtin().headword("travail").expect("a form");
    assert!(matches!(found.text, std::borrow::Cow::Borrowed("travail")));
}

#[test]
fn folding() {
    let lexicon = Headwords::builtin();
    assert_eq!(lexicon.folding_to("cote"), ["cote", "coté", "côte", "côté"]);
    assert_eq!(lexicon.folding_to("oeuvre"), ["œuvre", "œuvré"]);
    assert_eq!(lexicon.folding_to("election"), ["élection"]);
    assert_eq!(lexicon.folding_to("deja"), ["déjà"]);
    assert_eq!(lexicon.folding_to("retraite"), ["retraite", "retraité"]);
    assert!(lexicon.folding_to("").is_empty());
    assert!(lexicon.folding_to("é").is_empty());
    assert!(lexicon.folding_to("zzzzq").is_empty());
    for form in [
        "naïveté",
        "ambiguïté",
        "ex æquo",
        "cœur",
        "maïs",
        "forêt",
        "garçon",
        "où",
    ] {
        let found = lexicon.folding_to(&fold(form));
        assert_eq!(
            found.iter().any(|one| one == form),
            lexicon.contains(form),
            "{form}"
        );
        assert!(found.is_sorted());
    }
}

#[test]
fn words_that_the_lexicon_lacks() {
    let lexicon = Headwords::builtin();
    let same = [
        &[
            "uberisé",
            "uberisée",
            "uberisés",
            "uberisées",
            "uberiser",
            "uberisent",
        ][..],
        &["metavers", "metavers"],
        &["youtubeuse", "youtubeuses", "youtubeur", "youtubeurs"],
        &["facilitactrice", "facilitacteurs", "facilitactrices"],
        &["technosolutionnisme", "technosolutionnismes"],
        &["cybervigilants", "cybervigilant"],
        &["rezéenne", "rezéens", "rezéen"],
        &[
            "biorégional",
            "biorégionaux",
            "biorégionales",
            "biorégionale",
        ],
        &["covidé", "covidée", "covidées"],
        &["dronisation", "dronisations"],
        &["vidéoludif", "vidéoludive", "vidéoludifs"],
    ];
    for group in same {
        let heads: Vec<Option<String>> = group.iter().map(|form| lexicon.unknown(form)).collect();
        assert!(
            heads.windows(2).all(|two| two[0] == two[1]),
            "{group:?}: {heads:?}"
        );
    }
    for (form, expected) in [
        ("uberisées", Some("uberiser")),
        ("darkstores", Some("darkstore")),
        ("virus", Some("virus")),
        ("xbox", Some("xbox")),
        ("scikit", Some("scikit")),
        ("covidus", Some("covidus")),
        ("adblockers", None),
        ("covidait", None),
        ("abc", None),
        ("mp3s", None),
        ("", None),
    ] {
        assert_eq!(lexicon.unknown(form).as_deref(), expected, "{form}");
    }
}

/// What is cut to a word and the word itself have the same answer.
#[test]
fn unknown_words_are_cut_once() {
    let lexicon = Headwords::builtin();
    for stem in [
        "xyloph", "blockm", "zadis", "grafik", "ubert", "wikip", "novl", "technoc",
    ] {
        for ending in [
            "", "s", "e", "es", "é", "ée", "ées", "al", "aux", "ales", "elle", "els", "enne",
            "euse", "eurs", "ive", "ifs", "trice", "teurs", "isé", "isées", "ifié", "aise",
            "oises", "ment", "ique", "eaux",
        ] {
            let form = format!("{stem}{ending}");
            if lexicon.contains(&form) {
                continue;
            }
            if let Some(head) = lexicon.unknown(&form)
                && !lexicon.contains(&head)
            {
                let again = lexicon.unknown(&head);
                assert_eq!(again.as_deref(), Some(head.as_str()), "{form}");
            }
        }
    }
}

#[test]
fn joined_pairs_are_in_the_lexicon() {
    let lexicon = Headwords::builtin();
    let table = include_str!("../../../data/headwords/joined.tsv");
    let mut number = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [hyphenated, joined, has] = fields[..] else {
            panic!("three columns: {line}");
        };
        assert_eq!(hyphenated.replace('-', ""), joined);
        let found = match (lexicon.contains(hyphenated), lexicon.contains(joined)) {
            (true, true) => "both",
            (true, false) => "hyphenated",
            (false, true) => "joined",
            (false, false) => "none",
        };
        assert_eq!(has, found, "{line}");
        number += 1;
    }
    assert!(number > 200);
}

/// Every exception is in the file, with its headword.
#[test]
fn exceptions_are_in_the_lexicon() {
    let lexicon = Headwords::builtin();
    let table = include_str!("../../../data/headwords/exceptions.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let found = lexicon
            .headword(fields[0])
            .map(|found| found.text.into_owned());
        assert_eq!(found.as_deref(), Some(fields[1]), "{line}");
    }
}

/// Pairs of forms that are one word, or two, written before any rule was.
#[test]
fn pairs_of_one_word_and_false_friends() {
    let table = include_str!("../../../tests/fixtures/headwords/pairs.tsv");
    let (lexicon, stemmer) = (Headwords::builtin(), Stemmer::default());
    let (mut all, mut right, mut by_root) = (0, 0, 0);
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, a, b, same] = fields[..] else {
            panic!("four columns: {line}");
        };
        let is = lexicon.key_of(a, &stemmer) == lexicon.key_of(b, &stemmer);
        let by = stemmer.stem(a) == stemmer.stem(b);
        all += 1;
        by_root += usize::from(by == (same == "1"));
        match is == (same == "1") {
            true => right += 1,
            false => wrong.push(line),
        }
    }
    assert_eq!(all, 300);
    assert!(
        right == 300 && by_root < 230,
        "{right} right, {by_root} by root: {wrong:?}"
    );
}

/// Every form of the file.
fn all_forms() -> Vec<String> {
    let (_, automaton) = Table::open(FILE).expect("the file");
    let map = Map::new(automaton).expect("an automaton");
    let mut stream = map.stream();
    let mut forms = Vec::new();
    while let Some((form, _)) = stream.next() {
        forms.push(String::from_utf8(form.to_vec()).expect("UTF-8"));
    }
    forms
}

#[test]
fn every_form_folds_back_and_every_headword_is_its_own() {
    let lexicon = Headwords::builtin();
    for form in all_forms().iter().step_by(37) {
        assert!(lexicon.folding_to(&fold(form)).contains(form), "{form}");
        let head = lexicon.headword(form).expect("a form").text.into_owned();
        let own = lexicon.headword(&head).expect("a headword is a form").text;
        assert_eq!(own, head, "{form}");
    }
}

/// `cargo test --release --lib headwords_in_time -- --ignored --nocapture`
#[test]
#[ignore = "prints times"]
fn headwords_in_time() {
    use std::time::Instant;
    let start = Instant::now();
    let opened = Headwords::open(FILE).expect("the file");
    println!("open {:?}, {} bytes", start.elapsed(), FILE.len());
    let forms = all_forms();
    let start = Instant::now();
    let letters: usize = forms
        .iter()
        .filter_map(|form| opened.headword(form))
        .map(|found| found.text.len())
        .sum();
    let each = start.elapsed() / forms.len() as u32;
    println!("headword {each:?} a form ({letters} letters)");
    let sample: Vec<String> = forms
        .iter()
        .step_by(97)
        .map(|f| fold(f).into_owned())
        .collect();
    let start = Instant::now();
    let found: usize = sample
        .iter()
        .map(|word| opened.folding_to(word).len())
        .sum();
    let each = start.elapsed() / sample.len() as u32;
    println!("folding_to {each:?} a word ({found} forms)");
}
