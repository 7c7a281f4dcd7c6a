//! `palabre search`.

use super::Session;
use crate::cli::output;
use crate::cli::search_args::{AlongArg, GroupArg, OrderArg, SearchArgs};
use crate::pipeline::{
    self, Along, Answer, Exported, KwicOptions, Open, PageOptions, PipelineError, SearchOptions,
    TableFormat, Tabular,
};
use crate::store::write::CsvStyle;
use crate::textometry::{Around, Order};
use serde::Serialize;

/// Records, lines or groups on a page.
const PAGE: usize = 20;

pub fn run(session: &Session, args: &SearchArgs) -> Result<u8, PipelineError> {
    let query = args.query.join(" ");
    // A query that cannot be understood, and a file of no format, are told before anything is built.
    if args.frequency.frequencies {
        pipeline::check_queries(&query)?;
    } else {
        crate::text::parse(&query)?;
    }
    check_files(args)?;
    let open = Open::corpus(&args.corpus, &session.progress)?;
    if args.count {
        let answer = pipeline::count(&open, &query, session.moderated)?;
        output::print(&answer, session.common.format)?;
    } else if args.frequency.frequencies {
        let counted = pipeline::frequencies(&open, &query, session.moderated)?;
        if let Some(path) = &args.frequency.chart {
            let along = match args.frequency.along {
                AlongArg::Date => Along::Date,
                AlongArg::Section => Along::Section,
            };
            let drawn = pipeline::write_chart(&counted, along, session.lang, path)?;
            if !session.common.quiet {
                eprintln!("palabre: chart written to {}", drawn.body.chart);
            }
        }
        give(session, args, &open, &counted.answer()?)?;
    } else if args.kwic.kwic {
        let options = KwicOptions {
            moderated: session.moderated,
            context: args.kwic.context,
            order: order(args.kwic.order),
            sample: args.kwic.sample.map(|n| (n, args.kwic.seed)),
            page: PageOptions {
                limit: limit(args),
                page: args.kwic.page,
            },
        };
        match args.kwic.group {
            Some(what) => {
                let answer = pipeline::kwic_groups(&open, &query, around(what), &options)?;
                give(session, args, &open, &answer)?;
            }
            None => {
                let answer = pipeline::kwic(&open, &query, &options)?;
                give(session, args, &open, &answer)?;
            }
        }
    } else {
        let options = SearchOptions {
            moderated: session.moderated,
            limit: limit(args),
        };
        let answer = pipeline::search(&open, &query, &options)?;
        give(session, args, &open, &answer)?;
    }
    Ok(0)
}

/// All rows go into a file, a page of them to a screen.
fn limit(args: &SearchArgs) -> usize {
    let default = if args.out.is_some() { usize::MAX } else { PAGE };
    args.limit.unwrap_or(default)
}

fn check_files(args: &SearchArgs) -> Result<(), PipelineError> {
    if let Some(path) = &args.frequency.chart {
        pipeline::check_chart(path)?;
    }
    let Some(path) = &args.out else { return Ok(()) };
    if TableFormat::of(path)? != TableFormat::Csv && args.rfc4180 {
        return Err(PipelineError::Usage(
            "--rfc4180 is a form of CSV: name a file that ends in .csv".to_string(),
        ));
    }
    Ok(())
}

/// Prints an answer, or writes its rows into the file that was named and prints what was written.
fn give<T: Serialize + Tabular + Exported>(
    session: &Session,
    args: &SearchArgs,
    open: &Open,
    answer: &Answer<T>,
) -> Result<(), PipelineError> {
    let Some(path) = &args.out else {
        return output::print(answer, session.common.format);
    };
    let style = match args.rfc4180 {
        true => CsvStyle::Rfc4180,
        false => CsvStyle::French,
    };
    let written = pipeline::write_table(open, "search", &answer.body.table(), path, style)?;
    output::print(&written, session.common.format)
}

fn order(order: OrderArg) -> Order {
    Order::By(match order {
        OrderArg::Record => return Order::Record,
        OrderArg::Keyword => Around::Keyword,
        OrderArg::Left1 => Around::Left(1),
        OrderArg::Left2 => Around::Left(2),
        OrderArg::Left3 => Around::Left(3),
        OrderArg::Right1 => Around::Right(1),
        OrderArg::Right2 => Around::Right(2),
        OrderArg::Right3 => Around::Right(3),
    })
}

fn around(group: GroupArg) -> Around {
    match group {
        GroupArg::Form => Around::Keyword,
        GroupArg::Left1 => Around::Left(1),
        GroupArg::Left2 => Around::Left(2),
        GroupArg::Left3 => Around::Left(3),
        GroupArg::Right1 => Around::Right(1),
        GroupArg::Right2 => Around::Right(2),
        GroupArg::Right3 => Around::Right(3),
    }
}
