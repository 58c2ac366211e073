//! MDX: where its fences and code spans stand. All else is reported and not written to.

mod javascript;
mod nodes;

use steep_edit::{Edits, Span};

use crate::document::FrontMatter;
use crate::structure::{Moves, Side};
use nodes::{Node, NodeKind, Nodes};

/// A part of a document.
pub(crate) enum Part {
    /// Text, JSX, expressions and modules, or all of a document that is not read.
    Other(Span),
    /// A comment in braces or in HTML's delimiters: what it says.
    Comment(Span),
    /// A code span; whether a `|` outside code stands on its line.
    CodeSpan(Span, bool),
    /// A fence.
    Fence {
        /// From its first marker to the end of its last line.
        span: Span,
        /// The info string.
        info: Span,
        /// Its lines without container prefixes, line endings included.
        lines: Vec<Span>,
    },
}

/// The parts of a document behind its front matter, in its order, and the lengths of its runs of backticks that delimit
/// nothing.
pub(crate) fn parts(source: &str) -> (Vec<Part>, Vec<usize>) {
    let start = FrontMatter::end_of(source);
    let Some(Nodes { nodes, stray }) = nodes::read(source, start) else {
        return (vec![Part::Other(Span::new(start, source.len()))], Vec::new());
    };
    let mut parts = Vec::new();
    let mut other = start;
    for Node { kind, span, info, lines } in nodes {
        let part = match kind {
            NodeKind::CodeSpan { beside_bar } => Part::CodeSpan(span, beside_bar),
            NodeKind::Fence => Part::Fence { span, info, lines },
            NodeKind::Comment | NodeKind::Expression => match comment(source, span) {
                Some(inner) => Part::Comment(inner),
                None => continue,
            },
            NodeKind::Module | NodeKind::Tag | NodeKind::LongCodeSpan => continue,
        };
        if other < span.start {
            parts.push(Part::Other(Span::new(other, span.start)));
        }
        parts.push(part);
        other = span.end;
    }
    if other < source.len() {
        parts.push(Part::Other(Span::new(other, source.len())));
    }
    (parts, stray)
}

/// What stands between the delimiters of a comment.
fn comment(source: &str, span: Span) -> Option<Span> {
    let text = span.text(source);
    let length = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        Some((open.len(), inner.len()))
    };
    let (open, inner) = length("{/*", "*/}").or_else(|| length("<!--", "-->"))?;
    Some(Span::new(span.start + open, span.start + open + inner))
}

/// Whether `after`, which is `before` with `edits`, has the same nodes at the same places, and the same text outside its
/// code.
pub(crate) fn keeps_structure(before: &str, edits: &Edits, after: &str) -> bool {
    let read = |source: &str| nodes::read(source, FrontMatter::end_of(source));
    let (Some(old), Some(new)) = (read(before), read(after)) else { return false };
    let moves = Moves::new(edits);
    old.nodes.len() == new.nodes.len()
        && old.nodes.iter().zip(&new.nodes).all(|(old, new)| {
            let is_code = matches!(old.kind, NodeKind::CodeSpan { .. } | NodeKind::Fence);
            let same_text = is_code || old.span.text(before) == new.span.text(after);
            let same_info = old.info.text(before) == new.info.text(after);
            old.kind == new.kind
                && same_text
                && same_info
                && moves.outside(old.span, Side::Before) == moves.outside(new.span, Side::After)
        })
}

/// Whether a document imports or exports at the beginning of a block outside its fences, as MDX does.
pub(crate) fn has_modules(source: &str) -> bool {
    let mut fence: Option<&str> = None;
    let mut block_may_begin = true;
    let body = source.get(FrontMatter::end_of(source)..).unwrap_or("");
    for line in body.lines() {
        let text = line.trim();
        let run = |mark: char| text.len() - text.trim_start_matches(mark).len();
        let marker = if run('`') >= 3 { run('`') } else { run('~') };
        match fence {
            Some(open) if marker >= open.len() && text.starts_with(open) && text.len() == marker => fence = None,
            Some(_) => {}
            None if marker >= 3 => fence = text.get(..marker),
            None if block_may_begin && is_module(line) => return true,
            None => {}
        }
        block_may_begin = text.is_empty() || fence.is_some() || is_module(line);
    }
    false
}

/// Whether a line begins an `import` or `export` of JavaScript.
fn is_module(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        let quoted = |text: &str| text.trim_start().starts_with(['"', '\'']);
        return quoted(rest)
            || rest.split_once(" from ").is_some_and(|(_, module)| quoted(module))
            || rest.trim() == "{";
    }
    line.strip_prefix("export ").is_some_and(|rest| {
        let words = ["const ", "let ", "var ", "default ", "function ", "async function ", "class ", "{", "* from "];
        words.iter().any(|word| rest.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_imports_and_exports_of_javascript() {
        for source in [
            "import A from 'a';\n",
            "---\ntitle: x\n---\n\nimport { A, B } from \"a\";\n",
            "# t\n\nexport const a = 1\n",
            "import 'a.css'\n",
            "import {\n  A,\n} from 'a'\n",
        ] {
            assert!(has_modules(source), "{source}");
        }
        for source in [
            "```js\nimport A from 'a';\n```\n",
            "~~~\n```\nimport A from 'a'\n~~~\n",
            "import your data from the old system\n",
            "export GH_TOKEN=x\n",
            "text\nimport A from 'a'\n",
            "    import A from 'a'\n",
        ] {
            assert!(!has_modules(source), "{source}");
        }
    }
}
