//! Small files of a conversation: every fact, bad rows, turned signs, any bytes.

use crate::ingest::testing::{bytes_of, outcomes, read_exports, reasons, warned};
use crate::ingest::{Imported, InputFile, recognise};
use crate::locale::rfc3339;
use crate::model::{Counters, Kind, Outcome, Record, Refusal, Side};
use proptest::prelude::*;

const COMMENTS: &str = include_str!("../../../../tests/fixtures/polis/comments.csv");
const VOTES: &str = include_str!("../../../../tests/fixtures/polis/votes.csv");
const MATRIX: &str = include_str!("../../../../tests/fixtures/polis/participants-votes.csv");
const SUMMARY: &str = include_str!("../../../../tests/fixtures/polis/summary.csv");

fn read(files: &[&[u8]]) -> Imported {
    read_exports("polis", "polis", files)
}

fn texts(files: &[&str]) -> Imported {
    read(&bytes_of(files))
}

fn record<'i>(imported: &'i Imported, number: &str) -> &'i Record {
    let id = format!("polis/proposal/{number}");
    imported.records.iter().find(|r| r.id == id).expect(&id)
}

/// The votes on a statement: for, against, passes.
fn votes(imported: &Imported, number: &str) -> [usize; 3] {
    let id = format!("polis/proposal/{number}");
    let on: Vec<_> = imported.votes.iter().filter(|v| v.0.record == id).collect();
    let of = |side| on.iter().filter(|v| v.0.side == side).count();
    [
        of(Some(Side::Favourable)),
        of(Some(Side::Against)),
        of(None),
    ]
}

/// The same votes with every sign turned round.
fn turned(votes: &str) -> String {
    let turn = |line: &str| match line.rsplit_once(',') {
        Some((row, "1")) => format!("{row},-1\n"),
        Some((row, "-1")) => format!("{row},1\n"),
        _ => format!("{line}\n"),
    };
    votes.lines().map(turn).collect()
}

#[test]
fn every_fact_of_a_statement() {
    let i = texts(&[COMMENTS]);
    assert_eq!(outcomes(&i), [4, 0, 2]);
    assert_eq!(reasons(&i), ["empty", "cells"]);
    let first = record(&i, "0");
    assert_eq!(first.kind, Kind::Proposal);
    assert_eq!(
        first.body,
        "Ouvrir les bibliothèques le dimanche, c’est l’œuvre de tous."
    );
    let counters = Counters {
        favourable: Some(5),
        mixed: None,
        against: Some(2),
        abstention: None,
    };
    assert_eq!((first.counters, first.declared), (Some(counters), None));
    assert_eq!(
        first.published_at.map(rfc3339).as_deref(),
        Some("2014-12-18T11:12:13+01:00")
    );
    // Not looked at yet is not set aside.
    assert!(!record(&i, "1").moderation.moderated);
    assert_eq!(
        record(&i, "1").body,
        "Éteindre l’éclairage public après minuit\u{a0}!"
    );
    let rejected = record(&i, "2");
    assert!(rejected.moderation.moderated);
    assert_eq!(rejected.body, "Achetez mes « jolis » tapis : [courriel]");
    assert_eq!(
        record(&i, "5").body,
        "Écrire à [courriel] pour un \"café\" citoyen.\nOù ? À l’école."
    );
    assert_eq!(warned(&i, "masked").len(), 1);
}

#[test]
fn the_last_vote_of_a_participant_counts() {
    let i = texts(&[COMMENTS, VOTES]);
    assert_eq!(outcomes(&i), [4 + 11, 1, 2 + 3]);
    assert_eq!(
        reasons(&i)[2..],
        ["superseded", "no_side", "malformed"],
        "{:?}",
        i.rows
    );
    // The later vote stands first in the file.
    assert_eq!(votes(&i, "0"), [4, 1, 1]);
    assert_eq!(votes(&i, "1"), [1, 2, 0]);
    let changed = i
        .rows
        .iter()
        .find(|r| r.outcome == Outcome::Refused(Refusal::Superseded));
    let changed = changed.unwrap();
    assert_eq!(changed.origin.to_string(), "export.csv, row 4");
    assert!(changed.detail.as_deref().unwrap().contains("row 3"));
    let passed = i.votes.iter().find(|v| v.0.side.is_none()).unwrap();
    assert_eq!(passed.0.choice.as_deref(), Some("pass"));
    // Who writes and who votes are numbered together.
    let author = record(&i, "5").author;
    assert!(author.is_some());
    let own = i.votes.iter().filter(|v| v.1 == author);
    assert_eq!(own.count(), 2);
    assert_eq!(warned(&i, "counter_disagrees"), [""; 0]);
    assert_eq!(warned(&i, "side_contradicts_vote"), [""; 0]);
}

#[test]
fn the_same_file_twice_is_merged() {
    let once = texts(&[COMMENTS, VOTES]);
    let twice = texts(&[COMMENTS, VOTES, COMMENTS, VOTES]);
    assert_eq!(twice.records, once.records);
    assert_eq!(twice.votes, once.votes);
    assert_eq!(outcomes(&twice), [15, 1 + 4 + 12, 5 * 2]);
}

#[test]
fn turned_signs_are_told() {
    let inverted = turned(VOTES);
    let i = texts(&[COMMENTS, &inverted]);
    assert_eq!(votes(&i, "0"), [1, 4, 1]);
    let counters = warned(&i, "counter_disagrees");
    assert_eq!(counters.len(), 1);
    assert!(
        counters[0].starts_with("on 4 of 4 contributions"),
        "{counters:?}"
    );
    // The platform votes for each author in his stead; this holds where the counters are inverted too.
    let own = warned(&i, "side_contradicts_vote");
    assert_eq!(own.len(), 1);
    assert!(
        own[0].starts_with("3 authors' votes are against"),
        "{own:?}"
    );
    // The files come in any order.
    let i = texts(&[&inverted, COMMENTS]);
    assert_eq!(warned(&i, "counter_disagrees").len(), 1);
}

#[test]
fn a_change_of_mind_or_a_draw_is_no_turned_sign() {
    let comments = "comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
        0,1,2,1,1,Élargir les trottoirs\n1,2,1,1,1,Planter des chênes\n2,3,0,3,1,Fermer l’école\n";
    // Two authors vote against their own statement; a counter that is a draw leans nowhere.
    let votes = "comment-id,voter-id,vote\n0,1,-1\n0,2,1\n0,3,1\n1,2,-1\n2,3,1\n2,1,-1\n2,2,-1\n";
    let i = texts(&[comments, votes]);
    assert_eq!(outcomes(&i), [3 + 7, 0, 0]);
    assert_eq!(warned(&i, "counter_disagrees"), [""; 0]);
    assert_eq!(warned(&i, "side_contradicts_vote"), [""; 0]);
}

#[test]
fn dates_of_both_generations() {
    let table = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
        1403067224363,Wed Jun 18 11:53:44 WIB 2014,1,2,1,0,1,Élargir les trottoirs\n\
        ,Thu Dec 18 2014 10:12:13 GMT+0000 (Coordinated Universal Time),2,2,1,0,1,Être entendus\n\
        hier,,3,2,beaucoup,0,peut-être,À l’heure\n\
        ,,,,,,,Sans rien\n";
    let i = texts(&[table]);
    assert_eq!(outcomes(&i), [4, 0, 0]);
    let at = |n: &str| record(&i, n).published_at.map(rfc3339);
    assert_eq!(at("1").as_deref(), Some("2014-06-18T06:53:44+02:00"));
    assert_eq!(at("2").as_deref(), Some("2014-12-18T11:12:13+01:00"));
    assert_eq!(at("3"), None);
    assert_eq!(
        warned(&i, "bad_date"),
        ["line 4, column timestamp: «hier» is no date; the row is kept without one"]
    );
    assert_eq!(warned(&i, "unexplained_line").len(), 2);
    assert_eq!(record(&i, "3").counters, None);
    let last = i.records.last().unwrap();
    assert!(last.id.starts_with("polis/proposal/") && last.author.is_some());
    assert_eq!(last.counters, None);
}

#[test]
fn what_says_the_same_again_is_refused_with_a_reason() {
    let history = "n-votes,n-comments,n-visitors,n-voters,n-commenters\n1,0,1,1,0\n";
    let groups = "comment-id,comment,total-votes,total-agrees,group-a-votes\n0,Été,2,1,1\n";
    let clusters = "comment-id,moderated,active,layer0-cluster-id,comment-body\n0,1,1,2,Été\n";
    let importance = "participant,group-id,n-comments,n-votes,n-important,0\n4,0,1,1,0,1\n";
    let xids = "participant,xid\n4,jean.dupont@exemple.fr\n";
    for (file, reason) in [
        (MATRIX, "same_votes"),
        (importance, "same_votes"),
        (SUMMARY, "computed"),
        (history, "computed"),
        (groups, "computed"),
        (clusters, "computed"),
        (xids, "personal"),
    ] {
        let i = texts(&[file]);
        assert_eq!(reasons(&i), [reason], "{file}");
        assert!(!format!("{:?}", i.rows).contains("dupont"));
    }
}

#[test]
fn columns_of_other_systems_are_told() {
    let table =
        "timestamp,comment-id,voter-id,vote,important,xid,mood\n1418897533,1,2,1,1,zoe,gaie\n";
    let i = texts(&[table]);
    assert_eq!(outcomes(&i), [1, 0, 0]);
    assert_eq!(warned(&i, "personal_columns").len(), 1);
    assert_eq!(warned(&i, "unexplained_line").len(), 1);
}

#[test]
fn files_of_others_are_not_recognised() {
    for other in [
        "topic,text\nÉcole,Un avis\n",
        "id,title,body\n1,Été,Un avis\n",
        "comment-id,vote\n1,1\n",
    ] {
        let file = InputFile::from_bytes("votes.csv", other.as_bytes().to_vec());
        assert_ne!(recognise(&file).map(|i| i.name()), Some("polis"), "{other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..600usize) {
        for table in [COMMENTS, VOTES, MATRIX, SUMMARY] {
            let mut spoilt = table.as_bytes().to_vec();
            let at = at.min(spoilt.len());
            spoilt.splice(at..at, bytes.iter().copied());
            let i = read(&[&spoilt]);
            prop_assert!(!i.rows.is_empty());
        }
    }
}
