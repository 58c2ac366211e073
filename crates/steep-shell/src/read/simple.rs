//! Simple commands: assignments, words, redirections, here-documents.

use steep_edit::Span;

use super::parser::{Parser, PendingHereDocument};
use super::tree::{DraftId, DraftRedirect, Inner, InnerKind, Node};
use super::words::{Parts, is_name};
use super::wrappers::{self, Code};
use crate::{Assignment, Part, Quote, Redirect, UnreadCode, Word};

/// Redirection operators, the longer ones first.
const OPERATORS: &[&str] = &["&>>", "<<<", "<<-", "<<", "<>", "<&", "<", ">>", ">&", ">|", "&>", ">"];

impl Parser<'_> {
    /// Reads a simple command, or the definition of a function by its name and `()`.
    pub(super) fn simple(&mut self) -> Node {
        let draft = self.new_draft();
        self.draft(draft).span = Span::empty(self.pos);
        loop {
            self.skip_blanks(Some(draft));
            if self.skip_comment() || self.at_end() {
                break;
            }
            if self.redirect_here() {
                self.redirect(draft);
            } else if self.at_word() {
                self.argument(draft);
            } else if self.byte(0) == Some(b'(') {
                if let Some(node) = self.function_by_name(draft) {
                    return node;
                }
                // Nothing that a shell would take: running text, perhaps. No part of the line is certain.
                let start = self.draft(draft).span.start;
                let end = self.line_end(self.pos);
                self.error(start, end);
                break;
            } else {
                break;
            }
            let end = self.pos;
            self.draft(draft).span.end = end;
        }
        // A text may have very many commands.
        self.draft(draft).words.shrink_to_fit();
        self.code(draft);
        Node::Simple(draft)
    }

    /// Reads the code in the words of a command that runs it (`sh -c '…'`), and notes what cannot be read.
    fn code(&mut self, draft: DraftId) {
        if !self.reads_code {
            return;
        }
        let found = wrappers::code(&self.draft(draft).words);
        for code in found {
            match code {
                Code::Read(span) => {
                    let after = self.pos;
                    let list = self.nested(span.start, |parser| {
                        parser.region(span.start, span.end, |parser| parser.list(&[], true))
                    });
                    self.pos = self.pos.max(after);
                    let inner = list.map(|list| Inner { kind: InnerKind::Quoted(span), list });
                    self.draft(draft).inner.extend(inner);
                }
                Code::Unread(span, why) => {
                    self.draft(draft).unread_code.push(UnreadCode { span, why, variable: None });
                }
                Code::Input(read) => self.draft(draft).input = Some(read),
            }
        }
    }

    /// Reads a here-document that a shell runs.
    fn code_document(&mut self, document: &PendingHereDocument, body: Span) {
        match self.draft(document.draft).input.clone() {
            Some(Ok(())) if document.verbatim && !document.strip_tabs => {
                let list = self
                    .nested(body.start, |parser| parser.region(body.start, body.end, |parser| parser.list(&[], true)));
                let inner = list.map(|list| Inner { kind: InnerKind::Input(body), list });
                self.draft(document.draft).inner.extend(inner);
            }
            Some(read) => {
                let why = read.err().unwrap_or_else(|| {
                    "the here-document that it stands in is put together before a shell reads it as code".to_owned()
                });
                let code = UnreadCode { span: body, why, variable: None };
                self.draft(document.draft).unread_code.push(code);
            }
            None => {}
        }
    }

    /// Reads one word of a command, or an assignment where one may stand.
    pub(super) fn argument(&mut self, draft: DraftId) {
        if self.draft(draft).words.is_empty()
            && let Some((name, append, value)) = self.assignment_here()
        {
            let start = self.pos;
            self.pos = value;
            let value = if self.byte(0) == Some(b'(') {
                let mut parts = Parts::default();
                self.array(&mut parts, draft);
                self.finished(value, parts)
            } else if self.at_word() {
                self.word(draft)
            } else {
                let parts = vec![Part::Literal { text: "".into(), quote: Quote::None }];
                Word { span: Span::empty(value), source: "".into(), parts }
            };
            let span = Span::new(start, self.pos);
            self.draft(draft).assignments.push(Assignment { span, name, value, append });
            return;
        }
        let word = self.word(draft);
        self.draft(draft).words.push(word);
    }

    /// The name of the assignment at the cursor, whether it appends, and where its value begins.
    fn assignment_here(&self) -> Option<(String, bool, usize)> {
        let rest = self.bytes.get(self.pos..self.end)?;
        let mut length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        if !is_name(rest.get(..length)?) {
            return None;
        }
        if rest.get(length) == Some(&b'[') {
            length += rest.get(length..)?.iter().take_while(|b| b.is_ascii_graphic() && **b != b']').count() + 1;
        }
        let append = rest.get(length) == Some(&b'+');
        let equals = length + usize::from(append);
        if rest.get(equals) != Some(&b'=') {
            return None;
        }
        Some((self.text.get(self.pos..self.pos + length)?.to_owned(), append, self.pos + equals + 1))
    }

    /// `name() body`, when the one word of `draft` can name a function and the parentheses at the cursor are empty.
    fn function_by_name(&mut self, draft: DraftId) -> Option<Node> {
        let before = self.draft(draft);
        let [word] = before.words.as_slice() else { return None };
        if !before.assignments.is_empty() || !before.redirects.is_empty() {
            return None;
        }
        let name = word.as_literal()?;
        let mut ahead = 1;
        while matches!(self.byte(ahead), Some(b' ' | b'\t')) {
            ahead += 1;
        }
        if self.byte(ahead) != Some(b')') {
            return None;
        }
        self.pos += ahead + 1;
        self.draft(draft).words.clear();
        Some(self.function_body(name, draft))
    }

    /// Reads the redirections behind a compound command.
    pub(super) fn redirections(&mut self, head: DraftId) {
        loop {
            self.skip_blanks(Some(head));
            if !self.redirect_here() {
                return;
            }
            self.redirect(head);
        }
    }

    /// Whether a redirection begins at the cursor, with its descriptor if it has one.
    pub(super) fn redirect_here(&self) -> bool {
        let digits = self.descriptor_length();
        if digits > 0 && self.is_end_tag(digits) {
            return false;
        }
        match (self.byte(digits), self.byte(digits + 1)) {
            (Some(b'>'), next) => digits > 0 || next != Some(b'('),
            (Some(b'<'), Some(b'(')) => digits > 0,
            (Some(b'<'), _) => digits > 0 || !self.at_word(),
            (Some(b'&'), Some(b'>')) => digits == 0,
            _ => false,
        }
    }

    /// Whether the end tag of an element stands at the cursor: `</cmd>`. To the shell it would read a file and write to
    /// what comes next, which nobody writes without a blank.
    pub(super) fn at_end_tag(&self) -> bool {
        self.is_end_tag(0)
    }

    /// The same, `ahead` bytes behind the cursor.
    fn is_end_tag(&self, ahead: usize) -> bool {
        let Some(name) = self.rest().get(ahead..).and_then(|rest| rest.strip_prefix("</")) else { return false };
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte)).count();
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.as_bytes().get(length) == Some(&b'>')
    }

    fn descriptor_length(&self) -> usize {
        // More digits than any system has descriptors for are a word.
        (0..6).take_while(|ahead| self.byte(*ahead).is_some_and(|byte| byte.is_ascii_digit())).count()
    }

    /// Reads the redirection at the cursor into `draft`.
    pub(super) fn redirect(&mut self, draft: DraftId) {
        let start = self.pos;
        if self.at_end_tag() {
            self.error(start, start + "</".len());
        }
        let digits = self.descriptor_length();
        let descriptor = self.text.get(start..start + digits).unwrap_or("").parse().ok();
        self.pos += digits;
        let operator = OPERATORS.iter().copied().find(|operator| self.looking_at(operator)).unwrap_or(">");
        self.pos += operator.len();
        let target = if operator == "<<" || operator == "<<-" {
            self.skip_blanks(None);
            self.here_document_operator(start, operator == "<<-", draft);
            None
        } else {
            self.redirect_target(draft)
        };
        let is_here_document = operator.starts_with("<<") && operator != "<<<";
        if target.is_none() && !is_here_document {
            self.error(start, self.pos);
        }
        let reads = operator.starts_with('<') && operator != "<>";
        let span = Span::new(start, self.pos);
        let redirect = Redirect {
            span,
            source: span.text(self.text).into(),
            descriptor: descriptor.unwrap_or(u32::from(!operator.starts_with('<'))),
            reads,
        };
        self.draft(draft).redirects.push(DraftRedirect { redirect, operator, target });
    }

    /// The word behind a redirection operator; when there is none the cursor stays behind the operator.
    fn redirect_target(&mut self, draft: DraftId) -> Option<Word> {
        let behind = self.pos;
        self.skip_blanks(None);
        if self.at_word() && !(self.prose && self.newline_at(self.pos) > 0) {
            return Some(self.word(draft));
        }
        self.pos = behind;
        None
    }

    /// Reads the delimiter of a here-document and remembers that its body is to come.
    fn here_document_operator(&mut self, start: usize, strip_tabs: bool, draft: DraftId) {
        let from = self.pos;
        if !self.at_word() {
            self.error(start, self.pos);
            return;
        }
        let scratch = self.new_draft();
        let word = self.word(scratch);
        let source = self.text.get(from..self.pos).unwrap_or("");
        let verbatim = source.contains(['\'', '"', '\\']);
        let delimiter = if verbatim { word.display() } else { source.to_owned() };
        self.pending.push(PendingHereDocument {
            draft,
            span: Span::new(start, self.pos),
            delimiter,
            verbatim,
            strip_tabs,
        });
    }

    /// Reads the bodies of the here-documents that wait, at the start of a line.
    pub(super) fn here_documents(&mut self) {
        for document in std::mem::take(&mut self.pending) {
            let start = self.pos;
            // Indented by the document around it, the delimiter is still meant as one.
            let found = self
                .delimiter_line(start, |line| {
                    let line = if document.strip_tabs { line.trim_start_matches('\t') } else { line };
                    line == document.delimiter
                })
                .or_else(|| self.delimiter_line(start, |line| line.trim() == document.delimiter));
            let Some((body_end, after)) = found else {
                self.errors.push(document.span);
                self.error(start, self.end);
                self.pos = self.end;
                continue;
            };
            self.note_body(&document, Span::new(start, body_end));
            let body = Span::new(start, body_end);
            self.draft(document.draft).bodies.push(body);
            self.code_document(&document, body);
            if !document.verbatim {
                self.nested(start, |parser| parser.expansions_in(start, body_end, document.draft));
            }
            self.pos = self.pos.max(after);
        }
    }

    /// Keeps the body of a here-document, without the white space that it begins and ends with: readers take it for a part
    /// of the body or not.
    fn note_body(&mut self, document: &PendingHereDocument, body: Span) {
        let text = body.text(self.text);
        let start = body.start + (text.len() - text.trim_start().len());
        let end = body.end - (text.len() - text.trim_end().len());
        self.bodies.push((document.draft, Span::new(start.min(end), end)));
        let line = self.bytes.get(body.end..self.end).unwrap_or(&[]);
        let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if blanks > 0 && !(document.strip_tabs && line.iter().take(blanks).all(|byte| *byte == b'\t')) {
            self.indented.push(Span::new(body.end, body.end + blanks));
        }
    }

    /// The first line from `from` on that `is_delimiter`: where it begins, and where the next line does.
    fn delimiter_line(&self, from: usize, is_delimiter: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
        let mut at = from;
        for line in self.text.get(from..self.end)?.split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let content = content.strip_suffix('\r').unwrap_or(content);
            if is_delimiter(content) {
                return Some((at, at + line.len()));
            }
            at += line.len();
        }
        None
    }

    fn finished(&self, start: usize, parts: Parts) -> Word {
        let span = Span::new(start, self.pos);
        Word { span, source: span.text(self.text).into(), parts: parts.finish() }
    }
}
