//! Which rows and characters a file holds: no header row, titles above it, lone CR, NUL, tags in sentences,
//! encodings; and files that hold no rows at all.

use super::support::{exported, json, palabre, root, text, tree};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A corpus made by `new`.
struct Made {
    _folders: Vec<TempDir>,
    corpus: PathBuf,
    /// What `new` wrote, on both outputs.
    said: String,
    /// What `check --full` answers.
    check: Value,
}

fn new(file: &Path) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let args = ["new", corpus.to_str().unwrap(), file.to_str().unwrap()];
    let out = palabre(&args);
    let said = text(&out.stdout) + &text(&out.stderr);
    assert!(out.status.success(), "{said}");
    let check = json(&["check", corpus.to_str().unwrap(), "--full"]);
    Made {
        _folders: vec![folder],
        corpus,
        said,
        check,
    }
}

fn case(name: &str) -> Made {
    new(&root().join("tests/fixtures/cases").join(name))
}

/// The same of a file of these bytes.
fn of(name: &str, bytes: &[u8]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let mut made = new(&file);
    made._folders.push(folder);
    made
}

/// What `new` says of a file that it does not read.
fn refused(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let corpus = folder.path().join("c");
    let out = palabre(&["new", corpus.to_str().unwrap(), file.to_str().unwrap()]);
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{name}: {said}");
    assert!(!corpus.exists());
    said
}

impl Made {
    /// Rows, imported, merged, refused.
    fn counts(&self) -> [u64; 4] {
        ["rows", "imported", "merged", "refused"]
            .map(|key| self.check["rows"][0][key].as_u64().unwrap())
    }

    /// Whether `check` has a warning of a kind that says something, and `new` prints it.
    fn warns(&self, kind: &str, what: &str) -> bool {
        let groups = self.check["warnings"].as_array().unwrap();
        let found = groups.iter().filter(|g| g["kind"] == kind);
        let mut lines = found.flat_map(|g| g["first"].as_array().unwrap());
        lines.any(|l| l.as_str().unwrap().contains(what)) && self.said.contains(what)
    }

    /// The kinds of warnings.
    fn kinds(&self) -> Vec<&str> {
        let groups = self.check["warnings"].as_array().unwrap();
        groups.iter().map(|g| g["kind"].as_str().unwrap()).collect()
    }

    /// The bodies of the records.
    fn bodies(&self) -> Vec<String> {
        let records = exported(self.corpus.to_str().unwrap(), &["--kind", "all"]);
        let body = |record: &Value| record["body"].as_str().unwrap_or("").to_string();
        records.iter().map(body).collect()
    }

    fn toml(&self) -> String {
        fs::read_to_string(self.corpus.join("corpus.toml")).unwrap()
    }

    /// Everything that is written of the corpus: its files and its report.
    fn outputs(&self) -> String {
        let report = self.corpus.join("report");
        let args = ["report", self.corpus.to_str().unwrap(), "--out"];
        let out = palabre(&[&args[..], &[report.to_str().unwrap()]].concat());
        assert!(out.status.success(), "{}", text(&out.stderr));
        let files = tree(&self.corpus);
        let all: Vec<String> = files.iter().map(|f| text(&f.1)).collect();
        all.join("\n") + &self.said + &self.check.to_string()
    }
}

const TEXTS: [&str; 8] = [
    "Il faudrait un bus le soir, après 21 heures, pour rentrer du travail.",
    "La piscine doit rouvrir le dimanche matin.",
    "Plus de bancs le long du canal, merci.",
    "Gardons l'école du village ouverte, elle fait vivre la place.",
    "Le guichet de la gare ferme trop tôt le soir.",
    "Un marché de producteurs le jeudi serait bien.",
    "Je souhaite que la cantine serve des repas locaux.",
    "Les trottoirs sont trop étroits pour une poussette.",
];

#[test]
fn a_table_without_a_header_row_names_nobody() {
    let made = case("faults/no-header.csv");
    assert_eq!(made.counts(), [20, 20, 0, 0]);
    assert!(made.warns("no_header", "the table has no header row"));
    assert_eq!(made.said.matches("the table has no header row").count(), 1);
    assert!(
        made.toml().contains("body = \"colonne 5\""),
        "{}",
        made.toml()
    );
    let outputs = made.outputs();
    for personal in ["citoyen0", "06 39 98 10 34", "Durandière", "Petitpas"] {
        assert!(!outputs.contains(personal), "{personal}");
    }
}

#[test]
fn first_rows_of_other_shapes_are_data() {
    let rows = |separator: &str, cells: &dyn Fn(usize) -> Vec<String>| -> Vec<u8> {
        let lines = (0..TEXTS.len()).map(|n| cells(n).join(separator) + "\n");
        lines.collect::<String>().into_bytes()
    };
    let semicolons = rows(";", &|n| {
        let contact = [
            format!("06 39 98 10 {}", 30 + n),
            format!("p{n}@exemple.fr"),
        ];
        [
            &contact[..],
            &[TEXTS[n].into(), format!("{:02}/03/2024", n + 1)],
        ]
        .concat()
    });
    let numbers = rows("\t", &|n| {
        let side = ["Pour", "Contre"][n % 2].to_string();
        vec![(n + 1).to_string(), TEXTS[n].into(), side]
    });
    let alone = rows("", &|n| vec![TEXTS[n].into()]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, text) in (0..).zip(TEXTS) {
        sheet.write(row, 0, format!("zoe{row}@exemple.fr")).unwrap();
        sheet.write(row, 1, text).unwrap();
        sheet.write(row, 2, f64::from(row + 3)).unwrap();
    }
    let xlsx = book.save_to_buffer().unwrap();
    for (name, bytes) in [
        ("a.csv", semicolons),
        ("b.tsv", numbers),
        ("c.csv", alone),
        ("d.xlsx", xlsx),
    ] {
        let made = of(name, &bytes);
        assert_eq!(made.counts(), [8, 8, 0, 0], "{name}");
        assert!(made.warns("no_header", "«colonne 1»"), "{name}");
        assert_eq!(made.bodies(), TEXTS, "{name}");
        let toml = made.toml();
        assert!(toml.contains("body = \"colonne "), "{name}: {toml}");
        let first = ["exemple.fr\"", "06 39", "21 heures"];
        assert!(!first.iter().any(|f| toml.contains(f)), "{name}: {toml}");
    }
}

#[test]
fn headers_that_look_like_data_are_headers() {
    let table = |header: &str| {
        let row = |(n, text): (usize, &&str)| format!("{text};{n};{}\n", n * 3);
        let rows: String = TEXTS.iter().enumerate().map(row).collect();
        format!("{header}\n{rows}").into_bytes()
    };
    for header in [
        "Proposition;2019;2020",
        "Que pensez-vous de l'accueil au guichet de la mairie ?;Note;Âge",
        "Ce que je voudrais changer dans mon quartier;1;2",
        "Texte;12/04/2024;13/04/2024",
    ] {
        let made = of("t.csv", &table(header));
        assert_eq!(made.counts(), [8, 8, 0, 0], "{header}");
        assert!(!made.kinds().contains(&"no_header"), "{header}");
        assert!(made.toml().contains(header.split(';').next().unwrap()));
    }
}

#[test]
fn a_lone_cr_inside_a_cell_ends_no_row() {
    let made = case("faults/cr.csv");
    assert_eq!(made.counts(), [60, 60, 0, 0]);
    let bodies = made.bodies();
    for (n, body) in bodies.iter().enumerate() {
        let whole = format!("formation numero {}", 7 * n);
        assert!(body.replace('\n', " ").contains(&whole), "{n}: {body}");
    }
    assert_eq!(bodies.iter().filter(|b| b.contains('\n')).count(), 1);
    // Where every line ends in CR, CR ends rows; where lines end in CRLF, a lone one does not.
    let made = of(
        "mac.csv",
        b"id,texte\r1,un bus le soir\r2,un banc\r3,une cantine\r",
    );
    assert_eq!(made.counts(), [3, 3, 0, 0]);
    let made = of(
        "crlf.csv",
        b"id,texte\r\n1,un bus\rle soir\r\n2,\"un\rbanc\"\r\n3,une cantine\r\n",
    );
    assert_eq!(
        made.bodies(),
        ["un bus\nle soir", "un\nbanc", "une cantine"]
    );
}

#[test]
fn a_nul_is_dropped_and_reported() {
    let made = case("faults/nul.csv");
    assert_eq!(made.counts(), [60, 60, 0, 0]);
    assert!(made.warns(
        "bad_encoding",
        "NUL characters, which no text has, were dropped: 1"
    ));
    let bodies = made.bodies();
    assert!(
        bodies
            .iter()
            .all(|b| !b.contains('\0') && b.contains("formation"))
    );
}

#[test]
fn tags_that_are_typed_in_a_sentence_are_kept() {
    let made = case("faults/html-title.csv");
    let whole = "Le champ <title> est vide et la page ne marche pas, formation";
    assert_eq!(made.bodies()[0], whole);
    let typed = [
        "Le <select> ne marche pas, <Nom> non plus",
        "je <3 le bus, et <code> aussi",
        "Mettre une balise <h1> dans le <body> svp",
        "<script> est bloqué par mon navigateur, <style> aussi",
        "il manque un </div> dans la page",
        "si a <b et c> d alors e",
    ];
    let lines: String = (1..)
        .zip(typed)
        .map(|(n, t)| format!("{n};{t}\n"))
        .collect();
    let made = of(
        "t.csv",
        format!("id;avis\n{lines}7;<p>Vrai <b>HTML</b></p>\n").as_bytes(),
    );
    let bodies = made.bodies();
    assert_eq!(bodies[..6], typed);
    assert_eq!(bodies[6], "Vrai HTML");
}

#[test]
fn encodings_of_one_byte_are_known_by_their_words_and_named() {
    for (name, encoding, first, second) in [
        (
            "tables/macroman.csv",
            "Mac Roman",
            "L’accueil est fermé l’après-midi.",
            "À l’Île d’Yeu, rien n’a été prévu. Ça suffit…",
        ),
        (
            "tables/cp850.csv",
            "CP850",
            "L'accueil est fermé l'après-midi.",
            "À l'Île d'Yeu, rien n'a été prévu. Ça suffit...",
        ),
    ] {
        let made = case(name);
        assert_eq!(made.counts(), [4, 4, 0, 0]);
        assert!(made.warns("guessed_encoding", encoding), "{}", made.said);
        let bodies = made.bodies();
        assert!(bodies[0].starts_with(first), "{}", bodies[0]);
        assert_eq!(bodies[1], second);
        assert!(made.outputs().contains("encodage reconnu"));
    }
    let made = case("tables/macroman.csv");
    assert!(made.bodies()[0].contains("une œuvre de charité – c’est un droit."));
    // UTF-8 is never doubted.
    let utf8 = "id;avis\n1;Ž Ò Õ È ‚ ça\n2;un café\n3;Ä Ö Ü\n";
    assert!(
        !of("u.csv", utf8.as_bytes())
            .kinds()
            .contains(&"guessed_encoding")
    );
}

#[test]
fn rows_in_one_quoted_cell_are_read_and_reported() {
    let made = case("tables/row-in-one-cell.csv");
    assert_eq!(made.counts(), [4, 4, 0, 0]);
    assert!(made.warns("unexplained_line", "put into one quoted cell"));
    let bodies = made.bodies();
    assert_eq!(bodies[0], "Il faudrait un bus, le soir, après 21 heures.");
    assert_eq!(bodies[2], "Garder le guichet \"humain\", ouvert le samedi.");
    // Every row, the header too.
    let rows = "\"id,date,avis\"\n\"1,12/04/2024,\"\"Un bus, le soir\"\"\"\n\"2,13/04/2024,Un banc\"\n\
                \"3,14/04/2024,Une cantine\"\n";
    let made = of("t.csv", rows.as_bytes());
    assert_eq!(made.bodies(), ["Un bus, le soir", "Un banc", "Une cantine"]);
}

#[test]
fn titles_above_a_header_are_passed_over_and_reported() {
    let rows: String = (1..)
        .zip(TEXTS)
        .map(|(n, t)| format!("{n};{n:02}/03/2024;{t}\n"))
        .collect();
    for above in [
        "Consultation sur les transports\n",
        "Consultation sur les transports;;\nExport du 12/04/2024;;\n\n",
        "\"Consultation sur les transports : bus; trains\"\n",
    ] {
        let made = of("t.csv", format!("{above}id;date;avis\n{rows}").as_bytes());
        assert_eq!(made.counts(), [8, 8, 0, 0], "{above}");
        assert!(made.warns("unexplained_line", "«Consultation sur les transports"));
        assert_eq!(made.bodies(), TEXTS, "{above}");
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write(0, 0, "Consultation sur les transports")
        .unwrap();
    for (at, header) in (0..).zip(["id", "date", "avis"]) {
        sheet.write(2, at, header).unwrap();
    }
    for (row, text) in (3..).zip(TEXTS) {
        sheet.write(row, 0, f64::from(row)).unwrap();
        sheet.write(row, 1, "12/04/2024").unwrap();
        sheet.write(row, 2, text).unwrap();
    }
    let made = of("t.xlsx", &book.save_to_buffer().unwrap());
    assert!(made.warns("unexplained_line", "«Consultation sur les transports»"));
    assert_eq!(made.bodies(), TEXTS);
}

#[test]
fn what_holds_no_rows_is_named() {
    let lfs = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    assert!(refused("t.csv", lfs).contains("`git lfs pull`"));
    let pivot = "Étiquettes de lignes;Nombre de id\nTransports;12\nÉcole;7\nTotal général;19\n";
    assert!(refused("t.csv", pivot.as_bytes()).contains("a pivot table"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([
        ["Thème", "2023", "2024"],
        ["Bus", "3", "4"],
        ["Eau", "5", "6"],
    ]) {
        for (column, cell) in (0..).zip(cells) {
            match (row, cell.parse::<f64>()) {
                (1.., Ok(number)) => sheet.write(row, column, number).unwrap(),
                _ => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
    let said = refused("t.xlsx", &book.save_to_buffer().unwrap());
    assert!(said.contains("a table of counts"), "{said}");
}

#[test]
fn many_refusals_of_one_kind_are_one_line() {
    let rows: String = (0..3000)
        .map(|n| match n % 3 {
            0 => format!("{n};un avis sur le bus numéro {n}\n"),
            1 => format!("{n};\n"),
            _ => format!("{n};un;deux;trois\n"),
        })
        .collect();
    let made = of("t.csv", format!("id;avis\n{rows}").as_bytes());
    assert_eq!(made.counts(), [3000, 1000, 0, 2000]);
    let lines: Vec<&str> = made.said.lines().filter(|l| l.contains("row ")).collect();
    assert_eq!(lines.len(), 2, "{}", made.said);
    assert!(
        lines
            .iter()
            .all(|l| l.contains("1000 ") && l.contains("first in t.csv, row "))
    );
    // The journal keeps each.
    assert_eq!(made.check["refused"].as_array().unwrap().len(), 2);
    assert_eq!(
        made.check["refused"][0]["first"].as_array().unwrap().len(),
        10
    );
}

#[test]
fn a_personal_number_names_no_record() {
    let made = case("tables/matricule.csv");
    assert_eq!(made.counts(), [3, 3, 0, 0]);
    let toml = made.toml();
    assert!(!toml.contains("id = \"Matricule\""), "{toml}");
    assert!(toml.contains("author = \"Matricule\""), "{toml}");
    let outputs = made.outputs();
    for number in ["AG00412", "AG00977", "AG01034"] {
        assert!(!outputs.contains(number), "{number}");
    }
    for header in [
        "N° d'allocataire",
        "Numéro étudiant",
        "NIR",
        "N° CAF",
        "Identifiant agent",
    ] {
        let rows: String = (0..)
            .zip(TEXTS)
            .map(|(n, t)| format!("{};{t}\n", 7130 + n))
            .collect();
        let made = of("t.csv", format!("{header};Avis\n{rows}").as_bytes());
        let records = made.check["records"].as_array().unwrap();
        let named = records
            .iter()
            .filter(|r| r["id"].as_str().unwrap().contains("713"));
        assert_eq!((records.len(), named.count()), (8, 0), "{header}");
        assert!(!made.toml().contains(&format!("\nid = \"{header}\"")));
        assert!(!made.toml().contains(&format!("section = \"{header}\"")));
    }
}

#[test]
fn columns_of_one_name_are_numbered_so_that_a_mapping_can_name_each() {
    let made = case("tables/duplicate-headers.csv");
    let toml = made.toml();
    for name in ["Commentaire", "Commentaire (2)", "Commentaire (3)"] {
        assert!(
            toml.contains(&format!("\"{name}\"")) || toml.contains(&format!("«{name}»")),
            "{toml}"
        );
    }
    // As one text a row, in place of answers to three questions.
    let body =
        "\n[sources.mapping]\nbody = [\"Commentaire\", \"Commentaire (2)\", \"Commentaire (3)\"]\n";
    let mapping = toml.find("\n[sources.mapping]").unwrap();
    let own = toml[..mapping].to_string() + body;
    fs::write(made.corpus.join("corpus.toml"), own).unwrap();
    let bodies = made.bodies();
    assert_eq!(bodies.len(), 3);
    assert!(bodies[0].contains("samedi") && bodies[0].contains("personnes âgées"));
    assert!(bodies[0].contains("remplir les dossiers"));
    assert_eq!(bodies[2], "Les mots de passe changent tous les trois mois.");
}

#[test]
fn an_author_is_no_name_in_their_own_text() {
    let table = "id;Nom;Prénom;Avis\n\
        1;Durandière;Jean;Je m'appelle Jean Durandière et je veux un bus.\n\
        2;Petitpas;Zoé;\"Plus de bancs le long du canal.\n\nZoé\"\n\
        3;Martinot;Léa;Jean Durandière a raison pour le bus du soir.\n\
        4;Mairie de Brest;;La Mairie de Brest soutient ce projet de bus.\n";
    let made = of("t.csv", table.as_bytes());
    assert_eq!(
        made.bodies(),
        [
            "Je m'appelle [auteur] et je veux un bus.",
            "Plus de bancs le long du canal.\n\n[auteur]",
            "Jean Durandière a raison pour le bus du soir.",
            "La Mairie de Brest soutient ce projet de bus.",
        ]
    );
    assert!(made.warns("masked", "2 names of authors in their own texts"));
    let outputs = made.outputs();
    assert!(outputs.contains("noms d’auteurs masqués dans les textes de ces auteurs"));
    assert!(!outputs.contains("Petitpas") && !outputs.contains("m'appelle Jean"));
}

#[test]
fn a_header_alone_is_refused_by_new_and_listed_in_a_folder() {
    let said = refused("t.csv", "id;texte\n".as_bytes());
    assert!(said.contains("it holds no row to read"), "{said}");
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    fs::write(files.join("a.csv"), "id;texte\n1;Un bus le soir.\n").unwrap();
    fs::write(files.join("b.csv"), "id;texte\n").unwrap();
    let made = new(&files);
    assert_eq!(made.counts(), [2, 1, 0, 1]);
    assert_eq!(made.check["refused"][0]["kind"], "no_rows");
}
