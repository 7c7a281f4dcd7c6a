//! The command line: it shows and asks, and decides nothing.

mod args;
mod commands;
mod memory;
mod output;
mod progress;
mod search_args;

use args::Arguments;
use clap::Parser;
pub use memory::Memory;
use output::say;
use std::process::ExitCode;

/// Runs the program. Results go to standard output, messages and progress to standard error.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors: clap tells them apart by where they are printed.
            let code = if error.use_stderr() { 2 } else { 0 };
            let printed = error.print();
            if code == 0
                && let Err(error) = output::written(printed)
            {
                say!("palabre: {error}");
                return ExitCode::from(error.exit_code());
            }
            // Nothing more can be said where standard error cannot be written to.
            return ExitCode::from(code);
        }
    };
    match commands::run(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            say!("palabre: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
