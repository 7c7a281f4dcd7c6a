//! The program: arguments and exit code only.

use std::process::ExitCode;

fn main() -> ExitCode {
    palabre::cli::run()
}
