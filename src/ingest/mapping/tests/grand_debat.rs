//! Forms as CSV and as JSON, alone and together, odd ones, and bytes that are none.

use crate::ingest::testing::{bytes_of, outcomes, read_files, reasons, warned};
use crate::ingest::{Imported, InputFile, recognise};
use crate::locale::rfc3339;
use crate::model::{Kind, Record, RowKind, Side};
use proptest::prelude::*;
use std::collections::BTreeSet;

const CSV: &str = include_str!("../../../../tests/fixtures/grand-debat/propositions.csv");
const JSON: &str = include_str!("../../../../tests/fixtures/grand-debat/propositions.json");
const QUICK_CSV: &str =
    include_str!("../../../../tests/fixtures/grand-debat/questions-rapides.csv");
const QUICK_JSON: &str =
    include_str!("../../../../tests/fixtures/grand-debat/questions-rapides.json");
const OTHERS: [(&str, &str); 4] = [
    (
        include_str!("../../../../tests/fixtures/grand-debat/evenements.csv"),
        "event",
    ),
    (
        include_str!("../../../../tests/fixtures/grand-debat/evenements.json"),
        "event",
    ),
    (
        include_str!("../../../../tests/fixtures/grand-debat/utilisateurs.csv"),
        "personal",
    ),
    (
        include_str!("../../../../tests/fixtures/grand-debat/utilisateurs.json"),
        "personal",
    ),
];

fn read_bytes(files: &[&[u8]]) -> Imported {
    read_files("g", "grand-debat", |n| n.to_string(), files)
}

fn read(files: &[&str]) -> Imported {
    read_bytes(&bytes_of(files))
}

/// The id of the n-th proposal's reply.
fn reply(n: u32) -> String {
    format!("g/reply/{n:08x}-1cf0-11e9-94d2-fa163eeb11e1")
}

fn answer(n: u32, question: u32) -> String {
    format!("{}-{question}", reply(n).replace("/reply/", "/answer/"))
}

fn record<'i>(imported: &'i Imported, id: &str) -> &'i Record {
    let found = imported.records.iter().find(|r| r.id == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

fn count(imported: &Imported, kind: Kind) -> usize {
    imported.records.iter().filter(|r| r.kind == kind).count()
}

/// What was kept, without the places that only one shape has.
fn kept(imported: &Imported) -> (BTreeSet<String>, BTreeSet<String>) {
    let records = imported.records.iter().map(|r| {
        let author = r.author;
        format!(
            "{} {:?} {:?} {:?} {author:?} {} {} {:?} {:?}",
            r.id, r.kind, r.parent, r.section, r.title, r.body, r.published_at, r.moderation
        )
    });
    let votes = imported.votes.iter().map(|(v, author)| {
        let (side, moderated) = (v.side, v.moderation.moderated);
        format!(
            "{} {author:?} {side:?} {:?} {moderated}",
            v.record, v.choice
        )
    });
    (records.collect(), votes.collect())
}

#[test]
fn a_form_is_a_reply_with_answers_and_votes() {
    for text in [CSV, JSON] {
        let i = read(&[text]);
        assert_eq!((outcomes(&i), reasons(&i)), ([11, 0, 1], vec!["empty"]));
        assert!(
            i.rows
                .iter()
                .all(|r| r.what == RowKind::Record(Kind::Reply))
        );
        assert_eq!(count(&i, Kind::Reply), 11);
        assert_eq!(count(&i, Kind::Answer), 20);
        let first = record(&i, &reply(1));
        assert_eq!(first.title, "Un car toutes les heures");
        assert_eq!((first.body.as_str(), first.parent.as_deref()), ("", None));
        assert_eq!(
            first.published_at.map(rfc3339).as_deref(),
            Some("2019-01-22T08:57:57+01:00")
        );
        let said = record(&i, &answer(1, 304));
        assert_eq!(said.body, "La rivière déborde deux fois par an.");
        let section =
            "Si oui, de quelle manière\u{A0}? (dire «\u{A0}concrètement\u{A0}» ce qui change)";
        assert_eq!(said.section.as_deref(), Some(section));
        assert_eq!(said.parent.as_deref(), Some(reply(1).as_str()));
        assert_eq!(said.author, first.author);
        assert_eq!(said.published_at, first.published_at);
        // A title with « - » in it, two questions of one title, a comma and quotation marks.
        let to_do = record(&i, &answer(1, 302)).section.clone().unwrap();
        assert_eq!(
            to_do,
            "Que faudrait-il faire - selon vous - pour y répondre\u{A0}?"
        );
        let section = |question| record(&i, &answer(1, question)).section.clone().unwrap();
        assert_eq!(section(306), "Pourquoi\u{A0}? (question 306)");
        assert_eq!(section(308), "Pourquoi\u{A0}? (question 308)");
        // A free text beside choices, or alone, is an answer to the closed question.
        assert_eq!(record(&i, &answer(4, 301)).body, "les haies qu’on arrache");
        let train = record(&i, &answer(5, 305));
        assert_eq!(train.body, "le train quand il roule | et le covoiturage");
        assert!(record(&i, &answer(2, 302)).body.ends_with("[courriel]"));
        // Only a title: kept, without answers.
        assert_eq!(
            record(&i, &reply(7)).title,
            "Je veux seulement dire bonjour"
        );
        // Trashed with all that stands in it.
        let trashed = i.records.iter().filter(|r| r.moderation.moderated).count();
        let votes = i.votes.iter().filter(|v| v.0.moderation.moderated).count();
        assert_eq!((trashed, votes), (2, 4));
    }
}

#[test]
fn choices_are_votes_on_the_question() {
    for text in [CSV, JSON] {
        let i = read(&[text]);
        let votes = |n: u32| -> Vec<(String, Option<Side>)> {
            let on = format!("g/question/{n}");
            let of = i.votes.iter().filter(|v| v.0.record == on);
            of.map(|v| (v.0.choice.clone().unwrap(), v.0.side))
                .collect()
        };
        let sides = |n: u32, side| votes(n).iter().filter(|v| v.1 == side).count();
        assert_eq!(votes(301).len(), 9);
        assert_eq!(sides(301, None), 9);
        assert_eq!(sides(303, Some(Side::Favourable)), 7);
        assert_eq!(sides(303, Some(Side::Against)), 3);
        assert_eq!(votes(305).len(), 14);
        assert!(votes(305).contains(&("Le bus, le car".to_string(), None)));
        assert_eq!((votes(307).len(), sides(307, None)), (10, 2));
        assert!(votes(302).is_empty());
        let question = record(&i, "g/question/307");
        assert_eq!(
            question.title,
            "Faut-il \"interdire\" les voitures en ville\u{A0}?"
        );
        assert_eq!((question.author, count(&i, Kind::Question)), (None, 4));
        // Whoever gave no name is one author in all that he wrote and chose.
        let unnamed = record(&i, &reply(10)).author;
        assert!(unnamed.is_some());
        let mine = i.votes.iter().filter(|v| v.1 == unnamed).count();
        assert_eq!(mine, 5);
        // Nine authors named (one wrote twice) and one not.
        assert_eq!(i.authors, 10);
        let empty = warned(&i, "empty_answers");
        assert_eq!(empty.len(), 9);
        assert!(
            empty[3].starts_with("question 304 ")
                && empty[3].ends_with("4 answered, 7 left it empty")
        );
        assert!(empty[8].contains("309") && empty[8].contains(": 0 answered"));
        let set_aside = "columns of personal data, set aside: authorZipCode";
        assert_eq!(warned(&i, "personal_columns"), [set_aside]);
        assert!(!format!("{:?} {:?}", i.records, i.warnings).contains("Citoyen"));
    }
}

#[test]
fn a_questionnaire_has_choices_alone() {
    for text in [QUICK_CSV, QUICK_JSON] {
        let i = read(&[text]);
        assert_eq!(outcomes(&i), [9, 0, 0]);
        // Its only text is what somebody wrote beside the choices.
        assert_eq!(count(&i, Kind::Answer), 1);
        assert_eq!(i.votes.len(), 8 + 8 + 12);
        // A list of plain values, told by the numbers in both shapes.
        let on = |r: &str| i.votes.iter().filter(|v| v.0.record == r).count();
        assert_eq!(on("g/question/402"), 8);
    }
}

#[test]
fn csv_and_json_are_one() {
    for (csv, json) in [(CSV, JSON), (QUICK_CSV, QUICK_JSON)] {
        let (a, b) = (read(&[csv]), read(&[json]));
        assert_eq!(kept(&a), kept(&b));
        assert_eq!(a.votes.len(), b.votes.len());
        for both in [read(&[csv, json]), read(&[json, csv])] {
            assert_eq!(kept(&both), kept(&a));
            assert_eq!(both.votes.len(), a.votes.len());
            assert_eq!(outcomes(&both)[0], outcomes(&both)[1]);
            assert!(warned(&both, "conflict").is_empty());
        }
    }
    // Authors are shared by the files of a source.
    let all = read(&[CSV, QUICK_CSV]);
    assert_eq!(all.authors, 16);
}

#[test]
fn meetings_and_people_are_refused() {
    for (text, reason) in OTHERS {
        let i = read(&[text]);
        assert_eq!((outcomes(&i), reasons(&i)), ([0, 0, 1], vec![reason]));
        let told = format!("{:?} {:?}", i.rows, i.warnings);
        assert!(!told.contains("Petitpas") && !told.contains("rue du Lac"));
    }
}

#[test]
fn files_are_known_by_their_content() {
    let name = |bytes: Vec<u8>| recognise(&InputFile::from_bytes("x", bytes)).map(|i| i.name());
    let wanted = Some("grand-debat");
    for text in [CSV, JSON, QUICK_CSV, QUICK_JSON] {
        assert_eq!(name(text.into()), wanted);
        let plain = text.trim_start_matches('\u{FEFF}');
        assert_eq!(name(format!("\u{FEFF}{plain}").into()), wanted);
    }
    for other in [
        "id,createdAt,authorId,Quel - est\n1,a,b,c\n",
        "id,title,QUXVlc3Rpb246MTYw - A\n1,a,b\n",
        "[{\"id\":1,\"responses\":[]}]",
        "{\"id\":1}",
        "[1,2]",
    ] {
        assert_ne!(name(other.into()), wanted, "{other}");
    }
}

#[test]
fn odd_forms_are_told() {
    let header = "id,title,createdAt,authorId,reserve,QUXVlc3Rpb246MQ== - A,QUXVlc3Rpb246Mg== - \"B\nsuite\"\n";
    let header = header
        .replace("Mg== - \"B\nsuite\"", "Mg== - B")
        .replace("QUXVlc3Rpb246Mg== - B", "\"QUXVlc3Rpb246Mg== - B\nsuite\"");
    let rows = ",Sans numéro,2019-01-01 10:00:00,u1,,Un texte,\n\
                ,Sans numéro,2019-01-01 10:00:00,u1,,Un texte,\n\
                r3,,hier,,,<p>L’œuf &amp; la poule</p>,Oui\n\
                r4,,2019-01-01 10:00:00,,,a,b,c,d\n\
                r5,,2019-01-01 10:00:00,,,\" \u{A0} \",\n\
                r3,,2019-01-01 10:00:00,,,Autre chose,Oui\n\
                r6,,2019-01-01 10:00:00,,,\"ouvert\n";
    let i = read(&[&format!("{header}{rows}")]);
    assert_eq!(reasons(&i), ["cells", "empty", "unclosed_quote"]);
    assert_eq!(outcomes(&i), [3, 1, 3]);
    let unnamed: Vec<&str> = i
        .records
        .iter()
        .map(|r| r.id.as_str())
        .filter(|id| id.contains("/reply/h"))
        .collect();
    assert_eq!(unnamed.len(), 2);
    assert_eq!(unnamed[1], format!("{}-2", unnamed[0]));
    assert_eq!(record(&i, "g/answer/r3-1").body, "L’œuf & la poule");
    assert_eq!(record(&i, "g/question/2").title, "B suite");
    // The same form with another text: told, and the first is kept.
    assert_eq!(warned(&i, "conflict").len(), 1);
    assert_eq!(warned(&i, "bad_date").len(), 1);
    assert!(warned(&i, "unexplained_line")[0].ends_with(": reserve"));
    let row = ",T,2019-01-01 10:00:00,u,,Un texte,\n";
    let swallow = format!("{header},T,,u,,\"Un avis,\n{row}{row}{row},T,,u,,\"fini\",\n");
    assert!(warned(&read(&[&swallow]), "swallowed_rows")[0].starts_with("line 3, "));

    let json = "[{\"id\":\"r1\",\"createdAt\":\"\",\"authorId\":null,\"lieu\":\"Lille\",\"responses\":[\
        {\"questionId\":\"UXVlc3Rpb246MQ==\",\"questionTitle\":\"A\",\"value\":\"{\\\"autre\\\": 1}\"},\
        {\"questionId\":\"UXVlc3Rpb246MQ==\",\"questionTitle\":\"A\",\"value\":2},\
        {\"questionId\":\"UXVlc3Rpb246Mg==\",\"questionTitle\":\"B\",\"value\":null,\"formattedValue\":\"Oui\"},\
        {\"questionId\":\"UXVlc3Rpb246Mw==\",\"questionTitle\":\"C\",\"value\":{\"labels\":\"seul\",\"other\":null}},\
        {\"questionId\":\"x\",\"value\":\"perdu\"}]},\n\
        {\"id\":},3,{\"id\":\"r2\"},{\"startAt\":1},{\"username\":\"Léo\"},{\"id\":\"r3\",\"resp";
    let i = read(&[json]);
    assert_eq!(
        reasons(&i),
        [
            "malformed",
            "malformed",
            "empty",
            "event",
            "personal",
            "malformed"
        ]
    );
    assert_eq!(record(&i, "g/answer/r1-1").body, "{\"autre\": 1}");
    assert_eq!(record(&i, "g/answer/r1-1-2").body, "2");
    let chosen: Vec<&str> = i
        .votes
        .iter()
        .filter_map(|v| v.0.choice.as_deref())
        .collect();
    assert_eq!(chosen, ["Oui", "seul"]);
    assert_eq!(warned(&i, "cut_short").len(), 1);
    let unknown = warned(&i, "unexplained_line");
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].ends_with(": lieu, Qx - "), "{}", unknown[0]);
    assert!(!format!("{:?} {:?}", i.rows, i.warnings).contains("Léo"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mutated_files_end_in_rows(
        n in 0..4usize,
        tail in prop::collection::vec(any::<u8>(), 0..400),
        cut in 0usize..4000,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let whole = [CSV, JSON, QUICK_CSV, QUICK_JSON][n].as_bytes();
        let head = whole.len().min(1500);
        let hostile = [&whole[..head], &tail].concat();
        let cut = &whole[..whole.len().saturating_sub(cut).max(head)];
        let mut changed = whole.to_vec();
        for (at, byte) in changes {
            let at = at.index(whole.len());
            changed[at] = byte;
        }
        for bytes in [hostile.as_slice(), cut, &changed] {
            let i = read_bytes(&[whole, bytes]);
            let [imported, merged, refused] = outcomes(&i);
            prop_assert_eq!(imported + merged + refused, i.rows.len());
            let ids: BTreeSet<&str> = i.records.iter().map(|r| r.id.as_str()).collect();
            prop_assert_eq!(ids.len(), i.records.len());
            let on = |v: &crate::model::Vote| ids.contains(v.record.as_str());
            prop_assert!(i.votes.iter().all(|v| on(&v.0)));
        }
    }
}

#[test]
fn a_question_that_asks_who_somebody_is_is_set_aside() {
    let mut csv = String::from(
        "id,createdAt,authorId,QUXVlc3Rpb246MTYw - Que faut-il changer ?,QUXVlc3Rpb246MTYx - Nom et prénom de la personne à rappeler\n",
    );
    let mut objects = Vec::new();
    for n in 0..9 {
        csv.push_str(&format!(
            "r{n},2019-01-22 10:00:00,u{n},Le guichet {n},Zoé Petitpas\n"
        ));
        objects.push(format!(
            "{{\"id\": \"r{n}\", \"createdAt\": \"2019-01-22 10:00:00\", \"authorId\": \"u{n}\", \"responses\": [\
             {{\"questionId\": \"UXVlc3Rpb246MTYw\", \"questionTitle\": \"Que faut-il changer ?\", \"value\": \"Le guichet {n}\"}},\
             {{\"questionId\": \"UXVlc3Rpb246MTYx\", \"questionTitle\": \"Nom et prénom de la personne à rappeler\", \"value\": \"Zoé Petitpas\"}}]}}"
        ));
    }
    for text in [csv, format!("[{}]", objects.join(", "))] {
        let imported = read(&[&text]);
        let count = |kind| imported.records.iter().filter(|r| r.kind == kind).count();
        assert_eq!(count(Kind::Answer), 9);
        assert_eq!(count(Kind::Question), 0);
        assert!(imported.votes.is_empty());
        let told = |w: &&crate::model::Warning| w.kind.name() == "personal_columns";
        let warning = imported.warnings.iter().find(told).unwrap();
        assert!(
            warning.message.contains("Nom et prénom de la personne"),
            "{}",
            warning.message
        );
        for all in [
            format!("{:?}", imported.records),
            format!("{:?}", imported.rows),
        ] {
            assert!(!all.contains("Petitpas"));
        }
        assert!(!format!("{:?}", imported.warnings).contains("Petitpas"));
    }
}
