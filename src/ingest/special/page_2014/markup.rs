//! HTML to lines of text, as a browser saves a page as text: one line a block, with the place where it is.

use super::elements::{Part, breaks, is_skipped, is_void, part, raw_kind};
use super::lines::number_and_date;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{LocalName, TokenizerResult};
use std::cell::RefCell;
use std::rc::Rc;

/// How deep elements may be in each other; what is deeper counts as being here, as in browsers.
const DEEPEST: usize = 512;
/// How much is fed at once: the parser's buffers have a limit of their own.
const FED: usize = 1 << 20;

/// A line of text.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    /// The line of the file where it begins, from 1.
    pub raw: u64,
    /// A blank line comes before it.
    pub gap: bool,
    /// The innermost block that it is in: an index of [`Lines::parents`].
    pub block: u32,
    /// The item of a list that it begins.
    pub item: Option<u32>,
    pub part: Part,
    /// The address of the first link in it.
    pub link: Option<Rc<str>>,
}

/// The lines of a page.
#[derive(Default)]
pub(super) struct Lines {
    pub lines: Vec<Line>,
    /// The parent of each block; the first block is its own.
    pub parents: Vec<u32>,
}

/// The lines of an HTML text.
pub(super) fn lines(html: &str) -> Lines {
    let sink = Sink(RefCell::new(Writer::default()));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        let mut cut = rest.len().min(FED);
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        let (now, later) = rest.split_at(cut);
        input.push_back(StrTendril::from_slice(now));
        rest = later;
        // Scripts and names of encodings do not stop the parser: it goes on at once.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    }
    tokenizer.end();
    let mut writer = tokenizer.sink.0.into_inner();
    writer.node();
    writer.line_end();
    writer.lines
}

struct Sink(RefCell<Writer>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => writer.characters(&text, line),
            Token::TagToken(tag) => {
                writer.node();
                return match tag.kind {
                    TagKind::StartTag => writer.start(&tag),
                    TagKind::EndTag => {
                        writer.end(&tag.name);
                        TokenSinkResult::Continue
                    }
                };
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is open.
struct Open {
    name: LocalName,
    block: bool,
    /// The innermost block, itself where it is one.
    inside: u32,
    item: Option<u32>,
    part: Part,
    skipped: bool,
    kept_breaks: bool,
    link: Option<Rc<str>>,
}

struct Writer {
    lines: Lines,
    line: Option<Line>,
    open: Vec<Open>,
    /// Elements that are open deeper than [`DEEPEST`].
    deeper: usize,
    /// The text since the last tag, and the line where it begins.
    text: String,
    text_line: u64,
    /// Line feeds owed before the next text.
    owed: u8,
    /// A space owed before the next text.
    space: bool,
    /// The item of a list whose first line comes next.
    item: Option<u32>,
    /// Where in the line an element begins with `#`, and the line of the file there.
    hash: Option<(usize, u64)>,
}

impl Default for Writer {
    fn default() -> Self {
        Writer {
            lines: Lines {
                lines: Vec::new(),
                parents: vec![0],
            },
            line: None,
            open: Vec::new(),
            deeper: 0,
            text: String::new(),
            text_line: 1,
            owed: 1,
            space: false,
            item: None,
            hash: None,
        }
    }
}

impl Writer {
    fn characters(&mut self, text: &str, line: u64) {
        if self.text.is_empty() {
            // The parser has counted the line feeds of the text already.
            let fed = text.bytes().filter(|b| *b == b'\n').count() as u64;
            self.text_line = line.saturating_sub(fed).max(1);
        }
        if !self.open.last().is_some_and(|o| o.skipped) {
            self.text.push_str(text);
        }
    }

    /// Writes the text since the last tag.
    fn node(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if number_and_date(&soft(&text)).is_some() {
            // Such a line is its own, even where only a style sheet sets it apart.
            self.breaks(1);
            self.write(&text);
            self.breaks(1);
        } else {
            self.write(&text);
        }
    }

    fn breaks(&mut self, n: u8) {
        self.owed = self.owed.max(n);
        self.space = false;
    }

    /// Writes a text, its white space folded; the no-break space is kept, and so are the line ends of
    /// preformatted text.
    fn write(&mut self, text: &str) {
        let last = self.open.last();
        let kept_breaks = last.is_some_and(|o| o.kept_breaks);
        let part = last.map_or(Part::Content, |o| o.part);
        let block = last.map_or(0, |o| o.inside);
        let mut raw = self.text_line;
        let mut begun = false;
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{C}') {
                self.space = true;
                if c == '\n' {
                    raw += 1;
                    if kept_breaks {
                        self.line_feed();
                    }
                }
                continue;
            }
            let other = self.line.as_ref().is_none_or(|l| l.part != part);
            if other || self.owed > 0 {
                self.line_end();
            }
            let line = self.line.get_or_insert_with(|| Line {
                text: String::new(),
                raw,
                gap: self.owed > 1,
                block,
                item: self.item.take(),
                part,
                link: None,
            });
            if self.space && !line.text.is_empty() {
                line.text.push(' ');
            }
            if c == '#' && !begun {
                self.hash = Some((line.text.len(), raw));
            }
            begun = true;
            line.text.push(c);
            if line.link.is_none() {
                line.link = self.open.last().and_then(|o| o.link.clone());
            }
            (self.owed, self.space) = (0, false);
        }
    }

    /// Ends the line. A number and date that begin an element of their own are a line of their own, even
    /// where only a style sheet sets them apart from the name before.
    fn line_end(&mut self) {
        let hash = self.hash.take();
        let Some(mut line) = self.line.take() else {
            return;
        };
        let split = hash.filter(|(at, _)| {
            let rest = line.text.get(*at..).unwrap_or("");
            *at > 0 && number_and_date(&soft(rest)).is_some()
        });
        let Some((at, raw)) = split else {
            self.lines.lines.push(line);
            return;
        };
        let date = Line {
            text: line.text.split_off(at),
            raw,
            gap: false,
            item: None,
            link: None,
            ..line
        };
        line.text.truncate(line.text.trim_end().len());
        self.lines.lines.extend([line, date]);
    }

    fn line_feed(&mut self) {
        self.owed = (self.owed + 1).min(2);
        self.space = false;
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        self.close_implied(name);
        let skipped = self.open.last().is_some_and(|o| o.skipped);
        if let Some(n) = breaks(name)
            && !skipped
        {
            self.breaks(n);
        }
        if name == "br" && !skipped {
            self.line_feed();
        }
        if is_void(name) {
            return TokenSinkResult::Continue;
        }
        let raw = raw_kind(name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
        if self.open.len() >= DEEPEST && raw == TokenSinkResult::Continue {
            self.deeper += 1;
            return raw;
        }
        let above = self.open.last();
        let mut open = Open {
            name: tag.name.clone(),
            block: breaks(name).is_some(),
            inside: above.map_or(0, |o| o.inside),
            item: above.and_then(|o| o.item),
            part: above.map_or(Part::Content, |o| o.part),
            skipped: skipped || is_skipped(name),
            kept_breaks: name == "pre" || above.is_some_and(|o| o.kept_breaks),
            link: above.and_then(|o| o.link.clone()),
        };
        if open.part != Part::Around {
            let own = part(tag);
            if own != Part::Content {
                open.part = own;
            }
        }
        if open.block && !skipped {
            // A file of fewer than four thousand million elements.
            let id = self.lines.parents.len() as u32;
            self.lines.parents.push(open.inside);
            open.inside = id;
            if name == "li" {
                self.item = Some(id);
                open.item = Some(id);
            }
        }
        if name == "a" {
            let href = tag.attrs.iter().find(|a| &*a.name.local == "href");
            let href = href.map(|a| a.value.trim()).unwrap_or_default();
            let web = href.starts_with("http://") || href.starts_with("https://");
            open.link = web.then(|| href.into());
        }
        self.open.push(open);
        raw
    }

    /// Closes what a start tag closes without a word: HTML leaves out many end tags.
    fn close_implied(&mut self, name: &str) {
        let (closed, until): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "td", "th", "table"]),
            "dd" | "dt" => (&["dd", "dt"], &["dl", "td", "th", "table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "a" => (&["a"], &["td", "th", "table", "button"]),
            _ if breaks(name).is_some() => {
                // Any block ends a paragraph.
                let at = self.open.iter().rposition(|o| o.block);
                if let Some(at) = at.filter(|at| &*self.open[*at].name == "p") {
                    self.pop(at);
                }
                return;
            }
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            let open = &*self.open[at].name;
            if closed.contains(&open) {
                return self.pop(at);
            }
            if until.contains(&open) {
                return;
            }
        }
    }

    fn end(&mut self, name: &LocalName) {
        if &**name == "br" {
            // A browser takes `</br>` for `<br>`.
            return self.line_feed();
        }
        if self.deeper > 0 && raw_kind(name).is_none() {
            self.deeper -= 1;
            return;
        }
        let block = breaks(name).is_some();
        let table = matches!(
            &**name,
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "body" | "html"
        );
        for at in (0..self.open.len()).rev() {
            let open = &self.open[at];
            if open.name == *name {
                return self.pop(at);
            }
            // An end tag without a start reaches neither out of a block nor out of a cell.
            let cell = matches!(&*open.name, "td" | "th" | "table");
            if (open.block && !block) || (cell && !table) {
                return;
            }
        }
    }

    /// Closes an element and all that is open in it.
    fn pop(&mut self, at: usize) {
        if at < DEEPEST {
            self.deeper = 0;
        }
        for open in self.open.split_off(at).into_iter().rev() {
            if let Some(n) = breaks(&open.name)
                && (!open.skipped || is_skipped(&open.name))
            {
                self.breaks(n);
            }
        }
        // An item without a line of its own gives its mark to no other.
        if self.item.is_some() && self.open.last().and_then(|o| o.item) != self.item {
            self.item = None;
        }
    }
}

/// A text with its no-break spaces as spaces and its white space folded: landmarks are recognised by it.
pub(super) fn soft(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines as a browser would save them, each behind its line in the file.
    fn shown(html: &str) -> Vec<String> {
        lines(html)
            .lines
            .iter()
            .map(|l| {
                let gap = if l.gap { "\n" } else { "" };
                let item = if l.item.is_some() { "- " } else { "" };
                format!("{gap}{}: {item}{}", l.raw, l.text)
            })
            .collect()
    }

    #[test]
    fn blocks_breaks_lists_and_tables() {
        let html = "<html><head><title>T</title><style>p {}</style></head>\n<body><p>Un <b>d&eacute;\
                    bat</b>\n ouvert&nbsp;!<br>Oui.<p>Non<!-- x -->, d&#146;ici.\n<ul><li>un<li>deux</ul>\
                    <script>if (a<b) x()</script>\n<table><tr><td>a<td>b</table><div>c<span> d</span></div>\
                    <noscript><p>rien</p></noscript><input type=hidden value=z>e";
        assert_eq!(
            shown(html),
            [
                "\n2: Un débat ouvert\u{A0}!",
                "3: Oui.",
                "\n3: Non, d’ici.",
                "\n4: - un",
                "4: - deux",
                "\n5: a",
                "5: b",
                "\n5: c d",
                "5: e"
            ]
        );
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        assert_eq!(
            shown("<pre>un\r\n\r\ndeux\n  trois</pre>quatre"),
            ["\n1: un", "\n3: deux", "4: trois", "\n4: quatre"]
        );
    }

    #[test]
    fn deep_and_broken_nesting_ends() {
        let deep = "<div>".repeat(100_000) + "fin" + &"</div>".repeat(100_000) + "<p>puis";
        let found = shown(&deep);
        assert_eq!(found, ["1: fin", "\n1: puis"]);
        assert_eq!(
            shown("<p>a</div></b><i>b</p></i></table>c"),
            ["\n1: ab", "\n1: c"]
        );
        let unclosed = "<a href=http://x.fr>".repeat(100_000) + "x";
        assert_eq!(
            lines(&unclosed).lines[0].link.as_deref(),
            Some("http://x.fr")
        );
    }

    #[test]
    fn menus_buttons_and_share_links_are_lines_of_their_own() {
        let html = "<nav>Accueil</nav><p>Texte <span class='btn-share'>Partager</span> suite</p>\
                    <button>2 arguments pour</button><div class='bloc shared-space'>ici</div>";
        let found: Vec<(String, Part)> = lines(html)
            .lines
            .into_iter()
            .map(|l| (l.text, l.part))
            .collect();
        let expected = [
            ("Accueil", Part::Around),
            ("Texte", Part::Content),
            ("Partager", Part::Around),
            ("suite", Part::Content),
            ("2 arguments pour", Part::Control),
            ("ici", Part::Content),
        ];
        assert_eq!(found, expected.map(|(t, p)| (t.to_string(), p)));
    }
}
