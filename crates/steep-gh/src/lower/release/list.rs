//! `gh release list`.

use steep_forge::operation::{ReleaseList, ReleaseOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};

/// Drafts and pre-releases are among them unless a flag excludes them.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let list = ReleaseList {
        drafts: !arguments.switch("exclude-drafts"),
        prereleases: !arguments.switch("exclude-pre-releases"),
        oldest_first: arguments.literal("order")?.is_some_and(|order| order.eq_ignore_ascii_case("asc")),
        limit: filter::limit(arguments)?,
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Release(ReleaseOperation::List(list)),
        output: output::read(arguments)?,
    })
}
