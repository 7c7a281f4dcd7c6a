//! An organiser's questions: the columns whose names are not the platform's, and what names them in ids.

use crate::ingest::clean::kept::{Masked, keep_line};
use crate::ingest::table::headers::asks_who;
use crate::text::fold;
use rustc_hash::FxHashMap;

/// A question that stands in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The number of its column.
    pub at: usize,
    /// Its words, as kept.
    pub title: String,
    /// What names it in ids.
    pub slug: String,
}

/// The longest slug that is not cut.
const LONGEST_SLUG: usize = 60;

/// The questions among columns of unknown names, and those that ask who somebody is, set aside.
pub(super) fn questions<'h>(
    unknown: impl Iterator<Item = (usize, &'h String)>,
) -> (Vec<Question>, Vec<String>) {
    let mut questions = Vec::new();
    let mut aside = Vec::new();
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for (at, header) in unknown {
        if asks_who(header) {
            aside.push(header.clone());
            continue;
        }
        let mut slug = slug(header);
        let n = seen.entry(slug.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            slug = format!("{slug}-{n}");
        }
        questions.push(Question {
            at,
            title: keep_line(header, &mut Masked::default()),
            slug,
        });
    }
    (questions, aside)
}

/// The words of a question joined by hyphens. The older generation prints «lorganisation» for
/// «l'organisation» and no mark: both give the same.
fn slug(title: &str) -> String {
    let folded = fold(title).replace(['\'', '’', '`'], "");
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let whole = words.join("-");
    // `debate` names the question of a debate whose export does not tell it.
    if whole.len() <= LONGEST_SLUG && !whole.is_empty() && whole != "debate" {
        return whole;
    }
    let cut = whole.get(..LONGEST_SLUG).unwrap_or(&whole);
    let named = if whole.is_empty() { &folded } else { &whole };
    let hash = blake3::hash(named.as_bytes()).to_hex();
    let slug = format!("{}-{}", cut.trim_end_matches('-'), &hash[..8]);
    slug.trim_start_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generations_name_a_question_alike() {
        for (older, newer) in [
            (
                "Etes vous satisfait que la ville se porte candidate a lorganisation",
                "Êtes-vous satisfait que la ville se porte candidate à l'organisation ?",
            ),
            ("Pour quel type depreuve", "Pour quel type d’épreuve ?"),
            ("Loeuvre parle t elle", "L’œuvre parle-t-elle :"),
        ] {
            assert_eq!(slug(older), slug(newer));
            assert!(slug(older).len() <= LONGEST_SLUG + 9, "{}", slug(older));
        }
        assert_eq!(slug("Quel cœur ?"), "quel-coeur");
        assert_ne!(slug("?"), "");
        assert_ne!(slug("???"), slug("?"));
        assert_ne!(slug("Debate"), "debate");
        let long = "mot ".repeat(40);
        assert_ne!(slug(&long), slug(&format!("{long} fin")));
    }

    #[test]
    fn questions_that_are_equal_are_told_apart() {
        let headers = ["Pourquoi ?".to_string(), "Pourquoi".to_string()];
        let (found, aside) = questions(headers.iter().enumerate());
        assert_eq!(found[0].slug, "pourquoi");
        assert_eq!(found[1].slug, "pourquoi-2");
        assert!(aside.is_empty());
    }

    #[test]
    fn questions_about_a_person_are_set_aside() {
        let headers = [
            "Nom et prénom du porteur de projet",
            "Quel nom donner à la place ?",
        ];
        let headers = headers.map(str::to_string);
        let (found, aside) = questions(headers.iter().enumerate());
        assert_eq!(found[0].title, headers[1]);
        assert_eq!(found.len(), 1);
        assert_eq!(aside, headers[..1]);
    }
}
