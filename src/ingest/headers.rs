//! Headers of tables: how they are compared, and which say that their column is personal.

use crate::text::fold;

/// A header as it is compared: lower case, no accents, words separated by one blank.
pub(super) struct Header {
    pub plain: String,
}

impl Header {
    /// The comparable form of a header.
    pub fn new(header: &str) -> Self {
        let mut parted = String::with_capacity(header.len() + 8);
        let mut lower = false;
        for c in header.chars() {
            // createdAt is two words.
            if lower && c.is_uppercase() {
                parted.push(' ');
            }
            lower = c.is_lowercase();
            parted.push(c);
        }
        let folded = fold(&parted);
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric() && c != '°')
            .filter(|w| !w.is_empty())
            .collect();
        Header {
            plain: words.join(" "),
        }
    }

    /// Its words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.plain.split(' ')
    }

    /// Whether one of these is a word of it.
    pub fn has(&self, words: &[&str]) -> bool {
        self.words().any(|w| words.contains(&w))
    }

    /// Whether it speaks of a change or an end, not of the publication.
    pub fn is_late(&self) -> bool {
        self.has(&[
            "updated",
            "modified",
            "modification",
            "modifie",
            "maj",
            "jour",
            "deleted",
            "trashed",
            "cloture",
            "closed",
            "fin",
            "end",
            "naissance",
            "birth",
            "birthdate",
            "vote",
        ])
    }
}

/// What a personal column is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Personal {
    /// An e-mail address or a telephone number: it tells people apart.
    Contact,
    /// A name.
    Name,
    /// Nothing.
    Other,
}

/// Whether a header says that its column is personal.
pub(super) fn personal(header: &Header) -> Option<Personal> {
    const NAMES: [&str; 14] = [
        "nom",
        "name",
        "full name",
        "nom complet",
        "nom prenom",
        "nom et prenom",
        "prenom nom",
        "nom de famille",
        "votre nom",
        "last name",
        "lastname",
        "surname",
        "nom usage",
        "nom d usage",
    ];
    if header.has(&[
        "email",
        "mail",
        "courriel",
        "emails",
        "mel",
        "telephone",
        "tel",
        "phone",
        "mobile",
        "portable",
    ]) {
        return Some(Personal::Contact);
    }
    if NAMES.contains(&header.plain.as_str()) {
        return Some(Personal::Name);
    }
    let web = header.has(&["web", "url", "internet", "site", "page"]);
    let address = header.has(&["adresse", "address"]) && !web;
    let other = header.has(&[
        "prenom",
        "prenoms",
        "firstname",
        "ip",
        "naissance",
        "birth",
        "birthdate",
        "birthday",
        "postal",
        "postcode",
        "zip",
        "zipcode",
        "civilite",
        "sexe",
        "gender",
        "age",
    ]) || header.plain == "first name";
    (address || other).then_some(Personal::Other)
}
