//! One pull request.

use steep_forge::{Emission, Item, Output, Refusal};
use steep_rest::Rest;

use crate::answer::view::Comments;
use crate::answer::{Form, view};
use crate::projection::PULL;
use crate::pull::list::ROWS;
use crate::rest::lookup::{Among, LookUp};
use crate::tea::Job;
use crate::tea::view::view as view_by_tea;

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

/// One pull request.
pub(crate) fn by_rest(mut rest: Rest<'_>, pull: &Item, comments: bool, output: &Output) -> Result<Emission, Refusal> {
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

/// A pull request for a reader.
pub(crate) fn by_tea(job: Job<'_>, pull: &Item, comments: bool) -> Result<Emission, Refusal> {
    view_by_tea(job, "pulls", pull, comments)
}
