//! Questionnaires in both generations, reports of abuse, context, logs.

use super::*;

/// Twelve forms, newer names: an open question, a closed one, one of several labels, a personal one.
pub(super) fn full() -> String {
    let mut out = String::from(
        "export_contribution_type,export_contribution_id,export_contribution_author_id,export_contribution_published_at,export_contribution_published,export_contribution_author,export_contribution_author_email,export_contribution_author_phone,export_contribution_created_at,export_contribution_updated_at,export_contribution_anonymous,export_contribution_draft,export_contribution_undraft_at,export_contribution_account,export_contribution_no_account_email,export_contribution_no_account_email_confirmed,export_contribution_internal_comm,\"Êtes-vous satisfait de l'accueil, à la mairie ?\",Faut-il ouvrir le samedi ?,Quels services ?,Votre code postal\n",
    );
    for (n, open, closed, several) in FORMS {
        let name = "export_contribution_type_questionnaire_reply";
        let (name, author) = if n == 12 {
            (format!("{name}_anonymous"), String::new())
        } else {
            (name.to_string(), format!("user{n}"))
        };
        let (published, draft, date) = match n {
            10 => ("Oui", "Oui", "2020-03-10 00:00:00"),
            11 => ("Non", "Non", ""),
            _ => ("Oui", "Non", "2020-03-01 00:00:00"),
        };
        out.push_str(&format!(
            "{name},reply{n},{author},{date},{published},Zoé Petitpas,zoe{n}@exemple.fr,0639981234,2020-03-01 00:00:00,2020-03-02 00:00:00,Non,{draft},,Oui,,,Oui,\"{open}\",{closed},\"{several}\",3500{n}\n"
        ));
    }
    out
}

/// Number, open answer, closed answer, several labels.
const FORMS: [(u32, &str, &str, &str); 12] = [
    (
        1,
        "Oui, l’équipe est aux petits soins.",
        "Oui",
        "État civil, Cantine",
    ),
    (2, "Écrivez à zoe@exemple.fr", "Non", "Cantine"),
    (3, "", "Oui", "État civil"),
    (4, "Trop d'attente.", "Oui", "Cantine, Crèche"),
    (5, "", "Sans avis", "Crèche"),
    (6, "Parfait", "Non", "État civil, Crèche"),
    (7, "", "Oui", "État civil, Cantine, Crèche"),
    (8, "Bof", "Non", "Cantine"),
    (9, "", "Sans avis", ""),
    (10, "Brouillon", "Sans avis", "Crèche"),
    (11, "Non publié", "Non", "Cantine"),
    (12, "Anonyme", "Oui", "État civil"),
];

/// The same forms, older names: questions without accents and marks, labels joined by a semicolon.
pub(super) fn older() -> String {
    let mut out = String::from(
        "id,published,published_at,author,author_id,author_email,phone,created_at,updated_at,anonymous,draft,undraft_at,\"Etes vous satisfait de laccueil a la mairie\",\"Faut il ouvrir le samedi\",\"Quels services\",\"Votre code postal\"\n",
    );
    for (n, open, closed, several) in FORMS {
        let several = several.replace(", ", ";");
        let author = if n == 12 {
            String::new()
        } else {
            format!("user{n}")
        };
        let (published, draft, date) = match n {
            10 => ("Yes", "Yes", "2020-03-10 00:00:00"),
            11 => ("No", "No", ""),
            _ => ("Yes", "No", "2020-03-01 00:00:00"),
        };
        out.push_str(&format!(
            "reply{n},{published},{date},Zoé Petitpas,{author},zoe{n}@exemple.fr,0639981234,2020-03-01 00:00:00,2020-03-02 00:00:00,No,{draft},,\"{open}\",{closed},{several},3500{n}\n"
        ));
    }
    out
}

/// Grouped by participant: no type, another order of the questions.
pub(super) const GROUPED: &str = "\
export_participant_user_id,export_participant_username,export_participant_user_email,export_participant_postal_address,export_contribution_id,export_contribution_published_at,Faut-il ouvrir le samedi ?,\"Êtes-vous satisfait de l'accueil, à la mairie ?\"
user1,Zoé Petitpas,zoe@exemple.fr,3 rue des Lilas,reply1,2020-03-01 00:00:00,,\"Oui, l’équipe est aux petits soins.\"
user13,Ali,ali@exemple.fr,,reply13,,,Jamais publié
";

pub(super) const REPORTINGS: &str = "\
export_contribution_reportings_related_id,export_contribution_reportings_related_kind,export_contribution_reportings_id,export_contribution_reportings_author_id,export_contribution_reportings_type,export_contribution_reportings_body,export_contribution_reportings_created_at
opinion1,opinion,4,userB,SPAM,Publicité,2018-03-01 00:00:00
";

pub(super) const REPORTINGS_OLDER: &str = "\
type,contributions_reportings_related_id,contributions_reportings_related_kind,contributions_reportings_id,contributions_reportings_author_id,contributions_reportings_type,contributions_reportings_body,contributions_reportings_createdAt
reporting,T3BpbmlvbjpvcGluaW9uMQ==,opinion,UmVwb3J0aW5nOjQ=,VXNlcjp1c2VyQg==,SPAM,Publicité,2018-03-01 00:00:00
";

pub(super) const CONTEXT: &str = "\
export_contribution_type,export_contribution_id,export_contribution_context_element_title,export_contribution_context_element_body_text
export_contribution_type_appendix,opinion1,Exposé des motifs,<p>Cet article&nbsp;vise à ouvrir les données.</p>
export_contribution_type_appendix,,Exposé des motifs,Sans article
export_contribution_type_appendix,opinion1,,
";

pub(super) const LOG: &str = "\
export_log_admin_created_at,export_log_admin_user_username,export_log_admin_user_email,export_log_admin_ip,export_log_admin_action_type,export_log_admin_description
2025-07-01 12:02:00,zoe,zoe@exemple.fr,127.0.0.1,DELETE,une étape
";

pub(super) const USERS_OLDER: &str = "\
id;email;userName;typeName;createdAt;updatedAt;lastLogin;rolesText;dateOfBirth;phone;profileUrl
userZ;zoe@exemple.fr;Zoé Petitpas;Citoyen;;;;Utilisateur;;;
";

fn answers(i: &Imported) -> Vec<&Record> {
    i.records
        .iter()
        .filter(|r| r.kind == Kind::Answer)
        .collect()
}

const OPEN: &str = "etes-vous-satisfait-de-laccueil-a-la-mairie";

#[test]
fn every_answer_of_a_questionnaire() {
    let full = full();
    let i = read(&[&full]);
    assert_eq!(outcomes(&i), [12, 0, 0]);
    assert_eq!(answers(&i).len(), 8);
    let answer = record(&i, &format!("answer/reply1-{OPEN}"));
    assert_eq!(answer.body, "Oui, l’équipe est aux petits soins.");
    assert_eq!(
        answer.section.as_deref(),
        Some("Êtes-vous satisfait de l'accueil, à la mairie ?")
    );
    assert_eq!(answer.parent.as_deref(), Some("cap-collectif/reply/reply1"));
    assert_eq!(answer.author, record(&i, "reply/reply1").author);
    assert_eq!(
        record(&i, &format!("answer/reply2-{OPEN}")).body,
        "Écrivez à [courriel]"
    );
    // An anonymous form and its answers are by one.
    let anonymous = record(&i, "reply/reply12");
    assert_eq!(
        record(&i, &format!("answer/reply12-{OPEN}")).author,
        anonymous.author
    );
    for (n, aside) in [(9, false), (10, true), (11, true), (12, false)] {
        assert_eq!(
            record(&i, &format!("reply/reply{n}")).moderation.moderated,
            aside,
            "{n}"
        );
    }
    assert!(
        record(&i, &format!("answer/reply10-{OPEN}"))
            .moderation
            .moderated
    );
    let count = |question: &str, choice: &str| {
        let id = format!("cap-collectif/question/{question}");
        let votes = i.votes.iter().filter(|v| v.0.record == id);
        votes
            .filter(|v| v.0.choice.as_deref() == Some(choice))
            .count()
    };
    let samedi = "faut-il-ouvrir-le-samedi";
    assert_eq!(
        ["Oui", "Non", "Sans avis"].map(|c| count(samedi, c)),
        [5, 4, 3]
    );
    let several = ["État civil", "Cantine", "Crèche"].map(|c| count("quels-services", c));
    assert_eq!(several, [5, 6, 5]);
    let sides: Vec<_> = i.votes.iter().filter_map(|v| v.0.side).collect();
    assert_eq!(sides.len(), 9);
    assert_eq!(
        record(&i, &format!("question/{samedi}")).title,
        "Faut-il ouvrir le samedi ?"
    );
    let told: Vec<&str> = i
        .warnings
        .iter()
        .filter(|w| w.kind.name() == "empty_answers")
        .map(|w| w.message.as_str())
        .collect();
    assert_eq!(told.len(), 2);
    assert!(
        told[0].ends_with("8 answered, 4 left it empty"),
        "{}",
        told[0]
    );
    assert_eq!(told[1], "«Quels services ?»: 11 answered, 1 left it empty");
}

#[test]
fn both_generations_of_a_questionnaire_merge_in_any_order() {
    let (full, older) = (full(), older());
    let alone = read(&[&full]);
    for order in [[&full[..], &older], [&older, &full]] {
        let i = read(&order);
        assert_eq!(outcomes(&i), [12, 12, 0]);
        assert_eq!(answers(&i).len(), 8);
        assert_eq!(i.votes.len(), alone.votes.len());
        assert_eq!(i.authors, alone.authors);
        let questions = i.records.iter().filter(|r| r.kind == Kind::Question);
        assert_eq!(questions.count(), 2);
        assert!(!warnings(&i).contains(&"conflict"));
    }
}

#[test]
fn a_grouped_questionnaire_merges_and_tells_what_was_never_published() {
    let full = full();
    for order in [[&full[..], GROUPED], [GROUPED, &full]] {
        let i = read(&order);
        assert_eq!(outcomes(&i), [13, 1, 0]);
        assert_eq!(answers(&i).len(), 9);
        assert!(record(&i, "reply/reply13").moderation.moderated);
        assert!(!record(&i, "reply/reply1").moderation.moderated);
    }
    // A draft that only the full shape tells is set aside with its answers, whatever comes first.
    let grouped = GROUPED
        .replace("reply1,2020-03-01", "reply10,2020-03-10")
        .replace("Oui, l’équipe est aux petits soins.", "Brouillon");
    let i = read(&[&grouped, &full]);
    assert!(record(&i, "reply/reply10").moderation.moderated);
    assert!(
        record(&i, &format!("answer/reply10-{OPEN}"))
            .moderation
            .moderated
    );
}

#[test]
fn a_question_may_have_the_name_of_a_column() {
    let odd = GROUPED
        .replace("Faut-il ouvrir le samedi ?", "title")
        .replace(",,Jamais", ",Maire,Jamais");
    let i = read(&[&odd]);
    assert_eq!(outcomes(&i), [2, 0, 0]);
    assert_eq!(record(&i, "answer/reply13-title").body, "Maire");
}

#[test]
fn a_form_without_an_id_or_of_another_type_is_refused() {
    let bad = GROUPED
        .replace("reply1,", ",")
        .replace("export_participant_user_id", "export_contribution_type");
    let i = read(&[&bad]);
    assert_eq!(reasons(&i), ["unknown_type", "unknown_type"]);
    let i = read(&[&GROUPED.replace("reply1,", ",")]);
    assert_eq!(reasons(&i), ["no_id"]);
}

#[test]
fn reports_people_and_logs_are_refused_and_context_is_kept() {
    let i = read(&[REPORTINGS, REPORTINGS_OLDER, LOG, USERS_OLDER, CONTEXT]);
    assert_eq!(
        reasons(&i),
        [
            "reporting",
            "reporting",
            "personal",
            "personal",
            "context",
            "empty"
        ]
    );
    let context = i.records.iter().find(|r| r.kind == Kind::Appendix).unwrap();
    assert_eq!(context.title, "Exposé des motifs");
    assert_eq!(context.body, "Cet article\u{a0}vise à ouvrir les données.");
    assert_eq!(
        context.parent.as_deref(),
        Some("cap-collectif/proposal/opinion1")
    );
    assert!(context.author.is_none());
}

#[test]
fn nothing_of_who_answered_is_kept() {
    let (full, older) = (full(), older());
    let i = read(&[&full, &older, GROUPED, LOG, USERS_OLDER]);
    let kept = format!(
        "{:?} {:?} {:?} {:?}",
        i.records, i.rows, i.votes, i.warnings
    );
    for word in [
        "Petitpas",
        "zoe1@",
        "35001",
        "Lilas",
        "0639981234",
        "127.0.0.1",
    ] {
        assert!(!kept.contains(word), "{word}");
    }
    for column in [
        "export_contribution_author",
        "Votre code postal",
        "internal_comm",
    ] {
        assert!(
            i.warnings.iter().any(|w| w.message.contains(column)),
            "{column}"
        );
    }
}
