//! `gh repo read-file` and `read-dir`: what a repository holds, without a clone.

use steep_forge::operation::{FileRead, FolderList, RepositoryOperation};
use steep_forge::{Output, Refusal};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};

/// `gh repo read-file`. gh refuses to print what holds the escapes of terminals unless it is told to.
pub(in crate::lower) fn file(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let prints_escapes = arguments.switch("allow-escape-sequences");
    let read = FileRead {
        path: arguments.positionals().first().cloned(),
        revision: arguments.word("ref"),
        output: arguments.word("output"),
        overwrite: arguments.switch("clobber"),
    };
    let output = output::read(arguments)?;
    if !prints_escapes && read.output.is_none() && output == Output::Reader {
        arguments.differs("a file with escapes of terminals is printed too; gh refuses it");
    }
    let repository = arguments.repository()?;
    Ok(Asked { repository, operation: RepositoryOperation::FileRead(read).into(), output })
}

/// `gh repo read-dir`.
pub(in crate::lower) fn folder(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let path =
        arguments.positionals().first().map(without_slash).filter(|path| path.as_literal().as_deref() != Some(""));
    let list = FolderList { path, revision: arguments.word("ref") };
    let output = output::read(arguments)?;
    let repository = arguments.repository()?;
    Ok(Asked { repository, operation: RepositoryOperation::FolderList(list).into(), output })
}

/// The path of a folder without the slash at its end.
fn without_slash(path: &Word) -> Word {
    match path.as_literal() {
        Some(text) if text.ends_with('/') => Word::literal(text.trim_end_matches('/')),
        _ => path.clone(),
    }
}
