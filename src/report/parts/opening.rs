//! Page one: how many people, how many texts, when; what the report is and what it is not.

use crate::locale::{day, paris};
use crate::model::RowSet;
use crate::report::context::Ctx;
use crate::report::sentence::{count, datum};
use crate::report::tree::{Block, Fact, Inline};
use crate::tally::{Counted, participation, stance_counts};
use jiff::Timestamp;
use std::collections::BTreeSet;

pub fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let people = participation(&ctx.m.view);
    let stances = stance_counts(&ctx.m.view, &ctx.m.view.rows);
    let argued = stances.favourable.or(&stances.against).or(&stances.unknown);
    let recipe = ctx.recipe("contributions");
    let contributions = ctx
        .f
        .add(&recipe, Counted::rows(stances.contributions.clone()));
    let recipe = ctx.recipe("arguments declared=favourable");
    let favourable = ctx.f.add(&recipe, Counted::rows(stances.favourable));
    let recipe = ctx.recipe("arguments declared=against");
    let against = ctx.f.add(&recipe, Counted::rows(stances.against));
    let recipe = ctx.recipe("authors of all records");
    let authors = ctx.f.add(&recipe, people.authors);
    let dates = period(ctx);
    let mut lead = vec![
        count("authors", &authors),
        count("contributions", &contributions),
        count("favourable", &favourable),
        count("against", &against),
    ];
    let message = match dates {
        Some((first, last)) if first.0 == last.0 => {
            lead.push(datum("first", first.0, Fact::Record(first.1)));
            "lead-day"
        }
        Some((first, last)) => {
            lead.push(datum("first", first.0, Fact::Record(first.1)));
            lead.push(datum("last", last.0, Fact::Record(last.1)));
            "lead"
        }
        None => "lead-undated",
    };
    let mut first = ctx.w.sentence(message, lead);
    // Who only brought a source is a participant too: the sentence says so, or its numbers would not meet.
    let texts = stances.contributions.or(&argued);
    let writers: BTreeSet<_> = texts
        .iter()
        .filter_map(|o| ctx.m.record(o).author)
        .collect();
    let rest: RowSet = ctx
        .m
        .view
        .rows
        .iter()
        .filter(|o| {
            ctx.m
                .record(*o)
                .author
                .is_some_and(|a| !writers.contains(&a))
        })
        .collect();
    if !rest.is_empty() {
        let recipe = ctx.recipe("authors of all records but contributions and arguments");
        let people = ctx.m.view.authors(&rest);
        let others = ctx.f.add(&recipe, Counted::of_rows(people, rest));
        first.push(Inline::Text(" ".into()));
        first.extend(ctx.w.sentence("lead-others", vec![count("n", &others)]));
    }
    let w = ctx.w;
    vec![
        Block::Paragraph(first),
        Block::Heroes(vec![
            (
                authors.clone(),
                w.sentence("hero-authors", vec![count("n", &authors)]),
            ),
            (
                contributions.clone(),
                w.sentence("hero-contributions", vec![count("n", &contributions)]),
            ),
            (
                favourable.clone(),
                w.sentence("hero-favourable", vec![count("n", &favourable)]),
            ),
            (
                against.clone(),
                w.sentence("hero-against", vec![count("n", &against)]),
            ),
        ]),
        ctx.heading(2, "nature", "h-nature"),
        Block::Notice(vec![
            w.line("nature-is"),
            w.line("nature-not"),
            w.line("nature-links"),
            w.line("nature-declared"),
        ]),
    ]
}

type Dated = (String, String);

/// The first and the last day on which something was published, each with the id of its record.
fn period(ctx: &Ctx<'_, '_>) -> Option<(Dated, Dated)> {
    let mut first: Option<(Timestamp, u32)> = None;
    let mut last: Option<(Timestamp, u32)> = None;
    for ordinal in ctx.m.view.rows.iter() {
        let Some(at) = ctx.m.record(ordinal).published_at else {
            continue;
        };
        if first.is_none_or(|f| at < f.0) {
            first = Some((at, ordinal));
        }
        if last.is_none_or(|l| at > l.0) {
            last = Some((at, ordinal));
        }
    }
    let dated = |(at, ordinal): (Timestamp, u32)| {
        (
            day(ctx.m.lang, paris(at).date()),
            ctx.m.record(ordinal).id.clone(),
        )
    };
    Some((dated(first?), dated(last?)))
}

/// A number of the counting rules.
pub(super) fn rule(name: &'static str, text: impl Into<String>) -> crate::locale::Arg<Inline> {
    datum(name, text, Fact::Rule)
}
