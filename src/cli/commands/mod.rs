//! One file a command: from arguments to a question for the pipeline, from its answer to print.

mod build;
mod check;
mod evaluate;
mod export;
mod new;
mod report;
mod search;
mod stances;
mod synth;
mod themes;
mod trace;
mod verify;

use super::args::{Arguments, Command, Common, LangOption, ModeratedArg, OrganiserArg};
use super::progress::Bars;
use crate::locale::Lang;
use crate::pipeline::{self, AddOptions, Open, OptionError, PipelineError, Selection, Whole};
use crate::tally::{Inclusion, ModeratedOption, OrganiserOption};
use std::path::Path;

/// What every command is given.
pub(super) struct Session {
    pub common: Common,
    pub progress: Bars,
    pub lang: Lang,
    pub inclusion: Inclusion,
}

impl Session {
    /// Opens a corpus, with what the options say to look at.
    pub(super) fn open(&self, corpus: &Path) -> Result<(Open, Selection), PipelineError> {
        let within = self.common.within.as_deref();
        pipeline::open(corpus, self.inclusion, within, &self.progress)
    }
}

/// Refuses `--in` where a command looks at the whole corpus whatever is asked.
fn refuse_within(command: &Command) -> Result<(), PipelineError> {
    let whole = match command {
        Command::New { .. } => Whole::New,
        Command::Add { .. } => Whole::Add,
        Command::Check { .. } => Whole::Check,
        Command::Build { .. } => Whole::Build,
        Command::Synth { .. } => Whole::Synth,
        Command::Themes { write: true, .. } => Whole::Dictionary,
        Command::Verify { .. } => Whole::Verify,
        Command::Search(args) if args.save.is_some() => Whole::SavedQuery,
        _ => return Ok(()),
    };
    Err(OptionError::InWithoutParts(whole).into())
}

/// Runs a command; gives the exit code of its success.
pub(super) fn run(arguments: Arguments) -> Result<u8, PipelineError> {
    let common = arguments.common;
    if common.within.is_some() {
        refuse_within(&arguments.command)?;
    }
    if common.threads.is_some_and(|n| !(1..=256).contains(&n)) {
        return Err(OptionError::ThreadsOutOfRange.into());
    }
    // Made now, so that threads which the system does not give are an error and no panic in the midst of the work.
    rayon::ThreadPoolBuilder::new()
        .num_threads(common.threads.unwrap_or(0))
        .build_global()?;
    let session = Session {
        progress: Bars::new(common.quiet),
        lang: match common.lang {
            LangOption::Fr => Lang::Fr,
            LangOption::En => Lang::En,
        },
        inclusion: Inclusion {
            moderated: match common.moderated {
                ModeratedArg::Exclude => ModeratedOption::Exclude,
                ModeratedArg::Include => ModeratedOption::Include,
                ModeratedArg::Only => ModeratedOption::Only,
            },
            organiser: match (common.organiser, &arguments.command) {
                (Some(OrganiserArg::Exclude), _) => OrganiserOption::Exclude,
                // An export keeps every record, and marks the organiser's.
                (Some(OrganiserArg::Include), _) | (None, Command::Export(_)) => {
                    OrganiserOption::Include
                }
                (Some(OrganiserArg::Only), _) => OrganiserOption::Only,
                (None, _) => OrganiserOption::default(),
            },
        },
        common,
    };
    let command = &arguments.command;
    match command.corpus() {
        Some(root) => {
            pipeline::with_repair(root, &session.progress, || run_once(&session, command))
        }
        None => run_once(&session, command),
    }
}

fn run_once(session: &Session, command: &Command) -> Result<u8, PipelineError> {
    match command {
        Command::New {
            dir,
            files,
            title,
            copy,
        } => new::new(session, dir, files, title.clone(), *copy),
        Command::Add {
            corpus,
            files,
            copy,
            replaces,
        } => {
            let (copy, replaces) = (*copy, replaces.clone());
            new::add(session, corpus, files, AddOptions { copy, replaces })
        }
        Command::Check {
            corpus,
            full,
            table,
        } => check::run(session, corpus, *full, table),
        Command::Build { corpus, timings } => build::run(session, corpus, *timings),
        Command::Synth {
            rows,
            arguments,
            seed,
            vocabulary,
        } => synth::run(*rows, *arguments, *seed, *vocabulary),
        Command::Search(args) => search::run(session, args),
        Command::Themes {
            corpus,
            write,
            forms,
            kind,
            table,
        } => themes::run(session, corpus, (*write, *forms), kind, table),
        Command::Stances { corpus, by, table } => stances::run(session, corpus, by, table),
        Command::Evaluate { what } => evaluate::run(session, what),
        Command::Export(args) => export::run(session, args),
        Command::Report { corpus, out } => report::run(session, corpus, out.as_deref()),
        Command::Trace {
            corpus,
            figure,
            limit,
            table,
        } => trace::run(session, corpus, figure, *limit, table),
        Command::Verify {
            corpus,
            report,
            table,
        } => verify::run(session, corpus, report, table),
    }
}
