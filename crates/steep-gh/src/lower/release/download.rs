//! `gh release download`.

use steep_forge::operation::{Download, Existing, Release, ReleaseDownload, ReleaseOperation};
use steep_forge::{Operation, Output, Refusal};
use steep_shell::Word;

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// Of the latest release only what a pattern or an archive names: gh does not take all of its files.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.happens_anyway("allow-escape-sequences", "escape sequences are printed as they are");
    let tag = arguments.positionals().first().cloned();
    let patterns = arguments.list("pattern");
    let archive = arguments.literal("archive")?;
    let what = match archive.as_deref() {
        None => Download::Files(patterns),
        Some("zip") => Download::Zip,
        Some("tar.gz") => Download::TarGz,
        Some(other) => {
            return Err(Refusal::UsageError {
                error: format!("the value for `--archive` must be one of zip, tar.gz: {other}"),
            });
        }
    };
    let release = match tag {
        Some(tag) => Some(Release::Tag(tag)),
        None if what == Download::Files(Vec::new()) => None,
        None => Some(Release::Latest),
    };
    let directory = directory(arguments);
    let output = arguments.word("output");
    let existing = existing(arguments);
    let download = ReleaseDownload { release, what, directory, output, existing };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Release(ReleaseOperation::Download(download)),
        output: Output::Reader,
    })
}

/// `--clobber` and `--skip-existing`, of every command that downloads.
pub(in crate::lower) fn existing(arguments: &mut Arguments<'_>) -> Existing {
    match (arguments.switch("clobber"), arguments.switch("skip-existing")) {
        (true, _) => Existing::Overwrite,
        (false, true) => Existing::Skip,
        (false, false) => Existing::Fail,
    }
}

/// `--dir`, where it is not the working directory.
pub(in crate::lower) fn directory(arguments: &mut Arguments<'_>) -> Option<Word> {
    arguments.word("dir").filter(|folder| folder.as_literal().as_deref() != Some("."))
}
