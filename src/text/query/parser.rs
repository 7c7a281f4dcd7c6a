//! From lexemes to the tree: operators, parentheses, fields.

use super::QueryError;
use super::fields::{Name, Value};
use super::lexer::{Lexeme, lex};
use super::source::Source;
use super::words::{compound, is_compound, is_sign, piece, regex};
use crate::text::expr::{Expr, Item, Term};
use crate::text::fold;
use crate::text::scan::numbers::is_unit;
use crate::text::spelling::{self, Bond};
use crate::text::stop::is_function;
use std::ops::Range;

/// How deep parentheses and NOT may nest, together.
const MAX_DEPTH: usize = 64;
/// The longest query, in characters.
const MAX_LENGTH: usize = 200_000;
/// The most words of a phrase, and of words near each other.
const MAX_WORDS: usize = 1_000;
const MAX_NEAR: usize = 32;

const OR: [&str; 2] = ["OR", "OU"];
const AND: [&str; 2] = ["AND", "ET"];
const EXCEPT: [&str; 1] = ["HORS"];
const WITHOUT: [&str; 1] = ["SAUF"];

/// Reads a query, and gives the function words that it does without; `variables` are the folded names of the corpus's
/// variables.
pub(super) fn parse(query: &str, variables: &[String]) -> Result<(Expr, Vec<String>), QueryError> {
    let source = Source::new(query);
    if source.chars.len() > MAX_LENGTH {
        return source.error(
            MAX_LENGTH,
            format!("the query is longer than {MAX_LENGTH} characters"),
        );
    }
    let lexemes = lex(&source, variables)?;
    if lexemes.is_empty() {
        let Some(at) = source.chars.iter().position(|c| !c.is_whitespace()) else {
            return source.error(0, "the query is empty: write a word, or \"several words\"");
        };
        let text: String = source.chars[at..].iter().take(40).collect();
        return source.error(at, format!("«{}» holds no word", text.trim()));
    }
    let mut parser = Parser {
        shouting: false,
        ignored: Vec::new(),
        source,
        lexemes,
        at: 0,
        depth: 0,
        field: None,
    };
    parser.shouting = parser.is_shouted();
    let expr = parser.or()?;
    if parser.at < parser.lexemes.len() {
        return parser.wrong("this ) closes nothing: remove it or open a ( before");
    }
    Ok((expr, parser.ignored))
}

struct Parser {
    source: Source,
    lexemes: Vec<(Lexeme, usize)>,
    at: usize,
    depth: usize,
    /// The field whose parentheses are open, and where its name begins.
    field: Option<(Name, usize)>,
    /// The query is a title in capitals: it has no operators.
    shouting: bool,
    /// Function words that are beside others, in their order.
    ignored: Vec<String>,
}

impl Parser {
    /// The character where the lexeme at hand begins.
    fn place(&self) -> usize {
        self.lexemes
            .get(self.at)
            .map_or(self.source.chars.len(), |l| l.1)
    }

    fn wrong<T>(&self, message: impl Into<String>) -> Result<T, QueryError> {
        self.source.error(self.place(), message)
    }

    fn word_at(&self, at: usize) -> Option<&[char]> {
        match self.lexemes.get(at) {
            Some((Lexeme::Word(range), _)) => Some(self.source.slice(range)),
            _ => None,
        }
    }

    /// Whether an operand can begin at `at`.
    fn operand_at(&self, at: usize) -> bool {
        self.lexemes
            .get(at)
            .is_some_and(|(l, _)| !matches!(l, Lexeme::Close))
    }

    fn is_name(&self, at: usize, names: &[&str]) -> bool {
        self.word_at(at)
            .is_some_and(|w| names.iter().any(|n| n.chars().eq(w.iter().copied())))
    }

    /// Whether the lexeme at `at` is that binary operator: in capitals, an operand before and after, and
    /// not an all-capital title, where the neighbours are in capitals too.
    fn is_operator(&self, at: usize, names: &[&str]) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.lexemes.get(b));
        let follows = before.is_some_and(|(l, _)| !matches!(l, Lexeme::Open | Lexeme::Field(_)));
        !self.shouting && follows && self.operand_at(at + 1) && self.is_name(at, names)
    }

    fn operator(&self, names: &[&str]) -> bool {
        self.is_operator(self.at, names)
    }

    fn is_not(&self, at: usize) -> bool {
        !self.shouting && self.operand_at(at + 1) && self.is_name(at, &["NOT"])
    }

    fn is_any_operator(&self, at: usize) -> bool {
        let binary = [&OR[..], &AND, &EXCEPT, &WITHOUT];
        self.is_not(at) || binary.iter().any(|names| self.is_operator(at, names))
    }

    /// Whether the whole query is a title in capitals: no word holds a small letter or a sign, three or more are no
    /// operators, and two of these are side by side. `CAF OU CPAM OU MSA` is no title.
    fn is_shouted(&self) -> bool {
        let (mut words, mut beside, mut side_by_side) = (0, false, false);
        for (i, (lexeme, _)) in self.lexemes.iter().enumerate() {
            let Lexeme::Word(range) = lexeme else {
                return false;
            };
            let word = self.source.slice(range);
            if word.iter().any(|c| c.is_lowercase()) || is_sign(word) {
                return false;
            }
            let operator = [&OR[..], &AND, &EXCEPT, &WITHOUT, &["NOT"]]
                .iter()
                .any(|names| self.is_name(i, names));
            side_by_side |= !operator && beside;
            beside = !operator;
            if !operator && word.iter().any(|c| c.is_uppercase()) {
                words += 1;
            }
        }
        words > 2 && side_by_side
    }

    fn or(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.and()?];
        while self.operator(&OR) {
            self.at += 1;
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Expr::Or))
    }

    fn and(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.side()?];
        loop {
            if self.operator(&AND) {
                self.at += 1;
                // What is asked for in so many words is required.
                if let Some(last) = parts.last_mut() {
                    last.1 = None;
                }
                parts.push((self.operand()?, None));
            } else if self.operator(&WITHOUT) {
                self.at += 1;
                parts.push((Expr::Not(Box::new(self.not()?)), None));
            } else if self.operand_at(self.at) && !self.operator(&OR) {
                parts.push(self.side()?);
            } else {
                break;
            }
        }
        // «données de santé»: beside a word that says something «de» is not required.
        let says = |part: &(Expr, Option<String>)| part.1.is_none() && part.0.gives_occurrences();
        if parts.iter().any(says) {
            for word in parts.iter().filter_map(|part| part.1.clone()) {
                if !self.ignored.contains(&word) {
                    self.ignored.push(word);
                }
            }
            parts.retain(|part| part.1.is_none());
        }
        let parts = parts.into_iter().map(|part| part.0).collect();
        Ok(one_or(parts, Expr::And))
    }

    /// An operand of AND, and the function word that it is, where it is one outside quotation marks.
    fn side(&mut self) -> Result<(Expr, Option<String>), QueryError> {
        let at = self.at;
        let part = self.operand()?;
        // «catégorie A» is no «a».
        let is_name = |w: &[char]| w.len() == 1 && w[0].is_uppercase() && !self.shouting;
        let word = self.word_at(at);
        let bare = self.at == at + 1 && word.is_some_and(|w| !is_sign(w) && !is_name(w));
        let word = match &part {
            Expr::Term(Term { items, .. }) => match &items[..] {
                [Item::Word(word)] if bare && is_function(word) => Some(word.clone()),
                _ => None,
            },
            _ => None,
        };
        Ok((part, word))
    }

    /// An operand of AND. `web conférence`: both words, or the one word that they may be written as.
    fn operand(&mut self) -> Result<Expr, QueryError> {
        if self.bond_at(self.at) == Some(Bond::Word) && !self.is_operator(self.at + 2, &EXCEPT) {
            let first = self.word()?;
            let second = self.word()?;
            if let (Expr::Term(a), Expr::Term(b)) = (&first, &second) {
                let items = [&a.items[..], &b.items[..]].concat();
                let phrase = Expr::Term(Term { items, ..a.clone() });
                return Ok(Expr::Or(vec![Expr::And(vec![first, second]), phrase]));
            }
            return Ok(Expr::And(vec![first, second]));
        }
        self.not()
    }

    fn not(&mut self) -> Result<Expr, QueryError> {
        if !self.is_not(self.at) {
            return self.except();
        }
        self.deeper()?;
        self.at += 1;
        let inner = self.not()?;
        self.depth -= 1;
        Ok(Expr::Not(Box::new(inner)))
    }

    fn deeper(&mut self) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.wrong(format!("parentheses and NOT nest deeper than {MAX_DEPTH}"));
        }
        Ok(())
    }

    fn except(&mut self) -> Result<Expr, QueryError> {
        let start = self.place();
        let first = self.primary()?;
        if !self.operator(&EXCEPT) {
            return Ok(first);
        }
        self.words_only(&first, start)?;
        let mut without = Vec::new();
        while self.operator(&EXCEPT) {
            self.at += 1;
            let place = self.place();
            if self.is_not(self.at) {
                return self.wrong("HORS is followed by words; to leave out records, write SAUF");
            }
            let part = self.primary()?;
            self.words_only(&part, place)?;
            without.push(part);
        }
        let without = one_or(without, Expr::Or);
        Ok(Expr::Except(Box::new(first), Box::new(without)))
    }

    /// Refuses what has no occurrences where HORS compares occurrences.
    fn words_only(&self, expr: &Expr, at: usize) -> Result<(), QueryError> {
        if expr.gives_occurrences() {
            return Ok(());
        }
        self.source.error(
            at,
            "HORS comes between words: this says which records, not where in them; write SAUF, ET or OU",
        )
    }

    fn primary(&mut self) -> Result<Expr, QueryError> {
        let Some((lexeme, start)) = self.lexemes.get(self.at).cloned() else {
            return self.wrong("a word is wanted here");
        };
        match lexeme {
            Lexeme::Open => {
                self.deeper()?;
                self.at += 1;
                let inner = self.or()?;
                self.depth -= 1;
                if !matches!(self.lexemes.get(self.at), Some((Lexeme::Close, _))) {
                    return self.source.error(start, "this ( is never closed");
                }
                self.at += 1;
                Ok(inner)
            }
            Lexeme::Close => self.wrong("a word is wanted before this )"),
            Lexeme::Field(name) => {
                if self.field.is_some() {
                    return self.wrong("a field cannot be inside another field's value");
                }
                self.at += 1;
                self.field = Some((name, start));
                let inner = self.primary()?;
                self.field = None;
                Ok(inner)
            }
            Lexeme::Word(_) => self.word(),
            Lexeme::Quoted(range, slop) => {
                self.at += 1;
                self.quoted(&range, slop, start)
            }
            Lexeme::Regex(range) => {
                if let Some((name, _)) = self.field
                    && !name.takes_words()
                {
                    return self.wrong("this field takes no regular expression");
                }
                self.at += 1;
                let item = regex(&self.source, range)?;
                self.term(vec![item], None, start)
            }
        }
    }

    /// Whether the word at `at` is a prefix of French (`e`, `web`) and a word follows that it may belong to.
    fn bond_at(&self, at: usize) -> Option<Bond> {
        if self.field.is_some_and(|(name, _)| !name.takes_words()) {
            return None;
        }
        let word = self.word_at(at).filter(|w| !is_sign(w))?;
        if self.is_any_operator(at) || self.is_any_operator(at + 1) {
            return None;
        }
        self.word_at(at + 1)
            .filter(|w| w.first().is_some_and(|c| c.is_alphanumeric()))?;
        // `80 km/h` is one quantity.
        let next = self.word_at(at + 1).unwrap_or_default();
        let unit: String = next.iter().take_while(|c| c.is_alphanumeric()).collect();
        if word.iter().all(char::is_ascii_digit) && is_unit(&unit) {
            return Some(Bond::Prefix);
        }
        let text = |word: &[char]| word.iter().collect::<String>();
        if is_compound(&text(word), &text(next)) {
            return Some(Bond::Prefix);
        }
        spelling::bond(&text(word))
    }

    /// The word at hand, and the words that it is bound to: `e administration` is one phrase.
    fn word(&mut self) -> Result<Expr, QueryError> {
        let start = self.place();
        let mut items = Vec::new();
        loop {
            let bound = self.bond_at(self.at) == Some(Bond::Prefix);
            let Some((Lexeme::Word(range), at)) = self.lexemes.get(self.at).cloned() else {
                return self.wrong("a word is wanted here");
            };
            self.at += 1;
            if let Some((name, field)) = self.field
                && !name.takes_words()
            {
                return self.value(name, field, range);
            }
            self.no_minus(&range, at)?;
            piece(&self.source, &range, &mut items)?;
            if items.is_empty() {
                let text = self.source.text(&range);
                return self.source.error(at, format!("«{text}» holds no word"));
            }
            if !bound {
                break;
            }
        }
        let words: Option<Vec<String>> = items.iter().map(plain_word).collect();
        if let Some(words) = words.filter(|w| w.len() > 1)
            && let Some(parts) = compound(&words.join("-"), &words)
        {
            items = parts;
        }
        self.term(items, None, start)
    }

    fn no_minus(&self, range: &Range<usize>, at: usize) -> Result<(), QueryError> {
        let word = self.source.slice(range);
        let minus = matches!(
            word.first(),
            Some('-' | '\u{2010}' | '\u{2011}' | '\u{2212}')
        );
        if minus && word.get(1).is_some_and(|c| c.is_alphanumeric()) {
            let rest: String = word[1..].iter().collect();
            return self.source.error(
                at,
                format!("to leave out records with {rest}, write NOT {rest}"),
            );
        }
        Ok(())
    }

    fn quoted(
        &mut self,
        range: &Range<usize>,
        slop: Option<u32>,
        start: usize,
    ) -> Result<Expr, QueryError> {
        if let Some((name, field)) = self.field
            && !name.takes_words()
        {
            if slop.is_some() {
                return self
                    .source
                    .error(start, "this field takes no ~ behind its value");
            }
            return self.value(name, field, range.clone());
        }
        let mut items = Vec::new();
        for part in self.source.pieces(range) {
            piece(&self.source, &part, &mut items)?;
        }
        if items.is_empty() {
            let text = self.source.text(range);
            let message = format!("«{}» holds no word", text.trim());
            return self.source.error(start, message);
        }
        self.term(items, slop, start)
    }

    fn value(&self, name: Name, field: usize, range: Range<usize>) -> Result<Expr, QueryError> {
        let source = &self.source;
        Value {
            source,
            range,
            field,
        }
        .read(name)
    }

    fn term(&self, items: Vec<Item>, slop: Option<u32>, start: usize) -> Result<Expr, QueryError> {
        let most = if slop.is_some() { MAX_NEAR } else { MAX_WORDS };
        if items.len() > most {
            return self.source.error(
                start,
                format!(
                    "{} words: quotation marks hold at most {most} here",
                    items.len()
                ),
            );
        }
        let (field, items) = match self.field {
            Some((Name::Text(field), _)) => (Some(field), items),
            Some((Name::Link, _)) => (None, self.of_link(items, start)?),
            _ => (None, items),
        };
        Ok(Expr::Term(Term {
            // One word is near itself.
            slop: slop.filter(|_| items.len() > 1),
            items,
            field,
        }))
    }
}

impl Parser {
    /// Words as those of an address.
    fn of_link(&self, items: Vec<Item>, start: usize) -> Result<Vec<Item>, QueryError> {
        let link = |item: Item| match item {
            Item::Word(word) | Item::Exact(word) => Ok(Item::Link(fold(&word).into_owned(), false)),
            Item::Prefix(letters) => Ok(Item::Link(letters, true)),
            _ => self.source.error(
                start,
                "lien: takes words and beginnings of words, as in lien:legifrance or lien:legi*",
            ),
        };
        items.into_iter().map(link).collect()
    }
}

/// The letters of a plain word.
fn plain_word(item: &Item) -> Option<String> {
    match item {
        Item::Word(word) => Some(word.clone()),
        _ => None,
    }
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}
