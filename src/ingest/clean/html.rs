//! HTML of contributions to plain text: paragraphs, lists, tables and links kept, no tag and no entity left.
//!
//! Editors write HTML that is cut, nested wrongly or half escaped, and a cell may be megabytes of it: one
//! pass over the tags, in linear time, keeps every word of it, where a tree is not needed for anything.

use crate::ingest::clean::entities::{decode_entities, holds_entity};
use crate::ingest::clean::markup::{Piece, Pieces};
use crate::ingest::clean::tags::holds_tag;
use memchr::memchr2;
use std::borrow::Cow;

/// Whether a text is HTML: it holds a tag of flowing text or an entity. `< 3`, `<http://...>` and a lone
/// `<br>` in plain text do not count.
pub fn looks_like_html(text: &str) -> bool {
    memchr2(b'<', b'&', text.as_bytes()).is_some() && (holds_tag(text) || holds_entity(text))
}

/// A text as it is read by people: HTML as plain text, plain text as it is but for `<br>`.
pub(in crate::ingest) fn readable(text: &str) -> Cow<'_, str> {
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(if holds_tag(text) {
        tags_to_text(text)
    } else {
        plain_text(text)
    })
}

/// Plain text whose entities are decoded and whose `<br>` are line ends, as some platforms stored them.
pub(in crate::ingest) fn plain_text(text: &str) -> String {
    breaks(&entities(text))
}

/// The text of an HTML fragment. A link whose words are not its address is followed by the address in
/// brackets. Scripts, styles and comments are dropped. A text without any tag keeps its lines.
pub fn html_to_text(html: &str) -> String {
    readable(html).into_owned()
}

/// Decodes entities, those inside entities too: some platforms escape twice.
fn entities(text: &str) -> Cow<'_, str> {
    match decode_entities(text) {
        Cow::Owned(once) => match decode_entities(&once) {
            Cow::Owned(twice) => Cow::Owned(twice),
            Cow::Borrowed(_) => Cow::Owned(once),
        },
        text => text,
    }
}

/// Line ends for `<br>`.
fn breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut done, mut at) = (0, 0);
    while let Some(n) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + n;
        at = start + 1;
        let Some(end) = line_break(&text.as_bytes()[start..]) else {
            continue;
        };
        out.push_str(&text[done..start]);
        out.push('\n');
        done = start + end;
        at = done;
    }
    out.push_str(&text[done..]);
    out
}

/// The length of `<br>`, `<BR />` and the like at the beginning of some bytes.
fn line_break(bytes: &[u8]) -> Option<usize> {
    let name = bytes.get(1..3)?;
    if !name.eq_ignore_ascii_case(b"br") {
        return None;
    }
    let mut at = 3;
    while at < 8 && matches!(bytes.get(at), Some(b' ' | b'/')) {
        at += 1;
    }
    (bytes.get(at) == Some(&b'>')).then_some(at + 1)
}

fn tags_to_text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut pieces = Pieces::new(html);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => writer.text(&entities(text)),
            Piece::Open { name, tag } => {
                writer.open(name);
                match name {
                    "a" => {
                        writer.end_link();
                        if let Some(href) = tag.attribute("href") {
                            writer.link = Some((entities(href).into_owned(), None));
                        }
                    }
                    "ol" => {
                        let start = tag.attribute("start").and_then(|s| s.trim().parse().ok());
                        writer.lists.push(Some(start.unwrap_or(1)));
                    }
                    "ul" => writer.lists.push(None),
                    _ => {}
                }
            }
            Piece::Close(name) => writer.close(name),
        }
    }
    writer.end_link();
    writer.out.trim().to_string()
}

/// Whether an element is set apart from what is before and after it, by a blank line.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "dl"
            | "blockquote"
            | "table"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "section"
            | "article"
            | "pre"
            | "figure"
            | "header"
            | "footer"
            | "aside"
            | "main"
            | "address"
            | "fieldset"
    )
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Line feeds owed before the next text.
    owed: usize,
    /// A space owed before the next text.
    space: bool,
    /// What begins the next text: a list's dash or number, the bar between two cells.
    marker: Option<String>,
    /// The open lists: a number where they are numbered.
    lists: Vec<Option<i64>>,
    /// How many cells of the table's row there were, and where the open row begins.
    cells: usize,
    row: Option<usize>,
    /// The open link, and where its words begin, once there are some.
    link: Option<(String, Option<usize>)>,
}

impl Writer {
    fn breaks(&mut self, n: usize) {
        if let Some(start) = self.row {
            // A table's row is one line.
            self.space = self.out.len() > start;
            return;
        }
        // `<li><p>` is one line.
        if self.marker.is_none() {
            self.owed = self.owed.max(n);
        }
        self.space = false;
    }

    /// What parts blocks: a blank line, but inside a list.
    fn block(&mut self) {
        self.breaks(if self.lists.is_empty() { 2 } else { 1 });
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" => self.breaks((self.owed + 1).min(2)),
            "tr" => {
                self.marker = None;
                self.row = None;
                self.breaks(1);
                self.cells = 0;
                self.row = Some(self.out.len());
            }
            "li" => {
                self.marker = None;
                self.breaks(1);
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "- ".to_string(),
                });
            }
            "dt" | "dd" | "caption" | "figcaption" => self.breaks(1),
            "td" | "th" => {
                if self.cells > 0 {
                    self.marker.get_or_insert_default().push_str(" | ");
                }
                self.cells += 1;
                self.space = false;
            }
            _ if is_block(name) => self.block(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "li" => {
                self.marker = None;
                self.breaks(1);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.marker = None;
                self.block();
            }
            "tr" => {
                self.marker = None;
                self.row = None;
                self.breaks(1);
            }
            "table" => {
                self.row = None;
                self.block();
            }
            "dt" | "dd" | "caption" | "figcaption" => {
                self.marker = None;
                self.breaks(1);
            }
            _ if is_block(name) => self.block(),
            _ => {}
        }
    }

    /// Writes a text, its white space folded; the no-break space is kept.
    fn text(&mut self, text: &str) {
        for part in text.split_inclusive([' ', '\n', '\r', '\t']) {
            let word = part.trim_end_matches([' ', '\n', '\r', '\t']);
            if !word.is_empty() {
                self.word(word);
            }
            self.space |= word.len() < part.len();
        }
    }

    fn word(&mut self, word: &str) {
        let begun = !self.out.is_empty();
        if self.owed > 0 {
            if begun {
                self.out
                    .push_str(if self.owed == 1 { "\n" } else { "\n\n" });
            }
            self.owed = 0;
        } else if self.space && begun && self.marker.is_none() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        self.space = false;
        if let Some(marker) = self.marker.take() {
            self.out.push_str(&marker);
        }
        if let Some((_, from @ None)) = &mut self.link {
            *from = Some(self.out.len());
        }
        self.out.push_str(word);
    }

    fn end_link(&mut self) {
        let Some((href, from)) = self.link.take() else {
            return;
        };
        // A link without words (a picture's) is not said.
        let Some(words) = from.and_then(|from| self.out.get(from..)) else {
            return;
        };
        let address = href.trim();
        let web = address.starts_with("http://") || address.starts_with("https://");
        if web && words != address && !address.trim_end_matches('/').ends_with(words) {
            self.out.push_str(" (");
            self.out.push_str(address);
            self.out.push(')');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    #[test]
    fn paragraphs_lists_links_and_entities() {
        let html = "<p>Bonjour,</p>\r\n\r\n<p>des ministres sur-pay&eacute;s&nbsp;, d&#39;accord<br />\
                    ici</p><ul><li>un</li><li>deux</li></ul><p>Voir <a href=\"http://x.fr/a\">ce \
                    texte</a>.</p><script>x()</script>";
        assert_eq!(
            html_to_text(html),
            "Bonjour,\n\ndes ministres sur-payés\u{A0}, d'accord\nici\n\n- un\n- deux\n\nVoir ce \
             texte (http://x.fr/a)."
        );
    }

    #[test]
    fn lists_are_numbered_and_tables_have_cells() {
        for (html, text) in [
            (
                "<ol><li><p>un</p></li><li>deux<ul><li>a</li></ul></li><li></li></ol>fin",
                "1. un\n2. deux\n- a\n\nfin",
            ),
            ("<ol start=\"4\"><li>x<li>y</ol>", "4. x\n5. y"),
            (
                "<table><tr><th>Nom</th><th>Prix</th></tr>\n<tr><td><p>Pain</p></td><td></td>\
                 <td>1 &euro;</td></tr></table>",
                "Nom | Prix\nPain |  | 1 €",
            ),
            (
                "<p>a<!-- caché <p>b</p> -->c<style>p{}</style><script>\"<p>\"</script></p>d",
                "ac\n\nd",
            ),
            (
                "<p>R&amp;D, L&amp;#39;&amp;eacute;t&amp;eacute; &#x2014; &#8364; &OElig;uvre</p>",
                "R&D, L'été — € Œuvre",
            ),
            (
                "<p>Voir <a href='http://x.fr/?a=1&amp;b=2'>ici</a> et <a href=\"http://y.fr\">http://y.fr</a>",
                "Voir ici (http://x.fr/?a=1&b=2) et http://y.fr",
            ),
            (
                "<p>je <3 ça, x@<y.fr> et a < b</p>",
                "je <3 ça, x@<y.fr> et a < b",
            ),
            ("<p>coupé <a href=\"http://x", "coupé <a href=\"http://x"),
            (
                "<p>Le champ <title> et le <select> de <Nom> : <script> !</p>",
                "Le champ <title> et le <select> de <Nom> : <script> !",
            ),
            ("<p>un<o:p></o:p> <w:x>deux <x-y>z</p>", "un deux z"),
            ("<p>a<Nom>b</Nom></p>", "ab"),
            ("<P CLASS=x>Un</P><DIV>deux</DIV>", "Un\n\ndeux"),
            ("<p>a <b>b</b> <i>c</i>d</p>", "a b cd"),
        ] {
            assert_eq!(html_to_text(html), text, "{html}");
        }
    }

    #[test]
    fn plain_text_is_told_from_html() {
        assert!(looks_like_html("<p>a</p>") && looks_like_html("l&eacute;gal"));
        for plain in [
            "je <3 ça < 3",
            "voir <http://x.fr/a>",
            "R&D ; et toi",
            "R&D;",
            "Q&R; AT&T; a&bcd;",
            "si x <p et q",
            "Le champ <title> est vide et la page ne marche pas, formation",
            "<select>, <code>, <Nom> et </body> : « <p> »",
        ] {
            assert!(!looks_like_html(plain), "{plain}");
            assert_eq!(readable(plain), plain);
        }
        assert!(matches!(readable("où ça ?"), Cow::Borrowed(_)));
        assert!(!looks_like_html("a<br>b"));
        assert_eq!(
            readable("a<br>b<BR />c < 3 <http://x>"),
            "a\nb\nc < 3 <http://x>"
        );
        // Entities alone: the lines are the writer's.
        assert_eq!(
            readable("l&rsquo;&eacute;t&eacute;\n\n<br>ici &amp;agrave; R&D"),
            "l’été\n\n\nici à R&D"
        );
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        for piece in [
            "<div>",
            "<",
            "<a \"",
            "<a '>",
            "<!--",
            "</x>",
            "<script>",
            "&",
            "&amp;",
            "<p a=\"",
            "<ul><li>",
            "<a href=x>",
            "<td>",
            "<br",
            "<style",
            "&#",
            "<![CDATA[",
        ] {
            let start = Instant::now();
            let text = format!("<p>{}", piece.repeat((1 << 17) / piece.len()));
            let _ = html_to_text(&text);
            let _ = readable(&piece.repeat((1 << 17) / piece.len()));
            // Quadratic would be hours.
            assert!(start.elapsed() < Duration::from_secs(10), "{piece}");
        }
        assert_eq!(html_to_text(&("<div>".repeat(200_000) + "fin")), "fin");
    }

    proptest! {
        #[test]
        fn any_text_becomes_one_without_known_entities(
            text in "(<(p|li|ol|td|a href=x|/p|/li|!--|-->|script)>?|&(amp;|eacute;|#39;)|[a-zé <>&\n]){0,20}"
        ) {
            let out = readable(&text);
            prop_assert!(!out.contains("&eacute;") && !out.contains("&#39;"), "{}", out);
        }
    }
}
