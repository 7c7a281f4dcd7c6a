//! What a chart is made of: numbers, labels that the caller has written, and the way to the evidence.

use crate::locale::Lang;
use crate::model::FigureId;

/// The words around a chart. Charts write none themselves; empty words are left out of the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// What is shown, in the semibold line at the top.
    pub title: String,
    /// The unit, for example «nombre de contributions».
    pub subtitle: String,
    /// n and caveat, below the drawing.
    pub note: String,
    /// Where the data come from, below the note.
    pub source: String,
    /// The alternative text, which states the finding. Not drawn.
    pub description: String,
    /// The language of the words and of the printed numbers.
    pub lang: Lang,
}

/// What is behind a value: which figure it is and where its rows are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The figure, written into the drawing as `data-figure`.
    pub figure: Option<FigureId>,
    /// Where a click leads.
    pub href: Option<String>,
    /// What the pointer shows.
    pub tip: String,
}

impl Mark {
    /// Whether the mark says nothing at all, and needs no place in the drawing.
    pub fn is_empty(&self) -> bool {
        self.figure.is_none() && self.href.is_none() && self.tip.is_empty()
    }
}

/// Counts over time, as bars. The caller chose days, weeks or months, and gives every one of them, the
/// empty ones too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The words around it.
    pub frame: Frame,
    /// The periods, in their order.
    pub bins: Vec<Bin>,
}

/// One period of a [`Timeline`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// The period's long name, for example «semaine du 3 novembre 2014». Not drawn: `mark.tip` is where
    /// readers see it.
    pub label: String,
    /// The period's short name where the axis may carry one. Names that would touch are thinned out.
    pub tick: Option<String>,
    /// The count.
    pub value: u64,
    /// What is behind it.
    pub mark: Mark,
}

/// Counts by name, as horizontal bars in the caller's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// The words around it.
    pub frame: Frame,
    /// The rows, from top to bottom.
    pub rows: Vec<Bar>,
}

/// One row of [`Bars`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The row's name.
    pub label: String,
    /// The count.
    pub value: u64,
    /// What follows the count, for example «21 %»; may be empty.
    pub note: String,
    /// What is behind the count.
    pub mark: Mark,
    /// Whether the row is a part of the last row that is none (a sub-theme): indented and lighter.
    pub child: bool,
    /// What the bar's colour says.
    pub tone: Tone,
}

/// What a colour says of a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing: it is a count.
    #[default]
    Count,
    /// It is of what is favourable.
    Favourable,
    /// It is of what is against.
    Against,
    /// It is of neither.
    Neither,
}

/// Two opposite counts by name, as bars to the left and to the right of zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diverging {
    /// The words around it.
    pub frame: Frame,
    /// The name of the left side, for example «contre».
    pub left: String,
    /// The name of the right side, for example «pour».
    pub right: String,
    /// The rows, from top to bottom; a row of zeros is shown too.
    pub rows: Vec<Split>,
}

/// One row of [`Diverging`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The row's name.
    pub label: String,
    /// The count on the right.
    pub favourable: u64,
    /// The count on the left.
    pub against: u64,
    /// What is behind the count on the right.
    pub favourable_mark: Mark,
    /// What is behind the count on the left.
    pub against_mark: Mark,
}

/// Counts by two names, as a table of coloured cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heatmap {
    /// The words around it.
    pub frame: Frame,
    /// The columns' names. Where they are too long for their columns, letters stand for them.
    pub columns: Vec<String>,
    /// The rows, from top to bottom.
    pub rows: Vec<HeatRow>,
}

/// One row of a [`Heatmap`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// The row's name.
    pub label: String,
    /// One cell a column; a cell that is missing at the end stays blank.
    pub cells: Vec<Cell>,
}

/// One cell of a [`Heatmap`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The count.
    pub value: u64,
    /// What is behind it.
    pub mark: Mark,
}

/// Cumulated occurrences along a corpus, as rising curves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progression {
    /// The words around it.
    pub frame: Frame,
    /// Words of the corpus: the axis' length.
    pub length: u64,
    /// The curves, in the order of the legend; six have colours of their own.
    pub curves: Vec<Curve>,
    /// Where parts begin, in their order.
    pub limits: Vec<Limit>,
}

/// One curve of a [`Progression`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// What is counted. Not drawn where there is one curve: the title says it.
    pub label: String,
    /// Words read and occurrences read; neither ever falls.
    pub points: Vec<(u64, u64)>,
}

/// Where a part of a [`Progression`] begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// Words before it.
    pub at: u64,
    /// The part's name. Names that would touch are left out.
    pub label: String,
}
