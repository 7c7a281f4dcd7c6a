//! Which of the first rows of a table is its header, and what columns are called where none is.
//!
//! The first row is data where it looks like the rows below it and not like a header: it holds an e-mail address, a
//! telephone number, a date or a sentence in a column of such values. A word that tables have as a header
//! speaks against it, and so does a question.

use super::headers::words;
use super::headers::{Header, personal};
use crate::ingest::clean::dates::is_date;
use crate::ingest::clean::kept::{Masked, mask};
use rustc_hash::{FxHashMap, FxHashSet};

/// How many rows are looked at to find the header.
pub(super) const LOOKED_AT: usize = 40;

/// How many columns are.
const MAX_COLUMNS: usize = 200;

/// What is reported of a table without a header row.
pub(super) const NO_HEADER: &str = "the table has no header row: its first row is data like those below, so that its columns \
     are called «colonne 1», «colonne 2» and so on and every row was read; name the columns that count in \
     [sources.mapping], or add a header row to the file";

/// The names of columns that have none.
pub(super) fn column_names(width: usize) -> Vec<String> {
    (1..=width).map(|n| format!("colonne {n}")).collect()
}

/// Gives columns of one name a number, so that a mapping can name each: `Commentaire`, `Commentaire (2)`.
pub(super) fn number_repeated(headers: &mut [String]) {
    let mut met: FxHashSet<String> = FxHashSet::default();
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for header in headers.iter_mut().filter(|h| !h.is_empty()) {
        if met.insert(header.clone()) {
            continue;
        }
        let times = times.entry(header.clone()).or_insert(1);
        // Another column may have such a number in its own name.
        let numbered = loop {
            *times += 1;
            let numbered = format!("{header} ({times})");
            if met.insert(numbered.clone()) {
                break numbered;
            }
        };
        *header = numbered;
    }
}

/// Whether all of some columns, which may be numbered, are among the names of a header.
pub(super) fn has_all(names: &[String], wanted: &[&str]) -> bool {
    let mut names = names.to_vec();
    number_repeated(&mut names);
    !wanted.is_empty() && wanted.iter().all(|w| names.iter().any(|n| n == w))
}

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Empty,
    /// An e-mail address, a telephone number or a person's page.
    Contact,
    Date,
    Link,
    Number,
    /// The number of a year: years are the names of columns too.
    Year,
    Sentence,
    Words,
}

fn shape(cell: &str) -> Shape {
    let cell = cell.trim();
    if cell.is_empty() {
        Shape::Empty
    } else if cell.starts_with("http://") || cell.starts_with("https://") {
        Shape::Link
    } else if let Some(number) = number(cell).filter(|_| cell.len() < 9) {
        let year = cell.len() == 4 && (1900.0..=2100.0).contains(&number);
        if year { Shape::Year } else { Shape::Number }
    } else if is_contact(cell) {
        Shape::Contact
    } else if number(cell).is_some() {
        Shape::Number
    } else if cell.len() <= 60 && is_date(cell) {
        Shape::Date
    } else if cell.chars().count() >= 25 && cell.split_whitespace().count() >= 5 {
        Shape::Sentence
    } else {
        Shape::Words
    }
}

fn is_contact(cell: &str) -> bool {
    let may_be = |c: char| c == '@' || c == '/' || c.is_ascii_digit();
    cell.len() <= 100
        && cell.contains(may_be)
        && matches!(
            mask(cell, &mut Masked::default()).as_str(),
            "[courriel]" | "[téléphone]" | "[profil]"
        )
}

fn number(cell: &str) -> Option<f64> {
    if cell.len() > 20 || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let plain: String = cell
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    plain.parse().ok()
}

/// Whether a sentence asks for something, as headers of forms do.
fn asks(cell: &str) -> bool {
    let header = Header::new(cell);
    let beginnings = [
        "quel",
        "quels",
        "quelle",
        "quelles",
        "que",
        "qu",
        "comment",
        "pourquoi",
        "indiquez",
        "precisez",
        "expliquez",
        "decrivez",
        "merci",
        "si",
        "selon",
        "donnez",
        "citez",
        "avez",
        "etes",
        "etiez",
        "what",
        "how",
        "why",
        "which",
        "please",
        "do",
        "are",
    ];
    let first = header.words().next().unwrap_or("");
    cell.trim_end().ends_with(['?', ':', ']', '*'])
        || beginnings.contains(&first)
        || header.has(&["votre", "vos", "vous", "your", "you"])
}

/// Whether a cell is what tables have as a header.
fn is_header_word(cell: &str) -> bool {
    let header = Header::new(cell);
    let short = header.words().count() <= 4;
    short && (personal(&header).is_some() || words::is_whole(&header))
}

/// Whether the first row of a table is data: `rows` are those that follow it.
pub(super) fn is_data(first: &[String], rows: &[Vec<String>]) -> bool {
    let filled = |row: &[String]| row.iter().filter(|c| !c.trim().is_empty()).count();
    // A header that comes again further down, where files were put together, is none of the data.
    let rows: Vec<&Vec<String>> = rows.iter().filter(|r| r[..] != *first).collect();
    if rows.len() < 2 {
        return false;
    }
    if filled(first) == 1 && rows.iter().all(|r| filled(r) <= 1) {
        return is_list_of_sentences(first, &rows);
    }
    let (mut certain, mut numbers, mut sentences, mut again, mut known) = (0, 0, 0, 0, 0);
    let mut whole = 0;
    for (at, cell) in first.iter().enumerate().take(MAX_COLUMNS) {
        let column = || {
            let cells = rows.iter().filter_map(|r| r.get(at)).map(|c| c.trim());
            cells.filter(|c| !c.is_empty())
        };
        let found = shape(cell);
        if found == Shape::Words {
            let cell = cell.trim();
            // «Pour» is a header and a value.
            if column().any(|c| c == cell) {
                again += 1;
            } else {
                known += usize::from(is_header_word(cell));
            }
            continue;
        }
        let (alike, all) = column().fold((0, 0), |(alike, all), c| {
            (alike + usize::from(shape(c) == found), all + 1)
        });
        // People write a word beside sentences; no header ends like a sentence and has such below it.
        if found == Shape::Sentence && all >= 3 && 2 * alike >= all && is_ended(cell) && !asks(cell)
        {
            whole += 1;
        }
        if all < 2 || 5 * alike < 4 * all {
            continue;
        }
        // Where sentences end as such and the first does not, it is their header.
        let ended = column().filter(|c| is_ended(c)).count();
        let begins = !asks(cell) && (is_ended(cell) || 5 * ended < 4 * all);
        match found {
            Shape::Contact | Shape::Date | Shape::Link => certain += 1,
            Shape::Number => numbers += 1,
            Shape::Sentence if begins => sentences += 1,
            _ => {}
        }
    }
    if are_texts_alone(first, &rows) {
        return true;
    }
    if known > 0 {
        return certain >= 2 && certain >= 2 * known;
    }
    certain + whole > 0
        || (numbers > 0 && (sentences > 0 || again > 0))
        || (sentences > 0 && again > 0)
}

/// Whether a sentence begins as what is asked for does: «Ce que j'apprécie dans le quartier», «Mes idées pour la place».
fn is_label(cell: &str) -> bool {
    let header = Header::new(cell);
    let mut words = header.words();
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let labels = [
        "idees",
        "idee",
        "propositions",
        "proposition",
        "points",
        "remarques",
        "remarque",
        "observations",
        "observation",
        "commentaires",
        "commentaire",
        "suggestions",
        "suggestion",
        "avis",
        "attentes",
        "besoins",
        "priorites",
        "reponse",
        "autres",
        "autre",
        "raisons",
        "motifs",
    ];
    matches!(first, "mes" | "mon" | "ma" | "ce" | "question")
        || labels.contains(&first)
        || labels.contains(&second)
}

/// Whether a row is of sentences alone, above columns of texts that differ: no full stop is needed to say so.
fn are_texts_alone(first: &[String], rows: &[&Vec<String>]) -> bool {
    let filled = |cells: &[String]| cells.iter().filter(|c| !c.trim().is_empty()).count();
    let is_text = |at: usize| {
        let cells = rows.iter().filter_map(|r| r.get(at)).map(|c| c.trim());
        let cells: Vec<&str> = cells.filter(|c| !c.is_empty()).collect();
        let different: FxHashSet<&str> = cells.iter().copied().collect();
        let long = cells.iter().filter(|c| c.split_whitespace().count() >= 3);
        cells.len() >= 3 && 5 * long.count() >= 4 * cells.len() && 2 * different.len() > cells.len()
    };
    filled(first) >= 2
        && first.iter().enumerate().all(|(at, cell)| {
            cell.trim().is_empty()
                || shape(cell) == Shape::Sentence && !asks(cell) && !is_label(cell) && is_text(at)
        })
}

/// Whether a text ends as a statement does.
fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '»', ' ', '\u{A0}'])
        .ends_with(['.', '!', '…'])
}

/// Whether a column that is alone holds sentences from its first row on.
fn is_list_of_sentences(first: &[String], rows: &[&Vec<String>]) -> bool {
    let text = |row: &[String]| row.iter().find(|c| !c.trim().is_empty()).cloned();
    let Some(first) = text(first) else {
        return false;
    };
    let texts: Vec<String> = rows.iter().filter_map(|r| text(r)).collect();
    let sentences = texts.iter().filter(|t| shape(t) == Shape::Sentence);
    texts.len() >= 3
        && shape(&first) == Shape::Sentence
        && is_ended(first.trim())
        && !asks(&first)
        && 3 * sentences.count() >= 2 * texts.len()
}

/// Whether lines are sentences, one a line, rather than a text in paragraphs or a table.
pub(super) fn are_sentences<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let (mut count, mut ended, mut open) = (0, 0, 0);
    for line in lines.take(LOOKED_AT) {
        let line = line.trim().trim_matches('"');
        if line.is_empty() || line.contains(['\t', ';', '|']) {
            return false;
        }
        count += 1;
        if open > 0 {
            return false;
        }
        let whole = shape(line) == Shape::Sentence && line.starts_with(char::is_uppercase);
        ended += usize::from(whole && line.ends_with(['.', '!', '?', '…', '»']));
        open += usize::from(count == 1 && (!whole || asks(line)));
    }
    count >= 5 && open == 0 && 10 * ended >= 7 * count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &str) -> Vec<String> {
        cells.split('|').map(str::to_string).collect()
    }

    fn data(table: &[&str]) -> bool {
        let rows: Vec<Vec<String>> = table[1..].iter().map(|r| row(r)).collect();
        is_data(&row(table[0]), &rows)
    }

    #[test]
    fn first_rows_that_are_data() {
        for table in [
            &[
                "claire@exemple.fr|Oui",
                "zoe@exemple.fr|Non",
                "a@exemple.fr|Oui",
            ][..],
            &[
                "12/04/2024|Il manque un bus",
                "13/04/2024|Des bancs",
                "14/04/2024|",
            ],
            &[
                "1|Transports|Il faudrait un bus le soir, après le travail.",
                "2|École|Une cantine qui ouvre aussi le mercredi midi.",
                "3|Transports|Le train de nuit doit revenir sur la ligne.",
            ],
            &[
                "Léa|Brest|Il faudrait un bus le soir, après le travail.",
                "Tom|Metz|La piscine doit rouvrir le dimanche matin.",
                "Zoé|Nice|Rien",
                "Ali|Pau|Gardons l'école du village, elle fait vivre la place.",
            ],
            &["7|Oui|Nord", "8|Non|Sud", "9|Oui|Nord"],
            &[
                "Les délais de réponse sont beaucoup trop longs|Je voudrais des réponses par écrit",
                "Rien à signaler, merci aux agents du guichet|Trop de réunions",
                "Il faudrait un numéro unique et gratuit|Un seul référent par service de la mairie",
                "La salle de pause est trop petite|Rien de plus à dire sur ce sujet",
                "Le logiciel plante trois fois par jour|Des écrans plus grands pour tous les agents",
            ],
            &[
                "06 39 98 10 34|Zoé Petitpas|contribution|2024-01-02",
                "06 39 98 10 35|Léa Martinot|contribution|2024-01-03",
                "06 39 98 10 36|Jean Durandière|contribution|2024-01-04",
            ],
            &[
                "Il faudrait un bus le soir, après le travail.",
                "Une cantine qui ouvre aussi le mercredi midi.",
                "Le train de nuit doit revenir sur la ligne.",
                "Rouvrir la piscine le dimanche matin, merci.",
            ],
        ] {
            assert!(data(table), "{}", table[0]);
        }
    }

    #[test]
    fn headers_are_no_data() {
        for table in [
            &[
                "id|texte|date",
                "1|Un bus|2024-01-02",
                "2|Un banc|2024-01-03",
            ][..],
            &["Commune|2019|2020", "Brest|12|15", "Lyon|4|8", "Metz|1|2"],
            &["1|2|3", "4|5|6", "7|8|9"],
            &[
                "Nom|Que pensez-vous de l'accueil au guichet ?",
                "Zoé|Il est trop lent et ferme trop tôt le soir.",
                "Léa|Il manque des chaises dans la salle d'attente.",
            ],
            &[
                "Remarques sur l'accueil au guichet de la mairie",
                "Il est trop lent et ferme trop tôt le soir.",
                "Il manque des chaises dans la salle d'attente.",
                "Rien à dire de plus sur ce guichet.",
            ],
            &[
                "Nom|Mes idées pour la vie du quartier.",
                "Zoé|Il est trop lent et ferme trop tôt le soir.",
                "Léa|Il manque des chaises dans la salle d'attente.",
                "Ali|Rien à dire de plus sur ce guichet.",
            ],
            &[
                "Ce qui me plaît dans la vie du quartier|Ce qui manque dans la vie du quartier",
                "Il est calme et les voisins se parlent|Un banc devant la poste et des arbres",
                "Le marché du samedi matin sur la place|Une boulangerie ouverte aussi le lundi",
                "La bibliothèque et ses livres d'enfants|Un bus après huit heures le soir",
            ],
            &["a|b", "1|2"],
            &["Oui|Non", "3|4", "5|6"],
            // Files that were put together.
            &["Q1|Q2", "Oui|Non", "Q1|Q2", "Non|Non"],
        ] {
            assert!(!data(table), "{}", table[0]);
        }
    }

    #[test]
    fn names_that_come_again_are_numbered() {
        let mut names = row("id|Commentaire|Commentaire (2)|Commentaire||Commentaire|");
        number_repeated(&mut names);
        assert_eq!(
            names,
            row("id|Commentaire|Commentaire (2)|Commentaire (3)||Commentaire (4)|")
        );
        assert!(has_all(&row("x|y|x"), &["x (2)", "y"]) && !has_all(&row("x"), &["y"]));
    }

    #[test]
    fn sentences_one_a_line() {
        let lines = "Il faudrait un bus le soir, après 21 heures.\nLa piscine doit rouvrir le dimanche.\n\
                     Il manque des bancs le long du canal.\nPourquoi fermer le guichet de la gare ?\n\
                     Gardons l'école du village, merci à tous.";
        assert!(are_sentences(lines.lines()));
        for text in [
            "Madame, Monsieur,\n\nJe souhaite un bus le soir.\n\nMerci à vous\n",
            "Un texte qui va à la ligne au bout de quatre-vingts\nsignes, comme une lettre, et dont les\nlignes \
             ne finissent pas\npar un point mais au\nmilieu d'une phrase.",
            "Que pensez-vous de la vie au village ?\nIl faudrait un bus le soir.\nIl manque des bancs ici.\n\
             Rouvrir la piscine le dimanche matin.\nUne cantine ouverte le mercredi.",
        ] {
            assert!(!are_sentences(text.lines()), "{text}");
        }
    }
}
