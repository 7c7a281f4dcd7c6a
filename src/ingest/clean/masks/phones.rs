//! Telephone numbers: by the length that a country gives them, and by what they are not.

use super::check::is_isbn_10;
use super::runs::{Run, is_reference, is_telephone, is_unit, runs};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Digits after a country's code, at least and at most. Other codes have 7 to 12.
const COUNTRIES: &[(&str, usize, usize)] = &[
    ("1", 10, 10),
    ("27", 9, 9),
    ("30", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    // A digit too few or too many is a slip.
    ("33", 8, 10),
    ("34", 9, 9),
    ("39", 8, 11),
    ("40", 9, 9),
    ("41", 9, 9),
    ("43", 7, 12),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 9),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 7, 12),
    ("7", 10, 10),
    ("212", 9, 9),
    ("213", 8, 9),
    ("216", 8, 8),
    ("221", 9, 9),
    ("225", 8, 10),
    ("262", 9, 9),
    ("351", 9, 9),
    ("352", 6, 11),
    ("353", 7, 9),
    ("376", 6, 9),
    ("377", 8, 9),
    ("378", 6, 10),
    ("423", 7, 9),
    ("508", 6, 9),
    ("590", 9, 9),
    ("594", 9, 9),
    ("596", 9, 9),
    ("681", 6, 6),
    ("687", 6, 6),
    ("689", 6, 8),
];

/// The length of the country's code that digits begin with, and how many digits follow it.
fn country(digits: &[u8]) -> Option<(usize, usize, usize)> {
    let listed = COUNTRIES
        .iter()
        .find(|c| digits.starts_with(c.0.as_bytes()));
    if let Some((code, least, most)) = listed {
        return Some((code.len(), *least, *most));
    }
    // Codes of two digits that are not listed; all others have three.
    let two = [
        "20", "36", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64",
        "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    let length = match digits.first()? {
        b'0' => return None,
        _ if two.iter().any(|code| digits.starts_with(code.as_bytes())) => 2,
        _ => 3,
    };
    Some((length, 7, 12))
}

/// What may come directly before and after a number.
fn is_apart(run: &Run<'_>, groups: &Range<usize>, spaced: bool) -> bool {
    let before = run.before(groups.start);
    let named = is_telephone(before) || before.ends_with(['°', 'º']);
    let before = before.chars().next_back();
    let after = run.after(groups).chars().next();
    let starts = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '#' | '$' | '€' | '£'));
    let ends = after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '€' | '%' | '$' | '@'));
    (starts || named) && (ends || (spaced && after.is_some_and(char::is_alphabetic)))
}

fn is_year(run: &Run<'_>, n: usize) -> bool {
    let group = run.groups.get(n);
    group.is_some_and(|g| g.len() == 4 && (1900..2100).contains(&g.value()))
}

/// Whether a group is a number of one or two digits between bounds.
fn is_within(run: &Run<'_>, n: usize, least: u32, most: u32) -> bool {
    let group = run.groups.get(n);
    group.is_some_and(|g| g.len() <= 2 && (least..=most).contains(&g.value()))
}

/// The end of the date or time that begins at a group.
fn date(run: &Run<'_>, n: usize) -> Option<usize> {
    let count = run.groups.len();
    let sign = |at: usize| (at + 1 < count).then(|| run.sign(at));
    let (first, second) = (sign(n)?, sign(n + 1));
    let (day, month) = (
        |at| is_within(run, at, 1, 31),
        |at| is_within(run, at, 1, 12),
    );
    let dated = |sign: char| matches!(sign, '/' | '.' | '-');
    if second == Some(first) && (dated(first) || first == ' ') {
        if (day(n) && month(n + 1) && is_year(run, n + 2))
            || (is_year(run, n) && month(n + 1) && day(n + 2))
        {
            return Some(n + 3);
        }
        let short = day(n) && month(n + 1) && is_within(run, n + 2, 0, 99) && dated(first);
        let ends = sign(n + 2) != Some(first);
        if short && ends && (n + 3 == count || is_within(run, n + 3, 0, 31)) {
            return Some(n + 3);
        }
    }
    if dated(first) && month(n) && is_year(run, n + 1) && second != Some(first) {
        return Some(n + 2);
    }
    if first == ':' && is_within(run, n, 0, 23) && is_within(run, n + 1, 0, 59) {
        if second != Some(':') {
            return Some(n + 2);
        }
        if is_within(run, n + 2, 0, 59) && sign(n + 2) != Some(':') {
            return Some(n + 3);
        }
    }
    None
}

/// French numbers of ten digits, those of the territories overseas and of countries that write them so.
pub(super) fn of_ten_digits(text: &str) -> Vec<Range<usize>> {
    scan(text, |run, n, free| {
        let end = run.exactly(n, 10)?;
        let groups = n..end;
        is_of_ten(run, &groups, free).then_some(groups)
    })
}

/// Looks for a number from each group on; `free` says that what is before it was a date or a number.
fn scan(
    text: &str,
    find: impl Fn(&Run<'_>, usize, bool) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for run in runs(text) {
        let (mut n, mut free) = (0, true);
        while n < run.groups.len() {
            if let Some(end) = date(&run, n) {
                (n, free) = (end, true);
            } else if let Some(groups) = find(&run, n, free) {
                out.push(run.place(&groups));
                (n, free) = (groups.end, true);
            } else {
                (n, free) = (n + 1, false);
            }
        }
    }
    out
}

fn is_of_ten(run: &Run<'_>, groups: &Range<usize>, free: bool) -> bool {
    let digits = run.digits(groups);
    if digits[0] != b'0' || digits[1] == b'0' {
        return false;
    }
    let lengths = run.lengths(groups);
    let signs = run.signs(groups);
    let pairs = lengths == [2; 5];
    let before = run.before(groups.start);
    let announced = is_telephone(before);
    if !is_apart(run, groups, pairs && !run.is_in_address(groups.start))
        || !stands_alone(
            run,
            groups,
            free,
            pairs || (lengths == [10] && digits[1] >= b'6'),
        )
        || (is_reference(before) && !announced)
        || is_counted(run, groups)
    {
        return false;
    }
    if before.ends_with('+') && !pairs && lengths != [10] {
        return false;
    }
    if run.is_in_address(groups.start) {
        return is_in_path(run, groups, &lengths);
    }
    let raw = |n: usize| run.between(groups.start + n);
    let not = match lengths[..] {
        // Two postcodes or codes of communes; a number and its decimals.
        [5, 5] | [2, 3, 2, 3] => !announced,
        [1, 9] | [2, 8] => matches!(raw(0), "." | ","),
        [1, 3, 3, 3] => {
            matches!(raw(0), "." | ",") && signs[1] == ' ' || is_unit(run.after(groups))
        }
        [1, _, _, 1] => is_isbn_10(&digits),
        _ => false,
    };
    let dated = (groups.start + 1..groups.end).any(|n| {
        is_year(run, n)
            && is_within(run, n - 1, 1, 12)
            && matches!(run.sign(n - 1), '/' | '.' | '-')
    });
    // Departments, bus lines: «01, 07, 26, 38, 42».
    let values: Vec<u32> = run.groups[groups.clone()]
        .iter()
        .map(super::runs::Group::value)
        .collect();
    let listed = pairs
        && !announced
        && (0..4).all(|n| raw(n).starts_with([',', ';']) && raw(n).ends_with(char::is_whitespace))
        && values.is_sorted();
    !not && !dated && !listed
}

/// Whether groups count up: «01 02 03 04 05».
fn is_counted(run: &Run<'_>, groups: &Range<usize>) -> bool {
    let all = &run.groups[groups.clone()];
    all.len() >= 5
        && all
            .windows(2)
            .all(|w| w[0].len() == w[1].len() && w[1].value() == w[0].value() + 1)
}

/// A number in the path of an address: a whole piece of it, no date.
fn is_in_path(run: &Run<'_>, groups: &Range<usize>, lengths: &[usize]) -> bool {
    let before = run.before(groups.start).chars().next_back();
    let after = run.after(groups).chars().next();
    (lengths == [10] || lengths == [2; 5])
        && groups.start == 0
        && before.is_some_and(|c| matches!(c, '/' | '=' | ':'))
        && after.is_none_or(|c| c.is_whitespace() || matches!(c, '/' | '&' | '?' | '#' | '»' | '"'))
}

/// Whether the digits before and after are of something else: another sign is between, or the number is
/// in a form of its own (`known`) and they are not.
fn stands_alone(run: &Run<'_>, groups: &Range<usize>, free: bool, known: bool) -> bool {
    let signs = run.signs(groups);
    let pairs = run.lengths(groups) == [2; 5];
    if !free && groups.start > 0 {
        let n = groups.start - 1;
        if matches!(run.between(n), "." | ",") {
            return false;
        }
        let sign = run.sign(n);
        let other = run.groups[n].len() != 2 || !pairs;
        let dated = is_year(run, n) && is_within(run, n + 1, 1, 12) && is_within(run, n + 2, 1, 31);
        let inside = signs.contains(&sign)
            || (signs.is_empty() && sign != ',' && sign != '/' && sign != ';');
        if inside && !(known && other && !(dated && sign != ' ')) {
            return false;
        }
    }
    if groups.end < run.groups.len() {
        let n = groups.end - 1;
        let sign = run.sign(n);
        let other = run.groups[n + 1].len() != 2 || !pairs;
        let inside = signs.contains(&sign)
            || (signs.is_empty() && matches!(run.between(n), "." | "," | "-"));
        // Another number follows with the same sign.
        let follows = run.exactly(groups.end, 10).is_some_and(|end| {
            let next = groups.end..end;
            run.lengths(&next) == [2; 5] && run.groups[next.start].digits[0] == b'0'
        });
        if inside && !(known && (other || follows)) {
            return false;
        }
    }
    true
}

/// Numbers with `+` or `00` and the code of a country.
pub(super) fn international(text: &str) -> Vec<Range<usize>> {
    scan(text, |run, n, free| {
        let before = run.before(n);
        let plus = before
            .trim_end_matches([' ', '\u{A0}', '('])
            .ends_with(['+', '＋'])
            && before.len() - before.trim_end_matches([' ', '\u{A0}', '(']).len() <= 2
            || before.ends_with("%2B")
            || before.ends_with("%2b");
        let first = &run.groups[n].digits;
        if plus {
            return abroad(run, n, 0);
        }
        let zeros = first.starts_with(b"00") && (first.len() == 2 || first[2] != b'0') && free;
        let letter = before
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let fits = zeros && !run.is_in_address(n) && !is_reference(before) && !letter;
        if fits { abroad(run, n, 2) } else { None }
    })
    .into_iter()
    .map(|at| {
        // The sign and a bracket before it belong to the number.
        let head = text[..at.start].trim_end_matches([' ', '\u{A0}', '(']);
        let head = head
            .strip_suffix(['+', '＋'])
            .or(head.strip_suffix("%2B"))
            .or(head.strip_suffix("%2b"));
        let bracket = |head: &str| {
            text[head.len()..at.end].contains(')')
                && head.ends_with('(')
                && text[head.len()..at.end].matches(')').count()
                    > text[head.len()..at.end].matches('(').count()
        };
        let start = head.map_or(at.start, |head| head.len() - usize::from(bracket(head)));
        start..at.end
    })
    .collect()
}

/// The groups of a number from abroad, `skip` digits of the first left out.
fn abroad(run: &Run<'_>, n: usize, skip: usize) -> Option<Range<usize>> {
    // No number has more groups: time does not grow with the square of a long list.
    let all = n..run.groups.len().min(n + 20);
    let digits = run.digits(&all);
    let digits = digits.get(skip..)?;
    let (code, least, most) = country(digits)?;
    let first = run.groups[n].len();
    // The code ends where a group ends, or within a group that goes on.
    let split = first == code + skip || (first == skip && run.groups.get(n + 1)?.len() == code);
    let mut best = None;
    let mut sum = 0;
    for end in n + 1..=all.end {
        let group = &run.groups[end - 1];
        sum += if group.optional { 0 } else { group.len() };
        // A code and at most twelve digits, and the zero that is not dialled.
        if sum > skip + code + most + 1 {
            break;
        }
        let Some(rest) = sum.checked_sub(skip + code).filter(|rest| *rest > 0) else {
            continue;
        };
        let zero = digits[code] == b'0' && !matches!(&digits[..code], b"39" | b"378");
        let rest = rest - usize::from(zero);
        if (least..=most).contains(&rest) && accepts(run, &(n..end), &digits[code..], split) {
            best = Some(n..end);
        }
    }
    best
}

/// Whether a number with the code of a country is no amount and no part of a longer figure.
fn accepts(run: &Run<'_>, groups: &Range<usize>, national: &[u8], split: bool) -> bool {
    let after = run.after(groups);
    let signs = run.signs(groups);
    let lengths = run.lengths(groups);
    let amount = run.is_in_thousands(groups)
        && (!split || run.digits(groups).ends_with(b"000") || national[0] == b'0');
    let decimals = (groups.start..groups.end - 1).any(|n| {
        run.between(n) == "," && run.lengths(groups).iter().filter(|l| **l == 3).count() >= 2
    });
    let line = signs.contains(&'\n') && signs.iter().any(|s| *s != '\n');
    let next = groups.end < run.groups.len() && {
        let n = groups.end - 1;
        matches!(run.between(n), "," | ".") && lengths.len() == 1
    };
    let thousands_go_on = groups.end < run.groups.len()
        && run.is_in_thousands(&(groups.start..groups.end + 1))
        && !is_telephone(run.before(groups.start));
    let ends = after
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() || (lengths.len() > 3 && c.is_alphabetic()));
    // Pairs that go on make a longer number, but for one that begins again with a zero.
    let pairs_go_on = groups.end < run.groups.len()
        && lengths.len() > 1
        && run.sign(groups.end - 1) == *signs.last().unwrap_or(&' ')
        && run.groups[groups.end].len() == 2
        && run.groups[groups.end].digits[0] != b'0';
    let first = national.iter().find(|d| **d != b'0').is_some();
    !amount
        && !decimals
        && !line
        && !next
        && !thousands_go_on
        && !pairs_go_on
        && ends
        && first
        && !is_unit(after)
}

/// French numbers with their code and without `+`: `33639981234`, `33 6 39 98 12 34`.
pub(super) fn code_alone(text: &str) -> Vec<Range<usize>> {
    scan(text, |run, n, free| {
        let count = if run.groups[n].digits.starts_with(b"33") {
            11
        } else {
            12
        };
        let end = run.exactly(n, count)?;
        let groups = n..end;
        let digits = run.digits(&groups);
        let lengths = run.lengths(&groups);
        let before = run.before(n);
        let overseas = [&b"262"[..], b"590", b"594", b"596"]
            .iter()
            .any(|c| digits.starts_with(c));
        let form = match lengths[..] {
            [11] | [2, 9] | [2, 1, 2, 2, 2, 2] | [3, 2, 2, 2, 2] => digits.starts_with(b"33"),
            [3, 3, 2, 2, 2] | [3, 9] => overseas,
            _ => false,
        };
        let alone = is_apart(run, &groups, lengths.len() > 3)
            && (free || groups.start == 0)
            && (end == run.groups.len() || !run.signs(&groups).contains(&run.sign(end - 1)));
        let address = run.is_in_address(n) && !before.to_lowercase().ends_with("phone=");
        let fits = form && alone && digits[2] != b'0' && !address;
        (fits && !is_reference(before) && !is_unit(run.after(&groups))).then_some(groups)
    })
}

/// Numbers of neighbours that begin with a zero and have nine or eleven digits: Belgium, the United Kingdom,
/// Germany.
pub(super) fn of_neighbours(text: &str) -> Vec<Range<usize>> {
    scan(text, |run, n, free| {
        [9, 11].into_iter().find_map(|count| {
            let groups = n..run.exactly(n, count)?;
            let lengths = run.lengths(&groups);
            let form = matches!(
                lengths[..],
                [2, 3, 2, 2]
                    | [3, 2, 2, 2]
                    | [3, 4, 4]
                    | [5, 6]
                    | [5, 3, 3]
                    | [4, 7]
                    | [4, 3, 4]
                    | [3, 8]
            );
            let digits = run.digits(&groups);
            let signs = run.signs(&groups);
            let even = signs.windows(2).skip(1).all(|w| w[0] == w[1])
                && !signs.contains(&',')
                && !signs.contains(&':');
            let alone = is_apart(run, &groups, false) && stands_alone(run, &groups, free, false);
            let before = run.before(n);
            let fits = form
                && even
                && alone
                && digits[0] == b'0'
                && digits[1] != b'0'
                && !run.is_in_address(n);
            (fits && !is_reference(before) && !is_unit(run.after(&groups))).then_some(groups)
        })
    })
}

/// What is after a word that announces a telephone number, however it is written.
pub(super) fn announced(text: &str) -> Vec<Range<usize>> {
    scan(text, |run, n, _| {
        if n > 0 || !is_telephone(run.before(n)) {
            return None;
        }
        let address = run.is_in_address(n) && !run.before(n).ends_with('=');
        // The digits up to a sign of another kind.
        let end = (1..run.groups.len())
            .find(|at| {
                let sign = run.sign(at - 1);
                matches!(sign, '\n' | ',' | ';')
                    || (*at > 1 && sign != run.sign(0) && !matches!(sign, ' ' | '.' | '-'))
            })
            .unwrap_or(run.groups.len());
        let groups = 0..end;
        let digits = run.digits(&groups);
        let lengths = run.lengths(&groups);
        let years = groups.clone().all(|n| is_year(run, n));
        let amount = run.is_in_thousands(&groups) && digits.ends_with(b"00");
        let long = (8..=15).contains(&digits.len()) || lengths == [2, 2, 2];
        let fits = long && !years && !amount && !address && !digits.starts_with(b"118");
        (fits && is_apart(run, &groups, lengths.len() > 2) && !is_unit(run.after(&groups)))
            .then_some(groups)
    })
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r#"(?i)(?:https?://)?(?:www\.|api\.|web\.|m\.)?(?:wa\.me/|whatsapp\.com/send/?\?(?:[^\s<>]*&)?phone=|"#,
        r#"signal\.me/#p/|t\.me/\+?(?:[0-9]{2}))(?:\+|%2B)?[0-9]{6,15}[^\s<>()«»"]*[^\s<>()«»".,;:!?]"#,
        r#"|(?:https?://)?(?:www\.)?wa\.me/(?:\+|%2B)?[0-9]{6,15}"#,
        r#"|\b(?:tel|callto|sms|smsto|whatsapp):/{0,2}\+?[0-9](?:[ .\-()]{0,2}[0-9]){7,14}"#,
    ))
});

static LINKED: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(r"(?i)wa\.me/|phone=|signal\.me/|t\.me/|tel:|callto:|sms:|smsto:|whatsapp:")
});

/// Links that call a number: WhatsApp's, `tel:`.
pub(super) fn links(text: &str) -> Vec<Range<usize>> {
    // Literals are found much faster than the pattern.
    if !LINKED.is_match(text) {
        return Vec::new();
    }
    LINK.find_iter(text).map(|found| found.range()).collect()
}
