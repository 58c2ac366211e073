//! Names of repositories: `OWNER/NAME`, `HOST/OWNER/NAME`, web and git addresses.

use steep_forge::Refusal;
use steep_shell::Word;

use crate::words;

/// A repository as named in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The host, where one is named.
    pub(super) host: Option<String>,
    /// `OWNER/NAME`.
    pub(super) name: Word,
}

/// Whether a host is GitHub's own.
pub(super) fn is_github(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    matches!(host.strip_prefix("www.").unwrap_or(&host), "github.com" | "ssh.github.com" | "api.github.com")
}

/// Reads the value of `--repo` or `GH_REPO`.
pub(super) fn read(word: &Word) -> Result<Named, Refusal> {
    if let Some((host, rest)) = address(word) {
        let pieces = rest.split('/');
        return match pieces.as_slice() {
            [owner, name] if !is_empty(owner) && !is_empty(name) => {
                Ok(Named { host: Some(host), name: join(owner, name) })
            }
            _ => Err(format_error(word)),
        };
    }
    match word.split('/').as_slice() {
        // An expansion or a placeholder may stand for both halves.
        [one] if one.as_literal().is_none() => Ok(Named { host: None, name: word.clone() }),
        [owner, name] if !is_empty(owner) && !is_empty(name) => Ok(Named { host: None, name: word.clone() }),
        [host, owner, name] if !is_empty(host) && !is_empty(owner) && !is_empty(name) => {
            Ok(Named { host: Some(host.display()), name: join(owner, name) })
        }
        _ => Err(format_error(word)),
    }
}

/// Splits an address into its host and the path after it, `.git` and a slash at its end cut off: `https://HOST/PATH`,
/// `ssh://git@HOST/PATH`, `git@HOST:PATH`. `None` for anything else.
pub(super) fn address(word: &Word) -> Option<(String, Word)> {
    let (text, _) = words::head(word);
    let lower = text.to_ascii_lowercase();
    for scheme in ["https://", "http://", "ssh://", "git://"] {
        if lower.starts_with(scheme) {
            let (authority, path) = words::skip(word, scheme.len()).split_once('/')?;
            let authority = authority.display();
            let host = authority.rsplit('@').next().unwrap_or(&authority);
            let host = host.split(':').next().unwrap_or(host);
            return Some((host.to_owned(), without_git(path)));
        }
    }
    let (login, rest) = text.split_once('@')?;
    let (host, _) = rest.split_once(':')?;
    if login.contains('/') || host.contains('/') {
        return None;
    }
    Some((host.to_owned(), without_git(words::skip(word, login.len() + host.len() + "@:".len()))))
}

fn without_git(mut path: Word) -> Word {
    if let Some(steep_shell::Part::Literal { text, .. }) = path.parts.last_mut() {
        let cut = text.trim_end_matches('/');
        let cut = cut.strip_suffix(".git").unwrap_or(cut).len();
        text.truncate(cut);
    }
    path
}

/// `OWNER/NAME` as one word.
pub(super) fn join(owner: &Word, name: &Word) -> Word {
    let mut parts = owner.parts.clone();
    let quote = match parts.last() {
        Some(steep_shell::Part::Literal { quote, .. }) => *quote,
        _ => steep_shell::Quote::None,
    };
    parts.push(steep_shell::Part::Literal { text: "/".into(), quote });
    parts.extend(name.parts.iter().cloned());
    let mut merged: Vec<steep_shell::Part> = Vec::new();
    for part in parts {
        match (merged.last_mut(), part) {
            (
                Some(steep_shell::Part::Literal { text, quote }),
                steep_shell::Part::Literal { text: more, quote: with },
            ) if *quote == with => text.push_str(&more),
            (_, part) => merged.push(part),
        }
    }
    Word::from_parts(merged)
}

pub(super) fn is_empty(word: &Word) -> bool {
    word.as_literal().is_some_and(|text| text.is_empty())
}

fn format_error(word: &Word) -> Refusal {
    let error = format!(r#"expected the "[HOST/]OWNER/REPO" format, got {:?}"#, word.display());
    Refusal::UsageError { error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::words;

    fn check(text: &str, host: Option<&str>, name: &str) {
        let word = words(text).remove(0);
        let named = read(&word).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
        assert_eq!((named.host.as_deref(), named.name.display().as_str()), (host, name), "{text}");
    }

    #[test]
    fn forms_of_a_repository() {
        check("acme/widgets", None, "acme/widgets");
        check("github.com/acme/widgets", Some("github.com"), "acme/widgets");
        check("https://github.com/acme/widgets.git", Some("github.com"), "acme/widgets");
        check("https://github.com/acme/widgets/", Some("github.com"), "acme/widgets");
        check("git@github.com:acme/widgets.git", Some("github.com"), "acme/widgets");
        check("ssh://git@ghe.example.org/acme/widgets", Some("ghe.example.org"), "acme/widgets");
        check("acme/$repo", None, "acme/$repo");
        check("$OWNER/$REPO", None, "$OWNER/$REPO");
        check("$REPO", None, "$REPO");
        check("<owner>/<repo>", None, "<owner>/<repo>");
        check("https://github.com/acme/$repo", Some("github.com"), "acme/$repo");
    }

    #[test]
    fn a_single_word_is_no_repository() {
        for text in ["widgets", "acme/", "/widgets", "a/b/c/d", "https://github.com/acme"] {
            let word = words(text).remove(0);
            assert!(matches!(read(&word), Err(Refusal::UsageError { .. })), "{text}");
        }
    }
}
