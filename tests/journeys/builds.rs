//! What a build keeps: its flat files say what its tables say.

use super::support::{open_demo, republique};
use palabre::locale::paris;
use palabre::model::{NO_COUNT, NO_DAY, NO_MOMENT, NO_ROW, Side, Silent};
use palabre::pipeline::Open;
use palabre::tally::ModeratedOption;

/// Facts, texts and themes of records are those of the tables, by the rules of the counts.
fn files_agree(open: &Open) {
    let records = open.records().unwrap();
    let view = open.view(&ModeratedOption::Include.into()).unwrap();
    let facts = open.facts().unwrap();
    let themes = open.theme_rows().unwrap();
    let names = facts.section_names();
    assert_eq!(facts.len() as usize, records.len());
    assert_eq!(themes.len() as usize, records.len());
    for (i, r) in records.iter().enumerate() {
        let o = r.ordinal;
        assert_eq!(facts.kind(o), r.kind);
        assert_eq!(facts.author(o), r.author);
        assert_eq!(facts.side(o), r.declared);
        assert_eq!(facts.origin(o), r.origin);
        assert_eq!(facts.published_at(o), r.published_at);
        assert_eq!(facts.support(o), r.support);
        assert_eq!(names.get(facts.sections()[i] as usize), r.section.as_ref());
        let above = view.contribution_of(o).unwrap_or(NO_ROW);
        assert_eq!(facts.contributions()[i], above);
        let votes = facts.votes_on(o);
        match facts.listed_votes(o) {
            Some(listed) => assert_eq!(votes, Some((listed, true))),
            None => assert_eq!(votes, r.counters.map(|c| (c, false))),
        }
        let favourable = votes.and_then(|v| v.0.favourable).unwrap_or(NO_COUNT);
        assert_eq!(facts.votes(Side::Favourable)[i], favourable);
        match r.published_at {
            None => assert_eq!((facts.days()[i], facts.moments()[i]), (NO_DAY, NO_MOMENT)),
            Some(at) => {
                let first = jiff::civil::date(1970, 1, 1);
                let days = first.until(paris(at).date()).unwrap().get_days();
                assert_eq!(facts.days()[i], days);
                assert_eq!(facts.moments()[i], at.as_microsecond());
            }
        }
        let hits = open.hits_of(o).unwrap();
        let (found, occurrences) = themes.of(o);
        for (theme, n) in found.iter().zip(occurrences) {
            let of_theme = hits.iter().filter(|h| h.theme == u32::from(*theme));
            assert_eq!(of_theme.filter(|h| h.span.is_some()).count(), *n as usize);
        }
        assert!(hits.iter().all(|h| found.contains(&(h.theme as u16))));
    }
    let some: Vec<u32> = (0..facts.len()).rev().step_by(7).collect();
    let rows = open.texts().unwrap().get(&some).unwrap();
    for (o, row) in some.iter().zip(rows) {
        let r = &records[*o as usize];
        assert_eq!((&row.id, &row.title, &row.body), (&r.id, &r.title, &r.body));
    }
}

#[test]
fn flat_files_say_what_the_tables_say() {
    files_agree(&open_demo());
    if let Some(corpus) = republique() {
        files_agree(&Open::corpus(corpus, &Silent).unwrap());
    }
}
