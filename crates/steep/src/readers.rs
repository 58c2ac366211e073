//! Whether both shell readers say the same of a command.

use std::cell::{OnceCell, RefCell};

use steep_edit::Span;
use steep_forge::Refusal;
use steep_shell::read::Limits;
use steep_shell::second::{Difference, Second};
use steep_shell::{Command, Stands};

/// The readers of one script; the second one reads when it is first asked.
pub(crate) struct Readers<'a, 't> {
    text: &'t str,
    limits: &'a Limits,
    second: &'a OnceCell<Box<Second<'t>>>,
    /// The code for another shell that was asked about last.
    code: RefCell<Option<(Span, Second<'t>)>>,
}

impl<'a, 't> Readers<'a, 't> {
    /// Those of the script `text`. What the second one reads is left in `second`, for who needs it again.
    pub(crate) fn new(text: &'t str, limits: &'a Limits, second: &'a OnceCell<Box<Second<'t>>>) -> Self {
        Readers { text, limits, second, code: RefCell::default() }
    }

    fn second(&self) -> &Second<'t> {
        self.second.get_or_init(|| Box::new(Second::new(self.text, self.limits)))
    }

    /// What the readers do not agree on about a command: the one that runs it, where it is run by another, and the text
    /// that it is a part of, where that is code for another shell.
    ///
    /// A command with a broken continuation is refused for that, which says more.
    pub(crate) fn command_difference(&self, command: &Command) -> Option<Refusal> {
        if !command.broken_continuations.is_empty() {
            return None;
        }
        let program = command.words.first().map_or(command.span.start, |word| word.span.start);
        let start = command.wrappers.first().map_or(program, |wrapper| wrapper.span.start);
        let Some(code) = command.code else { return self.second().difference(start).map(ambiguous) };
        let outer = self.second().difference(code.run_by);
        let inner = || {
            let mut last = self.code.borrow_mut();
            if last.as_ref().is_none_or(|(span, _)| *span != code.span) {
                *last = Some((code.span, Second::new(code.span.text(self.text), self.limits)));
            }
            last.as_ref().and_then(|(span, second)| second.difference(start - span.start))
        };
        outer.or_else(inner).map(ambiguous)
    }

    /// Whether the byte `at` does not stand in a comment for both readers.
    pub(crate) fn comment_difference(&self, at: usize) -> Option<Refusal> {
        self.second().comment_difference(at).map(ambiguous)
    }
}

/// A here-document of running text is looked for in this many bytes behind its command.
const LONGEST_BODY: usize = 8 << 10;

/// What the readers do not agree on about a command in running text, which both read by itself. Its `#12` is a word there.
/// One that goes on over the lines of a comment has the signs of the comment between its words, and is not compared.
pub(crate) fn alone(text: &str, command: &Command) -> Option<Refusal> {
    if !command.broken_continuations.is_empty() {
        return None;
    }
    if command.stands == Stands::InComment && command.span.text(text).contains('\n') {
        return None;
    }
    let has_body = command.redirects.iter().any(|it| it.source.contains("<<") && !it.source.contains("<<<"));
    let mut end = if has_body { text.len().min(command.span.end + LONGEST_BODY) } else { command.span.end };
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut alone = text.get(command.span.start..end)?.to_owned();
    for word in command.words.iter().filter(|word| word.source.starts_with('#')) {
        let at = word.span.start - command.span.start;
        alone.replace_range(at..=at, "x");
    }
    let program = command.words.first()?.span.start - command.span.start;
    let limits = Limits::default();
    let second = Second::new(&alone, &limits);
    let own = second.own().outline.commands.iter().find(|own| own.start() == program);
    let words = own.map(|own| own.words.iter().map(|word| word.span.shift(command.span.start)));
    let same_words = words.is_some_and(|words| words.eq(command.words.iter().map(|word| word.span)));
    if !same_words {
        return Some(ambiguous(Difference::Words));
    }
    second.difference(program).map(ambiguous)
}

fn ambiguous(difference: Difference) -> Refusal {
    Refusal::Ambiguous { why: format!("two shell readers {difference}") }
}
