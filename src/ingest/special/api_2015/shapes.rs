//! The JSON of an opinion and of what hangs on it, as the platform wrote it.

use crate::ingest::clean::own_name::OwnName;
use crate::ingest::special::loose;
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
pub(super) struct File<'a> {
    #[serde(borrow)]
    pub opinion: &'a RawValue,
}

#[derive(Deserialize)]
pub(super) struct Opinion<'a> {
    #[serde(deserialize_with = "loose::id")]
    pub id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub body: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub created_at: Option<String>,
    pub author: Option<Author>,
    #[serde(rename = "type")]
    pub section: Option<Section>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_trashed: Option<bool>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_enabled: Option<bool>,
    #[serde(default, deserialize_with = "loose::number")]
    pub votes_ok: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub votes_mitige: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub votes_nok: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub votes_total: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub arguments_count: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub arguments_yes_count: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub arguments_no_count: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub sources_count: Option<u64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub versions_count: Option<u64>,
    #[serde(borrow, default)]
    pub arguments: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub sources: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub appendices: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub votes: Vec<&'a RawValue>,
    #[serde(default, rename = "_links")]
    pub links: Option<Links>,
}

#[derive(Deserialize)]
pub(super) struct Section {
    #[serde(default, deserialize_with = "loose::text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub subtitle: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Author {
    pub unique_id: Option<String>,
    pub display_name: Option<String>,
    pub username: Option<String>,
    /// Whether the platform marks the account as an official one.
    #[serde(default, deserialize_with = "loose::boolean")]
    pub vip: Option<bool>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_admin: Option<bool>,
}

impl Author {
    /// The printed name, to be masked in the author's own texts.
    pub(super) fn own_name(&self) -> Option<OwnName> {
        let printed = [self.display_name.as_deref(), self.username.as_deref()];
        OwnName::of(printed.into_iter().flatten(), None, None)
    }
}

#[derive(Deserialize)]
pub(super) struct Links {
    pub show: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Argument {
    #[serde(deserialize_with = "loose::id")]
    pub id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub body: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub created_at: Option<String>,
    #[serde(rename = "type")]
    pub side: Option<i64>,
    #[serde(default, deserialize_with = "loose::number")]
    pub votes_count: Option<u64>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_trashed: Option<bool>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_enabled: Option<bool>,
    pub author: Option<Author>,
    #[serde(default, rename = "_links")]
    pub links: Option<Links>,
}

#[derive(Deserialize)]
pub(super) struct Source {
    #[serde(deserialize_with = "loose::id")]
    pub id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub link: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub body: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub created_at: Option<String>,
    #[serde(default, deserialize_with = "loose::number")]
    pub votes_count: Option<u64>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_trashed: Option<bool>,
    #[serde(default, deserialize_with = "loose::boolean")]
    pub is_enabled: Option<bool>,
    pub author: Option<Author>,
}

#[derive(Deserialize)]
pub(super) struct Appendix {
    #[serde(default, deserialize_with = "loose::text")]
    pub body: Option<String>,
}
