//! Headers of the numbers that administrations have for people.

use super::Header;

/// Words that are such a number by themselves.
const ALONE: &[&str] = &[
    "matricule",
    "matricules",
    "nir",
    "nss",
    "ine",
    "ipp",
    "numen",
    "rpps",
    "adeli",
    "badge",
    "immatriculation",
];
/// Words for a number.
const NUMBER: &[&str] = &[
    "numero",
    "num",
    "no",
    "n°",
    "nº",
    "number",
    "nr",
    "id",
    "ids",
    "identifiant",
    "identifier",
    "code",
    "ref",
    "reference",
    "cle",
];
/// Who has one, and who gives it.
const HOLDERS: &[&str] = &[
    "agent",
    "agente",
    "agents",
    "allocataire",
    "etudiant",
    "etudiante",
    "eleve",
    "ine",
    "assure",
    "assuree",
    "adherent",
    "adherente",
    "salarie",
    "salariee",
    "employe",
    "employee",
    "patient",
    "patiente",
    "beneficiaire",
    "contribuable",
    "fonctionnaire",
    "administre",
    "licencie",
    "licenciee",
    "abonne",
    "abonnee",
    "locataire",
    "demandeur",
    "student",
    "patient",
    "taxpayer",
    "caf",
    "cpam",
    "msa",
    "mdph",
    "secu",
    "securite",
    "fiscal",
    "fiscale",
    "passeport",
    "passport",
    "identite",
    "vitale",
    "badge",
    "permis",
    "emploi",
    "citoyen",
    "citoyenne",
    "rpps",
    "nir",
    "ssn",
];
/// Who a file («dossier») may be about.
const OF_A_FILE: &[&str] = &[
    "usager",
    "usagere",
    "personne",
    "citoyen",
    "citoyenne",
    "demandeur",
    "habitant",
];
/// Words that change nothing beside them.
const FILLERS: &[&str] = &[
    "de",
    "du",
    "des",
    "d",
    "l",
    "la",
    "le",
    "les",
    "un",
    "une",
    "a",
    "votre",
    "vos",
    "your",
    "the",
    "of",
    "s",
    "quel",
    "quelle",
    "est",
    "what",
    "is",
    "pole",
    "sociale",
    "social",
    "national",
    "nationale",
    "carte",
    "card",
    "indiquer",
    "indiquez",
    "precisez",
    "saisissez",
    "renseignez",
    "facultatif",
    "optionnel",
    "obligatoire",
    "optional",
    "security",
    "dossier",
    "file",
    "interne",
    "unique",
    "personnel",
    "personnelle",
    "emploi",
    "et",
];

/// Whether a header, as a whole, is that of a personal number: «N° d'allocataire», `id_agent`, «Quel est votre
/// matricule ?».
pub(super) fn names_a_person(header: &Header) -> bool {
    let (mut count, mut number, mut holder, mut alone, mut dossier, mut of_a_file) =
        (0, false, false, false, false, false);
    // «N°allocataire» is two words.
    let words = header.words().flat_map(|w| match w.split_once('°') {
        Some((n, rest)) if !rest.is_empty() && n.len() == 1 => [Some("n°"), Some(rest)],
        _ => [Some(w), None],
    });
    for word in words.flatten() {
        count += 1;
        number |= NUMBER.contains(&word);
        alone |= ALONE.contains(&word);
        holder |= HOLDERS.contains(&word);
        dossier |= word == "dossier";
        of_a_file |= OF_A_FILE.contains(&word);
        let known = [NUMBER, ALONE, HOLDERS, OF_A_FILE, FILLERS];
        if !known.iter().any(|list| list.contains(&word)) {
            return false;
        }
    }
    count <= 10 && (alone || (number && holder) || (number && dossier && of_a_file))
}
