//! Sources that are no tables: the saved pages of 2014, the API of 2015, corpora of IRaMuTeQ.

pub(in crate::ingest) mod api_2015;
pub(in crate::ingest) mod iramuteq;
mod loose;
pub(in crate::ingest) mod page_2014;
