//! Reads the table of a platform that Palabre does not know, by a mapping: which column says what.
//!
//! The same mapping may be written by hand into `corpus.toml`; `palabre new` guesses one, with its reasons.
//! `docs/formats.md` lists its keys.
//!
//! ```sh
//! cargo run --release --example platform
//! ```

use palabre::model::Silent;
use palabre::pipeline::{self, Open};
use palabre::tally::ModeratedOption;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What the platform exports: proposals, and arguments for and against them.
const TABLE: &str = "\
Réf;En réponse à;Titre;Avis déposé;Position;Déposé le;Compte
1;;Rouvrir le guichet;Le guichet de la mairie est fermé depuis mars.;;02/03/2015;camille
2;1;;Tout le monde n'a pas internet.;pour;03/03/2015;sacha
3;1;;Le guichet coûte trop cher.;contre;04/03/2015;camille
4;;;;;05/03/2015;sacha
";

/// The corpus: one source, and the meaning of its columns.
const CORPUS: &str = r#"title = "Le guichet"

[[sources]]
name = "ma-plateforme"
path = "export.csv"
format = "csv"

[sources.mapping]
id = "Réf"
parent = "En réponse à"
title = "Titre"
body = "Avis déposé"
stance = "Position"
date = "Déposé le"
author = "Compte"
"#;

/// Writes a corpus into an empty folder, says what was read of it, and counts the sides.
pub(crate) fn run(folder: &Path, out: &mut dyn Write) -> Result<(), Box<dyn std::error::Error>> {
    fs::write(folder.join("export.csv"), TABLE)?;
    fs::write(folder.join("corpus.toml"), CORPUS)?;
    // Nothing is lost in silence: each row is imported, merged or refused with a reason.
    let read = pipeline::check(folder, true, &Silent)?.body;
    for row in &read.rows {
        writeln!(
            out,
            "{}: {} rows, {} imported, {} refused",
            row.file, row.rows, row.imported, row.refused
        )?;
    }
    for refusals in &read.refused {
        writeln!(out, "refused: {} ({})", refusals.kind, refusals.count)?;
    }
    for record in read.records.iter().flatten() {
        writeln!(
            out,
            "{} {}",
            record.id,
            record.stance.unwrap_or("without side")
        )?;
    }
    let open = Open::corpus(folder, &Silent)?;
    let selection = ModeratedOption::Exclude.into();
    for query in ["guichet", "position:pour", "position:contre"] {
        let found = pipeline::count(&open, query, &selection)?.body;
        writeln!(out, "{query}: {} records", found.count)?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    run(folder.path(), &mut io::stdout().lock())
}
