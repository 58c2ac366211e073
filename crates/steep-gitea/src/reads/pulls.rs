//! Pull requests: lists, views, diffs.

use steep_forge::operation::PullDiff;
use steep_forge::{Item, Output, Query, Refusal};

use super::present::{Form, Rows};
use super::query::{self, List};
use super::view::{self, Comments};
use crate::projection::PULL;
use crate::rest::paging::Listing;
use crate::rest::{Among, Rest};
use crate::{Emission, Fidelity, Tool};

/// gh's columns: number, title, head, state, creation.
const ROWS: Rows = Rows {
    exact: &[
        ".number",
        ".title",
        "(if .head.repo_id == .base.repo_id then \"\" else .head.repo.owner.login + \":\" end) + .head.label",
        "(if .merged then \"MERGED\" elif .draft and .state == \"open\" then \"DRAFT\" else (.state | ascii_upcase) end)",
        ".created_at",
    ],
    brief: &[".number", ".title", ".head.label", ".created_at"],
};

/// gh's lines for one pull request.
const LINES: &[(&str, &str)] = &[
    ("title", ".title"),
    (
        "state",
        "if .merged then \"MERGED\" elif .draft and .state == \"open\" then \"DRAFT\" else (.state | ascii_upcase) end",
    ),
    ("author", ".user.login"),
    ("labels", "[.labels[]?.name] | join(\", \")"),
    ("assignees", "[.assignees[]?.login] | join(\", \")"),
    ("reviewers", "[.requested_reviewers[]?.login] | join(\", \")"),
    ("milestone", ".milestone.title // \"\""),
    ("number", ".number"),
    ("url", ".html_url"),
    ("additions", ".additions"),
    ("deletions", ".deletions"),
];

/// Pull requests that match.
pub(crate) fn pull_list(mut rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &PULL, output, true, &ROWS)?;
    let pulls = rest.repo("pulls")?;
    let call = rest.get(pulls);
    query::list(rest, List::Pulls, call, query, &PULL, &form)
}

/// One pull request.
pub(crate) fn pull_view(mut rest: Rest<'_>, pull: &Item, comments: bool, output: &Output) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::All)?;
    match output {
        Output::Json { .. } => {
            let form = Form::new(&rest, &PULL, output, false, &ROWS)?;
            view::fields(rest, &PULL, &form, "pulls/", number)
        }
        _ => {
            let comments = if comments { Comments::Shown } else { Comments::Hidden };
            view::lines(rest, LINES, "pulls/", number, comments)
        }
    }
}

/// Its diff.
pub(crate) fn pull_diff(mut rest: Rest<'_>, diff: &PullDiff) -> Result<Emission, Refusal> {
    let number = rest.pull(&diff.pull, Among::All)?;
    let path = |end: &str| steep_shell::Arg::text("pulls/").join(number.clone()).then(end.to_owned());
    let script = if diff.name_only {
        let files = rest.repo(path("/files"))?;
        let items = Listing::new(rest.get(files), None).items();
        let (source, jq) = items.stream(".filename", rest.status_is_used());
        source.pipe(jq.raw().script())
    } else {
        let url = rest.repo(path(if diff.patch { ".patch" } else { ".diff" }))?;
        rest.get(url).script()
    };
    Ok(Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script)))
}
