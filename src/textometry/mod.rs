//! Textometry: occurrences read in context, grouped, counted over the parts of a corpus and compared.

mod align;
mod collate;
mod comparison;
mod dispersion;
mod frequency;
mod group;
mod kwic;
mod order;
mod sample;
mod texts;

pub use align::{Aligned, align};
pub use collate::{Collated, collated, one_line};
pub use comparison::{Frequency, log_ratio, signed_g2};
pub use dispersion::{Dispersion, PartCounts, dispersion};
pub use frequency::{FormRow, Step, forms, progression};
pub use group::{GroupRow, group};
pub use kwic::{Line, cut, lines, words};
pub use order::{Around, Order, arrange};
pub use sample::sample;
pub use texts::{CHUNK, Kept, Misplaced, Occurrence, Texts};
