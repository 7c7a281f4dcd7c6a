//! Addresses of the pages of persons, and names of accounts.

use super::runs::tail;
use super::sites::{PAGES, PERSONS, SITES, TABS};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r#"(?i)(?P<scheme>https?://)?(?P<host>(?:[\p{L}\p{N}_~\-]+\.)+[\p{L}]{2,})(?::[0-9]+)?"#,
        r#"(?P<path>/[^\s<>()«»"“”\[\]{}|]*)"#,
    ))
});

/// A piece of a path: where it is and its text.
type Piece<'a> = (usize, &'a str);

/// Pages of persons, on social networks and on any platform.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = ADDRESS.captures_at(text, from) {
        let whole = found.get_match().range();
        let end = whole.start + trimmed(&text[whole.clone()]).len();
        let before = text[..whole.start].chars().next_back();
        let glued = found.name("scheme").is_none()
            && before.is_some_and(|c| c.is_alphanumeric() || "-_.@/~".contains(c));
        let path = &found["path"];
        let path = &path[..path.len() - (whole.end - end).min(path.len())];
        let at = end - path.len();
        match (!glued)
            .then(|| person(&found["host"].to_lowercase(), path))
            .flatten()
        {
            Some(Part::Whole) => {
                out.push(whole.start..end);
                from = end;
            }
            Some(Part::Piece(piece)) => {
                out.push(at + piece.start..at + piece.end);
                from = end;
            }
            None => {
                // Another address may be inside, as the target of a link.
                let inner = path.find("http").or_else(|| path.find("HTTP"));
                from = inner.map_or(whole.end, |n| at + n);
            }
        }
    }
    out
}

/// An address without the signs of the sentence after it.
fn trimmed(address: &str) -> &str {
    address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…', '*'])
}

/// What of an address leads to a person.
enum Part {
    /// All of it.
    Whole,
    /// A name within the address of something else: a post.
    Piece(Range<usize>),
}

/// What of a host and path leads to a person.
fn person(host: &str, path: &str) -> Option<Part> {
    let (folders, query) = match path.find(['?', '#']) {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut at = 0;
    for piece in folders.split('/') {
        if !piece.is_empty() {
            pieces.push((at, piece));
        }
        at += piece.len() + 1;
    }
    site(host, &pieces)
        .or_else(|| shape(&pieces))
        .or_else(|| asks_for_person(query).then_some(Part::Whole))
}

/// What of a path leads to a person, by the words and signs in it.
fn shape(pieces: &[Piece<'_>]) -> Option<Part> {
    for (n, (at, piece)) in pieces.iter().enumerate() {
        let next = pieces.get(n + 1).map(|p| p.1);
        let signed = piece
            .strip_prefix(['@', '~'])
            .or(piece.strip_prefix("%40"))
            .is_some_and(|name| name.chars().any(char::is_alphabetic));
        if signed {
            let whole = next.is_none_or(|tab| TABS.contains(&tab));
            return Some(if whole {
                Part::Whole
            } else {
                Part::Piece(*at..at + piece.len())
            });
        }
        let Some(name) = next.filter(|_| PERSONS.contains(&piece.to_lowercase().as_str())) else {
            continue;
        };
        let number = name.bytes().all(|b| b.is_ascii_digit());
        let account = *piece == "u" && name.len() == 1;
        let year = number
            && name.len() == 4
            && matches!(&name[..2], "19" | "20")
            && !piece.starts_with('u');
        if !account && !year && !PAGES.contains(&name.to_lowercase().as_str()) {
            return Some(Part::Whole);
        }
    }
    None
}

/// What of a path leads to a person, by the site.
fn site(host: &str, pieces: &[Piece<'_>]) -> Option<Part> {
    let is = |name: &str| {
        host.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if is("linkedin.com") && pieces.first().is_some_and(|p| p.1 == "posts") {
        // The name, `_`, the title.
        let (at, post) = pieces.get(1)?;
        let name = post.split('_').next()?;
        return Some(Part::Piece(*at..at + name.len()));
    }
    for site in SITES
        .iter()
        .filter(|site| site.hosts.iter().any(|name| is(name)))
    {
        // Sites under another of the list have rules of their own.
        if host == "gist.github.com" && site.hosts != ["gist.github.com"] {
            continue;
        }
        let under = usize::from(!site.under.is_empty());
        if under == 1 && !pieces.first().is_some_and(|p| site.under.contains(&p.1)) {
            continue;
        }
        let Some((at, name)) = pieces.get(under) else {
            continue;
        };
        let plain = name.to_lowercase();
        let video = site.shared && name.bytes().all(|b| b.is_ascii_digit());
        if site.pages.contains(&plain.as_str())
            || video
            || name.starts_with('+') && host.ends_with("t.me")
        {
            continue;
        }
        let people = under == 1 && site.under.contains(&"people");
        let tab = pieces.get(under + 1).is_none_or(|p| TABS.contains(&p.1));
        let bare = (tab && pieces.len() <= under + 2) || people;
        match (bare, site.shared) {
            (true, _) => return Some(Part::Whole),
            (false, true) => continue,
            (false, false) if site.hosts.contains(&"linkedin.com") => return Some(Part::Whole),
            (false, false) => return Some(Part::Piece(*at..at + name.len())),
        }
    }
    None
}

static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)[?&](?:amp;)?(?:user(?:_?name|_?id)?|screen_name|profile_?(?:id)?|author|auteur|membre|member|utilisateur)=[\p{L}\p{N}@%]",
        r"|(?:mode=viewprofile.*[?&]u=)",
    ))
});
static ASKS_BY_ID: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"(?i)^[?&](?:.*&)?id=[\p{L}\p{N}]"));

/// Whether the query of an address asks for a person.
fn asks_for_person(query: &str) -> bool {
    ASKS.is_match(query)
}

static BY_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r#"(?i)(?:https?://)?(?:[\p{L}\p{N}_\-]+\.)+\p{L}{2,}/(?:[^\s<>()«»"?]*/)?"#,
        r#"(?:profile?|user|membre|member|memberlist|viewprofile|showuser|utilisateur)\.(?:php|aspx?|html?|jsp)\?[^\s<>()«»"]*[^\s<>()«»".,;:!?]"#,
    ))
});

/// `profile.php?id=100001` and its like.
pub(super) fn by_number(text: &str) -> Vec<Range<usize>> {
    let found = BY_NUMBER.find_iter(text);
    found
        .filter(|f| {
            let query = f.as_str().find('?').map_or("", |at| &f.as_str()[at..]);
            ASKS_BY_ID.is_match(query) || asks_for_person(query) || query.contains("u=")
        })
        .map(|f| f.range())
        .collect()
}

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r#"(?i)(?:^|[\s(«"':,])(?P<path>/(?:(?:fr|en)/)?(?:profiles?|profils?|users?|utilisateurs?|u|membres?|members?|@)/?"#,
        r#"[^\s<>()«»"/]+(?:/[^\s<>()«»"]*)?)"#,
    ))
});

/// A path without its host: `/profiles/jean/activity`.
pub(super) fn paths(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for found in RELATIVE.captures_iter(text) {
        let Some(path) = found.name("path") else {
            continue;
        };
        let end = path.start() + trimmed(path.as_str()).len();
        if person("", &text[path.start()..end]).is_some() {
            out.push(path.start()..end);
        }
    }
    out
}

static FEDERATED: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(
        r"(?i)[@＠!][\p{L}\p{N}_](?:[.\-]?[\p{L}\p{N}_]+)*[@＠](?:[\p{L}\p{N}\-]+\.)+\p{L}{2,}",
    )
});

/// `@jean@mastodon.exemple.org`.
pub(super) fn federated(text: &str) -> Vec<Range<usize>> {
    let found = FEDERATED.find_iter(text);
    let apart = |at: usize| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric())
    };
    found
        .map(|f| f.range())
        .filter(|at| apart(at.start))
        .collect()
}

static HANDLE: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"[@＠]([\p{L}\p{N}_](?:[.\-]?[\p{L}\p{M}\p{N}_]+)*)"));
static HOUR: LazyLock<Regex> = LazyLock::new(|| super::regex(r"(?i)^[0-9]{1,2}\s?h(?:[0-9]{2})?$"));

/// `@jeandupont`.
pub(super) fn handles(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for found in HANDLE.captures_iter(text) {
        let (whole, name) = (found.get_match(), &found[1]);
        let mut before = text[..whole.start()].chars().rev();
        let apart = match before.next() {
            None => true,
            // «-@jean» begins a line, «e-@dministration» is a word.
            Some('-' | '‑') => before.next().is_none_or(|c| !c.is_alphanumeric()),
            Some(c) => !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '%' | '+' | '@' | '='),
        };
        let letters = name.chars().any(char::is_alphabetic);
        if apart && letters && name.chars().count() >= 2 && !HOUR.is_match(name) {
            out.push(whole.range());
        }
    }
    out
}

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)(?:^|[^\p{L}\p{N}.])(?:twitter|instagram|insta|facebook|fb|skype|snap|snapchat|telegram|discord|tiktok|",
        r"linkedin|mastodon|pseudo)\s?:\s?(?P<name>(?:live:)?[\p{L}\p{N}_][\p{L}\p{N}._#\-]*[\p{L}\p{N}_])",
    ))
});

static NETWORK: LazyLock<Regex> = LazyLock::new(|| {
    super::regex(concat!(
        r"(?i)(?:twitter|instagram|insta|facebook|fb|skype|snap|snapchat|telegram|discord|tiktok|linkedin|mastodon|",
        r"pseudo)\s?$",
    ))
});

/// The longest name of a network, and a blank, in bytes.
const MAX_NETWORK: usize = 32;

/// A name of an account after that of a network: `Skype : jean.dupont75`.
pub(super) fn named(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    // A look at what is before each colon is much faster than the pattern.
    let mut colons = memchr::memchr_iter(b':', text.as_bytes());
    if !colons.any(|at| NETWORK.is_match(tail(&text[..at], MAX_NETWORK))) {
        return out;
    }
    for found in NAMED.captures_iter(text) {
        let Some(name) = found.name("name") else {
            continue;
        };
        let word = name.as_str();
        let letters = word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let parted = word.contains(['.', '_', '#']) || word.ends_with(|c: char| c.is_ascii_digit());
        let address = word.contains('.')
            && word
                .rsplit('.')
                .next()
                .is_some_and(|end| end.len() <= 3 && end.chars().all(char::is_alphabetic));
        if letters && parted && !address && !word.starts_with("http") {
            out.push(name.range());
        }
    }
    out
}
