//! `palabre search`.

use super::Session;
use crate::cli::output::{self, say};
use crate::cli::search_args::{AlongArg, SearchArgs, SortArg};
use crate::model::Kind;
use crate::pipeline::{
    self, Along, Answer, Exported, KwicOptions, Open, OptionError, PageOptions, PipelineError,
    SearchOptions, Selection, Sort, Tabular, searched_kinds,
};
use serde::Serialize;

/// Records, lines or groups on a page.
const PAGE: usize = 20;

pub(super) fn run(session: &Session, args: &SearchArgs) -> Result<u8, PipelineError> {
    let query = args.query.join(" ");
    check(args, &query)?;
    let kinds = searched_kinds(&args.kind)?;
    if let Some(names) = &args.compare {
        return compare(session, args, &query, names, kinds);
    }
    let (open, mut selection) = session.open(&args.corpus)?;
    selection.search_kinds(kinds);
    if args.count {
        let answer = pipeline::count_forms(&open, &query, &selection, args.forms)?;
        output::print(&answer, session.common.format)?;
    } else if args.frequency.frequencies {
        frequencies(session, args, &open, &query, &selection)?;
    } else if args.kwic.kwic {
        concordance(session, args, &open, &query, selection)?;
    } else {
        let options = SearchOptions {
            limit: limit(args),
            page: args.page,
            sort: sort(args.sort),
            explain: args.explain,
            forms: args.forms,
            ..SearchOptions::first(selection, PAGE)
        };
        let answer = match &args.similar {
            Some(id) => {
                let narrowed = Some(query.as_str()).filter(|q| !q.is_empty());
                pipeline::similar(&open, id, narrowed, &options)?
            }
            None => pipeline::search(&open, &query, &options)?,
        };
        give(session, args, &answer)?;
    }
    if let Some(name) = &args.save {
        save(session, args, name, &query)?;
    }
    Ok(0)
}

/// `--compare A,B`.
fn compare(
    session: &Session,
    args: &SearchArgs,
    query: &str,
    names: &[String],
    kinds: Vec<Kind>,
) -> Result<u8, PipelineError> {
    let [a, b] = pipeline::compare_parts(&args.corpus, names)?;
    let (open, mut selection) = session.open(&args.corpus)?;
    selection.search_kinds(kinds);
    let answer = pipeline::compare(&open, query, [&a, &b], &selection)?;
    give(session, args, &answer)?;
    Ok(0)
}

/// A query that cannot be understood, or not be kept, and a file of no format, are reported before anything is
/// built.
fn check(args: &SearchArgs, query: &str) -> Result<(), PipelineError> {
    if args.frequency.frequencies {
        pipeline::check_queries(&args.corpus, query)?;
    } else if args.similar.is_none() || !query.is_empty() {
        pipeline::check_query(&args.corpus, query)?;
    }
    if let Some(name) = &args.save {
        pipeline::may_save(&args.corpus, name)?;
    }
    check_files(args)
}

fn frequencies(
    session: &Session,
    args: &SearchArgs,
    open: &Open,
    query: &str,
    selection: &Selection,
) -> Result<(), PipelineError> {
    let counted = pipeline::frequencies(open, query, selection)?;
    if let Some(path) = &args.frequency.chart {
        let along = match args.frequency.along {
            AlongArg::Date => Along::Date,
            AlongArg::Section => Along::Section,
        };
        let drawn = pipeline::write_chart(&counted, along, session.lang, path)?;
        if !session.common.quiet {
            say!("palabre: chart written to {}", drawn.body.chart);
        }
    }
    give(session, args, &counted.answer()?)
}

fn concordance(
    session: &Session,
    args: &SearchArgs,
    open: &Open,
    query: &str,
    selection: Selection,
) -> Result<(), PipelineError> {
    let options = KwicOptions {
        selection,
        context: args.kwic.context,
        order: args.kwic.order,
        sample: args.kwic.sample.map(|n| (n, args.kwic.seed)),
        page: PageOptions {
            limit: limit(args),
            page: args.page,
        },
    };
    match args.kwic.group {
        Some(what) => {
            let answer = pipeline::kwic_groups(open, query, what, &options)?;
            give(session, args, &answer)
        }
        None => {
            let answer = pipeline::kwic(open, query, &options)?;
            give(session, args, &answer)
        }
    }
}

/// Keeps the query as a sub-corpus and says what was written.
fn save(
    session: &Session,
    args: &SearchArgs,
    name: &str,
    query: &str,
) -> Result<(), PipelineError> {
    let written = pipeline::save(&args.corpus, name, query)?;
    if !session.common.quiet {
        let path = args.corpus.join("corpus.toml");
        say!("palabre: wrote into {}:\n{written}", path.display());
        say!(
            "palabre: next: palabre themes {} --in {name}",
            args.corpus.display()
        );
    }
    Ok(())
}

fn sort(sort: SortArg) -> Sort {
    match sort {
        SortArg::Relevance => Sort::Relevance,
        SortArg::Date => Sort::Date,
        SortArg::Newest => Sort::Newest,
        SortArg::Votes => Sort::Votes,
    }
}

/// All rows go into a file, a page of them to a screen.
fn limit(args: &SearchArgs) -> usize {
    let default = if args.table.out.is_some() {
        usize::MAX
    } else {
        PAGE
    };
    args.limit.unwrap_or(default)
}

fn check_files(args: &SearchArgs) -> Result<(), PipelineError> {
    if let Some(path) = &args.frequency.chart {
        pipeline::check_chart(&args.corpus, path)?;
        if args.table.out.as_ref() == Some(path) {
            return Err(OptionError::OneFileTwice(path.clone()).into());
        }
    }
    output::check(&args.corpus, &args.table)
}

fn give<T: Serialize + Tabular + Exported>(
    session: &Session,
    args: &SearchArgs,
    answer: &Answer<T>,
) -> Result<(), PipelineError> {
    output::give(&args.corpus, &args.table, answer, session.common.format)
}
