//! What a reader sees in French or English: sentences, numbers, dates, plurals.

mod catalogue;
mod dates;
mod numbers;

pub use catalogue::{Arg, Catalogue, Piece};
pub use dates::{
    PARIS, day, day_and_time, day_range, month, month_short, paris, paris_day, paris_month, rfc3339,
};
pub use numbers::{DECIMAL_BASE, MIN_BASE, decimal, integer, percent, share};

use serde::{Deserialize, Serialize};

/// The language of what a ministry reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The tag of HTML's `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }
}
