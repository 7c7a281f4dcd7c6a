//! Faults: what the program does when it is killed, when its files rot, when its sources change under it, when the disk
//! is full or cannot be written to, and when memory or descriptors are scarce.
//!
//! `cargo test --test faults` runs a short round. The long one is
//! `cargo test --release --test faults -- --ignored --nocapture`. `docs/faults.md` says what is tried and what it means
//! that a case is lost.

// Limits, mounts and the numbers of files are those of Linux.
#![cfg(target_os = "linux")]

mod answers;
mod corpora;
mod disk;
mod flips;
mod kills;
mod limits;
mod pairs;
mod races;
mod readonly;
mod rot;
mod round;
mod scenes;
mod short;
mod signals;
mod support;
mod writers;
