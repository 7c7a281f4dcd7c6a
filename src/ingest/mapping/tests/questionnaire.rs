//! Which questions are closed, by the rules of the platforms.

use crate::ingest::mapping::questionnaire::{Answering, Question, Questions, Survey};

/// The rule of the Grand Débat: free texts may follow choices.
const FREE: &str = "separators = ['|']
closed = { always = ['oui', 'non'], free_text = true, min_answers = 6, min_choices = 2, max_choices = 40, max_length = 200, min_times = 2, one_in = 200, average = 1, covered = 80 }";
/// That of Cap Collectif: every answer is choices, or none is.
const WHOLE: &str = "separators = ['', ', ']";

/// How a question with these answers is answered.
fn found(rule: &str, answers: &[&str]) -> Answering {
    let spec: Questions = toml::from_str(rule).unwrap();
    let questions = [Question::default()];
    let mut survey = Survey::new(&spec, &questions);
    for answer in answers {
        survey.answer(0, answer);
    }
    survey.finish().remove(0).unwrap()
}

fn is_closed(rule: &str, answers: &[&str]) -> bool {
    found(rule, answers) != Answering::Open
}

fn several(choices: &[&str], separator: &str) -> Answering {
    let choices = choices.iter().map(|c| c.to_string()).collect();
    Answering::Several(choices, separator.to_string())
}

fn one(choices: &[&str]) -> Answering {
    Answering::One(choices.iter().map(|c| c.to_string()).collect())
}

const AIR: &str = "La pollution de l'air";
const SEA: &str = "L’érosion du littoral";

#[test]
fn few_repeated_values_are_choices() {
    let both = format!("{AIR}|{SEA}");
    let free = format!("{SEA}|le bruit|des avions");
    let answers = [AIR, AIR, SEA, &both, &free, "le nucléaire"];
    assert_eq!(found(FREE, &answers), several(&[AIR, SEA], "|"));
    let answers = ["Oui", "Non", "Oui", "", "Non", "Oui", "Non"];
    assert_eq!(found(WHOLE, &answers), one(&["Non", "Oui"]));
}

#[test]
fn few_answers_that_differ_are_texts_where_no_rule_is_given() {
    let texts = [
        "Plus d’étals",
        "Rien",
        "Des bancs",
        "Du bio",
        "Ouvrir le dimanche",
    ];
    for rule in ["", WHOLE] {
        assert!(!is_closed(rule, &texts), "{rule}");
        assert!(
            !is_closed(rule, &["Oui", "Oui", "Oui", "Non", "Non"]),
            "{rule}"
        );
        assert!(
            is_closed(rule, &["Oui", "Oui", "Oui", "Non", "Non", "Non"]),
            "{rule}"
        );
    }
}

#[test]
fn texts_are_open_even_where_some_are_the_same() {
    let texts = [
        "Non",
        "Non",
        "Rien",
        "Rien",
        "Baisser la TVA",
        "Tout | revoir",
    ];
    assert!(!is_closed(FREE, &texts));
    // Five answers are too few; six are enough.
    let five = [AIR, AIR, AIR, SEA, SEA];
    assert!(!is_closed(FREE, &five));
    assert!(is_closed(FREE, &[&five[..], &[AIR]].concat()));
    // One value alone is a formula of politeness, not a choice.
    assert!(!is_closed(FREE, &["RAS"; 20]));
    // 79 of 100 begin with a choice, then 80.
    let texts: Vec<String> = (0..21).map(|n| format!("un texte {n}")).collect();
    let mut answers = vec![AIR; 40];
    answers.extend(vec![SEA; 39]);
    answers.extend(texts.iter().map(String::as_str));
    assert!(!is_closed(FREE, &answers));
    answers[99] = SEA;
    assert!(is_closed(FREE, &answers));
}

#[test]
fn without_free_texts_every_value_is_a_choice() {
    // Twice each is chance.
    assert!(!is_closed(WHOLE, &["Oui", "Non", "Oui", "Non"]));
    let long = "très ".repeat(30);
    assert!(!is_closed(WHOLE, &[&long, &long, &long]));
    assert!(!is_closed(WHOLE, &["", ""]));
    let many: Vec<String> = (0..90).map(|n| format!("mot{}", n % 25)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(!is_closed(WHOLE, &many));
    let text = [
        "Oui",
        "Oui",
        "Oui",
        "Non",
        "Non",
        "Non",
        "Oui",
        "Non",
        "Ni l’un ni l’autre, mais",
    ];
    assert!(is_closed(WHOLE, &text[..8]));
    let long = [&text[..8], &[long.as_str()]].concat();
    assert!(!is_closed(WHOLE, &long));
}

#[test]
fn choices_may_be_combined_or_hold_a_comma() {
    let combined = ["A, B", "A", "B, C", "A, C", "C", "A, B, C", "B"];
    assert_eq!(found(WHOLE, &combined), several(&["A", "B", "C"], ", "));
    let joined: Vec<String> = combined.iter().map(|c| c.replace(", ", ";")).collect();
    let joined: Vec<&str> = joined.iter().map(String::as_str).collect();
    let older = WHOLE.replace("', ']", "';']");
    assert_eq!(found(&older, &joined), several(&["A", "B", "C"], ";"));
    let comma = ["Oui, vite", "Non, jamais", "Oui, plus tard"];
    let answers: Vec<&str> = comma.iter().cycle().take(12).copied().collect();
    assert_eq!(
        found(WHOLE, &answers),
        one(&["Non, jamais", "Oui, plus tard", "Oui, vite"])
    );
}

#[test]
fn plain_yes_and_no_are_closed_however_few() {
    assert_eq!(
        found(FREE, &["Oui", "NON."]),
        several(&["NON.", "Oui"], "|")
    );
    assert!(is_closed(FREE, &["non"]));
    assert!(!is_closed(FREE, &["Oui", "Oui, mais"]));
    assert!(!is_closed(FREE, &[]) && !is_closed(FREE, &["", " | "]));
}

#[test]
fn choices_that_json_has_apart_are_closed_whatever_their_number() {
    let answer = r#"{"labels": ["Une chose", "Une autre"], "other": null}"#;
    assert!(is_closed(FREE, &[answer]));
    assert!(is_closed(WHOLE, &[answer]));
    assert!(!is_closed(FREE, &[r#"{"labels": [], "other": null}"#]));
}

#[test]
fn frequent_choices_survive_a_crowd_of_texts() {
    let spec: Questions = toml::from_str(FREE).unwrap();
    let texts: Vec<String> = (0..20_000).map(|n| format!("autre {n}")).collect();
    let questions = [Question::default()];
    let mut survey = Survey::new(&spec, &questions);
    for (n, text) in texts.iter().enumerate() {
        for choice in [AIR, SEA, "Le bruit", "Les déchets"] {
            survey.answer(0, choice);
        }
        if n % 2 == 0 {
            survey.answer(0, text);
        }
        assert!(survey.remembered() <= 256);
    }
    let wanted = [AIR, "Le bruit", "Les déchets", SEA];
    let Some(Answering::Several(choices, _)) = survey.finish().remove(0) else {
        panic!("open")
    };
    assert_eq!(choices.len(), wanted.len());
    assert!(wanted.iter().all(|w| choices.iter().any(|c| c == w)));
    let long = "é".repeat(201);
    assert!(!is_closed(FREE, &[long.as_str(); 9]));
}

#[test]
fn a_rule_says_what_it_cannot_do() {
    for (rule, words) in [
        ("pattern = 'Q{title}'", "is no pattern of questions"),
        ("pattern = 'Q{id}{title}'", "is no pattern of questions"),
        ("closed = { choices = 3 }", "unknown field `choices`"),
    ] {
        let error = toml::from_str::<Questions>(rule).unwrap_err();
        assert!(error.message().contains(words), "{error}");
    }
}
