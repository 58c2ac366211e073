//! `gh label create`.

use steep_forge::operation::{LabelCreate, LabelOperation};
use steep_forge::{Operation, Output, Refusal};
use steep_shell::Word;

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// A name that is taken is an error without `--force`.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let create = LabelCreate {
        name: arguments.positionals().first().cloned(),
        color: color(arguments),
        description: arguments.word("description"),
        overwrite: arguments.switch("force"),
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Label(LabelOperation::Create(create)),
        output: Output::Reader,
    })
}

/// `--color`; gh takes the digits with the sign in front, too.
pub(super) fn color(arguments: &mut Arguments<'_>) -> Option<Word> {
    arguments.word("color").map(|color| color.strip_prefix("#").unwrap_or(color))
}
