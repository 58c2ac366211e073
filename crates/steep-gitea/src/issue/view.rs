//! One issue.

use steep_forge::{Emission, Item, Output, Refusal};
use steep_rest::Rest;

use crate::answer::view::Comments;
use crate::answer::{Form, view};
use crate::issue::list::ROWS;
use crate::projection::ISSUE;
use crate::tea::Job;
use crate::tea::view::view as view_by_tea;

/// gh's lines for one issue.
const LINES: &[(&str, &str)] = &[
    ("title", ".title"),
    ("state", ".state | ascii_upcase"),
    ("author", ".user.login"),
    ("labels", "[.labels[]?.name] | join(\", \")"),
    ("comments", ".comments"),
    ("assignees", "[.assignees[]?.login] | join(\", \")"),
    ("milestone", ".milestone.title // \"\""),
    ("number", ".number"),
];

/// One issue.
pub(crate) fn by_rest(mut rest: Rest<'_>, issue: &Item, comments: bool, output: &Output) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    match output {
        Output::Json { .. } => {
            let form = Form::new(&rest, &ISSUE, output, false, &ROWS)?;
            view::fields(rest, &ISSUE, &form, "issues/", number)
        }
        _ => {
            let comments = if comments { Comments::Shown } else { Comments::Hidden };
            view::lines(rest, LINES, "issues/", number, comments)
        }
    }
}

/// An issue for a reader.
pub(crate) fn by_tea(job: Job<'_>, issue: &Item, comments: bool) -> Result<Emission, Refusal> {
    view_by_tea(job, "issues", issue, comments)
}
