//! How a label is found: by its name, which its id is looked up for.

use steep_forge::{Emission, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, Vars, same_name};
use steep_shell::{Arg, Word};

use crate::change::named;
use crate::rest::lookup::LookUp;

/// What a text that only mentions a command is told about `<name>`.
const NAME_IS_OPEN: &str = "no name is given: `<name>` stands in its place";

/// The address of a label, which its id is looked up for: by name the server says that it deletes, and does not. Case does
/// not matter where there is none of that very name.
pub(crate) fn address(rest: &mut Rest<'_>, name: Option<&Word>) -> Result<Arg, Refusal> {
    let word = named(name, "<name>");
    let look = rest.labels()?;
    let mut vars = Vars::default();
    let wanted = vars.word("name", &word)?;
    let same = same_name(&mut vars, ".name", "name", &word)?;
    let program = jq("[input[], input[] | select($_same)] | max_by(.name == $_wanted).id // error(\"no such label\")");
    let program = program.with("same", same).with("wanted", wanted);
    let id = rest.set("id", look.pipe(Jq::new(program).null_input().vars(vars).script()));
    Ok(rest.repo("labels/")?.join(id))
}

/// The form, with a note where no label is named.
pub(crate) fn noting(emission: Emission, name: Option<&Word>) -> Emission {
    if name.is_none() { emission.noting(NAME_IS_OPEN) } else { emission }
}
