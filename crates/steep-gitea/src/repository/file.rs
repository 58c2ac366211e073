//! The content of a file.

use steep_forge::operation::FileRead;
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_rest::{Rest, Vars, words};
use steep_shell::{Arg, Script};

use crate::answer::{self, Form, Rows};
use crate::change::named;
use crate::projection::FILE;
use crate::tool::CURL;

/// The content as it is, or what is known of the file.
pub(crate) fn by_rest(mut rest: Rest<'_>, read: &FileRead, output: &Output) -> Result<Emission, Refusal> {
    let path = rest.path("file", &named(read.path.as_ref(), "<path>"))?;
    let form = match output {
        Output::Reader => None,
        _ => Some(Form::new(&rest, &FILE, output, false, &Rows { exact: &[], brief: &[], in_companion: false })?),
    };
    let folder = if form.is_some() { "contents/" } else { "raw/" };
    let address = rest.repo(Arg::text(folder).join(path))?;
    let mut call = rest.get(address);
    if let Some(revision) = &read.revision {
        call = call.query("ref", words::one(revision)?);
    }
    if let Some(form @ Form::Fields(shape, reading)) = &form {
        if read.output.is_some() {
            return Err(Refusal::NotYet { feature: "JSON of a file that is written (`--output`)".to_owned() });
        }
        let script = answer::object_read(&rest, call, Vars::default(), shape, reading)?;
        return Ok(form.finish(rest, script));
    }
    let emission = match &read.output {
        None => Emission::new(CURL, Fidelity::Exact, rest.finish(call.script())),
        Some(output) => {
            let file = Arg::from(words::one(output)?);
            let get = call.option("--create-dirs").option("-o").option(file.clone()).script();
            let script = if read.overwrite {
                get
            } else {
                let is_there = Script::call([Arg::text("test"), Arg::text("-e"), file]);
                Script::Not(Box::new(is_there)).and(get)
            };
            let emission = Emission::new(CURL, Fidelity::Equivalent, rest.finish(script));
            emission.noting("a folder is no output: it has to be the file's own path")
        }
    };
    Ok(match &read.path {
        Some(_) => emission,
        None => emission.noting("no file is named: `<path>` stands in its place"),
    })
}
