//! `gh pr diff`.

use steep_forge::operation::{PullDiff, PullOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// Colour is off wherever the output is not a terminal; only `--color always` asks for bytes that would be missed.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.happens_anyway("allow-escape-sequences", "escape sequences are printed as they are");
    if arguments.literal("color")?.is_some_and(|color| color.eq_ignore_ascii_case("always")) {
        arguments.lose("color", "the diff is not coloured");
    }
    let diff = PullDiff {
        pull: selector::pull(arguments)?,
        name_only: arguments.switch("name-only"),
        patch: arguments.switch("patch"),
        exclude: arguments.list("exclude"),
    };
    let output = output::browser_or_reader(arguments);
    Ok(Asked { repository: arguments.repository()?, operation: Operation::Pull(PullOperation::Diff(diff)), output })
}
