//! What was asked for and makes no sense: a kind for each, with what to do about it.

mod option;
mod output;
mod sentence;
mod source;

use crate::text::QueryError;
use sentence::Sentence;
use std::fmt;
use std::path::PathBuf;

pub use option::{OptionError, Whole};
pub use output::{FileType, OutputError};
pub use source::{NotReadable, SourceError};

/// What was asked for makes no sense. Each kind is listed with its name, which [`UsageError::kind`] gives and which
/// stays as it is from one version to the next.
///
/// `Display` says what is wrong; [`UsageError::hint`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsageError {
    /// Options of a command: the kinds of [`OptionError`].
    Option(OptionError),
    /// The place of an output: the kinds of [`OutputError`].
    Output {
        /// The file or folder, as it was named.
        path: PathBuf,
        /// What is wrong with it.
        why: OutputError,
    },
    /// What a corpus is made of: the kinds of [`SourceError`].
    Source(SourceError),
    /// `unknown_record`: no record has this id.
    UnknownRecord(String),
    /// `unknown_figure`: no report has a figure of this id, or not the one that was named.
    UnknownFigure {
        /// The id.
        id: String,
        /// The report in which it was looked up; `None`: those that the options make.
        report: Option<PathBuf>,
    },
    /// `unknown_subcorpus`: no sub-corpus has this name.
    UnknownSubcorpus(UnknownSubcorpus),
    /// `unknown_variable`: what a count is by, as a variable, is none.
    UnknownVariable(UnknownVariable),
    /// `unknown_dimension`: what a count is by is neither a dimension nor a variable.
    UnknownDimension(UnknownVariable),
    /// `unknown_kind`: no kind of records has this name; those that have one.
    UnknownKind {
        /// The name.
        name: String,
        /// The names of kinds.
        known: Vec<&'static str>,
    },
    /// `unknown_ending`: the end of a file's name names no format.
    UnknownEnding {
        /// The file.
        path: PathBuf,
        /// Of what.
        of: Written,
        /// The endings that name one.
        known: Vec<&'static str>,
    },
    /// `no_page`: a result has fewer pages.
    NoPage {
        /// The page.
        page: usize,
        /// The last page that there is.
        last: u64,
        /// How many rows a page has.
        limit: usize,
    },
    /// `nothing_similar`: no other record has a word of this one.
    NothingSimilar(String),
    /// `too_many_queries`: more queries than can be shown beside each other.
    TooManyQueries {
        /// How many there are.
        found: usize,
        /// How many there can be.
        most: usize,
    },
    /// `export_is_no_text`: this format cannot go to standard output.
    ExportIsNoText(&'static str),
    /// `judged_record_unknown`: a judgement of `gold.csv` or `relevance.csv` is about no record of the corpus.
    JudgedRecordUnknown {
        /// Where.
        place: Line,
        /// The column of the record, where the file may have others that are wrong.
        column: Option<&'static str>,
        /// The record's id.
        id: String,
    },
    /// `judged_theme_unknown`: a judgement of `gold.csv` is about no theme of the dictionary.
    JudgedThemeUnknown {
        /// Where.
        place: Line,
        /// The theme's id.
        theme: String,
    },
    /// `judged_query`: a query of `relevance.csv` cannot be understood.
    JudgedQuery {
        /// Where.
        place: Line,
        /// The query.
        query: String,
        /// What is wrong with it.
        error: QueryError,
    },
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}

/// What a file is to hold, whose format is named by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A chart.
    Chart,
    /// A table.
    Table,
}

/// A sub-corpus that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSubcorpus {
    /// Its name.
    pub name: String,
    /// The folder of the corpus.
    pub corpus: PathBuf,
    /// The names of those that exist.
    pub known: Vec<String>,
}

/// A variable that no record has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariable {
    /// Its name.
    pub name: String,
    /// The names of those that exist.
    pub known: Vec<String>,
    /// The one whose name is nearest, where one is near.
    pub nearest: Option<String>,
}

impl UsageError {
    /// Its name, in lower case with underscores.
    pub fn kind(&self) -> &'static str {
        self.sentence().kind()
    }

    /// What to do, where something can be said of it.
    pub fn hint(&self) -> Option<String> {
        self.sentence().into_hint()
    }

    /// What is wrong and what to do.
    pub(super) fn sentence(&self) -> Sentence {
        let say = Sentence::new;
        match self {
            UsageError::Option(error) => error.sentence(),
            UsageError::Output { path, why } => why.sentence(path),
            UsageError::Source(error) => error.sentence(),
            UsageError::UnknownRecord(id) => {
                say("unknown_record", format!("there is no record «{id}»"))
                    .hint("ids are as `palabre search` prints them")
            }
            UsageError::UnknownFigure { id, report } => {
                let place = match report {
                    Some(folder) => format!("in {}", folder.display()),
                    None => "with these options".to_string(),
                };
                let ids = "ids are as reports print them: f- and ten digits or letters a to f, in the address of a list \
                           and in figures.csv";
                say("unknown_figure", format!("there is no figure «{id}» {place}")).hint(match report {
                    Some(_) => ids.to_string(),
                    None => format!(
                        "{ids}; for a report made with --moderated, --organiser or --in, write REPORT#{id}"
                    ),
                })
            }
            UsageError::UnknownSubcorpus(unknown) => unknown.sentence(),
            UsageError::UnknownVariable(variable) => {
                variable.behind("unknown_variable", &format!("--by {}: ", variable.name))
            }
            UsageError::UnknownDimension(variable) => variable.behind(
                "unknown_dimension",
                &format!(
                    "--by {}: known are theme, section, month, contribution and variables; ",
                    variable.name
                ),
            ),
            UsageError::UnknownKind { name, known } => {
                say("unknown_kind", format!("--kind knows no «{name}»"))
                    .then(format!("kinds are {}, and all", known.join(", ")))
            }
            UsageError::UnknownEnding { path, of, known } => {
                let of = match of {
                    Written::Chart => "charts",
                    Written::Table => "tables",
                };
                let known: Vec<String> = known.iter().map(|k| format!(".{k}")).collect();
                let what = format!("the end of {} names no format of {of}", path.display());
                say("unknown_ending", what).then(format!("it can be {}", known.join(", ")))
            }
            UsageError::NoPage { page, last, limit } => {
                say("no_page", format!("there is no page {page}"))
                    .hint(format!("the last is page {last} (--limit {limit})"))
            }
            UsageError::NothingSimilar(id) => say(
                "nothing_similar",
                format!(
                    "{id} has no word that another record has, function words and numbers left out: nothing is \
                     similar"
                ),
            ),
            UsageError::TooManyQueries { found, most } => say(
                "too_many_queries",
                format!("{found} queries, separated by «;»"),
            )
            .hint(format!("at most {most} can be shown beside each other")),
            UsageError::ExportIsNoText(format) => {
                say("export_is_no_text", format!("{format} is no text"))
                    .hint("name a file with --out")
            }
            UsageError::JudgedRecordUnknown { place, column, id } => {
                let column = column.map_or(String::new(), |name| format!("column {name}: "));
                let what = format!("{place}: {column}{id} is no record of this corpus");
                say("judged_record_unknown", what)
            }
            UsageError::JudgedThemeUnknown { place, theme } => say(
                "judged_theme_unknown",
                format!("{place}: the theme «{theme}» is not in the dictionary"),
            ),
            UsageError::JudgedQuery {
                place,
                query,
                error,
            } => say(
                "judged_query",
                format!("{place}: column query: in «{query}», {error}"),
            ),
        }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence().what())
    }
}

impl std::error::Error for UsageError {}

impl From<OptionError> for UsageError {
    fn from(error: OptionError) -> Self {
        UsageError::Option(error)
    }
}

impl From<SourceError> for UsageError {
    fn from(error: SourceError) -> Self {
        UsageError::Source(error)
    }
}

impl UnknownSubcorpus {
    pub(super) fn sentence(&self) -> Sentence {
        let path = self.corpus.join("corpus.toml");
        let what = format!("there is no sub-corpus «{}»", self.name);
        if self.known.is_empty() {
            let what = format!("{what}: {} has none", path.display());
            return Sentence::new("unknown_subcorpus", what).then(format!(
                "make one with: palabre search {} QUERY --save NAME",
                self.corpus.display()
            ));
        }
        Sentence::new("unknown_subcorpus", what).hint(format!(
            "{} has {}",
            path.display(),
            self.known.join(", ")
        ))
    }
}

impl UnknownVariable {
    pub(super) fn sentence(&self) -> Sentence {
        self.behind("unknown_variable", "")
    }

    /// What is said of it behind other words.
    fn behind(&self, kind: &'static str, before: &str) -> Sentence {
        let said = Sentence::new(
            kind,
            format!("{before}there is no variable «{}»", self.name),
        );
        if self.known.is_empty() {
            return said.hint(
                "the records of this corpus have none; [sources.variables] of corpus.toml switches columns on",
            );
        }
        let names = there_are(&self.known);
        match &self.nearest {
            Some(nearest) => said.hint(format!("did you mean {nearest}?; {names}")),
            None => said.then(names),
        }
    }
}

/// How many names an error lists.
const MAX_NAMED: usize = 8;

/// The names that there are, the first of them where they are many.
pub(super) fn there_are<S: AsRef<str>>(names: &[S]) -> String {
    let shown = names.iter().take(MAX_NAMED).map(AsRef::as_ref);
    let shown = shown.collect::<Vec<&str>>().join(", ");
    match names.len().saturating_sub(MAX_NAMED) {
        0 => format!("there are {shown}"),
        more => format!("there are {shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests;
