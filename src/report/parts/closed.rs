//! Closed questions: one table a question, each choice with the forms that made it.

use crate::model::{Count, Filter};
use crate::report::context::{Ctx, count_authors};
use crate::report::sentence::{base, cell, count, share_cell};
use crate::report::tree::{Block, Fact, Inline, TableBlock};
use crate::tally::{ClosedQuestion, closed_questions};

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let questions = closed_questions(&ctx.m.view, ctx.m.ballots);
    if questions.is_empty() {
        return Vec::new();
    }
    let mut out = vec![
        ctx.heading(2, "questions-fermees", "h-closed"),
        ctx.paragraph("closed-intro"),
    ];
    for (n, question) in questions.iter().enumerate() {
        out.extend(one(ctx, n, question));
    }
    out
}

fn one(ctx: &mut Ctx<'_, '_>, n: usize, question: &ClosedQuestion<'_>) -> Vec<Block> {
    let id = question.id;
    let record = question.record.map(|o| ctx.m.record(o));
    let titled = record.filter(|r| !r.title.is_empty());
    let title = titled.map_or_else(|| id.to_string(), |r| r.title.clone());
    let fact = match titled {
        Some(record) => Fact::Record(record.id.clone()),
        None => Fact::Choice(id.to_string()),
    };
    let asked = Filter::Question(id.to_string());
    let recipe = ctx.recipe(Count::Forms, [asked.clone()]);
    let answered = ctx.count(recipe);
    let recipe = ctx.recipe(Count::Respondents, [asked.clone()]);
    let people = ctx.same(&answered, recipe);
    let mut out = vec![
        Block::Heading(
            3,
            format!("question-fermee-{}", n + 1),
            vec![Inline::Datum(title, fact)],
        ),
        Block::Paragraph(ctx.w.sentence(
            "closed-answered",
            vec![count("n", &answered), count_authors(people.as_ref())],
        )),
    ];
    let mut table = TableBlock {
        header: ["col-choice", "col-forms", "col-share-forms", "col-base"]
            .map(|id| ctx.w.line(id))
            .to_vec(),
        ..TableBlock::default()
    };
    for choice in &question.choices {
        let chosen = Filter::Choice(choice.choice.to_string());
        let recipe = ctx.recipe(Count::Forms, [asked.clone(), chosen]);
        let chosen = ctx.share(recipe);
        let fact = Fact::Choice(id.to_string());
        let cells = vec![
            vec![Inline::Datum(choice.choice.to_string(), fact)],
            cell(&chosen),
            share_cell(&chosen),
            vec![base("n", &chosen).value],
        ];
        table.rows.push(cells);
        table.depth.push(0);
    }
    out.push(Block::Table(table));
    if question.overlaps() {
        out.push(ctx.paragraph("closed-overlap"));
    }
    out
}
