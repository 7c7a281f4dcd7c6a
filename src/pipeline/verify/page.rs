//! The numbers and quotations of a page, read from its text: whoever changed it, they are held to figures and records.

use super::{Difference, DifferenceKind};
use crate::locale::{Lang, integer, share};
use crate::model::{Field, Span};
use crate::report::Figure;
use std::collections::HashMap;

/// What pages are held to.
pub(super) struct Expected<'e> {
    /// The figures as the corpus gives them today, by their ids.
    pub figures: HashMap<&'e str, &'e Figure>,
    /// The report's language.
    pub lang: Lang,
    /// The texts of records by their ids: title, body.
    pub texts: &'e HashMap<&'e str, (&'e str, &'e str)>,
}

/// How many things of a page were compared.
#[derive(Default)]
pub(super) struct Compared {
    pub numbers: u64,
    pub quotations: u64,
}

/// Compares the numbers and the quotations of a page.
pub(super) fn compare(
    file: &str,
    page: &str,
    expected: &Expected<'_>,
    compared: &mut Compared,
    found: &mut Vec<Difference>,
) {
    let mut differs = |kind, at: &str, printed: String, recomputed: Option<String>| {
        if recomputed.as_ref() != Some(&printed) {
            found.push(Difference {
                kind,
                file: file.to_string(),
                at: at.to_string(),
                printed: Some(printed),
                recomputed,
            });
        }
    };
    for (id, rest) in marked(page, "data-figure=\"") {
        // A mark of a chart has no number of its own.
        let Some((form, rest)) = attribute(rest, " data-form=\"") else {
            continue;
        };
        let Some((_, rest)) = rest.split_once('>') else {
            continue;
        };
        let printed = rest.split('<').next().unwrap_or("");
        compared.numbers += 1;
        let known = expected.figures.get(id);
        let shown = known.and_then(|figure| {
            let counted = &figure.counted;
            match form {
                "count" => Some(integer(expected.lang, counted.value)),
                "share" => Some(share(expected.lang, counted.value, counted.of?)),
                "base" => Some(integer(expected.lang, counted.of?)),
                "rows" => Some(integer(expected.lang, counted.rows.len())),
                _ => None,
            }
        });
        differs(DifferenceKind::Figure, id, unescaped(printed), shown);
    }
    for (place, rest) in marked(page, "data-verbatim=\"") {
        let Some((_, rest)) = rest.split_once('>') else {
            continue;
        };
        let inner = rest.split("</span>").next().unwrap_or("");
        let printed = unescaped(&inner.replace("<mark>", "").replace("</mark>", ""));
        compared.quotations += 1;
        let place = unescaped(place);
        let kept = passage(&place, expected.texts);
        differs(DifferenceKind::Quotation, &place, printed, kept);
    }
}

/// Every value of an attribute in a page, with what follows it.
fn marked<'p>(page: &'p str, attribute: &'static str) -> impl Iterator<Item = (&'p str, &'p str)> {
    page.split(attribute).skip(1).filter_map(move |piece| {
        // The rest of the page follows the value: the next mark may be inside of this one.
        let at = piece.as_ptr() as usize - page.as_ptr() as usize;
        page[at..].split_once('"')
    })
}

/// The value of an attribute that comes first in some text.
fn attribute<'p>(text: &'p str, name: &str) -> Option<(&'p str, &'p str)> {
    text.strip_prefix(name)?.split_once('"')
}

/// The kept text of a place `ID FIELD FROM-TO`.
fn passage(place: &str, texts: &HashMap<&str, (&str, &str)>) -> Option<String> {
    let mut parts = place.rsplitn(3, ' ');
    let (range, field, id) = (parts.next()?, parts.next()?, parts.next()?);
    let (start, end) = range.split_once('-')?;
    let (title, body) = texts.get(id)?;
    let field = [Field::Title, Field::Body]
        .into_iter()
        .find(|f| f.name() == field)?;
    let span = Span {
        field,
        start: start.parse().ok()?,
        end: end.parse().ok()?,
    };
    let text = match field {
        Field::Title => title,
        Field::Body => body,
    };
    span.of(text).map(str::to_string)
}

/// Text without the entities that the renderer writes.
fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CorpusRecipe, Count, Kinds};
    use crate::report::{Figures, Home};
    use crate::tally::Counted;

    #[test]
    fn each_number_and_quotation_of_a_page_is_compared() {
        let mut figures = Figures::new();
        let rows = (0..1_234).collect();
        let recipe = CorpusRecipe::new(Count::Records(Kinds::ALL), []);
        let counted = Counted::rows(rows).out_of(2_468);
        let id = figures.add(recipe, counted, Home::Own).id;
        let texts = HashMap::from([("s/proposal/1", ("Titre", "a <b> & «c»"))]);
        let expected = Expected {
            figures: figures.iter().map(|f| (f.id.as_str(), f)).collect(),
            lang: Lang::En,
            texts: &texts,
        };
        let page = format!(
            "<a data-figure=\"{id}\" data-form=\"count\">1,234</a> <rect data-figure=\"{id}\"/> \
             <a data-figure=\"{id}\" data-form=\"share\">50.0%</a> \
             <span data-verbatim=\"s/proposal/1 body 0-13\">a &lt;b&gt; &amp; <mark>«c»</mark></span>"
        );
        let differences = |page: &str| {
            let (mut found, mut compared) = (Vec::new(), Compared::default());
            compare("index.html", page, &expected, &mut compared, &mut found);
            assert_eq!((compared.numbers, compared.quotations), (2, 1));
            found
        };
        assert_eq!(differences(&page), []);
        let wrong = differences(&page.replace("1,234", "1,235"));
        assert_eq!(wrong[0].kind, DifferenceKind::Figure);
        assert_eq!(wrong[0].at, id.to_string());
        assert_eq!(wrong[0].printed.as_deref(), Some("1,235"));
        assert_eq!(wrong[0].recomputed.as_deref(), Some("1,234"));
        assert_eq!(differences(&page.replace("50.0", "51.0")).len(), 1);
        for (from, to) in [
            ("«c»", "«d»"),
            ("proposal/1", "proposal/2"),
            ("0-13", "0-11"),
        ] {
            let wrong = differences(&page.replace(from, to));
            assert_eq!(wrong[0].kind, DifferenceKind::Quotation, "{to}");
        }
        let unknown = differences(&page.replace(id.as_str(), "f-0000000000"));
        assert_eq!((unknown.len(), &unknown[0].recomputed), (2, &None));
    }
}
