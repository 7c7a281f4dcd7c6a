//! Journeys of a user, through the command line and the library: one file a journey.

mod agreement;
mod cap_collectif;
mod demo;
mod determinism;
mod errors;
mod evaluation;
mod export;
mod iramuteq;
mod kill;
mod page;
mod privacy;
mod report_walk;
mod republique;
mod shapes;
mod support;
mod tables;
mod updates;
