//! Changes, as requests to the REST API and as git commands.
//!
//! What every form here keeps to:
//!
//! * Nothing is sent before everything that can be checked is checked: a label, a milestone or a pull request that is not
//!   there fails before the first change, as it does on the source's side.
//! * What the source prints where its output is not a terminal is printed: an address, or nothing at all.
//! * A command that a text only mentions keeps its unfinished shape. It fails as it stands, because it names an object
//!   that does not exist (`<number>`) or sends a value that the server refuses (an empty title).

pub(crate) mod people;
pub(crate) mod text;

use steep_forge::{Emission, Fidelity};
use steep_rest::{Call, Rest};
use steep_shell::{Arg, Part, Quote, Script, Word};

use crate::tool::CURL;

/// A name, or where the text only mentions the command, a placeholder for the reader.
pub(crate) fn named(name: Option<&Word>, placeholder: &str) -> Word {
    name.cloned()
        .unwrap_or_else(|| Word::from_parts(vec![Part::Placeholder { source: placeholder.into(), quote: Quote::None }]))
}

/// A form made of requests.
pub(crate) fn requests(rest: Rest<'_>, main: Script) -> Emission {
    Emission::new(CURL, Fidelity::Exact, rest.finish(main))
}

/// The call, with the web address of the object that it answers with as its output. Fails when the call does: nobody should
/// take a change for made that was not.
pub(crate) fn showing_address(call: Call) -> Script {
    call.showing_address()
}

/// The call with the JSON that it gets on its standard input as its body.
pub(crate) fn send_input(call: Call) -> Call {
    call.json_file(Arg::text("-"))
}

/// The call without its answer: the source prints nothing.
pub(crate) fn silent(call: Call) -> Script {
    call.option("-o").option("/dev/null").script()
}

/// The form, with a note where no workflow is named.
pub(crate) fn noting_workflow(emission: Emission, workflow: Option<&Word>) -> Emission {
    match workflow {
        Some(_) => emission,
        None => emission.noting("no workflow is named: `<workflow>` stands in its place"),
    }
}
