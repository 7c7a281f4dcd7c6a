//! The journal decides about doubles, parts and older exports as it says.

use super::*;
use crate::ingest::{ByKind, Difference};
use crate::model::{AuthorKey, Draft, Kind, Moderation, Place, Refusal, Side, Vote};
use std::time::{Duration, Instant};

fn origin(row: u64) -> Origin {
    Origin {
        source: "s".into(),
        file: "f".into(),
        place: Place::Row(row),
    }
}

fn proposal(number: &str, body: &str) -> Draft {
    let mut draft = Draft::new(format!("s/proposal/{number}"), Kind::Proposal, origin(1));
    draft.body = body.to_string();
    draft
}

fn vote(author: Option<&str>, side: Side) -> Vote {
    Vote {
        record: "s/proposal/1".into(),
        author: author.map(|a| AuthorKey::from_bytes([1; 32]).pseudonym("s", a)),
        side: Some(side),
        choice: None,
        published_at: None,
        moderation: Moderation::default(),
        origin: origin(1),
    }
}

fn record(draft: Draft) -> Import {
    Import::Record(Box::new(draft))
}

/// The newer export, then the older one.
fn replaced(newer: Vec<Import>, older: Vec<Import>) -> Imported {
    let mut journal = Journal::new();
    journal.begin_file();
    newer.into_iter().for_each(|i| journal.take(i));
    journal.begin_older("s", "s");
    journal.begin_file();
    older.into_iter().for_each(|i| journal.take(i));
    journal.end_older();
    journal.finish()
}

#[test]
fn a_newer_export_updates_adds_and_marks_what_is_gone() {
    let imported = replaced(
        vec![
            record(proposal("1", "Former les agents.")),
            record(proposal("2", "Ouvrir l’intranet à tous.")),
            record(proposal("4", "Du neuf.")),
        ],
        vec![
            record(proposal("1", "Former  les agents.\n")),
            record(proposal("2", "Ouvrir l’intranet.")),
            record(proposal("3", "Retirée depuis.")),
        ],
    );
    let kept: Vec<_> = imported
        .records
        .iter()
        .map(|r| (r.number(), r.body.as_str()))
        .collect();
    assert_eq!(
        kept,
        [
            ("1", "Former les agents."),
            ("2", "Ouvrir l’intranet à tous."),
            ("4", "Du neuf."),
            ("3", "Retirée depuis."),
        ]
    );
    let gone: Vec<_> = imported.records.iter().map(|r| r.moderation.gone).collect();
    assert_eq!(gone, [false, false, false, true]);
    assert!(imported.records[3].moderation.moderated);
    let one = |n| ByKind::from([("proposal", n)]);
    assert_eq!(
        imported.differences,
        [Difference {
            older: "s".into(),
            new: one(1),
            changed: one(1),
            gone: one(1),
            same: one(1),
        }]
    );
    let outcomes: Vec<_> = imported
        .rows
        .iter()
        .map(|r| matches!(r.outcome, Outcome::Merged(_)))
        .collect();
    assert_eq!(outcomes, [false, false, false, true, true, false]);
    assert!(
        imported.rows[5]
            .detail
            .as_deref()
            .unwrap()
            .starts_with("gone:")
    );
}

#[test]
fn rows_without_an_id_are_matched_by_content_across_exports() {
    let unnamed = |body| record(proposal(NO_ID, body));
    let imported = replaced(
        vec![unnamed("Oui."), unnamed("Oui."), unnamed("Non.")],
        vec![unnamed("Oui."), unnamed("Oui."), unnamed("Oui.")],
    );
    let difference = &imported.differences[0];
    let count = |by: &ByKind| by.get("proposal").copied().unwrap_or(0);
    assert_eq!(count(&difference.same), 2);
    assert_eq!((count(&difference.new), count(&difference.gone)), (1, 1));
}

#[test]
fn votes_are_updated_and_those_withdrawn_are_marked() {
    let take = |v: Vote| Import::Vote(Box::new(v));
    let imported = replaced(
        vec![
            record(proposal("1", "Former les agents.")),
            take(vote(Some("a"), Side::Against)),
            take(vote(None, Side::Favourable)),
        ],
        vec![
            record(proposal("1", "Former les agents.")),
            take(vote(Some("a"), Side::Favourable)),
            take(vote(Some("b"), Side::Favourable)),
            take(vote(None, Side::Favourable)),
            take(vote(None, Side::Favourable)),
        ],
    );
    let sides: Vec<_> = imported
        .votes
        .iter()
        .map(|(v, _)| (v.side, v.moderation.gone))
        .collect();
    assert_eq!(
        sides,
        [
            (Some(Side::Against), false),
            (Some(Side::Favourable), false),
            (Some(Side::Favourable), true),
            (Some(Side::Favourable), true),
        ]
    );
    let difference = &imported.differences[0];
    assert_eq!(difference.changed, ByKind::from([("vote", 1)]));
    assert_eq!(difference.gone, ByKind::from([("vote", 2)]));
    assert_eq!(
        difference.same,
        ByKind::from([("proposal", 1), ("vote", 1)])
    );
}

#[test]
fn a_journal_without_texts_decides_the_same() {
    let rows = || {
        let long: String = "Un texte assez long pour compter. ".repeat(3);
        vec![
            proposal("1", "a"),
            proposal("2", "b"),
            proposal("3", "c"),
            proposal("4", &long),
            proposal("4", &long.replace(' ', "\n")),
            proposal("4", "autre chose"),
            proposal(NO_ID, "d"),
            proposal("5", ""),
        ]
    };
    let read = |mut journal: Journal| {
        for draft in rows() {
            journal.begin_file();
            (0..SAMPLE).for_each(|_| journal.in_file += 1);
            journal.take(record(draft));
        }
        journal.finish()
    };
    let (with, without) = (read(Journal::new()), read(Journal::without_texts()));
    assert_eq!(with.rows, without.rows);
    let contents = |i: &Imported| -> Vec<_> {
        i.records
            .iter()
            .map(|r| (r.id.clone(), r.content))
            .collect()
    };
    assert_eq!(contents(&with), contents(&without));
    assert!(without.records.iter().all(|r| r.body.is_empty()));
    assert!(matches!(with.rows[4].outcome, Outcome::Merged(_)));
    assert_eq!(with.rows[5].outcome, Outcome::Refused(Refusal::Conflict));
    assert_eq!(with.rows[7].outcome, Outcome::Refused(Refusal::Empty));
}

#[test]
fn parts_share_the_fate_of_their_row() {
    let reply = || Draft::new("s/reply/1".into(), Kind::Reply, origin(1));
    let answer = |body: &str| {
        let mut draft = Draft::new("s/answer/1-7".into(), Kind::Answer, origin(1));
        draft.body = body.to_string();
        draft.parent = Some("s/reply/1".into());
        draft
    };
    let mut journal = Journal::new();
    for body in ["Moins de papier.", "Moins de papier.", "Plus de papier."] {
        journal.begin_file();
        journal.take(record(reply()));
        journal.take(Import::Part(Box::new(answer(body))));
        journal.take(Import::PartVote(Box::new(vote(
            Some("a"),
            Side::Favourable,
        ))));
    }
    let imported = journal.finish();
    assert_eq!((imported.rows.len(), imported.records.len()), (3, 2));
    assert_eq!(imported.votes.len(), 1);
    let kinds: Vec<_> = imported.warnings.iter().map(|w| w.kind.name()).collect();
    assert!(kinds.contains(&"conflict"), "{kinds:?}");
}

fn form(number: &str, choices: &[(&str, &str)], row: u64) -> Vec<Import> {
    let mut out = vec![record(Draft::new(
        format!("s/reply/{number}"),
        Kind::Reply,
        origin(row),
    ))];
    for (question, choice) in choices {
        out.push(Import::PartVote(Box::new(Vote {
            record: format!("s/question/{question}"),
            side: None,
            choice: Some((*choice).to_string()),
            origin: origin(row),
            ..vote(Some("a"), Side::Favourable)
        })));
    }
    out
}

#[test]
fn choices_of_a_form_that_repeats_another_are_compared() {
    let first = [("1", "Oui"), ("2", "Le bus"), ("2", "Le vélo")];
    let conflicts = |second: &[(&str, &str)]| {
        let mut journal = Journal::new();
        for choices in [&first[..], second] {
            journal.begin_file();
            form("1", choices, 1)
                .into_iter()
                .for_each(|i| journal.take(i));
        }
        let imported = journal.finish();
        assert_eq!(imported.votes.len(), 3);
        let stated = imported.warnings.iter();
        let stated = stated.filter(|w| w.kind == crate::model::WarningKind::Conflict);
        stated.map(|w| w.message.clone()).collect::<Vec<_>>()
    };
    // Another order, other blanks, or a shape without closed questions: nothing contradicts.
    assert!(conflicts(&[("2", "Le vélo"), ("2", "Le  bus"), ("1", "Oui")]).is_empty());
    assert!(conflicts(&[]).is_empty());
    let stated = conflicts(&[("1", "Non"), ("2", "Le bus")]);
    assert_eq!(stated.len(), 1, "{stated:?}");
    assert!(
        stated[0].contains("s/question/1, s/question/2"),
        "{stated:?}"
    );
    assert!(!stated[0].contains("Oui"));
    assert_eq!(conflicts(&[("3", "Oui")]).len(), 1);
}

#[test]
fn choices_of_an_older_export_are_told_as_changes() {
    let both = [("1", "Oui"), ("2", "Le bus")];
    let imported = replaced(
        [form("1", &both, 1), form("2", &both, 2)].concat(),
        [
            form("1", &both, 1),
            form("2", &[("1", "Non"), ("2", "Le bus")], 2),
        ]
        .concat(),
    );
    let difference = &imported.differences[0];
    assert_eq!(difference.same, ByKind::from([("reply", 1), ("vote", 3)]));
    assert_eq!(difference.changed, ByKind::from([("reply", 1)]));
    assert_eq!(difference.new, ByKind::from([("vote", 1)]));
    assert!(
        imported
            .warnings
            .iter()
            .all(|w| w.kind.name() != "conflict")
    );
}

#[test]
fn votes_of_a_form_are_set_aside_with_it() {
    let aside = |moderated| {
        let mut all = form("1", &[("1", "Oui")], 1);
        if let Import::Record(draft) = &mut all[0] {
            draft.moderation = moderated;
        }
        all
    };
    let stated = Moderation {
        moderated: true,
        ..Moderation::default()
    };
    let mut journal = Journal::new();
    for moderation in [None, Some(stated)] {
        journal.begin_file();
        aside(moderation).into_iter().for_each(|i| journal.take(i));
    }
    let imported = journal.finish();
    assert!(imported.records[0].moderation.moderated);
    assert!(imported.votes[0].0.moderation.moderated);
}

#[test]
fn a_question_that_was_made_is_told_by_its_own_row() {
    let question = |title: &str| {
        let mut draft = Draft::new("s/question/9".into(), Kind::Question, origin(4));
        draft.title = title.to_string();
        draft
    };
    let mut journal = Journal::new();
    journal.take(Import::Made(Box::new(question("Pour ou contre"))));
    journal.take(record(question("Pour ou contre la gratuité ?")));
    journal.take(record(question("Pour ou contre la gratuité ?")));
    let imported = journal.finish();
    assert_eq!(imported.records[0].title, "Pour ou contre la gratuité ?");
    assert!(matches!(imported.rows[0].outcome, Outcome::Imported(_)));
    assert!(matches!(imported.rows[1].outcome, Outcome::Merged(_)));
}

#[test]
fn many_equal_rows_take_no_more_than_linear_time() {
    let start = Instant::now();
    let mut journal = Journal::without_texts();
    for _ in 0..2 {
        journal.begin_file();
        for _ in 0..30_000 {
            journal.take(record(proposal(NO_ID, "D'accord.")));
            journal.take(Import::Vote(Box::new(vote(None, Side::Favourable))));
        }
    }
    let imported = journal.finish();
    assert_eq!(imported.records.len(), 30_000);
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn nothing_answers_itself() {
    let mut journal = Journal::new();
    journal.begin_file();
    let mut itself = proposal("1", "Je me réponds.");
    itself.parent = Some("s/proposal/1".into());
    journal.take(record(itself));
    let imported = journal.finish();
    assert_eq!(imported.records[0].parent, None);
    let stated: Vec<_> = imported
        .warnings
        .iter()
        .map(|w| w.message.as_str())
        .collect();
    assert_eq!(
        stated,
        ["s/proposal/1 is said to answer itself; it is kept without a parent"]
    );
}

#[test]
fn each_export_of_a_chain_is_compared_with_the_one_that_replaces_it() {
    let export = |texts: &[(&str, &str)]| -> Vec<Import> {
        texts
            .iter()
            .map(|(n, body)| record(proposal(n, body)))
            .collect()
    };
    let mut journal = Journal::new();
    journal.begin_file();
    let mai = export(&[
        ("1", "Former tous les agents."),
        ("2", "Retirée."),
        ("3", "Du neuf."),
    ]);
    mai.into_iter().for_each(|i| journal.take(i));
    journal.begin_older("avril", "s");
    journal.begin_file();
    let avril = export(&[
        ("1", "Former tous les agents."),
        ("3", "Du neuf."),
        ("4", "Brève."),
    ]);
    avril.into_iter().for_each(|i| journal.take(i));
    journal.begin_older("mars", "s");
    journal.begin_file();
    let mars = export(&[
        ("1", "Former les agents."),
        ("2", "Retirée."),
        ("4", "Brève."),
    ]);
    mars.into_iter().for_each(|i| journal.take(i));
    let imported = journal.finish();
    let by = |n: u64| match n {
        0 => ByKind::new(),
        n => ByKind::from([("proposal", n)]),
    };
    let difference = |older: &str, new, changed, gone, same| Difference {
        older: older.into(),
        new: by(new),
        changed: by(changed),
        gone: by(gone),
        same: by(same),
    };
    assert_eq!(
        imported.differences,
        [
            difference("avril", 1, 0, 1, 2),
            difference("mars", 1, 1, 1, 1)
        ]
    );
    let gone: Vec<&str> = imported
        .records
        .iter()
        .filter(|r| r.moderation.gone)
        .map(|r| r.number())
        .collect();
    assert_eq!(gone, ["4"]);
}
