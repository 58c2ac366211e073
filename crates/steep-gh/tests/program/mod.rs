//! Our reading of gh's command lines against the real gh, the oldest and the newest that the grammar knows: it takes what we take, and asks for what we read.
//!
//! `STEEP_ORACLE_VECTORS` is how many command lines are tried; there is nothing that they could reach.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod acceptance;
mod random;
mod values;
mod vectors;
