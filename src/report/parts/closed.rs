//! Closed questions: one table a question, each choice with the forms that made it.

use crate::report::context::{Ctx, count_authors};
use crate::report::sentence::{base, cell, count, share_cell};
use crate::report::tree::{Block, Fact, Inline, TableBlock};
use crate::tally::{ClosedQuestion, Counted, FormCount, closed_questions};

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let questions = closed_questions(&ctx.m.view);
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

fn counted(count: &FormCount) -> Counted {
    Counted::of_rows(count.count, count.forms.clone())
}

fn one(ctx: &mut Ctx<'_, '_>, n: usize, question: &ClosedQuestion<'_>) -> Vec<Block> {
    let id = question.id;
    let titled = question.record.filter(|r| !r.title.is_empty());
    let title = titled.map_or_else(|| id.to_string(), |r| r.title.clone());
    let fact = match titled {
        Some(record) => Fact::Record(record.id.clone()),
        None => Fact::Choice(id.to_string()),
    };
    let recipe = ctx.recipe(&format!("closed question={id} forms"));
    let answered = ctx.f.add(&recipe, counted(&question.answered));
    let recipe = ctx.recipe(&format!("closed question={id} authors of forms"));
    let people = question.answered.participants.map(|people| {
        let counted = Counted::of_rows(people, question.answered.forms.clone());
        ctx.f.add_same(&answered, &recipe, counted)
    });
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
        let recipe = ctx.recipe(&format!(
            "closed question={id} choice=«{}» forms",
            choice.choice
        ));
        let chosen = counted(&choice.chosen).out_of(question.answered.count);
        let chosen = ctx.f.add(&recipe, chosen);
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
