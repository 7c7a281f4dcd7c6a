//! A tree printed as a query that reads back as the same tree.

use super::expr::{Expr, Item, Term, Test, Votes};
use crate::model::{Field, Side};
use jiff::civil::Date;
use std::fmt::{Display, Formatter, Result};

impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Item::Word(word) => write!(f, "{word}"),
            Item::Root(word) => write!(f, "{word}+"),
            Item::Exact(form) => write!(f, "={form}"),
            Item::Prefix(letters) => write!(f, "{letters}*"),
            Item::Suffix(letters) => write!(f, "*{letters}"),
            Item::Fuzzy(letters, edits) => write!(f, "{letters}~{edits}"),
            Item::Regex(pattern) => write!(f, "/{pattern}/"),
            Item::Link(letters, prefix) => write!(f, "{letters}{}", if *prefix { "*" } else { "" }),
        }
    }
}

/// Whether an item is a number of so many digits.
fn is_digits(item: &Item, lengths: std::ops::RangeInclusive<usize>) -> bool {
    let (Item::Word(word) | Item::Exact(word)) = item else {
        return false;
    };
    lengths.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.field {
            None if matches!(self.items[..], [Item::Link(..), ..]) => write!(f, "lien:")?,
            None => {}
            Some(Field::Title) => write!(f, "title:")?,
            Some(Field::Body) => write!(f, "body:")?,
        }
        if let ([item], None) = (&self.items[..], self.slop) {
            return write!(f, "{item}");
        }
        write!(f, "\"")?;
        for (i, item) in self.items.iter().enumerate() {
            let before = i.checked_sub(1).map(|b| &self.items[b]);
            let sign = match before {
                None => "",
                // Two numbers, and not one in groups.
                Some(before) if is_digits(before, 1..=3) && is_digits(item, 3..=3) => ", ",
                Some(_) => " ",
            };
            write!(f, "{sign}{item}")?;
        }
        write!(f, "\"")?;
        self.slop.map_or(Ok(()), |n| write!(f, "~{n}"))
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Test::Section(words) => write!(f, "section:\"{words}\""),
            Test::Theme(id) => write!(f, "theme:{id}"),
            Test::Stance(side) => {
                let name = match side {
                    Some(Side::Favourable) => "for",
                    Some(Side::Mixed) => "mixed",
                    Some(Side::Against) => "against",
                    None => "none",
                };
                write!(f, "stance:{name}")
            }
            Test::Author(author) => write!(f, "author:{author}"),
            Test::Date { from, to } => {
                let day = |d: &Option<Date>| d.map_or(String::new(), |d| d.to_string());
                write!(f, "date:{}..{}", day(from), day(to))
            }
            Test::Votes { what, least, most } => {
                let name = match what {
                    Votes::Favourable => "favourable",
                    Votes::Mixed => "mixed",
                    Votes::Against => "against",
                    Votes::Support => "votes",
                };
                let number = |n: &Option<u64>| n.map_or(String::new(), |n| n.to_string());
                write!(f, "{name}:{}..{}", number(least), number(most))
            }
            Test::Kind(kind) => write!(f, "type:{}", kind.name()),
            Test::Subcorpus(name) => write!(f, "in:\"{name}\""),
            Test::Variable { name, value } => match value {
                Some(value) => write!(f, "variable:{name}=\"{value}\""),
                None => write!(f, "variable:{name}=*"),
            },
        }
    }
}

/// A query that [`parse`](super::parse) reads as the same tree, columns aside, where the tree is one that it
/// can give. Row sets, which no query names, are printed as `#rows`; a group of nothing as `()`.
impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Expr::Term(term) => write!(f, "{term}"),
            Expr::Test(test, _) => write!(f, "{test}"),
            Expr::Rows(_) => write!(f, "#rows"),
            Expr::And(parts) => list(parts, " AND ", f),
            Expr::Or(parts) => list(parts, " OR ", f),
            Expr::Not(inner) => {
                write!(f, "NOT ")?;
                inner.operand(true, f)
            }
            Expr::Except(a, b) => {
                a.operand(false, f)?;
                write!(f, " HORS ")?;
                b.operand(false, f)
            }
        }
    }
}

impl Expr {
    /// Prints it beside an operator; `loose` where NOT and HORS may be there without parentheses.
    fn operand(&self, loose: bool, f: &mut Formatter<'_>) -> Result {
        let bare = match self {
            Expr::Term(_) | Expr::Test(..) | Expr::Rows(_) => true,
            Expr::Not(_) | Expr::Except(..) => loose,
            // The dictionary makes groups of one.
            Expr::And(parts) | Expr::Or(parts) => match &parts[..] {
                [one] => return one.operand(loose, f),
                _ => false,
            },
        };
        if bare {
            write!(f, "{self}")
        } else {
            write!(f, "({self})")
        }
    }
}

fn list(parts: &[Expr], operator: &str, f: &mut Formatter<'_>) -> Result {
    if parts.is_empty() {
        return write!(f, "()");
    }
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            write!(f, "{operator}")?;
        }
        part.operand(true, f)?;
    }
    Ok(())
}
