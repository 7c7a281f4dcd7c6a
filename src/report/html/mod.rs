//! The report as a page: no script, nothing from outside.
//!
//! Every number is in an element that says which it is: `data-figure` (a counted figure), `data-datum`
//! (a fact and its source) or `data-verbatim` (a passage of a record). Tests read those.

mod card;
mod drawings;
mod inline;
mod lists;
mod page;

pub use drawings::Plot;
pub(super) use drawings::{drawings, plots};
pub(super) use lists::lists;
pub(super) use page::page;

use crate::charts::{CSS, font};

/// The style sheet of a page, with the embedded font where `fonts` is set.
fn style(fonts: bool) -> String {
    let mut out = String::new();
    if fonts {
        out.push_str(&font::face_css());
    }
    out.push_str(include_str!("style.css"));
    out.push_str(CSS);
    out
}
