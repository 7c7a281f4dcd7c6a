//! Themes with the figures that several parts print, and the order in which they are.

use super::context::Ctx;
use super::figure::FigureRef;
use crate::model::{Count, DeclaredSide, Filter, Kinds};

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
    let (unit, by_arguments) = (ctx.unit(), ctx.m.view.speaks_by_arguments());
    (0..ctx.m.dictionary.themes.len())
        .map(|theme| {
            let id = ctx.m.dictionary.themes[theme].id.clone();
            let own = Filter::Theme(id.clone());
            let with_theme = |ctx: &Ctx<'_, '_>, count| ctx.recipe(count, [own.clone()]);
            let texts = ctx.share(with_theme(ctx, Count::Records(unit)));
            let authors = ctx.same(&texts, with_theme(ctx, Count::Authors(unit)));
            let arguments = ctx.count(with_theme(ctx, Count::Records(Kinds::ARGUMENTS)));
            let occurrences = ctx.count(with_theme(ctx, Count::Occurrences(Kinds::ALL)));
            let of_side = match by_arguments {
                true => own.clone(),
                false => Filter::ParentTheme(id),
            };
            let mut argued = |side| {
                let filters = [of_side.clone(), Filter::Declared(side)];
                let recipe = ctx.recipe(Count::Records(Kinds::ARGUMENTS), filters);
                ctx.count(recipe)
            };
            Topic {
                theme,
                texts,
                authors,
                arguments,
                occurrences,
                favourable: argued(DeclaredSide::Favourable),
                against: argued(DeclaredSide::Against),
            }
        })
        .collect()
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
