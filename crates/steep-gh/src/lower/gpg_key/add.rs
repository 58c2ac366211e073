//! `gh gpg-key add`.

use steep_forge::operation::KeyOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, text};

/// Without a file, or with `-`, the key comes from standard input.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.lose("title", "a key is known by its id and its addresses");
    let operation = Operation::Key(KeyOperation::GpgAdd { key: text::argument(arguments) });
    Ok(Asked { repository: Repository::None, operation, output: Output::Reader })
}
