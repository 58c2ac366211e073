//! The anchors of headings, and the links of the document that go to them.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::Snippet;

/// What a document's headings and links say of each other.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// The text of the open heading, and how many snippets had been found before it.
    open: Option<(String, usize)>,
    /// The anchor of each heading, and the indices of its snippets.
    headings: Vec<(String, Range<usize>)>,
    /// The anchors that links name, without the `#`.
    named: HashSet<String>,
}

impl Anchors {
    /// An event of the document, when `found` snippets have been found.
    pub(crate) fn event(&mut self, event: &Event<'_>, found: usize) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.open = Some((String::new(), found)),
            Event::Text(text) | Event::Code(text) => {
                if let Some((heading, _)) = &mut self.open {
                    heading.push_str(text);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.name(dest_url),
            Event::Html(html) | Event::InlineHtml(html) => {
                html.split("href=").skip(1).for_each(|rest| self.name(rest.trim_start_matches(['"', '\''])));
            }
            _ => {}
        }
    }

    /// The end of a heading, whose snippets have been found.
    pub(crate) fn close(&mut self, found: usize) {
        if let Some((text, first)) = self.open.take() {
            self.headings.push((of(&text), first..found));
        }
    }

    fn name(&mut self, address: &str) {
        if let Some(anchor) = address.strip_prefix('#') {
            let end = anchor.find(['"', '\'', '>', ' ']).unwrap_or(anchor.len());
            self.named.insert(anchor.get(..end).unwrap_or("").to_lowercase());
        }
    }

    /// Marks the snippets of headings that a link goes to.
    pub(crate) fn mark(&self, found: &mut [Snippet]) {
        for (_, snippets) in self.headings.iter().filter(|(anchor, _)| self.named.contains(anchor)) {
            let snippets = found.get_mut(snippets.clone()).unwrap_or_default();
            snippets.iter_mut().for_each(|snippet| snippet.place.in_linked_heading = true);
        }
    }
}

/// The anchor that GitHub and Gitea make of a heading's text: lower case, a hyphen for each blank, no other punctuation.
fn of(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let kept = lower.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_the_page() {
        for (text, anchor) in
            [("Using gh pr checks", "using-gh-pr-checks"), ("`a_b`: C, d!", "a_b-c-d"), (" Über 1.2 ", "über-12")]
        {
            assert_eq!(of(text), anchor);
        }
    }

    #[test]
    fn a_heading_that_a_link_goes_to_is_marked() {
        let linked = |source: &str| {
            let snippets = crate::snippets(source);
            snippets
                .iter()
                .filter(|snippet| snippet.place.in_linked_heading)
                .map(|it| it.text.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(linked("# Use `a b`\n\nSee [it](#use-a-b).\n\n# c\n"), ["Use `a b`", "a b"]);
        assert_eq!(linked("<a href=\"#c\">x</a>\n\n# c\n\nd\n"), ["c"]);
        assert_eq!(linked("# c\n\n[x](#d) [y](c)\n"), Vec::<String>::new());
    }
}
