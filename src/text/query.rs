//! The one language of terms: its tree and its parser, for dictionaries and searches alike.
//!
//! ```text
//! mot            every inflected form of the word, whatever its case and accents
//! =mot           the exact form: case does not matter, accents do
//! mot*           every form that begins so
//! "suite de mots"      adjacent words; each may be plain, =exact or prefix*
//! "suite de mots"~3    the same words in any order, at most 3 other words between
//! a b   a AND b  a ET b      both in the record
//! a OR b         a OU b      either
//! NOT a   a SAUF b           not; `a SAUF b` is `a AND NOT b`
//! a HORS "b"     the occurrences of a that no occurrence of b overlaps
//! ( ... )        grouping
//! ```
//! Operators are operators only in capitals and where an operand can stand on each side: a title in
//! capitals is a plain query.

use super::analyse::write_form;
use super::expr::{Expr, Item, Term};
use super::scan::scan;

/// A query that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct QueryError {
    /// Character of the query, from 1, where the trouble is.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Lexeme {
    Open,
    Close,
    Word(String),
    Quoted(String, Option<u32>),
}

struct Parser {
    lexemes: Vec<(Lexeme, usize)>,
    at: usize,
    end: usize,
    depth: usize,
}

/// How deep parentheses may nest.
const DEEPEST: usize = 64;

/// Reads a query or a dictionary's term.
pub fn parse(query: &str) -> Result<Expr, QueryError> {
    let lexemes = lex(query)?;
    let end = query.chars().count() + 1;
    if lexemes.is_empty() {
        return Err(QueryError {
            column: 1,
            message: "the query is empty: write a word, or \"several words\"".into(),
        });
    }
    let mut parser = Parser {
        lexemes,
        at: 0,
        end,
        depth: 0,
    };
    let expr = parser.or()?;
    if parser.at < parser.lexemes.len() {
        return Err(QueryError {
            column: parser.column(),
            message: "this ) closes nothing: remove it or open a ( before".into(),
        });
    }
    Ok(expr)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '«' | '»')
}

fn lex(query: &str) -> Result<Vec<(Lexeme, usize)>, QueryError> {
    let chars: Vec<char> = query.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let column = i + 1;
        match chars[i] {
            c if c.is_whitespace() => i += 1,
            '(' => {
                out.push((Lexeme::Open, column));
                i += 1;
            }
            ')' => {
                out.push((Lexeme::Close, column));
                i += 1;
            }
            c if is_quote(c) => {
                let Some(close) = chars[i + 1..].iter().position(|c| is_quote(*c)) else {
                    return Err(QueryError {
                        column,
                        message: "this quotation mark is never closed".into(),
                    });
                };
                let inner: String = chars[i + 1..i + 1 + close].iter().collect();
                i += close + 2;
                let mut slop = None;
                if chars.get(i) == Some(&'~') {
                    let digits: String = chars[i + 1..]
                        .iter()
                        .take_while(|c| c.is_ascii_digit())
                        .collect();
                    slop = Some(
                        digits
                            .parse::<u32>()
                            .ok()
                            .filter(|n| *n <= 100)
                            .ok_or_else(|| QueryError {
                                column: i + 1,
                                message: "after ~ a whole number from 0 to 100 is wanted, as in \
                                      \"former agents\"~3"
                                    .into(),
                            })?,
                    );
                    i += 1 + digits.len();
                }
                out.push((Lexeme::Quoted(inner, slop), column));
            }
            _ => {
                let mut word = String::new();
                while i < chars.len() {
                    let c = chars[i];
                    let bracket = c == '(' || c == ')';
                    // agent(e)s: brackets around an inclusive ending belong to the word.
                    let inclusive = c == '('
                        && !word.is_empty()
                        && chars[i + 1..].iter().take(7).any(|c| *c == ')')
                        && chars[i + 1].is_alphabetic();
                    if inclusive {
                        while chars[i] != ')' {
                            word.push(chars[i]);
                            i += 1;
                        }
                        word.push(')');
                        i += 1;
                        continue;
                    }
                    if c.is_whitespace() || is_quote(c) || bracket {
                        break;
                    }
                    word.push(c);
                    i += 1;
                }
                out.push((Lexeme::Word(word), column));
            }
        }
    }
    Ok(out)
}

impl Parser {
    fn column(&self) -> usize {
        self.lexemes.get(self.at).map_or(self.end, |l| l.1)
    }

    fn word_at(&self, at: usize) -> Option<&str> {
        match self.lexemes.get(at) {
            Some((Lexeme::Word(w), _)) => Some(w),
            _ => None,
        }
    }

    /// Whether an operand can begin at `at`.
    fn operand_at(&self, at: usize) -> bool {
        self.lexemes
            .get(at)
            .is_some_and(|(l, _)| !matches!(l, Lexeme::Close))
    }

    /// Whether the lexeme here is that binary operator: in capitals, an operand before and after, and
    /// not an all-capital title, where the neighbours are in capitals too.
    fn operator(&self, names: &[&str]) -> bool {
        let Some(word) = self.word_at(self.at) else {
            return false;
        };
        if !names.contains(&word) || self.at == 0 || !self.operand_at(self.at + 1) {
            return false;
        }
        !self.shouting()
    }

    /// Whether the whole query is a title in capitals: every plain word is, and two or more are no
    /// operators. `CAF OU CPAM` is then a title as well; write `caf OU cpam`.
    fn shouting(&self) -> bool {
        let mut words = 0;
        for (lexeme, _) in &self.lexemes {
            match lexeme {
                Lexeme::Word(w) if !is_operator(w) => {
                    if w.chars().any(char::is_lowercase) || !w.chars().any(char::is_alphabetic) {
                        return false;
                    }
                    words += 1;
                }
                Lexeme::Word(_) => {}
                _ => return false,
            }
        }
        words > 2
    }

    fn or(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.and()?];
        while self.operator(&["OR", "OU"]) {
            self.at += 1;
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Expr::Or))
    }

    fn and(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.except()?];
        loop {
            if self.operator(&["AND", "ET"]) {
                self.at += 1;
                parts.push(self.except()?);
            } else if self.operator(&["SAUF"]) {
                self.at += 1;
                parts.push(Expr::Not(Box::new(self.except()?)));
            } else if self.operand_at(self.at) && !self.operator(&["OR", "OU"]) {
                parts.push(self.except()?);
            } else {
                break;
            }
        }
        Ok(one_or(parts, Expr::And))
    }

    fn except(&mut self) -> Result<Expr, QueryError> {
        let mut expr = self.unary()?;
        while self.operator(&["HORS"]) {
            self.at += 1;
            let without = self.unary()?;
            expr = Expr::Except(Box::new(expr), Box::new(without));
        }
        Ok(expr)
    }

    fn unary(&mut self) -> Result<Expr, QueryError> {
        if self.word_at(self.at) == Some("NOT") && self.operand_at(self.at + 1) && !self.shouting()
        {
            self.at += 1;
            return Ok(Expr::Not(Box::new(self.unary()?)));
        }
        let column = self.column();
        let Some((lexeme, _)) = self.lexemes.get(self.at).cloned() else {
            return Err(QueryError {
                column,
                message: "a word is wanted here".into(),
            });
        };
        self.at += 1;
        match lexeme {
            Lexeme::Open => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(QueryError {
                        column,
                        message: format!("parentheses nest deeper than {DEEPEST}"),
                    });
                }
                let inner = self.or()?;
                self.depth -= 1;
                match self.lexemes.get(self.at) {
                    Some((Lexeme::Close, _)) => {
                        self.at += 1;
                        Ok(inner)
                    }
                    _ => Err(QueryError {
                        column,
                        message: "this ( is never closed".into(),
                    }),
                }
            }
            Lexeme::Close => Err(QueryError {
                column,
                message: "a word is wanted before this )".into(),
            }),
            Lexeme::Word(w) => word(&w, column),
            Lexeme::Quoted(text, slop) => quoted(&text, slop, column),
        }
    }
}

fn is_operator(word: &str) -> bool {
    matches!(word, "AND" | "ET" | "OR" | "OU" | "NOT" | "SAUF" | "HORS")
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

/// The forms that the analyser finds in `text`, each with its end in bytes.
fn forms(text: &str) -> Vec<(String, usize)> {
    let mut out = Vec::new();
    let mut buffer = String::new();
    let text = super::normalise(text);
    scan(&text, |raw| {
        write_form(&text[raw.start..raw.end], raw, &mut buffer);
        out.push((buffer.clone(), raw.end));
    });
    out
}

/// Field prefixes that later versions will know; refused now, never taken for words.
const FIELDS: [&str; 13] = [
    "titre", "title", "section", "theme", "position", "stance", "auteur", "author", "date", "pour",
    "contre", "type", "in",
];

fn word(text: &str, column: usize) -> Result<Expr, QueryError> {
    if let Some(rest) = text.strip_prefix('-')
        && rest.starts_with(char::is_alphanumeric)
    {
        return Err(QueryError {
            column,
            message: format!("to leave out records with {rest}, write NOT {rest}"),
        });
    }
    if let Some((field, rest)) = text.split_once(':')
        && !rest.is_empty()
        && FIELDS.contains(&field)
    {
        return Err(QueryError {
            column,
            message: format!(
                "the field {field}: is not built yet; put the words in quotation marks to search them as text"
            ),
        });
    }
    items(text, None, column, false)
}

fn quoted(text: &str, slop: Option<u32>, column: usize) -> Result<Expr, QueryError> {
    items(text, slop, column, true)
}

/// Cuts a word or the inside of quotation marks into items.
fn items(text: &str, slop: Option<u32>, column: usize, quoted: bool) -> Result<Expr, QueryError> {
    let mut items = Vec::new();
    let mut marked = false;
    for part in text.split_whitespace() {
        let (exact, body) = match part.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, part),
        };
        let (prefix, body) = match body.strip_suffix('*') {
            Some(rest) => (true, rest),
            None => (false, body),
        };
        if exact && prefix {
            return Err(QueryError {
                column,
                message: format!("{part}: a word is exact (=) or a prefix (*), not both"),
            });
        }
        let found = forms(body);
        if (exact || prefix) && found.is_empty() {
            return Err(QueryError {
                column,
                message: format!("{part}: a word is wanted beside the sign"),
            });
        }
        marked |= exact || prefix;
        let last = found.len().saturating_sub(1);
        for (i, (form, _)) in found.into_iter().enumerate() {
            items.push(if exact {
                Item::Exact(form)
            } else if prefix && i == last {
                let folded = super::fold(&form).into_owned();
                if folded.chars().count() < 2 {
                    return Err(QueryError {
                        column,
                        message: format!("{part}: a prefix wants two letters or more"),
                    });
                }
                Item::Prefix(folded)
            } else {
                Item::Word(form)
            });
        }
    }
    if items.is_empty() {
        return Err(QueryError {
            column,
            message: format!("«{text}» holds no word"),
        });
    }
    let hyphenated = text.contains('-') || quoted;
    let joined = (items.len() > 1 && !marked && slop.is_none() && hyphenated).then(|| {
        items
            .iter()
            .map(|i| match i {
                // Only unmarked words are joined.
                Item::Word(w) => w.as_str(),
                _ => "",
            })
            .collect()
    });
    Ok(Expr::Term(Term {
        items,
        slop,
        joined,
        field: None,
    }))
}

#[cfg(test)]
mod tests;
