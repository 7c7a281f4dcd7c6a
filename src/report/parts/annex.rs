//! The annex: parameters, sources and their hashes, what was not imported and why, what readers noticed.

use crate::locale::integer;
use crate::model::{JournalRecipe, Refusal, RowKind, RowOutcome};
use crate::report::context::{Ctx, scope_query};
use crate::report::sentence::{cell, count, datum};
use crate::report::tree::{Block, Fact, Inline, TableBlock, Target};
use std::collections::BTreeSet;

/// The file that lists what became of each source row.
pub(crate) const IMPORTS: &str = "lists/imports.csv";
/// The file that lists the warnings.
pub(crate) const WARNINGS: &str = "lists/warnings.csv";

pub(super) fn blocks(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let mut out = vec![ctx.heading(2, "annexe", "h-annex")];
    out.push(ctx.heading(3, "sources", "h-sources"));
    if ctx.m.scope.is_some() {
        out.push(ctx.paragraph("annex-part"));
    }
    out.push(ctx.paragraph("sources-intro"));
    out.push(Block::Table(sources(ctx)));
    out.push(ctx.heading(3, "imports", "h-imports"));
    out.extend(imports(ctx));
    out.push(ctx.heading(3, "avertissements", "h-warnings"));
    out.extend(warnings(ctx));
    out.push(ctx.heading(3, "parametres", "h-parameters"));
    out.push(Block::Table(parameters(ctx)));
    out.push(ctx.heading(3, "fichiers", "h-files"));
    out.push(files(ctx));
    out
}

fn sources(ctx: &mut Ctx<'_, '_>) -> TableBlock {
    let mut table = TableBlock {
        header: vec![
            ctx.w.line("col-source"),
            ctx.w.line("col-format"),
            ctx.w.line("col-files"),
            ctx.w.line("col-bytes"),
            ctx.w
                .sentence("col-sha", vec![datum("name", "SHA-256", Fact::Rule)]),
        ],
        ..TableBlock::default()
    };
    let text = |s: &str| vec![Inline::Datum(s.to_string(), Fact::Manifest)];
    for source in &ctx.m.manifest.sources {
        let files = source.files.len() as u64;
        let bytes = source.files.iter().map(|f| f.bytes).sum();
        table.rows.push(vec![
            text(&source.label),
            text(&source.format),
            text(&integer(ctx.m.lang, files)),
            text(&integer(ctx.m.lang, bytes)),
            text(&source.sha256),
        ]);
        table.depth.push(0);
    }
    table
}

/// The French or English name of a code of the journal; the code itself where it is not the program's: a spec of the
/// analyst's own has words of its own.
fn name(ctx: &Ctx<'_, '_>, prefix: &str, code: &str, known: bool) -> Vec<Inline> {
    match known {
        true => ctx.w.line(&format!("{prefix}-{}", code.replace('_', "-"))),
        false => vec![Inline::Datum(code.to_string(), Fact::Journal)],
    }
}

fn imports(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let refusals: BTreeSet<(&str, &str)> = ctx
        .m
        .imports
        .iter()
        .filter(|row| row.outcome == RowOutcome::Refused.name())
        .map(|row| (row.reason.as_deref().unwrap_or(""), row.what.as_str()))
        .collect();
    let mut total = |outcome| ctx.journal(JournalRecipe::SourceRows(outcome), IMPORTS);
    let rows = total(None);
    let imported = total(Some(RowOutcome::Imported));
    let merged = total(Some(RowOutcome::Merged));
    let refused = total(Some(RowOutcome::Refused));
    let mut out = vec![Block::Paragraph(ctx.w.sentence(
        "imports-total",
        vec![
            count("rows", &rows),
            count("imported", &imported),
            count("merged", &merged),
            count("refused", &refused),
        ],
    ))];
    if !refusals.is_empty() {
        let mut table = TableBlock {
            header: ["col-reason", "col-row-kind", "col-rows"]
                .map(|id| ctx.w.line(id))
                .to_vec(),
            ..TableBlock::default()
        };
        for (reason, what) in refusals {
            let recipe = JournalRecipe::Refused {
                reason: reason.to_string(),
                what: what.to_string(),
            };
            let figure = ctx.journal(recipe, IMPORTS);
            table.rows.push(vec![
                name(ctx, "reason", reason, Refusal::from_name(reason).is_some()),
                name(ctx, "what", what, RowKind::from_name(what).is_some()),
                cell(&figure),
            ]);
            table.depth.push(0);
        }
        out.push(Block::Table(table));
    }
    out
}

fn warnings(ctx: &mut Ctx<'_, '_>) -> Vec<Block> {
    let kinds: BTreeSet<&str> = ctx.m.warnings.iter().map(|w| w.0.as_str()).collect();
    let masked = ctx.m.manifest.masked;
    let (names, others): (Vec<_>, Vec<_>) = masked
        .named()
        .into_iter()
        .map(|(name, n)| crate::locale::Arg {
            name,
            count: Some(n),
            value: Inline::Datum(integer(ctx.m.lang, n), Fact::Manifest),
        })
        .partition(|arg| arg.name == "names");
    let mut out = vec![Block::Paragraph(ctx.w.sentence("masked", others))];
    // Where no file names authors, nothing is said of them.
    if names.iter().any(|arg| arg.count != Some(0)) {
        out.push(Block::Paragraph(ctx.w.sentence("masked-names", names)));
    }
    if kinds.is_empty() {
        out.push(ctx.paragraph("warnings-none"));
        return out;
    }
    let mut table = TableBlock {
        header: ["col-warning", "col-times"]
            .map(|id| ctx.w.line(id))
            .to_vec(),
        ..TableBlock::default()
    };
    for kind in kinds {
        let figure = ctx.journal(JournalRecipe::Warnings(kind.to_string()), WARNINGS);
        table
            .rows
            .push(vec![name(ctx, "warning", kind, true), cell(&figure)]);
        table.depth.push(0);
    }
    out.push(Block::Table(table));
    out
}

fn parameters(ctx: &mut Ctx<'_, '_>) -> TableBlock {
    let mut table = TableBlock {
        header: ["col-parameter", "col-value"]
            .map(|id| ctx.w.line(id))
            .to_vec(),
        ..TableBlock::default()
    };
    let info = &ctx.m.manifest.dictionary;
    let moderated = ctx.m.view.option.name();
    let origin = if info.origin == "shipped" {
        ctx.w.line("dictionary-shipped")
    } else {
        vec![Inline::Datum(info.origin.clone(), Fact::Manifest)]
    };
    let mut rows: Vec<(&str, Vec<Inline>)> = vec![
        (
            "param-version",
            vec![Inline::Datum(
                format!("Palabre {}", ctx.m.manifest.palabre),
                Fact::Manifest,
            )],
        ),
        (
            "param-words",
            vec![Inline::Datum(ctx.m.manifest.words.clone(), Fact::Manifest)],
        ),
        ("param-dictionary", origin),
        (
            "param-dictionary-version",
            vec![Inline::Datum(info.version.clone(), Fact::Dictionary)],
        ),
        (
            "param-dictionary-sha",
            vec![Inline::Datum(info.sha256.clone(), Fact::Manifest)],
        ),
        (
            "param-moderated",
            vec![Inline::Datum(
                format!("--moderated {moderated}"),
                Fact::Corpus,
            )],
        ),
        (
            "param-organiser",
            vec![Inline::Datum(
                format!("--organiser {}", ctx.m.view.organiser_option.name()),
                Fact::Corpus,
            )],
        ),
        (
            "param-lang",
            vec![Inline::Datum(
                format!("--lang {}", ctx.m.lang.tag()),
                Fact::Corpus,
            )],
        ),
        (
            "param-zone",
            vec![Inline::Datum("Europe/Paris".into(), Fact::Rule)],
        ),
    ];
    if let Some(scope) = &ctx.m.scope {
        let option = format!("--in {}", scope.name);
        rows.push(("param-part", vec![Inline::Datum(option, Fact::Corpus)]));
        rows.push(("param-part-query", vec![scope_query(scope)]));
    }
    for (id, value) in rows {
        table.rows.push(vec![ctx.w.line(id), value]);
        table.depth.push(0);
    }
    table
}

fn files(ctx: &Ctx<'_, '_>) -> Block {
    let link = |path: &str| {
        Inline::Link(
            Target::File(path.to_string()),
            vec![Inline::Datum(path.to_string(), Fact::Rule)],
        )
    };
    let mut lines = Vec::new();
    for name in ["contributions", "arguments", "themes", "stances", "figures"] {
        let mut line = ctx.w.line(&format!("file-{name}"));
        line.push(Inline::Text(" ".into()));
        line.push(link(&format!("{name}.csv")));
        line.push(Inline::Text(", ".into()));
        line.push(link(&format!("{name}.parquet")));
        lines.push(line);
    }
    for (id, path) in [("file-imports", IMPORTS), ("file-warnings", WARNINGS)] {
        lines.push(ctx.w.sentence(
            id,
            vec![crate::report::sentence::inline("path", link(path))],
        ));
    }
    Block::List(lines)
}
