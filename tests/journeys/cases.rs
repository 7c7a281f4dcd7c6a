//! Small tables that came out wrong once, each with what it must give.

use super::support::{exported, json, palabre, root, text};
use serde_json::{Value, json as value};
use std::path::PathBuf;
use tempfile::TempDir;

/// A corpus made of one of them.
struct Case {
    _folder: TempDir,
    corpus: PathBuf,
    /// What `new` said.
    said: String,
    stances: Value,
}

impl Case {
    fn of(file: &str) -> Case {
        let table = root().join("tests/fixtures/cases/tables").join(file);
        Case::read(file, &std::fs::read(table).unwrap())
    }

    /// One of a table in the cells of twelve rows, each with a number and a sentence of its own.
    fn rows(header: &str, row: impl Fn(usize) -> String) -> Case {
        let rows = (0..12).map(|n| row(n) + "\n");
        let table = format!("{header}\n{}", rows.collect::<String>());
        Case::read("t.csv", table.as_bytes())
    }

    fn read(file: &str, bytes: &[u8]) -> Case {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        let table = folder.path().join(file);
        std::fs::write(&table, bytes).unwrap();
        let out = palabre(&["new", corpus.to_str().unwrap(), table.to_str().unwrap()]);
        let said = text(&out.stdout) + &text(&out.stderr);
        assert!(out.status.success(), "{file}: {said}");
        let stances = json(&["stances", corpus.to_str().unwrap()]);
        Case {
            _folder: folder,
            corpus,
            said,
            stances,
        }
    }

    /// The records that count, of all kinds.
    fn records(&self) -> Vec<Value> {
        exported(self.corpus.to_str().unwrap(), &["--kind", "all"])
    }

    /// One field of the records of a kind.
    fn of_kind(&self, kind: &str, field: &str) -> Vec<String> {
        let records = self.records();
        let records = records.iter().filter(|r| r["kind"] == kind);
        let field = records.map(|r| r[field].as_str().unwrap_or("").to_string());
        field.collect()
    }

    /// How many answers each question has, in the order of the first.
    fn answers(&self) -> Vec<(String, usize)> {
        let mut out: Vec<(String, usize)> = Vec::new();
        for section in self.of_kind("answer", "section") {
            match out.iter_mut().find(|(s, _)| *s == section) {
                Some((_, n)) => *n += 1,
                None => out.push((section, 1)),
            }
        }
        out
    }

    /// The closed questions: title, replies that answer, and each choice with its side and its number.
    fn closed(&self) -> Value {
        let none = Vec::new();
        let questions = self.stances["closed_questions"].as_array().unwrap_or(&none);
        let questions = questions.iter().map(|q| {
            let choices = q["choices"].as_array().unwrap().iter();
            let choices = choices.map(|c| value!([c["choice"], c["side"], c["count"]]));
            value!([q["title"], q["answers"], choices.collect::<Vec<_>>()])
        });
        questions.collect()
    }

    fn arguments(&self) -> [u64; 3] {
        let arguments = &self.stances["arguments"];
        ["favourable", "against", "unknown"].map(|side| arguments[side].as_u64().unwrap())
    }
}

#[test]
fn decidim_in_other_containers_gives_what_its_csv_gives() {
    for container in ["xlsx", "json"] {
        let comments = Case::of(&format!("decidim-comments.{container}"));
        assert_eq!(comments.arguments(), [1, 1, 0], "{container}");
        // A platform's table has no mapping to correct.
        assert!(!comments.said.contains("add these to body"), "{container}");
        let proposals = Case::of(&format!("decidim-proposals.{container}"));
        assert_eq!(proposals.stances["contributions"], 2, "{container}");
        assert_eq!(proposals.stances["moderated"]["contributions"], 1);
        assert_eq!(proposals.of_kind("proposal", "id"), ["21", "22"]);
        assert_eq!(proposals.of_kind("version", "id"), ["23"]);
        let sections = proposals.of_kind("proposal", "section");
        assert_eq!(sections, ["Parcs et jardins", ""]);
    }
}

#[test]
fn cap_collectif_and_the_grand_debat_as_sheets_give_what_their_csv_gives() {
    let debate = Case::of("cap-debat-arguments.xlsx");
    assert_eq!(debate.arguments(), [2, 2, 0]);
    assert_eq!(debate.stances["moderated"]["by_kind"]["argument"], 1);
    // Headers of an earlier publication are the same questions.
    for file in ["grand-debat.xlsx", "grand-debat-q169.csv"] {
        let debat = Case::of(file);
        let kinds = value!({"answer": 19, "question": 4, "reply": 10});
        assert_eq!(debat.stances["by_kind"], kinds, "{file}");
        let moderated = &debat.stances["moderated"]["by_kind"];
        assert_eq!(*moderated, value!({"answer": 1, "reply": 1}), "{file}");
        let votes = value!({"favourable": 10, "mixed": 0, "against": 6});
        assert_eq!(debat.stances["votes"], votes, "{file}");
    }
}

#[test]
fn a_parent_is_a_column_whose_header_names_one() {
    let themed = Case::of("theme-id.csv");
    assert_eq!(themed.stances["by_kind"], value!({"proposal": 4}));
    assert_eq!(themed.stances["contributions"], 4);
    let minus_one = Case::of("parent-minus-one.csv");
    assert_eq!(minus_one.stances["by_kind"], value!({"comment": 3}));
    // -1 and nothing are no parent: then the proposal is, which is in no file.
    assert_eq!(minus_one.of_kind("comment", "parent"), ["", "17092", ""]);
    for proposal in ["proposal/7", "proposal/19"] {
        assert!(minus_one.said.contains(proposal), "{}", minus_one.said);
    }
}

#[test]
fn every_answer_of_a_questionnaire_is_a_contribution_under_its_question() {
    let survey = Case::of("surveymonkey-two-headers.csv");
    assert_eq!(survey.stances["by_kind"]["reply"], 8);
    let numbers: Vec<usize> = survey.answers().into_iter().map(|a| a.1).collect();
    let mut numbers = numbers;
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 1, 7]);
    assert_eq!(
        survey.closed(),
        value!([
            [
                "Quels services utilisez-vous ?",
                6,
                [["La Poste", null, 4], ["La CAF", null, 3]]
            ],
            [
                "Êtes-vous favorable au projet ?",
                8,
                [["Oui", "favourable", 5], ["Non", "against", 3]]
            ]
        ])
    );
    let how = Case::of("comment-is-how.csv");
    let asked = how.answers().into_iter().map(|a| a.1);
    assert_eq!(asked.collect::<Vec<_>>(), [5, 3, 1]);
    assert_eq!(how.stances["contributions"], 9);
    assert!(!how.said.contains("refused:"), "{}", how.said);
    let short = Case::of("short-texts.csv");
    assert_eq!(short.stances["contributions"], 10);
    let framaforms = Case::of("framaforms-three-headers.csv");
    assert_eq!(
        framaforms.answers(),
        [("Que faut-il améliorer ?".to_string(), 6)]
    );
    assert_eq!(framaforms.closed().as_array().unwrap().len(), 2);
}

#[test]
fn ticked_boxes_and_columns_of_one_name_are_read() {
    let matrix = Case::of("matrix-comments-limesurvey.csv");
    for section in matrix.answers() {
        assert!(!["Oui", "Non"].contains(&section.0.as_str()));
    }
    assert_eq!(matrix.stances["contributions"], 8);
    assert_eq!(
        matrix.closed(),
        value!([
            [
                "Quels thèmes préférez-vous ?",
                3,
                [
                    ["Thème 1 - La mer", null, 2],
                    ["Thème 2 - La forêt", null, 2]
                ]
            ],
            [
                "Quelles méthodes employez-vous ?",
                3,
                [["Débat", null, 2], ["Exposé", null, 2]]
            ]
        ])
    );
    let repeated = Case::of("duplicate-headers.csv");
    let named = |name: &str, n: usize| (name.to_string(), n);
    assert_eq!(
        repeated.answers(),
        [
            named("Commentaire", 2),
            named("Commentaire (2)", 3),
            named("Commentaire (3)", 2)
        ]
    );
}

#[test]
fn a_question_knows_its_own_sign() {
    let against = Case::of("contre-question.csv");
    let title = "Êtes-vous contre la fermeture du guichet ?";
    let choices = value!([["Oui", "against", 3], ["Non", "favourable", 1]]);
    assert_eq!(against.closed(), value!([[title, 4, choices]]));
    // Its rows have texts.
    assert_eq!(against.stances["contributions"], 4);
    assert!(!against.said.contains("no column of texts"));
}

#[test]
fn columns_are_what_their_values_are() {
    let users = Case::of("author-id-as-section.csv");
    let sections = ["Culture", "Mobilité", "Cadre de vie"];
    assert_eq!(users.of_kind("proposal", "section"), sections);
    assert_eq!(users.stances["authors"], 2);
    let directorate = Case::of("directorate-as-body.csv");
    assert!(
        directorate
            .of_kind("proposal", "body")
            .iter()
            .all(String::is_empty)
    );
    assert_eq!(directorate.of_kind("proposal", "title").len(), 4);
    let closed = Case::of("closed-as-body.csv");
    assert_eq!(closed.stances["contributions"], 0);
    assert_eq!(closed.closed().as_array().unwrap().len(), 2);
    assert!(
        closed.said.contains("no column of texts"),
        "{}",
        closed.said
    );
    let hidden = Case::of("hidden-at.csv");
    assert_eq!(hidden.stances["contributions"], 2);
    assert_eq!(hidden.stances["moderated"]["contributions"], 2);
    let number = Case::of("matricule.csv");
    for id in number.of_kind("proposal", "id") {
        assert!(id.starts_with('h'), "{id} is a personal number");
    }
}

#[test]
fn one_row_an_answer() {
    let long = Case::of("long-format.csv");
    assert_eq!(long.stances["contributions"], 10);
    assert_eq!(long.stances["authors"], 5);
    let title = "Êtes-vous favorable au projet ?";
    let choices = value!([["Oui", "favourable", 3], ["Non", "against", 2]]);
    assert_eq!(long.closed(), value!([[title, 5, choices]]));
    assert!(!long.said.contains("no column of texts"), "{}", long.said);
    assert!(long.said.contains("every other question is open"));
}

#[test]
fn counters_of_every_name_and_the_sides_of_a_register() {
    for file in ["json-votes.jsonl", "votes-total.csv"] {
        let counters = value!({"favourable": 130, "mixed": 17, "against": 33});
        assert_eq!(Case::of(file).stances["vote_counters"], counters, "{file}");
    }
    let register = Case::of("register-stance.csv");
    let sides = value!({"favourable": 2, "mixed": 2, "against": 4, "unknown": 0});
    assert_eq!(register.stances["declared_sides"], sides);
    assert_eq!(register.arguments(), [0, 0, 0]);
}

const TEXTS: [&str; 12] = [
    "Les délais de réponse sont beaucoup trop longs",
    "Il faudrait un bus le soir entre la gare et le bourg",
    "La piscine doit rouvrir le dimanche matin",
    "Plus de bancs le long du canal, merci",
    "Gardons l'école du village ouverte",
    "Le guichet de la gare ferme trop tôt le soir",
    "Un marché de producteurs le jeudi serait bien",
    "La cantine devrait servir des repas locaux",
    "Les trottoirs sont trop étroits pour une poussette",
    "Le courrier arrive avec une semaine de retard",
    "On ne trouve plus de médecin dans le canton",
    "Le site tombe en panne un jour sur deux",
];

#[test]
fn who_agrees_with_being_against_is_against() {
    let header = "Horodateur;Je suis opposé à la réforme;Êtes-vous d'accord pour dire que le projet est mauvais ?;Pourquoi ?";
    let case = Case::rows(header, |n| {
        let (agrees, yes) = match n % 3 {
            0 => ("Pas d'accord", "Non"),
            _ => ("Tout à fait d'accord", "Oui"),
        };
        format!("2024-05-{:02} 10:00;{agrees};{yes};{}", n + 1, TEXTS[n])
    });
    assert_eq!(
        case.closed(),
        value!([
            [
                "Je suis opposé à la réforme",
                12,
                [
                    ["Tout à fait d'accord", "against", 8],
                    ["Pas d'accord", "favourable", 4]
                ]
            ],
            [
                "Êtes-vous d'accord pour dire que le projet est mauvais ?",
                12,
                [["Oui", null, 8], ["Non", null, 4]]
            ]
        ])
    );
    assert_eq!(case.stances["contributions"], 12);
}

#[test]
fn groups_above_a_header_are_no_header() {
    let header = "Informations sur l'envoi;;;;Votre avis sur le projet;;Vous;\n\
        Numéro;Heure;Utilisateur;Adresse IP;Êtes-vous contre le projet ?;Dites-nous pourquoi;Votre profil;Votre ville";
    let case = Case::rows(header, |n| {
        let answer = if n % 3 == 0 { "Non" } else { "Oui" };
        format!(
            "{n};2025-02-{:02} 10:00;Anonyme;10.0.0.1;{answer};{};Habitant;Brest",
            n + 1,
            TEXTS[n]
        )
    });
    let choices = value!([["Oui", "against", 8], ["Non", "favourable", 4]]);
    assert_eq!(
        case.closed(),
        value!([["Êtes-vous contre le projet ?", 12, choices]])
    );
    assert_eq!(case.answers(), [("Dites-nous pourquoi".to_string(), 12)]);
    assert!(case.stances.get("declared_sides").is_none());
}

#[test]
fn a_number_is_no_side_and_a_quantity_no_id() {
    let header = "Durée (s);nb_votes_oui;nb_votes_non;nbr_contre;Texte";
    let case = Case::rows(header, |n| {
        format!("{};5;2;1;{}", (n * 7 + 3) % 12 + 40, TEXTS[n])
    });
    assert_eq!(case.stances["contributions"], 12);
    assert!(case.stances.get("declared_sides").is_none());
    let counters = &case.stances["vote_counters"];
    assert_eq!(
        (&counters["favourable"], &counters["against"]),
        (&value!(60), &value!(24))
    );
    for id in case.of_kind("proposal", "id") {
        assert!(id.starts_with('h'), "{id} is a duration");
    }
}

#[test]
fn the_id_of_an_account_is_who_wrote() {
    let header =
        "Identifiant de l'utilisateur;Nom d'affichage;Horodatage;Quelle mesure souhaitez-vous ?";
    let case = Case::rows(header, |n| {
        let text = match n {
            0 => "Je m'appelle Jeanne Dupont et je veux un bus",
            n => TEXTS[n],
        };
        format!("jdupont{n};Jeanne Dupont;2024-05-{:02} 10:00;{text}", n + 1)
    });
    assert_eq!(case.stances["authors"], 12);
    let written = format!("{:?}", case.records());
    assert!(
        !written.contains("jdupont") && !written.contains("Jeanne"),
        "{written}"
    );
    assert!(written.contains("[auteur]"));
}

#[test]
fn a_date_of_moderation_is_no_date_of_a_contribution() {
    let header = "id;Contribution;Date de modération;Motif de modération;Masqué le";
    let case = Case::rows(header, |n| {
        let moderated = match n {
            2 => "12/03/2025;injure;",
            3 => ";;14/03/2025 10:00",
            _ => ";;",
        };
        format!("{n};{};{moderated}", TEXTS[n])
    });
    assert_eq!(case.stances["contributions"], 10);
    assert_eq!(case.stances["moderated"]["contributions"], 2);
    assert!(
        case.of_kind("proposal", "date")
            .iter()
            .all(String::is_empty)
    );
    // Texts that all have one were looked at.
    let looked_at = Case::rows("id;texte;date_moderation", |n| {
        format!("{n};{};2024-05-{:02}", TEXTS[n], n + 1)
    });
    assert_eq!(looked_at.stances["contributions"], 12);
    assert!(
        looked_at
            .of_kind("proposal", "date")
            .iter()
            .all(String::is_empty)
    );
}

#[test]
fn some_values_that_are_no_side_take_no_register_away() {
    let case = Case::rows("N°;Avis;Observation", |n| {
        let said = [
            "Favorable",
            "Défavorable",
            "Défavorable",
            "Questions",
            "Favorable sans réserve",
            "Autre",
        ][n % 6];
        format!("{n};{said};{}", TEXTS[n])
    });
    let sides = value!({"favourable": 4, "mixed": 0, "against": 4, "unknown": 4});
    assert_eq!(case.stances["declared_sides"], sides);
    assert!(
        case.said.contains("«Questions»") && case.said.contains("«Autre»"),
        "{}",
        case.said
    );
}

#[test]
fn choices_are_named_and_cut_as_they_are_written() {
    let header = "id;submitdate;G1Q2[SQ001]. Quels canaux utilisez-vous ? [Courriel];G1Q2[SQ002]. Quels canaux utilisez-vous ? [Téléphone];\
        Q03. Quels lieux ? [SQ001] [Gare];Q03. Quels lieux ? [SQ002] [Port];Quels transports prenez-vous ?;Pourquoi ?";
    let case = Case::rows(header, |n| {
        let yes = |is: bool| if is { "Oui" } else { "Non" };
        let transport = [
            "Bus, Tram",
            "Marche (à pied, en famille), Bus",
            "Tram",
            "Marche (à pied, en famille)",
        ][n % 4];
        format!(
            "{n};2024-05-{:02} 10:00:00;{};{};{};{};{transport};{}",
            n + 1,
            yes(n % 2 == 0),
            yes(n % 3 == 0),
            yes(n % 3 > 0),
            yes(n % 4 == 0),
            TEXTS[n]
        )
    });
    assert_eq!(
        case.closed(),
        value!([
            [
                "Quels canaux utilisez-vous ?",
                8,
                [["Courriel", null, 6], ["Téléphone", null, 4]]
            ],
            [
                "Q03. Quels lieux ?",
                9,
                [["Gare", null, 8], ["Port", null, 3]]
            ],
            [
                "Quels transports prenez-vous ?",
                12,
                [
                    ["Bus", null, 6],
                    ["Marche (à pied, en famille)", null, 6],
                    ["Tram", null, 6]
                ]
            ]
        ])
    );
    assert!(case.stances["authors"].is_null());
}

#[test]
fn items_of_a_scale_are_no_choices() {
    let header = "Horodateur;Les repas conviennent-ils ? [Quantité];Les repas conviennent-ils ? [Goût];Pourquoi ?";
    let case = Case::rows(header, |n| {
        let amount = ["Oui", "Non", "Parfois"][n % 3];
        let taste = ["Oui", "Non"][n % 2];
        format!("2024-05-{:02} 10:00;{amount};{taste};{}", n + 1, TEXTS[n])
    });
    assert_eq!(
        case.closed(),
        value!([
            [
                "Les repas conviennent-ils ? [Quantité]",
                12,
                [["Non", null, 4], ["Oui", null, 4], ["Parfois", null, 4]]
            ],
            [
                "Les repas conviennent-ils ? [Goût]",
                12,
                [["Non", null, 6], ["Oui", null, 6]]
            ]
        ])
    );
}

#[test]
fn a_marked_choice_that_is_called_an_address_is_a_choice() {
    let header = "Horodateur;Quels canaux utilisez-vous ? [Courriel];Quels canaux utilisez-vous ? [Guichet];Pourquoi ?";
    let case = Case::rows(header, |n| {
        let mark = |is: bool| if is { "x" } else { "" };
        format!(
            "2024-05-{:02} 10:00;{};{};{}",
            n + 1,
            mark(n % 2 == 0),
            mark(n % 3 == 0),
            TEXTS[n]
        )
    });
    let choices = value!([["Courriel", null, 6], ["Guichet", null, 4]]);
    assert_eq!(
        case.closed(),
        value!([["Quels canaux utilisez-vous ?", 8, choices]])
    );
    assert!(case.stances["authors"].is_null());
}

#[test]
fn one_row_an_answer_under_other_headers() {
    let case = Case::rows("id_repondant;libelle_question;reponse", |n| match n % 2 {
        0 => format!(
            "R{};Êtes-vous contre la fermeture ?;{}",
            n / 2,
            ["Oui", "Non"][n / 2 % 2]
        ),
        _ => format!("R{};Quel thème vous tient à cœur ?;{}", n / 2, TEXTS[n]),
    });
    assert_eq!(case.stances["contributions"], 6);
    assert_eq!(case.stances["authors"], 6);
    let choices = value!([["Non", "favourable", 3], ["Oui", "against", 3]]);
    assert_eq!(
        case.closed(),
        value!([["Êtes-vous contre la fermeture ?", 6, choices]])
    );
}

/// Twelve sentences of people, without a full stop.
const SENTENCES: [&str; 12] = [
    "Les délais de réponse sont beaucoup trop longs",
    "Rien à signaler, merci aux agents du guichet",
    "Il faudrait un numéro unique et gratuit",
    "Ouvrir plus tôt le matin pour ceux qui travaillent",
    "Former les encadrants à manager à distance",
    "La salle de pause est trop petite",
    "Refaire la signalétique du bâtiment B",
    "Un ticket numéroté éviterait les disputes",
    "Le logiciel plante trois fois par jour",
    "Mettre des vélos de service à disposition",
    "Le chauffage est coupé trop tôt",
    "Davantage de places en crèche",
];

#[test]
fn states_of_publication_set_rows_aside() {
    let states = ["Publié", "Refusé", "Publié", "En attente de modération"];
    let case = Case::rows("id;Texte;Statut", |n| {
        format!("{n};{};{}", SENTENCES[n], states[n % 4])
    });
    assert_eq!(case.stances["contributions"], 6);
    assert_eq!(case.stances["moderated"]["contributions"], 6);
    let mapping = std::fs::read_to_string(case.corpus.join("corpus.toml")).unwrap();
    assert!(
        mapping.contains("yes = [\"En attente de modération\", \"Refusé\"]"),
        "{mapping}"
    );
    // A yes to «visible» is a no to moderation.
    let case = Case::rows("id;Texte;Visible", |n| {
        format!("{n};{};{}", SENTENCES[n], ["oui", "non", "oui"][n % 3])
    });
    assert_eq!(case.stances["contributions"], 8);
    // The answers to a closed question beside the text are set aside with their row, and no others.
    let case = Case::rows(
        "id;Texte;Visible;Souhaitez-vous le maintien du bac ?",
        |n| {
            let row = [("oui", "Oui"), ("non", "Non"), ("oui", "Oui")][n % 3];
            format!("{n};{};{};{}", SENTENCES[n], row.0, row.1)
        },
    );
    assert_eq!(case.stances["contributions"], 8);
    assert_eq!(case.closed()[0][1], 8, "{}", case.closed());
    // Beside a date of deletion.
    let states = ["published", "rejected", "draft", "published"];
    let case = Case::rows("id,body,status,deleted_at", |n| {
        let deleted = if n == 0 { "2025-01-09" } else { "" };
        format!("{n},\"{}\",{},{deleted}", SENTENCES[n], states[n % 4])
    });
    assert_eq!(case.stances["contributions"], 5);
    // What was decided about a proposal is no moderation, and `new` says where it may be.
    let case = Case::rows("id;Texte;Statut", |n| {
        format!(
            "{n};{};{}",
            SENTENCES[n],
            ["Retenue", "Refusée", "À l'étude"][n % 3]
        )
    });
    assert_eq!(case.stances["contributions"], 12);
    let mapping = std::fs::read_to_string(case.corpus.join("corpus.toml")).unwrap();
    assert!(
        mapping.contains("«Statut»: all of its rows count"),
        "{mapping}"
    );
}

#[test]
fn a_question_that_was_not_asked_is_not_answered() {
    let asked = ["Oui", "Non", "N/A", "Oui"];
    let case = Case::rows(
        "id\tsubmitdate\tQ1. Êtes-vous contre la fermeture du samedi ?\tQ1b. Si oui, pour quelle raison ?\tQ2. Que proposez-vous ?",
        |n| {
            let said = asked[n % 4];
            let why = if said == "Oui" { SENTENCES[n] } else { "N/A" };
            format!(
                "{n}\t2025-01-0{} 10:00:00\t{said}\t{why}\t{}",
                1 + n % 9,
                SENTENCES[11 - n]
            )
        },
    );
    let closed = case.closed();
    assert_eq!(closed[0][1], 9, "{closed}");
    assert_eq!(
        closed[0][2],
        value!([["Oui", "against", 6], ["Non", "favourable", 3]])
    );
    assert_eq!(case.stances["contributions"], 6 + 12);
    assert!(case.said.contains("of which 3 say «N/A»"), "{}", case.said);
}

#[test]
fn sentences_without_a_full_stop_are_no_header() {
    let table: String = (0..12)
        .map(|n| format!("{}\t{}\n", SENTENCES[n], SENTENCES[11 - n]))
        .collect();
    let case = Case::read("t.tsv", table.as_bytes());
    assert_eq!(case.stances["contributions"], 12);
    assert!(case.said.contains("has no header row"), "{}", case.said);
    let cells = "\"1,2025-01-02,Le parc est fermé trop tôt\"\n\"2,2025-01-03,Les jeux d'enfants sont cassés\"\n\
                 \"3,2025-01-04,Il manque des poubelles au bord du lac\"\n";
    let case = Case::read("t.csv", cells.as_bytes());
    assert_eq!(case.stances["contributions"], 3);
    assert_eq!(case.of_kind("proposal", "id").len(), 3);
}

#[test]
fn counters_have_signs_thumbs_and_gaps() {
    for header in [
        "id;Description;Votes (+);Votes (-)",
        "id;Description;Nb pouces verts;Nb pouces rouges",
        "id;Description;Soutien;Contre",
        "id;Description;reactions.thumbs_up;reactions.thumbs_down",
    ] {
        let case = Case::rows(header, |n| format!("{n};{};{n};1", SENTENCES[n]));
        let counters = &case.stances["vote_counters"];
        assert_eq!(counters["favourable"], 66, "{header}");
        assert_eq!(counters["against"], 12, "{header}");
    }
    let gap = |n: usize| {
        if n < 4 {
            "n/a".to_string()
        } else {
            n.to_string()
        }
    };
    let case = Case::rows("id;Description;Votes favorables;Votes défavorables", |n| {
        format!("{n};{};{};{}", SENTENCES[n], gap(n), gap(n))
    });
    assert_eq!(case.stances["vote_counters"]["favourable"], 60);
    assert!(
        case.said.contains("«n/a» is no number of votes"),
        "{}",
        case.said
    );
}

#[test]
fn sides_as_codes_and_ticked_columns() {
    let declared = |case: &Case| {
        let sides = &case.stances["declared_sides"];
        ["favourable", "mixed", "against", "unknown"].map(|s| sides[s].as_u64().unwrap_or(99))
    };
    let case = Case::rows("id;Avis;Observation", |n| {
        format!("{n};{};{}", ["F", "D", "D", "N"][n % 4], SENTENCES[n])
    });
    assert_eq!(declared(&case), [3, 3, 6, 0]);
    let mapping = std::fs::read_to_string(case.corpus.join("corpus.toml")).unwrap();
    assert!(mapping.contains("values are codes, read as"), "{mapping}");
    let case = Case::rows("id;Avis;Observation", |n| {
        format!("{n};{};{}", ["1", "0", "-1"][n % 3], SENTENCES[n])
    });
    assert_eq!(declared(&case), [4, 4, 4, 0]);
    for (tick, other) in [("X", ""), ("oui", "non"), ("1", "")] {
        let case = Case::rows("Id;Observation;Favorable;Défavorable;Réserve", |n| {
            let cell = |at: usize| if n % 3 == at { tick } else { other };
            format!("{n};{};{};{};{}", SENTENCES[n], cell(0), cell(1), cell(2))
        });
        assert_eq!(declared(&case), [4, 4, 4, 0], "{tick}");
    }
    // Codes of which nothing says what they are give no side, and `new` says so.
    let case = Case::rows("id;Avis;Observation", |n| {
        format!("{n};{};{}", ["A", "B", "C"][n % 3], SENTENCES[n])
    });
    assert_eq!(declared(&case), [99, 99, 99, 99]);
    let mapping = std::fs::read_to_string(case.corpus.join("corpus.toml")).unwrap();
    assert!(mapping.contains("may be codes of sides"), "{mapping}");
    // Who is for the ferry is not for the footbridge: the value is reported, and is no side.
    let values = [
        "Favorable au projet",
        "Favorable au maintien du bac",
        "Opposition au projet",
    ];
    let case = Case::rows("id;Avis sur le projet;Contribution", |n| {
        format!("{n};{};{}", values[n % 3], SENTENCES[n])
    });
    assert_eq!(declared(&case), [4, 0, 4, 4]);
    assert!(case.said.contains("maintien du bac"), "{}", case.said);
}

#[test]
fn a_row_that_ticks_sides_that_exclude_each_other_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    let mut table = "Id;Observation;Pour;Contre\n".to_string();
    for (n, text) in SENTENCES.iter().enumerate() {
        table += &format!("{n};{text};{};{}\n", ["x", ""][n % 2], ["", "x"][n % 2]);
    }
    let file = folder.path().join("t.csv");
    std::fs::write(&file, &table).unwrap();
    palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
    std::fs::write(&file, table.replace(";x;\n", ";x;x\n")).unwrap();
    let stances = json(&["stances", corpus.to_str().unwrap()]);
    let sides = &stances["declared_sides"];
    assert_eq!(sides["against"], 6);
    assert_eq!(sides["unknown"], 6);
}

#[test]
fn a_role_says_whose_texts_are_the_organisers_in_nested_json() {
    let objects = SENTENCES.iter().enumerate().map(|(n, text)| {
        let role = if n == 0 { "admin" } else { "user" };
        value!({"id": n, "attributes": {
            "body": text,
            "reactions": {"thumbs_up": n, "thumbs_down": 1},
            "user": {"id": 900 + n % 5, "name": "Paul Martin", "role": role},
        }})
    });
    let table = value!({"data": objects.collect::<Vec<_>>()}).to_string();
    let case = Case::read("t.json", table.as_bytes());
    assert_eq!(case.stances["contributions"], 11);
    assert_eq!(case.stances["organiser"]["contributions"], 1);
    assert_eq!(case.stances["vote_counters"]["against"], 12);
}

#[test]
fn a_signature_may_be_a_part_of_the_name() {
    let signatures = [
        "Le Bihan",
        "H. Le Bihan",
        "Hélène",
        "Roux-Vidal",
        "H. Roux-Vidal",
    ];
    let name = |n: usize| {
        if n % 5 < 3 {
            "Hélène Le Bihan"
        } else {
            "Hélène Roux-Vidal"
        }
    };
    let case = Case::rows("id;author_id;author_name;body", |n| {
        format!(
            "{n};{};{};\"{}\n{}\"",
            n % 5,
            name(n),
            SENTENCES[n],
            signatures[n % 5]
        )
    });
    let bodies = case.of_kind("proposal", "body");
    assert!(
        bodies.iter().all(|b| b.ends_with("\n[auteur]")),
        "{bodies:?}"
    );
}
