//! Journeys of a user, through the command line and the library: one file a journey.

mod agreement;
mod archives;
mod cap_collectif;
mod consul;
mod decidim;
mod demo;
mod determinism;
mod encodings;
mod errors;
mod evaluation;
mod exercise;
mod export;
mod faces;
mod grand_debat;
mod iramuteq;
mod kill;
mod page;
mod privacy;
mod replaces;
mod report_walk;
mod republique;
mod seeds;
mod shapes;
mod support;
mod tables;
mod updates;
