//! Headers of tables: how they are compared, and which say that their column is personal.

mod asks;
pub(in crate::ingest) mod counters;
mod numbers;
pub(in crate::ingest) mod questions;
pub(in crate::ingest) mod tools;
pub(in crate::ingest) mod words;

pub(in crate::ingest) use asks::asks_who;

use crate::text::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A header as it is compared: lower case, no accents, words separated by one blank.
pub(in crate::ingest) struct Header {
    pub plain: String,
}

impl Header {
    /// The comparable form of a header.
    pub(in crate::ingest) fn new(header: &str) -> Self {
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
    pub(in crate::ingest) fn words(&self) -> impl Iterator<Item = &str> {
        self.plain.split(' ')
    }

    /// Whether one of these is a word of it.
    pub(in crate::ingest) fn has(&self, words: &[&str]) -> bool {
        self.words().any(|w| words.contains(&w))
    }

    /// Whether it speaks of a change or an end, not of the publication.
    pub(in crate::ingest) fn is_late(&self) -> bool {
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

/// The headers of a table without the names of objects that only wrap others: of `attributes.user.role` what is after
/// `attributes.`.
fn without_wrappers(headers: &[String]) -> Vec<String> {
    const WRAPPERS: [&str; 5] = ["attributes", "properties", "fields", "node", "data"];
    let inner = |header: &String| {
        let (first, rest) = header.split_once('.').unwrap_or_default();
        match WRAPPERS.contains(&first) && !rest.is_empty() {
            true => rest.to_string(),
            false => header.clone(),
        }
    };
    headers.iter().map(inner).collect()
}

/// The headers of a table without the words that all of them begin with: of `Topic ID`, `Topic Title`, `Topic Author ID`
/// what is after `Topic`. As they are where fewer than three columns have a name.
pub(in crate::ingest) fn without_shared_words(headers: &[String]) -> Vec<String> {
    let headers: &[String] = &without_wrappers(headers);
    // Most tables share none, which two names show.
    let mut two = headers
        .iter()
        .filter(|h| !h.trim().is_empty())
        .map(|h| Header::new(h));
    let begins_alike = match (two.next(), two.next()) {
        (Some(a), Some(b)) => a.words().next() == b.words().next(),
        _ => false,
    };
    if !begins_alike {
        return headers.to_vec();
    }
    let named: Vec<Vec<String>> = headers
        .iter()
        .map(|h| {
            Header::new(h)
                .words()
                .map(str::to_string)
                .collect::<Vec<_>>()
        })
        .filter(|words: &Vec<String>| words.iter().any(|w| !w.is_empty()))
        .collect();
    let Some(first) = named.first().filter(|_| named.len() >= 3) else {
        return headers.to_vec();
    };
    let shared = |n: usize| {
        let word = &first[n];
        named
            .iter()
            .all(|words| words.get(n) == Some(word) && words.len() > n + 1)
    };
    let count = (0..first.len()).take_while(|n| shared(*n)).count();
    if count == 0 {
        return headers.to_vec();
    }
    let without = |h: &String| {
        let header = Header::new(h);
        header.words().skip(count).collect::<Vec<_>>().join(" ")
    };
    headers.iter().map(without).collect()
}

/// What a personal column is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Personal {
    /// An e-mail address or a telephone number: it identifies people.
    Contact,
    /// A name.
    Name,
    /// What a person is called on a platform: an author where nothing better says who wrote.
    Identity,
    /// A number that an administration has for a person (matricule, social security, allocataire, student): it
    /// names no row, and is an author of whom only a pseudonym is kept.
    Number,
    /// A group of people (age, sex, profession, region): nothing in a table; an analyst's own variables may
    /// be such groups.
    Group,
    /// Nothing.
    Other,
}

/// Words that are personal in any short header, whatever comes beside them.
const ALWAYS_CONTACT: &str = "email, emails, mail, mails, courriel, courriels";
const ALWAYS_IDENTITY: &str = "pseudo, pseudonyme, username, nickname, login";
const ALWAYS: &str = "prenom, prenoms, firstname, lastname, surname, patronyme, birthdate, birthday, birthyear, \
     birthplace, codepostal, postcode, postalcode, zipcode, useragent, latitude, longitude, \
     geolocalisation, geolocation, ipaddress, phonenumber";

/// Words that are personal where nothing but words about persons and forms comes beside them: «adresse»
/// is, «adresse web» is not; «tranche d'âge» is, «grand âge» is not.
const CONTACT: &str = "telephone, telephones, tel, phone, phones, mobile, portable, fax, gsm, mel";
const NAME: &str = "nom, noms, name, names";
const OTHER: &str = "adresse, adresses, address, rue, street, postal, postale, zip, insee, commune, ville, localite, \
     city, town, arrondissement, ip, gps, geo, geoloc, coordonnees, coordinates, geometry, location, \
     localisation, lat, lng, lon, connexion, connection, navigateur, browser, naissance, birth, \
     salutation, signature, facebook, twitter, linkedin, instagram, mastodon, tiktok, skype";
/// Words for what many people share.
const GROUP: &str = "age, sexe, sex, genre, gender, civilite, civility, nationalite, nationality, csp, pcs, \
     socioprofessionnelle, profession, metier, occupation, departement, region, pays, country";
/// Whole headers that no single word reveals.
const PHRASES: &str = "user agent, remote addr, m mme, m ou mme, mme m, ne le, nee le, ne e le, etat civil, \
     categorie socio professionnelle";

/// Nouns for persons.
const PERSONS: &str = "auteur, auteure, autrice, author, user, utilisateur, utilisatrice, contributeur, contributrice, \
     contributor, participant, participante, citoyen, citoyenne, personne, person, repondant, \
     respondent, deposant, declarant, redacteur, contact, profil, profile, compte, account, owner, \
     creator, membre, member, habitant, usager, votant, voter, signataire, display, affichage";
/// Words of forms and sentences that change nothing.
const FILLERS: &str = "votre, vos, your, vous, you, de, du, des, d, l, la, le, les, un, une, of, the, a, au, en, et, \
     and, ou, or, s, e, quel, quelle, est, sont, what, is, dans, indiquer, indiquez, precisez, \
     saisissez, renseignez, habitez, residez, vivez, facultatif, optional, obligatoire, complet, \
     complete, full, famille, family, usage, marital, first, last, given, middle, numero, number, \
     num, no, n°, code, line, ligne, personnel, personnelle, personal, fixe, principal, domicile, \
     home, residence, habitation, lieu, place, date, annee, year, jour, day, mois, month, tranche, \
     classe, groupe, group, range, ans, point, categorie, id, handle, attributes, data, node, fields, properties, relationships";
/// What rows are: words that change nothing where a person is named too (`contribution_author_name`).
const OBJECTS: &str = "export, contribution, contributions, proposal, proposals, proposition, comment, commentaire, \
     argument, arguments, vote, votes, reply, reponse, opinion, source";

/// The lists that a word is in.
#[derive(Clone, Copy, Default)]
struct Lists(u16);

impl Lists {
    const ALWAYS_CONTACT: u16 = 1;
    const ALWAYS_IDENTITY: u16 = 2;
    const ALWAYS: u16 = 4;
    const CONTACT: u16 = 8;
    const NAME: u16 = 16;
    const OTHER: u16 = 32;
    const PERSON: u16 = 64;
    const FILLER: u16 = 128;
    const OBJECT: u16 = 256;
    const GROUP: u16 = 512;

    fn has(self, list: u16) -> bool {
        self.0 & list != 0
    }
}

static WORDS: LazyLock<FxHashMap<&'static str, Lists>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Lists> = FxHashMap::default();
    for (bit, list) in [
        (Lists::ALWAYS_CONTACT, ALWAYS_CONTACT),
        (Lists::ALWAYS_IDENTITY, ALWAYS_IDENTITY),
        (Lists::ALWAYS, ALWAYS),
        (Lists::CONTACT, CONTACT),
        (Lists::NAME, NAME),
        (Lists::OTHER, OTHER),
        (Lists::PERSON, PERSONS),
        (Lists::FILLER, FILLERS),
        (Lists::OBJECT, OBJECTS),
        (Lists::GROUP, GROUP),
    ] {
        for word in list.split(", ") {
            words.entry(word).or_default().0 |= bit;
        }
    }
    words
});

/// Whether a header says that its column is personal. This is the one list for tables of any form.
pub(in crate::ingest) fn personal(header: &Header) -> Option<Personal> {
    let mut any = Lists::default();
    let (mut count, mut strangers, mut objects) = (0, 0, 0);
    for word in header.words() {
        count += 1;
        let lists = WORDS.get(word).copied().unwrap_or_default();
        any.0 |= lists.0;
        if lists.has(!Lists::OBJECT) || word.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        if lists.has(Lists::OBJECT) {
            objects += 1;
        } else {
            strangers += 1;
        }
    }
    // A question of a form has many words, and some of them would be here.
    if count <= 6 {
        for (list, kind) in [
            (Lists::ALWAYS_CONTACT, Personal::Contact),
            (Lists::ALWAYS_IDENTITY, Personal::Identity),
            (Lists::ALWAYS, Personal::Other),
        ] {
            if any.has(list) {
                return Some(kind);
            }
        }
    }
    if numbers::names_a_person(header) {
        return Some(Personal::Number);
    }
    if PHRASES.split(", ").any(|p| p == header.plain) {
        return Some(Personal::Other);
    }
    let person = any.has(Lists::PERSON);
    if count > 12 || strangers > 0 || (objects > 0 && !person) {
        return None;
    }
    if any.has(Lists::CONTACT | Lists::ALWAYS_CONTACT) {
        Some(Personal::Contact)
    } else if any.has(Lists::OTHER | Lists::ALWAYS) {
        Some(Personal::Other)
    } else if any.has(Lists::GROUP) {
        Some(Personal::Group)
    } else if any.has(Lists::NAME) {
        // A first name alone does not identify people.
        Some(match header.has(&["first", "given", "middle"]) {
            true => Personal::Other,
            false if person => Personal::Identity,
            false => Personal::Name,
        })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str) -> Option<Personal> {
        personal(&Header::new(header))
    }

    #[test]
    fn personal_headers_in_two_languages() {
        for (kind_of, headers) in [
            (
                Personal::Contact,
                "E-mail | author_email | Adresse e-mail du contributeur | Courriel | Tél. | \
                 N° de téléphone | phoneNumber | user.phone | Votre numéro de portable | \
                 export_contribution_author_email | Adresse mail (facultatif)",
            ),
            (
                Personal::Name,
                "Nom | NOM | Nom de famille | Full name | last_name | Votre nom | Nom d'usage",
            ),
            (
                Personal::Identity,
                "Pseudo | username | author/name | Nom de l'auteur | Nom d’utilisateur | \
                 contribution_author_name | displayName",
            ),
            (
                Personal::Number,
                "Matricule | MATRICULE | matricule_agent | N° matricule | N° d'allocataire | N°allocataire | \
                 numero_allocataire | Numéro étudiant | numEtudiant | N° étudiant | Numéro de sécurité sociale | \
                 N° de sécu | NIR | N° CAF | Identifiant agent | id_agent | Numéro d’agent | Code agent | \
                 Numéro d'adhérent | N° INE | Identifiant national élève | Votre numéro d'allocataire | \
                 Quel est votre numéro d'allocataire ? | Numéro de dossier de l'usager | N° de dossier CAF | \
                 N° dossier MDPH | Numéro fiscal | N° d'assuré social | Numéro de carte d'identité | \
                 N° de passeport | Référence bénéficiaire | employee_id | Student ID",
            ),
            (
                Personal::Group,
                "Département | Région | Âge | Tranche d'âge | Quel est votre âge ? | Sexe | \
                 Genre | gender | Civilité | CSP | Profession | Catégorie socioprofessionnelle | \
                 Votre profession | Nationalité | Pays de résidence",
            ),
            (
                Personal::Other,
                "Prénom | user.firstname | First name | Adresse | Adresse postale | \
                 Code postal | code_insee | Commune | Commune de résidence | Ville | \
                 Dans quelle commune habitez-vous ? | Code postal de votre domicile | \
                 Date de naissance | Année de naissance | birthDate | birth_year | M./Mme | IP | \
                 Adresse IP | ip_address | author_ip | Latitude | geo_point | GPS | \
                 Lieu de connexion | User-Agent | userAgent | Signature | facebook_id | \
                 Compte Twitter | Né(e) le",
            ),
        ] {
            for header in headers.split(" | ") {
                assert_eq!(kind(header), Some(kind_of), "{header}");
            }
        }
    }

    #[test]
    fn headers_that_only_sound_personal() {
        for header in "Nom du thème | Nom de la proposition | Adresse web | Adresse du site | \
                 Grand âge | Âge de la retraite | Thème | Titre | Texte | author_id | auteur | \
                 Professions de santé | Commune concernée par le projet | \
                 Faut-il garder le téléphone fixe dans les mairies ? | \
                 Que pensez-vous de l'égalité entre les sexes ? | Application mobile | \
                 Signatures | id | Nombre de votes | Lien | Pages | Congé de naissance | \
                 Égalité de genre à l’école | La ville de demain | Nom de domaine | Catégorie | \
                 Date | Code | Point |  | Type de contribution | Numéro | Organisation | \
                 Le vote par courrier est-il sûr ? | Numéro de contribution | N° | N° de dossier | \
                 Sécurité sociale | Que pensez-vous de la sécurité sociale ? | Numéro de proposition | \
                 Agents d'accueil | Étudiants | Vie étudiante | Code INSEE du projet | Nombre d'agents | \
                 Faut-il supprimer le numéro d'allocataire des courriers ? | user_id | Participant ID | \
                 Dossier | Référence du projet | Allocataires"
            .split(" | ")
        {
            assert_eq!(kind(header), None, "{header}");
        }
    }
}
