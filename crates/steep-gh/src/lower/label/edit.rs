//! `gh label edit`.

use steep_forge::operation::{LabelChange, LabelOperation};
use steep_forge::{Operation, Output, Refusal};

use super::create::color;
use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// An empty value changes nothing.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let change = LabelChange {
        label: arguments.positionals().first().cloned(),
        name: arguments.word("name"),
        color: color(arguments),
        description: arguments.word("description"),
    };
    if change.label.is_some() && change.name.is_none() && change.color.is_none() && change.description.is_none() {
        let error = "specify at least one of `--color`, `--description`, or `--name`".to_owned();
        return Err(Refusal::UsageError { error });
    }
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Label(LabelOperation::Edit(change)),
        output: Output::Reader,
    })
}
