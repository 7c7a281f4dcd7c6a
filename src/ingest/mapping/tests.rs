//! The platforms of the program, each by its files.

mod cap_collectif;
mod consul;
mod decidim;
mod grand_debat;
mod polis;
mod questionnaire;
mod specs;
