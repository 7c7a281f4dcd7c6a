//! The tables of records and votes, to and from the model's types. `docs/tables.md` names every column.

use super::files::{RECORDS, VOTES};
use super::table::{Column, Table};
use super::{BuildFiles, BuildTable, StoreError, TextRow, TextStore};
use crate::model::{
    AuthorId, Counters, Entry, Kind, ListedVote, Moderation, Origin, Place, Record, Side, Vote,
};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The name of a column of numbers, and what gives its cells.
type PlaceColumn = (&'static str, fn(Place) -> Option<i64>);

/// The columns of a platform's counters, in the order of [`Counters::all`].
const COUNTERS: [&str; 4] = [
    "counter_favourable",
    "counter_mixed",
    "counter_against",
    "counter_abstention",
];

/// Adds the columns of an origin.
pub(super) fn add_origins<'a>(
    table: &mut BuildTable,
    origins: impl Iterator<Item = &'a Origin> + Clone,
) {
    table.text("source", origins.clone().map(|o| Some(&*o.source)));
    table.text("file", origins.clone().map(|o| Some(&*o.file)));
    let places = origins.map(|o| o.place);
    // Lines, rows and bytes of real files fit in i64.
    let columns: [PlaceColumn; 4] = [
        ("line", |p| match p {
            Place::Line(n) => Some(i64::from(n)),
            _ => None,
        }),
        ("row", |p| match p {
            Place::Row(n) => Some(n as i64),
            _ => None,
        }),
        ("byte_start", |p| match p {
            Place::Bytes(start, _) => Some(start as i64),
            _ => None,
        }),
        ("byte_end", |p| match p {
            Place::Bytes(_, end) => Some(end as i64),
            _ => None,
        }),
    ];
    for (name, cell) in columns {
        table.integer(name, places.clone().map(cell));
    }
}

pub(super) fn origin_wanted() -> Vec<(&'static str, Column)> {
    vec![
        ("source", Column::Text(vec![])),
        ("file", Column::Text(vec![])),
        ("line", Column::Integer(vec![])),
        ("row", Column::Integer(vec![])),
        ("byte_start", Column::Integer(vec![])),
        ("byte_end", Column::Integer(vec![])),
    ]
}

pub(super) fn take_origins(table: &mut Table) -> Vec<Origin> {
    let source = table.take_text("source");
    let file = table.take_text("file");
    let line = table.take_integer("line");
    let row = table.take_integer("row");
    let start = table.take_integer("byte_start");
    let end = table.take_integer("byte_end");
    // A corpus has few sources and files: their names are kept once.
    let mut names: FxHashSet<Arc<str>> = FxHashSet::default();
    let mut shared = |name: Option<String>| -> Arc<str> {
        let name = name.unwrap_or_default();
        if let Some(known) = names.get(name.as_str()) {
            return known.clone();
        }
        let name: Arc<str> = name.into();
        names.insert(name.clone());
        name
    };
    source
        .into_iter()
        .zip(file)
        .enumerate()
        .map(|(i, (source, file))| Origin {
            source: shared(source),
            file: shared(file),
            place: match (line[i], row[i], start[i], end[i]) {
                (Some(n), ..) => Place::Line(n as u32),
                (_, Some(n), ..) => Place::Row(n as u64),
                (_, _, a, b) => Place::Bytes(a.unwrap_or(0) as u64, b.unwrap_or(0) as u64),
            },
        })
        .collect()
}

/// The table of records, without their texts.
pub fn records_table(records: &[Record]) -> BuildTable {
    let all = || records.iter();
    let mut t = BuildTable::new(records.len());
    t.integer("ordinal", all().map(|r| Some(i64::from(r.ordinal))));
    t.text("id", all().map(|r| Some(&r.id)));
    t.text("kind", all().map(|r| Some(r.kind.name())));
    t.text("parent", all().map(|r| r.parent.as_ref()));
    let consultations = all().map(|r| Some(&r.consultation).filter(|c| !c.is_empty()));
    t.text("consultation", consultations);
    t.text("section", all().map(|r| r.section.as_ref()));
    t.text("author", all().map(|r| r.author.map(|a| a.to_string())));
    t.time("published_at", all().map(|r| r.published_at));
    t.text("url", all().map(|r| r.url.as_ref()));
    t.bool("moderated", all().map(|r| r.moderation.moderated));
    t.text(
        "moderation_reason",
        all().map(|r| r.moderation.reason.as_ref()),
    );
    t.bool("gone", all().map(|r| r.moderation.gone));
    t.maybe_bool("organiser", all().map(|r| r.organiser));
    t.text("declared", all().map(|r| r.declared.map(|s| s.name())));
    for (at, name) in COUNTERS.into_iter().enumerate() {
        let cell = |r: &Record| r.counters.and_then(|c| c.all()[at]).map(|n| n as i64);
        t.integer(name, all().map(cell));
    }
    t.integer("support", all().map(|r| r.support.map(|n| n as i64)));
    t.text(
        "content",
        all().map(|r| Some(format!("{:016x}", r.content))),
    );
    t.text("variables", all().map(|r| written_variables(&r.variables)));
    add_origins(&mut t, all().map(|r| &r.origin));
    t
}

/// Variables as a JSON list of pairs; `None` where there are none.
fn written_variables(variables: &[(String, String)]) -> Option<String> {
    // A list of strings always has a JSON form.
    (!variables.is_empty()).then(|| serde_json::to_string(variables).unwrap_or_default())
}

/// Reads whole records: their table, and their texts from the table beside it.
pub fn read_records(build: &BuildFiles) -> Result<Vec<Record>, StoreError> {
    let texts = TextStore::open(build)?;
    let mut wanted = vec![
        ("id", Column::Text(vec![])),
        ("kind", Column::Text(vec![])),
        ("parent", Column::Text(vec![])),
        ("consultation", Column::Text(vec![])),
        ("section", Column::Text(vec![])),
        ("author", Column::Text(vec![])),
        ("published_at", Column::Time(vec![])),
        ("url", Column::Text(vec![])),
        ("moderated", Column::Bool(vec![])),
        ("moderation_reason", Column::Text(vec![])),
        ("gone", Column::Bool(vec![])),
        ("organiser", Column::Bool(vec![])),
        ("declared", Column::Text(vec![])),
        ("support", Column::Integer(vec![])),
        ("content", Column::Text(vec![])),
        ("variables", Column::Text(vec![])),
    ];
    wanted.extend(COUNTERS.map(|name| (name, Column::Integer(vec![]))));
    wanted.extend(origin_wanted());
    let mut t = Table::read_parquet(build, RECORDS, wanted)?;
    let mut origins = take_origins(&mut t).into_iter();
    let mut id = t.take_text("id").into_iter();
    let kind = t.take_text("kind");
    let mut parent = t.take_text("parent").into_iter();
    let mut consultation = t.take_text("consultation").into_iter();
    let mut section = t.take_text("section").into_iter();
    let author = t.take_text("author");
    let published_at = t.take_time("published_at");
    let mut url = t.take_text("url").into_iter();
    let moderated = t.take_bool("moderated");
    let mut reason = t.take_text("moderation_reason").into_iter();
    let gone = t.take_bool("gone");
    let organiser = t.take_bool("organiser");
    let declared = t.take_text("declared");
    let counters = COUNTERS.map(|name| t.take_integer(name));
    let support = t.take_integer("support");
    let content = t.take_text("content");
    let variables = t.take_text("variables");
    let mut records = Vec::with_capacity(kind.len());
    let mut texts = texts_of(build, &texts, kind.len())?;
    for (i, kind) in kind.into_iter().enumerate() {
        let name = kind.unwrap_or_default();
        let kind = Kind::from_name(&name).ok_or_else(|| StoreError::Damaged {
            path: build.path(RECORDS),
            what: format!("row {i} has the unknown kind «{name}»"),
        })?;
        // All columns have one height, so every iterator gives a cell for each kind.
        let next = |column: &mut std::vec::IntoIter<Option<String>>| column.next().flatten();
        records.push(Record {
            ordinal: i as u32,
            author: author[i].as_deref().and_then(AuthorId::parse),
            moderation: Moderation {
                moderated: moderated[i].unwrap_or(false),
                reason: next(&mut reason),
                gone: gone[i].unwrap_or(false),
            },
            content: print(content[i].as_deref()),
            entry: Entry {
                id: next(&mut id).unwrap_or_default(),
                kind,
                parent: next(&mut parent),
                consultation: next(&mut consultation).unwrap_or_default(),
                section: next(&mut section),
                title: std::mem::take(&mut texts[i].title),
                body: std::mem::take(&mut texts[i].body),
                published_at: published_at[i],
                url: next(&mut url),
                organiser: organiser[i],
                declared: declared[i].as_deref().and_then(Side::from_name),
                counters: {
                    let [favourable, mixed, against, abstention] =
                        [0, 1, 2, 3].map(|at| counters[at][i].map(|n| n as u64));
                    let counters = Counters {
                        favourable,
                        mixed,
                        against,
                        abstention,
                    };
                    (!counters.is_empty()).then_some(counters)
                },
                support: support[i].map(|n| n as u64),
                variables: match variables[i].as_deref() {
                    None => Vec::new(),
                    Some(text) => serde_json::from_str(text).map_err(|e| StoreError::Damaged {
                        path: build.path(RECORDS),
                        what: format!("row {i} has variables that are no JSON: {e}"),
                    })?,
                },
                origin: origins.next().ok_or_else(|| StoreError::Damaged {
                    path: build.path(RECORDS),
                    what: "a row has no origin".to_string(),
                })?,
            },
        });
    }
    Ok(records)
}

/// The texts of all records, a row each.
fn texts_of(
    build: &BuildFiles,
    texts: &TextStore,
    records: usize,
) -> Result<Vec<TextRow>, StoreError> {
    if texts.len() as usize == records {
        return texts.read_all();
    }
    Err(StoreError::Damaged {
        path: build.path(RECORDS),
        what: format!("it has {records} rows, and there are {} texts", texts.len()),
    })
}

/// A fingerprint as it is written in tables.
fn print(text: Option<&str>) -> u64 {
    text.and_then(|t| u64::from_str_radix(t, 16).ok())
        .unwrap_or(0)
}

/// The ids of all records, in source order.
pub fn read_ids(build: &BuildFiles) -> Result<Vec<String>, StoreError> {
    let mut t = Table::read_parquet(build, RECORDS, vec![("id", Column::Text(vec![]))])?;
    let ids = t.take_text("id").into_iter();
    Ok(ids.map(Option::unwrap_or_default).collect())
}

/// Ids, kinds and fingerprints of a build's records that are in its newest exports: what another build
/// or an import is compared with, without their texts.
pub fn read_contents(build: &BuildFiles) -> Result<Vec<(String, Kind, u64)>, StoreError> {
    let wanted = vec![
        ("id", Column::Text(vec![])),
        ("kind", Column::Text(vec![])),
        ("gone", Column::Bool(vec![])),
        ("content", Column::Text(vec![])),
    ];
    let mut t = Table::read_parquet(build, RECORDS, wanted)?;
    let id = t.take_text("id");
    let kind = t.take_text("kind");
    let gone = t.take_bool("gone");
    let content = t.take_text("content");
    let rows = id.into_iter().zip(kind).zip(gone).zip(content);
    Ok(rows
        .filter(|((_, gone), _)| *gone != Some(true))
        .filter_map(|(((id, kind), _), content)| {
            Some((id?, Kind::from_name(&kind?)?, print(content.as_deref())))
        })
        .collect())
}

/// The table of listed votes.
pub fn votes_table(votes: &[ListedVote]) -> BuildTable {
    let all = || votes.iter().map(|(vote, _)| vote);
    let mut t = BuildTable::new(votes.len());
    t.text("record", all().map(|v| Some(&v.record)));
    t.text("author", votes.iter().map(|v| v.1.map(|a| a.to_string())));
    t.text("side", all().map(|v| v.side.map(|s| s.name())));
    t.text("choice", all().map(|v| v.choice.as_ref()));
    t.time("published_at", all().map(|v| v.published_at));
    t.bool("moderated", all().map(|v| v.moderation.moderated));
    t.text(
        "moderation_reason",
        all().map(|v| v.moderation.reason.as_ref()),
    );
    t.bool("gone", all().map(|v| v.moderation.gone));
    add_origins(&mut t, all().map(|v| &v.origin));
    t
}

/// Reads the table of listed votes. Voters' pseudonyms are not kept: only their numbers are.
pub fn read_votes(build: &BuildFiles) -> Result<Vec<ListedVote>, StoreError> {
    let mut wanted = vec![
        ("record", Column::Text(vec![])),
        ("author", Column::Text(vec![])),
        ("side", Column::Text(vec![])),
        ("choice", Column::Text(vec![])),
        ("published_at", Column::Time(vec![])),
        ("moderated", Column::Bool(vec![])),
        ("moderation_reason", Column::Text(vec![])),
        ("gone", Column::Bool(vec![])),
    ];
    wanted.extend(origin_wanted());
    let mut t = Table::read_parquet(build, VOTES, wanted)?;
    let origins = take_origins(&mut t);
    let record = t.take_text("record");
    let author = t.take_text("author");
    let side = t.take_text("side");
    let mut choice = t.take_text("choice");
    let gone = t.take_bool("gone");
    let published_at = t.take_time("published_at");
    let moderated = t.take_bool("moderated");
    let reason = t.take_text("moderation_reason");
    origins
        .into_iter()
        .enumerate()
        .map(|(i, origin)| {
            let side = side[i].as_deref().and_then(Side::from_name);
            let choice = choice[i].take();
            let author = author[i].as_deref().and_then(AuthorId::parse);
            if side.is_none() && choice.is_none() {
                return Err(StoreError::Damaged {
                    path: build.path(VOTES),
                    what: format!("vote {i} has neither side nor choice"),
                });
            }
            let vote = Vote {
                record: record[i].clone().unwrap_or_default(),
                author: None,
                side,
                choice,
                published_at: published_at[i],
                moderation: Moderation {
                    moderated: moderated[i].unwrap_or(false),
                    reason: reason[i].clone(),
                    gone: gone[i].unwrap_or(false),
                },
                origin,
            };
            Ok((vote, author))
        })
        .collect()
}
