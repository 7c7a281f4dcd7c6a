//! Columns by which a table would tell who wrote: logins, e-mail addresses and telephone numbers as ids.

use super::tests::{mapping, read, refused};

#[test]
fn logins_are_no_ids() {
    let text = "Identifiant;Texte;Date\n\
        zoe.petitpas;Les guichets doivent rester ouverts le samedi matin;15/12/2014\n\
        lea_martin-roux;Les démarches en ligne devraient être plus simples;16/12/2014\n\
        GTiercelin;La fermeture de la trésorerie est une catastrophe;17/12/2014\n\
        Odile75;Je suis satisfaite du nouveau service en ligne;18/12/2014\n";
    let imported = read("csv", text.as_bytes(), None);
    assert_eq!(imported.records.len(), 4);
    assert!(imported.records.iter().all(|r| r.author.is_some()));
    let all = format!(
        "{:?} {:?} {:?}",
        imported.records, imported.rows, imported.warnings
    );
    for login in ["petitpas", "lea_martin", "Tiercelin", "Odile75"] {
        assert!(!all.contains(login), "{login}");
    }
    // Numbers with a digit, and names of places, are ids.
    for ids in [
        ["a.1", "a.2", "b.1"],
        ["AB-x", "AB-y", "AB-z"],
        ["prop_1", "prop_2", "prop_3"],
    ] {
        let rows = ids.map(|id| format!("{id};Planter des arbres devant {id} tout de suite.\n"));
        let text = format!("Identifiant;Texte\n{}", rows.concat());
        let imported = read("csv", text.as_bytes(), None);
        let found: Vec<&str> = imported.records.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(found, ids.map(|id| format!("csv/proposal/{id}")));
    }
}

#[test]
fn a_row_is_not_named_by_a_way_to_reach_a_person() {
    let text = "num;sur;type;avis;texte\n\
        zoe@exemple.fr;;proposition;;Ouvrir le guichet le samedi.\n\
        0639981234;;proposition;;Planter des arbres.\n\
        +33 6 39 98 12 35;;proposition;;Fermer la rue.\n\
        4;zoe@exemple.fr;commentaire;;Oui, le samedi.\n\
        5;06 39 98 12 34;commentaire;;Des arbres, vite.\n\
        6;0639981234;commentaire;;Des arbres, non.\n\
        7;4;commentaire;;Merci.\n\
        8;+33639981235;vote;pour;\n\
        0000000009;;proposition;;Rendre la rivière.\n";
    let columns = mapping("id='num'\nparent='sur'\nkind='type'\nstance='avis'\nbody=['texte']");
    let imported = read("csv", text.as_bytes(), columns);
    assert_eq!((imported.rows.len(), imported.records.len()), (9, 8));
    assert_eq!(refused(&imported)[0].0, "malformed");
    let all = format!(
        "{:?} {:?} {:?}",
        imported.records, imported.rows, imported.warnings
    );
    for value in ["zoe", "63998", "6 39 98", "06 39"] {
        assert!(!all.contains(value), "{value}");
    }
    let reported: Vec<&str> = imported
        .warnings
        .iter()
        .map(|w| w.message.as_str())
        .collect();
    let reported = reported.join("\n");
    for what in [
        "the parent's number is an e-mail address",
        "the parent's number is a telephone number",
        "it is an e-mail address, and the row is named by its content",
        "it is a telephone number, and the row is named by its content",
    ] {
        assert!(reported.contains(what), "{reported}");
    }
    let parent = |id: &str| {
        imported
            .records
            .iter()
            .find(|r| r.id.ends_with(id))
            .unwrap()
            .parent
            .clone()
    };
    assert_eq!(parent("/4"), None);
    assert_eq!(parent("/6"), None);
    assert_eq!(parent("/7").as_deref(), Some("csv/comment/4"));
    assert_eq!(parent("/0000000009"), None);
}
