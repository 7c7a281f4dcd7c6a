//! Makes `headwords.bin` from `headwords.tsv`.
//!
//! ```text
//! cargo run --release --example headwords -- data/headwords/headwords.bin < headwords.tsv
//! ```
//! The file is described in `src/text/headwords/table.rs`; the same table gives the same bytes.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead};

/// How the file begins, as `src/text/headwords/table.rs` reads it: its first bytes, and its format.
const MAGIC: &[u8; 8] = b"PALABLEX";
const FORMAT: u8 = 1;

/// Bytes to cut, what the form may be, what the headword is, text to add.
type Key = (u8, u8, u8, String);

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: headwords FILE < headwords.tsv")?;
    let mut version = String::new();
    let mut forms: Vec<(String, Key)> = Vec::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["#version", text] => text.clone_into(&mut version),
            [form, head, pos, head_pos] => {
                let common: usize = form
                    .chars()
                    .zip(head.chars())
                    .take_while(|(one, other)| one == other)
                    .map(|(one, _)| one.len_utf8())
                    .sum();
                let cut = u8::try_from(form.len() - common)?;
                let key = (
                    cut,
                    pos.parse()?,
                    head_pos.parse()?,
                    head[common..].to_owned(),
                );
                forms.push((form.to_owned(), key));
            }
            _ => return Err(format!("not a line of the table: {line}").into()),
        }
    }

    // The commonest transformations have the smallest numbers.
    let mut count: BTreeMap<&Key, usize> = BTreeMap::new();
    for (_, key) in &forms {
        *count.entry(key).or_default() += 1;
    }
    let mut keys: Vec<(&Key, usize)> = count.into_iter().collect();
    keys.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));

    let mut text = String::new();
    let mut records: Vec<u8> = Vec::new();
    let mut numbers: BTreeMap<&Key, u64> = BTreeMap::new();
    for (number, (key, _)) in keys.iter().enumerate() {
        let (cut, pos, head_pos, add) = *key;
        let start = text.find(add.as_str()).unwrap_or_else(|| {
            text.push_str(add);
            text.len() - add.len()
        });
        records.extend([*cut, *pos, *head_pos, u8::try_from(add.len())?]);
        records.extend(u32::try_from(start)?.to_le_bytes());
        numbers.insert(key, u64::try_from(number)?);
    }

    let mut builder = fst::MapBuilder::memory();
    for (form, key) in &forms {
        builder.insert(form, numbers[key])?;
    }
    let automaton = builder.into_inner()?;

    let mut file: Vec<u8> = MAGIC.to_vec();
    file.push(FORMAT);
    file.push(u8::try_from(version.len())?);
    file.extend(version.as_bytes());
    file.extend(u32::try_from(keys.len())?.to_le_bytes());
    file.extend(&records);
    file.extend(u32::try_from(text.len())?.to_le_bytes());
    file.extend(text.as_bytes());
    println!(
        "forms {}, transformations {}, table {} bytes, automaton {} bytes, file {} bytes",
        forms.len(),
        keys.len(),
        file.len(),
        automaton.len(),
        file.len() + automaton.len()
    );
    file.extend(automaton);
    std::fs::write(&path, file)?;
    Ok(())
}
