//! The lexicon: numbers by order, ranges, what is merged, and what damage does to its file.

use super::super::merge::merge;
use super::*;
use crate::text::{Analyser, UNKNOWN};
use proptest::prelude::*;

fn lexicon(text: &str) -> Lexicon {
    let mut analyser = Analyser::new();
    analyser.analyse(text);
    Lexicon::of(analyser).0
}

fn texts(lexicon: &Lexicon, forms: impl IntoIterator<Item = u32>) -> Vec<&str> {
    forms.into_iter().map(|f| lexicon.text(f)).collect()
}

const TEXT: &str =
    "L’élève et les ÉLÈVES eleves : cœur, coeur, cote, côte, côté ; la Côte d'Azur, le cœur";

#[test]
fn forms_are_numbered_by_their_folded_letters() {
    let l = lexicon(TEXT);
    assert_eq!(
        texts(&l, 0..l.len()),
        [
            "azur", "coeur", "cœur", "cote", "côte", "côté", "élève", "eleves", "élèves", "et",
            "la", "le", "les"
        ]
    );
    assert_eq!(l.folded(2), "coeur");
    assert_eq!(l.count_of(2), 2);
    assert_eq!(l.form_id("côte"), Some(4));
    assert_eq!(l.form_id("côtes"), None);
    assert_eq!(l.form_id(""), None);
}

#[test]
fn forms_that_fold_or_begin_alike_are_a_range() {
    let l = lexicon(TEXT);
    assert_eq!(texts(&l, l.folding_to("cote")), ["cote", "côte", "côté"]);
    assert_eq!(
        texts(&l, l.beginning_with("elev")),
        ["élève", "eleves", "élèves"]
    );
    assert_eq!(l.beginning_with(""), 0..l.len());
    assert!(l.beginning_with("zz").is_empty() && l.folding_to("co").is_empty());
}

#[test]
fn headwords_know_their_forms_and_their_most_frequent_one() {
    let l = lexicon("élève élèves élèves élevons eleve");
    let headword = l.headword_of_form(l.form_id("élève").unwrap());
    assert_eq!(l.headword(headword), "élève");
    assert_eq!(texts(&l, l.of_headword(headword)), ["élève", "élèves"]);
    assert_eq!(l.label(headword), Some("élèves"));
    assert_eq!(l.headword_id("élève"), Some(headword));
    // «eleve» may be «élève» or «élevé».
    assert_eq!(l.headword_id("eleve"), Some(0));
    assert_eq!(
        (l.key_of("élevons").as_str(), l.root_of("élevés").as_str()),
        ("élever", "élev")
    );
    // Of two that are as frequent, the first in alphabetical order.
    let l = lexicon("agents agent");
    assert_eq!(l.label(0), Some("agent"));
}

#[test]
fn a_number_of_no_form_has_no_letters() {
    let l = lexicon("un deux");
    for form in [2, 3, UNKNOWN] {
        assert_eq!(
            (l.text(form), l.folded(form), l.count_of(form)),
            ("", "", 0)
        );
        assert_eq!(l.headword_of_form(form), UNKNOWN);
        assert_eq!(l.of_headword(form).len(), 0);
        assert_eq!(l.label(form), None);
    }
    let none = lexicon("");
    assert!(none.is_empty() && none.form_id("un").is_none());
    assert!(Lexicon::from_bytes(none.to_bytes()).unwrap().is_empty());
}

#[test]
fn merged_analysers_give_what_one_gives() {
    let parts = [
        "les élèves du collège",
        "le collège des élèves",
        "",
        "œuvre",
    ];
    let mut one = Analyser::new();
    let mut whole: Vec<_> = parts.iter().map(|p| one.analyse(p)).collect();
    let (alone, map) = Lexicon::of(one);
    whole.iter_mut().for_each(|t| map.apply(t));

    let mut analysers: Vec<Analyser> = parts.iter().map(|_| Analyser::new()).collect();
    let mut tokens: Vec<_> = analysers
        .iter_mut()
        .zip(parts)
        .map(|(a, p)| a.analyse(p))
        .collect();
    let (merged, maps) = Lexicon::merge(analysers);
    for (map, tokens) in maps.iter().zip(&mut tokens) {
        map.apply(tokens);
    }
    assert_eq!(tokens, whole);
    assert_eq!(merged.to_bytes(), alone.to_bytes());
}

#[test]
fn letters_beyond_32_bits_have_wide_places() {
    let mut analyser = Analyser::new();
    analyser.analyse(TEXT);
    let (wide, _) = merge(vec![analyser], 0);
    let wide = Lexicon::from_bytes(wide.to_bytes()).unwrap();
    let narrow = lexicon(TEXT);
    assert_ne!(wide.to_bytes(), narrow.to_bytes());
    for form in 0..narrow.len() {
        assert_eq!(wide.text(form), narrow.text(form));
        assert_eq!(wide.folded(form), narrow.folded(form));
        assert_eq!(wide.form_id(narrow.text(form)), Some(form));
    }
}

#[test]
fn every_changed_or_missing_byte_is_an_error() {
    let good = lexicon(TEXT).to_bytes();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        assert!(Lexicon::from_bytes(bad).is_err(), "byte {at}");
        assert!(Lexicon::from_bytes(good[..at].to_vec()).is_err());
    }
}

/// The sections of a whole lexicon, one of them replaced, under checksums that fit.
fn forged(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let open = Sections::read(lexicon(TEXT).to_bytes()).unwrap();
    let mut sections = Sections::new();
    for known in open.names() {
        sections = sections.push(known, open.get(known).unwrap().to_vec());
    }
    sections.push(name, bytes).to_bytes()
}

proptest! {
    #[test]
    fn a_forged_file_never_panics(
        which in 0usize..11,
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        mut numbers in proptest::collection::vec(0u32..20, 0..20),
        small in any::<bool>()
    ) {
        let open = Sections::read(lexicon(TEXT).to_bytes()).unwrap();
        let name = open.names().nth(which).unwrap_or("forms");
        // Some of the right length, so that what they hold is met.
        numbers.resize(open.get(name).unwrap().len() / 4, 3);
        let bytes = if small { u32_bytes(numbers) } else { bytes };
        if let Ok(l) = Lexicon::from_bytes(forged(name, bytes)) {
            for form in 0..l.len().min(40) {
                let _ = (l.text(form), l.folded(form), l.count_of(form));
                let _ = l.label(l.headword_of_form(form));
            }
            let _ = (l.form_id("côte"), l.beginning_with("co"), l.folding_to("élève"), l.headword_id("élever"));
        }
    }

    #[test]
    fn any_texts_give_the_same_lexicon_however_they_are_parted(
        texts in proptest::collection::vec("[a-eéœ'’ ]{0,30}|\\PC{0,20}", 0..6),
        parts in 1usize..4
    ) {
        let mut one = Analyser::new();
        let mut several: Vec<Analyser> = (0..parts).map(|_| Analyser::new()).collect();
        for (i, text) in texts.iter().enumerate() {
            one.analyse(text);
            several[i % parts].analyse(text);
        }
        let (one, _) = Lexicon::of(one);
        let (several, _) = Lexicon::merge(several);
        prop_assert_eq!(one.to_bytes(), several.to_bytes());
        let open = Lexicon::from_bytes(one.to_bytes()).unwrap();
        for form in 0..open.len() {
            prop_assert_eq!(open.form_id(open.text(form)), Some(form));
            prop_assert!(open.folding_to(open.folded(form)).contains(&form));
            prop_assert!(open.of_headword(open.headword_of_form(form)).any(|f| f == form));
        }
        prop_assert!((1..open.len()).all(|f| (open.folded(f - 1), open.text(f - 1)) < (open.folded(f), open.text(f))));
    }
}
