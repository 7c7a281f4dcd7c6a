//! The command line: it shows and asks, and decides nothing.

mod args;
mod commands;
mod output;
mod progress;
mod search_args;

use args::Arguments;
use clap::Parser;
use std::process::ExitCode;

/// Runs the program. Results go to standard output, messages and progress to standard error.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors: clap tells them apart by where they are printed.
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing more can be said where standard error is closed.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match commands::run(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("palabre: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
