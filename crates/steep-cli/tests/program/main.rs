//! The program as a person runs it.

#![allow(
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and says what it skips"
)]

mod configuration;
mod coverage;
mod folder;
#[cfg(target_os = "linux")]
mod killed;
mod outcome;
mod report;
mod schema;
mod secrets;
mod selection;
mod streams;
mod undo;
mod writing;
