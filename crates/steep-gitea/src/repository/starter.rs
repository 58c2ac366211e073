//! Files that a new repository can begin with.

use steep_forge::operation::Starter;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, words};
use steep_shell::{Arg, Word};

use crate::repository::licences;
use crate::tool::CURL;

/// Those that there are: names, or gh's columns of licences (key, SPDX id, name).
pub(crate) fn list_by_rest(rest: Rest<'_>, kind: Starter) -> Result<Emission, Refusal> {
    let (path, each) = match kind {
        Starter::Gitignore => ("gitignore/templates", ".[]"),
        Starter::Licence => ("licenses", ".[] | [(.key | ascii_downcase), .key, .name] | @tsv"),
    };
    let all = rest.get(rest.at(path)).script();
    let script = all.pipe(Jq::over(jq(each), rest.status_is_used()).raw().script());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}

/// The text of one, as it is.
pub(crate) fn view_by_rest(mut rest: Rest<'_>, kind: Starter, name: &Word) -> Result<Emission, Refusal> {
    let (path, text) = match kind {
        Starter::Gitignore => (Arg::text("gitignore/templates/").join(rest.segment("name", name)?), ".source"),
        Starter::Licence if name.has_placeholder() => (Arg::text("licenses/").join(words::in_segment(name)?), ".body"),
        Starter::Licence => (Arg::text("licenses/").then(licences::name(name)?), ".body"),
    };
    let one = rest.get(rest.at(path)).script();
    let script = one.pipe(Jq::over(jq(text), rest.status_is_used()).joined().script());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}
