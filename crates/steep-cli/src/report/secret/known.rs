//! Secrets that were found in a document, wherever what is said of it repeats them.

use std::borrow::Cow;

use steep::{Finding, Span};

use super::{MASK, masked, secrets};

/// So many bytes of a document on each side of a command are looked at for secrets.
const LOOKED_AT: usize = 1024;
/// What is shorter is not looked for elsewhere.
const LEAST: usize = 4;

/// The values of secrets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known(Vec<String>);

impl Known {
    /// The secrets in `text`.
    pub(crate) fn of(text: &str) -> Self {
        Known::of_all(&[text])
    }

    fn of_all(texts: &[&str]) -> Self {
        let mut values = Vec::new();
        for (text, secret) in texts.iter().flat_map(|text| secrets(text).into_iter().map(move |secret| (text, secret)))
        {
            let raw = text.get(secret).unwrap_or_default();
            let quotes = ['"', '\'', '\\', '`'];
            values.push(raw.to_owned());
            values.push(raw.replace(quotes, ""));
            // Written in parts, each may stand alone.
            values.extend(raw.split(quotes).flat_map(str::split_whitespace).map(str::to_owned));
        }
        values.retain(|value| value.len() >= LEAST && value != MASK);
        values.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        values.dedup();
        Known(values)
    }

    /// The secrets in and around a command of `text`: what is piped into it, and the lines below it.
    pub(crate) fn around(text: &str, span: Span) -> Self {
        let boundary = |at: usize, step: isize| {
            let mut at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at = at.saturating_add_signed(step);
            }
            at
        };
        let from = boundary(span.start.saturating_sub(LOOKED_AT), -1);
        let to = boundary(span.end.saturating_add(LOOKED_AT), 1);
        let window = text.get(from..to).unwrap_or_default();
        let before = text.get(from..boundary(span.start, -1)).unwrap_or_default();
        // Quotes that are open at its beginning must not turn all that follows inside out.
        let line = before.rfind('\n').and_then(|end| window.get(end + 1..));
        Known::of_all(&[window, line.unwrap_or_default()])
    }

    /// The text with `***` for each of them, and for all that is a secret by itself.
    pub(crate) fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = masked(text);
        for value in &self.0 {
            if out.contains(value.as_str()) {
                out = Cow::Owned(out.replace(value.as_str(), MASK));
            }
        }
        out
    }

    /// The finding with nothing secret in what it says.
    pub(crate) fn without(&self, mut finding: Finding) -> Finding {
        finding.command = self.masked(&finding.command).into_owned();
        finding.message = self.masked(&finding.message).into_owned();
        finding.replacement = finding.replacement.map(|text| self.masked(&text).into_owned());
        finding
    }
}
