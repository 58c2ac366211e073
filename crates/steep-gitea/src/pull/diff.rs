//! The diff of a pull request.

use steep_forge::operation::PullDiff;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;

use crate::rest::paging::Listing;
use crate::rest::{Among, Rest};
use crate::tool::CURL;

/// Its diff.
pub(crate) fn by_rest(mut rest: Rest<'_>, diff: &PullDiff) -> Result<Emission, Refusal> {
    let number = rest.pull(&diff.pull, Among::All)?;
    let path = |end: &str| steep_shell::Arg::text("pulls/").join(number.clone()).then(end.to_owned());
    let script = if diff.name_only {
        let files = rest.repo(path("/files"))?;
        let items = Listing::new(rest.get(files), None).items();
        let (source, stage) = items.stream(jq(".filename"), rest.status_is_used());
        source.pipe(stage.raw().script())
    } else {
        let url = rest.repo(path(if diff.patch { ".patch" } else { ".diff" }))?;
        rest.get(url).script()
    };
    Ok(Emission::new(CURL, Fidelity::Exact, rest.finish(script)))
}
