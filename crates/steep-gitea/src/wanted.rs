//! What the companion's `download` is asked for.

use steep_forge::Refusal;
use steep_rest::words;
use steep_shell::{Arg, Word};

/// The names and patterns of files, and the folder that they go into, as the companion takes them behind a path; `None` where a
/// pattern is not the shell's: in brackets Go and the shell differ, and what the shell fills in is not known.
pub(crate) fn args(names: &[Word], patterns: &[Word], folder: Option<&Word>) -> Result<Option<Vec<Arg>>, Refusal> {
    let mut args = Vec::new();
    for name in names {
        args.push(Arg::text("name=").join(Arg::from(words::one(name)?)));
    }
    for pattern in patterns {
        let Some(pattern) = pattern.as_literal().filter(|it| !it.contains(['[', '\\', '\n'])) else { return Ok(None) };
        args.push(Arg::text(format!("pattern={pattern}")));
    }
    if let Some(folder) = folder {
        args.extend([Arg::text("-o"), Arg::from(words::one(folder)?)]);
    }
    Ok(Some(args))
}
