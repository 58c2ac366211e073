//! Compound commands: loops, conditions, groups, functions.

use compact_str::CompactString;
use steep_edit::Span;

use super::parser::{Closer, Parser};
use super::tree::{Compound, DraftId, Kind, List, Node};
use crate::{Expansion, Part, Quote, Word};

/// The words that mean something where a command begins.
const RESERVED: &[&str] = &[
    "!", "{", "}", "[[", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "select", "then",
    "time", "until", "while",
];

impl Parser<'_> {
    /// The reserved word at the cursor.
    pub(super) fn reserved_here(&self) -> Option<&'static str> {
        let first = self.byte(0)?;
        if !first.is_ascii_lowercase() && !matches!(first, b'!' | b'{' | b'}' | b'[') {
            return None;
        }
        RESERVED.iter().copied().find(|word| self.looking_at(word) && self.ends_word(word.len()))
    }

    /// Whether the byte `ahead` of the cursor cannot go on a word.
    pub(super) fn ends_word(&self, ahead: usize) -> bool {
        match self.byte(ahead) {
            None | Some(b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>') => true,
            Some(b'\r') => self.newline_at(self.pos + ahead) > 0,
            Some(b'\\') => self.newline_at(self.pos + ahead + 1) > 0,
            Some(_) => false,
        }
    }

    /// Reads one command of any kind.
    pub(super) fn command(&mut self) -> Node {
        self.skip_blanks(None);
        let start = self.pos;
        let compound: fn(&mut Self) -> Node = match self.reserved_here() {
            Some("{") => Self::group,
            Some("if") => Self::condition,
            Some("while") => |parser| parser.while_loop("while"),
            Some("until") => |parser| parser.while_loop("until"),
            Some("for") => |parser| parser.for_loop("for"),
            Some("select") => |parser| parser.for_loop("select"),
            Some("case") => Self::case,
            Some("function") => Self::function,
            Some("[[") => return self.test(),
            _ if self.looking_at("((") && self.arithmetic_end(self.pos + 2).is_some() => Self::arithmetic_command,
            _ if self.byte(0) == Some(b'(') => Self::subshell,
            _ => return self.simple(),
        };
        match self.nested(start, compound) {
            Some(node) => node,
            None => Node::Simple(self.new_draft()),
        }
    }

    /// Ends a construct that began at `start` with a keyword of `length` bytes; an unclosed one is an error there.
    fn close(&mut self, closer: Closer, start: usize, length: usize) {
        if !self.eat_closer(closer) {
            self.error(start, start + length);
        }
    }

    /// Reads the redirections behind a compound command and puts it together.
    pub(super) fn finish(&mut self, kind: Kind, head: DraftId) -> Node {
        let inner_before = self.draft(head).inner.len();
        self.redirections(head);
        Node::Compound(Box::new(Compound { kind, head, inner_before, end: self.drafts.len() }))
    }

    fn group(&mut self) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += 1;
        let body = self.list(&[Closer::Brace], false);
        self.close(Closer::Brace, start, 1);
        self.finish(Kind::Group(body), head)
    }

    fn subshell(&mut self) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += 1;
        let body = self.list(&[Closer::Paren], true);
        self.close(Closer::Paren, start, 1);
        self.finish(Kind::Subshell(body), head)
    }

    fn arithmetic_command(&mut self) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        let end = self.arithmetic_end(start + 2).unwrap_or(self.end);
        self.expansions_in(start + 2, end, head);
        self.pos = (end + 2).max(self.pos);
        let source: CompactString = self.text.get(start..self.pos).unwrap_or("").into();
        let parts = vec![Part::Expansion { source: source.clone(), kind: Expansion::Arithmetic, quote: Quote::None }];
        let span = Span::new(start, self.pos);
        self.draft(head).words.push(Word { span, source, parts });
        self.finish(Kind::Group(List::new()), head)
    }

    fn while_loop(&mut self, keyword: &'static str) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += keyword.len();
        let condition = self.list(&[Closer::Do, Closer::Done], false);
        let body = self.loop_body(start, keyword);
        self.finish(Kind::Loop { keyword, condition, body }, head)
    }

    fn for_loop(&mut self, keyword: &'static str) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += keyword.len();
        self.skip_blanks(None);
        if self.looking_at("((")
            && let Some(end) = self.arithmetic_end(self.pos + 2)
        {
            self.expansions_in(self.pos + 2, end, head);
            self.pos = self.pos.max(end + 2);
        } else {
            self.words_of_head(head);
        }
        if self.looking_at_group_body() {
            self.pos += 1;
            let body = self.list(&[Closer::Brace], false);
            self.close(Closer::Brace, start, keyword.len());
            return self.finish(Kind::Loop { keyword, condition: List::new(), body }, head);
        }
        let body = self.loop_body(start, keyword);
        self.finish(Kind::Loop { keyword, condition: List::new(), body }, head)
    }

    /// `for … { … }`, an old spelling that bash knows.
    fn looking_at_group_body(&mut self) -> bool {
        self.skip_lines();
        if self.byte(0) == Some(b';') && self.closer_here().is_none() {
            self.pos += 1;
            self.skip_lines();
        }
        self.reserved_here() == Some("{")
    }

    /// Reads the words on the cursor's line into `head`.
    fn words_of_head(&mut self, head: DraftId) {
        loop {
            self.skip_blanks(Some(head));
            if self.skip_comment() || !self.at_word() {
                return;
            }
            // `for x do` goes over the arguments of the script.
            if self.draft(head).words.len() == 1 && self.reserved_here() == Some("do") {
                self.ends.push(self.pos - 1);
                return;
            }
            let word = self.word(head);
            self.draft(head).words.push(word);
        }
    }

    /// `do … done`
    fn loop_body(&mut self, start: usize, keyword: &str) -> List {
        if !self.eat_closer(Closer::Do) {
            self.error(start, start + keyword.len());
            return List::new();
        }
        let body = self.list(&[Closer::Done], false);
        self.close(Closer::Done, start, keyword.len());
        body
    }

    fn condition(&mut self) -> Node {
        const ENDS: &[Closer] = &[Closer::Elif, Closer::Else, Closer::Fi];
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += "if".len();
        let (mut arms, mut otherwise) = (Vec::new(), List::new());
        loop {
            let condition = self.list(&[Closer::Then, Closer::Fi], false);
            if !self.eat_closer(Closer::Then) {
                arms.push((condition, List::new()));
                break;
            }
            let body = self.list(ENDS, false);
            arms.push((condition, body));
            if self.eat_closer(Closer::Elif) {
                continue;
            }
            if self.eat_closer(Closer::Else) {
                otherwise = self.list(&[Closer::Fi], false);
            }
            break;
        }
        self.close(Closer::Fi, start, "if".len());
        self.finish(Kind::If { arms, otherwise }, head)
    }

    fn case(&mut self) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += "case".len();
        self.skip_blanks(Some(head));
        if self.at_word() {
            let word = self.word(head);
            self.draft(head).words.push(word);
        }
        self.skip_lines();
        if !self.eat("in") {
            self.error(start, start + "case".len());
            return self.finish(Kind::Case(Vec::new()), head);
        }
        let mut arms = Vec::new();
        loop {
            self.skip_lines();
            if self.at_end() || self.closer_here() == Some(Closer::Esac) {
                break;
            }
            if !self.pattern(head) {
                break;
            }
            arms.push(self.list(&[Closer::Arm, Closer::Esac], false));
            if !self.eat_closer(Closer::Arm) {
                break;
            }
        }
        self.close(Closer::Esac, start, "case".len());
        self.finish(Kind::Case(arms), head)
    }

    /// `(a | b)` with its closing parenthesis, the opening one optional.
    fn pattern(&mut self, head: DraftId) -> bool {
        self.eat("(");
        loop {
            self.skip_blanks(Some(head));
            match self.byte(0) {
                Some(b')') => {
                    self.pos += 1;
                    return true;
                }
                Some(b'|') => self.pos += 1,
                _ if !self.at_word() => return false,
                _ => {
                    // What the pattern says is of no interest; the scripts inside it are.
                    self.word(head);
                }
            }
        }
    }

    /// `function NAME { … }`, `function NAME() { … }`
    fn function(&mut self) -> Node {
        let (head, start) = (self.new_draft(), self.pos);
        self.pos += "function".len();
        self.skip_blanks(Some(head));
        if !self.at_word() {
            self.error(start, self.pos);
            return self.finish(Kind::Group(List::new()), head);
        }
        let name = self.word(head).display();
        self.skip_blanks(None);
        if self.eat("(") {
            self.skip_blanks(None);
            self.eat(")");
        }
        self.function_body(name, head)
    }

    /// Reads the body of a function whose name and parentheses are behind the cursor.
    pub(super) fn function_body(&mut self, name: String, head: DraftId) -> Node {
        self.skip_lines();
        let start = self.pos;
        let body = if self.at_end() || self.closer_here().is_some() { None } else { self.nested(start, Self::command) };
        let Some(body) = body else {
            self.error(start, start);
            return self.finish(Kind::Group(List::new()), head);
        };
        self.finish(Kind::Function { name, body: Box::new(body) }, head)
    }

    /// `[[ … ]]`: a command whose words may be operators.
    fn test(&mut self) -> Node {
        let draft = self.new_draft();
        let start = self.pos;
        loop {
            // In `=~ ^(a)#(b)$`, the `#` is part of a word that is read piece by piece.
            let goes_on = self.pos > start && !matches!(self.bytes.get(self.pos - 1), Some(b' ' | b'\t' | b'\n'));
            if goes_on && self.byte(0) == Some(b'#') {
                self.pos += 1;
                continue;
            }
            self.skip_lines();
            match self.byte(0) {
                None => {
                    self.error(start, start + 2);
                    break;
                }
                Some(b'<' | b'>' | b'(' | b')' | b'|' | b'&' | b';') => self.pos += 1,
                Some(_) => {
                    let word = self.word(draft);
                    let ends = word.source == "]]";
                    self.draft(draft).words.push(word);
                    if ends {
                        break;
                    }
                }
            }
        }
        let end = self.pos;
        self.redirections(draft);
        let draft_end = self.draft(draft).redirects.last().map_or(end, |one| one.redirect.span.end);
        self.draft(draft).span.end = draft_end;
        Node::Simple(draft)
    }
}
