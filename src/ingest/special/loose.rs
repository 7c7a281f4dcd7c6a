//! JSON values as platforms really write them: a number in quotation marks, a null where a flag is.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// A text; a number is written out, anything else is no text.
pub(in crate::ingest) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A count; a number in quotation marks counts, anything else is no count.
pub(in crate::ingest) fn number<'de, D: Deserializer<'de>>(d: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A flag; 0 and 1 are flags too, null is none.
pub(in crate::ingest) fn boolean<'de, D: Deserializer<'de>>(
    d: D,
) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::Bool(flag) => Some(flag),
        Value::Number(number) => number.as_u64().map(|n| n != 0),
        _ => None,
    })
}

/// An id: a number or a text that is not empty and holds no slash.
pub(in crate::ingest) fn id<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    match text(d)?.map(|t| t.trim().to_string()) {
        Some(id) if !id.is_empty() && !id.contains('/') => Ok(id),
        _ => Err(de::Error::custom(
            "the id is neither a number nor a text without /",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Row {
        #[serde(deserialize_with = "id")]
        id: String,
        #[serde(default, deserialize_with = "boolean")]
        flag: Option<bool>,
        #[serde(default, deserialize_with = "number")]
        count: Option<u64>,
        #[serde(default, deserialize_with = "text")]
        body: Option<String>,
    }

    #[test]
    fn what_platforms_write() {
        let row: Row =
            serde_json::from_str(r#"{"id":"3","flag":null,"count":"12","body":5}"#).unwrap();
        assert_eq!(
            (row.id.as_str(), row.flag, row.count),
            ("3", None, Some(12))
        );
        assert_eq!(row.body.as_deref(), Some("5"));
        let row: Row = serde_json::from_str(r#"{"id":7,"flag":1,"count":-1}"#).unwrap();
        assert_eq!(
            (row.id.as_str(), row.flag, row.count),
            ("7", Some(true), None)
        );
        assert!(serde_json::from_str::<Row>(r#"{"id":null}"#).is_err());
        assert!(serde_json::from_str::<Row>(r#"{"id":"a/b"}"#).is_err());
    }
}
