//! Names of licences.

use steep_forge::Refusal;
use steep_shell::Word;

/// The licences that the server knows, as its API lists them. GitHub's keys are the same in small letters.
const LICENCES: &[&str] = &[
    "0BSD",
    "AGPL-3.0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-3-Clause-Clear",
    "BSL-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.2",
    "GPL-2.0",
    "GPL-3.0",
    "ISC",
    "LGPL-2.1",
    "LGPL-3.0",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "MulanPSL-2.0",
    "OFL-1.1",
    "OSL-3.0",
    "UPL-1.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

/// The server's name of a licence that is named by GitHub's key.
///
/// # Errors
/// Where the key is only known at run time, or to nobody.
pub(crate) fn name(word: &Word) -> Result<&'static str, Refusal> {
    let Some(key) = word.as_literal() else {
        return Err(Refusal::RuntimeValue { what: format!("the licence `{}`", word.display()) });
    };
    let known = LICENCES.iter().find(|name| name.eq_ignore_ascii_case(&key)).copied();
    known.ok_or_else(|| Refusal::NoEquivalent { feature: format!("the licence `{key}`") })
}
