//! What names a question in ids where the platform gives it no number: its words.

use crate::text::fold;

/// The longest name of a question in ids that is not cut.
pub(super) const MAX_SLUG: usize = 60;

/// The words of a question joined by hyphens. Some exports print «lorganisation» for «l'organisation» and no mark:
/// both give the same.
pub(super) fn slug(title: &str) -> String {
    let folded = fold(title).replace(['\'', '’', '`'], "");
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let whole = words.join("-");
    // `debate` names the question of a debate whose export does not say it.
    if whole.len() <= MAX_SLUG && !whole.is_empty() && whole != "debate" {
        return whole;
    }
    let cut = whole.get(..MAX_SLUG).unwrap_or(&whole);
    let named = if whole.is_empty() { &folded } else { &whole };
    let hash = blake3::hash(named.as_bytes()).to_hex();
    let slug = format!("{}-{}", cut.trim_end_matches('-'), &hash[..8]);
    slug.trim_start_matches('-').to_string()
}
