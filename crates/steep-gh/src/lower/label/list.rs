//! `gh label list`.

use steep_forge::operation::{LabelList, LabelOperation, LabelSort};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};

/// The oldest first unless a flag says otherwise. gh takes no order beside a search.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let by_name = arguments.literal("sort")?.is_some_and(|sort| sort.eq_ignore_ascii_case("name"));
    let search = arguments.word("search");
    if search.is_some() {
        arguments.note("GitHub orders what a search finds by how well it matches, not by name");
    }
    let list = LabelList {
        search,
        sort: if by_name { LabelSort::Name } else { LabelSort::Created },
        descending: arguments.literal("order")?.is_some_and(|order| order.eq_ignore_ascii_case("desc")),
        limit: filter::limit(arguments)?,
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Label(LabelOperation::List(list)),
        output: output::read(arguments)?,
    })
}
