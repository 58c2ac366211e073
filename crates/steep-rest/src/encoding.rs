//! Percent-encoding of what only the shell knows, by jq.

use steep_forge::Refusal;
use steep_jq::jq;
use steep_shell::{Script, Word};

use crate::stage::{Jq, Vars};

/// The jq program that makes of a text one segment of a path.
pub(crate) const SEGMENT: &str = "@uri";

/// The jq program that makes of a text a path, whose slashes stay.
pub const PATH: &str = "split(\"/\") | map(@uri) | join(\"/\")";

/// Prints a word, which the shell fills in, as a [`SEGMENT`] or a [`PATH`]; `name`: what a variable for it is called.
///
/// # Errors
/// Where it may become several words.
pub(crate) fn encoded(name: &str, word: &Word, how: &'static str) -> Result<Script, Refusal> {
    let mut vars = Vars::default();
    let value = vars.word(name, word)?;
    Ok(Jq::new(value.then(jq(how))).null_input().raw().vars(vars).script())
}

/// Prints a word, which the shell fills in, as a path, whose slashes stay; `name`: what a variable for it is called.
///
/// # Errors
/// Where it may become several words.
pub fn encoded_path(name: &str, word: &Word) -> Result<Script, Refusal> {
    encoded(name, word, PATH)
}
