//! Console sessions: commands behind prompts, and their output.

use steep_edit::Span;

use crate::info::Content;
use crate::lines;
use crate::mapped::Mapped;
use crate::places::prompt::{self, Certainty, Reader};

/// What the shell prints in front of each further line of a command.
const FURTHER_PROMPT: &str = "> ";

/// One command of a session.
pub(crate) struct SessionCommand<'s> {
    pub(crate) mapped: Mapped<'s>,
    pub(crate) reader: Reader,
    /// Whether it may become one of several lines.
    pub(crate) multiline: bool,
    /// How far the prompt is indented.
    indent: usize,
    /// What a further line gets in front, behind the container's prefix.
    pub(crate) further: String,
}

/// The commands of a block of code whose fence says `content`; `None` where the block is no session.
///
/// In a block that is called a session, every prompt counts. A script is a session when its first line that is no
/// comment has a `$ ` or `user@host:~$ ` prompt; plain text, when any line has one. Prompts that may be something else count
/// where the block begins with one.
pub(crate) fn commands<'s>(code: &Mapped<'s>, content: Content) -> Option<Vec<SessionCommand<'s>>> {
    let text = code.text.as_str();
    let any_sigil = content == Content::Session;
    let written = || lines::spans(text).map(|line| line.text(text)).filter(|line| !line.trim().is_empty());
    let is_sure = |line: &str| prompt::read(line, any_sigil).is_some_and(|it| it.certainty == Certainty::Sure);
    let mut first = written().filter(|line| any_sigil || !line.trim_start().starts_with('#'));
    let begins = first.next().and_then(|line| prompt::read(line, any_sigil));
    let begins = begins.filter(|it| it.certainty != Certainty::Angle || content != Content::Script);
    let certainty = begins.map_or(Certainty::Sure, |it| it.certainty);
    let session = match content {
        Content::Script | Content::Other => begins.is_some(),
        Content::Session | Content::Plain => begins.is_some() || written().any(is_sure),
    };
    session.then(|| split(code, any_sigil, certainty))
}

/// Prompts count that are sure, and those that the block begins with.
fn split<'s>(code: &Mapped<'s>, any_sigil: bool, begins: Certainty) -> Vec<SessionCommand<'s>> {
    let text = code.text.as_str();
    let mut commands = Vec::new();
    let mut open: Option<(SessionCommand<'s>, Unfinished)> = None;
    for line in lines::spans(text) {
        let written = line.text(text);
        let prompt = prompt::read(written, any_sigil)
            .filter(|it| it.certainty == Certainty::Sure || it.certainty == begins)
            // Behind a command that goes on, `> ` is the prompt of its next line.
            .filter(|it| it.certainty != Certainty::Angle || open.as_ref().is_none_or(|(_, it)| !it.goes_on()));
        if let Some(prompt) = prompt {
            commands.extend(open.take().map(|(command, _)| command));
            let span = Span::new(line.start + prompt.length, line.end);
            let indent = written.len() - written.trim_start().len();
            let host = Span::new(code.host_offset(line.start), code.host_offset(line.start + indent));
            let further = format!("{}{FURTHER_PROMPT}", host.text(code.source()));
            let mut unfinished = Unfinished::default();
            unfinished.read(span.text(text));
            // Between prompts that look the same, a further line would look like a command.
            let multiline = prompt.certainty != Certainty::Angle;
            let command = SessionCommand { mapped: code.part(span), reader: prompt.reader, multiline, indent, further };
            open = Some((command, unfinished));
            continue;
        }
        let Some((mut command, mut unfinished)) = open.take() else { continue };
        let further = further_text(written, command.indent).map(|rest| Span::new(line.end - rest.len(), line.end));
        let goes_on = unfinished.goes_on() && line.end < text.len();
        let Some(span) = further.or(goes_on.then_some(line)) else {
            commands.push(command);
            continue;
        };
        let host = Span::new(code.host_offset(line.start - 1), code.host_offset(span.start));
        let container = code.prefixes.after(line.start - 1).unwrap_or("");
        command.mapped.push_break_as(host, &format!("{container}{}", command.further));
        command.mapped.push_part(code, span);
        unfinished.read(span.text(text));
        open = Some((command, unfinished));
    }
    commands.extend(open.take().map(|(command, _)| command));
    commands
}

/// What stands behind a continuation prompt that is indented by no more than `indent`, as the prompt is; `None` for a
/// line without one.
fn further_text(line: &str, indent: usize) -> Option<&str> {
    let blanks = line.char_indices().take_while(|(at, c)| *at < indent && c.is_whitespace());
    let line = line.get(blanks.last().map_or(0, |(at, c)| at + c.len_utf8())..)?;
    line.strip_prefix(FURTHER_PROMPT).or_else(|| (line == FURTHER_PROMPT.trim_end()).then_some(""))
}

/// Whether the lines of a command so far leave it unfinished: enough of the shell's grammar for lines that go on
/// without a continuation prompt.
#[derive(Debug, Default)]
struct Unfinished {
    quote: Option<char>,
    backslash: bool,
    /// Whether the last line ends in `|`, `||` or `&&`.
    operator: bool,
    /// Delimiters of here-documents whose bodies have not ended; whether leading tabs are taken off.
    here_documents: Vec<(String, bool)>,
}

impl Unfinished {
    fn goes_on(&self) -> bool {
        self.quote.is_some() || self.backslash || self.operator || !self.here_documents.is_empty()
    }

    fn read(&mut self, line: &str) {
        if self.quote.is_none()
            && let Some((delimiter, tabs)) = self.here_documents.first()
        {
            let body = if *tabs { line.trim_start_matches('\t') } else { line };
            if body == delimiter {
                self.here_documents.remove(0);
            }
            return;
        }
        self.backslash = false;
        self.operator = line.trim_end().ends_with('|') || line.trim_end().ends_with("&&");
        let mut chars = line.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            match (self.quote, c) {
                (Some('\''), '\'') | (Some('"'), '"') => self.quote = None,
                (None, '\'' | '"') => self.quote = Some(c),
                (None | Some('"'), '\\') => self.backslash = chars.next().is_none(),
                (None, '#') if before.is_whitespace() => break,
                (None, '<')
                    if line.get(at..).is_some_and(|rest| rest.starts_with("<<") && !rest.starts_with("<<<")) =>
                {
                    chars.next();
                    self.here_documents.extend(here_document(line.get(at + 2..).unwrap_or("")));
                    // `<<<` and the delimiter's quotes must not be read again.
                    while chars.next_if(|(_, c)| !c.is_whitespace()).is_some() {}
                }
                (None, '<') => while chars.next_if(|(_, c)| *c == '<').is_some() {},
                _ => {}
            }
            before = c;
        }
    }
}

fn here_document(after: &str) -> Option<(String, bool)> {
    let (tabs, after) = after.strip_prefix('-').map_or((false, after), |rest| (true, rest));
    let word =
        after.trim_start().split(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '&' | ')' | '>')).next()?;
    let delimiter: String = word.chars().filter(|c| !matches!(c, '\'' | '"' | '\\')).collect();
    (!delimiter.is_empty()).then_some((delimiter, tabs))
}
