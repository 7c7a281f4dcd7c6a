//! Counts: every one keeps the rows behind it.

mod counted;
mod evaluation;
mod participants;
mod stances;
mod themes;
mod view;

pub use counted::Counted;
pub use evaluation::{Half, Score, ThemeScore, evaluate_themes, half_of, macro_f1};
pub use participants::{Participation, participation};
pub use stances::{Dimension, Group, StanceCounts, group, stance_counts};
pub use themes::{ThemeCounts, ThemeRows, theme_counts, uncovered};
pub use view::{ModeratedOption, View};
