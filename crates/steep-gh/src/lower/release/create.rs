//! `gh release create`.

use steep_forge::operation::{ReleaseCreate, ReleaseNotes, ReleaseOperation};
use steep_forge::{Operation, Output, Refusal, Repository, WishKind};

use super::files;
use crate::lower::arguments::Arguments;
use crate::lower::{Asked, text};

/// What GitHub writes itself, notes and a title out of the pull requests, is lost.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let (tag, rest) = match arguments.positionals() {
        [] => (None, [].as_slice()),
        [tag, rest @ ..] => (Some(tag.clone()), rest),
    };
    let files = files::read(arguments, rest);
    let given = text::notes(arguments).map(ReleaseNotes::Text);
    let of_tag = arguments.switch("notes-from-tag").then_some(ReleaseNotes::OfTag);
    if given.is_some() && of_tag.is_some() {
        return Err(Refusal::NotYet { feature: "notes beside those of `--notes-from-tag`".to_owned() });
    }
    let create = ReleaseCreate {
        tag,
        verify_tag: arguments.switch("verify-tag"),
        needs_commits: arguments.switch("fail-on-no-commits"),
        target: arguments.word("target"),
        title: arguments.word("title"),
        notes: given.or(of_tag),
        draft: arguments.switch("draft"),
        prerelease: arguments.switch("prerelease"),
        files,
    };
    arguments.wish_for("generate-notes", WishKind::GeneratedNotes);
    arguments.wish_for("notes-start-tag", WishKind::GeneratedNotes);
    arguments.lose("discussion-category", "GitHub Discussions have no counterpart");
    latest(arguments);
    let repository = arguments.repository()?;
    if create.notes == Some(ReleaseNotes::OfTag) && arguments.is_on("repo") {
        let error = "using `--notes-from-tag` with `--repo` is not supported".to_owned();
        return Err(Refusal::UsageError { error });
    }
    if create.notes == Some(ReleaseNotes::OfTag) && !matches!(repository, Repository::Here) {
        arguments.note("the tag's message is that of the clone in the working directory");
    }
    Ok(Asked { repository, operation: Operation::Release(ReleaseOperation::Create(create)), output: Output::Reader })
}

/// `--latest`.
pub(super) fn latest(arguments: &mut Arguments<'_>) {
    match arguments.tri_state("latest") {
        None => {}
        Some(true) => arguments.wish("--latest", WishKind::Latest),
        Some(false) => arguments.wish("--latest=false", WishKind::NotLatest),
    }
}
