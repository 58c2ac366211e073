//! In what form the answer is wanted: `--json`, `--jq`, `--template`, `--web`.

use steep_forge::{Filter, Output, Refusal};

use super::arguments::Arguments;
use crate::template;

/// Reads the flags of a command that knows `--json`. That the fields exist was checked before.
pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Output, Refusal> {
    let words = arguments.list("json");
    let asked = arguments.is_on("json");
    let filter = filter(arguments)?;
    if asked {
        let mut fields: Vec<String> = Vec::new();
        for word in words {
            match word.as_literal() {
                Some(field) if fields.contains(&field) => {}
                Some(field) => fields.push(field),
                None => return Err(Refusal::RuntimeValue { what: format!("the field list `{}`", word.display()) }),
            }
        }
        return Ok(Output::Json { fields, filter });
    }
    Ok(browser_or_reader(arguments))
}

/// Reads `--web` of a command that knows no `--json`.
pub(super) fn browser_or_reader(arguments: &mut Arguments<'_>) -> Output {
    if arguments.switch("web") { Output::Browser } else { Output::Reader }
}

/// The program that the JSON is run through. gh takes the jq one where both are given.
///
/// # Errors
/// For a template that cannot be read.
pub(super) fn filter(arguments: &mut Arguments<'_>) -> Result<Option<Filter>, Refusal> {
    match (arguments.word("jq"), arguments.word("template")) {
        (Some(jq), _) => Ok(Some(Filter::Jq(jq))),
        (None, Some(template)) => Ok(Some(Filter::Template(template::read(&template)?))),
        (None, None) => Ok(None),
    }
}
