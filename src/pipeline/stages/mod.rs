//! The stages of a build, one file each.
//!
//! A stage names the files that it reads and those that it writes, and runs again where its key changes or an output is
//! damaged, and only then ([`Stage`]). A new annotation is a file beside these and a line in [`list`].

mod analyse;
mod ballots;
mod facts;
mod found;
mod import;
mod index;
mod run;
mod stage;
#[cfg(test)]
mod tests;
mod themes;
mod walk;

pub(super) use found::Found;
pub(super) use import::{IMPORT, key as import_key};
pub(super) use run::{Run, Wanted};
pub(super) use stage::{Keys, Stage, keys};
pub(super) use walk::walk;

/// The stages of a build, in the order in which they run.
pub(super) fn list<'c>() -> Vec<Stage<Wanted<'c>, Run<'c>>> {
    vec![
        import::stage(),
        ballots::stage(),
        analyse::stage(),
        facts::stage(),
        index::stage(),
        themes::stage(),
    ]
}
