//! Programs that make forms: the columns by which their exports are known, and which of those say what.

use super::Header;
use crate::model::MappedField;

/// The columns that a program of forms writes besides the questions, as they are compared.
pub(in crate::ingest) struct Tool {
    /// Its name, for the comments of `corpus.toml`.
    pub name: &'static str,
    /// Columns of which its exports have two, or one where that begins the table.
    marks: &'static [&'static str],
    /// Whether the first column alone shows it.
    by_first: bool,
    /// The columns of fields, best first.
    fields: &'static [(MappedField, &'static str)],
    /// Columns that hold nothing of a reply; `*` at the end is for anything.
    own: &'static [&'static str],
}

const TOOLS: [Tool; 7] = [
    Tool {
        name: "LimeSurvey",
        marks: &[
            "id de la reponse",
            "date de soumission",
            "derniere page",
            "langue de depart",
            "tete de serie",
            "submitdate",
            "lastpage",
            "startlanguage",
            "seed",
            "response id",
            "date submitted",
            "last page",
            "start language",
        ],
        by_first: false,
        fields: &[
            (MappedField::Id, "id de la reponse"),
            (MappedField::Id, "response id"),
            (MappedField::Id, "id"),
            (MappedField::Date, "date de soumission"),
            (MappedField::Date, "submitdate"),
            (MappedField::Date, "date submitted"),
        ],
        own: &[
            "derniere page",
            "langue de depart",
            "tete de serie",
            "lastpage",
            "startlanguage",
            "seed",
            "last page",
            "start language",
            "date de lancement",
            "date de demarrage",
            "date de la derniere action",
            "startdate",
            "datestamp",
            "date started",
            "date last action",
            "ipaddr",
            "adresse ip",
            "ip address",
            "refurl",
            "url referente",
            "referrer url",
            "token",
            "code d acces",
            "access code",
            "temps total",
            "interviewtime",
            "total time",
            "temps pour*",
            "temps de*",
            "groupe de temps*",
            "group time*",
            "question time*",
            "grouptime*",
            "questiontime*",
            "duree pour*",
        ],
    },
    Tool {
        name: "Framaforms",
        marks: &[
            "numero de serie",
            "sid",
            "serial",
            "brouillon",
            "heure de soumission",
            "submitted time",
        ],
        by_first: false,
        fields: &[
            (MappedField::Id, "numero de serie"),
            (MappedField::Id, "serial"),
            (MappedField::Id, "sid"),
            (MappedField::Date, "heure de soumission"),
            (MappedField::Date, "submitted time"),
        ],
        own: &[
            "numero de serie",
            "serial",
            "sid",
            "heure de modification",
            "modified time",
            "brouillon",
            "draft",
            "adresse ip",
            "ip address",
            "uid",
            "nom d utilisateur",
            "username",
            "completed time",
            "heure de fin",
        ],
    },
    Tool {
        name: "SurveyMonkey",
        marks: &[
            "respondent id",
            "collector id",
            "repondant id",
            "id du repondant",
            "id du collecteur",
            "identifiant du collecteur",
            "identifiant du repondant",
        ],
        by_first: false,
        fields: &[
            (MappedField::Id, "respondent id"),
            (MappedField::Id, "repondant id"),
            (MappedField::Id, "id du repondant"),
            (MappedField::Id, "identifiant du repondant"),
            (MappedField::Date, "end date"),
            (MappedField::Date, "date de fin"),
            (MappedField::Date, "start date"),
            (MappedField::Date, "date de debut"),
        ],
        own: &[
            "collector id",
            "id du collecteur",
            "identifiant du collecteur",
            "start date",
            "date de debut",
            "date created",
            "date modified",
            "ip address",
            "adresse ip",
            "email address",
            "adresse e mail",
            "first name",
            "last name",
            "prenom",
            "nom",
            "custom data*",
            "donnees personnalisees*",
            "custom value*",
        ],
    },
    Tool {
        name: "Le Sphinx",
        marks: &[
            "cle",
            "date saisie",
            "date enreg",
            "temps saisie",
            "origine saisie",
            "lang saisie",
            "appareil saisie",
            "progression",
            "derniere question saisie",
            "date modif",
        ],
        by_first: false,
        fields: &[
            (MappedField::Id, "cle"),
            (MappedField::Date, "date enreg"),
            (MappedField::Date, "date saisie"),
        ],
        own: &[
            "date saisie",
            "date enreg",
            "date modif",
            "temps saisie",
            "origine saisie",
            "lang saisie",
            "appareil saisie",
            "progression",
            "derniere question saisie",
            "userid",
            "collecte",
            "etat saisie",
            "ip saisie",
            "navigateur saisie",
        ],
    },
    Tool {
        name: "Microsoft Forms",
        marks: &[
            "heure de debut",
            "heure de fin",
            "start time",
            "completion time",
            "heure de la derniere modification",
            "last modified time",
            "adresse de messagerie",
        ],
        by_first: false,
        fields: &[
            (MappedField::Id, "id"),
            (MappedField::Date, "heure de fin"),
            (MappedField::Date, "completion time"),
            (MappedField::Date, "heure de debut"),
            (MappedField::Date, "start time"),
        ],
        own: &[
            "heure de debut",
            "start time",
            "heure de la derniere modification",
            "last modified time",
            "adresse de messagerie",
            "email",
            "nom",
            "name",
            "langue",
            "language",
            "total points",
            "total des points",
            "quiz feedback",
            "commentaires sur le questionnaire",
            "points*",
            "feedback*",
            "heure de publication*",
        ],
    },
    Tool {
        name: "Nextcloud Forms",
        marks: &[
            "id utilisateur",
            "nom d affichage de l utilisateur",
            "user id",
            "user display name",
        ],
        by_first: false,
        fields: &[
            (MappedField::Author, "id utilisateur"),
            (MappedField::Author, "user id"),
            (MappedField::Date, "horodatage"),
            (MappedField::Date, "timestamp"),
        ],
        own: &[
            "id utilisateur",
            "user id",
            "nom d affichage de l utilisateur",
            "user display name",
        ],
    },
    Tool {
        name: "Google Forms",
        marks: &["horodateur", "timestamp"],
        by_first: true,
        fields: &[
            (MappedField::Date, "horodateur"),
            (MappedField::Date, "timestamp"),
        ],
        own: &[
            "score",
            "adresse e mail",
            "email address",
            "nom d utilisateur",
            "username",
        ],
    },
];

impl Tool {
    /// The program that wrote a header.
    pub(in crate::ingest) fn of<'h>(
        headers: impl Iterator<Item = &'h Header> + Clone,
    ) -> Option<&'static Tool> {
        let plain: Vec<&str> = headers.map(|h| h.plain.as_str()).collect();
        TOOLS.iter().find(|tool| match tool.by_first {
            true => {
                plain
                    .first()
                    .is_some_and(|first| tool.marks.contains(first))
                    && plain.len() > 1
            }
            false => tool.marks.iter().filter(|m| plain.contains(m)).count() >= 2,
        })
    }

    /// Whether it takes two columns to know it.
    pub(in crate::ingest) fn has_marks(&self) -> bool {
        !self.by_first
    }

    /// The names of the columns of a field, best first.
    pub(in crate::ingest) fn names(
        &self,
        field: MappedField,
    ) -> impl Iterator<Item = &'static str> {
        let fields = self.fields.iter();
        fields.filter(move |f| f.0 == field).map(|f| f.1)
    }

    /// Whether a column is its own, and no question.
    pub(in crate::ingest) fn owns(&self, header: &Header) -> bool {
        let plain = header.plain.as_str();
        let is = |own: &&str| match own.strip_suffix('*') {
            Some(start) => plain.starts_with(start),
            None => plain == *own,
        };
        self.own.iter().any(is) || self.fields.iter().any(|f| f.1 == plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(headers: &str) -> Option<&'static str> {
        let headers: Vec<Header> = headers.split(';').map(Header::new).collect();
        Tool::of(headers.iter()).map(|t| t.name)
    }

    #[test]
    fn programs_are_known_by_their_columns() {
        for (headers, tool) in [
            ("Horodateur;Pourquoi ?", Some("Google Forms")),
            (
                "ID de la réponse;Date de soumission;Dernière page;Pourquoi ?",
                Some("LimeSurvey"),
            ),
            ("id;submitdate;lastpage;G01Q01", Some("LimeSurvey")),
            (
                "Numéro de série;SID;Heure de soumission;Idée",
                Some("Framaforms"),
            ),
            (
                "Respondent ID;Collector ID;Start Date;Pourquoi ?",
                Some("SurveyMonkey"),
            ),
            ("CLE;DATE_SAISIE;DATE_ENREG;Pourquoi ?", Some("Le Sphinx")),
            (
                "ID;Heure de début;Heure de fin;Nom;Pourquoi ?",
                Some("Microsoft Forms"),
            ),
            (
                "ID utilisateur;Nom d’affichage de l’utilisateur;Horodatage;Pourquoi ?",
                Some("Nextcloud Forms"),
            ),
            ("id;titre;texte;date", None),
            ("id;timestamp;text", None),
            ("Horodateur", None),
        ] {
            assert_eq!(name(headers), tool, "{headers}");
        }
    }
}
