//! Labels: lists.

use steep_forge::operation::{LabelList, LabelSort};
use steep_forge::{Fidelity, Output, Refusal};

use super::present::{self, Conditions, Form, Rows};
use super::query::has_text;
use crate::Emission;
use crate::projection::LABEL;
use crate::rest::Rest;
use crate::rest::paging::Listing;

/// gh's columns: name, description, colour.
const ROWS: Rows =
    Rows { exact: &[".name", ".description", "\"#\" + .color"], brief: &[".name", ".description", "\"#\" + .color"] };

/// The labels of a repository. The server lists them by their names; its ids follow their creation.
pub(crate) fn label_list(mut rest: Rest<'_>, list: &LabelList, output: &Output) -> Result<Emission, Refusal> {
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
        listing.select(format!("any(.name, .description; {test})"));
    }
    let as_listed = by_creation && form.is_brief(&rest) && !list.descending;
    if by_creation && !as_listed {
        listing.order(if list.descending { "sort_by(-.id)" } else { "sort_by(.id)" });
    }
    let emission = present::list(rest, listing.items(), &LABEL, &form, &Conditions::default(), None)?;
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
