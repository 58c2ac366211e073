//! `gh pr checks`: the checks of a pull request, as a table and as an exit status.

use steep_forge::operation::{PullOperation, Watch};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// gh waits only for what it prints as a table.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let watches = arguments.switch("watch");
    let watch = Watch { fail_fast: arguments.switch("fail-fast"), interval: arguments.word("interval") };
    let output = output::read(arguments)?;
    let error = match &output {
        Output::Json { .. } if watches => "cannot use `--watch` with `--json` flag",
        _ if !watches && watch.fail_fast => "cannot use `--fail-fast` flag without `--watch` flag",
        _ if !watches && watch.interval.is_some() => "cannot use `--interval` flag without `--watch` flag",
        _ => "",
    };
    if !error.is_empty() {
        return Err(Refusal::UsageError { error: error.to_owned() });
    }
    let operation = Operation::Pull(PullOperation::Checks {
        pull: selector::pull(arguments)?,
        required: arguments.switch("required"),
        watch: watches.then_some(watch),
    });
    Ok(Asked { repository: arguments.repository()?, operation, output })
}
