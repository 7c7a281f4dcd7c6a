//! Which questions of a form ask who somebody is, or how to reach them, however long they are.

use super::{Header, personal};

const YOURS: &[&str] = &["votre", "vos", "ton", "tes"];
/// Who is named in a form.
const PERSONS: &[&str] = &[
    "porteur",
    "porteuse",
    "porteurs",
    "contact",
    "referent",
    "referente",
    "demandeur",
    "deposant",
    "representant",
    "responsable",
    "personne",
    "signataire",
    "participant",
    "contributeur",
];
/// How a form asks for something to be written.
const WRITE: &[&str] = &[
    "indiquer",
    "indiquez",
    "preciser",
    "precisez",
    "renseigner",
    "renseignez",
    "saisir",
    "saisissez",
    "inscrire",
    "inscrivez",
    "laisser",
    "laissez",
];
const MEANS: &[&str] = &[
    "courriel",
    "email",
    "mail",
    "mel",
    "telephone",
    "telephonique",
    "tel",
    "portable",
    "mobile",
];
/// Words of a question that asks what somebody thinks, wherever they stand.
const THINKS: &[&str] = &[
    "comment",
    "pourquoi",
    "faut",
    "pensez",
    "trouvez",
    "devrait",
    "doit",
    "doivent",
    "ameliorer",
    "changer",
    "supprimer",
    "manque",
    "utilisez",
    "utiliser",
    "usage",
];
/// Where somebody lives.
const PLACES: &[&str] = &[
    "ou",
    "commune",
    "ville",
    "village",
    "quartier",
    "arrondissement",
    "departement",
    "region",
    "adresse",
    "rue",
    "code",
    "lieu",
];
/// What an author names: a name of it is nobody's.
const WORKS: &[&str] = &[
    "projet",
    "proposition",
    "idee",
    "action",
    "initiative",
    "evenement",
];
/// What has a public name, unless it is «votre rue».
const SITES: &[&str] = &[
    "rue",
    "lieu",
    "place",
    "quartier",
    "parc",
    "jardin",
    "square",
    "ecole",
    "salle",
    "equipement",
    "ligne",
    "arret",
    "station",
    "site",
];
const ARTICLES: &[&str] = &[
    "de", "du", "d", "des", "la", "le", "l", "les", "ce", "cette",
];

/// Whether a question asks who somebody is, where they live, or how to reach them.
///
/// In a sentence «tel», «adresse» or «âge» may mean anything. A short label, or a short sentence about
/// «votre», is judged as a header is; in a longer one the words must be as they do where a form asks.
pub(in crate::ingest) fn asks_who(question: &str) -> bool {
    let header = Header::new(question);
    let words: Vec<&str> = header.words().collect();
    let yours = header.has(YOURS) && words.len() <= 7;
    if (words.len() <= 3 || yours) && personal(&header).is_some() {
        return true;
    }
    let asked = Asked { words: &words };
    asked.phrase(&["qui", "etes", "vous"])
        || asked.phrase(&["comment", "vous", "appelez"])
        || asked.any(&["prenom", "prenoms"])
        || asked.name()
        || asked.reach()
        || asked.home()
        || asked.birth()
        || asked.yours(&["signature", "pseudo", "pseudonyme"])
}

/// The words of a question.
struct Asked<'w> {
    words: &'w [&'w str],
}

impl Asked<'_> {
    fn any(&self, among: &[&str]) -> bool {
        self.words.iter().any(|w| among.contains(w))
    }

    fn phrase(&self, words: &[&str]) -> bool {
        self.words.windows(words.len()).any(|w| w == words)
    }

    /// Whether «votre» is at most two words before one of these: «votre adresse mail».
    fn yours(&self, among: &[&str]) -> bool {
        let places = self.words.iter().enumerate();
        places
            .filter(|(_, w)| among.contains(w))
            .any(|(n, _)| (self.words[n.saturating_sub(2)..n].iter()).any(|w| YOURS.contains(w)))
    }

    /// Whether it asks what somebody thinks.
    fn thinks(&self) -> bool {
        self.any(THINKS)
            || self
                .words
                .first()
                .is_some_and(|w| ["que", "qu"].contains(w))
    }

    fn name(&self) -> bool {
        const NAMING: [&str; 6] = ["donn", "propos", "chois", "imagin", "sugger", "baptis"];
        let Some(at) = self.words.iter().position(|w| ["nom", "noms"].contains(w)) else {
            return false;
        };
        if self.any(&["famille", "complet"]) && self.words.get(at + 1).is_some() {
            let next = self.words[at + 1];
            if next == "complet" || self.words.get(at + 2) == Some(&"famille") {
                return true;
            }
        }
        let after = &self.words[at + 1..];
        let named = after
            .iter()
            .position(|w| !ARTICLES.contains(w) && !YOURS.contains(w))
            .map(|n| (after[n], after[..n].iter().any(|w| YOURS.contains(w))));
        match named {
            Some((thing, _)) if WORKS.contains(&thing) => return self.any(PERSONS),
            Some((thing, false)) if SITES.contains(&thing) => return self.any(PERSONS),
            Some((thing, _)) if PERSONS.contains(&thing) => return true,
            _ => {}
        }
        let gives = |w: &&str| NAMING.iter().any(|start| w.starts_with(start));
        !self.words.iter().any(gives) && (self.any(YOURS) || self.any(PERSONS) || self.any(WRITE))
    }

    /// How to reach somebody.
    fn reach(&self) -> bool {
        let n = self.words.iter().position(|w| *w == "coordonnees");
        let before = n.and_then(|n| n.checked_sub(1)).map(|n| self.words[n]);
        // «Des politiques coordonnées» are nobody's.
        if n == Some(0)
            || before.is_some_and(|w| YOURS.contains(&w) || ["les", "des", "leurs"].contains(&w))
            || n.is_some() && (self.any(PERSONS) || self.any(WRITE))
        {
            return true;
        }
        let reached = self.words.windows(2).any(|pair| {
            ["vous", "etre", "te"].contains(&pair[0])
                && ["joindre", "join", "contact", "recontact", "rappel"]
                    .iter()
                    .any(|start| pair[1].starts_with(start))
        });
        let means = self.any(MEANS);
        if reached && (means || self.any(&["numero", "adresse"])) {
            return true;
        }
        if !means {
            return false;
        }
        let addressed = self.words.iter().enumerate().any(|(n, w)| {
            ["adresse", "adresses", "numero", "numeros"].contains(w)
                && self.words[n + 1..]
                    .iter()
                    .take(2)
                    .any(|w| MEANS.contains(w))
        });
        let contact = self.words.iter().enumerate().any(|(n, w)| {
            *w == "contact" && (n == 0 || ["de", "du", "le"].contains(&self.words[n - 1]))
        });
        self.yours(&["adresse", "numero"])
            || contact
            || !self.thinks() && (addressed || self.yours(MEANS) || self.any(WRITE))
    }

    /// Where somebody lives.
    fn home(&self) -> bool {
        let postal = self.phrase(&["code", "postal"]) || self.phrase(&["adresse", "postale"]);
        if postal && self.any(YOURS) {
            return true;
        }
        if self.thinks() {
            return false;
        }
        let lives = self.any(&["habitez", "residez", "vivez", "demeurez"]) && self.any(PLACES);
        // «Les soins à domicile» are nobody's.
        let home = self.words.windows(2).any(|pair| {
            pair[1] == "domicile" && (YOURS.contains(&pair[0]) || ["de", "du"].contains(&pair[0]))
        });
        postal || lives || home
    }

    fn birth(&self) -> bool {
        let born = ["date", "annee", "jour", "lieu"]
            .iter()
            .any(|when| self.phrase(&[when, "de", "naissance"]));
        born && (self.any(YOURS) || !self.thinks())
    }
}

#[cfg(test)]
mod tests {
    use super::asks_who;

    #[test]
    fn questions_about_a_person() {
        for question in "Nom et prénom du porteur de projet | Votre adresse e-mail | Téléphone | \
             Merci d'indiquer le nom et le prénom de la personne qui porte le projet | \
             Qui êtes-vous ? | Coordonnées du référent | Quel est votre âge ? | Code postal | \
             Dans quelle commune habitez-vous actuellement ? | Votre code postal | Votre nom | \
             Votre adresse mail pour être recontacté | À quel numéro vous joindre ? | \
             Votre date de naissance | Nom et prénom de la personne à rappeler | Ville | \
             Dans quelle ville habitez-vous depuis 2015 ? | Nom du porteur de projet | \
             Quel est votre numéro de téléphone si vous voulez être rappelé par nos services ? | \
             Merci de laisser votre adresse mail : nous devons parfois dire ce qui doit changer | \
             Sous quel nom de famille êtes-vous inscrit à la mairie ? | Commune de résidence | \
             Quelle est l’année de naissance de la personne qui répond ? | Où résidez-vous ? | \
             Indiquez votre pseudonyme sur cette plateforme si vous en avez un | \
             Quel est le code postal de la commune dans laquelle vous travaillez ? | \
             Quel est le nom de la personne qui représente votre association ? | \
             Quelle est l'adresse de votre domicile ou celle de votre travail ? | \
             Adresse e-mail de contact pour la suite de la démarche | \
             Comment vous joindre par téléphone ?"
            .split(" | ")
        {
            assert!(asks_who(question), "{question}");
        }
    }

    #[test]
    fn questions_about_a_subject() {
        for question in "Quel nom donner à la place ? | Comment habiter mieux en ville ? | \
             Faut-il supprimer le téléphone au bureau ? | \
             Que pensez-vous de l'adresse aux usagers ? | \
             Quel nom donneriez-vous à votre quartier ? | Quel est le nom de votre projet ? | \
             Indiquez le nom du lieu concerné par votre proposition | \
             À qui s'adresse ce projet de jardin ? | Pour qui est ce projet ? | \
             Que pensez-vous d'un tel projet pour la ville ? | \
             Que faut-il changer dans votre ville ? | \
             Que faut-il améliorer dans la commune où vous habitez ? | \
             Arrivez-vous à joindre les services publics par téléphone ? | \
             Faut-il développer les soins à domicile ? | Utilisez-vous votre portable au travail ? | \
             Faut-il des politiques de transport plus coordonnées ? | \
             Préférez-vous un contact par mail ou au guichet ? | \
             Faut-il allonger le congé qui suit la date de naissance d'un enfant ? | \
             Que pensez-vous de la signature électronique ? | Qui doit décider ? | \
             À partir de quel âge devrait-on pouvoir voter ? | Pourquoi ? | "
            .split(" | ")
        {
            assert!(!asks_who(question), "{question}");
        }
    }
}
