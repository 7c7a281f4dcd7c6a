//! Page one: how many people, how many texts, when; what the report is and what it is not.

use crate::locale::{day, paris};
use crate::model::{Count, DeclaredSide, Filter, Kind, Kinds};
use crate::report::context::{Ctx, scope_name, scope_query};
use crate::report::figure::FigureRef;
use crate::report::sentence::{base, count, datum, inline};
use crate::report::tree::{Block, Fact, Inline};
use jiff::Timestamp;
use std::collections::BTreeSet;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let recipe = ctx.recipe(Count::Records(Kinds::CONTRIBUTIONS), []);
    let contributions = ctx.count(recipe);
    let mut argued = |side| {
        let recipe = ctx.recipe(Count::Records(Kinds::ARGUMENTS), [Filter::Declared(side)]);
        ctx.count(recipe)
    };
    let favourable = argued(DeclaredSide::Favourable);
    let against = argued(DeclaredSide::Against);
    let authors = ctx.recipe(Count::Authors(Kinds::ALL), []);
    let authors = ctx.value(&authors).map(|_| ctx.count(authors));
    let forms = ctx.m.view.of_kind(Kind::Reply).and(&ctx.m.view.rows);
    let recipe = ctx.recipe(Count::Records(Kinds::of(&[Kind::Reply])), []);
    let forms = (!forms.is_empty()).then(|| ctx.count(recipe));
    let mut named: Vec<(&'static str, FigureRef)> = Vec::new();
    named.extend(forms.map(|f| ("forms", f)));
    if !ctx.m.view.speaks_by_arguments() {
        named.push(("contributions", contributions));
    }
    if ctx.has_arguments() {
        named.extend([("favourable", favourable), ("against", against)]);
    }
    let unsigned = ctx.m.view.unsigned(&ctx.m.view.rows);
    let all_signed = authors.as_ref().filter(|_| unsigned.is_empty());
    let mut first = lead(ctx, all_signed, &named);
    let declared = super::declared::figures(ctx);
    if !declared.is_empty() {
        first.push(Inline::Text(" ".into()));
        first.extend(declared_sentence(ctx, &declared));
    }
    match (&authors, unsigned.is_empty()) {
        (Some(_), true) => {
            first.extend(others(ctx));
        }
        (Some(authors), false) => {
            let recipe = ctx.recipe(Count::Records(Kinds::ALL), [Filter::Signed]);
            let signed = ctx.share(recipe);
            let args = vec![
                count("n", &signed),
                base("total", &signed),
                count("authors", authors),
            ];
            first.push(Inline::Text(" ".into()));
            first.extend(ctx.w.sentence("lead-signed", args));
        }
        (None, _) => {}
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
    let shown = declared.into_iter().filter(|d| d.0 != "declared-unknown");
    let authors = authors.map(|authors| ("authors", authors));
    let heroes = authors.into_iter().chain(named).chain(shown);
    let heroes = heroes.map(|(name, figure)| {
        let line = w.sentence(&format!("hero-{name}"), vec![count("n", &figure)]);
        (figure, line)
    });
    let sides = match ctx.m.view.has_declared_sides() {
        true => "nature-declared-sides",
        false => "nature-declared",
    };
    out.extend([
        Block::Paragraph(first),
        Block::Heroes(heroes.collect()),
        ctx.heading(2, "nature", "h-nature"),
        Block::Notice(vec![
            ctx.signed_line("nature-is"),
            w.line("nature-not"),
            w.line("nature-links"),
            w.line(sides),
        ]),
    ]);
    out
}

/// Which sides contributions declare themselves, in one sentence.
fn declared_sentence(ctx: &Ctx<'_, '_>, sides: &[(&'static str, FigureRef)]) -> Vec<Inline> {
    let names = ["favourable", "mixed", "against", "unknown"];
    let mut args = Vec::new();
    for (name, (_, figure)) in names.into_iter().zip(sides) {
        args.push(count(name, figure));
    }
    match sides.get(3) {
        Some(_) => ctx.w.sentence("lead-declared-unknown", args),
        None => ctx.w.sentence("lead-declared", args),
    }
}

/// Who only brought a source is a participant too: the sentence says so, or its numbers would not meet.
fn others(ctx: &mut Ctx<'_, '_>) -> Vec<Inline> {
    let no_text = Filter::AuthorWrote {
        kinds: Kinds::TEXTS,
        least: 0,
        most: Some(0),
    };
    let recipe = ctx.recipe(Count::Authors(Kinds::ALL), [no_text]);
    if ctx.value(&recipe).is_none_or(|people| people.value == 0) {
        return Vec::new();
    }
    let others = ctx.count(recipe);
    let mut line = vec![Inline::Text(" ".into())];
    let message = others_message(ctx, &others);
    line.extend(ctx.w.sentence(message, vec![count("n", &others)]));
    line
}

/// The first sentence: how many people, when, what they wrote; nothing of people where some texts name none.
fn lead(
    ctx: &Ctx<'_, '_>,
    authors: Option<&FigureRef>,
    named: &[(&'static str, FigureRef)],
) -> Vec<Inline> {
    let mut args: Vec<_> = authors.map(|a| count("authors", a)).into_iter().collect();
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
    if names == ["contributions", "favourable", "against"] && !undated_part && authors.is_some() {
        args.extend(named.iter().map(|(name, figure)| count(name, figure)));
        return ctx.w.sentence(&format!("lead{when}"), args);
    }
    let what = match (authors, names.contains(&"forms")) {
        (None, _) => "lead-texts",
        (_, true) => "lead-forms",
        (_, false) => "lead-start",
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
