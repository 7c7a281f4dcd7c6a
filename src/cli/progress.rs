//! Progress on standard error: a bar a stage, only where it is a terminal and the work lasts.

use super::output::say;
use crate::model::{Cancelled, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows stages as bars.
pub struct Bars {
    shown: bool,
    begun: Instant,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    /// Bars on standard error, or none where it is no terminal or `quiet` is set.
    pub fn new(quiet: bool) -> Self {
        Bars {
            shown: !quiet && std::io::stderr().is_terminal(),
            begun: Instant::now(),
            bar: Mutex::new(None),
        }
    }

    fn with_bar(&self, f: impl FnOnce(&mut Option<ProgressBar>)) {
        // A poisoned lock means that another thread panicked while drawing: nothing is drawn any more.
        if let Ok(mut bar) = self.bar.lock() {
            f(&mut bar);
        }
    }
}

impl Progress for Bars {
    fn stage(&self, name: &str, total: Option<u64>) {
        if !self.shown {
            return;
        }
        self.with_bar(|slot| {
            if let Some(old) = slot.take() {
                old.finish_and_clear();
            }
            let bar = match total {
                Some(n) => ProgressBar::new(n),
                None => ProgressBar::new_spinner(),
            };
            bar.set_draw_target(ProgressDrawTarget::hidden());
            if let Ok(style) = ProgressStyle::with_template("{msg:10} {bar:30} {pos}/{len} {eta}") {
                bar.set_style(style);
            }
            bar.set_message(name.to_string());
            *slot = Some(bar);
        });
    }

    fn advance(&self, n: u64) {
        if !self.shown {
            return;
        }
        self.with_bar(|slot| {
            if let Some(bar) = slot {
                if bar.is_hidden() && self.begun.elapsed() > PATIENCE {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                }
                bar.inc(n);
            }
        });
    }

    fn note(&self, line: &str) {
        let print = || say!("{line}");
        self.with_bar(|slot| match slot {
            Some(bar) => bar.suspend(print),
            None => print(),
        });
    }

    fn check(&self) -> Result<(), Cancelled> {
        Ok(())
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.with_bar(|slot| {
            if let Some(bar) = slot.take() {
                bar.finish_and_clear();
            }
        });
    }
}
