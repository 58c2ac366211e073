//! Releases: lists and views.

use steep_forge::operation::{Release, ReleaseList};
use steep_forge::{Output, Refusal};
use steep_shell::{Arg, Stdout};

use super::present::{self, Conditions, Form, Rows};
use super::view;
use crate::projection::{RELEASE, RELEASE_ITEM};
use crate::rest::paging::Listing;
use crate::rest::{Jq, Rest};
use crate::{Emission, Fidelity, Tool};

/// gh's columns: title, what it is, tag, publication.
const ROWS: Rows = Rows {
    exact: &[
        "(if .name == \"\" then .tag_name else .name end)",
        "(if .id == $latest then \"Latest\" elif .draft then \"Draft\" elif .prerelease then \"Pre-release\" else \"\" end)",
        ".tag_name",
        ".published_at",
    ],
    brief: &[
        ".name",
        "(if .draft then \"Draft\" elif .prerelease then \"Pre-release\" else \"\" end)",
        ".tag_name",
        ".published_at",
    ],
};

/// gh's lines for one release.
const LINES: &str = "\"title:\\t\\(.name)\", \"tag:\\t\\(.tag_name)\", \"draft:\\t\\(.draft)\", \
    \"prerelease:\\t\\(.prerelease)\", \"author:\\t\\(.author.login)\", \"created:\\t\\(.created_at)\", \
    (select(.draft | not) | \"published:\\t\\(.published_at)\"), \"url:\\t\\(.html_url)\", \
    (.assets[] | \"asset:\\t\\(.name)\"), \"--\", (.body | rtrimstr(\"\\n\"))";

/// The releases of a repository, those of the newest commits first, as the server lists them.
pub(crate) fn release_list(mut rest: Rest<'_>, list: &ReleaseList, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &RELEASE_ITEM, output, true, &ROWS)?;
    let releases = rest.repo("releases")?;
    let mut call = rest.get(releases.clone());
    if !list.drafts {
        call = call.query("draft", "false");
    }
    if !list.prereleases {
        call = call.query("pre-release", "false");
    }
    let mut listing = Listing::new(call, Some(list.limit.clone()));
    if list.oldest_first {
        listing.order("reverse");
    }
    let mut items = listing.items();
    if form.reads("$latest") {
        // The server's own `releases/latest` fails where there is none.
        let full = rest.get(releases).query("draft", "false").query("pre-release", "false").query("limit", "1");
        let latest = full.script().pipe(Jq::over(".[0].id", true).script());
        let latest = rest.set("latest", latest);
        items.vars().json("latest", latest);
    }
    let is_row = matches!(form, Form::Row(_));
    let names_latest = form.reads("$latest");
    let emission = present::list(rest, items, &RELEASE_ITEM, &form, &Conditions::default(), None)?;
    Ok(if is_row && names_latest {
        emission
            .at_most(Fidelity::Equivalent)
            .noting("the latest is the newest full release: Gitea does not let one be chosen")
    } else {
        emission
    })
}

/// One release.
pub(crate) fn release_view(mut rest: Rest<'_>, release: &Release, output: &Output) -> Result<Emission, Refusal> {
    let path = path(&mut rest, release)?;
    if let Output::Json { .. } = output {
        let form = Form::new(&rest, &RELEASE, output, false, &ROWS)?;
        return view::fields(rest, &RELEASE, &form, "", path);
    }
    let address = rest.repo(path)?;
    if rest.surroundings().stdout == Stdout::Discarded {
        // Whether there is one is all that is asked.
        let script = rest.get(address).option("-o").option("/dev/null").script();
        return Ok(Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script)));
    }
    let shown = Jq::over(LINES, rest.status_is_used()).raw().script();
    let fidelity = if rest.is_consumed() { Fidelity::Exact } else { Fidelity::Equivalent };
    let script = rest.get(address).script().pipe(shown);
    Ok(Emission::new(Tool::Curl, fidelity, rest.finish(script)))
}

/// Where a release lies below the repository.
pub(crate) fn path(rest: &mut Rest<'_>, release: &Release) -> Result<Arg, Refusal> {
    Ok(match release {
        Release::Latest => Arg::text("releases/latest"),
        Release::Tag(tag) => Arg::text("releases/tags/").join(rest.segment("tag", tag)?),
    })
}
