//! The platforms of the program, each by its files.

mod consul;
mod decidim;
mod polis;
mod specs;
