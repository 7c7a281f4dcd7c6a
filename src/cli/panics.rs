//! Panics of libraries that have their cause in the system: it gives no more threads. They end in a message, like
//! every other error.

use super::output::say;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::ExitCode;

/// What the standard library and rayon panic with where a thread cannot be made.
const NO_THREAD: [&str; 2] = [
    "failed to spawn thread",
    "thread pool has not been initialized",
];

/// Runs the program; a panic for want of threads becomes a message and exit code 2, any other one stays a panic.
pub(super) fn guarded(run: impl FnOnce() -> ExitCode) -> ExitCode {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !is_for_want_of_threads(info.payload()) {
            usual(info);
        }
    }));
    // What was being made is given up: nothing is published before it is whole.
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(code) => code,
        Err(panic) if is_for_want_of_threads(&*panic) => {
            say!(
                "palabre: the system gives no more threads, or too little memory for one: end other programs, \
                 allow more (ulimit -u, ulimit -v), or use fewer threads (--threads 1)"
            );
            ExitCode::from(2)
        }
        Err(panic) => resume_unwind(panic),
    }
}

fn is_for_want_of_threads(payload: &(dyn Any + Send)) -> bool {
    let words = match payload.downcast_ref::<String>() {
        Some(words) => words.as_str(),
        None => payload.downcast_ref::<&str>().copied().unwrap_or(""),
    };
    NO_THREAD.iter().any(|known| words.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_panic_for_want_of_threads_becomes_a_message() {
        let words = "failed to spawn thread: Os { code: 11 }";
        assert!(is_for_want_of_threads(&words.to_string()));
        assert!(is_for_want_of_threads(
            &"The global thread pool has not been initialized.: ThreadPoolBuildError"
        ));
        assert!(!is_for_want_of_threads(&"index out of bounds"));
        assert!(!is_for_want_of_threads(&7));
    }
}
