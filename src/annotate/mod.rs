//! What each record is about and where it stands: columns beside the records, never counts.

pub mod themes;
