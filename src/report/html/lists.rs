//! The lists behind figures: `lists/FIGURE.html`, the first rows of each; `lists/FIGURE.csv`, all ids.

use super::inline::{FormContents, Renderer};
use super::{card, style};
use crate::locale::integer;
use crate::model::{OrganiserOption, Record, RowSet, Set};
use crate::report::context::scope_name;
use crate::report::figure::{Figure, Figures, Home};
use crate::report::material::Material;
use crate::report::parts::{IMPORTS, WARNINGS};
use crate::report::sentence::Writer;
use crate::report::title::{part_title, title};
use crate::report::tree::{Fact, Inline};
use crate::store::write::{CsvStyle, csv_bytes};
use crate::store::{Column, Table};
use maud::{DOCTYPE, Markup, html};

/// How many rows of a figure a page shows.
const MAX_ROWS: usize = 500;

/// How many rows of each part a page shows, where all of them are more than [`MAX_ROWS`].
fn shown(parts: &[ListPart<'_>]) -> usize {
    let total: u64 = parts.iter().map(|p| p.1.len()).sum();
    if parts.len() > 1 && total > MAX_ROWS as u64 {
        (MAX_ROWS / parts.len()).max(50)
    } else {
        MAX_ROWS
    }
}

/// All files of `lists/`, and the style sheet that they share.
pub(crate) fn lists(
    material: &Material<'_>,
    writer: &Writer,
    figures: &Figures,
) -> Vec<(String, Vec<u8>)> {
    let r = Renderer {
        m: material,
        w: writer,
        f: figures,
        up: "../",
        cut: Default::default(),
        forms: FormContents::new(material),
    };
    let mut out = vec![("lists/style.css".to_string(), style(true).into_bytes())];
    for figure in figures.iter().filter(|f| f.home == Home::Own) {
        let parts = parts(figures, figure);
        out.push((
            format!("lists/{}.html", figure.id),
            r.list(figure, &parts).into_bytes(),
        ));
        out.push((format!("lists/{}.csv", figure.id), ids(material, &parts)));
    }
    out.extend(whole_records(&r));
    out.push((IMPORTS.to_string(), imports(material)));
    out.push((WARNINGS.to_string(), warnings(material)));
    out
}

/// The pages of records too long to be shown whole in lists: `lists/records-N.html`.
fn whole_records(r: &Renderer<'_, '_>) -> Vec<(String, Vec<u8>)> {
    let cut = r.cut.borrow().clone();
    let long: Vec<&Record> = cut.iter().map(|o| r.m.record(o)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < long.len() {
        let page = card::page_of(long[at]);
        let end = long[at..]
            .iter()
            .position(|x| card::page_of(x) != page)
            .map_or(long.len(), |n| at + n);
        let inner = html! {
            @for record in &long[at..end] { (r.whole_card(record)) }
        };
        let title = html! { (r.w.words("list-records")) };
        out.push((
            format!("lists/{page}"),
            r.sheet(title, html! {}, inner).into_bytes(),
        ));
        at = end;
    }
    out
}

/// A part of a list: the figure that it is (`None` for what is in no part), its rows.
type ListPart<'a> = (Option<&'a Figure>, RowSet);

fn parts<'a>(figures: &'a Figures, figure: &'a Figure) -> Vec<ListPart<'a>> {
    let mut rest = figure.counted.rows.clone();
    let mut out: Vec<ListPart<'a>> = Vec::new();
    for part in figures.parts_of(&figure.id) {
        rest = rest.minus(&part.counted.rows);
        out.push((Some(part), part.counted.rows.clone()));
    }
    if !rest.is_empty() {
        out.push((None, rest));
    }
    out
}

/// The ids behind a figure, one a row, with the part that each is in.
fn ids(material: &Material<'_>, parts: &[ListPart<'_>]) -> Vec<u8> {
    let mut id = Vec::new();
    let mut of = Vec::new();
    for (part, rows) in parts {
        for o in rows.iter() {
            id.push(material.record(o).id.clone());
            of.push(part.map(|p| p.id.to_string()));
        }
    }
    let table = Table::new(vec![("id", Column::text(id)), ("part", Column::Text(of))]);
    csv_bytes(&table, CsvStyle::French)
}

impl Renderer<'_, '_> {
    fn list(&self, figure: &Figure, parts: &[ListPart<'_>]) -> String {
        let lang = self.m.lang;
        let recipe = figure.recipe.corpus();
        let theme = recipe.and_then(|recipe| self.m.theme(recipe.theme()?));
        let total = figure.counted.rows.len();
        let note = html! {
            p.note {
                span.figure data-figure=(figure.id) data-form="rows" { (integer(lang, total)) }
                " " (self.line(&self.rows_word(total))) " · "
                a href={ (figure.id) ".csv" } { (self.w.words("list-csv")) } " · "
                span data-datum=(Fact::Rule.name()) { code { (figure.recipe.to_string()) } }
            }
        };
        let counted = recipe.is_some_and(|recipe| recipe.set == Set::Counted);
        let excluded = self.m.view.has_organiser
            && self.m.view.organiser_option == OrganiserOption::Exclude
            && counted;
        let note = html! {
            (note)
            @if excluded { p.note { (self.w.words("list-organiser-excluded")) } }
        };
        let most = shown(parts);
        let inner = html! {
            @for (part, rows) in parts {
                @if let Some(part) = part {
                    h2 id=(part.id) { (self.part_title(part, rows)) }
                }
                @if rows.len() > most as u64 {
                    p.note { (self.w.words("list-cut")) " " span data-datum=(Fact::Rule.name()) { (integer(lang, most as u64)) } }
                }
                @for o in rows.iter().take(most) { (self.card(self.m.record(o), theme)) }
            }
        };
        self.sheet(self.title(figure), note, inner)
    }

    /// A page of `lists/`.
    fn sheet(&self, title: Markup, note: Markup, inner: Markup) -> String {
        html! {
            (DOCTYPE)
            html lang=(self.m.lang.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.w.words("list")) " – " (self.m.title) }
                    link rel="stylesheet" href="style.css";
                }
                body.list {
                    header {
                        p.kicker {
                            a href="../index.html" { "← " span data-datum=(Fact::Corpus.name()) { (self.m.title) } }
                            @if let Some(scope) = &self.m.scope { " – " (self.line(&[scope_name(scope)])) }
                        }
                        h1 { (title) }
                        (note)
                    }
                    main { (inner) }
                }
            }
        }
        .into_string()
    }

    /// What a figure counts, in words.
    fn title(&self, figure: &Figure) -> Markup {
        self.line(&title(self.m, self.w, &figure.recipe))
    }

    fn part_title(&self, part: &Figure, rows: &RowSet) -> Markup {
        let shown = integer(self.m.lang, rows.len());
        let name = self.line(&part_title(self.m, self.w, &part.recipe));
        html! { (name) " (" span.figure data-figure=(part.id) data-form="rows" { (shown) } ")" }
    }

    /// «texte» or «textes».
    fn rows_word(&self, n: u64) -> Vec<Inline> {
        let arg = crate::locale::Arg {
            name: "n",
            count: Some(n),
            value: Inline::Text(String::new()),
        };
        self.w.sentence("list-rows", vec![arg])
    }
}

fn imports(m: &Material<'_>) -> Vec<u8> {
    let rows = m.imports;
    let text = |f: &dyn Fn(&crate::store::ReadImport) -> Option<String>| {
        Column::Text(rows.iter().map(f).collect())
    };
    let table = Table::new(vec![
        ("source", text(&|r| Some(r.origin.source.to_string()))),
        ("file", text(&|r| Some(r.origin.file.to_string()))),
        ("place", text(&|r| Some(r.origin.place.to_string()))),
        ("what", text(&|r| Some(r.what.clone()))),
        ("outcome", text(&|r| Some(r.outcome.clone()))),
        ("record", text(&|r| r.record.clone())),
        ("reason", text(&|r| r.reason.clone())),
        ("detail", text(&|r| r.detail.clone())),
    ]);
    csv_bytes(&table, CsvStyle::French)
}

fn warnings(m: &Material<'_>) -> Vec<u8> {
    let table = Table::new(vec![
        ("kind", Column::text(m.warnings.iter().map(|w| w.0.clone()))),
        (
            "source",
            Column::text(m.warnings.iter().map(|w| w.1.source.to_string())),
        ),
        (
            "file",
            Column::text(m.warnings.iter().map(|w| w.1.file.to_string())),
        ),
        (
            "place",
            Column::text(m.warnings.iter().map(|w| w.1.place.to_string())),
        ),
        (
            "message",
            Column::text(m.warnings.iter().map(|w| w.2.clone())),
        ),
    ]);
    csv_bytes(&table, CsvStyle::French)
}
