//! What the library offers beside rewriting: decisions, a choice of findings, a list, names that are read back, and the
//! examples.

#![allow(clippy::unwrap_used, reason = "a test")]

mod choosing;
mod deciding;
mod examples;
mod listing;
mod names;

use steep::{Target, Transpiler};

fn steep() -> Transpiler {
    Transpiler::builder().target(Target::gitea("https://git.example.org").tea("0.9.2")).build().unwrap()
}
