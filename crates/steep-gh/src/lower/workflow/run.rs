//! `gh workflow run`.

use steep_forge::operation::{Text, WorkflowInputs, WorkflowOperation, WorkflowRun};
use steep_forge::{Operation, Output, Refusal};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// On the default branch unless `--ref` names another. To both kinds of field a value is a string; `-F` reads `@file`.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut given = Vec::new();
    for word in arguments.list("raw-field") {
        let (name, value) = pair(&word)?;
        given.push((name, Text::Word(value)));
    }
    for word in arguments.list("field") {
        let (name, value) = pair(&word)?;
        let value = match value.strip_prefix("@") {
            Some(file) if file.as_literal().as_deref() == Some("-") => Text::Stdin,
            Some(file) => Text::File(file),
            None => Text::Word(value),
        };
        given.push((name, value));
    }
    let inputs = match (arguments.switch("json"), given.is_empty()) {
        (true, false) => {
            let error = "only one of STDIN or -f/-F can be passed";
            return Err(Refusal::UsageError { error: error.to_owned() });
        }
        (true, true) => WorkflowInputs::Stdin,
        (false, _) => WorkflowInputs::Given(given),
    };
    let run = WorkflowRun { workflow: selector::workflow(arguments)?, reference: arguments.word("ref"), inputs };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Workflow(WorkflowOperation::Run(run)),
        output: Output::Reader,
    })
}

fn pair(word: &Word) -> Result<(Word, Word), Refusal> {
    match word.split_once('=') {
        Some(pair) => Ok(pair),
        None if word.as_literal().is_none() => {
            Err(Refusal::RuntimeValue { what: format!("the field `{}`", word.display()) })
        }
        None => {
            let error = format!("field {:?} requires a value separated by an '=' sign", word.display());
            Err(Refusal::UsageError { error })
        }
    }
}
