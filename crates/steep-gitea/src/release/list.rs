//! The releases of a repository.

use steep_forge::operation::ReleaseList;
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::jq;
use steep_rest::paging::Listing;
use steep_rest::{Jq, Rest};

use crate::answer;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::RELEASE_ITEM;
use crate::tea::{Job, list};

/// gh's columns: title, what it is, tag, publication.
pub(crate) const ROWS: Rows = Rows {
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
    in_companion: false,
};

/// The releases of a repository, those of the newest commits first, as the server lists them.
pub(crate) fn by_rest(mut rest: Rest<'_>, list: &ReleaseList, output: &Output) -> Result<Emission, Refusal> {
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
        listing.order(jq("reverse"), None);
    }
    let mut items = listing.items();
    if form.reads("latest") {
        // The server's own `releases/latest` fails where there is none.
        let full = rest.get(releases).query("draft", "false").query("pre-release", "false").query("limit", "1");
        let latest = full.script().pipe(Jq::over(jq(".[0].id"), true).script());
        let latest = rest.set("latest", latest);
        items.vars().json("latest", latest);
    }
    let is_row = matches!(form, Form::Row(..));
    let names_latest = form.reads("latest");
    let emission = answer::list(rest, items, &RELEASE_ITEM, &form, &Conditions::default(), None)?;
    Ok(if is_row && names_latest {
        emission
            .at_most(Fidelity::Equivalent)
            .noting("the latest is the newest full release: Gitea does not let one be chosen")
    } else {
        emission
    })
}

/// gh's fields that the table has a column for.
const FIELDS: &[&str] = &["isDraft", "isPrerelease", "name", "publishedAt", "tagName"];

/// A table of releases, the newest first.
pub(crate) fn by_tea(job: Job<'_>, wanted: &ReleaseList) -> Result<Emission, Refusal> {
    if !wanted.drafts || !wanted.prereleases || wanted.oldest_first {
        return Err(Refusal::NoEquivalent { feature: "a filter or an order of releases in tea".to_owned() });
    }
    list::has_columns(job, FIELDS)?;
    let limit = list::limit(job, &["releases", "list"], &wanted.limit)?;
    let command = list::limited(job.command(&["releases", "list"])?, limit)?;
    Ok(job.finish(job.rest(), command.build()?))
}
