//! How the texts are spread over their authors, where the sources name any.

use crate::locale::integer;
use crate::model::RowSet;
use crate::report::context::Ctx;
use crate::report::sentence::{base, cell, count, datum, portion};
use crate::report::tree::{Block, Fact, Form, Inline, TableBlock};
use crate::tally::{Counted, Participation, participation};
use std::collections::BTreeMap;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let Some(people) = participation(&ctx.m.view) else {
        return Vec::new();
    };
    let mut out = vec![ctx.heading(3, "participants", "h-participants")];
    out.extend(of_sources(ctx));
    out.extend(spread(ctx, people));
    out
}

/// Which texts the numbers of authors are counted in, where that is not all of them.
fn of_sources(ctx: &mut Ctx<'_, '_>) -> Option<Block> {
    let rows = &ctx.m.view.rows;
    let unsigned = ctx.m.view.unsigned(rows);
    if unsigned.is_empty() {
        return None;
    }
    let recipe = ctx.recipe("records of files that name no authors");
    let figure = Counted::rows(unsigned).out_of(rows.len());
    let figure = ctx.f.add(&recipe, figure);
    let args = vec![count("n", &figure), base("total", &figure)];
    Some(Block::Paragraph(ctx.w.sentence("unsigned-records", args)))
}

fn spread(ctx: &mut Ctx<'_, '_>, people: Participation) -> Vec<Block> {
    let unit = ctx.unit();
    let texts = ctx.m.view.texts();
    let mut by_author: BTreeMap<u32, RowSet> = BTreeMap::new();
    for o in texts.iter() {
        if let Some(a) = ctx.m.record(o).author {
            by_author.entry(a.0).or_default().insert(o);
        }
    }
    let band = |from: u64, to: u64| -> (u64, RowSet) {
        let mut rows = RowSet::new();
        let mut n = 0;
        for set in by_author
            .values()
            .filter(|s| s.len() >= from && s.len() <= to)
        {
            n += 1;
            rows = rows.or(set);
        }
        (n, rows)
    };
    let total = match ctx.m.view.speaks_by_arguments() {
        true => people.arguing.value,
        false => people.contributing.value,
    };
    let signed = Counted::rows(people.contributing.rows.clone());
    let all = match signed.value == ctx.m.view.contributions().len() {
        true => ctx.recipe("contributions"),
        false => ctx.recipe("contributions of files that name authors"),
    };
    let all = ctx.f.add(&all, signed);
    let recipe = ctx.recipe("authors of contributions");
    let contributing = ctx.f.add_same(&all, &recipe, people.contributing);
    let recipe = ctx.recipe("authors of arguments");
    let arguing = ctx.f.add(&recipe, people.arguing);
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
        let (n, rows) = band(from, to);
        let recipe = ctx.recipe(&format!("{unit} of authors with {message}"));
        let texts = ctx.f.add(&recipe, Counted::rows(rows.clone()));
        let recipe = ctx.recipe(&format!("authors with {message}"));
        let authors = ctx
            .f
            .add_same(&texts, &recipe, Counted::of_rows(n, rows).out_of(total));
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
    let recipe = ctx.recipe("texts of the most active tenth of authors");
    let top = ctx.f.add(&recipe, people.top_tenth);
    let recipe = ctx.recipe("authors in the most active tenth");
    let tenth = Counted::of_rows(people.top_authors, ctx.rows(&top));
    let tenth = ctx.f.add_same(&top, &recipe, tenth);
    let recipe = ctx.recipe("texts of the most active author");
    let most = ctx.f.add(&recipe, people.most_active);
    if total >= 10 {
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
