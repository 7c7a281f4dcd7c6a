//! The arguments as typed.

pub(super) use super::search_args::SearchArgs;
pub(super) use super::table_args::TableArgs;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Reads French public consultations: what people talk about, where they stand, and the evidence.
#[derive(Parser)]
#[command(name = "palabre", version, about, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Args, Clone)]
pub(super) struct Common {
    /// How results are printed: csv is RFC 4180, for programs; for a spreadsheet, write a file with --out.
    #[arg(long, global = true, value_enum, default_value = "table")]
    pub format: Format,
    /// The language of what a ministry reads (reports, themes' names).
    #[arg(long, global = true, value_enum, default_value = "fr")]
    pub lang: LangOption,
    /// What is done with moderated records.
    #[arg(long, global = true, value_enum, default_value = "exclude")]
    pub moderated: ModeratedArg,
    /// What is done with the organiser's own texts: set aside by default, kept by export with a mark.
    #[arg(long, global = true, value_enum)]
    pub organiser: Option<OrganiserArg>,
    /// Look only at a sub-corpus: the records that its query in corpus.toml matches.
    #[arg(long = "in", global = true, value_name = "SUBCORPUS")]
    pub within: Option<String>,
    /// How many threads may be used; by default all cores. Outputs do not depend on it.
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// No progress and no hints.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Exit with 1 where a row was refused or a warning given.
    #[arg(long, global = true)]
    pub strict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Json,
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangOption {
    Fr,
    En,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModeratedArg {
    Exclude,
    Include,
    Only,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OrganiserArg {
    /// Set aside, counted apart; arguments and votes on them count.
    Exclude,
    /// Counted like the others.
    Include,
    /// Only they count, and the arguments and votes on them.
    Only,
}

/// Where `synth` takes its words from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SynthWords {
    Demo,
    Natural,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make a corpus from files or folders of exports.
    New {
        /// The folder to make.
        dir: PathBuf,
        /// The exports.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The consultation's title; by default the first file's name.
        #[arg(long)]
        title: Option<String>,
        /// Copy the files under DIR/sources instead of pointing at them.
        #[arg(long)]
        copy: bool,
    },
    /// Add a source to a corpus.
    Add {
        corpus: PathBuf,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Copy the files under sources/ instead of pointing at them.
        #[arg(long)]
        copy: bool,
        /// They are a newer export of this source: it updates, adds, and marks what is gone.
        #[arg(long, value_name = "SOURCE")]
        replaces: Option<String>,
    },
    /// Say what would be imported and what not; write nothing.
    Check {
        corpus: PathBuf,
        /// List every record of every kind.
        #[arg(long)]
        full: bool,
        #[command(flatten)]
        table: TableArgs,
    },
    /// Import, analyse, index and annotate; only what changed.
    Build {
        corpus: PathBuf,
        /// Say how long each stage took, over how many bytes, and the most memory used by its end.
        #[arg(long)]
        timings: bool,
    },
    /// Write a made-up table of contributions and arguments, to measure on.
    #[command(hide = true)]
    Synth {
        /// Contributions.
        #[arg(long)]
        rows: u64,
        /// Arguments; by default as many as contributions.
        #[arg(long)]
        arguments: Option<u64>,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Words of the demo corpus, or these and hundreds of thousands of rare ones.
        #[arg(long, value_enum, default_value_t = SynthWords::Demo)]
        vocabulary: SynthWords,
    },
    /// Search: words, "a phrase", =exact, prefix*, "near words"~3, AND OR NOT HORS, parentheses.
    Search(Box<SearchArgs>),
    /// Count the themes.
    Themes {
        corpus: PathBuf,
        /// Copy the shipped dictionary to CORPUS/themes.toml, for editing.
        #[arg(long, conflicts_with_all = ["out", "kind", "forms"])]
        write: bool,
        /// Give the forms that each theme counted, with their numbers.
        #[arg(long)]
        forms: bool,
        /// Count in the own texts of these kinds: proposal, answer, argument, comment, version, source, appendix,
        /// question, reply, or all; by default in all but appendices.
        #[arg(long, value_delimiter = ',')]
        kind: Vec<String>,
        #[command(flatten)]
        table: TableArgs,
    },
    /// Count who is for and against, as declared.
    Stances {
        corpus: PathBuf,
        /// Break down by one or more of theme, section, month, contribution and variables (service, age ...).
        #[arg(long, value_delimiter = ',', default_value = "theme")]
        by: Vec<String>,
        #[command(flatten)]
        table: TableArgs,
    },
    /// Hold the program against a person's reading.
    Evaluate {
        #[command(subcommand)]
        what: Evaluate,
    },
    /// Write the records for another program: contributions and arguments, unless --kind says otherwise.
    Export(ExportArgs),
    /// Write the report of a corpus.
    Report {
        corpus: PathBuf,
        /// The folder to write into; by default reports/NAME below the current folder, with --in
        /// reports/NAME-SUBCORPUS.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Lead a figure of a report back to its source rows: its recipe, its number, each row with its file and line.
    Trace {
        corpus: PathBuf,
        /// The figure: its id, or REPORT#ID as addresses in a report are.
        figure: String,
        /// How many rows to show: by default 20, with --out all.
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        #[command(flatten)]
        table: TableArgs,
    },
    /// Hold a report against its corpus: hash the sources, count each figure anew, look each quotation up; exit with 3
    /// where something differs.
    Verify {
        corpus: PathBuf,
        /// The report's folder.
        report: PathBuf,
        #[command(flatten)]
        table: TableArgs,
    },
}

impl Command {
    /// The corpus that a command looks at; `None` where it makes one, or needs none.
    pub(super) fn corpus(&self) -> Option<&Path> {
        match self {
            Command::New { .. } | Command::Synth { .. } => None,
            Command::Add { corpus, .. }
            | Command::Check { corpus, .. }
            | Command::Build { corpus, .. }
            | Command::Themes { corpus, .. }
            | Command::Stances { corpus, .. }
            | Command::Report { corpus, .. }
            | Command::Trace { corpus, .. }
            | Command::Verify { corpus, .. }
            | Command::Evaluate {
                what: Evaluate::Themes { corpus, .. } | Evaluate::Search { corpus, .. },
            } => Some(corpus),
            Command::Search(args) => Some(&args.corpus),
            Command::Export(args) => Some(&args.corpus),
        }
    }
}

#[derive(Args)]
pub(super) struct ExportArgs {
    pub corpus: PathBuf,
    /// The format.
    #[arg(long, value_enum)]
    pub to: ExportArg,
    /// The file to write; by default standard output, for formats that are text.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The kinds of records: proposal, answer, argument, comment, version, source, appendix, question,
    /// reply, or all; by default proposal,answer,argument.
    #[arg(long, value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Write the variables of records too: together they may name a person.
    #[arg(long)]
    pub variables: bool,
    /// Write words with their headwords: in TEI as attributes (lemma, pos), in a starred corpus in place of the words.
    #[arg(long)]
    pub lemmas: bool,
    /// CSV with commas and decimal points, for programs; by default it is for a French Excel.
    #[arg(long)]
    pub rfc4180: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportArg {
    /// A starred corpus, for IRaMuTeQ and Alceste.
    Iramuteq,
    /// A TEI document, for TXM.
    Tei,
    Csv,
    /// An object a line.
    Jsonl,
    Parquet,
    Xlsx,
    Ods,
}

#[derive(Subcommand)]
pub(super) enum Evaluate {
    /// Precision, recall and F1 of each theme against CORPUS/gold.csv, in two halves.
    Themes {
        corpus: PathBuf,
        /// List the records of the dev half in which gold and the program differ.
        #[arg(long)]
        errors: bool,
        #[command(flatten)]
        table: TableArgs,
    },
    /// How well search ranks, against the grades of CORPUS/relevance.csv, in two halves, BM25 alone beside it.
    Search {
        corpus: PathBuf,
        #[command(flatten)]
        table: TableArgs,
    },
}
