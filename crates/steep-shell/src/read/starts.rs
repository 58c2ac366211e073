//! Where in running text a command may begin.

/// Byte offsets of the word `gh` in `text`, in ascending order, wherever it stands as a word of its own: not in a path
/// (`/usr/bin/gh`, `gh/x`), an identifier (`gh_token`, `gh.io`), a hyphenated word (`gh-pages`, `--gh`) or a longer
/// word. Whether a command follows is for [`prose`](super::prose) and its caller to find out. Assignments in front of the
/// word are for [`with_assignments`].
#[must_use]
pub fn prose_starts(text: &str) -> Vec<usize> {
    text.match_indices("gh").map(|(at, _)| at).filter(|at| begins(text, *at) && ends(text, at + 2)).collect()
}

fn begins(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|c| !(c.is_alphanumeric() || "_-/.@#~\\$%+=".contains(c)))
}

fn ends(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or("").chars();
    match after.next() {
        None => true,
        Some('.') => !after.next().is_some_and(char::is_alphanumeric),
        // The words of a pattern: `gh\ pr\ *`.
        Some('\\') => after.next() == Some(' '),
        Some(c) => !(c.is_alphanumeric() || "_-/=@\\$(".contains(c)),
    }
}

/// Where a command begins whose program is at byte `program` of `text`: at the first of the `NAME=value` words (upper-case
/// names, values without blanks or quotes) that stand in front of it on the same line, else at `program`.
#[must_use]
pub fn with_assignments(text: &str, program: usize) -> usize {
    let mut start = program;
    while let Some(before) = text.get(..start)
        && let trimmed = before.trim_end_matches([' ', '\t'])
        && trimmed.len() < before.len()
        && let word = trimmed.rsplit([' ', '\t', '\n', '(', '`', '"', '\'', ';', '|', '&']).next().unwrap_or("")
        && is_assignment(word)
    {
        start = trimmed.len() - word.len();
    }
    start
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    })
}
