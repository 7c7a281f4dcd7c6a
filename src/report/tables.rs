//! The tables beside a report. Columns are named in `docs/tables.md`.

use super::figure::{Figures, Home};
use super::material::Material;
use crate::model::{Counters, Kind, Record, RowSet};
use crate::store::{Column, Table};
use crate::tally::{
    DeclaredSides, Dimension, Names, StanceCounts, ThemeCounts, group, theme_counts, uncovered,
};

/// The tables of a report: name, table. Those of records keep the organiser's texts that are set aside, with their
/// mark.
pub(super) fn tables(material: &Material<'_>, figures: &Figures) -> Vec<(&'static str, Table)> {
    let view = &material.view;
    vec![
        (
            "contributions",
            contributions(material, &view.all_contributions().and(&view.voted)),
        ),
        (
            "arguments",
            arguments(material, &view.of_kind(Kind::Argument).and(&view.voted)),
        ),
        ("themes", themes(material)),
        ("stances", stances(material)),
        ("figures", figures_table(figures)),
    ]
}

/// The ids of the themes that a record's own text has, joined by spaces.
fn themes_of(material: &Material<'_>, ordinal: u32) -> String {
    let ids: Vec<&str> = material
        .themes
        .rows
        .iter()
        .zip(&material.dictionary.themes)
        .filter(|(rows, _)| rows.contains(ordinal))
        .map(|(_, theme)| theme.id.as_str())
        .collect();
    ids.join(" ")
}

fn records<'a>(material: &Material<'a>, rows: &RowSet) -> Vec<&'a Record> {
    rows.iter().map(|o| material.record(o)).collect()
}

/// The columns that contributions and arguments share.
fn shared(records: &[&Record]) -> Vec<(&'static str, Column)> {
    let text = |f: &dyn Fn(&Record) -> Option<String>| {
        Column::Text(records.iter().map(|r| f(r)).collect())
    };
    vec![
        ("id", text(&|r| Some(r.id.clone()))),
        ("number", text(&|r| Some(r.number().to_string()))),
        ("section", text(&|r| r.section.clone())),
        ("author", text(&|r| r.author.map(|a| a.to_string()))),
        (
            "published_at",
            Column::Time(records.iter().map(|r| r.published_at).collect()),
        ),
        (
            "moderated",
            Column::Bool(
                records
                    .iter()
                    .map(|r| Some(r.moderation.moderated))
                    .collect(),
            ),
        ),
        (
            "organiser",
            Column::Bool(records.iter().map(|r| r.organiser).collect()),
        ),
    ]
}

fn origin(records: &[&Record]) -> Vec<(&'static str, Column)> {
    vec![
        (
            "source",
            Column::text(records.iter().map(|r| r.origin.source.to_string())),
        ),
        (
            "file",
            Column::text(records.iter().map(|r| r.origin.file.to_string())),
        ),
        (
            "place",
            Column::text(records.iter().map(|r| r.origin.place.to_string())),
        ),
    ]
}

fn contributions(material: &Material<'_>, rows: &RowSet) -> Table {
    let list = records(material, rows);
    let counter = |f: fn(&Counters) -> Option<u64>| {
        Column::count(list.iter().map(|r| f(r.counters.as_ref()?)))
    };
    let mut columns = shared(&list);
    columns.extend([
        ("title", Column::text(list.iter().map(|r| r.title.clone()))),
        ("body", Column::text(list.iter().map(|r| r.body.clone()))),
        (
            "themes",
            Column::text(list.iter().map(|r| themes_of(material, r.ordinal))),
        ),
        (
            "declared_side",
            Column::Text(
                list.iter()
                    .map(|r| r.declared.map(|s| s.name().to_string()))
                    .collect(),
            ),
        ),
        ("counter_favourable", counter(|c| c.favourable)),
        ("counter_mixed", counter(|c| c.mixed)),
        ("counter_against", counter(|c| c.against)),
        ("counter_abstention", counter(|c| c.abstention)),
        (
            "url",
            Column::Text(list.iter().map(|r| r.url.clone()).collect()),
        ),
    ]);
    columns.extend(origin(&list));
    Table::new(columns)
}

fn arguments(material: &Material<'_>, rows: &RowSet) -> Table {
    let list = records(material, rows);
    let mut columns = shared(&list);
    let contribution = |r: &&Record| {
        material
            .view
            .contribution_of(r.ordinal)
            .map(|c| material.record(c).id.clone())
    };
    columns.extend([
        (
            "parent",
            Column::Text(list.iter().map(|r| r.parent.clone()).collect()),
        ),
        (
            "contribution",
            Column::Text(list.iter().map(contribution).collect()),
        ),
        (
            "stance",
            Column::text(
                list.iter()
                    .map(|r| r.declared.map_or("unknown", |s| s.name())),
            ),
        ),
        (
            "votes",
            Column::Integer(
                list.iter()
                    .map(|r| r.support.and_then(|n| i64::try_from(n).ok()))
                    .collect(),
            ),
        ),
        ("body", Column::text(list.iter().map(|r| r.body.clone()))),
        (
            "themes",
            Column::text(list.iter().map(|r| themes_of(material, r.ordinal))),
        ),
    ]);
    columns.extend(origin(&list));
    Table::new(columns)
}

fn themes(material: &Material<'_>) -> Table {
    let counts = theme_counts(&material.view, material.themes);
    let themes = &material.dictionary.themes;
    // The last row is what no theme covers: it has no id of a theme and no argument of its own.
    let none = uncovered(&material.view, material.themes);
    let with_none = |f: &dyn Fn(&ThemeCounts) -> Option<u64>, last: Option<u64>| {
        Column::count(counts.iter().map(f).chain([last]))
    };
    let names = |f: &dyn Fn(usize) -> Option<String>, last: Option<&str>| {
        let mut cells: Vec<Option<String>> = (0..themes.len()).map(f).collect();
        cells.push(last.map(str::to_string));
        Column::Text(cells)
    };
    Table::new(vec![
        ("theme", names(&|t| Some(themes[t].id.clone()), None)),
        (
            "label",
            names(&|t| Some(material.label(t).to_string()), None),
        ),
        (
            "parent",
            names(&|t| themes[t].parent.map(|p| themes[p].id.clone()), None),
        ),
        (
            "contributions",
            with_none(&|c| Some(c.contributions.len()), Some(none.len())),
        ),
        ("arguments", with_none(&|c| Some(c.arguments.len()), None)),
        ("records", with_none(&|c| Some(c.records.len()), None)),
        ("occurrences", with_none(&|c| Some(c.occurrences), None)),
        (
            "authors",
            with_none(&|c| c.authors, material.view.authors(&none)),
        ),
        ("favourable", with_none(&|c| Some(c.favourable.len()), None)),
        ("against", with_none(&|c| Some(c.against.len()), None)),
    ])
}

fn stances(material: &Material<'_>) -> Table {
    let ids = material.dictionary.ids();
    let mut dimension = Vec::new();
    let mut key = Vec::new();
    let mut organiser = Vec::new();
    let mut all = Vec::new();
    for by in [
        Dimension::Theme,
        Dimension::Section,
        Dimension::Month,
        Dimension::Contribution,
    ] {
        let names = Names {
            themes: &ids,
            records: &|ordinal| material.record(ordinal).id.clone(),
        };
        for group in group(&material.view, material.themes, names, &[by]) {
            dimension.push(by.name());
            key.push(group.keys.into_iter().next().flatten());
            organiser.push(group.organiser);
            all.push(group.counts);
        }
    }
    let number = |f: &dyn Fn(&StanceCounts) -> Option<u64>| Column::count(all.iter().map(f));
    let declared = |f: &dyn Fn(&DeclaredSides) -> &RowSet| {
        Column::count(all.iter().map(|c| Some(f(c.declared.as_ref()?).len())))
    };
    Table::new(vec![
        ("dimension", Column::text(dimension)),
        ("key", Column::Text(key)),
        ("organiser", Column::Bool(organiser)),
        ("contributions", number(&|c| Some(c.contributions.len()))),
        ("authors", number(&|c| material.view.authors(&c.records))),
        ("declared_favourable", declared(&|d| &d.favourable)),
        ("declared_mixed", declared(&|d| &d.mixed)),
        ("declared_against", declared(&|d| &d.against)),
        ("declared_unknown", declared(&|d| &d.unknown)),
        ("favourable", number(&|c| Some(c.favourable.len()))),
        ("against", number(&|c| Some(c.against.len()))),
        ("unknown", number(&|c| Some(c.unknown.len()))),
        ("votes_favourable", number(&|c| c.votes.favourable)),
        ("votes_mixed", number(&|c| c.votes.mixed)),
        ("votes_against", number(&|c| c.votes.against)),
        (
            "counter_favourable",
            number(&|c| c.vote_counters.favourable),
        ),
        ("counter_mixed", number(&|c| c.vote_counters.mixed)),
        ("counter_against", number(&|c| c.vote_counters.against)),
        (
            "counter_abstention",
            number(&|c| c.vote_counters.abstention),
        ),
    ])
}

fn figures_table(figures: &Figures) -> Table {
    let list: Vec<_> = figures.iter().collect();
    Table::new(vec![
        (
            "figure",
            Column::text(list.iter().map(|f| f.id.to_string())),
        ),
        (
            "recipe",
            Column::text(list.iter().map(|f| f.recipe.to_string())),
        ),
        ("value", Column::count(list.iter().map(|f| f.counted.value))),
        (
            "of",
            Column::Integer(
                list.iter()
                    .map(|f| f.counted.of.and_then(|n| i64::try_from(n).ok()))
                    .collect(),
            ),
        ),
        (
            "rows",
            Column::count(list.iter().map(|f| f.counted.rows.len())),
        ),
        (
            "address",
            Column::Text(
                list.iter()
                    .map(|f| match f.home {
                        Home::Nowhere => None,
                        _ => figures.href(&f.id),
                    })
                    .collect(),
            ),
        ),
    ])
}
