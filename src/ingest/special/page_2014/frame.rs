//! What of a saved HTML page is the contribution: the lines between the landmarks of the layout, as text.

use super::elements::Part;
use super::lines::{
    Heading, contribution_number, heading, is_closed, is_interface, number_and_date, page_sentence,
};
use super::markup::{Line, Lines, soft};
use rustc_hash::FxHashSet;

/// The page as the reader of text takes it.
pub(super) struct Framed {
    pub text: String,
    /// The line of the file for each line of the text.
    pub raw: Vec<u64>,
    /// Lines of menus, buttons and links to share that stood among the content: how many, and the first.
    pub set_aside: Option<(usize, u64, String)>,
}

/// What a line is in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// «Vous êtes sur la page de contribution de ...», «La contribution #N».
    Start,
    /// «#N, le JJ/MM/AAAA - HH:MM».
    Date,
    Heading(Heading),
    /// A phrase of the interface.
    Phrase,
}

fn mark(text: &str) -> Option<Mark> {
    if page_sentence(text).is_some() || contribution_number(text).is_some() {
        Some(Mark::Start)
    } else if number_and_date(text).is_some() {
        Some(Mark::Date)
    } else if let Some((kind, _)) = heading(text) {
        Some(Mark::Heading(kind))
    } else {
        (is_interface(text) || is_closed(text)).then_some(Mark::Phrase)
    }
}

/// Whether lines hold the landmark that every page has.
pub(super) fn has_start(lines: &Lines) -> bool {
    let content = lines.lines.iter().filter(|l| l.part == Part::Content);
    content
        .map(|l| soft(&l.text))
        .any(|t| mark(&t) == Some(Mark::Start))
}

/// Frames a page; `None` where no landmark says where it begins.
pub(super) fn frame(page: Lines) -> Option<Framed> {
    let parents = page.parents;
    let marks: Vec<Option<Mark>> = page
        .lines
        .iter()
        .map(|l| {
            let found = mark(&soft(&l.text));
            // What a footer or a button says is a landmark; a menu's links are not.
            found.filter(|m| match l.part {
                Part::Content => true,
                Part::Control => *m != Mark::Start,
                Part::Around => false,
            })
        })
        .collect();
    let start = marks.iter().position(|m| *m == Some(Mark::Start))?;
    let end = end(&page.lines, &marks, &parents, start);
    let landmarks = landmark_blocks(&page.lines, &marks, &parents);
    let mut kept: Vec<(Line, Option<Mark>)> = Vec::new();
    let mut set_aside = None;
    for (at, (line, mark)) in page.lines.into_iter().zip(marks).enumerate() {
        let closed = at < start && mark == Some(Mark::Phrase) && is_closed(&soft(&line.text));
        if closed {
            kept.push((line, mark));
        } else if at >= start && at <= end {
            if mark.is_some() || line.part == Part::Content {
                kept.push((line, mark));
            } else {
                let (count, raw, first) = set_aside.take().unwrap_or((0, line.raw, line.text));
                set_aside = Some((count + 1, raw, first));
            }
        }
    }
    give_links(&mut kept);
    let (text, raw) = write(&kept, &parents, &landmarks);
    Some(Framed {
        text,
        raw,
        set_aside,
    })
}

/// The last line of the page's content.
///
/// The last section ends with its phrase or with a heading that says that it is empty. Where it ends with a
/// text, and no phrase below, the text reaches as far as the element that holds its section.
fn end(lines: &[Line], marks: &[Option<Mark>], parents: &[u32], start: usize) -> usize {
    let is_content = |at: &usize| lines[*at].part == Part::Content;
    // Nor does what the footer below repeats of the phrases make it part of the page.
    let last = (start..lines.len())
        .rev()
        .find(|i| match marks[*i] {
            None => false,
            Some(Mark::Phrase) => is_content(i),
            Some(_) => true,
        })
        .unwrap_or(start);
    let mut kinds = [Heading::For, Heading::Against, Heading::Sources].map(|k| (k, false));
    for mark in marks[start..=last].iter().flatten() {
        for (kind, seen) in &mut kinds {
            *seen |= *mark == Mark::Heading(*kind);
        }
    }
    let whole = kinds.iter().all(|k| k.1);
    if whole && marks[last] != Some(Mark::Date) {
        return last;
    }
    let opening = (start..last)
        .rev()
        .find(|i| matches!(marks[*i], Some(Mark::Heading(_) | Mark::Start)))
        .unwrap_or(start);
    let mut holder = common(parents, lines[opening].block, lines[last].block);
    if marks[last] == Some(Mark::Date)
        && let Some(text) = (last + 1..lines.len()).find(is_content)
    {
        holder = common(parents, holder, lines[text].block);
    }
    (last + 1..lines.len())
        .take_while(|i| common(parents, holder, lines[*i].block) == holder)
        .last()
        .unwrap_or(last)
}

/// The innermost block that holds two blocks. Depth is limited, so that this is quick.
fn common(parents: &[u32], a: u32, b: u32) -> u32 {
    let (mut a, mut b) = (a, b);
    // A parent always has a smaller number than its children.
    while a != b {
        if a > b {
            a = parents[a as usize];
        } else {
            b = parents[b as usize];
        }
    }
    a
}

/// The blocks that hold a landmark of a record: items of such lists are arguments, not items of a text.
fn landmark_blocks(lines: &[Line], marks: &[Option<Mark>], parents: &[u32]) -> FxHashSet<u32> {
    let mut found = FxHashSet::default();
    for (line, mark) in lines.iter().zip(marks) {
        if matches!(mark, None | Some(Mark::Phrase)) {
            continue;
        }
        let mut block = line.block;
        while found.insert(block) && block != 0 {
            block = parents[block as usize];
        }
    }
    found
}

/// Gives sources the addresses of their links, which a page saved as text shows below the title.
fn give_links(kept: &mut Vec<(Line, Option<Mark>)>) {
    let mut sources = false;
    let mut insert: Vec<(usize, String)> = Vec::new();
    for at in 0..kept.len() {
        match kept[at].1 {
            Some(Mark::Heading(kind)) => sources = kind == Heading::Sources,
            Some(Mark::Date) if sources => {
                let block: Vec<&Line> = kept[at + 1..]
                    .iter()
                    .take_while(|(_, mark)| mark.is_none())
                    .map(|(line, _)| line)
                    .collect();
                let shown = block.iter().any(|l| l.text.starts_with("http"));
                // The last line above the next block is its author's name.
                let named = kept.get(at + 1 + block.len()).map(|l| l.1) == Some(Some(Mark::Date));
                let empty = block.len() == usize::from(named);
                if let Some(link) = block.first().and_then(|l| l.link.clone())
                    && !shown
                    && !empty
                {
                    insert.push((at + 2, link.to_string()));
                }
            }
            _ => {}
        }
    }
    if insert.is_empty() {
        return;
    }
    let mut insert = insert.into_iter().peekable();
    let mut out = Vec::with_capacity(kept.len() + 8);
    for (at, pair) in std::mem::take(kept).into_iter().enumerate() {
        if let Some((_, text)) = insert.next_if(|i| i.0 == at) {
            out.push(link_line(text, &out));
        }
        out.push(pair);
    }
    if let Some((_, text)) = insert.next() {
        out.push(link_line(text, &out));
    }
    *kept = out;
}

/// A line of its own for an address, below the line above.
fn link_line(text: String, above: &[(Line, Option<Mark>)]) -> (Line, Option<Mark>) {
    let (raw, block) = above.last().map_or((1, 0), |(l, _)| (l.raw, l.block));
    let line = Line {
        text,
        raw,
        gap: false,
        block,
        item: None,
        part: Part::Content,
        link: None,
    };
    (line, None)
}

/// The lines as text, items of lists marked, and the line of the file for each.
fn write(
    kept: &[(Line, Option<Mark>)],
    parents: &[u32],
    landmarks: &FxHashSet<u32>,
) -> (String, Vec<u64>) {
    let (mut text, mut raw) = (String::new(), Vec::new());
    for (at, (line, mark)) in kept.iter().enumerate() {
        // A name comes directly above its number and date.
        if line.gap && at > 0 && *mark != Some(Mark::Date) {
            text.push('\n');
            raw.push(line.raw);
        }
        let named = kept.get(at + 1).map(|l| l.1) == Some(Some(Mark::Date));
        let item = line.item.is_some_and(|item| {
            !landmarks.contains(&item) && !landmarks.contains(&parents[item as usize])
        });
        if item && !named && mark.is_none() {
            text.push_str("- ");
        }
        if *mark == self::mark(&line.text) {
            text.push_str(&line.text);
        } else {
            // No-break spaces would hide the landmark from the reader.
            text.push_str(&soft(&line.text));
        }
        text.push('\n');
        raw.push(line.raw);
    }
    (text, raw)
}
