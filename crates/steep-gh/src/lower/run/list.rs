//! `gh run list`.

use steep_forge::operation::{RunList, RunOperation};
use steep_forge::{Operation, Refusal};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output, selector};
use crate::person;

/// The newest 20 unless a limit says otherwise.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let user = match arguments.word("user") {
        Some(word) => Some(person::read(&word)?),
        None => None,
    };
    let list = RunList {
        workflow: arguments.word("workflow").as_ref().map(selector::workflow_file),
        branch: arguments.word("branch"),
        commit: arguments.word("commit"),
        event: arguments.word("event"),
        user,
        status: arguments.word("status").map(lower_case),
        created: arguments.word("created"),
        limit: filter::limit(arguments)?,
    };
    arguments.lose("all", "whether the runs of disabled workflows are among them");
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Run(RunOperation::List(list)),
        output: output::read(arguments)?,
    })
}

/// gh compares the status without case; the server does not.
fn lower_case(word: Word) -> Word {
    match word.as_literal() {
        Some(text) => Word::literal(text.to_ascii_lowercase()),
        None => word,
    }
}
