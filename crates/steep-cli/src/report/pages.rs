/// A reason and its page.
macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../reasons/", $name, ".md")))),*]
    };
}

/// The pages of `reasons/`.
const PAGES: &[(&str, &str)] = pages![
    "ambiguous",
    "directive",
    "does-not-fit",
    "missing",
    "needs-newer",
    "no-equivalent",
    "not-a-command",
    "not-a-github-path",
    "not-yet",
    "other-language",
    "part-of-statement",
    "partial",
    "pattern",
    "policy",
    "rewritable",
    "runtime-value",
    "stays-on-github",
    "too-long",
    "unknown-command",
    "unknown-directive",
    "usage-error",
    "weakens-ban",
    "widens-permission",
    "wrapped",
];

/// The page, in Markdown, that says what a reason means and what to do.
pub(crate) fn reason_page(name: &str) -> Option<&'static str> {
    PAGES.iter().find(|(page, _)| *page == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::reasons;

    #[test]
    fn every_reason_has_a_page_that_begins_with_its_name() {
        for name in reasons() {
            let page = reason_page(name).unwrap_or_else(|| panic!("{name} has no page"));
            assert!(page.starts_with(&format!("# {name}\n\n")), "{name}");
        }
    }
}
