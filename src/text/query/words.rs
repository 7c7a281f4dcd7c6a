//! The words of a query: plain, `=exact`, `prefix*`, `*suffix`, `fuzzy~1`, `family+`, `/regex/`.

use super::QueryError;
use super::regexp;
use super::source::{Source, is_quote};
use crate::text::analyse::{LINK_MARK, write_form};
use crate::text::expr::Item;
use crate::text::{Headwords, Pos, fold, normalise, scan};
use std::ops::Range;

/// The fewest letters of a word with one edit, and of one with two.
const FUZZY: [usize; 2] = [4, 7];

/// The forms that the analyser finds in `text`.
pub(super) fn forms(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut buffer = String::new();
    let text = normalise(text);
    scan(&text, |raw| {
        write_form(&text[raw.start..raw.end], raw, &mut buffer);
        out.push(buffer.clone());
    });
    out
}

/// Whether a piece is more than plain words.
pub(super) fn is_sign(piece: &[char]) -> bool {
    matches!(piece.first(), Some('=' | '*' | '/'))
        || piece.contains(&'*')
        || piece.contains(&'~')
        || is_root(piece)
}

/// Reads one piece without white space into items; what holds no word gives none.
pub(super) fn piece(
    source: &Source,
    range: &Range<usize>,
    out: &mut Vec<Item>,
) -> Result<(), QueryError> {
    let mut range = range.clone();
    if source.get(range.start) == Some('/') && regex_at(source, range.start) {
        return regex_piece(source, &range, out);
    }
    // What ends a sentence is no part of the last word.
    while range.end > range.start
        && matches!(
            source.chars[range.end - 1],
            ',' | ';' | '.' | '!' | '?' | '…'
        )
    {
        range.end -= 1;
    }
    let whole = source.text(&range);
    let mut signs = Vec::new();
    let (mut from, mut to) = (range.start, range.end);
    let first = source.get(from).filter(|_| from < to);
    if let Some(sign @ ('=' | '*')) = first {
        signs.push((sign, from));
        from += 1;
    }
    let mut edits = None;
    if from < to && source.chars[to - 1] == '*' {
        to -= 1;
        signs.push(('*', to));
    } else if is_root(source.slice(&(from..to))) {
        to -= 1;
        signs.push(('+', to));
    } else if let Some((at, digits)) = tilde(source, from..to)? {
        edits = Some(edits_of(source, at, &digits)?);
        to = at;
        signs.push(('~', at));
    }
    if signs.len() > 1 {
        let advice = match (signs[0].0, signs[1].0) {
            ('*', '*') => {
                let inner = source.text(&(from..to));
                format!("for words that hold {inner}, write /.*{inner}.*/")
            }
            _ => "a word takes one of = * ~ +".to_string(),
        };
        return source.error(signs[1].1, format!("«{whole}»: {advice}"));
    }
    if let Some(star) = source.slice(&(from..to)).iter().position(|c| *c == '*') {
        return source.error(
            from + star,
            format!(
                "«{whole}»: * is written at the beginning or at the end of a word; for the middle write a \
                 regular expression, /m.*t/"
            ),
        );
    }
    let found = forms(&source.text(&(from..to)));
    let Some((sign, _)) = signs.first().copied() else {
        if let Some(parts) = compound(&source.text(&(from..to)), &found) {
            out.extend(parts);
            return Ok(());
        }
        // The words of an address that was pasted are those of a link.
        let scheme = |form: &String| {
            let word = form.strip_prefix(LINK_MARK);
            matches!(word, Some("http" | "https" | "ftp"))
        };
        let found = found.into_iter().filter(|form| !scheme(form));
        out.extend(found.map(|form| match form.strip_prefix(LINK_MARK) {
            Some(word) => Item::Link(fold(word).into_owned(), false),
            None => Item::Word(form),
        }));
        return Ok(());
    };
    if found.is_empty() {
        return source.error(
            range.start,
            format!("«{whole}»: a word is wanted beside the sign"),
        );
    }
    // `*` before belongs to the first word of l'administration or of e-administration, `*` and `~` behind
    // to the last, `=` to all.
    let (head, tail) = (0, found.len() - 1);
    for (i, form) in found.into_iter().enumerate() {
        let letters = |least: usize, what: &str| {
            let folded = fold(&form).into_owned();
            if folded.chars().count() < least {
                return source.error(
                    range.start,
                    format!("«{whole}»: {what} wants {least} letters or more"),
                );
            }
            Ok(folded)
        };
        let item = match (sign, edits) {
            ('=', _) => Item::Exact(form),
            ('+', _) if i == tail => Item::Root(form),
            ('*', _) if from > range.start && i == head => Item::Suffix(letters(2, "a suffix")?),
            ('*', _) if from == range.start && i == tail => Item::Prefix(letters(2, "a prefix")?),
            ('~', Some(n)) if i == tail => {
                let least = FUZZY[usize::from(n) - 1];
                let what = if n == 1 { "one edit" } else { "two edits" };
                Item::Fuzzy(letters(least, what)?, n)
            }
            _ => Item::Word(form),
        };
        out.push(item);
    }
    Ok(())
}

/// The parts of a word with hyphens that the dictionary has, `peut-être`, `rendez-vous`: a part that is a form of a verb, or
/// a grammatical word, means its own letters, so that «pourrait être» is none; the last one its plural, too.
pub(super) fn compound(text: &str, parts: &[String]) -> Option<Vec<Item>> {
    let known = Headwords::builtin();
    let whole = parts.join("-");
    if parts.len() < 2 || !text.contains(['-', '\u{2010}', '\u{2011}']) {
        return None;
    }
    let whole = match known.contains(&whole) {
        true => whole,
        false => {
            let twins = known.folding_to(&fold(&whole));
            let [twin] = &twins[..] else { return None };
            twin.clone()
        }
    };
    let parts: Vec<&str> = whole.split('-').collect();
    let item = |(at, part): (usize, &&str)| {
        let pos = known.headword(part).map(|f| f.headword_pos);
        let own = pos.is_some_and(|p| p.intersects(Pos::VERB | Pos::FUNCTION));
        let verb = pos.is_some_and(|p| !p.contains(Pos::FUNCTION)) && !part.ends_with('s');
        match own {
            true if verb && at + 1 == parts.len() => Item::Regex(format!("{part}s?")),
            true => Item::Exact(part.to_string()),
            false => Item::Word(part.to_string()),
        }
    };
    Some(parts.iter().enumerate().map(item).collect())
}

/// Whether two words that are typed side by side are one of the dictionary's with a hyphen, whose first part is a form of a verb
/// or a grammatical word: `rendez vous`, `sous traitant`.
pub(super) fn is_compound(first: &str, second: &str) -> bool {
    let known = Headwords::builtin();
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let pos = known.headword(&first).map(|f| f.headword_pos);
    pos.is_some_and(|p| p.intersects(Pos::VERB | Pos::FUNCTION))
        && known.contains(&format!("{first}-{second}"))
}

/// Whether a `+` behind two letters or more ends a word: `C++` and `+1` have none.
fn is_root(word: &[char]) -> bool {
    let letters = word.iter().rev().skip(1).take_while(|c| c.is_alphabetic());
    word.last() == Some(&'+') && letters.count() >= 2
}

/// The `~` that ends a word, and the digits behind it. `site.fr/~name` has none.
fn tilde(source: &Source, range: Range<usize>) -> Result<Option<(usize, String)>, QueryError> {
    let Some(at) = source.slice(&range).iter().rposition(|c| *c == '~') else {
        return Ok(None);
    };
    let at = range.start + at;
    if at == range.start || !(source.chars[at - 1].is_alphanumeric() || source.chars[at - 1] == ')')
    {
        return Ok(None);
    }
    Ok(Some((at, source.text(&(at + 1..range.end)))))
}

fn edits_of(source: &Source, at: usize, digits: &str) -> Result<u8, QueryError> {
    match digits {
        "" | "1" => Ok(1),
        "2" => Ok(2),
        _ => source.error(
            at + 1,
            "behind ~ is how many letters may differ, 1 or 2, as in formation~1; words near each \
             other are written \"former agents\"~3",
        ),
    }
}

/// Whether `/` at that place opens a regular expression: a sign or a letter follows directly.
pub(super) fn regex_at(source: &Source, at: usize) -> bool {
    source
        .get(at + 1)
        .is_some_and(|c| !c.is_whitespace() && c != ')')
}

/// Where the regular expression that opens at `open` closes.
pub(super) fn regex_end(source: &Source, open: usize, end: usize) -> Result<usize, QueryError> {
    let mut at = open + 1;
    while at < end {
        match source.chars[at] {
            '/' => return Ok(at),
            '\\' => at += 2,
            c if c.is_whitespace() => break,
            _ => at += 1,
        }
    }
    source.error(
        open,
        "this / opens a regular expression that no / closes (it holds no space); to search the words \
         behind it, leave the / out",
    )
}

fn regex_piece(
    source: &Source,
    range: &Range<usize>,
    out: &mut Vec<Item>,
) -> Result<(), QueryError> {
    let close = regex_end(source, range.start, range.end)?;
    if close + 1 != range.end {
        return source.error(
            close + 1,
            "a space is wanted behind the / that closes a regular expression; inside one, / is \
             written \\/",
        );
    }
    out.push(regex(source, range.start + 1..close)?);
    Ok(())
}

/// The item of a regular expression whose inside is `range`.
pub(super) fn regex(source: &Source, range: Range<usize>) -> Result<Item, QueryError> {
    if let Some(at) = source.slice(&range).iter().position(|c| is_quote(*c)) {
        return source.error(
            range.start + at,
            "a form holds no quotation mark: leave it out of the regular expression",
        );
    }
    // Forms have the straight apostrophe.
    let pattern = source.text(&range).replace(['’', 'ʼ'], "'");
    match regexp::compile(&pattern) {
        Ok(_) => Ok(Item::Regex(pattern)),
        Err(error) => source.error(range.start + error.at, error.message),
    }
}
