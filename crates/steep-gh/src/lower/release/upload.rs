//! `gh release upload`.

use steep_forge::operation::{ReleaseOperation, ReleaseUpload};
use steep_forge::{Operation, Output, Refusal};

use super::files;
use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// A name that is taken is an error without `--clobber`.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let words = arguments.positionals();
    let upload = ReleaseUpload {
        tag: words.first().cloned(),
        files: files::read(arguments, words.get(1..).unwrap_or_default()),
        overwrite: arguments.switch("clobber"),
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Release(ReleaseOperation::Upload(upload)),
        output: Output::Reader,
    })
}
