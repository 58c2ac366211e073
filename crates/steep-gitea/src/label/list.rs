//! The labels of a repository.

use steep_forge::operation::{LabelList, LabelSort};
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::jq;
use steep_rest::Rest;
use steep_rest::paging::Listing;

use crate::answer;
use crate::answer::query::has_text;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::LABEL;
use crate::tea::{Job, list};

/// gh's columns: name, description, colour.
const ROWS: Rows = Rows {
    exact: &[".name", ".description", "\"#\" + .color"],
    brief: &[".name", ".description", "\"#\" + .color"],
    in_companion: false,
};

/// The labels of a repository. The server lists them by their names; its ids follow their creation.
pub(crate) fn by_rest(mut rest: Rest<'_>, list: &LabelList, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &LABEL, output, true, &ROWS)?;
    let labels = rest.repo("labels")?;
    let mut call = rest.get(labels);
    let by_creation = list.sort == LabelSort::Created && list.search.is_none();
    if !by_creation && list.descending {
        call = call.query("sort", "reversealphabetically");
    }
    let mut listing = Listing::new(call, Some(list.limit.clone()));
    if let Some(search) = &list.search {
        let test = has_text(listing.vars(), "search", search)?;
        listing.select(jq("any(.name, .description; $_test)").with("test", test));
    }
    let as_listed = by_creation && form.is_brief(&rest) && !list.descending;
    if by_creation && !as_listed {
        listing.order(jq(if list.descending { "sort_by(-.id)" } else { "sort_by(.id)" }), None);
    }
    let emission = answer::list(rest, listing.items(), &LABEL, &form, &Conditions::default(), None)?;
    Ok(if as_listed {
        emission.at_most(Fidelity::Equivalent).noting(LABELS_BY_NAME)
    } else if list.search.is_some() {
        emission.at_most(Fidelity::Equivalent)
    } else {
        emission
    })
}

/// What a reader is told of the order.
pub(crate) const LABELS_BY_NAME: &str = "the labels come by name; gh lists the oldest first";

/// gh's fields that the table has a column for.
const FIELDS: &[&str] = &["color", "description", "id", "name"];

/// A table of labels, by name.
pub(crate) fn by_tea(job: Job<'_>, wanted: &LabelList) -> Result<Emission, Refusal> {
    if wanted.search.is_some() || wanted.descending {
        return Err(Refusal::NoEquivalent { feature: "a search or an order of labels in tea".to_owned() });
    }
    list::has_columns(job, FIELDS)?;
    let limit = list::limit(job, &["labels", "list"], &wanted.limit)?;
    let command = list::limited(job.command(&["labels", "list"])?, limit)?;
    let emission = job.finish(job.rest(), command.build()?);
    Ok(if wanted.sort == LabelSort::Name { emission } else { emission.noting(LABELS_BY_NAME) })
}
