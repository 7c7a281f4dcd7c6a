//! What the elements of HTML mean for the text of a page: breaks, what is no text, what is around it.

use html5ever::tokenizer::Tag;
use html5ever::tokenizer::states::RawKind;

/// What the elements around a line say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing: it may be content.
    Content,
    /// A button or a footer: only landmarks of the layout are meant there.
    Control,
    /// A menu, a sidebar, links to share: never content.
    Around,
}

/// How an element of that name is shown in the text: the line feeds around it, if it is a block.
pub(super) fn breaks(name: &str) -> Option<u8> {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "menu"
        | "blockquote" | "pre" | "table" | "hr" | "fieldset" => Some(2),
        "address" | "article" | "aside" | "body" | "button" | "caption" | "center" | "dd"
        | "details" | "dialog" | "dir" | "div" | "dt" | "figcaption" | "figure" | "footer"
        | "form" | "head" | "header" | "hgroup" | "html" | "legend" | "li" | "main" | "nav"
        | "option" | "section" | "summary" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => {
            Some(1)
        }
        _ => None,
    }
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose text is never shown as text of the page.
pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "noscript"
            | "template"
            | "textarea"
            | "select"
            | "svg"
            | "iframe"
            | "object"
            | "audio"
            | "video"
            | "canvas"
            | "noembed"
            | "noframes"
            | "xmp"
    )
}

/// How the inside of an element is parsed, where it is no markup.
pub(super) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "title" | "textarea" => Some(RawKind::Rcdata),
        "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// What an element says of the lines in it.
pub(super) fn part(tag: &Tag) -> Part {
    let attribute = |name: &str| {
        let found = tag.attrs.iter().find(|a| &*a.name.local == name);
        found.map(|a| a.value.to_ascii_lowercase())
    };
    let role = attribute("role").unwrap_or_default();
    let around_roles = ["navigation", "complementary", "search", "menu", "menubar"];
    if matches!(&*tag.name, "nav" | "aside") || around_roles.contains(&role.as_str()) {
        return Part::Around;
    }
    let classes = attribute("class").unwrap_or_default();
    let is_share = |class: &str| {
        let words: Vec<&str> = class.split(['-', '_']).collect();
        words.iter().any(|w| {
            matches!(
                *w,
                "share" | "sharing" | "partage" | "partager" | "addthis" | "breadcrumb"
            )
        })
    };
    // Only of small things: a page's body may well be marked as one that can be shared.
    let small = !matches!(&*tag.name, "body" | "html" | "main" | "article" | "section");
    if small && classes.split_ascii_whitespace().any(is_share) {
        return Part::Around;
    }
    if matches!(&*tag.name, "button" | "footer") || role == "button" || role == "contentinfo" {
        return Part::Control;
    }
    Part::Content
}
