//! Counts: every one keeps the rows behind it.

mod closed;
mod counted;
mod evaluate;
mod evaluation;
mod facets;
mod participants;
mod proportions;
mod ranking;
mod stances;
mod themes;
mod variables;
mod view;

pub use crate::model::{Inclusion, ModeratedOption, OrganiserOption};
pub use closed::{ClosedChoice, ClosedQuestion, FormCount, closed_questions};
pub use counted::Counted;
pub use evaluate::{Evaluator, RecipeError, evaluate, evaluate_journal};
pub use evaluation::{Half, Score, ThemeScore, evaluate_themes, half_of, macro_f1};
pub use facets::{Facets, facets};
pub use participants::{Participation, participation};
pub use proportions::{Difference, difference, wilson};
pub use ranking::{Mean, RESAMPLES, mean, ndcg, precision, reciprocal_rank};
pub use stances::{
    DeclaredSides, Dimension, Group, Names, StanceCounts, VARIABLE, counted_stances, group,
    organiser_stances, stance_counts,
};
pub use themes::{ThemeCounts, ThemeRows, theme_counts, uncovered, uncovered_of};
pub use variables::{Variable, VariableValue, Variables, small_groups};
pub use view::View;
