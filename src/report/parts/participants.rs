//! How the texts are spread over their authors, where the sources name any.

use crate::locale::integer;
use crate::model::{Count, Filter, Kinds, MostActive, RowSet};
use crate::report::context::Ctx;
use crate::report::sentence::{base, cell, count, datum, portion};
use crate::report::tree::{Block, Fact, Form, Inline, TableBlock};

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    if !ctx.has_authors() {
        return Vec::new();
    }
    let mut out = vec![ctx.heading(3, "participants", "h-participants")];
    out.extend(of_sources(ctx));
    out.extend(spread(ctx));
    out
}

/// Which texts the numbers of authors are counted in, where that is not all of them.
fn of_sources(ctx: &mut Ctx<'_, '_>) -> Option<Block> {
    let rows = &ctx.m.view.rows;
    let unsigned = ctx.m.view.unsigned(rows);
    if unsigned.is_empty() {
        return None;
    }
    let recipe = ctx.recipe(Count::Records(Kinds::ALL), [Filter::Unsigned]);
    let figure = ctx.share(recipe);
    let args = vec![count("n", &figure), base("total", &figure)];
    Some(Block::Paragraph(ctx.w.sentence("unsigned-records", args)))
}

fn spread(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let unit = ctx.unit();
    // Where some files name no authors, these are counted in the others.
    let signed = |ctx: &Ctx<'_, '_>, rows: RowSet| {
        let unsigned = ctx.m.view.unsigned(&rows);
        (!unsigned.is_empty()).then_some(Filter::Signed)
    };
    let only_signed = signed(ctx, ctx.m.view.contributions());
    let recipe = ctx.recipe(Count::Records(Kinds::CONTRIBUTIONS), only_signed.clone());
    let all = ctx.count(recipe);
    let recipe = ctx.recipe(Count::Authors(Kinds::CONTRIBUTIONS), only_signed);
    let contributing = ctx.same_share(&all, recipe);
    let only_signed = signed(ctx, ctx.m.view.arguments());
    let recipe = ctx.recipe(Count::Authors(Kinds::ARGUMENTS), only_signed);
    let arguing = ctx.count(recipe);
    let total = match ctx.m.view.speaks_by_arguments() {
        true => arguing.value,
        false => contributing.value,
    };
    let only = match ctx.has_arguments() {
        true => "",
        false => "-only",
    };
    let mut out = vec![Block::Paragraph(ctx.unit_sentence(
        &format!("participants-both{only}"),
        vec![
            count("contributing", &contributing),
            count("contributions", &all),
            count("arguing", &arguing),
        ],
    ))];
    let mut table = TableBlock {
        header: vec![
            ctx.unit_line("col-band"),
            ctx.w.line("col-authors"),
            ctx.w.line("col-share-authors"),
            ctx.unit_line("col-contributions"),
        ],
        ..TableBlock::default()
    };
    for (message, from, to) in [
        ("band-one", 1, 1),
        ("band-few", 2, 4),
        ("band-many", 5, u64::MAX),
    ] {
        let wrote = Filter::AuthorWrote {
            kinds: unit,
            least: from,
            most: (to < u64::MAX).then_some(to),
        };
        let recipe = ctx.recipe(Count::Records(unit), [wrote.clone()]);
        let texts = ctx.count(recipe);
        let recipe = ctx.recipe(Count::Authors(unit), [wrote]);
        let authors = ctx.same_share(&texts, recipe);
        let limits = vec![
            datum("from", from.to_string(), Fact::Rule),
            datum("to", integer(ctx.m.lang, to.min(9_999)), Fact::Rule),
        ];
        table.rows.push(vec![
            match message {
                "band-one" => ctx.unit_line(message),
                _ => ctx.w.sentence(message, limits),
            },
            cell(&authors),
            vec![Inline::Figure(authors.clone(), Form::Share)],
            cell(&texts),
        ]);
        table.depth.push(0);
    }
    out.push(Block::Table(table));
    let active = |ctx: &Ctx<'_, '_>, count, who| ctx.recipe(count, [Filter::MostActive(who)]);
    let (texts, people) = (Count::Records(Kinds::TEXTS), Count::Authors(Kinds::TEXTS));
    let top = ctx.share(active(ctx, texts, MostActive::Tenth));
    let tenth = active(ctx, people, MostActive::Tenth);
    let tenth = ctx.same(&top, tenth);
    let most = ctx.share(active(ctx, texts, MostActive::One));
    if let Some(tenth) = tenth.filter(|_| total >= 10) {
        out.push(Block::Paragraph(ctx.unit_sentence(
            &format!("participants-active{only}"),
            vec![
                count("tenth", &tenth),
                count("texts", &top),
                portion("share", &top),
                base("total", &top),
                count("most", &most),
            ],
        )));
    }
    out
}
