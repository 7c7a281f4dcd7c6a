//! Small files of each table: every fact, bad rows, any bytes.

use crate::ingest::testing::{bytes_of, outcomes, read_exports, reasons, warned};
use crate::ingest::{Imported, InputFile, recognise};
use crate::locale::rfc3339;
use crate::model::{Kind, Record, Side};
use proptest::prelude::*;

const PROPOSALS: &str = "\
id,title,description,external_url,cached_votes_up,comments_count,hot_score,confidence_score,created_at,summary,video_url,geozone_id,retired_at,retired_reason,retired_explanation,proceeding,sub_proceeding
12,Des bancs à l’ombre,\"<p>Sous les <strong>chênes</strong>&nbsp;!</p>\",https://exemple.fr/bancs,53,2,0,0,2016-11-03 17,S’asseoir au frais,,4,,,,,
13,Un œuf pour chaque élève,\"<p>Écrire à zoe@exemple.fr</p>\",,7,0,0,0,2016-11-04 9,,,,2017-01-01,other,C’est déjà fait.,Droits humains,Article 3
";

const DEBATES: &str = "\
id,title,description,created_at,cached_votes_total,cached_votes_up,cached_votes_down,comments_count,hot_score,confidence_score
12,Faut-il éclairer la nuit ?,<p>La biodiversité souffre.</p>,2016-10-01 08,30,18,12,1,0,0
";

const COMMENTS: &str = "\
id,commentable_id,commentable_type,body,created_at,cached_votes_total,cached_votes_up,cached_votes_down,ancestry,confidence_score
1,12,Proposal,D’accord.,2016-11-03 18,3,2,1,,0
2,12,Proposal,Pas moi.,2016-11-03 19,0,0,0,1,0
3,12,Proposal,Pourquoi ?,2016-11-03 20,0,0,0,1/2,0
4,12,Debate,Éteignons.,2016-11-03 20,0,0,0,,0
5,8,Budget::Investment,Trop cher.,2016-11-03 20,0,0,0,,0
6,,Autre chose,Perdu.,hier,0,0,0,,0
7,12,Proposal,,2016-11-03 20,0,0,0,,0
";

const VOTES: &str = "\
votable_id,votable_type,vote_flag,created_at
12,Proposal,true,2016-11-03 18
12,Proposal,true,2016-11-03 18
12,Debate,false,2016-11-03 18
1,Comment,true,2016-11-03 18
12,Debate,,2016-11-03 18
,Debate,t,2016-11-03 18
";

const NOTIFICATIONS: &str = "\
title,body,proposal_id,created_at
Merci,<p>Cinquante soutiens&nbsp;!</p>,12,2016-12-01 10
";

const TAGS: &str = "id,name,taggings_count,kind\n1,Nature,2,category\n";
const TAGGINGS: &str = "tag_id,taggable_id,taggable_type\n1,12,Proposal\n";

const ALL: [&str; 7] = [
    PROPOSALS,
    DEBATES,
    COMMENTS,
    VOTES,
    NOTIFICATIONS,
    TAGS,
    TAGGINGS,
];

fn read(files: &[&[u8]]) -> Imported {
    read_exports("consul", "consul", files)
}

fn texts(files: &[&str]) -> Imported {
    read(&bytes_of(files))
}

fn record<'i>(imported: &'i Imported, id: &str) -> &'i Record {
    let id = format!("consul/{id}");
    imported.records.iter().find(|r| r.id == id).expect(&id)
}

fn reported(imported: &Imported, kind: &str) -> usize {
    warned(imported, kind).len()
}

#[test]
fn every_fact_of_a_platform() {
    let i = texts(&ALL);
    assert_eq!(outcomes(&i), [13, 0, 6]);
    assert_eq!(
        reasons(&i),
        [
            "empty",
            "comment_vote",
            "no_side",
            "malformed",
            "tag",
            "tag"
        ]
    );
    let proposal = record(&i, "proposal/12");
    assert_eq!(
        proposal.body,
        "S’asseoir au frais\n\nSous les chênes\u{a0}!"
    );
    assert_eq!((proposal.support, proposal.counters), (Some(53), None));
    assert_eq!(proposal.url.as_deref(), Some("https://exemple.fr/bancs"));
    assert_eq!(
        proposal.published_at.map(rfc3339).as_deref(),
        Some("2016-11-03T17:00:00+01:00")
    );
    let retired = record(&i, "proposal/13");
    assert_eq!(retired.body, "Écrire à [courriel]\n\nC’est déjà fait.");
    assert_eq!(retired.section.as_deref(), Some("Droits humains"));
    assert!(!retired.moderation.moderated);
    // The same number is a proposal and a debate.
    let debate = record(&i, "proposal/debate-12");
    assert_eq!(debate.section.as_deref(), Some("Débats"));
    let counters = debate.counters.unwrap();
    assert_eq!(
        (counters.favourable, counters.mixed, counters.against),
        (Some(18), None, Some(12))
    );
    for (id, parent) in [
        ("1", Some("proposal/12")),
        ("2", Some("comment/1")),
        ("3", Some("comment/2")),
        ("4", Some("proposal/debate-12")),
        ("5", Some("proposal/investment-8")),
        ("6", None),
    ] {
        let comment = record(&i, &format!("comment/{id}"));
        let parent = parent.map(|p| format!("consul/{p}"));
        assert_eq!(
            (comment.kind, &comment.parent),
            (Kind::Comment, &parent),
            "{id}"
        );
    }
    assert_eq!(record(&i, "comment/1").support, Some(2));
    let notification = i.records.iter().find(|r| r.title == "Merci").unwrap();
    assert_eq!(notification.body, "Cinquante soutiens\u{a0}!");
    assert_eq!(notification.parent.as_deref(), Some("consul/proposal/12"));
    let votes: Vec<_> = i
        .votes
        .iter()
        .map(|v| (&v.0.record[7..], v.0.side))
        .collect();
    assert_eq!(
        votes,
        [
            ("proposal/12", Some(Side::Favourable)),
            ("proposal/12", Some(Side::Favourable)),
            ("proposal/debate-12", Some(Side::Against)),
        ]
    );
    // The investment is in no file; nobody is named in five of them.
    assert_eq!(reported(&i, "missing_parent"), 1);
    assert_eq!(reported(&i, "not_in_source"), 5);
    assert_eq!(
        (reported(&i, "bad_date"), reported(&i, "unexplained_line")),
        (1, 1)
    );
    assert_eq!(i.authors, 0);
}

#[test]
fn the_same_file_twice_is_merged() {
    let i = texts(&[
        PROPOSALS,
        DEBATES,
        VOTES,
        NOTIFICATIONS,
        PROPOSALS,
        VOTES,
        NOTIFICATIONS,
    ]);
    assert_eq!(outcomes(&i), [7, 6, 6]);
}

#[test]
fn tables_are_known_by_their_columns_in_any_bytes() {
    let name = |bytes: Vec<u8>| recognise(&InputFile::from_bytes("x", bytes)).map(|i| i.name());
    for table in ALL {
        assert_eq!(name(table.into()), Some("consul"), "{table}");
        // As one city publishes them: semicolons, quotation marks, ISO 8859-1.
        let quoted = table.replace(',', ";").replace('\n', "\r\n");
        assert_eq!(name(quoted.into()), Some("consul"), "{table}");
    }
    let latin: Vec<u8> = DEBATES.chars().map(|c| c as u8).collect();
    let i = read(&[&latin]);
    assert_eq!(
        record(&i, "proposal/debate-12").title,
        "Faut-il éclairer la nuit ?"
    );
    assert_eq!(reported(&i, "bad_encoding"), 0);
    for other in [
        // Another platform's comments.
        "id;created_at;body;locale;commentable_id;commentable_type;root_commentable_url\n1;;a;fr;2;Proposal;\n",
        "id,title,body,votes\n1,a,b,2\n",
        "title,body,proposal_id,created_at,kind\na,b,1,,x\n",
    ] {
        assert_ne!(name(other.into()), Some("consul"), "{other}");
    }
}

#[test]
fn other_columns_are_told_and_not_read() {
    let more = PROPOSALS
        .replacen(
            "sub_proceeding",
            "sub_proceeding,author_id,e-mail,couleur",
            1,
        )
        .replacen(",,,,,\n", ",,,,,,77,zoe@exemple.fr,bleu\n", 1);
    let i = texts(&[&more]);
    assert_eq!(
        (
            reported(&i, "personal_columns"),
            reported(&i, "unexplained_line")
        ),
        (1, 1)
    );
    let kept = format!("{:?} {:?}", i.records, i.rows);
    assert!(!kept.contains("zoe@") && !kept.contains("bleu"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_after_a_header_end_in_rows(
        n in 0..ALL.len(),
        tail in prop::collection::vec(any::<u8>(), 0..300),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let whole = ALL[n].as_bytes();
        let header = ALL[n].lines().next().unwrap();
        let hostile = [header.as_bytes(), b"\n", &tail].concat();
        let mut changed = whole.to_vec();
        for (at, byte) in changes {
            let at = at.index(changed.len());
            changed[at] = byte;
        }
        for bytes in [&hostile, &changed] {
            let i = read(&[whole, bytes]);
            let [imported, merged, refused] = outcomes(&i);
            prop_assert_eq!(imported + merged + refused, i.rows.len());
            prop_assert_eq!(imported, i.records.len() + i.votes.len());
        }
    }
}
