//! What a word of a query means: the small corpora that came out wrong once, each with the rows that it must find.

use super::support::{json, palabre, root, text};
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

/// A corpus of one small table.
struct Words {
    _folder: TempDir,
    corpus: PathBuf,
}

impl Words {
    fn of(file: &str) -> Words {
        let table = root().join("tests/fixtures/cases/text").join(file);
        Words::read(&std::fs::read_to_string(table).unwrap())
    }

    /// One of texts, numbered from 1.
    fn texts(texts: &[&str]) -> Words {
        let rows = texts.iter().enumerate();
        let rows: String = rows.map(|(n, t)| format!("{},\"{t}\"\n", n + 1)).collect();
        Words::read(&format!("id,texte\n{rows}"))
    }

    fn read(table: &str) -> Words {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        let file = folder.path().join("t.csv");
        std::fs::write(&file, table).unwrap();
        let out = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
        assert!(out.status.success(), "{}", text(&out.stderr));
        Words {
            _folder: folder,
            corpus,
        }
    }

    fn ask(&self, query: &str, options: &[&str]) -> Value {
        let corpus = self.corpus.to_str().unwrap();
        json(&[&["search", corpus, query], options].concat())
    }

    /// The numbers of the rows that a query finds.
    fn rows(&self, query: &str) -> Vec<u32> {
        let found = self.ask(query, &["--limit", "100"]);
        let rows = found["rows"].as_array().unwrap().iter();
        let id = |row: &Value| {
            row["id"]
                .as_str()
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap()
                .parse()
                .unwrap()
        };
        let mut rows: Vec<u32> = rows.map(id).collect();
        rows.sort_unstable();
        rows
    }

    /// The forms under a count, with their numbers.
    fn forms(&self, query: &str, options: &[&str]) -> Vec<(String, u64)> {
        let found = self.ask(query, options);
        let forms = found["forms"].as_array().unwrap().iter();
        let form = |f: &Value| {
            let form = f["form"].as_str().unwrap().to_string();
            (form, f["occurrences"].as_u64().unwrap())
        };
        forms.map(form).collect()
    }
}

#[test]
fn singulars_and_plurals_are_one_word() {
    let words = Words::of("m01-pluriels.csv");
    let pairs = [
        ("usager", [1, 2]),
        ("élu", [4, 5]),
        ("contenu", [6, 7]),
        ("vidéo", [8, 9]),
        ("enjeu", [10, 11]),
        ("lieu", [12, 13]),
        ("travail", [14, 15]),
        ("revenu", [16, 17]),
        ("opinion", [18, 19]),
        ("débit", [20, 21]),
        ("loi", [22, 23]),
        ("étranger", [24, 25]),
    ];
    for (word, rows) in pairs {
        assert_eq!(words.rows(word), rows, "{word}");
    }
    let words = Words::of("m15-formation.csv");
    assert_eq!(words.rows("formation"), [3]);
    assert_eq!(words.rows("formation+"), [1, 2, 3]);
    assert_eq!(words.rows("format"), [1, 2]);
}

#[test]
fn function_words_are_neither_required_nor_counted() {
    let words = Words::of("m03-mots-vides.csv");
    assert_eq!(words.rows("données de santé").len(), 40);
    let counted = words.ask("données de santé", &["--count"]);
    assert_eq!(counted["occurrences"], 80);
    assert_eq!(counted["ignored_words"], serde_json::json!(["de"]));
    assert_eq!(
        words.forms("données de santé", &[]),
        [("données".to_string(), 40), ("santé".to_string(), 40)]
    );
    assert_eq!(words.rows("\"données de santé\""), [1, 21]);
    let rows = words.ask("données de santé", &["--limit", "100"]);
    for row in rows["rows"].as_array().unwrap() {
        let snippet = row["snippet"].as_str().unwrap();
        assert!(!snippet.contains("«de»"), "{snippet}");
    }
}

#[test]
fn words_of_addresses_are_found_by_their_field_alone() {
    let words = Words::of("m04-url.csv");
    assert_eq!(words.rows("consultation"), [2]);
    assert_eq!(words.rows("theme:participation"), [2]);
    assert_eq!(words.rows("theme:donnees-ouvertes"), Vec::<u32>::new());
    assert_eq!(words.rows("lien:consultation"), [1]);
    assert_eq!(words.rows("lien:ouver*"), [1]);
    assert_eq!(words.rows("\"projet de loi\""), Vec::<u32>::new());
    // They are no words of the corpus: seven are in the second text, one in the first.
    let frequencies = words.ask("consultation", &["--frequencies"]);
    assert_eq!(frequencies["words"], 7);
}

#[test]
fn hyphens_apostrophes_numbers_and_units() {
    let words = Words::of("m09-plateforme.csv");
    for query in [
        "plateforme",
        "plate-forme",
        "plateformes",
        "\"plate forme\"",
    ] {
        assert_eq!(words.rows(query), [1, 2, 3], "{query}");
    }
    for query in ["startup", "start-up", "startups"] {
        assert_eq!(words.rows(query), [4, 5], "{query}");
    }
    let words = Words::of("m11-apostrophes.csv");
    assert_eq!(words.rows("\"mode emploi\""), [1, 2, 3, 4, 5, 6]);
    let words = Words::of("m12-nombres.csv");
    for query in ["1000", "1 000", "1.000", "\"1 000 euros\""] {
        assert_eq!(words.rows(query), [1, 2, 3, 4], "{query}");
    }
    for query in ["\"80 km/h\"", "80km/h", "\"80km/h\""] {
        assert_eq!(words.rows(query), [5, 6], "{query}");
    }
    for query in ["5G", "5g", "\"5 G\""] {
        assert_eq!(words.rows(query), [7, 8], "{query}");
    }
    let words = Words::texts(&[
        "Une parcelle de 80 m²",
        "80m2 à bâtir",
        "#logement_social",
        "le logement",
    ]);
    assert_eq!(words.rows("\"80 m2\""), [1, 2]);
    assert_eq!(words.rows("logement"), [3, 4]);
}

#[test]
fn accents_and_capitals_that_a_text_lacks() {
    let words = Words::texts(&[
        "La strategie numerique de l'ETAT",
        "Les stratégies numériques des états",
        "The email of the office",
        "Un thé et des émaux",
    ]);
    for query in [
        "stratégie",
        "strategies",
        "STRATEGIE",
        "numérique",
        "état",
        "etat",
    ] {
        assert_eq!(words.rows(query), [1, 2], "{query}");
    }
    assert_eq!(words.rows("thé"), [4]);
    assert_eq!(words.rows("email"), [3]);
}

#[test]
fn the_forms_are_under_every_count() {
    let mut texts = vec!["Une formation et des formations, la formation du soir"; 3];
    texts.push("Le format des formulaires");
    let words = Words::texts(&texts);
    let expected = [("formation".to_string(), 6), ("formations".to_string(), 3)];
    assert_eq!(words.forms("formation", &[]), expected);
    assert_eq!(words.forms("formation", &["--count"]), expected);
    let found = words.ask("form*", &["--forms"]);
    let forms = found["forms"].as_array().unwrap().len();
    assert_eq!((forms, found["other_forms"].as_u64()), (4, Some(0)));
    let phrase = words.forms("\"la formation\"", &[]);
    assert_eq!(phrase, [("la formation".to_string(), 3)]);
}

#[test]
fn the_forms_of_a_theme_add_up_to_its_occurrences() {
    let demo = super::support::demo().to_str().unwrap();
    let plain = json(&["themes", demo]);
    let with = json(&["themes", demo, "--forms"]);
    let pairs = plain["rows"]
        .as_array()
        .unwrap()
        .iter()
        .zip(with["rows"].as_array().unwrap());
    let mut counted = 0;
    for (row, with) in pairs {
        assert_eq!(row["occurrences"], with["occurrences"]);
        assert!(row.get("forms").is_none());
        let forms = with["forms"].as_array().unwrap().iter();
        let sum: u64 = forms.map(|f| f["occurrences"].as_u64().unwrap()).sum();
        assert_eq!(row["occurrences"].as_u64(), Some(sum), "{}", row["theme"]);
        counted += sum;
    }
    assert!(counted > 300, "{counted}");
    let table = palabre(&["themes", demo, "--forms", "--format", "csv"]);
    let table = text(&table.stdout);
    assert!(
        table.contains("forms") && table.contains("others"),
        "{table}"
    );
}

#[test]
fn a_spelling_that_nobody_used_proposes_the_nearest() {
    let words = Words::texts(&[
        "Une formation",
        "des formations et la formation",
        "Un autre texte",
    ]);
    let found = words.ask("formatoin", &[]);
    assert_eq!(found["count"], 0);
    let unused = &found["unused_words"][0];
    assert_eq!(unused["word"], "formatoin");
    assert_eq!(unused["nearest"][0]["form"], "formation");
    // A word that is used, in any spelling, proposes nothing; nor does one that must be absent.
    for query in [
        "formation",
        "formation SAUF formatoin",
        "formation OU theme:sante",
    ] {
        let found = words.ask(query, &[]);
        assert_eq!(found["unused_words"], serde_json::json!([]), "{query}");
    }
}

#[test]
fn many_occurrences_are_counted_by_form_in_the_index() {
    let rows: String = (0..1500)
        .map(|n| format!("{n},\"Un agent, des agents et une école {n}\"\n"))
        .collect();
    let words = Words::read(&format!("id,texte\n{rows}"));
    let agents = [("agent".to_string(), 1500), ("agents".to_string(), 1500)];
    assert_eq!(words.forms("agent", &[]), agents);
    assert_eq!(words.forms("agent", &["--forms"]), agents);
    let three = words.forms("agent école", &["--count"]);
    assert_eq!(three.iter().map(|f| f.1).sum::<u64>(), 4500);
    // A phrase is counted where all are asked for.
    let found = words.ask("\"un agent\"", &["--count"]);
    assert_eq!(
        (&found["forms"], &found["other_forms"]),
        (&serde_json::json!([]), &1500.into())
    );
    assert_eq!(
        words.forms("\"un agent\"", &["--forms"]),
        [("un agent".to_string(), 1500)]
    );
}

#[test]
fn words_that_look_like_others_are_not_counted_with_them() {
    let words = Words::texts(&[
        "Il y a des agents de catégorie A",
        "Ils ont peut-être raison, ils pourraient être là",
        "Prendre rendez-vous vis-à-vis du guichet, il me rend service",
        "Les pouvoirs publics peuvent agir dès lundi, des deux côtés",
        "Son frère et sa sœur ; le PLU ; s'il vous plaît",
        "Le bilan de 2013, un tiers (1/3) des voix",
        "La ﬁnance, le CO₂ et l'article L32.1",
        "Voir figec.com/acces-aux-donnees et youtube.com/watch?v=velo",
        "Aucun·e agent·e, tou·te·s les professionnel.le.s",
    ]);
    for (query, rows) in [
        ("catégorie A", &[1][..]),
        ("peut-être", &[2]),
        ("rendez-vous", &[3]),
        ("rendez vous", &[3]),
        ("vivre", &[]),
        ("pouvoirs publics", &[4]),
        ("pouvoir", &[2, 4]),
        ("\"pouvoirs publics\"", &[4]),
        ("dès", &[4]),
        ("sa", &[5]),
        ("plu", &[5]),
        ("plaire", &[5]),
        ("1/3", &[6]),
        ("13", &[]),
        ("finance", &[7]),
        ("CO2", &[7]),
        ("L32.1", &[7]),
        ("L321", &[]),
        ("donnée", &[]),
        ("vélo", &[]),
        ("lien:velo", &[8]),
        ("aucun", &[9]),
        ("professionnel", &[9]),
    ] {
        assert_eq!(words.rows(query), rows, "{query}");
    }
    // The verb's own forms, and not the noun.
    assert_eq!(words.rows("peuvent"), [2, 4]);
}

#[test]
fn what_is_found_in_records_that_are_not_searched_is_said() {
    let demo = super::support::demo().to_str().unwrap();
    let all = json(&["search", demo, "agent", "--kind", "appendix", "--count"]);
    let found = json(&["search", demo, "agent", "--kind", "question", "--count"]);
    assert_eq!(found["count"], 0);
    assert!(found["not_searched"].as_u64() > all["count"].as_u64());
    let said = text(&palabre(&["search", demo, "agent", "--kind", "question", "--count"]).stdout);
    assert!(
        said.contains("records that are not searched have it"),
        "{said}"
    );
}
