//! Runs of digits: groups of digits and what is between them, with what is before and after.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Some digits in a row.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub at: Range<usize>,
    /// In ASCII.
    pub digits: Vec<u8>,
    /// Whether it is `(0)`: the zero that is not dialled from abroad.
    pub optional: bool,
}

impl Group {
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }

    /// Its number, where it is short.
    pub(super) fn value(&self) -> u32 {
        let short = self.digits.iter().take(9);
        short.fold(0, |n, d| n * 10 + u32::from(d - b'0'))
    }
}

/// Groups of digits with nothing but a few separators between any two.
pub(super) struct Run<'a> {
    pub text: &'a str,
    pub groups: Vec<Group>,
}

/// Separators between two groups of a run, at most.
const APART: usize = 6;

/// A character's digit: of ASCII, of full width, Arabic-Indic or mathematical.
fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '０'..='９' => c as u32 - '０' as u32,
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        '\u{1D7CE}'..='\u{1D7FF}' => (c as u32 - 0x1D7CE) % 10,
        _ => return None,
    };
    Some(b'0' + value as u8)
}

/// Whether a character may be between two groups.
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | ','
                | '-'
                | '/'
                | '\\'
                | ':'
                | ';'
                | '_'
                | '('
                | ')'
                | '|'
                | '*'
                | '~'
                | '\''
                | '’'
                | '\u{B7}'
                | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2022}'
                    | '\u{2212}'
                    | '\u{2219}'
                    | '\u{22C5}'
                    | '\u{30FB}'
                    | '\u{FF0D}'
                    | '\u{FF0E}'
                    | '\u{FF0F}'
                    | '…'
                    | '>'
        )
}

/// The runs of a text, in order.
pub(super) fn runs(text: &str) -> Vec<Run<'_>> {
    let mut out: Vec<Run<'_>> = Vec::new();
    // Separators since the last digit; `None` before the first and after what ends a run.
    let mut apart: Option<usize> = None;
    let mut line_feeds = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // A capital O for the first zero: «O6 39 98 12 34».
        let zero = matches!(c, 'O' | 'o')
            && !before.is_alphanumeric()
            && chars
                .peek()
                .is_some_and(|(_, next)| ('1'..='9').contains(next));
        let found = if zero { Some(b'0') } else { digit(c) };
        let end = at + c.len_utf8();
        before = c;
        if let Some(digit) = found {
            let joined = apart.is_some_and(|n| n <= APART) && line_feeds < 2;
            match out.last_mut().filter(|_| joined) {
                Some(run) => match run.groups.last_mut().filter(|g| g.at.end == at) {
                    Some(group) => {
                        group.at.end = end;
                        group.digits.push(digit);
                    }
                    None => run.groups.push(group(at..end, digit)),
                },
                None => out.push(Run {
                    text,
                    groups: vec![group(at..end, digit)],
                }),
            }
            apart = Some(0);
            line_feeds = 0;
        } else if separates(c) {
            apart = apart.map(|n| n + 1);
            line_feeds += usize::from(c == '\n');
        } else {
            apart = None;
        }
    }
    for run in &mut out {
        for n in 0..run.groups.len() {
            let at = run.groups[n].at.clone();
            run.groups[n].optional = run.groups[n].digits == b"0"
                && text[..at.start].ends_with('(')
                && text[at.end..].starts_with(')');
        }
    }
    out
}

fn group(at: Range<usize>, digit: u8) -> Group {
    Group {
        at,
        digits: vec![digit],
        optional: false,
    }
}

impl Run<'_> {
    /// What is between group `n` and the next.
    pub(super) fn between(&self, n: usize) -> &str {
        &self.text[self.groups[n].at.end..self.groups[n + 1].at.start]
    }

    /// The sign between group `n` and the next: blanks and brackets aside, a dash for every dash.
    pub(super) fn sign(&self, n: usize) -> char {
        let between = self.between(n);
        let mut signs = between
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')'));
        match signs.next_back() {
            None if between.contains('\n') => '\n',
            None => ' ',
            Some('\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}') => '-',
            Some(sign) => sign,
        }
    }

    /// The signs between the groups of a range.
    pub(super) fn signs(&self, groups: &Range<usize>) -> Vec<char> {
        (groups.start..groups.end - 1)
            .map(|n| self.sign(n))
            .collect()
    }

    /// The digits of a range of groups, `(0)` left out.
    pub(super) fn digits(&self, groups: &Range<usize>) -> Vec<u8> {
        let groups = self.groups[groups.clone()].iter().filter(|g| !g.optional);
        groups.flat_map(|g| g.digits.iter().copied()).collect()
    }

    /// How long the groups of a range are, `(0)` left out.
    pub(super) fn lengths(&self, groups: &Range<usize>) -> Vec<usize> {
        let groups = self.groups[groups.clone()].iter().filter(|g| !g.optional);
        groups.map(Group::len).collect()
    }

    /// The last group, counted from `from`, with which there are exactly `count` digits; the end of the range.
    pub(super) fn exactly(&self, from: usize, count: usize) -> Option<usize> {
        let mut sum = 0;
        for (n, group) in self.groups.iter().enumerate().skip(from) {
            sum += if group.optional { 0 } else { group.len() };
            if sum >= count {
                return (sum == count).then_some(n + 1);
            }
        }
        None
    }

    /// What is before a group, the end of it.
    pub(super) fn before(&self, n: usize) -> &str {
        &self.text[..self.groups[n].at.start]
    }

    /// What is after the last group of a range.
    pub(super) fn after(&self, groups: &Range<usize>) -> &str {
        &self.text[self.groups[groups.end - 1].at.end..]
    }

    /// The place of a range of groups, with a bracket that opens before it and closes inside.
    pub(super) fn place(&self, groups: &Range<usize>) -> Range<usize> {
        let (start, end) = (
            self.groups[groups.start].at.start,
            self.groups[groups.end - 1].at.end,
        );
        let opens = self.text[..start].ends_with('(')
            && self.text[start..end].contains(')')
            && !self.text[start..end].contains('(');
        start - usize::from(opens)..end
    }

    /// Whether a group is within the address of a page.
    pub(super) fn is_in_address(&self, n: usize) -> bool {
        let before = tail(self.before(n), 1024);
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        word.contains("://") || word.contains("www.")
    }

    /// Whether thousands are set apart, as in «150 000 000».
    pub(super) fn is_in_thousands(&self, groups: &Range<usize>) -> bool {
        let lengths = self.lengths(groups);
        lengths.len() > 1 && lengths[0] <= 3 && lengths[1..].iter().all(|n| *n == 3)
    }
}

/// The end of a text, at most so many bytes of it.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)^(?:[.,][0-9]{1,2})?\s{0,2}(?:[€$£%‰°]|(?:(?:k|m|md|milliers?|millions?|milliards?)\s?)?(?:d['’]|de\s)?",
        r"(?:€|euros?|eur|francs?|dollars?|habitants?|hab|personnes?|agents?|emplois?|postes?|voix|votes?|",
        r"signatures?|citoyens?|visiteurs?|usagers?|contributions?|logements?|tonnes?|ans|km|km/h|m2|m²|m³|ha|kg|",
        r"bit/s|octets|kwh|mwh|gwh|pour\scent|milliers|millions?|milliards?)(?:[^\p{L}]|$))",
    ))
});

/// Whether a text begins with a unit: what is before it is an amount.
pub(super) fn is_unit(text: &str) -> bool {
    let end = text.char_indices().nth(40).map_or(text.len(), |c| c.0);
    UNIT.is_match(&text[..end])
}

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)(?:^|[^\p{L}])(?:isbn(?:-?1[03])?|issn|ean|siret|siren|rcs(?:\s\p{Lu}[\p{L}\-]+)?(?:\s[abcd])?|rib|",
        r"code\sinsee|doi|nor|r[ée]f(?:[ée]rence)?s?(?:\s(?:client|dossier|commande|interne))?|versions?|dossiers?|factures?|commandes?|contrats?|codes?|",
        r"codes?\spost(?:al|aux)|matricules?|identifiants?|tickets?|colis|suivi|parcelles?|cadastre|articles?|lois?|",
        r"d[ée]crets?|arr[êe]t[ée]s?|ordonnances?|ann[ée]es?|loto|tirage(?:\sdu\sloto)?|num[ée]ros\sgagnants|",
        r"d[ée]partements?|d[ée]pts?|bus|latitude|longitude|lat|long?|lon|gps|coordonn[ée]es|lambert|compte)",
        r"(?:\s{0,2}(?:n[°ºo]s?|num[ée]ro|[:.=#(-]))*\s{0,2}$",
    ))
});

/// Whether a text ends in what names a reference, a version, a law: the number after it is no telephone's.
pub(super) fn is_reference(before: &str) -> bool {
    REFERENCE.is_match(tail(before, 48))
}

static TELEPHONE: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)(?:(?:^|[^\p{L}])(?:t[ée]l(?:[ée]phone|[ée]phonique|[ée]phoner|[ée]phonez)?|phone|portable|mobile|gsm|natel|",
        r"fax|t[ée]l[ée]copie|whats?app|signal|sms|handy|appel(?:er|ez|le|lez)?(?:[- ](?:moi|nous))?|",
        r"joindre|joign(?:able|ez)(?:[- ](?:moi|nous))?|rappel(?:er|ez)?(?:[- ](?:moi|nous))?|contactez[- ](?:moi|nous))",
        r"|[☎✆📞📱]\u{FE0F}?)",
        r"(?:\s{0,2}(?:est|au|le|du|sur|n[°ºo]|num[ée]ro|[:.=,(/-]))*\s{0,2}[+(]?$",
    ))
});

/// Whether a text ends in what announces a telephone number.
pub(super) fn is_telephone(before: &str) -> bool {
    TELEPHONE.is_match(tail(before, 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_signs() {
        let text = "le +33 (0)6 39–98, 12\n34 puis 5\n\n6 et ０６";
        let found = runs(text);
        let digits: Vec<Vec<String>> = found
            .iter()
            .map(|run| {
                let groups = run.groups.iter();
                groups
                    .map(|g| String::from_utf8(g.digits.clone()).unwrap())
                    .collect()
            })
            .collect();
        assert_eq!(
            digits,
            [
                vec!["33", "0", "6", "39", "98", "12", "34"],
                vec!["5"],
                vec!["6"],
                vec!["06"]
            ]
        );
        assert!(found[0].groups[1].optional);
        assert_eq!(found[0].signs(&(0..7)), [' ', ' ', ' ', '-', ',', '\n']);
        assert_eq!(found[0].exactly(0, 11), Some(7));
        assert_eq!(found[0].exactly(0, 4), None);
    }

    #[test]
    fn words_around_numbers() {
        for text in ["ISBN ", "réf. ", "dossier n° ", "version ", "SIRET : "] {
            assert!(is_reference(text), "{text}");
        }
        for text in [
            "mon numéro est le ",
            "la référence de Marie, ",
            "leur ligne : ",
            "renvoyé vers ",
        ] {
            assert!(!is_reference(text), "{text}");
        }
        for text in ["Tél. : ", "appelez-moi au ", "mon portable est le ", "📞 "] {
            assert!(is_telephone(text), "{text}");
        }
        assert!(!is_telephone("hôtel ") && !is_telephone("je "));
        for text in [
            " €",
            " euros",
            ",50 €",
            " millions d'euros",
            "%",
            " habitants.",
        ] {
            assert!(is_unit(text), "{text}");
        }
        assert!(!is_unit(" pour") && !is_unit(" anses"));
    }
}
