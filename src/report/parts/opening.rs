//! Page one: how many people, how many texts, when; what the report is and what it is not.

use crate::locale::{day, paris};
use crate::model::{Kind, RowSet};
use crate::report::context::{Ctx, scope_name, scope_query};
use crate::report::figure::FigureRef;
use crate::report::sentence::{count, datum, inline};
use crate::report::tree::{Block, Fact, Inline};
use crate::tally::{Counted, participation, stance_counts};
use jiff::Timestamp;
use std::collections::BTreeSet;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
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
    let recipe = ctx.recipe("records kind=reply");
    let replies = ctx.m.view.of_kind(Kind::Reply).and(&ctx.m.view.rows);
    let forms = (!replies.is_empty()).then(|| ctx.f.add(&recipe, Counted::rows(replies)));
    let mut named: Vec<(&'static str, FigureRef)> = Vec::new();
    named.extend(forms.map(|f| ("forms", f)));
    if !ctx.m.view.speaks_by_arguments() {
        named.push(("contributions", contributions));
    }
    if ctx.has_arguments() {
        named.extend([("favourable", favourable), ("against", against)]);
    }
    let mut first = lead(ctx, &authors, &named);
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
        let message = others_message(ctx, &others);
        first.extend(ctx.w.sentence(message, vec![count("n", &others)]));
    }
    let mut out = Vec::new();
    if let Some(scope) = &ctx.m.scope {
        let args = vec![
            inline("name", scope_name(scope)),
            inline("query", scope_query(scope)),
        ];
        out.push(Block::Paragraph(ctx.w.sentence("part-lead", args)));
    }
    let w = ctx.w;
    let heroes = std::iter::once(("authors", authors)).chain(named);
    let heroes = heroes.map(|(name, figure)| {
        let line = w.sentence(&format!("hero-{name}"), vec![count("n", &figure)]);
        (figure, line)
    });
    out.extend([
        Block::Paragraph(first),
        Block::Heroes(heroes.collect()),
        ctx.heading(2, "nature", "h-nature"),
        Block::Notice(vec![
            w.line("nature-is"),
            w.line("nature-not"),
            w.line("nature-links"),
            w.line("nature-declared"),
        ]),
    ]);
    out
}

/// The first sentence: how many people, when, what they wrote.
fn lead(
    ctx: &Ctx<'_, '_>,
    authors: &FigureRef,
    named: &[(&'static str, FigureRef)],
) -> Vec<Inline> {
    let mut args = vec![count("authors", authors)];
    let when = match period(ctx) {
        Some((first, last)) if first.0 == last.0 => {
            args.push(datum("first", first.0, Fact::Record(first.1)));
            "-day"
        }
        Some((first, last)) => {
            args.push(datum("first", first.0, Fact::Record(first.1)));
            args.push(datum("last", last.0, Fact::Record(last.1)));
            ""
        }
        None => "-undated",
    };
    let names: Vec<&str> = named.iter().map(|n| n.0).collect();
    // Where a part has no dates, that is no fact of the whole source: it is said in other words.
    let undated_part = when == "-undated" && ctx.m.scope.is_some();
    if names == ["contributions", "favourable", "against"] && !undated_part {
        args.extend(named.iter().map(|(name, figure)| count(name, figure)));
        return ctx.w.sentence(&format!("lead{when}"), args);
    }
    let what = match names.contains(&"forms") {
        true => "lead-forms",
        false => "lead-start",
    };
    let mut line = ctx.w.sentence(&format!("{what}{when}"), args);
    for (i, (name, figure)) in named.iter().enumerate() {
        line.push(Inline::Text(match i {
            0 => " ".to_string(),
            _ if i + 1 == named.len() => format!(" {} ", ctx.w.words("list-and")),
            _ => ", ".to_string(),
        }));
        let piece = format!("piece-{name}");
        line.extend(ctx.w.sentence(&piece, vec![count("n", figure)]));
    }
    line.push(Inline::Text(".".into()));
    if when == "-undated" {
        line.push(Inline::Text(" ".into()));
        line.extend(ctx.w.line(&ctx.scope_id("lead-no-dates")));
    }
    line
}

/// What is said of those who wrote neither a contribution nor an argument: by what they did.
fn others_message(ctx: &Ctx<'_, '_>, others: &FigureRef) -> &'static str {
    let rows = ctx.rows(others);
    let kinds: BTreeSet<Kind> = rows.iter().map(|o| ctx.m.record(o).kind).collect();
    let kinds: Vec<Kind> = kinds.into_iter().collect();
    match kinds[..] {
        [Kind::Comment] => "lead-others-comments",
        [Kind::Comment, Kind::Source] => "lead-others",
        [Kind::Reply] => "lead-others-forms",
        _ if ctx.m.view.speaks_by_arguments() => "lead-others-arguments",
        _ => "lead-others-texts",
    }
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
