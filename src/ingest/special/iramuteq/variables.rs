//! Starred variables: which say what a field of a record says, which are personal, which are kept as they are.

use crate::ingest::clean::dates::any_date;
use crate::ingest::clean::kept::{Masked, keep_line, mask};
use crate::ingest::mapping::sides::side;
use crate::ingest::table::headers::{Header, Personal, personal};
use crate::model::{Kind, Side};
use crate::text::{fold, normalise};
use jiff::Timestamp;

/// The value of the variable `title` which says that the first line of the text is its title.
pub(super) const FIRST_LINE: &str = "first-line";

/// The most variables of a text that are kept: no analyst has as many.
pub(super) const MAX_VARIABLES: usize = 1000;

/// What a line of stars says.
#[derive(Default)]
pub(super) struct Said {
    /// What `*id_` says.
    pub number: Option<String>,
    pub kind: Option<Kind>,
    /// The title that `*title_` gives.
    pub title: Option<String>,
    /// Whether the first line of the text is its title.
    pub titled: bool,
    /// Who wrote the text; it goes no further than a pseudonym.
    pub author: Option<String>,
    pub published_at: Option<Timestamp>,
    pub section: Option<String>,
    pub declared: Option<Side>,
    pub parent: Option<(Kind, String)>,
    pub moderated: Option<bool>,
    pub organiser: Option<bool>,
    pub consultation: Option<String>,
    /// The variables that no field holds, in order.
    pub free: Vec<(String, String)>,
    /// The names of personal variables, which are not kept.
    pub personal: Vec<String>,
    /// How many variables there are beyond [`MAX_VARIABLES`].
    pub beyond: u64,
    /// A date that is none.
    pub bad_date: Option<String>,
    /// Words that are no variable; an empty one where it may be a part of a name.
    pub stray: Vec<String>,
}

/// Reads the words of a line of stars, its first mark left out.
pub(super) fn read(words: &str, masked: &mut Masked) -> Said {
    let mut said = Said::default();
    let mut contact = None;
    let mut name_of_author = None;
    let mut hidden = false;
    for word in words.split_whitespace() {
        let Some(variable) = word.strip_prefix('*').filter(|v| !v.is_empty()) else {
            // The end of a name with a blank in it is reported and not shown.
            let shown = if hidden { "" } else { word };
            said.stray.push(shown.to_string());
            continue;
        };
        let (name, value) = variable.split_once('_').unwrap_or((variable, ""));
        let header = Header::new(name);
        hidden = is_personal(&header).is_some();
        if said.field(&header, value, masked) {
            continue;
        }
        if let Some(what) = is_personal(&header) {
            if what == Personal::Contact && contact.is_none() && is_contact(value) {
                contact = Some(value.to_string());
            } else if what == Personal::Name && name_of_author.is_none() {
                name_of_author = Some(value.to_string());
            }
            said.personal.push(keep_line(name, &mut Masked::default()));
            continue;
        }
        if said.free.len() >= MAX_VARIABLES {
            said.beyond += 1;
            continue;
        }
        let kept = (keep_line(name, masked), keep_line(value, masked));
        if !(kept.0.is_empty() && kept.1.is_empty()) {
            said.free.push(kept);
        }
    }
    said.author = said
        .author
        .or(contact)
        .or(name_of_author)
        .filter(|a| !a.is_empty());
    said
}

/// Whether a variable is personal. Age, sex or profession are no reason to set it aside, as they are in a
/// table: an analyst wrote these variables as classes, to compare texts by them.
fn is_personal(header: &Header) -> Option<Personal> {
    if matches!(
        header.plain.as_str(),
        "author" | "auteur" | "auteure" | "participant" | "pseudo"
    ) {
        // A second one: the first is the author.
        return Some(Personal::Other);
    }
    let place = header.has(&[
        "ville", "commune", "quartier", "lieu", "localite", "city", "town", "cp",
    ]);
    match personal(header) {
        None | Some(Personal::Group) => place.then_some(Personal::Other),
        found => found,
    }
}

impl Said {
    /// Takes a variable as the field that its name says, where it is the first of it and its value fits.
    fn field(&mut self, header: &Header, value: &str, masked: &mut Masked) -> bool {
        if value.is_empty() {
            return false;
        }
        let mut line = |slot: &mut Option<String>| fill(slot, || Some(keep_line(value, masked)));
        match header.plain.as_str() {
            "id" | "identifiant" => fill(&mut self.number, || number(value)),
            "kind" => fill(&mut self.kind, || Kind::from_name(&fold(value))),
            "author" | "auteur" | "auteure" | "participant" | "pseudo" => {
                fill(&mut self.author, || Some(value.to_string()))
            }
            "date" => {
                let taken = fill(&mut self.published_at, || date(value));
                if !taken && date(value).is_none() {
                    self.bad_date = Some(value.to_string());
                }
                taken
            }
            "section" | "theme" | "thematique" | "rubrique" => line(&mut self.section),
            "stance" | "position" => fill(&mut self.declared, || side(value)),
            "parent" => fill(&mut self.parent, || parent(value)),
            "moderated" | "modere" => fill(&mut self.moderated, || yes_or_no(value)),
            "organiser" | "organisateur" => fill(&mut self.organiser, || yes_or_no(value)),
            "consultation" => line(&mut self.consultation),
            "title" if value == FIRST_LINE && !self.titled => {
                self.titled = true;
                true
            }
            "title" | "titre" => {
                // The variable stays beside the title: a corpus is compared by it.
                let words = value.replace('_', " ");
                fill(&mut self.title, || Some(keep_line(&words, masked)));
                false
            }
            _ => false,
        }
    }
}

/// Fills what is empty, where there is something to fill it with.
fn fill<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) -> bool {
    if slot.is_some() {
        return false;
    }
    *slot = value();
    slot.is_some()
}

/// Whether a value is an address or a telephone number: `*mobile_oui` identifies nobody.
fn is_contact(value: &str) -> bool {
    let mut masked = Masked::default();
    mask(value, &mut masked);
    masked.total() > 0
}

/// A number as it can be in an id: no slash, and no question mark at its end, which means «none». An
/// e-mail address is no number.
fn number(value: &str) -> Option<String> {
    let mut masked = Masked::default();
    mask(value, &mut masked);
    let text = normalise(value).trim().replace('/', "%2F");
    if masked.emails > 0 || text.is_empty() {
        return None;
    }
    Some(match text.strip_suffix('?') {
        Some(rest) => format!("{rest}%3F"),
        None => text,
    })
}

/// `proposal-12`, or `12` alone for a proposal.
fn parent(value: &str) -> Option<(Kind, String)> {
    let named = value
        .split_once('-')
        .and_then(|(kind, rest)| Some((Kind::from_name(kind)?, rest)));
    let (kind, rest) = named.unwrap_or((Kind::Proposal, value));
    number(rest).map(|number| (kind, number))
}

/// `2014-12-15`, `2014_12_15`, `20141215`, `15-12-2014` and what else is a date with a day.
fn date(value: &str) -> Option<Timestamp> {
    let value = value.replace('_', "-");
    if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) {
        return any_date(&format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]));
    }
    any_date(&value)
}

fn yes_or_no(value: &str) -> Option<bool> {
    match fold(value).as_ref() {
        "oui" | "yes" | "true" | "1" => Some(true),
        "non" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> Said {
        read(words, &mut Masked::default())
    }

    #[test]
    fn fields_and_free_variables() {
        let s = said(
            "*id_12 *date_20141215 *position_contre *theme_vie_quotidienne *csp_cadre *age_25-34 *homme",
        );
        assert_eq!(s.number.as_deref(), Some("12"));
        assert_eq!(s.published_at, any_date("15/12/2014"));
        assert_eq!(s.declared, Some(Side::Against));
        assert_eq!(s.section.as_deref(), Some("vie_quotidienne"));
        let free = [("csp", "cadre"), ("age", "25-34"), ("homme", "")];
        assert_eq!(s.free, free.map(|(a, b)| (a.into(), b.into())));
    }

    #[test]
    fn what_does_not_fit_its_field_is_kept() {
        let s =
            said("*position_cadre *date_2014 *kind_article *section_a *section_b *title_Un_titre");
        assert_eq!(s.declared, None);
        assert_eq!(s.bad_date.as_deref(), Some("2014"));
        assert_eq!(s.section.as_deref(), Some("a"));
        assert_eq!(s.title.as_deref(), Some("Un titre"));
        let names: Vec<&str> = s.free.iter().map(|v| v.0.as_str()).collect();
        assert_eq!(names, ["position", "date", "kind", "section", "title"]);
    }

    #[test]
    fn people_and_places_are_set_aside() {
        let s = said(
            "*auteur_Dupont *author_Durand *ville_Lyon *code-postal_69001 *sexe_F *région_Sud",
        );
        assert_eq!(s.author.as_deref(), Some("Dupont"));
        assert_eq!(s.personal, ["author", "ville", "code-postal"]);
        let names: Vec<&str> = s.free.iter().map(|v| v.0.as_str()).collect();
        assert_eq!(names, ["sexe", "région"]);
        assert_eq!(said("*nom_Dupont").author.as_deref(), Some("Dupont"));
        assert_eq!(said("*mobile_oui").author, None);
        assert!(said("*mobile_06.99.00.12.34").author.is_some());
        assert_eq!(said("*type-participant_élu").free.len(), 1);
        assert_eq!(said("*id_a@exemple.fr").number, None);
    }

    #[test]
    fn parents_name_their_kind() {
        assert_eq!(parent("12"), Some((Kind::Proposal, "12".into())));
        assert_eq!(parent("comment-12"), Some((Kind::Comment, "12".into())));
        assert_eq!(parent("avis-12"), Some((Kind::Proposal, "avis-12".into())));
    }

    #[test]
    fn variables_without_end_are_counted() {
        let many: String = (0..MAX_VARIABLES + 3)
            .map(|n| format!(" *a{n}_1"))
            .collect();
        let s = said(&many);
        assert_eq!((s.free.len(), s.beyond), (MAX_VARIABLES, 3));
    }

    #[test]
    fn words_without_a_star_are_told() {
        assert_eq!(said("*csp_cadre sup *").stray, ["sup", "*"]);
        for personal in [
            "*ville_Saint Denis",
            "*auteur_Jean Dupont",
            "*nom_Jean Dupont",
        ] {
            assert_eq!(said(personal).stray, [""]);
        }
    }
}
