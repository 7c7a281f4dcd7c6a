//! A page cut into its contribution and its sections of blocks. Cutting never fails: what is absent is
//! `None`, and the reader says so.

use super::lines::{
    Heading, contribution_number, heading, is_closed, is_interface, number_and_anything,
    number_and_date, page_sentence,
};

/// A name line, its number-and-date line, and where they are.
pub(super) struct Head<'t> {
    /// The line of the name, from 1.
    pub line: usize,
    pub name: &'t str,
    pub number: &'t str,
    pub date: &'t str,
}

/// An argument or a source.
pub(super) struct Block<'t> {
    /// The line of the name, from 1.
    pub line: usize,
    pub name: &'t str,
    pub number: &'t str,
    pub date: &'t str,
    pub text: String,
}

/// A section of blocks.
pub(super) struct Section<'t> {
    pub heading: Heading,
    /// The heading's line, from 1.
    pub line: usize,
    /// The number that the heading states.
    pub stated: u64,
    pub blocks: Vec<Block<'t>>,
    /// Lines before the first block that are no phrase of the interface.
    pub stray: Vec<(usize, &'t str)>,
}

/// A page.
pub(super) struct Page<'t> {
    pub number: Option<&'t str>,
    pub debate: Option<&'t str>,
    /// The author's name in the page's first sentence.
    pub page_author: Option<&'t str>,
    pub closed: bool,
    pub head: Option<Head<'t>>,
    pub title: Option<&'t str>,
    pub body: String,
    pub sections: Vec<Section<'t>>,
    /// Blocks that no heading announces: arguments of unknown side.
    pub unannounced: Vec<Block<'t>>,
    /// The page's first and last line, from 1.
    pub first_line: usize,
    pub last_line: usize,
}

impl<'t> Page<'t> {
    /// Cuts a file into its pages: one, or several that were saved one after the other.
    pub(super) fn cut_all(text: &'t str) -> Vec<Self> {
        let lines: Vec<&'t str> = text.lines().collect();
        let mut starts = vec![0];
        let (mut sentence, mut numbered) = (false, false);
        for (at, line) in lines.iter().enumerate() {
            let (is_sentence, is_number) = (
                page_sentence(line).is_some(),
                contribution_number(line).is_some(),
            );
            if (is_sentence && (sentence || numbered)) || (is_number && numbered) {
                starts.push(at);
                (sentence, numbered) = (false, false);
            }
            sentence |= is_sentence;
            numbered |= is_number;
        }
        starts
            .iter()
            .enumerate()
            .map(|(i, from)| {
                let to = starts.get(i + 1).copied().unwrap_or(lines.len());
                Page::cut(&lines[..to], *from)
            })
            .collect()
    }

    /// Cuts the page that begins at line `from` and ends with `lines`.
    fn cut(lines: &[&'t str], from: usize) -> Self {
        let mut page = Page {
            number: None,
            debate: None,
            page_author: None,
            closed: lines[from..].iter().any(|l| is_closed(l)),
            head: None,
            title: None,
            body: String::new(),
            sections: Vec::new(),
            unannounced: Vec::new(),
            first_line: from + 1,
            last_line: lines.len().max(1),
        };
        let headings = headings(lines, from);
        let end = headings.first().map_or(lines.len(), |h| h.0);
        page.contribution(lines, from, end);
        for (i, (at, heading, stated)) in headings.iter().enumerate() {
            let to = headings.get(i + 1).map_or(lines.len(), |h| h.0);
            page.sections
                .push(section(lines, *at, to, *heading, *stated));
        }
        page
    }

    fn contribution(&mut self, lines: &[&'t str], from: usize, end: usize) {
        let mut at = from;
        let mut numbered_at = None;
        while at < end {
            let line = lines[at];
            if self.debate.is_none()
                && let Some((author, debate)) = page_sentence(line)
            {
                self.page_author = Some(author);
                self.debate = debate;
            } else if let Some(number) = contribution_number(line) {
                self.number = Some(number);
                numbered_at = Some(at);
            } else if let Some((number, date)) = number_and_date(line)
                .or_else(|| number_and_anything(line).filter(|n| Some(n.0) == self.number))
            {
                // The name is the line above; a saved page may hold blank lines between.
                let name_at = (from..at).rev().find(|i| !lines[*i].trim().is_empty());
                let name = name_at.map_or("", |i| lines[i].trim());
                self.number = self.number.or(Some(number));
                let named = contribution_number(name).is_none() && !is_interface(name);
                self.head = Some(Head {
                    line: name_at.unwrap_or(at) + 1,
                    name: if named { name } else { "" },
                    number,
                    date,
                });
                at += 1;
                break;
            }
            at += 1;
        }
        if self.head.is_none() {
            // Nothing separates the title from the body; what is below the number is kept, but the line
            // that would be the author's name.
            let Some(numbered_at) = numbered_at else {
                return;
            };
            let author = self.page_author;
            let kept: Vec<&str> = lines[numbered_at + 1..end]
                .iter()
                .copied()
                .filter(|l| author.is_none_or(|a| l.trim() != a))
                .collect();
            self.body = content(&kept);
            return;
        }
        let Some(title) = (at..end).find(|i| !lines[*i].trim().is_empty()) else {
            return;
        };
        // A block that no heading announces ends the body: its first line is a name.
        let first = (title + 1..end)
            .find(|i| starts_block(&lines[..end], *i))
            .unwrap_or(end);
        self.title = Some(lines[title]);
        self.body = content(&lines[title + 1..first]);
        self.unannounced = blocks(lines, first, end);
    }
}

/// The lines that are headings, in order, each section at most once.
///
/// A body may hold a line that reads like a heading. A heading is one only where what follows, blank
/// lines and phrases of the interface aside, is another heading, the end, or (where it states a number)
/// a block.
fn headings(lines: &[&str], from: usize) -> Vec<(usize, Heading, u64)> {
    let mut found: Vec<(usize, Heading, u64)> = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(from) {
        let Some((kind, stated)) = heading(line) else {
            continue;
        };
        let next = (at + 1..lines.len())
            .find(|i| !lines[*i].trim().is_empty() && !is_interface(lines[*i]));
        let follows = match next {
            None => true,
            Some(i) if heading(lines[i]).is_some() => true,
            Some(i) => stated > 0 && starts_block(lines, i),
        };
        if follows && !found.iter().any(|f| f.1 == kind) {
            found.push((at, kind, stated));
        }
    }
    found
}

/// A block starts at a name line directly followed by a number-and-date line.
fn starts_block(lines: &[&str], at: usize) -> bool {
    !lines[at].trim().is_empty()
        && number_and_date(lines[at]).is_none()
        && lines
            .get(at + 1)
            .is_some_and(|l| number_and_date(l).is_some())
}

fn section<'t>(
    lines: &[&'t str],
    heading_at: usize,
    to: usize,
    heading: Heading,
    stated: u64,
) -> Section<'t> {
    let first = (heading_at + 1..to)
        .find(|i| starts_block(&lines[..to], *i))
        .unwrap_or(to);
    let stray = (heading_at + 1..first)
        .filter(|i| !lines[*i].trim().is_empty() && !is_interface(lines[*i]))
        .map(|i| (i + 1, lines[i].trim()))
        .collect();
    Section {
        heading,
        line: heading_at + 1,
        stated,
        blocks: blocks(lines, first, to),
        stray,
    }
}

/// The blocks of lines `from..to`, of which the first begins at `from`.
fn blocks<'t>(lines: &[&'t str], from: usize, to: usize) -> Vec<Block<'t>> {
    let starts: Vec<usize> = (from..to)
        .filter(|i| starts_block(&lines[..to], *i))
        .collect();
    starts
        .iter()
        .enumerate()
        .filter_map(|(i, &at)| {
            let end = starts.get(i + 1).copied().unwrap_or(to);
            let (number, date) = number_and_date(lines[at + 1])?;
            Some(Block {
                line: at + 1,
                name: lines[at].trim(),
                number,
                date,
                text: content(&lines[at + 2..end]),
            })
        })
        .collect()
}

/// The content of some lines: phrases of the interface that are alone are left out.
fn content(lines: &[&str]) -> String {
    let kept: Vec<&str> = lines.iter().copied().filter(|l| !is_interface(l)).collect();
    kept.join("\n").trim().to_string()
}
