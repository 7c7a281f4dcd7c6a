//! Options of a command line that make no sense, or make none together.

use super::sentence::Sentence;
use std::path::PathBuf;

/// What is wrong with the options. Each is listed with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionError {
    /// `in_without_parts`: `--in` where all is looked at, whatever is asked.
    InWithoutParts(Whole),
    /// `threads_out_of_range`: a number of threads that is none.
    ThreadsOutOfRange,
    /// `rfc4180_of_table`: a form of CSV for a table that is no CSV.
    Rfc4180OfTable,
    /// `rfc4180_of_export`: a form of CSV for an export that is no CSV.
    Rfc4180OfExport,
    /// `lemmas_of_export`: headwords in an export that has none.
    LemmasOfExport,
    /// `format_without_answer`: how an answer is printed, where the export is what is printed.
    FormatWithoutAnswer,
    /// `one_file_twice`: a chart and a table in one file.
    OneFileTwice(PathBuf),
    /// `compare_wants_two`: another number of parts to compare than two.
    CompareWantsTwo(usize),
    /// `compare_with_itself`: a part compared with itself.
    CompareWithItself(String),
}

/// What looks at all that there is, and at no sub-corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// The command `new`.
    New,
    /// The command `add`.
    Add,
    /// The command `check`.
    Check,
    /// The command `build`.
    Build,
    /// The command `synth`.
    Synth,
    /// The command `verify`.
    Verify,
    /// The dictionary that `themes --write` copies.
    Dictionary,
    /// The query that `search --save` keeps.
    SavedQuery,
}

impl Whole {
    fn why(self) -> &'static str {
        match self {
            Whole::New => "new makes a corpus of all that its files hold",
            Whole::Add => "add reads all that its files hold",
            Whole::Check => "check reads the sources, and what they hold is the whole corpus",
            Whole::Build => "build reads the sources, and what it makes serves every sub-corpus",
            Whole::Synth => "synth makes a table, and has no corpus",
            Whole::Verify => "verify counts in the sub-corpus that the report is about",
            Whole::Dictionary => "themes --write copies a dictionary, and counts nothing",
            Whole::SavedQuery => "--save keeps the query as it is typed",
        }
    }
}

impl OptionError {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            OptionError::InWithoutParts(whole) => {
                let what = format!("--in cannot be used here: {}", whole.why());
                let said = Sentence::new("in_without_parts", what);
                match whole {
                    Whole::SavedQuery => said.then("to narrow what it finds, write in:NAME in it"),
                    _ => said,
                }
            }
            OptionError::ThreadsOutOfRange => Sentence::new(
                "threads_out_of_range",
                "--threads wants a number from 1 to 256",
            ),
            OptionError::Rfc4180OfTable => {
                Sentence::new("rfc4180_of_table", "--rfc4180 is a form of CSV")
                    .hint("name a file that ends in .csv")
            }
            OptionError::Rfc4180OfExport => {
                Sentence::new("rfc4180_of_export", "--rfc4180 is a form of --to csv")
            }
            OptionError::LemmasOfExport => Sentence::new(
                "lemmas_of_export",
                "--lemmas is for --to tei and --to iramuteq",
            ),
            OptionError::FormatWithoutAnswer => Sentence::new(
                "format_without_answer",
                "--format says how the answer is printed, and without --out there is none",
            )
            .hint("--to says the format of the export"),
            OptionError::OneFileTwice(path) => Sentence::new(
                "one_file_twice",
                format!("--chart and --out both name {}", path.display()),
            )
            .hint("name two files"),
            OptionError::CompareWantsTwo(given) => {
                let given = match given {
                    1 => "one is".to_string(),
                    n => format!("{n} are"),
                };
                let what = format!(
                    "--compare wants two sub-corpora, as in --compare agents,usagers or --compare \
                     agents,*; {given} given"
                );
                Sentence::new("compare_wants_two", what)
            }
            OptionError::CompareWithItself(part) => Sentence::new(
                "compare_with_itself",
                format!("--compare {part},{part} names one part twice"),
            )
            .hint("name another, or * for all the rest"),
        }
    }
}
