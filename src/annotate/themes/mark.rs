//! Marks records with the themes of a dictionary.

use super::Dictionary;
use crate::text::{Analysed, Hit, Lexicon, Matcher};

/// A theme of a record: its place in the dictionary and its occurrences, in reading order.
pub type Marked = (usize, Vec<Hit>);

/// A dictionary compiled for one corpus.
pub struct Marker {
    matcher: Matcher,
}

impl Marker {
    /// Compiles a dictionary against the forms of a corpus.
    pub fn new(dictionary: &Dictionary, lexicon: &Lexicon) -> Self {
        Marker {
            matcher: Matcher::new(dictionary.themes.iter().map(|t| &t.expression), lexicon),
        }
    }

    /// The themes of a record, in the dictionary's order.
    pub fn mark(&self, ordinal: u32, record: &Analysed) -> Vec<Marked> {
        self.matcher.matches(ordinal, record)
    }
}

#[cfg(test)]
mod tests {
    use super::super::SHIPPED;
    use super::*;
    use crate::text::Analyser;

    /// The ids of the themes of a body.
    fn themes(body: &str) -> Vec<String> {
        let dictionary = Dictionary::parse(SHIPPED, "fr.toml").unwrap();
        let mut analyser = Analyser::new();
        let mut record = Analysed {
            title: Vec::new(),
            body: analyser.analyse(body),
        };
        let (lexicon, map) = Lexicon::of(analyser);
        map.apply(&mut record.body);
        Marker::new(&dictionary, &lexicon)
            .mark(0, &record)
            .into_iter()
            .map(|(t, _)| dictionary.themes[t].id.clone())
            .collect()
    }

    fn has(body: &str, theme: &str) -> bool {
        themes(body).iter().any(|t| t == theme)
    }

    #[test]
    fn training_in_its_many_forms() {
        for body in [
            "Il faut former les agents.",
            "des formations courtes",
            "FORMATION POUR TOUS",
            "des agents formé·e·s au numérique",
            "une secretaire formee a l'informatique",
            "on nous forme à rien",
            "le chef forme ses équipes",
            "se former en ligne",
        ] {
            assert!(has(body, "formation"), "{body}");
        }
    }

    #[test]
    fn false_friends_are_no_training() {
        for body in [
            "un document sous forme papier",
            "l'information des usagers",
            "remplir un formulaire",
            "un format ouvert",
            "la plateforme est en panne",
            "il est formel : on ne peut pas",
        ] {
            assert!(!has(body, "formation"), "{body}");
        }
    }

    #[test]
    fn networks_are_told_apart() {
        assert!(has("l'INTRANET de la mairie", "intranet"));
        assert!(has(
            "mettre en place des « Réseaux Sociaux Internes »",
            "reseaux-sociaux-internes"
        ));
        assert!(has("la mairie est sur facebook", "reseaux-sociaux-publics"));
        assert!(has("la mairie est sur facebook", "reseaux-sociaux"));
        assert!(!has("le réseau de bus est saturé", "reseaux-sociaux"));
    }
}
