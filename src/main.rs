//! The program: arguments and exit code only.

use std::process::ExitCode;

#[global_allocator]
static MEMORY: palabre::cli::Memory = palabre::cli::Memory;

fn main() -> ExitCode {
    palabre::cli::run()
}
