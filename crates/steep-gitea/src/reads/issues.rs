//! Issues: lists and views.

use steep_forge::{Item, Output, Query, Refusal};

use super::present::{Form, Rows};
use super::query::{self, List};
use super::view::{self, Comments};
use crate::Emission;
use crate::projection::ISSUE;
use crate::rest::Rest;

/// gh's columns: number, state, title, labels, last change.
const ROWS: Rows = Rows {
    exact: &[".number", "(.state | ascii_upcase)", ".title", "([.labels[]?.name] | join(\", \"))", ".updated_at"],
    brief: &[".number", ".title", "([.labels[]?.name] | join(\", \"))", ".updated_at"],
};

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

/// Issues that match.
pub(crate) fn issue_list(mut rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &ISSUE, output, true, &ROWS)?;
    let issues = rest.repo("issues")?;
    let call = rest.get(issues).query("type", "issues");
    query::list(rest, List::Issues, call, query, &ISSUE, &form)
}

/// One issue.
pub(crate) fn issue_view(
    mut rest: Rest<'_>,
    issue: &Item,
    comments: bool,
    output: &Output,
) -> Result<Emission, Refusal> {
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
