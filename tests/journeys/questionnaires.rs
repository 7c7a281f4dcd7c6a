//! Questionnaires of every kind: a reply a row, each filled open answer a contribution under its question, closed
//! questions counted. The expected values were written down from the files, before the code that reads them.

use super::support::{exported, json, palabre, root, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;

/// A closed question: its title, how many answer it, and each choice with its side and its number.
type Asked = (String, u64, Vec<(String, String, u64)>);

/// What a file must give.
struct Expected {
    file: &'static str,
    replies: usize,
    /// Each question that has open answers, with their number.
    open: &'static [(&'static str, usize)],
    /// Each closed question, with the forms that answer it and its choices.
    closed: &'static [(&'static str, u64, &'static [Choice])],
}

/// A choice, its side and how many forms made it.
type Choice = (&'static str, &'static str, u64);

const SHAPES: [Expected; 11] = [
    Expected {
        file: "google-forms.csv",
        replies: 8,
        open: &[
            ("Pourquoi ?", 5),
            ("Que changer en premier ?", 4),
            (
                "Quels transports utilisez-vous ? (plusieurs réponses possibles)",
                1,
            ),
        ],
        closed: &[
            (
                "Êtes-vous favorable à la gratuité des bus ?",
                8,
                &[
                    ("Oui", "favourable", 4),
                    ("Ne sait pas", "", 2),
                    ("Non", "against", 2),
                ],
            ),
            (
                "Quels transports utilisez-vous ? (plusieurs réponses possibles)",
                8,
                &[
                    ("Bus", "", 4),
                    ("Voiture", "", 3),
                    ("Vélo", "", 3),
                    ("Marche à pied", "", 2),
                ],
            ),
            (
                "De 1 à 5 quelle note donnez-vous au réseau ?",
                8,
                &[
                    ("4", "", 3),
                    ("3", "", 2),
                    ("1", "", 1),
                    ("2", "", 1),
                    ("5", "", 1),
                ],
            ),
        ],
    },
    Expected {
        file: "limesurvey-textes.csv",
        replies: 4,
        open: &[
            ("Par quels moyens vous informez-vous ? [Autre]", 2),
            ("Que faut-il améliorer dans votre quartier ?", 3),
            ("Souhaitez-vous ajouter quelque chose ?", 1),
        ],
        closed: &[
            (
                "Comment jugez-vous les services suivants ? [La propreté]",
                4,
                &[("Pas satisfait", "", 2), ("Satisfait", "", 2)],
            ),
            (
                "Comment jugez-vous les services suivants ? [L'éclairage]",
                4,
                &[("Pas satisfait", "", 2), ("Satisfait", "", 2)],
            ),
            (
                "Par quels moyens vous informez-vous ?",
                4,
                &[("Le journal municipal", "", 3), ("Le site", "", 2)],
            ),
        ],
    },
    Expected {
        file: "limesurvey-codes.csv",
        replies: 6,
        open: &[("G01Q02[other]", 1), ("G02Q03", 4)],
        closed: &[
            ("G01Q01", 6, &[("A1", "", 4), ("A2", "", 2)]),
            ("G01Q02", 5, &[("SQ001", "", 4), ("SQ002", "", 2)]),
            (
                "G02Q04",
                6,
                &[("4", "", 3), ("2", "", 1), ("3", "", 1), ("5", "", 1)],
            ),
        ],
    },
    Expected {
        file: "framaforms.csv",
        replies: 4,
        open: &[("Décrivez votre idée", 3)],
        closed: &[
            (
                "Quelles activités voulez-vous ?",
                3,
                &[("Escalade", "", 2), ("Théâtre", "", 2)],
            ),
            (
                "Avez-vous voté l'an dernier ?",
                4,
                &[("Oui", "", 3), ("Non", "", 1)],
            ),
        ],
    },
    Expected {
        file: "surveymonkey.csv",
        replies: 4,
        open: &[
            (
                "Quels lieux fréquentez-vous ? [Autre (veuillez préciser)]",
                1,
            ),
            ("Comment voyez-vous la place en 2030 ?", 3),
            (
                "Pensez-vous que le marché doit rester le samedi ? [Précisez]",
                1,
            ),
        ],
        closed: &[
            (
                "Quels lieux fréquentez-vous ?",
                3,
                &[("La médiathèque", "", 2), ("La piscine", "", 2)],
            ),
            (
                "Pensez-vous que le marché doit rester le samedi ?",
                4,
                &[("Oui", "", 3), ("Non", "", 1)],
            ),
        ],
    },
    Expected {
        file: "sphinx.csv",
        replies: 5,
        open: &[
            ("Vos arguments", 3),
            ("Quelles rues faut-il apaiser en priorité ?", 3),
        ],
        closed: &[
            (
                "Vous êtes :",
                5,
                &[("Habitant", "", 3), ("Commerçant", "", 2)],
            ),
            (
                "Etes vous pour la limitation à 30 km/h ?",
                5,
                &[("Oui", "favourable", 3), ("Non", "against", 2)],
            ),
        ],
    },
    Expected {
        file: "microsoft-forms.csv",
        replies: 5,
        open: &[("Expliquez votre choix", 3), ("Une remarque ?", 1)],
        closed: &[
            (
                "Quels créneaux vous conviennent ?",
                5,
                &[("Matin", "", 3), ("Midi", "", 2), ("Soir", "", 2)],
            ),
            (
                "Êtes-vous opposé à la fermeture le lundi ?",
                5,
                &[("Oui", "against", 3), ("Non", "favourable", 2)],
            ),
        ],
    },
    Expected {
        file: "nextcloud-forms.csv",
        replies: 4,
        open: &[("Qu'avez-vous appris ?", 3), ("Que manquait-il ?", 2)],
        closed: &[
            (
                "Quels ateliers avez-vous suivis ?",
                4,
                &[("Cuisine", "", 3), ("Jardin", "", 3)],
            ),
            (
                "Recommanderiez-vous ces ateliers ?",
                4,
                &[("Oui", "", 3), ("Non", "", 1)],
            ),
        ],
    },
    Expected {
        file: "une-ligne-par-reponse.csv",
        replies: 0,
        open: &[
            ("Comment trouvez-vous l'accueil ?", 3),
            ("Un mot pour l'équipe ?", 1),
        ],
        closed: &[(
            "Revenez-vous l'an prochain ?",
            4,
            &[("Oui", "", 3), ("Non", "", 1)],
        )],
    },
    Expected {
        file: "tableur.csv",
        replies: 5,
        open: &[
            ("1. Que pensez-vous du télétravail ?", 4),
            ("Commentaire", 2),
            ("Commentaire (2)", 2),
        ],
        closed: &[
            (
                "2. Combien de jours par semaine ?",
                5,
                &[("1", "", 2), ("2", "", 2), ("0", "", 1)],
            ),
            (
                "3. Votre bureau vous convient-il ?",
                5,
                &[("Oui", "", 3), ("Non", "", 2)],
            ),
        ],
    },
    Expected {
        file: "fermees.csv",
        replies: 6,
        open: &[],
        closed: &[
            (
                "Quel est votre mode de transport ?",
                6,
                &[("Bus", "", 2), ("Voiture", "", 2), ("Vélo", "", 2)],
            ),
            (
                "À quelle fréquence venez-vous ?",
                6,
                &[("Tous les jours", "", 4), ("Une fois par semaine", "", 2)],
            ),
        ],
    },
];

/// A corpus of one fixture.
pub(super) fn corpus_of(fixture: &str) -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let file = root().join("tests/fixtures").join(fixture);
    let out = palabre(&["new", path.to_str().unwrap(), file.to_str().unwrap()]);
    let said = text(&out.stdout) + &text(&out.stderr);
    assert!(out.status.success(), "{fixture}: {said}");
    (folder, path, said)
}

/// How many answers each section has.
pub(super) fn sections(records: &[Value], kind: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for record in records.iter().filter(|r| r["kind"] == kind) {
        let section = record["section"].as_str().unwrap_or("").to_string();
        *out.entry(section).or_default() += 1;
    }
    out
}

#[test]
fn every_shape_gives_its_replies_answers_and_choices() {
    for expected in &SHAPES {
        let file = expected.file;
        let (_folder, path, _) = corpus_of(&format!("questionnaires/{file}"));
        let path = path.to_str().unwrap();
        let records = &exported(path, &["--kind", "all"]);
        let replies = records.iter().filter(|r| r["kind"] == "reply").count();
        assert_eq!(replies, expected.replies, "{file}");
        let open = expected.open.iter().map(|(q, n)| (q.to_string(), *n));
        assert_eq!(sections(records, "answer"), open.collect(), "{file}");
        let stances = json(&["stances", path]);
        let contributions: usize = expected.open.iter().map(|q| q.1).sum();
        assert_eq!(stances["contributions"], contributions, "{file}");
        let found: Vec<Asked> = stances["closed_questions"]
            .as_array()
            .unwrap_or(&Vec::new())
            .iter()
            .map(|q| {
                let choices = q["choices"].as_array().unwrap().iter();
                let choices = choices.map(|c| {
                    let text = |key: &str| c[key].as_str().unwrap_or("").to_string();
                    (text("choice"), text("side"), c["count"].as_u64().unwrap())
                });
                let title = q["title"].as_str().unwrap().to_string();
                (title, q["answers"].as_u64().unwrap(), choices.collect())
            })
            .collect();
        let mut found = found;
        found.sort();
        let mut wanted: Vec<Asked> = expected
            .closed
            .iter()
            .map(|(title, answers, choices)| {
                let choices = choices.iter();
                let choices = choices.map(|(c, s, n)| (c.to_string(), s.to_string(), *n));
                (title.to_string(), *answers, choices.collect())
            })
            .collect();
        wanted.sort();
        assert_eq!(found, wanted, "{file}");
    }
}
