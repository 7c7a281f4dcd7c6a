//! The types that everything turns on: records, spans, row sets, figures' ids. No input or output here.

mod ballots;
mod block_sums;
mod facts;
mod figure_id;
mod import;
mod inclusion;
mod key;
mod lineage;
mod mapped_field;
mod mapping;
mod mapping_notes;
mod names;
mod organisers;
mod packed;
mod print;
mod progress;
mod question_columns;
mod random;
mod recipe;
mod record;
mod record_themes;
mod refusal;
mod rowset;
mod sections;
mod side_words;
mod source;
mod span;
mod system_error;
mod variables;
mod yes_no_words;

pub use ballots::{Ballot, Ballots};
pub use block_sums::{BLOCK, BlockSums, FileBlocks};
pub use facts::{
    COUNTED, Facts, GONE, LISTED, MODERATED, NO_COUNT, NO_DAY, NO_MOMENT, NO_ROW, ORGANISER,
    ORGANISER_STATED,
};
pub use figure_id::FigureId;
pub use import::{Import, ImportRow, Masked, Outcome, Sink, Warning, WarningKind};
pub use inclusion::{Inclusion, ModeratedOption, OrganiserOption};
pub use key::{AuthorKey, Pseudonym};
pub use lineage::{listed_sides, nearest_contributions};
pub use mapped_field::MappedField;
pub use mapping::Mapping;
pub use mapping_notes::{
    Clue, LeftOut, MappingNotes, NotRead, ProposedVariable, QuestionNote, Reason, Values,
};
pub use organisers::Organisers;
pub use print::{content, side_print, text_print};
pub use progress::{Cancelled, Progress, Silent};
pub use question_columns::QuestionColumns;
pub use random::Random;
pub use recipe::{
    CorpusRecipe, Count, Counter, DeclaredSide, Filter, JournalRecipe, Kinds, MostActive, Recipe,
    RowOutcome, Set,
};
pub use record::{
    AuthorId, Counters, Draft, Entry, Kind, ListedVote, Moderation, Origin, Place, Record, Side,
    Vote,
};
pub use record_themes::RecordThemes;
pub use refusal::{Refusal, RowKind};
pub use rowset::RowSet;
pub use sections::{Damaged, OpenSections, Sections, U32s, U64s, u32_bytes, u64_bytes};
pub use side_words::SideWords;
pub use source::{ConsultationState, SourceFile, SourceSpec};
pub use span::{Field, Span};
pub use system_error::{advice, advice_on_cause};
pub use variables::{VariableValue, Variables};
pub use yes_no_words::YesNoWords;
