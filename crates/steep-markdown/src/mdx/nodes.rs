//! The nodes of an MDX document: what is code to be read, what is JavaScript or JSX, and what is left is text.
//!
//! MDX has no indented code, no HTML and no autolinks, and `{` and `<` in its text begin code, so where a fence or a code
//! span stands can be read line by line, from left to right. What this reading is not sure of makes the whole document
//! unread: a place that is taken for code and is none breaks a build.

use std::collections::HashMap;

use steep_edit::Span;

use super::javascript;
use crate::lines::further_prefix;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// `import` and `export` statements up to a blank line.
    Module,
    /// `{…}` in the text.
    Expression,
    /// A JSX tag, start or end.
    Tag,
    /// `<!-- … -->`, which MDX does not have and some of its tools accept.
    Comment,
    /// A code span on one line.
    CodeSpan {
        /// Whether its line has a `|` outside code: with GitHub's extensions it may be a cell of a table.
        beside_bar: bool,
    },
    /// A code span over several lines.
    LongCodeSpan,
    /// A fenced code block.
    Fence,
}

/// A node of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// Its bytes in the document; those of a fence begin at its first marker.
    pub(super) span: Span,
    /// Of a fence: its info string.
    pub(super) info: Span,
    /// Of a fence: its lines without the prefix of its containers, each with its line ending.
    pub(super) lines: Vec<Span>,
}

/// The nodes of a document, in its order, and the lengths of the runs of backticks that delimit nothing.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    pub(super) nodes: Vec<Node>,
    pub(super) stray: Vec<usize>,
}

/// The nodes of the text behind `start`, which is the end of the front matter; `None` for a document that is not MDX as
/// far as it is read here.
pub(super) fn read(source: &str, start: usize) -> Option<Nodes> {
    let mut reader =
        Reader { source, at: start, runs: backtick_runs(source, start), paragraph_end: start, found: Nodes::default() };
    let mut block_may_begin = true;
    while reader.at < source.len() {
        block_may_begin = reader.block_line(block_may_begin)?;
    }
    Some(reader.found)
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    /// Where the runs of backticks of each length begin.
    runs: HashMap<usize, Vec<usize>>,
    /// The end of the paragraph that was asked for last.
    paragraph_end: usize,
    found: Nodes,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, kind: NodeKind, end: usize) {
        let span = Span::new(self.at, end);
        self.found.nodes.push(Node { kind, span, info: Span::empty(end), lines: Vec::new() });
        self.at = end;
    }

    /// Reads from the start of a line to the start of another; whether a block may begin there.
    fn block_line(&mut self, block_may_begin: bool) -> Option<bool> {
        let line = line_at(self.source, self.at);
        let text = line.text(self.source);
        let content = text.trim_end_matches(['\n', '\r']);
        let markers = container_prefix(content);
        let inner = content.get(markers..).unwrap_or("");
        if inner.trim().is_empty() {
            self.at = line.end;
            return Some(true);
        }
        if let Some(fence) = FenceStart::read(inner) {
            self.fence(line, markers, &fence)?;
            return Some(true);
        }
        if block_may_begin && markers == 0 && ["import ", "export "].iter().any(|word| inner.starts_with(word)) {
            let end = javascript::module_end(self.source, self.at)?;
            self.push(NodeKind::Module, end);
            return Some(true);
        }
        let heading = inner.starts_with('#');
        self.at += markers;
        let only_nodes = self.text_line()?;
        Some(heading || only_nodes)
    }

    /// Reads text up to the end of the line that it ends on; whether there was nothing but JSX, expressions and comments.
    fn text_line(&mut self) -> Option<bool> {
        let mut only_nodes = true;
        let first_node = self.found.nodes.len();
        let mut bar = false;
        loop {
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { break };
            match c {
                '\n' | '\r' => {
                    self.at += if rest.starts_with("\r\n") { 2 } else { 1 };
                    break;
                }
                '\\' => {
                    only_nodes = false;
                    self.at += 1 + usize::from(rest.chars().nth(1).is_some_and(|c| c.is_ascii_punctuation()));
                }
                '`' => {
                    only_nodes = false;
                    self.backticks();
                }
                '{' => {
                    let end = javascript::expression_end(self.source, self.at)?;
                    self.push(NodeKind::Expression, end);
                }
                '<' if rest.starts_with("<!--") => {
                    let end = self.at + rest.find("-->")? + "-->".len();
                    self.push(NodeKind::Comment, end);
                }
                '<' if self.source.get(..self.at)?.ends_with("](") => self.at += rest.find(['>', '\n'])?,
                '<' => {
                    let end = javascript::tag_end(self.source, self.at)?;
                    self.push(NodeKind::Tag, end);
                }
                _ => {
                    bar |= c == '|';
                    only_nodes &= c.is_whitespace();
                    self.at += c.len_utf8();
                }
            }
        }
        for node in self.found.nodes.iter_mut().skip(first_node) {
            if let NodeKind::CodeSpan { beside_bar } = &mut node.kind {
                *beside_bar = bar;
            }
        }
        Some(only_nodes)
    }

    /// At a run of backticks.
    fn backticks(&mut self) {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches('`').len();
        let content = self.at + length;
        let starts = self.runs.get(&length).map(Vec::as_slice).unwrap_or_default();
        let close = starts.get(starts.partition_point(|start| *start < content)).copied();
        if self.paragraph_end <= self.at {
            self.paragraph_end = paragraph_end(self.source, self.at);
        }
        match close.filter(|close| *close < self.paragraph_end) {
            Some(close) => {
                let several_lines = Span::new(content, close).text(self.source).contains(['\n', '\r']);
                let one_line = NodeKind::CodeSpan { beside_bar: false };
                self.push(if several_lines { NodeKind::LongCodeSpan } else { one_line }, close + length);
            }
            None => {
                self.found.stray.push(length);
                self.at = content;
            }
        }
    }

    /// Reads a fence whose first line is `line`, its marker behind `markers` bytes.
    fn fence(&mut self, line: Span, markers: usize, start: &FenceStart) -> Option<()> {
        let first = line.text(self.source);
        let prefix = further_prefix(first.get(..markers)?);
        let marker = line.start + markers;
        let info_end = line.start + first.trim_end().len();
        let info = Span::new((marker + start.length).min(info_end), info_end);
        let mut lines = Vec::new();
        let mut at = line.end;
        while at < self.source.len() {
            let line = line_at(self.source, at);
            let text = line.text(self.source);
            at = line.end;
            let Some(content) = text.strip_prefix(prefix.as_str()) else {
                if text.trim_end() == prefix.trim_end() || text.trim().is_empty() {
                    let ending = text.len() - text.trim_end_matches(['\n', '\r']).len();
                    lines.push(Span::new(line.end - ending, line.end));
                    continue;
                }
                // Whether the fence goes on depends on the containers that are open.
                return None;
            };
            if start.is_closed_by(content) {
                break;
            }
            lines.push(Span::new(line.end - content.len(), line.end));
        }
        self.found.nodes.push(Node { kind: NodeKind::Fence, span: Span::new(marker, at), info, lines });
        self.at = at;
        Some(())
    }
}

/// The opening marker of a fence.
struct FenceStart {
    marker: char,
    length: usize,
}

impl FenceStart {
    fn read(line: &str) -> Option<Self> {
        let marker = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = line.trim_start_matches(marker);
        let length = line.len() - info.len();
        (length >= 3 && !(marker == '`' && info.contains('`'))).then_some(FenceStart { marker, length })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.marker)
    }
}

/// The line that begins at `at`, its ending included.
fn line_at(source: &str, at: usize) -> Span {
    let rest = source.get(at..).unwrap_or("");
    let content = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let ending = rest.get(content..).unwrap_or("");
    let ending = if ending.starts_with("\r\n") { 2 } else { usize::from(!ending.is_empty()) };
    Span::new(at, at + content + ending)
}

/// How many bytes of a line are white space, block quote markers and list markers.
fn container_prefix(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or("");
        let text = rest.trim_start_matches([' ', '\t']);
        at += rest.len() - text.len();
        let marker = if text.starts_with('>') { 1 } else { list_marker(text) };
        if marker == 0 {
            return at;
        }
        at += marker;
    }
}

/// The length of the list marker that `text` begins with; 0 where there is none.
fn list_marker(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marks: &[char] = if (1..=9).contains(&digits) { &['.', ')'] } else { &['-', '+', '*'] };
    let digits = if (1..=9).contains(&digits) { digits } else { 0 };
    match text.get(digits..).and_then(|rest| rest.strip_prefix(marks)) {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '\t']) => digits + 1,
        _ => 0,
    }
}

/// The end of the paragraph around `at`: where a line is blank, or begins another block.
fn paragraph_end(source: &str, at: usize) -> usize {
    let mut line = line_at(source, at);
    while line.end < source.len() {
        let next = line_at(source, line.end);
        let text = next.text(source).trim_end();
        let inner = text.get(container_prefix(text)..).unwrap_or("");
        let begins_block = inner.is_empty()
            || inner.len() < text.trim_start().len()
            || inner.starts_with('#')
            || FenceStart::read(inner).is_some();
        if begins_block {
            return line.end;
        }
        line = next;
    }
    line.end
}

fn backtick_runs(source: &str, start: usize) -> HashMap<usize, Vec<usize>> {
    let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut at = start;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find('`')) {
        at += found;
        let rest = source.get(at..).unwrap_or("");
        let length = rest.len() - rest.trim_start_matches('`').len();
        runs.entry(length).or_default().push(at);
        at += length;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nodes as `kind: text`.
    fn nodes(source: &str) -> Option<Vec<(NodeKind, String)>> {
        Some(read(source, 0)?.nodes.into_iter().map(|node| (node.kind, node.span.text(source).to_owned())).collect())
    }

    #[track_caller]
    fn check(source: &str, expected: &[(NodeKind, &str)]) {
        let expected: Vec<(NodeKind, String)> =
            expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
        assert_eq!(nodes(source), Some(expected), "{source:?}");
    }

    const SPAN: NodeKind = NodeKind::CodeSpan { beside_bar: false };

    #[test]
    fn code_is_where_mdx_has_it() {
        check("    a `b` c\n", &[(SPAN, "`b`")]);
        check(
            "{`a`} `b` <C d={`e`}>`f`</C>\n",
            &[
                (NodeKind::Expression, "{`a`}"),
                (SPAN, "`b`"),
                (NodeKind::Tag, "<C d={`e`}>"),
                (SPAN, "`f`"),
                (NodeKind::Tag, "</C>"),
            ],
        );
        check(
            "export const a = [\n\n  `b`,\n]\n\n`c`",
            &[(NodeKind::Module, "export const a = [\n\n  `b`,\n]\n"), (SPAN, "`c`")],
        );
        check("a\nimport `b`\n", &[(SPAN, "`b`")]);
        check("\\`a` b` \\{ \\<\n", &[(SPAN, "` b`")]);
        check("`a\nb` `c`\n\n`d\n\ne`\n- `f\n- g`\n", &[(NodeKind::LongCodeSpan, "`a\nb`"), (SPAN, "`c`")]);
        check("| `a` | b\n", &[(NodeKind::CodeSpan { beside_bar: true }, "`a`")]);
        check("<!-- `a` --> [b](<c.md>) `d`", &[(NodeKind::Comment, "<!-- `a` -->"), (SPAN, "`d`")]);
    }

    #[test]
    fn fences_keep_their_containers_prefix() {
        let source = "<A>\n    ```sh x\n    a\n\n      b\n    ```\n</A>\n> - ~~~\n>   c\n>   ~~~\n";
        let fences: Vec<(String, Vec<String>)> = read(source, 0)
            .unwrap()
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::Fence)
            .map(|node| {
                let lines = node.lines.iter().map(|line| line.text(source).to_owned()).collect();
                (node.info.text(source).to_owned(), lines)
            })
            .collect();
        let expected = [("sh x", vec!["a\n", "\n", "  b\n"]), ("", vec!["c\n"])];
        let expected = expected
            .map(|(info, lines)| (info.to_owned(), lines.into_iter().map(str::to_owned).collect::<Vec<String>>()));
        assert_eq!(fences, expected);
    }

    #[test]
    fn what_is_no_mdx_is_not_read() {
        for source in ["a < b", "a {b", "<https://x.y>", "<a", "export const a = {", "- ```\na\n  ```\n"] {
            assert_eq!(nodes(source), None, "{source}");
        }
    }
}
