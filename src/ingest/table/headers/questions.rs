//! Which headers are questions of a form, what belongs to which, and which side a «oui» takes.

use super::Header;

/// Words with which a question begins, or a request to write or choose.
const BEGINNINGS: &[&str] = &[
    "qui",
    "que",
    "qu",
    "quoi",
    "quel",
    "quelle",
    "quels",
    "quelles",
    "lequel",
    "laquelle",
    "lesquels",
    "lesquelles",
    "comment",
    "pourquoi",
    "combien",
    "ou",
    "quand",
    "est",
    "si",
    "selon",
    "faut",
    "doit",
    "doivent",
    "peut",
    "what",
    "which",
    "how",
    "why",
    "when",
    "where",
    "who",
    "do",
    "does",
    "did",
    "are",
    "would",
    "should",
    "could",
    "can",
    "have",
    "decrivez",
    "precisez",
    "expliquez",
    "indiquez",
    "donnez",
    "citez",
    "cochez",
    "choisissez",
    "classez",
    "notez",
    "evaluez",
    "racontez",
    "dites",
    "proposez",
    "exprimez",
    "veuillez",
    "merci",
    "please",
    "describe",
    "explain",
    "pouvez",
    "avez",
    "etes",
    "seriez",
    "souhaitez",
    "pensez",
    "trouvez",
    "utilisez",
    "connaissez",
    "recommanderiez",
    "aimeriez",
    "voulez",
    "sur",
    "dans",
    "parmi",
    "pour",
    "a",
    "au",
    "aux",
    "en",
    "par",
    "de",
    "comptez",
    "approuvez",
    "soutenez",
    "quelqu",
];
/// Beginnings that are one only with a question mark: they begin titles as well.
const ONLY_WITH_MARK: &[&str] = &[
    "ou", "a", "au", "aux", "en", "par", "de", "pour", "sur", "dans", "parmi", "que", "qui", "si",
    "est", "selon", "comment", "quand", "do", "are", "can", "have", "when", "where", "who", "doit",
    "peut", "doivent", "merci", "should", "could", "would", "does", "did",
];
/// What a form asks for beside its questions: the words of such a column, as a whole.
const ADDITIONS: &[&str] = &[
    "commentaire",
    "commentaires",
    "vos commentaires",
    "votre commentaire",
    "commentaire libre",
    "commentaires libres",
    "comment",
    "comments",
    "remarque",
    "remarques",
    "vos remarques",
    "autre remarque",
    "autres remarques",
    "precision",
    "precisions",
    "observation",
    "observations",
    "vos observations",
    "precisez",
    "a preciser",
    "si oui precisez",
    "si non precisez",
    "justification",
    "justifiez",
    "vos arguments",
    "arguments",
    "vos suggestions",
    "suggestion",
    "suggestions",
    "vos propositions",
    "vos attentes",
    "vos idees",
    "vos besoins",
    "expression libre",
    "champ libre",
    "reponse libre",
    "autre",
    "autres",
    "other",
    "autre precisez",
    "autre a preciser",
    "autre veuillez preciser",
    "autres commentaires",
    "autre commentaire",
];

/// Whether a header is a question of a form: it asks, or is numbered as one.
pub(in crate::ingest) fn is_question(written: &str) -> bool {
    let (number, rest) = numbering(written);
    let header = Header::new(rest);
    let words: Vec<&str> = header.words().filter(|w| !w.is_empty()).collect();
    let Some(first) = words.first() else {
        return number;
    };
    if rest.contains('?') && (words.len() > 1 || rest.trim_end().ends_with('?')) {
        return true;
    }
    // «Vous êtes :», «Vous vous exprimez en tant que»
    if *first == "vous" && words.len() > 1 || words.len() > 2 && inverted(&words) {
        return true;
    }
    if number && words.len() > 1 {
        return true;
    }
    if *first == "question" {
        let numbered = |w: &&str| w.bytes().all(|b| b.is_ascii_digit());
        return words.get(1).is_some_and(numbered) || words.len() > 3;
    }
    BEGINNINGS.contains(first) && !ONLY_WITH_MARK.contains(first) && words.len() > 1
}

/// Whether a header asks for more on the question before it, or for anything else: «Commentaire», «Précisez».
pub(in crate::ingest) fn is_addition(written: &str) -> bool {
    let plain = Header::new(written).plain;
    // Columns of one name are numbered.
    let plain = plain.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    ADDITIONS.contains(&plain)
}

/// Whether an item of a question is a free text beside its choices: «Autre», `other`.
pub(in crate::ingest) fn is_other(item: &str) -> bool {
    let header = Header::new(item);
    let first = header.words().next().unwrap_or("");
    matches!(
        first,
        "autre" | "autres" | "other" | "comment" | "commentaire" | "othercomment"
    ) || header.has(&["precisez", "preciser", "specify"])
}

/// The question and the item of `Question [item]`, as forms name the columns of a matrix; several brackets, of a
/// matrix in two dimensions, are one item.
pub(in crate::ingest) fn matrix(written: &str) -> Option<(&str, &str)> {
    let written = without_code(written.trim());
    let inside = written.strip_suffix(']')?;
    let open = inside.find('[')?;
    let (question, item) = (written[..open].trim(), inside[open + 1..].trim());
    // «Question [SQ001] [Item]»: LimeSurvey's code is no item.
    let item = match item.split_once(']') {
        Some((code, rest)) if is_code(code) => rest.trim().trim_start_matches('[').trim(),
        _ => item,
    };
    (!question.is_empty() && !item.is_empty()).then_some((question, item))
}

/// A header without the code that LimeSurvey writes before it: `G1Q2[SQ001]. Question [Item]`.
fn without_code(written: &str) -> &str {
    let behind = || {
        let (before, rest) = written.split_once("]. ")?;
        let (name, code) = before.split_once('[')?;
        let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        (named && is_code(code)).then_some(rest.trim())
    };
    behind().unwrap_or(written)
}

/// Whether this is a code of LimeSurvey for an item: `SQ001`, `other`.
fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - digits.len();
    let numbered = (1..=4).contains(&letters)
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit());
    numbered || matches!(text, "other" | "comment" | "othercomment")
}

/// Whether a header begins with the number of a question («1.», «Q2 -», «3)»), and what follows.
fn numbering(written: &str) -> (bool, &str) {
    let text = written.trim();
    let letters = text.trim_start_matches(['Q', 'q']);
    let digits = letters.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = letters.len() - digits.len();
    if count == 0 || count > 3 {
        return (false, text);
    }
    // «2.1», «3a»
    let rest = digits.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let rest = rest.trim_start();
    let marked = digits.starts_with(['.', ')', ' ', ':', '-', '–', '/', '°']);
    let bare = rest.is_empty() && letters.len() < text.len();
    let rest = rest.trim_start_matches([')', ':', '-', '–', '/', '°', '.', ' ']);
    ((marked && !rest.is_empty()) || bare, rest)
}

/// «Êtes-vous», «a-t-il», «faut-il» among the first words.
fn inverted(words: &[&str]) -> bool {
    let pronouns = ["vous", "tu", "il", "elle", "ils", "elles", "on", "ce"];
    words
        .windows(2)
        .take(4)
        .any(|w| w[0] == "t" && pronouns.contains(&w[1]) || VERBS.contains(&w[0]) && w[1] == "vous")
        || words[0] == "y" && words[1] == "a"
}

const VERBS: &[&str] = &[
    "etes",
    "avez",
    "pensez",
    "souhaitez",
    "voulez",
    "connaissez",
    "utilisez",
    "seriez",
    "auriez",
    "trouvez",
    "faites",
    "allez",
    "venez",
    "habitez",
    "travaillez",
    "participez",
    "estimez",
    "jugez",
    "devez",
    "pouvez",
    "pourriez",
    "aimez",
    "preferez",
    "considerez",
];

/// What a «oui» to a closed question says: that whoever answers is for, or against, what it asks about; `None` where
/// the question asks for neither.
pub(in crate::ingest) fn yes_is_favourable(written: &str) -> Option<bool> {
    let header = Header::new(written);
    let words: Vec<&str> = header.words().collect();
    let denies = |w: &&str| matches!(*w, "n" | "ne" | "pas" | "non" | "not");
    let mut found = None;
    for at in 0..words.len() {
        let Some(said) = at_verb(&words[at..]) else {
            continue;
        };
        // «N'êtes-vous pas contre», «pour ou contre»: a «oui» says nothing that can be known.
        if found.is_some_and(|f| f != said) || words.iter().any(&denies) {
            return None;
        }
        found = Some(said);
    }
    // «D'accord pour dire que le projet est mauvais»: what is agreed to is a sentence.
    let sentence = words.windows(2).any(|w| {
        matches!(
            w,
            ["dire", "que"] | ["idee", "que"] | ["accord", "que"] | ["idee", "selon"]
        )
    });
    if sentence {
        return None;
    }
    let both = header.has(&["pour"]) && header.has(&["contre"]);
    found.filter(|_| !both)
}

/// The side that the words of a question name where they begin here: «êtes-vous favorable», «soutenez-vous».
fn at_verb(words: &[&str]) -> Option<bool> {
    // «Je suis contre la fermeture», to which people agree or not.
    const BE: &[&str] = &[
        "etes", "seriez", "es", "serais", "are", "would", "suis", "sommes", "am",
    ];
    const ADVERBS: &[&str] = &[
        "vous",
        "tu",
        "plutot",
        "personnellement",
        "globalement",
        "aujourd",
        "hui",
        "tout",
        "a",
        "fait",
        "you",
        "be",
        "in",
        "vous-meme",
    ];
    let (first, rest) = words.split_first()?;
    let next = rest.first().copied().unwrap_or("");
    if matches!(*first, "soutenez" | "approuvez") && next == "vous" {
        return Some(true);
    }
    if *first == "desapprouvez" && next == "vous" || *first == "vous" && next == "opposez" {
        return Some(false);
    }
    if !BE.contains(first) {
        return None;
    }
    let mut rest = rest.iter().skip_while(|w| ADVERBS.contains(w));
    match *rest.next()? {
        "favorable" | "favorables" | "pour" | "favour" | "favor" => Some(true),
        "d" if rest.next() == Some(&"accord") => Some(true),
        "contre" | "oppose" | "opposee" | "opposes" | "opposees" | "defavorable" | "hostile"
        | "against" | "opposed" => Some(false),
        "en" if rest.next() == Some(&"desaccord") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_recognised_as_such() {
        for question in "Que faut-il améliorer ? | 1. Quelles difficultés | Q2 - Votre avis | Question 3 | \
             Êtes-vous favorable au projet | Y a-t-il un médecin | Décrivez les points positifs. | \
             Vos idées ? | Si oui, précisez comment ? | Pourquoi ? | Vous êtes : | 2) Le bureau convient-il | \
             Quel mot décrit le mieux votre quartier ? | What should we change? | G01 Avez-vous voté ?"
            .split(" | ")
        {
            assert!(is_question(question), "{question}");
        }
        for header in "Titre | Texte de l'avis | Date de dépôt | Commentaire | Pour | Contre | De | \
             Où | Comment | A preciser | Quartier | Question | Réponse | 2014 | Votes pour | en_reponse_a | Est"
            .split(" | ")
        {
            assert!(!is_question(header), "{header}");
        }
    }

    #[test]
    fn additions_and_items() {
        assert!(
            is_addition("Commentaire (2)")
                && is_addition("Autres remarques")
                && is_addition("Vos arguments")
        );
        assert!(!is_addition("Commentaire de l'administration") && !is_addition("Titre"));
        assert_eq!(
            matrix("Quels lieux ? [La gare]"),
            Some(("Quels lieux ?", "La gare"))
        );
        assert_eq!(matrix("G01Q02[SQ001]"), Some(("G01Q02", "SQ001")));
        assert_eq!(matrix("Q [a][b]"), Some(("Q", "a][b")));
        for none in ["[La gare]", "Quels lieux ?", "a [b] c", "a []"] {
            assert_eq!(matrix(none), None, "{none}");
        }
        assert!(
            is_other("Autre (veuillez préciser)") && is_other("other") && is_other("Commentaire")
        );
        assert!(!is_other("La Poste"));
    }

    #[test]
    fn the_sign_of_a_question_is_its_own() {
        for (question, sign) in [
            ("Êtes-vous favorable au projet ?", Some(true)),
            (
                "Etes vous plutôt pour la limitation à 30 km/h ?",
                Some(true),
            ),
            ("3. Êtes-vous d’accord avec la fermeture ?", Some(true)),
            ("Soutenez-vous ce projet ?", Some(true)),
            ("Êtes-vous contre la fermeture du guichet ?", Some(false)),
            ("Seriez-vous opposée à un nouveau parking ?", Some(false)),
            ("Vous opposez-vous au projet ?", Some(false)),
            ("Êtes-vous pour ou contre le projet ?", None),
            ("N'êtes-vous pas contre ce projet ?", None),
            ("Avez-vous voté pour le maire ?", None),
            ("Travaillez-vous contre la montre ?", None),
            ("Pensez-vous que le marché doit rester ?", None),
        ] {
            assert_eq!(yes_is_favourable(question), sign, "{question}");
        }
    }
}
