//! HTML of contributions to plain text: paragraphs, lists and links kept, no tag and no entity left.

use scraper::{Html, Node};

/// Whether a text is HTML: it holds a tag of flowing text or an entity. `< 3`, `<http://...>` and a lone
/// `<br>` in plain text do not count.
pub fn looks_like_html(text: &str) -> bool {
    const TAGS: [&str; 14] = [
        "<p>",
        "<p ",
        "</p>",
        "<div",
        "<ul",
        "<ol",
        "<li",
        "<strong",
        "<em>",
        "<a href",
        "<span",
        "<h2",
        "<blockquote",
        "<table",
    ];
    let lower = text.to_ascii_lowercase();
    TAGS.iter().any(|t| lower.contains(t)) || holds_entity(text)
}

fn holds_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let Some(end) = rest.bytes().take(10).position(|b| b == b';') else {
            return false;
        };
        let name = &rest[..end];
        let numeric = name.strip_prefix('#').is_some_and(|n| {
            !n.is_empty() && n.bytes().all(|b| b.is_ascii_hexdigit() || b == b'x')
        });
        numeric || (end > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric()))
    })
}

/// Plain text with `<br>` in it, as some platforms stored line breaks.
pub(super) fn plain_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.find('>').map(|e| e + 1);
        let inside = end.map_or("", |e| tail[1..e - 1].trim_end_matches('/').trim());
        if let (Some(end), true) = (end, inside.eq_ignore_ascii_case("br")) {
            out.push('\n');
            rest = &tail[end..];
        } else {
            out.push('<');
            rest = &tail[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The text of an HTML fragment. A link whose words are not its address is followed by the address in
/// brackets. Scripts and styles are dropped.
pub fn html_to_text(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let mut writer = Writer::default();
    // The tree is walked with a stack of our own: hostile nesting cannot exhaust the thread's.
    let mut stack = vec![Step::Enter(document.tree.root())];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node) => {
                if let Node::Text(text) = node.value() {
                    writer.text(text);
                    continue;
                }
                if let Node::Element(element) = node.value() {
                    if matches!(element.name(), "script" | "style" | "head" | "noscript") {
                        continue;
                    }
                    writer.open(element.name());
                    let href = (element.name() == "a")
                        .then(|| element.attr("href"))
                        .flatten();
                    stack.push(Step::Leave(
                        element.name().to_string(),
                        href.map(|h| (h.to_string(), writer.out.len())),
                    ));
                }
                for child in node.children().rev() {
                    stack.push(Step::Enter(child));
                }
            }
            Step::Leave(name, link) => {
                if let Some((href, from)) = link {
                    writer.link(&href, from);
                }
                writer.close(&name);
            }
        }
    }
    writer.out.trim().to_string()
}

/// A step of the walk; `N` is the tree's node.
enum Step<N> {
    Enter(N),
    Leave(String, Option<(String, usize)>),
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Line feeds owed before the next text.
    owed: usize,
    /// A space owed before the next text.
    space: bool,
}

impl Writer {
    fn breaks(&mut self, n: usize) {
        self.owed = self.owed.max(n);
        self.space = false;
    }

    fn open(&mut self, name: &str) {
        match name {
            "p" | "div" | "ul" | "ol" | "blockquote" | "table" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "section" | "article" | "pre" => self.breaks(2),
            "br" => {
                self.owed = (self.owed + 1).min(2);
                self.space = false;
            }
            "tr" => self.breaks(1),
            "li" => {
                self.breaks(1);
                self.text("- ");
                self.space = false;
            }
            "td" | "th" => self.space = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "div" | "ul" | "ol" | "blockquote" | "table" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "section" | "article" | "pre" => self.breaks(2),
            "tr" | "li" => self.breaks(1),
            _ => {}
        }
    }

    /// Writes a text, its white space folded; the no-break space is kept.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t') {
                self.space = true;
                continue;
            }
            if self.owed > 0 {
                if !self.out.is_empty() {
                    self.out.push_str(&"\n".repeat(self.owed));
                }
                self.owed = 0;
                self.space = false;
            } else if std::mem::take(&mut self.space)
                && !self.out.is_empty()
                && !self.out.ends_with('\n')
                && !self.out.ends_with("- ")
            {
                self.out.push(' ');
            }
            self.out.push(c);
        }
        if text == "- " {
            self.out.push(' ');
        }
    }

    fn link(&mut self, href: &str, from: usize) {
        let words = self.out.get(from..).unwrap_or("").trim();
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
    fn plain_text_is_told_from_html() {
        assert!(looks_like_html("<p>a</p>") && looks_like_html("l&eacute;gal"));
        for plain in [
            "je <3 ça < 3",
            "voir <http://x.fr/a>",
            "a<br>b",
            "R&D ; et toi",
        ] {
            assert!(!looks_like_html(plain), "{plain}");
        }
        assert_eq!(
            plain_text("a<br>b<BR />c < 3 <http://x>"),
            "a\nb\nc < 3 <http://x>"
        );
    }

    #[test]
    fn deep_nesting_does_not_exhaust_the_stack() {
        let html = "<div>".repeat(2_000) + "fin";
        assert_eq!(html_to_text(&html), "fin");
    }
}
