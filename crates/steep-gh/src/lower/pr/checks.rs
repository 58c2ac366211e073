//! `gh pr checks`: the checks of a pull request, as a table and as an exit status.

use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// How often it looks and when it stops waiting is named as lost: the operation only says that it waits.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::PullChecks {
        pull: selector::pull(arguments)?,
        required: arguments.switch("required"),
        watch: arguments.switch("watch"),
    };
    arguments.lose("fail-fast", "it waits until no check is pending");
    arguments.lose("interval", "the pause between two looks is the rewritten command's own");
    Ok(Asked { repository: arguments.repository()?, operation, output: output::read(arguments)? })
}
