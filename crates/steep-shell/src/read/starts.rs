//! Where in running text a command may begin.

/// Byte offsets of the word `gh` in `text`, in ascending order, wherever it stands as a word of its own: not in a path
/// (`/usr/bin/gh`, `gh/x`), an identifier (`gh_token`, `gh.io`), a hyphenated word (`gh-pages`, `--gh`) or a longer
/// word. Whether a command follows is for [`prose`](super::prose) and its caller to find out.
#[must_use]
pub fn prose_starts(text: &str) -> Vec<usize> {
    text.match_indices("gh").map(|(at, _)| at).filter(|at| begins(text, *at) && ends(text, at + 2)).collect()
}

fn begins(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|c| !(c.is_alphanumeric() || "_-/.@#~\\$%+=*".contains(c)) || c == '*')
}

fn ends(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or("").chars();
    match after.next() {
        None => true,
        Some('.') => !after.next().is_some_and(char::is_alphanumeric),
        Some(c) => !(c.is_alphanumeric() || "_-/=@\\$(".contains(c)),
    }
}
