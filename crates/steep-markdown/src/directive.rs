//! Directives in HTML comments.

/// What a comment says to steep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Directive {
    /// Leave everything from here on.
    Off,
    /// Look again.
    On,
}

/// Reads a whole HTML comment, delimiters included: `<!-- steep:off -->`, with a reason after it if the author likes.
pub(crate) fn read(comment: &str) -> Option<Directive> {
    let inner = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    match inner.split_whitespace().next()? {
        "steep:off" => Some(Directive::Off),
        "steep:on" => Some(Directive::On),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_comment_of_its_own_is_a_directive() {
        assert_eq!(read("<!-- steep:off -->"), Some(Directive::Off));
        assert_eq!(read("<!--steep:on-->"), Some(Directive::On));
        assert_eq!(read("<!-- steep:off because this is history -->"), Some(Directive::Off));
        assert_eq!(read("<!-- about steep:off -->"), None);
        assert_eq!(read("<!-- steep:offline -->"), None);
        assert_eq!(read("steep:off"), None);
    }
}
