//! The types that everything turns on: records, spans, row sets, figures' ids. No input or output here.

mod figure_id;
mod import;
mod key;
mod mapping;
mod print;
mod progress;
mod random;
mod record;
mod rowset;
mod source;
mod span;

pub use figure_id::FigureId;
pub use import::{Import, ImportRow, Outcome, Sink, Warning, WarningKind};
pub use key::{AuthorKey, Pseudonym};
pub use mapping::{Mapping, MappingNotes};
pub use print::{content, draft_content, side_print, text_print};
pub use progress::{Cancelled, Progress, Silent};
pub use random::Random;
pub use record::{
    AuthorId, Counters, Draft, Kind, Moderation, Origin, Place, Record, Side, Stance, Vote,
};
pub use rowset::RowSet;
pub use source::{ConsultationState, SourceFile, SourceSpec};
pub use span::{Field, Span};
