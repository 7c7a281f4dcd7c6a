//! Themes with the figures that several parts print, and the order in which they are.

use super::context::Ctx;
use super::figure::FigureRef;
use crate::model::{RowSet, Side};
use crate::tally::Counted;

/// A theme with the figures that several parts print.
pub(super) struct Topic {
    /// Its place in the dictionary.
    pub theme: usize,
    /// Contributions that have it; arguments where the corpus has no contribution.
    pub texts: FigureRef,
    /// Their authors; `None` where nothing names them.
    pub authors: Option<FigureRef>,
    /// Arguments that have it in their own text.
    pub arguments: FigureRef,
    /// Occurrences in all records.
    pub occurrences: FigureRef,
    /// Arguments for, under contributions that have it; where the corpus has none, those that have it
    /// themselves.
    pub favourable: FigureRef,
    /// Arguments against, likewise.
    pub against: FigureRef,
}

/// The figures of all themes. The same recipe is the same figure, so every part may ask.
pub(super) fn topics(ctx: &mut Ctx<'_, '_>) -> Vec<Topic> {
    let total = ctx.m.view.texts().len();
    let unit = ctx.unit();
    let by_arguments = ctx.m.view.speaks_by_arguments();
    (0..ctx.m.dictionary.themes.len())
        .map(|theme| {
            let id = ctx.m.dictionary.themes[theme].id.clone();
            let counts = ctx.counts[theme].clone();
            let add = |ctx: &mut Ctx<'_, '_>, what: &str, counted: Counted| {
                let recipe = ctx.recipe(&format!("theme={id} {what}"));
                ctx.f.add(&recipe, counted)
            };
            let rows = if by_arguments {
                counts.arguments.clone()
            } else {
                counts.contributions.clone()
            };
            let texts = add(ctx, unit, Counted::rows(rows.clone()).out_of(total));
            let recipe = ctx.recipe(&format!("theme={id} authors of {unit}"));
            let authors = ctx.authors(&texts, &recipe, rows);
            let arguments = add(ctx, "arguments", Counted::rows(counts.arguments.clone()));
            let occurrences = add(
                ctx,
                "occurrences",
                Counted::of_rows(counts.occurrences, counts.records.clone()),
            );
            let (favourable, against, whose) = if by_arguments {
                let own = |side| of_side(ctx, &counts.arguments, side);
                let sides = (own(Side::Favourable), own(Side::Against));
                (sides.0, sides.1, "with the theme")
            } else {
                let whose = "under contributions with the theme";
                (counts.favourable, counts.against, whose)
            };
            let what = format!("arguments declared=favourable {whose}");
            let favourable = add(ctx, &what, Counted::rows(favourable));
            let what = format!("arguments declared=against {whose}");
            let against = add(ctx, &what, Counted::rows(against));
            Topic {
                theme,
                texts,
                authors,
                arguments,
                occurrences,
                favourable,
                against,
            }
        })
        .collect()
}

fn of_side(ctx: &Ctx<'_, '_>, rows: &RowSet, side: Side) -> RowSet {
    let declared = |o: &u32| ctx.m.record(*o).declared == Some(side);
    rows.iter().filter(declared).collect()
}

/// Themes in the order of charts: main themes by their texts, each followed by its sub-themes.
pub(super) fn ordered(ctx: &Ctx<'_, '_>, topics: &[Topic]) -> Vec<usize> {
    let themes = &ctx.m.dictionary.themes;
    let by_size = |a: &usize, b: &usize| {
        let size = |t: usize| topics[t].texts.value;
        size(*b).cmp(&size(*a)).then(a.cmp(b))
    };
    let mut out = Vec::new();
    let mut roots: Vec<usize> = (0..themes.len())
        .filter(|t| themes[*t].parent.is_none())
        .collect();
    roots.sort_by(by_size);
    fn push(
        at: usize,
        themes: &[crate::annotate::themes::Theme],
        by_size: &dyn Fn(&usize, &usize) -> std::cmp::Ordering,
        out: &mut Vec<usize>,
    ) {
        out.push(at);
        let mut children: Vec<usize> = (0..themes.len())
            .filter(|t| themes[*t].parent == Some(at))
            .collect();
        children.sort_by(|a, b| by_size(a, b));
        for child in children {
            push(child, themes, by_size, out);
        }
    }
    for root in roots {
        push(root, themes, &by_size, &mut out);
    }
    out
}
