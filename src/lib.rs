//! Palabre reads what citizens write in French public consultations and tells, with evidence, what
//! they talk about and where they stand.
//!
//! This is the library. The program `palabre` is a thin face over it, behind the feature `cli`, which is on by default;
//! with `default-features = false` nothing of a command line is compiled.
//!
//! # From a corpus to a report
//!
//! A corpus is a folder with a `corpus.toml` that names its sources; [`pipeline::create`] writes one. [`Open::corpus`]
//! reads the sources, builds what is absent or stale, and gives a corpus to ask.
//!
//! ```
//! use palabre::locale::Lang;
//! use palabre::model::Silent;
//! use palabre::pipeline::{self, ReportOptions, SearchOptions};
//! use palabre::{Open, Selection};
//!
//! # fn copy(from: &std::path::Path, to: &std::path::Path) -> std::io::Result<()> {
//! #     std::fs::create_dir_all(to)?;
//! #     for entry in std::fs::read_dir(from)? {
//! #         let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry?.file_name()));
//! #         match from.file_name().and_then(|name| name.to_str()) {
//! #             Some(".palabre" | "author.key") => {}
//! #             _ if from.is_dir() => copy(&from, &to)?,
//! #             _ => std::fs::copy(&from, &to).map(|_| ())?,
//! #         }
//! #     }
//! #     Ok(())
//! # }
//! # let folder = tempfile::tempdir()?;
//! # let corpus = folder.path().join("demo");
//! # copy("corpora/demo".as_ref(), &corpus)?;
//! let open = Open::corpus(&corpus, &Silent)?;
//! let all = Selection::default();
//!
//! // What people talk about, and where they stand.
//! let themes = pipeline::themes(&open, &all, Lang::Fr)?.body;
//! let training = themes.rows.iter().find(|row| row.theme == "formation").expect("a theme of the dictionary");
//! assert_eq!(themes.contributions, 136);
//! assert!(training.contributions > 0);
//! let stances = pipeline::stances(&open, &all, &[])?.body;
//! assert_eq!(stances.totals.contributions, themes.contributions);
//!
//! // The texts behind a figure: this query finds the records of that theme, and their passages.
//! let options = SearchOptions::first(all.clone(), 5);
//! let found = pipeline::search(&open, "theme:formation", &options)?.body;
//! assert_eq!(found.count, training.records);
//! assert_eq!(found.rows.len(), 5);
//!
//! // A report of it all, with lists, tables and charts beside the page.
//! let report = ReportOptions { lang: Lang::Fr, selection: all, out: Some(corpus.with_file_name("report")) };
//! let written = pipeline::report(&open, &report, &Silent)?.body;
//! assert!(std::path::Path::new(&written.index).is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to start
//!
//! - [`Open`] is a corpus with its current build. What is asked for is read when it is first needed, and kept.
//! - [`Selection`] is what a question looks at: all that counts by default; with moderated records or the organiser's texts
//!   by [`tally::Inclusion`]; a sub-corpus by [`pipeline::select`].
//! - [`pipeline::themes`], [`pipeline::stances`], [`pipeline::search`], [`pipeline::kwic`], [`pipeline::frequencies`] and
//!   [`pipeline::compare`] count and find. Each gives a [`pipeline::Answer`], a type of serde: the same object that the
//!   program prints with `--format json`.
//! - [`pipeline::report`] writes a report into a folder; [`pipeline::in_memory`] makes the same without writing it.
//! - [`pipeline::create`], [`pipeline::add`] and [`pipeline::check`] make a corpus, add a source to it, and say what its
//!   sources hold; [`pipeline::export`] writes its records for other programs.
//!
//! # Progress
//!
//! Long work takes a [`model::Progress`]: the library reports each stage, its steps and notes for the user to it, and stops
//! where its `check` gives [`model::Cancelled`]. [`model::Silent`] follows nothing. The library itself writes to no terminal.
//!
//! # Errors
//!
//! [`PipelineError`] is the error of all of [`pipeline`]. Its sentence is for the user: what is wrong, where, and what to
//! do. Rows of a source that cannot be read are no errors: they are in the answer of [`pipeline::check`] and in the
//! report. A file of a build that a disk has damaged is an error for which [`PipelineError::is_damage`] is true;
//! [`pipeline::with_repair`] rebuilds it and asks again.
//!
//! # What is stable
//!
//! [`pipeline`], the types in its signatures, the JSON of its answers, and the tables that `docs/tables.md` describes are
//! the public interface: a change that breaks one of them is named in `CHANGELOG.md`.
//! The modules below are public for those who want a part (an analyser of French words, a reader of a format, a chart),
//! and may change in every version. The other files of a build are private: every version may write others.
//!
//! Source files are read by [`ingest`] into records, which [`text`] analyses once, [`store`] keeps as
//! tables and [`index`] makes searchable; [`annotate`] says what each record is about; [`tally`] counts;
//! [`textometry`] reads in context and compares; [`charts`] draws; [`report`] shows; [`export`] writes for other programs; and every
//! figure keeps the way back to its verbatims. [`pipeline`] alone brings them together; [`model`] and
//! [`locale`] lie below all.

pub mod annotate;
pub mod charts;
#[cfg(feature = "cli")]
pub mod cli;
pub mod export;
pub mod index;
pub mod ingest;
pub mod locale;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod store;
pub mod tally;
pub mod text;
pub mod textometry;

pub use pipeline::{Open, PipelineError, Selection};
