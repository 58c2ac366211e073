//! Directives with a slip, which say nothing to steep: `<!-- steep: off -->`, `steep-skip`, `# steep ignore`.

use memchr::memmem;
use steep_edit::Span;

use crate::nearby;

/// A comment or a word that was meant to be a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slip {
    /// From the word steep to the end of what was meant.
    pub(crate) span: Span,
    /// How it is spelt right.
    pub(crate) meant: &'static str,
}

/// Words that people write for what the directives do.
const WORDS: [&str; 12] =
    ["disable", "disabled", "enable", "enabled", "end", "ignore", "ignored", "off", "on", "skip", "start", "stop"];

/// Whether a document or script can hold a directive.
pub(crate) fn may_hold_directive(source: &str) -> bool {
    memmem::find(source.as_bytes(), b"steep").is_some()
}

/// The slips of a document or script, in their order.
pub(crate) fn all(source: &str) -> Vec<Slip> {
    if !may_hold_directive(source) {
        return Vec::new();
    }
    source.match_indices("steep").filter_map(|(start, _)| at(source, start)).collect()
}

/// The slip whose word steep begins at `start`.
fn at(source: &str, start: usize) -> Option<Slip> {
    let before = nearby::before(source, start);
    let after = nearby::after(source, start).trim_end_matches('\r');
    let rest = after.strip_prefix("steep")?;
    let separated = rest.trim_start_matches([' ', ':', '-', '_', '=']);
    let word = separated.get(..separated.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(separated.len()))?;
    if separated.len() == rest.len() || !WORDS.contains(&word) {
        return None;
    }
    let separator = rest.get(..rest.len() - separated.len())?;
    let behind = separated.get(word.len()..)?;
    // `steep:end-notice`
    if behind.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') && !behind.starts_with("--") {
        return None;
    }
    let length = "steep".len() + separator.len() + word.len();
    let (right, meant) = if before.trim_end().ends_with("<!--") || before.trim_end().ends_with("{/*") {
        let meant = match word {
            "on" | "enable" | "enabled" | "end" | "stop" => "<!-- steep:on -->",
            _ => "<!-- steep:off -->",
        };
        (separator == ":" && matches!(word, "off" | "on"), meant)
    } else if ["```", "~~~"]
        .iter()
        .any(|fence| before.trim_start_matches([' ', '\t', '>', '-', '*']).starts_with(fence))
    {
        (separator == ":" && word == "skip", "steep:skip")
    } else if before.trim_end().ends_with('#') && !before.trim_end().ends_with("##") {
        // A heading goes on; a comment that is a directive ends, or gives a reason behind a sign.
        let ends = behind.trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric()) || separator != " ";
        (separator.trim_end() == ":" && word == "ignore" || !ends, "# steep: ignore")
    } else {
        return None;
    };
    (!right).then(|| Slip { span: Span::new(start, start + length), meant })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(&str, &str)]) {
        let found = all(source);
        let found: Vec<(&str, &str)> = found.iter().map(|slip| (slip.span.text(source), slip.meant)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn what_was_meant_is_told() {
        check("<!-- steep: off -->", &[("steep: off", "<!-- steep:off -->")]);
        check("a\n<!--steep-on-->", &[("steep-on", "<!-- steep:on -->")]);
        check("<!-- steep:skip -->", &[("steep:skip", "<!-- steep:off -->")]);
        check("<!-- steep enable -->", &[("steep enable", "<!-- steep:on -->")]);
        check("```sh steep-skip\ngh pr list\n```", &[("steep-skip", "steep:skip")]);
        check("> ~~~ sh steep:ignore", &[("steep:ignore", "steep:skip")]);
        check("gh pr list # steep ignore", &[("steep ignore", "# steep: ignore")]);
        check("# steep:skip because it is old\ngh pr list", &[("steep:skip", "# steep: ignore")]);
    }

    #[test]
    fn directives_and_other_texts_are_none() {
        for text in [
            "<!-- steep:off --><!-- steep:on because it is over -->",
            "```sh steep:skip\n```",
            "# steep: ignore\ngh pr list # steep:ignore, it is old",
            "# steep off the edge",
            "A steep on-ramp, see <!-- steep slopes -->.",
            "<!-- steep:notice --><!-- steep:end-notice -->",
            "## steep ignore",
        ] {
            check(text, &[]);
        }
    }
}
