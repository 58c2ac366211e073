//! All integration tests of the crate, in one binary: linking is most of what a test costs to build.

mod changes;
#[cfg(unix)]
mod companion;
mod reads;
mod support;
mod tea_commands;
mod tea_forms;
mod tea_requests;
