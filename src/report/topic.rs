//! Themes with the figures that several parts print, and the order in which they stand.

use super::context::Ctx;
use super::figure::FigureRef;
use crate::tally::Counted;

/// A theme with the figures that several parts print.
pub struct Topic {
    /// Its place in the dictionary.
    pub theme: usize,
    /// Contributions that have it.
    pub contributions: FigureRef,
    /// Their authors.
    pub authors: FigureRef,
    /// Arguments that have it in their own text.
    pub arguments: FigureRef,
    /// Occurrences in all records.
    pub occurrences: FigureRef,
    /// Arguments for, under contributions that have it.
    pub favourable: FigureRef,
    /// Arguments against, under contributions that have it.
    pub against: FigureRef,
}

/// The figures of all themes. The same recipe is the same figure, so every part may ask.
pub fn topics(ctx: &mut Ctx<'_, '_>) -> Vec<Topic> {
    let total = ctx.m.view.contributions().len();
    (0..ctx.m.dictionary.themes.len())
        .map(|theme| {
            let id = ctx.m.dictionary.themes[theme].id.clone();
            let counts = ctx.counts[theme].clone();
            let add = |ctx: &mut Ctx<'_, '_>, what: &str, counted: Counted| {
                let recipe = ctx.recipe(&format!("theme={id} {what}"));
                ctx.f.add(&recipe, counted)
            };
            let contributions = add(
                ctx,
                "contributions",
                Counted::rows(counts.contributions.clone()).out_of(total),
            );
            let recipe = ctx.recipe(&format!("theme={id} authors of contributions"));
            let authors = ctx.f.add_same(
                &contributions,
                &recipe,
                Counted::of_rows(counts.authors, counts.contributions.clone()),
            );
            let arguments = add(ctx, "arguments", Counted::rows(counts.arguments.clone()));
            let occurrences = add(
                ctx,
                "occurrences",
                Counted::of_rows(counts.occurrences, counts.records.clone()),
            );
            let favourable = add(
                ctx,
                "arguments declared=favourable under contributions with the theme",
                Counted::rows(counts.favourable.clone()),
            );
            let against = add(
                ctx,
                "arguments declared=against under contributions with the theme",
                Counted::rows(counts.against.clone()),
            );
            Topic {
                theme,
                contributions,
                authors,
                arguments,
                occurrences,
                favourable,
                against,
            }
        })
        .collect()
}

/// Themes in the order of charts: main themes by contributions, each followed by its sub-themes.
pub fn ordered(ctx: &Ctx<'_, '_>, topics: &[Topic]) -> Vec<usize> {
    let themes = &ctx.m.dictionary.themes;
    let by_size = |a: &usize, b: &usize| {
        let size = |t: usize| topics[t].contributions.value;
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
