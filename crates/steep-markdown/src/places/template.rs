//! What the text of a page holds for the program that makes the page: shortcodes and tags of templates, links of wikis. They
//! have quotes and bars of their own, and are read before Markdown is.

use steep_edit::Span;

/// What a page's generator reads: how it begins, and how it ends. `{{ x }}` is not among them: it is more often a placeholder.
const TAGS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// Tags with an end tag whose content is code or stays as it is.
const CODE_TAGS: &[&str] =
    &["cmd", "code", "codeblock", "command", "console", "highlight", "prism", "raw", "shell", "terminal", "verbatim"];

/// Whether code that a tag began goes on behind a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Open(bool);

/// The spans of `text` that are a generator's or a wiki's, ascending and disjoint. `open` says whether code that a tag
/// began reaches into the text, and is brought up to its end. Linear in the text.
pub(crate) fn spans(text: &str, open: &mut Open) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut code = open.0.then_some(0);
    let mut at = 0;
    // Where the next end of each kind of tag is; none is looked for twice.
    let mut ends = [Some(0); TAGS.len()];
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['{', '['])) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or("");
        let tag = TAGS.iter().position(|(begin, _)| rest.starts_with(begin));
        if let Some(nth) = tag {
            let (begin, end) = TAGS.get(nth).copied().unwrap_or_default();
            let known = ends.get_mut(nth);
            let close = known.and_then(|known| {
                if known.is_some_and(|at| at < start + begin.len()) {
                    let inner = start + begin.len();
                    *known = text.get(inner..).and_then(|rest| rest.find(end)).map(|at| inner + at);
                }
                *known
            });
            if let Some(close) = close {
                let span = Span::new(start, close + end.len());
                at = span.end;
                let inner = text.get(start + begin.len()..close).unwrap_or("").trim_matches(['-', ' ', '\n', '\t']);
                match (code, CodeTag::read(inner)) {
                    (None, Some(CodeTag::Start)) => code = Some(span.start),
                    (Some(from), Some(CodeTag::End)) => {
                        spans.push(Span::new(from, span.end));
                        code = None;
                    }
                    (None, _) => spans.push(span),
                    (Some(_), _) => {}
                }
                continue;
            }
        } else if code.is_none()
            && let Some(length) = wiki_link(rest)
        {
            spans.push(Span::new(start, start + length));
            at = start + length;
            continue;
        }
        at = start + 1;
    }
    if let Some(from) = code {
        spans.push(Span::new(from, text.len()));
    }
    open.0 = code.is_some();
    spans
}

enum CodeTag {
    Start,
    End,
}

impl CodeTag {
    /// What stands between the delimiters of a tag.
    fn read(inner: &str) -> Option<Self> {
        let is_code = |text: &str| {
            let name = text.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
            CODE_TAGS.contains(&name)
        };
        // `{% cmd "x" /%}` and `{{< cmd "x" >}}` have no end tag: only those count that can be told from them.
        let self_closing = inner.ends_with('/') || inner.contains(['"', '\'', '`']) && !inner.starts_with("highlight");
        match inner.strip_prefix('/').or_else(|| inner.strip_prefix("end")) {
            Some(name) if is_code(name) => Some(CodeTag::End),
            None if is_code(inner) && !self_closing => Some(CodeTag::Start),
            _ => None,
        }
    }
}

/// The length of the `[[page|name]]` that `text` begins with. A test of the shell has blanks behind its brackets.
fn wiki_link(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("[[").filter(|inner| !inner.starts_with(char::is_whitespace))?;
    let (end, close) = inner.char_indices().take(MAX_LINK).find(|(_, c)| matches!(c, ']' | '[' | '\n' | '\r'))?;
    let name = inner.get(..end)?;
    let closes = close == ']' && inner.get(end..)?.starts_with("]]");
    (closes && !name.ends_with(char::is_whitespace)).then_some(end + "[[]]".len())
}

/// A longer link of a wiki is text, which bounds what looking for its end costs.
const MAX_LINK: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = spans(text, &mut Open::default()).into_iter().map(|span| span.text(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn tags_of_generators_and_links_of_wikis_are_found() {
        check("a {{< cmd \"b\" >}} c {{% d %}} {% e %}", &["{{< cmd \"b\" >}}", "{{% d %}}", "{% e %}"]);
        check(
            "{{< highlight bash >}}\na {{< b >}}\n{{< /highlight >}} c",
            &["{{< highlight bash >}}\na {{< b >}}\n{{< /highlight >}}"],
        );
        check("{% raw %}a{% endraw %} b", &["{% raw %}a{% endraw %}"]);
        check("[[a b|c]] [[ -n x ]] [d](e) {{ f }} {g}", &["[[a b|c]]"]);
        check("{{< a {{< b [[c", &[]);
        check(&"[[a {{< {% ".repeat(20_000), &[]);
    }

    #[test]
    fn code_may_go_on_in_the_next_block() {
        let mut open = Open::default();
        assert_eq!(spans("a {{< highlight bash >}} b", &mut open), [Span::new(2, 26)]);
        assert_eq!(spans("c", &mut open), [Span::new(0, 1)]);
        assert_eq!(spans("d {{< /highlight >}} e", &mut open), [Span::new(0, 20)]);
        assert_eq!(spans("f", &mut open), []);
    }
}
