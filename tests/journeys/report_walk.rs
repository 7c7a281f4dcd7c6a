//! No sentence says more than its figures: the tree and the page are walked, and each number, fact and
//! quotation is held against its source.

use super::support::open_demo;
use palabre::locale::{self, Lang};
use palabre::model::{Count, Span};
use palabre::pipeline::{self, Open};
use palabre::report::{Fact, Form, Home, Inline, Report};
use palabre::tally::ModeratedOption;
use scraper::{ElementRef, Html, Node};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn made(open: &Open, lang: Lang) -> Report {
    pipeline::in_memory(open, lang, &ModeratedOption::Exclude.into()).unwrap()
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_numeric())
}

/// What can be copied from a record.
fn of_record(open: &Open, id: &str, text: &str, lang: Lang) -> bool {
    let Some(record) = open.records().unwrap().iter().find(|r| r.id == id) else {
        return false;
    };
    let date = record
        .published_at
        .map(|at| locale::day(lang, locale::paris(at).date()));
    record.platform_number() == Some(text)
        || record.title == text
        || record.section.as_deref() == Some(text)
        || record.author.is_some_and(|a| a.to_string() == text)
        || date.as_deref() == Some(text)
        || record
            .support
            .is_some_and(|n| locale::integer(lang, n) == text)
}

/// Holds every piece of a report's tree against its source: how many figures, facts and passages there are.
pub(crate) fn check_tree(open: &Open, report: &Report, lang: Lang) -> [usize; 3] {
    let (mut figures, mut facts, mut verbatims) = (0, 0, 0);
    report.document.walk(&mut |inline| match inline {
        Inline::Text(text) => {
            assert!(!has_digit(text), "a loose digit: {text}");
            assert!(
                !text.contains(['«', '»', '"', '“', '”']),
                "a loose quotation: {text}"
            );
            assert!(
                !text.contains("[h-") && !text.starts_with('['),
                "a missing message: {text}"
            );
        }
        Inline::Figure(reference, _) => {
            figures += 1;
            let figure = report.figures.get(&reference.id).expect("a figure");
            assert_eq!(figure.counted.value, reference.value);
        }
        Inline::Datum(text, Fact::Record(id)) => {
            facts += 1;
            assert!(of_record(open, id, text, lang), "{text} is not of {id}");
        }
        Inline::Datum(text, Fact::Choice(id)) => {
            facts += 1;
            let mut votes = open.votes().unwrap().iter().map(|v| &v.0);
            let chosen = |v: &palabre::model::Vote| v.choice.as_ref() == Some(text);
            assert!(
                votes.any(|v| v.record == *id && chosen(v)),
                "{text} was not chosen in {id}"
            );
        }
        Inline::Datum(text, Fact::Dictionary) => {
            facts += 1;
            let d = &open.dictionary().unwrap();
            let known = d.version == *text
                || d.themes.len().to_string() == *text
                || d.themes.iter().any(|t| {
                    t.label == *text
                        || t.label_en == *text
                        || t.definition == *text
                        || t.terms.join(" · ") == *text
                        || t.exclude.join(" · ") == *text
                });
            assert!(known, "{text} is not of the dictionary");
        }
        Inline::Datum(text, Fact::Manifest) => {
            facts += 1;
            let manifest = serde_json::to_string(&open.manifest).unwrap();
            let digits: String = text
                .chars()
                .filter(|c| !matches!(c, '\u{202F}' | ','))
                .collect();
            let bytes: Vec<u64> = open
                .manifest
                .sources
                .iter()
                .map(|s| s.files.iter().map(|f| f.bytes).sum())
                .collect();
            let files: Vec<usize> = open
                .manifest
                .sources
                .iter()
                .map(|s| s.files.len())
                .collect();
            let known = manifest.contains(text.trim_start_matches("Palabre "))
                || bytes.iter().any(|n| n.to_string() == digits)
                || files.iter().any(|n| n.to_string() == digits);
            assert!(known, "{text} is not of the manifest");
        }
        Inline::Datum(text, Fact::Subcorpus(name)) => {
            facts += 1;
            let part = open
                .corpus
                .config
                .subcorpus
                .get(name)
                .expect("a sub-corpus");
            assert!(
                part.shown() == text || part.query.get_ref() == text,
                "{text} is not of the sub-corpus {name}"
            );
        }
        Inline::Datum(..) => facts += 1,
        Inline::Verbatim {
            ordinal,
            span,
            marks,
        } => {
            verbatims += 1;
            let record = &open.records().unwrap()[*ordinal as usize];
            assert!(!record.moderation.moderated, "{} is moderated", record.id);
            let text = record.text(span.field);
            assert!(span.of(text).is_some_and(|t| !t.trim().is_empty()));
            for mark in marks {
                assert!(mark.start >= span.start && mark.end <= span.end);
            }
        }
        _ => {}
    });
    [figures, facts, verbatims]
}

#[test]
fn the_tree_holds_no_loose_number_and_no_loose_quotation() {
    let open = open_demo();
    for lang in [Lang::Fr, Lang::En] {
        let report = made(&open, lang);
        let [figures, facts, verbatims] = check_tree(&open, &report, lang);
        assert!(
            figures > 500 && facts > 300 && verbatims > 100,
            "{figures} {facts} {verbatims}"
        );
    }
}

#[test]
fn every_figure_is_its_rows() {
    check_figures(&made(&open_demo(), Lang::Fr));
}

/// Holds every figure that counts records against the records behind it.
pub(crate) fn check_figures(report: &Report) {
    for figure in report.figures.iter() {
        let counts_rows = figure
            .recipe
            .corpus()
            .is_some_and(|recipe| matches!(recipe.count, Count::Records(_)));
        if counts_rows && figure.home != Home::Nowhere {
            assert_eq!(
                figure.counted.value,
                figure.counted.rows.len(),
                "{}",
                figure.recipe
            );
        }
        if let Some(of) = figure.counted.of {
            assert!(figure.counted.value <= of, "{}", figure.recipe);
        }
    }
}

/// The texts of a page that are in no figure, fact, passage, drawing or style.
fn loose<'a>(element: ElementRef<'a>, out: &mut Vec<String>) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push(text.to_string()),
            Node::Element(e) => {
                let marked = ["data-figure", "data-datum", "data-verbatim"]
                    .iter()
                    .any(|a| e.attr(a).is_some());
                if !marked && !matches!(e.name(), "svg" | "style" | "title") {
                    loose(ElementRef::wrap(child).unwrap(), out);
                }
            }
            _ => {}
        }
    }
}

fn select<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    let selector = scraper::Selector::parse(css).unwrap();
    html.select(&selector).collect()
}

pub(crate) fn check_page(open: &Open, report: &Report, lang: Lang, name: &str, page: &str) {
    let html = Html::parse_document(page);
    let mut texts = Vec::new();
    loose(html.root_element(), &mut texts);
    for text in texts {
        assert!(!has_digit(&text), "{name}: a loose digit: {text}");
    }
    for element in select(&html, "[data-figure][data-form]") {
        let id = element.attr("data-figure").unwrap();
        let figure = report
            .figures
            .iter()
            .find(|f| f.id.as_str() == id)
            .expect("a figure");
        let of = figure.counted.of.unwrap_or(0);
        let wanted = match element.attr("data-form").unwrap() {
            "count" => locale::integer(lang, figure.counted.value),
            "share" => locale::share(lang, figure.counted.value, of),
            "base" => locale::integer(lang, of),
            _ => locale::integer(lang, figure.counted.rows.len()),
        };
        assert_eq!(
            element.text().collect::<String>(),
            wanted,
            "{name}: {}",
            figure.recipe
        );
    }
    for element in select(&html, "[data-verbatim]") {
        let place: Vec<&str> = element
            .attr("data-verbatim")
            .unwrap()
            .rsplitn(3, ' ')
            .collect();
        let (range, field, id) = (place[0], place[1], place[2]);
        let (start, end) = range.split_once('-').unwrap();
        let record = open
            .records()
            .unwrap()
            .iter()
            .find(|r| r.id == id)
            .expect("a record");
        let field = palabre::model::Field::ALL
            .into_iter()
            .find(|f| f.name() == field)
            .unwrap();
        let span = Span {
            field,
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        assert_eq!(
            element.text().collect::<String>(),
            span.of(record.text(field)).unwrap(),
            "{name}: {id}"
        );
    }
}

#[test]
fn the_pages_hold_no_loose_number_and_every_passage_is_its_records() {
    let open = open_demo();
    for lang in [Lang::Fr, Lang::En] {
        let report = made(&open, lang);
        check_page(&open, &report, lang, "index.html", &report.index);
        for (name, bytes) in report
            .files
            .iter()
            .filter(|f| f.0.ends_with(".html"))
            .step_by(7)
        {
            check_page(
                &open,
                &report,
                lang,
                name,
                std::str::from_utf8(bytes).unwrap(),
            );
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let followed = check_links(&made(&open_demo(), Lang::Fr));
    assert!(followed > 3_000, "{followed}");
}

/// Follows every link of the pages of a report: how many there are.
pub(crate) fn check_links(report: &Report) -> usize {
    let mut anchors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut pages: Vec<(&str, &str)> = vec![("index.html", &report.index)];
    for (name, bytes) in &report.files {
        if name.ends_with(".html") {
            pages.push((name, std::str::from_utf8(bytes).unwrap()));
        }
    }
    let ids_in = |page: &str| -> BTreeSet<String> {
        page.split(" id=\"")
            .skip(1)
            .map(|p| p.split('"').next().unwrap().to_string())
            .collect()
    };
    for (name, page) in &pages {
        anchors.insert(name, ids_in(page));
    }
    let mut files: BTreeSet<String> = report.files.iter().map(|f| f.0.clone()).collect();
    files.insert("index.html".into());
    for (name, _) in &report.tables {
        files.extend([format!("{name}.csv"), format!("{name}.parquet")]);
    }
    for plot in &report.plots {
        files.extend([
            format!("charts/{}.svg", plot.name),
            format!("charts/{}.png", plot.name),
        ]);
    }
    let mut followed = 0;
    for (name, page) in &pages {
        for part in page.split("href=\"").skip(1) {
            let href = part.split('"').next().unwrap();
            if href.starts_with("http") {
                continue;
            }
            let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
            let target = match (path, name.strip_prefix("lists/")) {
                ("", _) => name.to_string(),
                (path, Some(_)) => path
                    .strip_prefix("../")
                    .map_or_else(|| format!("lists/{path}"), str::to_string),
                (path, None) => path.to_string(),
            };
            assert!(
                files.contains(&target),
                "{name} leads to {target}, which is not there"
            );
            if !anchor.is_empty() {
                assert!(
                    anchors[target.as_str()].contains(anchor),
                    "{name} leads to {target}#{anchor}"
                );
            }
            followed += 1;
        }
    }
    followed
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let report = made(&open_demo(), Lang::Fr);
    for word in ["<script", "src=\"http", "@import", "url(http", "<link"] {
        assert!(!report.index.contains(word), "{word}");
    }
    let html = Html::parse_document(&report.index);
    for chart in select(&html, "figure svg") {
        let described = chart
            .children()
            .filter_map(ElementRef::wrap)
            .any(|e| e.value().name() == "desc" && !e.text().collect::<String>().trim().is_empty());
        assert!(described, "a chart without alternative text");
    }
    assert_eq!(select(&html, "h1").len(), 1);
}

#[test]
fn the_numbers_drawn_on_bars_are_figures() {
    let report = made(&open_demo(), Lang::Fr);
    let values: BTreeSet<String> = report
        .figures
        .iter()
        .map(|f| locale::integer(Lang::Fr, f.counted.value))
        .collect();
    let html = Html::parse_document(&report.index);
    let mut seen = 0;
    for text in select(&html, "#chart-themes svg text") {
        let text = text.text().collect::<String>();
        if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '\u{202F}') {
            assert!(values.contains(text.trim()), "{text} is no figure");
            seen += 1;
        }
    }
    assert!(seen > 30);
}

#[test]
fn words_that_a_consultation_does_not_allow() {
    let open = open_demo();
    let report = made(&open, Lang::Fr);
    report.document.walk(&mut |inline| {
        if let Inline::Text(text) = inline {
            let lower = text.to_lowercase();
            for word in ["les français", "l’opinion", "la majorité", "plébiscit"] {
                assert!(!lower.contains(word), "{text}");
            }
        }
        if let Inline::Figure(reference, Form::Share) = inline {
            assert!(reference.of.is_some(), "a share without its base");
        }
    });
    assert!(
        report
            .index
            .contains("Une consultation n’est pas un sondage")
    );
}
