//! The columns of an export: two generations of names read as one set of fields, personal ones set aside.

use super::questions::{Question, questions};
pub(super) use crate::ingest::global_id::platform_id;
use crate::ingest::table::Row;
use rustc_hash::FxHashMap;

/// The fields of a file and where they stand.
pub(super) struct Columns {
    places: FxHashMap<String, usize>,
    /// Whether the names are those of the older generation, which prints `false` as nothing.
    pub older: bool,
    /// The columns that hold personal data, as the header names them.
    pub personal: Vec<String>,
    /// The columns that are an organiser's questions, where the shape has some.
    pub questions: Vec<Question>,
}

impl Columns {
    /// The columns of a header.
    pub fn new(headers: &[String]) -> Self {
        let mut places = FxHashMap::default();
        let mut personal = Vec::new();
        for (n, header) in headers.iter().enumerate() {
            let field = field(header);
            if is_personal(&field) {
                personal.push(header.clone());
            }
            places.entry(field).or_insert(n);
        }
        Columns {
            places,
            older: !headers.iter().any(|h| h.starts_with("export_")),
            personal,
            questions: Vec::new(),
        }
    }

    /// The columns of a header whose names that are not the platform's are an organiser's questions.
    pub fn with_questions(headers: &[String]) -> Self {
        let older = !headers.iter().any(|h| h.starts_with("export_"));
        let known: Vec<bool> = headers.iter().map(|h| is_platforms(h, older)).collect();
        let platforms: Vec<String> = headers
            .iter()
            .zip(&known)
            // An unknown name keeps its place and has no field.
            .map(|(h, known)| if *known { h.clone() } else { String::new() })
            .collect();
        let mut columns = Columns::new(&platforms);
        columns.older = older;
        let unknown = headers.iter().enumerate().filter(|(n, _)| !known[*n]);
        let (questions, personal) = questions(unknown);
        columns.questions = questions;
        columns.personal.extend(personal);
        columns
    }

    /// Whether the shape has a field.
    pub fn has(&self, field: &str) -> bool {
        self.places.contains_key(field)
    }

    /// Whether the shape has a field whose name begins so.
    pub fn any(&self, start: &str) -> bool {
        self.places.keys().any(|k| k.starts_with(start))
    }

    /// A row's cell in a field, trimmed; nothing where the shape has no such field.
    pub fn get<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        let cell = self.places.get(field).and_then(|n| row.cells.get(*n));
        cell.map_or("", |c| c.trim())
    }

    /// The first of several fields that is filled.
    pub fn first<'r>(&self, row: &'r Row, fields: &[&str]) -> &'r str {
        let mut cells = fields.iter().map(|f| self.get(row, f));
        cells.find(|c| !c.is_empty()).unwrap_or("")
    }
}

/// Whether a column's name is the platform's own, not a question.
fn is_platforms(header: &str, older: bool) -> bool {
    const OLDER_REPLY: [&str; 16] = [
        "id",
        "published",
        "published_at",
        "author",
        "author_id",
        "author_email",
        "phone",
        "created_at",
        "updated_at",
        "anonymous",
        "draft",
        "undraft_at",
        "account",
        "noAccount_email",
        "noAccount_email_isConfirmed",
        "internalComm",
    ];
    if older {
        header == "contribution_type"
            || header.starts_with("proposal_")
            || OLDER_REPLY.contains(&header)
    } else {
        header.starts_with("export_") || header.starts_with("user_votes_")
    }
}

/// A header's name without what its generation puts around it: `contributions_votesCountOk` and
/// `export_contribution_votes_count_ok` are both `votes_count_ok`.
fn field(header: &str) -> String {
    let mut name = header.strip_prefix("export_").unwrap_or(header);
    for prefix in ["contributions_", "contribution_"] {
        if let Some(rest) = name.strip_prefix(prefix) {
            name = rest;
            break;
        }
    }
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Whether a field tells who or where a participant is.
fn is_personal(field: &str) -> bool {
    const PARTS: [&str; 20] = [
        "username",
        "email",
        "phone",
        "firstname",
        "lastname",
        "date_of_birth",
        "address",
        "zip_code",
        "city",
        "profile_url",
        "identification_code",
        "geoip",
        "gender",
        "biography",
        "website",
        "france_connect",
        "last_login",
        "internal_communication",
        "external_communication",
        "roles_text",
    ];
    // A reply's author is a name; the others have `author_id` and `author_username`.
    const NAMES: [&str; 4] = ["author", "internal_comm", "facebook_id", "user_groups"];
    PARTS.iter().any(|p| field.contains(p)) || NAMES.iter().any(|n| field.ends_with(n))
}

/// Whether a status of publication says that the organiser, or its author, keeps a thing from the public.
/// `None` where the status is none that is known. What is archived had too few votes: it stays public.
pub(super) fn is_hidden(status: &str) -> Option<bool> {
    let lower = status.trim().to_lowercase();
    let name = lower
        .strip_prefix("export_proposal_publication_status_")
        .unwrap_or(&lower);
    match name {
        "" | "published" | "publié" | "archived" => Some(false),
        "unpublished" | "non publié" | "trashed" | "trashed_not_visible" | "deleted" | "draft" => {
            Some(true)
        }
        _ => None,
    }
}

/// `Oui`, `1`, `true` ...
pub(super) fn is_yes(cell: &str) -> bool {
    ["oui", "yes", "true", "1"].contains(&cell.trim().to_lowercase().as_str())
}

/// `Non`, `0`, `false` ...
pub(super) fn is_no(cell: &str) -> bool {
    ["non", "no", "false", "0"].contains(&cell.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_generations_of_names_are_one() {
        for (older, newer, name) in [
            (
                "contributions_votesCountOk",
                "export_contribution_votes_count_ok",
                "votes_count_ok",
            ),
            (
                "contributions_createdAt",
                "export_contributions_created_at",
                "created_at",
            ),
            (
                "contribution_versions_bodyText",
                "export_contribution_versions_body_text",
                "versions_body_text",
            ),
            ("type", "export_contribution_type", "type"),
            (
                "argument_publishedAt",
                "export_contribution_argument_published_at",
                "argument_published_at",
            ),
            ("vote_author_id", "export_vote_author_id", "vote_author_id"),
        ] {
            assert_eq!(field(older), name);
            assert_eq!(field(newer), name);
        }
    }

    #[test]
    fn statuses_of_both_generations() {
        for cell in [
            "PUBLISHED",
            "Publié",
            "export_proposal_publication_status_archived",
            "",
        ] {
            assert_eq!(is_hidden(cell), Some(false), "{cell}");
        }
        for cell in [
            "TRASHED_NOT_VISIBLE",
            "Non publié",
            "export_proposal_publication_status_draft",
        ] {
            assert_eq!(is_hidden(cell), Some(true), "{cell}");
        }
        assert_eq!(is_hidden("peut-être"), None);
    }

    #[test]
    fn personal_columns_are_known() {
        for name in [
            "export_participant_user_email",
            "argument_author_zipCode",
            "export_vote_geoip_city_name",
            "export_contribution_author",
            "internalComm",
        ] {
            assert!(is_personal(&field(name)), "{name}");
        }
        for name in [
            "contributions_author_id",
            "export_contribution_url",
            "argument_content",
        ] {
            assert!(!is_personal(&field(name)), "{name}");
        }
    }
}
