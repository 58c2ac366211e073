//! Pull requests and issues of any repository that match.

use steep_forge::{Emission, Output, Query, Refusal};

use crate::answer::query::List;
use crate::answer::{Form, Rows, query};
use crate::projection::SEARCH;
use crate::rest::Rest;

/// gh's columns: repository, number, state, title, labels, last change.
const ROWS: Rows = Rows {
    exact: &[
        ".repository.full_name",
        ".number",
        "(if .pull_request.merged then \"merged\" else .state end)",
        ".title",
        "([.labels[]?.name] | join(\", \"))",
        ".updated_at",
    ],
    brief: &[".repository.full_name", ".number", ".title", ".updated_at"],
    in_companion: true,
};

/// Pull requests of any repository that match.
pub(crate) fn pulls(rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    search(rest, "pulls", query, output)
}

/// Issues of any repository that match.
pub(crate) fn issues(rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    search(rest, "issues", query, output)
}

fn search(rest: Rest<'_>, kind: &str, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &SEARCH, output, true, &ROWS)?;
    let call = rest.get(rest.at("repos/issues/search")).query("type", kind);
    query::list(rest, List::Search, call, query, &SEARCH, &form)
}
