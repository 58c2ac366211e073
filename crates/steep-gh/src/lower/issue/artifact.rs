//! `gh issue artifact`: documents that are attached to an issue.

use steep_forge::operation::{AttachmentCreate, AttachmentDownload, IssueOperation};
use steep_forge::{Item, Output, Refusal};
use steep_shell::Word;

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::release::download::{directory, existing};
use crate::lower::{Asked, filter, output, repository, selector, text};

/// What an artifact is, where only the document of a file is meant.
const KEEPS: &str = "artifacts are files that are attached to the issue, without versions and types";

/// `gh issue artifact list`.
pub(in crate::lower) fn list(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("type", "types of artifacts")?;
    let limit = arguments.is_on("limit").then(|| filter::limit(arguments)).transpose()?;
    let issue = selector::issue(arguments)?;
    let output = output::read(arguments)?;
    asked(arguments, IssueOperation::AttachmentList { issue, limit }, output)
}

/// `gh issue artifact view`.
pub(in crate::lower) fn view(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("version", "versions of an attached file")?;
    let issue = selector::issue(arguments)?;
    let attachment = numbers(arguments, &issue)?.into_iter().next();
    let output = if arguments.switch("web") { Output::Browser } else { output::read(arguments)? };
    asked(arguments, IssueOperation::AttachmentView { issue, attachment }, output)
}

/// `gh issue artifact download`: of some, or of all.
pub(in crate::lower) fn download(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("version", "versions of an attached file")?;
    let issue = selector::issue(arguments)?;
    let existing = existing(arguments);
    let download = AttachmentDownload {
        attachments: numbers(arguments, &issue)?,
        directory: directory(arguments),
        output: arguments.word("output"),
        existing,
        issue,
    };
    asked(arguments, IssueOperation::AttachmentDownload(download), Output::Reader)
}

/// `gh issue artifact create`: a document of each file, or of a text.
pub(in crate::lower) fn create(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    for (flag, feature) in [("type", "types of artifacts"), ("attach", "images inside an artifact")] {
        arguments.refuse_for(flag, feature)?;
    }
    let issue = selector::issue(arguments)?;
    let words = arguments.positionals().get(1..).unwrap_or_default();
    let (body, name) = (text::body(arguments), arguments.word("name"));
    let mut create = AttachmentCreate { issue, files: Vec::new(), text: None };
    match (body, name) {
        (Some(_), None) => {
            return Err(Refusal::NoEquivalent {
                feature: "a text of `--body` or `--body-file` that gets no name by `--name`".to_owned(),
            });
        }
        (Some(body), Some(name)) if words.is_empty() => create.text = Some((body, name)),
        (Some(_), Some(_)) => {
            return Err(Refusal::UsageError {
                error: "specify only one of files, `--body` and `--body-file`".to_owned(),
            });
        }
        (None, Some(_)) if words.is_empty() => {
            return Err(Refusal::UsageError { error: "`--name` needs a file, `--body` or `--body-file`".to_owned() });
        }
        (None, name) => {
            for word in words {
                create.files.push(file(word, name.clone())?);
            }
        }
    }
    asked(arguments, IssueOperation::AttachmentCreate(create), Output::Reader)
}

/// A file, and the name behind its `#` or the one that is given.
fn file(word: &Word, name: Option<Word>) -> Result<(Word, Option<Word>), Refusal> {
    let display = word.display();
    if display.contains("://") || display.ends_with(".url") {
        return Err(Refusal::NoEquivalent { feature: "a link that is attached to an issue".to_owned() });
    }
    Ok(match word.split_once('#') {
        Some((file, own)) if !repository::is_empty(&file) => (file, Some(own)),
        _ => (word.clone(), name),
    })
}

/// `gh issue artifact edit`: of a file only the name can be changed.
pub(in crate::lower) fn edit(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    for (flag, feature) in [
        ("body", "another content of an attached file"),
        ("body-file", "another content of an attached file"),
        ("attach", "images inside an artifact"),
        ("restore-version", "versions of an attached file"),
    ] {
        arguments.refuse_for(flag, feature)?;
    }
    let issue = selector::issue(arguments)?;
    let Some(name) = arguments.word("name") else {
        return Err(Refusal::NoEquivalent { feature: "the question what to change".to_owned() });
    };
    let attachment = numbers(arguments, &issue)?.into_iter().next();
    asked(arguments, IssueOperation::AttachmentRename { issue, attachment, name }, Output::Reader)
}

/// `gh issue artifact delete`.
pub(in crate::lower) fn delete(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.confirmation(&["yes"], Unattended::Fails)?;
    let issue = selector::issue(arguments)?;
    let attachments = numbers(arguments, &issue)?;
    asked(arguments, IssueOperation::AttachmentDelete { issue, attachments }, Output::Reader)
}

/// The numbers behind the issue.
fn numbers(arguments: &Arguments<'_>, issue: &Item) -> Result<Vec<Word>, Refusal> {
    let words = arguments.positionals();
    let is_artifact = |word: &Word| word.display().contains("/artifacts/");
    if *issue == Item::Unnamed && !words.is_empty() || words.iter().any(is_artifact) {
        return Err(Refusal::NoEquivalent { feature: "an artifact by its address".to_owned() });
    }
    let words = words.get(1..).unwrap_or_default();
    match words.iter().find(|word| word.as_literal().is_some_and(|text| !text.chars().all(|c| c.is_ascii_digit()))) {
        Some(word) => Err(Refusal::UsageError { error: format!("invalid artifact number: {:?}", word.display()) }),
        None => Ok(words.to_vec()),
    }
}

fn asked(arguments: &mut Arguments<'_>, operation: IssueOperation, output: Output) -> Result<Asked, Refusal> {
    arguments.differs(KEEPS);
    Ok(Asked { repository: arguments.repository()?, operation: operation.into(), output })
}
