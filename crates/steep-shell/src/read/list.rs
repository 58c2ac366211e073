//! Lists, `&&` and `||`, pipelines.

use steep_edit::Span;

use super::parser::{Closer, Open, Parser};
use super::tree::{Item, Kind, List, Node, Pipeline};

impl Parser<'_> {
    /// Reads commands up to one of `closers` (not consumed), to a closer that something further out waits for, or to
    /// the end of the region.
    pub(super) fn list(&mut self, closers: &'static [Closer], barrier: bool) -> List {
        self.list_in_parts(closers, barrier, |_, _| {})
    }

    /// Like [`list`](Parser::list). `complete` is given what was read of the list whenever no here-document waits for its body,
    /// and may take it.
    pub(super) fn list_in_parts(
        &mut self,
        closers: &'static [Closer],
        barrier: bool,
        mut complete: impl FnMut(&mut Self, &mut List),
    ) -> List {
        self.open.push(Open { closers, barrier });
        let mut items = List::new();
        loop {
            self.skip_separators();
            if self.pending.is_empty() {
                complete(self, &mut items);
            }
            if self.at_end() {
                break;
            }
            let start = self.pos;
            self.note_cut(start);
            let first = match self.closer_here() {
                Some(closer) if self.is_awaited(closer) => break,
                Some(closer) => {
                    let Some(fragment) = self.stray(closer, &mut items) else { continue };
                    Some(fragment)
                }
                None => None,
            };
            let node = self.and_or(first);
            let background = self.separator();
            items.push(Item { node, background });
            if self.pos == start {
                self.bump();
                self.error(start, self.pos);
            }
        }
        self.open.pop();
        // Most have one or two, and a text may have very many lists.
        items.shrink_to_fit();
        items
    }

    /// Notes that a command begins at `start`, where it stands in the outermost list and begins its line.
    fn note_cut(&mut self, start: usize) {
        if self.depth > 0 || self.open.len() > 1 || !self.pending.is_empty() {
            return;
        }
        let indent =
            self.bytes.get(..start).unwrap_or(&[]).iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t'));
        let line = start - indent.count();
        let follows = self.cuts.last().is_none_or(|last| *last < line);
        if follows && (line == 0 || self.bytes.get(line - 1) == Some(&b'\n')) {
            self.cuts.push(line);
        }
    }

    /// Notes where the pipeline in front of the cursor ends, when nothing but a comment follows on its line.
    fn note_end(&mut self) {
        if self.newline_at(self.pos) == 0 {
            return;
        }
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
        let comment = self.comments.last().filter(|comment| comment.end == self.pos).copied();
        let end = comment.map_or(self.pos, |comment| comment.start);
        let blanks = self.bytes.get(..end).unwrap_or(&[]).iter().rev().take_while(is_blank).count();
        if comment.is_none() || blanks > 0 {
            self.ends.push(end - blanks);
        }
    }

    /// A closer that nothing waits for: the text begins in the middle of a construct. What stood in front of a `done`
    /// was its body.
    fn stray(&mut self, closer: Closer, items: &mut List) -> Option<Node> {
        let start = self.pos;
        self.pos += self.closer_length(closer);
        self.error(start, self.pos);
        let keyword = match closer {
            Closer::Done => "while",
            Closer::Fi => "if",
            Closer::Esac => "case",
            Closer::Brace | Closer::Paren => "{",
            Closer::Then | Closer::Do | Closer::Elif | Closer::Else | Closer::Arm => return None,
        };
        self.fragments += 1;
        if self.fragments > self.nesting {
            return None;
        }
        let head = self.new_draft();
        let body = std::mem::take(items);
        Some(self.finish(Kind::Fragment { keyword, body }, head))
    }

    /// The closer at the cursor, which is where a command may begin.
    pub(super) fn closer_here(&self) -> Option<Closer> {
        match self.byte(0)? {
            b')' => return Some(Closer::Paren),
            b';' if matches!(self.byte(1), Some(b';' | b'&')) => return Some(Closer::Arm),
            _ => {}
        }
        Some(match self.reserved_here()? {
            "then" => Closer::Then,
            "do" => Closer::Do,
            "done" => Closer::Done,
            "elif" => Closer::Elif,
            "else" => Closer::Else,
            "fi" => Closer::Fi,
            "esac" => Closer::Esac,
            "}" => Closer::Brace,
            _ => return None,
        })
    }

    fn closer_length(&self, closer: Closer) -> usize {
        if closer == Closer::Arm && self.looking_at(";;&") { 3 } else { closer.keyword().len() }
    }

    /// Moves over `closer` when it stands at the cursor, a command's place.
    pub(super) fn eat_closer(&mut self, closer: Closer) -> bool {
        self.skip_separators();
        let there = self.closer_here() == Some(closer);
        if there {
            self.pos += self.closer_length(closer);
        }
        there
    }

    /// Whether a construct around the cursor ends with `closer`.
    fn is_awaited(&self, closer: Closer) -> bool {
        for open in self.open.iter().rev() {
            if open.closers.contains(&closer) {
                return true;
            }
            if open.barrier {
                return false;
            }
        }
        false
    }

    /// Moves over everything between two commands.
    fn skip_separators(&mut self) {
        loop {
            self.skip_lines();
            if self.byte(0) == Some(b';') && self.closer_here().is_none() {
                self.pos += 1;
            } else {
                return;
            }
        }
    }

    /// Moves over the operator that ends a command; `true` for `&`.
    fn separator(&mut self) -> bool {
        self.skip_blanks(None);
        let background = self.byte(0) == Some(b'&') && !self.looking_at("&&");
        if background {
            self.pos += 1;
        }
        background
    }

    fn and_or(&mut self, first: Option<Node>) -> Node {
        let mut items = vec![self.pipeline(first)];
        let mut dangling = false;
        loop {
            self.skip_blanks(None);
            let operator = self.pos;
            if !self.eat("&&") && !self.eat("||") {
                break;
            }
            self.skip_lines();
            if self.at_end() || self.closer_here().is_some() {
                self.error(operator, operator + 2);
                dangling = true;
                break;
            }
            items.push(self.pipeline(None));
        }
        match (dangling, items.len()) {
            (false, 1) => items.pop().expect("invariant: one item was counted"),
            _ => Node::AndOr { items, dangling },
        }
    }

    fn pipeline(&mut self, first: Option<Node>) -> Node {
        let (mut negated, mut timed, mut dangling) = (false, false, false);
        let mut stages = Vec::new();
        match first {
            Some(node) => stages.push(node),
            None => {
                loop {
                    self.skip_blanks(None);
                    match self.reserved_here() {
                        Some("!") => negated = true,
                        Some("time") => timed = true,
                        _ => break,
                    }
                    let is_time = self.reserved_here() == Some("time");
                    let start = self.pos;
                    self.pos += self.reserved_here().map_or(0, str::len);
                    let mut end = self.pos;
                    self.skip_blanks(None);
                    if timed && self.looking_at("-p ") {
                        self.pos += 2;
                        end = self.pos;
                    }
                    if is_time {
                        self.timings.push(Span::new(start, end));
                    }
                }
                stages.push(self.command());
            }
        }
        loop {
            self.skip_blanks(None);
            let operator = self.pos;
            if self.looking_at("||") || !(self.eat("|&") || self.eat("|")) {
                break;
            }
            self.skip_lines();
            if self.at_end() || self.closer_here().is_some() {
                self.error(operator, operator + 1);
                dangling = true;
                break;
            }
            stages.push(self.command());
        }
        if stages.len() > 2 && self.pending.is_empty() {
            self.note_end();
        }
        if stages.len() == 1 && !negated && !timed && !dangling {
            return stages.pop().expect("invariant: one stage was counted");
        }
        Node::Pipeline(Pipeline { stages, negated, dangling })
    }
}
