//! What each fuzz target holds a text against. The normal tests hold the committed corpora against the same functions.
//!
//! Every function panics where a promise is broken.

mod escapes;
mod gh;
mod markdown;
#[path = "../../crates/steep/tests/promises/mod.rs"]
mod promises;
mod shell;
mod tree;
mod value;

pub use escapes::escapes;
pub use gh::gh;
pub use markdown::markdown;
pub use shell::shell;
pub use tree::tree;
pub use value::{jq, search, template};

use promises::Kind;

/// The whole way, as a document and as a script, for both targets.
pub fn pipeline(text: &str) {
    for kind in [Kind::Markdown, Kind::Shell] {
        if let Err(problem) = promises::check_all(kind, text) {
            panic!("{kind:?}: {problem}");
        }
    }
}
