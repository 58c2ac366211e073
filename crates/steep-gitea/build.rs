//! Turns the grammars that are data into static tables.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script reports by failing, and speaks to cargo on stdout"
)]

#[path = "build/projections.rs"]
mod projections;
#[path = "build/rest.rs"]
mod rest;
#[path = "build/tea.rs"]
mod tea;

fn main() {
    projections::write();
    rest::write();
    tea::write();
}
