//! The workflows of a repository.

use steep_forge::operation::WorkflowList;
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::jq;
use steep_rest::Rest;
use steep_rest::paging::Listing;

use crate::answer;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::WORKFLOW;

/// gh's columns: name, state, id. Gitea's id is the file's name.
const ROWS: Rows = Rows { exact: &[".name", ".state", ".id"], brief: &[".name", ".state", ".id"], in_companion: false };

/// Workflows of a repository.
pub(crate) fn by_rest(mut rest: Rest<'_>, list: &WorkflowList, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &WORKFLOW, output, true, &ROWS)?;
    let workflows = rest.repo("actions/workflows")?;
    let mut listing = Listing::new(rest.get(workflows), Some(list.limit.clone())).wrapped_in("workflows").whole();
    if !list.all {
        listing.select(jq(".state == \"active\""));
    }
    let columns_are_ids = *output == Output::Reader && rest.is_consumed();
    let emission = answer::list(rest, listing.items(), &WORKFLOW, &form, &Conditions::default(), None)?;
    Ok(if columns_are_ids {
        emission.at_most(Fidelity::Equivalent).noting("a workflow's id is its file's name")
    } else {
        emission
    })
}
