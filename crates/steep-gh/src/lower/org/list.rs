//! `gh org list`.

use steep_forge::operation::OrganizationOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter};

/// The caller's.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::Organization(OrganizationOperation::List(filter::limit(arguments)?));
    Ok(Asked { repository: Repository::None, operation, output: Output::Reader })
}
