//! The counting rules, printed where the figures begin.

use super::opening::rule;
use crate::locale::{DECIMAL_BASE, MIN_BASE, integer};
use crate::model::Kind;
use crate::report::context::{Ctx, scope_name, scope_query};
use crate::report::sentence::{datum, inline};
use crate::report::tree::{Block, Fact, Inline};
use crate::tally::ModeratedOption;

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let organiser = super::organiser::rule(ctx);
    let w = ctx.w;
    let moderated = match ctx.m.view.option {
        ModeratedOption::Exclude => "rule-moderated-exclude",
        ModeratedOption::Include => "rule-moderated-include",
        ModeratedOption::Only => "rule-moderated-only",
    };
    let info = &ctx.m.manifest.dictionary;
    let dictionary = if info.origin == "shipped" {
        "rule-dictionary-shipped"
    } else {
        "rule-dictionary-own"
    };
    let words = match ctx.m.view.of_kind(Kind::Reply).is_empty() {
        true => "rule-words",
        false => "rule-words-forms",
    };
    let gone = !ctx.m.view.gone.is_empty();
    let mut rules = vec![
        match ctx.m.view.speaks_by_arguments() {
            true => ctx.signed_line(&ctx.scope_id("rule-contribution-arguments")),
            false => ctx.signed_line("rule-contribution"),
        },
        w.line("rule-theme"),
        w.sentence(
            dictionary,
            vec![
                datum("version", info.version.clone(), Fact::Dictionary),
                datum("themes", info.themes.len().to_string(), Fact::Dictionary),
            ],
        ),
        ctx.unit_line("rule-overlap"),
        ctx.unit_line("rule-sides"),
        w.line("rule-declared"),
        w.sentence(
            "rule-share",
            vec![
                rule("base", MIN_BASE.to_string()),
                rule("thousand", integer(ctx.m.lang, DECIMAL_BASE)),
            ],
        ),
        w.line(moderated),
        organiser,
        ctx.signed_line("rule-verbatim"),
        w.line("rule-support"),
        ctx.signed_line("rule-masked"),
    ];
    if ctx.has_authors() {
        rules.push(w.line(words));
    }
    let unsaid = match (ctx.has_arguments(), ctx.m.view.speaks_by_arguments()) {
        (false, _) => [w.line("rule-sides"), w.line("rule-support")].to_vec(),
        (true, true) => vec![w.line("rule-support")],
        _ => Vec::new(),
    };
    rules.retain(|rule| !unsaid.contains(rule));
    let appendices = ctx.m.view.of_kind(Kind::Appendix);
    if !appendices.is_empty() && appendices.and(&ctx.m.view.searched).is_empty() {
        rules.push(w.line("rule-appendix"));
    }
    if ctx.m.view.has_declared_sides() {
        let at = rules.iter().position(|r| *r == w.line("rule-declared"));
        rules.insert(at.map_or(0, |at| at + 1), w.line("rule-declared-sides"));
    }
    if gone {
        rules.push(w.line("rule-gone"));
    }
    if let Some(scope) = &ctx.m.scope {
        let args = vec![
            inline("name", scope_name(scope)),
            inline("query", scope_query(scope)),
        ];
        let mut line = w.sentence("rule-part", args);
        if ctx.has_arguments() && !ctx.m.view.speaks_by_arguments() {
            line.push(Inline::Text(" ".into()));
            line.extend(w.line("rule-part-sides"));
        }
        rules.insert(0, line);
    }
    vec![ctx.heading(2, "methode", "h-method"), Block::List(rules)]
}
