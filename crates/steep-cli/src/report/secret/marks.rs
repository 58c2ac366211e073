//! Secrets by what stands in front of them, in any text.

use std::ops::Range;

use super::value;

/// Beginnings of the tokens of forges.
pub(super) const TOKENS: [&str; 8] = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gitea_pat_"];
/// A word that begins like one and goes on for so long is one, and no example (`ghp_xxx`).
const LEAST: usize = 12;
/// The user of an address is a token from this length on.
const LEAST_USER: usize = 20;

/// Ends of the names of what holds a secret, in lower case: `GH_TOKEN`, `access_token`, `X-Api-Key`.
pub(super) const NAMES: [&str; 16] = [
    "token",
    "password",
    "passwd",
    "passphrase",
    "_pass",
    "_pwd",
    "_pat",
    "secret",
    "api_key",
    "api-key",
    "apikey",
    "access_key",
    "private_key",
    "encrypted_value",
    "authorization",
    "cookie",
];
/// The longest name that is looked at, in bytes.
const LONGEST_NAME: usize = 64;

/// Kinds of authorization, which stand in front of the secret itself.
const SCHEMES: [&str; 5] = ["token", "bearer", "basic", "digest", "apikey"];

/// Where secrets are.
pub(super) fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = TOKENS
        .iter()
        .flat_map(|mark| text.match_indices(mark).filter_map(|(at, mark)| token(text, at, mark)))
        .chain(text.match_indices("://").filter_map(|(at, mark)| user(text, at + mark.len())))
        .collect();
    let mut end = 0;
    for (at, sign) in text.match_indices(['=', ':']) {
        // What stands in a secret is masked with it; so no text is looked at twice.
        if at < end {
            continue;
        }
        let Some(name) = name_before(text, at) else { continue };
        if let Some(secret) = named(text, name, at, sign) {
            end = secret.end;
            found.push(secret);
        }
    }
    found
}

/// Whether what is called so holds a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.iter().any(|end| name.ends_with(end))
}

fn token(text: &str, at: usize, mark: &str) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let odd = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let length = rest.find(odd).unwrap_or(rest.len());
    (length >= mark.len() + LEAST).then_some(at..at + length)
}

/// A password in front of a host, or a token in the place of the user.
fn user(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| c.is_whitespace() || "/\"'`<>".contains(c)).unwrap_or(rest.len());
    let (user, _) = rest.get(..end)?.rsplit_once('@')?;
    let range = match user.split_once(':') {
        Some((name, password)) if !password.is_empty() => name.len() + 1..user.len(),
        Some((name, _)) => 0..name.len(),
        None => 0..user.len(),
    };
    let secret = user.get(range.clone())?;
    let is_short = range.start == 0 && secret.len() < LEAST_USER;
    (!is_short && !secret.starts_with(['$', '{'])).then_some(start + range.start..start + range.end)
}

/// The name that ends at `at`, which may be in quotes.
fn name_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST_NAME)
        .take_while(|(_, c)| c.is_ascii_alphanumeric() || "_-\"'\\ ".contains(*c))
        .map(|(at, _)| at)
        .last()?;
    let name = before.get(start..)?.trim_end_matches(['"', '\'', '\\', ' ']);
    let name = name.rsplit([' ', '"', '\'', '\\']).next()?;
    is_secret(name).then_some(name)
}

/// The secret behind a name and its sign.
fn named(text: &str, name: &str, at: usize, sign: &str) -> Option<Range<usize>> {
    let is_header = ["authorization", "cookie"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let behind = text.get(at + 1..)?;
    let value = behind.trim_start_matches([' ', '\t']);
    let has_blanks = value.len() < behind.len() || text.get(..at)?.ends_with(' ');
    let is_quoted = value.starts_with(['"', '\'', '\\']);
    // `--with-token: …` and `the secret: …` are text; `X-Api-Key: …`, `"token": "…"` and `GH_TOKEN: …` are not.
    let is_value = match sign {
        ":" => is_header || is_quoted || !name.starts_with('-') && name.contains(['-', '_']) || name == "password",
        _ => !has_blanks || is_quoted,
    };
    if !is_value {
        return None;
    }
    let mut start = text.len() - value.len();
    if is_header {
        start = behind_scheme(text, start);
    }
    value::bare(text, start)
}

/// Where the secret begins of an authorization that begins at `start`.
fn behind_scheme(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let inner = rest.trim_start_matches(['"', '\'', '\\', ' ']);
    let end = inner.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(inner.len());
    let (scheme, behind) = inner.split_at(end);
    let is_scheme = SCHEMES.iter().any(|it| it.eq_ignore_ascii_case(scheme));
    let blanks = behind.trim_start_matches([' ', '\t', '\\']);
    if is_scheme && blanks.len() < behind.len() { text.len() - blanks.len() } else { start }
}
