//! The user's filters, and the expressions that rebuild gh's JSON: the oldest and the newest jq, in what steep writes,
//! against the jq inside the real gh. Programs that are not here are skipped, loudly.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod answers;
mod filters;
mod functions;
mod projections;
mod run;
