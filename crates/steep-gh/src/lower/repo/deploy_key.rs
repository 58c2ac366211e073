//! `gh repo deploy-key`: keys that open a single repository.

use steep_forge::operation::{KeyAdd, KeyOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector, text};

/// `gh repo deploy-key list`.
pub(in crate::lower) fn list(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let repository = arguments.repository()?;
    Ok(Asked { repository, operation: Operation::Key(KeyOperation::DeployList), output: output::read(arguments)? })
}

/// `gh repo deploy-key add`: read-only unless `--allow-write` says otherwise.
pub(in crate::lower) fn add(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let write = arguments.switch("allow-write");
    let add = KeyAdd { key: text::argument(arguments), title: arguments.word("title"), write };
    let repository = arguments.repository()?;
    Ok(Asked { repository, operation: Operation::Key(KeyOperation::DeployAdd(add)), output: Output::Reader })
}

/// `gh repo deploy-key delete`: by its id. Nobody is asked.
pub(in crate::lower) fn delete(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::Key(KeyOperation::DeployDelete { id: selector::argument(arguments, "<id>") });
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
