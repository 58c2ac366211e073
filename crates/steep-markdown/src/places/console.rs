//! Console sessions: commands behind prompts, and their output.

use steep_edit::Span;

use crate::info::Content;
use crate::lines;
use crate::mapped::Mapped;

/// A prompt longer than this is text.
const MAX_PROMPT: usize = 120;

/// What the shell prints in front of each further line of a command.
const FURTHER_PROMPT: &str = "> ";

/// One command of a session.
pub(crate) struct SessionCommand<'s> {
    pub(crate) mapped: Mapped<'s>,
    /// How far the prompt is indented.
    indent: usize,
    /// What a further line gets in front, behind the container's prefix.
    pub(crate) further: String,
}

/// The commands of a block of code whose fence says `content`; `None` where the block is no session.
///
/// In a block that is called a session, every prompt counts. A script is a session when its first line that is no
/// comment has a `$ ` or `user@host:~$ ` prompt; plain text, when any line has one.
pub(crate) fn commands<'s>(code: &Mapped<'s>, content: Content) -> Option<Vec<SessionCommand<'s>>> {
    let text = code.text.as_str();
    let any_sigil = content == Content::Session;
    let mut written = lines::spans(text).map(|line| line.text(text)).filter(|line| !line.trim().is_empty());
    let session = match content {
        Content::Script | Content::Other => {
            written.find(|line| !line.trim_start().starts_with('#')).is_some_and(|line| prompt(line, false).is_some())
        }
        Content::Session | Content::Plain => written.any(|line| prompt(line, any_sigil).is_some()),
    };
    session.then(|| split(code, any_sigil))
}

fn split<'s>(code: &Mapped<'s>, any_sigil: bool) -> Vec<SessionCommand<'s>> {
    let text = code.text.as_str();
    let mut commands = Vec::new();
    let mut open: Option<(SessionCommand<'s>, Unfinished)> = None;
    for line in lines::spans(text) {
        let written = line.text(text);
        if let Some(length) = prompt(written, any_sigil) {
            commands.extend(open.take().map(|(command, _)| command));
            let span = Span::new(line.start + length, line.end);
            let indent = written.len() - written.trim_start().len();
            let host = Span::new(code.host_offset(line.start), code.host_offset(line.start + indent));
            let further = format!("{}{FURTHER_PROMPT}", host.text(code.source()));
            let mut unfinished = Unfinished::default();
            unfinished.read(span.text(text));
            open = Some((SessionCommand { mapped: code.part(span), indent, further }, unfinished));
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

/// The length of the prompt that a line begins with, white space around it included. `any_sigil` takes `#`, `%` and `❯`
/// for prompts too, which are comments and jobs elsewhere.
fn prompt(line: &str, any_sigil: bool) -> Option<usize> {
    let body = line.trim_start();
    let sigil = |c: char| c == '$' || (any_sigil && matches!(c, '#' | '%' | '❯' | '➜'));
    let first = body.chars().next()?;
    let length = if sigil(first) { first.len_utf8() } else { named_prompt(body)? };
    let rest = body.get(length..)?;
    let command = rest.trim_start_matches([' ', '\t']);
    if command.len() == rest.len() {
        return None;
    }
    Some(line.len() - command.len())
}

/// The length of `user@host:~/x$`, `[user@host x]#`, `(venv) user@host$` without the space after it.
fn named_prompt(line: &str) -> Option<usize> {
    let head = line.char_indices().take(MAX_PROMPT).find_map(|(at, c)| {
        let sigil = matches!(c, '$' | '#' | '%');
        (sigil && matches!(line.as_bytes().get(at + 1), Some(b' ' | b'\t'))).then_some(at)
    })?;
    let name = line.get(..head)?;
    let name = name.strip_prefix('(').and_then(|rest| rest.split_once(") ")).map_or(name, |(_, rest)| rest);
    let bracketed = name.starts_with('[') && name.ends_with(']');
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '@' | ':' | '~' | '/' | '-' | '+');
    let inner = name.trim_start_matches('[').trim_end_matches(']');
    let well_formed = inner.chars().all(|c| plain(c) || (bracketed && c == ' '));
    (well_formed && inner.contains('@') && !inner.ends_with(' ')).then_some(head + 1)
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
