//! `gh run download`.

use steep_forge::operation::{RunDownload, RunOperation};
use steep_forge::{Item, Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::release::download::directory;
use crate::lower::{Asked, selector};

/// Without a run it is what every run left; a person is asked which of it, unless names or patterns say so.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let is_mention = arguments.is_bare();
    let mut download = RunDownload {
        run: selector::run(arguments)?,
        names: arguments.list("name"),
        patterns: arguments.list("pattern"),
        directory: directory(arguments),
    };
    let says_which = !download.names.is_empty() || !download.patterns.is_empty();
    if is_mention && arguments.is_attended() {
        download.run = Item::Unnamed;
    } else if download.run == Item::Current && !says_which && arguments.is_attended() {
        return Err(Refusal::NoEquivalent { feature: "the question what to download".to_owned() });
    }
    let operation = Operation::Run(RunOperation::Download(download));
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
