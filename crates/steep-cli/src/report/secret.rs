//! Tokens and passwords that stand in documents are carried into what is written there, and shown nowhere else.

use std::borrow::Cow;
use std::ops::Range;

/// What stands for one.
const MASK: &str = "***";

/// Beginnings of the tokens of forges.
const TOKENS: [&str; 8] = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gitea_pat_"];
/// A word that begins like one and goes on for so long is one, and no example (`ghp_xxx`).
const LEAST: usize = 12;

/// Text after which a secret stands, in lower case. Of names of variables the end is enough (`GH_TOKEN=`).
const BEFORE: [&str; 14] = [
    "authorization: token ",
    "authorization: bearer ",
    "authorization: basic ",
    "authorization:token ",
    "authorization:bearer ",
    "private-token: ",
    "token=",
    "password=",
    "passwd=",
    "secret=",
    "--token ",
    "--password ",
    "--token=",
    "api_key=",
];

/// `text` with `***` for each literal token, password or the like. What the shell or the reader fills in (`$TOKEN`,
/// `<token>`) is none.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    let named =
        BEFORE.iter().flat_map(|mark| lower.match_indices(mark).map(|(at, mark)| (at + mark.len(), Kind::Named)));
    let tokens = TOKENS.iter().flat_map(|mark| text.match_indices(mark).map(|(at, _)| (at, Kind::Token)));
    let addresses = text.match_indices("://").map(|(at, mark)| (at + mark.len(), Kind::Password));
    let mut places: Vec<(usize, Kind)> = named.chain(tokens).chain(addresses).collect();
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    places.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (place, kind) in places.into_iter() {
        // What stands in a secret is masked with it; so no text is looked at twice.
        let Some(rest) = text.get(place..).filter(|_| place >= at) else { continue };
        let Some(secret) = secret(rest, kind) else { continue };
        out.push_str(text.get(at..place + secret.start).unwrap_or_default());
        out.push_str(MASK);
        at = place + secret.end;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// What shows that a secret may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// It begins as the tokens of forges do.
    Token,
    /// One of [`BEFORE`] stands before it.
    Named,
    /// An address begins, which may have a password before its host.
    Password,
}

/// Where in `text`, at whose beginning one may stand, the secret is.
fn secret(text: &str, kind: Kind) -> Option<Range<usize>> {
    match kind {
        Kind::Token => {
            let mark = TOKENS.iter().find(|mark| text.starts_with(**mark))?;
            let odd = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
            let end = text.find(odd).unwrap_or(text.len());
            (end >= mark.len() + LEAST).then_some(0..end)
        }
        Kind::Named => {
            let value = text.trim_start_matches(['"', '\'', '\\']);
            let start = text.len() - value.len();
            let filled_in = value.starts_with(['$', '<', '{', '`', '(', '…', '*', '%']);
            let ends = |c: char| c.is_whitespace() || "\"'`;|&()<>,\\".contains(c);
            let length = value.find(ends).unwrap_or(value.len());
            (length > 0 && !filled_in).then_some(start..start + length)
        }
        Kind::Password => {
            let end = text.find(|c: char| c.is_whitespace() || "/\"'`<>".contains(c)).unwrap_or(text.len());
            let (user, _) = text.get(..end)?.rsplit_once('@')?;
            let (name, password) = user.split_once(':')?;
            (!password.is_empty() && !password.starts_with(['$', '{'])).then(|| name.len() + 1..user.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn literal_secrets_are_masked() {
        for (text, shown) in [
            ("GH_TOKEN=ghp_abcdefghij0123456789 gh pr list", "GH_TOKEN=*** gh pr list"),
            ("GITEA_TOKEN='s3cret'; curl", "GITEA_TOKEN='***'; curl"),
            ("-H \"Authorization: token abc\" x", "-H \"Authorization: token ***\" x"),
            ("-H 'authorization: Bearer abc.def'", "-H 'authorization: Bearer ***'"),
            ("echo github_pat_11ABCDEFG0abcdefghij_x | gh auth login", "echo *** | gh auth login"),
            ("tea logins add --token 0123abc --url x", "tea logins add --token *** --url x"),
            ("git clone https://avery:hunter2@git.example.org/x", "git clone https://avery:***@git.example.org/x"),
            ("{\\\"Authorization: token abc\\\"}", "{\\\"Authorization: token ***\\\"}"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn what_is_filled_in_later_is_shown() {
        for text in [
            "GH_TOKEN=$TOKEN gh pr list",
            "GH_TOKEN=\"$(pass gh)\" gh pr list",
            "-H \"Authorization: token $GITEA_TOKEN\"",
            "-H \"Authorization: token <token>\"",
            "GH_TOKEN=${{ secrets.GITHUB_TOKEN }} gh api user",
            "tea logins add --token \"$GITEA_TOKEN\"",
            "the ghp_ prefix, ghp_xxx",
            "gh auth login --with-token",
            "https://git.example.org:3000/acme/widgets",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
