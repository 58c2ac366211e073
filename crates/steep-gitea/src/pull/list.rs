//! `gh pr list`: the pull requests that match.

use steep_forge::{Emission, Output, Query, Refusal};
use steep_rest::{Rest, words};

use crate::answer::query::List;
use crate::answer::{Form, Rows, query};
use crate::projection::PULL;
use crate::tea::Job;
use crate::tea::list::{Filter, columns, limit, limited, stays_in_the_repository, word};

/// gh's columns: number, title, head, state, creation.
pub(crate) const ROWS: Rows = Rows {
    exact: &[
        ".number",
        ".title",
        "(if .head.repo_id == .base.repo_id then \"\" else .head.repo.owner.login + \":\" end) + .head.label",
        "(if .merged then \"MERGED\" elif .draft and .state == \"open\" then \"DRAFT\" else (.state | ascii_upcase) end)",
        ".created_at",
    ],
    brief: &[".number", ".title", ".head.label", ".created_at"],
    in_companion: true,
};

/// Pull requests that match.
pub(crate) fn by_rest(mut rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &PULL, output, true, &ROWS)?;
    let pulls = rest.repo("pulls")?;
    let call = rest.get(pulls);
    query::list(rest, List::Pulls, call, query, &PULL, &form)
}

/// A table of pull requests.
pub(crate) fn by_tea(job: Job<'_>, query: &Query) -> Result<Emission, Refusal> {
    let Filter { state, author } = Filter::of(query)?;
    let fields = columns(job, &job.request.output, &["number", "title", "headRefName", "createdAt"], state)?;
    let command = match author {
        None => {
            let limit = limit(job, &["pulls", "list"], &query.limit)?;
            let command = job.command(&["pulls", "list"])?.flag("state", word(state))?;
            limited(command.flag("fields", fields)?, limit)?
        }
        Some(author) => {
            stays_in_the_repository(job)?;
            // Pull requests are issues to the server, and only the list of issues can be asked for an author.
            let limit = limit(job, &["issues", "list"], &query.limit)?;
            let command = job.command(&["issues", "list"])?.flag("kind", "pulls")?.flag("state", word(state))?;
            let command = command.flag("author", words::one(author)?)?;
            limited(command.flag("fields", fields)?, limit)?
        }
    };
    Ok(job.finish(job.rest(), command.build()?))
}
