//! Whether a word of a sentence looks like an argument of a command.

use steep_shell::Word;

use super::{is_quoted, prose};
use crate::grammar::{self, Command, Positional};
use crate::words;

/// Whether `word`, without the punctuation of the sentence, looks like the next argument of `command`.
pub(super) fn looks_right(command: &Command, positionals: usize, word: &Word) -> bool {
    let Some(text) = word.as_literal() else { return filled_in(word) };
    let bare = !is_quoted(word);
    if bare && prose::goes_on(&text) {
        return false;
    }
    match command.takes {
        Positional::Nothing => false,
        Positional::Pull => is_number(&text) || is_address(&text) || is_branch(&text, bare),
        Positional::Issue => is_number(&text) || is_address(&text),
        Positional::Run => is_number(&text),
        // After the repository of a clone comes its folder.
        Positional::Repository if positionals > 0 => !bare || is_path(&text),
        Positional::Repository => !bare || is_address(&text) || is_slug(&text),
        Positional::Owner => is_login(&text),
        Positional::Endpoint => is_endpoint(&text),
        Positional::Query | Positional::Word => text.chars().any(char::is_alphanumeric),
    }
}

/// What the shell or the reader fills in is an argument unless the sentence put a sign in front that no argument has.
fn filled_in(word: &Word) -> bool {
    let (text, _) = words::head(word);
    !text.starts_with(['(', '[', '—', '–', '→'])
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or(text);
    !digits.is_empty() && digits.chars().all(|char| char.is_ascii_digit()) || words::stands_for_a_number(digits)
}

fn is_address(text: &str) -> bool {
    ["https://", "http://", "ssh://", "git@"].iter().any(|scheme| text.starts_with(scheme))
}

/// A branch: quoted, `OWNER:BRANCH`, or with a slash or digit that a word of a sentence would not have.
fn is_branch(text: &str, bare: bool) -> bool {
    const FIRST_SEGMENTS: &[&str] = &[
        "bugfix",
        "build",
        "chore",
        "ci",
        "dependabot",
        "docs",
        "feat",
        "feature",
        "fix",
        "hotfix",
        "issue",
        "perf",
        "refactor",
        "release",
        "renovate",
        "style",
        "task",
        "test",
        "user",
        "users",
        "wip",
    ];
    let well_formed = !text.contains(char::is_whitespace) && !text.contains(['~', '^', '?', '*', '[', '\\']);
    if !bare {
        return well_formed;
    }
    let first = text.split(['/', ':']).next().unwrap_or_default();
    let separated =
        text.contains('/') && (FIRST_SEGMENTS.contains(&first) || text.contains(|c: char| c.is_ascii_digit()));
    let numbered = text.contains('-') && text.contains(|char: char| char.is_ascii_digit());
    let of_owner = text.split_once(':').is_some_and(|(owner, branch)| is_login(owner) && !branch.is_empty());
    well_formed && (separated || numbered || of_owner)
}

/// `OWNER/NAME` or `HOST/OWNER/NAME`. Words joined by a slash (`and/or`) look the same, but do not follow such a command.
fn is_slug(text: &str) -> bool {
    let segment = |segment: &str| {
        !segment.is_empty() && segment.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char))
    };
    let mut segments = text.split('/');
    let count = segments.clone().count();
    (2..=3).contains(&count) && segments.all(segment) && text != "and/or"
}

fn is_path(text: &str) -> bool {
    text.contains('/')
        || text.starts_with(['.', '~'])
        || text.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char))
}

fn is_login(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 39
        && text.chars().all(|char| char.is_ascii_alphanumeric() || char == '-')
        && !text.starts_with('-')
}

/// A path with a slash, or one of the few of GitHub's that are a single segment.
fn is_endpoint(text: &str) -> bool {
    let path = text.strip_prefix('/').unwrap_or(text);
    let root = path.split(['/', '?']).next().unwrap_or_default();
    is_address(text) || text.contains('/') || text.starts_with('{') || grammar::rest_roots().contains(&root)
}
