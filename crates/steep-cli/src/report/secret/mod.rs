//! Tokens and passwords that stand in documents are carried into what is written there, and shown nowhere else.
//!
//! A text is looked at twice: as text, since a secret may stand in a header, in JSON or in prose, and as words of a shell,
//! since a value may be written in parts (`xx"yy"`, `$'x'`, `${V:-x}`) and gh's own flags say what is secret.

mod known;
mod marks;
mod value;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

pub(crate) use known::Known;

/// What stands for one.
const MASK: &str = "***";

/// `text` with `***` for each literal token, password or the like. What the shell or the reader fills in (`$TOKEN`,
/// `<token>`) is none.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut at = 0;
    for secret in secrets {
        out.push_str(text.get(at..secret.start).unwrap_or_default());
        out.push_str(MASK);
        at = secret.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// Whether `text` holds a secret, or held one that is masked.
pub(crate) fn is_secret(text: &str) -> bool {
    text.contains(MASK) || !secrets(text).is_empty()
}

/// Where secrets are, in order and apart.
fn secrets(text: &str) -> Vec<Range<usize>> {
    if may_hold(text) { all(text) } else { Vec::new() }
}

/// Whether there is anything in `text` that a secret is known by. It costs much less than to look for one.
fn may_hold(text: &str) -> bool {
    static SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let signs = marks::TOKENS.iter().chain(&marks::NAMES).chain(&words::USER);
        AhoCorasick::builder().ascii_case_insensitive(true).build(signs).ok()
    });
    let has_sign = SIGNS.as_ref().is_none_or(|signs| signs.is_match(text));
    has_sign || text.contains("://") && text.contains('@')
}

fn all(text: &str) -> Vec<Range<usize>> {
    let mut found = marks::secrets(text);
    words::secrets(text, &mut found);
    found.sort_unstable_by_key(|secret| (secret.start, secret.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for secret in found {
        match apart.last_mut() {
            Some(before) if secret.start < before.end => before.end = before.end.max(secret.end),
            _ => apart.push(secret),
        }
    }
    apart
}

#[cfg(test)]
mod tests;
