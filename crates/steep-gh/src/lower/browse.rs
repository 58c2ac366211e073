//! `gh browse`.

use steep_forge::operation::{FilePage, Page, RepositoryOperation, Revision};
use steep_forge::{Operation, Output, Refusal};
use steep_shell::Word;

use super::Asked;
use super::arguments::Arguments;

/// Without `--no-browser` it opens the page, with it the address is printed.
pub(super) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let output = if arguments.switch("no-browser") { Output::Reader } else { Output::Browser };
    let operation = Operation::Repository(RepositoryOperation::PageAddress(page(arguments)?));
    Ok(Asked { repository: arguments.repository()?, operation, output })
}

fn page(arguments: &mut Arguments<'_>) -> Result<Page, Refusal> {
    let sections = [
        ("projects", Page::Projects),
        ("releases", Page::Releases),
        ("settings", Page::Settings),
        ("wiki", Page::Wiki),
        ("actions", Page::Actions),
    ];
    let mut section = None;
    for (flag, page) in sections {
        if arguments.switch(flag) {
            section = Some(page);
        }
    }
    let blame = arguments.switch("blame");
    let (branch, commit) = (arguments.word("branch"), arguments.word("commit"));
    let named = branch.is_some() || commit.is_some();
    let at = match (branch, commit) {
        (Some(branch), _) => Revision::Branch(branch),
        // gh's word for a flag without a value.
        (None, Some(commit)) if commit.as_literal().as_deref() == Some("last") => Revision::LastCommit,
        (None, Some(commit)) => Revision::Commit(commit),
        (None, None) => Revision::DefaultBranch,
    };
    let file = arguments.positionals().first().cloned();
    if blame && (section.is_some() || file.is_none()) {
        return Err(Refusal::UsageError { error: "`--blame` requires a file path argument".to_owned() });
    }
    if let Some(page) = section {
        return Ok(page);
    }
    let Some(word) = &file else {
        return Ok(if named {
            Page::File(Box::new(FilePage { at, path: None, lines: None, blame: false }))
        } else {
            Page::Home
        });
    };
    match kind(word)? {
        Kind::Number(_) | Kind::Commit if named => {
            let error = format!("{:?} is an invalid argument when using `--branch` or `--commit`", word.display());
            Err(Refusal::UsageError { error })
        }
        Kind::Number(_) | Kind::Commit if blame => {
            Err(Refusal::Ambiguous { why: format!("`--blame` is about a file, and {:?} is none", word.display()) })
        }
        Kind::Number(number) => Ok(Page::Item(number)),
        Kind::Commit => Ok(Page::Commit(word.clone())),
        Kind::Path => {
            let (path, lines) = match word.split_once(':') {
                Some((path, lines)) => (path, Some(lines_of(&lines)?)),
                None => (word.clone(), None),
            };
            Ok(Page::File(Box::new(FilePage { at, path: Some(path), lines, blame })))
        }
    }
}

enum Kind {
    Number(Word),
    Commit,
    Path,
}

/// What an argument is, in the order in which gh tries.
fn kind(word: &Word) -> Result<Kind, Refusal> {
    let number = word.strip_prefix("#").unwrap_or_else(|| word.clone());
    let Some(text) = number.as_literal() else {
        let shown = word.display();
        // A name within a path, or with an ending, is one; else it may be anything.
        return if word.parts.len() > 1 && shown.contains(['/', '.']) {
            Ok(Kind::Path)
        } else {
            Err(Refusal::RuntimeValue { what: format!("whether `{shown}` is a number, a commit or a path") })
        };
    };
    let is_number = !text.is_empty() && text.chars().all(|char| char.is_ascii_digit());
    let is_commit = (7..=64).contains(&text.len()) && text.chars().all(|char| matches!(char, '0'..='9' | 'a'..='f'));
    Ok(match (is_number, is_commit) {
        (true, _) => Kind::Number(number),
        (false, true) => Kind::Commit,
        (false, false) => Kind::Path,
    })
}

/// `12` or `12-20`.
fn lines_of(word: &Word) -> Result<(Word, Option<Word>), Refusal> {
    let (first, last) = match word.split_once('-') {
        Some((first, last)) => (first, Some(last)),
        None => (word.clone(), None),
    };
    let is_wrong = |word: &Word| word.as_literal().is_some_and(|text| text.parse::<u32>().is_err());
    if is_wrong(&first) || last.as_ref().is_some_and(is_wrong) {
        return Err(Refusal::UsageError { error: format!("invalid line number: {:?}", word.display()) });
    }
    Ok((first, last))
}
