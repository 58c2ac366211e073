//! One release.

use steep_forge::operation::Release;
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::Stdout;

use crate::answer::{Form, view};
use crate::projection::RELEASE;
use crate::projection::time::times_in_utc;
use crate::release::list::ROWS;
use crate::release::tag::path;
use crate::tool::CURL;

/// gh's lines for one release.
const LINES: &str = "\"title:\\t\\(.name)\", \"tag:\\t\\(.tag_name)\", \"draft:\\t\\(.draft)\", \
    \"prerelease:\\t\\(.prerelease)\", \"author:\\t\\(.author.login)\", \"created:\\t\\(.created_at)\", \
    (select(.draft | not) | \"published:\\t\\(.published_at)\"), \"url:\\t\\(.html_url)\", \
    (.assets[] | \"asset:\\t\\(.name)\"), \"--\", (.body | rtrimstr(\"\\n\"))";

/// One release.
pub(crate) fn by_rest(mut rest: Rest<'_>, release: &Release, output: &Output) -> Result<Emission, Refusal> {
    let path = path(&mut rest, release)?;
    if let Output::Json { .. } = output {
        let form = Form::new(&rest, &RELEASE, output, false, &ROWS)?;
        return view::fields(rest, &RELEASE, &form, "", path);
    }
    let address = rest.repo(path)?;
    if rest.surroundings().stdout == Stdout::Discarded {
        // Whether there is one is all that is asked.
        let script = rest.get(address).option("-o").option("/dev/null").script();
        return Ok(Emission::new(CURL, Fidelity::Exact, rest.finish(script)));
    }
    let (lines, fidelity) = match rest.is_consumed() {
        true => (times_in_utc(jq(LINES)), Fidelity::Exact),
        false => (jq(LINES), Fidelity::Equivalent),
    };
    let shown = Jq::over(lines, rest.status_is_used()).raw().script();
    let script = match rest.get(address.clone()).commanding("view", Vec::new()) {
        Some(script) => script,
        None => rest.get(address).script().pipe(shown),
    };
    Ok(Emission::new(CURL, fidelity, rest.finish(script)))
}
