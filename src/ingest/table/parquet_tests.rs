//! Parquet as other programs write it, cut, and changed byte by byte.

use super::parquet::ParquetRows;
use crate::ingest::InputFile;
use proptest::prelude::*;

const PYARROW: &[u8] = include_bytes!("../../../tests/fixtures/generic/pyarrow.parquet");
const POLARS: &[u8] = include_bytes!("../../../tests/fixtures/generic/polars.parquet");

/// Headers, rows as `name=value`, empty ones left out, refusals, notes.
type Read = (Vec<String>, Vec<Vec<String>>, Vec<String>, String);

fn read(bytes: &[u8], wanted: &[&str]) -> Result<Read, String> {
    let file = InputFile::from_bytes("t", bytes.to_vec());
    let mut rows = ParquetRows::open(&file, wanted)
        .map_err(|e| e.reason)?
        .ok_or("no Parquet")?;
    let (mut out, mut bad) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next_row() {
        match row {
            Ok(row) => out.push(
                rows.headers
                    .iter()
                    .zip(row.cells.iter())
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(name, cell)| format!("{name}={cell}"))
                    .collect(),
            ),
            Err(row) => bad.push(row.detail),
        }
    }
    let notes: Vec<String> = rows.notes().into_iter().map(|n| n.1).collect();
    Ok((rows.headers, out, bad, notes.concat()))
}

#[test]
fn an_old_file_of_pyarrow() {
    // Without Arrow's own schema, with 96-bit moments, in two row groups.
    let (headers, rows, bad, notes) = read(PYARROW, &[]).unwrap();
    assert_eq!(
        headers,
        [
            "id",
            "texte",
            "i8",
            "date",
            "quand",
            "binaire",
            "cat",
            "mots",
            "auteur.id",
            "auteur.nom",
            "montant",
            "f16"
        ]
    );
    assert_eq!(
        rows,
        [
            vec![
                "id=00123",
                "texte=l’œuvre\u{A0}: fini\nici",
                "i8=1",
                "date=2014-12-15",
                "quand=2014-12-15 22:03:05",
                "binaire=été",
                "cat=Pour",
                "mots=a, b",
                "auteur.id=7",
                "auteur.nom=X",
                "montant=1.5",
                "f16=1.5",
            ],
            vec![
                "id=075",
                "texte==1+1",
                "i8=-2",
                "binaire=été",
                "cat=Contre",
                "montant=-0.05"
            ],
            vec![
                "texte=x",
                "quand=2015-07-01 00:00:00",
                "cat=Pour",
                "auteur.id=8",
                "f16=2"
            ],
        ]
    );
    assert!(bad.is_empty());
    assert!(notes.contains("were not read: «reponses»"), "{notes}");
    // Only what is wanted is decoded; where something is missing, all is there to name the nearest.
    let (headers, rows, ..) = read(PYARROW, &["auteur.id", "texte"]).unwrap();
    assert_eq!(headers, ["texte", "auteur.id"]);
    assert_eq!(rows[2], ["texte=x", "auteur.id=8"]);
    assert_eq!(read(PYARROW, &["titre"]).unwrap().0.len(), 12);
}

#[test]
fn a_file_of_polars_with_many_types() {
    let (_, rows, bad, _) = read(POLARS, &[]).unwrap();
    assert_eq!(
        rows,
        [
            vec![
                "id=00123",
                "texte=l’œuvre\u{A0}: fini\nici",
                "i8=1",
                "u16=1",
                "f32=0.1",
                "bool=true",
                "date=2014-12-15",
                "dt=2014-12-15 22:03:05",
                "cat=Pour",
                "enum=Pour",
                "list=a, b",
                "li=1, 2",
                "arr=1, 2",
                "st.a=1",
                "st.b.c=x",
                "dec=1.5",
                "time=22:03:05",
                "bin=abcé",
                "dtz=2014-12-15T21:03:05Z",
                "ns=2014-12-15 22:03:05",
            ],
            vec![
                "id=2",
                "texte==1+1",
                "i8=-2",
                "f32=12",
                "cat=Contre",
                "enum=Contre",
                "arr=3, 4",
                "dec=-0.05"
            ],
        ]
    );
    assert!(bad.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_files_end_in_rows_or_refusals(
        which in any::<bool>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = if which { PYARROW } else { POLARS }.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok((_, rows, bad, _)) = read(&bytes, &[]) {
            prop_assert!(rows.len() <= 1000 && bad.len() <= 1);
        }
    }
}
