//! Civil dates of a consultation into moments: Paris time, in years that can be meant.

use crate::locale::PARIS;
use jiff::{Timestamp, civil};

/// The years that a consultation can be of: other dates are accidents.
pub(in crate::ingest) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A civil date and time as a moment; one that a change of the hour makes doubtful as in `dates`.
pub(in crate::ingest) fn paris(at: civil::DateTime) -> Option<Timestamp> {
    Some(at.to_zoned_datetime(PARIS.clone()).ok()?.timestamp())
}
