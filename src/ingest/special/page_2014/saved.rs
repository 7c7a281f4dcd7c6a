//! A page that a browser saved as HTML: recognised by its content, and turned into the text that it shows.

use super::charset::{Decoded, decode_page};
use super::frame::{Framed, frame, has_start};
use super::markup;
use crate::ingest::{HEAD, InputFile, decode};
use std::io::Read;

/// How much of a file is looked at for the first landmark: saved pages may begin with long scripts.
const LOOKED_AT: u64 = 4 << 20;
/// The largest page that is read, in bytes.
pub(super) const MAX_PAGE_BYTES: usize = 64 << 20;

/// Whether a file that begins so is HTML.
pub(super) fn is_html(head: &[u8]) -> bool {
    let start = decode(&head[..head.len().min(4096)]).0;
    let start = start.trim_start().to_ascii_lowercase();
    start.starts_with('<')
        && ["<!doctype html", "<html", "<head", "<body"]
            .iter()
            .any(|t| start.contains(t))
}

/// Whether a file that begins so is a page with its pictures in one file, as MHTML.
pub(super) fn is_mhtml(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    start.contains("mime-version:") && start.contains("content-type: multipart/related")
}

/// Whether an HTML file holds the landmark that every contribution page has.
pub(super) fn is_page(file: &InputFile) -> bool {
    let holds = |bytes: &[u8]| {
        // The word is in each such landmark; a page without it need not be parsed.
        let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        (wide || memchr::memmem::find(bytes, b"contribution").is_some())
            && has_start(&markup::lines(&decode_page(bytes).text))
    };
    if holds(&file.head) {
        return true;
    }
    if file.head.len() < HEAD {
        return false;
    }
    let mut bytes = Vec::new();
    let read = file
        .reader()
        .is_ok_and(|r| r.take(LOOKED_AT).read_to_end(&mut bytes).is_ok());
    read && holds(&bytes)
}

/// A page's text, framed, and what its bytes were.
pub(super) struct Saved {
    pub framed: Framed,
    pub repaired: u64,
    pub contradicted: Option<&'static str>,
}

/// Turns a page into text; `None` where no landmark says where the contribution begins.
pub(super) fn text_of(bytes: &[u8]) -> Option<Saved> {
    let Decoded {
        text,
        repaired,
        contradicted,
    } = decode_page(bytes);
    frame(markup::lines(&text)).map(|framed| Saved {
        framed,
        repaired,
        contradicted,
    })
}
