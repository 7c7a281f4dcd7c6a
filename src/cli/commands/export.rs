//! `palabre export`.

use super::Session;
use crate::cli::args::{ExportArg, ExportArgs, Format};
use crate::cli::output::{self, say};
use crate::export::{Variables, Words};
use crate::pipeline::{
    self, ExportFormat, ExportOptions, ExportTo, OptionError, PipelineError, Selection, UsageError,
    export_kinds,
};
use crate::store::write::CsvStyle;
use std::io::{self, BufWriter};
use std::path::PathBuf;

pub(super) fn run(session: &Session, args: &ExportArgs) -> Result<u8, PipelineError> {
    let mut options = ExportOptions {
        format: match args.to {
            ExportArg::Iramuteq => ExportFormat::Iramuteq,
            ExportArg::Tei => ExportFormat::Tei,
            ExportArg::Csv => ExportFormat::Csv,
            ExportArg::Jsonl => ExportFormat::Jsonl,
            ExportArg::Parquet => ExportFormat::Parquet,
            ExportArg::Xlsx => ExportFormat::Xlsx,
            ExportArg::Ods => ExportFormat::Ods,
        },
        kinds: export_kinds(&args.kind)?,
        selection: Selection::default(),
        csv: match args.rfc4180 {
            true => CsvStyle::Rfc4180,
            false => CsvStyle::French,
        },
        variables: match args.variables {
            true => Variables::Written,
            false => Variables::LeftOut,
        },
        words: match args.lemmas {
            true => Words::Lemmatised,
            false => Words::AsWritten,
        },
    };
    let has_lemmas = matches!(options.format, ExportFormat::Iramuteq | ExportFormat::Tei);
    if args.lemmas && !has_lemmas {
        return Err(OptionError::LemmasOfExport.into());
    }
    // What makes no sense is reported before anything is built.
    if args.rfc4180 && options.format != ExportFormat::Csv {
        return Err(OptionError::Rfc4180OfExport.into());
    }
    if args.out.is_none() && options.format.is_binary() {
        return Err(UsageError::ExportIsNoText(options.format.name()).into());
    }
    if args.out.is_none() && session.common.format != Format::Table {
        return Err(OptionError::FormatWithoutAnswer.into());
    }
    if let Some(path) = &args.out {
        pipeline::check_file(&args.corpus, path)?;
    }
    let (open, selection) = session.open(&args.corpus)?;
    options.selection = selection;
    if !args.variables && !session.common.quiet && !open.variables()?.is_empty() {
        say!("palabre: the variables of records are left out; --variables writes them");
    }
    let answer = match &args.out {
        Some(path) => {
            let to = ExportTo::File(PathBuf::from(path));
            let answer = pipeline::export(&open, &options, to, &session.progress)?;
            output::print(&answer, session.common.format)?;
            answer
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            let to = ExportTo::Stream(&mut out);
            let answer = pipeline::export(&open, &options, to, &session.progress)?;
            if !session.common.quiet {
                for note in &answer.body.notes {
                    say!("palabre: {note}");
                }
            }
            answer
        }
    };
    Ok(u8::from(
        session.common.strict && !answer.body.notes.is_empty(),
    ))
}
