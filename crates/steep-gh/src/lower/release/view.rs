//! `gh release view`.

use steep_forge::operation::{Release, ReleaseOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};

/// Without a tag it is the latest release.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let release = arguments.positionals().first().map_or(Release::Latest, |tag| Release::Tag(tag.clone()));
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Release(ReleaseOperation::View(release)),
        output: output::read(arguments)?,
    })
}
