//! Records as a table whose columns are the keys of a mapping: what is written is read back.

use super::{Notes, Numbers, Variables};
use crate::locale::rfc3339;
use crate::model::{Counters, Record};
use crate::store::{Column, Table};
use std::io::{self, Write};

/// The table of records. Its columns are named as the keys of `[sources.mapping]`; where variables are wanted,
/// `variables` is at the end where a record has some.
pub fn table(records: &[&Record], with: Variables) -> (Table, Notes) {
    let numbers = Numbers::new(records, str::to_string);
    let mut notes = Notes {
        records: records.len() as u64,
        ..Notes::default()
    };
    for record in records {
        if record.parent.is_some() && numbers.parent(record).is_none() {
            notes.parents_missing += 1;
        }
    }
    let text = |f: &dyn Fn(&Record) -> Option<String>| {
        Column::Text(records.iter().map(|r| f(r)).collect())
    };
    let some = |text: &str| Some(text.to_string()).filter(|t| !t.is_empty());
    let counter = |f: &dyn Fn(&Counters) -> Option<u64>| {
        Column::count(records.iter().map(|r| f(r.counters.as_ref()?)))
    };
    let mut columns = vec![
        ("id", text(&|r| Some(numbers.own(r).into_owned()))),
        ("kind", text(&|r| Some(r.kind.name().to_string()))),
        ("title", text(&|r| some(&r.title))),
        ("body", text(&|r| some(&r.body))),
        ("author", text(&|r| r.author.map(|a| a.to_string()))),
        (
            "date",
            Column::Time(records.iter().map(|r| r.published_at).collect()),
        ),
        ("section", text(&|r| r.section.clone())),
        (
            "stance",
            text(&|r| r.declared.map(|s| s.name().to_string())),
        ),
        (
            "votes",
            Column::Integer(
                records
                    .iter()
                    .map(|r| r.support.and_then(|n| i64::try_from(n).ok()))
                    .collect(),
            ),
        ),
        ("votes_favourable", counter(&|c| c.favourable)),
        ("votes_mixed", counter(&|c| c.mixed)),
        ("votes_against", counter(&|c| c.against)),
        ("votes_abstention", counter(&|c| c.abstention)),
        (
            "parent",
            text(&|r| numbers.parent(r).map(|(_, n)| n.to_string())),
        ),
        ("url", text(&|r| r.url.clone())),
        (
            "moderated",
            Column::Bool(
                records
                    .iter()
                    .map(|r| Some(r.moderation.moderated))
                    .collect(),
            ),
        ),
        (
            "organiser",
            Column::Bool(records.iter().map(|r| r.organiser).collect()),
        ),
        ("consultation", text(&|r| some(&r.consultation))),
    ];
    if with == Variables::Written && records.iter().any(|r| !r.variables.is_empty()) {
        columns.push((
            VARIABLES,
            text(&|r| (!r.variables.is_empty()).then(|| object(&r.variables))),
        ));
    }
    (Table::new(columns), notes)
}

/// The column of variables, which holds JSON.
const VARIABLES: &str = "variables";

/// A text of JSON.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Variables as a JSON object, in their order; a name that occurs twice has a list.
fn object(variables: &[(String, String)]) -> String {
    let mut by_name: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, value) in variables {
        match by_name.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => values.push(json(value)),
            None => by_name.push((name, vec![json(value)])),
        }
    }
    let fields: Vec<String> = by_name
        .iter()
        .map(|(name, values)| match &values[..] {
            [one] => format!("{}:{one}", json(name)),
            many => format!("{}:[{}]", json(name), many.join(",")),
        })
        .collect();
    format!("{{{}}}", fields.join(","))
}

/// Writes a table as JSON Lines: an object a row, every column in each, times in RFC 3339.
pub fn write_json_lines(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    for row in 0..table.height() {
        for (n, (name, column)) in table.columns.iter().enumerate() {
            let value = match column {
                Column::Integer(c) => c[row].map(|n| n.to_string()),
                Column::Number(c) => c[row].map(|x| serde_json::Value::from(x).to_string()),
                Column::Bool(c) => c[row].map(|b| b.to_string()),
                Column::Time(c) => c[row].map(|t| json(&rfc3339(t))),
                Column::Text(c) if *name == VARIABLES => c[row].clone(),
                Column::Text(c) => c[row].as_deref().map(json),
            };
            let sign = if n == 0 { '{' } else { ',' };
            write!(
                out,
                "{sign}{}:{}",
                json(name),
                value.as_deref().unwrap_or("null")
            )?;
        }
        out.write_all(b"}\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::numbers::tests::record;
    use super::*;
    use crate::model::{AuthorId, Side};

    #[test]
    fn a_line_of_json_a_record() {
        let mut first = record("s/proposal/7");
        first.body = "« L’œuvre »\n\"et\"".into();
        first.author = Some(AuthorId(3));
        first.published_at = "2014-12-15T21:03:00Z".parse().ok();
        first.declared = Some(Side::Mixed);
        first.support = Some(4);
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        first.variables = vec![pair("z", "1"), pair("a", "é"), pair("z", "2")];
        let mut second = record("s/comment/8");
        second.parent = Some("s/answer/1".into());
        let (bare, _) = table(&[&first, &second], Variables::LeftOut);
        assert!(bare.columns.iter().all(|c| c.0 != VARIABLES));
        let (table, notes) = table(&[&first, &second], Variables::Written);
        assert_eq!((notes.records, notes.parents_missing), (2, 1));
        let mut out = Vec::new();
        write_json_lines(&table, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "{\"id\":\"7\",\"kind\":\"proposal\",\"title\":null,\
             \"body\":\"« L’œuvre »\\n\\\"et\\\"\",\"author\":\"P0003\",\
             \"date\":\"2014-12-15T22:03:00+01:00\",\"section\":null,\"stance\":\"mixed\",\"votes\":4,\
             \"votes_favourable\":null,\"votes_mixed\":null,\"votes_against\":null,\"votes_abstention\":null,\"parent\":null,\
             \"url\":null,\"moderated\":false,\"organiser\":null,\"consultation\":null,\
             \"variables\":{\"z\":[\"1\",\"2\"],\"a\":\"é\"}}"
        );
        let second: serde_json::Value = serde_json::from_str(lines[1]).unwrap();
        assert_eq!(second["variables"], serde_json::Value::Null);
    }
}
