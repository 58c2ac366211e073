//! The issues that match.

use steep_forge::{Emission, Output, Query, Refusal};
use steep_rest::{Rest, words};

use crate::answer::query::List;
use crate::answer::{Form, Rows, query};
use crate::projection::ISSUE;
use crate::tea::Job;
use crate::tea::list::{Filter, columns, limit, limited, stays_in_the_repository, word};

/// gh's columns: number, state, title, labels, last change.
pub(crate) const ROWS: Rows = Rows {
    exact: &[".number", "(.state | ascii_upcase)", ".title", "([.labels[]?.name] | join(\", \"))", ".updated_at"],
    brief: &[".number", ".title", "([.labels[]?.name] | join(\", \"))", ".updated_at"],
    in_companion: true,
};

/// Issues that match.
pub(crate) fn by_rest(mut rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &ISSUE, output, true, &ROWS)?;
    let issues = rest.repo("issues")?;
    let call = rest.get(issues).query("type", "issues");
    query::list(rest, List::Issues, call, query, &ISSUE, &form)
}

/// A table of issues.
pub(crate) fn by_tea(job: Job<'_>, query: &Query) -> Result<Emission, Refusal> {
    stays_in_the_repository(job)?;
    let Filter { state, author } = Filter::of(query)?;
    let fields = columns(job, &job.request.output, &["number", "title", "labels", "updatedAt"], state)?;
    let limit = limit(job, &["issues", "list"], &query.limit)?;
    let mut command = job.command(&["issues", "list"])?.flag("state", word(state))?;
    if let Some(author) = author {
        command = command.flag("author", words::one(author)?)?;
    }
    let command = limited(command.flag("fields", fields)?, limit)?;
    Ok(job.finish(job.rest(), command.build()?))
}
