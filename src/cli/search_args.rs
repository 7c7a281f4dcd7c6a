//! The arguments of `search`.

use super::table_args::TableArgs;
use crate::textometry::{Around, Order};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct SearchArgs {
    pub corpus: PathBuf,
    /// The query (several words mean AND).
    #[arg(required_unless_present = "similar", num_args = 1..)]
    pub query: Vec<String>,
    /// Search these kinds of records: proposal, answer, argument, comment, version, source, appendix, question,
    /// reply, or all; by default all but appendices, unless the query names type:appendix.
    #[arg(long, value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Give the number of records and occurrences only.
    #[arg(long, conflicts_with = "out")]
    pub count: bool,
    /// List every form of the occurrences, with its number.
    #[arg(long, conflicts_with_all = ["kwic", "frequencies", "similar", "compare"])]
    pub forms: bool,
    /// How many records, lines or groups to show on a page: by default 20, with --out all.
    #[arg(long, value_name = "N", value_parser = at_least_one, conflicts_with_all = ["count", "frequencies"])]
    pub limit: Option<usize>,
    /// Which page to show, from 1.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least_one, conflicts_with_all = ["count", "frequencies"])]
    pub page: usize,
    /// The order of records.
    #[arg(long, value_enum, default_value = "relevance", allow_hyphen_values = true, conflicts_with_all = ["count", "kwic", "frequencies"])]
    pub sort: SortArg,
    /// Say of each record why it matched and scored so.
    #[arg(long, conflicts_with_all = ["count", "kwic", "frequencies", "out"])]
    pub explain: bool,
    /// The records that share the distinctive words of this one; a query narrows them.
    #[arg(long, value_name = "ID", conflicts_with_all = ["count", "kwic", "frequencies"])]
    pub similar: Option<String>,
    /// Keep the query in corpus.toml as a sub-corpus of that name, for --in.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["similar", "frequencies"])]
    pub save: Option<String>,
    /// Compare two sub-corpora; * is all that is not in the other: --compare agents,usagers, agents,*.
    #[arg(long, value_name = "A,B", value_delimiter = ',', conflicts_with_all = ["count", "limit", "page", "sort", "explain", "similar", "save", "kwic", "frequencies"])]
    pub compare: Option<Vec<String>>,
    #[command(flatten)]
    pub kwic: KwicArgs,
    #[command(flatten)]
    pub frequency: FrequencyArgs,
    #[command(flatten)]
    pub table: TableArgs,
}

#[derive(Args)]
pub(super) struct KwicArgs {
    /// Show every occurrence in context, one below the other.
    #[arg(long, conflicts_with = "count")]
    pub kwic: bool,
    /// How many words of context on either side.
    #[arg(long, value_name = "N", default_value_t = 8, requires = "kwic", conflicts_with_all = ["count", "frequencies", "compare", "similar"])]
    pub context: usize,
    /// The order of lines: as the corpus is read, by keyword, by the words before or after it.
    #[arg(long, value_parser = order(), default_value = "record", requires = "kwic", conflicts_with_all = ["count", "frequencies", "compare", "similar"])]
    pub order: Order,
    /// Count the lines that share their form or the words before or after it.
    #[arg(long, value_parser = group(), requires = "kwic", conflicts_with_all = ["order", "context", "count", "frequencies", "compare", "similar"])]
    pub group: Option<Around>,
    /// Choose so many lines, without replacement.
    #[arg(long, value_name = "N", value_parser = at_least_one, requires = "kwic", conflicts_with_all = ["count", "frequencies", "compare", "similar"])]
    pub sample: Option<usize>,
    /// The seed of the choice: the same seed chooses the same lines.
    #[arg(long, value_name = "S", default_value_t = 1, requires = "sample")]
    pub seed: u64,
}

#[derive(Args)]
pub(super) struct FrequencyArgs {
    /// Count the forms, sections and months of a query, or of several separated by `;`.
    #[arg(long, conflicts_with_all = ["count", "kwic"])]
    pub frequencies: bool,
    /// Draw how occurrences add up along the corpus: .svg or .png.
    #[arg(long, value_name = "FILE", requires = "frequencies")]
    pub chart: Option<PathBuf>,
    /// In which order the chart goes through the corpus.
    #[arg(long, value_enum, default_value = "date", requires = "chart")]
    pub along: AlongArg,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("a whole number from 1 is wanted".to_string()),
        Ok(n) => Ok(n),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortArg {
    /// The best answer first.
    Relevance,
    /// The oldest first, records without a date last.
    Date,
    /// The newest first, records without a date last.
    #[value(name = "-date")]
    Newest,
    /// The most supports (else votes for) first.
    Votes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AlongArg {
    /// By date of publication, records without one last.
    Date,
    /// Section by section, as they first appear.
    Section,
}

/// The words beside a keyword, by the names of options.
const SIDES: [(&str, Around); 6] = [
    ("left1", Around::Left(1)),
    ("left2", Around::Left(2)),
    ("left3", Around::Left(3)),
    ("right1", Around::Right(1)),
    ("right2", Around::Right(2)),
    ("right3", Around::Right(3)),
];

/// Reads one of some names, which clap lists where it is none of them.
fn one_of<T: Clone + Send + Sync + 'static>(
    names: Vec<(&'static str, T)>,
) -> impl TypedValueParser<Value = T> {
    let known: Vec<&str> = names.iter().map(|n| n.0).collect();
    PossibleValuesParser::new(known).map(move |name| {
        let found = names.iter().find(|n| n.0 == name);
        // clap lets no other name through.
        found.map(|n| n.1.clone()).expect("a name of the list")
    })
}

fn order() -> impl TypedValueParser<Value = Order> {
    let sides = SIDES.map(|(name, side)| (name, Order::By(side)));
    let whole = [
        ("record", Order::Record),
        ("keyword", Order::By(Around::Keyword)),
    ];
    one_of([&whole[..], &sides].concat())
}

fn group() -> impl TypedValueParser<Value = Around> {
    one_of([&[("form", Around::Keyword)][..], &SIDES].concat())
}
