//! Turns the grammars that are data into static tables.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script reports by failing, and speaks to cargo on stdout"
)]

#[path = "build/answers.rs"]
mod answers;
#[path = "build/bugs.rs"]
mod bugs;
#[path = "build/expressions.rs"]
mod expressions;
#[allow(dead_code, unreachable_pub, reason = "the library reads the other half of it")]
#[path = "src/projection/names.rs"]
mod names;
#[path = "build/projections.rs"]
mod projections;
#[path = "build/rest.rs"]
mod rest;
#[path = "build/since.rs"]
mod since;
#[path = "build/tea.rs"]
mod tea;

/// A folder of grammars: a link in this package, which a published package has as files; the workspace's own where the
/// checkout has no links.
fn grammars(name: &str) -> std::path::PathBuf {
    let package = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let linked = package.join("grammars").join(name);
    if linked.is_dir() { linked } else { package.join("../../grammars").join(name) }
}

fn main() {
    projections::write();
    rest::write();
    since::write();
    let versions = tea::write();
    bugs::write(&versions);
}
