//! Columns and single facts against the records that they are made of.

use super::*;
use crate::model::{AuthorId, Moderation, Origin, Pseudonym, Vote};

fn record(ordinal: u32, kind: Kind, parent: Option<&str>) -> Record {
    let mut record = Record::bare(ordinal, &format!("r{ordinal}"), kind);
    record.parent = parent.map(str::to_string);
    record.author = Some(AuthorId(ordinal + 1));
    record.origin.place = Place::Line(ordinal);
    record
}

fn vote(record: &str, side: Option<Side>, moderated: bool) -> ListedVote {
    let vote = Vote {
        record: record.to_string(),
        author: None::<Pseudonym>,
        side,
        choice: None,
        published_at: None,
        moderation: Moderation {
            moderated,
            ..Moderation::default()
        },
        origin: record_origin(),
    };
    (vote, Some(AuthorId(9)))
}

fn record_origin() -> Origin {
    record(0, Kind::Reply, None).entry.origin
}

fn sample() -> (Vec<Record>, Vec<ListedVote>) {
    let counters = Counters {
        favourable: Some(70_000),
        mixed: None,
        against: Some(u64::from(u32::MAX) + 5),
        abstention: None,
    };
    let mut a = record(0, Kind::Proposal, None);
    a.section = Some("Éducation".into());
    a.published_at = Some("2014-12-31T23:30:00.000001Z".parse().unwrap());
    a.counters = Some(counters);
    let mut b = record(1, Kind::Argument, Some("r0"));
    b.declared = Some(Side::Against);
    b.support = Some(3);
    b.section = Some("Œuvres".into());
    b.counters = Some(counters);
    let mut c = record(2, Kind::Comment, Some("r1"));
    c.section = Some("Éducation".into());
    c.moderation.moderated = true;
    c.organiser = Some(true);
    c.author = None;
    c.origin.file = "g".into();
    c.origin.place = Place::Bytes(7, 1 << 40);
    // Two that answer each other, and one that answers nothing known.
    let d = record(3, Kind::Comment, Some("r4"));
    let mut e = record(4, Kind::Comment, Some("r3"));
    e.moderation.gone = true;
    e.origin.place = Place::Row(12);
    let f = record(5, Kind::Argument, Some("nowhere"));
    let votes = vec![
        vote("r1", Some(Side::Favourable), false),
        vote("r1", Some(Side::Mixed), true),
        vote("r2", Some(Side::Against), true),
        vote("r3", None, false),
    ];
    (vec![a, b, c, d, e, f], votes)
}

#[test]
fn columns_and_single_facts_say_what_the_records_say() {
    let (records, votes) = sample();
    let words = [[1, 2], [0, 300], [0, 0], [0, 1], [4, 0], [0, 0]];
    let day = |at: Timestamp| (at.as_second() / 86_400) as i32 + 1;
    let facts = Facts::build(&records, &votes, &words, day);
    assert_eq!(facts.len(), 6);
    for (i, r) in records.iter().enumerate() {
        let o = i as u32;
        assert_eq!(facts.kind(o), r.kind);
        assert_eq!(Kind::ALL[facts.kinds()[i] as usize], r.kind);
        assert_eq!(facts.author(o), r.author);
        assert_eq!(facts.authors()[i], r.author.map_or(0, |a| a.0));
        assert_eq!(facts.section(o), r.section.as_deref());
        assert_eq!(facts.side(o), r.declared);
        assert_eq!(facts.published_at(o), r.published_at);
        assert_eq!(facts.support(o), r.support);
        assert_eq!(facts.is_organiser(o), r.is_organiser());
        assert_eq!(facts.origin(o), r.origin);
    }
    assert_eq!(facts.section_names(), ["Éducation", "Œuvres"]);
    assert_eq!(facts.sections(), [0, 1, 0, NO_ROW, NO_ROW, NO_ROW]);
    assert_eq!(facts.sides(), [0, 3, 0, 0, 0, 0]);
    assert_eq!(
        facts.flags(),
        [
            COUNTED,
            LISTED,
            MODERATED | LISTED | ORGANISER | ORGANISER_STATED,
            0,
            GONE,
            0
        ]
    );
    assert_eq!(facts.days()[..2], [16_436, NO_DAY]);
    assert_eq!(facts.moments()[0] % 1_000_000, 1);
    assert_eq!(facts.moments()[1], NO_MOMENT);
    assert_eq!(facts.contributions(), [0, 0, 0, NO_ROW, NO_ROW, NO_ROW]);
    assert_eq!(facts.votes(Side::Favourable)[..3], [70_000, 1, 0]);
    assert_eq!(facts.votes(Side::Against)[0], u64::from(u32::MAX) + 5);
    assert_eq!(facts.supports()[..2], [NO_COUNT, 3]);
    assert_eq!((facts.title_words()[4], facts.body_words()[1]), (4, 300));
    let one = Counters {
        favourable: Some(1),
        ..Counters::ZERO
    };
    assert_eq!(facts.votes_on(1), Some((one, true)));
    assert_eq!(facts.votes_on(2), Some((Counters::ZERO, true)));
    assert_eq!(
        facts.votes_on(0),
        Some((records[0].counters.unwrap(), false))
    );
    assert_eq!(facts.votes(Side::Mixed)[0], NO_COUNT);
    assert_eq!(facts.counters(0), records[0].counters);
    assert_eq!((facts.counters(1), facts.listed_votes(0)), (None, None));
    assert_eq!(facts.listed_votes(1), Some(one));
    assert!(facts.lists_sides());
    assert_eq!(facts.votes_on(3), None);
}

#[test]
fn a_damaged_file_is_refused() {
    let (records, votes) = sample();
    let whole = Facts::bytes(&records, &votes, &[[0; 2]; 6], |_| 0);
    assert!(Facts::read(whole.clone()).is_ok());
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        assert!(Facts::read(bytes).is_err(), "byte {at}");
        assert!(Facts::read(whole[..at].to_vec()).is_err(), "cut at {at}");
    }
    assert!(Facts::build(&[], &[], &[], |_| 0).is_empty());
}
