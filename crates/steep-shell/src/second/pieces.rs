//! The pieces of one command, as the tree has them → its words.
//!
//! The tree of a command can be short of bytes, or have one word as several nodes. Bytes that no node covers are given
//! back to the words here (see [`FAULTS`](super::FAULTS)).

use compact_str::CompactString;
use steep_edit::Span;

use crate::outline::{CommandOutline, Construct, WordOutline};

/// What the tree has of one command, in any order.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) words: Vec<Span>,
    pub(super) assignments: Vec<Span>,
    pub(super) redirects: Vec<Span>,
    /// Expansions by where they begin.
    pub(super) expansions: Vec<(usize, CompactString)>,
    /// Bytes of words that are quoted, or part of an expansion.
    pub(super) opaque: Vec<Span>,
}

impl Pieces {
    /// The command in `text`.
    pub(super) fn command(mut self, text: &str, bodies: Vec<Span>, path: Vec<Construct>) -> CommandOutline {
        self.redirects.sort_unstable();
        self.give_back_dashes(text);
        self.words.sort_unstable();
        self.assignments.sort_unstable();
        let mut words: Vec<Span> = Vec::new();
        for span in std::mem::take(&mut self.words) {
            let before = words.last_mut().or_else(|| self.assignments.last_mut()).filter(|it| touch(**it, span, text));
            match before {
                Some(before) => before.end = span.end,
                None => words.push(span),
            }
        }
        self.opaque.sort_unstable();
        for span in self.assignments.iter().chain(&words) {
            bare_dollars(*span, text, &self.opaque, &mut self.expansions);
        }
        self.expansions.sort();
        let outline = |span: &Span| {
            let first = self.expansions.partition_point(|(start, _)| *start < span.start);
            let inside = self.expansions.iter().skip(first).take_while(|(start, _)| *start < span.end);
            WordOutline { span: *span, expansions: inside.map(|(_, source)| source.clone()).collect() }
        };
        CommandOutline {
            words: words.iter().map(outline).collect(),
            assignments: self.assignments.iter().map(outline).collect(),
            redirects: self.redirects,
            bodies,
            path,
        }
    }

    /// `tar -cf - 2>&1`: the `-` in front of a redirection is in no node.
    fn give_back_dashes(&mut self, text: &str) {
        for redirect in &self.redirects {
            let before = text.get(..redirect.start).unwrap_or("").trim_end_matches([' ', '\t']);
            let Some(rest) = before.strip_suffix('-').filter(|rest| rest.ends_with([' ', '\t'])) else { continue };
            let dash = Span::new(rest.len(), before.len());
            let mut all = self.words.iter().chain(&self.assignments).chain(&self.redirects);
            if !all.any(|span| span.contains(dash)) {
                self.words.push(dash);
            }
        }
    }
}

/// Whether nothing but continued line ends is between `before` and `after`.
fn touch(before: Span, after: Span, text: &str) -> bool {
    let mut between = text.get(before.end..after.start).unwrap_or(" ");
    while let Some(rest) = between.strip_prefix("\\\n").or_else(|| between.strip_prefix("\\\r\n")) {
        between = rest;
    }
    between.is_empty()
}

/// `$name` in the bytes of a word that no node covers: `$a/$b` has no node for the second.
fn bare_dollars(word: Span, text: &str, opaque: &[Span], found: &mut Vec<(usize, CompactString)>) {
    let mut at = word.start;
    let mut next = opaque.partition_point(|span| span.end <= word.start);
    while at < word.end {
        while let Some(span) = opaque.get(next).filter(|span| span.end <= at) {
            next += usize::from(span.end <= at);
        }
        if let Some(span) = opaque.get(next).filter(|span| span.start <= at) {
            at = span.end.max(at + 1);
            continue;
        }
        match text.as_bytes().get(at) {
            Some(b'\\') => at += 2,
            Some(b'$') => {
                let source = parameter(text.get(at..word.end).unwrap_or(""));
                found.extend(source.map(|source| (at, source.into())));
                at += source.map_or(1, str::len);
            }
            _ => at += 1,
        }
    }
}

/// The parameter that `text` begins with.
fn parameter(text: &str) -> Option<&str> {
    let name = text.bytes().skip(1).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let length = match text.as_bytes().get(1)? {
        b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!' => 1,
        _ => name,
    };
    if length == 0 { None } else { text.get(..=length) }
}
