//! One command in running text: where it ends, and what little of its surroundings can be told.

use super::parser::Parser;
use super::resolve;
use super::tree::{DraftId, DraftRedirect};
use super::{ProseReading, Take, surroundings};
use crate::{Part, Word};

/// A command in prose and what is looked at around it is never longer than this many bytes, so that the many words of a
/// long text that are no commands cost little.
pub(super) const WINDOW: usize = 8 << 10;

pub(super) fn read(text: &str, start: usize, take: &mut dyn FnMut(&[Word], &Word) -> Take) -> Option<ProseReading> {
    let mut end = text.len().min(start.checked_add(WINDOW)?);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = text.get(..end)?;
    let mut parser = Parser::new(window);
    parser.prose = true;
    parser.pos = start;
    let draft = parser.new_draft();
    while parser.draft(draft).words.is_empty() {
        parser.skip_blanks(Some(draft));
        if !parser.at_word() || parser.unclosed {
            return None;
        }
        parser.argument(draft);
    }
    let command_end = parser.further_words(draft, take);
    if parser.draft(draft).words.len() < 2 && parser.draft(draft).redirects.is_empty() {
        return None;
    }
    parser.draft(draft).span.end = command_end;
    let whole = parser.bodies(command_end);
    let context = surroundings::of(text, start, command_end);
    let commands = resolve::one(&mut parser, draft, &context);
    (!commands.is_empty()).then_some(ProseReading { commands, end: whole })
}

/// What the parser had read when something turned out not to belong to the command.
struct Mark {
    pos: usize,
    inner: usize,
    errors: usize,
    pending: usize,
}

impl Parser<'_> {
    /// Reads the words behind the program, as long as `take` takes them, and gives the end of the last one.
    fn further_words(&mut self, draft: DraftId, take: &mut dyn FnMut(&[Word], &Word) -> Take) -> usize {
        loop {
            let end = self.pos;
            self.skip_blanks(Some(draft));
            let mark = self.mark(draft);
            if self.at_end() || self.at_quotation_mark(end) || self.at_end_tag() {
                return self.forget_continuations(draft, end);
            }
            if self.redirect_here() {
                self.redirect(draft);
                let taken = self.draft(draft).redirects.last().is_some_and(is_meant);
                if !taken || self.unclosed || (self.errors.len() > mark.errors) || !self.has_bodies(mark.pending) {
                    // What it reads would be left behind for the last stage of whatever is written in its place.
                    let reads = self.draft(draft).redirects.pop().is_some_and(|one| one.operator.starts_with('<'));
                    self.draft(draft).cut_off |= reads;
                    self.back_to(&mark, draft);
                    return self.forget_continuations(draft, end);
                }
                continue;
            }
            if !self.at_word() {
                return self.forget_continuations(draft, end);
            }
            let word = self.word(draft);
            if self.unclosed {
                // An apostrophe of the sentence (`doesn't`) does not close either, but the grammar would not take it.
                self.draft(draft).cut_off = take(&self.draft(draft).words, &word) != Take::Stop;
                self.back_to(&mark, draft);
                return self.forget_continuations(draft, end);
            }
            match take(&self.draft(draft).words, &word) {
                Take::Word => self.draft(draft).words.push(word),
                Take::WordWithout(bytes) => match shorter(&word, bytes) {
                    Some(word) => {
                        let end = word.span.end;
                        self.draft(draft).words.push(word);
                        return end;
                    }
                    None => {
                        self.back_to(&mark, draft);
                        return self.forget_continuations(draft, end);
                    }
                },
                Take::Stop => {
                    self.back_to(&mark, draft);
                    return self.forget_continuations(draft, end);
                }
            }
        }
    }

    fn mark(&mut self, draft: DraftId) -> Mark {
        Mark {
            pos: self.pos,
            inner: self.draft(draft).inner.len(),
            errors: self.errors.len(),
            pending: self.pending.len(),
        }
    }

    fn back_to(&mut self, mark: &Mark, draft: DraftId) {
        self.pos = mark.pos;
        self.draft(draft).inner.truncate(mark.inner);
        self.errors.truncate(mark.errors);
        self.pending.truncate(mark.pending);
        self.unclosed = false;
    }

    /// Drops continuations behind the command's last word.
    fn forget_continuations(&mut self, draft: DraftId, end: usize) -> usize {
        self.draft(draft).broken_continuations.retain(|span| span.end <= end);
        end
    }

    /// Whether the last word stopped at a quotation mark around the command.
    fn at_quotation_mark(&self, end: usize) -> bool {
        self.pos == end && matches!(self.byte(0), Some(b'"' | b'\''))
    }

    /// Whether the here-documents from the `first` on have their bodies in the text.
    fn has_bodies(&self, first: usize) -> bool {
        let rest = self.rest();
        self.pending
            .iter()
            .skip(first)
            .all(|document| rest.lines().skip(1).any(|line| line.trim() == document.delimiter))
    }

    /// The end of the here-documents that belong to the command that ends at `end`; `end` when it has none.
    fn bodies(&mut self, end: usize) -> usize {
        if self.pending.is_empty() {
            return end;
        }
        let line_end = self.line_end(end);
        self.pos = line_end;
        self.eat_newline();
        self.pos
    }
}

/// Whether a redirection in running text is one: `list > names` may as well be an arrow.
fn is_meant(one: &DraftRedirect) -> bool {
    let redirect = &one.redirect;
    let Some(target) = &one.target else { return one.operator.starts_with("<<") };
    if Word::parse(&target.source).is_none() {
        return false;
    }
    let apart = redirect.source.len() > target.source.len()
        && redirect.source.strip_suffix(target.source.as_str()).is_some_and(|before| before.ends_with([' ', '\t']));
    let has_descriptor = redirect.source.starts_with(|c: char| c.is_ascii_digit() || c == '&');
    let is_plain_word = target.parts.iter().all(|part| matches!(part, Part::Literal { .. }))
        && target.source.chars().all(char::is_alphanumeric);
    has_descriptor || one.operator != "<" && one.operator != ">" || !(apart && is_plain_word)
}

/// `word` without its last `bytes` bytes.
fn shorter(word: &Word, bytes: usize) -> Option<Word> {
    let length = word.source.len().checked_sub(bytes)?;
    let mut shorter = Word::parse(word.source.get(..length)?)?;
    shorter.span = steep_edit::Span::new(word.span.start, word.span.start + length);
    Some(shorter)
}
