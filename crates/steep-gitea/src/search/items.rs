//! Pull requests and issues of any repository that match.

use steep_forge::{Emission, Fidelity, Output, Query, Refusal};
use steep_jq::jq;
use steep_rest::Rest;

use crate::answer::query::List;
use crate::answer::{Form, Rows, query};
use crate::projection::SEARCH;

/// Columns that more than one kind of rows has.
const KIND: &str = "(if .pull_request then \"pr\" else \"issue\" end)";
const STATE: &str = "(if .pull_request.merged then \"merged\" else .state end)";
const LABELS: &str = "([.labels[]?.name] | join(\", \"))";

/// gh's columns: repository, number, state, title, labels, last change.
const ROWS: Rows = Rows {
    exact: &[".repository.full_name", ".number", STATE, ".title", LABELS, ".updated_at"],
    brief: &[".repository.full_name", ".number", ".title", ".updated_at"],
    in_companion: true,
};

/// As [`ROWS`], with what it is in front.
const ROWS_OF_BOTH: Rows = Rows {
    exact: &[KIND, ".repository.full_name", ".number", STATE, ".title", LABELS, ".updated_at"],
    brief: &[KIND, ".repository.full_name", ".number", ".title"],
    in_companion: false,
};

/// What makes what a search finds of what the list of a repository's pull requests holds.
const FOUND: &str = "map(. + {repository: .base.repo, pull_request: {draft, merged, merged_at}})";

/// Pull requests of any repository that match, or of the one that is asked for.
pub(crate) fn pulls(mut rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    if rest.is_about_one() {
        let form = Form::new(&rest, &SEARCH, output, true, &ROWS)?;
        let pulls = rest.repo("pulls")?;
        let call = rest.get(pulls);
        let mut selection = query::select(&mut rest, List::Pulls, call, query)?;
        selection.listing.order(jq(FOUND), None);
        let at_most = if query.sort.is_none() { Fidelity::Equivalent } else { selection.at_most };
        return Ok(query::listed(rest, selection, &SEARCH, &form)?.at_most(at_most));
    }
    search(rest, Some("pulls"), query, &ROWS, output)
}

/// Issues of any repository that match.
pub(crate) fn issues(rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    search(rest, Some("issues"), query, &ROWS, output)
}

/// Issues and pull requests of any repository that match.
pub(crate) fn both(rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    search(rest, None, query, &ROWS_OF_BOTH, output)
}

fn search(
    rest: Rest<'_>,
    kind: Option<&str>,
    query: &Query,
    rows: &'static Rows,
    output: &Output,
) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &SEARCH, output, true, rows)?;
    let mut call = rest.get(rest.at("repos/issues/search"));
    if let Some(kind) = kind {
        call = call.query("type", kind);
    }
    query::list(rest, List::Search, call, query, &SEARCH, &form)
}
