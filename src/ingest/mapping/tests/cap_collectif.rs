//! Small exports of every shape, whole, merged in any order, cut and hostile.

use crate::ingest::testing::{bytes_of, outcomes, read_exports, reasons};
use crate::ingest::{Imported, InputFile, recognise};
use crate::locale::rfc3339;
use crate::model::{Kind, Outcome, Record, RowKind, Side};
use proptest::prelude::*;

mod proposals;
mod questionnaire;

/// The full export, newer names. `opinion2` states an argument too many.
const NEWER: &str = "\
export_contribution_type,export_contribution_id,export_contribution_author_id,export_contribution_consultation_title,export_contribution_section_title,export_contribution_title,export_contribution_body_text,export_contributions_created_at,export_contribution_url,export_contribution_published,export_contribution_trashed,export_contribution_trashed_reason,export_contribution_votes_count,export_contribution_votes_count_ok,export_contribution_votes_count_mitige,export_contribution_votes_count_nok,export_contribution_arguments_count,export_contribution_arguments_count_for,export_contribution_sources_count,export_contribution_versions_count,export_contribution_votes_id,export_contribution_votes_related_id,export_contribution_votes_author_id,export_contribution_votes_value,export_contribution_votes_created_at,export_contribution_arguments_related_id,export_contribution_arguments_related_kind,export_contribution_arguments_id,export_contribution_arguments_author_id,export_contribution_arguments_type,export_contribution_arguments_body,export_contribution_arguments_created_at,export_contribution_arguments_trashed,export_contribution_arguments_trashed_reason,export_contribution_arguments_votes_count,export_contribution_sources_id,export_contribution_sources_related_id,export_contribution_sources_author_id,export_contribution_sources_body,export_contribution_versions_id,export_contribution_versions_author_id,export_contribution_versions_title,export_contribution_versions_explanation,export_contribution_versions_body_text
export_contribution_type_opinion,opinion1,user1,Défaut,Les causes,Former,\"Des cours.\",2018-03-01 00:40:00,https://exemple.fr/o/1,Oui,Non,,2,1,1,0,2,1,1,1,,,,,,,,,,,,,,,,,,,,,,,,
export_contribution_type_opinion_vote,,,,,,,,,,,,,,,,,,,,1,opinion1,user2,global.ok,2018-03-02 00:00:00,,,,,,,,,,,,,,,,,,,
export_contribution_type_opinion_vote,,,,,,,,,,,,,,,,,,,,2,opinion1,,global.mitige,2018-03-02 00:00:00,,,,,,,,,,,,,,,,,,,
export_contribution_type_argument,,,,,,,,,,,,,,,,,,,,,,,,,opinion1,opinion,argument1,user2,argument.show.type.for,<p>Oui&nbsp;!</p><p>Vite.</p>,2018-03-03 10:00:00,Non,,4,,,,,,,,,
export_contribution_type_argument,,,,,,,,,,,,,,,,,,,,,,,,,opinion1,opinion,argument2,user3,argument.show.type.against,Non.,2018-03-04 10:00:00,Oui,hors sujet,0,,,,,,,,,
export_contribution_type_opinion_source,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,source1,opinion1,user3,Un  rapport,,,,,
export_contribution_type_opinion_version,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,version1,user2,Former mieux,Pourquoi,Des cours du soir.
export_contribution_type_argument,,,,,,,,,,,,,,,,,,,,,,,,,version1,version,argument3,user1,argument.show.type.for,D'accord.,2018-03-05 10:00:00,Non,,0,,,,,,,,,
export_contribution_type_opinion,opinion2,user2,Défaut,Les enjeux,Écouter,Écrire à zoe@exemple.fr,2018-03-01 00:41:00,,Non,Non,,0,0,0,0,1,1,0,0,,,,,,,,,,,,,,,,,,,,,,,,
export_contribution_type_reporting,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
surprise,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
";

/// The full export, older names and base64 ids.
const OLDER: &str = "\
type,contributions_id,contributions_author_id,contributions_consultation_title,contributions_section_title,contributions_title,contributions_bodyText,contributions_createdAt,contributions_published,contributions_trashed,contributions_votesCountOk,contributions_argumentsCount,contributions_votes_id,contributions_votes_related_id,contributions_votes_author_id,contributions_votes_value,contributions_arguments_related_id,contributions_arguments_related_kind,contributions_arguments_id,contributions_arguments_author_id,contributions_arguments_type,contributions_arguments_body,contributions_arguments_createdAt,contributions_arguments_published,contributions_arguments_trashed,contributions_sources_id,contributions_sources_related_id,contributions_sources_body,contributions_sources_author_id
opinion,T3BpbmlvbjpvcGluaW9uMQ==,VXNlcjp1c2VyMQ==,Collecte des avis,Les causes,Former,Des cours.,2018-03-01 00:40:00,1,,1,2,,,,,,,,,,,,,,,,
argument,,,,,,,,,,,,,,,,T3BpbmlvbjpvcGluaW9uMQ==,,QXJndW1lbnQ6YXJndW1lbnQx,VXNlcjp1c2VyMg==,FOR,<p>Oui !</p><p>Vite.</p>,2018-03-03 10:00:00,1,,,,
argument,,,,,,,,,,,,,,,,T3BpbmlvbjpvcGluaW9uMQ==,,QXJndW1lbnQ6YXJndW1lbnQy,VXNlcjp1c2VyMw==,AGAINST,Non.,2018-03-04 10:00:00,1,1,,,
source,,,,,,,,,,,,,,,,,,,,,,,,,U291cmNlOnNvdXJjZTE=,T3BpbmlvbjpvcGluaW9uMQ==,<p>Un  rapport</p>,VXNlcjp1c2VyMw==
vote,,,,,,,,,,,,T3BpbmlvblZvdGU6MQ==,T3BpbmlvbjpvcGluaW9uMQ==,VXNlcjp1c2VyMg==,YES,,,,,,,,,,,,
vote,,,,,,,,,,,,T3BpbmlvblZvdGU6Mg==,T3BpbmlvbjpvcGluaW9uMQ==,,MITIGE,,,,,,,,,,,,
";

/// Fewer columns, and people in them.
const GROUPED: &str = "\
export_contribution_type,export_contribution_author_id,export_participant_username,export_participant_user_email,export_contribution_id,export_contribution_consultation_title,export_contribution_title,export_contribution_body_text,export_contribution_arguments_id,export_contribution_arguments_related_id,export_contribution_arguments_type,export_contribution_arguments_body
export_contribution_type_opinion,user1,Zoé Petitpas,zoe@exemple.fr,opinion1,Collecte,Former,Des cours.,,,,
export_contribution_type_argument,user2,Ali,ali@exemple.fr,,,,,argument1,opinion1,argument.show.type.for,<p>Oui !</p><p>Vite.</p>
export_contribution_type_opinion_source,user3,Léa,lea@exemple.fr,,,,,,,,
";

const DEBATE: &str = "\
export_contribution_argument_created_at,export_contribution_argument_published_at,export_contribution_argument_author_id,export_contribution_argument_author_username,export_contribution_argument_author_email,export_contribution_argument_content,export_contribution_argument_type,export_contribution_argument_vote_number,export_contribution_argument_trashed_at,export_contribution_argument_trashed_reason,export_contribution_argument_debate_url
2020-10-23 09:00:00,2020-10-23 09:02:00,userZ,Zoé Petitpas,zoe@exemple.fr,Oui.,export_contribution_argument_type_for,2,,,https://exemple.fr/debate/pour-ou-contre?x=1
2020-10-23 09:00:00,2020-10-23 09:03:00,,Ali,ali@exemple.fr,Non.,export_contribution_argument_type_against,0,2020-10-24 00:00:00,spam,https://exemple.fr/debate/pour-ou-contre
2020-10-23 09:00:00,2020-10-23 09:03:00,userB,Bob,bob@exemple.fr,Non.,export_contribution_argument_type_against,0,,,https://exemple.fr/debate/pour-ou-contre
";

const DEBATE_OLDER: &str = "\
argument_publishedAt,argument_author_id,argument_author_username,argument_content,argument_type,debate_url
2020-10-23 09:02:00,VXNlcjp1c2VyWg==,Zoé Petitpas,Oui.,FOR,https://exemple.fr/debate/pour-ou-contre
";

const DEBATE_SIMPLIFIED: &str = "\
export_contribution_argument_published_at,export_contribution_argument_author_id,export_contribution_argument_content,export_contribution_argument_type
2020-10-23 09:02:00,userZ,Oui.,export_contribution_argument_type_for
2020-10-23 09:03:00,,Non.,export_contribution_argument_type_against
2020-10-23 09:03:00,userB,Non.,export_contribution_argument_type_against
";

const DEBATE_GROUPED: &str = "\
export_participant_user_id,export_participant_username,export_vote_type,export_contribution_argument_published_at,export_contribution_argument_content,export_contribution_argument_type
userZ,Zoé Petitpas,export_vote_type_against,2020-10-23 09:02:00,Oui.,export_contribution_argument_type_against
";

const VOTES: &str = "\
export_vote_published_at,export_vote_type,export_vote_author_id,export_vote_source,export_vote_author_username,export_vote_debate_url
2015-01-01 00:00:00,export_vote_type_against,,APPLICATION,,https://exemple.fr/debate/pour-ou-contre
2015-01-01 00:00:00,export_vote_type_against,,WIDGET,,https://exemple.fr/debate/pour-ou-contre
2015-01-01 09:01:00,export_vote_type_for,userZ,MAIL,Zoé Petitpas,https://exemple.fr/debate/pour-ou-contre
,export_vote_type_against,userN,APPLICATION,Nina,https://exemple.fr/debate/pour-ou-contre
";

const VOTES_OLDER: &str = "\
vote_publishedAt,vote_type,vote_source,vote_author_id,debate_url
2015-01-01 00:00:00,AGAINST,APPLICATION,,https://exemple.fr/debate/pour-ou-contre
2015-01-01 00:00:00,AGAINST,WIDGET,,https://exemple.fr/debate/pour-ou-contre
2015-01-01 09:01:00,FOR,MAIL,VXNlcjp1c2VyWg==,https://exemple.fr/debate/pour-ou-contre
2015-01-01 09:02:00,AGAINST,MAIL,VXNlcjp1c2VyWg==,https://exemple.fr/debate/pour-ou-contre
";

const PEOPLE: &str = "\
export_participant_user_id,export_participant_username,export_participant_user_email
userZ,Zoé Petitpas,zoe@exemple.fr
";

/// A file of every shape but the full questionnaires.
pub(super) const ALL: [&str; 18] = [
    NEWER,
    OLDER,
    GROUPED,
    DEBATE,
    DEBATE_OLDER,
    DEBATE_SIMPLIFIED,
    DEBATE_GROUPED,
    VOTES,
    PEOPLE,
    proposals::FULL,
    proposals::OLDER,
    proposals::GROUPED,
    proposals::SIMPLIFIED,
    questionnaire::GROUPED,
    questionnaire::REPORTINGS,
    questionnaire::CONTEXT,
    questionnaire::LOG,
    questionnaire::USERS_OLDER,
];

fn read_bytes(files: &[&[u8]]) -> Imported {
    read_exports("cap-collectif", "auto", files)
}

fn read(files: &[&str]) -> Imported {
    read_bytes(&bytes_of(files))
}

fn record<'i>(imported: &'i Imported, id: &str) -> &'i Record {
    let id = format!("cap-collectif/{id}");
    imported.records.iter().find(|r| r.id == id).expect(&id)
}

fn warnings(imported: &Imported) -> Vec<&'static str> {
    imported.warnings.iter().map(|w| w.kind.name()).collect()
}

#[test]
fn every_fact_of_a_full_consultation() {
    let i = read(&[NEWER]);
    assert_eq!(outcomes(&i), [9, 0, 2]);
    assert_eq!(reasons(&i), ["reporting", "unknown_type"]);
    assert_eq!(
        warnings(&i),
        ["counter_disagrees", "counter_disagrees", "masked"]
    );
    assert!(
        i.warnings[0]
            .message
            .contains("opinion2: the platform counts 1 arguments")
    );
    let opinion = record(&i, "proposal/opinion1");
    assert_eq!(opinion.section.as_deref(), Some("Les causes"));
    assert_eq!(opinion.consultation, "Défaut");
    assert_eq!(
        opinion.published_at.map(rfc3339).as_deref(),
        Some("2018-03-01T00:40:00+01:00")
    );
    assert_eq!(
        opinion.counters.map(|c| (c.favourable, c.mixed)),
        Some((Some(1), Some(1)))
    );
    let argument = record(&i, "argument/argument1");
    assert_eq!(argument.body, "Oui\u{a0}!\n\nVite.");
    assert_eq!(argument.declared, Some(Side::Favourable));
    assert_eq!(argument.parent.as_ref(), Some(&opinion.id));
    assert_eq!(argument.section, opinion.section);
    assert_eq!(argument.support, Some(4));
    let trashed = record(&i, "argument/argument2");
    assert!(trashed.moderation.moderated && trashed.declared == Some(Side::Against));
    assert_eq!(trashed.moderation.reason.as_deref(), Some("hors sujet"));
    let version = record(&i, "version/version1");
    assert_eq!(version.parent.as_ref(), Some(&opinion.id));
    assert_eq!(version.body, "Des cours du soir.\n\nPourquoi");
    assert_eq!(
        record(&i, "argument/argument3").parent.as_ref(),
        Some(&version.id)
    );
    assert_eq!(
        record(&i, "source/source1").parent.as_ref(),
        Some(&opinion.id)
    );
    // Not published, and an address in its text.
    let hidden = record(&i, "proposal/opinion2");
    assert!(hidden.moderation.moderated);
    assert_eq!(hidden.body, "Écrire à [courriel]");
    let votes: Vec<_> = i
        .votes
        .iter()
        .map(|v| v.0.side.map_or("", Side::name))
        .collect();
    assert_eq!(votes, ["favourable", "mixed"]);
    assert_eq!(i.votes[0].1, argument.author);
}

#[test]
fn shapes_of_one_consultation_merge_in_any_order() {
    for order in [
        [NEWER, OLDER, GROUPED],
        [GROUPED, OLDER, NEWER],
        [OLDER, GROUPED, NEWER],
        [GROUPED, NEWER, OLDER],
    ] {
        let i = read(&order);
        assert_eq!(i.records.len(), 7);
        assert_eq!(i.votes.len(), 2);
        assert_eq!(outcomes(&i), [9, 8, 3]);
        assert_eq!(i.authors, 4);
        let argument = record(&i, "argument/argument1");
        assert_eq!(argument.support, Some(4));
        assert!(argument.published_at.is_some());
        let trashed = record(&i, "argument/argument2");
        assert_eq!(trashed.moderation.reason.as_deref(), Some("hors sujet"));
        assert!(record(&i, "proposal/opinion1").section.is_some());
    }
}

#[test]
fn what_contradicts_is_refused_and_names_the_other_place() {
    let other = OLDER.replace("FOR", "AGAINST").replace("YES", "NO");
    let i = read(&[NEWER, &other]);
    assert_eq!(
        reasons(&i),
        ["reporting", "unknown_type", "conflict", "conflict"]
    );
    let row = i
        .rows
        .iter()
        .find(|r| r.what == RowKind::Record(Kind::Argument) && r.detail.is_some());
    let detail = row.unwrap().detail.as_deref().unwrap();
    assert!(detail.contains("row 4 with another side"), "{detail}");
    assert_eq!(i.votes.len(), 2);
}

#[test]
fn a_debate_has_a_question_and_rows_named_by_content() {
    let i = read(&[DEBATE, VOTES]);
    assert_eq!(outcomes(&i), [7, 0, 0]);
    assert_eq!(warnings(&i), ["personal_columns", "personal_columns"]);
    let question = record(&i, "question/pour-ou-contre");
    assert_eq!(
        (question.title.as_str(), question.author),
        ("Pour ou contre", None)
    );
    let arguments: Vec<_> = i
        .records
        .iter()
        .filter(|r| r.kind == Kind::Argument)
        .collect();
    assert_eq!(arguments.len(), 3);
    assert!(
        arguments
            .iter()
            .all(|a| a.parent.as_ref() == Some(&question.id))
    );
    assert!(arguments[1].moderation.moderated);
    // The same words at the same minute from two people are two arguments.
    assert_eq!(arguments[2].id, format!("{}-2", arguments[1].id));
    assert!(i.votes.iter().all(|v| v.0.record == question.id));
    // Zoé voted and wrote; two votes are of nobody known; Ali, Bob and Nina.
    assert_eq!(i.authors, 6);
}

#[test]
fn shapes_of_one_debate_merge_in_any_order() {
    let whole = read(&[DEBATE]);
    let ids = |i: &Imported| {
        let mut ids: Vec<String> = i.records.iter().map(|r| r.id.clone()).collect();
        ids.sort();
        ids
    };
    for order in [
        [DEBATE, DEBATE_OLDER, DEBATE_SIMPLIFIED, DEBATE_GROUPED],
        [DEBATE_GROUPED, DEBATE_SIMPLIFIED, DEBATE_OLDER, DEBATE],
        [DEBATE_SIMPLIFIED, DEBATE_GROUPED, DEBATE, DEBATE_OLDER],
    ] {
        let i = read(&order);
        assert_eq!(ids(&i), ids(&whole));
        assert_eq!(outcomes(&i), [3, 5, 0]);
        let moderated = i.records.iter().filter(|r| r.moderation.moderated).count();
        assert_eq!(moderated, 1);
        for (n, record) in i.records.iter().enumerate() {
            assert_eq!(record.ordinal as usize, n);
            assert_eq!(record.parent.is_none(), record.kind == Kind::Question);
        }
        for row in &i.rows {
            if let Outcome::Imported(id) | Outcome::Merged(id) = &row.outcome {
                assert!(ids(&i).contains(id), "{id}");
            }
        }
    }
}

#[test]
fn a_grouped_debate_alone_tells_no_side() {
    let i = read(&[DEBATE_GROUPED]);
    assert_eq!(outcomes(&i), [1, 0, 0]);
    assert_eq!(warnings(&i), ["personal_columns", "unexplained_line"]);
    assert_eq!(record(&i, "question/debate").kind, Kind::Question);
    assert!(i.records.iter().all(|r| r.declared.is_none()));
}

#[test]
fn votes_of_two_generations_merge() {
    for order in [[VOTES, VOTES_OLDER], [VOTES_OLDER, VOTES]] {
        let i = read(&order);
        assert_eq!(outcomes(&i), [4, 3, 1]);
        assert_eq!(reasons(&i), ["conflict"]);
        assert_eq!(i.votes.len(), 4);
    }
}

#[test]
fn nothing_personal_is_kept() {
    let i = read(&ALL);
    assert!(reasons(&i).contains(&"personal"));
    let kept = format!("{:?} {:?} {:?}", i.records, i.rows, i.warnings);
    for name in ["Petitpas", "exemple.fr,", "zoe@", "ali@", "Nina", "Bob"] {
        assert!(!kept.contains(name), "{name}");
    }
    assert!(kept.contains("export_participant_user_email"));
}

#[test]
fn shapes_are_known_by_their_columns_in_any_bytes() {
    for shape in ALL {
        let name = |bytes: Vec<u8>| recognise(&InputFile::from_bytes("x", bytes)).map(|i| i.name());
        let wanted = Some("cap-collectif");
        assert_eq!(name(shape.into()), wanted);
        assert_eq!(name(format!("\u{FEFF}{shape}").into()), wanted);
        assert_eq!(
            name(shape.replace(',', ";").replace('\n', "\r\n").into()),
            wanted
        );
    }
    for other in [
        "type,id\nopinion,1\n",
        "export_contribution_type,export_proposal_id\na,b\n",
    ] {
        let file = InputFile::from_bytes("contributions_x.csv", other.into());
        let found = recognise(&file).map(|i| i.name());
        assert_ne!(found, Some("cap-collectif"), "{other}");
    }
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(NEWER);
    let i = read_bytes(&[&windows]);
    assert_eq!(record(&i, "proposal/opinion2").title, "Écouter");
    assert_eq!(
        warnings(&i)
            .iter()
            .filter(|w| **w == "bad_encoding")
            .count(),
        0
    );
}

#[test]
fn bad_rows_are_refused_and_the_rest_kept() {
    let bad =
        format!("{DEBATE_OLDER}a,b,c,d,e,f,trop\n,,,,,\nhier,,Al,Oui !,FOR,\n,,,\"ouvert,FOR,\n");
    let i = read(&[&bad]);
    assert_eq!(reasons(&i), ["cells", "empty", "unclosed_quote"]);
    assert_eq!(outcomes(&i), [2, 0, 3]);
    assert!(warnings(&i).contains(&"bad_date"));
}

#[test]
fn rows_that_a_quotation_swallowed_are_told() {
    let row = ",,Al,Un texte,FOR,\n";
    let i = read(&[&format!(
        "{DEBATE_OLDER},,Al,\"Un avis,FOR,\n{row}{row}{row},,Al,\"fini\",FOR,\n"
    )]);
    assert_eq!(outcomes(&i), [2, 0, 0]);
    assert!(warnings(&i).contains(&"swallowed_rows"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_after_a_header_end_in_rows(
        n in 0..ALL.len() + 2,
        tail in prop::collection::vec(any::<u8>(), 0..400),
        cut in 0usize..2000,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let made = [questionnaire::full(), questionnaire::older()];
        let text = ALL.get(n).copied().unwrap_or_else(|| &made[n - ALL.len()]);
        let header = text.lines().next().unwrap();
        let hostile = [header.as_bytes(), b"\n", &tail].concat();
        let whole = text.as_bytes();
        let cut = &whole[..whole.len().saturating_sub(cut).max(header.len() + 1)];
        let mut changed = whole.to_vec();
        for (at, byte) in changes {
            let at = at.index(changed.len());
            changed[at] = byte;
        }
        for bytes in [hostile.as_slice(), cut, &changed] {
            let i = read_bytes(&[whole, bytes]);
            let [imported, merged, refused] = outcomes(&i);
            prop_assert_eq!(imported + merged + refused, i.rows.len());
            prop_assert_eq!(imported, with_rows(&i));
        }
    }
}

/// How many records and votes have a row of their own: no question that a reader makes, and nothing that
/// stands inside a row (an answer, a choice, an official response).
fn with_rows(imported: &Imported) -> usize {
    let inside =
        |r: &Record| matches!(r.kind, Kind::Question | Kind::Answer) || r.id.ends_with("-response");
    let records = imported.records.iter().filter(|r| !inside(r)).count();
    let votes = imported.votes.iter().filter(|v| v.0.choice.is_none());
    records + votes.count()
}
