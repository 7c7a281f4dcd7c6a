//! Columns whose values a mapping explains: sides as codes or as ticked columns, states of publication.

use super::column::Column;
use super::guess::Guesser;
use crate::ingest::mapping::{Said, sides, values};
use crate::ingest::table::headers::Header;
use crate::ingest::table::headers::words::Strength;
use crate::model::{Clue, MappedField, NotRead, Side, SideWords, YesNoWords};
use crate::text::fold;
use std::collections::BTreeSet;

/// The codes of sides. A column is read as sides where all its values are of one line, and it has those of the first two.
const CODES: &[[(&str, Side); 7]] = &[
    [
        ("f", Side::Favourable),
        ("d", Side::Against),
        ("n", Side::Mixed),
        ("r", Side::Mixed),
        ("fr", Side::Mixed),
        ("m", Side::Mixed),
        ("i", Side::Mixed),
    ],
    [
        ("p", Side::Favourable),
        ("c", Side::Against),
        ("n", Side::Mixed),
        ("m", Side::Mixed),
        ("r", Side::Mixed),
        ("pr", Side::Mixed),
        ("pc", Side::Mixed),
    ],
    [
        ("1", Side::Favourable),
        ("-1", Side::Against),
        ("0", Side::Mixed),
        ("+1", Side::Favourable),
        ("−1", Side::Against),
        ("0.0", Side::Mixed),
        ("0,0", Side::Mixed),
    ],
    [
        ("+", Side::Favourable),
        ("-", Side::Against),
        ("=", Side::Mixed),
        ("0", Side::Mixed),
        ("+/-", Side::Mixed),
        ("±", Side::Mixed),
        ("−", Side::Against),
    ],
];

/// More values than a column of codes or states has.
const MAX_VALUES: usize = 12;

/// Headers of columns of states.
const STATES: &[&str] = &[
    "statut",
    "status",
    "state",
    "etat",
    "visibilite",
    "visibility",
    "publication",
    "statut de publication",
    "etat de publication",
    "statut de moderation",
    "etat de moderation",
    "statut moderation",
    "statut publication",
    "publication status",
    "moderation status",
    "publication state",
    "moderation state",
    "moderation",
];

/// Headers of columns of which a yes says that a text is published.
const PUBLISHED: &[&str] = &[
    "visible",
    "publie",
    "publiee",
    "published",
    "is published",
    "is visible",
    "est publie",
    "est publiee",
    "est visible",
    "en ligne",
    "online",
    "affiche",
    "affichee",
    "a publier",
];

/// States of a text that can be read, and of one that cannot, beside those of [`values::state`].
const SHOWN: &[&str] = &[
    "en ligne",
    "online",
    "approuve",
    "approuvee",
    "approved",
    "ok",
];
const HIDDEN: &[&str] = &[
    "brouillon",
    "draft",
    "depubliee",
    "en attente",
    "en attente de moderation",
    "en attente de validation",
    "a moderer",
    "pending",
    "pending review",
    "awaiting moderation",
    "spam",
    "hors charte",
    "signale",
    "archive",
    "archivee",
    "prive",
];
/// Those of them that are of publication, and of no decision about a proposal: «accepté» and «refusé» may be either.
const OF_PUBLICATION: &[&str] = &[
    "publie",
    "publiee",
    "published",
    "visible",
    "en ligne",
    "online",
    "masque",
    "masquee",
    "hidden",
    "brouillon",
    "draft",
    "depublie",
    "depubliee",
    "unpublished",
    "trashed",
    "corbeille",
    "en attente de moderation",
    "a moderer",
    "awaiting moderation",
];

/// The opposite of each yes and no, in the words of its language.
const OPPOSITES: &[(&str, &str)] = &[
    ("oui", "non"),
    ("yes", "no"),
    ("true", "false"),
    ("vrai", "faux"),
    ("1", "0"),
    ("x", ""),
];

impl Guesser<'_> {
    /// The different values of a column, as they are written; none where they are many.
    fn few_values(&self, at: usize) -> Vec<&str> {
        let cells = self.rows.iter().filter_map(|r| r.get(at));
        let cells = cells.map(|c| c.trim()).filter(|c| !c.is_empty());
        let values: BTreeSet<&str> = cells.collect();
        match values.len() > MAX_VALUES {
            true => Vec::new(),
            false => values.into_iter().collect(),
        }
    }

    fn is_free(column: &Column<'_>) -> bool {
        !column.taken && column.personal.is_none() && column.filled > 0
    }

    /// Columns that are a side each, of which rows tick one.
    pub(super) fn ticked_sides(&mut self) {
        let side = |column: &Column<'_>| {
            let short = column.name.split_whitespace().count() <= 3;
            sides::said(column.name).filter(|_| short && Self::is_free(column))
        };
        let found: Vec<(usize, Said)> = (0..self.columns.len())
            .filter_map(|at| Some((at, side(&self.columns[at])?)))
            .filter(|(at, _)| self.holds_ticks(*at))
            .collect();
        let has = |said: Said| found.iter().any(|f| f.1 == said);
        if !has(Said::Favourable) || !has(Said::Against) {
            return;
        }
        let ticks = |row: &Vec<String>| {
            let ticked = found
                .iter()
                .filter(|f| values::boolean(&row[f.0]) == Some(true));
            ticked.count()
        };
        let whole = self
            .rows
            .iter()
            .filter(|row| row.len() >= self.columns.len());
        // Of numbers of votes several are at least one.
        if whole.clone().all(|row| ticks(row) <= 1) && whole.count() > 0 {
            for (at, _) in found {
                self.take_more(MappedField::Stance, at, Clue::Ticked);
            }
        }
    }

    /// Whether the cells of a column are ticks. The number 1 is one where no other number is beside it.
    fn holds_ticks(&self, at: usize) -> bool {
        let values = self.few_values(at);
        let numbers = values
            .iter()
            .filter(|v| values::number(v).is_some())
            .count();
        !values.is_empty()
            && values.iter().all(|v| values::boolean(v).is_some())
            && (numbers == 0 || values == ["1"])
    }

    /// Sides that are written as codes, where the header says sides.
    pub(super) fn coded_sides(&mut self) {
        if self.has(MappedField::Stance) {
            return;
        }
        for at in 0..self.columns.len() {
            let column = &self.columns[at];
            let said = matches!(column.said(MappedField::Stance), Some(Strength::Whole(_)));
            if !said || !Self::is_free(column) {
                continue;
            }
            let values = self.few_values(at);
            if let Some(words) = CODES.iter().find_map(|codes| coded(&values, codes)) {
                self.take(MappedField::Stance, at, Clue::Codes(words.clone()));
                self.mapping.explain_sides(MappedField::Stance, words);
                return;
            }
            let short = values.iter().all(|v| v.chars().count() <= 3);
            if short && values.len() >= 2 {
                let values = values.into_iter().map(str::to_string).collect();
                self.advice.push((at, NotRead::MaybeCodes(values)));
            }
        }
    }

    /// A column that says which texts were published: those that were not are set aside.
    pub(super) fn states(&mut self) {
        for at in 0..self.columns.len() {
            let column = &self.columns[at];
            if !Self::is_free(column) {
                continue;
            }
            let plain = column.header.plain.clone();
            let values = self.few_values(at);
            let words = match () {
                _ if PUBLISHED.contains(&plain.as_str()) => opposite(&values),
                _ if STATES.contains(&plain.as_str()) => states(&values),
                _ => None,
            };
            let hidden = values.iter().any(|v| is_hidden(v));
            let explained = self.mapping.yes_no(MappedField::Moderated).is_some();
            if let Some(words) = words.filter(|_| !explained) {
                // Beside a date of deletion.
                let clue = Clue::Published(words.yes.clone());
                self.take_more(MappedField::Moderated, at, clue);
                self.mapping.explain_yes_no(MappedField::Moderated, words);
            } else if STATES.contains(&plain.as_str()) && hidden {
                let aside = values.into_iter().filter(|v| is_hidden(v));
                let aside = aside.map(str::to_string).collect();
                self.advice.push((at, NotRead::MaybeSetAside(aside)));
            }
        }
    }
}

/// Which of some values are which side, where all of them are codes of one kind.
fn coded(values: &[&str], codes: &[(&str, Side)]) -> Option<SideWords> {
    let mut words = SideWords::default();
    let (mut favourable, mut against) = (false, false);
    for value in values {
        let folded = fold(value);
        let (_, side) = codes.iter().find(|(code, _)| *code == folded)?;
        favourable |= *side == Side::Favourable;
        against |= *side == Side::Against;
        words.add(*side, value);
    }
    (favourable && against).then_some(words)
}

fn is_of(value: &str, states: &[&str]) -> bool {
    let header = Header::new(value);
    states.contains(&header.plain.as_str())
}

/// Whether a value is the state of a text that was set aside.
fn is_hidden(value: &str) -> bool {
    values::state(value) == Some(true) || is_of(value, HIDDEN)
}

/// Which values are states of texts that were set aside, where all are states, and some of publication.
fn states(values: &[&str]) -> Option<YesNoWords> {
    let known = |v: &&str| is_of(v, SHOWN) || values::state(v) == Some(false) || is_hidden(v);
    let fits = values.iter().all(known) && values.iter().any(|v| is_of(v, OF_PUBLICATION));
    let (yes, no): (Vec<&str>, Vec<&str>) = values.iter().partition(|v| is_hidden(v));
    let texts = |values: Vec<&str>| values.into_iter().map(str::to_string).collect();
    (fits && !yes.is_empty()).then(|| YesNoWords {
        yes: texts(yes),
        no: texts(no),
    })
}

/// The values that say no, where all are yes or no: of a column of published texts these were set aside.
fn opposite(values: &[&str]) -> Option<YesNoWords> {
    let mut words = YesNoWords::default();
    for value in values {
        match values::boolean(value)? {
            true => words.no.push(value.to_string()),
            false => words.yes.push(value.to_string()),
        }
    }
    // The first rows may hold none that was set aside.
    if words.yes.is_empty() {
        let opposite = |v: &String| {
            let found = OPPOSITES.iter().find(|(yes, _)| *yes == fold(v));
            found.map(|f| f.1.to_string()).filter(|no| !no.is_empty())
        };
        words.yes = words.no.iter().filter_map(opposite).collect();
    }
    (!words.yes.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_need_both_sides() {
        let words = |values: &[&str]| CODES.iter().find_map(|codes| coded(values, codes));
        let found = words(&["D", "F", "N", "R"]).unwrap();
        assert_eq!(found.favourable, ["F"]);
        assert_eq!(found.mixed, ["N", "R"]);
        assert_eq!(found.against, ["D"]);
        assert_eq!(words(&["-1", "0", "1"]).unwrap().mixed, ["0"]);
        for values in [
            &["F", "N"][..],
            &["F", "M"],
            &["0", "1"],
            &["1", "2", "3"],
            &["F", "D", "X"],
        ] {
            assert_eq!(words(values), None, "{values:?}");
        }
    }

    #[test]
    fn states_of_publication_and_decisions() {
        let found = states(&["En attente de modération", "Publié", "Refusé"]).unwrap();
        assert_eq!(found.yes, ["En attente de modération", "Refusé"]);
        assert_eq!(found.no, ["Publié"]);
        for values in [
            &["Acceptée", "Refusée"][..],
            &["accepted", "evaluating", "rejected"],
            &["Publié"],
        ] {
            assert_eq!(states(values), None, "{values:?}");
        }
        assert_eq!(opposite(&["non", "oui"]).unwrap().yes, ["non"]);
        assert_eq!(opposite(&["oui"]).unwrap().yes, ["non"]);
        assert_eq!(opposite(&["oui", "peut-être"]), None);
    }
}
