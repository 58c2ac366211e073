//! The tree of tree-sitter-bash → an [`Outline`].
//!
//! Without recursion: a list of many operands is a tree as deep as it is long. What that grammar puts in an odd place, but
//! always the same one, is put right here (see [`FAULTS`](super::FAULTS)).

use std::collections::HashMap;

use compact_str::CompactString;
use steep_edit::Span;
use tree_sitter::{Node, Tree};

use super::pieces::Pieces;
use super::stand_in::StandIn;
use crate::outline::{CommandOutline, Construct, Outline};

/// What the tree says, which was made of the part that begins at `offset` of the text that stands in for `text`.
pub(super) fn outline(tree: &Tree, text: &str, stand_in: &StandIn, offset: usize) -> Outline {
    let mut visitor = Visitor {
        text,
        stand_in,
        offset,
        work: Vec::new(),
        commands: Vec::new(),
        paths: vec![None],
        outline: Outline::default(),
        more: HashMap::new(),
    };
    visitor.work.push(Step { node: tree.root_node(), path: OUTERMOST });
    while let Some(step) = visitor.work.pop() {
        visitor.visit(step);
    }
    visitor.finish()
}

/// Index of a path in [`Visitor::paths`].
type PathId = usize;

/// The empty path.
const OUTERMOST: PathId = 0;

/// A node that is still to be visited.
#[derive(Clone, Copy)]
struct Step<'t> {
    node: Node<'t>,
    path: PathId,
}

/// A command while it is put together.
#[derive(Default)]
struct Draft {
    pieces: Pieces,
    bodies: Vec<Span>,
    path: PathId,
}

/// Parts of a command that stand outside of its node, by the node's identity.
#[derive(Default)]
struct More<'t> {
    redirects: Vec<Node<'t>>,
}

struct Visitor<'t, 's> {
    text: &'s str,
    stand_in: &'s StandIn,
    /// Where in the text the tree begins.
    offset: usize,
    work: Vec<Step<'t>>,
    commands: Vec<Draft>,
    /// Each path by the one around it and its last construct; the first is the empty one.
    paths: Vec<Option<(PathId, Construct)>>,
    outline: Outline,
    more: HashMap<usize, More<'t>>,
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    // Most nodes are tokens, and a cursor is allocated.
    if node.child_count() == 0 {
        return Vec::new();
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

/// The children with the names of their fields.
fn fields<'t>(node: Node<'t>) -> Vec<(Option<&'t str>, Node<'t>)> {
    let mut cursor = node.walk();
    let mut found = Vec::new();
    if cursor.goto_first_child() {
        loop {
            found.push((cursor.field_name(), cursor.node()));
            if !cursor.goto_next_sibling() {
                break;
            }
        }
    }
    found
}

/// Whether the node is a statement that a pipeline, a list or a redirection may have as its last part.
fn leads_on(node: Node<'_>) -> bool {
    matches!(node.kind(), "pipeline" | "list" | "negated_command")
}

impl<'t> Visitor<'t, '_> {
    fn span(&self, node: Node<'t>) -> Span {
        self.part(node.start_byte(), node.end_byte())
    }

    /// Where in the text the bytes `start..end` of the tree stand.
    fn part(&self, start: usize, end: usize) -> Span {
        self.stand_in.original(Span::new(self.offset + start, self.offset + end))
    }

    fn visit(&mut self, step: Step<'t>) {
        let Step { node, path } = step;
        if node.is_error() || node.is_missing() {
            let span = self.span(node);
            self.outline.errors.push(span);
        }
        if node.child_count() == 0 && !node.is_named() {
            return;
        }
        match node.kind() {
            "comment" => {
                let span = self.span(node);
                self.outline.comments.push(span);
            }
            "command" | "declaration_command" | "unset_command" | "test_command" => self.command(step),
            "variable_assignment" | "variable_assignments" => self.assignments_alone(step),
            "redirected_statement" => self.redirected(step),
            "pipeline" => self.pipeline(step),
            "list" => {
                let path = self.operand(path);
                self.go_on(node, path);
            }
            "negated_command" => {
                let path = self.path(path, Construct::Negated);
                self.go_on(node, path);
            }
            "subshell" => self.within(step, Construct::Subshell),
            "compound_statement" => {
                let is_group = node.child(0).is_some_and(|first| first.kind() == "{");
                if is_group { self.within(step, Construct::Group) } else { self.expressions(node, path) }
            }
            "for_statement" | "c_style_for_statement" | "while_statement" => self.loop_of(step),
            "if_statement" => self.within(step, Construct::If),
            "elif_clause" | "else_clause" | "do_group" | "program" => self.go_on(node, path),
            "case_statement" | "case_item" => self.case(step),
            "function_definition" => self.function(step),
            "command_substitution" => self.substitution(step),
            "process_substitution" => self.within(step, Construct::Process),
            "ERROR" => self.go_on(node, path),
            _ => self.go_on(node, path),
        }
    }

    /// `path` with `construct` behind it.
    fn path(&mut self, path: PathId, construct: Construct) -> PathId {
        self.paths.push(Some((path, construct)));
        self.paths.len() - 1
    }

    fn last_of(&self, path: PathId) -> Option<(PathId, Construct)> {
        self.paths.get(path).copied().flatten()
    }

    /// Lists are binary in the tree, whatever number of operands they have.
    fn operand(&mut self, path: PathId) -> PathId {
        match self.last_of(path) {
            Some((_, Construct::Operand)) => path,
            _ => self.path(path, Construct::Operand),
        }
    }

    /// A stage inside a stage is a stage of the pipeline around it.
    fn stage(&mut self, path: PathId, reads: bool, is_read: bool) -> PathId {
        match self.last_of(path) {
            Some((around, Construct::Stage { reads: before, is_read: after })) => {
                self.path(around, Construct::Stage { reads: reads || before, is_read: is_read || after })
            }
            _ => self.path(path, Construct::Stage { reads, is_read }),
        }
    }

    fn push(&mut self, node: Node<'t>, path: PathId) {
        self.work.push(Step { node, path });
    }

    /// Goes on with the children of `node` in `path`.
    fn go_on(&mut self, node: Node<'t>, path: PathId) {
        for child in children(node).into_iter().rev() {
            self.push(child, path);
        }
    }

    fn within(&mut self, step: Step<'t>, construct: Construct) {
        let path = self.path(step.path, construct);
        self.go_on(step.node, path);
    }

    /// Arithmetic and tests: only the commands inside its substitutions count.
    fn expressions(&mut self, node: Node<'t>, path: PathId) {
        self.go_on(node, path);
    }

    /// In the tree of `a | b | c && d`, the list is the second stage; no stage of a pipeline is a list, so its first operand
    /// is the rest of the pipeline, and the others stand behind the pipeline.
    fn pipeline(&mut self, step: Step<'t>) {
        let mut path = step.path;
        let mut stages = Vec::new();
        let mut operands = Vec::new();
        let mut work = vec![step.node];
        while let Some(node) = work.pop() {
            match node.kind() {
                "pipeline" => work.extend(children(node).into_iter().rev()),
                "list" if !stages.is_empty() => {
                    path = self.operand(path);
                    let mut parts = children(node).into_iter();
                    work.extend(parts.next());
                    operands.extend(parts);
                }
                "comment" => self.push(node, path),
                _ if node.is_named() => stages.push(node),
                _ => {}
            }
        }
        let count = stages.len();
        for (nth, stage) in stages.into_iter().enumerate() {
            let path = self.stage(path, nth > 0, nth + 1 < count);
            self.push(stage, path);
        }
        operands.into_iter().for_each(|operand| self.push(operand, path));
    }

    fn loop_of(&mut self, step: Step<'t>) {
        let inside = self.path(step.path, Construct::Loop);
        let is_while = step.node.kind() == "while_statement";
        for child in children(step.node) {
            let in_loop = is_while || matches!(child.kind(), "do_group" | "compound_statement");
            // `for …; { … }`: the braces are the loop's own.
            if child.kind() == "compound_statement" && !is_while {
                self.go_on(child, inside);
            } else {
                self.push(child, if in_loop { inside } else { step.path });
            }
        }
    }

    fn case(&mut self, step: Step<'t>) {
        let is_item = step.node.kind() == "case_item";
        let inside = if is_item { self.path(step.path, Construct::Case) } else { step.path };
        for (field, child) in fields(step.node) {
            self.push(child, if is_item && field == Some("value") { step.path } else { inside });
        }
    }

    fn function(&mut self, step: Step<'t>) {
        let inside = self.path(step.path, Construct::Function);
        for (field, child) in fields(step.node) {
            self.push(child, if field == Some("body") { inside } else { step.path });
        }
    }

    fn substitution(&mut self, step: Step<'t>) {
        let inside = self.path(step.path, Construct::Substitution);
        for child in children(step.node) {
            if child.kind() == "file_redirect" {
                // `$(<file)`
                let nth = self.draft(inside);
                self.redirect(nth, child, inside);
            } else {
                self.push(child, inside);
            }
        }
    }

    fn draft(&mut self, path: PathId) -> usize {
        self.commands.push(Draft { path, ..Draft::default() });
        self.commands.len() - 1
    }

    fn assignments_alone(&mut self, step: Step<'t>) {
        let nth = self.draft(step.path);
        if step.node.kind() == "variable_assignment" {
            self.assignment(nth, step.node, step.path);
        } else {
            for child in children(step.node) {
                self.assignment(nth, child, step.path);
            }
        }
        self.take_more(nth, step);
    }

    fn assignment(&mut self, nth: usize, node: Node<'t>, path: PathId) {
        if node.kind() != "variable_assignment" {
            return self.push(node, path);
        }
        let mut pieces = std::mem::take(self.pieces(nth));
        if let Some(value) = node.child_by_field_name("value") {
            self.parts(value, &mut pieces);
        }
        pieces.assignments.push(self.span(node));
        *self.pieces(nth) = pieces;
        self.go_on(node, path);
    }

    fn pieces(&mut self, nth: usize) -> &mut Pieces {
        &mut self.commands.get_mut(nth).expect("invariant: the index comes from draft()").pieces
    }

    fn command(&mut self, step: Step<'t>) {
        let Step { node, path } = step;
        let nth = self.draft(path);
        let is_plain = node.kind() == "command";
        for (field, child) in fields(node) {
            match (child.kind(), field) {
                ("variable_assignment", _) if is_plain => self.assignment(nth, child, path),
                ("file_redirect" | "herestring_redirect" | "heredoc_redirect", _) => self.redirect(nth, child, path),
                ("comment", _) => self.push(child, path),
                ("subshell", None) if is_plain => self.push(child, path),
                _ if node.kind() == "test_command" => {
                    if matches!(child.kind(), "[" | "[[") {
                        self.word(nth, child, path);
                    } else {
                        self.push(child, path);
                    }
                }
                _ => self.word(nth, child, path),
            }
        }
        self.take_more(nth, step);
    }

    /// What a redirected statement around the command has for it.
    fn take_more(&mut self, nth: usize, step: Step<'t>) {
        let Some(more) = self.more.remove(&step.node.id()) else { return };
        for redirect in more.redirects {
            self.redirect(nth, redirect, step.path);
        }
    }

    fn word(&mut self, nth: usize, node: Node<'t>, path: PathId) {
        let mut pieces = std::mem::take(self.pieces(nth));
        self.parts(node, &mut pieces);
        pieces.words.push(self.span(node));
        *self.pieces(nth) = pieces;
        // `export NAME=value` is a word here.
        if node.kind() == "variable_assignment" { self.go_on(node, path) } else { self.push(node, path) }
    }

    /// The outermost expansions in a word, and which of its bytes are quoted or part of an expansion.
    fn parts(&self, word: Node<'t>, pieces: &mut Pieces) {
        let mut work = vec![word];
        while let Some(node) = work.pop() {
            match node.kind() {
                "simple_expansion"
                | "expansion"
                | "command_substitution"
                | "process_substitution"
                | "arithmetic_expansion" => pieces.expansions.extend(self.expansion(self.span(node))),
                "string" | "translated_string" => work.extend(children(node).into_iter().rev()),
                "array" | "raw_string" | "ansi_c_string" | "comment" => {}
                _ => {
                    work.extend(children(node).into_iter().rev());
                    continue;
                }
            }
            pieces.opaque.push(self.span(node));
        }
    }

    /// The expansion at `span`, without blanks in front that the tree takes for a part of it and without the letters
    /// behind the digit of `$1`.
    fn expansion(&self, span: Span) -> Option<(usize, CompactString)> {
        let text = span.text(self.text);
        let source = text.trim_start();
        let start = span.start + (text.len() - source.len());
        let mut after = source.chars().skip(1);
        let is_positional = source.starts_with('$') && after.next().is_some_and(|c| c.is_ascii_digit());
        let source = if is_positional { source.get(..2)? } else { source };
        Some((start, source.into()))
    }

    /// A redirection of the command `nth`. Destinations behind the first one that are words of their own are the
    /// command's, and so is what stands on the line of a here-document's operator.
    fn redirect(&mut self, nth: usize, node: Node<'t>, path: PathId) {
        if node.kind() == "heredoc_redirect" {
            return self.here_document(nth, node, path);
        }
        let mut end = node.start_byte();
        let mut has_target = false;
        for (field, child) in fields(node) {
            let is_operator = !child.is_named() || child.kind() == "file_descriptor";
            if child.kind() == "comment" {
                self.push(child, path);
            } else if is_operator && field != Some("destination") {
                end = child.end_byte();
            } else if !has_target || child.start_byte() == end {
                has_target = true;
                end = child.end_byte();
                self.push(child, path);
            } else {
                self.word(nth, child, path);
            }
        }
        let span = self.part(node.start_byte(), end);
        self.pieces(nth).redirects.push(span);
    }

    fn here_document(&mut self, nth: usize, node: Node<'t>, path: PathId) {
        let mut end = node.start_byte();
        for (field, child) in fields(node) {
            match child.kind() {
                "heredoc_start" => end = child.end_byte(),
                "heredoc_body" => {
                    let body = self.body(child);
                    if let Some(draft) = self.commands.get_mut(nth) {
                        draft.bodies.push(body);
                    }
                    self.push(child, path);
                }
                "file_redirect" | "herestring_redirect" => self.redirect(nth, child, path),
                "pipeline" if field.is_none() => self.behind_here_document(child, path),
                _ if field == Some("argument") => self.word(nth, child, path),
                _ => self.push(child, path),
            }
        }
        let span = self.part(node.start_byte(), end);
        self.pieces(nth).redirects.push(span);
    }

    /// The body of a here-document, without white space at its ends.
    fn body(&self, node: Node<'t>) -> Span {
        let Span { start, end } = self.span(node);
        let text = self.span(node).text(self.text);
        let end = end - (text.len() - text.trim_end().len());
        Span::new((start + (text.len() - text.trim_start().len())).min(end), end)
    }

    /// `<<E | a | b`: the stages behind the command with the here-document. `path` is that command's, which is read.
    fn behind_here_document(&mut self, node: Node<'t>, path: PathId) {
        let outer = match self.last_of(path) {
            Some((around, Construct::Stage { .. })) => around,
            _ => path,
        };
        let statements: Vec<Node<'t>> = children(node).into_iter().filter(|child| child.is_named()).collect();
        let mut stages = Vec::new();
        for statement in statements {
            if statement.kind() == "pipeline" {
                stages.extend(children(statement).into_iter().filter(|child| child.is_named()));
            } else {
                stages.push(statement);
            }
        }
        let count = stages.len();
        for (nth, stage) in stages.into_iter().enumerate() {
            let path = self.path(outer, Construct::Stage { reads: true, is_read: nth + 1 < count });
            self.push(stage, path);
        }
    }

    /// A statement with redirections. Those behind a pipeline or a list are its last command's.
    fn redirected(&mut self, step: Step<'t>) {
        let Step { node, path } = step;
        let (mut body, mut redirects) = (None, Vec::new());
        for (field, child) in fields(node) {
            match (field, child.kind()) {
                (_, "file_redirect" | "herestring_redirect" | "heredoc_redirect") => redirects.push(child),
                (Some("body"), _) => body = Some(child),
                _ => self.push(child, path),
            }
        }
        let Some(body) = body else {
            let nth = self.draft(path);
            redirects.into_iter().for_each(|redirect| self.redirect(nth, redirect, path));
            return;
        };
        let pipes =
            |redirect: &Node<'t>| fields(*redirect).iter().any(|it| it.0.is_none() && it.1.kind() == "pipeline");
        let is_piped = redirects.iter().any(pipes);
        let is_operand = redirects.iter().any(|redirect| redirect.child_by_field_name("operator").is_some());
        let mut inside = path;
        if is_operand {
            inside = self.operand(inside);
        }
        if is_piped {
            inside = self.stage(inside, false, true);
        }
        let mut owner = body;
        while leads_on(owner) {
            let mut parts = children(owner).into_iter().rev().filter(|it| it.is_named() && it.kind() != "comment");
            let Some(last) = parts.next() else { break };
            owner = last;
        }
        if owner.kind() == "redirected_statement" {
            // Its own redirections come first; ours are added to the same command.
            let mut inner = owner;
            while let Some(body) = inner.child_by_field_name("body").filter(|_| inner.kind() == "redirected_statement")
            {
                inner = body;
            }
            owner = inner;
        }
        let is_simple = matches!(
            owner.kind(),
            "command"
                | "declaration_command"
                | "unset_command"
                | "test_command"
                | "variable_assignment"
                | "variable_assignments"
        );
        if is_simple {
            self.more.entry(owner.id()).or_default().redirects.extend(redirects);
        } else {
            // The redirections of a compound command are no command's; what is inside them is looked at all the same.
            for redirect in redirects {
                for (field, child) in fields(redirect) {
                    match (field, child.kind()) {
                        (None, "pipeline") => self.behind_here_document(child, inside),
                        (Some("right"), _) => self.push(child, inside),
                        _ => self.push(child, path),
                    }
                }
            }
        }
        self.push(body, inside);
    }

    fn constructs(&self, path: PathId) -> Vec<Construct> {
        let mut constructs = Vec::new();
        let mut at = path;
        while let Some((around, construct)) = self.last_of(at) {
            constructs.push(construct);
            at = around;
        }
        constructs.reverse();
        constructs
    }

    fn finish(mut self) -> Outline {
        let drafts = std::mem::take(&mut self.commands);
        let mut commands: Vec<CommandOutline> = drafts
            .into_iter()
            .map(|mut draft| {
                draft.bodies.sort_unstable();
                let path = self.constructs(draft.path);
                draft.pieces.command(self.text, draft.bodies, path)
            })
            .collect();
        commands.sort_by_key(|command| (command.span().start, std::cmp::Reverse(command.span().end)));
        self.outline.commands = commands;
        self.outline.comments.sort_unstable();
        self.outline.errors.sort_unstable();
        self.outline
    }
}
