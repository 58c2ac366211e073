//! Tokens and passwords that stand in documents are carried into what is written there, and shown nowhere else.

use std::borrow::Cow;

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
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for mark in BEFORE {
        for (at, _) in lower.match_indices(mark) {
            let start = at + mark.len();
            let quotes =
                lower.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['"', '\'', '\\']).len());
            let start = start + quotes;
            let length = text.get(start..).map_or(0, length);
            let filled_in =
                text.get(start..).is_some_and(|rest| rest.starts_with(['$', '<', '{', '`', '(', '…', '*', '%']));
            if length > 0 && !filled_in {
                spans.push((start, start + length));
            }
        }
    }
    for mark in TOKENS {
        for (at, _) in text.match_indices(mark) {
            let rest = text.get(at + mark.len()..).unwrap_or_default();
            let length =
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
            if length >= LEAST {
                spans.push((at, at + mark.len() + length));
            }
        }
    }
    // `https://user:password@host`
    for (at, _) in text.match_indices("://") {
        let start = at + "://".len();
        let rest = text.get(start..).unwrap_or_default();
        let authority = rest.find(|c: char| c.is_whitespace() || "/\"'`<>".contains(c)).unwrap_or(rest.len());
        let user = rest.get(..authority).and_then(|authority| authority.rsplit_once('@')).map(|(user, _)| user);
        let password =
            user.and_then(|user| user.split_once(':')).filter(|(_, password)| !password.starts_with(['$', '{']));
        if let Some((name, password)) = password {
            let from = start + name.len() + ":".len();
            spans.push((from, from + password.len()));
        }
    }
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    spans.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in spans {
        if start >= at {
            out.push_str(text.get(at..start).unwrap_or_default());
            out.push_str(MASK);
        }
        at = at.max(end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// How long the value is that `text` begins with.
fn length(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || "\"'`;|&()<>,\\".contains(c)).unwrap_or(text.len())
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
