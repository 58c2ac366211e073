//! The program as a person runs it.

#![allow(
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and says what it skips"
)]

mod bad_input;
mod baseline;
#[cfg(unix)]
mod book;
mod companion;
mod configuration;
mod coverage;
mod explain;
mod filter;
mod folder;
mod formats;
mod generated;
mod init;
#[cfg(unix)]
mod interactive;
#[cfg(target_os = "linux")]
mod killed;
mod languages;
mod layout;
mod many_files;
mod outcome;
mod packaging;
mod report;
mod schema;
mod secrets;
mod selection;
mod streams;
mod undo;
mod writing;
